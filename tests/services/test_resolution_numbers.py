"""The law of the register: numbers of a term have no gaps, belong to one resolution for good, whatever happens."""

from random import Random

import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.domain.resolutions import DECIDED, OPEN, Resolution, ResolutionState
from coordinator_app.domain.votes import Count
from coordinator_app.services.resolutions import VoteEntry
from tests.meeting_scenario import Progress, Steering

FIRST_FREE = 10  # the first meeting of the scenario took number 9


@pytest.fixture
def steering_stage() -> Progress:
    return "running"


def registered(steering: Steering) -> dict[int, Resolution]:
    return {entry.id: entry for entry in steering.workspace.resolutions.of_meeting(steering.second) if entry.number}


def step(steering: Steering, random: Random) -> None:
    """One random thing somebody may do; what the rules refuse is refused."""
    resolutions = steering.workspace.resolutions
    known = resolutions.of_meeting(steering.second)
    chosen = random.choice(known).id if known else 0
    match random.randrange(6):
        case 0:
            resolutions.draft(steering.treff, wording="Text")
        case 1 | 2 if chosen:
            yes = random.randrange(7)
            resolutions.vote(chosen, VoteEntry(count=Count(yes=yes, no=6 - yes)))
        case 3 if chosen:
            resolutions.reopen(chosen)
        case 4 if chosen:
            random.choice([resolutions.discard, lambda id: resolutions.settle(id, ResolutionState.WITHDRAWN)])(chosen)
        case _:
            random.choice([steering.workspace.store.undo, steering.workspace.store.redo])()


@pytest.mark.parametrize("seed", range(6))
def test_numbers_have_no_gaps_and_one_owner(steering: Steering, seed: int) -> None:
    random, owners = Random(seed), dict[str, int]()
    for _ in range(40):
        try:
            step(steering, random)
        except UserError as error:
            refused = error.text
            assert refused.endswith(".")
        found = registered(steering)
        for entry in found.values():
            assert owners.setdefault(entry.number, entry.id) == entry.id
        assert sorted(entry.sequence or 0 for entry in found.values()) == [
            FIRST_FREE + place for place in range(len(found))
        ]
        assert set(owners) == {entry.number for entry in found.values()}
    entries = steering.workspace.resolutions.of_meeting(steering.second)
    assert all(entry.number for entry in entries if entry.state in DECIDED)
    assert all(entry.state in OPEN or entry.number or entry.state is ResolutionState.WITHDRAWN for entry in entries)

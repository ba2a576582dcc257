"""The law of the register as a state machine: numbers of a term have no gaps and one owner for good.

Drafting, voting, electing, voting again, withdrawing, throwing away, circulations from start to count and back,
another term, undo and redo, in any order hypothesis can think of.
"""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from coordinator_app.common.clock import FixedClock
from coordinator_app.common.errors import UserError
from coordinator_app.domain.agenda import ItemType
from coordinator_app.domain.ballots import BallotChoice
from coordinator_app.domain.circulations import Circulation
from coordinator_app.domain.elections import Tally
from coordinator_app.domain.resolutions import DECIDED, Resolution, ResolutionState
from coordinator_app.domain.votes import Count
from coordinator_app.services.resolutions import VoteEntry
from coordinator_app.services.workspace import Workspace
from tests.meeting_scenario import Progress, SavedSteering, Steering

PLACE = st.integers(0, 7)
SETTLED = st.sampled_from([ResolutionState.WITHDRAWN, ResolutionState.POSTPONED, ResolutionState.REFERRED])


class Numbers(RuleBasedStateMachine):
    """Whatever people do; what the rules refuse is refused with a sentence."""

    saved: ClassVar[SavedSteering]
    folder: ClassVar[Path]
    turn: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        Numbers.turn += 1
        path = self.folder / f"{Numbers.turn}.kpr"
        shutil.copyfile(self.saved.path, path)
        clock = FixedClock(self.saved.moment)
        self.workspace = Workspace.open(path, clock=clock, user="Test")
        self.steering: Steering = self.saved.opened(self.workspace, clock)
        self.election = self.workspace.meetings.agenda.add(
            self.steering.second, title="Wahl", item_type=ItemType.ELECTION
        )
        self.owners: dict[str, int] = {entry.number: entry.id for entry in self.entries() if entry.number}
        self.path = path

    def teardown(self) -> None:
        self.workspace.store.close()
        self.path.unlink()

    def entries(self) -> list[Resolution]:
        with self.workspace.store.read() as unit:
            return unit.find(Resolution, deleted=None, body_id=self.steering.body, order="id")

    def pick(self, place: int) -> int:
        found = [entry.id for entry in self.entries() if entry.deleted_at is None]
        return found[-1 - place % len(found)]

    def pick_circulation(self, place: int) -> int:
        with self.workspace.store.read() as unit:
            found = unit.find(Circulation, body_id=self.steering.body, order="id")
        return found[-1 - place % len(found)].id if found else 0

    def act(self, function: Callable[..., Any], *args: Any, **values: Any) -> None:
        try:
            function(*args, **values)
        except UserError as error:
            text = error.text
            assert text.endswith((".", "?"))

    @rule(election=st.booleans())
    def draft(self, election: bool) -> None:
        item = self.election if election else self.steering.treff
        candidates = "Anna\nRico" if election else ""
        self.act(self.workspace.resolutions.draft, item, wording="Text", candidates=candidates)

    @rule(place=PLACE, yes=st.integers(0, 6))
    def vote(self, place: int, yes: int) -> None:
        tallies = (Tally("Anna", yes), Tally("Rico", 6 - yes))
        entry = VoteEntry(count=Count(yes=yes, no=6 - yes))
        resolution = self.workspace.resolutions.get(self.pick(place))
        if resolution.candidates:
            entry = VoteEntry(tallies=tallies)
        self.act(self.workspace.resolutions.vote, resolution.id, entry)

    @rule(place=PLACE)
    def reopen(self, place: int) -> None:
        self.act(self.workspace.resolutions.reopen, self.pick(place))

    @rule(place=PLACE, state=SETTLED)
    def settle(self, place: int, state: ResolutionState) -> None:
        self.act(self.workspace.resolutions.settle, self.pick(place), state)

    @rule(place=PLACE)
    def discard(self, place: int) -> None:
        self.act(self.workspace.resolutions.discard, self.pick(place))

    @rule()
    def undo(self) -> None:
        self.act(self.workspace.store.undo)

    @rule()
    def redo(self) -> None:
        self.act(self.workspace.store.redo)

    @rule()
    def circulate(self) -> None:
        id = self.workspace.circulations.create(body_id=self.steering.body, title="Umlauf", wording="Text")
        self.workspace.circulations.start(id)

    @rule(place=PLACE)
    def circulate_motion(self, place: int) -> None:
        self.act(self.workspace.circulations.from_resolution, self.pick(place))

    @rule(place=PLACE, yes=st.integers(0, 8))
    def count(self, place: int, yes: int) -> None:
        id = self.pick_circulation(place)
        if not id:
            return
        for number, ballot in enumerate(self.workspace.circulations.view(id).ballots):
            choice = BallotChoice.YES if number < yes else BallotChoice.NO
            self.act(self.workspace.circulations.answer, ballot.id, choice)
        self.act(self.workspace.circulations.close, id)

    @rule(place=PLACE, how=st.sampled_from(["reopen", "stop", "discard"]))
    def end_circulation(self, place: int, how: str) -> None:
        id = self.pick_circulation(place)
        if id:
            words = ("Grund",) if how == "stop" else ()
            self.act(getattr(self.workspace.circulations, how), id, *words)

    @precondition(lambda self: len(self.workspace.bodies.terms(self.steering.body)) == 1)
    @rule()
    def change_term(self) -> None:
        """From now on circulations are decided in another term."""
        self.workspace.bodies.add_term(
            self.steering.body, title="2027", starts_on=date(2027, 1, 1), ends_on=date(2027, 12, 31)
        )
        self.steering.clock.moment = self.steering.clock.moment.replace(year=2027, month=2)

    @invariant()
    def numbers_have_one_owner_and_no_gaps(self) -> None:
        entries = self.entries()
        numbered = [entry for entry in entries if entry.number]
        for entry in numbered:
            assert self.owners.setdefault(entry.number, entry.id) == entry.id
        assert set(self.owners) == {entry.number for entry in numbered}  # no number ever vanishes
        terms = {term.id: term for term in self.workspace.bodies.terms(self.steering.body)}
        for term in terms.values():
            sequences = sorted(entry.sequence or 0 for entry in numbered if entry.term_id == term.id)
            first = 9 if term.title == "2026" else 1
            assert sequences == list(range(first, first + len(sequences)))
            assert term.next_resolution_number == first + len(sequences)
        assert all(entry.number for entry in entries if entry.state in DECIDED)
        assert all(entry.deleted_at is None for entry in numbered)


@pytest.fixture
def steering_stage() -> Progress:
    return "running"


def test_numbers_keep_their_law_whatever_happens(saved_steering: SavedSteering, tmp_path: Path) -> None:
    Numbers.saved, Numbers.folder = saved_steering, tmp_path
    run_state_machine_as_test(
        Numbers,
        settings=settings(
            max_examples=12,
            stateful_step_count=20,
            deadline=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )

"""Steps of a need: obstacles, hints, reasons, and what comes next."""

import pytest

from coordinator_app.domain.need_states import (
    OPEN_NEEDS,
    NeedFacts,
    check_step,
    next_step,
    phase_words,
    reason_missing,
)
from coordinator_app.domain.needs import NEED_TRANSITIONS, Need, NeedStatus

BEST = NeedFacts(evidence=3, kinds=2, scored=True, decided=True, projects=1, unfinished=0, open_tasks=0, measured=True)


@pytest.mark.parametrize("now", list(NeedStatus))
def test_allowed_steps_have_no_obstacle_and_no_hint_when_everything_is_there(now: NeedStatus) -> None:
    need = Need(title="Graffiti", status=now)
    for then in NeedStatus:
        found = check_step(need, then, BEST)
        assert bool(found.obstacle) is (then not in NEED_TRANSITIONS[now])
        assert found.hints == ()
        if found.question:
            assert reason_missing(then)


@pytest.mark.parametrize(
    ("now", "then", "facts", "hints"),
    [
        (NeedStatus.REPORTED, NeedStatus.CHECKED, NeedFacts(), 1),
        (NeedStatus.CHECKED, NeedStatus.SCORED, NeedFacts(evidence=1, kinds=1), 2),
        (NeedStatus.CHECKED, NeedStatus.SCORED, NeedFacts(evidence=2, kinds=2, scored=True), 0),
        (NeedStatus.PRIORITISED, NeedStatus.IN_PROGRESS, NeedFacts(), 1),
        (NeedStatus.IN_PROGRESS, NeedStatus.DONE, NeedFacts(open_tasks=1, unfinished=2), 3),
    ],
)
def test_what_is_missing_is_a_hint(now: NeedStatus, then: NeedStatus, facts: NeedFacts, hints: int) -> None:
    found = check_step(Need(title="Graffiti", status=now), then, facts)
    assert (found.obstacle, len(found.hints)) == ("", hints)


@pytest.mark.parametrize(
    ("now", "then", "asks"),
    [
        (NeedStatus.REPORTED, NeedStatus.REJECTED, True),
        (NeedStatus.CHECKED, NeedStatus.WATCHED, True),
        (NeedStatus.IN_PROGRESS, NeedStatus.DONE, True),
        (NeedStatus.DONE, NeedStatus.CHECKED, True),
        (NeedStatus.WATCHED, NeedStatus.CHECKED, False),
        (NeedStatus.REPORTED, NeedStatus.CHECKED, False),
    ],
)
def test_ends_and_ways_back_ask_for_a_reason(now: NeedStatus, then: NeedStatus, asks: bool) -> None:
    assert bool(check_step(Need(title="Graffiti", status=now), then, BEST).question) is asks


def test_priority_without_a_round_may_be_overridden_by_a_reason() -> None:
    found = check_step(Need(title="Graffiti", status=NeedStatus.SCORED), NeedStatus.PRIORITISED, NeedFacts())
    assert "Bewertungsrunde" in found.obstacle
    assert found.overridable
    assert found.question


def test_every_open_need_knows_its_next_step() -> None:
    for status in NeedStatus:
        for facts in (NeedFacts(), BEST):
            assert bool(next_step(status, facts)) is (status in OPEN_NEEDS)
    assert next_step(NeedStatus.CHECKED, NeedFacts()) != next_step(NeedStatus.CHECKED, BEST)


def test_phase_is_told_inside_the_loop_only() -> None:
    assert phase_words(NeedStatus.SCORED) == "Phase\u00a02 von 4: Prüfen"
    assert phase_words(NeedStatus.REJECTED) == ""

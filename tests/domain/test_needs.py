"""The states of a need and the count of independent kinds of evidence."""

from datetime import UTC, datetime

import pytest

from coordinator_app.domain.needs import NEED_TRANSITIONS, Direction, Evidence, NeedStatus, evidence_score, may_become


@pytest.mark.parametrize(
    ("now", "then", "allowed"),
    [
        (NeedStatus.REPORTED, NeedStatus.CHECKED, True),
        (NeedStatus.REPORTED, NeedStatus.PRIORITISED, False),
        (NeedStatus.SCORED, NeedStatus.PRIORITISED, True),
        (NeedStatus.SCORED, NeedStatus.WATCHED, True),
        (NeedStatus.PRIORITISED, NeedStatus.DONE, False),
        (NeedStatus.IN_PROGRESS, NeedStatus.DONE, True),
        (NeedStatus.DONE, NeedStatus.IN_PROGRESS, False),
    ],
)
def test_may_become_follows_the_sara_loop(now: NeedStatus, then: NeedStatus, allowed: bool) -> None:
    assert may_become(now, then) is allowed


def test_every_state_can_be_left_and_lead_back_to_checked() -> None:
    for status in NeedStatus:
        seen, open_ends = {status}, [status]
        while open_ends:
            for then in NEED_TRANSITIONS[open_ends.pop()] - seen:
                seen.add(then)
                open_ends.append(then)
        assert NeedStatus.CHECKED in seen


def test_evidence_score_counts_supporting_kinds_once() -> None:
    evidence = [
        Evidence(evidence_kind_id=1, statement="a"),
        Evidence(evidence_kind_id=1, statement="b"),
        Evidence(evidence_kind_id=2, statement="c"),
        Evidence(evidence_kind_id=3, statement="dagegen", direction=Direction.CONTRADICTS),
        Evidence(evidence_kind_id=None, statement="ohne Art"),
        Evidence(evidence_kind_id=4, statement="verworfen", deleted_at=datetime(2026, 1, 1, tzinfo=UTC)),
    ]
    assert evidence_score(evidence) == 2

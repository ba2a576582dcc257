"""States of a meeting, what inviting and ending need, its title."""

from datetime import UTC, date, datetime

import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.domain.agenda import ItemState
from coordinator_app.domain.meetings import (
    TRANSITIONS,
    Meeting,
    MeetingState,
    MeetingType,
    check_editable,
    check_finish,
    check_invitable,
    check_transition,
    meeting_title,
)

BEGIN = datetime(2026, 11, 26, 16, tzinfo=UTC)


@pytest.mark.parametrize("state", MeetingState)
@pytest.mark.parametrize("target", MeetingState)
def test_only_known_steps_are_taken(state: MeetingState, target: MeetingState) -> None:
    if target in TRANSITIONS[state]:
        check_transition(state, target)
    else:
        with pytest.raises(UserError, match=state.label):
            check_transition(state, target)


@pytest.mark.parametrize(
    ("state", "words"), [(MeetingState.CLOSED, "Berichtigen"), (MeetingState.CANCELLED, "ist abgesagt")]
)
def test_closed_and_cancelled_meetings_are_not_edited(state: MeetingState, words: str) -> None:
    with pytest.raises(UserError, match=words):
        check_editable(state)
    check_editable(MeetingState.HELD)


def test_inviting_names_everything_that_is_missing() -> None:
    check_invitable(Meeting(starts_at=BEGIN, place="Rathaus"), 1, 1)
    check_invitable(Meeting(starts_at=BEGIN, online_link="https://…"), 1, 1)
    with pytest.raises(UserError) as caught:
        check_invitable(Meeting(), 0, 0)
    assert "Tagesordnung (mindestens ein TOP), Empfänger" in caught.value.text
    assert "der Beginn und der Ort oder die Einwahl" in caught.value.text


def test_ending_names_open_items() -> None:
    check_finish([("TOP 1", ItemState.DONE), ("TOP 2", ItemState.POSTPONED), ("TOP 3", ItemState.DROPPED)])
    with pytest.raises(UserError, match="Noch nicht behandelt: TOP 1 und TOP 2"):
        check_finish([("TOP 1", ItemState.NOTED), ("TOP 2", ItemState.IN_PROGRESS)])
    with pytest.raises(UserError, match="TOP 4 und TOP 5 und weitere"):
        check_finish([(f"TOP {number}", ItemState.ACCEPTED) for number in range(1, 8)])


@pytest.mark.parametrize(
    ("number", "meeting_type", "day", "title"),
    [
        (4, MeetingType.ORDINARY, date(2026, 11, 26), "4. Sitzung der Lenkungsgruppe"),
        (None, MeetingType.ORDINARY, date(2026, 11, 26), "Sitzung der Lenkungsgruppe am 26.11.2026"),
        (None, MeetingType.ORDINARY, None, "Sitzung der Lenkungsgruppe"),
        (None, MeetingType.CONSTITUENT, date(2026, 11, 26), "Konstituierende Sitzung der Lenkungsgruppe am 26.11.2026"),
        (None, MeetingType.CIRCULATION, None, "Umlaufbeschluss der Lenkungsgruppe"),
    ],
)
def test_title_of_a_meeting(number: int | None, meeting_type: MeetingType, day: date | None, title: str) -> None:
    assert meeting_title(number, "der Lenkungsgruppe", meeting_type, day) == title

"""Rules of circulations: when they may start, run, be answered and be counted."""

from datetime import date

import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.domain.bodies import BodyRules
from coordinator_app.domain.circulations import (
    Circulation,
    CirculationState,
    check_allowed,
    check_answer,
    check_close,
    check_draft,
    check_running,
    check_start,
    reply_by,
    standing,
)

SENT, UNTIL = date(2026, 11, 9), date(2026, 11, 23)
RUNNING = Circulation(state=CirculationState.RUNNING, sent_on=SENT, reply_until=UNTIL)
STATES = list(CirculationState)


def test_codes_are_stored_in_files_and_never_change() -> None:
    assert {str(state): state.label for state in CirculationState} == {
        "draft": "in Vorbereitung",
        "running": "läuft",
        "closed": "ausgezählt",
        "stopped": "abgebrochen",
    }


def test_rules_say_whether_and_how_long() -> None:
    check_allowed(BodyRules())
    with pytest.raises(UserError, match="erlaubt keinen Umlaufbeschluss"):
        check_allowed(BodyRules(circulation_allowed=False))
    assert reply_by(BodyRules(circulation_days=14), SENT) == UNTIL
    assert reply_by(BodyRules(circulation_days=0), SENT) == date(2026, 11, 10)


@pytest.mark.parametrize(
    ("wording", "votes", "sent", "until", "words"),
    [
        (" ", 8, SENT, UNTIL, "keinen Wortlaut"),
        ("Text", 0, SENT, UNTIL, "keine stimmberechtigten Sitze"),
        ("Text", 8, SENT, SENT, "endet nicht nach dem Versand"),
        ("Text", 8, date(2026, 11, 11), UNTIL, "liegt in der Zukunft"),
    ],
)
def test_start_is_refused(wording: str, votes: int, sent: date, until: date, words: str) -> None:
    with pytest.raises(UserError, match=words):
        check_start(wording, votes, sent, until, date(2026, 11, 10))


def test_start_may_be_entered_later() -> None:
    check_start("Text", 1, SENT, date(2026, 11, 10), date(2026, 11, 10))
    check_start("Text", 1, date(2026, 11, 10), UNTIL, date(2026, 11, 10))


@pytest.mark.parametrize("state", STATES)
def test_each_step_has_its_state(state: CirculationState) -> None:
    entry = Circulation(state=state)
    for check, wanted in ((check_running, CirculationState.RUNNING), (check_draft, CirculationState.DRAFT)):
        if state is wanted:
            check(entry)
        else:
            with pytest.raises(UserError, match=state.label):
                check(entry)


@pytest.mark.parametrize("day", [SENT, date(2026, 11, 20), UNTIL])
def test_answers_count_from_sending_to_the_deadline(day: date) -> None:
    check_answer(RUNNING, day, date(2026, 12, 1))
    check_answer(Circulation(state=CirculationState.RUNNING), day, day)


@pytest.mark.parametrize(
    ("day", "today", "words"),
    [
        (date(2026, 11, 8), UNTIL, "gingen erst am 09.11.2026"),
        (date(2026, 11, 21), date(2026, 11, 20), "liegt in der Zukunft"),
        (date(2026, 11, 24), date(2026, 11, 24), "nach der Frist"),
    ],
)
def test_answers_of_other_days_do_not_count(day: date, today: date, words: str) -> None:
    with pytest.raises(UserError, match=words):
        check_answer(RUNNING, day, today)


def test_counting_waits_for_the_deadline_or_a_certain_result() -> None:
    check_close(RUNNING, 3, date(2026, 11, 24), decided=False)
    check_close(RUNNING, 3, SENT, decided=True)
    check_close(Circulation(state=CirculationState.RUNNING), 3, SENT, decided=False)
    with pytest.raises(UserError, match="3 offene Stimmen können"):
        check_close(RUNNING, 3, UNTIL, decided=False)
    with pytest.raises(UserError, match="1 offene Stimme kann "):
        check_close(RUNNING, 1, SENT, decided=False)
    with pytest.raises(UserError, match="ausgezählt"):
        check_close(Circulation(state=CirculationState.CLOSED), 0, UNTIL, decided=True)


@pytest.mark.parametrize(
    ("entry", "today", "words"),
    [
        (RUNNING, date(2026, 11, 20), "noch 3 Tage"),
        (RUNNING, date(2026, 11, 22), "noch 1 Tag"),
        (RUNNING, UNTIL, "Frist endet heute"),
        (RUNNING, date(2026, 11, 24), "Frist abgelaufen seit 1 Tag"),
        (Circulation(state=CirculationState.RUNNING), UNTIL, "läuft"),
        (Circulation(state=CirculationState.CLOSED, reply_until=UNTIL), UNTIL, "ausgezählt"),
    ],
)
def test_standing_is_said_in_words(entry: Circulation, today: date, words: str) -> None:
    assert standing(entry, today).replace("\u00a0", " ") == words

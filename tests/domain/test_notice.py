"""The Ladungsfrist in words: before, on and after its last day, sent in time and too late."""

from datetime import date

import pytest

from coordinator_app.domain.attendance import QuorumKind
from coordinator_app.domain.deadlines import DayCount
from coordinator_app.domain.notice import NoticeCheck, NoticePeriod, ReplyCounts, check_notice, expected_quorum

MEETING = date(2026, 11, 26)
BUSS_UND_BETTAG = frozenset({date(2026, 11, 18)})


@pytest.mark.parametrize(
    ("invited_on", "today", "left", "in_time", "words"),
    [
        (None, date(2026, 11, 9), 3, True, "Einladung spätestens Do, 12.11.2026 – noch 3 Tage (Ladungsfrist 14 Tage)."),
        (None, date(2026, 11, 11), 1, True, "noch 1 Tag "),
        (None, date(2026, 11, 12), 0, True, "– heute ("),
        (None, date(2026, 11, 13), -1, False, "– seit 1 Tag verstrichen ("),
        (None, date(2026, 11, 15), -3, False, "– seit 3 Tagen verstrichen ("),
        (date(2026, 11, 12), date(2026, 11, 20), None, True, "Versendet am 12.11.2026, fristgerecht ("),
        (date(2026, 11, 14), date(2026, 11, 20), None, False, "Versendet am 14.11.2026, 2 Tage nach Ablauf ("),
    ],
)
def test_notice_says_what_is_left_or_what_happened(
    invited_on: date | None, today: date, left: int | None, in_time: bool, words: str
) -> None:
    found = check_notice(MEETING, NoticePeriod(14, DayCount.CALENDAR), invited_on, today, frozenset())
    assert found == NoticeCheck(date(2026, 11, 12), left, in_time, found.sentence)
    assert words.replace(" ", "") in found.sentence.replace("\u00a0", "").replace(" ", "")


def test_working_days_leave_out_holidays_and_say_so() -> None:
    period = NoticePeriod(10, DayCount.WORKING)
    found = check_notice(MEETING, period, None, date(2026, 11, 9), BUSS_UND_BETTAG)
    assert found.latest == date(2026, 11, 11)
    assert "10 Werktage" in found.sentence.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("kind", "value", "votes", "waiting", "met", "words"),
    [
        (QuorumKind.MORE_THAN_HALF, 0, 8, 3, True, "Nach den Zusagen beschlussfähig: 8 von 14 Stimmen, nötig 8."),
        (
            QuorumKind.MORE_THAN_HALF,
            0,
            7,
            1,
            False,
            "Nach den Zusagen noch nicht beschlussfähig: 7 von 14 Stimmen, nötig 8. 1 Antwort steht noch aus.",
        ),
        (
            QuorumKind.AT_LEAST_HALF,
            0,
            6,
            0,
            False,
            "Nach den Zusagen noch nicht beschlussfähig: 6 von 14 Stimmen, nötig 7.",
        ),
        (QuorumKind.NONE, 0, 2, 5, None, "Nach den Zusagen 2 von 14 Stimmen; eine Mindestzahl ist nicht verlangt."),
        (QuorumKind.NUMBER, 3, 3, 5, True, "Nach den Zusagen beschlussfähig: 3 von 14 Stimmen, nötig 3."),
    ],
)
def test_answers_say_whether_a_quorum_is_to_be_expected(
    kind: QuorumKind, value: int, votes: int, waiting: int, met: bool | None, words: str
) -> None:
    found = expected_quorum(kind, value, votes, 14, waiting)
    assert (found.met, found.votes, found.members) == (met, votes, 14)
    assert found.sentence == words


def test_answers_are_counted_in_words() -> None:
    counts = ReplyCounts(yes=4, no=1, deputy=1, open=3)
    assert counts.total == 9
    assert counts.sentence == "4 zugesagt, 1 Vertretung, 1 abgesagt, 3 offen"
    assert ReplyCounts(open=2).sentence == "0 zugesagt, 0 abgesagt, 2 offen"


@pytest.mark.parametrize(
    ("day", "count", "days", "holidays", "latest"),
    [
        (date(2026, 11, 26), DayCount.CALENDAR, 14, frozenset[date](), date(2026, 11, 12)),
        (date(2026, 11, 26), DayCount.WORKING, 10, BUSS_UND_BETTAG, date(2026, 11, 11)),
        (date(2026, 5, 19), DayCount.WORKING, 10, frozenset({date(2026, 5, 14)}), date(2026, 5, 4)),
        (date(2026, 10, 15), DayCount.CALENDAR, 14, frozenset[date](), date(2026, 10, 1)),
    ],
)
def test_last_day_of_dispatch_vectors(
    day: date, count: DayCount, days: int, holidays: frozenset[date], latest: date
) -> None:
    assert check_notice(day, NoticePeriod(days, count), None, date(2026, 1, 2), holidays).latest == latest

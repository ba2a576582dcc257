"""The Ladungsfrist in words: before, on and after its last day, sent in time and too late."""

from datetime import date

import pytest

from coordinator_app.domain.deadlines import DayCount
from coordinator_app.domain.notice import NoticeCheck, NoticePeriod, check_notice

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

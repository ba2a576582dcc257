"""The Ladungsfrist: whether an invitation leaves, or left, the house in time, and the sentence that says so."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from coordinator_app.common.german import format_date, format_weekday_date, plural
from coordinator_app.domain.deadlines import DayCount, latest_dispatch


@dataclass(frozen=True, slots=True)
class NoticePeriod:
    """How many days before the meeting the invitation must be sent, and which days count."""

    days: int
    count: DayCount


@dataclass(frozen=True, slots=True)
class NoticeCheck:
    """Whether the invitation is in time: last day of dispatch, days left from today, a sentence for the page."""

    latest: date | None
    days_left: int | None
    in_time: bool
    sentence: str


def check_notice(
    meeting_day: date, period: NoticePeriod, invited_on: date | None, today: date, holidays: AbstractSet[date]
) -> NoticeCheck:
    """The period against the day of dispatch, or against today while nothing has been sent.

    `holidays` matter only for a period in working days.
    """
    latest = latest_dispatch(meeting_day, period.days, period.count, holidays)
    unit_word = "Werktage" if period.count is DayCount.WORKING else "Tage"
    frist = f"Ladungsfrist {period.days} {unit_word}"
    if invited_on is not None:
        sent = f"Versendet am {format_date(invited_on)}"
        if invited_on <= latest:
            return NoticeCheck(latest, None, in_time=True, sentence=f"{sent}, fristgerecht ({frist}).")
        days = plural((invited_on - latest).days, "Tag", "Tage")
        return NoticeCheck(latest, None, in_time=False, sentence=f"{sent}, {days} nach Ablauf ({frist}).")
    left = (latest - today).days
    start = f"Einladung spätestens {format_weekday_date(latest)}"
    if left < 0:
        passed = f"{start} – seit {plural(-left, 'Tag', 'Tagen')} verstrichen ({frist})."
        return NoticeCheck(latest, left, in_time=False, sentence=passed)
    rest = "heute" if left == 0 else f"noch {plural(left, 'Tag', 'Tage')}"
    return NoticeCheck(latest, left, in_time=True, sentence=f"{start} – {rest} ({frist}).")

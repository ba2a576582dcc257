"""Rules about days: counting an invitation period back, working days.

Public holidays are handed in as a set; where they come from is the caller's business.
"""

from collections.abc import Set as AbstractSet
from datetime import date, timedelta

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import format_date, format_weekday_date
from coordinator_app.domain.vocabulary import Vocabulary

CONFIRM_AFTER_DAYS = 365  # an offer nobody confirmed for a year is shown under „zu prüfen“


class DayCount(Vocabulary):
    """Which days a period counts."""

    CALENDAR = "calendar", "Kalendertage"
    WORKING = "working", "Werktage (Mo–Fr ohne Feiertage)"


def is_working_day(day: date, holidays: AbstractSet[date]) -> bool:
    """Monday to Friday and no public holiday."""
    return day.weekday() < 5 and day not in holidays


def latest_dispatch(meeting_day: date, days: int, count: DayCount, holidays: AbstractSet[date] = frozenset()) -> date:
    """The last day an invitation may be sent: the `days`-th day before the meeting.

    Neither the meeting day nor the day of dispatch counts in full. 26.11.2026 with 14 calendar days gives
    12.11.; with 10 working days 11.11., because Buß- und Bettag lies between.
    """
    if count is DayCount.CALENDAR:
        return meeting_day - timedelta(days=days)
    day, left = meeting_day, days
    while left > 0:
        day -= timedelta(days=1)
        if is_working_day(day, holidays):
            left -= 1
    return day


def next_working_day(day: date, holidays: AbstractSet[date]) -> date:
    """The day itself if it is a working day, else the next one; proposed to the user, never moved silently."""
    while not is_working_day(day, holidays):
        day += timedelta(days=1)
    return day


OLDEST_MEETING = timedelta(days=30 * 366)
FARTHEST_MEETING = timedelta(days=10 * 366)


def check_meeting_day(day: date, today: date) -> None:
    """Refuse a day that can only be a slip of the year: more than thirty years ago or ten years ahead."""
    if today - OLDEST_MEETING <= day <= today + FARTHEST_MEETING:
        return
    raise UserError(
        f"Eine Sitzung am {format_date(day)} ist nicht möglich. Bitte prüfen Sie die Jahreszahl.",
        help_topic="sitzungen",
    )


def meeting_day_note(day: date, today: date, hint: str = "", better: date | None = None) -> str:
    """What a coordinator should know about the day of a meeting: over already, holiday, weekend; "" for a usual day.

    A day in the past is allowed, because meetings are also entered afterwards. `hint` says why it is no working day,
    `better` the day proposed instead.
    """
    notes: list[str] = []
    if day < today:
        notes.append(
            "Dieser Tag liegt in der Vergangenheit: Die Sitzung wird nachträglich erfasst, die Ladungsfrist gilt als "
            "nicht eingehalten."
        )
    if hint:
        proposal = f" Nächster Werktag: {format_weekday_date(better)}." if better else ""
        notes.append(f"{format_weekday_date(day)} ist kein Werktag ({hint}).{proposal}")
    return " ".join(notes)

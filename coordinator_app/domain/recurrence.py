"""How often a task comes back: the rhythms on offer, their text after RFC 5545, and the next date.

A rule is kept as „DTSTART:20260131“ and „RRULE:…“ on two lines. A day that a month does not have is its last one
(31.01. → 28.02. → 31.03., 29.02. → 28.02. in other years); the plain RFC rule would leave such months out, so the
rule names the days it may fall back to and takes the last of them. A date that was put off for once does not move
the ones after it, because they are counted from DTSTART.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import MONTHS, WEEKDAYS
from coordinator_app.domain.vocabulary import Vocabulary


class Rhythm(Vocabulary):
    """How often something comes back."""

    ONCE = "once", "einmalig"
    WEEKLY = "weekly", "jede Woche"
    FORTNIGHTLY = "fortnightly", "alle zwei Wochen"
    MONTHLY = "monthly", "jeden Monat"
    MONTH_END = "month_end", "jeden Monat am Monatsende"
    QUARTERLY = "quarterly", "jedes Vierteljahr"
    HALF_YEARLY = "half_yearly", "jedes Halbjahr"
    YEARLY = "yearly", "jedes Jahr"


_WEEKS = {Rhythm.WEEKLY: 1, Rhythm.FORTNIGHTLY: 2}
_MONTHS = {
    Rhythm.MONTHLY: 1,
    Rhythm.MONTH_END: 1,
    Rhythm.QUARTERLY: 3,
    Rhythm.HALF_YEARLY: 6,
    Rhythm.YEARLY: 12,
}
_ALWAYS_THERE = 28


@dataclass(frozen=True, slots=True)
class Series:
    """A rhythm with its first day."""

    rhythm: Rhythm
    start: date


def write_rule(rhythm: Rhythm, start: date) -> str:
    """The text of a rule; "" for something that does not come back."""
    if rhythm is Rhythm.ONCE:
        return ""
    if rhythm in _WEEKS:
        parts = ["FREQ=WEEKLY", f"INTERVAL={_WEEKS[rhythm]}"]
    elif rhythm is Rhythm.MONTH_END:
        parts = ["FREQ=MONTHLY", "INTERVAL=1", "BYMONTHDAY=-1"]
    elif rhythm is Rhythm.YEARLY:
        parts = ["FREQ=YEARLY", "INTERVAL=1", f"BYMONTH={start.month}", *_month_day(start)]
    else:
        parts = ["FREQ=MONTHLY", f"INTERVAL={_MONTHS[rhythm]}", *_month_day(start)]
    return f"DTSTART:{start:%Y%m%d}\nRRULE:{';'.join(parts)}"


def _month_day(start: date) -> list[str]:
    if start.day <= _ALWAYS_THERE:
        return [f"BYMONTHDAY={start.day}"]
    days = ",".join(str(day) for day in range(_ALWAYS_THERE, start.day + 1))
    return [f"BYMONTHDAY={days}", "BYSETPOS=-1"]


def read_rule(text: str) -> Series | None:
    """The series a text means; None for "". Raises `UserError` for a rule of another making."""
    if not text.strip():
        return None
    match = re.fullmatch(r"DTSTART:(\d{4})(\d{2})(\d{2})\s+RRULE:([A-Z0-9=;,-]+)", text.strip())
    if match is not None:
        try:
            start = date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            start = None
        for rhythm in Rhythm:
            if start is not None and write_rule(rhythm, start) == text.strip():
                return Series(rhythm, start)
    raise UserError("Die Wiederholung der Aufgabe ist nicht lesbar. Bitte wählen Sie sie neu.", help_topic="aufgaben")


def following(series: Series, after: date) -> date | None:
    """The first day of the series behind `after`; None when the calendar ends before it (year 9999)."""
    try:
        return _following_week(series, after) if series.rhythm in _WEEKS else _following_month(series, after)
    except (OverflowError, ValueError):
        return None


def _following_week(series: Series, after: date) -> date:
    step = 7 * _WEEKS[series.rhythm]
    gone = max((after - series.start).days // step, -1)
    return series.start + timedelta(days=(gone + 1) * step)


def _following_month(series: Series, after: date) -> date:
    step = _MONTHS[series.rhythm]
    gone = (after.year - series.start.year) * 12 + after.month - series.start.month
    months = max(gone // step * step, 0)
    found = _in_month(series, months)
    return found if found > after else _in_month(series, months + step)


def _in_month(series: Series, months: int) -> date:
    years, month = divmod(series.start.month - 1 + months, 12)
    year = series.start.year + years
    last = calendar.monthrange(year, month + 1)[1]
    wanted = last if series.rhythm is Rhythm.MONTH_END else min(series.start.day, last)
    return date(year, month + 1, wanted)


def in_words(series: Series) -> str:
    """„jede Woche am Donnerstag“, „jeden Monat am 31., sonst am Monatsletzten“, „jedes Jahr am 29. Februar …“."""
    start, label = series.start, series.rhythm.label
    if series.rhythm in _WEEKS:
        return f"{label} am {WEEKDAYS[start.weekday()]}"
    if series.rhythm is Rhythm.MONTH_END:
        return label
    if series.rhythm is Rhythm.YEARLY:
        leap = ", sonst am 28." if (start.month, start.day) == (2, 29) else ""
        return f"{label} am {start.day}. {MONTHS[start.month - 1]}{leap}"
    short = ", sonst am Monatsletzten" if start.day > _ALWAYS_THERE else ""
    return f"{label} am {start.day}.{short}"

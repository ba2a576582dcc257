"""When an indicator is to be measured next, and values that a data series already holds."""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coordinator_app.domain.data_series import DataPoint
from coordinator_app.domain.goals import Indicator, Measurement, latest

_MONTHS = (
    (re.compile(r"viertelj|quartal|alle 3 monate|alle drei monate", re.IGNORECASE), 3),
    (re.compile(r"halbj|alle 6 monate|alle sechs monate", re.IGNORECASE), 6),
    (re.compile(r"alle (?:2|zwei) jahre|zweij", re.IGNORECASE), 24),
    (re.compile(r"monat", re.IGNORECASE), 1),
    (re.compile(r"jahr|jährlich", re.IGNORECASE), 12),
)


def interval_months(words: str) -> int | None:
    """How many months the words of a Turnus mean: „jährlich“ → 12; None when it is not said."""
    return next((months for pattern, months in _MONTHS if pattern.search(words)), None)


def months_later(day: date, months: int) -> date:
    """The same day of the month so many months on, at most its last day."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def next_measurement(indicator: Indicator, measurements: Sequence[Measurement]) -> date | None:
    """The day the next value is due by the Turnus; None without one.

    Without a measurement it counts from the baseline; after the date of the target nothing is due any more.
    """
    months = interval_months(indicator.interval)
    last = latest(measurements)
    since = last.measured_on if last is not None else indicator.baseline_on
    if months is None or since is None:
        return None
    if indicator.target_on is not None and since >= indicator.target_on:
        return None
    due = months_later(since, months)
    return due if indicator.target_on is None else min(due, indicator.target_on)


@dataclass(frozen=True, slots=True)
class SeriesValue:
    """A value of a data series as a measurement: the last day of its period."""

    day: date
    value: float
    comment: str


def period_end(period: str) -> date | None:
    """The last day of „2025“, „2025-Q3“, „2025-07“ or a day in ISO form; None when it is none of them."""
    found = re.fullmatch(r"(\d{4})(?:-(?:Q([1-4])|(\d\d))(?:-(\d\d))?)?", period)
    if found is None:
        return None
    year, quarter, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        if day:
            return date(year, month, day)
        month = month or 3 * quarter or 12
        return date(year, month, monthrange(year, month)[1])
    except ValueError:
        return None


def values_to_take(
    points: Sequence[DataPoint], measurements: Sequence[Measurement], day: date
) -> tuple[SeriesValue, ...]:
    """The values of a series that are not among the measurements yet, oldest first; periods still running are left."""
    known = {item.measured_on for item in measurements}
    found: list[SeriesValue] = []
    for point in points:
        end = period_end(point.period)
        if end is None or point.value is None or end > day or end in known:
            continue
        known.add(end)
        found.append(SeriesValue(end, point.value, point.comment))
    return tuple(sorted(found, key=_by_day))


def _by_day(item: SeriesValue) -> date:
    return item.day

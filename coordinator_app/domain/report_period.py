"""The period a report is about: its words, the period before, and what lies in it."""

from dataclasses import dataclass
from datetime import date, timedelta

from coordinator_app.common.german import format_date
from coordinator_app.domain.projects import STARTED, Project, ProjectStatus

_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` to `end`, both days included; `start` never lies after `end`."""

    start: date
    end: date

    @property
    def is_years(self) -> bool:
        """Whether it is made of whole calendar years."""
        return (self.start.month, self.start.day, self.end.month, self.end.day) == (1, 1, 12, 31)

    @property
    def is_one_year(self) -> bool:
        """Whether it is one calendar year."""
        return self.is_years and self.start.year == self.end.year

    @property
    def label(self) -> str:
        """As the head of a column: „2025“, „2024–2025“, „01.07.2025–30.06.2026“."""
        if self.is_years:
            first, last = self.start.year, self.end.year
            return str(first) if first == last else f"{first}–{last}"
        return f"{format_date(self.start)}–{format_date(self.end)}"

    @property
    def words(self) -> str:
        """Within a sentence: „im Jahr 2025“, „in den Jahren 2024 bis 2026“, „vom 01.07.2025 bis zum 30.06.2026“."""
        if not self.is_years:
            return f"vom {format_date(self.start)} bis zum {format_date(self.end)}"
        first, last = self.start.year, self.end.year
        if first == last:
            return f"im Jahr {first}"
        return f"in den Jahren {first} {'und' if last == first + 1 else 'bis'} {last}"

    @property
    def before(self) -> "Period":
        """The period of the same length that ends the day before: whole months stay whole months."""
        eve = self.start - timedelta(days=1)
        if self.start.day == 1 and (self.end + timedelta(days=1)).day == 1:
            after = self.end + timedelta(days=1)
            months = (after.year - self.start.year) * _MONTHS + after.month - self.start.month
            place = self.start.year * _MONTHS + self.start.month - 1 - months
            return Period(date(place // _MONTHS, place % _MONTHS + 1, 1), eve)
        return Period(eve - (self.end - self.start), eve)

    def holds(self, day: date | None) -> bool:
        """Whether a day lies in it."""
        return day is not None and self.start <= day <= self.end


def ran_in(project: Project, period: Period) -> bool:
    """Whether a project or offer was at work in the period: begun, and not over before it.

    One without an end counts while it runs; how the Bilanz counts, too (`storage.queries.balance`).
    """
    if project.status not in STARTED or (project.start is not None and project.start > period.end):
        return False
    if project.end is None:
        return project.status is ProjectStatus.RUNNING
    return project.end >= period.start


def touches(start: date | None, end: date | None, period: Period) -> bool:
    """Whether a time (None = open at that end) and the period share a day; one without any day does not."""
    if start is None and end is None:
        return False
    return (start is None or start <= period.end) and (end is None or end >= period.start)

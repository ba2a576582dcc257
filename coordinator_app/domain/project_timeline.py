"""The course of a project as a line: its term, milestones and events on a scale of months, quarters or years."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto

from coordinator_app.common.german import format_date
from coordinator_app.domain.project_course import (
    Event,
    EventState,
    Milestone,
    MilestoneState,
    is_late,
)
from coordinator_app.domain.projects import Project

MOST_TICKS = 12
"""Marks of the scale that still can be read side by side."""
SHORTEST = 80
"""Days shown at least: a single month would show nothing."""
_STEPS = (1, 3, 6, 12, 24, 60, 120, 240)  # months


class Look(Enum):
    """How a mark is shown; always together with its words."""

    PLANNED = auto()
    LATE = auto()
    REACHED = auto()
    DROPPED = auto()


@dataclass(frozen=True, slots=True)
class Mark:
    """One milestone (`kind` "milestone") or event ("event") on the line; `words` say where it stands."""

    kind: str
    id: int
    on: date
    title: str
    look: Look
    words: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """What is drawn: the scale from `begin` to `end`, the term of the project (None = open), marks by day.

    `ticks` are first days of months with their label; `today` is None when it lies outside.
    """

    begin: date
    end: date
    term_from: date | None
    term_to: date | None
    marks: tuple[Mark, ...]
    ticks: tuple[tuple[date, str], ...]
    today: date | None

    def share(self, day: date) -> float:
        """Where a day stands between begin (0) and end (1); days outside stand at the nearer end."""
        whole = (self.end - self.begin).days
        return min(max((day - self.begin).days / whole, 0.0), 1.0)

    def sentence(self) -> str:
        """Everything in words, for readers who do not see the picture."""
        parts = [f"{format_date(mark.on)} {mark.title} ({mark.words})" for mark in self.marks]
        return f"Zeitstrahl: {'; '.join(parts)}."


def timeline(project: Project, milestones: Iterable[Milestone], events: Iterable[Event], day: date) -> Timeline | None:
    """The line of a project as of `day`; None when there is neither a milestone nor an event with a date."""
    marks = sorted([*_milestones(milestones, day), *_events(events)], key=_order)
    if not marks:
        return None
    days = [mark.on for mark in marks] + [edge for edge in (project.start, project.end) if edge is not None]
    begin = min(days).replace(day=1)
    end = _last_of_month(max(days))
    if (end - begin).days < SHORTEST:
        end = _last_of_month(min(begin, date.max - timedelta(days=SHORTEST)) + timedelta(days=SHORTEST))
    return Timeline(
        begin=begin,
        end=end,
        term_from=project.start,
        term_to=None if project.is_permanent else project.end,
        marks=tuple(marks),
        ticks=_ticks(begin, end),
        today=day if begin <= day <= end else None,
    )


def _order(mark: Mark) -> tuple[date, str, int]:
    return mark.on, mark.title, mark.id


_MILESTONE_LOOKS = {
    MilestoneState.PLANNED: Look.PLANNED,
    MilestoneState.REACHED: Look.REACHED,
    MilestoneState.DROPPED: Look.DROPPED,
}
_EVENT_LOOKS = {
    EventState.PLANNED: Look.PLANNED,
    EventState.HELD: Look.REACHED,
    EventState.CANCELLED: Look.DROPPED,
}


def _milestones(milestones: Iterable[Milestone], day: date) -> list[Mark]:
    found: list[Mark] = []
    for item in milestones:
        on = item.reached_on or item.planned_on
        if on is None:
            continue
        late = is_late(item, day)
        look = Look.LATE if late else _MILESTONE_LOOKS[item.state]
        found.append(Mark(item.kind, item.id, on, item.title, look, "überfällig" if late else item.state.label))
    return found


def _events(events: Iterable[Event]) -> list[Mark]:
    return [
        Mark(item.kind, item.id, item.starts_on, item.title, _EVENT_LOOKS[item.state], item.state.label)
        for item in events
        if item.starts_on is not None
    ]


def _last_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _ticks(begin: date, end: date) -> tuple[tuple[date, str], ...]:
    months = (end.year - begin.year) * 12 + end.month - begin.month + 1
    step = next((step for step in _STEPS if months / step <= MOST_TICKS), _STEPS[-1])
    first = begin.year * 12 + begin.month - 1
    first += -first % step
    found: list[tuple[date, str]] = []
    for count in range(first, end.year * 12 + end.month, step):
        day = date(count // 12, count % 12 + 1, 1)
        found.append((day, _label(day, step)))
    return tuple(found)


def _label(day: date, step: int) -> str:
    if step >= 12:
        return f"{day:%Y}"
    return f"{day:%m/%y}"

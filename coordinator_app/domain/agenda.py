"""The agenda: numbers („4.2“), start times, overrun.

Pure functions over plain lines, so that the live view, the print and the tests use the same arithmetic.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from coordinator_app.domain.vocabulary import Vocabulary


class ItemType(Vocabulary):
    """What happens under an agenda item."""

    INFORMATION = "information", "Information"
    CONSULTATION = "consultation", "Beratung"
    RESOLUTION = "resolution", "Beschluss"
    ELECTION = "election", "Wahl"
    MINUTES_APPROVAL = "minutes_approval", "Genehmigung der Niederschrift"
    RESOLUTION_CONTROL = "resolution_control", "Beschlusskontrolle"
    OPEN_TASKS = "open_tasks", "Offene Aufgaben"
    MISCELLANEOUS = "miscellaneous", "Verschiedenes"


class ItemState(Vocabulary):
    """Where an agenda item stands."""

    NOTED = "noted", "vorgemerkt"
    ACCEPTED = "accepted", "angenommen"
    IN_PROGRESS = "in_progress", "in Beratung"
    DONE = "done", "behandelt"
    POSTPONED = "postponed", "vertagt"
    DROPPED = "dropped", "abgesetzt"


OPEN_STATES = frozenset({ItemState.NOTED, ItemState.ACCEPTED, ItemState.IN_PROGRESS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An agenda item as these rules see it; `position` orders siblings, `parent_id` None = top level."""

    id: int
    position: int = 0
    parent_id: int | None = None
    is_heading: bool = False
    skipped: bool = False
    minutes: int = 0
    state: ItemState = ItemState.NOTED
    started_at: datetime | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Numbered:
    """A line in reading order with its number ("" for headings and skipped lines) and depth (0 = top)."""

    id: int
    number: str
    depth: int


def outline(lines: Iterable[Line]) -> tuple[Numbered, ...]:
    """All lines in reading order with their numbers.

    Headings do not count and do not restart the numbering; lines whose parent is missing (or that form a
    circle) stand at the top level, so nothing is ever lost from an agenda.
    """
    items = list(lines)
    children: dict[int | None, list[Line]] = {}
    reachable = _reachable(items)
    for item in items:
        parent = item.parent_id if item.id in reachable else None
        children.setdefault(parent, []).append(item)
    found: list[Numbered] = []
    _number(children, None, "", 0, found)
    return tuple(found)


def _reachable(items: Sequence[Line]) -> set[int]:
    """Ids of lines whose chain of parents ends at the top."""
    parents = {item.id: item.parent_id for item in items}
    good: set[int] = set()
    for item in items:
        seen: set[int] = set()
        current: int | None = item.id
        while current is not None and current in parents and current not in seen:
            seen.add(current)
            current = parents[current]
        if current is None:
            good.add(item.id)
    return good


def _number(
    children: dict[int | None, list[Line]], parent: int | None, prefix: str, depth: int, found: list[Numbered]
) -> None:
    count = 0
    for item in sorted(children.get(parent, ()), key=lambda line: (line.position, line.id)):
        number = ""
        if not item.is_heading and not item.skipped:
            count += 1
            number = f"{prefix}{count}"
        found.append(Numbered(item.id, number, depth))
        if parent != item.id and item.id in children:
            _number(children, item.id, f"{number}." if number else "", depth + 1, found)


def start_times(lines: Sequence[Line], begin: datetime, order: Iterable[Numbered] | None = None) -> dict[int, datetime]:
    """Planned start of every counted line in reading order (`order`, if known); headings and skipped ones have none."""
    by_id = {line.id: line for line in lines}
    moment = begin
    times: dict[int, datetime] = {}
    for entry in outline(lines) if order is None else order:
        line = by_id[entry.id]
        if line.is_heading or line.skipped:
            continue
        times[line.id] = moment
        moment += timedelta(minutes=line.minutes)
    return times


def planned_minutes(lines: Iterable[Line]) -> int:
    """Minutes of all lines that will be treated."""
    return sum(line.minutes for line in lines if _counts(line))


def overrun(lines: Iterable[Line], available: int | None) -> int:
    """Minutes by which the agenda exceeds the time available (0 = fits; None = no end is planned)."""
    return 0 if available is None else max(0, planned_minutes(lines) - available)


def expected_end(lines: Sequence[Line], now: datetime) -> datetime:
    """When a running meeting will end: the rest of the current line (at least 0) plus all untouched ones."""
    left = timedelta()
    for line in lines:
        if not _counts(line) or line.state not in OPEN_STATES:
            continue
        planned = timedelta(minutes=line.minutes)
        if line.state is ItemState.IN_PROGRESS and line.started_at is not None:
            planned = max(timedelta(), planned - (now - line.started_at))
        left += planned
    return now + left


def _counts(line: Line) -> bool:
    return not line.is_heading and not line.skipped


def next_line(lines: Sequence[Line], current: int | None) -> int | None:
    """The id of the next line to treat after `current` in reading order (None = from the top; None = all done).

    Lines passed over earlier come again at the end, so that F8 never forgets one.
    """
    order = [entry.id for entry in outline(lines)]
    by_id = {line.id: line for line in lines}
    start = order.index(current) + 1 if current in order else 0
    for line_id in order[start:] + order[:start]:
        line = by_id[line_id]
        if line_id != current and _counts(line) and line.state in OPEN_STATES:
            return line_id
    return None


def moved(order: Sequence[int], item: int, offset: int) -> tuple[int, ...]:
    """The order after moving an item by `offset` places; it stops at the ends."""
    rest = [entry for entry in order if entry != item]
    place = min(max(0, list(order).index(item) + offset), len(rest))
    return (*rest[:place], item, *rest[place:])


POSITION_STEP = 1024  # room for ten insertions at one place before all siblings are counted anew


def positions_for(order: Sequence[int], current: Mapping[int, int]) -> dict[int, int]:
    """New positions that bring siblings into `order`, as few as possible; ids without a position are new.

    What already stands in the right order keeps its position, the rest goes into the gaps between; where a gap
    is too small, all are counted anew in steps.
    """
    kept = _longest_rising([id for id in order if id in current], current)
    changes: dict[int, int] = {}
    waiting: list[int] = []
    last = 0
    for id in [*order, None]:
        if id is not None and id not in kept:
            waiting.append(id)
            continue
        upper = current[id] if id is not None else last + POSITION_STEP * (len(waiting) + 1)
        step = (upper - last) // (len(waiting) + 1)
        if waiting and step == 0:
            return {id: place * POSITION_STEP for place, id in enumerate(order, 1)}
        changes.update((entry, last + step * place) for place, entry in enumerate(waiting, 1))
        waiting, last = [], upper
    return changes


def _longest_rising(order: Sequence[int], current: Mapping[int, int]) -> set[int]:
    """The ids of a longest run through `order` whose positions (above 0) rise strictly."""
    ends: list[int] = []  # ends[n]: id ending a rising run of length n + 1 with the smallest position
    before: dict[int, int | None] = {}
    for id in order:
        if current[id] <= 0:
            continue
        place = bisect_left(ends, current[id], key=current.__getitem__)
        before[id] = ends[place - 1] if place else None
        ends[place : place + 1] = [id]
    kept: set[int] = set()
    id: int | None = ends[-1] if ends else None
    while id is not None:
        kept.add(id)
        id = before[id]
    return kept

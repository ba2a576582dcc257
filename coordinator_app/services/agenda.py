"""Agenda items: adding, ordering, changing; numbers and times are computed when read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from coordinator_app.common.errors import UserError
from coordinator_app.domain.agenda import (
    ItemState,
    Line,
    expected_end,
    outline,
    overrun,
    planned_minutes,
    start_times,
)
from coordinator_app.domain.bodies import Body
from coordinator_app.domain.meetings import AgendaItem, Meeting, Topic, TopicState
from coordinator_app.services.idea_states import put_back, take_again
from coordinator_app.services.meeting_reads import editable_meeting
from coordinator_app.services.outline_edits import UNPLACED, Outline
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """An agenda item with its number ("" = heading or skipped), depth (0 = top) and planned start (None = unknown)."""

    item: AgendaItem
    number: str
    depth: int
    starts_at: datetime | None

    @property
    def id(self) -> int:
        """Id of the item."""
        return self.item.id

    @property
    def label(self) -> str:
        """„TOP 4.2“, or the title of a line without number."""
        return f"TOP {self.number}" if self.number else self.item.title


@dataclass(frozen=True, slots=True)
class AgendaView:
    """The whole agenda: lines in reading order, planned minutes, minutes too many (0 = fits), expected end."""

    lines: tuple[AgendaLine, ...]
    planned: int
    overrun: int
    ends_at: datetime | None

    def line(self, item_id: int) -> AgendaLine | None:
        """The line of an item."""
        return next((line for line in self.lines if line.id == item_id), None)

    @property
    def current(self) -> AgendaLine | None:
        """The item being treated."""
        return next((line for line in self.lines if line.item.state is ItemState.IN_PROGRESS), None)


class Agenda:
    """Use cases around agenda items; every method is one undo step."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def view(self, meeting_id: int) -> AgendaView:
        """The agenda as screen and paper show it; the end counts from now while the meeting runs."""
        with self._store.read() as unit:
            return agenda_view(unit, unit.get(Meeting, meeting_id))

    def get(self, id: int) -> AgendaItem:
        """One agenda item."""
        with self._store.read() as unit:
            return unit.get(AgendaItem, id)

    def add(
        self, meeting_id: int, *, title: str, after_id: int | None = None, parent_id: int | None = None, **values: Any
    ) -> int:
        """A new item behind `after_id` (its siblings' level wins over `parent_id`), else at the end."""
        with self._store.write("Tagesordnungspunkt angelegt") as unit:
            meeting = editable_meeting(unit, meeting_id)
            if after_id is not None:
                parent_id = unit.get(AgendaItem, after_id).parent_id
            values.setdefault("public", unit.get(Body, meeting.body_id).public_by_default)
            item = AgendaItem(
                meeting_id=meeting_id, parent_id=parent_id, position=UNPLACED, title=title.strip(), **values
            )
            new = unit.add(item)
            if item.recurring and item.topic_id is None and not item.is_heading:
                _attach_topic(unit, meeting, new, item.title)
            outline_of(unit, meeting_id).insert(new, parent_id, after_id)
            return new

    def update(self, id: int, version: int | None, **values: Any) -> None:
        """Change fields of an item; order, parent and state have their own methods."""
        with self._store.write("Tagesordnungspunkt geändert") as unit:
            item = unit.get(AgendaItem, id)
            meeting = editable_meeting(unit, item.meeting_id)
            if {"state", "position", "parent_id", "meeting_id"} & values.keys():
                raise ValueError(values)
            unit.change(AgendaItem, id, version, **values)
            if values.get("recurring") and item.topic_id is None:
                _attach_topic(unit, meeting, id, values.get("title", item.title))

    def write(self, id: int, field: str, text: str) -> None:
        """Store what is being typed into a text field (`facts`, `proposal`, `discussion`, `outcome`, `title`, …).

        Called on every pause in typing; keystrokes of one field within two seconds are one undo step.
        """
        with self._store.write("Text des TOP geändert", merge=f"agenda_item:{id}:{field}") as unit:
            editable_meeting(unit, unit.get(AgendaItem, id).meeting_id)
            unit.change(AgendaItem, id, None, **{field: text})

    def move(self, id: int, offset: int) -> None:
        """Move an item up (-1) or down (+1) among its siblings."""
        with self._store.write("Tagesordnung umgestellt") as unit:
            self._outline(unit, id).move(id, offset)

    def reorder(self, meeting_id: int, ids: Sequence[int], parent_id: int | None = None) -> None:
        """Put siblings into the given order; items not named keep their order behind them."""
        with self._store.write("Tagesordnung umgestellt") as unit:
            editable_meeting(unit, meeting_id)
            outline_of(unit, meeting_id).reorder(ids, parent_id)

    def indent(self, id: int) -> None:
        """Make an item a sub-item of the one before it."""
        with self._store.write("TOP eingerückt") as unit:
            self._outline(unit, id).indent(id)

    def outdent(self, id: int) -> None:
        """Put a sub-item on the level of its parent, directly behind it."""
        with self._store.write("TOP ausgerückt") as unit:
            self._outline(unit, id).outdent(id)

    def _outline(self, unit: WriteUnit, item_id: int) -> Outline:
        item = unit.get(AgendaItem, item_id)
        editable_meeting(unit, item.meeting_id)
        return outline_of(unit, item.meeting_id)

    def discard(self, id: int) -> None:
        """Take an item off the agenda; its sub-items move up to its level. Treated items stay."""
        with self._store.write("Tagesordnungspunkt gelöscht") as unit:
            item = unit.get(AgendaItem, id)
            editable_meeting(unit, item.meeting_id)
            if item.state not in (ItemState.NOTED, ItemState.ACCEPTED):
                raise UserError(
                    f"Der Punkt ist schon „{item.state.label}“ und gehört zur Niederschrift. "
                    "Setzen Sie ihn ab, statt ihn zu löschen.",
                    help_topic="sitzungen",
                )
            outline_of(unit, item.meeting_id).take_out(id)
            unit.discard(AgendaItem, id)
            put_back(unit, item)

    def restore(self, id: int) -> None:
        """Put a discarded item back."""
        with self._store.write("Tagesordnungspunkt wiederhergestellt") as unit:
            item = unit.get(AgendaItem, id)
            editable_meeting(unit, item.meeting_id)
            unit.restore(AgendaItem, id)
            take_again(unit, item)


# --- shared with the other services of meetings --------------------------------------------------------------------


def as_line(item: AgendaItem) -> Line:
    """An item as the rules of the agenda see it."""
    return Line(
        id=item.id,
        position=item.position,
        parent_id=item.parent_id,
        is_heading=item.is_heading,
        skipped=item.skipped,
        minutes=item.minutes,
        state=item.state,
        started_at=item.started_at,
        ended_at=item.ended_at,
    )


def agenda_view(unit: ReadUnit, meeting: Meeting) -> AgendaView:
    """The agenda of a meeting as screen and paper show it."""
    items = {item.id: item for item in unit.find(AgendaItem, meeting_id=meeting.id)}
    lines = [as_line(item) for item in items.values()]
    begin = meeting.actual_start or meeting.starts_at
    order = outline(lines)
    times = start_times(lines, begin, order) if begin else {}
    available = None
    if meeting.starts_at and meeting.ends_at:
        available = int((meeting.ends_at - meeting.starts_at) / timedelta(minutes=1))
    end = meeting.actual_end
    if end is None and meeting.actual_start:
        end = expected_end(lines, unit.clock.now())
    elif end is None and begin:
        end = begin + timedelta(minutes=planned_minutes(lines))
    return AgendaView(
        tuple(AgendaLine(items[entry.id], entry.number, entry.depth, times.get(entry.id)) for entry in order),
        planned_minutes(lines),
        overrun(lines, available),
        end,
    )


def outline_of(unit: WriteUnit, meeting_id: int) -> Outline:
    """The agenda of a meeting as an outline to edit."""
    return Outline(unit, AgendaItem, "meeting_id", meeting_id)


def _attach_topic(unit: WriteUnit, meeting: Meeting, item_id: int, title: str) -> None:
    """A recurring item is a topic, so that its occurrences form a thread."""
    topic_id = unit.add(Topic(body_id=meeting.body_id, title=title, recurring=True, state=TopicState.OPEN))
    unit.change(AgendaItem, item_id, None, topic_id=topic_id)

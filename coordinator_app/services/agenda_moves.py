"""Moving and duplicating agenda items between meetings, and the links this leaves in both directions."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import format_date
from coordinator_app.domain.agenda import ItemState
from coordinator_app.domain.attachments import DocumentLink
from coordinator_app.domain.carry_over import AUTOMATIC
from coordinator_app.domain.meetings import BEFORE, AgendaItem, Meeting, MeetingState, Topic, TopicState
from coordinator_app.domain.resolutions import Resolution
from coordinator_app.domain.tasks import Task
from coordinator_app.services.agenda import outline_of
from coordinator_app.services.idea_states import idea_of
from coordinator_app.services.meeting_reads import editable_meeting, meeting_day
from coordinator_app.services.outline_edits import UNPLACED
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit

_STILL_OPEN = frozenset({ItemState.NOTED, ItemState.ACCEPTED})


@dataclass(frozen=True, slots=True)
class ItemLink:
    """Another occurrence of an item: in which meeting, on which day, how it stands there."""

    item_id: int
    title: str
    meeting_id: int
    day: date | None
    state: ItemState


@dataclass(frozen=True, slots=True)
class ItemLinks:
    """Where an item comes from and where it went.

    `before` and `after` are its occurrences in other meetings in order of their days; `moved_from` is the meeting
    it was moved from, `idea_id` the entry of the Themenspeicher it was made from.
    """

    before: tuple[ItemLink, ...] = ()
    after: tuple[ItemLink, ...] = ()
    moved_from: Meeting | None = None
    idea_id: int | None = None
    topic: Topic | None = None


class AgendaMoves:
    """Use cases between agendas; every method is one undo step."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def targets(self, item_id: int) -> list[Meeting]:
        """Meetings to come an item can be moved or duplicated to: those of its own body first, by day."""
        with self._store.read() as unit:
            own = unit.get(Meeting, unit.get(AgendaItem, item_id).meeting_id)
            found = unit.find(Meeting, state=tuple(BEFORE), order="starts_at")
        return sorted(
            (meeting for meeting in found if meeting.id != own.id), key=lambda meeting: meeting.body_id != own.body_id
        )

    def duplicate(self, id: int, meeting_id: int | None = None) -> int:
        """A copy without results, with its sub-items and attachments; both know each other afterwards.

        It stands behind the item, or at the end of another meeting's agenda.
        """
        with self._store.write("Tagesordnungspunkt dupliziert") as unit:
            item = unit.get(AgendaItem, id)
            target = editable_meeting(unit, meeting_id or item.meeting_id)
            here = target.id == item.meeting_id
            reason = "" if here else f"Aus der Sitzung{_on(unit, item.meeting_id)} dupliziert."
            new = _copy(unit, item, target, item.parent_id if here else None, reason, "")
            outline_of(unit, target.id).insert(new, item.parent_id if here else None, id if here else None)
            return new

    def move_to(self, id: int, meeting_id: int) -> int:
        """Move an item with its sub-items to another meeting to come; returns its id there.

        Once the invitation is out the item stays on the agenda sent, marked „vertagt“, and a copy goes on.
        """
        with self._store.write("Tagesordnungspunkt verschoben") as unit:
            item = unit.get(AgendaItem, id)
            source, target = editable_meeting(unit, item.meeting_id), unit.get(Meeting, meeting_id)
            _check_move(item, source, target)
            if source.state is MeetingState.INVITED:
                return _postpone(unit, item, target)
            reason = f"Aus der Sitzung{_on(unit, source.id)} hierher verschoben."
            for part in _with_children(unit, item):
                values: dict[str, Any] = {"meeting_id": target.id, "moved_from_id": source.id, "reason": reason}
                if part.id == id:
                    values |= {"parent_id": None, "position": UNPLACED}
                if target.body_id != source.body_id:
                    values["topic_id"] = None
                unit.change(AgendaItem, part.id, None, **values)
                for resolution in unit.find(Resolution, agenda_item_id=part.id):
                    unit.change(Resolution, resolution.id, None, meeting_id=target.id, body_id=target.body_id)
            outline_of(unit, target.id).insert(id, None)
            return id

    def links(self, item_id: int) -> ItemLinks:
        """Earlier and later occurrences of an item, over its copies and over its topic."""
        with self._store.read() as unit:
            item = unit.get(AgendaItem, item_id)
            own_day = meeting_day(unit.get(Meeting, item.meeting_id))
            found = [_link(unit, other) for other in _occurrences(unit, item)]
            found.sort(key=lambda link: (link.day or date.max, link.item_id))
            before = tuple(link for link in found if (link.day or date.max) < (own_day or date.max))
            return ItemLinks(
                before,
                tuple(link for link in found if link not in before),
                unit.get(Meeting, item.moved_from_id) if item.moved_from_id else None,
                idea_of(item),
                unit.get(Topic, item.topic_id) if item.topic_id else None,
            )

    def moved_away(self, meeting_id: int) -> list[ItemLink]:
        """Items that were moved from this meeting to others."""
        with self._store.read() as unit:
            return [_link(unit, item) for item in unit.find(AgendaItem, moved_from_id=meeting_id)]

    def follow_topic(self, item_id: int, *, follow: bool) -> None:
        """Have an item come back in the next meetings until it is done and without open tasks, or no longer.

        Its tasks then belong to the topic. A recurring item comes back anyway.
        """
        with self._store.write("Thema wird weiterverfolgt" if follow else "Thema abgeschlossen") as unit:
            item = unit.get(AgendaItem, item_id)
            meeting = editable_meeting(unit, item.meeting_id)
            topic_id = item.topic_id
            if topic_id is None and follow:
                topic_id = unit.add(Topic(body_id=meeting.body_id, title=item.title))
                unit.change(AgendaItem, item_id, None, topic_id=topic_id)
                for task in unit.find(Task, source_kind=AgendaItem.kind, source_id=item_id):
                    unit.change(Task, task.id, None, topic_id=topic_id)
            if topic_id is not None:
                state = TopicState.OPEN if follow else TopicState.DONE
                unit.change(Topic, topic_id, None, state=state)


def _check_move(item: AgendaItem, source: Meeting, target: Meeting) -> None:
    problem = ""
    if source.id == target.id:
        problem = "Der Punkt steht schon auf dieser Tagesordnung."
    elif target.state not in BEFORE:
        problem = "Die andere Sitzung hat schon begonnen. Bitte wählen Sie eine kommende Sitzung."
    elif item.item_type in AUTOMATIC:
        problem = (
            f"„{item.title}“ stellt das Programm für jede Sitzung neu zusammen und kann nicht verschoben werden. "
            "Schalten Sie „Diesmal nicht“ ein, wenn der Punkt entfallen soll."
        )
    elif source.state not in BEFORE or item.state not in _STILL_OPEN:
        problem = "Der Punkt gehört schon zur Niederschrift. In der Sitzung wird er vertagt statt verschoben."
    if problem:
        raise UserError(problem, help_topic="tagesordnung")


def _postpone(unit: WriteUnit, item: AgendaItem, target: Meeting) -> int:
    """The agenda sent keeps the item, marked as postponed; its copy is the one the carry-over would make."""
    reason = f"In der Sitzung{_on(unit, item.meeting_id)} vertagt."
    new = _copy(unit, item, target, None, reason, f"postponed:{item.id}")
    outline_of(unit, target.id).insert(new, None)
    for part in _with_children(unit, item):
        unit.change(AgendaItem, part.id, None, state=ItemState.POSTPONED, moved_to_id=target.id)
    return new


def _copy(unit: WriteUnit, item: AgendaItem, target: Meeting, parent_id: int | None, reason: str, key: str) -> int:
    """A copy without results under a parent; its sub-items keep their order, attachments are linked again."""
    own = unit.get(Meeting, item.meeting_id)
    new = unit.add(
        replace(
            item,
            id=0,
            uuid="",
            meeting_id=target.id,
            parent_id=parent_id,
            position=UNPLACED,
            state=ItemState.NOTED,
            discussion="",
            outcome="",
            origin_key=key,
            reason=reason,
            previous_id=item.id,
            moved_to_id=None,
            moved_from_id=None,
            topic_id=item.topic_id if target.body_id == own.body_id else None,
            started_at=None,
            ended_at=None,
        )
    )
    copy_attachments(unit, item.id, new)
    children = unit.find(AgendaItem, meeting_id=item.meeting_id, parent_id=item.id, order="position")
    for child in children:
        if child.id != new:
            copied = _copy(unit, child, target, new, reason, "")
            outline_of(unit, target.id).insert(copied, new)
    return new


def copy_attachments(unit: WriteUnit, item_id: int, new_id: int) -> None:
    """Link the attachments of an item to another one, with the same numbers."""
    for link in unit.find(DocumentLink, target_kind=AgendaItem.kind, target_id=item_id, order="number"):
        unit.add(replace(link, id=0, uuid="", target_id=new_id))


def _with_children(unit: ReadUnit, item: AgendaItem) -> list[AgendaItem]:
    """An item and everything under it."""
    found = [item]
    for entry in found:
        found += unit.find(AgendaItem, meeting_id=item.meeting_id, parent_id=entry.id, order="position")
    return found


def _occurrences(unit: ReadUnit, item: AgendaItem) -> list[AgendaItem]:
    """Items of the same topic, and the chain of copies the item belongs to, each once and without itself."""
    found: dict[int, AgendaItem] = {}
    if item.topic_id is not None:
        found = {other.id: other for other in unit.find(AgendaItem, topic_id=item.topic_id)}
    chain = [item]
    for entry in chain:
        near = list(unit.find(AgendaItem, previous_id=entry.id))
        if entry.previous_id is not None:
            near.append(unit.get(AgendaItem, entry.previous_id))
        for other in near:
            if other.deleted_at is None and other.id not in {link.id for link in chain}:
                chain.append(other)
    found |= {other.id: other for other in chain}
    found.pop(item.id, None)
    return [other for other in found.values() if other.meeting_id != item.meeting_id]


def _link(unit: ReadUnit, item: AgendaItem) -> ItemLink:
    meeting = unit.get(Meeting, item.meeting_id)
    return ItemLink(item.id, item.title, meeting.id, meeting_day(meeting), item.state)


def _on(unit: ReadUnit, meeting_id: int) -> str:
    day = meeting_day(unit.get(Meeting, meeting_id))
    return f" vom {format_date(day)}" if day else ""

"""The Themenspeicher: ideas for later agendas, taken over, put back or rejected with a reason."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.domain.agenda import ItemType
from coordinator_app.domain.carry_over import AUTOMATIC, NewLine
from coordinator_app.domain.grants import GrantShare
from coordinator_app.domain.meetings import AgendaItem, BacklogItem, BacklogState, Meeting
from coordinator_app.services.idea_states import idea_of, put_back, take_again
from coordinator_app.services.meeting_reads import editable_meeting, meeting_day
from coordinator_app.services.preparation import OFFER_AFTER, idea_source, insert_lines, open_ideas
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit


@dataclass(frozen=True, slots=True)
class BacklogEntry:
    """An idea with its source in words and, once it is planned, the agenda item and the title of its meeting.

    `due` says whether it is wanted before the meeting it is offered for has a successor.
    """

    item: BacklogItem
    source: str
    agenda_item_id: int | None = None
    meeting: str = ""
    due: bool = True

    @property
    def id(self) -> int:
        """Id of the idea."""
        return self.item.id


class Backlog:
    """Use cases around the store of topics; every method is one undo step."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, *, body_id: int, title: str, **values: Any) -> int:
        """Something for a later agenda (fields of `BacklogItem`)."""
        with self._store.write("Thema vorgemerkt") as unit:
            values.setdefault("proposed_on", today(unit.clock))
            return unit.add(BacklogItem(body_id=body_id, title=title, **values))

    def open(self, body_id: int) -> list[BacklogItem]:
        """Open entries of a body, those with a wish date first."""
        with self._store.read() as unit:
            return open_ideas(unit, body_id)

    def offers(self, meeting_id: int) -> list[BacklogEntry]:
        """Open entries of a meeting's body, those due for it first (see `OFFER_AFTER`)."""
        with self._store.read() as unit:
            meeting = unit.get(Meeting, meeting_id)
            horizon = _horizon(meeting)
            found = [_entry(unit, item, horizon) for item in open_ideas(unit, meeting.body_id)]
        return sorted(found, key=lambda entry: not entry.due)

    def entries(self, body_id: int) -> list[BacklogEntry]:
        """All entries of a body: open ones by wish date, then planned and rejected ones, the newest first."""
        with self._store.read() as unit:
            found = [_entry(unit, item) for item in unit.find(BacklogItem, body_id=body_id, order="-id")]
        return sorted(found, key=_order)

    def of_source(self, kind: str, id: int) -> list[BacklogEntry]:
        """What was put down for a later agenda from a need, a project …, the newest first."""
        with self._store.read() as unit:
            found = unit.find(BacklogItem, source_kind=kind, source_id=id, order="-id")
            return [_entry(unit, item) for item in found]

    def get(self, id: int) -> BacklogItem:
        """One entry."""
        with self._store.read() as unit:
            return unit.get(BacklogItem, id)

    def update(self, id: int, version: int | None, **values: Any) -> None:
        """Change an entry; what becomes of it has methods of its own."""
        if "state" in values:
            raise ValueError(values)
        with self._store.write("Thema geändert") as unit:
            unit.change(BacklogItem, id, version, **values)

    def take(self, id: int, meeting_id: int) -> int:
        """Put an open idea on the agenda of a meeting; returns the id of the new item."""
        with self._store.write("Thema auf die Tagesordnung gesetzt") as unit:
            meeting = editable_meeting(unit, meeting_id)
            item = unit.get(BacklogItem, id)
            if item.state is BacklogState.SCHEDULED:
                raise UserError("Das Thema steht schon auf einer Tagesordnung.", help_topic="themenspeicher")
            unit.change(BacklogItem, id, None, state=BacklogState.SCHEDULED, reject_reason="")
            source = idea_source(unit, item)
            line = NewLine(
                key=f"backlog:{id}",
                title=item.title,
                reason=f"Aus dem Themenspeicher ({source})." if source else "Aus dem Themenspeicher.",
                item_type=ItemType.CONSULTATION,
                minutes=item.minutes,
                facts=item.text,
                projects=_projects(unit, item),
                needs=(item.source_id,) if item.source_kind == "need" and item.source_id else (),
            )
            return insert_lines(unit, meeting, [line])[0]

    def reject(self, id: int, reason: str) -> None:
        """Set an open idea aside; the reason stays with it."""
        if not reason.strip():
            raise UserError("Bitte geben Sie an, warum das Thema abgelehnt wird.", help_topic="themenspeicher")
        with self._store.write("Thema abgelehnt") as unit:
            if unit.get(BacklogItem, id).state is BacklogState.SCHEDULED:
                raise UserError(
                    "Das Thema steht auf einer Tagesordnung. Nehmen Sie den Tagesordnungspunkt zuerst herunter.",
                    help_topic="themenspeicher",
                )
            unit.change(BacklogItem, id, None, state=BacklogState.REJECTED, reject_reason=reason.strip())

    def reopen(self, id: int) -> None:
        """Take a rejection back."""
        with self._store.write("Ablehnung zurückgenommen") as unit:
            unit.change(BacklogItem, id, None, state=BacklogState.OPEN, reject_reason="")

    def discard(self, id: int) -> None:
        """Move an entry to the Papierkorb."""
        with self._store.write("Thema gelöscht") as unit:
            unit.discard(BacklogItem, id)


def _order(entry: BacklogEntry) -> tuple[bool, date]:
    is_open = entry.item.state is BacklogState.OPEN
    return not is_open, (entry.item.wanted_on or date.max) if is_open else date.max


def _horizon(meeting: Meeting) -> date:
    day = meeting_day(meeting)
    return day + OFFER_AFTER if day else date.max


def _entry(unit: ReadUnit, item: BacklogItem, horizon: date = date.max) -> BacklogEntry:
    source = idea_source(unit, item)
    due = item.wanted_on is None or item.wanted_on <= horizon
    found = unit.find(AgendaItem, origin_key=f"backlog:{item.id}") if item.state is BacklogState.SCHEDULED else []
    if not found:
        return BacklogEntry(item, source, due=due)
    return BacklogEntry(item, source, found[-1].id, unit.title("meeting", found[-1].meeting_id))


# --- shared with the other services of meetings --------------------------------------------------------------------


def keep_topics(unit: WriteUnit, meeting: Meeting) -> None:
    """What a called-off meeting was to treat waits in the store of topics.

    Recurring, postponed and automatic items come back by themselves; ideas are open again; the rest becomes ideas.
    """
    for item in unit.find(AgendaItem, meeting_id=meeting.id, order="position"):
        if idea_of(item) is not None:
            put_back(unit, item)
        elif not (item.is_heading or item.recurring or item.topic_id or item.origin_key or item.item_type in AUTOMATIC):
            unit.add(
                BacklogItem(
                    body_id=meeting.body_id,
                    title=item.title,
                    text=item.facts,
                    minutes=item.minutes,
                    proposed_on=today(unit.clock),
                    source_kind=AgendaItem.kind,
                    source_id=item.id,
                )
            )


def release_topics(unit: WriteUnit, meeting: Meeting) -> None:
    """The meeting is held after all: what `keep_topics` put into the store is taken out, unless it is planned."""
    for item in unit.find(AgendaItem, meeting_id=meeting.id):
        take_again(unit, item)
        for idea in unit.find(BacklogItem, source_kind=AgendaItem.kind, source_id=item.id, state=BacklogState.OPEN):
            unit.discard(BacklogItem, idea.id)


def _projects(unit: ReadUnit, item: BacklogItem) -> tuple[int, ...]:
    """The projects an agenda item made from a topic is about: the project itself, or those of the grant."""
    if item.source_kind == "grant" and item.source_id:
        shares = unit.find(GrantShare, grant_id=item.source_id, order="id")
        return tuple(share.project_id for share in shares if share.project_id)
    return (item.source_id,) if item.source_kind == "project" and item.source_id else ()

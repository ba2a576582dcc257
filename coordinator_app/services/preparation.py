"""Preparing a meeting from the last one: reads the situation, has the rules plan, puts the lines on the agenda."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date, timedelta

from coordinator_app.common.german import format_date
from coordinator_app.domain.agenda import ItemState, ItemType, outline
from coordinator_app.domain.bodies import Body
from coordinator_app.domain.carry_over import Idea, LastItem, NewLine, OpenTopic, Preparation, Situation, plan
from coordinator_app.domain.meeting_series import MeetingSeries
from coordinator_app.domain.meetings import (
    AgendaItem,
    BacklogItem,
    BacklogState,
    Meeting,
    MeetingState,
    Topic,
    TopicState,
)
from coordinator_app.domain.minutes import Minutes, MinutesState
from coordinator_app.domain.resolutions import UNFINISHED, Resolution, ResolutionState
from coordinator_app.domain.tasks import OPEN_TASKS, Task, TaskState
from coordinator_app.services.agenda import as_line, outline_of
from coordinator_app.services.agenda_templates import template_items
from coordinator_app.services.circulation_reads import unreported
from coordinator_app.services.meeting_reads import last_meeting, meeting_day
from coordinator_app.services.outline_edits import UNPLACED
from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit

SOURCES = {
    "need": "Bedarf",
    "project": "Projekt",
    "task": "Aufgabe",
    "agenda_item": "TOP",
    "resolution": "Beschluss",
}
"""Kinds of records an idea can come from, in words."""
OFFER_AFTER = timedelta(days=92)  # ideas due up to three months after the meeting are offered


def carry_over(unit: WriteUnit, meeting_id: int, template_id: int | None = None) -> Preparation:
    """Add the planned lines to the agenda of a meeting and tell which."""
    meeting = unit.get(Meeting, meeting_id)
    found = plan(situation(unit, meeting, template_id))
    return Preparation(found, tuple(insert_lines(unit, meeting, found.lines)))


def insert_lines(unit: WriteUnit, meeting: Meeting, lines: Sequence[NewLine]) -> list[int]:
    """Put lines behind the existing ones, but before a closing „Verschiedenes“; sub-items under their parent."""
    body = unit.get(Body, meeting.body_id)
    items = unit.find(AgendaItem, meeting_id=meeting.id, order="position")
    top = [item for item in items if item.parent_id is None]
    tail = [item.id for item in top[-1:] if item.item_type is ItemType.MISCELLANEOUS]
    by_key = {item.origin_key: item.id for item in items if item.origin_key}
    new: list[int] = []
    children: dict[int | None, list[int]] = {None: [item.id for item in top if item.id not in tail]}
    for line in lines:
        parent_id = by_key.get(line.parent_key)
        id = by_key[line.key] = unit.add(_item(meeting, line, body, parent_id))
        new.append(id)
        if parent_id not in children:
            children[parent_id] = [item.id for item in items if item.parent_id == parent_id]
        children[parent_id].append(id)
    outline_ = outline_of(unit, meeting.id)
    for parent_id, order in children.items():
        outline_.place([*order, *tail] if parent_id is None else order)
    return new


def _item(meeting: Meeting, line: NewLine, body: Body, parent_id: int | None) -> AgendaItem:
    return AgendaItem(
        meeting_id=meeting.id,
        parent_id=parent_id,
        position=UNPLACED,
        title=line.title,
        item_type=line.item_type,
        minutes=line.minutes,
        public=line.public if line.keeps_public else body.public_by_default,
        recurring=line.recurring,
        is_heading=line.is_heading,
        topic_id=line.topic_id,
        facts=line.facts,
        proposal=line.proposal,
        reporter=line.reporter,
        projects=line.projects,
        needs=line.needs,
        previous_id=line.previous_id,
        origin_key=line.key,
        reason=line.reason,
    )


def situation(unit: ReadUnit, meeting: Meeting, template_id: int | None = None) -> Situation:
    """Everything the carry-over rules look at, read from the file.

    A template chosen by the user stands in for the recurring items of the last meeting; the template of the series
    only where there is no last meeting with an agenda.
    """
    last = unit.get(Meeting, meeting.previous_id) if meeting.previous_id else None
    last = last or last_meeting(unit, meeting.body_id, meeting.starts_at)
    own = [
        *unit.find(AgendaItem, deleted=None, meeting_id=meeting.id),
        *unit.find(AgendaItem, deleted=None, moved_from_id=meeting.id),
    ]
    waiting = _waiting(unit, meeting)
    last_items: tuple[LastItem, ...] = ()
    if last is not None and template_id is None:
        last_items = _last_items(unit, last.id, frozenset(item.id for item in waiting))
    title, template = ("", ()) if last_items else _template(unit, meeting, template_id)
    tasks = unit.find(Task, body_id=meeting.body_id)
    day = meeting_day(meeting)
    return Situation(
        last=last_items,
        last_day=meeting_day(last) if last else None,
        template=template,
        template_title=title,
        postponed=_earlier(unit, waiting, last if last_items else None),
        unapproved=_unapproved(unit, meeting),
        circulations=tuple(unreported(unit, meeting.body_id)),
        open_resolutions=len(
            unit.find(
                Resolution,
                body_id=meeting.body_id,
                state=ResolutionState.ADOPTED,
                implementation=tuple(UNFINISHED),
            )
        ),
        open_tasks=sum(task.state in OPEN_TASKS for task in tasks),
        topics=_topics(unit, meeting, tasks),
        ideas=tuple(as_idea(unit, item) for item in open_ideas(unit, meeting.body_id)),
        finished_tasks=tuple(
            task.title for task in tasks if task.state is TaskState.DONE and task.reported_in_id in (None, meeting.id)
        ),
        horizon=day + OFFER_AFTER if day else None,
        taken=frozenset(item.origin_key for item in own if item.origin_key),
        taken_topics=frozenset(item.topic_id for item in own if item.topic_id),
    )


def open_ideas(unit: ReadUnit, body_id: int) -> list[BacklogItem]:
    """Open entries of the store of topics, those with a wish date first."""
    found = unit.find(BacklogItem, body_id=body_id, state=BacklogState.OPEN)
    return sorted(found, key=lambda item: (item.wanted_on or date.max, item.title))


def as_idea(unit: ReadUnit, item: BacklogItem) -> Idea:
    """An entry of the store of topics as the rules see it, with its source in words."""
    return Idea(
        key=f"backlog:{item.id}",
        title=item.title,
        due=item.wanted_on,
        minutes=item.minutes,
        text=item.text,
        source=idea_source(unit, item),
    )


def idea_source(unit: ReadUnit, item: BacklogItem) -> str:
    """„Bedarf „Treffpunkt Jugend“, Frau Nitzsche, 03.11.2026“: where an entry of the store of topics comes from."""
    words: list[str] = []
    if item.source_id and item.source_kind in SOURCES:
        title = unit.title(item.source_kind, item.source_id)
        words.append(f"{SOURCES[item.source_kind]} „{title}“" if title else SOURCES[item.source_kind])
    words.append(item.proposed_by)
    words.append(format_date(item.proposed_on))
    return ", ".join(filter(None, words))


def _waiting(unit: ReadUnit, meeting: Meeting) -> list[AgendaItem]:
    """Postponed items of earlier meetings of the body that are not taken up elsewhere, the oldest first.

    One put off to a certain meeting waits for that one, unless it was called off or thrown away.
    """
    others = {
        other.id: other
        for other in unit.find(Meeting, body_id=meeting.body_id, order="starts_at")
        if other.id != meeting.id and other.state is not MeetingState.CANCELLED
    }
    found: list[AgendaItem] = []
    for item in unit.find(AgendaItem, state=ItemState.POSTPONED, meeting_id=tuple(others)) if others else ():
        later = others[item.meeting_id].starts_at
        if meeting.starts_at and later and later > meeting.starts_at:
            continue
        if item.moved_to_id not in (None, meeting.id) and item.moved_to_id in others:
            continue
        taken_up = unit.find(AgendaItem, origin_key=f"postponed:{item.id}", meeting_id=tuple(others))
        if not taken_up:
            found.append(item)
    order = list(others)
    return sorted(found, key=lambda item: order.index(item.meeting_id))


def _earlier(unit: ReadUnit, waiting: Sequence[AgendaItem], last: Meeting | None) -> tuple[LastItem, ...]:
    """Waiting items of meetings before the last one."""
    rest = [item for item in waiting if last is None or item.meeting_id != last.id]
    days = {id: meeting_day(meeting) for id, meeting in unit.many(Meeting, [item.meeting_id for item in rest]).items()}
    return tuple(replace(_last_item(item, postponed=True), day=days[item.meeting_id]) for item in rest)


def _template(unit: ReadUnit, meeting: Meeting, template_id: int | None) -> tuple[str, tuple[LastItem, ...]]:
    """Title and lines of the template chosen, else of that of the meeting's series."""
    if template_id is None and meeting.series_id:
        template_id = unit.get(MeetingSeries, meeting.series_id).template_id
    return template_items(unit, template_id) if template_id else ("", ())


def _last_items(unit: ReadUnit, meeting_id: int, waiting: AbstractSet[int]) -> tuple[LastItem, ...]:
    """The items of the last meeting in reading order; skipped recurring ones come again unskipped."""
    items = {item.id: item for item in unit.find(AgendaItem, meeting_id=meeting_id)}
    ordered = (items[entry.id] for entry in outline([as_line(item) for item in items.values()]))
    return tuple(_last_item(item, postponed=item.id in waiting) for item in ordered)


def _last_item(item: AgendaItem, *, postponed: bool) -> LastItem:
    return LastItem(
        id=item.id,
        title=item.title,
        item_type=item.item_type,
        parent_id=item.parent_id,
        minutes=item.minutes,
        public=item.public,
        recurring=item.recurring,
        postponed=postponed,
        is_heading=item.is_heading,
        topic_id=item.topic_id,
        facts=item.facts,
        proposal=item.proposal,
        reporter=item.reporter,
        projects=item.projects,
        needs=item.needs,
    )


def _unapproved(unit: ReadUnit, meeting: Meeting) -> tuple[tuple[int, date], ...]:
    """Final minutes of earlier meetings of the body that nobody approved yet, oldest first."""
    found: list[tuple[int, date]] = []
    for other in unit.find(Meeting, body_id=meeting.body_id, order="starts_at"):
        if other.id == meeting.id or (meeting.starts_at and other.starts_at and other.starts_at > meeting.starts_at):
            continue
        day = meeting_day(other)
        final = unit.find(Minutes, meeting_id=other.id, state=MinutesState.FINAL)
        found += [(minutes.id, day) for minutes in final if day is not None]
    return tuple(found)


def _topics(unit: ReadUnit, meeting: Meeting, tasks: Sequence[Task]) -> tuple[OpenTopic, ...]:
    """Topics that are not ticked off or have open tasks; recurring ones come by their item."""
    open_tasks: dict[int, int] = {}
    for task in tasks:
        if task.topic_id is not None and task.state in OPEN_TASKS:
            open_tasks[task.topic_id] = open_tasks.get(task.topic_id, 0) + 1
    return tuple(
        OpenTopic(id=topic.id, title=topic.title, open_tasks=open_tasks.get(topic.id, 0))
        for topic in unit.find(Topic, body_id=meeting.body_id)
        if not topic.recurring and (topic.state is TopicState.OPEN or topic.id in open_tasks)
    )

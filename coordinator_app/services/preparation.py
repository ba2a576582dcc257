"""Preparing a meeting from the last one: reads the situation, has the rules plan, puts the lines on the agenda."""

from collections.abc import Sequence
from datetime import date, timedelta

from coordinator_app.domain.agenda import ItemState, ItemType, outline
from coordinator_app.domain.bodies import Body
from coordinator_app.domain.carry_over import Idea, LastItem, NewLine, OpenTopic, Preparation, Situation, plan
from coordinator_app.domain.meetings import (
    AgendaItem,
    BacklogItem,
    BacklogState,
    Meeting,
    Topic,
    TopicState,
)
from coordinator_app.domain.minutes import Minutes, MinutesState
from coordinator_app.domain.resolutions import UNFINISHED, Resolution, ResolutionState
from coordinator_app.domain.tasks import OPEN_TASKS, Task, TaskState
from coordinator_app.services.agenda import UNPLACED, as_line, place_items
from coordinator_app.services.meeting_reads import last_meeting, meeting_day
from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit

OFFER_AFTER = timedelta(days=92)  # ideas due up to three months after the meeting are offered


def carry_over(unit: WriteUnit, meeting_id: int) -> Preparation:
    """Add the planned lines to the agenda of a meeting and tell which."""
    meeting = unit.get(Meeting, meeting_id)
    found = plan(situation(unit, meeting))
    return Preparation(found, tuple(insert_lines(unit, meeting, found.lines)))


def insert_lines(unit: WriteUnit, meeting: Meeting, lines: Sequence[NewLine]) -> list[int]:
    """Put lines behind the existing ones, but before a closing „Verschiedenes“."""
    body = unit.get(Body, meeting.body_id)
    items = unit.find(AgendaItem, meeting_id=meeting.id, parent_id=None, order="position")
    tail = [item.id for item in items[-1:] if item.item_type is ItemType.MISCELLANEOUS]
    new = [unit.add(_item(meeting, line, body)) for line in lines]
    place_items(unit, [*(item.id for item in items if item.id not in tail), *new, *tail])
    return new


def _item(meeting: Meeting, line: NewLine, body: Body) -> AgendaItem:
    return AgendaItem(
        meeting_id=meeting.id,
        position=UNPLACED,
        title=line.title,
        item_type=line.item_type,
        minutes=line.minutes,
        public=line.public if line.previous_id else body.public_by_default,
        recurring=line.recurring,
        is_heading=line.is_heading,
        topic_id=line.topic_id,
        facts=line.facts,
        proposal=line.proposal,
        reporter=line.reporter,
        previous_id=line.previous_id,
        origin_key=line.key,
        reason=line.reason,
    )


def situation(unit: ReadUnit, meeting: Meeting) -> Situation:
    """Everything the carry-over rules look at, read from the file."""
    last = unit.get(Meeting, meeting.previous_id) if meeting.previous_id else None
    last = last or last_meeting(unit, meeting.body_id, meeting.starts_at)
    own = unit.find(AgendaItem, deleted=None, meeting_id=meeting.id)
    tasks = unit.find(Task, body_id=meeting.body_id)
    day = meeting_day(meeting)
    return Situation(
        last=_last_items(unit, last.id) if last else (),
        last_day=meeting_day(last) if last else None,
        unapproved=_unapproved(unit, meeting),
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
        ideas=tuple(
            Idea(key=f"backlog:{item.id}", title=item.title, due=item.wanted_on, minutes=item.minutes, text=item.text)
            for item in unit.find(BacklogItem, body_id=meeting.body_id, state=BacklogState.OPEN)
        ),
        finished_tasks=tuple(
            task.title for task in tasks if task.state is TaskState.DONE and task.reported_in_id in (None, meeting.id)
        ),
        horizon=day + OFFER_AFTER if day else None,
        taken=frozenset(item.origin_key for item in own if item.origin_key),
        taken_topics=frozenset(item.topic_id for item in own if item.topic_id),
    )


def _last_items(unit: ReadUnit, meeting_id: int) -> tuple[LastItem, ...]:
    """The items of the last meeting in reading order; skipped recurring ones come again unskipped."""
    items = {item.id: item for item in unit.find(AgendaItem, meeting_id=meeting_id)}
    return tuple(
        LastItem(
            id=item.id,
            title=item.title,
            item_type=item.item_type,
            minutes=item.minutes,
            public=item.public,
            recurring=item.recurring,
            postponed=item.state is ItemState.POSTPONED,
            is_heading=item.is_heading,
            topic_id=item.topic_id,
            facts=item.facts,
            proposal=item.proposal,
            reporter=item.reporter,
        )
        for item in (items[entry.id] for entry in outline([as_line(item) for item in items.values()]))
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

"""Heute: what must be done next, read in one short look at the file."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from coordinator_app.common.clock import today
from coordinator_app.common.german import format_weekday_date
from coordinator_app.domain.bodies import Body, Membership, seats_on
from coordinator_app.domain.meetings import Meeting, MeetingState, Reply
from coordinator_app.domain.needs import Need
from coordinator_app.domain.projects import CONFIRM_AFTER_DAYS
from coordinator_app.domain.resolutions import Resolution
from coordinator_app.domain.tasks import Task
from coordinator_app.services.invitations import NoticeCheck, notice_check
from coordinator_app.storage.queries.overview import (
    DueCounts,
    due_counts,
    due_task_ids,
    expired_contacts,
    invited_meeting_ids,
    needs_without_project,
    next_meeting_id,
    reply_counts,
    resolutions_without_task,
    unconfirmed_offers,
    unfinished_minutes,
)
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit

_SOURCES = {
    "resolution": "Beschluss",
    "project": "Projekt",
    "need": "Bedarf",
    "agenda_item": "TOP",
    "meeting": "Sitzung",
}


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """The next (or running) meeting; `notice` only while the invitation has not been sent."""

    meeting: Meeting
    body: str
    members: int
    notice: NoticeCheck | None


@dataclass(frozen=True, slots=True)
class DueTask:
    """An open task with the words of its source and who is responsible; `days` until it is due (None = no date)."""

    task: Task
    source: str
    responsible: str
    days: int | None


@dataclass(frozen=True, slots=True)
class Replies:
    """Answers to the invitations of one meeting."""

    meeting_id: int
    body: str
    starts_at: datetime
    yes: int
    no: int
    deputy: int
    pending: int

    @property
    def total(self) -> int:
        """All invitations."""
        return self.yes + self.no + self.deputy + self.pending


@dataclass(frozen=True, slots=True)
class Gap:
    """A missing link of the red thread, with the record where it is mended."""

    kind: str
    id: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """Everything the page „Heute“ shows."""

    day: date
    meeting: NextMeeting | None
    tasks: tuple[DueTask, ...]
    due: DueCounts
    replies: tuple[Replies, ...]
    minutes_due: tuple[tuple[int, str], ...]
    unconfirmed_offers: int
    expired_contacts: int
    gaps: tuple[Gap, ...]
    gap_count: int

    @property
    def review_count(self) -> int:
        """How many records want a look."""
        return self.unconfirmed_offers + self.expired_contacts


class Overview:
    """Reads „Heute“."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def today(self, *, tasks: int = 8, gaps: int = 4) -> Today:
        """What is next, due, unanswered, to be reviewed and missing; lists are cut at the numbers given."""
        with self._store.read() as unit:
            day = today(unit.clock)
            found, number = _gaps(unit, gaps)
            return Today(
                day=day,
                meeting=_next_meeting(unit),
                tasks=_tasks(unit, day, tasks),
                due=due_counts(unit.connection, day),
                replies=_replies(unit),
                minutes_due=_minutes_due(unit),
                unconfirmed_offers=unconfirmed_offers(unit.connection, day - timedelta(days=CONFIRM_AFTER_DAYS)),
                expired_contacts=expired_contacts(unit.connection, day),
                gaps=found,
                gap_count=number,
            )


def _next_meeting(unit: ReadUnit) -> NextMeeting | None:
    id = next_meeting_id(unit.connection, _start_of_day(unit))
    if id is None:
        return None
    meeting = unit.get(Meeting, id)
    open_invitation = meeting.state in {MeetingState.DRAFT, MeetingState.PLANNED}
    return NextMeeting(
        meeting=meeting,
        body=unit.get(Body, meeting.body_id).name,
        members=_members(unit, meeting),
        notice=notice_check(unit, meeting) if open_invitation and meeting.starts_at else None,
    )


def _start_of_day(unit: ReadUnit) -> datetime:
    return unit.clock.now() - timedelta(hours=12)


def _members(unit: ReadUnit, meeting: Meeting) -> int:
    seats = unit.find(Membership, body_id=meeting.body_id)
    return len(seats_on(seats, today(unit.clock)))


def _tasks(unit: ReadUnit, day: date, limit: int) -> tuple[DueTask, ...]:
    tasks = list(unit.many(Task, due_task_ids(unit.connection, limit)).values())
    people = unit.titles("person", [task.person_id for task in tasks if task.person_id])
    organisations = unit.titles("organisation", [task.organisation_id for task in tasks if task.organisation_id])
    found: list[DueTask] = []
    for task in tasks:
        responsible = people.get(task.person_id or 0) or organisations.get(task.organisation_id or 0, "")
        days = (task.due_on - day).days if task.due_on else None
        found.append(DueTask(task, _source(unit, task), responsible, days))
    return tuple(found)


def _source(unit: ReadUnit, task: Task) -> str:
    if task.meeting_id is not None:
        meeting = unit.many(Meeting, [task.meeting_id]).get(task.meeting_id)
        if meeting is not None and meeting.starts_at is not None:
            return f"Sitzung {meeting.starts_at:%d.%m.}"
    if task.source_kind not in _SOURCES or task.source_id is None:
        return ""
    title = unit.titles(task.source_kind, [task.source_id]).get(task.source_id, "")
    return f"{_SOURCES[task.source_kind]} {title}".strip()


def _replies(unit: ReadUnit) -> tuple[Replies, ...]:
    ids = invited_meeting_ids(unit.connection, _start_of_day(unit), 2)
    found: list[Replies] = []
    for meeting in unit.many(Meeting, ids).values():
        counts = reply_counts(unit.connection, meeting.id)
        if counts and meeting.starts_at is not None:
            found.append(
                Replies(
                    meeting_id=meeting.id,
                    body=unit.get(Body, meeting.body_id).name,
                    starts_at=meeting.starts_at,
                    yes=counts.get(Reply.YES, 0),
                    no=counts.get(Reply.NO, 0),
                    deputy=counts.get(Reply.DEPUTY, 0),
                    pending=counts.get(Reply.OPEN, 0),
                )
            )
    return tuple(found)


def _minutes_due(unit: ReadUnit) -> tuple[tuple[int, str], ...]:
    meetings = unit.many(Meeting, unfinished_minutes(unit.connection, 3)).values()
    return tuple(
        (meeting.id, f"{meeting.title}, {format_weekday_date(meeting.starts_at.date() if meeting.starts_at else None)}")
        for meeting in meetings
    )


def _gaps(unit: ReadUnit, limit: int) -> tuple[tuple[Gap, ...], int]:
    needs, need_ids = needs_without_project(unit.connection, limit)
    resolutions, resolution_ids = resolutions_without_task(unit.connection, limit)
    found = [
        Gap("need", need.id, f"Bedarf ohne Projekt: „{need.title}“") for need in unit.many(Need, need_ids).values()
    ]
    found += [
        Gap("resolution", item.id, f"Beschluss {item.number or item.title} ohne Aufgabe")
        for item in unit.many(Resolution, resolution_ids).values()
    ]
    return tuple(found[:limit]), needs + resolutions

"""Heute: what must be done next, read in one short look at the file.

The first page after the start: it is read by plain SQL, and nothing here imports records or tables.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from sqlite3 import Connection
from typing import NamedTuple

from coordinator_app.common.clock import local, today
from coordinator_app.common.german import format_weekday_date
from coordinator_app.domain.deadlines import CONFIRM_AFTER_DAYS, DayCount
from coordinator_app.domain.meeting_states import MeetingState
from coordinator_app.domain.notice import NoticeCheck, NoticePeriod, check_notice
from coordinator_app.services.public_holidays import holidays_for
from coordinator_app.storage.queries import overview as queries
from coordinator_app.storage.queries.deadlines import NearLine, near_lines
from coordinator_app.storage.queries.overview import (
    CirculationLine,
    DueCounts,
    MeetingLine,
    ReplyCounts,
    ResolutionLine,
    TaskLine,
)
from coordinator_app.storage.store import Store

_NEAR_DAYS = 30  # deadlines further away stand in the register only
_STILL_TODAY = timedelta(hours=12)  # a meeting that began this long ago is still the next one
_SOURCES = {
    "resolution": "Beschluss",
    "project": "Projekt",
    "need": "Bedarf",
    "concern": "Anliegen",
    "priority_round": "Priorisierung",
    "agenda_item": "TOP",
    "meeting": "Sitzung",
    "grant": "Förderung",
    "deadline": "Frist",
    "site_walk_finding": "Begehung",
    "process_step": "Prozessschritt",
    "interaction": "Kontakt",
}
# A body without rules of its own follows the usual ones; `domain.bodies.default_rules` says the same (tested).
USUAL_PERIOD = NoticePeriod(14, DayCount.CALENDAR)


class NextMeeting(NamedTuple):
    """The next (or running) meeting; `notice` only while the invitation has not been sent."""

    id: int
    title: str
    state: MeetingState
    starts_at: datetime
    ends_at: datetime | None
    place: str
    body: str
    members: int
    notice: NoticeCheck | None


class DueTask(NamedTuple):
    """An open task with the words of its source and who is responsible; `days` until it is due (None = no date)."""

    id: int
    title: str
    due_on: date | None
    source: str
    responsible: str
    days: int | None


class Gap(NamedTuple):
    """A missing link of the red thread, with the record where it is mended."""

    kind: str
    id: int
    text: str


@dataclass(frozen=True, slots=True)
class MinutesDue:
    """A meeting whose minutes are not final; `days` left by the rules of its body (negative = late, None = no rule)."""

    id: int
    title: str
    days: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """Everything the page „Heute“ shows."""

    day: date
    meeting: NextMeeting | None
    tasks: tuple[DueTask, ...]
    due: DueCounts
    replies: tuple[ReplyCounts, ...]
    minutes_due: tuple[MinutesDue, ...]
    circulations: tuple[CirculationLine, ...]
    resolutions: tuple[ResolutionLine, ...]
    unconfirmed_offers: int
    expired_contacts: int
    deadlines: tuple[NearLine, ...]
    gaps: tuple[Gap, ...]
    gap_count: int

    @property
    def review_count(self) -> int:
        """How many records want a look."""
        return self.unconfirmed_offers + self.expired_contacts


class Overview:
    """Reads „Heute“ and what the frame of the window tells about the file."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def municipality(self) -> str:
        """Name of the file's own municipality; "" in a file not set up yet."""
        with self._store.glance() as connection:
            return queries.municipality_name(connection)

    def today(self, *, tasks: int = 8, gaps: int = 4) -> Today:
        """What is next, due, unanswered, to be reviewed and missing; lists are cut at the numbers given."""
        clock = self._store.clock
        day, since = today(clock), clock.now() - _STILL_TODAY
        with self._store.glance() as connection:
            found, number = _gaps(connection, gaps)
            meeting = queries.next_meeting(connection, since, day)
            return Today(
                day=day,
                meeting=_next_meeting(connection, meeting, day) if meeting else None,
                tasks=tuple(_task(line, day) for line in queries.due_tasks(connection, tasks)),
                due=queries.due_counts(connection, day),
                replies=tuple(queries.replies(connection, since, 2)),
                minutes_due=_minutes_due(connection, day),
                circulations=tuple(queries.circulations_due(connection, day, 3)),
                resolutions=tuple(queries.resolutions_due(connection, day, 3)),
                deadlines=tuple(near_lines(connection, day, _NEAR_DAYS, 4)),
                unconfirmed_offers=queries.unconfirmed_offers(connection, day - timedelta(days=CONFIRM_AFTER_DAYS)),
                expired_contacts=queries.expired_contacts(connection, day),
                gaps=found,
                gap_count=number,
            )


def _next_meeting(connection: Connection, line: MeetingLine, day: date) -> NextMeeting | None:
    if line.starts_at is None:
        return None
    state = MeetingState(line.state)
    notice = _notice(connection, line, day) if state in {MeetingState.DRAFT, MeetingState.PLANNED} else None
    return NextMeeting(
        line.id, line.title, state, line.starts_at, line.ends_at, line.place, line.body, line.members, notice
    )


def _notice(connection: Connection, line: MeetingLine, day: date) -> NoticeCheck | None:
    moment = line.actual_start or line.starts_at
    if moment is None:
        return None
    meeting_day = local(moment).date()
    rules = queries.notice_period(connection, line.body_id, meeting_day)
    period = NoticePeriod(rules[0], DayCount(rules[1])) if rules is not None else USUAL_PERIOD
    return check_notice(meeting_day, period, line.invited_on, day, holidays_for(period, meeting_day))


def _task(line: TaskLine, day: date) -> DueTask:
    days = (line.due_on - day).days if line.due_on else None
    return DueTask(line.id, line.title, line.due_on, _source(line), line.responsible, days)


def _source(line: TaskLine) -> str:
    if line.met_at is not None:
        return f"Sitzung {local(line.met_at):%d.%m.}"
    word = _SOURCES.get(line.source_kind, "")
    return f"{word} {line.source}" if word and line.source else ""


def _minutes_due(connection: Connection, today: date) -> tuple[MinutesDue, ...]:
    return tuple(
        MinutesDue(
            id,
            f"{title}, {format_weekday_date(local(begin).date() if begin else None)}",
            (local(begin).date() + timedelta(days=days) - today).days if begin and days > 0 else None,
        )
        for id, title, begin, days in queries.unfinished_minutes(connection, 3)
    )


def _gaps(connection: Connection, limit: int) -> tuple[tuple[Gap, ...], int]:
    needs, first_needs = queries.needs_without_project(connection, limit)
    resolutions, first_resolutions = queries.resolutions_without_task(connection, limit)
    found = [Gap("need", id, f"Bedarf ohne Projekt: „{title}“") for id, title in first_needs]
    found += [Gap("resolution", id, f"Beschluss {name} ohne Aufgabe") for id, name in first_resolutions]
    return tuple(found[:limit]), needs + resolutions

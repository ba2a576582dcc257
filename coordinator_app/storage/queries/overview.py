"""What „Heute“ and the window's frame show, counted and cut off by the database: never whole tables.

Plain SQL for the driver (`Store.glance`): these are the first statements after the start, and making them from the
table declarations would load SQLAlchemy, forty tables and their records before anything is seen. Times are stored
as naive UTC text, days as ISO text, choices as their codes; `tests/storage/test_overview_queries.py` runs every
statement on a new file and holds the codes written here against the vocabularies.
"""

from datetime import UTC, date, datetime
from sqlite3 import Connection
from typing import NamedTuple

# The name of the municipality the file belongs to.
MUNICIPALITY = "SELECT name FROM municipality WHERE is_own AND deleted_at IS NULL ORDER BY sort_key, id LIMIT 1"

# The running meeting, or else the nearest one ahead; with its body and the seats held there today.
NEXT_MEETING = """
SELECT m.id, m.title, m.state, m.starts_at, m.ends_at, m.actual_start, m.invited_on, m.place, m.body_id, b.name,
       (SELECT count(*) FROM membership s
         WHERE s.body_id = m.body_id AND s.deleted_at IS NULL
           AND (s.starts_on IS NULL OR s.starts_on <= :day) AND (s.ends_on IS NULL OR s.ends_on >= :day))
  FROM meeting m JOIN body b ON b.id = m.body_id
 WHERE m.deleted_at IS NULL
   AND (m.state = 'running' OR m.state IN ('draft', 'planned', 'invited') AND m.starts_at >= :now)
 ORDER BY m.state = 'running' DESC, CASE m.state WHEN 'running' THEN NULL ELSE m.starts_at END, m.starts_at DESC
 LIMIT 1
"""

# The notice period of a body: of the rules that hold on a day, before the first ones of the first.
NOTICE = """
SELECT notice_days, notice_count FROM body_rules
 WHERE body_id = :body AND deleted_at IS NULL AND valid_from IS NOT NULL
 ORDER BY valid_from > :day, CASE WHEN valid_from > :day THEN valid_from END, valid_from DESC, sort_key DESC, id DESC
 LIMIT 1
"""

# Open tasks that are overdue, due today, and all of them.
DUE_COUNTS = """
SELECT count(*) FILTER (WHERE due_on < :day), count(*) FILTER (WHERE due_on = :day), count(*)
  FROM task WHERE deleted_at IS NULL AND state IN ('open', 'in_progress', 'waiting')
"""

# The most urgent open tasks: who is responsible, and where they come from.
DUE_TASKS = """
SELECT t.id, t.title, t.due_on, coalesce(p.display_title, o.display_title, ''), m.starts_at, t.source_kind,
       CASE t.source_kind
            WHEN 'resolution' THEN (SELECT display_title FROM resolution WHERE id = t.source_id)
            WHEN 'project' THEN (SELECT display_title FROM project WHERE id = t.source_id)
            WHEN 'need' THEN (SELECT display_title FROM need WHERE id = t.source_id)
            WHEN 'concern' THEN (SELECT display_title FROM concern WHERE id = t.source_id)
            WHEN 'interaction' THEN (SELECT display_title FROM interaction WHERE id = t.source_id)
            WHEN 'agenda_item' THEN (SELECT display_title FROM agenda_item WHERE id = t.source_id)
            WHEN 'meeting' THEN (SELECT display_title FROM meeting WHERE id = t.source_id)
            WHEN 'priority_round' THEN (SELECT display_title FROM priority_round WHERE id = t.source_id)
            WHEN 'grant' THEN (SELECT display_title FROM "grant" WHERE id = t.source_id)
            WHEN 'deadline' THEN (SELECT display_title FROM deadline WHERE id = t.source_id)
            WHEN 'site_walk_finding' THEN (SELECT w.display_title FROM site_walk_finding f
                                             JOIN site_walk w ON w.id = f.walk_id WHERE f.id = t.source_id)
            WHEN 'process_step' THEN (SELECT display_title FROM process_step WHERE id = t.source_id) END
  FROM task t
  LEFT JOIN person p ON p.id = t.person_id AND p.deleted_at IS NULL
  LEFT JOIN organisation o ON o.id = t.organisation_id
  LEFT JOIN meeting m ON m.id = t.meeting_id
 WHERE t.deleted_at IS NULL AND t.state IN ('open', 'in_progress', 'waiting')
 ORDER BY t.due_on IS NULL, t.due_on, t.priority, t.id
 LIMIT :limit
"""

# Meetings ahead whose invitation is out, with the answers so far.
REPLIES = """
SELECT m.id, b.name, m.starts_at,
       count(*) FILTER (WHERE i.reply = 'yes'), count(*) FILTER (WHERE i.reply = 'no'),
       count(*) FILTER (WHERE i.reply = 'deputy'), count(*) FILTER (WHERE i.reply = 'open')
  FROM (SELECT id, body_id, starts_at FROM meeting
         WHERE deleted_at IS NULL AND state = 'invited' AND starts_at >= :now ORDER BY starts_at LIMIT :limit) m
  JOIN body b ON b.id = m.body_id
  JOIN invitation i ON i.meeting_id = m.id AND i.deleted_at IS NULL
   AND i.sent_on IS NOT NULL AND NOT i.for_information
 GROUP BY m.id ORDER BY m.starts_at
"""

# Meetings that were held but whose minutes are not final, the oldest first; with the days their body's rules give.
MINUTES_DUE = """
SELECT m.id, m.title, m.starts_at,
       coalesce((SELECT r.minutes_days FROM body_rules r
                  WHERE r.body_id = m.body_id AND r.deleted_at IS NULL AND r.valid_from <= date(m.starts_at)
                  ORDER BY r.valid_from DESC, r.id DESC LIMIT 1),
                (SELECT r.minutes_days FROM body_rules r
                  WHERE r.body_id = m.body_id AND r.deleted_at IS NULL ORDER BY r.valid_from, r.id LIMIT 1))
  FROM meeting m WHERE m.deleted_at IS NULL AND m.state = 'held' ORDER BY m.starts_at LIMIT :limit
"""

# Adopted resolutions to be carried out within a week or earlier, the oldest date first.
RESOLUTIONS_DUE = """
SELECT r.id, r.number, r.title, r.due_on, coalesce(p.display_title, o.display_title, '')
  FROM resolution r
  LEFT JOIN person p ON p.id = r.responsible_id AND p.deleted_at IS NULL
  LEFT JOIN organisation o ON o.id = r.responsible_organisation_id
 WHERE r.deleted_at IS NULL AND r.state = 'adopted' AND r.implementation IN ('open', 'in_progress')
   AND r.due_on <= date(:day, '+7 days')
 ORDER BY r.due_on, r.id LIMIT :limit
"""

# Written votes that end within a week, are over, or have all answers; with the answers so far.
CIRCULATIONS_DUE = """
SELECT c.id, c.title, c.reply_until, count(*) FILTER (WHERE t.choice <> 'open'), count(*)
  FROM circulation c JOIN ballot t ON t.vote_id = c.vote_id AND t.deleted_at IS NULL
 WHERE c.deleted_at IS NULL AND c.state = 'running'
 GROUP BY c.id
HAVING c.reply_until <= date(:day, '+7 days') OR count(*) FILTER (WHERE t.choice = 'open') = 0
 ORDER BY c.reply_until, c.id LIMIT :limit
"""

# Running offers nobody has confirmed since a day.
UNCONFIRMED_OFFERS = """
SELECT count(*) FROM project
 WHERE deleted_at IS NULL AND project_type = 'offer' AND status = 'running'
   AND (confirmed_on IS NULL OR confirmed_on < :before)
"""

# Persons with a legal basis to be reviewed, or whose data is due for deletion.
EXPIRED_CONTACTS = """
SELECT count(DISTINCT person_id) FROM privacy_basis
 WHERE deleted_at IS NULL AND (review_on <= :day OR delete_after <= :day)
"""

# Needs still to be answered that have no project or offer, the newest first; each row with the number of all.
NEEDS_WITHOUT_PROJECT = """
SELECT n.id, n.title, count(*) OVER () FROM need n
 WHERE n.deleted_at IS NULL AND n.status NOT IN ('rejected', 'done', 'watched')
   AND NOT EXISTS (SELECT 1 FROM project_need l WHERE l.need_id = n.id)
 ORDER BY n.id DESC LIMIT :limit
"""

# Adopted, unfinished resolutions with neither task nor project, the newest first; each row with the number of all.
# The tasks' sources are sets read once: asking for the tasks of each resolution took seconds after twenty years.
RESOLUTIONS_WITHOUT_TASK = """
SELECT r.id, CASE r.number WHEN '' THEN r.title ELSE r.number END, count(*) OVER () FROM resolution r
 WHERE r.deleted_at IS NULL AND r.state = 'adopted' AND r.implementation IN ('open', 'in_progress')
   AND r.id NOT IN (SELECT source_id FROM task
                     WHERE deleted_at IS NULL AND source_kind = 'resolution' AND source_id IS NOT NULL)
   AND (r.agenda_item_id IS NULL OR r.agenda_item_id NOT IN (SELECT source_id FROM task
                     WHERE deleted_at IS NULL AND source_kind = 'agenda_item' AND source_id IS NOT NULL))
   AND NOT EXISTS (SELECT 1 FROM project_resolution l WHERE l.resolution_id = r.id)
 ORDER BY r.id DESC LIMIT :limit
"""


class MeetingLine(NamedTuple):
    """A meeting with its body and the number of seats held today; `state` is a code of `MeetingState`."""

    id: int
    title: str
    state: str
    starts_at: datetime | None
    ends_at: datetime | None
    actual_start: datetime | None
    invited_on: date | None
    place: str
    body_id: int
    body: str
    members: int


class DueCounts(NamedTuple):
    """Open tasks by urgency; those without a date count as later."""

    overdue: int
    today: int
    later: int


class ResolutionLine(NamedTuple):
    """An adopted resolution near its date or past it (`days` negative)."""

    id: int
    number: str
    title: str
    days: int
    responsible: str


class TaskLine(NamedTuple):
    """An open task; `met_at` is when the meeting it was given in began, `source` the title of its source."""

    id: int
    title: str
    due_on: date | None
    responsible: str
    met_at: datetime | None
    source_kind: str
    source: str


class CirculationLine(NamedTuple):
    """A running written vote with the answers so far; `days` until its deadline (negative = over)."""

    id: int
    title: str
    days: int
    answered: int
    asked: int


class ReplyCounts(NamedTuple):
    """The answers to the invitations of a meeting."""

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


def municipality_name(connection: Connection) -> str:
    """Name of the file's own municipality; "" in a file not set up yet."""
    row = connection.execute(MUNICIPALITY).fetchone()
    return row[0] if row else ""


def next_meeting(connection: Connection, now: datetime, day: date) -> MeetingLine | None:
    """The running meeting, or the first one that begins at or after `now`; seats are those of `day`."""
    row = connection.execute(NEXT_MEETING, {"now": _stored(now), "day": day.isoformat()}).fetchone()
    if row is None:
        return None
    id, title, state, starts_at, ends_at, actual_start, invited_on, *rest = row
    times = (_moment(starts_at), _moment(ends_at), _moment(actual_start))
    return MeetingLine(id, title, state, *times, _day(invited_on), *rest)


def notice_period(connection: Connection, body_id: int, day: date) -> tuple[int, str] | None:
    """Days and code of `DayCount` of the rules that hold on a day; None when the body has no rules."""
    row = connection.execute(NOTICE, {"body": body_id, "day": day.isoformat()}).fetchone()
    return None if row is None else (row[0], row[1])


def due_counts(connection: Connection, day: date) -> DueCounts:
    """How many open tasks are overdue, due today and due later."""
    overdue, due, total = connection.execute(DUE_COUNTS, {"day": day.isoformat()}).fetchone()
    return DueCounts(overdue, due, total - overdue - due)


def due_tasks(connection: Connection, limit: int) -> list[TaskLine]:
    """Open tasks, the most urgent first."""
    return [
        TaskLine(id, title, _day(due_on), responsible, _moment(met_at), source_kind, source or "")
        for id, title, due_on, responsible, met_at, source_kind, source in connection.execute(
            DUE_TASKS, {"limit": limit}
        )
    ]


def replies(connection: Connection, now: datetime, limit: int) -> list[ReplyCounts]:
    """Answers to the invitations of the meetings ahead, the nearest first."""
    rows = connection.execute(REPLIES, {"now": _stored(now), "limit": limit})
    return [ReplyCounts(id, body, _utc(starts_at), *counts) for id, body, starts_at, *counts in rows]


def unfinished_minutes(connection: Connection, limit: int) -> list[tuple[int, str, datetime | None, int]]:
    """Id, title and beginning of meetings whose minutes are not final, and within how many days they should be."""
    rows = connection.execute(MINUTES_DUE, {"limit": limit})
    return [(id, title, _moment(at), days or 0) for id, title, at, days in rows]


def resolutions_due(connection: Connection, day: date, limit: int) -> list[ResolutionLine]:
    """Adopted resolutions whose implementation is due within a week or overdue."""
    return [
        ResolutionLine(id, number, title, (date.fromisoformat(due) - day).days, responsible)
        for id, number, title, due, responsible in connection.execute(
            RESOLUTIONS_DUE, {"day": day.isoformat(), "limit": limit}
        )
    ]


def circulations_due(connection: Connection, day: date, limit: int) -> list[CirculationLine]:
    """Written votes that want a look, the most urgent first."""
    rows = connection.execute(CIRCULATIONS_DUE, {"day": day.isoformat(), "limit": limit})
    return [
        CirculationLine(id, title, (date.fromisoformat(until) - day).days, answered, asked)
        for id, title, until, answered, asked in rows
    ]


def unconfirmed_offers(connection: Connection, before: date) -> int:
    """Running offers nobody has confirmed since a day."""
    found: int = connection.execute(UNCONFIRMED_OFFERS, {"before": before.isoformat()}).fetchone()[0]
    return found


def expired_contacts(connection: Connection, day: date) -> int:
    """Persons whose data must be reviewed or deleted."""
    found: int = connection.execute(EXPIRED_CONTACTS, {"day": day.isoformat()}).fetchone()[0]
    return found


def needs_without_project(connection: Connection, limit: int) -> tuple[int, list[tuple[int, str]]]:
    """How many open needs have no project or offer; id and title of the first of them."""
    return _gap(connection, NEEDS_WITHOUT_PROJECT, limit)


def resolutions_without_task(connection: Connection, limit: int) -> tuple[int, list[tuple[int, str]]]:
    """How many resolutions nobody carries out; id and number (or title) of the first of them."""
    return _gap(connection, RESOLUTIONS_WITHOUT_TASK, limit)


def _gap(connection: Connection, statement: str, limit: int) -> tuple[int, list[tuple[int, str]]]:
    rows = connection.execute(statement, {"limit": limit}).fetchall()
    return (rows[0][2] if rows else 0), [(id, text) for id, text, _ in rows]


def _stored(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}"


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _moment(text: str | None) -> datetime | None:
    return None if text is None else _utc(text)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)

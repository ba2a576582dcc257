"""The deadlines of the house, read from the records that hold them.

Plain SQL for the driver (`Store.glance`), because „Heute“ shows the nearest: see `queries/overview.py`. Every
statement gives the columns of `DueRow` after the source; the codes in them are held against the vocabularies by
`tests/storage/test_deadline_queries.py`.
"""

from calendar import monthrange
from collections.abc import Mapping
from datetime import UTC, date, datetime
from sqlite3 import Connection
from typing import NamedTuple


class DueRow(NamedTuple):
    """One line; `source` is the record kind it is read from, `about_kind`/`about_id` what it belongs to."""

    source: str
    id: int
    part: str
    title: str
    about: str
    about_kind: str
    about_id: int
    due_on: date
    critical: bool
    responsible: str
    uuid: str
    version: int


_FUNDED = "('approved', 'running', 'settled', 'audited', 'archived')"

STATEMENTS: Mapping[str, str] = {
    "task": """
SELECT t.id, '', t.title, '', 'task', t.id, t.due_on, 0,
       coalesce(p.display_title, o.display_title, ''), t.uuid, t.version
  FROM task t LEFT JOIN person p ON p.id = t.person_id AND p.deleted_at IS NULL
  LEFT JOIN organisation o ON o.id = t.organisation_id
 WHERE t.deleted_at IS NULL AND t.state IN ('open', 'in_progress', 'waiting') AND t.due_on IS NOT NULL""",
    "resolution": """
SELECT r.id, '', 'Beschluss umsetzen: ' || r.title, r.number, 'resolution', r.id, r.due_on, 0,
       coalesce(p.display_title, o.display_title, ''), r.uuid, r.version
  FROM resolution r LEFT JOIN person p ON p.id = r.responsible_id AND p.deleted_at IS NULL
  LEFT JOIN organisation o ON o.id = r.responsible_organisation_id
 WHERE r.deleted_at IS NULL AND r.state = 'adopted' AND r.implementation IN ('open', 'in_progress')
   AND r.due_on IS NOT NULL""",
    "circulation": """
SELECT c.id, '', 'Umlaufverfahren auszählen: ' || c.title, '', 'circulation', c.id, c.reply_until, 0, '', c.uuid,
       c.version
  FROM circulation c WHERE c.deleted_at IS NULL AND c.state = 'running' AND c.reply_until IS NOT NULL""",
    "condition": """
SELECT c.id, '', 'Auflage erfüllen: ' || c.text, g.title, 'grant', g.id, c.due_on, 1, '', c.uuid, c.version
  FROM condition c JOIN "grant" g ON g.id = c.grant_id AND g.deleted_at IS NULL
 WHERE c.deleted_at IS NULL AND c.due_on IS NOT NULL AND c.met_on IS NULL""",
    "proof_of_use": f"""
SELECT n.id, '', CASE n.proof_kind WHEN 'interim' THEN 'Zwischennachweis' ELSE 'Verwendungsnachweis' END
       || ' einreichen', g.title, 'grant', g.id, n.due_on, 1, '', n.uuid, n.version
  FROM proof_of_use n JOIN "grant" g ON g.id = n.grant_id AND g.deleted_at IS NULL AND g.state IN {_FUNDED}
 WHERE n.deleted_at IS NULL AND n.due_on IS NOT NULL AND n.submitted_on IS NULL""",
    "drawdown": """
SELECT d.id, '', 'Abgerufene Mittel verbrauchen (Abruf ' || d.number || ')', g.title, 'grant', g.id, d.spend_until, 1,
       '', d.uuid, d.version
  FROM drawdown d JOIN "grant" g ON g.id = d.grant_id AND g.deleted_at IS NULL
 WHERE d.deleted_at IS NULL AND d.state = 'paid' AND d.spend_until IS NOT NULL""",
    "pass_through": """
SELECT w.id, '', 'Nachweis der Weiterleitung einholen: '
       || coalesce((SELECT o.display_title FROM organisation o WHERE o.id = w.organisation_id), ''), g.title, 'grant',
       g.id, w.proof_due_on, 0, '', w.uuid, w.version
  FROM pass_through w JOIN "grant" g ON g.id = w.grant_id AND g.deleted_at IS NULL
 WHERE w.deleted_at IS NULL AND w.proof_due_on IS NOT NULL AND w.proof_on IS NULL""",
    "grant": f"""
SELECT g.id, v.part, v.title, g.title, 'grant', g.id, v.day, v.part = 'appeal', '', g.uuid, g.version
  FROM "grant" g JOIN (
       SELECT id, 'appeal' AS part, 'Rechtsbehelf gegen den Bescheid möglich bis' AS title, appeal_until AS day
         FROM "grant" WHERE state IN ('approved', 'running', 'refused')
       UNION ALL SELECT id, 'period', 'Bewilligungszeitraum endet', period_end FROM "grant"
        WHERE state IN ('approved', 'running')
       UNION ALL SELECT id, 'bound', 'Zweckbindung endet', bound_until FROM "grant" WHERE state IN {_FUNDED}
       UNION ALL SELECT id, 'keep', 'Aufbewahrung der Unterlagen endet', keep_until FROM "grant"
        WHERE state IN {_FUNDED}) v ON v.id = g.id
 WHERE g.deleted_at IS NULL AND v.day IS NOT NULL""",
    "milestone": """
SELECT m.id, '', 'Meilenstein: ' || m.title, p.title, 'project', p.id, m.planned_on, 0, '', m.uuid, m.version
  FROM milestone m JOIN project p ON p.id = m.project_id AND p.deleted_at IS NULL
 WHERE m.deleted_at IS NULL AND m.state = 'planned' AND m.planned_on IS NOT NULL""",
    "process_step": """
SELECT s.id, '', s.title, 'ASSKomm-Prozess', 'process_step', s.id, s.planned_on, 0, '', s.uuid, s.version
  FROM process_step s
 WHERE s.deleted_at IS NULL AND s.state IN ('open', 'running') AND s.planned_on IS NOT NULL""",
    "site_walk": """
SELECT w.id, '', 'Begehung: ' || w.title, w.place, 'site_walk', w.id, w.walked_on, 0, '', w.uuid, w.version
  FROM site_walk w WHERE w.deleted_at IS NULL AND w.state = 'planned' AND w.walked_on IS NOT NULL""",
}

# The windows of offered programmes: id of the rule, what it is, programme, its id, month, day.
PROGRAMME_DAYS = """
SELECT d.id, CASE d.programme_date WHEN 'window_opens' THEN 'Antragsbeginn' ELSE 'Antragsende' END,
       coalesce(nullif(p.short_name, ''), p.title), p.id, d.month, d.day
  FROM programme_deadline d JOIN funding_programme p ON p.id = d.programme_id AND p.deleted_at IS NULL AND p.active
 WHERE d.deleted_at IS NULL AND d.month BETWEEN 1 AND 12 AND d.day BETWEEN 1 AND 31
   AND d.programme_date IN ('window_opens', 'window_closes')
"""

# Meetings whose invitation has not been sent.
MEETINGS_TO_INVITE = """
SELECT m.id, m.title, m.starts_at, m.body_id, m.uuid, m.version FROM meeting m
 WHERE m.deleted_at IS NULL AND m.state IN ('draft', 'planned') AND m.starts_at IS NOT NULL AND m.invited_on IS NULL
"""

# Meetings that were held but whose minutes are not final, with the days their body's rules give.
MINUTES_DUE = """
SELECT m.id, m.title, m.starts_at,
       coalesce((SELECT r.minutes_days FROM body_rules r
                  WHERE r.body_id = m.body_id AND r.deleted_at IS NULL AND r.valid_from <= date(m.starts_at)
                  ORDER BY r.valid_from DESC, r.id DESC LIMIT 1),
                (SELECT r.minutes_days FROM body_rules r
                  WHERE r.body_id = m.body_id AND r.deleted_at IS NULL ORDER BY r.valid_from, r.id LIMIT 1)),
       m.uuid, m.version
  FROM meeting m WHERE m.deleted_at IS NULL AND m.state = 'held' AND m.starts_at IS NOT NULL
"""

# Open own deadlines and ticks that fall due until a day, the nearest first.
OWN_NEAR = """
SELECT id, title, due_on, lead_days, critical FROM deadline
 WHERE deleted_at IS NULL AND done_on IS NULL AND rule_key NOT LIKE 'tick:%' ORDER BY due_on, id LIMIT :limit
"""
TICKS = "SELECT rule_key FROM deadline WHERE deleted_at IS NULL AND rule_key LIKE 'tick:%'"

_NEAR = ("condition", "proof_of_use", "drawdown", "pass_through", "grant", "milestone", "process_step", "site_walk")


def due_rows(connection: Connection, source: str) -> list[DueRow]:
    """All open lines of one source of `STATEMENTS`."""
    return [
        DueRow(source, id, part, title, about or "", kind, about_id, date.fromisoformat(day), bool(critical), *rest)
        for id, part, title, about, kind, about_id, day, critical, *rest in connection.execute(STATEMENTS[source])
    ]


class NearLine(NamedTuple):
    """A deadline „Heute“ shows; `kind` and `id` are what a click opens."""

    kind: str
    id: int
    title: str
    about: str
    days: int


def near_lines(connection: Connection, day: date, horizon: int, limit: int) -> list[NearLine]:
    """Own deadlines, and those of funding, projects, process and walks, that fall due within `horizon` days.

    Tasks, resolutions, minutes and circulations stand on „Heute“ by themselves. What was ticked off is left out.
    """
    ticked = {row[0].removeprefix("tick:") for row in connection.execute(TICKS)}
    found = [
        NearLine("deadline", id, title, "", (date.fromisoformat(due) - day).days)
        for id, title, due, _lead, _critical in connection.execute(OWN_NEAR, {"limit": limit})
    ]
    for source in _NEAR:
        rows = due_rows(connection, source)
        found += [_near(row, day) for row in rows if line_key(row) not in ticked and not over(row, day)]
    found += _windows(connection, day, ticked)
    near = [line for line in found if line.days <= horizon]
    return sorted(near, key=lambda line: (line.days, line.title))[:limit]


def _windows(connection: Connection, day: date, ticked: set[str]) -> list[NearLine]:
    """When the windows of programmes open or close next."""
    found: list[NearLine] = []
    for id, what, programme, programme_id, month, of_month in connection.execute(PROGRAMME_DAYS):
        due = next((due for due in _of_years(day.year, month, of_month) if due >= day), day)
        if f"funding_programme:{programme_id}:rule:{id}:{due.year}" not in ticked:
            found.append(NearLine("funding_programme", programme_id, f"{what} {programme}", "", (due - day).days))
    return found


def _of_years(year: int, month: int, day: int) -> list[date]:
    return [date(each, month, min(day, monthrange(each, month)[1])) for each in (year, year + 1)]


def _near(row: DueRow, day: date) -> NearLine:
    return NearLine(row.about_kind, row.about_id, row.title, row.about, (row.due_on - day).days)


def line_key(row: DueRow) -> str:
    """What a line is called for good."""
    return f"{row.source}:{row.id}" + (f":{row.part}" if row.part else "")


def over(row: DueRow, day: date) -> bool:
    """A chance that passed is nothing to be done any more: the day of the Rechtsbehelf, the end of the period."""
    return row.part in {"appeal", "period"} and row.due_on < day


def moment(text: str) -> datetime:
    """A stored time."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)

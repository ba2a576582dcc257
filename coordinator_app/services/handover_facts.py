"""What the report of a hand-over tells: open tasks, deadlines, meetings, projects, grants, resolutions, needs."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from coordinator_app.common.clock import local, today
from coordinator_app.documents.content import TableColumn
from coordinator_app.documents.handover import HandoverContent, HandoverSection
from coordinator_app.domain.contacts import (
    Affiliation,
    Organisation,
    OrganisationStatus,
    Person,
    PersonStatus,
    is_current,
)
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.grants import Grant, GrantState
from coordinator_app.domain.meetings import Meeting, MeetingState
from coordinator_app.domain.needs import Need, NeedStatus
from coordinator_app.domain.projects import OPEN, Project, period_text
from coordinator_app.domain.resolutions import DECIDED, Resolution
from coordinator_app.domain.tasks import OPEN_TASKS, Task
from coordinator_app.services.documents import Workspace, letterhead_of
from coordinator_app.storage.queries.contacts import PersonFacts, person_facts
from coordinator_app.storage.unit_of_work import ReadUnit

YEARS = 2  # of resolutions that are told
AHEAD = 365  # days of deadlines that are told
_OVER = frozenset(
    {GrantState.REFUSED, GrantState.WITHDRAWN, GrantState.AUDITED, GrantState.ARCHIVED, GrantState.REVOKED}
)
_CLOSED = frozenset({MeetingState.CLOSED, MeetingState.CANCELLED})
_SETTLED = frozenset({NeedStatus.REJECTED, NeedStatus.DONE})


def handover_content(workspace: Workspace, papers: Iterable[str] = (), missing: Iterable[str] = ()) -> HandoverContent:
    """All the report says as the file stands today."""
    day = today(workspace.clock)
    due = [line for line in workspace.deadlines.register() if line.done_on is None]
    with workspace.store.read() as unit:
        sections = [
            _tasks(unit),
            _deadlines(due, day),
            _meetings(unit, day),
            _projects(unit),
            _grants(unit),
            _resolutions(unit, day),
            _needs(unit),
            _partners(unit),
        ]
    return HandoverContent(
        town=workspace.municipality.name(),
        day=day,
        sections=sections,
        papers=tuple(papers),
        missing=tuple(missing),
        letterhead=letterhead_of(workspace),
        created=workspace.clock.now(),
    )


def _section(title: str, columns: tuple[TableColumn, ...], rows: Iterable[tuple[Any, ...]], empty: str) -> Any:
    return HandoverSection(title, columns, tuple(rows), empty)


def _tasks(unit: ReadUnit) -> HandoverSection:
    tasks = unit.find(Task, state=tuple(OPEN_TASKS), order="due_on,sort_key")
    people = unit.titles("person", [task.person_id for task in tasks])
    organisations = unit.titles("organisation", [task.organisation_id for task in tasks])
    rows = [
        (
            task.title,
            people.get(task.person_id or 0) or organisations.get(task.organisation_id or 0) or None,
            task.due_on,
        )
        for task in sorted(tasks, key=_due)
    ]
    columns = (
        TableColumn("Aufgabe", width=5),
        TableColumn("Verantwortlich", width=3),
        TableColumn("Frist", Kind.DATE, width=2),
    )
    return _section("Offene Aufgaben", columns, rows, "Es ist keine Aufgabe offen.")


def _due(task: Task) -> tuple[bool, date]:
    return task.due_on is None, task.due_on or date.max


def _deadlines(lines: Iterable[Any], day: date) -> HandoverSection:
    rows = [(line.due_on, line.title, line.about or None) for line in lines if line.due_on <= day + timedelta(AHEAD)]
    columns = (
        TableColumn("Tag", Kind.DATE, width=2),
        TableColumn("Frist", width=5),
        TableColumn("Wozu", width=4),
    )
    return _section("Fristen der nächsten zwölf Monate", columns, rows, "Es steht keine Frist an.")


def _meetings(unit: ReadUnit, day: date) -> HandoverSection:
    found = [
        meeting
        for meeting in unit.find(Meeting, order="starts_at")
        if meeting.state not in _CLOSED and meeting.starts_at is not None and local(meeting.starts_at).date() >= day
    ]
    bodies = unit.titles("body", [meeting.body_id for meeting in found])
    columns = (
        TableColumn("Termin", Kind.DATE_TIME, width=3),
        TableColumn("Gremium", width=4),
        TableColumn("Ort", width=3),
        TableColumn("Stand", width=2),
    )
    rows = [
        (meeting.starts_at, bodies.get(meeting.body_id, ""), meeting.place or None, meeting.state) for meeting in found
    ]
    return _section("Nächste Sitzungen", columns, rows, "Es ist keine Sitzung geplant.")


def _projects(unit: ReadUnit) -> HandoverSection:
    found = unit.find(Project, status=tuple(OPEN), order="number")
    carriers = unit.titles("organisation", [project.carrier_id for project in found])
    columns = (
        TableColumn("Nr.", width=1.3),
        TableColumn("Projekt", width=5),
        TableColumn("Träger", width=3),
        TableColumn("Laufzeit", width=3),
        TableColumn("Status", width=2),
    )
    rows = [
        (
            project.number,
            project.title,
            carriers.get(project.carrier_id or 0),
            period_text(project.start, project.end, project.is_permanent) or None,
            project.status,
        )
        for project in found
    ]
    return _section("Laufende und geplante Projekte", columns, rows, "Es läuft kein Projekt.")


def _grants(unit: ReadUnit) -> HandoverSection:
    found = [grant for grant in unit.find(Grant) if grant.state not in _OVER]
    columns = (
        TableColumn("Förderung", width=5),
        TableColumn("Aktenzeichen", width=2),
        TableColumn("Bewilligt", Kind.MONEY, width=2),
        TableColumn("Bis", Kind.DATE, width=2),
        TableColumn("Stand", width=2),
    )
    rows = [(grant.title, grant.reference or None, grant.approved, grant.period_end, grant.state) for grant in found]
    return _section("Förderungen in Arbeit", columns, rows, "Es ist keine Förderung in Arbeit.")


def _resolutions(unit: ReadUnit, day: date) -> HandoverSection:
    since = date(day.year - YEARS, day.month, 1)
    found = [
        item
        for item in unit.find(Resolution, order="-decided_on,-id")
        if item.state in DECIDED and item.decided_on is not None and item.decided_on >= since
    ]
    columns = (
        TableColumn("Nummer", width=2),
        TableColumn("Beschluss", width=6),
        TableColumn("vom", Kind.DATE, width=2),
        TableColumn("Ergebnis", width=2),
    )
    rows = [(item.number or None, item.title, item.decided_on, item.state) for item in found]
    return _section("Beschlüsse der letzten zwei Jahre", columns, rows, "Es wurde nichts beschlossen.")


def _needs(unit: ReadUnit) -> HandoverSection:
    found = [need for need in unit.find(Need, order="number") if need.status not in _SETTLED]
    columns = (TableColumn("Nr.", width=1.3), TableColumn("Bedarf", width=7), TableColumn("Status", width=3))
    rows = [(need.number, need.title, need.status) for need in found]
    return _section("Bedarfe, die noch nicht erledigt sind", columns, rows, "Es ist kein Bedarf offen.")


def _partners(unit: ReadUnit) -> HandoverSection:
    """Organisations that take part, each with the person to ask; blocked people are not named."""
    found = unit.find(Organisation, status=OrganisationStatus.ACTIVE)
    day = today(unit.clock)
    asked: dict[int, int] = {}
    for work in unit.find(Affiliation, order="-is_main_contact,-start,id"):
        if work.organisation_id and work.person_id and is_current(work.start, work.end, day):
            asked.setdefault(work.organisation_id, work.person_id)
    people = {person.id: person for person in unit.find(Person, status=PersonStatus.ACTIVE)}
    facts = person_facts(unit, [id for id in asked.values() if id in people])
    rows: list[tuple[Any, ...]] = []
    for item in found:
        person = asked.get(item.id, 0)
        known = facts.get(person, PersonFacts())
        name = people[person].display_name if person in people else None
        rows.append((item.name, name, item.phone or known.phone or None, item.email or known.email or None))
    columns = (
        TableColumn("Organisation", width=4),
        TableColumn("Ansprechperson", width=3),
        TableColumn("Telefon", width=2.5),
        TableColumn("E-Mail", width=4),
    )
    return _section("Partner im Netzwerk", columns, rows, "Es sind keine Partner eingetragen.")

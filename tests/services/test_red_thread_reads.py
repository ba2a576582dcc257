"""One thread seen from every record on it; reports that follow it; figures of the year."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from coordinator_app.domain.bodies import Body
from coordinator_app.domain.concerns import Concern, ConcernState
from coordinator_app.domain.contacts import Organisation
from coordinator_app.domain.goals import Goal, Indicator, Measurement
from coordinator_app.domain.grants import Expense, Grant, GrantShare
from coordinator_app.domain.meetings import AgendaItem, Attendance, AttendanceStatus, Meeting, MeetingState
from coordinator_app.domain.needs import Direction, Evidence, Need
from coordinator_app.domain.outcomes import Outcome
from coordinator_app.domain.priorities import Priority, PriorityRound, RoundStatus
from coordinator_app.domain.project_course import Event, EventState
from coordinator_app.domain.projects import Project, ProjectStatus
from coordinator_app.domain.resolutions import Resolution, ResolutionState
from coordinator_app.domain.tasks import Task, TaskState
from coordinator_app.domain.thread_chain import stations
from coordinator_app.services.red_thread import read_chain
from coordinator_app.services.workspace import Workspace
from coordinator_app.storage.unit_of_work import WriteUnit


@dataclass
class Thread:
    """Ids of the records on one thread by kind."""

    ids: dict[str, int]


@pytest.fixture
def thread(workspace: Workspace) -> Thread:
    kind = workspace.catalogues.entries("evidence_kind")[0].id
    ids: dict[str, int] = {}
    with workspace.store.write("Faden angelegt") as unit:
        _need(unit, ids, kind)
        _decision(unit, ids)
        _project(unit, ids)
        _priority(unit, ids)
        for title, source, done in (("Schlüssel klären", "project", None), ("Plakat", "resolution", date(2026, 5, 5))):
            state = TaskState.OPEN if done is None else TaskState.DONE
            due = date(2026, 12, 1) if done is None else None
            task = Task(title=title, source_kind=source, source_id=ids[source], state=state, done_on=done, due_on=due)
            ids.setdefault("task", unit.add(task))
    return Thread(ids)


def _need(unit: WriteUnit, ids: dict[str, int], kind: int) -> None:
    ids["need"] = unit.add(Need(title="Treffpunkt fehlt", number="B-001", description="Es fehlt ein Ort."))
    statement, day = "25 Jugendliche am Vorplatz", date(2026, 5, 1)
    known = Evidence(need_id=ids["need"], evidence_kind_id=kind, statement=statement, source="Gespräch", observed=day)
    ids["evidence"] = unit.add(known)
    against = Direction.CONTRADICTS
    unit.add(Evidence(need_id=ids["need"], evidence_kind_id=kind, statement="Wird weniger", direction=against))


def _decision(unit: WriteUnit, ids: dict[str, int]) -> None:
    body = unit.add(Body(name="Lenkungsgruppe"))
    begin = datetime(2026, 4, 16, 8, tzinfo=UTC)
    meeting = unit.add(Meeting(body_id=body, title="4. Sitzung", starts_at=begin, state=MeetingState.HELD))
    ids["agenda_item"] = unit.add(AgendaItem(meeting_id=meeting, title="Offener Treff", needs=(ids["need"],)))
    ids["resolution"] = unit.add(
        Resolution(
            body_id=body,
            meeting_id=meeting,
            agenda_item_id=ids["agenda_item"],
            title="Treff",
            number="2026/04",
            state=ResolutionState.ADOPTED,
            decided_on=date(2026, 4, 16),
        )
    )


def _project(unit: WriteUnit, ids: dict[str, int]) -> None:
    ids["project"] = unit.add(
        Project(
            title="Offener Treff",
            status=ProjectStatus.RUNNING,
            start=date(2026, 6, 1),
            needs=(ids["need"],),
            resolutions=(ids["resolution"],),
        )
    )
    ids["goal"] = unit.add(Goal(project_id=ids["project"], text="Weniger Beschwerden"))
    indicator = Indicator(goal_id=ids["goal"], name="Beschwerden", unit="Fälle", baseline=47.0, target=25.0)
    ids["indicator"] = unit.add(indicator)
    unit.add(Measurement(indicator_id=ids["indicator"], measured_on=date(2026, 10, 1), value=31.0))
    applied, approved = date(2026, 2, 1), date(2026, 3, 1)
    ids["grant"] = unit.add(Grant(title="Zuschuss", approved=1_200_000, applied_on=applied, approved_on=approved))
    unit.add(GrantShare(grant_id=ids["grant"], project_id=ids["project"]))


def _priority(unit: WriteUnit, ids: dict[str, int]) -> None:
    ids["priority_round"] = unit.add(
        PriorityRound(
            title="Prioritäten",
            needs=(ids["need"],),
            status=RoundStatus.RESOLVED,
            frozen_on=date(2026, 3, 30),
            resolution_id=ids["resolution"],
        )
    )
    round_id, need = ids["priority_round"], ids["need"]
    unit.add(Priority(priority_round_id=round_id, need_id=need, need_title="T", rank=2, value=4.2))


KINDS = (
    *("need", "evidence", "agenda_item", "resolution", "project", "goal", "indicator", "grant"),
    *("priority_round", "task"),
)


@pytest.mark.parametrize("kind", KINDS)
def test_every_record_shows_the_whole_thread(workspace: Workspace, thread: Thread, kind: str) -> None:
    chain = read_chain(workspace.store, kind, thread.ids[kind])
    missing = [node.caption for node in stations(chain) if node.state == "missing"]
    assert missing == []
    assert [need.id for need in chain.needs] == [thread.ids["need"]]
    assert [project.id for project in chain.projects] == [thread.ids["project"]]
    assert [found.id for found in chain.resolutions] == [thread.ids["resolution"]]


def test_anchor_is_the_record_that_takes_new_links(workspace: Workspace, thread: Thread) -> None:
    project = ("project", thread.ids["project"])
    anchors = {kind: read_chain(workspace.store, kind, thread.ids[kind]).anchor for kind in KINDS}
    assert {kind for kind, anchor in anchors.items() if anchor == project} == {
        *("project", "goal", "indicator", "grant", "task")
    }
    assert anchors["resolution"] == ("resolution", thread.ids["resolution"])


def test_what_lies_in_the_papierkorb_leaves_the_thread(workspace: Workspace, thread: Thread) -> None:
    workspace.projects.discard(thread.ids["project"])
    chain = read_chain(workspace.store, "need", thread.ids["need"])
    assert (chain.projects, chain.measurements, chain.grants) == ((), (), ())


def test_records_without_thread_and_tasks_without_source_are_alone(workspace: Workspace) -> None:
    task = workspace.tasks.create(title="Kaffee kaufen")
    assert read_chain(workspace.store, "task", task).alone
    assert read_chain(workspace.store, "person", 1).alone
    with workspace.store.write("Ziel") as unit:
        goal = unit.add(Goal(text="Ohne Projekt"))
        grant = unit.add(Grant(title="Ohne Projekt"))
    assert read_chain(workspace.store, "goal", goal).anchor == ("goal", goal)
    assert read_chain(workspace.store, "grant", grant).anchor == ("grant", grant)


def test_round_about_to_rank_is_shown_at_its_needs(workspace: Workspace) -> None:
    need = workspace.needs.create(title="Lärm")
    round_id = workspace.priorities.create_round(title="Runde", needs=[need])
    chain = read_chain(workspace.store, "need", need)
    assert [found.id for found in chain.scored_in] == [round_id]
    sheet = workspace.reports.thread(need)
    assert "Wird bewertet in „Runde“" in sheet.sections[2].entries[0].text


def test_sheet_of_a_need_tells_every_station(workspace: Workspace, thread: Thread) -> None:
    sheet = workspace.reports.thread(thread.ids["need"])
    texts = {section.caption: [entry.text for entry in section.entries] for section in sheet.sections}
    assert texts["Befund"][0].endswith("25 Jugendliche am Vorplatz (Gespräch, 01.05.2026)")
    assert texts["Befund"][1].endswith("Wird weniger – spricht dagegen")
    assert texts["Priorität"] == ["Rang 2 in „Prioritäten“, Wert 4,20"]
    assert texts["Ziel"] == ["Weniger Beschwerden Indikator: Beschwerden (Ziel 25 Fälle)"]
    assert texts["Beschluss"] == ["2026/04 Treff (angenommen am 16.04.2026; Umsetzung offen)"]
    assert texts["Aufgabe"] == ["Schlüssel klären (offen, Frist 01.12.2026)", "Plakat (erledigt am 05.05.2026)"]
    assert texts["Messwert"][0].startswith("Beschwerden 47 Fälle → 31 Fälle (Ziel 25 Fälle)")
    assert (sheet.outcome, sheet.gaps) == ("in Umsetzung", ())


def test_results_tell_what_became_of_findings_of_one_kind(workspace: Workspace, thread: Thread) -> None:
    first, second, *_ = workspace.catalogues.entries("evidence_kind")
    open_need = workspace.needs.create(title="Lärm")
    workspace.needs.add_evidence(need_id=open_need, evidence_kind_id=second.id, statement="9 Anliegen")
    workspace.needs.create(title="Ohne Beleg")
    rows = workspace.reports.results()
    assert [(row.title, row.outcome) for row in rows] == [
        ("Treffpunkt fehlt", Outcome.RUNNING),
        ("Lärm", Outcome.OPEN),
    ]
    assert rows[0].findings == ("25 Jugendliche am Vorplatz",)
    assert [row.title for row in workspace.reports.results(first.id)] == ["Treffpunkt fehlt"]


def _fill_year(unit: WriteUnit, grant: int) -> None:
    meeting = unit.find(Meeting)[0].id
    statuses = (AttendanceStatus.PRESENT, AttendanceStatus.ONLINE, AttendanceStatus.EXCUSED)
    for number, status in enumerate((*statuses, AttendanceStatus.REPRESENTED, AttendanceStatus.PRESENT)):
        unit.add(Attendance(meeting_id=meeting, name=f"Sitz {number}", status=status, has_vote=True))
    unit.add(Attendance(meeting_id=meeting, name="Gast", status=AttendanceStatus.GUEST))
    unit.add(Organisation(name="Jugendhaus", partner_since=date(2026, 2, 1)))
    unit.add(Organisation(name="Ehemals", partner_since=date(2020, 1, 1), partner_until=date(2026, 6, 30)))
    unit.add(Event(title="Fest", state=EventState.HELD, starts_on=date(2026, 7, 1), participants=120))
    unit.add(Event(title="Abend", state=EventState.CANCELLED, starts_on=date(2026, 8, 1), participants=7))
    unit.add(Event(title="Fest", state=EventState.HELD, starts_on=date(2025, 7, 1), participants=80))
    unit.add(Concern(title="Licht", received_on=date(2026, 3, 3), state=ConcernState.SETTLED))
    unit.add(Concern(title="Lärm", received_on=date(2026, 3, 4)))
    unit.add(Expense(grant_id=grant, purpose="Tische", amount=45_000, dated=date(2026, 6, 3), paid_on=None))
    unit.add(Project(title="Alt", status=ProjectStatus.COMPLETED, start=date(2024, 1, 1), end=date(2025, 12, 31)))
    unit.add(Project(title="Idee", status=ProjectStatus.IDEA, start=date(2026, 1, 1)))


EXPECTED: dict[str, tuple[object, object]] = {
    "partners": (1, 1),
    "meetings": (1, 0),
    "attendance": (0.75, None),
    "adopted": (1, 0),
    "implemented": (0, 0),
    "tasks_done": (1, 0),
    "priorities": (1, 0),
    "concerns": (2, 0),
    "concerns_settled": (1, 0),
    "concerns_open": (1, 0),
    "projects_begun": (1, 0),
    "projects_running": (1, 1),
    "projects_done": (0, 1),
    "measured": (1, 0),
    "events_held": (1, 1),
    "events_cancelled": (1, 0),
    "participants": (120, 80),
    "granted": (1_200_000, None),
    "spent": (45_000, None),
}


def test_figures_of_the_year_with_the_year_before(workspace: Workspace, thread: Thread) -> None:
    with workspace.store.write("Jahr gefüllt") as unit:
        _fill_year(unit, thread.ids["grant"])
    found = {figure.info.key: (figure.value, figure.previous) for figure in workspace.reports.figures(2026)}
    assert {key: found[key] for key in EXPECTED} == EXPECTED


def test_years_reach_back_to_the_first_thing_known(workspace: Workspace) -> None:
    assert workspace.reports.years() == [2026]
    with workspace.store.write("Alt") as unit:
        unit.add(Project(title="Alt", start=date(2024, 5, 1)))
    assert workspace.reports.years() == [2026, 2025, 2024]
    assert (workspace.reports.is_running(2026), workspace.reports.is_running(2025)) == (True, False)

"""The register of deadlines: read from everywhere, ticked off, own ones, planned back, as calendar file."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from coordinator_app.common.errors import UserError
from coordinator_app.domain.backward_plan import PlanStep
from coordinator_app.domain.columns import ListFilter
from coordinator_app.domain.deadline_register import DeadlineSource, DueLine, DueState
from coordinator_app.domain.funding import FundingProgramme, ProgrammeDate, ProgrammeDeadline
from coordinator_app.domain.grants import Condition, Grant, GrantState, ProofOfUse
from coordinator_app.domain.project_course import Milestone
from coordinator_app.domain.projects import Project
from coordinator_app.services.deadline_list import DeadlineList
from coordinator_app.services.workspace import Workspace


def titles(workspace: Workspace, *sources: DeadlineSource) -> list[str]:
    return [line.title for line in workspace.deadlines.register() if not sources or line.source in sources]


def the_line(workspace: Workspace, title: str) -> DueLine:
    return next(line for line in workspace.deadlines.register() if line.title == title)


@pytest.fixture
def funded(workspace: Workspace) -> int:
    """A grant of a programme with a window, a condition and a proof of use."""
    with workspace.store.write("Förderung") as unit:
        programme = unit.add(FundingProgramme(title="Musterprogramm", source="Test", checked_on=date(2026, 11, 1)))
        unit.add(
            ProgrammeDeadline(
                programme_id=programme, programme_date=ProgrammeDate.WINDOW_CLOSES, month=10, day=15, year_offset=1
            )
        )
        grant = unit.add(
            Grant(
                title="Treffpunkt 2026",
                programme_id=programme,
                state=GrantState.RUNNING,
                keep_until=date(2031, 12, 31),
                appeal_until=date(2026, 1, 1),
            )
        )
        unit.add(Condition(grant_id=grant, text="Logo zeigen", due_on=date(2026, 11, 20)))
        unit.add(Condition(grant_id=grant, text="Erfüllt", due_on=date(2026, 11, 20), met_on=date(2026, 11, 1)))
        unit.add(ProofOfUse(grant_id=grant, due_on=date(2027, 6, 30)))
    return grant


def test_the_register_reads_every_part_of_the_work(workspace: Workspace, funded: int) -> None:
    workspace.deadlines.create(title="Vertrag kündigen", due_on=date(2026, 12, 1))
    workspace.tasks.create(title="Plakate drucken", due_on=date(2026, 11, 10))
    step = workspace.process.steps()[0]
    workspace.process.update(step.id, None, planned_on=date(2026, 11, 30))
    with workspace.store.write("Projekt") as unit:
        project = unit.add(Project(title="Treff"))
        unit.add(Milestone(project_id=project, title="Eröffnung", planned_on=date(2026, 11, 25)))
    lines = [line for line in workspace.deadlines.register() if not line.title.startswith("Angaben zum Programm")]
    found = {line.title: line for line in lines if line.done_on is None}
    assert list(found)[:3] == ["Plakate drucken", "Auflage „Logo zeigen“", "Meilenstein: Eröffnung"]
    assert {"Vertrag kündigen", step.title, "Antragsende (Posteingang) Musterprogramm für 2028"} <= set(found)
    assert found["Auflage „Logo zeigen“"].about == "Treffpunkt 2026"
    assert found["Auflage „Logo zeigen“"].about_kind == "grant"
    assert found["Verwendungsnachweis"].critical
    assert not [title for title in found if "Rechtsbehelf" in title]


def test_the_last_day_to_invite_is_a_deadline(workspace: Workspace) -> None:
    body = workspace.bodies.create(name="Präventionsrat", preset="steering", valid_from=date(2026, 1, 1))
    workspace.bodies.add_term(body, title="2026", starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))
    workspace.meetings.create(body_id=body, starts_at=datetime(2026, 11, 26, 16, 0, tzinfo=UTC))
    (line,) = [line for line in workspace.deadlines.register() if line.source is DeadlineSource.NOTICE]
    assert line.due_on <= date(2026, 11, 19)
    assert line.critical


def test_a_rule_is_ticked_off_and_comes_back(workspace: Workspace, funded: int) -> None:
    line = the_line(workspace, "Ende der Aufbewahrung")
    workspace.deadlines.tick(line)
    assert the_line(workspace, line.title).done_on == date(2026, 11, 9)
    assert not [each for each in workspace.deadlines.register() if each.source is DeadlineSource.OWN]
    workspace.deadlines.tick(line, done=False)
    assert the_line(workspace, line.title).done_on is None
    workspace.store.undo()
    assert the_line(workspace, line.title).done_on is not None


def test_what_has_its_own_place_is_not_ticked_here(workspace: Workspace) -> None:
    workspace.tasks.create(title="Plakate drucken", due_on=date(2026, 11, 10))
    with pytest.raises(UserError, match="an ihrem Ort"):
        workspace.deadlines.tick(the_line(workspace, "Plakate drucken"))


def test_own_deadlines_are_made_changed_and_thrown_away(workspace: Workspace) -> None:
    id = workspace.deadlines.create(title=" Vertrag ", due_on=date(2026, 12, 1), lead_days="7;90")
    assert workspace.deadlines.get(id).lead_days == "90, 7"
    workspace.deadlines.update(id, None, lead_days="14", critical=True)
    assert the_line(workspace, "Vertrag").lead == (14,)
    with pytest.raises(UserError, match="Erinnern vorher"):
        workspace.deadlines.update(id, None, lead_days="bald")
    workspace.deadlines.tick(the_line(workspace, "Vertrag"))
    assert workspace.deadlines.get(id).done_on == date(2026, 11, 9)
    workspace.deadlines.discard([id])
    assert titles(workspace, DeadlineSource.OWN) == []


def test_a_plan_is_taken_over_as_deadlines_in_one_step(workspace: Workspace) -> None:
    steps = [PlanStep("Antrag vollständig", 7), PlanStep("Beschluss", 35)]
    head = workspace.deadlines.take_over("Antrag 2028", date(2027, 10, 15), steps)
    assert titles(workspace, DeadlineSource.OWN) == [
        "Antrag 2028: Beschluss",
        "Antrag 2028: Antrag vollständig",
        "Antrag 2028",
    ]
    assert [step[:3] for step in workspace.deadlines.steps_of(head)] == [
        ("Beschluss", date(2027, 9, 10), False),
        ("Antrag vollständig", date(2027, 10, 8), False),
    ]
    assert workspace.deadlines.usual_steps() == steps
    assert [plan.id for plan in workspace.deadlines.plans()] == [head]
    workspace.store.undo()
    assert titles(workspace, DeadlineSource.OWN) == []
    assert workspace.deadlines.usual_steps() != steps


def test_a_plan_is_taken_over_as_tasks(workspace: Workspace) -> None:
    steps = [PlanStep("Antrag vollständig", 6)]
    head = workspace.deadlines.take_over("Antrag 2028", date(2027, 10, 15), steps, as_tasks=True)
    (view,) = workspace.tasks.of_source("deadline", head)
    assert (view.task.title, view.task.due_on) == ("Antrag 2028: Antrag vollständig", date(2027, 10, 8))
    assert workspace.deadlines.steps_of(head)[0][3] == "statt Sa, 09.10.2027 (Samstag)"
    with pytest.raises(UserError, match="worum es geht"):
        workspace.deadlines.take_over(" ", date(2027, 10, 15), steps)


def test_deadlines_become_a_calendar_file_whose_sequence_grows_with_changes(workspace: Workspace) -> None:
    id = workspace.deadlines.create(title="Vertrag", due_on=date(2026, 12, 1))

    def event() -> tuple[str, int, date]:
        lines = [line for line in workspace.deadlines.register() if line.source is DeadlineSource.OWN]
        (found,) = Calendar.from_ical(workspace.deadlines.calendar(lines)).walk("VEVENT")
        return str(found["uid"]), int(found["sequence"]), found["dtstart"].dt

    first = event()
    assert event() == first
    workspace.deadlines.update(id, None, due_on=date(2026, 12, 2))
    second = event()
    assert second == (first[0], first[1] + 1, date(2026, 12, 2))
    with pytest.raises(UserError, match="keine offene Frist"):
        workspace.deadlines.calendar([])


def test_done_deadlines_stay_out_of_the_calendar(workspace: Workspace) -> None:
    workspace.deadlines.create(title="Vertrag", due_on=date(2026, 12, 1))
    line = the_line(workspace, "Vertrag")
    made = workspace.deadlines.calendar([replace(line, done_on=date(2026, 11, 9)), line])
    assert len(Calendar.from_ical(made).walk("VEVENT")) == 1


def test_today_shows_what_is_near(workspace: Workspace, funded: int) -> None:
    near = workspace.deadlines.create(title="Vertrag", due_on=date(2026, 12, 1))
    workspace.deadlines.create(title="Fern", due_on=date(2027, 12, 1))
    found = workspace.overview.today().deadlines
    assert [(line.kind, line.title, line.days) for line in found] == [
        ("grant", "Auflage erfüllen: Logo zeigen", 11),
        ("deadline", "Vertrag", 22),
    ]
    workspace.deadlines.discard([near])
    assert len(workspace.overview.today().deadlines) == 1


def test_the_list_narrows_sorts_and_keeps_its_numbers(workspace: Workspace, funded: int) -> None:
    workspace.deadlines.create(title="Vertrag", due_on=date(2026, 11, 1), critical=True)
    listed = DeadlineList(workspace.store)
    late = listed.ids(ListFilter(equals={"state": DueState.OVERDUE}))
    assert [listed.rows(late)[id].title for id in late] == ["Vertrag"]
    near = listed.ids(ListFilter(equals={"open": True, "within": 30, "critical": True}))
    assert {listed.rows(near)[id].title for id in near} == {"Vertrag", "Auflage „Logo zeigen“"}
    assert listed.number_of("deadline:1") in late
    by_title = listed.ids(ListFilter(sort="title", descending=True, equals={"source": DeadlineSource.CONDITION}))
    assert len(by_title) == 2
    assert listed.ids(ListFilter(text="logo zeigen")) == [id for id in near if id not in late]
    assert listed.line(0) is None


def test_deadlines_about_a_record_are_found_with_it(workspace: Workspace, funded: int) -> None:
    workspace.deadlines.create(title="Logo", due_on=date(2026, 12, 1), target_kind="grant", target_id=funded)
    assert [found.title for found in workspace.deadlines.of("grant", funded)] == ["Logo"]
    assert the_line(workspace, "Logo").about == "Treffpunkt 2026"

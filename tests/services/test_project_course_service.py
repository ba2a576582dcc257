"""Milestones and events through the service: rules, one step each, copies a year later, papers with them."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from coordinator_app.common.clock import FixedClock
from coordinator_app.common.errors import UserError
from coordinator_app.domain.project_course import EventState, MilestoneState
from coordinator_app.services.project_list import GROUPINGS
from coordinator_app.services.workspace import Workspace

DAY = date(2026, 11, 26)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    clock = FixedClock(datetime(2026, 11, 26, 10, tzinfo=UTC))
    return Workspace.create(tmp_path / "m.kpr", clock=clock, user="Julia Albrecht")


@pytest.fixture
def project(workspace: Workspace) -> int:
    return workspace.projects.create(title="Treff", start=date(2026, 1, 1), end=date(2026, 12, 31))


def test_a_milestone_is_planned_reached_and_undone(workspace: Workspace, project: int) -> None:
    course = workspace.project_course
    id = course.add_milestone(project, title=" Konzept ", planned_on=date(2026, 11, 1))
    card = workspace.projects.card(project)
    assert (card.course.late, card.course.next_milestone) == (1, card.course.milestones[0])
    course.reach(id)
    assert (course.milestone(id).state, course.milestone(id).reached_on) == (MilestoneState.REACHED, DAY)
    assert workspace.projects.card(project).course.next_milestone is None
    assert workspace.store.undo() == "Meilenstein erreicht"
    assert course.milestone(id).state is MilestoneState.PLANNED
    with pytest.raises(UserError, match="Zukunft"):
        course.reach(id, date(2027, 1, 1))
    course.remove_milestone(id)
    assert workspace.projects.card(project).course.milestones == ()


def test_an_event_belongs_to_a_project_and_is_found_by_it(workspace: Workspace, project: int) -> None:
    course = workspace.project_course
    with pytest.raises(UserError, match="wenigstens ein Projekt"):
        course.add_event(title="Fest", projects=[])
    id = course.add_event(title="Fest", projects=[project], starts_on=date(2026, 5, 1))
    course.hold(id, 120)
    assert (course.event(id).state, course.event(id).participants) == (EventState.HELD, 120)
    assert workspace.projects.project_of("event", id) == project
    assert [event.id for event in course.events_between(date(2026, 1, 1), date(2026, 12, 31))] == [id]
    with pytest.raises(UserError, match="Ende der Veranstaltung"):
        course.update_event(id, None, ends_on=date(2026, 4, 1))
    assert "Fest" in str(workspace.search.find("fest"))
    course.discard_event(id)
    assert workspace.projects.card(project).course.events == ()


def test_the_copy_for_next_year_plans_the_milestones_anew(workspace: Workspace, project: int) -> None:
    course = workspace.project_course
    course.reach(course.add_milestone(project, title="Konzept", planned_on=date(2026, 2, 28)))
    dropped = course.add_milestone(project, title="Flyer", planned_on=date(2026, 3, 1))
    course.update_milestone(dropped, None, state=MilestoneState.DROPPED)
    copy = workspace.projects.duplicate(project)
    (item,) = workspace.projects.card(copy).course.milestones
    assert (item.title, item.planned_on, item.state) == ("Konzept", date(2027, 2, 28), MilestoneState.PLANNED)


def test_papers_name_plan_fact_and_counts(workspace: Workspace, project: int) -> None:
    course = workspace.project_course
    course.add_milestone(project, title="Konzept", planned_on=date(2026, 2, 1))
    course.add_milestone(project, title="Eröffnung", planned_on=date(2027, 2, 1))
    course.add_event(
        title="Fest", projects=[project], state=EventState.HELD, starts_on=date(2026, 5, 1), participants=120
    )
    course.add_event(title="Rückblick", projects=[project], starts_on=date(2025, 5, 1))
    sheet = workspace.documents.render("project_sheet", project, "pdf")
    assert sheet.startswith(b"%PDF")
    text = str(workspace.documents.document("project_sheet", project))
    assert "überfällig" in text
    assert "1 durchgeführt, 1 geplant, 120 Teilnehmende" in text
    assert "Zeitstrahl: 01.05.2025 Rückblick (geplant)" in text
    for year, there in (("this", "Fest"), ("last", "Rückblick"), ("all", "Fest")):
        assert there in str(workspace.documents.document("event_list", 0, {"year": year}))
    assert "Rückblick" not in str(workspace.documents.document("event_list", 0))
    assert workspace.documents.kind("event_list").subjects(workspace) == [0]


@pytest.mark.parametrize("by", [name for name, _ in GROUPINGS])
def test_every_project_stands_in_exactly_one_group(workspace: Workspace, project: int, by: str) -> None:
    entries = workspace.catalogues.entries("field_of_action")
    club = workspace.contacts.create_organisation(name="Zirkel")
    other = workspace.projects.create(
        title="Kurs", fields_of_action=(entries[1].id, entries[0].id), carrier_id=club, costs=500, funding=200
    )
    source = workspace.projects.list_source()
    groups = source.groups([project, other], by)
    assert sorted(id for group in groups for id in group.ids) == [project, other]
    assert sum(group.totals.funding for group in groups) == 200
    if by == "field_of_action":
        assert [group.title for group in groups] == [entries[1].label, "ohne Angabe"]
    if by == "carrier":
        assert groups[0].title == "Zirkel"
    if by == "year":
        assert groups[0].title == "2026"
    assert source.totals_of([other]).costs == 500

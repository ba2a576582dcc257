"""A project as a file for another town: what leaves the house, what comes in, twice = once, odd files."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.common.clock import FixedClock
from coordinator_app.common.errors import UserError
from coordinator_app.domain.goals import Goal, Indicator, Measurement
from coordinator_app.domain.project_course import Milestone
from coordinator_app.domain.projects import ActorRole, Project, ProjectActor, ProjectStatus, ProjectType
from coordinator_app.exchange.project_file import is_project_file, read_project, written
from coordinator_app.exchange.tables import read_bytes
from coordinator_app.services.project_exchange import ProjectExchange
from coordinator_app.services.workspace import Workspace


@pytest.fixture
def town(workspace: Workspace) -> Workspace:
    """Mühlwerda with one project that uses everything."""
    workspace.municipality.create(name="Mühlwerda")
    area = workspace.municipality.add_area(name="Mitte")
    club = workspace.contacts.create_organisation(name="Jugendhaus")
    anna = workspace.contacts.create_person(first_name="Anna", last_name="Weber")
    own = workspace.catalogues.create(catalogue="field_of_action", label="Zirkus")
    seed = workspace.catalogues.entries("field_of_action")[0].id
    id = workspace.projects.create(
        title="Offener Treff",
        project_type=ProjectType.OFFER,
        short_description="Ein Treff",
        fields_of_action=(seed, own),
        areas=(area,),
        carrier_id=club,
        responsible_id=anna,
        start=date(2026, 1, 1),
        costs=125_050,
        is_pit=True,
        note="Streng geheim",
        confirmed_by="Frau Geheim",
    )
    workspace.projects.add_actor(id, organisation_id=club, role=ActorRole.EXECUTING, contribution="Räume")
    workspace.projects.add_actor(id, person_id=anna, role=ActorRole.ADVISING)
    above = workspace.projects.add_goal(id, "Weniger Streit", due=date(2026, 12, 31))
    below = workspace.projects.add_goal(id, "Jeder kennt den Treff", parent_id=above)
    indicator = workspace.projects.add_indicator(below, "Besuche", target=30.0, baseline=10.0)
    workspace.projects.measure(indicator, measured_on=date(2026, 6, 1), value=12.5)
    with workspace.store.write("Meilenstein") as unit:
        unit.add(Milestone(project_id=id, title="Eröffnung", planned_on=date(2026, 2, 1)))
    return workspace


@pytest.fixture
def other(tmp_path: Path, clock: FixedClock) -> Any:
    """Another town's file."""
    opened = Workspace.create(tmp_path / "nachbar.kpr", clock=clock, user="Test")
    opened.municipality.create(name="Nachbarstadt")
    yield opened
    opened.store.close()


def everything(workspace: Workspace, *kinds: Any) -> list[Any]:
    with workspace.store.read() as unit:
        return [record for kind in kinds for record in unit.find(kind, order="id")]


def test_people_and_notes_stay_in_the_house(town: Workspace) -> None:
    id = everything(town, Project)[0].id
    data = ProjectExchange(town).export(id).decode()
    for word in ("geheim", "Geheim", "Anna", "Weber"):
        assert word not in data
    assert "Anna Weber" in ProjectExchange(town).export(id, people=True).decode()
    assert ProjectExchange(town).export(id) == ProjectExchange(town).export(id)


def test_a_pattern_is_an_idea_with_goals(town: Workspace, other: Workspace) -> None:
    data = ProjectExchange(town).export(everything(town, Project)[0].id, people=True)
    file = ProjectExchange(other).read(data, "treff.json")
    plan = ProjectExchange(other).plan(file)
    assert plan.new_words == ("Handlungsfelder: Zirkus",)
    assert plan.left_out == ("Status", "Gebiete", "Beginn", "Kosten", "Träger und Partner", "Namen", "Messwerte")
    assert ("Dazu", "2 Ziele, 1 Indikator, 1 Meilenstein") in plan.lines
    id = ProjectExchange(other).take_over(plan)
    (project,) = everything(other, Project)
    assert (project.id, project.status, project.costs, project.start, project.areas) == (
        id,
        ProjectStatus.IDEA,
        None,
        None,
        (),
    )
    assert (project.is_pit, project.number) == (True, "P-001")
    assert project.note == "Vorlage aus Mühlwerda (Austauschdatei vom 09.11.2026)."
    above, below = everything(other, Goal)
    assert (below.parent_id, above.due) == (above.id, None)
    (indicator,) = everything(other, Indicator)
    assert (indicator.target, indicator.baseline) == (30.0, None)
    assert everything(other, Measurement, ProjectActor) == []
    assert other.contacts.persons() == []
    other.store.undo()
    assert everything(other, Project, Goal, Milestone) == []
    assert other.catalogues.find("field_of_action", "Zirkus") is None


def test_just_as_it_is_brings_everything(town: Workspace, other: Workspace) -> None:
    data = ProjectExchange(town).export(everything(town, Project)[0].id, people=True)
    plan = ProjectExchange(other).plan(ProjectExchange(other).read(data, "a.json"), as_pattern=False)
    assert set(plan.new_words) == {"Handlungsfelder: Zirkus", "Gebiet: Mitte", "Organisation: Jugendhaus"}
    ProjectExchange(other).take_over(plan)
    before, after = everything(town, Project)[0], everything(other, Project)[0]
    for name in ("uuid", "title", "status", "start", "costs", "project_type", "short_description"):
        assert getattr(before, name) == getattr(after, name)
    card = other.projects.card(after.id)
    assert (card.carrier, card.responsible) == ("Jugendhaus", "Anna Weber")
    assert card.names["fields_of_action"] == town.projects.card(before.id).names["fields_of_action"]
    assert [(item.value, item.measured_on) for item in everything(other, Measurement)] == [(12.5, date(2026, 6, 1))]
    assert len(everything(other, ProjectActor)) == 2


@pytest.mark.parametrize("as_pattern", [True, False])
def test_taking_over_twice_is_once(town: Workspace, other: Workspace, as_pattern: bool) -> None:
    file = ProjectExchange(other).read(ProjectExchange(town).export(everything(town, Project)[0].id), "a.json")
    first = ProjectExchange(other).take_over(ProjectExchange(other).plan(file, as_pattern=as_pattern))
    before = everything(other, Project, Goal, Indicator, Milestone)
    plan = ProjectExchange(other).plan(file, as_pattern=as_pattern)
    assert (plan.same_id, plan.same_number) == (first, "P-001")
    assert ProjectExchange(other).take_over(plan) == first
    assert everything(other, Project, Goal, Indicator, Milestone) == before


def test_a_project_of_the_same_name_is_pointed_out(town: Workspace) -> None:
    file = ProjectExchange(town).read(ProjectExchange(town).export(everything(town, Project)[0].id), "a.json")
    assert ProjectExchange(town).plan(file).like == "Offener Treff (P-001)"
    assert ProjectExchange(town).plan(file, as_pattern=False).same_number == "P-001"


def test_odd_values_are_told_and_left_out() -> None:
    content = {
        "project": {
            "title": "Treff\x00",
            "project_type": "zirkus",
            "start": "gestern",
            "costs": "viel",
            "is_pit": "ja",
            "areas": "Mitte",
            "fields_of_action": [{"code": "x"}, "y", {"code": "", "label": "Sucht"}],
            "fremd": 1,
        },
        "goals": [{"text": "A", "uuid": "1", "parent": "9", "indicators": [{"name": "I", "target": True}, 5]}, {}, 7],
        "milestones": [{"title": ""}, {"title": "B"}],
        "partners": [{"role": "partner"}],
    }
    file = read_project(written(content), "a.json")
    assert file.title == "Treff"
    assert [word.label for word in file.values["fields_of_action"]] == ["Sucht"]
    assert {problem.split("“")[0] for problem in file.problems} == {
        *("„Art", "„Beginn", "„Kosten", "„Bezug zu PiT", "„Zielwert", "„Meilenstein"),
    }
    assert (len(file.goals), len(file.milestones), file.partners) == (1, 1, ())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b'{"format": "kpr-projekt"',
        b'{"format": "kpr-projekt", "version": 2, "project": {"title": "A"}}',
        b'{"format": "kpr-projekt", "version": "1"}',
        b'{"format": "kpr-projekt", "version": 1, "project": {}}',
        b'{"format": "kpr-projekt", "version": 1, "project": []}',
        b'{"x": "kpr-projekt", "version": 1}',
    ],
)
def test_other_files_are_refused_in_words(data: bytes) -> None:
    with pytest.raises(UserError, match=r"a\.json"):
        read_project(data, "a.json")


def test_a_list_import_points_the_way(town: Workspace) -> None:
    data = ProjectExchange(town).export(everything(town, Project)[0].id)
    assert is_project_file(data)
    with pytest.raises(UserError, match="Projekt übernehmen"):
        read_bytes(data, "a.json")


_KEYS = ["title", "text", "name", "costs", "start", "areas", "goals", "indicators", "uuid", "project_type", "value"]
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_KEYS), inner, max_size=4),
    max_leaves=12,
)


@given(
    project=st.dictionaries(st.sampled_from(_KEYS), _JSON, max_size=5), goals=_JSON, rest=st.lists(_JSON, max_size=2)
)
def test_no_content_makes_the_reader_fail(project: Any, goals: Any, rest: Any) -> None:
    content = {"project": project, "goals": goals, "milestones": rest, "people": goals, "partners": rest}
    try:
        file = read_project(written(json.loads(json.dumps(content))), "a.json")
    except UserError:
        return
    assert file.title


def test_the_page_shows_what_the_file_holds(town: Workspace) -> None:
    id = everything(town, Project)[0].id
    documents = town.documents
    for people in (False, True):
        options = {"people": people}
        text = str(documents.document("project_exchange", id, options))
        assert ("Anna Weber (verantwortlich)" in text, "Anna Weber (beratend)" in text) == (people, people)
        assert documents.render("project_exchange", id, "json", options) == ProjectExchange(town).export(
            id, people=people
        )
    for part in ("1.250,50", "01.01.2026", "Jugendhaus", "Besuche", "Eröffnung", "Weniger Streit"):
        assert part in text
    assert "geheim" not in text
    assert documents.kind("project_exchange").subjects(town) == [id]
    assert documents.file_stem("project_exchange", id) == "2026-11-09 KPR Austauschdatei Offener Treff"

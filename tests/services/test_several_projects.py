"""Several projects at once: entries, values, states; what cannot be changed is named, the step is undone as one."""

from datetime import date
from pathlib import Path

import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.domain.columns import ListFilter
from coordinator_app.domain.fields import fields_of
from coordinator_app.domain.projects import Project, ProjectStatus, ProjectType
from coordinator_app.services.several_projects import LISTS, SINGLE, Way
from coordinator_app.services.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace.create(tmp_path / "m.kpr", user="Julia Albrecht")


@pytest.fixture
def ids(workspace: Workspace) -> list[int]:
    create = workspace.projects.create
    return [
        create(title="Treff", project_type=ProjectType.OFFER),
        create(title="Kurs", start=date(2026, 1, 1)),
        create(title="Fest", start=date(2027, 6, 1)),
    ]


def test_entries_are_added_removed_and_replaced(workspace: Workspace, ids: list[int]) -> None:
    several, get = workspace.projects.several, workspace.projects.get
    one, other, *_ = [entry.id for entry in workspace.catalogues.entries("field_of_action")]
    assert several.change_list(ids, "fields_of_action", Way.ADD, [one]).changed == 3
    assert several.change_list(ids[:1], "fields_of_action", Way.ADD, [one, other, other]).changed == 1
    assert get(ids[0]).fields_of_action == (one, other)
    assert several.change_list(ids, "fields_of_action", Way.REMOVE, [one]).changed == 3
    assert several.change_list(ids, "fields_of_action", Way.REPLACE, [other]).changed == 2
    workspace.store.undo()
    assert get(ids[1]).fields_of_action == ()
    with pytest.raises(UserError, match="wenigstens einen"):
        several.change_list(ids, "areas", Way.ADD, [])


def test_a_value_that_contradicts_is_refused_by_name(workspace: Workspace, ids: list[int]) -> None:
    several, get = workspace.projects.several, workspace.projects.get
    outcome = several.change_value(ids, "end", date(2026, 12, 31))
    assert outcome.changed == 2
    assert [title for title, _ in outcome.refused] == ["Fest"]
    assert several.change_value(ids, "end", date(2026, 12, 31)).changed == 0
    assert workspace.store.undo().startswith("Ende geändert")
    assert get(ids[0]).end is None


def test_states_move_where_the_step_exists(workspace: Workspace, ids: list[int]) -> None:
    several, get = workspace.projects.several, workspace.projects.get
    outcome = several.set_status(ids, ProjectStatus.PLANNING)
    assert outcome.changed == 2
    assert outcome.refused[0][0] == "Treff"
    assert several.set_status(ids, ProjectStatus.DORMANT).changed == 0
    assert several.set_status(ids, ProjectStatus.DORMANT, reason="Umbau").changed == 3
    assert several.set_status(ids, ProjectStatus.DORMANT, reason="Umbau").changed == 0
    assert get(ids[1]).status_reason == "Umbau"


def test_all_are_confirmed_and_copied_in_one_step(workspace: Workspace, ids: list[int]) -> None:
    several, get = workspace.projects.several, workspace.projects.get
    assert several.confirm(ids, "Albrecht").changed == 3
    assert all(get(id).confirmed_by == "Albrecht" for id in ids)
    new = several.duplicate(ids)
    assert [get(id).number for id in new] == ["P-004", "P-005", "P-006"]
    assert workspace.store.undo() == "3 Projekte für das nächste Jahr kopiert"
    assert len(workspace.projects.list_source().ids(ListFilter())) == 3


def test_fields_offered_are_fields_of_a_project() -> None:
    assert {*LISTS, *SINGLE} <= fields_of(Project).keys()

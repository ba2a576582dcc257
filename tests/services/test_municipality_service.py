"""The municipality of a file, its areas, places and settings."""

import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.domain.columns import ListFilter
from coordinator_app.domain.municipality import AreaKind, official_key_problem
from coordinator_app.services.area_list import AreaTreeList
from coordinator_app.services.workspace import Workspace


def test_a_file_belongs_to_one_municipality(workspace: Workspace) -> None:
    assert workspace.municipality.own() is None
    assert workspace.municipality.name() == ""
    own = workspace.municipality.create(name="Mühlwerda", official_key="14999990", inhabitants=7012)
    assert workspace.municipality.name() == "Mühlwerda"
    with pytest.raises(UserError, match="gehört schon zu einer Kommune"):
        workspace.municipality.create(name="Andere")
    workspace.municipality.update(own, 1, funding_sentence="Gefördert.")
    found = workspace.municipality.own()
    assert found is not None
    assert (found.funding_sentence, found.version, found.is_own) == ("Gefördert.", 2, True)
    with pytest.raises(UserError, match="genau acht Ziffern"):
        workspace.municipality.update(own, 2, official_key="14")


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("", ""),
        ("14523320", ""),
        ("1452332", "acht Ziffern"),
        ("1452332x", "acht"),
        ("²4523320", "acht"),
        ("17000000", "01 bis 16"),
    ],
)
def test_official_key(key: str, words: str) -> None:
    problem = official_key_problem(key)
    assert words in problem
    assert bool(problem) == bool(words)


def test_areas_form_no_circle(workspace: Workspace) -> None:
    town = workspace.municipality.add_area(name="Stadt", area_kind=AreaKind.MUNICIPALITY)
    part = workspace.municipality.add_area(name="Nord", parent_id=town)
    spot = workspace.municipality.add_area(name="Bahnhof", parent_id=part)
    for below in (town, part, spot):
        with pytest.raises(UserError, match="kann nicht zu sich selbst"):
            workspace.municipality.update_area(town, None, parent_id=below)
    workspace.municipality.update_area(spot, None, parent_id=town)
    workspace.municipality.update_area(spot, None, name="Hauptbahnhof")
    workspace.municipality.discard_area(part)
    assert [area.name for area in workspace.municipality.areas()] == ["Hauptbahnhof", "Stadt"]


def test_places(workspace: Workspace) -> None:
    place = workspace.municipality.add_place(name=" Rathaus ", room="Ratssaal")
    workspace.municipality.update_place(place, 1, address="Markt 1")
    assert [(found.name, found.address) for found in workspace.municipality.places()] == [("Rathaus", "Markt 1")]
    workspace.municipality.discard_place(place)
    assert workspace.municipality.places() == []


def test_settings_travel_with_the_file_and_can_be_undone(workspace: Workspace) -> None:
    assert workspace.municipality.setting("user_name", "niemand") == "niemand"
    workspace.municipality.set_setting("user_name", "Kora")
    workspace.municipality.set_setting("user_name", "Kora")
    assert workspace.municipality.setting("user_name") == "Kora"
    assert workspace.store.undo() == "Einstellung geändert"
    assert workspace.municipality.setting("user_name") == ""


def test_several_municipalities_stand_in_one_file(workspace: Workspace) -> None:
    service = workspace.municipality
    own = service.create(name="Mühlwerda")
    other = service.add_other(name="Tannau", official_key="14521999")
    assert [town.name for town in service.others()] == ["Tannau"]
    with pytest.raises(UserError, match="steht schon"):
        service.add_other(name="tannau")
    with pytest.raises(UserError, match="steht schon"):
        service.update_other(other, None, official_key="14521999", name="Mühlwerda")
    service.update_other(other, None, inhabitants=4100)
    with pytest.raises(UserError, match="eigene Kommune"):
        service.discard_other(own)
    area = service.add_area(name="Dorf", municipality_id=other)
    service.discard_other(other)
    assert service.others() == []
    assert [found.id for found in service.areas()] == [area]


def test_areas_form_a_tree_that_is_filtered_with_what_they_lie_in(workspace: Workspace) -> None:
    service = workspace.municipality
    town = service.add_other(name="Tannau")
    north = service.add_area(name="Nordstadt")
    part = service.add_area(name="Gut", parent_id=north)
    foreign = service.add_area(name="Anger", municipality_id=town)
    listed = AreaTreeList(workspace.store)
    assert listed.ids(ListFilter()) == [north, part, foreign]
    name = listed.columns[0].value
    assert [name(row).count("\N{EM SPACE}") for row in listed.rows([north, part]).values()] == [0, 1]
    assert listed.ids(ListFilter(text="gut")) == [north, part]
    assert listed.ids(ListFilter(text="tannau")) == [foreign]
    assert ((north, part), "Nordstadt") in service.area_choices()
    service.close_area(part)
    assert listed.ids(ListFilter())
    assert name(listed.rows([part])[part]).endswith("Gut (geschlossen)")
    service.close_area(part, opened=True)
    assert service.areas()[1].valid_until is None

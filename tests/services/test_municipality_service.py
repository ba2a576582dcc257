"""The municipality of a file, its areas, places and settings."""

import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.domain.municipality import AreaKind, official_key_problem
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

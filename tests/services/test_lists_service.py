"""Generic lists: filtered, sorted and paged by the database; references shown by their titles."""

from datetime import date

import pytest

from coordinator_app.domain.catalogues import Catalogue
from coordinator_app.domain.columns import ListFilter
from coordinator_app.domain.contacts import Organisation
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.municipality import Area, AreaKind, Place
from coordinator_app.domain.projects import Project
from coordinator_app.services.lists import RecordList, column, columns
from coordinator_app.services.workspace import Workspace


@pytest.fixture
def areas(workspace: Workspace) -> RecordList[Area]:
    """A list over five areas, one of them in the Papierkorb."""
    with workspace.store.write("angelegt") as unit:
        town = unit.add(Area(name="Stadt", area_kind=AreaKind.MUNICIPALITY, inhabitants=7000, code="ß"))
        unit.add(Area(name="Äußere Vorstadt", parent_id=town, inhabitants=300, code="Ä", valid_from=date(1994, 1, 1)))
        unit.add(Area(name="Bahnhof", area_kind=AreaKind.SPOT, parent_id=town, code="a"))
        unit.add(Area(name="Zeche", code="z", inhabitants=20))
        unit.discard(Area, unit.add(Area(name="Weg")))
    return RecordList(
        workspace.store, Area, [*columns(Area, "name", "parent_id"), column(Area, "inhabitants", total=True)]
    )


def names(listed: RecordList[Area], **wanted: object) -> list[str]:
    """Names of the areas a filter shows, in order."""
    ids = listed.ids(ListFilter(**wanted))  # pyright: ignore[reportArgumentType] # keyword arguments of the filter
    rows = listed.rows(ids)
    return [rows[id].record.name for id in ids]


def test_without_a_filter_everything_comes_in_german_order(areas: RecordList[Area]) -> None:
    assert names(areas) == ["Äußere Vorstadt", "Bahnhof", "Stadt", "Zeche"]
    assert names(areas, descending=True) == ["Zeche", "Stadt", "Bahnhof", "Äußere Vorstadt"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("vorst", ["Äußere Vorstadt"]),
        ("aeussere", ["Äußere Vorstadt"]),
        ("aussere", ["Äußere Vorstadt"]),
        ("stadt", ["Äußere Vorstadt", "Bahnhof", "Stadt"]),
        ("bahn stadt", ["Bahnhof"]),
        ("ortsteil", ["Äußere Vorstadt", "Zeche"]),
        ("1994", ["Äußere Vorstadt"]),
        ("gibt es nicht", []),
        ("  ", ["Äußere Vorstadt", "Bahnhof", "Stadt", "Zeche"]),
        ("%_'\"", ["Äußere Vorstadt", "Bahnhof", "Stadt", "Zeche"]),
    ],
)
def test_typed_words_are_found_in_texts_choices_dates_and_references(
    areas: RecordList[Area], typed: str, expected: list[str]
) -> None:
    assert names(areas, text=typed) == expected


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("name", ["Äußere Vorstadt", "Bahnhof", "Stadt", "Zeche"]),
        ("inhabitants", ["Zeche", "Äußere Vorstadt", "Stadt", "Bahnhof"]),
        ("parent_id", ["Äußere Vorstadt", "Bahnhof", "Stadt", "Zeche"]),
        ("code", ["Bahnhof", "Äußere Vorstadt", "Stadt", "Zeche"]),
        ("valid_from", ["Äußere Vorstadt", "Bahnhof", "Stadt", "Zeche"]),
    ],
)
def test_sorting_puts_missing_values_last(areas: RecordList[Area], sort: str, expected: list[str]) -> None:
    assert names(areas, sort=sort) == expected


def test_sorting_downwards_keeps_missing_values_last(areas: RecordList[Area]) -> None:
    assert names(areas, sort="inhabitants", descending=True) == ["Stadt", "Äußere Vorstadt", "Zeche", "Bahnhof"]


def test_equalities(areas: RecordList[Area], workspace: Workspace) -> None:
    assert names(areas, equals={"area_kind": AreaKind.SPOT}) == ["Bahnhof"]
    assert names(areas, equals={"area_kind": (AreaKind.SPOT, AreaKind.MUNICIPALITY)}) == ["Bahnhof", "Stadt"]
    assert names(areas, equals={"parent_id": None}) == ["Stadt", "Zeche"]
    fixed = RecordList(workspace.store, Area, columns(Area, "name"), area_kind=AreaKind.DISTRICT)
    assert names(fixed, text="e") == ["Äußere Vorstadt", "Zeche"]


def test_totals_cover_exactly_what_is_listed(areas: RecordList[Area], workspace: Workspace) -> None:
    assert areas.totals(ListFilter()) == {"inhabitants": 7320}
    assert areas.totals(ListFilter(text="bahnhof")) == {"inhabitants": None}
    assert RecordList(workspace.store, Area, columns(Area)).totals(ListFilter()) == {}


def test_columns_show_labels_of_choices_and_titles_of_references(areas: RecordList[Area]) -> None:
    shown = {found.key: found for found in areas.columns}
    assert [found.key for found in areas.columns if found.shown][:2] == ["name", "parent_id"]
    assert shown["name"].stretch
    assert shown["area_kind"].kind is Kind.TEXT
    assert shown["valid_from"].kind is Kind.DATE
    (id,) = areas.ids(ListFilter(text="bahn"))
    row = areas.rows([id])[id]
    assert [shown[key].value(row) for key in ("name", "area_kind", "parent_id", "inhabitants")] == [
        "Bahnhof",
        "Ort",
        "Stadt",
        None,
    ]


def test_several_references_are_shown_filtered_and_found(workspace: Workspace) -> None:
    groups = [entry.id for entry in workspace.catalogues.entries(Catalogue.TARGET_GROUP)[:2]]
    with workspace.store.write("angelegt") as unit:
        carrier = unit.add(Organisation(name="Verein Südlicht"))
        unit.add(Project(title="Licht", target_groups=tuple(groups[::-1]), carrier_id=carrier))
        unit.add(Project(title="Schatten"))
    listed = RecordList(workspace.store, Project, columns(Project, "title", "target_groups", "carrier_id"))
    (id,) = listed.ids(ListFilter(text="jugendliche suedl"))
    row = listed.rows([id])[id]
    values = {found.key: found.value(row) for found in listed.columns}
    assert (values["target_groups"], values["carrier_id"]) == ("Jugendliche, Kinder", "Verein Südlicht")
    assert {found.key: found.sort for found in listed.columns}["target_groups"] == ""
    assert len(listed.ids(ListFilter(equals={"target_groups": groups[0]}))) == 1
    assert len(listed.ids(ListFilter(equals={"target_groups": None}))) == 1
    assert len(listed.ids(ListFilter(sort="carrier_id"))) == 2


def test_rows_of_ids_that_are_gone_are_missing(workspace: Workspace) -> None:
    listed = RecordList(workspace.store, Place, columns(Place, "name"))
    assert listed.rows([7]) == {}
    assert listed.rows([]) == {}

"""Global search: German spellings meet, hits are grouped and ranked, the index follows every change."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from coordinator_app.domain.catalogues import Catalogue
from coordinator_app.domain.contacts import Organisation
from coordinator_app.domain.fields import Record
from coordinator_app.domain.funding import FundingProgramme
from coordinator_app.domain.municipality import Place
from coordinator_app.domain.process import ProcessStep
from coordinator_app.domain.projects import Project
from coordinator_app.services.workspace import Workspace
from coordinator_app.storage.search_index import Hit, snippet


@pytest.fixture(scope="module")
def start_file(fresh_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file without the records every file begins with, so that only those of the test are found."""
    path = Path(shutil.copyfile(fresh_file, tmp_path_factory.mktemp("bare") / "leer.kpr"))
    workspace = Workspace.open(path)
    with workspace.store.write("weg", undoable=False) as unit:
        for record_type in (FundingProgramme, ProcessStep):
            for record in unit.find(record_type):
                unit.erase(record_type, record.id)
    workspace.store.close()
    return path


def add(workspace: Workspace, *records: Record) -> list[int]:
    """Store records as one step."""
    with workspace.store.write("angelegt") as unit:
        return [unit.add(record) for record in records]


def titles(workspace: Workspace, query: str, **options: Any) -> list[str]:
    """Titles of all hits in their order."""
    return [hit.title for group in workspace.search.find(query, **options) for hit in group.hits]


@pytest.mark.parametrize(
    ("title", "queries"),
    [
        ("Straßenfest am Markt", ["strassenfest", "Straßenfest", "STRASSENFEST", "straß", "markt strassen"]),
        ("Suchtprävention", ["suchtprävention", "suchtpraevention", "suchtpravention", "SUCHTPRÄ", "sucht"]),
        ("Öffentliches Grün", ["öffentlich", "oeffentlich", "offentlich", "gruen", "grun", "grün öff"]),
        ("Café Élan – 2. Treffen", ["cafe", "elan", "2 treffen", "„Café“"]),
        ("Prävention vor Ort", ["prävention (ort)", "praev* or"]),
    ],
)
def test_german_spellings_meet(workspace: Workspace, title: str, queries: list[str]) -> None:
    add(workspace, Place(name=title))
    for query in queries:
        assert titles(workspace, query) == [title], query


@pytest.mark.parametrize("query", ["", "   ", '"', "*", "()", "-", "^", "{}", "NEAR", "a OR", 'x"y', "\x00", "🎈", "_"])
def test_no_input_is_an_error(workspace: Workspace, query: str) -> None:
    assert workspace.search.find(query) == []


def test_hits_are_grouped_by_kind_with_its_plural_and_a_snippet(workspace: Workspace) -> None:
    words = "Das Fest der Nachbarschaft " * 9
    (place, project) = add(
        workspace,
        Place(name="Graffitiwand"),
        Project(title="Saubere Stadt", note=f"{words}gegen Graffiti am Bahnhof. {words}"),
    )
    groups = workspace.search.find("graffiti")
    assert [(group.kind, group.heading) for group in groups] == [("place", "Orte"), ("project", "Projekte")]
    assert groups[0].hits == (Hit("place", place, "Graffitiwand", ""),)
    (hit,) = groups[1].hits
    assert hit.id == project
    assert "Graffiti am Bahnhof" in hit.snippet
    assert hit.snippet.startswith("… ")
    assert hit.snippet.endswith(" …")
    assert len(hit.snippet) < 130


def test_titles_beginning_with_the_query_come_first(workspace: Workspace) -> None:
    add(
        workspace,
        Place(name="Schule Nord", address="Parkweg"),
        Place(name="Neuer Park"),
        Place(name="Parkplatz"),
        Place(name="Alter Park"),
    )
    assert titles(workspace, "park") == ["Parkplatz", "Alter Park", "Neuer Park", "Schule Nord"]
    assert titles(workspace, "park", limit=2) == ["Parkplatz", "Alter Park"]


def test_a_search_can_be_limited_to_kinds(workspace: Workspace) -> None:
    add(workspace, Place(name="Park"), Organisation(name="Parkverein"))
    assert titles(workspace, "park", kinds=("organisation",)) == ["Parkverein"]


def test_the_index_follows_changes_papierkorb_and_undo(workspace: Workspace) -> None:
    (place,) = add(workspace, Place(name="Stadtpark"))
    with workspace.store.write("geändert") as unit:
        unit.change(Place, place, 1, name="Rosengarten")
    assert titles(workspace, "stadtpark") == []
    assert titles(workspace, "rosen") == ["Rosengarten"]
    workspace.store.undo()
    assert titles(workspace, "stadtpark") == ["Stadtpark"]
    with workspace.store.write("gelöscht") as unit:
        unit.discard(Place, place)
    assert titles(workspace, "stadtpark") == []
    (found,) = workspace.search.discarded()
    assert (found.kind, found.id, found.kind_label, found.title) == ("place", place, "Ort", "Stadtpark")
    workspace.search.restore("place", place)
    assert titles(workspace, "stadtpark") == ["Stadtpark"]
    workspace.search.erase("place", place)
    assert titles(workspace, "stadtpark") == []
    assert workspace.search.discarded() == []


def test_catalogue_words_do_not_flood_the_search(workspace: Workspace) -> None:
    assert workspace.catalogues.find(Catalogue.FIELD_OF_ACTION, "Gewaltprävention")
    assert titles(workspace, "gewaltprävention") == []


def test_a_rebuilt_index_finds_the_same(workspace: Workspace) -> None:
    add(workspace, Place(name="Stadtpark"), Organisation(name="Parkverein", note="ein Verein"))
    with workspace.store.write("verloren", undoable=False) as unit:
        unit.connection.execute(text("DELETE FROM search_doc"))
    workspace.search.rebuild()
    assert titles(workspace, "stadt") == ["Stadtpark"]
    assert titles(workspace, "verein") == ["Parkverein"]


def test_suggestions_start_with_words_of_the_title(workspace: Workspace) -> None:
    one, two, three, _ = add(
        workspace,
        Organisation(name="Verein für Jugend"),
        Organisation(name="Jugendamt", town="Mühlwerda"),
        Organisation(name="Jugendhaus"),
        Organisation(name="Stadtjugendring"),
    )
    assert workspace.search.suggest("organisation", "jugend") == [
        (two, "Jugendamt"),
        (three, "Jugendhaus"),
        (one, "Verein für Jugend"),
    ]
    assert workspace.search.suggest("organisation", "", 2) == [(two, "Jugendamt"), (three, "Jugendhaus")]
    assert workspace.search.suggest("organisation", "100%") == []
    assert workspace.search.titles("organisation", [two]) == {two: "Jugendamt"}


@pytest.mark.parametrize(
    ("body", "words", "expected"),
    [
        ("", ["x"], ""),
        ("nichts davon", ["park"], ""),
        ("Im Park", ["park"], "Im Park"),
        ("Prävention", ["praev"], "Prävention"),
        ("Prävention", ["prav"], "Prävention"),
        ("eins\nzwei   drei", ["drei"], "eins zwei drei"),
        ("x" * 300, ["x"], "x" * 110 + " …"),
        ("y" * 100 + "-" + "park", ["park"], "… park"),
    ],
)
def test_snippet(body: str, words: list[str], expected: str) -> None:
    assert snippet(body, words) == expected

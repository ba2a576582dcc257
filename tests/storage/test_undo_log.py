"""Undo and redo are exact, for any sequence of edits, cascades and bulk statements."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from coordinator_app.common.changes import Change
from coordinator_app.common.clock import FixedClock
from coordinator_app.common.errors import UserError
from coordinator_app.domain.attachments import DocumentLink
from coordinator_app.domain.catalogues import CatalogEntry, Catalogue
from coordinator_app.domain.municipality import Area, AreaKind, Place
from coordinator_app.domain.projects import Project
from coordinator_app.storage import undo_log
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import WriteUnit

SKIPPED = ("change_log", "search_doc", "search_fts", "sqlite_sequence", "document_content")


def dump(path: Path) -> list[str]:
    """Every row of the records and links, exactly (tables without an id have no order of their own)."""
    with closing(sqlite3.connect(path)) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        kept = [name for name in names if not name.startswith(SKIPPED)]
        return sorted(f"{name} {row!r}" for name in kept for row in connection.execute(f'SELECT * FROM "{name}"'))


def search_rows(path: Path) -> list[tuple[object, ...]]:
    """The search documents, whatever their ids."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT kind, record_id, title, body_norm FROM search_doc ORDER BY 1, 2").fetchall()


@pytest.fixture
def store(tmp_path: Path, fresh_file: Path, clock: FixedClock) -> Iterator[Store]:
    """An open file."""
    path = tmp_path / "datei.kpr"
    path.write_bytes(fresh_file.read_bytes())
    opened = Store.open(path, clock=clock, user="Test")
    yield opened
    opened.close()


def undo_all(store: Store) -> int:
    """Undo until there is nothing left; how many steps that were."""
    steps = 0
    while store.undo_name:
        store.undo()
        steps += 1
    return steps


def redo_all(store: Store) -> None:
    """Redo until there is nothing left."""
    while store.redo_name:
        store.redo()


def add_areas(store: Store, *names: str) -> None:
    """Add areas as one step."""
    with store.write("Gebiete angelegt") as unit:
        for name in names:
            unit.add(Area(name=name))


names = st.text(min_size=1, max_size=20).filter(lambda name: name.replace("\x00", "").strip())
edits = st.lists(
    st.tuples(
        st.sampled_from(["area", "place", "change", "discard", "restore", "remove", "bulk", "move", "links"]),
        st.integers(0, 9),
        names,
        st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False)),
    ),
    max_size=25,
)


def edit(store: Store, action: str, pick: int, name: str, number: float | None) -> None:
    """One edit of the kinds a session is made of."""
    with store.write(action) as unit:
        areas = unit.find(Area, deleted=None)
        projects = unit.find(Project, deleted=None)
        chosen = areas[pick % len(areas)] if areas else None
        if action == "area" or chosen is None:
            unit.add(Area(name=name, hectares=number, note=name * 3))
        elif action == "place":
            unit.add(Place(name=name, area_id=chosen.id, latitude=number))
        elif action == "change":
            unit.change(Area, chosen.id, chosen.version, name=name, hectares=number, area_kind=AreaKind.ROUTE)
        elif action == "discard":
            unit.discard(Area, chosen.id)
        elif action == "restore":
            unit.restore(Area, chosen.id)
        elif action == "remove":
            unit.remove(Area, chosen.id)
        elif action == "bulk":
            unit.connection.execute(text("UPDATE area SET note = note || :more, code = ''"), {"more": name})
        elif action == "move":
            unit.change(Area, chosen.id, None, parent_id=areas[-1].id)
        elif not projects:
            unit.add(Project(title=name, areas=tuple(area.id for area in areas)))
        else:
            unit.change(Project, projects[0].id, None, areas=tuple(area.id for area in areas[::-1][: pick + 1]))


@given(actions=edits)
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_undo_all_restores_the_file_and_redo_all_repeats_it(store: Store, actions: list[tuple]) -> None:
    undo_all(store)
    start, start_search = dump(store.path), search_rows(store.path)
    for action in actions:
        edit(store, *action)
    end, end_search = dump(store.path), search_rows(store.path)
    undo_all(store)
    assert dump(store.path) == start
    assert search_rows(store.path) == start_search
    redo_all(store)
    assert dump(store.path) == end
    assert search_rows(store.path) == end_search


@pytest.mark.parametrize(
    "value", ["it's", 'two "words"', "a\nb\r\nc", "ß — 漢字 🎈", "'; DROP TABLE area; --", "", "%s {} \\ ?", "NULL"]
)
def test_undo_restores_awkward_texts_exactly(store: Store, value: str) -> None:
    with store.write("angelegt") as unit:
        area = unit.add(Area(name="Nord", code=value[:20], note=value))
    before = dump(store.path)
    with store.write("gelöscht") as unit:
        unit.remove(Area, area)
    store.undo()
    assert dump(store.path) == before


def test_undo_restores_blobs_nulls_and_extreme_numbers(store: Store) -> None:
    with store.write("angelegt") as unit:
        unit.connection.execute(
            text(
                "INSERT INTO file_setting VALUES ('blob', x'00ff27'), ('real', 0.1), ('big', 9223372036854775807),"
                " ('tiny', 4.9e-324)"
            )
        )
    before = dump(store.path)
    with store.write("geändert") as unit:
        unit.connection.execute(text("UPDATE file_setting SET value = 'x'"))
        unit.connection.execute(text("DELETE FROM file_setting WHERE key = 'real'"))
    store.undo()
    assert dump(store.path) == before


def test_undo_brings_back_what_a_cascade_deleted_and_emptied(store: Store) -> None:
    with store.write("angelegt") as unit:
        area = unit.add(Area(name="Mitte"))
        place = unit.add(Place(name="Rathaus", area_id=area))
        entry = unit.add(CatalogEntry(catalogue=Catalogue.SETTING, code="x", label="Park"))
        project = unit.add(Project(title="Licht", areas=(area,), settings=(entry,)))
    before = dump(store.path)
    with store.write("gelöscht") as unit:
        unit.remove(Area, area)
        unit.remove(CatalogEntry, entry)
    with store.read() as unit:
        assert unit.get(Place, place).area_id is None
        assert unit.get(Project, project).areas == unit.get(Project, project).settings == ()
    store.undo()
    assert dump(store.path) == before
    with store.read() as unit:
        assert unit.get(Project, project).areas == (area,)


def test_undo_sees_rows_that_replace_removes(store: Store) -> None:
    with store.write("angelegt") as unit:
        unit.connection.execute(text("INSERT INTO file_setting VALUES ('a', '1')"))
    before = dump(store.path)
    with store.write("ersetzt") as unit:
        unit.connection.execute(text("REPLACE INTO file_setting VALUES ('a', '2')"))
    store.undo()
    assert dump(store.path) == before


def test_undo_step_of_five_thousand_records_is_exact(store: Store) -> None:
    before = dump(store.path)
    with store.write("Vieles angelegt") as unit:
        unit.connection.execute(
            text(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)"
                " INSERT INTO area (uuid, version, created_at, updated_at, display_title, sort_key, filter_text, name,"
                " area_kind, code, note) SELECT 'u' || i, 1, '2026-01-01', '2026-01-01', i, i, i, i, 'district', '', ''"
                " FROM n"
            )
        )
    store.undo()
    assert dump(store.path) == before


def test_a_rolled_back_step_leaves_no_trace(store: Store) -> None:
    before = dump(store.path)
    with pytest.raises(UserError, match="Name"):
        add_areas(store, "Nord", "")
    assert dump(store.path) == before
    assert not store.undo_name
    with store.write("angelegt") as unit:
        unit.add(Area(name="Süd"))
    store.undo()
    assert dump(store.path) == before


def test_a_nested_step_that_fails_is_taken_back_alone(store: Store) -> None:
    with store.write("außen") as unit:
        unit.add(Area(name="bleibt"))
        with pytest.raises(UserError, match="Name"):
            add_areas(store, "geht", "")
    with store.read() as look:
        assert [area.name for area in look.find(Area)] == ["bleibt"]
    assert store.undo() == "außen"
    with store.read() as look:
        assert look.find(Area) == []


def test_steps_of_the_same_key_within_two_seconds_are_one(store: Store, clock: FixedClock) -> None:
    with store.write("angelegt") as unit:
        area = unit.add(Area(name="A"))
    for name, wait in (("Ab", 0), ("Abc", 2), ("Abcd", 2), ("Neu", 3)):
        clock.moment += timedelta(seconds=wait)
        with store.write("geändert", merge="area:name") as unit:
            unit.change(Area, area, None, name=name)
    with store.write("geändert", merge="area:code") as unit:
        unit.change(Area, area, None, code="7")
    seen = []
    while store.undo_name:
        store.undo()
        with store.read() as look:
            seen.append([found.name for found in look.find(Area)])
    assert seen == [["Neu"], ["Abcd"], ["A"], []]


def test_a_step_after_an_undo_does_not_join_the_one_before_it(store: Store) -> None:
    with store.write("angelegt") as unit:
        area = unit.add(Area(name="A"))
    for name in ("B", "C"):
        with store.write("geändert", merge=name) as unit:
            unit.change(Area, area, None, name=name)
    store.undo()
    with store.write("geändert", merge="B") as unit:
        unit.change(Area, area, None, name="D")
    assert store.redo_name == ""
    store.undo()
    with store.read() as look:
        assert look.get(Area, area).name == "B"


def test_only_the_last_fifty_steps_are_kept(store: Store) -> None:
    for number in range(undo_log.DEPTH + 5):
        with store.write(f"Schritt {number}") as unit:
            unit.add(Area(name=str(number)))
    assert undo_all(store) == undo_log.DEPTH
    with store.read() as look:
        assert look.count(Area) == 5


def test_a_step_that_cannot_be_undone_ends_the_list(store: Store) -> None:
    with store.write("angelegt") as unit:
        unit.add(Area(name="A"))
    store.undo()
    with store.write("eingelesen", undoable=False) as unit:
        unit.add(Area(name="B"))
    assert (store.undo_name, store.redo_name) == ("", "")
    with store.write("außen") as unit, store.write("innen", undoable=False):
        unit.add(Area(name="C"))
    assert not store.undo_name


def test_a_step_that_changes_nothing_is_no_step(store: Store) -> None:
    told: list[Change] = []
    store.subscribe(told.append)
    with store.write("nichts"):
        pass
    assert not store.undo_name
    assert told == []


@pytest.mark.parametrize("verb", ["undo", "redo"])
def test_nothing_to_undo_or_redo_is_a_sentence(store: Store, verb: str) -> None:
    with pytest.raises(UserError, match="Es gibt nichts"):
        getattr(store, verb)()


def test_changes_name_what_was_touched_including_cascades_and_links(store: Store) -> None:
    with store.write("angelegt") as unit:
        area = unit.add(Area(name="Mitte"))
        place = unit.add(Place(name="Rathaus", area_id=area))
        project = unit.add(Project(title="Licht", areas=(area,)))
    told: list[Change] = []
    store.subscribe(told.append)
    with store.write("gelöscht") as unit:
        unit.remove(Area, area)
    store.undo()
    everything = {"area": {area}, "place": {place}, "project": {project}}
    assert [change.ids for change in told] == [everything, everything]
    assert [change.step for change in told] == ["gelöscht", "Rückgängig: gelöscht"]


def test_the_other_end_of_a_link_is_told_but_not_logged(store: Store) -> None:
    with store.write("angelegt") as unit:
        area = unit.add(Area(name="Mitte"))
        project = unit.add(Project(title="Licht"))
    told: list[Change] = []
    store.subscribe(told.append)
    with store.write("verknüpft") as unit:
        unit.change(Project, project, None, areas=(area,))
    assert told[0].ids == {"area": {area}, "project": {project}}
    with store.read() as look:
        logged = look.connection.execute(text("SELECT kind, record_id FROM change_log WHERE step = 'verknüpft'")).all()
    assert logged == [("project", project)]


def test_very_many_records_concern_every_page(store: Store) -> None:
    told: list[Change] = []
    store.subscribe(told.append)
    with store.write("viele", undoable=False) as unit:
        for number in range(2_001):
            unit.add(DocumentLink(document_id=_document(unit), target_kind="area", target_id=number))
            unit.connection.execute(text("INSERT OR IGNORE INTO file_setting VALUES (:n, '')"), {"n": str(number)})
    assert told[0].everything


def _document(unit: WriteUnit) -> int:
    """The one document of the test."""
    connection = unit.connection
    connection.execute(text("INSERT OR IGNORE INTO document_content VALUES ('00', 0, '')"))
    connection.execute(
        text(
            "INSERT OR IGNORE INTO document (id, uuid, version, created_at, updated_at, display_title, sort_key,"
            " filter_text, title, file_name, mime_type, size, sha256, author, confidential, alt_text, note,"
            " photo_consent)"
            " VALUES (1, 'u', 1, '2026-01-01', '2026-01-01', '', '', '', '', '', '', 0, '00', '', 0, '', '', 'unknown')"
        )
    )
    return 1

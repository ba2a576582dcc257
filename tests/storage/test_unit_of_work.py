"""Reading and writing records: values, checks, versions, Papierkorb, threads."""

import threading
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import OperationalError, StatementError

from coordinator_app.common.clock import FixedClock
from coordinator_app.common.errors import StaleRecord, UserError
from coordinator_app.domain.catalogues import CatalogEntry, Catalogue
from coordinator_app.domain.contacts import Organisation, Person
from coordinator_app.domain.municipality import Area, AreaKind
from coordinator_app.domain.needs import Need
from coordinator_app.domain.projects import Project
from coordinator_app.services.workspace import Workspace
from coordinator_app.storage.models.base import row_of_kind
from coordinator_app.storage.store import Store


@pytest.fixture
def store(workspace: Workspace) -> Store:
    """The store of an open file."""
    return workspace.store


def add(store: Store, *records: Any) -> list[int]:
    """Store records as one step."""
    with store.write("angelegt") as unit:
        return [unit.add(record) for record in records]


def test_a_stored_record_comes_back_as_it_was(store: Store, clock: FixedClock) -> None:
    (area,) = add(
        store, Area(name="Mitte", hectares=12.5, valid_from=date(2020, 2, 29), area_kind=AreaKind.ROUTE, note="x\ny")
    )
    with store.read() as unit:
        found = unit.get(Area, area)
    assert (found.name, found.hectares, found.valid_from) == ("Mitte", 12.5, date(2020, 2, 29))
    assert found.area_kind is AreaKind.ROUTE
    assert (found.version, found.created_at, found.updated_at) == (1, clock.now(), clock.now())
    assert found.created_at.tzinfo is not None
    assert len(found.uuid) == 36


def test_a_uuid_the_record_brings_is_kept(store: Store) -> None:
    own = str(uuid4())
    (area,) = add(store, Area(name="Mitte", uuid=own))
    with store.read() as unit:
        assert unit.get(Area, area).uuid == own


@given(text=st.text(max_size=200))
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_survives_without_null_characters_and_half_surrogates(store: Store, text: str) -> None:
    (area,) = add(store, Area(name="Mitte", note=text))
    with store.read() as unit:
        assert unit.get(Area, area).note == text.replace("\x00", "")


def test_half_a_surrogate_pair_becomes_a_replacement_character(store: Store) -> None:
    (area,) = add(store, Area(name="Mitte", note="a\ud800b"))
    with store.read() as unit:
        assert unit.get(Area, area).note == "a\ufffdb"


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"name": ""}, "„Name“ fehlt"),
        ({"name": "  \n"}, "„Name“ fehlt"),
        ({"name": None}, "„Name“ fehlt"),
        ({"name": "x" * 121}, "„Name“ ist zu lang: 121 Zeichen, möglich sind höchstens 120"),
    ],
)
def test_values_the_declaration_forbids_are_refused_with_a_sentence(
    store: Store, values: dict[str, Any], message: str
) -> None:
    with pytest.raises(UserError, match=message):
        add(store, Area(**values))
    (area,) = add(store, Area(name="Mitte"))
    with store.write("geändert") as unit, pytest.raises(UserError, match=message):
        unit.change(Area, area, 1, **values)


@pytest.mark.parametrize("values", [{"name": 3}, {"hectares": "3"}, {"valid_from": "2020-01-01"}, {"inhabitants": 1.5}])
def test_a_value_of_the_wrong_type_is_a_defect(store: Store, values: dict[str, Any]) -> None:
    (area,) = add(store, Area(name="Mitte"))
    with store.write("geändert") as unit, pytest.raises(TypeError):
        unit.change(Area, area, 1, **values)


def test_an_unknown_field_or_code_is_a_defect(store: Store) -> None:
    (area,) = add(store, Area(name="Mitte"))
    with store.write("geändert") as unit:
        with pytest.raises(KeyError):
            unit.change(Area, area, 1, colour="rot")
        with pytest.raises(ValueError, match="wald"):
            unit.change(Area, area, 1, area_kind="wald")
        unit.change(Area, area, 1, area_kind="quarter")
        assert unit.get(Area, area).area_kind is AreaKind.QUARTER


def test_a_naive_moment_is_a_defect(store: Store) -> None:
    table = row_of_kind("area").__table__
    with store.write("x") as unit, pytest.raises(StatementError):
        unit.connection.execute(table.update().values(updated_at=datetime(2026, 1, 1)))  # noqa: DTZ001


def test_a_change_with_an_old_version_is_refused_and_writes_nothing(store: Store) -> None:
    (area,) = add(store, Area(name="Mitte"))
    with store.write("geändert") as unit:
        assert unit.change(Area, area, 1, name="Nord") == 2
    with store.write("geändert") as unit, pytest.raises(StaleRecord, match="inzwischen an anderer Stelle geändert"):
        unit.change(Area, area, 1, name="Süd")
    with store.read() as look:
        assert look.get(Area, area).name == "Nord"


def test_a_change_that_changes_nothing_leaves_the_version(store: Store) -> None:
    (area,) = add(store, Area(name="Mitte"))
    with store.write("geändert") as unit:
        assert unit.change(Area, area, 1, name="Mitte") == 1
    assert store.undo_name == "angelegt"


def test_a_record_that_is_gone_is_a_sentence(store: Store) -> None:
    with store.read() as look, pytest.raises(StaleRecord, match=r"\(Gebiet\) ist nicht mehr vorhanden"):
        look.get(Area, 99)
    with store.write("x") as unit:
        for verb in (unit.erase, unit.remove, unit.discard, unit.restore):
            with pytest.raises(StaleRecord):
                verb(Area, 99)


def test_references_keep_their_order_and_lose_repeats(store: Store) -> None:
    first, second, third = add(store, Area(name="A"), Area(name="B"), Area(name="C"))
    (project,) = add(store, Project(title="Licht", areas=(third, first, third)))
    with store.read() as look:
        assert look.get(Project, project).areas == (third, first)
    with store.write("geändert") as unit:
        assert unit.change(Project, project, 1, areas=[first, second, third]) == 2
        assert unit.get(Project, project).areas == (first, second, third)
        unit.change(Project, project, 2, areas=())
        assert unit.get(Project, project).areas == ()


def test_a_link_can_be_written_from_both_sides(store: Store) -> None:
    from coordinator_app.domain.needs import Need

    (project,) = add(store, Project(title="Licht"))
    with store.write("x") as unit:
        field = unit.find(CatalogEntry, catalogue=Catalogue.FIELD_OF_ACTION)[0].id
        need = unit.add(Need(title="Dunkler Park", field_of_action_id=field, projects=(project,)))
    with store.read() as look:
        assert look.get(Project, project).needs == (need,)


def test_find_compares_values_none_several_and_links(store: Store) -> None:
    north, south, east = add(
        store, Area(name="Nord", code="1"), Area(name="Süd", code="2", inhabitants=5), Area(name="Ost", code="2")
    )
    (project,) = add(store, Project(title="Licht", areas=(north, south)))
    with store.read() as look:
        assert [area.id for area in look.find(Area, code="2")] == [east, south]
        assert [area.id for area in look.find(Area, code="2", inhabitants=None)] == [east]
        assert [area.id for area in look.find(Area, code=("1", "2"), order="code,-name")] == [north, south, east]
        assert [found.id for found in look.find(Project, areas=south)] == [project]
        assert [found.id for found in look.find(Project, areas=(east, north))] == [project]
        assert look.find(Project, areas=east) == []
        assert look.find(Project, areas=None) == []
        assert look.count(Area, code="2") == 2


def test_german_order_puts_umlauts_and_numbers_where_people_look(store: Store) -> None:
    add(store, *(Area(name=name) for name in ("Zwickau", "Äpfel", "Apfel", "Straße 10", "straße 9", "„Ahorn“")))
    with store.read() as look:
        names = [area.name for area in look.find(Area)]
    assert names == ["Äpfel", "„Ahorn“", "Apfel", "straße 9", "Straße 10", "Zwickau"]


def test_records_sort_by_their_sort_fields(store: Store) -> None:
    add(store, Person(last_name="Ahorn", first_name="Zoe", display_name="Zoe Ahorn"))
    add(store, Person(last_name="Weber", first_name="Anna", display_name="Anna Weber"))
    with store.read() as look:
        assert [person.last_name for person in look.find(Person)] == ["Ahorn", "Weber"]


def test_many_and_titles_take_long_lists_of_ids(store: Store) -> None:
    ids = add(store, *(Area(name=f"Gebiet {number}") for number in range(1_200)))
    with store.read() as look:
        found = look.many(Area, [*ids, 99_999])
        assert list(found) == ids
        assert look.titles("area", ids)[ids[7]] == "Gebiet 7"


def test_the_papierkorb_holds_discarded_records_until_they_are_restored(store: Store, clock: FixedClock) -> None:
    (area,) = add(store, Area(name="Mitte"))
    with store.write("gelöscht") as unit:
        unit.discard(Area, area)
        unit.discard(Area, area)
    with store.read() as look:
        assert look.find(Area) == []
        assert [found.id for found in look.find(Area, deleted=True)] == [area]
        assert [found.id for found in look.find(Area, deleted=None)] == [area]
        assert look.get(Area, area).deleted_at == clock.now()
        assert (look.count(Area), look.count(Area, deleted=True), look.count(Area, deleted=None)) == (0, 1, 1)
    with store.write("zurück") as unit:
        unit.restore(Area, area)
        unit.restore(Area, area)
    with store.read() as look:
        assert look.get(Area, area).deleted_at is None


def test_erased_data_is_gone_from_the_bytes_of_the_file(store: Store) -> None:
    word = "Geheimnisvoller"
    (organisation,) = add(store, Organisation(name=f"{word}name e. V.", note=f"{word}text " * 400))
    add(store, *(Organisation(name=f"Verein {number}") for number in range(50)))
    with store.write("geändert") as unit:
        unit.change(Organisation, organisation, None, town=f"{word}ort")
    assert word.encode() in store.path.read_bytes()
    with store.write("gelöscht") as unit:
        unit.discard(Organisation, organisation)
    with store.write("endgültig gelöscht") as unit:
        unit.erase(Organisation, organisation)
    content = store.path.read_bytes()
    for form in (word, word.lower()):
        assert form.encode() not in content
    assert not store.undo_name


@pytest.mark.parametrize("verb", ["erase", "remove"])
def test_deleting_what_others_need_is_refused_with_a_sentence(store: Store, verb: str) -> None:
    (area,) = add(store, Area(name="Mitte"))
    with store.write("x", undoable=False) as unit:
        unit.connection.execute(text("CREATE TABLE visitor (area_id INTEGER REFERENCES area (id) ON DELETE RESTRICT)"))
        unit.connection.execute(text("INSERT INTO visitor VALUES (:area)"), {"area": area})
    with store.write("y") as unit, pytest.raises(UserError, match=r"\(Gebiet\) wird noch an anderer Stelle gebraucht"):
        getattr(unit, verb)(Area, area)


def test_a_reading_unit_cannot_write(store: Store) -> None:
    with pytest.raises(UserError, match="darf gerade nicht geändert werden"), store.read() as look:
        look.connection.execute(text("DELETE FROM area"))


def test_reading_inside_writing_sees_what_was_written(store: Store) -> None:
    with store.write("x") as unit:
        area = unit.add(Area(name="Mitte"))
        with store.read() as look:
            assert look.get(Area, area).name == "Mitte"


def test_reading_inside_reading_is_the_same_look(store: Store) -> None:
    with store.read() as outer, store.read() as inner:
        assert inner is outer


def test_writing_inside_reading_is_a_defect(store: Store) -> None:
    with store.read(), pytest.raises(RuntimeError, match="inside a reading unit"), store.write("x"):
        pass


def test_a_second_writer_waits_for_its_turn(store: Store) -> None:
    order: list[str] = []
    inside = threading.Event()

    def other() -> None:
        inside.wait()
        with store.write("zweiter") as unit:
            order.append("zweiter")
            unit.add(Area(name="B"))

    thread = threading.Thread(target=other)
    thread.start()
    with store.write("erster") as unit:
        inside.set()
        unit.add(Area(name="A"))
        thread.join(0.2)
        order.append("erster")
    thread.join()
    assert order == ["erster", "zweiter"]
    assert store.undo_name == "zweiter"


def test_a_reader_on_another_thread_sees_only_committed_steps(store: Store) -> None:
    seen: list[int] = []

    def look_on() -> None:
        with store.read() as look:
            seen.append(look.count(Area))

    with store.write("x") as unit:
        unit.add(Area(name="A"))
        thread = threading.Thread(target=look_on)
        thread.start()
        thread.join()
    assert seen == [0]


def test_the_change_log_names_steps_without_values(store: Store) -> None:
    (area,) = add(store, Area(name="Vertraulichname"))
    with store.write("Gebiet geändert") as unit:
        unit.change(Area, area, 1, name="Anderername")
    store.undo()
    with store.read() as look:
        rows = look.connection.execute(
            text("SELECT user, step, kind, record_id FROM change_log WHERE kind = 'area' ORDER BY id")
        ).all()
        everything = str(look.connection.execute(text("SELECT * FROM change_log")).all())
    steps = ["angelegt", "Gebiet geändert", "Rückgängig: Gebiet geändert"]
    assert rows == [("Test", step, "area", area) for step in steps]
    assert "Vertraulichname" not in everything


def test_last_saved_is_the_time_of_the_last_step(store: Store, clock: FixedClock) -> None:
    assert store.last_saved is None
    clock.moment = datetime(2026, 11, 26, 16, 2, tzinfo=UTC)
    add(store, Area(name="A"))
    assert store.last_saved == clock.moment
    assert store.changed


def test_an_error_of_our_own_sql_is_no_sentence_for_the_user(store: Store) -> None:
    with pytest.raises(OperationalError, match="no such table"), store.read() as look:
        look.connection.execute(text("SELECT * FROM nowhere"))


def test_ids_are_never_used_twice(store: Store) -> None:
    (first,) = add(store, Area(name="A"))
    with store.write("x") as unit:
        unit.remove(Area, first)
    (second,) = add(store, Area(name="B"))
    assert second > first


def test_time_passes_between_versions(store: Store, clock: FixedClock) -> None:
    (area,) = add(store, Area(name="A"))
    clock.moment += timedelta(hours=1)
    with store.write("x") as unit:
        unit.change(Area, area, 1, name="B")
        changed = unit.get(Area, area)
    assert changed.updated_at - changed.created_at == timedelta(hours=1)


def test_what_is_written_aside_is_no_step_and_leaves_the_undo_list(store: Store) -> None:
    (area,) = add(store, Area(name="Mitte"))
    with store.write("umbenannt", merge="area") as unit:
        unit.change(Area, area, None, name="Innenstadt")
    changes: list[str] = []
    store.subscribe(lambda change: changes.append(change.step))
    with store.write("Dokument ausgegeben", aside=True) as unit:
        aside = unit.add(Area(name="Nebenbei"))
    assert (store.undo_name, changes) == ("umbenannt", ["Dokument ausgegeben"])
    with store.write("umbenannt", merge="area") as unit:
        unit.change(Area, area, None, name="Altstadt")
    store.undo()
    with store.read() as unit:
        assert (unit.get(Area, area).name, unit.get(Area, aside).name) == ("Mitte", "Nebenbei")
    store.redo()
    with store.read() as unit:
        assert unit.get(Area, area).name == "Altstadt"


def test_many_records_are_stored_as_one_by_one(workspace: Workspace) -> None:
    needs = [Need(title="Müll"), Need(title="Lärm")]
    with workspace.store.write("Zwei Bedarfe") as unit:
        made = unit.add_many(needs)
        third = unit.add(Need(title="Licht"))
        projects = unit.add_many([Project(title="A", needs=(made[1], made[0])), Project(title="B")])
        assert unit.add_many([]) == []
    assert made == [third - 2, third - 1]
    with workspace.store.read() as unit:
        first, second = (unit.get(Project, id) for id in projects)
        assert (first.needs, second.needs, first.version, bool(first.uuid)) == ((made[1], made[0]), (), 1, True)
    assert [hit.title for group in workspace.search.find("laerm") for hit in group.hits] == ["Lärm"]
    workspace.store.undo()
    with workspace.store.read() as unit:
        assert unit.find(Project) == []


def test_many_records_are_checked_like_one(workspace: Workspace) -> None:
    with pytest.raises(UserError, match="Titel"), workspace.store.write("Falsch") as unit:
        unit.add_many([Need(title="Müll"), Need(title="")])
    with workspace.store.read() as unit:
        assert unit.find(Need) == []

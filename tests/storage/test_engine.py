"""Connections are set up for safety, and a reader in the way of a commit is told, not lost."""

import threading
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.exc import TimeoutError as PoolTimeout

from coordinator_app.domain.municipality import Area
from coordinator_app.services.workspace import Workspace
from coordinator_app.storage.engine import Access, connect, driver, reading_engine, writing_engine
from coordinator_app.storage.faults import FileBusy


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("synchronous", 2),
        ("journal_mode", "delete"),
        ("recursive_triggers", 1),
        ("temp_store", 2),
        ("query_only", 0),
    ],
)
def test_a_writing_connection_is_set_up_for_safety(fresh_file: Path, pragma: str, value: object) -> None:
    with closing(connect(fresh_file, Access.WRITE)) as connection:
        assert connection.execute(f"PRAGMA {pragma}").fetchone() == (value,)


@pytest.mark.parametrize("access", [Access.READ, Access.FROZEN])
def test_a_reading_connection_cannot_write(fresh_file: Path, access: Access) -> None:
    with closing(connect(fresh_file, access)) as connection:
        assert connection.execute("PRAGMA query_only").fetchone() == (1,)


def test_there_is_one_writing_connection_and_several_for_reading(fresh_file: Path) -> None:
    writer, reader = writing_engine(fresh_file), reading_engine(fresh_file)
    with writer.connect() as first:
        writer.pool._timeout = 0.01  # type: ignore[attr-defined] # noqa: SLF001 - half a minute is too long for a test
        with pytest.raises(PoolTimeout):
            writer.connect()
        assert driver(first).in_transaction is False
        with reader.connect() as one, reader.connect() as two:
            assert driver(one) is not driver(two)
    writer.dispose()
    reader.dispose()


def test_only_sqlite_has_a_driver_connection() -> None:
    class Other:
        class connection:  # noqa: N801 - an attribute
            driver_connection = None

    with pytest.raises(TypeError):
        driver(Other())  # type: ignore[arg-type] # any other database


def test_a_reader_that_never_ends_makes_the_commit_fail_with_a_sentence(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coordinator_app.storage.engine.BUSY_SECONDS", 0.1)
    store = workspace.store
    reading, done = threading.Event(), threading.Event()

    def long_report() -> None:
        with store.read() as look:
            look.count(Area)
            reading.set()
            done.wait()

    thread = threading.Thread(target=long_report)
    thread.start()
    reading.wait()
    with pytest.raises(FileBusy, match="nicht gespeichert"):
        workspace.municipality.add_area(name="A")
    done.set()
    thread.join()
    assert not store.undo_name
    workspace.municipality.add_area(name="B")
    assert [area.name for area in workspace.municipality.areas()] == ["B"]


def test_a_warmed_up_store_writes_as_before(workspace: Workspace) -> None:
    workspace.store.warm_up()
    workspace.store.warm_up()
    workspace.municipality.add_area(name="A")
    assert workspace.store.undo_name == "Gebiet angelegt"
    workspace.store.read_only = True
    workspace.store.warm_up()


def test_a_rehearsal_changes_nothing(workspace: Workspace) -> None:
    area = workspace.municipality.add_area(name="A")
    workspace.municipality.add_area(name="B", parent_id=area)
    workspace.municipality.add_place(name="P", area_id=area)
    told: list[object] = []
    workspace.store.subscribe(told.append)
    assert workspace.search.consequences("area", area) == []
    organisation = workspace.contacts.create_organisation(name="Verein")
    workspace.contacts.create_person(last_name="Ahorn", first_name="Zoe", organisation_id=organisation)
    told.clear()
    assert workspace.search.consequences("organisation", organisation) == [("Tätigkeiten", 1)]
    assert told == []
    assert len(workspace.municipality.areas()) == 2
    assert workspace.store.undo_name

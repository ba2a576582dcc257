"""Migrations: the first one equals the declared tables; an older file is brought up to date without risk."""

import runpy
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from coordinator_app.common.clock import FixedClock
from coordinator_app.common.errors import UserError
from coordinator_app.domain.municipality import Area, Place
from coordinator_app.storage import backup, migration, opening, schema
from coordinator_app.storage.migration import VERSIONS, migrate, scripts, upgrade
from coordinator_app.storage.store import Store

SECOND = """
import sqlalchemy as sa
from alembic import op

def upgrade():
    with op.batch_alter_table("area") as batch:
        batch.add_column(sa.Column("colour", sa.Text(), nullable=False, server_default=""))
        batch.alter_column("code", existing_type=sa.Text(), new_column_name="number")
"""
COPIED = """
from alembic import op

def upgrade():
    for table in ("area", "project", "document"):
        with op.batch_alter_table(table, recreate="always", table_kwargs={"sqlite_autoincrement": True}):
            pass
"""
NEXT = schema.HEAD + 1
BROKEN = """
from alembic import op

def upgrade():
    op.execute("DELETE FROM area WHERE parent_id IS NULL")
"""


@pytest.fixture
def versions(tmp_path: Path) -> Path:
    """A folder with the real first migration and room for more."""
    folder = tmp_path / "versions"
    shutil.copytree(VERSIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.fixture
def old(tmp_path: Path, fresh_file: Path, clock: FixedClock) -> Path:
    """A file of the newest version with a parent, its children and a place."""
    path = tmp_path / "alt.kpr"
    shutil.copyfile(fresh_file, path)
    store = Store.open(path, clock=clock)
    with store.write("angelegt") as unit:
        parent = unit.add(Area(name="Mitte", code="7"))
        unit.add(Area(name="Markt", parent_id=parent))
        unit.add(Place(name="Rathaus", area_id=parent))
    store.close()
    return path


def test_new_files_have_the_schema_all_migrations_lead_to(tmp_path: Path) -> None:
    created, migrated = tmp_path / "neu.kpr", tmp_path / "gewandert.kpr"
    schema.create_schema(created)
    upgrade(migrated, 0, schema.HEAD)
    told = "the tables changed: run packaging/new_migration.py (before the first release with --first)"
    assert schema.described(migrated) == schema.described(created), told


def test_the_newest_migration_is_the_version_new_files_carry() -> None:
    assert [number for number, _ in scripts()] == list(range(1, schema.HEAD + 1))


def test_migrations_import_nothing_of_the_program() -> None:
    for file in VERSIONS.glob("*.py"):
        assert "coordinator_app" not in file.read_text(encoding="utf-8"), file.name


def test_an_older_file_keeps_everything_and_the_old_state_is_kept_beside(old: Path, versions: Path) -> None:
    (versions / f"{NEXT:04d}_second.py").write_text(SECOND, encoding="utf-8")
    before = old.read_bytes()
    heard: list[tuple[int, int, str]] = []
    migrate(old, schema.HEAD, head=NEXT, versions=versions, report=lambda *step: heard.append(step))
    with closing(sqlite3.connect(old)) as connection:
        areas = connection.execute("SELECT name, number, colour, parent_id IS NULL FROM area ORDER BY id").fetchall()
        places = connection.execute("SELECT name, area_id FROM place").fetchall()
        assert connection.execute("PRAGMA user_version").fetchone() == (NEXT,)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert areas == [("Mitte", "7", "", 1), ("Markt", "", "", 0)]
    assert places == [("Rathaus", 1)]
    (kept,) = backup.listed(backup.folder_of(old))
    assert kept.reason == f"vor der Aktualisierung (Stand {schema.HEAD})"
    assert kept.path.read_bytes() == before
    assert [done for done, _, _ in heard] == [0, 1, 2, 3, 4]


def test_a_migration_that_breaks_references_leaves_the_file_untouched(old: Path, versions: Path) -> None:
    (versions / f"{NEXT:04d}_broken.py").write_text(BROKEN, encoding="utf-8")
    before = old.read_bytes()
    with pytest.raises(UserError, match="Die Prüfung danach hat einen Fehler gefunden"):
        migrate(old, schema.HEAD, head=NEXT, versions=versions)
    assert old.read_bytes() == before
    assert sorted(path.name for path in old.parent.iterdir()) == ["alt.kpr", "versions"]


def test_a_migration_that_fails_leaves_the_file_untouched(old: Path, versions: Path) -> None:
    (versions / f"{NEXT:04d}_fails.py").write_text("def upgrade():\n    raise ZeroDivisionError\n", encoding="utf-8")
    before = old.read_bytes()
    with pytest.raises(ZeroDivisionError):
        migrate(old, schema.HEAD, head=NEXT, versions=versions)
    assert old.read_bytes() == before


def test_a_migration_that_leads_to_another_schema_leaves_the_file_untouched(old: Path) -> None:
    with closing(sqlite3.connect(old)) as connection:
        connection.execute("ALTER TABLE area ADD COLUMN colour TEXT")
    before = old.read_bytes()
    with pytest.raises(UserError, match="Die Prüfung danach"):
        migrate(old, schema.HEAD)
    assert old.read_bytes() == before


def test_a_file_of_the_newest_schema_passes_the_check(old: Path) -> None:
    migrate(old, schema.HEAD)
    assert len(backup.listed(backup.folder_of(old))) == 1


def test_an_older_file_in_a_folder_without_room_is_a_sentence(
    old: Path, versions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(migration.shutil, "copyfile", full)
    before = old.read_bytes()
    with pytest.raises(UserError, match="ließ sich nicht auf den neuen Stand bringen"):
        migrate(old, schema.HEAD, head=schema.HEAD, versions=versions)
    assert old.read_bytes() == before


def test_opening_an_older_file_migrates_it(
    old: Path, versions: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[int] = []
    monkeypatch.setattr(opening, "HEAD", NEXT)
    monkeypatch.setattr(migration, "migrate", lambda _path, version, **_: calls.append(version))
    Store.open(old, clock=clock).close()
    assert calls == [schema.HEAD]
    with pytest.raises(UserError, match="aus einer älteren Version"):
        Store.open(old, clock=clock, read_only=True)


def test_the_script_for_new_migrations_finds_no_difference(tmp_path: Path) -> None:
    script = Path(__file__).parents[2] / "packaging" / "new_migration.py"
    code = f"import runpy; module = runpy.run_path({str(script)!r}); print(repr(module['statements']({schema.HEAD})))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert told.stdout.strip() == "'    pass'"


def test_the_script_keeps_ids_from_being_used_twice() -> None:
    script = runpy.run_path(str(Path(__file__).parents[2] / "packaging" / "new_migration.py"))
    code = "".join(f"with op.batch_alter_table('{name}', schema=None) as b:\n" for name in ("area", "project_area"))
    assert script["never_reusing_ids"](code).splitlines() == [
        "with op.batch_alter_table('area', table_kwargs={'sqlite_autoincrement': True}) as b:",
        "with op.batch_alter_table('project_area') as b:",
    ]


def test_a_table_copied_by_a_migration_is_like_a_new_one(old: Path, versions: Path, tmp_path: Path) -> None:
    (versions / f"{NEXT:04d}_copied.py").write_text(COPIED, encoding="utf-8")
    created = tmp_path / "neu.kpr"
    schema.create_schema(created)
    migrate(old, schema.HEAD, head=NEXT, versions=versions)
    assert schema.described(old) == schema.described(created)

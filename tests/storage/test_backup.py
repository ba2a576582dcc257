"""Backups: verified, thinned, restorable; a failing one tells why and leaves the file alone."""

import errno
import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.common.changes import Change
from coordinator_app.common.clock import BERLIN, FixedClock
from coordinator_app.common.errors import UserError
from coordinator_app.domain.municipality import Area
from coordinator_app.services.workspace import Workspace
from coordinator_app.storage import backup, opening, schema
from coordinator_app.storage.backup import Backup, kept, listed, thin_out, verify
from coordinator_app.storage.faults import DamagedFile

NOW = datetime(2026, 11, 26, 17, 0, tzinfo=BERLIN)


def at(moment: datetime) -> Backup:
    """A backup made at a moment."""
    return Backup(Path(f"{moment:%Y%m%d%H%M%S}.kpr"), moment, "x", 1)


def test_a_backup_is_a_complete_copy_named_by_time_and_reason(workspace: Workspace) -> None:
    workspace.municipality.add_area(name="Mitte")
    made = workspace.backups.make("vor: Import/Test")
    assert made.path.parent == workspace.store.path.with_name("muehlwerda Sicherungen")
    assert made.path.name == "muehlwerda 2026-11-09 10-00-00 vor Import Test.kpr"
    assert [(found.made_at, found.size) for found in workspace.backups.list()] == [(made.made_at, made.size)]
    with closing(sqlite3.connect(made.path)) as connection:
        assert connection.execute("SELECT name FROM area").fetchall() == [("Mitte",)]
    assert sorted(path.suffix for path in made.path.parent.iterdir()) == [".kpr"]


def test_two_backups_of_one_second_both_stay(workspace: Workspace) -> None:
    first, second = workspace.backups.make(), workspace.backups.make()
    assert first.path != second.path
    assert len(workspace.backups.list()) == 2


def test_of_two_backups_of_one_second_the_later_is_the_newest(workspace: Workspace) -> None:
    workspace.backups.make("täglich")  # by name it would come after „beim Schließen“
    workspace.store.changed = True
    closing_one = workspace.backups.make_on_close()
    assert closing_one is not None
    assert workspace.backups.list()[0].reason == "beim Schließen"


def test_other_files_in_the_folder_are_no_backups(tmp_path: Path) -> None:
    for name in ("a.kpr", "a 2026-13-45 10-00-00 x.kpr", "a 2026-11-09 10-00-00 x.teil", "notiz.txt"):
        (tmp_path / name).write_text("", encoding="utf-8")
    assert listed(tmp_path) == []
    assert listed(tmp_path / "fehlt") == []


def test_the_last_ten_and_the_newest_of_each_day_week_and_month_are_kept() -> None:
    hourly = [at(NOW - timedelta(hours=n)) for n in range(24 * 60)]
    daily = [at(NOW - timedelta(days=60 + n)) for n in range(900)]
    stay = kept(hourly + daily, NOW)
    assert stay[:10] == hourly[:10]
    days = {found.made_at.date() for found in stay}
    assert all((NOW - timedelta(days=n)).date() in days for n in range(14))
    assert {found.made_at.strftime("%Y-%m") for found in stay} >= {"2026-11", "2026-02", "2025-01"}
    assert len(stay) < 10 + 15 + 9 + 26


def test_files_from_before_an_update_are_never_thinned_out() -> None:
    old = Backup(Path("alt.kpr"), NOW - timedelta(days=4000), "vor der Aktualisierung (Stand 1)", 1)
    assert old in kept([*(at(NOW - timedelta(hours=n)) for n in range(99)), old], NOW)


@given(st.lists(st.integers(0, 900 * 24), unique=True, max_size=60))
def test_thinning_keeps_the_newest_and_thinning_again_removes_nothing(hours: list[int]) -> None:
    backups = [at(NOW - timedelta(hours=n)) for n in sorted(hours)]
    once = kept(backups, NOW)
    assert once[:1] == backups[:1]
    assert kept(once, NOW) == once


def test_thinned_out_backups_are_deleted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for minute in range(30):
        (tmp_path / f"a 2026-11-09 10-{minute:02d}-00 x.kpr").write_text("", encoding="utf-8")
    monkeypatch.setattr(Path, "unlink", lambda *_: (_ for _ in ()).throw(PermissionError()))
    thin_out(tmp_path, NOW)
    assert len(listed(tmp_path)) == 30
    monkeypatch.undo()
    thin_out(tmp_path, NOW)
    assert [found.made_at.minute for found in listed(tmp_path)] == list(range(29, 19, -1))


def test_closing_makes_a_backup_only_after_changes(fresh_file: Path, tmp_path: Path, clock: FixedClock) -> None:
    path = Path(shutil.copyfile(fresh_file, tmp_path / "a.kpr"))
    Workspace.open(path, clock=clock).close()
    assert not backup.folder_of(path).exists()
    workspace = Workspace.open(path, clock=clock)
    workspace.municipality.add_area(name="Mitte")
    workspace.close()
    (made,) = listed(backup.folder_of(path))
    assert made.reason == "beim Schließen"
    assert not path.with_name("a.kpr.lock").exists()


def test_what_is_stored_while_a_backup_is_written_is_backed_up_at_closing(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = workspace.store.backup

    def copy_and_work_on(folder: Path, reason: str) -> Backup:
        made = copy(folder, reason)
        workspace.municipality.add_area(name="Nord")
        return made

    workspace.municipality.add_area(name="Mitte")
    monkeypatch.setattr(workspace.store, "backup", copy_and_work_on)
    workspace.backups.make("täglich")
    monkeypatch.undo()
    assert workspace.backups.make_on_close() is not None
    assert workspace.backups.make_on_close() is None


def test_a_backup_that_failed_is_tried_again_at_closing(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(folder: Path, reason: str) -> Backup:
        raise UserError(f"{folder} {reason}")

    workspace.municipality.add_area(name="Mitte")
    monkeypatch.setattr(workspace.store, "backup", fail)
    with pytest.raises(UserError):
        workspace.backups.make("täglich")
    monkeypatch.undo()
    assert workspace.backups.make_on_close() is not None


def test_the_daily_backup_is_made_once_a_day(workspace: Workspace, clock: FixedClock) -> None:
    assert workspace.backups.make_if_due() is not None
    assert workspace.backups.make_if_due() is None
    clock.moment += timedelta(hours=22)
    made = workspace.backups.make_if_due()
    assert made is not None
    assert made.reason == "täglich"
    workspace.store.read_only = True
    clock.moment += timedelta(days=3)
    assert workspace.backups.make_if_due() is None
    workspace.store.changed = True
    assert workspace.backups.make_on_close() is None


def test_restoring_brings_the_content_back_and_keeps_the_present_state(workspace: Workspace) -> None:
    workspace.municipality.add_area(name="Mitte")
    then = workspace.backups.make("von Hand")
    workspace.municipality.add_area(name="Nord")
    told: list[Change] = []
    workspace.store.subscribe(told.append)
    workspace.backups.restore(then)
    assert [area.name for area in workspace.municipality.areas()] == ["Mitte"]
    assert told[-1].everything
    assert not workspace.store.undo_name
    (before, _) = workspace.backups.list()
    assert before.reason == "vor Wiederherstellung"
    workspace.backups.restore(before)
    assert [area.name for area in workspace.municipality.areas()] == ["Mitte", "Nord"]
    workspace.municipality.add_area(name="Süd")
    workspace.store.undo()
    assert len(workspace.municipality.areas()) == 2


def test_the_preview_compares_what_is_in_the_backup_with_now(workspace: Workspace) -> None:
    workspace.contacts.create_organisation(name="Verein")
    made = workspace.backups.make()
    workspace.contacts.create_organisation(name="Schule")
    lines = workspace.backups.preview(made).sentences()
    assert "Organisationen: 1 (jetzt 2)" in lines
    assert "Sitzungen: 0 (jetzt 0)" in lines


def test_a_backup_of_an_older_schema_is_brought_up_to_date_when_restored(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.municipality.add_area(name="Mitte")
    made = workspace.backups.make()
    before = made.path.read_bytes()
    migrated: list[Path] = []
    monkeypatch.setattr(opening, "HEAD", schema.HEAD + 1)
    monkeypatch.setattr(opening, "_migrate", lambda path, *_: migrated.append(path))
    workspace.store.replace_content(made.path)
    assert len(migrated) == 1
    assert made.path.read_bytes() == before


@pytest.mark.parametrize("spoil", [b"", b"kein SQLite" * 99])
def test_a_spoilt_backup_is_refused_and_the_content_stays(workspace: Workspace, spoil: bytes) -> None:
    workspace.municipality.add_area(name="Mitte")
    made = workspace.backups.make()
    made.path.write_bytes(spoil)
    with pytest.raises(UserError):
        workspace.backups.restore(made)
    assert [area.name for area in workspace.municipality.areas()] == ["Mitte"]


def damage(path: Path) -> None:
    """Wreck a page in the middle of a file."""
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'catalog_entry'").fetchone()
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)


def test_a_damaged_file_makes_no_backup_that_looks_good(workspace: Workspace) -> None:
    made = workspace.backups.make()
    damage(made.path)
    with pytest.raises(DamagedFile, match="Die Prüfung der Sicherung"):
        verify(made.path)
    with pytest.raises(DamagedFile):
        backup.write_copy(made.path, made.path.with_name("kopie.kpr"))
    assert [path.name for path in made.path.parent.iterdir()] == [made.path.name]


def test_a_lost_reference_is_found(workspace: Workspace) -> None:
    made = workspace.backups.make()
    with closing(sqlite3.connect(made.path)) as connection, connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute("INSERT INTO project_area VALUES (77, 78, 0)")
    with pytest.raises(DamagedFile):
        verify(made.path)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [(errno.ENOSPC, "kein Platz mehr"), (errno.EACCES, "nicht erreichbar oder schreibgeschützt")],
)
def test_a_backup_that_cannot_be_written_tells_why(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, code: int, sentence: str
) -> None:
    workspace.municipality.add_area(name="Mitte")
    before = workspace.store.path.read_bytes()

    def refuse(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(UserError, match=sentence):
        workspace.backups.make()
    assert list(workspace.backups.folder.iterdir()) == []
    assert workspace.store.path.read_bytes() == before
    assert workspace.store.changed


def test_a_folder_that_is_a_file_is_a_sentence(workspace: Workspace) -> None:
    workspace.backups.folder.write_text("", encoding="utf-8")
    with pytest.raises(UserError, match="nicht erreichbar"):
        workspace.backups.make()


def test_the_second_folder_gets_a_copy(workspace: Workspace, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    with pytest.raises(UserError, match="gibt es nicht"):
        workspace.backups.set_second_folder(stick)
    stick.mkdir()
    workspace.backups.set_second_folder(stick)
    assert workspace.backups.second_folder() == stick
    made = workspace.backups.make()
    assert [path.name for path in stick.iterdir()] == [made.path.name]
    shutil.rmtree(stick)
    stick.write_text("", encoding="utf-8")
    with pytest.raises(UserError, match="nicht gelungen"):
        workspace.backups.make()
    assert len(workspace.backups.list()) == 2
    workspace.backups.set_second_folder(None)
    assert workspace.backups.second_folder() is None


def test_saving_a_copy_replaces_what_is_there_but_never_the_open_file(workspace: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "kopie.kpr"
    target.write_text("alt", encoding="utf-8")
    workspace.backups.save_copy(target)
    verify(target)
    with pytest.raises(UserError, match="die geöffnete Datei selbst"):
        workspace.backups.save_copy(workspace.store.path)


def test_a_backup_during_a_writing_step_holds_the_state_before(workspace: Workspace) -> None:
    with workspace.store.write("x") as unit:
        unit.add(Area(name="halb"))
        made = workspace.backups.make()
    assert backup.counts(made.path, ("area", "unbekannt")) == {"area": 0}
    assert made.made_at.astimezone(UTC) == datetime(2026, 11, 9, 9, 0, tzinfo=UTC)

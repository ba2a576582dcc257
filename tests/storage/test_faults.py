"""Crashes and full disks: nothing committed is lost, nothing half is kept, the user reads a sentence."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from coordinator_app.common.errors import ReadOnly, UserError
from coordinator_app.domain.municipality import Area
from coordinator_app.storage.faults import DamagedFile, FileBusy, fault, told_in_german
from coordinator_app.storage.store import Store

ROOT = Path(__file__).parents[2]


@pytest.fixture
def path(tmp_path: Path, fresh_file: Path) -> Path:
    """A sound file."""
    return Path(shutil.copyfile(fresh_file, tmp_path / "a.kpr"))


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from coordinator_app.common.errors import UserError
from coordinator_app.domain.municipality import Area
from coordinator_app.services.workspace import Workspace

workspace = Workspace.open(Path(sys.argv[1]))
workspace.municipality.add_area(name="davor")
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
size = Path(sys.argv[1]).stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 20_000, -1))
try:
    with workspace.store.write("zu groß") as unit:
        for number in range(200):
            unit.add(Area(name=f"Gebiet {number}", note="x" * 9_000))
except UserError as error:
    print("Schritt:", error.text)
try:
    workspace.attachments.add_bytes(b"x" * 1_000_000, name="gross.bin", title="Groß")
except UserError as error:
    print("Anlage:", error.text)
resource.setrlimit(resource.RLIMIT_FSIZE, (size // 2, -1))
try:
    workspace.backups.make()
except UserError as error:
    print("Sicherung:", error.text)
print("übrig:", list(path.name for path in workspace.backups.folder.glob("*")))
resource.setrlimit(resource.RLIMIT_FSIZE, (-1, -1))
workspace.municipality.add_area(name="danach")
workspace.store.undo()
workspace.store.redo()
print("Gebiete:", [area.name for area in workspace.municipality.areas()])
workspace.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits of POSIX systems")
def test_a_full_disk_is_told_and_work_goes_on_when_there_is_room_again(path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", FULL_DISK, str(path)],
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
        cwd=ROOT,
    )
    assert told.returncode == 0, told.stderr
    lines = dict(line.split(": ", 1) for line in told.stdout.splitlines())
    assert "Platz" in lines["Schritt"] or "nicht erreichbar" in lines["Schritt"]
    assert "nicht gespeichert" in lines["Schritt"]
    assert "nicht gespeichert" in lines["Anlage"]
    assert "ist nicht gelungen" in lines["Sicherung"]
    assert lines["übrig"] == "[]"
    assert lines["Gebiete"] == "['danach', 'davor']"
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [
        (sqlite3.SQLITE_FULL, UserError, "kein Platz mehr"),
        (sqlite3.SQLITE_BUSY, FileBusy, "von einem anderen Programm benutzt"),
        (sqlite3.SQLITE_LOCKED, FileBusy, "von einem anderen Programm benutzt"),
        (sqlite3.SQLITE_CORRUPT, DamagedFile, "ist beschädigt"),
        (sqlite3.SQLITE_NOTADB, DamagedFile, "ist beschädigt"),
        (sqlite3.SQLITE_READONLY, ReadOnly, "darf gerade nicht geändert werden"),
        (sqlite3.SQLITE_IOERR | (3 << 8), UserError, "ist nicht erreichbar"),
        (sqlite3.SQLITE_CANTOPEN, UserError, "ist nicht erreichbar"),
    ],
)
def test_each_fault_of_the_outside_has_its_sentence(code: int, kind: type[UserError], words: str) -> None:
    error = sqlite3.OperationalError("x")
    error.sqlite_errorcode = code
    told = fault(error, Path("a.kpr"))
    assert type(told) is kind
    assert words in told.text
    assert "„a.kpr“" in told.text
    with pytest.raises(kind), told_in_german(Path("a.kpr")):
        raise error


def test_faults_of_our_own_pass_unchanged() -> None:
    with pytest.raises(sqlite3.Error, match="near"), told_in_german(Path("a.kpr")):
        sqlite3.connect(":memory:").execute("SELEC 1")
    with pytest.raises(sqlite3.ProgrammingError), told_in_german(Path("a.kpr")):
        raise sqlite3.ProgrammingError


@pytest.mark.skipif(sys.platform == "win32", reason="Windows renames no open files")
def test_a_drive_that_disappears_while_working_is_told(path: Path) -> None:
    store = Store.open(path)
    with store.write("x") as unit:
        unit.add(Area(name="da"))
    away = path.with_name("weg")
    Path(path).rename(away)
    path.mkdir()
    store.close()
    with pytest.raises(UserError, match="ist ein Ordner"):
        Store.open(path)
    path.rmdir()
    Path(away).rename(path)
    again = Store.open(path)
    with again.read() as look:
        assert look.count(Area) == 1
    again.close()

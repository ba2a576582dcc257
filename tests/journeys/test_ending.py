"""The real program ends when the system says so, whatever it is doing: nothing stored is lost, nothing is left over."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="Windows ends sessions through Qt, not by signals"),
    pytest.mark.timeout(120),
]
ROOT = Path(__file__).resolve().parents[2]
OFFSCREEN = "This plugin does not support propagateSizeHints()\n"

# The program as main.py starts it, with one thing going on when the file stands: `doing` is a job or a dialog.
DRIVER = """
import sys, threading, time
sys.path.insert(0, {root!r})
from pathlib import Path
from PySide6.QtCore import QTimer
from coordinator_app.gui import alerts, application
from coordinator_app.gui.jobs import Lane

def tell(word):
    print(word, flush=True)

def write_much(job, workspace):
    with workspace.store.write("Viel geschrieben") as unit:
        for number in range(100000):
            workspace.municipality.add_area(name=f"halb {{number}}")
            if number == 3:
                tell("ready")
            time.sleep(0.01)
            job.progress(number, 100000, "")

def must_end(job, workspace):
    with workspace.store.write("Muss zu Ende gehen"):
        workspace.municipality.add_area(name="ganz")
        tell("ready")
        time.sleep(1)

def hang(job, workspace):
    tell("ready")
    threading.Event().wait(600)

def read(job, workspace):
    tell("ready")
    while True:
        workspace.municipality.areas()
        job.progress(0, 0, "")

class Watched(application.Program):
    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.window.file_opened.connect(self.opened)

    def opened(self):
        window, doing = self.window, {doing!r}
        workspace = window.context.workspace
        workspace.municipality.add_area(name="vorher")
        if doing == "dialog":
            QTimer.singleShot(0, lambda: tell("ready"))
            alerts.confirm(window, "Eine Frage, die niemand beantwortet?", "Weiter")
            tell("answered")
        elif doing == "nothing":
            tell("ready")
        else:
            lane = {{"write_much": Lane.WRITER, "must_end": Lane.WRITER, "read": Lane.READER, "hang": Lane.OUTSIDE}}
            window.jobs.run(globals()[doing], workspace, title="Etwas läuft", lane=lane[doing])

from coordinator_app.gui import closing
closing.Closing.end_at_once.__defaults__ = ({limit},)
application.Program = Watched
code = application.run_window(Path({file!r}))
tell(f"end {{code}}")
"""


@pytest.fixture
def file(fresh_file: Path, tmp_path: Path) -> Path:
    """A file of its own in a folder of its own."""
    folder = tmp_path / "Dateien"
    folder.mkdir()
    return Path(shutil.copyfile(fresh_file, folder / "Mühlwerda.kpr"))


def areas(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return {row[0] for row in connection.execute("SELECT name FROM area")}


def run_until_ready(source: str, folder: Path) -> subprocess.Popen[str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(folder / "Einstellungen")}
    process = subprocess.Popen(
        [sys.executable, "-c", source], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n", process.communicate(timeout=20)[1]
    return process


def end_by(number: int, doing: str, file: Path, *, limit: float = 20) -> tuple[int, str, str]:
    source = DRIVER.format(root=str(ROOT), doing=doing, limit=limit, file=str(file))
    with run_until_ready(source, file.parent.parent) as process:
        process.send_signal(number)
        said, complained = process.communicate(timeout=60)
        return process.returncode, said, complained.replace(OFFSCREEN, "")


@pytest.fixture
def nothing_left(file: Path) -> Iterator[None]:
    """After the end the file lies there alone with its backups."""
    yield
    assert {item.name for item in file.parent.iterdir()} == {"Mühlwerda.kpr", "Mühlwerda Sicherungen"}
    assert all(item.suffix == ".kpr" for item in (file.parent / "Mühlwerda Sicherungen").iterdir())


@pytest.mark.parametrize(
    ("number", "doing", "also"),
    [
        ("SIGTERM", "write_much", set()),
        ("SIGTERM", "must_end", {"ganz"}),
        ("SIGHUP", "read", set()),
        ("SIGINT", "dialog", set()),
    ],
)
def test_the_program_ends_properly_when_the_session_does(
    file: Path, nothing_left: None, number: str, doing: str, also: set[str]
) -> None:
    code, said, complained = end_by(getattr(signal, number), doing, file)
    assert (code, complained) == (0, "")
    assert said.splitlines()[-1] == "end 0"
    assert areas(file) == {"vorher"} | also


def test_work_that_hangs_does_not_keep_the_program(file: Path) -> None:
    code, _, complained = end_by(signal.SIGTERM, "hang", file, limit=0.3)
    assert (code, complained) == (0, "")
    assert areas(file) == {"vorher"}


def test_a_second_start_with_the_same_file_only_shows_the_first_window(file: Path) -> None:
    source = DRIVER.format(root=str(ROOT), doing="nothing", limit=20, file=str(file))
    watching = source.replace(
        "def opened(self):", "def opened(self):\n        self.signals.front_wanted.connect(self.front)"
    )
    watching = watching.replace("    def opened", "    def front(self):\n        tell('front')\n\n    def opened")
    with run_until_ready(watching, file.parent.parent) as first:
        again = subprocess.run(
            [sys.executable, str(ROOT / "main.py"), str(file)],
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
        assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
        assert first.stdout is not None
        assert first.stdout.readline() == "front\n"
        first.terminate()
        assert first.wait(30) == 0

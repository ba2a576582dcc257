"""What the program loads before its window stands: heavy libraries must not be among it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = {"sqlalchemy", "alembic", "numpy", "matplotlib", "docx", "openpyxl", "xlsxwriter", "typst", "lxml", "pandas"}

# Runs in a process of its own: shows the main window as the program does and tells at its first paint event,
# before the event loop turns again, which modules are loaded.
PROBE = """
import json, sys
sys.path.insert(0, {root!r})
{start}
from PySide6.QtCore import QEvent, QObject

class FirstPaint(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            print(json.dumps(sorted(name for name in sys.modules if "." not in name)), flush=True)
            import os
            os._exit(0)
        return False

from PySide6.QtWidgets import QApplication
make = QApplication.__init__
def watched_init(self, *arguments):
    make(self, *arguments)
    self.first_paint = FirstPaint()
    self.installEventFilter(self.first_paint)
QApplication.__init__ = watched_init
{run}
"""


def loaded_at_first_paint(start: str, run: str, folder: Path) -> set[str]:
    """Top-level modules loaded when the first window paints itself for the first time."""
    return printed_modules(PROBE.format(root=str(ROOT), start=start, run=run), folder)


def printed_modules(program: str, folder: Path) -> set[str]:
    """The modules a program of its own process prints last."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(folder)}
    command = [sys.executable, "-c", program]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=50, check=False, cwd=folder
    )
    lines = done.stdout.strip().splitlines()
    assert lines, f"no window was painted:\n{done.stdout}{done.stderr}"
    return set(json.loads(lines[-1]))


def test_program_paints_before_heavy_libraries_load(tmp_path: Path) -> None:
    run = "from coordinator_app import app\nsys.exit(app.main([]))"
    assert not HEAVY & loaded_at_first_paint("", run, tmp_path)


FIRST_PAGE = """
import json, os, sys
sys.path.insert(0, {root!r})
from pathlib import Path
from coordinator_app.gui import application

class Watched(application.Program):
    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.window.file_opened.connect(self.opened)

    def opened(self):
        self.window.repaint()
        assert self.window.stack.current_page.page_id == "today"
        print(json.dumps(sorted(name for name in sys.modules if "." not in name)), flush=True)
        self.window.context.workspace.store.close()
        os._exit(0)

application.Program = Watched
application.run_window(Path({file!r}))
"""


def test_first_page_of_a_file_stands_before_heavy_libraries_load(demo_file: Path, tmp_path: Path) -> None:
    assert not HEAVY & printed_modules(FIRST_PAGE.format(root=str(ROOT), file=str(demo_file)), tmp_path)


@pytest.mark.parametrize("module", ["sqlalchemy", "lxml"])
def test_heavy_library_before_the_window_is_found(tmp_path: Path, module: str) -> None:
    run = "a = QApplication([])\nfrom PySide6.QtWidgets import QWidget\nw = QWidget()\nw.show()\na.exec()"
    assert module in HEAVY & loaded_at_first_paint(f"import {module}", run, tmp_path)

"""In and out through the window: lists as CSV, a project as a file, the hand-over package, the command to take in."""

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator_app.common.clock import FixedClock
from coordinator_app.domain.columns import ListFilter
from coordinator_app.exchange.project_file import read_project
from coordinator_app.gui.dialogs.project_import import ImportDialog
from coordinator_app.gui.local_state import LocalState
from coordinator_app.gui.main_window import MainWindow
from coordinator_app.gui.preview.page import PreviewPage
from coordinator_app.gui.theme import Theme


@pytest.fixture
def window(
    qtbot: QtBot, settings: LocalState, appearance: Theme, clock: FixedClock, alerts_fake: Any, workspace: Any
) -> Iterator[MainWindow]:
    """The window with a file of one project."""
    workspace.projects.create(title="=Fahrradcodierung", costs=125_000)
    path = workspace.store.path
    workspace.store.close()
    made = MainWindow(settings, appearance, clock)
    made.resize(1366, 768)
    made.show()
    with qtbot.waitSignal(made.file_opened, timeout=10_000):
        made.open_file(path)
    yield made
    made.close()
    qtbot.waitUntil(made.isHidden, timeout=10_000)
    made.deleteLater()


def saved(window: MainWindow, qtbot: QtBot, alerts_fake: Any, ending: str, path: Path) -> Path:
    """Press the button of a format in the preview and wait for the file."""
    page = window.stack.current_page
    assert isinstance(page, PreviewPage)
    qtbot.waitUntil(lambda: page.canvas.pages is not None, timeout=20_000)
    assert page.save_button(ending).isVisible()
    alerts_fake.answers.append(path)
    page.save_button(ending).click()
    qtbot.waitUntil(path.exists, timeout=20_000)
    qtbot.waitUntil(lambda: not window.jobs.active(), timeout=20_000)
    return path


def test_a_list_is_saved_as_csv(window: MainWindow, qtbot: QtBot, alerts_fake: Any, tmp_path: Path) -> None:
    assert window.context is not None
    source = window.context.workspace.projects.list_source()
    shown = [column for column in source.columns if column.key in {"title", "costs"}]
    window.export_list(source, ListFilter(), shown, "Projektliste")
    path = saved(window, qtbot, alerts_fake, "csv", tmp_path / "liste.csv")
    rows = list(csv.reader(StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), delimiter=";"))
    assert sorted(rows[1]) == ["'=Fahrradcodierung", "1250,00"]


def test_a_project_is_saved_as_a_file_for_others(
    window: MainWindow, qtbot: QtBot, alerts_fake: Any, tmp_path: Path
) -> None:
    window.preview("project_exchange", 1, None)
    path = saved(window, qtbot, alerts_fake, "json", tmp_path / "projekt.json")
    assert read_project(path.read_bytes(), path.name).title == "=Fahrradcodierung"


def test_the_hand_over_package_is_packed(window: MainWindow, qtbot: QtBot, alerts_fake: Any, tmp_path: Path) -> None:
    window.preview("handover", 0, {"papers": False})
    path = saved(window, qtbot, alerts_fake, "zip", tmp_path / "mappe.zip")
    assert "00 Übergabebericht.pdf" in ZipFile(path).namelist()


def test_the_page_says_what_a_list_is_about(window: MainWindow) -> None:
    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ImportDialog)
        seen.append(dialog.file_step.subject())
        dialog.reject()

    seen: list[str] = []
    for page in ("network", "needs", "today"):
        window.open_page(page)
        QTimer.singleShot(0, look)
        window.actions_table["file.import"].trigger()
    assert seen == ["contact", "need", "project"]

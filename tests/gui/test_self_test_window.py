"""The window's part of the self-test walks through the real window and closes it."""

import os
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from coordinator_app.gui import self_test as window_test
from coordinator_app.gui.application import Program
from coordinator_app.gui.navigation import existing_pages
from coordinator_app.services.self_test import REPORT, SelfTest


@pytest.fixture
def test_folder(tmp_path: Path, demo_file: Path) -> SelfTest:
    test = SelfTest(tmp_path / "Prüfung")
    shutil.copyfile(demo_file, test.demo)
    return test


def test_every_page_is_shown_and_the_window_closes(
    qtbot: QtBot, qapp: QApplication, test_folder: SelfTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window_test, "SETTLE", 1)
    program = Program(qapp, test_folder.demo, test_folder.folder / "Einstellungen")
    walk = window_test.Walk(program, test_folder)
    program.window.show()
    program.go_on()
    qtbot.waitUntil(lambda: not program.window.isVisible(), timeout=40_000)
    walk.conclude()
    program.give_back()
    told = (test_folder.folder / REPORT).read_text(encoding="utf-8")
    assert f"{len(existing_pages())} Seiten" in told, told
    assert not test_folder.faulty
    assert (test_folder.folder / window_test.PICTURE).stat().st_size > 5000


def test_dialog_in_between_ends_the_test(
    qtbot: QtBot, qapp: QApplication, test_folder: SelfTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    left: list[int] = []
    monkeypatch.setattr(os, "_exit", left.append)
    program = Program(qapp, None, test_folder.folder / "Einstellungen")
    walk = window_test.Walk(program, test_folder)
    box = QMessageBox(program.window)
    box.setWindowTitle("Unerwarteter Fehler")
    QTimer.singleShot(0, box, walk.look)
    QTimer.singleShot(50, box, box.reject)
    box.exec()
    program.give_back()
    assert left == [window_test.FAULTY]
    assert "Unerwarteter Fehler" in (test_folder.folder / REPORT).read_text(encoding="utf-8")

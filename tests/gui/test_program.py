"""The start of the program: frame first, then everything else, then the file."""

import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator_app import __version__
from coordinator_app.gui import application, speaking, theme
from coordinator_app.gui.application import Program
from coordinator_app.gui.dialogs import about
from coordinator_app.gui.dialogs.about import AboutDialog
from coordinator_app.gui.help_window import HelpWindow
from coordinator_app.gui.theme import Theme
from coordinator_app.services import release_notes


@pytest.fixture
def hooks() -> Iterator[None]:
    before = sys.excepthook, threading.excepthook
    yield
    sys.excepthook, threading.excepthook = before


@pytest.fixture
def one_look(monkeypatch: pytest.MonkeyPatch, appearance: Theme) -> None:
    """The application of the tests keeps its one look."""

    def take(_: QApplication, *, fusion: bool = False) -> Theme:
        return appearance

    monkeypatch.setattr(theme, "Theme", take)


def finish(qtbot: QtBot, program: Program) -> None:
    program.crash.uninstall()
    program.window.close()
    qtbot.waitUntil(program.window.isHidden, timeout=10_000)
    program.window.deleteLater()


def test_frame_paints_before_the_content(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, one_look: None, hooks: None, alerts_fake: Any
) -> None:
    program = Program(qapp, None, tmp_path / "einstellungen", deferred=True)
    assert not program.window.built
    with qtbot.waitSignal(program.window.first_painted, timeout=5_000):
        program.show()
    qtbot.waitUntil(lambda: program.window.built, timeout=10_000)
    assert program.window.start.isVisible()
    assert program.settings.text("user/name")
    assert program.window.notices.text() == "", "nothing is new at the first start"
    assert program.settings.text("program/version") == __version__
    program.settings.set("program/version", "0.0.9")
    program.tell_update()
    assert program.window.notices.text() == f"Das Programm ist jetzt Version {__version__}."
    assert program.window.notices.isVisible(), "on the start screen too"
    program.window.notices.offers.buttons[0].click()
    assert program.window.notices.text() == ""
    help_window = program.window.findChild(HelpWindow)
    assert help_window is not None
    assert help_window.topic == "was-ist-neu"
    help_window.close()
    program.tell_update()
    assert program.window.notices.text() == "", "told once"
    finish(qtbot, program)


def test_support_gets_facts_without_names(
    qtbot: QtBot, qapp: QApplication, appearance: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = AboutDialog(about.facts(1.2, ["1366×768 bei 100 %"], file="Format 5, 2 MB, Netzlaufwerk"))
    qtbot.addWidget(dialog)
    dialog.copy.click()
    copied = qapp.clipboard().text()
    assert copied.startswith(f"KPR-Arbeitsplatz {__version__}\nVersion: {release_notes.full_version()}\n")
    for part in ("Art: aus dem Quelltext", "Qt ", "Schrift 120 %", "1366×768", "Netzlaufwerk"):
        assert part in copied
    assert dialog.message.text() == "Die Angaben stehen in der Zwischenablage."
    dialog.news.click()
    assert dialog.wants_news


def test_file_of_the_command_line_opens_and_pages_warm_up(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, one_look: None, hooks: None, workspace: Any, alerts_fake: Any
) -> None:
    path = workspace.store.path
    workspace.store.close()
    program = Program(qapp, path, tmp_path / "einstellungen", deferred=True)
    with qtbot.waitSignal(program.window.file_opened, timeout=15_000):
        program.show()
    assert program.window.navigation.town() == "Mühlwerda"
    qtbot.waitUntil(lambda: program.warm_up is not None, timeout=5_000)
    assert program.warm_up is not None
    program.warm_up.stop()
    finish(qtbot, program)


def test_pages_are_not_made_ahead_for_a_screen_reader_that_would_read_them_out(
    qtbot: QtBot,
    qapp: QApplication,
    tmp_path: Path,
    one_look: None,
    hooks: None,
    workspace: Any,
    alerts_fake: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(speaking, "listening", lambda: True)
    monkeypatch.setattr(speaking.sys, "platform", "linux")
    path = workspace.store.path
    workspace.store.close()
    program = Program(qapp, path, tmp_path / "einstellungen", deferred=True)
    with qtbot.waitSignal(program.window.file_opened, timeout=15_000):
        program.show()
    qtbot.wait(2 * application.PAGE_DRAWN)
    assert program.warm_up is None
    finish(qtbot, program)


def test_missing_file_of_the_command_line_is_told(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, one_look: None, hooks: None, alerts_fake: Any
) -> None:
    program = Program(qapp, tmp_path / "fehlt.kpr", tmp_path / "einstellungen", deferred=True)
    program.show()
    qtbot.waitUntil(lambda: bool(alerts_fake.shown), timeout=15_000)
    assert "fehlt.kpr" in alerts_fake.shown[0]
    finish(qtbot, program)


def test_user_without_a_name_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    import getpass

    def unknown() -> str:
        raise KeyError("getpwuid(): uid not found")

    monkeypatch.setattr(getpass, "getuser", unknown)
    monkeypatch.setenv("USERNAME", "albrecht")
    assert application.user_name() == "albrecht"


def test_qt_speaks_german(qapp: QApplication) -> None:
    translator = application.german_texts(qapp)
    from PySide6.QtCore import QCoreApplication

    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"
    qapp.removeTranslator(translator)

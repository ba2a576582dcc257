"""Unexpected errors end in one calm dialog, expected ones in their sentence; nothing is sent, nothing stacks up."""

import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator_app.common.errors import Cancelled, UserError
from coordinator_app.gui.crash import CrashReporter
from coordinator_app.gui.crash_dialog import CrashDialog, report_text


@pytest.fixture
def reporter(qtbot: QtBot, tmp_path: Path, appearance: Any) -> CrashReporter:
    return CrashReporter(tmp_path, lambda: None)


def broken() -> None:
    raise ZeroDivisionError("defect")


def raised(error: type[Exception] = ZeroDivisionError) -> Exception:
    try:
        broken()
    except error as caught:
        return caught
    raise AssertionError


def hand_over(reporter: CrashReporter, error: BaseException) -> None:
    reporter.handle(type(error), error, error.__traceback__)


def test_unexpected_error_opens_one_dialog_and_is_logged(qtbot: QtBot, reporter: CrashReporter, tmp_path: Path) -> None:
    seen: list[str] = []

    def look_and_go_on() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, CrashDialog)
        seen.append(dialog.details())
        dialog.go_on.click()

    QTimer.singleShot(50, look_and_go_on)
    hand_over(reporter, raised())
    qtbot.waitUntil(lambda: bool(seen))
    assert "ZeroDivisionError: defect" in seen[0]
    assert "KPR-Arbeitsplatz" in seen[0]
    assert "ZeroDivisionError" in (tmp_path / "fehler.txt").read_text(encoding="utf-8")


def test_same_error_is_shown_once_and_others_join_the_open_dialog(qtbot: QtBot, reporter: CrashReporter) -> None:
    opened: list[CrashDialog] = []
    texts: list[str] = []

    def add_another() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, CrashDialog)
        opened.append(dialog)
        hand_over(reporter, KeyError("zweiter"))
        QTimer.singleShot(50, close)

    def close() -> None:
        texts.append(opened[0].details())
        opened[0].go_on.click()

    QTimer.singleShot(50, add_another)
    error = raised()
    hand_over(reporter, error)
    qtbot.waitUntil(lambda: bool(texts))
    assert "zweiter" in texts[0]
    hand_over(reporter, error)
    qtbot.wait(50)
    assert QApplication.activeModalWidget() is None


def test_user_error_is_its_sentence(qtbot: QtBot, reporter: CrashReporter, alerts_fake: Any) -> None:
    hand_over(reporter, UserError("Bitte geben Sie ein Datum an."))
    qtbot.waitUntil(lambda: alerts_fake.shown == ["Bitte geben Sie ein Datum an."])


def test_cancelled_work_is_not_mentioned(qtbot: QtBot, reporter: CrashReporter, alerts_fake: Any) -> None:
    hand_over(reporter, Cancelled())
    qtbot.wait(30)
    assert alerts_fake.shown == []
    assert QApplication.activeModalWidget() is None


@pytest.fixture
def installed(reporter: CrashReporter, monkeypatch: pytest.MonkeyPatch) -> Iterator[CrashReporter]:
    before = sys.excepthook, threading.excepthook
    reporter.install()
    yield reporter
    reporter.uninstall()
    sys.excepthook, threading.excepthook = before


def test_error_of_another_thread_arrives_on_the_main_thread(
    qtbot: QtBot, installed: CrashReporter, alerts_fake: Any, tmp_path: Path
) -> None:
    def work() -> None:
        raise UserError("Das Laufwerk ist nicht verbunden.")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: alerts_fake.shown == ["Das Laufwerk ist nicht verbunden."])
    assert (tmp_path / "absturz.txt").exists()


def test_dialog_copies_and_unfolds_the_details(qtbot: QtBot, appearance: Any) -> None:
    dialog = CrashDialog(report_text(raised()))
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.copy.click()
    assert "ZeroDivisionError" in QGuiApplication.clipboard().text()
    dialog.toggle.click()
    assert dialog.toggle.isChecked()
    dialog.end.click()
    assert dialog.wants_end

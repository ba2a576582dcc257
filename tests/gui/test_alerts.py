"""Message boxes: verbs as buttons, help beside errors, „Abbrechen“ as the safe answer."""

from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from coordinator_app.common.errors import Cancelled, UserError
from coordinator_app.gui import alerts


def press(text: str) -> None:
    """Press a button of the next message box."""

    def find() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        button = next(button for button in box.buttons() if button.text().replace("&", "") == text)
        button.click()

    QTimer.singleShot(20, find)


def test_question_answers_with_the_verb(qtbot: QtBot, appearance: Any) -> None:
    press("Protokoll abschließen")
    assert alerts.confirm(None, "Möchten Sie das Protokoll abschließen?", "Protokoll abschließen") is True
    press("Abbrechen")
    assert alerts.confirm(None, "Möchten Sie löschen?", "Endgültig löschen", danger=True) is False


def test_escape_means_cancel(qtbot: QtBot, appearance: Any) -> None:
    def escape() -> None:
        box = QApplication.activeModalWidget()
        assert box is not None
        qtbot.keyClick(box, Qt.Key.Key_Escape)

    QTimer.singleShot(20, escape)
    assert alerts.choose(None, "Was soll geschehen?", ["Weiterarbeiten", "Neu beginnen"]) == -1


def test_choice_gives_its_position(qtbot: QtBot, appearance: Any) -> None:
    press("Neu beginnen")
    assert alerts.choose(None, "Was soll geschehen?", ["Weiterarbeiten", "Neu beginnen"]) == 1


def test_error_offers_its_help_topic(qtbot: QtBot, appearance: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    topics: list[str] = []
    monkeypatch.setattr(alerts, "help_opener", topics.append)
    press("Hilfe dazu")
    alerts.show_error(None, UserError("Die Datei ist in Benutzung.", help_topic="dateien"))
    assert topics == ["dateien"]
    press("Schließen")
    alerts.inform(None, "Fertig.")


def test_shown_tells_user_errors_and_lets_defects_pass(alerts_fake: Any) -> None:
    with alerts.shown(None):
        raise UserError("Bitte geben Sie einen Titel an.")
    with alerts.shown(None):
        raise Cancelled
    with pytest.raises(ZeroDivisionError), alerts.shown(None):
        raise ZeroDivisionError
    assert alerts_fake.shown == ["Bitte geben Sie einen Titel an."]


def test_paths_come_back_as_paths(alerts_fake: Any) -> None:
    alerts_fake.answers = ["ordner/a.xlsx", "", "ordner"]
    opened = alerts.open_file(None, "Liste wählen", "Excel (*.xlsx)")
    assert opened is not None
    assert opened.name == "a.xlsx"
    assert alerts.save_file(None, "Speichern", "PDF (*.pdf)", "b.pdf") is None
    assert alerts.choose_folder(None, "Ordner") is not None

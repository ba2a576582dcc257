"""Dialogs with one question: what they refuse, what they answer, that nothing of them stays alive."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.questions import LinkDialog, NameDialog, TextDialog, ask_reason
from tests.gui.helpers import assert_freed, nameless

LOOKUPS = Lookups(
    catalogue=lambda _key: [],
    suggest=lambda _kind, _text: [(3, "Offener Treff")],
    titles=lambda _kind, ids: dict.fromkeys(ids, "Offener Treff"),
    today=lambda: date(2026, 11, 9),
)
MAKERS: dict[str, Callable[[], Dialog]] = {
    "text": lambda: TextDialog("Sitzung absagen", "Warum?", "Absagen", required="Bitte begründen."),
    "name": lambda: NameDialog("Ansicht speichern", "Name", "Speichern"),
    "link": lambda: LinkDialog("Projekt verknüpfen", "Projekt", "Verknüpfen", "project", LOOKUPS),
}


def give(dialog: Any, value: Any) -> None:
    """Type or choose the answer."""
    if isinstance(dialog, TextDialog):
        dialog.edit.setPlainText(value)
    else:
        dialog.editor.set_value(value)


def answer(value: Any) -> None:
    """Give this answer to the next dialog; None cancels it."""

    def later() -> None:
        dialog: Any = QApplication.activeModalWidget()
        assert isinstance(dialog, Dialog)
        if value is None:
            dialog.reject()
        else:
            give(dialog, value)
            dialog.primary_button.click()

    QTimer.singleShot(0, later)


def ask_text() -> str | None:
    return TextDialog.ask(None, "Aufgabe erledigt", "Was ist herausgekommen?", "Eintragen")


def ask_why() -> str:
    return ask_reason(None, "Sitzung absagen", "Warum?", "Absagen")


def ask_name() -> str:
    return NameDialog.ask(None, "Ansicht speichern", "Name", "Speichern")


def ask_project() -> int | None:
    return LinkDialog.ask(None, "Projekt verknüpfen", "Projekt", "Verknüpfen", "project", LOOKUPS)


@pytest.mark.parametrize(
    ("ask", "given", "wanted"),
    [
        (ask_text, " Schlüssel liegt vor ", "Schlüssel liegt vor"),
        (ask_text, "", ""),
        (ask_text, None, None),
        (ask_why, "Hochwasser", "Hochwasser"),
        (ask_why, None, ""),
        (ask_name, "Meine Planung", "Meine Planung"),
        (ask_name, None, ""),
        (ask_project, 3, 3),
        (ask_project, None, None),
    ],
)
def test_question_gives_the_answer(qtbot: QtBot, ask: Callable[[], Any], given: Any, wanted: Any) -> None:
    answer(given)
    assert ask() == wanted


@pytest.mark.parametrize(
    ("name", "given", "sentence"),
    [
        ("text", "  ", "Bitte begründen."),
        ("name", "", "Bitte „Name“ angeben."),
        ("link", None, "Bitte wählen Sie einen Eintrag aus der Liste."),
    ],
)
def test_question_without_answer_is_refused(qtbot: QtBot, name: str, given: Any, sentence: str) -> None:
    dialog: Any = MAKERS[name]()
    qtbot.addWidget(dialog)
    give(dialog, given)
    dialog.show()
    dialog.primary_button.click()
    assert dialog.isVisible()
    assert dialog.message.text() == sentence


@pytest.mark.parametrize("name", list(MAKERS))
def test_question_names_its_field_and_is_freed(qtbot: QtBot, name: str) -> None:
    dialog = MAKERS[name]()
    qtbot.addWidget(dialog)
    dialog.show()
    assert nameless(dialog) == []
    assert_freed(MAKERS[name])

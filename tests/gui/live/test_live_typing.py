"""Typing in the running meeting: text blocks, Festlegungen in one line, what is stored while typing goes on."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from coordinator_app.gui.forms.snippets import SnippetPicker
from coordinator_app.gui.pages.meetings.page import MeetingsPage
from tests.gui.helpers import nameless, settle
from tests.gui.live.live_scene import BOTH, CTRL, Press, Write, in_dialog
from tests.gui.meeting_scene import Scene


def type_out(text: str) -> None:
    """Words with umlauts, which key clicks do not know."""
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    line.setText(text)


def test_code_becomes_its_text_block_and_one_undo_takes_it_back(
    running: MeetingsPage, press: Press, write: Write
) -> None:
    area = running.workspace.live.item.texts["discussion"].area
    area.setFocus()
    write("Zu Beginn: bf")
    press(Qt.Key.Key_Space, CTRL)
    assert area.toPlainText() == (
        "Zu Beginn: Es sind 6 von 6 Stimmberechtigten anwesend. Das Gremium ist beschlussfähig."
    )
    area.undo()
    assert area.toPlainText() == "Zu Beginn: bf"


def test_gaps_are_filled_one_after_the_other(running: MeetingsPage, press: Press, write: Write) -> None:
    area = running.workspace.live.item.texts["discussion"].area
    area.setFocus()
    write("an")
    press(Qt.Key.Key_Space, CTRL)
    assert area.textCursor().selectedText() == "…"
    write("Frau Lorenz")
    press(Qt.Key.Key_Space, BOTH)
    write("den Schulweg zu sichern.")
    assert area.toPlainText() == "Frau Lorenz regt an, den Schulweg zu sichern."


def test_without_a_code_the_list_opens(running: MeetingsPage, press: Press, write: Write, qtbot: Any) -> None:
    area = running.workspace.live.item.texts["facts"].area
    area.setFocus()
    write("Dazu ")

    def choose(dialog: SnippetPicker) -> None:
        assert nameless(dialog) == []
        qtbot.keyClicks(dialog.search, "wortmeld")
        assert "Es gibt keine Wortmeldungen." in dialog.text.text()
        qtbot.keyClick(dialog.search, Qt.Key.Key_Down)

    in_dialog(SnippetPicker, choose)
    press(Qt.Key.Key_Space, CTRL)
    assert area.toPlainText() == "Dazu Es gibt keine Wortmeldungen."


def test_nothing_fitting_is_said_in_the_list(running: MeetingsPage, workspace: Any) -> None:
    dialog = SnippetPicker(workspace.snippets, None, "gibt es nirgends", running)
    dialog.primary_button.click()
    assert "Kein Textbaustein" in dialog.message.text()
    assert dialog.chosen() is None
    dialog.deleteLater()


def test_text_blocks_need_a_text_field(running: MeetingsPage, press: Press, shell: Any) -> None:
    running.workspace.live.rows.setFocus()
    press(Qt.Key.Key_Space, CTRL)
    assert any("Schreibmarke" in str(call) for call in shell.calls)


def test_value_that_is_missing_is_told(running: MeetingsPage, press: Press, write: Write, shell: Any) -> None:
    area = running.workspace.live.item.texts["facts"].area
    area.setFocus()
    write("nt")
    press(Qt.Key.Key_Space, CTRL)
    assert "{nächste sitzung}" in area.toPlainText()
    assert ("notify", "Noch ohne Wert: {nächste sitzung}", "attention") in shell.calls


def test_one_line_makes_a_task(running: MeetingsPage, scene: Scene, workspace: Any, press: Press, write: Write) -> None:
    press(Qt.Key.Key_T, CTRL)
    type_out("Hempel: Angebot einholen bis Ende März")
    press(Qt.Key.Key_Return)
    line = running.workspace.live.item.tasks.line
    assert (line.what.text(), line.who.value(), line.due.text()) == ("Angebot einholen", scene.officer, "Ende März")
    assert line.meant.text() == "= Mi, 31.03.2027"
    press(Qt.Key.Key_Return)
    (view,) = workspace.tasks.of_source("agenda_item", running.workspace.live.item.item_id())
    assert (view.task.title, view.task.person_id, str(view.task.due_on)) == (
        "Angebot einholen",
        scene.officer,
        "2027-03-31",
    )


def test_colon_of_other_words_stays(running: MeetingsPage, press: Press, write: Write) -> None:
    press(Qt.Key.Key_T, CTRL)
    write("Wichtig: Flyer drucken in 2 Wochen")
    press(Qt.Key.Key_Return)
    line = running.workspace.live.item.tasks.line
    assert (line.what.text(), line.due.text()) == ("Wichtig: Flyer drucken", "in 2 Wochen")


def test_of_two_namesakes_the_user_chooses(running: MeetingsPage, workspace: Any, press: Press, write: Write) -> None:
    workspace.contacts.create_person(last_name="Weber", first_name="Anna")
    workspace.contacts.create_person(last_name="Weber", first_name="Jens")
    press(Qt.Key.Key_T, CTRL)
    type_out("Weber: Angebot einholen bis Ende März")
    press(Qt.Key.Key_Return)
    line = running.workspace.live.item.tasks.line
    assert "sind mehrere" in line.error.text()
    assert line.who.line.text() == "Weber"
    assert line.what.text() == "Angebot einholen"
    popup = line.who.completer.popup()
    assert popup is not None
    popup.hide()
    line.clear()


def test_cursor_stays_in_the_wording_while_it_is_stored(
    running: MeetingsPage, workspace: Any, press: Press, write: Write, qtbot: Any
) -> None:
    press(Qt.Key.Key_B, CTRL)
    (box,) = running.workspace.live.item.boxes.values()
    box.counts["no"].setValue(2)
    write("Der Treff")
    qtbot.waitUntil(lambda: workspace.resolutions.get(box.resolution_id).wording == "Der Treff")
    settle()
    write(" wird eingerichtet.")
    assert box.wording.value() == "Der Treff wird eingerichtet."
    assert box.counts["no"].value() == 2


def test_typing_reads_nothing_again(
    running: MeetingsPage, qtbot: Any, workspace: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    live, read = running.workspace.live, []
    settle()
    monkeypatch.setattr(running, "reload", lambda: read.append(1))
    area = live.item.texts["facts"].area
    area.setFocus()
    qtbot.keyClicks(area, "Viele Worte")
    live.item.flush()
    settle()
    assert workspace.meetings.agenda.get(live.item.item_id()).facts == "Viele Worte"
    assert read == []
    workspace.meetings.agenda.write(live.item.item_id(), "discussion", "von anderswo")
    settle()
    assert live.item.texts["discussion"].value() == "von anderswo"
    assert read == []
    workspace.meetings.agenda.update(live.item.item_id(), None, title="Anderer Titel")
    settle()
    assert read == [1]

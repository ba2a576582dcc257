"""Marking paragraphs of a text field as non-public by key and menu."""

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit
from pytestqt.qtbot import QtBot

from coordinator_app.gui.pages.meetings.typing_editor import TypingEditor
from coordinator_app.gui.widgets.public_marks import PublicMarks

KEY = (Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)


def area_of(qtbot: QtBot, text: str) -> tuple[QPlainTextEdit, PublicMarks]:
    area = QPlainTextEdit(text)
    marks = PublicMarks(area)
    qtbot.addWidget(area)
    area.show()
    area.setFocus()
    qtbot.waitUntil(area.hasFocus)
    return area, marks


def put_cursor(area: QPlainTextEdit, line: int, column: int) -> None:
    cursor = area.textCursor()
    cursor.setPosition(area.document().findBlockByNumber(line).position() + column)
    area.setTextCursor(cursor)


def test_key_marks_the_paragraph_and_keeps_the_cursor_in_its_word(qtbot: QtBot) -> None:
    area, _ = area_of(qtbot, "Der Treff öffnet.\nDie Polizei nennt Namen.\nEnde.")
    put_cursor(area, 1, 4)
    qtbot.keyClick(area, *KEY)
    assert area.toPlainText() == "Der Treff öffnet.\n\n[nö] Die Polizei nennt Namen.\n\nEnde."
    assert area.toPlainText()[area.textCursor().position() :].startswith("Polizei")
    assert len(area.extraSelections()) == 1
    qtbot.keyClick(area, *KEY)
    assert "[nö]" not in area.toPlainText()
    assert area.extraSelections() == []
    area.undo()
    assert "[nö]" in area.toPlainText()


def test_a_selection_marks_all_its_paragraphs(qtbot: QtBot) -> None:
    area, marks = area_of(qtbot, "eins\n\nzwei\n\ndrei")
    cursor = area.textCursor()
    cursor.setPosition(0)
    cursor.setPosition(8, QTextCursor.MoveMode.KeepAnchor)
    area.setTextCursor(cursor)
    with qtbot.waitSignal(marks.changed):
        marks.toggle()
    assert area.toPlainText() == "[nö] eins\n\n[nö] zwei\n\ndrei"


def test_read_only_and_blank_texts_stay(qtbot: QtBot) -> None:
    area, marks = area_of(qtbot, "")
    marks.toggle()
    assert area.toPlainText() == ""
    area.setPlainText("[nö] fest")
    area.setReadOnly(True)
    marks.toggle()
    assert area.toPlainText() == "[nö] fest"


def test_menu_of_the_field_offers_it(qtbot: QtBot) -> None:
    area, _ = area_of(qtbot, "[nö] eins")
    seen: list[tuple[str, bool]] = []

    def look() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        seen.extend((action.text(), action.isChecked()) for action in menu.actions())
        menu.close()

    QTimer.singleShot(0, look)
    area.customContextMenuRequested.emit(QPoint(2, 2))
    assert ("Absatz nicht öffentlich", True) in seen


def test_typing_editor_with_marks_stores_them(qtbot: QtBot) -> None:
    editor = TypingEditor(lines=3, marks=True)
    qtbot.addWidget(editor)
    editor.show()
    editor.set_value("eins")
    assert editor.marks is not None
    with qtbot.waitSignal(editor.committed, timeout=3000):
        editor.marks.toggle()
    assert editor.value() == "[nö] eins"
    editor.set_value("eins\n\n[nö] zwei")
    assert [selection.cursor.selectedText() for selection in editor.area.extraSelections()] == ["[nö] zwei"]
    editor.set_value("eins")
    assert editor.area.extraSelections() == []
    assert TypingEditor().marks is None

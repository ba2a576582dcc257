"""Pickers of catalogue entries and records."""

from collections.abc import Iterable, Mapping

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot

from coordinator_app.common.errors import UserError
from coordinator_app.gui.forms.pickers import CatalogueEditor, MultiChoiceEditor, ReferenceEditor
from coordinator_app.gui.widgets.filter_row import SearchField
from tests.gui.helpers import assert_freed

PEOPLE = [(1, "Albrecht, Julia"), (2, "Hempel, Jens"), (3, "Hempel, Karla"), (4, "Wagner, Mirko")]


def suggest(text: str) -> list[tuple[int, str]]:
    return [pair for pair in PEOPLE if text.lower() in pair[1].lower()]


def titles(ids: Iterable[int]) -> Mapping[int, str]:
    wanted = set(ids)
    return {found: title for found, title in [*PEOPLE, (9, "Alter Eintrag")] if found in wanted}


def reference(qtbot: QtBot, **options: object) -> tuple[ReferenceEditor, list[object]]:
    editor = ReferenceEditor(suggest, titles, **options)  # pyright: ignore[reportArgumentType]  # options of one test
    qtbot.addWidget(editor)
    editor.show()
    heard: list[object] = []
    editor.committed.connect(lambda: heard.append(1))
    return editor, heard


def test_known_record_is_shown_by_its_title(qtbot: QtBot) -> None:
    editor, heard = reference(qtbot)
    editor.set_value(4)
    assert editor.line.text() == "Wagner, Mirko"
    assert editor.value() == 4
    assert heard == []


def test_words_fitting_one_record_take_it_when_left(qtbot: QtBot) -> None:
    editor, heard = reference(qtbot)
    qtbot.keyClicks(editor.line, "wagn")
    editor.line.editingFinished.emit()
    assert editor.value() == 4
    assert editor.line.text() == "Wagner, Mirko"
    assert heard == [1]


def test_ambiguous_words_are_an_error_sentence(qtbot: QtBot) -> None:
    editor, heard = reference(qtbot)
    qtbot.keyClicks(editor.line, "hempel")
    editor.line.editingFinished.emit()
    assert heard == [1]
    with pytest.raises(UserError, match="Liste"):
        editor.value()


def test_emptied_line_means_nobody(qtbot: QtBot) -> None:
    editor, heard = reference(qtbot)
    editor.set_value(1)
    editor.line.clear()
    editor.line.editingFinished.emit()
    assert editor.value() is None
    assert heard == [1]


def test_choosing_from_the_list_takes_the_record(qtbot: QtBot) -> None:
    editor, heard = reference(qtbot)
    qtbot.keyClick(editor.line, Qt.Key.Key_Down)
    completer = editor.completer
    assert completer.completionModel().rowCount() == 4
    completer.activated.emit("Hempel, Karla")
    assert editor.value() == 3
    assert heard == [1]


def test_unknown_name_can_be_made_on_the_spot(qtbot: QtBot) -> None:
    made: list[str] = []

    def create(name: str) -> int:
        made.append(name)
        return 9

    editor, heard = reference(qtbot, create=create)
    editor.completer.activated.emit("„Neu, Nora“ neu anlegen")
    assert made == ["Neu, Nora"]
    assert editor.value() == 9
    assert heard == [1]


def test_gone_record_says_so(qtbot: QtBot) -> None:
    editor, _ = reference(qtbot)
    editor.set_value(77)
    assert editor.line.text() == "nicht mehr vorhanden"


def test_catalogue_keeps_an_inactive_entry_and_reads_anew_when_opened(qtbot: QtBot) -> None:
    entries = [(1, "Sucht")]
    editor = CatalogueEditor(lambda: entries, titles)
    qtbot.addWidget(editor)
    editor.set_value(9)
    assert editor.box.currentText() == "Alter Eintrag"
    entries.append((2, "Verkehr"))
    editor.box.about_to_open.emit()
    assert editor.box.findText("Verkehr") >= 0
    assert editor.value() == 9
    heard: list[int] = []
    editor.committed.connect(lambda: heard.append(1))
    editor.box.setCurrentIndex(editor.box.findText("Verkehr"))
    editor.box.activated.emit(editor.box.currentIndex())
    assert (editor.value(), heard) == (2, [1])


def test_several_are_ticked_in_a_list_and_commit_when_it_closes(qtbot: QtBot) -> None:
    editor = MultiChoiceEditor(suggest, titles)
    qtbot.addWidget(editor)
    editor.set_name("Beteiligte")
    editor.show()
    editor.set_value((2,))
    heard: list[int] = []
    editor.committed.connect(lambda: heard.append(1))
    editor.button.click()
    ticks = editor.findChild(QListWidget)
    assert ticks is not None
    states = [ticks.item(row).checkState() for row in range(ticks.count())]
    assert states.count(Qt.CheckState.Checked) == 1
    ticks.item(3).setCheckState(Qt.CheckState.Checked)
    ticks.item(1).setCheckState(Qt.CheckState.Unchecked)
    assert heard == []
    ticks.window().hide()
    assert editor.value() == (4,)
    assert heard == [1]
    assert "Wagner" in editor.button.accessibleName()


def test_check_list_is_searched_and_ticked_by_keyboard(qtbot: QtBot) -> None:
    editor = MultiChoiceEditor(suggest, titles)
    qtbot.addWidget(editor)
    editor.resize(300, 40)
    editor.show()
    editor.button.click()
    ticks = editor.findChild(QListWidget)
    assert ticks is not None
    popup = ticks.window()
    search = popup.findChild(SearchField)
    assert search is not None
    qtbot.keyClicks(search, "albr")
    qtbot.waitUntil(lambda: ticks.count() == 1, timeout=1000)
    qtbot.keyClick(search, Qt.Key.Key_Return)
    popup.hide()
    assert editor.value() == (1,)


def test_pickers_are_freed(qtbot: QtBot) -> None:
    assert_freed(lambda: ReferenceEditor(suggest, titles))
    assert_freed(lambda: MultiChoiceEditor(suggest, titles))
    assert_freed(lambda: CatalogueEditor(list, titles))

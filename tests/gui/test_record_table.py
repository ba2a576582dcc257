"""The list of every page: selection by id, keys, columns, footer, empty states, remembering."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from coordinator_app.gui.local_state import LocalState
from coordinator_app.gui.widgets.chips import ChipStyle
from coordinator_app.gui.widgets.filter_row import FilterRow
from coordinator_app.gui.widgets.record_table import RecordTable
from tests.gui.helpers import MadeUpSource, assert_freed, nameless


def make(qtbot: QtBot, count: int = 30, **options: object) -> RecordTable:
    table = RecordTable(MadeUpSource(count), name="test", label="Projekte", **options)  # pyright: ignore[reportArgumentType]  # options of one test
    qtbot.addWidget(table)
    table.resize(700, 400)
    table.show()
    return table


def test_selection_survives_reload_and_new_rows(qtbot: QtBot) -> None:
    table = make(qtbot)
    assert table.select(12)
    source = table.model.source
    assert isinstance(source, MadeUpSource)
    del source.data[3]
    heard: list[int] = []
    table.current_changed.connect(heard.append)
    table.reload()
    assert table.current_id() == 12
    assert heard == []


def test_record_that_no_longer_matches_is_reported_as_none(qtbot: QtBot) -> None:
    table = make(qtbot)
    row = FilterRow()
    qtbot.addWidget(row)
    table.attach(row)
    table.select(12)
    heard: list[int] = []
    table.current_changed.connect(heard.append)
    row.set_values(text="zwiesel")
    qtbot.waitUntil(lambda: heard == [0], timeout=1000)
    assert table.count() == 6


def test_a_command_with_ctrl_held_selects_its_record_alone(qtbot: QtBot) -> None:
    table = make(qtbot, multi=True)
    table.select(2)
    qtbot.keyPress(table.view, Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier)
    table.select(12)
    assert table.selected_ids() == [12]
    qtbot.keyRelease(table.view, Qt.Key.Key_Control)


def test_several_selected_records_survive_reload(qtbot: QtBot) -> None:
    table = make(qtbot)
    table.select(2)
    table.view.selectAll()
    assert len(table.selected_ids()) == 30
    table.sort_by("title", descending=True)
    assert len(table.selected_ids()) == 30


@pytest.mark.parametrize(
    ("key", "modifier", "signal"),
    [
        (Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier, "edit_wanted"),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "opened"),
        (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier, "delete_wanted"),
        (Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier, "duplicate_wanted"),
    ],
)
def test_keys_become_wishes_for_the_current_record(
    qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier, signal: str
) -> None:
    table = make(qtbot)
    table.select(7)
    heard: list[object] = []
    getattr(table, signal).connect(heard.append)
    qtbot.keyClick(table.view, key, modifier)
    assert heard == ([[7]] if signal == "delete_wanted" else [7])


def test_typed_letters_go_to_the_filter(qtbot: QtBot) -> None:
    table = make(qtbot)
    row = FilterRow()
    qtbot.addWidget(row)
    row.show()
    table.attach(row)
    qtbot.keyClicks(table.view, "m")
    assert row.search.text() == "m"


def test_clicking_a_head_sorts_and_clicking_again_reverses(qtbot: QtBot) -> None:
    table = make(qtbot)
    table.header.sectionClicked.emit(0)
    first = table.model.text(0, 0)
    table.header.sectionClicked.emit(0)
    assert first == "Apfelbach 10"
    assert table.model.text(0, 0) != first
    table.header.sectionClicked.emit(3)  # not sortable
    assert table.wanted().sort == "title"


def test_columns_chosen_and_order_are_remembered(qtbot: QtBot, tmp_path: Path) -> None:
    state = LocalState(tmp_path / "fenster.ini")
    table = make(qtbot, state=state)
    menu = table.column_menu(table)
    menu.aboutToShow.emit()
    chosen = {action.text(): action for action in menu.actions()}
    chosen["Verborgen"].setChecked(True)
    menu.triggered.emit(chosen["Verborgen"])
    chosen["Ende"].setChecked(False)
    menu.triggered.emit(chosen["Ende"])
    table.header.moveSection(1, 0)
    table.header.sectionClicked.emit(0)
    again = make(qtbot, state=state)
    assert [column.key for column in again.visible_columns()] == ["state", "title", "cents", "hidden"]
    assert again.wanted().sort == "title"
    menu.triggered.emit(menu.actions()[-1])
    assert [column.key for column in table.visible_columns()] == ["title", "state", "end", "cents"]


def test_damaged_remembered_columns_are_ignored(qtbot: QtBot, tmp_path: Path) -> None:
    state = LocalState(tmp_path / "fenster.ini")
    state.set("table/test", ["nonsense", "gone:100:1", "end:x:1", "state:90:1"])
    table = make(qtbot, state=state)
    assert {column.key for column in table.visible_columns()} == {"title", "state", "end", "cents"}


def test_footer_names_position_and_sum(qtbot: QtBot) -> None:
    table = make(qtbot)
    assert table.footer_text() == "30 Einträge · Summe Kosten 465,00\u00a0€"
    table.select(12)
    assert table.footer_text().startswith("Zeile 12 von 30")
    table.view.selectAll()
    assert table.footer_text().startswith("30 von 30 ausgewählt")


def test_empty_list_and_empty_result_say_different_things(qtbot: QtBot) -> None:
    empty = make(qtbot, 0)
    assert empty.empty.isVisible()
    table = make(qtbot)
    row = FilterRow()
    qtbot.addWidget(row)
    table.attach(row)
    row.set_values(text="gibt es nicht")
    qtbot.waitUntil(table.nothing_found.isVisible, timeout=1000)
    table.nothing_found.help_wanted.emit()
    qtbot.waitUntil(lambda: table.count() == 30, timeout=1000)


def test_context_menu_asks_the_page_for_actions(qtbot: QtBot) -> None:
    table = make(qtbot)
    table.select(4)
    seen: list[list[int]] = []

    def fill(menu: QMenu, ids: list[int]) -> None:
        seen.append(ids)
        menu.addAction(QAction("Öffnen", menu))

    table.menu_wanted.connect(fill)
    table.view.customContextMenuRequested.emit(table.view.rect().center())
    assert seen == [[4]]
    for menu in table.findChildren(QMenu):
        menu.close()


def test_chips_and_stripes_are_drawn(qtbot: QtBot) -> None:
    table = make(qtbot, chips={"state": {"läuft": ChipStyle("ok")}})
    plain = make(qtbot)
    assert table.grab().toImage() != plain.grab().toImage()


def test_table_names_itself_and_is_freed(qtbot: QtBot) -> None:
    table = make(qtbot)
    assert nameless(table) == []
    assert_freed(lambda: RecordTable(MadeUpSource(3), name="x", label="Liste"))


def test_order_and_place_of_columns_are_changed_in_the_menu(qtbot: QtBot, tmp_path: Path) -> None:
    """What the mouse does at the heads, the menu does for the keyboard."""
    state = LocalState(tmp_path / "fenster.ini")
    table = make(qtbot, state=state)
    menu = table.column_menu(table)
    menu.aboutToShow.emit()
    order, move = (action.menu() for action in menu.actions()[:2])
    by_title = {action.text(): action for action in order.actions()}
    order.triggered.emit(by_title["Titel"])
    menu.aboutToShow.emit()
    descending = next(action for action in order.actions() if action.text() == "Absteigend")
    assert {action.text() for action in order.actions() if action.isChecked()} == {"Titel", "Aufsteigend"}
    order.triggered.emit(descending)
    assert (table.wanted().sort, table.wanted().descending) == ("title", True)
    assert state.text("table-order/test") == "title desc"
    assert [action.text() for action in move.actions()] == ["Status", "Ende", "Kosten"]
    move.triggered.emit(move.actions()[-1])
    assert [column.key for column in table.visible_columns()] == ["title", "state", "cents", "end"]

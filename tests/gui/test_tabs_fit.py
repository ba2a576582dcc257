"""Tabs move together where there is little room, and apart again."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.scroll_column import ScrollColumn
from coordinator_app.gui.widgets.tabs import NARROW, USUAL, TabView


def test_words_move_together_in_little_room_and_apart_again(qtbot: QtBot) -> None:
    view = TabView("Teile")
    qtbot.addWidget(view)
    for key in ("Überblick", "Angaben", "Ziele", "Termine"):
        view.add_tab(key, key, QWidget)
    view.resize(900, 200)
    view.show()
    wide = [view.strip.tabRect(place).width() for place in range(4)]
    view.resize(sum(wide) + 10, 200)
    narrow = [view.strip.tabRect(place).width() for place in range(4)]
    assert [before - after for before, after in zip(wide, narrow, strict=True)] == [USUAL - NARROW] * 4
    view.resize(900, 200)
    assert [view.strip.tabRect(place).width() for place in range(4)] == wide


def test_pane_filled_when_shown_is_laid_out_before_it_is_painted(qtbot: QtBot) -> None:
    card = ListCard("Station für Station")
    view = TabView("Teile")
    qtbot.addWidget(view)
    view.add_tab("leer", "Leer", QWidget)
    view.add_tab("liste", "Liste", lambda: ScrollColumn(card))
    view.shown.connect(lambda key: card.set_rows([ListRow(str(n)) for n in range(30)]) if key == "liste" else None)
    view.resize(500, 300)
    view.show()
    view.select("liste")  # without a turn of the event loop: so it stands when the first frame is drawn
    assert card.height() >= card.sizeHint().height()

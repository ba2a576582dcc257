"""Drawn pieces: steps, red thread, charts, split view, focus ring; in every theme; freed when closed."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from coordinator_app.domain.red_thread import ThreadNode
from coordinator_app.gui import theme
from coordinator_app.gui.focus_ring import FocusWatcher
from coordinator_app.gui.local_state import LocalState
from coordinator_app.gui.widgets.buttons import (
    PrimaryButton,
)
from coordinator_app.gui.widgets.charts import HeatCell, HeatTable, Spread, SpreadBar, paint_spread
from coordinator_app.gui.widgets.filter_row import FilterRow
from coordinator_app.gui.widgets.headers import PageHeader
from coordinator_app.gui.widgets.notices import EmptyState, UndoBar
from coordinator_app.gui.widgets.record_table import RecordTable
from coordinator_app.gui.widgets.split_view import Splitter, SplitView
from coordinator_app.gui.widgets.steps import DateLeaf, RedThread, StepBar, month_short
from coordinator_app.gui.widgets.tabs import TabStrip, TabView
from tests.gui.helpers import MadeUpSource, assert_freed, nameless

pytestmark = pytest.mark.styled


def shown(qtbot: QtBot, widget: Any, width: int = 900, height: int = 300) -> Any:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    return widget


THREAD = [
    ThreadNode("Bedarf", "Treffpunkt Jugend", "need", 8),
    ThreadNode("Projekt", "Offener Treff", "project", 3, current=True),
    ThreadNode("Messwert"),
]
ADD = {"Messwert": "+ anlegen"}


def test_steps_are_navigation_with_spoken_states(qtbot: QtBot) -> None:
    bar = shown(qtbot, StepBar(["Vorbereiten", "Einladen", "Durchführen"], 1))
    heard: list[int] = []
    bar.activated.connect(heard.append)
    steps = bar.findChildren(QPushButton) or [child for child in bar.children() if hasattr(child, "click")]
    assert [step.accessibleName() for step in steps] == [
        "Schritt 1: Vorbereiten, erledigt",
        "Schritt 2: Einladen, aktueller Schritt",
        "Schritt 3: Durchführen, noch offen",
    ]
    qtbot.keyClick(steps[2], Qt.Key.Key_Space)
    assert heard == [2]
    bar.set_current(2, done=[0])
    assert bar.current() == 2
    assert "noch offen" in steps[1].accessibleName()
    assert not bar.grab().isNull()


def test_lines_between_steps_give_way_in_a_narrow_window(qtbot: QtBot) -> None:
    room = shown(qtbot, QWidget())
    bar = StepBar(["Planung & Recht", "Stichprobe & Anschreiben", "Rücklauf"], 1, parent=room)
    bar.show()
    steps = [child for child in bar.children() if hasattr(child, "connector")]
    bar.resize(sum(step.wanted() for step in steps) - 20, 40)
    QApplication.sendPostedEvents()
    assert [step.width() for step in steps] == [step.sizeHint().width() for step in steps]
    assert 0 < steps[1].connector < 24


def test_red_thread_leads_to_records_and_offers_the_missing(qtbot: QtBot) -> None:
    thread = shown(qtbot, RedThread(THREAD, ADD), 300, 60)
    went: list[object] = []
    thread.node_activated.connect(lambda kind, found: went.append((kind, found)))
    thread.add_wanted.connect(went.append)
    nodes = [child for child in thread.widget().children() if hasattr(child, "click")]
    for node in nodes:
        node.click()
    assert went == [("need", 8), 2]
    assert [node.accessibleName() for node in nodes][2] == "Messwert: + anlegen, fehlt noch"
    assert nodes[1].focusPolicy() == Qt.FocusPolicy.NoFocus
    assert not thread.grab().isNull()
    thread.set_nodes(THREAD[:1])
    assert thread.minimumSizeHint().height() == thread.sizeHint().height()


def test_date_leaf_names_the_day(qtbot: QtBot) -> None:
    leaf = shown(qtbot, DateLeaf(date(2026, 11, 26)))
    assert leaf.accessibleName() == "Do, 26.11.2026"
    assert not leaf.grab().isNull()
    assert [month_short(date(2026, month, 1)) for month in (5, 6, 11)] == ["Mai", "Juni", "Nov."]


def test_split_view_replaces_list_by_detail_when_narrow(qtbot: QtBot, tmp_path: Any) -> None:
    state = LocalState(tmp_path / "fenster.ini")
    list_pane, detail = QLineEdit(), QLabel("Detail")
    view = shown(qtbot, SplitView(list_pane, detail, name="projects", state=state), 1100, 500)
    assert not view.is_narrow()
    assert list_pane.isVisible()
    assert detail.isVisible()
    view.resize(700, 500)
    assert view.is_narrow()
    assert not detail.isVisible()
    heard: list[int] = []
    view.left_detail.connect(lambda: heard.append(1))
    view.show_detail()
    assert detail.isVisible()
    assert not list_pane.isVisible()
    view.back_button.click()
    assert list_pane.isVisible()
    assert heard == [1]
    view.resize(1100, 500)
    assert detail.isVisible()
    view.splitter.setSizes([500, 600])
    view.splitter.splitterMoved.emit(500, 1)
    again = shown(qtbot, SplitView(QLabel(), QLabel(), name="projects", state=state), 1100, 500)
    assert abs(again.splitter.sizes()[0] - view.splitter.sizes()[0]) <= 2


def test_spread_is_drawn_and_said(qtbot: QtBot) -> None:
    spread = Spread(1, 2, 4, 4.5, 5, divided=True)
    bar = shown(qtbot, SpreadBar(spread), 140, 32)
    assert bar.accessibleName() == "Median 4, mittlere Hälfte 2 bis 4,5, alle Werte 1 bis 5"
    drawn = bar.grab().toImage()
    bar.set_spread(None)
    assert bar.grab().toImage() != drawn


def test_heat_table_moves_by_arrows_and_says_the_cell(qtbot: QtBot) -> None:
    table = shown(qtbot, HeatTable("Lückenmatrix"), 400, 100)
    cells = [[HeatCell("2 : 1", 2), HeatCell("5 : 0", 5, gap=True, tip="kein Angebot")], [HeatCell(), HeatCell()]]
    table.set_cells(["Sucht", "Verkehr"], ["Kinder", "Alle"], cells)
    went: list[tuple[int, int]] = []
    table.activated.connect(lambda row, column: went.append((row, column)))
    qtbot.keyClick(table, Qt.Key.Key_Right)
    assert table.accessibleDescription() == "Sucht, Alle: 5 : 0, Lücke"
    qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.keyClick(table, Qt.Key.Key_A)
    where = table.cell_rect(1, 0).center().toPoint()
    qtbot.mouseMove(table, where)
    qtbot.mouseClick(table, Qt.MouseButton.LeftButton, pos=where)
    qtbot.mouseClick(table, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert went == [(0, 1), (1, 0)]
    assert not table.grab().isNull()


def test_focus_ring_follows_buttons_and_spares_fields(qtbot: QtBot, qapp: QApplication) -> None:
    watcher = FocusWatcher(qapp, lambda: theme.color("focus"))
    page = QWidget()
    column = QVBoxLayout(page)
    button, field, strip = PrimaryButton("Neu"), QLineEdit(), TabStrip([("a", "Eins"), ("b", "Zwei")])
    for widget in (button, field, strip):
        column.addWidget(widget)
    shown(qtbot, page)
    watcher.follow(button)
    ring = watcher.ring
    assert ring is not None
    assert ring.isVisible()
    assert ring.geometry().contains(button.geometry())
    assert not ring.grab().isNull()
    button.move(button.x() + 40, button.y())
    assert ring.geometry().contains(button.geometry())
    watcher.follow(field)
    assert watcher.ring is None
    watcher.follow(strip)
    ring = watcher.ring
    assert ring is not None
    strip.hide()
    assert not ring.isVisible()
    watcher.follow(None)
    watcher.deleteLater()


@pytest.mark.parametrize("key", theme.KEYS)
def test_tables_charts_and_steps_are_drawn_in_every_theme(qtbot: QtBot, qapp: QApplication, key: str) -> None:
    look = theme.Theme(qapp)
    look.choose(key)
    source = MadeUpSource(12)
    table = RecordTable(source, name="x", label="Liste", painters={"hidden": paint_spread}, sort="title desc")
    shown(qtbot, table, 600, 300)
    table.select(3)
    assert not table.grab().isNull()
    spread = shown(qtbot, SpreadBar(Spread(1, 3, 3, 3, 5)), 140, 32)
    assert not spread.grab().isNull()
    splitter = shown(qtbot, Splitter(Qt.Orientation.Vertical), 100, 100)
    for _ in range(2):
        splitter.addWidget(QLabel("Teil"))
    assert not splitter.grab().isNull()
    view = shown(qtbot, SplitView(QLabel("L"), QLabel("D"), name="x"), 1000, 300)
    assert not view.grab().isNull()
    look.start("hell")
    qapp.setStyleSheet("")


def test_table_follows_mouse_and_explains_shortened_cells(qtbot: QtBot) -> None:
    table = shown(qtbot, RecordTable(MadeUpSource(12), name="x", label="Liste"), 500, 300)
    position = QPoint(20, 40)
    qtbot.mouseMove(table.view.viewport(), QPoint(10, 10))
    qtbot.mouseMove(table.view.viewport(), position)
    QApplication.sendEvent(
        table.view.viewport(), QHelpEvent(QEvent.Type.ToolTip, position, table.view.mapToGlobal(position))
    )
    QApplication.sendEvent(table.view, QEvent(QEvent.Type.Leave))
    assert table.view.hover_row == -1
    table.view.resizeColumnToContents(1)
    assert table.header.sectionSize(1) >= 48


@pytest.mark.parametrize(
    "make",
    [
        lambda: StepBar(["Eins", "Zwei"]),
        lambda: RedThread(THREAD, ADD),
        FilterRow,
        lambda: PageHeader("Titel"),
        lambda: EmptyState("pin", "Titel", "Text", "Knopf", "Hilfe"),
        UndoBar,
        lambda: SplitView(QLabel(), QLabel(), name="x"),
        TabView,
        lambda: HeatTable("Matrix"),
    ],
)
def test_widgets_name_what_takes_the_focus_and_are_freed(qtbot: QtBot, make: Any) -> None:
    widget = make()
    qtbot.addWidget(widget)
    assert nameless(widget) == []
    assert_freed(make)

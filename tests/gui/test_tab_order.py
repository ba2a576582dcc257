"""Tab in reading order: a table of layouts for the cut into rows and columns, and a window with parts made late."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from coordinator_app.gui.tab_order import Box, enter, first_stop, in_reading_order, move_focus, reading_order


@pytest.mark.parametrize(
    ("boxes", "expected"),
    [
        ({"a": (0, 0, 10, 10), "b": (20, 0, 30, 10), "c": (0, 20, 10, 30), "d": (20, 20, 30, 30)}, "abcd"),
        ({"b": (20, 0, 30, 90), "a": (0, 0, 10, 90)}, "ab"),
        ({"right": (50, 0, 90, 100), "x": (0, 0, 40, 30), "y": (0, 40, 40, 100)}, "xyright"),
        ({"c": (0, 30, 90, 40), "a": (0, 1, 40, 20), "b": (50, 0, 90, 21)}, "abc"),
        ({"b": (5, 5, 30, 30), "a": (0, 0, 20, 20)}, "ab"),
        ({}, ""),
    ],
)
def test_parts_are_cut_into_rows_then_columns(boxes: dict[str, tuple[int, int, int, int]], expected: str) -> None:
    by_box = {Box(*edges): name for name, edges in boxes.items()}
    assert "".join(by_box[box] for box in in_reading_order(list(by_box))) == expected


class Window(QWidget):
    """Two columns of fields; the first field of the left one is made last."""

    def __init__(self) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        self.left, self.right = QWidget(), QWidget()
        line.addWidget(self.left)
        line.addWidget(self.right)
        self.columns = {side: QVBoxLayout(side) for side in (self.left, self.right)}
        self.d = self.add(self.right, "d")
        self.b = self.add(self.left, "b")
        self.c = self.add(self.left, "c")
        self.a = QLineEdit()
        self.a.setAccessibleName("a")
        self.columns[self.left].insertWidget(0, self.a)

    def add(self, side: QWidget, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setAccessibleName(name)
        self.columns[side].addWidget(field)
        return field

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt names it
        return move_focus(self, forward=forward)


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    made = Window()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def walk(window: Window, steps: int, *, back: bool = False) -> str:
    found = ""
    for _ in range(steps):
        held = Qt.KeyboardModifier.ShiftModifier if back else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab, held)
        found += (window.focusWidget() or window).accessibleName()
    return found


def test_tab_goes_round_in_reading_order_both_ways(window: Window) -> None:
    window.a.setFocus()
    assert walk(window, 5) == "bcdab"
    assert walk(window, 3, back=True) == "adc"


def test_a_field_that_goes_hands_the_focus_to_its_neighbour(window: Window) -> None:
    window.b.setFocus()
    window.b.hide()
    assert window.focusWidget() is window.c
    window.d.setEnabled(False)
    assert reading_order(window) == [window.a, window.c]


def test_a_stand_in_is_one_stop_not_two(window: Window) -> None:
    inner = QLineEdit(window.left)
    inner.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    holder = window.c
    holder.setFocusProxy(inner)
    inner.setGeometry(holder.geometry())
    inner.show()
    window.b.setFocus()
    QTest.keyClick(window.b, Qt.Key.Key_Tab)
    assert window.focusWidget() is inner
    QTest.keyClick(inner, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert window.focusWidget() is window.b


def test_entering_a_part_leaves_who_is_there_already(window: Window) -> None:
    window.c.setFocus()
    assert enter(window.left)
    assert window.focusWidget() is window.c
    assert enter(window, but=[window.left])
    assert window.focusWidget() is window.d
    assert first_stop(window.left) is window.a
    assert not enter(QWidget(window))

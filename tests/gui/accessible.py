"""What a screen reader and a keyboard need of a view: checks that return sentences about what is wrong.

Used on every page, tab, step and dialog (`test_every_page.py`, `test_every_dialog.py`).
"""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QGridLayout,
    QLabel,
    QPlainTextEdit,
    QRadioButton,
    QTextEdit,
    QWidget,
)

from tests.gui.helpers import is_ours, nameless

MOST_STOPS = 400  # a Tab order longer than this is a trap
LEAST_TARGET = 24  # pixels at 100 % (WCAG 2.2, 2.5.8)
ENGLISH = {"OK", "Ok", "Cancel", "Yes", "No", "Close", "Save", "Apply", "Reset", "Help", "Discard", "Open", "Abort"}
ENGLISH |= {"Retry", "Ignore", "Back", "Next", "Finish", "Scroll Left", "Scroll Right"}
_SAYS_NOTHING = {QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Pane, QAccessible.Role.Border}


def faults(root: QWidget) -> list[str]:
    """Everything wrong with what is visible below `root`, a sentence each."""
    found = [f"ohne Namen: {each}" for each in nameless(root)]
    for widget in [root, *root.findChildren(QWidget)]:
        if widget.isVisible() and is_ours(widget):
            found += _of(widget)
    return found


def _of(widget: QWidget) -> Iterator[str]:
    name = words_of(widget)
    takes_focus = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
    spoken = QAccessible.queryAccessibleInterface(widget)
    if takes_focus and spoken is not None and spoken.role() in _SAYS_NOTHING and not widget.accessibleDescription():
        yield f"ohne Rolle und ohne Beschreibung: {name}"
    if isinstance(widget, QAbstractButton):
        texts = {widget.text().replace("&", ""), widget.accessibleName(), widget.toolTip()}
        yield from (f"englisch: {text}" for text in texts & ENGLISH)
        if takes_focus and _hard_to_hit(widget):
            yield f"kleiner als {LEAST_TARGET} Pixel: {name} {widget.width()}×{widget.height()}"
    if takes_focus and _keeps_tab(widget):
        yield f"hält die Tab-Taste fest: {name}"
    if isinstance(widget, QLabel) and widget.property("rolle") == "beschriftung" and widget.text():
        yield from _label(widget)


def _keeps_tab(widget: QWidget) -> bool:
    if isinstance(widget, QAbstractItemView):
        return widget.tabKeyNavigation()
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        return not widget.isReadOnly() and not widget.tabChangesFocus()
    return False


def _hard_to_hit(button: QAbstractButton) -> bool:
    """Smaller than 24 pixels and without that room around its middle (links within rows have it)."""
    if min(button.width(), button.height()) >= LEAST_TARGET or isinstance(button, QCheckBox | QRadioButton):
        return False
    window = button.window()
    room = QRect(0, 0, LEAST_TARGET, LEAST_TARGET)
    room.moveCenter(QRect(button.mapTo(window, QPoint(0, 0)), button.size()).center())
    around = button.parentWidget()
    others = around.findChildren(QAbstractButton) if around is not None else []
    return any(
        other is not button
        and other.isVisible()
        and room.intersects(QRect(other.mapTo(window, QPoint(0, 0)), other.size()))
        for other in others
    )


def _label(label: QLabel) -> Iterator[str]:
    """A label above a field belongs to it: Alt+letter and screen readers go from one to the other."""
    around = label.parentWidget()
    if around is None or isinstance(around.layout(), QGridLayout):  # the heads of columns
        return
    named = any(isinstance(each, QWidget) and each.accessibleName() == label.text() for each in around.children())
    if label.buddy() is None and any(_fields(label)) and not named:
        yield f"Beschriftung ohne Feld: {label.text()}"


def _fields(label: QLabel) -> Iterator[QWidget]:
    around = label.parentWidget()
    for other in around.children() if around is not None else ():
        if isinstance(other, QWidget) and other.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield other


def words_of(widget: QWidget) -> str:
    """Class and name of a widget for a message."""
    text = widget.text() if isinstance(widget, QAbstractButton | QLabel) else ""
    return f"{type(widget).__name__} „{widget.accessibleName() or text}“ in {type(widget.parentWidget()).__name__}"


def takes_tab(widget: QWidget) -> bool:
    """Whether Tab should stop here: in sight, usable, and not part of another control or group."""
    if not (widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus):
        return False
    if widget.focusProxy() is not None or not is_ours(widget):
        return False
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    if group is None and isinstance(widget, QAbstractButton) and widget.autoExclusive():
        return widget.isChecked()
    return group is None or not group.exclusive() or (isinstance(widget, QAbstractButton) and widget.isChecked())


def stops(window: QWidget, within: QWidget) -> list[QWidget]:
    """Where Tab leads from the present focus until it leaves `within` or comes round."""
    found: list[QWidget] = []
    while len(found) < MOST_STOPS:
        QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Tab)
        now = QApplication.focusWidget() or window.focusWidget()
        if now is None or now is within or not within.isAncestorOf(now) or now in found:
            break
        found.append(now)
    return found


def wanted_stops(within: QWidget) -> list[QWidget]:
    """What Tab should reach below `within`."""
    return [each for each in within.findChildren(QWidget) if takes_tab(each)]


def unreached(wanted: list[QWidget], reached: list[QWidget]) -> list[str]:
    """What Tab should have reached but did not, and still should."""
    return [words_of(each) for each in wanted if each not in reached and takes_tab(each)]


def out_of_order(within: QWidget, reached: list[QWidget]) -> list[str]:
    """Steps of the Tab order that jump up the page by more than a row within one column."""
    found: list[str] = []
    for one, other in pairwise(reached):
        if one.parentWidget() is not other.parentWidget() or isinstance(one.parentWidget(), QAbstractScrollArea):
            continue
        above, below = one.geometry(), other.geometry()
        if below.bottom() <= above.top() and below.left() <= above.right() and above.left() <= below.right():
            found.append(f"{words_of(one)} vor {words_of(other)}")
    return found

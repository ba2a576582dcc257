"""Tab follows the reading order by construction: left to right in rows, pane by pane, whatever was made first.

Qt goes by the order in which widgets were made; rows and cards made later would all come last. Windows ask `move_focus`
from their `focusNextPrevChild` instead. The order is read off the places on screen: a part is cut into rows where no
control is crossed, a row into columns, and so on (the XY cut used for reading printed pages).
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QRadioButton,
    QScrollArea,
    QTabBar,
    QWidget,
)


class Box(NamedTuple):
    """Edges in the coordinates of the parent (right and bottom lie outside) and the stops within.

    `gone` is 0 for what holds the focus although it is hidden (Qt asks where to go while it hides it), else 1.
    """

    left: int
    top: int
    right: int
    bottom: int
    gone: int = 1
    stops: tuple[QWidget, ...] = ()


def move_focus(window: QWidget, *, forward: bool) -> bool:
    """Put the focus on the next or previous stop of the window, round its end; False when there is no other."""
    here = QApplication.focusWidget() or window.focusWidget()
    order = reading_order(window, mark=here)
    if not forward:
        order.reverse()
    place = order.index(here) if here is not None and here in order else -1
    for target in (*order[place + 1 :], *order[: max(place, 0)]):
        if _taker(target) is not here:
            target.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
            _show(target, window)
            return True
    return False


def reading_order(part: QWidget, *, mark: QWidget | None = None) -> list[QWidget]:
    """Where Tab stops within a part, in reading order; `mark` is listed where it lies though it may be no stop now."""
    boxes: list[Box] = []
    for child in part.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if child.isWindow():
            continue
        shown = child.isVisible()
        if not shown and (mark is None or not (child is mark or child.isAncestorOf(mark))):
            continue
        own = (child,) if child is mark or is_stop(child) else ()
        stops = (*own, *reading_order(child, mark=mark))
        if stops:
            area = child.geometry()
            edges = (area.x(), area.y(), area.x() + area.width(), area.y() + area.height())
            boxes.append(Box(*edges, int(shown), stops))
    return [stop for box in in_reading_order(boxes) for stop in box.stops]


def first_stop(part: QWidget, *, but: Sequence[QWidget] = ()) -> QWidget | None:
    """Where work begins in a part: its first list, else its first stop, tabs last; None when there is none.

    What lies in `but` (such as the head of a page) does not count.
    """
    stops = [stop for stop in reading_order(part) if not any(each.isAncestorOf(stop) for each in but)]
    lists = [stop for stop in stops if isinstance(stop, QAbstractItemView)]
    inside = [stop for stop in stops if not isinstance(stop, QTabBar)]
    return next(iter(lists or inside or stops), None)


def enter(part: QWidget, *, but: Sequence[QWidget] = ()) -> bool:
    """Put the focus where work begins in a part, unless it is there already; False when there is nothing to reach."""
    focus = QApplication.focusWidget()
    if focus is not None and part.isAncestorOf(focus) and not any(each.isAncestorOf(focus) for each in but):
        return True
    target = first_stop(part, but=but)
    if target is not None:
        target.setFocus(Qt.FocusReason.TabFocusReason)
    return target is not None


def is_stop(widget: QWidget) -> bool:
    """Whether Tab stops here: in sight, usable, and no part of a control or group that is one stop as a whole."""
    if not (widget.isEnabled() and widget.isVisible()):
        return False
    chosen = _chosen(widget)
    if chosen is not None and chosen.isVisible() and chosen.isEnabled():
        return widget is chosen
    if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return False
    proxy = widget.focusProxy()
    return proxy is None or not is_stop(proxy)


def _chosen(widget: QWidget) -> QAbstractButton | None:
    """The chosen one among the alternatives this button belongs to; arrow keys go from one to the other."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return group.checkedButton() if group is not None and group.exclusive() else None


def press_by_enter(event: QKeyEvent) -> bool:
    """Press the button that has the focus when this is Enter alone; False when it is another key or place."""
    focus = QApplication.focusWidget()
    alone = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or not alone or event.isAutoRepeat():
        return False
    if not isinstance(focus, QAbstractButton) or isinstance(focus, QCheckBox | QRadioButton):
        return False
    focus.click()
    return True


def _taker(widget: QWidget) -> QWidget:
    """What has the focus once `widget` is given it."""
    proxy = widget.focusProxy()
    return widget if proxy is None else _taker(proxy)


def in_reading_order(boxes: Sequence[Box]) -> list[Box]:
    """Rows from top to bottom, in a row columns from left to right; what cannot be cut goes by its upper corner."""
    if len(boxes) < 2:
        return list(boxes)
    for edges in (_upright, _across):
        groups = _cut(boxes, edges)
        if len(groups) > 1:
            return [box for group in groups for box in in_reading_order(group)]
    return sorted(boxes, key=_corner)


def _cut(boxes: Sequence[Box], edges: Callable[[Box], tuple[int, int]]) -> list[list[Box]]:
    """Groups between which a straight line passes without touching a box."""
    groups: list[list[Box]] = []
    reach = 0
    for box in sorted(boxes, key=edges):
        near, far = edges(box)
        if not groups or near >= reach:
            groups.append([])
            reach = far
        groups[-1].append(box)
        reach = max(reach, far)
    return groups


def _upright(box: Box) -> tuple[int, int]:
    return (box.top, box.bottom)


def _across(box: Box) -> tuple[int, int]:
    return (box.left, box.right)


def _corner(box: Box) -> tuple[int, int, int]:
    return (box.top, box.left, box.gone)


def _show(target: QWidget, window: QWidget) -> None:
    """Scroll what holds the target so that it is in sight."""
    parent = target.parentWidget()
    while parent is not None and parent is not window:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(target)
        parent = parent.parentWidget()

"""A list of drawn rows: agenda, attendance, and the tree of bodies with their meetings."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QHelpEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from coordinator_app.gui import icons, theme
from coordinator_app.gui.widgets.chips import ChipStyle, chip_size, paint_chip

_EDGE, _ICON, _GAP, _INDENT = 16, 16, 8, 16
_ROW = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `key` identifies it; `number` stands right-aligned before the text, `second` in small letters below.

    `strong` sets the text in bold, `muted` in grey; `chip` stands at the right, `value` as muted words there.
    """

    key: str
    text: str
    icon: str = ""
    icon_role: str = "text_muted"
    number: str = ""
    second: str = ""
    value: str = ""
    chip: tuple[str, ChipStyle] | None = None
    depth: int = 0
    strong: bool = False
    muted: bool = False
    tip: str = ""

    @property
    def spoken(self) -> str:
        """The row in one line, for assistive technology."""
        chip = self.chip[0] if self.chip else ""
        parts = (self.number, self.text, self.second, chip, self.value, self.tip)
        return ", ".join(part for part in parts if part)


class RowList(QListWidget):
    """`RowList("Tagesordnung")`; `set_rows(rows)` keeps the current row by its key.

    Signals: `chosen(key)` when the user moves to another row, `opened(key)` on Enter or double click,
    `wish(name)` for Entf ("delete"), Strg+D ("duplicate"), Alt+Auf/Ab ("up", "down"), Alt+Links/Rechts
    ("outdent", "indent"), Links/Rechts ("collapse", "expand").
    """

    chosen = Signal(str)
    opened = Signal(str)
    wish = Signal(str)

    def __init__(self, name: str, *, height: int = 40, numbers: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.row_height = height
        self.numbers = numbers
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_RowDelegate(self))
        self._quiet = False
        self.currentItemChanged.connect(self._on_current_changed)
        self.itemDoubleClicked.connect(self._on_double_clicked)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; only those that differ are written, so that scrolling does not jump and a move is cheap."""
        self._quiet = True
        kept = self.current_key()
        bar = self.verticalScrollBar().value()
        while self.count() > len(rows):
            self.takeItem(self.count() - 1)
        known = self.count()
        if known < len(rows):
            self.addItems([""] * (len(rows) - known))
        moved = False
        for place, row in enumerate(rows):
            before = self._row(place) if place < known else None
            if before is not row and before != row:
                moved = moved or before is None or before.key != row.key
                self._fill(place, row)
        if moved or known > len(rows):
            self.clearSelection()
            self.setCurrentRow(-1)
            self.select(kept)
        self.verticalScrollBar().setValue(bar)
        current = self.currentItem()
        if moved and current is not None and self.hasFocus():
            self.scrollToItem(current)  # an item moved by keys stays in sight
        self._quiet = False

    def select(self, key: str) -> bool:
        """Make a row current without telling `chosen`; False when it is not there."""
        was, self._quiet = self._quiet, True
        place = next((place for place in range(self.count()) if self._row(place).key == key), -1)
        if place >= 0 or not key:
            self.setCurrentRow(place)
        self._quiet = was
        return place >= 0

    def current_key(self) -> str:
        """Key of the current row; "" for none."""
        item = self.currentItem()
        return item.data(_ROW).key if item is not None else ""

    def keys(self) -> list[str]:
        """The keys of all rows in their order."""
        return [self._row(place).key for place in range(self.count())]

    def row_of(self, key: str) -> Row | None:
        """The row with a key."""
        return next((row for row in map(self._row, range(self.count())) if row.key == key), None)

    def _row(self, place: int) -> Row:
        row: Row = self.item(place).data(_ROW)
        return row

    def _fill(self, place: int, row: Row) -> None:
        item = self.item(place)
        item.setData(_ROW, row)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, row.spoken)
        item.setText("")
        item.setToolTip(row.tip)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; the keys of `wish`; the rest as usual."""
        key, held = event.key(), event.modifiers()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_key():
            self.opened.emit(self.current_key())
            return
        wishes = {
            (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier): "delete",
            (Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier): "duplicate",
            (Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier): "up",
            (Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier): "down",
            (Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier): "outdent",
            (Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier): "indent",
            (Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier): "collapse",
            (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier): "expand",
        }
        plain = held & ~Qt.KeyboardModifier.KeypadModifier
        found = wishes.get((Qt.Key(key), plain))
        if found is not None:
            self.wish.emit(found)
            return
        super().keyPressEvent(event)

    @Slot()
    def _on_current_changed(self) -> None:
        if not self._quiet:
            self.chosen.emit(self.current_key())

    @Slot()
    def _on_double_clicked(self) -> None:
        self.opened.emit(self.current_key())


class _RowDelegate(QStyledItemDelegate):
    """Draws a `Row`."""

    def __init__(self, owner: RowList) -> None:
        super().__init__(owner)
        self._owner = owner

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        row: Row = index.data(_ROW)
        two_lines = QFontMetrics(theme.font("body")).height() + QFontMetrics(theme.font("caption")).height() + 6
        return QSize(120, max(theme.height(self._owner.row_height, padding=8), two_lines if row.second else 0))

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        row: Row | None = index.data(_ROW)
        if row is None:
            return False
        QToolTip.showText(event.globalPos(), row.tip or row.text, view)
        return True

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: Row = index.data(_ROW)
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        self._ground(painter, area, state, selected=selected)
        ink = theme.color("selection_text" if selected else "text_muted" if row.muted else "text")
        soft = theme.color("selection_text" if selected else "text_muted")
        left = area.left() + _EDGE + row.depth * _INDENT
        right = area.right() - _EDGE
        if row.icon:
            where = QRectF(left, area.center().y() - _ICON / 2 + 1, _ICON, _ICON)
            icons.paint(painter, row.icon, where, "selection_text" if selected else row.icon_role)
            left += _ICON + _GAP
        if row.chip is not None:
            size = chip_size(row.chip[0])
            paint_chip(painter, right - size.width() + 1, area.center().y() + 1, *row.chip)
            right -= size.width() + _GAP
        if row.value:
            painter.setFont(theme.font("hint", tabular=True))
            painter.setPen(soft)
            width = painter.fontMetrics().horizontalAdvance(row.value)
            middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(QRect(right - width, area.top(), width + 1, area.height()), middle, row.value)
            right -= width + _GAP
        if self._owner.numbers:
            painter.setPen(ink)
            left = self._number(painter, row, QRect(left, area.top(), right - left, area.height()))
        painter.setPen(ink)
        self._words(painter, row, QRect(left, area.top(), right - left, area.height()), selected=selected)
        painter.restore()

    def _ground(self, painter: QPainter, area: QRect, state: QStyle.StateFlag, *, selected: bool) -> None:
        hover = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.fillRect(area, theme.color("selection" if selected else "hover" if hover else "raised"))
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, theme.color("line"))
        if selected:
            painter.fillRect(area.left(), area.top(), 3, area.height(), theme.color("accent"))

    def _number(self, painter: QPainter, row: Row, area: QRect) -> int:
        painter.setFont(theme.font("strong" if row.strong else "body", tabular=True))
        width = QFontMetrics(painter.font()).horizontalAdvance("00.")
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        if row.number:
            width = max(width, QFontMetrics(painter.font()).horizontalAdvance(row.number))
            painter.drawText(QRect(area.left(), area.top(), width, area.height()), middle, row.number)
        return area.left() + width + _GAP

    def _words(self, painter: QPainter, row: Row, area: QRect, *, selected: bool) -> None:
        painter.setFont(theme.font("strong" if row.strong else "body"))
        metrics = painter.fontMetrics()
        elided = metrics.elidedText(row.text, Qt.TextElideMode.ElideRight, area.width())
        if not row.second:
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)
            return
        small = theme.font("caption")
        total = metrics.height() + QFontMetrics(small).height() - 2
        top = area.center().y() - total // 2
        painter.drawText(area.left(), top + metrics.ascent(), elided)
        painter.setFont(small)
        painter.setPen(theme.color("selection_text" if selected else "text_muted"))
        second = painter.fontMetrics().elidedText(row.second, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area.left(), top + metrics.height() - 2 + painter.fontMetrics().ascent(), second)

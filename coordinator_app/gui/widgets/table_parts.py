"""Delegate, header and view of `RecordTable`: the drawing of rows, chips, selection and sort arrow."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from coordinator_app.domain.vocabulary import Vocabulary
from coordinator_app.gui import icons, theme
from coordinator_app.gui.models.formats import RIGHT_ALIGNED
from coordinator_app.gui.models.paged_table import PagedTableModel, RowGroup
from coordinator_app.gui.widgets.chips import ChipStyle, chip_size, paint_chip

PADDING, EDGE, STRIPES_FROM = 8, 16, 8

ChipRule = Mapping[Any, ChipStyle] | Callable[[Any], ChipStyle | None]
CellPainter = Callable[[QPainter, QRect, Any, bool], None]
Index = QModelIndex | QPersistentModelIndex


class RecordView(QTableView):
    """The table itself: row selection, hover row, keys as signals."""

    wish = Signal(str)  # "open", "edit", "delete", "duplicate"
    typed = Signal(str)

    def __init__(self, row_height: int = 30, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row_height = row_height
        self.hover_row = -1
        self.setMouseTracking(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._measure()

    def _measure(self) -> None:
        rows = self.verticalHeader()
        rows.setMinimumSectionSize(20)
        rows.setDefaultSectionSize(theme.height(self._row_height))

    def changeEvent(self, event: QEvent) -> None:
        """Take up another text size."""
        super().changeEvent(event)
        if theme.is_look_change(event):
            self._measure()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Entf, F2, Enter and Strg+D become wishes, letters go to the filter."""
        key, control = event.key(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        wishes = {
            Qt.Key.Key_Delete: "delete",
            Qt.Key.Key_F2: "edit",
            Qt.Key.Key_Return: "open",
            Qt.Key.Key_Enter: "open",
        }
        if key in wishes and not control:
            self.wish.emit(wishes[Qt.Key(key)])
        elif key == Qt.Key.Key_D and control:
            self.wish.emit("duplicate")
        elif event.text().isprintable() and event.text().strip() and not control:
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The cells, then the heads of groups across them."""
        super().paintEvent(event)
        model = self.model()
        if not isinstance(model, PagedTableModel) or not model.grouped:
            return
        first, last = max(self.rowAt(0), 0), self.rowAt(self.viewport().height() - 1)
        painter = QPainter(self.viewport())
        for row in range(first, (last if last >= 0 else model.rowCount() - 1) + 1):
            head = model.head_at(row)
            if head is not None:
                area = QRect(0, self.rowViewportPosition(row), self.viewport().width(), self.rowHeight(row))
                _paint_head(painter, area, head)

    def first_column(self) -> int:
        """The leftmost column in sight: from a hidden one the arrow keys lead nowhere."""
        header = self.horizontalHeader()
        columns = (header.logicalIndex(place) for place in range(header.count()))
        return next((column for column in columns if not header.isSectionHidden(column)), 0)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Know the row under the mouse."""
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    def leaveEvent(self, event: QEvent) -> None:
        """No row under the mouse any more."""
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row != self.hover_row:
            self.hover_row = row
            self.viewport().update()


def _paint_head(painter: QPainter, area: QRect, head: RowGroup) -> None:
    painter.fillRect(area, theme.color("sunken"))
    inner = area.adjusted(16, 0, -16, 0)
    middle = Qt.AlignmentFlag.AlignVCenter
    painter.setFont(theme.font("hint", tabular=True))
    painter.setPen(theme.color("text_muted"))
    painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, head.detail)
    taken = QFontMetrics(painter.font()).horizontalAdvance(head.detail) + 12
    painter.setFont(theme.font("strong"))
    painter.setPen(theme.color("text"))
    shown = QFontMetrics(painter.font()).elidedText(head.title, Qt.TextElideMode.ElideRight, inner.width() - taken)
    painter.drawText(inner, middle | Qt.AlignmentFlag.AlignLeft, shown)


class SortHeader(QHeaderView):
    """Column heads with the arrow behind the word, right-aligned above numbers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsMovable(True)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(48)
        self.setSortIndicatorShown(False)
        self.sorted_column = -1
        self.descending = False

    def show_order(self, column: int, *, descending: bool) -> None:
        """Put the arrow at a column; -1 = none."""
        self.sorted_column, self.descending = column, descending
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """30 high, or what the font needs."""
        return QSize(super().sizeHint().width(), theme.height(30, "hint"))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """Draw one head."""
        model = self.model()
        painter.fillRect(rect, theme.color("sunken"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("line"))
        font = theme.font("chip")
        painter.setFont(font)
        painter.setPen(theme.color("text_muted"))
        area = rect.adjusted(*cell_padding(self, logicalIndex))
        label = str(model.headerData(logicalIndex, Qt.Orientation.Horizontal))
        alignment = model.headerData(logicalIndex, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        right = bool(alignment and alignment & Qt.AlignmentFlag.AlignRight)
        metrics = QFontMetrics(font)
        arrow = 16 if logicalIndex == self.sorted_column else 0
        label = metrics.elidedText(label, Qt.TextElideMode.ElideRight, area.width() - arrow)
        words = metrics.horizontalAdvance(label)
        left = area.right() - words - arrow + 1 if right else area.left()
        painter.drawText(QRect(left, area.top(), words + 2, area.height()), Qt.AlignmentFlag.AlignVCenter, label)
        if arrow:
            where = QRectF(left + words + 4, area.center().y() - 5, 12, 12)
            icons.paint(painter, "chevron-down" if self.descending else "chevron-up", where, "text_muted")


def cell_padding(header: QHeaderView, column: int) -> tuple[int, int, int, int]:
    """Insets of a cell: 8, and 16 at the outer edges of the table."""
    position = header.visualIndex(column)
    shown = [index for index in range(header.count()) if not header.isSectionHidden(header.logicalIndex(index))]
    first = bool(shown) and position == shown[0]
    last = bool(shown) and position == shown[-1]
    return EDGE if first else PADDING, 0, -(EDGE if last else PADDING), 0


def _by_value_and_label(rule: ChipRule) -> ChipRule:
    """Styles by vocabulary member also hold for its label: generic lists hand out the label."""
    if not isinstance(rule, Mapping):
        return rule
    return {**rule, **{member.label: style for member, style in rule.items() if isinstance(member, Vocabulary)}}


class RecordDelegate(QStyledItemDelegate):
    """Draws a cell: ground of the row, accent bar, line, words or chip, or what a page's painter draws."""

    def __init__(
        self, view: RecordView, chips: Mapping[str, ChipRule], painters: Mapping[str, CellPainter], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._chips = {key: _by_value_and_label(rule) for key, rule in chips.items()}
        self._painters = painters

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        model = index.model()
        if not isinstance(model, PagedTableModel) or model.head_at(index.row()) is not None:
            return  # the view draws heads across the columns
        rect: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self._ground(painter, rect, index, selected=selected)
        header = self._view.horizontalHeader()
        area = rect.adjusted(*cell_padding(header, index.column()))
        column = model.columns[index.column()]
        value = model.value(index.row(), index.column())
        if column.key in self._painters:
            painter.save()
            self._painters[column.key](painter, area, value, selected)
            painter.restore()
            return
        style = self._chip(column.key, value)
        words = model.text(index.row(), index.column())
        if style is not None:
            paint_chip(painter, area.left(), rect.top() + rect.height() / 2, words, style)
            return
        font = theme.font(tabular=column.kind in RIGHT_ALIGNED)
        painter.setFont(font)
        painter.setPen(theme.color("selection_text" if selected else "text"))
        shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, area.width())
        alignment = model.data(index, Qt.ItemDataRole.TextAlignmentRole)
        painter.drawText(area, alignment, shown)

    def _ground(self, painter: QPainter, rect: QRect, index: Index, *, selected: bool) -> None:
        row = index.row()
        if selected:
            role = "selection"
        elif row == self._view.hover_row:
            role = "hover"
        elif row % 2 and index.model().rowCount() >= STRIPES_FROM:
            role = "table_stripe"
        else:
            role = "raised"
        painter.fillRect(rect, theme.color(role))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("line"))
        if selected and rect.left() <= self._view.columnViewportPosition(self._first_column()):
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), theme.color("accent"))

    def _first_column(self) -> int:
        header = self._view.horizontalHeader()
        for position in range(header.count()):
            column = header.logicalIndex(position)
            if not header.isSectionHidden(column):
                return column
        return 0

    def _chip(self, key: str, value: Any) -> ChipStyle | None:
        rule = self._chips.get(key)
        if rule is None or value is None or value == "":
            return None
        return rule(value) if callable(rule) else rule.get(value)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """What the words or the chip need (for „Breite anpassen“)."""
        model = index.model()
        if not isinstance(model, PagedTableModel):
            return super().sizeHint(option, index)
        words = model.text(index.row(), index.column())
        style = self._chip(model.columns[index.column()].key, model.value(index.row(), index.column()))
        width = chip_size(words).width() if style else QFontMetrics(theme.font()).horizontalAdvance(words)
        left, _, right, _ = cell_padding(self._view.horizontalHeader(), index.column())
        return QSize(width + left - right + 2, theme.height(30))

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """Show the whole text where it was shortened."""
        if event.type() == QEvent.Type.ToolTip and index.isValid():
            words = str(index.data())
            shortened = self.sizeHint(option, index).width() > option.rect.width()
            QToolTip.showText(event.globalPos(), words if shortened else "", view)
            return True
        return super().helpEvent(event, view, option, index)

"""Small charts drawn by us: spread of scores as a box with whiskers, and heat tables with numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from coordinator_app.common.german import format_decimal
from coordinator_app.gui import icons, speaking, theme
from coordinator_app.gui.widgets.picture import Picture

_UPRIGHT = 130  # pixels of a label that stands upright
_SIGN = 15  # pixels of the sign for a gap with the space behind it


@dataclass(frozen=True, slots=True)
class Spread:
    """Scores of one need: lowest, lower quartile, median, upper quartile, highest, on the scale `low` … `high`.

    `divided` colours it as dissent.
    """

    lowest: float
    lower: float
    median: float
    upper: float
    highest: float
    low: float = 1
    high: float = 5
    divided: bool = False

    def words(self) -> str:
        """The figures as a sentence, for tooltips and assistive technology."""
        return (
            f"Median {format_decimal(self.median)}, mittlere Hälfte {format_decimal(self.lower)} bis "
            f"{format_decimal(self.upper)}, alle Werte {format_decimal(self.lowest)} bis {format_decimal(self.highest)}"
        )


def paint_spread(painter: QPainter, area: QRect, value: Any, selected: bool) -> None:
    """Cell painter for `RecordTable`: the column's value is a `Spread` or None."""
    if not isinstance(value, Spread):
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inner = QRectF(area).adjusted(6, 0, -6, 0)
    middle = inner.top() + inner.height() / 2
    span = max(value.high - value.low, 1e-9)

    def across(score: float) -> float:
        return inner.left() + (score - value.low) / span * inner.width()

    ink = theme.color("selection_text") if selected and theme.roles().key == "kontrast" else None
    painter.setPen(QPen(theme.color("line"), 1))
    for step in range(round(span) + 1):
        line = across(value.low + step)
        painter.drawLine(QPointF(line, middle - 11), QPointF(line, middle + 11))
    painter.setPen(QPen(ink or theme.color("line_strong"), 1.5))
    painter.drawLine(QPointF(across(value.lowest), middle), QPointF(across(value.highest), middle))
    ramp = "dissens" if value.divided else "menge"
    box = QRectF(QPointF(across(value.lower), middle - 6), QPointF(across(value.upper), middle + 6))
    if box.width() < 6:
        box = QRectF(box.center().x() - 3, box.top(), 6, box.height())
    painter.setPen(QPen(ink or theme.ramp_color(ramp, 4), 1))
    painter.setBrush(theme.color("selection") if ink else theme.ramp_color(ramp, 2))
    painter.drawRoundedRect(box, 3, 3)
    painter.setPen(QPen(theme.color("raised"), 1.5))
    painter.setBrush(ink or theme.ramp_color(ramp, 5))
    painter.drawEllipse(QPointF(across(value.median), middle), 5, 5)


class SpreadBar(Picture):
    """A spread standing alone (in a detail or legend)."""

    def __init__(self, spread: Spread | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spread: Spread | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_spread(spread)

    def set_spread(self, spread: Spread | None) -> None:
        """Show other figures; None shows nothing."""
        self._spread = spread
        words = spread.words() if spread else "keine Werte"
        self.setToolTip(words)
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        """Like a table cell."""
        return QSize(128, 32)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the spread."""
        paint_spread(QPainter(self), self.rect(), self._spread, False)


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One cell: its words, the step of the ramp (0 = empty ground, 1 … 5), a gap gets the triangle too.

    `calm` takes the "menge" ramp's first step (covered) instead of the burden ramp.
    """

    text: str = "–"
    step: int = 0
    gap: bool = False
    calm: bool = False
    tip: str = ""


class HeatTable(Picture):
    """Rows × columns of cells with numbers: `HeatTable("Lückenmatrix")`, then `set_cells(rows, columns, cells)`.

    One cell is current (arrow keys); `activated(row, column)` fires on Enter or click. Every cell shows its words.
    Labels of columns stand upright where they have no room. `mark(row, column)` frames the cell told about elsewhere.
    """

    activated = Signal(int, int)

    def __init__(self, name: str, parent: QWidget | None = None, *, ramp: str = "belastung") -> None:
        super().__init__(parent)
        self._name, self._ramp = name, ramp
        self._rows: Sequence[str] = ()
        self._columns: Sequence[str] = ()
        self._cells: Sequence[Sequence[HeatCell]] = ()
        self._current = (0, 0)
        self._marked: tuple[int, int] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)

    def set_cells(self, rows: Sequence[str], columns: Sequence[str], cells: Sequence[Sequence[HeatCell]]) -> None:
        """Show these labels and cells (`cells[row][column]`)."""
        self._rows, self._columns, self._cells = rows, columns, cells
        self._current = (0, 0)
        self._marked = None
        self.updateGeometry()
        self._tell()
        self.update()

    def mark(self, row: int, column: int) -> None:
        """Frame one cell and make it the current one."""
        self._marked = self._current = (row, column)
        self._tell()
        self.update()

    def _line(self) -> int:
        return theme.height(32)

    def _column_width(self) -> float:
        return (self.width() - self._label_width()) / max(len(self._columns), 1)

    def _head(self) -> int:
        """Height of the labels of the columns: a line, or as high as they are long."""
        metrics = QFontMetrics(theme.font("hint"))
        longest = max((metrics.horizontalAdvance(label) for label in self._columns), default=0)
        return self._line() if longest <= self._column_width() - 4 else min(longest, _UPRIGHT) + 12

    def _label_width(self) -> int:
        metrics = QFontMetrics(theme.font())
        return max((metrics.horizontalAdvance(label) for label in self._rows), default=0) + 12

    def sizeHint(self) -> QSize:
        """All rows; 72 per column."""
        return QSize(self._label_width() + 72 * len(self._columns), self._head() + self._line() * len(self._rows))

    def minimumSizeHint(self) -> QSize:
        """Columns may become as narrow as their cells allow, rows not low."""
        return QSize(self._label_width() + self._narrowest() * len(self._columns), self.sizeHint().height())

    def _narrowest(self) -> int:
        metrics = QFontMetrics(theme.font(tabular=True))
        cells = (cell for row in self._cells for cell in row)
        return max(
            (metrics.horizontalAdvance(cell.text) + (_SIGN if cell.gap else 0) + 8 for cell in cells), default=48
        )

    def cell_rect(self, row: int, column: int) -> QRectF:
        """Where a cell stands."""
        width, line = self._column_width(), self._line()
        left = self._label_width() + column * width
        return QRectF(left, self._head() + row * line, width, line).adjusted(1, 1, -1, -1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw labels and cells."""
        painter = QPainter(self)
        left, line, head = self._label_width(), self._line(), self._head()
        self._paint_head(painter, left, head)
        painter.setFont(theme.font())
        for row, label in enumerate(self._rows):
            painter.setPen(theme.color("text"))
            area = QRectF(0, head + row * line, left, line)
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, label)
            for column in range(len(self._columns)):
                self._paint_cell(painter, row, column)

    def _paint_head(self, painter: QPainter, left: int, head: int) -> None:
        width = self._column_width()
        upright = head > self._line()
        painter.setFont(theme.font("hint"))
        painter.setPen(theme.color("text_muted"))
        metrics = QFontMetrics(theme.font("hint"))
        for column, label in enumerate(self._columns):
            room = head - 8 if upright else round(width) - 4
            shown = metrics.elidedText(label, Qt.TextElideMode.ElideRight, room)
            painter.save()
            if upright:
                painter.translate(left + column * width, head)
                painter.rotate(-90)
                side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
                painter.drawText(QRectF(4, 0, head, width), side, shown)
            else:
                painter.drawText(QRectF(left + column * width, 0, width, head), Qt.AlignmentFlag.AlignCenter, shown)
            painter.restore()

    def _paint_cell(self, painter: QPainter, row: int, column: int) -> None:
        cell = self._cells[row][column]
        area = self.cell_rect(row, column)
        if cell.step:
            ground = theme.ramp_color("menge", 1) if cell.calm else theme.ramp_color(self._ramp, cell.step)
        else:
            ground = theme.color("surface")
        painter.setPen(QPen(theme.color("line"), 1))
        painter.setBrush(ground)
        painter.drawRect(area.adjusted(0.5, 0.5, -0.5, -0.5))
        ink = theme.text_on(ground)
        painter.setPen(ink)
        painter.setFont(theme.font(tabular=True))
        words = QFontMetrics(painter.font()).horizontalAdvance(cell.text)
        icon = _SIGN if cell.gap else 0
        start = area.center().x() - (words + icon) / 2
        if cell.gap:
            icons.paint_in(painter, "triangle", QRectF(start, area.center().y() - 6, 12, 12), ink)
        where = QRectF(start + icon, area.top(), words + 2, area.height())
        painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, cell.text)
        if (row, column) == self._marked or (self.hasFocus() and (row, column) == self._current):
            painter.setPen(QPen(ink, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(area.adjusted(2, 2, -2, -2))

    def _tell(self) -> None:
        row, column = self._current
        if row < len(self._cells) and column < len(self._columns):
            cell = self._cells[row][column]
            gap = ", Lücke" if cell.gap else ""
            words = f"{self._rows[row]}, {self._columns[column]}: {cell.text}{gap}"
            speaking.describe(self, words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys move, Enter activates."""
        steps = {Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0), Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1)}
        key = event.key()
        if key in steps and self._cells:
            down, right = steps[Qt.Key(key)]
            row = max(0, min(len(self._rows) - 1, self._current[0] + down))
            column = max(0, min(len(self._columns) - 1, self._current[1] + right))
            self._current = (row, column)
            self._tell()
            self.update()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and self._cells:
            self.activated.emit(*self._current)
        else:
            super().keyPressEvent(event)

    def _cell_at(self, position: QPointF) -> tuple[int, int] | None:
        for row in range(len(self._rows)):
            for column in range(len(self._columns)):
                if self.cell_rect(row, column).contains(position):
                    return row, column
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Make a cell current and activate it."""
        found = self._cell_at(event.position())
        if found is not None:
            self._current = found
            self._tell()
            self.update()
            self.activated.emit(*found)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the cell's tip."""
        found = self._cell_at(event.position())
        tip = self._cells[found[0]][found[1]].tip if found else ""
        QToolTip.showText(event.globalPosition().toPoint(), tip, self)

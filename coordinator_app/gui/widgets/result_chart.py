"""A result of a survey as a chart on the screen: bars with their numbers, intervals, waves or a coloured table."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from coordinator_app.domain.result_charts import ChartChoice, chart_choices
from coordinator_app.domain.result_words import row_words
from coordinator_app.domain.results import Result
from coordinator_app.gui import speaking, theme
from coordinator_app.gui.widgets.picture import Picture
from coordinator_app.gui.widgets.result_frame import Frame
from coordinator_app.gui.widgets.result_painting import paint_chart

_LEAST = 360


class ResultChart(Picture):
    """`show_result(result, choice)`; one line is current (arrow keys, click).

    `row_chosen(row)` fires with the place in `Result.rows` on Enter or click; the current line is spoken and shown
    as a tip. The height follows the width, so it belongs into a scroll area or a layout that grows.
    """

    row_chosen = Signal(int)

    def __init__(self, name: str = "Diagramm", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.frame: Frame | None = None
        self._result: Result | None = None
        self._choice = ChartChoice.STACKED
        self._interval = True
        self._current = 0
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    # --- content

    def show_result(self, result: Result | None, choice: ChartChoice | None = None, *, interval: bool = True) -> None:
        """Show a result in the shape wanted (None or one that does not suit it: the usual one)."""
        same = result is not None and self._result is not None and result.key == self._result.key
        self._current = self._current if same else 0
        self._result, self._interval = result, interval
        offered = chart_choices(result) if result else ()
        self._choice = choice if choice in offered and choice else offered[0] if offered else ChartChoice.STACKED
        self.frame = None
        self.setVisible(bool(offered))
        if result is not None:
            self.setAccessibleName(f"Diagramm: {result.title}")
        self._lay_out()
        self.updateGeometry()
        self._tell()
        self.update()

    @property
    def choice(self) -> ChartChoice:
        """The shape shown."""
        return self._choice

    def _lay_out(self) -> None:
        if self._result is not None and chart_choices(self._result):
            self.frame = Frame(self._result, self._choice, max(self.width(), _LEAST), self._interval)
            self._current = min(self._current, max(0, len(self.frame.lines) - 1))

    # --- size

    def hasHeightForWidth(self) -> bool:
        """The height follows the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """What the lines need at this width."""
        if self._result is None or self.frame is None:
            return 0
        if self.frame.width == max(width, _LEAST):
            return self.frame.height
        return Frame(self._result, self._choice, max(width, _LEAST), self._interval).height

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(720, self.heightForWidth(max(self.width(), _LEAST)))

    def minimumSizeHint(self) -> QSize:
        """Still readable."""
        return QSize(_LEAST, 80)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        """Another font or theme: measure again."""
        super().changeEvent(event)
        if theme.is_look_change(event):
            self._lay_out()
            self.updateGeometry()
            self.update()

    # --- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chart and the frame of the current line."""
        if self.frame is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_chart(painter, self.frame)
        if self.hasFocus() and self._current < len(self.frame.places):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawRoundedRect(self.frame.places[self._current].whole.adjusted(1, 1, -1, -1), 4, 4)

    # --- keys, mouse, words

    def words(self) -> list[str]:
        """Every line as a sentence, from top to bottom."""
        if self.frame is None:
            return []
        return [self._line_words(place) for place in range(len(self.frame.lines))]

    def _line_words(self, place: int) -> str:
        if self._result is None or self.frame is None:
            return ""
        line = self.frame.lines[place]
        return row_words(self._result, self._result.rows[line.row])

    def _tell(self) -> None:
        has_lines = self.frame is not None and self.frame.lines
        speaking.describe(self, self._line_words(self._current) if has_lines else "Keine Werte.")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down move through the lines, Enter chooses one."""
        count = len(self.frame.lines) if self.frame is not None else 0
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Home: -count, Qt.Key.Key_End: count}
        if count and event.key() in steps:
            self._current = max(0, min(count - 1, self._current + steps[Qt.Key(event.key())]))
            self._tell()
            self.update()
        elif count and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._choose(self._current)
        else:
            super().keyPressEvent(event)

    def _choose(self, place: int) -> None:
        if self.frame is not None:
            self.row_chosen.emit(self.frame.lines[place].row)

    def line_at(self, spot: QRectF) -> int | None:
        """The line under a place."""
        places = self.frame.places if self.frame is not None else []
        return next((number for number, place in enumerate(places) if place.whole.intersects(spot)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Make a line current and choose it."""
        found = self.line_at(QRectF(event.position().x(), event.position().y(), 1, 1))
        if found is not None and event.button() is Qt.MouseButton.LeftButton:
            self._current = found
            self._tell()
            self.update()
            self._choose(found)

    def event(self, event: QEvent) -> bool:
        """Tell the line under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            found = self.line_at(QRectF(event.pos().x(), event.pos().y(), 1, 1))
            QToolTip.showText(event.globalPos(), self._line_words(found) if found is not None else "", self)
            return True
        return super().event(event)

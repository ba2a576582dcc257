"""The answers of the field under the cursor, each with the key that stands for it, drawn as on the sheet."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from coordinator_app.domain.entry_fields import EntryField, FieldKind, KeyAnswer, Values
from coordinator_app.domain.entry_keys import Typing
from coordinator_app.gui import theme

_GAP, _CAP, _ONE_COLUMN = 12, 30, 10


class KeyList(QWidget):
    """`show_field(field, values, typing)`; answers given are marked, in crosses those not stored yet as well."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: list[tuple[KeyAnswer, bool]] = []
        self._crosses = False
        self._columns = 1
        self.setAccessibleName("Antworten und ihre Tasten")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_field(self, field: EntryField | None, values: Values, typing: Typing) -> None:
        """Show the answers of a field (None = nothing)."""
        self._entries = _entries(field, values, typing) if field is not None else []
        self._crosses = field is not None and field.kind is FieldKind.CROSSES
        self._columns = 1 if len(self._entries) <= _ONE_COLUMN else 2 if len(self._entries) <= 24 else 3
        self.setAccessibleDescription(
            "; ".join(f"{answer.key or answer.code} {answer.label}" for answer, _ in self._entries)
        )
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for all answers."""
        rows = -(-len(self._entries) // self._columns)
        return QSize(400, rows * self._line() + 4)

    def minimumSizeHint(self) -> QSize:
        """As high as the answers need."""
        return QSize(200, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Labels are shortened to the new width."""
        super().resizeEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Key caps with their answers, column by column."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rows = max(1, -(-len(self._entries) // self._columns))
        width = self.width() / self._columns
        for number, (answer, given) in enumerate(self._entries):
            column, row = divmod(number, rows)
            area = QRectF(column * width, row * self._line(), width - _GAP, self._line())
            self._paint_entry(painter, area, answer, given=given)

    def _paint_entry(self, painter: QPainter, area: QRectF, answer: KeyAnswer, *, given: bool) -> None:
        if given:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent_soft"))
            painter.drawRoundedRect(area.adjusted(0, 2, 0, -2), 4, 4)
        cap = QRectF(area.left() + 6, area.center().y() - _CAP * 0.4, _CAP, _CAP * 0.8)
        painter.setPen(QPen(theme.color("line_strong"), 1))
        painter.setBrush(theme.color("raised"))
        painter.drawRoundedRect(cap, 4, 4)
        painter.setFont(theme.font("strong", tabular=True))
        painter.setPen(theme.color("text"))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, answer.key or str(answer.code))
        left = cap.right() + 10
        if self._crosses and answer.code >= 0:
            left = self._paint_box(painter, left, area.center().y(), given=given)
        painter.setFont(theme.font("strong" if given else "body"))
        painter.setPen(theme.color("text" if answer.code >= 0 or given else "text_muted"))
        room = QRectF(left, area.top(), area.right() - left, area.height())
        label = painter.fontMetrics().elidedText(answer.label, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, label)

    def _paint_box(self, painter: QPainter, left: float, middle: float, *, given: bool) -> float:
        box = QRectF(left, middle - 8, 16, 16)
        painter.setPen(QPen(theme.color("line_strong"), 1.2))
        painter.drawRect(box)
        if given:
            painter.setPen(QPen(theme.color("text"), 2))
            painter.drawLine(box.topLeft() + QPointF(3, 3), box.bottomRight() - QPointF(3, 3))
            painter.drawLine(box.topRight() + QPointF(-3, 3), box.bottomLeft() + QPointF(3, -3))
        return box.right() + 10

    def _line(self) -> int:
        return theme.height(32)


def _entries(field: EntryField, values: Values, typing: Typing) -> list[tuple[KeyAnswer, bool]]:
    """Answers and missing codes with whether each is given."""
    if field.kind is FieldKind.CROSSES:
        found = [(answer, answer.code in typing.crosses) for answer in field.answers]
    else:
        found = [(answer, values.get(field.variable) == answer.code) for answer in field.answers]
    return found + _missing(field.missing, values.get(field.variable)) if field.kind is not FieldKind.TEXT else []


def _missing(answers: Sequence[KeyAnswer], value: int | None) -> list[tuple[KeyAnswer, bool]]:
    return [(answer, answer.code == value) for answer in answers]

"""The sheet of one rater: needs down, criteria across (and dots), one key per score."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from coordinator_app.domain.needs import Need
from coordinator_app.domain.priorities import HIGHEST, LOWEST, Criterion
from coordinator_app.gui import theme

Index = QModelIndex | QPersistentModelIndex
UNKNOWN = "weiß nicht"
DOTS = "Klebepunkte"
MOST_DIGITS = 3
MANY = 5  # columns; beyond, the needs get less room


class ScoreModel(QAbstractTableModel):
    """Scores and dots of one rater; what is not entered yet shows nothing. `dots` None = the round has none."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.needs: Sequence[Need] = ()
        self.criteria: Sequence[Criterion] = ()
        self._scores: Mapping[int, Mapping[int, int | None]] = {}
        self._dots: Mapping[int, int] | None = None

    def show(
        self,
        needs: Sequence[Need],
        criteria: Sequence[Criterion],
        scores: Mapping[int, Mapping[int, int | None]],
        dots: Mapping[int, int] | None = None,
    ) -> None:
        """Show another rater's sheet, or the same again."""
        same = (needs, criteria, dots is None) == (self.needs, self.criteria, self._dots is None)
        if same:
            self._scores, self._dots = scores, dots
            if needs and self.columnCount():
                self.dataChanged.emit(self.index(0, 0), self.index(len(needs) - 1, self.columnCount() - 1))
            return
        self.beginResetModel()
        self.needs, self.criteria, self._scores, self._dots = needs, criteria, scores, dots
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Number of needs."""
        return 0 if parent.isValid() else len(self.needs)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Number of criteria, and one for the dots."""
        return 0 if parent.isValid() else len(self.criteria) + (self._dots is not None)

    def is_dots(self, column: int) -> bool:
        """Whether this column takes dots."""
        return column >= len(self.criteria)

    def _text(self, need: Need, column: int) -> str:
        if self.is_dots(column):
            dots = (self._dots or {}).get(need.id, 0)
            return str(dots) if dots else ""
        row, criterion = self._scores.get(need.id, {}), self.criteria[column]
        return "" if criterion.id not in row else UNKNOWN if row[criterion.id] is None else str(row[criterion.id])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The score as a word, and for screen readers with its need and criterion."""
        need = self.needs[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(need, index.column())
            case Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignCenter
            case Qt.ItemDataRole.AccessibleTextRole:
                head = self.headerData(index.column(), Qt.Orientation.Horizontal)
                return f"{need.title}, {head}: {self._text(need, index.column()) or 'noch offen'}"
            case Qt.ItemDataRole.ToolTipRole:
                return self.headerData(index.column(), Qt.Orientation.Horizontal, role)
            case _:
                return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """Criteria across, needs down."""
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        if orientation == Qt.Orientation.Vertical:
            return self.needs[section].title
        tooltip = role == Qt.ItemDataRole.ToolTipRole
        if self.is_dots(section):
            return "Zahl der Klebepunkte; Leertaste oder Entf nimmt sie zurück" if tooltip else DOTS
        criterion = self.criteria[section]
        return anchors_text(criterion) if tooltip else criterion.title


def anchors_text(criterion: Criterion) -> str:
    """The words of the scale, one line each; steps without words are left out."""
    words = [f"{number} = {text}" for number, text in enumerate(criterion.anchors, LOWEST) if text]
    return "\n".join([criterion.title, *words])


class ScoreGrid(QTableView):
    """Keys 1 to 5 enter and go on, W means „weiß nicht“, Entf takes a score back; dots are typed as numbers.

    `finished` comes after the last field of a sheet, `sheet_wanted(1 or −1)` on Bild ab, Bild auf and Enter there.
    """

    scored = Signal(int, int, object)  # need, criterion, points (None = „weiß nicht“)
    dotted = Signal(int, int)  # need, number of dots
    cleared = Signal(int, int)
    finished = Signal()
    sheet_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scores = ScoreModel(self)
        self.scores.modelReset.connect(self._on_model_reset)
        self.setModel(self.scores)
        self.setAccessibleName("Bewertungsbogen")
        self.setAccessibleDescription("Tasten 1 bis 5 bewerten, W heißt weiß nicht, Entf nimmt zurück")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)  # Tab leaves the sheet, as it leaves every list
        self.setWordWrap(True)
        self.read_only = False
        self._typed: tuple[int, str] = (-1, "")  # row and digits of the dots being typed
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        across.setMinimumHeight(2 * theme.height(22, "label", 4))
        down.setDefaultSectionSize(theme.height(36))
        down.setDefaultAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        down.setTextElideMode(Qt.TextElideMode.ElideRight)
        down.setMinimumWidth(160)
        down.setMaximumWidth(300)
        theme.mark(across, rolle="schmal")  # long single words such as „Beeinflussbarkeit“

    @Slot()
    def _on_model_reset(self) -> None:
        """No column narrower than the longest word of its head; then the sheet scrolls."""
        words = [word for criterion in self.scores.criteria for word in criterion.title.split()]
        metrics = QFontMetrics(theme.font("caption"))
        longest = max((metrics.horizontalAdvance(word) for word in [*words, DOTS]), default=0)
        self.horizontalHeader().setMinimumSectionSize(longest + 10)
        self.verticalHeader().setMaximumWidth(300 if self.scores.columnCount() <= MANY else 200)

    def begin(self) -> None:
        """Put the cursor into the first field that is still open, else into the first."""
        cells = [
            self.scores.index(row, column)
            for row in range(self.scores.rowCount())
            for column in range(self.scores.columnCount())
        ]
        still = [cell for cell in cells if not self.scores.is_dots(cell.column()) and not self.scores.data(cell)]
        if cells:
            self.setCurrentIndex((still or cells)[0])

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Dots begin anew in another field."""
        self._typed = (-1, "")
        super().currentChanged(current, previous)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One key is one score."""
        index = self.currentIndex()
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        if self._turn(event) or not plain:
            return
        if self.read_only or not index.isValid():
            super().keyPressEvent(event)
        elif self.scores.is_dots(index.column()):
            self._dots_key(event, index)
        else:
            self._score_key(event, index)

    def _turn(self, event: QKeyEvent) -> bool:
        """Bild ab, Bild auf, and Enter on the last field: to another sheet."""
        key, index = event.key(), self.currentIndex()
        last = index.row() == self.scores.rowCount() - 1 and index.column() == self.scores.columnCount() - 1
        if key == Qt.Key.Key_PageDown or (last and key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}):
            self.sheet_wanted.emit(1)
        elif key == Qt.Key.Key_PageUp:
            self.sheet_wanted.emit(-1)
        else:
            return False
        return True

    def _score_key(self, event: QKeyEvent, index: QModelIndex) -> None:
        need = self.scores.needs[index.row()].id
        criterion = self.scores.criteria[index.column()].id
        text = event.text()
        if text.isdecimal() and LOWEST <= int(text) <= HIGHEST:
            self.scored.emit(need, criterion, int(text))
            self._go_on(index)
        elif text in {"w", "W", "0"}:
            self.scored.emit(need, criterion, None)
            self._go_on(index)
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.cleared.emit(need, criterion)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._go_on(index)
        else:
            super().keyPressEvent(event)

    def _dots_key(self, event: QKeyEvent, index: QModelIndex) -> None:
        need, text = self.scores.needs[index.row()].id, event.text()
        if text.isdecimal():
            digits = (self._typed[1] if self._typed[0] == index.row() else "") + text
            if len(digits) <= MOST_DIGITS:
                self._typed = (index.row(), digits)
                self.dotted.emit(need, int(digits))
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Space}:
            self._typed = (-1, "")
            self.dotted.emit(need, 0)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._go_on(index)
        else:
            super().keyPressEvent(event)

    def _go_on(self, index: QModelIndex) -> None:
        """To the next criterion, at the end of a line to the next need."""
        row, column = index.row(), index.column() + 1
        if column == self.scores.columnCount():
            row, column = row + 1, 0
        if row < self.scores.rowCount():
            self.setCurrentIndex(self.scores.index(row, column))
        else:
            self.finished.emit()

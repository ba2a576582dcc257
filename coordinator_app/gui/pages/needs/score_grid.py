"""The sheet of one rater: needs down, criteria across, one key per score."""

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


class ScoreModel(QAbstractTableModel):
    """Scores of one rater; what is not entered yet shows nothing."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.needs: Sequence[Need] = ()
        self.criteria: Sequence[Criterion] = ()
        self._scores: Mapping[int, Mapping[int, int | None]] = {}

    def show(
        self, needs: Sequence[Need], criteria: Sequence[Criterion], scores: Mapping[int, Mapping[int, int | None]]
    ) -> None:
        """Show another rater's sheet, or the same again."""
        same = (needs, criteria) == (self.needs, self.criteria)
        if same:
            self._scores = scores
            if needs and criteria:
                last = self.index(len(needs) - 1, len(criteria) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self.needs, self.criteria, self._scores = needs, criteria, scores
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Number of needs."""
        return 0 if parent.isValid() else len(self.needs)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Number of criteria."""
        return 0 if parent.isValid() else len(self.criteria)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The score as a word, and for screen readers with its need and criterion."""
        need, criterion = self.needs[index.row()], self.criteria[index.column()]
        row = self._scores.get(need.id, {})
        text = "" if criterion.id not in row else UNKNOWN if row[criterion.id] is None else str(row[criterion.id])
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return text
            case Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignCenter
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{need.title}, {criterion.title}: {text or 'noch offen'}"
            case Qt.ItemDataRole.ToolTipRole:
                return f"1 = {criterion.lowest_words}\n5 = {criterion.highest_words}"
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
        criterion = self.criteria[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{criterion.title}: 1 = {criterion.lowest_words}, 5 = {criterion.highest_words}"
        return criterion.title


class ScoreGrid(QTableView):
    """Keys 1 to 5 enter and go on, W means „weiß nicht“, Entf takes a score back."""

    scored = Signal(int, int, object)  # need, criterion, points (None = „weiß nicht“)
    cleared = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scores = ScoreModel(self)
        self.scores.modelReset.connect(self._on_model_reset)
        self.setModel(self.scores)
        self.setAccessibleName("Bewertungsbogen")
        self.setAccessibleDescription("Tasten 1 bis 5 bewerten, W heißt weiß nicht, Entf nimmt zurück")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setWordWrap(True)
        self.read_only = False
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        across.setMinimumHeight(2 * theme.height(22, "label", 4))
        down.setDefaultSectionSize(theme.height(36))
        down.setDefaultAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        down.setMinimumWidth(160)
        down.setMaximumWidth(300)
        theme.mark(across, rolle="schmal")  # long single words such as „Beeinflussbarkeit“

    @Slot()
    def _on_model_reset(self) -> None:
        """No column narrower than the longest word of its head; then the sheet scrolls."""
        words = [word for criterion in self.scores.criteria for word in criterion.title.split()]
        metrics = QFontMetrics(theme.font("caption"))
        longest = max((metrics.horizontalAdvance(word) for word in words), default=0)
        self.horizontalHeader().setMinimumSectionSize(longest + 10)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One key is one score."""
        index = self.currentIndex()
        text = event.text()
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        if self.read_only or not index.isValid() or not plain:
            super().keyPressEvent(event)
            return
        need = self.scores.needs[index.row()].id
        criterion = self.scores.criteria[index.column()].id
        if text.isdecimal() and LOWEST <= int(text) <= HIGHEST:
            self.scored.emit(need, criterion, int(text))
            self._go_on(index)
        elif text in {"w", "W", "0"}:
            self.scored.emit(need, criterion, None)
            self._go_on(index)
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.cleared.emit(need, criterion)
        else:
            super().keyPressEvent(event)

    def _go_on(self, index: QModelIndex) -> None:
        """To the next criterion, at the end of a line to the next need."""
        row, column = index.row(), index.column() + 1
        if column == self.scores.columnCount():
            row, column = row + 1, 0
        if row < self.scores.rowCount():
            self.setCurrentIndex(self.scores.index(row, column))

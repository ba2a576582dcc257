"""The tab „Bewertungsrunde“: who scored, the sheet of one rater, criteria and weights."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from coordinator_app.common.german import NBSP
from coordinator_app.domain.priorities import RoundStatus
from coordinator_app.gui import alerts, icons
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.pages.needs.looks import ROUND_CHIPS
from coordinator_app.gui.pages.needs.score_grid import ScoreGrid
from coordinator_app.gui.widgets.buttons import IconButton, LinkButton, SecondaryButton
from coordinator_app.gui.widgets.cards import Card
from coordinator_app.gui.widgets.chips import Chip
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.notices import EmptyState, NoticeBar
from coordinator_app.gui.widgets.scroll_column import ScrollColumn
from coordinator_app.gui.widgets.spin_boxes import SpinBox
from coordinator_app.gui.widgets.split_view import Splitter

if TYPE_CHECKING:
    from coordinator_app.services.priority_reads import RoundCard


class ScoringPane(QWidget):
    """Entering the scores of one round; `show_round(None)` shows the empty state."""

    new_wanted = Signal()

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._service = context.workspace.priorities
        self._card: RoundCard | None = None
        self.empty = EmptyState(
            "target",
            "Noch keine Bewertungsrunde",
            "Mehrere Personen oder Stellen bewerten die Bedarfe nach Kriterien. Daraus entsteht die Rangfolge.",
            "Bewertungsrunde anlegen",
            "Wie wird bewertet?",
        )
        self.empty.action.connect(self.new_wanted)
        self.empty.help_wanted.connect(self._on_help_wanted)
        self.chip = Chip()
        self.hint = NoticeBar("", "info")
        self.raters = QListWidget()
        self.raters.setAccessibleName("Bewertende")
        self.raters.currentRowChanged.connect(self._on_rater_chosen)
        self.grid = ScoreGrid()
        self.grid.scored.connect(self._on_scored)
        self.grid.cleared.connect(self._on_cleared)
        self.grid_card = Card("Bewertungsbogen", padding=0)
        self.weights_card = Card("Kriterien und Gewichte")
        self.add_rater = LinkButton("Hinzufügen", "plus")
        self.add_rater.clicked.connect(self._on_add_rater)
        self.remove_rater = IconButton("x", "Bewertende mit allen Werten entfernen", flat=True)
        self.remove_rater.clicked.connect(self._on_remove_rater)
        self.close_button = SecondaryButton("Bewertung abschließen", "tick")
        self.close_button.clicked.connect(self._on_close_scoring)
        self._spins: dict[int, SpinBox] = {}
        self._build()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addWidget(self.empty)
        self._content = QWidget()
        inner = QVBoxLayout(self._content)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(12)
        inner.addWidget(self.hint)
        raters_card = Card("Wer bewertet", padding=8)
        raters_card.add_to_head(self.add_rater)
        raters_card.add_to_head(self.remove_rater)
        raters_card.add(self.raters)
        raters_card.setMinimumHeight(150)
        left = ScrollColumn(margins=(0, 0, 0, 0), spacing=12)
        left.column.addWidget(raters_card, 1)
        left.column.addWidget(self.weights_card)
        left.setMinimumWidth(250)
        self.grid_card.add_to_head(self.chip)
        self.grid_card.add(self.grid, 1)
        foot = QWidget()
        line = QHBoxLayout(foot)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(Label("Tasten 1 bis 5 bewerten, W = weiß nicht, Entf nimmt zurück.", "hinweis"))
        line.addStretch(1)
        line.addWidget(self.close_button)
        split = Splitter()
        split.addWidget(left)
        split.addWidget(_column(self.grid_card, foot))
        split.setStretchFactor(0, 0)
        split.setStretchFactor(1, 1)
        self._context.settings.restore_splitter("scoring", split)
        self._weights = QGridLayout()
        self._weights.setVerticalSpacing(4)
        self._weights.setColumnStretch(0, 1)
        self.weights_card.add(self._weights)
        inner.addWidget(split, 1)
        column.addWidget(self._content, 1)

    def show_round(self, card: "RoundCard | None") -> None:
        """Show a round, keeping the chosen rater."""
        self.empty.setVisible(card is None)
        self._content.setVisible(card is not None)
        self._card = card
        if card is None:
            return
        open_round = card.round.status is not RoundStatus.RESOLVED and not self._context.read_only
        self.chip.set_style(card.round.status.label, ROUND_CHIPS[card.round.status])
        self.grid.read_only = not open_round
        self.add_rater.setVisible(open_round)
        self.remove_rater.setVisible(open_round and bool(card.raters))
        self.close_button.setVisible(card.round.status is RoundStatus.SCORING and open_round)
        done, total = len(card.complete), len(card.raters)
        self.hint.set(f"von {total} Bögen sind vollständig.", "ok" if done == total else "info", strong=f"{done}")
        self._show_raters(card)
        self._show_weights(card, open_round=open_round)
        self._show_sheet()

    def _show_raters(self, card: "RoundCard") -> None:
        row = max(self.raters.currentRow(), 0)
        self.raters.blockSignals(True)
        self.raters.clear()
        for rater in card.raters:
            item = QListWidgetItem(rater.name)
            complete = rater.id in card.complete
            icon = icons.icon("tick-circle" if complete else "circle", "ok" if complete else "text_muted")
            item.setIcon(icon)
            item.setData(Qt.ItemDataRole.UserRole, rater.id)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{rater.name}, {'vollständig' if complete else 'offen'}")
            self.raters.addItem(item)
        self.raters.setCurrentRow(min(row, self.raters.count() - 1))
        self.raters.blockSignals(False)

    def _show_weights(self, card: "RoundCard", *, open_round: bool) -> None:
        ids = [criterion.id for criterion in card.criteria]
        if list(self._spins) != ids:
            self._build_weights(card)
        total = sum(criterion.weight for criterion in card.criteria) or 1
        for criterion in card.criteria:
            spin = self._spins[criterion.id]
            spin.setEnabled(open_round)
            spin.blockSignals(True)
            spin.setValue(criterion.weight)
            spin.blockSignals(False)
            spin.setToolTip(f"{round(100 * criterion.weight / total)}{NBSP}% des Ergebnisses")

    def _build_weights(self, card: "RoundCard") -> None:
        while self._weights.count():
            item = self._weights.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.deleteLater()
        self._spins = {}
        for line, criterion in enumerate(card.criteria):
            name = Label(criterion.title, wrap=True)
            name.setToolTip(f"1 = {criterion.lowest_words}, 5 = {criterion.highest_words}")
            spin = SpinBox(f"Gewicht von {criterion.title}", 0, 1000)
            spin.setProperty("record", criterion.id)
            spin.setKeyboardTracking(False)
            spin.valueChanged.connect(self._on_weight_changed)
            name.setBuddy(spin)
            self._weights.addWidget(name, line, 0)
            self._weights.addWidget(spin, line, 1)
            self._spins[criterion.id] = spin

    def _show_sheet(self) -> None:
        rater = self._rater()
        if self._card is None or rater is None:
            return
        self.grid_card.set_title(f"Bogen: {self.raters.currentItem().text()}")
        self.grid.scores.show(self._card.needs, self._card.criteria, self._card.scores.get(rater, {}))
        if not self.grid.currentIndex().isValid() and self._card.needs:
            self.grid.setCurrentIndex(self.grid.scores.index(0, 0))

    def _rater(self) -> int | None:
        item = self.raters.currentItem()
        return int(item.data(Qt.ItemDataRole.UserRole)) if item is not None else None

    @Slot(int)
    def _on_rater_chosen(self, _row: int) -> None:
        self._show_sheet()
        if self._card is not None and self._card.needs:
            self.grid.setCurrentIndex(self.grid.scores.index(0, 0))

    @Slot(int, int, object)
    def _on_scored(self, need_id: int, criterion_id: int, points: Any) -> None:
        rater = self._rater()
        if rater is not None:
            self._service.score(rater_id=rater, need_id=need_id, criterion_id=criterion_id, points=points)

    @Slot(int, int)
    def _on_cleared(self, need_id: int, criterion_id: int) -> None:
        rater = self._rater()
        if rater is not None:
            self._service.clear_score(rater_id=rater, need_id=need_id, criterion_id=criterion_id)

    @Slot(int)
    def _on_weight_changed(self, weight: int) -> None:
        spin = self.sender()
        if spin is not None:
            self._service.update_criterion(int(spin.property("record")), None, weight=weight)

    @Slot()
    def _on_add_rater(self) -> None:
        from coordinator_app.gui.forms.questions import NameDialog

        name = NameDialog.ask(self, "Bewertende hinzufügen", "Person, Stelle oder Bogennummer", "Hinzufügen")
        if name and self._card is not None:
            self._service.add_rater(round_id=self._card.round.id, name=name)

    @Slot()
    def _on_remove_rater(self) -> None:
        rater = self._rater()
        if rater is not None:
            name = self.raters.currentItem().text()
            self._service.remove_rater(rater)
            self._context.undo_bar(f"„{name}“ ist mit allen Werten entfernt.")

    @Slot()
    def _on_close_scoring(self) -> None:
        if self._card is not None:
            with alerts.shown(self):
                self._service.move_round(self._card.round.id, RoundStatus.EVALUATING)

    @Slot()
    def _on_help_wanted(self) -> None:
        self._context.show_help("prioritaeten")


def _column(first: QWidget, second: QWidget) -> QWidget:
    """Two widgets one below the other, the first one growing."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    column.addWidget(first, 1)
    column.addWidget(second)
    return holder

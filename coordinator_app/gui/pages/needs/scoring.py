"""The tab „Bewertungsrunde“: who scored, the sheet of one rater, criteria and weights."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.common.german import plural
from coordinator_app.domain.priorities import RoundStatus, takes_scores
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.pages.needs.criteria_card import CriteriaCard
from coordinator_app.gui.pages.needs.looks import ROUND_CHIPS
from coordinator_app.gui.pages.needs.raters_card import RatersCard
from coordinator_app.gui.pages.needs.score_grid import ScoreGrid
from coordinator_app.gui.widgets.buttons import SecondaryButton
from coordinator_app.gui.widgets.cards import Card
from coordinator_app.gui.widgets.chips import Chip
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.notices import EmptyState, NoticeBar
from coordinator_app.gui.widgets.scroll_column import ScrollColumn
from coordinator_app.gui.widgets.split_view import Splitter

if TYPE_CHECKING:
    from coordinator_app.services.priority_reads import RoundCard

KEYS = "Tasten 1 bis 5 bewerten, W = weiß nicht, Entf nimmt zurück, Bild ab: nächster Bogen."
DONE = "Bogen zu Ende. Eingabe oder Bild ab: nächster Bogen."


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
        self.raters = RatersCard(context)
        self.raters.chosen.connect(self._on_rater_chosen)
        self.criteria = CriteriaCard(context)
        self.grid = ScoreGrid()
        self.grid.scored.connect(self._on_scored)
        self.grid.dotted.connect(self._on_dotted)
        self.grid.cleared.connect(self._on_cleared)
        self.grid.finished.connect(self._on_finished)
        self.grid.sheet_wanted.connect(self._on_sheet_wanted)
        self.grid_card = Card("Bewertungsbogen", padding=0)
        self.keys = Label(KEYS, "hinweis", wrap=True)
        self.close_button = SecondaryButton("Bewertung abschließen", "tick")
        self.close_button.clicked.connect(self._on_close_scoring)
        self.reopen_button = SecondaryButton("Bewertung wieder öffnen", "undo")
        self.reopen_button.clicked.connect(self._on_reopen)
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
        left = ScrollColumn(margins=(0, 0, 12, 0), spacing=12)
        left.column.addWidget(self.raters, 1)
        left.column.addWidget(self.criteria)
        left.setMinimumWidth(328)
        self.grid_card.add_to_head(self.chip)
        self.grid_card.add(self.grid, 1)
        split = Splitter()
        split.addWidget(left)
        split.addWidget(_column(self.grid_card, self._foot()))
        split.setStretchFactor(0, 0)
        split.setStretchFactor(1, 1)
        self._context.settings.restore_splitter("scoring", split)
        inner.addWidget(split, 1)
        column.addWidget(self._content, 1)

    def _foot(self) -> QWidget:
        foot = QWidget()
        line = QHBoxLayout(foot)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.keys, 1)
        line.addWidget(self.reopen_button)
        line.addWidget(self.close_button)
        return foot

    def show_round(self, card: "RoundCard | None") -> None:
        """Show a round, keeping the chosen rater."""
        self.empty.setVisible(card is None)
        self._content.setVisible(card is not None)
        self._card = card
        if card is None:
            return
        status = card.round.status
        editable = status is not RoundStatus.RESOLVED and not self._context.read_only
        self.chip.set_style(status.label, ROUND_CHIPS[status])
        self.grid.read_only = not (editable and takes_scores(status))
        self.keys.setVisible(not self.grid.read_only)
        self.close_button.setVisible(editable and status is RoundStatus.SCORING)
        self.reopen_button.setVisible(editable and status in {RoundStatus.EVALUATING, RoundStatus.DISCUSSED})
        self._show_hint(card)
        self.raters.show_round(card, editable=editable)
        self.criteria.setVisible(card.round.uses_scores)
        self.criteria.show_round(card, editable=editable)
        self._show_sheet()

    def _show_hint(self, card: "RoundCard") -> None:
        done, total = len(card.complete), len(card.raters)
        words = "von 1 Bogen ist vollständig." if total == 1 else f"von {total} Bögen sind vollständig."
        if card.round.uses_dots:
            given = plural(card.dots_given, "Klebepunkt", "Klebepunkte")
            words += f" {given} von {card.round.dots_per_rater * sum(rater.heads for rater in card.raters)} vergeben."
        if not total:
            self.hint.set("Tragen Sie links ein, wer bewertet, oder legen Sie nummerierte Bögen an.", "info")
        else:
            self.hint.set(words, "ok" if done == total else "info", strong=f"{done}")

    def _show_sheet(self) -> None:
        rater = self.raters.current()
        if self._card is None or rater is None:
            self.grid_card.set_title("Bewertungsbogen")
            self.grid.scores.show((), (), {})
            return
        self.grid_card.set_title(f"Bogen: {self.raters.current_name()}")
        dots = self._card.dots.get(rater, {}) if self._card.round.uses_dots else None
        criteria = self._card.criteria if self._card.round.uses_scores else ()
        self.grid.scores.show(self._card.needs, criteria, self._card.scores.get(rater, {}), dots)
        self._show_dots_left(rater, dots)
        if not self.grid.currentIndex().isValid():
            self.grid.begin()

    def _show_dots_left(self, rater: int, dots: Mapping[int, int] | None) -> None:
        if dots is None or self._card is None:
            self.grid_card.set_hint("")
            return
        heads = next(item.heads for item in self._card.raters if item.id == rater)
        self.grid_card.set_hint(f"{sum(dots.values())} von {self._card.round.dots_per_rater * heads} Klebepunkten")

    @Slot(int)
    def _on_rater_chosen(self, _rater: int) -> None:
        self.keys.setText(KEYS)
        self._show_sheet()
        self.grid.begin()

    @Slot(int, int, object)
    def _on_scored(self, need_id: int, criterion_id: int, points: Any) -> None:
        rater = self.raters.current()
        if rater is not None:
            self._service.score(rater_id=rater, need_id=need_id, criterion_id=criterion_id, points=points)

    @Slot(int, int)
    def _on_dotted(self, need_id: int, dots: int) -> None:
        rater = self.raters.current()
        if rater is not None:
            with alerts.shown(self):
                self._service.set_dots(rater_id=rater, need_id=need_id, dots=dots)

    @Slot(int, int)
    def _on_cleared(self, need_id: int, criterion_id: int) -> None:
        rater = self.raters.current()
        if rater is not None:
            self._service.clear_score(rater_id=rater, need_id=need_id, criterion_id=criterion_id)

    @Slot()
    def _on_finished(self) -> None:
        self.keys.setText(DONE)

    @Slot(int)
    def _on_sheet_wanted(self, by: int) -> None:
        if not self.raters.step(by):
            self.keys.setText("Das war der letzte Bogen." if by > 0 else "Das ist der erste Bogen.")
        self.grid.setFocus()

    @Slot()
    def _on_close_scoring(self) -> None:
        self._move(RoundStatus.EVALUATING)

    @Slot()
    def _on_reopen(self) -> None:
        if self._card is not None and self._card.round.status is RoundStatus.DISCUSSED:
            self._move(RoundStatus.EVALUATING)
        self._move(RoundStatus.SCORING)

    def _move(self, status: RoundStatus) -> None:
        if self._card is not None:
            with alerts.shown(self):
                self._service.move_round(self._card.round.id, status)

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

"""The tab „Rangfolge“: ranking with spread, matrix, comparison with the round before, how firm it all is."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from coordinator_app.common.german import NBSP, format_date, format_decimal, format_percent
from coordinator_app.domain.criterion_templates import influence_criterion
from coordinator_app.domain.priorities import PriorityRound, RoundStatus
from coordinator_app.domain.ranking import Sensitivity, TieBreak
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import workspace_lookups
from coordinator_app.gui.pages.needs.looks import DECISION_CHIPS, ROUND_CHIPS
from coordinator_app.gui.pages.needs.matrix_view import MatrixMark, MatrixView
from coordinator_app.gui.pages.needs.ranking_views import (
    AGREEMENT_CHIPS,
    CHANGE_CHIPS,
    MovesSource,
    RankingSource,
    value_text,
)
from coordinator_app.gui.papers_card import PapersCard
from coordinator_app.gui.source_tasks import SourceTasks
from coordinator_app.gui.thread_bar import ThreadBar
from coordinator_app.gui.widgets.buttons import LinkButton, SecondaryButton
from coordinator_app.gui.widgets.cards import Card
from coordinator_app.gui.widgets.charts import paint_spread
from coordinator_app.gui.widgets.chips import Chip
from coordinator_app.gui.widgets.key_values import KeyValueGrid
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.notices import EmptyState, NoticeBar
from coordinator_app.gui.widgets.record_table import RecordTable
from coordinator_app.gui.widgets.scroll_column import ScrollColumn
from coordinator_app.gui.widgets.tabs import TabView
from coordinator_app.services.priorities import sensitivity_job

if TYPE_CHECKING:
    from coordinator_app.services.priority_reads import RankedNeed, RoundCard

LEGEND = "Punkt: Median · Balken: mittlere Hälfte · Linie: alle Bewertenden"
LIST, MATRIX, MOVES = "list", "matrix", "moves"


class RankingPane(QWidget):
    """The ranking of one round."""

    need_wanted = Signal(int)
    scoring_wanted = Signal()

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._card: RoundCard | None = None
        self.source = RankingSource()
        self.moves_source = MovesSource()
        self.table = self._ranking_table()
        self.moves = RecordTable(
            self.moves_source,
            name="round_moves",
            label="Vergleich mit der vorigen Runde",
            state=context.settings,
            chips={"change": CHANGE_CHIPS},
            empty=EmptyState(
                "history", "Keine Runde zum Vergleichen", "Beim Anlegen einer Runde wählen Sie, womit.", compact=True
            ),
            multi=False,
            footer=False,
        )
        self.matrix = MatrixView()
        self.across = QComboBox()
        self.across.setAccessibleName("Kriterium der waagerechten Achse")
        self.tabs = TabView("Ergebnis der Runde", margin=8)
        self.card = Card("Rangfolge", padding=0)
        self.chip = Chip()
        self.legend = Label("", "hinweis", wrap=True)
        self.discussed_button = SecondaryButton("Als beraten eintragen", "comment")
        self.firmness = NoticeBar("", "info")
        self.facts = KeyValueGrid()
        self.side = Card("Bedarf")
        self.thread_bar = ThreadBar(context, short=True)
        self.tasks = SourceTasks(context, workspace_lookups(context.workspace), "Aufgaben zur Runde")
        self.papers = PapersCard(context)
        self.empty = self._nothing_ranked()
        self._content = QWidget()
        self._content.hide()
        self._connect()
        self._build()

    def _nothing_ranked(self) -> EmptyState:
        empty = EmptyState(
            "target",
            "Noch keine Rangfolge",
            "Sobald Bewertungen eingetragen sind, stehen die Bedarfe hier in ihrer Reihenfolge.",
            "Bewertung eintragen",
            "Wie entsteht die Rangfolge?",
            button_icon="pencil",
        )
        empty.action.connect(self.scoring_wanted)
        empty.help_wanted.connect(self._on_help)
        return empty

    def _ranking_table(self) -> RecordTable:
        return RecordTable(
            self.source,
            name="ranking",
            label="Rangfolge",
            state=self._context.settings,
            chips={
                "agreement": AGREEMENT_CHIPS,
                "decision": {decision.label: style for decision, style in DECISION_CHIPS.items()},
            },
            painters={"spread": paint_spread},
            multi=False,
            footer=False,
        )

    def _connect(self) -> None:
        self.table.current_changed.connect(self._on_current_changed)
        self.table.opened.connect(self.need_wanted)
        self.moves.current_changed.connect(self._on_current_changed)
        self.moves.opened.connect(self.need_wanted)
        self.matrix.chosen.connect(self.table.select)
        self.across.activated.connect(self._on_across)
        self.tabs.shown.connect(self._show_legend)
        self.firmness.triggered.connect(self._on_open_resolution)
        self.discussed_button.clicked.connect(self._on_discussed)

    def _build(self) -> None:
        self.tabs.add_tab(LIST, "Rangfolge", self._list_pane, self.table)
        self.tabs.add_tab(MATRIX, "Matrix", self._matrix_pane, self.matrix, self.across)
        self.tabs.add_tab(MOVES, "Vergleich", self._moves_pane, self.moves)
        self.tabs.select(LIST)
        self.card.add_to_head(self.chip)
        self.card.add(self.tabs, 1)
        link = LinkButton("Bedarf öffnen")
        link.clicked.connect(self._on_open_need)
        self.side.add_to_head(link)
        self.side.add(self.thread_bar)
        self.side.add(self.facts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.empty)
        column.addWidget(self._content)
        outer = QHBoxLayout(self._content)
        outer.setContentsMargins(24, 16, 0, 0)
        outer.setSpacing(0)
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 12)
        outer.addLayout(left, 5)
        left.setSpacing(8)
        left.addWidget(self.card, 1)
        foot = QHBoxLayout()
        left.addLayout(foot)
        foot.addWidget(self.legend, 1)
        foot.addWidget(self.discussed_button)
        left.addWidget(self.firmness)
        right = ScrollColumn(self.side, self.tasks, self.papers, margins=(16, 0, 24, 12), spacing=16)
        right.setMinimumWidth(360)
        outer.addWidget(right, 3)

    def _list_pane(self) -> QWidget:
        return self.table

    def _moves_pane(self) -> QWidget:
        return self.moves

    def _matrix_pane(self) -> QWidget:
        pane = QWidget()
        column = QVBoxLayout(pane)
        column.setContentsMargins(12, 12, 12, 12)
        line = QHBoxLayout()
        column.addLayout(line)
        words = Label("Waagerecht", "gedaempft")
        words.setBuddy(self.across)
        line.addWidget(words)
        line.addWidget(self.across)
        line.addStretch(1)
        column.addWidget(self.matrix, 1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidgetResizable(True)
        scroll.setWidget(pane)
        for part in (scroll.viewport(), pane):
            part.setAutoFillBackground(False)
        return scroll

    # --- showing

    def show_round(self, card: "RoundCard | None") -> None:
        """Show the ranking of a round."""
        self._card = card
        started = card is not None and card.started
        self.source.sensitivity = None
        self.source.set_ranking(card.ranking if card and started else ())
        self.moves_source.set_moves(card.moves if card and started else ())
        self._show_columns(card)
        self.table.reload()
        self.moves.reload()
        self.empty.setVisible(not started)
        self._content.setVisible(started)
        if card is not None:
            self.papers.show_record(PriorityRound.kind, card.round.id, card.round.title)
        if card is not None:
            self.tasks.show_source("priority_round", card.round.id)
        self.firmness.setVisible(False)
        self.chip.setVisible(card is not None)
        self._show_legend()
        evaluating = card is not None and card.round.status is RoundStatus.EVALUATING
        self.discussed_button.setVisible(evaluating and not self._context.read_only)
        if card is None:
            self.card.set_title("Rangfolge")
            return
        self.card.set_title(card.round.title)
        criteria = f", {len(card.criteria)} Kriterien" if card.round.uses_scores else ""
        self.card.set_hint(f"{len(card.raters)} Bewertende{criteria}")
        self.chip.set_style(card.round.status.label, ROUND_CHIPS[card.round.status])
        self._fill_across(card)
        self._show_matrix()
        self._show_firmness(card)
        if not self.table.current_id():
            self.table.select_first()
        self._show_side(self.table.current_id())

    def _show_columns(self, card: "RoundCard | None") -> None:
        """Dots where the round has them, values where it has scores."""
        if card is None:
            return
        scores, dots = card.round.uses_scores, card.round.uses_dots
        self.table.chooser.offer({"value": scores, "spread": scores, "agreement": scores, "dots": dots})

    def _fill_across(self, card: "RoundCard") -> None:
        chosen = self.across.currentData()
        self.across.clear()
        for criterion in card.criteria:
            self.across.addItem(criterion.title, criterion.id)
        place = self.across.findData(chosen) if chosen is not None else -1
        usual = self.across.findData(influence_criterion(card.criteria))
        self.across.setCurrentIndex(place if place >= 0 else usual)

    def _show_matrix(self) -> None:
        card, criterion = self._card, self.across.currentData()
        if card is None or criterion is None or not card.round.uses_scores:
            self.matrix.set_marks((), "")
            return
        points = {point.need: point for point in card.scoring.matrix(int(criterion))}
        marks = [
            MatrixMark(
                item.need.id,
                item.standing.rank,
                item.need.title,
                float(points[item.need.id].across),
                float(points[item.need.id].up),
            )
            for item in card.ranking
            if item.need.id in points
        ]
        self.matrix.set_marks(marks, self.across.currentText())
        self.matrix.set_current(self.table.current_id())

    def _show_firmness(self, card: "RoundCard") -> None:
        """The resolution of a frozen round; else a thousand draws are made in the background."""
        if card.round.status is RoundStatus.RESOLVED:
            words = f"am {format_date(card.round.frozen_on)}, Beschluss: {card.resolution or 'nicht mehr vorhanden'}."
            action = "Beschluss öffnen" if card.resolution else ""
            self.firmness.set(words, "ok", strong="Festgeschrieben", icon="lock", action=action)
            self.firmness.setVisible(True)
        elif card.started and card.round.uses_scores:
            self._context.jobs.run(
                sensitivity_job, card, title="", done=self._on_sensitivity, owner=self, key="sensitivity"
            )

    @Slot(object)
    def _on_sensitivity(self, found: Sensitivity) -> None:
        card = self._card
        if card is None or card.round.status is RoundStatus.RESOLVED:
            return
        self.source.sensitivity = found
        self.table.reload()
        first = min(found.leaders, len(found.stays))
        if first < len(found.stays):
            share = format_percent(found.leaders_stay)
            who = f"die Ränge 1 bis {first}" if first > 1 else "der erste Rang"
            verb = "bleiben" if first > 1 else "bleibt"
            words = f"Bei um ±20{NBSP}% veränderten Gewichten {verb} {who} in {share} der 1.000 Rechenläufe vorn."
            self.firmness.set(words, "info")
            self.firmness.setVisible(True)
        self._show_side(self.table.current_id())

    def _show_side(self, need_id: int) -> None:
        if self._card is None:
            return
        found = next((item for item in self._card.ranking if item.need.id == need_id), None)
        if found is None:
            return
        self.side.set_title(f"Rang {found.standing.rank}" if found.standing.rank else "Ohne Rang")
        if need_id > 0:
            self.thread_bar.show_record("need", need_id)
        self.thread_bar.setVisible(need_id > 0)
        self.facts.set_rows([row for row in self._facts(self._card, found) if row[1]])

    def _facts(self, card: "RoundCard", found: "RankedNeed") -> list[tuple[str, str | QWidget]]:
        names = {criterion.id: criterion.title for criterion in card.criteria}
        standing, spread = found.standing, found.standing.spread
        rows: list[tuple[str, str | QWidget]] = [("Bedarf", found.need.title)]
        if card.round.uses_scores:
            span = f"{format_decimal(spread.lowest, 1)} bis {format_decimal(spread.highest, 1)}" if spread else ""
            rows += [
                ("Wert", value_text(found)),
                ("Bewertende", f"{standing.raters} von {len(card.raters)}"),
                ("Spannweite", span),
                ("Uneinig bei", names.get(standing.dissent_criterion or 0, "keinem Kriterium")),
                ("Rang bleibt", self.source.firm_words(found)),
            ]
        if card.round.uses_dots:
            rows.append(("Klebepunkte", str(standing.dots)))
        rows.append(("Belegarten", str(standing.evidence)))
        rows.append(("Gleichstand", _TIES[standing.tie_break]))
        if found.priority:
            until = found.priority.runs_until
            rows += [
                ("Entscheidung", found.priority.decision.label),
                ("Begründung", found.priority.reason),
                ("Gilt bis", format_date(until) if until else ""),
            ]
        return rows

    # --- slots

    @Slot()
    def _on_help(self) -> None:
        self._context.show_help("prioritaeten")

    @Slot(int)
    def _on_current_changed(self, need_id: int) -> None:
        self.matrix.set_current(need_id)
        self._show_side(need_id)

    @Slot()
    def _show_legend(self) -> None:
        """The words for the spread, below the list that shows it."""
        card = self._card
        shown = card is not None and card.started and card.round.uses_scores
        self.legend.setText(LEGEND if shown and self.tabs.current() == LIST else "")

    @Slot(int)
    def _on_across(self, _index: int) -> None:
        self._show_matrix()

    @Slot()
    def _on_discussed(self) -> None:
        if self._card is not None:
            with alerts.shown(self):
                self._context.workspace.priorities.move_round(self._card.round.id, RoundStatus.DISCUSSED)

    @Slot()
    def _on_open_resolution(self) -> None:
        if self._card is not None and self._card.round.resolution_id:
            self._context.navigate("resolution", self._card.round.resolution_id)

    @Slot()
    def _on_open_need(self) -> None:
        if self.table.current_id() > 0:
            self.need_wanted.emit(self.table.current_id())


_TIES = {
    TieBreak.NONE: "",
    TieBreak.DOTS: "Gleicher Wert wie ein anderer Bedarf; die Klebepunkte entschieden.",
    TieBreak.EVIDENCE: "Gleicher Wert wie ein anderer Bedarf; die Zahl der Belegarten entschied.",
    TieBreak.BODY: "Das Gremium entscheidet über die Reihenfolge.",
}

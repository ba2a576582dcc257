"""The tab „Rangfolge“: the ranking with its spread, how firm it is, and freezing the result."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.common.german import format_date, format_decimal, format_percent
from coordinator_app.domain.columns import Column, ListFilter
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.priorities import RoundStatus
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import workspace_lookups
from coordinator_app.gui.pages.needs.looks import DECISION_CHIPS, ROUND_CHIPS
from coordinator_app.gui.source_tasks import SourceTasks
from coordinator_app.gui.widgets.buttons import LinkButton
from coordinator_app.gui.widgets.cards import Card
from coordinator_app.gui.widgets.charts import Spread, paint_spread
from coordinator_app.gui.widgets.chips import Chip, ChipStyle
from coordinator_app.gui.widgets.key_values import KeyValueGrid
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.notices import EmptyState, NoticeBar
from coordinator_app.gui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from coordinator_app.services.priority_reads import RankedNeed, RoundCard

AGREED, DIVIDED, OPEN = "einig", "uneinig", "offen"
AGREEMENT_CHIPS = {
    AGREED: ChipStyle("neutral", "tick"),
    DIVIDED: ChipStyle("attention", "comment"),
    OPEN: ChipStyle("neutral", "circle"),
}


def _rank(row: "RankedNeed") -> int | None:
    return row.standing.rank or None


def _title(row: "RankedNeed") -> str:
    return row.need.title


def _value(row: "RankedNeed") -> str:
    return "" if row.standing.value is None else format_decimal(float(row.standing.value), 2, fixed=True)


def _spread(row: "RankedNeed") -> Spread | None:
    spread = row.standing.spread
    if spread is None:
        return None
    return Spread(
        spread.lowest, spread.lower, spread.median, spread.upper, spread.highest, divided=row.standing.dissent
    )


def _agreement(row: "RankedNeed") -> str:
    if row.standing.value is None:
        return OPEN
    return DIVIDED if row.standing.dissent else AGREED


def _decision(row: "RankedNeed") -> str:
    return row.priority.decision.label if row.priority else ""


COLUMNS: tuple[Column[Any], ...] = (
    Column("rank", "Rang", Kind.INTEGER, _rank, width=5),
    Column("title", "Bedarf", Kind.TEXT, _title, width=28, stretch=True),
    Column("value", "Wert", Kind.TEXT, _value, width=7),
    Column("spread", "1 gering … 5 hoch", Kind.TEXT, _spread, width=16),
    Column("agreement", "Streuung", Kind.TEXT, _agreement, width=13),
)
DECISION = Column[Any]("decision", "Entscheidung", Kind.TEXT, _decision, width=14, shown=False)


class RankingSource:
    """The ranking of one round as a list in its own order."""

    def __init__(self) -> None:
        self.columns: Sequence[Column[Any]] = (*COLUMNS, DECISION)
        self._ranked: dict[int, RankedNeed] = {}

    def set_ranking(self, ranking: "Sequence[RankedNeed]") -> None:
        """Show another ranking."""
        self._ranked = {item.need.id: item for item in ranking}

    def ids(self, wanted: ListFilter) -> list[int]:
        """Needs from first to last."""
        return list(self._ranked)

    def rows(self, ids: Sequence[int]) -> "dict[int, RankedNeed]":
        """The ranked needs of these ids."""
        return {id: self._ranked[id] for id in ids if id in self._ranked}


class RankingPane(QWidget):
    """The ranking of one round."""

    need_wanted = Signal(int)
    scoring_wanted = Signal()

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._card: RoundCard | None = None
        self.source = RankingSource()
        empty = EmptyState(
            "target",
            "Noch keine Rangfolge",
            "Sobald Bewertungen eingetragen sind, stehen die Bedarfe hier in ihrer Reihenfolge.",
            "Bewertung eintragen",
            button_icon="pencil",
        )
        empty.action.connect(self.scoring_wanted)
        self.table = RecordTable(
            self.source,
            name="ranking",
            label="Rangfolge",
            state=context.settings,
            chips={
                "agreement": AGREEMENT_CHIPS,
                "decision": {decision.label: style for decision, style in DECISION_CHIPS.items()},
            },
            painters={"spread": paint_spread},
            empty=empty,
            multi=False,
            footer=False,
        )
        self.table.current_changed.connect(self._on_current_changed)
        self.table.opened.connect(self.need_wanted)
        self.card = Card("Rangfolge", padding=0)
        self.chip = Chip()
        self.card.add_to_head(self.chip)
        self.card.add(self.table, 1)
        self.firmness = NoticeBar("", "info")
        self.firmness.triggered.connect(self._on_open_resolution)
        self.facts = KeyValueGrid()
        self.side = Card("Bedarf")
        self.tasks = SourceTasks(context, workspace_lookups(context.workspace), "Aufgaben zur Runde")
        self._build()

    def _build(self) -> None:
        self.side.add(self.facts)
        link = LinkButton("Bedarf öffnen")
        link.clicked.connect(self._on_open_need)
        self.side.add_to_head(link)
        self.side.body.addStretch(1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(24, 16, 24, 16)
        outer.setSpacing(16)
        left = QVBoxLayout()
        left.setSpacing(12)
        outer.addLayout(left, 5)
        left.addWidget(self.card, 1)
        left.addWidget(Label("Punkt: Median · Balken: mittlere Hälfte · Linie: alle Bewertenden", "hinweis", wrap=True))
        left.addWidget(self.firmness)
        self.side.setMinimumWidth(300)
        right = QVBoxLayout()
        outer.addLayout(right, 3)
        right.setSpacing(16)
        right.addWidget(self.side, 1)
        right.addWidget(self.tasks)

    def show_round(self, card: "RoundCard | None") -> None:
        """Show the ranking of a round."""
        self._card = card
        scored = [item for item in card.ranking if item.standing.value is not None] if card else []
        self.source.set_ranking(card.ranking if card and scored else ())
        self.table.reload()
        self.side.setVisible(bool(scored))
        self.tasks.setVisible(bool(scored))
        if card is not None:
            self.tasks.show_source("priority_round", card.round.id)
        self.firmness.setVisible(False)
        self.chip.setVisible(card is not None)
        if card is None:
            self.card.set_title("Rangfolge")
            return
        self.card.set_title(card.round.title)
        self.card.set_hint(f"{len(card.raters)} Bewertende, {len(card.criteria)} Kriterien")
        self.chip.set_style(card.round.status.label, ROUND_CHIPS[card.round.status])
        self._show_firmness(card, len(scored))
        if not self.table.current_id():
            self.table.select_first()
        self._show_side(self.table.current_id())

    def _show_firmness(self, card: "RoundCard", scored: int) -> None:
        first = min(card.leaders, scored)
        if card.round.status is RoundStatus.RESOLVED:
            words = f"am {format_date(card.round.frozen_on)}, Beschluss: {card.resolution or 'nicht mehr vorhanden'}."
            action = "Beschluss öffnen" if card.resolution else ""
            self.firmness.set(words, "ok", strong="Festgeschrieben", icon="lock", action=action)
        elif first and first < scored:
            share = format_percent(card.scoring.sensitivity(card.leaders).leaders_stay)
            words = (
                f"Bei um ±20 % veränderten Gewichten bleiben die Ränge 1 bis {first} in {share} "
                "der 1.000 Rechenläufe unter den ersten."
            ).replace("20 %", "20\u00a0%")
            self.firmness.set(words, "info")
        else:
            return
        self.firmness.setVisible(True)

    def _show_side(self, need_id: int) -> None:
        if self._card is None:
            return
        found = next((item for item in self._card.ranking if item.need.id == need_id), None)
        if found is None:
            return
        self.side.set_title(f"Rang {found.standing.rank}" if found.standing.rank else "Ohne Rang")
        names = {criterion.id: criterion.title for criterion in self._card.criteria}
        spread = found.standing.spread
        span = f"{format_decimal(spread.lowest, 1)} bis {format_decimal(spread.highest, 1)}" if spread else ""
        rows: list[tuple[str, str | QWidget]] = [
            ("Bedarf", found.need.title),
            ("Wert", _value(found)),
            ("Bewertende", f"{found.standing.raters} von {len(self._card.raters)}"),
            ("Spannweite", span),
            ("Uneinig bei", names.get(found.standing.dissent_criterion or 0, "keinem Kriterium")),
        ]
        if found.standing.tied:
            rows.append(("Gleichstand", "Das Gremium entscheidet über die Reihenfolge."))
        if found.priority:
            rows += [("Entscheidung", found.priority.decision.label), ("Begründung", found.priority.reason)]
        self.facts.set_rows(rows)

    @Slot(int)
    def _on_current_changed(self, need_id: int) -> None:
        self._show_side(need_id)

    @Slot()
    def _on_open_resolution(self) -> None:
        if self._card is not None and self._card.round.resolution_id:
            self._context.navigate("resolution", self._card.round.resolution_id)

    @Slot()
    def _on_open_need(self) -> None:
        if self.table.current_id():
            self.need_wanted.emit(self.table.current_id())

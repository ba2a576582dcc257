"""Ranking and comparison as lists: their columns and sources."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from coordinator_app.common.german import format_decimal, format_percent
from coordinator_app.domain.columns import Column, ListFilter
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.ranking import Change, Move, Place, Sensitivity
from coordinator_app.gui.widgets.charts import Spread
from coordinator_app.gui.widgets.chips import ChipStyle

if TYPE_CHECKING:
    from coordinator_app.services.priority_reads import RankedNeed

AGREED, DIVIDED, OPEN = "einig", "uneinig", "offen"
AGREEMENT_CHIPS = {
    AGREED: ChipStyle("neutral", "tick"),
    DIVIDED: ChipStyle("attention", "comment"),
    OPEN: ChipStyle("neutral", "circle"),
}
CHANGE_CHIPS = {
    Change.UP: ChipStyle("attention", "arrow-up"),
    Change.DOWN: ChipStyle("ok", "arrow-down"),
    Change.SAME: ChipStyle("neutral", "tick"),
    Change.NEW: ChipStyle("info", "plus"),
    Change.GONE: ChipStyle("neutral", "x"),
}


def _rank(row: "RankedNeed") -> int | None:
    return row.standing.rank or None


def _title(row: "RankedNeed") -> str:
    return row.need.title


def value_text(row: "RankedNeed") -> str:
    """The value with two digits, "" without one."""
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


def _dots(row: "RankedNeed") -> int:
    return row.standing.dots


def _evidence(row: "RankedNeed") -> int:
    return row.standing.evidence


def _decision(row: "RankedNeed") -> str:
    return row.priority.decision.label if row.priority else ""


class RankingSource:
    """The ranking of one round as a list in its own order."""

    def __init__(self) -> None:
        self.columns: Sequence[Column[Any]] = (
            Column("rank", "Rang", Kind.INTEGER, _rank, width=4),
            Column("title", "Bedarf", Kind.TEXT, _title, width=28, stretch=True),
            Column("value", "Wert", Kind.TEXT, value_text, width=5, figure=True),
            Column("spread", "1 gering … 5 hoch", Kind.TEXT, _spread, width=15),
            Column("agreement", "Streuung", Kind.TEXT, _agreement, width=9),
            Column("dots", "Punkte", Kind.INTEGER, _dots, width=6, shown=False),
            Column("evidence", "Belegarten", Kind.INTEGER, _evidence, width=9, shown=False),
            Column("firm", "Rang bleibt", Kind.TEXT, self._firm, width=9, shown=False),
            Column("decision", "Entscheidung", Kind.TEXT, _decision, width=14, shown=False),
        )
        self._ranked: dict[int, RankedNeed] = {}
        self.sensitivity: Sensitivity | None = None

    def _firm(self, row: "RankedNeed") -> str:
        """How often the rank holds: frozen with the round, else as just computed."""
        if row.priority is not None and row.priority.stability is not None:
            return format_percent(row.priority.stability / 100)
        found = self.sensitivity.stays.get(row.need.id) if self.sensitivity is not None else None
        return "" if found is None else format_percent(found)

    def firm_words(self, row: "RankedNeed") -> str:
        """As in the column, for the side."""
        return self._firm(row)

    def set_ranking(self, ranking: "Sequence[RankedNeed]") -> None:
        """Show another ranking."""
        self._ranked = {item.need.id: item for item in ranking}

    def ids(self, wanted: ListFilter) -> list[int]:
        """Needs from first to last."""
        return list(self._ranked)

    def rows(self, ids: Sequence[int]) -> "dict[int, RankedNeed]":
        """The ranked needs of these ids."""
        return {id: self._ranked[id] for id in ids if id in self._ranked}


def _move_title(move: Move) -> str:
    return move.title


def _place_words(place: Place | None) -> str:
    if place is None:
        return ""
    rank = f"Rang {place.rank}" if place.rank else "ohne Rang"
    return rank if place.decision is None else f"{rank}, {place.decision.label}"


def _before(move: Move) -> str:
    return _place_words(move.before)


def _after(move: Move) -> str:
    return _place_words(move.after)


def _change(move: Move) -> Change:
    return move.change


class MovesSource:
    """The comparison with the round before, in the order of the newer one."""

    def __init__(self) -> None:
        self.columns: Sequence[Column[Any]] = (
            Column("title", "Bedarf", Kind.TEXT, _move_title, width=16, stretch=True),
            Column("before", "vorher", Kind.TEXT, _before, width=15),
            Column("after", "jetzt", Kind.TEXT, _after, width=9),
            Column("change", "Veränderung", Kind.CHOICE, _change, width=18),
        )
        self._moves: dict[int, Move] = {}

    def set_moves(self, moves: Sequence[Move]) -> None:
        """Show another comparison; rows have the id of their need."""
        self._moves = {(move.after or move.before or Place(0, "", 0, None, None)).need: move for move in moves}

    def ids(self, wanted: ListFilter) -> list[int]:
        """The needs in order."""
        return list(self._moves)

    def rows(self, ids: Sequence[int]) -> dict[int, Move]:
        """The moves of these needs."""
        return {id: self._moves[id] for id in ids if id in self._moves}

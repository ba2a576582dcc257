"""The tabs „Ergebnisse“ and „Bilanz“: a choice above a list that computes itself."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.domain.balance import Figure
from coordinator_app.domain.columns import Column, ListFilter
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.outcomes import Outcome
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.pane_duties import PaneDuties
from coordinator_app.gui.widgets.chips import ChipStyle
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.gui.widgets.record_table import RecordTable

OUTCOME_CHIPS = {
    Outcome.OPEN: ChipStyle("attention", "circle"),
    Outcome.ASSESSED: ChipStyle("info", "chart"),
    Outcome.REJECTED: ChipStyle("neutral", "x"),
    Outcome.WATCHED: ChipStyle("neutral", "eye"),
    Outcome.DECIDED: ChipStyle("info", "gavel"),
    Outcome.RUNNING: ChipStyle("ok", "play"),
    Outcome.DONE: ChipStyle("ok", "tick-circle"),
}


class FixedRows:
    """A list that keeps the order it is given; ids are places from 1."""

    def __init__(self, columns: Sequence[Column[Any]]) -> None:
        self.columns = columns
        self._rows: dict[int, Any] = {}

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows."""
        self._rows = dict(enumerate(rows, 1))

    def ids(self, wanted: ListFilter) -> list[int]:
        """All places."""
        return list(self._rows)

    def rows(self, ids: Sequence[int]) -> dict[int, Any]:
        """The rows of these places."""
        return {id: self._rows[id] for id in ids if id in self._rows}


class ChoicePane(QWidget, PaneDuties):
    """One choice above a list. `chosen` after the user chose another entry."""

    chosen = Signal()

    def __init__(self, label: str, table: RecordTable, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self.box = QComboBox()
        self.box.setAccessibleName(label)
        self.box.setMinimumWidth(200)
        self.box.activated.connect(self._on_chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        line = QHBoxLayout()
        column.addLayout(line)
        words = Label(label, "hinweis")
        words.setBuddy(self.box)
        line.addWidget(words)
        line.addWidget(self.box)
        line.addSpacing(12)
        line.addWidget(Label(hint, "hinweis", wrap=True), 1)
        column.addWidget(table, 1)

    def offer(self, entries: Sequence[tuple[Any, str]]) -> None:
        """The entries of the choice; the chosen one stays when it is still there."""
        kept = self.box.currentData()
        self.box.clear()
        for data, words in entries:
            self.box.addItem(words, data)
        self.box.setCurrentIndex(max(self.box.findData(kept), 0))

    def can(self, command: str) -> bool:
        """Printing what is computed."""
        return command in {"print", "export"}

    @Slot(int)
    def _on_chosen(self, _index: int) -> None:
        self.chosen.emit()


def _title(row: Any) -> str:
    return " ".join(filter(None, (row.number, row.title)))


def _finding(row: Any) -> str:
    return " · ".join(row.findings)


def _sentence(row: Any) -> str:
    return str(row.sentence)


def _outcome(row: Any) -> Outcome:
    found: Outcome = row.outcome
    return found


class ResultsPane(ChoicePane):
    """What became of the findings, of all sources or of one."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        self._context = context
        self.source = FixedRows(
            (
                Column("title", "Bedarf", Kind.TEXT, _title, width=26),
                Column("finding", "Was sich gezeigt hat", Kind.TEXT, _finding, width=30, stretch=True),
                Column("outcome", "Stand", Kind.CHOICE, _outcome, width=19),
                Column("sentence", "Was daraus wurde", Kind.TEXT, _sentence, width=46),
            )
        )
        empty = EmptyState(
            "comments",
            "Noch keine Ergebnisse",
            "Hier steht, was aus Befragungen, Begehungen und Anliegen geworden ist, sobald Bedarfe Belege haben.",
            "",
            "Wie entstehen Ergebnisse?",
        )
        empty.help_wanted.connect(self._on_help)
        table = RecordTable(
            self.source,
            name="report_results",
            label="Ergebnisse",
            state=context.settings,
            chips={"outcome": OUTCOME_CHIPS},
            empty=empty,
            multi=False,
        )
        hint = "Zum Weitersagen an alle, die gefragt wurden. Namen kommen darin nicht vor."
        super().__init__("Ergebnisse aus", table, hint, parent)
        self.chosen.connect(self._show)
        table.opened.connect(self._on_opened)

    def reload(self) -> None:
        """Read choice and list again."""
        kinds = self._context.workspace.catalogues.entries("evidence_kind")
        self.offer([(None, "allen Quellen"), *((entry.id, entry.label) for entry in kinds)])
        self._show()

    def print_list(self) -> None:
        """The results chosen on paper."""
        kind = self.kind()
        self._context.preview("results_report", 0, {"kind": "all" if kind is None else str(kind)})

    def kind(self) -> int | None:
        """The kind of evidence chosen, None = all."""
        return self.box.currentData()

    @Slot()
    def _show(self) -> None:
        self.source.set_rows(self._context.workspace.reports.results(self.kind()))
        self.table.reload()

    @Slot()
    def _on_help(self) -> None:
        self._context.show_help("berichte")

    @Slot(int)
    def _on_opened(self, place: int) -> None:
        row = self.source.rows([place]).get(place)
        if row is not None:
            self._context.navigate("need", row.id)


def _group(row: Figure) -> str:
    return row.info.group


def _label(row: Figure) -> str:
    return row.info.label


def _value(row: Figure) -> str:
    return row.text


def _previous(row: Figure) -> str:
    return row.previous_text


def _difference(row: Figure) -> str:
    return row.change


class BalancePane(ChoicePane):
    """The figures of a year with the year before."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        self._context = context
        self.source = FixedRows(
            (
                Column("group", "Bereich", Kind.TEXT, _group, width=16),
                Column("label", "Kennzahl", Kind.TEXT, _label, width=34, stretch=True),
                Column("value", "Jahr", Kind.DECIMAL, _value, width=16),
                Column("previous", "Vorjahr", Kind.DECIMAL, _previous, width=16),
                Column("change", "Veränderung", Kind.DECIMAL, _difference, width=16),
            )
        )
        table = RecordTable(
            self.source,
            name="report_balance",
            label="Bilanz in Zahlen",
            state=context.settings,
            empty=EmptyState("chart", "Noch keine Zahlen", "Die Zahlen zählt das Programm aus dem, was erfasst ist."),
            multi=False,
        )
        hint = "Gezählt aus dem, was in der Datei steht; das laufende Jahr bis heute."
        super().__init__("Jahr", table, hint, parent)
        self.chosen.connect(self._show)

    def reload(self) -> None:
        """Read choice and figures again."""
        self.offer([(year, str(year)) for year in self._context.workspace.reports.years()])
        self._show()

    def print_list(self) -> None:
        """The year chosen on paper."""
        newest = self.box.currentIndex() == 0
        self._context.preview("balance", 0, {"year": "all" if newest else str(self.year())})

    def year(self) -> int:
        """The year chosen."""
        return int(self.box.currentData())

    @Slot()
    def _show(self) -> None:
        self.source.set_rows(self._context.workspace.reports.figures(self.year()))
        self.table.reload()

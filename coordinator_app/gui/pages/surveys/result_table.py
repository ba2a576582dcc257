"""Results and plain counts as a table of words: n, shares, interval, difference."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from coordinator_app.common.german import format_integer
from coordinator_app.domain.result_words import HIDDEN, figure_words, interval_words, number_words
from coordinator_app.domain.results import Figure, Frequencies, FrequencyLine, Result, ResultRow, Shown
from coordinator_app.gui import theme

_LEFT = frozenset({"Unterschied", "Feld", "Statistik", "neuester Stand", "Kategorien"})
"""Columns of words; all others but the first hold numbers."""
_FIRST = 280  # the first column never needs more
_WORDS = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_NUMBER = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ResultTable(QTableWidget):
    """`show_result` or `show_counts`; as high as its rows, so that the page around it scrolls."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setHighlightSections(False)

    def show_result(self, result: Result) -> None:
        """One line per row of the result, in its order."""
        groups = any(row.differs for row in result.rows)
        heads = ["", "n", *result.columns]
        if result.summary:
            heads += [result.summary, "95-%-Bereich"]
        elif len(result.columns) == 1:
            heads.append("95-%-Bereich")
        if groups:
            heads.append("Unterschied")
        self.show_lines(heads, [_line(result, row, len(heads), groups=groups) for row in result.rows])

    def show_counts(self, counts: Frequencies) -> None:
        """Counts, shares of all asked and of the valid answers, cumulated."""
        heads = ["", "Code", "Anzahl", "Anteil an allen", "gültige Antworten", "95-%-Bereich", "kumuliert"]
        lines = [_count_line(line) for line in counts.lines]
        lines.append(["Gefragt", "", format_integer(counts.all), "", "", "", ""])
        lines.append(["mit Antwort", "", format_integer(counts.valid), "", "", "", ""])
        self.show_lines(heads, lines)

    def show_lines(self, heads: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
        """Show these words; the first column is as broad as there is room, words behind `_LEFT` stand left."""
        self.clear()
        self.setColumnCount(len(heads))
        self.setRowCount(len(lines))
        for place, head in enumerate(heads):
            header = QTableWidgetItem(head or " ")
            header.setToolTip(head)
            header.setTextAlignment(_NUMBER if place and head not in _LEFT else _WORDS)
            self.setHorizontalHeaderItem(place, header)
        for number, line in enumerate(lines):
            for place, words in enumerate(line):
                item = QTableWidgetItem(words)
                item.setToolTip(words)
                if 0 < place < len(heads) and heads[place] not in _LEFT:
                    item.setTextAlignment(_NUMBER)
                self.setItem(number, place, item)
        self._grow()
        self._share_width()

    def _share_width(self) -> None:
        """Columns as wide as their words; the first takes what is left, but no less than it needs to be read."""
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        rest = self.viewport().width()
        for place in range(1, self.columnCount()):
            width = max(self.sizeHintForColumn(place), header.sectionSizeHint(place)) + 8
            header.resizeSection(place, width)
            rest -= width
        needed = min(self.sizeHintForColumn(0) + 8, _FIRST)
        if self.columnCount():
            header.resizeSection(0, max(rest, needed))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._share_width()

    def _grow(self) -> None:
        row = theme.height(32)
        self.verticalHeader().setDefaultSectionSize(row)
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setMinimumHeight(self.horizontalHeader().sizeHint().height() + row * self.rowCount() + bar + 4)


def _line(result: Result, row: ResultRow, width: int, *, groups: bool) -> list[str]:
    name = f"{row.section}: {row.label}" if row.section else row.label
    words = [name, HIDDEN if row.shown is Shown.HIDDEN and not row.base else format_integer(row.base)]
    words += [figure_words(cell, result.unit) for cell in row.cells]
    shown: Figure | None = None
    if result.summary:
        shown = row.summary
        words += [figure_words(shown, result.summary_unit), interval_words(shown, result.summary_unit)]
    elif len(result.columns) == 1:
        words.append(interval_words(row.cells[0], result.unit))
    if groups:
        words.append(row.differs)
    return [*words, *[""] * (width - len(words))]


def _count_line(line: FrequencyLine) -> list[str]:
    code = str(line.code).replace("-", "−")
    if line.count is None:
        return [line.label, code, HIDDEN, HIDDEN, "" if line.missing else HIDDEN, "", ""]
    share = _percent(line.share)
    if line.valid is None:
        return [line.label, code, format_integer(line.count), share, "", "", ""]
    interval = interval_words(line.valid)
    return [
        line.label,
        code,
        format_integer(line.count),
        share,
        figure_words(line.valid),
        interval,
        _percent(line.cumulated),
    ]


def _percent(value: float | None) -> str:
    return "" if value is None else number_words(value)

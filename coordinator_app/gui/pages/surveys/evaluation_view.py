"""One result in sight: title, chart or table, what tests say, what stands out, and the finding made of it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.domain.result_charts import ChartChoice
from coordinator_app.domain.result_sentences import difference_lines, finding_title, notice, subtitle
from coordinator_app.domain.results import Frequencies, Result
from coordinator_app.gui.pages.surveys.evaluation_panel import COUNTS, TABLE
from coordinator_app.gui.pages.surveys.result_table import ResultTable
from coordinator_app.gui.widgets.buttons import IconButton, LinkButton
from coordinator_app.gui.widgets.cards import Card
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.notices import NoticeBar
from coordinator_app.gui.widgets.result_chart import ResultChart
from coordinator_app.gui.widgets.scroll_column import ScrollColumn


class ResultView(ScrollColumn):
    """`show_result(result, counts, shape)`.

    `finding_wanted(row, with need)` fires with the place of the row to keep, `print_wanted` for the result on paper.
    """

    finding_wanted = Signal(int, bool)
    print_wanted = Signal()
    row_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margins=(24, 16, 24, 24), spacing=12, parent=parent)
        self.setAccessibleName("Ergebnis")
        self._result: Result | None = None
        self._noticed = 0
        self.row = 0
        self.card = Card(parent=self)
        self.heading = Label("", "kartentitel", wrap=True, parent=self)
        self.subtitle = Label("", "hinweis", wrap=True, parent=self)
        self.wording = Label("", wrap=True, parent=self)
        self.chart = ResultChart("Diagramm", self)
        self.table = ResultTable("Ergebnis als Tabelle", self)
        self.test = Label("", wrap=True, parent=self)
        self.notes = Label("", "hinweis", wrap=True, parent=self)
        self.notice = NoticeBar("", parent=self)
        self.chosen = Label("", "hinweis", wrap=True, parent=self)
        self.keep_link = LinkButton("Als Befund festhalten", parent=self)
        self.need_link = LinkButton("Festhalten und Bedarf anlegen", parent=self)
        self.print_button = IconButton("printer", "Ergebnis drucken", parent=self)
        self._count_tables: list[QWidget] = []
        self._build()

    def _build(self) -> None:
        head = QHBoxLayout()
        words = QVBoxLayout()
        self.column.addWidget(self.card)
        self.card.add(head)
        head.addLayout(words, 1)
        words.setSpacing(2)
        words.addWidget(self.heading)
        words.addWidget(self.subtitle)
        head.addWidget(self.print_button)
        self.card.add(self.wording)
        self.card.add(self.chart)
        self.card.add(self.table)
        self.counts = QVBoxLayout()
        self.card.add(self.counts)
        self.counts.setSpacing(8)
        self.card.add(self.test)
        self.card.add(self.notes)
        self.column.addWidget(self.notice)
        self.column.addWidget(self.chosen)
        links = QHBoxLayout()
        self.column.addLayout(links)
        links.setSpacing(16)
        links.addWidget(self.keep_link)
        links.addWidget(self.need_link)
        links.addStretch(1)
        self.column.addStretch(1)
        self.chart.row_chosen.connect(self._on_row)
        self.table.currentCellChanged.connect(self._on_cell)
        self.notice.triggered.connect(self._on_notice)
        self.keep_link.clicked.connect(self._on_keep)
        self.need_link.clicked.connect(self._on_need)
        self.print_button.clicked.connect(self.print_wanted)

    # --- content

    def show_result(
        self,
        result: Result,
        counts: Sequence[Frequencies],
        shape: ChartChoice | str,
        *,
        interval: bool,
        dont_know: bool,
        writable: bool,
    ) -> None:
        """Show a result as a chart, a table or plain counts; the row chosen stays where the question is the same."""
        same = self._result is not None and (self._result.key, self._result.group) == (result.key, result.group)
        self._result = result
        self.row = min(self.row, len(result.rows) - 1) if same else 0
        self.heading.setText(result.title)
        self.subtitle.setText(subtitle(result, dont_know=dont_know))
        self.wording.setText(result.wording)
        self.wording.setVisible(result.wording not in ("", result.title))
        said = [result.test.words] if result.test is not None else []
        said += difference_lines(result)
        self.test.setText("\n".join(said))
        self.test.setVisible(bool(said))
        self.notes.setText("\n".join(result.notes))
        self.notes.setVisible(bool(result.notes))
        self._show_shape(result, counts, shape, interval=interval)
        found = notice(result)
        self._noticed = found.row if found is not None else 0
        action = "Als Befund festhalten und Bedarf anlegen" if writable else ""
        text, strong = (found.text, f"{found.strong}:") if found is not None else ("", "")
        self.notice.set(text, "attention", strong=strong, action=action)
        self.keep_link.setVisible(writable)
        self.need_link.setVisible(writable)
        self._tell_row()

    def _show_shape(
        self, result: Result, counts: Sequence[Frequencies], shape: ChartChoice | str, *, interval: bool
    ) -> None:
        for old in self._count_tables:
            self.counts.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._count_tables = []
        as_counts, as_table = shape == COUNTS and bool(counts), shape == TABLE
        if as_counts:
            self._show_counts(counts)
        self.table.setVisible(as_table)
        if as_table:
            self.table.show_result(result)
        choice = shape if isinstance(shape, ChartChoice) else None
        self.chart.show_result(None if as_table or as_counts else result, choice, interval=interval)

    def _show_counts(self, counts: Sequence[Frequencies]) -> None:
        for each in counts:
            if len(counts) > 1:
                title = Label(each.title, "stark", wrap=True)
                self.counts.addWidget(title)
                self._count_tables.append(title)
            table = ResultTable(f"Häufigkeiten: {each.title}")
            self.counts.addWidget(table)
            table.show_counts(each)
            self._count_tables.append(table)

    def _tell_row(self) -> None:
        """Name the row a finding would be made of."""
        result = self._result
        if result is None or not result.rows:
            self.chosen.hide()
            return
        several = len(result.rows) > 1
        self.chosen.setText(f"Gewählt: {finding_title(result, result.rows[self.row])}" if several else "")
        self.chosen.setVisible(several and self.keep_link.isVisibleTo(self))
        self.row_changed.emit()

    # --- slots

    @Slot(int)
    def _on_row(self, row: int) -> None:
        self.row = row
        self._tell_row()

    @Slot(int, int, int, int)
    def _on_cell(self, row: int, _column: int, _old_row: int, _old_column: int) -> None:
        if self._result is not None and 0 <= row < len(self._result.rows):
            self.row = row
            self._tell_row()

    @Slot()
    def _on_notice(self) -> None:
        self.finding_wanted.emit(self._noticed, True)

    @Slot()
    def _on_keep(self) -> None:
        self.finding_wanted.emit(self.row, False)

    @Slot()
    def _on_need(self) -> None:
        self.finding_wanted.emit(self.row, True)

"""Views of the whole survey: sample and register, importance and satisfaction, feeling beside recorded figures."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from coordinator_app.common.german import format_decimal, format_integer
from coordinator_app.domain.result_words import figure_words, interval_words, number_words
from coordinator_app.domain.results import Perceived, Portfolio, WeightingReport
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.pages.surveys.evaluation_list import PERCEIVED, PORTFOLIO, WHOLE
from coordinator_app.gui.pages.surveys.result_table import ResultTable
from coordinator_app.gui.widgets.buttons import LinkButton
from coordinator_app.gui.widgets.cards import Card
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.portfolio_chart import PairedChart, PortfolioChart
from coordinator_app.gui.widgets.scroll_column import ScrollColumn

if TYPE_CHECKING:
    from coordinator_app.services.evaluation import Evaluation

_HOW_PORTFOLIO = (
    "Dafür braucht der Fragebogen zwei Skalen zu denselben Themen: wie wichtig sie sind und wie zufrieden man damit "
    "ist, am besten als Matrix mit zwei Skalen."
)
_HOW_PERCEIVED = (
    "Ordnen Sie einer Frage mit Skala, zum Beispiel zur Sorge vor Einbruch, eine Kennzahlreihe zu, zum Beispiel aus "
    "der Polizeilichen Kriminalstatistik."
)


class WholeView(ScrollColumn):
    """`show_view(survey, key)` with the keys of `evaluation_list.WHOLE`."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(margins=(24, 16, 24, 24), spacing=12, parent=parent)
        self._context = context
        self._survey = 0
        self.card = Card(parent=self)
        self.heading = Label("", "kartentitel", wrap=True, parent=self)
        self.words = Label("", wrap=True, parent=self)
        self.portfolio = PortfolioChart(self)
        self.paired = PairedChart(self)
        self.table = ResultTable("Werte", self)
        self.notes = Label("", "hinweis", wrap=True, parent=self)
        self.link_button = LinkButton("Kennzahl zuordnen …", parent=self)
        self.column.addWidget(self.card)
        for widget in (self.heading, self.words, self.portfolio, self.paired, self.table, self.notes, self.link_button):
            self.card.add(widget)
        self.column.addStretch(1)
        self.link_button.clicked.connect(self._on_link)

    def show_view(self, survey_id: int, key: str) -> None:
        """Show one of the views of a survey."""
        self._survey = survey_id
        evaluation: Evaluation = self._context.workspace.evaluation
        self.heading.setText(dict(WHOLE)[key])
        self.table.setAccessibleName(dict(WHOLE)[key])
        self.link_button.setVisible(key == PERCEIVED and not self._context.read_only)
        self.portfolio.show_portfolio(None)
        self.paired.show_perceived(None)
        if key == PORTFOLIO:
            self._show_portfolios(evaluation.portfolios(survey_id))
        elif key == PERCEIVED:
            self._show_perceived(evaluation.perceived(survey_id))
        else:
            self._show_weighting(evaluation.weighting(survey_id))

    def _show(self, words: str, heads: list[str], lines: list[list[str]], notes: str) -> None:
        self.words.setText(words)
        self.words.setVisible(bool(words))
        self.table.show_lines(heads, lines)
        self.table.setVisible(bool(lines))
        self.notes.setText(notes)
        self.notes.setVisible(bool(notes))

    def _show_weighting(self, report: WeightingReport) -> None:
        heads = ["Gruppe", "Melderegister", "Antworten", "ungewichtet", "gewichtet"]
        lines = [
            [
                f"{line.variable}: {line.label}",
                number_words(line.register),
                format_integer(line.answers),
                number_words(line.before),
                number_words(line.after),
            ]
            for line in report.margins
        ]
        notes: list[str] = []
        if report.design_effect is not None and report.effective is not None:
            span = ""
            if report.lowest is not None and report.highest is not None:
                low, high = (format_decimal(each, 2, fixed=True) for each in (report.lowest, report.highest))
                span = f"; Gewichte von {low} bis {high} (Mittel 1)"
            notes.append(
                f"Designeffekt {format_decimal(report.design_effect, 2, fixed=True)}, wirksame Fallzahl "
                f"{format_integer(round(report.effective))}{span}."
            )
        if report.trimmed:
            notes.append(f"{format_integer(report.trimmed)} Gewichte stehen an einer Grenze.")
        self._show("\n".join(report.words), heads, lines, "\n".join(notes))

    def _show_portfolios(self, portfolios: tuple[Portfolio, ...]) -> None:
        if not portfolios:
            self._show(_HOW_PORTFOLIO, [], [], "")
            return
        found = portfolios[0]
        self.portfolio.show_portfolio(found)
        heads = ["Thema", "n", found.x_label, found.y_label, "Feld"]
        lines = [
            [point.label, format_integer(point.base), figure_words(point.x), figure_words(point.y), point.field.label]
            for point in found.points
        ]
        self._show("", heads, lines, "\n".join(found.notes))

    def _show_perceived(self, perceived: Perceived | None) -> None:
        if perceived is None:
            self._show(_HOW_PERCEIVED, [], [], "")
            return
        self.paired.show_perceived(perceived)
        heads = ["Frage", "n", "Anteil", "95-%-Bereich", "Statistik", "neuester Stand"]
        lines = [
            [
                f"{pair.label}: „{pair.perceived_words}“",
                format_integer(pair.base),
                figure_words(pair.perceived),
                interval_words(pair.perceived),
                pair.series,
                pair.recorded,
            ]
            for pair in perceived.pairs
        ]
        caveats = dict.fromkeys(caveat for pair in perceived.pairs for caveat in pair.caveats)
        self._show("", heads, lines, "\n".join([*perceived.notes, *caveats]))

    @Slot()
    def _on_link(self) -> None:
        from coordinator_app.gui.pages.surveys.evaluation_dialogs import RecordedDialog

        if RecordedDialog.ask(self, self._context, self._survey):
            self._context.notify("Die Kennzahl ist zugeordnet.")

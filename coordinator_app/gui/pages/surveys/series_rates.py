"""The Häufigkeitszahl of a series of cases: one line per year, the mean of three years, what has to be said."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from coordinator_app.common.german import format_decimal
from coordinator_app.domain.data_series import DataPoint, DataSeries, Measure
from coordinator_app.domain.recorded_crime import PKS_LIMITS, RateLine, mean_of_years, rate_in_words, rate_notes
from coordinator_app.gui.widgets.cards import ListCard
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.linked_rows import hint_row, text_row
from coordinator_app.gui.widgets.scroll_column import ScrollColumn


class RatesPane(ScrollColumn):
    """Rates of the series shown; says what is missing where there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        lines, mean, notes = ListCard("Häufigkeitszahl"), Label("", "stark", wrap=True), ListCard("Dazu gehört")
        super().__init__(lines, mean, notes, parent=parent)
        self.lines, self.mean, self.notes = lines, mean, notes

    def show_rates(self, series: DataSeries, points: Sequence[DataPoint], lines: Sequence[RateLine]) -> None:
        """Show the rates, the newest first."""
        rows = [text_row(rate_in_words(line, series.rate_base)) for line in reversed(lines)]
        self.lines.set_rows(rows or [hint_row(_missing(series))])
        known = {point.period: point.value for point in points if point.value is not None}
        mean = mean_of_years(known) if series.measure is Measure.CASES else None
        self.mean.setText(f"Mittel {mean[1]}: {format_decimal(mean[0], 1)} Fälle im Jahr." if mean else "")
        self.mean.setVisible(mean is not None)
        notes = [*rate_notes(lines, series.rate_base), *(PKS_LIMITS if series.key else ())]
        self.notes.set_rows([text_row(note, "") for note in notes])
        self.notes.setVisible(bool(notes))


def _missing(series: DataSeries) -> str:
    if series.measure is not Measure.CASES:
        return "Eine Häufigkeitszahl gibt es nur für Fälle. Was gezählt wird, steht unter „Angaben“."
    if series.population_id is None:
        return "Wählen Sie unter „Angaben“ die Kennzahl mit der Einwohnerzahl, dann steht hier die Häufigkeitszahl."
    return "Für kein Jahr gibt es Fälle und Einwohner."

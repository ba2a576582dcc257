"""Right of a result: how it is shown, what it is compared by, and what its figures rest on."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from coordinator_app.common.german import NBSP, format_decimal, format_integer, format_percent
from coordinator_app.domain.results import DataBasis
from coordinator_app.gui.forms.editors import QuietCombo
from coordinator_app.gui.widgets.chips import Chip
from coordinator_app.gui.widgets.key_values import KeyValueGrid
from coordinator_app.gui.widgets.labels import Divider, Label
from coordinator_app.gui.widgets.scroll_column import ScrollColumn

TABLE, COUNTS = "table", "counts"
"""Ways of showing beside the charts: the numbers as a table, the plain counts."""


class EvaluationPanel(ScrollColumn):
    """`show_choices`, `show_basis`; `changed` fires when the reader wants the result another way."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margins=(16, 16, 16, 16), spacing=6, parent=parent)
        self.setAccessibleName("Darstellung")
        self.chart, self.group, self.wave = QuietCombo(self), QuietCombo(self), QuietCombo(self)
        self.weighted = QCheckBox("Gewichtet", self)
        self.interval = QCheckBox("95-%-Bereich zeigen", self)
        self.dont_know = QCheckBox("„weiß nicht“ zeigen", self)
        self.interval.setChecked(True)
        self.basis = KeyValueGrid(label_width=150, numbers=True, parent=self)
        self.sample = Chip(parent=self)
        self.limits = Label("", "hinweis", wrap=True, parent=self)
        self._build()

    def _build(self) -> None:
        column = self.column
        column.addWidget(Label("Darstellung", "kartentitel"))
        for words, box in (
            ("Diagramm", self.chart),
            ("Vergleichen nach", self.group),
            ("Erhebungswelle", self.wave),
        ):
            box.setAccessibleName(words)
            box.activated.connect(self._on_changed)
            label = Label(words, "beschriftung")
            label.setBuddy(box)
            column.addWidget(label)
            column.addWidget(box)
            column.addSpacing(4)
        for check in (self.weighted, self.interval, self.dont_know):
            column.addWidget(check)
            check.toggled.connect(self._on_changed)
        column.addSpacing(6)
        column.addWidget(Divider())
        column.addSpacing(6)
        column.addWidget(Label("Datengrundlage", "kartentitel"))
        column.addWidget(self.basis)
        column.addSpacing(6)
        column.addWidget(self.sample)
        column.addWidget(self.limits)
        column.addStretch(1)

    # --- choices

    def show_charts(self, choices: Sequence[tuple[Any, str]], wanted: Any) -> None:
        """Offer these shapes and choose the wanted one where it is among them."""
        _fill(self.chart, choices, wanted)

    def show_groups(self, choices: Sequence[tuple[str, str]], wanted: str) -> None:
        """Offer these groups; „" is none."""
        _fill(self.group, [("", "keine Gruppe"), *choices], wanted)

    def show_waves(self, own: str, others: Sequence[tuple[int, str]], wanted: tuple[int, ...]) -> None:
        """Offer the other surveys that asked the same."""
        choices: list[tuple[Any, str]] = [((), f"nur {own}")]
        choices += [((id,), f"{name} und {own}") for id, name in others]
        if len(others) > 1:
            choices.append((tuple(id for id, _ in others), "alle Erhebungen"))
        _fill(self.wave, choices, wanted)
        self.wave.setEnabled(bool(others))
        tip = "" if others else "Diese Frage wurde in keiner anderen Erhebung mit gleichem Wortlaut gestellt."
        self.wave.setToolTip(tip)

    def allow(self, *, weighting: bool, groups: bool, interval: bool, dont_know: bool) -> None:
        """Offer only what makes sense for the result shown."""
        self.weighted.setEnabled(weighting)
        self.group.setEnabled(groups)
        self.interval.setEnabled(interval)
        self.dont_know.setEnabled(dont_know)

    @Slot()
    def _on_changed(self) -> None:
        self.changed.emit()

    # --- basis

    def show_basis(self, basis: DataBasis, limits: tuple[int, int]) -> None:
        """Show the data the figures rest on; `limits` are the sizes below which values are hidden and bracketed."""
        rows: list[tuple[str, str | QWidget]] = [
            ("Versandt", format_integer(basis.sent)),
            ("Unzustellbar", format_integer(basis.undeliverable)),
            ("Ausgewertet", format_integer(basis.evaluated)),
            ("Rücklaufquote", format_percent(basis.return_rate, 1) if basis.return_rate is not None else ""),
            ("Wirksame Fallzahl", format_integer(round(basis.effective)) if basis.effective is not None else ""),
        ]
        if basis.entry_error is not None:
            rows.append(("Erfassungsfehler", f"{format_decimal(basis.entry_error, 1, fixed=True)}{NBSP}‰"))
        if basis.self_selected:
            rows.append(("Offener Link", format_integer(basis.self_selected)))
        self.basis.set_rows(rows)
        self.sample.set("Zufallsstichprobe" if basis.random_sample else "Keine Zufallsstichprobe", "ok")
        hide, bracket = limits
        words = f"Unter n = {bracket} steht der Wert in Klammern, unter {hide} wird er nicht gezeigt."
        if basis.self_selected:
            words += " Antworten aus dem offenen Link zählen nirgends mit."
        self.limits.setText(words)


def _fill(box: QuietCombo, choices: Sequence[tuple[Any, str]], wanted: Any) -> None:
    """New choices without a signal; the wanted one, else the first."""
    if [(box.itemData(place), box.itemText(place)) for place in range(box.count())] != list(choices):
        box.clear()
        for value, words in choices:
            box.addItem(words, value)
    values = [value for value, _ in choices]
    box.setCurrentIndex(values.index(wanted) if wanted in values else 0)

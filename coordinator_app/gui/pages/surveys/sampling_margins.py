"""Dialogs of register figures: typing persons by group, and what a table would bring."""

from collections.abc import Sequence
from itertools import product

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import format_integer
from coordinator_app.domain.register_margins import (
    JOIN,
    GroupReader,
    MarginCell,
    joined_cells,
    margin_codes,
    margin_variables,
)
from coordinator_app.domain.sampling import RegisterMargin
from coordinator_app.exchange.margin_tables import MarginQuestion, ReadMargin
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.forms.editors import ChoiceEditor, IntegerEditor
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.widgets.buttons import IconButton
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.linked_rows import tag, tagged, text_row
from coordinator_app.services.sampling import Sampling

_MOST = 120  # groups one dialog shows; more are read from a table
_SHOWN = 30


def margin_title(variable: str, questions: Sequence[MarginQuestion]) -> str:
    """„Altersgruppe × Geschlecht“ for the variables of a margin."""
    names = {question.variable: question.label for question in questions}
    return f" {JOIN} ".join(names.get(name, name) for name in margin_variables(variable))


def cells_from(margins: Sequence[RegisterMargin]) -> list[MarginCell]:
    """Stored figures as cells."""
    return [
        MarginCell(tuple(tuple(sorted(part)) for part in margin_codes(each.codes)), each.label_text, each.persons)
        for each in margins
    ]


class MarginDialog(Dialog):
    """Persons by group of one question or two together; two neighbouring groups can be put together."""

    help_topic = "stichprobe"

    def __init__(
        self,
        sampling: Sampling,
        survey_id: int,
        *,
        variable: str = "",
        parent: QWidget | None = None,
    ) -> None:
        title = "Registerzahlen eintragen"
        super().__init__(title, primary="Registerzahlen speichern", heading=title, parent=parent, width=640)
        self._sampling, self._survey = sampling, survey_id
        self._questions = sampling.margin_questions(survey_id)
        self._stored = sampling.margins(survey_id)
        choices = [(question.variable, f"{question.label} ({question.variable})") for question in self._questions]
        self.first = ChoiceEditor(choices, optional=False)
        self.second = ChoiceEditor([("", "allein"), *choices], optional=False)
        self.cells: list[MarginCell] = []
        self.editors: list[IntegerEditor] = []
        self._holder = QWidget()
        self._column = QVBoxLayout(self._holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._rows = QWidget()
        self._column.addWidget(self._rows)
        self.total = Label("", "stark")
        self.add(FieldRow("Merkmal", self.first))
        help_text = "Zum Beispiel Alter zusammen mit Geschlecht; das gewichtet genauer."
        self.add(FieldRow("zusammen mit", self.second, help_text=help_text))
        self.add(self._holder)
        self.add(self.total)
        names = margin_variables(variable) if variable else self._usual()
        self.first.set_value(names[0])
        self.second.set_value(names[1] if len(names) > 1 else "")
        self.first.committed.connect(self._on_chosen)
        self.second.committed.connect(self._on_chosen)
        self._on_chosen()

    @classmethod
    def ask(cls, sampling: Sampling, survey_id: int, parent: QWidget | None = None, *, variable: str = "") -> bool:
        """Let figures be typed; whether they were stored. `UserError` when the form has no question for them."""
        if not sampling.margin_questions(survey_id):
            raise UserError(
                "Der Fragebogen hat keine Frage mit Einfachauswahl, zum Beispiel nach Alter oder Ortsteil.",
                help_topic="stichprobe",
            )
        return cls(sampling, survey_id, variable=variable, parent=parent).run()

    def _usual(self) -> tuple[str, ...]:
        """Age with sex where both are asked, else the first question."""
        readers = [(question.variable, GroupReader(question.values)) for question in self._questions]
        ages = [name for name, reader in readers if reader.is_age]
        sexes = [name for name, reader in readers if reader.is_sex]
        return tuple([*ages[:1], *sexes[:1]] or [self._questions[0].variable])

    @property
    def variable(self) -> str:
        """The variable of the margin chosen."""
        second = str(self.second.value())
        return str(self.first.value()) + (f"{JOIN}{second}" if second and second != self.first.value() else "")

    @Slot()
    def _on_chosen(self) -> None:
        stored = self._stored.get(self.variable)
        self.cells = cells_from(stored) if stored else self._empty()
        self._show_cells()

    def _empty(self) -> list[MarginCell]:
        values = [
            question.values
            for name in margin_variables(self.variable)
            for question in self._questions
            if question.variable == name
        ]
        found = [
            MarginCell(tuple((code,) for code, _ in group), ", ".join(label for _, label in group), 0)
            for group in product(*values)
        ]
        if len(found) > _MOST:
            self.set_message("Das sind zu viele Gruppen zum Eintragen. Bitte lesen Sie eine Tabelle ein.")
            return []
        self.set_message("")
        return found

    def _show_cells(self) -> None:
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = QWidget()
        self._column.addWidget(self._rows)
        grid = QGridLayout(self._rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        self.editors = []
        for place, cell in enumerate(self.cells):
            editor = IntegerEditor(self._rows)
            editor.set_value(cell.persons or None)
            editor.field.setAccessibleName(f"Personen: {cell.label}")
            editor.committed.connect(self._sum)
            grid.addWidget(Label(cell.label, "", wrap=True, parent=self._rows), place, 0)
            grid.addWidget(editor, place, 1)
            if place:
                words = f"„{cell.label}“ mit der Gruppe darüber zusammenfassen"
                button = IconButton("chevron-up", words, self._rows, flat=True)
                tag(button, RegisterMargin.kind, place)
                button.clicked.connect(self._on_join)
                grid.addWidget(button, place, 2)
            self.editors.append(editor)
        grid.setColumnStretch(0, 1)
        self._sum()

    def _take(self) -> None:
        self.cells = [
            MarginCell(cell.codes, cell.label, editor.value() or 0)
            for cell, editor in zip(self.cells, self.editors, strict=True)
        ]

    @Slot()
    def _sum(self) -> None:
        try:
            self._take()
        except UserError as error:
            self.total.setText(error.text)
            return
        self.total.setText(f"Zusammen {format_integer(sum(cell.persons for cell in self.cells))} Personen")

    @Slot()
    def _on_join(self) -> None:
        place = tagged(self.sender())[1]
        try:
            self._take()
            self.cells = joined_cells(self.cells, place)
        except UserError as error:
            self.set_message(error.text)
            return
        self.set_message("")
        self._show_cells()

    def check(self) -> bool:
        """Store the figures."""
        self._take()
        self._sampling.set_margin(self._survey, self.variable, self.cells)
        return True


class MarginImportDialog(Dialog):
    """What a table would bring, margin by margin, and what is left out."""

    help_topic = "stichprobe"

    def __init__(
        self, sampling: Sampling, survey_id: int, found: Sequence[ReadMargin], parent: QWidget | None = None
    ) -> None:
        title = "Registerzahlen einlesen"
        super().__init__(title, primary="Registerzahlen übernehmen", heading=title, parent=parent, width=680)
        self._sampling, self._survey, self._found = sampling, survey_id, found
        for margin in found:
            total = sum(cell.persons for cell in margin.cells)
            card = ListCard(margin.label, f"{format_integer(total)} Personen")
            self.add(card)
            rows: list[QWidget] = [
                ListRow(cell.label, value=format_integer(cell.persons), clickable=False)
                for cell in margin.cells[:_SHOWN]
            ]
            if len(margin.cells) > _SHOWN:
                rows.append(ListRow(f"und {len(margin.cells) - _SHOWN} weitere Gruppen", clickable=False))
            card.set_rows(rows)
            if margin.problems:
                left = ListCard("Nicht übernommen", str(len(margin.problems)))
                self.add(left)
                left.set_rows([text_row(words, "") for words in margin.problems[:_SHOWN]])

    @classmethod
    def ask(
        cls, sampling: Sampling, survey_id: int, found: Sequence[ReadMargin], parent: QWidget | None = None
    ) -> bool:
        """Show what was read; whether it was taken over."""
        return cls(sampling, survey_id, found, parent).run()

    def check(self) -> bool:
        """Take the figures over."""
        for margin in self._found:
            self._sampling.set_margin(self._survey, margin.variable, margin.cells)
        return True

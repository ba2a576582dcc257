"""Dialogs of rounds: a new round, freezing the result."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QListWidget, QListWidgetItem, QPlainTextEdit, QWidget

from coordinator_app.common.errors import UserError
from coordinator_app.domain.fields import fields_of
from coordinator_app.domain.needs import Need
from coordinator_app.domain.priorities import Decision, PriorityRound
from coordinator_app.gui import theme
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.forms.editors import IntegerEditor, TextEditor
from coordinator_app.gui.forms.field_editors import editor_for
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.widgets.labels import Label

if TYPE_CHECKING:
    from coordinator_app.services.priority_reads import RankedNeed


class NewRoundDialog(Dialog):
    """A new round: title, limit, which needs, who scores (one per line)."""

    def __init__(self, needs: Sequence[Need], year: int, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__("Neue Bewertungsrunde", primary="Runde anlegen", heading="Neue Bewertungsrunde", parent=parent)
        self.title = TextEditor()
        self.title.set_value(f"Prioritäten {year + 1}")
        self.limit = IntegerEditor()
        self.limit.set_value(min(7, max(1, len(needs))))
        self.body = editor_for(fields_of(PriorityRound)["body_id"], lookups)
        self.add(FieldRow("Titel", self.title, required=True))
        line = QHBoxLayout()
        self.add(line)
        line.setSpacing(16)
        line.addWidget(FieldRow("Gremium", self.body, help_text="Welches Gremium entscheidet?"), 1)
        hint = "Fünf bis sieben sind erfahrungsgemäß genug."
        line.addWidget(FieldRow("Höchstzahl der Prioritäten", self.limit, help_text=hint), 1)
        self.add(Label("Bedarfe, die bewertet werden", "beschriftung"))
        self.needs = QListWidget()
        self.needs.setAccessibleName("Bedarfe, die bewertet werden")
        for need in needs:
            item = QListWidgetItem(f"{need.number}  {need.title}")
            item.setData(Qt.ItemDataRole.UserRole, need.id)
            item.setSizeHint(QSize(0, theme.height(28)))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self.needs.addItem(item)
        self.needs.setMinimumHeight(140)
        self.add(self.needs)
        self.add(Label("Wer bewertet? (eine Person, Stelle oder Bogennummer je Zeile)", "beschriftung"))
        self.raters = QPlainTextEdit()
        self.raters.setAccessibleName("Wer bewertet?")
        self.raters.setTabChangesFocus(True)
        self.raters.setMaximumHeight(110)
        self.add(self.raters)

    def chosen_needs(self) -> list[int]:
        """Ids of the ticked needs."""
        items = [self.needs.item(row) for row in range(self.needs.count())]
        return [
            int(item.data(Qt.ItemDataRole.UserRole)) for item in items if item.checkState() == Qt.CheckState.Checked
        ]

    def chosen_raters(self) -> list[str]:
        """Names, one per line, each once."""
        lines = (line.strip() for line in self.raters.toPlainText().splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    def check(self) -> bool:
        """A round needs a title, needs and at least two raters."""
        if not str(self.title.value()).strip():
            raise UserError("Bitte geben Sie der Runde einen Titel.")
        if not self.chosen_needs():
            raise UserError("Bitte wählen Sie mindestens einen Bedarf.")
        if len(self.chosen_raters()) < 2:
            raise UserError("Bitte nennen Sie mindestens zwei Bewertende, eine je Zeile.")
        if not self.limit.value():
            raise UserError("Bitte geben Sie an, wie viele Prioritäten höchstens gewählt werden.")
        return True


class FreezeDialog(Dialog):
    """Decision and reason per need, and the resolution that decided it."""

    def __init__(
        self,
        ranking: "Sequence[RankedNeed]",
        proposed: Mapping[int, Decision],
        lookups: Lookups,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            "Ergebnis festschreiben",
            primary="Ergebnis festschreiben",
            primary_icon="lock",
            heading="Ergebnis festschreiben",
            parent=parent,
            width=820,
        )
        self.add(
            Label(
                "Danach ändert sich an dieser Runde nichts mehr. Was keine Priorität wird, braucht eine Begründung.",
                wrap=True,
            )
        )
        self.resolution = editor_for(fields_of(PriorityRound)["resolution_id"], lookups)
        self.add(
            FieldRow(
                "Beschluss",
                self.resolution,
                required=True,
                help_text="Der Beschluss des Gremiums über die Prioritäten.",
            )
        )
        self.choices: dict[int, QComboBox] = {}
        self.reasons: dict[int, TextEditor] = {}
        self.add(self._table(ranking, proposed))

    def _table(self, ranking: "Sequence[RankedNeed]", proposed: Mapping[int, Decision]) -> QWidget:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(2, 1)
        for column, words in enumerate(("Bedarf", "Entscheidung", "Begründung")):
            grid.addWidget(Label(words, "beschriftung"), 0, column)
        for line, item in enumerate(ranking, 1):
            self._add_line(grid, line, item, proposed[item.need.id])
        return table

    def _add_line(self, grid: QGridLayout, line: int, item: "RankedNeed", decision: Decision) -> None:
        rank = f"{item.standing.rank}. " if item.standing.rank else ""
        name = Label(f"{rank}{item.need.title}", wrap=True)
        name.setMinimumWidth(200)
        choice = QComboBox()
        choice.setAccessibleName(f"Entscheidung zu {item.need.title}")
        for option in Decision:
            choice.addItem(option.label, option)
        choice.setCurrentIndex(list(Decision).index(decision))
        reason = TextEditor()
        reason.setAccessibleName(f"Begründung zu {item.need.title}")
        grid.addWidget(name, line, 0)
        grid.addWidget(choice, line, 1)
        grid.addWidget(reason, line, 2)
        self.choices[item.need.id] = choice
        self.reasons[item.need.id] = reason

    def decisions(self) -> dict[int, Decision]:
        """The decision by need."""
        return {need: list(Decision)[choice.currentIndex()] for need, choice in self.choices.items()}

    def given_reasons(self) -> dict[int, str]:
        """The reason by need."""
        return {need: str(reason.value()) for need, reason in self.reasons.items()}

    def check(self) -> bool:
        """Every need that is no priority has a reason, and the resolution is named."""
        if self.resolution.value() is None:
            raise UserError("Bitte nennen Sie den Beschluss, mit dem das Gremium entschieden hat.")
        reasons = self.given_reasons()
        for need, decision in self.decisions().items():
            if decision is not Decision.PRIORITY and not reasons[need].strip():
                self.reasons[need].setFocus()
                raise UserError("Bitte begründen Sie jeden Bedarf, der keine Priorität wird.")
        return True

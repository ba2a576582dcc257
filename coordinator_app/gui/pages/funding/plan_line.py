"""The line positions of a plan are typed into: what, how much, Enter, and on to the next one."""

from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from coordinator_app.domain.fields import fields_of
from coordinator_app.domain.grants import FinanceItem, IncomeKind, PlanSide
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.editors import ChoiceEditor, MoneyEditor, TextEditor
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.widgets.buttons import SecondaryButton

_INCOME = "Einnahme: "


class PlanEntry(QWidget):
    """Kind, words and amount of one position; Enter in the words or the amount stores it."""

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._lookups = context, lookups
        self._grant_id = 0
        self._options: list[tuple[PlanSide, Any]] = []
        self.kind = ChoiceEditor([], optional=False)
        self.text = TextEditor(max_length=fields_of(FinanceItem)["text"].max_length)
        self.amount = MoneyEditor()
        self.amount.setMinimumWidth(128)
        self.add_button = SecondaryButton("Eintragen", "enter")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        for label, editor, stretch in (("Ansatz", self.kind, 3), ("Bezeichnung", self.text, 3)):
            line.addWidget(FieldRow(label, editor), stretch, Qt.AlignmentFlag.AlignTop)
        line.addWidget(FieldRow("Betrag", self.amount), 1, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignBottom)
        self.add_button.clicked.connect(self.store)
        self.text.line.returnPressed.connect(self._on_text_done)
        self.amount.line.returnPressed.connect(self.store)

    def show_grant(self, grant_id: int) -> None:
        """Type positions of this grant."""
        if grant_id != self._grant_id:
            self.text.set_value("")
            self.amount.set_value(None)
        self._grant_id = grant_id
        costs = [((PlanSide.EXPENSE, id), label) for id, label in self._lookups.catalogue("cost_kind")]
        income = [((PlanSide.INCOME, kind), f"{_INCOME}{kind.label}") for kind in IncomeKind]
        self.kind.set_options([*costs, *income])
        if self.kind.value() is None and costs:
            self.kind.set_value(costs[0][0])

    @Slot()
    def _on_text_done(self) -> None:
        self.amount.setFocus()

    @Slot()
    def store(self) -> None:
        """Store the position and go on with the next one; a wrong amount is said at once."""
        chosen = self.kind.value()
        if chosen is None:
            return
        with alerts.shown(self):
            side, kind = chosen
            planned = self.amount.value()
            if planned is None:
                self.amount.setFocus()
                return
            words = self.text.value() or self.kind.box.currentText().removeprefix(_INCOME)
            own = {"cost_kind_id": kind} if side is PlanSide.EXPENSE else {"income_kind": kind}
            item = FinanceItem(grant_id=self._grant_id, side=side, text=words, planned=planned, **own)
            self._context.workspace.grants.add_part(item)
            self.text.set_value("")
            self.amount.set_value(None)
            self.kind.setFocus()

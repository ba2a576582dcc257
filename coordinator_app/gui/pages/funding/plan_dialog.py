"""Dialog „Rückwärts planen“: from the day of an application to the days before it."""

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import format_weekday_date
from coordinator_app.domain.backward_plan import USUAL_STEPS, PlannedDay, PlanStep
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dates import DateEditor
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.forms.editors import ChoiceEditor, IntegerEditor, TextEditor
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.pickers import ReferenceEditor
from coordinator_app.gui.widgets.buttons import IconButton, LinkButton
from coordinator_app.gui.widgets.labels import Label, SectionTitle


class StepRow(QWidget):
    """One step: its words, days before, and the day they give."""

    changed = Signal()
    remove_wanted = Signal(object)

    def __init__(self, step: PlanStep) -> None:
        super().__init__()
        self.title = TextEditor(max_length=200)
        self.days = IntegerEditor(plain=True)
        self.days.setMaximumWidth(72)
        self.day = Label("", "gedaempft", wrap=True)
        self.day.setMinimumWidth(190)
        self.remove = IconButton("x", "Schritt entfernen")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.title, 1)
        line.addWidget(self.days)
        line.addWidget(Label("Tage vorher", "hinweis"))
        line.addWidget(self.day)
        line.addWidget(self.remove)
        self.title.set_value(step.title)
        self.days.set_value(step.days)
        for editor, name in ((self.title, "Schritt"), (self.days, "Tage vorher")):
            editor.field.setAccessibleName(name)
            editor.committed.connect(self.changed)
        self.remove.clicked.connect(self._on_remove)

    def step(self) -> PlanStep:
        """What stands in the row; `UserError` without days."""
        days = self.days.value()
        if days is None:
            raise UserError(f"Bitte geben Sie bei „{self.title.value()}“ die Tage vorher an.")
        return PlanStep(self.title.value() or "", days)

    @Slot()
    def _on_remove(self) -> None:
        self.remove_wanted.emit(self)


class PlanDialog(Dialog):
    """Title, target, steps with their days, and whether they become deadlines or tasks."""

    help_topic = "fristen"

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        title = "Rückwärts planen"
        super().__init__(title, primary="Zeitplan übernehmen", heading=title, parent=parent, width=820)
        self._deadlines = context.workspace.deadlines
        self.new_id = 0
        self.title_editor = TextEditor(max_length=200)
        self.target = DateEditor(lookups.today, direction="future")
        self.kind = ChoiceEditor([(False, "als Fristen"), (True, "als Aufgaben")], optional=False)
        self.person = ReferenceEditor(partial(lookups.suggest, "person"), partial(lookups.titles, "person"))
        self.rows: list[StepRow] = []
        self._steps = QVBoxLayout()
        self._steps.setSpacing(4)
        self._build()
        self.title_editor.set_value("Antrag ")
        self.kind.set_value(False)
        self._show_steps(self._deadlines.usual_steps())

    def _build(self) -> None:
        self.add(
            Label(
                "Vom Zieltermin zählt das Programm zurück. Wochenenden und Feiertage in Sachsen werden auf den "
                "Werktag davor gelegt, der Grund steht dabei.",
                "gedaempft",
                wrap=True,
            )
        )
        first, second = QHBoxLayout(), QHBoxLayout()
        self.add(first)
        first.addWidget(FieldRow("Worum geht es?", self.title_editor), 2)
        first.addWidget(FieldRow("Zieltermin (Posteingang)", self.target), 1)
        self.add(SectionTitle("Schritte"))
        self.add(self._steps)
        foot = QHBoxLayout()
        self.add(foot)
        self.add_button = LinkButton("Schritt hinzufügen", "plus")
        self.usual_button = LinkButton("Übliche Schritte")
        foot.addWidget(self.add_button)
        foot.addWidget(self.usual_button)
        foot.addStretch(1)
        self.add(second)
        second.addWidget(FieldRow("Übernehmen", self.kind), 1)
        second.addWidget(FieldRow("Zuständig", self.person), 2)
        self.add_button.clicked.connect(self._on_add)
        self.usual_button.clicked.connect(self._on_usual)
        self.target.committed.connect(self._on_changed)

    @classmethod
    def ask(cls, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> int:
        """Let a plan be made; id of its target deadline, 0 when it was cancelled."""
        dialog = cls(context, lookups, parent)
        return dialog.new_id if dialog.run() else 0

    def check(self) -> bool:
        """Keep the plan."""
        target = self.target.value()
        if not isinstance(target, date):
            raise UserError("Bitte geben Sie den Zieltermin an.")
        steps = [row.step() for row in self.rows]
        self.new_id = self._deadlines.take_over(
            self.title_editor.value() or "",
            target,
            steps,
            as_tasks=bool(self.kind.value()),
            person_id=self.person.value(),
        )
        return True

    def _show_steps(self, steps: list[PlanStep]) -> None:
        for row in list(self.rows):
            self._drop(row)
        for step in steps:
            self._append(step)
        self._on_changed()

    def _append(self, step: PlanStep) -> StepRow:
        row = StepRow(step)
        row.changed.connect(self._on_changed)
        row.remove_wanted.connect(self._on_remove)
        self.rows.append(row)
        self._steps.addWidget(row)
        return row

    def _drop(self, row: StepRow) -> None:
        self.rows.remove(row)
        self._steps.removeWidget(row)
        row.hide()
        row.deleteLater()

    @Slot()
    def _on_changed(self) -> None:
        """Show the days of the steps, as far as they can be counted."""
        target: Any = self.target.value()
        self.set_message("")
        for row in self.rows:
            found = self._counted(target, row)
            words = (format_weekday_date(found.day), found.note) if found is not None else ()
            row.day.setText(" ".join(filter(None, words)))

    def _counted(self, target: Any, row: StepRow) -> PlannedDay | None:
        if not isinstance(target, date):
            return None
        try:
            return self._deadlines.plan(target, [row.step()])[0]
        except UserError as error:
            self.set_message(error.text)
            return None

    @Slot()
    def _on_add(self) -> None:
        row = self._append(PlanStep("Neuer Schritt", 14))
        self._on_changed()
        row.title.setFocus()

    @Slot()
    def _on_usual(self) -> None:
        self._show_steps(list(USUAL_STEPS))

    @Slot(object)
    def _on_remove(self, row: StepRow) -> None:
        self._drop(row)
        self._on_changed()

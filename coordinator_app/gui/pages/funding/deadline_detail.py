"""Detail of a deadline: how it stands, where it comes from, and the fields of an own one."""

from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator_app.common.german import format_weekday_date
from coordinator_app.domain.deadline_register import (
    TICKED_HERE,
    Deadline,
    DeadlineSource,
    DueLine,
    DueState,
    lead_text,
)
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.record_form import RecordForm
from coordinator_app.gui.register_pane import RecordDetail
from coordinator_app.gui.source_tasks import SourceTasks
from coordinator_app.gui.widgets.buttons import SecondaryButton
from coordinator_app.gui.widgets.chips import ChipStyle
from coordinator_app.gui.widgets.key_values import KeyValueGrid
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.gui.widgets.scroll_column import ScrollColumn
from coordinator_app.services.deadline_list import DeadlineList
from coordinator_app.services.deadlines import PLAN

FIELDS = ("title", ("due_on", "lead_days"), ("deadline_kind_id", "responsible_id"), "critical", "done_on", "note")
STATE_CHIPS = {
    DueState.OVERDUE: ChipStyle("error", "triangle"),
    DueState.TODAY: ChipStyle("attention", "clock"),
    DueState.SOON: ChipStyle("attention", "clock"),
    DueState.LATER: ChipStyle("neutral", "clock"),
    DueState.DONE: ChipStyle("ok", "tick"),
}


class DeadlineDetail(RecordDetail):
    """One line of the register; `tick_wanted(line, done)`, `plan_wanted(deadline id)`."""

    tick_wanted = Signal(object, bool)
    plan_wanted = Signal(int)

    def __init__(
        self, context: AppContext, source: DeadlineList, lookups: Lookups, parent: QWidget | None = None
    ) -> None:
        hint = EmptyState("clock", "Keine Frist gewählt", "Wählen Sie links eine Frist aus.", compact=True)
        super().__init__(context, hint, parent)
        self._source = source
        self._line: DueLine | None = None
        self.open_button = SecondaryButton("Öffnen", "enter")
        self.tick_button = SecondaryButton("Erledigt", "tick")
        self.plan_button = SecondaryButton("Zeitplan", "document")
        for button, slot in (
            (self.open_button, self._on_open),
            (self.tick_button, self._on_tick),
            (self.plan_button, self._on_plan),
        ):
            button.clicked.connect(slot)
            self.header.add_button(button)
        self.more = self._add_more()
        self.facts = KeyValueGrid(label_width=128)
        self.explanation = Label("", "gedaempft", wrap=True)
        self.form = RecordForm(Deadline, save=self._save, names=FIELDS, lookups=lookups)
        self.tasks = SourceTasks(context, lookups, "Aufgaben zur Frist")
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 16, 0, 0)
        column.setSpacing(8)
        head = QVBoxLayout()
        head.setContentsMargins(24, 0, 24, 0)
        column.addLayout(head)
        head.addWidget(self.header)
        column.addWidget(ScrollColumn(self.facts, self.explanation, self.form, self.tasks), 1)
        self._set_content(content)

    def line(self) -> DueLine | None:
        """The line shown."""
        return self._line

    def own_id(self) -> int:
        """Id of the own deadline shown; 0 for a line that belongs elsewhere."""
        return self._line.id if self._line is not None and self._line.source is DeadlineSource.OWN else 0

    def flush(self) -> None:
        """Save what is still in a field of an own deadline."""
        if self.own_id():
            super().flush()

    def _show(self, id: int) -> None:
        self._line = line = self._source.line(id)
        if line is None:
            self._clear()
            return
        day, own = self._source.today, self.own_id()
        state = line.state(day)
        self.header.set(line.title)
        self.header.chip.set_style(line.words(day), STATE_CHIPS[state])
        self.header.chip.show()
        self.facts.set_rows(self._facts(line))
        self.open_button.setVisible(not own)
        self.open_button.setText(f"{_PLACES.get(line.about_kind, 'Fundstelle')} öffnen")
        writable = not self._context.read_only
        self.tick_button.setVisible(writable and (bool(own) or line.source in TICKED_HERE))
        self.tick_button.setText("Wieder offen" if state is DueState.DONE else "Erledigt")
        self.more.setVisible(bool(own))
        self.form.setVisible(bool(own))
        self.tasks.setVisible(bool(own))
        self.explanation.setVisible(not own)
        self.explanation.setText(_explained(line))
        record = self._context.workspace.deadlines.get(own) if own else None
        self.form.load(record)
        self.plan_button.setVisible(bool(self._plan_of(record)))
        if own:
            self.tasks.show_source(Deadline.kind, own)

    def _clear(self) -> None:
        self._line = None
        super()._clear()

    def _facts(self, line: DueLine) -> list[tuple[str, str | QWidget]]:
        return [
            ("Fällig am", format_weekday_date(line.due_on) + (" (Ausschlussfrist)" if line.critical else "")),
            ("Herkunft", line.source.label),
            ("Gehört zu", line.about),
            ("Zuständig", line.responsible),
            ("Erinnern vorher", f"{lead_text(line.lead)} Tage" if line.lead else "nicht"),
        ]

    def _plan_of(self, record: Deadline | None) -> int:
        """Id of the target deadline of the plan a deadline is part of, 0 for none."""
        if record is None or not record.rule_key.startswith(PLAN):
            return 0
        return int(record.rule_key.split(":")[1])

    def _save(self, name: str, value: Any) -> None:
        self._context.workspace.deadlines.update(self.form.record.id, None, **{name: value})

    @Slot()
    def _on_open(self) -> None:
        if self._line is not None:
            self._context.navigate(self._line.about_kind, self._line.about_id)

    @Slot()
    def _on_tick(self) -> None:
        if self._line is not None:
            self.flush()
            self.tick_wanted.emit(self._line, self._line.done_on is None)

    @Slot()
    def _on_plan(self) -> None:
        plan = self._plan_of(self.form.record)
        if plan:
            self.flush()
            self.plan_wanted.emit(plan)


_PLACES = {
    "task": "Aufgabe",
    "resolution": "Beschluss",
    "meeting": "Sitzung",
    "circulation": "Umlaufverfahren",
    "grant": "Förderung",
    "funding_programme": "Programm",
    "project": "Projekt",
    "indicator": "Indikator",
    "process_step": "Prozessschritt",
    "site_walk": "Begehung",
}


def _explained(line: DueLine) -> str:
    if line.source is DeadlineSource.NOTICE:
        return "Berechnet aus dem Sitzungstag und der Ladungsfrist im Regelwerk des Gremiums."
    if line.source in TICKED_HERE:
        return "Berechnet aus den Angaben an ihrem Ort; dort ändern Sie den Tag. Erledigt haken Sie hier ab."
    return "Diese Frist steht an ihrem Ort; dort ändern Sie den Tag und dort gilt sie als erledigt."

"""One resolution: wording, votes, how far it is carried out."""

from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.common.german import format_date
from coordinator_app.domain.resolutions import Implementation, Resolution, ResolutionState
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.questions import LinkDialog, TextDialog
from coordinator_app.gui.forms.record_form import RecordForm
from coordinator_app.gui.pages.tasks.looks import IMPLEMENTATION_CHIPS, RESOLUTION_CHIPS
from coordinator_app.gui.register_pane import RecordDetail
from coordinator_app.gui.widgets.buttons import ChoiceMenuButton, LinkButton
from coordinator_app.gui.widgets.cards import Card, ListCard, ListRow
from coordinator_app.gui.widgets.chips import Chip
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.gui.widgets.scroll_column import ScrollColumn

FIELDS: tuple[str | tuple[str, ...], ...] = (
    ("responsible_id", "responsible_organisation_id"),
    ("due_on", "implemented_on"),
    "report",
    "projects",
    ("resolution_type", "mover"),
    "public",
)


class ResolutionDetail(RecordDetail):
    """One resolution with its votes and tasks."""

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        text = "Wählen Sie links einen Beschluss aus."
        super().__init__(context, EmptyState("gavel", "Kein Beschluss gewählt", text, compact=True), parent)
        self._lookups = lookups
        self._resolutions = context.workspace.resolutions
        self._resolution: Resolution | None = None
        self.state_chip = Chip()
        self.follow_button = ChoiceMenuButton("Umsetzung eintragen", Implementation, self._on_follow_up, "flag")
        self.meeting_link = LinkButton("", "calendar")
        self.meeting_link.clicked.connect(self._on_meeting)
        self.wording = Label("", wrap=True)
        self.wording.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.result = Label("", "gedaempft", wrap=True)
        self.form = RecordForm(Resolution, save=self._save, names=FIELDS, lookups=lookups)
        self.tasks = ListCard("Aufgaben dazu")
        self._build()

    def _build(self) -> None:
        self.header.add_button(self.follow_button)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.state_chip)
        line.addWidget(self.meeting_link)
        line.addStretch(1)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(24, 16, 24, 12)
        head.setSpacing(8)
        head.addWidget(self.header)
        head.addLayout(line)
        column.addLayout(head)
        card = Card("Wortlaut")
        card.add(self.wording)
        card.add(self.result)
        parts = (card, self.form, self.tasks)
        column.addWidget(ScrollColumn(*parts, margins=(24, 4, 24, 24), width=720), 1)
        self._set_content(content)

    def _clear(self) -> None:
        super()._clear()
        self._resolution = None

    def _show(self, id: int) -> None:
        found = self._resolutions.get(id)
        self._resolution = found
        self.header.set(found.title, found.number)
        self.state_chip.set_style(found.state.label, RESOLUTION_CHIPS[found.state])
        adopted = found.state is ResolutionState.ADOPTED
        style = IMPLEMENTATION_CHIPS[found.implementation]
        self.header.chip.set_style(found.implementation.label if adopted else "", style)
        self.wording.setText(found.wording or "Noch ohne Wortlaut.")
        votes = self._resolutions.votes(found.id)
        self.result.setText(votes[-1].sentence if votes else "")
        self.result.setVisible(bool(votes))
        self._show_meeting(found)
        self.form.load(found)
        self._show_menu(found)
        self._show_tasks(found)

    def _show_meeting(self, found: Resolution) -> None:
        title = ""
        if found.meeting_id:
            title = self._lookups.titles("meeting", [found.meeting_id]).get(found.meeting_id, "")
        day = f", {format_date(found.decided_on)}" if found.decided_on else ""
        self.meeting_link.setText(f"{title}{day}" if title else "")
        self.meeting_link.setVisible(bool(title))

    def _show_menu(self, found: Resolution) -> None:
        self.follow_button.offer([target for target in Implementation if target is not found.implementation])
        adopted = found.state is ResolutionState.ADOPTED
        self.follow_button.setVisible(adopted and not self._context.read_only)

    def _show_tasks(self, found: Resolution) -> None:
        tasks = list(self._context.workspace.tasks.of_source("resolution", found.id))
        if found.agenda_item_id:
            tasks += self._context.workspace.tasks.of_source("agenda_item", found.agenda_item_id)
        rows: list[QWidget] = []
        for view in tasks:
            row = ListRow(view.task.title, addition=view.responsible, value=view.due or view.task.state.label)
            row.setProperty("task", view.id)
            row.activated.connect(self._on_task)
            rows.append(row)
        self.tasks.set_hint(str(len(tasks)) if tasks else "")
        self.tasks.set_rows(rows or [ListRow("Noch keine Aufgabe zu diesem Beschluss.", clickable=False)])

    def _save(self, name: str, value: Any) -> None:
        if self._resolution is not None:
            self._resolutions.update(self._resolution.id, None, **{name: value})

    @Slot()
    def _on_follow_up(self) -> None:
        action = self.sender()
        if self._resolution is None or not isinstance(action, QAction):
            return
        self.flush()
        target = Implementation(action.data())
        report, successor = self._resolution.report, None
        if target is Implementation.DONE:
            needed = "Bitte schreiben Sie in den Bericht, wie der Beschluss umgesetzt wurde."
            question = "Wie wurde der Beschluss umgesetzt? Der Bericht steht in der Beschlusskontrolle."
            title = "Beschluss umgesetzt"
            told = TextDialog.ask(self, title, question, "Als umgesetzt eintragen", required=needed, initial=report)
            if told is None:
                return
            report = told
        elif target is Implementation.REPLACED:
            title, verb = "Beschluss ablösen", "Als abgelöst eintragen"
            successor = LinkDialog.ask(self, title, "Abgelöst durch", verb, "resolution", self._lookups)
            if not successor:
                return
        with alerts.shown(self):
            self._resolutions.follow_up(self._resolution.id, target, report=report, replaced_by_id=successor)

    @Slot()
    def _on_meeting(self) -> None:
        found = self._resolution
        if found is None:
            return
        if found.agenda_item_id:
            self._context.navigate("agenda_item", found.agenda_item_id)
        elif found.meeting_id:
            self._context.navigate("meeting", found.meeting_id)

    @Slot()
    def _on_task(self) -> None:
        row = self.sender()
        if row is not None:
            self._context.navigate("task", int(row.property("task")))

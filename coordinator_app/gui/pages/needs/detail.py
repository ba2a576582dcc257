"""One need: its red thread, facts, evidence, causes, the projects that answer it, tasks and its course."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator_app.domain.needs import Need, NeedStatus
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import workspace_lookups
from coordinator_app.gui.forms.questions import TextDialog
from coordinator_app.gui.forms.record_form import RecordForm
from coordinator_app.gui.pages.needs.causes_pane import CausesPane
from coordinator_app.gui.pages.needs.course_pane import CoursePane, PhaseBar
from coordinator_app.gui.pages.needs.evidence_pane import EvidencePane
from coordinator_app.gui.pages.needs.looks import NEED_CHIPS
from coordinator_app.gui.pages.needs.offers_pane import OffersPane
from coordinator_app.gui.register_pane import RecordDetail
from coordinator_app.gui.source_tasks import SourceTasks
from coordinator_app.gui.thread_bar import ThreadBar
from coordinator_app.gui.topic_note import note_topic
from coordinator_app.gui.widgets.buttons import ChoiceMenuButton
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.gui.widgets.scroll_column import ScrollColumn
from coordinator_app.gui.widgets.tabs import TabView

if TYPE_CHECKING:
    from coordinator_app.services.need_card import NeedCard

FIELDS = (
    "title",
    ("need_kind", "field_of_action_id"),
    "description",
    ("areas", "places"),
    ("target_groups", "affected"),
    ("place", "since"),
    ("first_reported", "responsible_id"),
    "causes",
    "offence_group_id",
    "note",
)
_TAB_OF_PHASE = ("facts", "evidence", "projects", "course")


class NeedDetail(RecordDetail):
    """One need with everything tied to it."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        hint = EmptyState("target", "Kein Bedarf gewählt", "Wählen Sie links einen Bedarf aus.", compact=True)
        super().__init__(context, hint, parent)
        self._needs = context.workspace.needs
        self._card: NeedCard | None = None
        self._lookups = workspace_lookups(context.workspace)
        self.thread_bar = ThreadBar(context, self._lookups)
        self.status_button = ChoiceMenuButton("Status ändern", NeedStatus, self._on_status_chosen, "flag")
        self.tabs = TabView("Teile des Bedarfs")
        self.phases = PhaseBar()
        self.form = RecordForm(Need, save=self._save, names=FIELDS, lookups=self._lookups)
        self.evidence = EvidencePane(context, self._lookups)
        self.causes = CausesPane(context, self._lookups)
        self.offers = OffersPane(context, self._lookups)
        self.course = CoursePane()
        self.evidence_card, self.projects_card = self.evidence.card, self.offers.card
        self.related = self.offers.related
        self.tasks = SourceTasks(context, self._lookups, "Aufgaben zu diesem Bedarf")
        self._build()

    def _build(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QVBoxLayout()
        column.addLayout(head)
        head.setContentsMargins(24, 12, 24, 0)
        head.setSpacing(12)
        head.addWidget(self.thread_bar)
        head.addWidget(self.header)
        self.header.add_button(self.status_button)
        more = self._add_more()
        note = QAction("Für eine Sitzung vormerken …", more.menu_)
        note.setEnabled(not self._context.read_only)
        note.triggered.connect(self.note_topic)
        sheet = QAction("Bedarfsblatt ansehen", more.menu_)
        sheet.triggered.connect(self.show_sheet)
        more.menu_.insertActions(more.menu_.actions()[0], [sheet, note])
        self.tabs.add_tab("facts", "Angaben", self._facts_pane, self.phases, self.form)
        self.tabs.add_tab("evidence", "Belege", self._evidence_pane, self.evidence)
        self.tabs.add_tab("causes", "Ursachen", self._causes_pane, self.causes)
        self.tabs.add_tab("projects", "Projekte & Beschlüsse", self._offers_pane, self.offers)
        self.tabs.add_tab("tasks", "Aufgaben", self._tasks_pane, self.tasks)
        self.tabs.add_tab("course", "Verlauf", self._course_pane, self.course)
        self.tabs.select("facts")
        column.addWidget(self.tabs, 1)
        self._set_content(content)
        self.phases.bar.activated.connect(self._on_phase)
        self.tabs.shown.connect(self._on_tab_shown)

    def _facts_pane(self) -> QWidget:
        return ScrollColumn(self.phases, self.form, spacing=12)

    def _evidence_pane(self) -> QWidget:
        return self.evidence

    def _causes_pane(self) -> QWidget:
        return self.causes

    def _offers_pane(self) -> QWidget:
        return self.offers

    def _tasks_pane(self) -> QWidget:
        return ScrollColumn(self.tasks)

    def _course_pane(self) -> QWidget:
        return self.course

    def _clear(self) -> None:
        super()._clear()
        self._card = None
        for pane in (self.evidence, self.causes, self.offers, self.course):
            pane.show_card(None)

    def _show(self, id: int) -> None:
        card = self._card = self._needs.card(id)
        self.header.set(card.need.title, card.need.number)
        self.header.chip.set_style(card.need.status.label, NEED_CHIPS[card.need.status])
        self.status_button.offer(card.next_states)
        self.status_button.setEnabled(bool(card.next_states) and not self._context.read_only)
        self.thread_bar.show_record("need", id)
        self.phases.show_card(card)
        self.form.load(card.need)
        for pane in (self.evidence, self.causes, self.offers, self.course):
            pane.show_card(card)
        self.tasks.show_source("need", id)
        for key, count in (
            ("evidence", len(card.evidence)),
            ("causes", len(card.factors)),
            ("projects", len(card.offers)),
            ("tasks", self.tasks.open_count()),
        ):
            self.tabs.strip.set_count(key, count or None)

    def _save(self, name: str, value: Any) -> None:
        if self._card is not None:
            self._needs.update(self._card.need.id, None, **{name: value})

    # --- verbs

    @Slot()
    def note_topic(self) -> None:
        """Put the need into the Themenspeicher of a body."""
        if self._card is not None:
            note_topic(self._context, self._lookups, Need.kind, self._card.need.id, self._card.need.title, self)

    @Slot()
    def show_sheet(self) -> None:
        """Look at the Bedarfsblatt as it would be printed."""
        if self._card is not None:
            self.flush()
            self._context.preview("need_sheet", self._card.need.id)

    @Slot()
    def add_evidence(self) -> None:
        """Ask for a new piece of evidence."""
        self.tabs.select("evidence")
        self.evidence.add()

    @Slot()
    def link_project(self) -> None:
        """Ask for a project or offer that answers the need."""
        self.tabs.select("projects")
        self.offers.link_project()

    # --- slots

    @Slot()
    def _on_status_chosen(self) -> None:
        action = self.sender()
        if self._card is None or not isinstance(action, QAction):
            return
        self.flush()
        id, status = self._card.need.id, NeedStatus(action.data())
        check = self._needs.check(id, status)
        reason = ""
        if check.question or check.hints:
            told = [check.obstacle, *check.hints, check.question or "Trotzdem weiter? Ein Grund darf dabei stehen."]
            text = "\n".join(part for part in told if part)
            required = "Bitte geben Sie eine Begründung ein." if check.question else ""
            given = TextDialog.ask(self, f"Status: {status.label}", text, "Status ändern", required=required)
            if given is None:
                return
            reason = given
        with alerts.shown(self):
            self._needs.move(id, status, reason=reason)

    @Slot(int)
    def _on_phase(self, index: int) -> None:
        self.tabs.select(_TAB_OF_PHASE[index])

    @Slot(str)
    def _on_tab_shown(self, key: str) -> None:
        if key == "projects" and self._card is not None:
            self.offers.show_fitting()

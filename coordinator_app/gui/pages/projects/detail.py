"""One project: red thread, head with state, and its tabs."""

from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from coordinator_app.domain.project_states import needs_reason, next_states
from coordinator_app.domain.projects import Project, ProjectStatus
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.questions import LinkDialog, NameDialog
from coordinator_app.gui.pages.projects.dialogs import StepDialog
from coordinator_app.gui.pages.projects.fields import FieldsPane
from coordinator_app.gui.pages.projects.looks import STATUS_CHIPS
from coordinator_app.gui.pages.projects.overview import OverviewPane
from coordinator_app.gui.pages.projects.tab_slots import SLOTS
from coordinator_app.gui.thread_bar import ThreadBar
from coordinator_app.gui.topic_note import note_topic
from coordinator_app.gui.widgets.buttons import ChoiceMenuButton, MoreButton, SecondaryButton
from coordinator_app.gui.widgets.headers import DetailHeader
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.gui.widgets.tabs import TabView, lay_out_now
from coordinator_app.services.project_card import ProjectCard


class ProjectDetail(QWidget):
    """Detail pane; `show_project(0)` shows the hint to choose one."""

    delete_wanted = Signal(int)

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._projects = context.workspace.projects
        self._lookups = lookups
        self._card: ProjectCard | None = None
        self.thread_bar = ThreadBar(context, self._lookups)
        self.header = DetailHeader()
        self.sheet_button = SecondaryButton("Steckbrief", "document")
        self.status_button = ChoiceMenuButton("Status", ProjectStatus, self._on_status_chosen)
        self.more = MoreButton()
        self.tabs = TabView("Teile des Projekts", margin=12)
        self.overview = OverviewPane(context, lookups)
        self._panes: dict[str, Any] = {"overview": self.overview}
        self._build()
        self._connect()

    def _build(self) -> None:
        self._stack = QStackedLayout(self)
        hint = "Wählen Sie links ein Projekt oder Angebot aus."
        self._stack.addWidget(EmptyState("briefcase", "Kein Projekt gewählt", hint, compact=True))
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        head = QVBoxLayout()
        head.setContentsMargins(24, 0, 24, 0)
        head.setSpacing(8)
        column.addLayout(head)
        head.addWidget(self.thread_bar)
        head.addWidget(self.header)
        for button in (self.sheet_button, self.status_button, self.more):
            self.header.add_button(button)
        for slot in SLOTS:
            if slot.pane is not None:
                made = [self.overview] if slot.key == "overview" else []
                self.tabs.add_tab(slot.key, slot.label, partial(self.pane, slot.key), *made)
        self.tabs.select("overview")
        column.addWidget(self.tabs, 1)
        self._stack.addWidget(content)
        self._fill_menu()

    def _fill_menu(self) -> None:
        writable = not self._context.read_only
        entries = (
            ("Angaben bearbeiten", self.edit, True),
            ("Heute bestätigen", self.confirm, writable),
            ("Für das nächste Jahr kopieren", self.duplicate, writable),
            ("Bedarf verknüpfen …", self.link_need, writable),
            ("Beschluss verknüpfen …", self.link_resolution, writable),
            ("Aufgabe anlegen …", self.add_task, writable),
            ("Für eine Sitzung vormerken …", self.note_topic, writable),
            ("Steckbrief, öffentliche Fassung", self.public_sheet, True),
            ("In den Papierkorb", self._on_delete, writable),
        )
        for text, slot, enabled in entries:
            action = QAction(text, self.more.menu_)
            action.setEnabled(enabled)
            action.triggered.connect(slot)
            self.more.menu_.addAction(action)

    @Slot()
    def note_topic(self) -> None:
        """Put the project into the Themenspeicher of a body."""
        project = self._context.workspace.projects.get(self.current_id())
        note_topic(self._context, self._lookups, Project.kind, project.id, project.title, self)

    def _connect(self) -> None:
        self.sheet_button.clicked.connect(self.show_sheet)
        self.overview.tab_wanted.connect(self.tabs.select)
        self.overview.confirm_wanted.connect(self.confirm)
        self.tabs.shown.connect(self._on_tab_shown)

    def pane(self, key: str) -> Any:
        """The pane of a tab, made at its first use."""
        if key not in self._panes:
            make = next(slot.pane for slot in SLOTS if slot.key == key)
            if make is None:
                raise KeyError(key)
            self._panes[key] = make(self._context, self._lookups)
        return self._panes[key]

    @property
    def fields(self) -> FieldsPane:
        """The tab with all fields."""
        found: FieldsPane = self.pane("fields")
        return found

    # --- showing

    def show_project(self, project_id: int) -> None:
        """Show a project (again); 0 shows none."""
        if not project_id:
            self._card = None
            if "fields" in self._panes:
                self.fields.form.load(None)
            self._stack.setCurrentIndex(0)
            return
        card = self._projects.card(project_id)
        self._card = card
        self._stack.setCurrentIndex(1)
        project = card.project
        self.header.set(project.title, project.number)
        self.header.chip.set_style(project.status.label, STATUS_CHIPS[project.status])
        self.header.chip.show()
        self.thread_bar.show_record("project", card.project.id)
        self._show_states(card)
        self._show_pane()
        if self.isVisible():
            lay_out_now()

    def current_id(self) -> int:
        """The project shown; 0 for none."""
        return self._card.project.id if self._card else 0

    def topic(self) -> str:
        """The help topic of the tab shown."""
        return next(slot.topic for slot in SLOTS if slot.key == self.tabs.current())

    def flush(self) -> None:
        """Save what is still in a field of any tab."""
        if self._card is not None:
            for pane in self._panes.values():
                if hasattr(pane, "flush"):
                    pane.flush()

    def _show_pane(self) -> None:
        pane = self.tabs.current_pane()
        if self._card is not None and pane is not None:
            pane.show_card(self._card)  # pyright: ignore[reportAttributeAccessIssue]  # all tabs are panes of ours

    def _show_states(self, card: ProjectCard) -> None:
        self.status_button.offer(next_states(card.project.project_type, card.project.status))
        self.status_button.setEnabled(not self._context.read_only)
        self.status_button.setAccessibleName(f"Status ändern, jetzt „{card.project.status.label}“")

    # --- verbs

    @Slot()
    def show_sheet(self) -> None:
        """The Steckbrief in the print preview."""
        self.flush()
        if self._card is not None:
            self._context.preview("project_sheet", self.current_id())

    @Slot()
    def public_sheet(self) -> None:
        """The public Steckbrief in the print preview."""
        self.flush()
        if self._card is not None:
            self._context.preview("project_sheet", self.current_id(), {"variant": "public"})

    @Slot()
    def edit(self) -> None:
        """Go to the fields."""
        self.tabs.select("fields")
        self.fields.form.focus_first()

    @Slot()
    def confirm(self) -> None:
        """Note that the entry is still right."""
        if self._card is not None:
            self._projects.confirm(self.current_id(), self._context.workspace.store.user)
            self._context.notify("Angaben bestätigt.")

    @Slot()
    def duplicate(self) -> None:
        """Copy the project as a plan for the next year and show the copy."""
        if self._card is not None and not self._context.read_only:
            self.flush()
            self._context.navigate("project", self._projects.duplicate(self.current_id()))

    @Slot()
    def link_need(self) -> None:
        """Ask for a need this project answers."""
        self._link("needs", "need", "Bedarf")

    @Slot()
    def link_resolution(self) -> None:
        """Ask for a resolution about this project."""
        self._link("resolutions", "resolution", "Beschluss")

    def _link(self, name: str, kind: str, label: str) -> None:
        if self._card is None:
            return
        title = f"{label} verknüpfen"
        found = LinkDialog.ask(self, title, label, title, kind, self._lookups)
        if found:
            ids = getattr(self._card.project, name)
            self._projects.update(self.current_id(), None, **{name: (*ids, found)})

    @Slot()
    def add_task(self) -> None:
        """Ask for a task that belongs to this project."""
        if self._card is None:
            return
        help_text = "Zuständigkeit und Frist ergänzen Sie auf der Seite Aufgaben."
        title = NameDialog.ask(self, "Neue Aufgabe", "Aufgabe", "Aufgabe anlegen", help_text)
        if title:
            with alerts.shown(self):
                self._context.workspace.tasks.create(title=title, source_kind="project", source_id=self.current_id())

    # --- slots

    @Slot(str)
    def _on_tab_shown(self, _key: str) -> None:
        self._show_pane()

    @Slot()
    def _on_status_chosen(self) -> None:
        action = self.sender()
        if self._card is None or not isinstance(action, QAction):
            return
        self.flush()
        project, target = self._card.project, ProjectStatus(action.data())
        found = self._projects.step_findings(project.id, target)
        explained = self._projects.step_findings(project.id, target, reason="–")
        reason: str | None = ""
        if found:
            shown = [finding for finding in found if not finding.text.startswith("Bitte einen Grund")]
            needed = needs_reason(project.status, target) or len(found) > len(explained)
            blocked = any(finding.blocks for finding in explained)
            reason = StepDialog.ask(self, target, shown, reason_needed=needed, blocked=blocked)
        if reason is not None:
            with alerts.shown(self):
                self._projects.transition(project.id, None, target, reason=reason)

    @Slot()
    def _on_delete(self) -> None:
        if self._card is not None:
            self.delete_wanted.emit(self.current_id())

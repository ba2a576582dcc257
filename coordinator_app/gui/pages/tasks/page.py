"""The page „Aufgaben & Beschlüsse“: tasks, the register of resolutions, and their follow-up."""

from typing import Any, ClassVar

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator_app.common.german import plural
from coordinator_app.domain.columns import ListFilter
from coordinator_app.domain.tasks import Task
from coordinator_app.gui.actions import ActionInfo
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.forms.lookups import workspace_lookups
from coordinator_app.gui.pages.base import Page
from coordinator_app.gui.pages.tasks.papers import Papers
from coordinator_app.gui.pages.tasks.resolution_pane import ResolutionPane
from coordinator_app.gui.pages.tasks.task_pane import TaskPane
from coordinator_app.gui.widgets.buttons import MenuButton, PrimaryButton
from coordinator_app.gui.widgets.headers import PageHeader
from coordinator_app.gui.widgets.tabs import TabView
from coordinator_app.services.meeting_lists import TaskList
from coordinator_app.services.resolution_lists import resolution_control, resolution_register

NEW_FIELDS: tuple[str | tuple[str, ...], ...] = (
    "title",
    ("person_id", "organisation_id"),
    ("due_on", "priority"),
    "body_id",
    "description",
)
TASKS, REGISTER, CONTROL = "tasks", "register", "control"
_TITLES = {TASKS: "Aufgabenliste", REGISTER: "Beschlussregister", CONTROL: "Beschlusskontrolle"}


class TasksPage(Page):
    """Tasks, register, follow-up as tabs."""

    page_id: ClassVar[str] = "tasks"
    title: ClassVar[str] = "Aufgaben & Beschlüsse"
    icon: ClassVar[str] = "checklist"
    help_topic: ClassVar[str] = "aufgaben"
    record_kinds: ClassVar[frozenset[str]] = frozenset({"task", "resolution"})
    topics: ClassVar[frozenset[str]] = frozenset(
        {"task_event", "vote", "report", "body", "meeting", "person", "organisation", "project"}
    )

    page_actions: ClassVar[tuple[ActionInfo, ...]] = (
        ActionInfo("task.quick", "Aufgabe ein&tippen", shortcut="Ctrl+T", icon="plus", topic="aufgaben"),
        ActionInfo("task.done", "Als &erledigt eintragen", shortcut="Ctrl+Shift+E", icon="tick", topic="aufgaben"),
        ActionInfo("task.put_off", "&Frist verschieben …", shortcut="Ctrl+Shift+F", icon="calendar", topic="aufgaben"),
        ActionInfo("task.hand_over", "Ü&bergeben …", shortcut="Ctrl+Shift+U", icon="person", topic="aufgaben"),
        ActionInfo("resolution.report", "&Bericht eintragen", shortcut="Ctrl+B", icon="pencil", topic="beschluesse"),
    )

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        store = context.workspace.store
        self._lookups = workspace_lookups(context.workspace)
        self.print_button = MenuButton("Drucken", "printer")
        self.new_button = PrimaryButton("Neue Aufgabe", "plus")
        self.new_button.clicked.connect(self.new_record)
        self.header = PageHeader(self.title, "", [self.print_button, self.new_button])
        self.tasks = TaskPane(context, self._lookups)
        source = resolution_register(store)
        self.register = ResolutionPane(context, self._lookups, source, name="resolution_register", control=False)
        open_ones = resolution_control(store)
        self.control = ResolutionPane(context, self._lookups, open_ones, name="resolution_control", control=True)
        self.tabs = TabView("Aufgaben und Beschlüsse", margin=24)
        self.papers = Papers(
            context,
            self,
            leave=self.leave,
            current=self.current_record,
            body_id=self._body_id,
            chosen_body=self._chosen_body,
        )
        self._build()

    def _build(self) -> None:
        self.papers.fill(self.print_button.menu_, self.print_current)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        self.tabs.add_tab(TASKS, "Aufgaben", self._tasks_pane, self.tasks)
        self.tabs.add_tab(REGISTER, "Beschlussregister", self._register_pane, self.register)
        self.tabs.add_tab(CONTROL, "Beschlusskontrolle", self._control_pane, self.control)
        self.tabs.select(TASKS)
        self.tabs.shown.connect(self._on_tab_shown)
        column.addWidget(self.tabs, 1)
        self.tasks.new_wanted.connect(self.new_record)
        self._actions_of = {
            TASKS: [
                self.own_action("task.quick", self._on_quick),
                self.own_action("task.done", self.tasks.finish),
                self.own_action("task.put_off", self.tasks.put_off),
                self.own_action("task.hand_over", self.tasks.hand_over),
            ],
            CONTROL: [self.own_action("resolution.report", self._on_report)],
        }
        for pane in (self.tasks, self.register, self.control):
            pane.changed.connect(self.actions_changed)

    def _tasks_pane(self) -> QWidget:
        return self.tasks

    def _register_pane(self) -> QWidget:
        return self.register

    def _control_pane(self) -> QWidget:
        return self.control

    # --- the page's duties

    def reload(self) -> None:
        """Read all three lists again."""
        self.tasks.reload()
        self.register.reload()
        self.control.reload()
        counts = self.context.workspace.tasks.counts()
        words = [plural(counts.open, "offene Aufgabe", "offene Aufgaben")]
        words += [f"{counts.overdue} überfällig"] if counts.overdue else []
        self.header.set_subtitle(", ".join(words))
        waiting = resolution_control(self.context.workspace.store).ids(ListFilter(equals={"open": True}))
        self.tabs.strip.set_count(CONTROL, len(waiting) or None)
        self.new_button.setVisible(not self.context.read_only)

    def show_record(self, kind: str, record_id: int) -> None:
        """Show a task or a resolution."""
        if kind == "task":
            self.tabs.select(TASKS)
            self.tasks.select(record_id)
            return
        self.tabs.select(REGISTER)
        self.register.select(record_id)

    def current_record(self) -> tuple[str, int] | None:
        """The task or resolution shown."""
        if self.tabs.current() == TASKS:
            found, kind = self.tasks.detail.current_id(), "task"
        else:
            found, kind = self._resolution_pane().detail.current_id(), "resolution"
        return (kind, found) if found else None

    def can(self, command: str) -> bool:
        """New, print, filter; deleting tasks only: resolutions with a number stay."""
        writable = not self.context.read_only
        match command:
            case "new":
                return writable
            case "print" | "export" | "filter":
                return True
            case "delete" | "duplicate":
                return writable and self.tabs.current() == TASKS and bool(self.tasks.table.current_id())
            case _:
                return False

    @Slot()
    def new_record(self) -> None:
        """Ask for a new task and show it."""
        if self.context.read_only:
            return
        new_id = RecordDialog.ask(
            self,
            Task,
            names=NEW_FIELDS,
            title="Neue Aufgabe",
            primary="Aufgabe anlegen",
            lookups=self._lookups,
            save=self._create,
        )
        if new_id:
            self.context.navigate("task", new_id)

    def _create(self, values: dict[str, Any]) -> int:
        if values.get("priority") is None:
            values.pop("priority", None)
        return self.context.workspace.tasks.create(**values)

    @Slot()
    def print_current(self) -> None:
        """The list as it is filtered."""
        self.leave()
        tab = self.tabs.current()
        store = self.context.workspace.store
        table = self.tasks.table if tab == TASKS else self._resolution_pane().table
        source: Any = TaskList(store) if tab == TASKS else None
        if source is None:
            source = resolution_register(store) if tab == REGISTER else resolution_control(store)
        self.context.export_list(source, table.wanted(), table.visible_columns(), _TITLES[tab])

    def export_current(self) -> None:
        """As `print_current`; the preview offers Word and Excel."""
        self.print_current()

    def delete_current(self) -> None:
        """The selected tasks to the Papierkorb."""
        if self.tabs.current() == TASKS:
            self.tasks.discard(self.tasks.table.selected_ids())

    def duplicate_current(self) -> None:
        """A copy of the task shown."""
        if self.tabs.current() == TASKS:
            self.tasks.copy()

    def visible_actions(self) -> list[QAction]:
        """The commands of the tab shown."""
        return [] if self.context.read_only else list(self._actions_of.get(self.tabs.current(), []))

    def focus_filter(self) -> None:
        """Into the filter row of the tab."""
        pane = self.tasks if self.tabs.current() == TASKS else self._resolution_pane()
        pane.filter_row.focus_search()

    def leave(self) -> None:
        """Save what is still in a field."""
        for pane in (self.tasks, self.register, self.control):
            pane.detail.flush()

    def current_topic(self) -> str:
        """Resolutions have a topic of their own."""
        return "aufgaben" if self.tabs.current() == TASKS else "beschluesse"

    def _resolution_pane(self) -> ResolutionPane:
        return self.register if self.tabs.current() == REGISTER else self.control

    def _chosen_body(self) -> int:
        """The body the tab is filtered for; 0 = all."""
        pane = self.tasks if self.tabs.current() == TASKS else self._resolution_pane()
        return int(pane.filter_row.wanted().equals.get("body_id") or 0)

    def _body_id(self) -> int:
        """The body filtered for, else that of the record shown, else the first one."""
        chosen = self._chosen_body()
        if chosen:
            return chosen
        workspace = self.context.workspace
        current = self.current_record()
        if current is not None:
            record = workspace.tasks.get(current[1]) if current[0] == "task" else workspace.resolutions.get(current[1])
            if record.body_id:
                return record.body_id
        bodies = workspace.bodies.tree()
        return bodies[0][0].id if bodies else 0

    # --- slots

    @Slot()
    def _on_quick(self) -> None:
        if not self.tasks.begin_line():
            self.new_record()

    @Slot()
    def _on_report(self) -> None:
        self.control.begin_report()

    @Slot(str)
    def _on_tab_shown(self, tab: str) -> None:
        for key, actions in self._actions_of.items():
            for action in actions:
                action.setEnabled(key == tab and not self.context.read_only)
        self.actions_changed.emit()
        self.place_changed.emit()

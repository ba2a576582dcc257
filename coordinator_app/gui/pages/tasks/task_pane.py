"""The tab „Aufgaben“: filter row, list, detail."""

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from coordinator_app.domain.tasks import TaskState, Urgency
from coordinator_app.gui import theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.responsible import chosen
from coordinator_app.gui.pages.tasks.looks import TASK_CHIPS, URGENCY_CHIPS
from coordinator_app.gui.pages.tasks.task_detail import TaskDetail
from coordinator_app.gui.register_pane import RegisterPane
from coordinator_app.gui.task_line import TaskLine
from coordinator_app.gui.view_chooser import ViewChooser, Views
from coordinator_app.gui.widgets.chips import due_look
from coordinator_app.gui.widgets.filter_row import FilterRow
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.gui.widgets.record_table import RecordTable
from coordinator_app.services.meeting_lists import TaskList

_URGENCIES = (Urgency.OVERDUE, Urgency.DUE, Urgency.SOON, Urgency.LATER, Urgency.NONE)
PAGE = "tasks"
_ROOMY = 420  # pixels of height from which the line for a new task is always there


def fixed_views() -> Views:
    """Names with their filters, the usual one first."""
    return [
        ("Offene Aufgaben", {"open": True}),
        ("Jetzt dran", {"urgency": (Urgency.OVERDUE, Urgency.DUE, Urgency.SOON)}),
        ("Überfällige", {"urgency": Urgency.OVERDUE}),
        ("Wartende", {"state": TaskState.WAITING}),
        ("Wiederkehrende", {"recurring": True}),
        ("Ohne Zuständigkeit", {"unassigned": True}),
        ("Von Ausgeschiedenen", {"departed": True}),
        ("Alle Aufgaben", {}),
    ]


class TaskPane(RegisterPane[TaskDetail]):
    """List and detail of the tasks; before the first task only the hint how to begin."""

    words = ("Die", "Aufgabe", "Aufgaben")
    help_topic = "aufgaben"

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        filter_row = FilterRow("Aufgaben filtern", top=16)
        filter_row.add_choice("state", "Status", [(state, state.label) for state in TaskState])
        filter_row.add_choice("urgency", "Frist", [(urgency, urgency.label) for urgency in _URGENCIES])
        filter_row.add_choice("body_id", "Gremium", [])
        filter_row.add_choice("responsible", "Zuständig", [])
        filter_row.search.setPlaceholderText("Filtern")
        filter_row.set_views(fixed_views())
        self._lookups = lookups
        table = RecordTable(
            TaskList(context.workspace.store),
            name="tasks",
            label="Aufgaben",
            state=context.settings,
            chips={"state": TASK_CHIPS, "urgency": URGENCY_CHIPS, "standing": due_look},
            sort="due_on",
        )
        detail = TaskDetail(context, lookups)
        super().__init__(
            context, filter_row, table, detail, name="tasks", list_width=560, detail_min=600, parent=parent
        )
        self.views = ViewChooser(context, filter_row, table, page=PAGE, fixed=fixed_views)
        self.line = TaskLine(context, lookups, self._store, margins=(24, 0, 24, 12))
        self.line.stored.connect(self._on_stored)
        self.line.left.connect(self._on_line_left)
        self._head_column.addWidget(self.line)
        self._menu_actions: list[QAction] = []
        self._wire()
        text = "Hier stehen Festlegungen aus Sitzungen und eigene Aufgaben mit Zuständigkeit und Frist."
        self.empty = EmptyState("checklist", "Noch keine Aufgabe", text, "Aufgabe anlegen", "Wie entstehen Aufgaben?")
        self.empty.hide()
        self._column.addWidget(self.empty, 1)
        self.empty.action.connect(self.new_wanted)
        self.empty.help_wanted.connect(self._on_help)

    def _wire(self) -> None:
        table, detail = self.table, self.detail
        self.filter_row.changed.connect(self._name_nothing)
        table.selection_changed.connect(self._on_selected)
        table.edit_wanted.connect(self._on_edit)
        table.duplicate_wanted.connect(self._on_duplicate)
        detail.several.delete_button.clicked.connect(self._on_menu_discard)
        # Made once: a command of a menu that is freed while its dialog runs takes the program down.
        for text, slot in (("Frist verschieben …", self.put_off), ("Übergeben …", self.hand_over)):
            action = QAction(text, self)
            action.triggered.connect(slot)
            self._menu_actions.append(action)
        self._copy_action = QAction("Aufgabe kopieren", self)
        self._copy_action.triggered.connect(self.copy)
        self._menu_actions.append(self._copy_action)
        detail.several.state_button.menu_.setTitle("Status")

    def reload(self) -> None:
        """Read again, keeping the selection."""
        self.views.reload()
        nothing = not self._context.workspace.tasks.counts().any
        self.empty.setVisible(nothing)
        self.empty.button.setEnabled(not self._context.read_only)
        self.filter_row.setVisible(not nothing)
        self.split.setVisible(not nothing)
        self._show_line()
        super().reload()
        self._name_nothing()

    @Slot()
    def _name_nothing(self) -> None:
        """No open task at all is good news, not a filter gone wrong."""
        usual = self.filter_row.is_usual()
        words = ("Alles erledigt", "Es gibt keine offene Aufgabe. Erledigte stehen unter „Alle Aufgaben“.")
        self.table.nothing_found.set_words(
            *(words if usual else ("Nichts gefunden", "Kein Eintrag passt zu den Filtern."))
        )
        self.table.nothing_found.help_link.setVisible(not usual)

    def _set_options(self) -> None:
        bodies = [(body.id, body.short_name or body.name) for body, _ in self._context.workspace.bodies.tree()]
        self.filter_row.set_options("body_id", bodies)
        self.filter_row.set_options("responsible", self._context.workspace.tasks.responsibles())

    def _discard(self, id: int) -> None:
        self._context.workspace.tasks.discard(id)

    def begin_line(self) -> bool:
        """Put the cursor into the line for a new task; False before the first task, when there is none."""
        if self.filter_row.isHidden() or self._context.read_only:
            return False
        self.split.show_list()
        self.line.begin()
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the list needs the room of the line; Strg+T still brings it."""
        super().resizeEvent(event)
        self._show_line()

    def _show_line(self) -> None:
        wanted = not self.filter_row.isHidden() and not self._context.read_only
        roomy = self.height() >= _ROOMY * theme.scale()
        focus = QApplication.focusWidget()
        typing = focus is not None and self.line.isAncestorOf(focus)
        theme.reveal(self.line, shown=wanted and (roomy or typing))

    def chosen_ids(self) -> list[int]:
        """The tasks a verb of the page means: those selected, else the one shown."""
        found = self.table.selected_ids()
        return found or ([self.detail.current_id()] if self.detail.current_id() else [])

    def _show(self, id: int) -> None:
        super()._show(id)
        self._show_several()

    def _show_several(self) -> None:
        selected = self.table.selected_ids()
        if len(selected) > 1:
            self.detail.show_several(selected)

    def _store(self, **values: Any) -> int:
        """A task typed into the line follows the filters: body, and who is responsible when nobody is typed."""
        equals = self.filter_row.wanted().equals
        responsible = equals.get("responsible")
        if responsible and not values["person_id"] and not values["organisation_id"]:
            values |= chosen(responsible)
        return self._context.workspace.tasks.create(body_id=equals.get("body_id"), **values)

    @Slot(list)
    def _on_selected(self, ids: list[int]) -> None:
        if len(ids) > 1:
            self.detail.show_several(ids)
        elif ids:
            self._show(ids[0])
        self.changed.emit()

    @Slot(int)
    def _on_stored(self, id: int) -> None:
        self._context.notify(f"„{self._context.workspace.tasks.get(id).title}“ ist angelegt.")

    @Slot()
    def _on_line_left(self) -> None:
        self.table.setFocus()
        self._show_line()

    @Slot(int)
    def _on_edit(self, id: int) -> None:
        self._show(id)
        self.split.show_detail()
        self.detail.edit()

    @Slot(int)
    def _on_duplicate(self, id: int) -> None:
        self.detail.verbs.duplicate(id)

    @Slot(QMenu, list)
    def _on_menu(self, menu: QMenu, ids: list[int]) -> None:
        self.detail.several.show_tasks(ids)
        states = self.detail.several.state_button.menu_
        menu.addAction(states.menuAction())
        menu.addActions(self._menu_actions)
        self._copy_action.setEnabled(len(ids) == 1 and not self._context.read_only)
        for action in (states.menuAction(), *self._menu_actions[:2]):
            action.setEnabled(bool(ids) and not self._context.read_only)
        menu.addSeparator()
        super()._on_menu(menu, ids)

    @Slot()
    def put_off(self) -> None:
        """Ask for another date of the tasks chosen."""
        self.detail.flush()
        self.detail.verbs.put_off(self.chosen_ids())

    @Slot()
    def hand_over(self) -> None:
        """Ask who takes the tasks chosen."""
        self.detail.flush()
        self.detail.verbs.hand_over(self.chosen_ids())

    @Slot()
    def finish(self) -> None:
        """Note the tasks chosen as done."""
        self.detail.flush()
        self.detail.verbs.set_state(self.chosen_ids(), TaskState.DONE)

    @Slot()
    def copy(self) -> None:
        """Copy the task shown."""
        self.detail.flush()
        self.detail.verbs.duplicate(self.detail.current_id())

"""Festlegungen of one agenda item: the list and the line to type a new one."""

from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import format_weekday_date
from coordinator_app.domain.quick_tasks import named, split_line
from coordinator_app.domain.tasks import OPEN_TASKS
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.responsible import suggested
from coordinator_app.gui.task_line import TaskLine
from coordinator_app.gui.widgets.buttons import IconButton, LinkButton
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.linked_rows import hint_row
from coordinator_app.services.tasks import TaskView


class ItemTaskLine(TaskLine):
    """The line for Festlegungen of the item being discussed; Esc leaves it and keeps nothing.

    „Weber: Angebot einholen bis Ende März“ in the first field is taken apart by Enter; what was understood stands in
    the fields before anything is stored.
    """

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(context, lookups, self._store_in_item, parent=parent)
        self._lookups, self._item_id = lookups, 0
        self.what.setToolTip("Auch in einer Zeile: „Weber: Angebot einholen bis Ende März“, dann Eingabe")
        self.what.setAccessibleName("Aufgabe")
        self.due.setAccessibleName("Frist")
        self.who.line.setAccessibleName("Verantwortlich")

    def begin_in(self, item_id: int, meeting_id: int) -> None:
        """Start a task for an item, keeping what is typed already."""
        self._item_id, self.meeting_id = item_id, meeting_id
        self.begin()

    def _store_in_item(self, **values: Any) -> int:
        return self._context.workspace.tasks.create_in_item(self._item_id, **values)

    def _leave(self) -> None:
        self.left.emit()

    def _go_on(self, watched: QObject) -> None:
        if watched is not self.what or not self._take_apart():
            super()._go_on(watched)

    def _take_apart(self) -> bool:
        """Put person and date of the typed line into their fields; False when it names neither."""
        found = split_line(self.what.text(), self._is_date)
        people = self._named(found.who) if found.who and self.who.value() is None else []
        if found.who and not people:  # no name: the colon belongs to the words
            found = split_line(self.what.text().replace(":", "\0"), self._is_date)
        if not people and not found.due:
            return False
        self.what.setText(found.what.replace("\0", ":"))
        if found.due and not self.due.text().strip():
            self.due.setText(found.due.removeprefix("bis "))
        if len(people) == 1:
            self.who.set_value(people[0])
        elif people:
            self.who.line.setText(found.who)
            self.who.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.who.offer()
            self._show_error(f"„{found.who}“ sind mehrere. Bitte wählen Sie.")
            return True
        (self.due if self.who.value() is not None else self.who.line).setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def _is_date(self, text: str) -> bool:
        try:
            return self._context.workspace.tasks.parse_due(text, meeting_id=self.meeting_id) is not None
        except UserError:
            return False

    def _named(self, who: str) -> list[int]:
        """Whom a name means; of several the one in the room."""
        ids = named(who, suggested(self._lookups, who.rsplit(maxsplit=1)[-1]))
        if len(ids) < 2 or not self.meeting_id:
            return ids
        room = self._context.workspace.meetings.attendance.view(self.meeting_id).lines
        there = [id for id in ids if any(line.present and line.attendance.person_id == id for line in room)]
        return there if len(there) == 1 else ids


class TaskCard(ListCard):
    """The Festlegungen of the item shown."""

    add_wanted = Signal()
    opened = Signal(int)

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__("Festlegungen", parent=parent)
        self._context = context
        self.add_link = LinkButton("Aufgabe hinzufügen", "plus")
        self.add_link.clicked.connect(self.add_wanted)
        self.add_to_head(self.add_link)
        self._keys = Label("Strg+T", "hinweis")
        self.add_to_head(self._keys)
        self.line = ItemTaskLine(context, lookups)
        self.line.hide()
        self.line.left.connect(self._on_left)
        outer = self.layout()
        if outer is not None:
            outer.addWidget(self.line)
        self._item_id = 0

    def show_item(self, item_id: int, *, editable: bool) -> None:
        """Show the tasks of an item (again)."""
        if item_id != self._item_id:
            self.line.clear()
            self.line.hide()
        self._item_id = item_id
        self.add_link.setVisible(editable)
        self._keys.setVisible(editable)
        found = self._context.workspace.tasks.of_source("agenda_item", item_id)
        rows: list[QWidget] = [self._row(view, editable=editable) for view in found]
        if not rows and self.line.isHidden():
            rows.append(hint_row("Noch keine Festlegung zu diesem Punkt."))
        self.set_rows(rows)

    def _row(self, view: TaskView, *, editable: bool) -> QWidget:
        due = format_weekday_date(view.task.due_on) if view.task.due_on else "ohne Frist"
        value = f"{view.responsible or 'ohne Zuständigkeit'} · {due}"
        done = view.task.state not in OPEN_TASKS
        row = ListRow(view.task.title, value=value, icon="tick" if done else "checklist", clickable=False)
        if editable:
            erase = IconButton("x", f"„{view.task.title}“ entfernen", flat=True)
            erase.setProperty("task", view.id)
            erase.clicked.connect(self._on_erase)
            row.add(erase)
        return row

    @Slot()
    def _on_erase(self) -> None:
        button = self.sender()
        if button is not None:
            self._context.workspace.tasks.discard(int(button.property("task")))
            self._context.undo_bar("Die Festlegung liegt im Papierkorb.")

    @Slot()
    def _on_left(self) -> None:
        self.line.clear()
        self.line.hide()
        self.show_item(self._item_id, editable=True)
        self.add_link.setFocus()

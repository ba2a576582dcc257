"""Festlegungen of one agenda item: the list and the line to type a new one."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import format_weekday_date
from coordinator_app.domain.quick_tasks import named, split_line
from coordinator_app.domain.tasks import OPEN_TASKS
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.pickers import ReferenceEditor
from coordinator_app.gui.widgets.buttons import IconButton, LinkButton, SecondaryButton
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.linked_rows import hint_row
from coordinator_app.services.tasks import TaskView


class TaskLine(QWidget):
    """„Was“, „Wer“ (a person or an organisation, found by typing) and „Bis“ in words; Enter stores, Esc leaves.

    „Weber: Angebot einholen bis Ende März“ in the first field is taken apart by Enter; what was understood stands in
    the fields before anything is stored.
    """

    stored = Signal()
    left = Signal()

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._lookups = context, lookups
        self._item_id = self._meeting_id = 0
        self.what, self.due = QLineEdit(), QLineEdit()
        self.what.setPlaceholderText("Was ist zu tun?")
        self.what.setToolTip("Auch in einer Zeile: „Weber: Angebot einholen bis Ende März“, dann Eingabe")
        self.what.setAccessibleName("Aufgabe")
        self.due.setPlaceholderText("26.11. oder „in 2 Wochen“")
        self.due.setAccessibleName("Frist")
        self.who = ReferenceEditor(self._suggest, self._titles, create=self._create)
        self.who.line.setAccessibleName("Verantwortlich")
        self.who.line.setPlaceholderText("Person oder Organisation tippen")
        self.meant = Label("", "hinweis")
        self.error = Label("", "fehler", wrap=True)
        self.error.hide()
        self.add_button = SecondaryButton("Hinzufügen")
        self.add_button.clicked.connect(self.store)
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for column, field in enumerate((self.what, self.who, self.due, self.add_button)):
            grid.addWidget(field, 0, column)
        grid.addWidget(self.meant, 1, 2, 1, 2)
        grid.addWidget(self.error, 1, 0, 1, 2)
        for column, stretch in enumerate((5, 4, 3, 0)):
            grid.setColumnStretch(column, stretch)
        self.due.textChanged.connect(self._on_due_typed)
        for field in (self.what, self.who.line, self.due):
            field.installEventFilter(self)

    def begin(self, item_id: int, meeting_id: int) -> None:
        """Start a task for an item, keeping what is typed already."""
        self._item_id, self._meeting_id = item_id, meeting_id
        self.show()
        self.what.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def store(self) -> None:
        """Store the task; what is wrong stands below."""
        self._show_error("")
        try:
            who = self.who.value()
            self._context.workspace.tasks.create_in_item(
                self._item_id,
                title=self.what.text(),
                due=self.due.text(),
                person_id=who if who and who > 0 else None,
                organisation_id=-who if who and who < 0 else None,
            )
        except UserError as error:
            self._show_error(error.text)
            return
        self.clear()
        self.what.setFocus()
        self.stored.emit()

    def clear(self) -> None:
        """Empty all fields."""
        self.what.clear()
        self.due.clear()
        self.who.set_value(None)
        self._show_error("")

    def _show_error(self, text: str) -> None:
        self.error.setText(text)
        self.error.setVisible(bool(text))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on and stores at the end, Esc leaves."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
            choosing = watched is self.who.line and self._list_open()
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not choosing:
                if watched is self.due:
                    self.store()
                elif watched is not self.what or not self._take_apart():
                    self.focusNextChild()
                return True
        return super().eventFilter(watched, event)

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
            return self._context.workspace.tasks.parse_due(text, meeting_id=self._meeting_id) is not None
        except UserError:
            return False

    def _named(self, who: str) -> list[int]:
        """Whom a name means; of several the one in the room."""
        ids = named(who, self._suggest(who.rsplit(maxsplit=1)[-1]))
        if len(ids) < 2 or not self._meeting_id:
            return ids
        room = self._context.workspace.meetings.attendance.view(self._meeting_id).lines
        there = [id for id in ids if any(line.present and line.attendance.person_id == id for line in room)]
        return there if len(there) == 1 else ids

    def _list_open(self) -> bool:
        popup = self.who.completer.popup()
        return popup is not None and popup.isVisible()

    @Slot()
    def _on_due_typed(self) -> None:
        text = self.due.text().strip()
        words = ""
        if text:
            try:
                day: date | None = self._context.workspace.tasks.parse_due(text, meeting_id=self._meeting_id)
                words = f"= {format_weekday_date(day)}" if day else ""
            except UserError:
                words = "noch nicht verstanden"
        self.meant.setText(words)

    def _suggest(self, text: str) -> Sequence[tuple[int, str]]:
        people = list(self._lookups.suggest("person", text))
        organisations = [(-found, title) for found, title in self._lookups.suggest("organisation", text)]
        return [*people, *organisations][:14]

    def _titles(self, ids: Iterable[int]) -> Mapping[int, str]:
        wanted = [found for found in ids if found]
        people = self._lookups.titles("person", [found for found in wanted if found > 0])
        houses = self._lookups.titles("organisation", [-found for found in wanted if found < 0])
        return {**people, **{-found: title for found, title in houses.items()}}

    def _create(self, text: str) -> int | None:
        first, _, last = text.strip().rpartition(" ")
        return self._context.workspace.contacts.create_person(last_name=last, first_name=first)


class TaskCard(ListCard):
    """The Festlegungen of the item shown."""

    add_wanted = Signal()
    opened = Signal(int)

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__("Festlegungen", parent=parent)
        self._context = context
        self.add_link = LinkButton("Aufgabe hinzufügen")
        self.add_link.clicked.connect(self.add_wanted)
        self.add_to_head(self.add_link)
        self._keys = Label("Strg+T", "hinweis")
        self.add_to_head(self._keys)
        self.line = TaskLine(context, lookups)
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

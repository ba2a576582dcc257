"""The card under „Beschlusskontrolle“ and „Offene Aufgaben“ of a meeting: what is open, and a line to report on it."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator_app.common.german import plural
from coordinator_app.domain.agenda import ItemType
from coordinator_app.domain.meetings import AgendaItem
from coordinator_app.domain.resolutions import UNFINISHED, Implementation
from coordinator_app.domain.tasks import OPEN_TASKS, TaskState
from coordinator_app.gui import theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.questions import ask_successor
from coordinator_app.gui.report_line import ReportLine
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.linked_rows import hint_row, tag, tagged
from coordinator_app.services.follow_up import Controlled

_TITLES = {ItemType.RESOLUTION_CONTROL: "Offene Beschlüsse", ItemType.OPEN_TASKS: "Aufgaben aus früheren Sitzungen"}


class ControlCard(ListCard):
    """`show_item(item, editable=…)`; hidden for any other item. A row chosen opens the line below it.

    What is typed here is reported in this meeting and stands in its minutes; Enter goes on with the next line.
    """

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__("Offene Beschlüsse", parent=parent)
        self._context, self._lookups = context, lookups
        self._item: AgendaItem | None = None
        self._found: list[Controlled] = []
        self._current = 0
        self._editable = False
        self.lines = {
            "resolution": ReportLine(Implementation, self._store_report, "Bericht zum Beschluss"),
            "task": ReportLine(TaskState, self._store_state, "Bericht zur Aufgabe"),
        }
        outer = self.layout()
        for line in self.lines.values():
            line.hide()
            line.stored.connect(self._on_stored)
            line.left.connect(self._on_left)
            if isinstance(outer, QVBoxLayout):
                outer.addWidget(line)
        self.hide()

    def show_item(self, item: AgendaItem, *, editable: bool) -> None:
        """Show what stands under a control item (again)."""
        if self._item is None or self._item.id != item.id:
            self._current = 0
            self._close()
        self._item, self._editable = item, editable
        shown = item.item_type in _TITLES
        self._found = self._context.workspace.follow_up.controlled(item.id) if shown else []
        theme.reveal(self, shown=shown)
        if not shown:
            return
        self.set_title(_TITLES[item.item_type])
        left = sum(_is_open(each) for each in self._found)
        self.set_hint(plural(left, "offen", "offen") if self._found else "")
        self.set_rows([self._row(each) for each in self._found] or [hint_row("Es ist nichts offen.")])
        if not editable:
            self._close()

    def _row(self, each: Controlled) -> QWidget:
        words = each.due if _is_open(each) else ""
        value = " · ".join(filter(None, (words, each.state.label)))
        icon = "gavel" if each.kind == "resolution" else "checklist"
        row = ListRow(each.title, addition=each.responsible, value=value, icon=icon if _is_open(each) else "tick")
        row.setToolTip(each.report)
        tag(row, each.kind, each.id)
        row.activated.connect(self._on_row)
        return row

    def _close(self) -> None:
        for line in self.lines.values():
            line.hide()

    def _open(self, kind: str, id: int) -> None:
        found = next((each for each in self._found if (each.kind, each.id) == (kind, id)), None)
        if found is None:
            return
        self._current = id
        line = self.lines[kind]
        line.show_subject(id, found.state)
        line.hint.setText(f"Zu: {found.title}. Eingabe speichert, Strg+Auf und Strg+Ab ändern den Stand.")
        line.show()
        line.begin()

    def _store_report(self, state: Implementation, words: str) -> bool:
        meeting_id = self._item.meeting_id if self._item else None
        successor = None
        if state is Implementation.REPLACED:
            successor = ask_successor(self, self._lookups)
            if not successor:
                return False
        self._context.workspace.follow_up.report(
            self._current, words, state=state, replaced_by_id=successor, meeting_id=meeting_id
        )
        return True

    def _store_state(self, state: TaskState, words: str) -> bool:
        tasks = self._context.workspace.tasks
        meeting_id = self._item.meeting_id if self._item else None
        if tasks.get(self._current).state is not state:
            tasks.set_state(self._current, state, words, meeting_id=meeting_id)
        elif words.strip():
            tasks.comment(self._current, words, meeting_id=meeting_id)
        return True

    @Slot()
    def _on_row(self) -> None:
        kind, id = tagged(self.sender())
        if self._editable:
            self._open(kind, id)
        else:
            self._context.navigate(kind, id)

    @Slot()
    def _on_stored(self) -> None:
        """Go on with the next line; behind the last one close."""
        ids = [each.id for each in self._found]
        place = ids.index(self._current) + 1 if self._current in ids else len(ids)
        if self._item is not None:
            self.show_item(self._item, editable=self._editable)
        if place < len(ids):
            self._open(self._found[0].kind, ids[place])
        else:
            self._close()

    @Slot()
    def _on_left(self) -> None:
        self._close()
        ids = [each.id for each in self._found]
        rows = self.rows()
        if self._current in ids and ids.index(self._current) < len(rows):
            row = rows[ids.index(self._current)]
            if isinstance(row, ListRow) and row.link is not None:
                row.link.setFocus()


def _is_open(each: Controlled) -> bool:
    return each.state in UNFINISHED or each.state in OPEN_TASKS

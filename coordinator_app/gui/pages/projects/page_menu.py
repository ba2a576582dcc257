"""The „…“ menu of the page: grouping of the list, the yearly question to carriers, the list as a document."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QWidget

from coordinator_app.gui.context import AppContext
from coordinator_app.gui.models.paged_table import RowGroup
from coordinator_app.gui.pages.projects.confirming import Confirming
from coordinator_app.gui.widgets.buttons import MoreButton
from coordinator_app.gui.widgets.record_table import RecordTable
from coordinator_app.services.project_list import GROUPINGS, ProjectList, group_sums

_STATE = "projects-group"


class ListGrouping(QObject):
    """By what the list of projects is grouped; kept with the window."""

    changed = Signal()

    def __init__(self, context: AppContext, table: RecordTable, source: ProjectList, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._table, self._source = context, table, source
        kept = context.settings.text(_STATE, "")
        self._by = kept if kept in dict(GROUPINGS) else ""

    def by(self) -> str:
        """By what it is grouped now, "" = not at all."""
        return self._by

    def group_by(self, name: str) -> None:
        """Group by something else ("" = not at all) and remember it."""
        self._by = name if name in dict(GROUPINGS) else ""
        self._context.settings.set(_STATE, self._by)
        self.show()
        self.changed.emit()

    def show(self) -> None:
        """Let the table show the groups."""
        self._table.set_grouping(partial(_groups, self._source, self._by) if self._by else None)


class PageMenu(MoreButton):
    """Further commands of the page „Projekte“."""

    def __init__(self, context: AppContext, grouping: ListGrouping, confirming: Confirming) -> None:
        super().__init__("Gruppieren, Angebote bestätigen lassen")
        self._context, self._grouping = context, grouping
        self._choices: dict[str, QAction] = {}
        self._fill_grouping()
        self.menu_.addSeparator()
        self.ask_action = self._add("Stimmt Ihr Angebot noch? …")
        self.ask_action.triggered.connect(confirming.ask)
        self.enter_action = self._add("Antworten eintragen …")
        self.enter_action.triggered.connect(confirming.enter)
        self.enter_action.setEnabled(not context.read_only)
        self.menu_.addSeparator()
        self.list_action = self._add("Projektliste als Dokument")
        self.list_action.triggered.connect(self._on_list)
        self.events_action = self._add("Veranstaltungen des Jahres")
        self.events_action.triggered.connect(self._on_events)
        grouping.changed.connect(self._show_choice)
        self._show_choice()

    def _fill_grouping(self) -> None:
        menu = self.menu_.addMenu("Gruppieren nach")
        group = QActionGroup(self)
        for name, label in (("", "nicht gruppieren"), *GROUPINGS):
            action = QAction(label, menu)
            action.setCheckable(True)
            action.setData(name)
            group.addAction(action)
            menu.addAction(action)
            self._choices[name] = action
        group.triggered.connect(self._on_chosen)

    def _add(self, text: str) -> QAction:
        action = QAction(text, self.menu_)
        self.menu_.addAction(action)
        return action

    def _show_choice(self) -> None:
        self._choices[self._grouping.by()].setChecked(True)

    def _on_chosen(self, action: QAction) -> None:
        self._grouping.group_by(str(action.data()))

    def _on_list(self) -> None:
        self._context.preview("project_list")

    def _on_events(self) -> None:
        self._context.preview("event_list")


def _groups(source: ProjectList, by: str, ids: Sequence[int]) -> list[RowGroup]:
    return [RowGroup(group.title, group_sums(group.totals), group.ids) for group in source.groups(ids, by)]

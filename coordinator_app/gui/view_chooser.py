"""The view chooser of a list: fixed views, saved ones, saving and deleting."""

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction

from coordinator_app.gui import alerts, theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.questions import NameDialog
from coordinator_app.gui.widgets.buttons import MoreButton
from coordinator_app.gui.widgets.filter_row import FilterRow
from coordinator_app.gui.widgets.record_table import RecordTable

Views = list[tuple[str, dict[str, Any]]]


class Grouping(Protocol):
    """A list that can be grouped."""

    def by(self) -> str:
        """By what it is grouped now, "" = not at all."""
        ...

    def group_by(self, name: str) -> None:
        """Group it by something else."""
        ...


class ViewChooser(QObject):
    """Fills the view box of a filter row; a saved view keeps filters, order and columns.

    `page` names the list its views belong to, `fixed()` gives those that are always there, the usual one first.
    `grouping` is told and asked by what the list is grouped.
    """

    def __init__(
        self,
        context: AppContext,
        row: FilterRow,
        table: RecordTable,
        *,
        page: str,
        fixed: Callable[[], Views],
        grouping: Grouping | None = None,
    ) -> None:
        super().__init__(row)
        self._grouping = grouping
        self._page, self._fixed = page, fixed
        self._context = context
        self._row = row
        self._table = table
        self._saved: list[tuple[int, str, dict[str, Any]]] = []
        self._names: list[str] = []
        self.menu_button = MoreButton("Ansicht speichern oder löschen")
        self.save_action = QAction("Ansicht speichern …", self)
        self.save_action.triggered.connect(self.save)
        self.delete_action = QAction("Gespeicherte Ansicht löschen", self)
        self.delete_action.triggered.connect(self.delete)
        self.menu_button.menu_.addActions([self.save_action, self.delete_action])
        theme.reveal(self.menu_button, shown=not context.read_only)
        row.add_right(self.menu_button)
        row.view_box.activated.connect(self._on_chosen)

    def reload(self) -> None:
        """Read the saved views again; keeps the chosen one by name."""
        views = self._context.workspace.saved_views
        self._saved = [(view.id, view.name, views.definition(view.id)) for view in views.views(self._page)]
        offered = [*self._fixed(), *((name, _equals(stored)) for _, name, stored in self._saved)]
        chosen = self._row.view_box.currentText()
        names = [name for name, _ in offered]
        if names != self._names:
            self._names = names
            self._row.set_views(offered)
            self._row.view_box.setCurrentIndex(names.index(chosen) if chosen in names else 0)
        self._show_actions()

    def _current(self) -> tuple[int, str, dict[str, Any]] | None:
        place = self._row.view_box.currentIndex() - len(self._fixed())
        return self._saved[place] if 0 <= place < len(self._saved) else None

    @Slot()
    def save(self) -> None:
        """Ask for a name and keep filters, order and columns under it."""
        name = NameDialog.ask(
            self._row, "Ansicht speichern", "Name der Ansicht", "Ansicht speichern", "Filter, Reihenfolge und Spalten."
        )
        if not name:
            return
        wanted = self._table.wanted()
        definition = {
            "equals": {key: _plain(value) for key, value in wanted.equals.items()},
            "sort": wanted.sort,
            "descending": wanted.descending,
            "columns": [column.key for column in self._table.visible_columns()],
            "group": self._grouping.by() if self._grouping is not None else "",
        }
        definition["equals"] = {key: value for key, value in definition["equals"].items() if _storable(value)}
        with alerts.shown(self._row):
            self._context.workspace.saved_views.save(page=self._page, name=name, definition=definition)
            self.reload()
            self._row.view_box.setCurrentIndex(self._names.index(name) if name in self._names else 0)
            self._show_actions()

    @Slot()
    def delete(self) -> None:
        """Delete the saved view that is chosen."""
        found = self._current()
        if found is not None:
            self._context.workspace.saved_views.discard(found[0])
            self._context.undo_bar(f"Ansicht „{found[1]}“ gelöscht.")

    @Slot(int)
    def _on_chosen(self, _index: int) -> None:
        found = self._current()
        self._show_actions()
        if found is None:
            return
        if self._grouping is not None:
            self._grouping.group_by(str(found[2].get("group", "")))
        keys = found[2].get("columns")
        if isinstance(keys, list) and keys:
            for place, column in enumerate(self._table.model.columns):
                self._table.header.setSectionHidden(place, column.key not in keys)
        sort = found[2].get("sort")
        if isinstance(sort, str) and sort:
            self._table.sort_by(sort, descending=bool(found[2].get("descending")))

    def _show_actions(self) -> None:
        self.delete_action.setEnabled(self._current() is not None)


def _storable(value: Any) -> bool:
    return isinstance(value, str | int | bool) or (isinstance(value, tuple) and all(map(_storable, value)))


def _plain(value: Any) -> Any:
    """Codes instead of vocabulary members."""
    if isinstance(value, tuple):
        return tuple(_plain(each) for each in value)
    return str(value) if isinstance(value, str) else value


def _equals(stored: dict[str, Any]) -> dict[str, Any]:
    found = stored.get("equals")
    if not isinstance(found, dict):
        return {}
    return {key: tuple(value) if isinstance(value, list) else value for key, value in found.items()}

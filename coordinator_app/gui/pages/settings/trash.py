"""The tab „Papierkorb“: discarded records, to be restored or erased."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout

from coordinator_app.domain.columns import Column
from coordinator_app.domain.fields import Kind
from coordinator_app.gui import alerts
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.dialogs.erase_person import ask_erase
from coordinator_app.gui.models.memory_source import MemorySource
from coordinator_app.gui.pages.settings.pane import Pane, hint
from coordinator_app.gui.widgets.buttons import SecondaryButton
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.gui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from coordinator_app.services.search import Discarded


def _title(row: "Discarded") -> str:
    return row.title


def _kind(row: "Discarded") -> str:
    return row.kind_label


def _deleted(row: "Discarded") -> datetime:
    return row.deleted_at


COLUMNS = (
    Column("title", "Eintrag", Kind.TEXT, _title, sort="title", width=40, stretch=True),
    Column("kind", "Art", Kind.TEXT, _kind, sort="kind", width=18),
    Column("deleted_at", "Gelöscht am", Kind.DATE_TIME, _deleted, sort="deleted_at", width=18),
)


class TrashPane(Pane):
    """Newest first; erasing asks, because it cannot be undone."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self.source: MemorySource[Discarded] = MemorySource(context.workspace.search.discarded, COLUMNS)
        empty = EmptyState(
            "trash",
            "Der Papierkorb ist leer",
            "Hier liegt, was Sie löschen, bis Sie es wiederherstellen oder endgültig entfernen.",
        )
        self.table = RecordTable(self.source, name="trash", label="Papierkorb", state=context.settings, empty=empty)
        self.table.selection_changed.connect(self._on_selection_changed)
        self.table.delete_wanted.connect(self._on_erase_wanted)
        self.restore_button = SecondaryButton("Wiederherstellen", "restore")
        self.restore_button.clicked.connect(self._on_restore)
        self.erase_button = SecondaryButton("Endgültig löschen", "trash")
        self.erase_button.clicked.connect(self._on_erase)
        self.column.addWidget(
            hint("Gelöschtes bleibt hier liegen, bis Sie es wiederherstellen oder endgültig löschen.")
        )
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        self.column.addLayout(buttons)
        buttons.addWidget(self.restore_button)
        buttons.addWidget(self.erase_button)
        buttons.addStretch(1)
        self.column.addWidget(self.table, 1)
        self._on_selection_changed([])

    def reload(self) -> None:
        """Read what was discarded."""
        self.table.reload()
        self._on_selection_changed(self.table.selected_ids())

    def _chosen(self) -> "list[Discarded]":
        rows = [self.source.row(number) for number in self.table.selected_ids()]
        return [row for row in rows if row is not None]

    @Slot(list)
    def _on_selection_changed(self, ids: list[int]) -> None:
        possible = bool(ids) and not self.context.read_only
        self.restore_button.setEnabled(possible)
        self.erase_button.setEnabled(possible)

    @Slot()
    def _on_restore(self) -> None:
        chosen = self._chosen()
        for row in chosen:
            self.context.workspace.search.restore(row.kind, row.id)
        if len(chosen) == 1:
            self.context.notify(f"„{chosen[0].title}“ ist wiederhergestellt.")
        elif chosen:
            self.context.notify(f"{len(chosen)} Einträge sind wiederhergestellt.")
        self.reload()

    @Slot(list)
    def _on_erase_wanted(self, ids: list[int]) -> None:
        self._on_erase()

    @Slot()
    def _on_erase(self) -> None:
        chosen = self._chosen()
        people = [row for row in chosen if row.kind == "person"]
        if people and len(chosen) > 1:
            alerts.inform(self, "Personen löschen Sie bitte einzeln: Zu jeder gibt es etwas zu entscheiden.")
            return
        if people:  # with everything that names them, which takes a look and decisions
            ask_erase(self, self.context, people[0].id, done=self.reload)
            return
        if not chosen:
            return
        what = f"„{chosen[0].title}“" if len(chosen) == 1 else f"{len(chosen)} Einträge"
        detail = (
            "Das lässt sich nicht zurücknehmen. In älteren Sicherungen steht der Inhalt noch, bis sie ausgedünnt sind."
        )
        if alerts.confirm(
            self, f"Möchten Sie {what} endgültig löschen?", "Endgültig löschen", detail=detail, danger=True
        ):
            for row in chosen:
                self.context.workspace.search.erase(row.kind, row.id)
            self.reload()

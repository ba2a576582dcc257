"""The tab „Änderungsverlauf“: who changed what and when, without contents."""

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from coordinator_app.domain.columns import Column
from coordinator_app.domain.fields import Kind
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.models.memory_source import MemorySource
from coordinator_app.gui.pages.settings.pane import Pane, hint
from coordinator_app.gui.widgets.filter_row import FilterRow
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.gui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from coordinator_app.services.history import History, LoggedStep


def _at(row: "LoggedStep") -> datetime:
    return row.at


def _user(row: "LoggedStep") -> str:
    return row.user


def _step(row: "LoggedStep") -> str:
    return row.step


def _subject(history: "History", row: "LoggedStep") -> str:
    return history.subject(row)


class HistoryPane(Pane):
    """The latest steps, filtered by words."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        from coordinator_app.services.history import History

        history = History(context.workspace.store)
        columns: tuple[Column[LoggedStep], ...] = (
            Column("at", "Wann", Kind.DATE_TIME, _at, width=18),
            Column("user", "Wer", Kind.TEXT, _user, width=18),
            Column("step", "Schritt", Kind.TEXT, _step, width=36, stretch=True),
            Column("subject", "Betrifft", Kind.TEXT, partial(_subject, history), width=24),
        )
        empty = EmptyState("history", "Noch nichts geändert", "Hier steht, wer wann was geändert hat.", compact=True)
        self.table = RecordTable(
            MemorySource(history.steps, columns),
            name="history",
            label="Änderungsverlauf",
            state=context.settings,
            empty=empty,
            multi=False,
        )
        self.filter = FilterRow("Verlauf filtern")
        self.table.attach(self.filter)
        self.filter.setContentsMargins(-24, 0, -24, 0)  # the row brings the margin of a page
        text = "Die letzten 2.000 Schritte. Inhalte stehen hier nicht, damit personenbezogene Angaben löschbar bleiben."
        self.column.addWidget(hint(text))
        self.column.addWidget(self.filter)
        self.column.addWidget(self.table, 1)

    def reload(self) -> None:
        """Read the steps."""
        self.table.reload()

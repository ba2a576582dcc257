"""The page „Berichte“: red thread of a need, what became of the findings, Bilanz in Zahlen."""

from typing import ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator_app.gui.context import AppContext
from coordinator_app.gui.pages.base import Page
from coordinator_app.gui.pages.reports.list_panes import BalancePane, ResultsPane
from coordinator_app.gui.pages.reports.thread_pane import ThreadPane
from coordinator_app.gui.widgets.buttons import SecondaryButton
from coordinator_app.gui.widgets.headers import PageHeader
from coordinator_app.gui.widgets.tabs import TabView

THREAD, RESULTS, BALANCE = "thread", "results", "balance"


class ReportsPage(Page):
    """Reports across the pillars; nothing is stored here."""

    page_id: ClassVar[str] = "reports"
    title: ClassVar[str] = "Berichte"
    icon: ClassVar[str] = "document"
    help_topic: ClassVar[str] = "berichte"
    record_kinds: ClassVar[frozenset[str]] = frozenset({"report"})
    topics: ClassVar[frozenset[str]] = frozenset(
        {
            *("need", "evidence", "priority_round", "priority", "project", "goal", "indicator", "measurement"),
            *("resolution", "agenda_item", "meeting", "attendance", "task", "grant", "grant_share", "expense"),
            *("event", "concern", "site_walk", "organisation", "catalog_entry"),
        }
    )

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.print_button = SecondaryButton("Drucken", "printer")
        self.print_button.clicked.connect(self.print_current)
        self.header = PageHeader(self.title, "", [self.print_button])
        self.threads = ThreadPane(context)
        self.results = ResultsPane(context)
        self.balance = BalancePane(context)
        self.tabs = TabView("Berichte", margin=24)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.tabs, 1)
        self.tabs.add_tab(THREAD, "Roter Faden", self._thread_pane, self.threads)
        self.tabs.add_tab(RESULTS, "Was wurde daraus?", self._results_pane, self.results)
        self.tabs.add_tab(BALANCE, "Bilanz in Zahlen", self._balance_pane, self.balance)
        self.tabs.select(THREAD)
        self.tabs.shown.connect(self._on_tab_shown)
        self.threads.changed.connect(self._on_changed)

    def _thread_pane(self) -> QWidget:
        return self.threads

    def _results_pane(self) -> QWidget:
        return self.results

    def _balance_pane(self) -> QWidget:
        return self.balance

    def reload(self) -> None:
        """Compute the tab in sight again; the others when they are shown."""
        pane: ThreadPane | ResultsPane | BalancePane = {
            THREAD: self.threads,
            RESULTS: self.results,
            BALANCE: self.balance,
        }[self.tabs.current()]
        pane.reload()
        self._on_changed()

    def can(self, command: str) -> bool:
        """Printing what is shown; filtering the needs."""
        match command:
            case "print" | "export":
                return self.tabs.current() != THREAD or bool(self.threads.current_id())
            case "filter":
                return self.tabs.current() == THREAD
            case _:
                return False

    @Slot()
    def print_current(self) -> None:
        """The paper of the tab, with what is chosen on it."""
        match self.tabs.current():
            case "results":
                kind = self.results.kind()
                self.context.preview("results_report", 0, {"kind": "all" if kind is None else str(kind)})
            case "balance":
                newest = self.balance.box.currentIndex() == 0
                self.context.preview("balance", 0, {"year": "all" if newest else str(self.balance.year())})
            case _:
                if self.threads.current_id():
                    self.context.preview("red_thread", self.threads.current_id())

    def export_current(self) -> None:
        """As `print_current`; the preview offers Word and Excel."""
        self.print_current()

    def focus_filter(self) -> None:
        """Into the filter row of the needs."""
        self.threads.filter_row.focus_search()

    @Slot()
    def _on_changed(self) -> None:
        self.print_button.setEnabled(self.can("print"))
        self.actions_changed.emit()

    @Slot(str)
    def _on_tab_shown(self, _key: str) -> None:
        self.reload()
        self.place_changed.emit()

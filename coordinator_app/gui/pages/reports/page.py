"""The page „Berichte“: reports put together, red thread of a need, what became of the findings, Bilanz in Zahlen."""

from typing import Any, ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import workspace_lookups
from coordinator_app.gui.pages.base import Page
from coordinator_app.gui.pages.reports.builder import ReportsPane
from coordinator_app.gui.pages.reports.list_panes import BalancePane, ResultsPane
from coordinator_app.gui.pages.reports.thread_pane import ThreadPane
from coordinator_app.gui.widgets.buttons import PrimaryButton, SecondaryButton
from coordinator_app.gui.widgets.headers import PageHeader
from coordinator_app.gui.widgets.tabs import TabView

REPORTS, THREAD, RESULTS, BALANCE = "reports", "thread", "results", "balance"


class ReportsPage(Page):
    """Reports across the pillars."""

    page_id: ClassVar[str] = "reports"
    title: ClassVar[str] = "Berichte"
    icon: ClassVar[str] = "document"
    help_topic: ClassVar[str] = "berichte"
    record_kinds: ClassVar[frozenset[str]] = frozenset({"report"})
    topics: ClassVar[frozenset[str]] = frozenset(
        {
            *("report_chapter_text", "report_run", "written_file", "area"),
            *("need", "evidence", "priority_round", "priority", "project", "goal", "indicator", "measurement"),
            *("resolution", "agenda_item", "meeting", "attendance", "task", "grant", "grant_share", "expense"),
            *("event", "concern", "site_walk", "organisation", "catalog_entry"),
        }
    )

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.print_button = SecondaryButton("Drucken", "printer")
        self.new_button = PrimaryButton("Neuer Bericht", "plus")
        self.header = PageHeader(self.title, "", [self.print_button, self.new_button])
        self.reports = ReportsPane(context, workspace_lookups(context.workspace))
        self.threads = ThreadPane(context)
        self.results = ResultsPane(context)
        self.balance = BalancePane(context)
        self.tabs = TabView("Berichte", margin=24)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.tabs, 1)
        self.tabs.add_tab(REPORTS, "Berichte", self._reports_pane, self.reports)
        self.tabs.add_tab(THREAD, "Roter Faden", self._thread_pane, self.threads)
        self.tabs.add_tab(RESULTS, "Was wurde daraus?", self._results_pane, self.results)
        self.tabs.add_tab(BALANCE, "Bilanz in Zahlen", self._balance_pane, self.balance)
        self.tabs.select(REPORTS)
        self.print_button.clicked.connect(self.print_current)
        self.new_button.clicked.connect(self.new_record)
        self.tabs.shown.connect(self._on_tab_shown)
        self.reports.changed.connect(self._on_changed)
        self.reports.new_wanted.connect(self.new_record)
        self.threads.changed.connect(self._on_changed)

    def _reports_pane(self) -> QWidget:
        return self.reports

    def _thread_pane(self) -> QWidget:
        return self.threads

    def _results_pane(self) -> QWidget:
        return self.results

    def _balance_pane(self) -> QWidget:
        return self.balance

    @property
    def pane(self) -> Any:
        """The pane of the tab shown; it fulfils `PaneDuties`."""
        panes = {REPORTS: self.reports, THREAD: self.threads, RESULTS: self.results, BALANCE: self.balance}
        return panes[self.tabs.current()]

    # --- the page's duties

    def reload(self) -> None:
        """Read the tab in sight again; the others when they are shown."""
        self.pane.reload()
        self._on_changed()

    def show_record(self, kind: str, record_id: int) -> None:
        """Show a report."""
        self.tabs.select(REPORTS)
        self.reports.show_record(kind, record_id)

    def current_record(self) -> tuple[str, int] | None:
        """The report shown."""
        return self.pane.current_record()

    def current_topic(self) -> str:
        """The topic of the tab."""
        return self.pane.topic or self.help_topic

    def can(self, command: str) -> bool:
        """What the tab shown can."""
        return self.pane.can(command)

    @Slot()
    def new_record(self) -> None:
        """Ask for a new report."""
        if self.pane.can("new"):
            self.pane.new_record()

    @Slot()
    def print_current(self) -> None:
        """The paper of the tab, with what is chosen on it."""
        if self.pane.can("print"):
            self.leave()
            self.pane.print_list()

    def export_current(self) -> None:
        """As `print_current`; the preview offers Word and Excel."""
        self.print_current()

    def delete_current(self) -> None:
        """The reports chosen to the Papierkorb."""
        self.pane.delete_current()

    def duplicate_current(self) -> None:
        """The report for the next period."""
        self.pane.duplicate_current()

    def focus_filter(self) -> None:
        """Into the filter row of the tab."""
        self.pane.focus_filter()

    def leave(self) -> None:
        """Save what is still in a field."""
        self.reports.leave()

    @Slot()
    def _on_changed(self) -> None:
        self.print_button.setEnabled(self.can("print"))
        self.print_button.setVisible(self.pane is not self.reports)  # a report has its own buttons
        self.new_button.setVisible(bool(self.pane.new_text) and not self.context.read_only)
        self.actions_changed.emit()

    @Slot(str)
    def _on_tab_shown(self, _key: str) -> None:
        self.reload()
        self.place_changed.emit()

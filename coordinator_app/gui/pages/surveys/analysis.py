"""The tabs of „Sicherheitsanalyse“: surveys, site walks, figures and the process; each made at its first visit."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import Lookups, workspace_lookups
from coordinator_app.gui.pages.surveys.process import ProcessPane
from coordinator_app.gui.pages.surveys.series import SeriesPane
from coordinator_app.gui.pages.surveys.survey_list import SurveyListPane
from coordinator_app.gui.pages.surveys.walks import WalksPane
from coordinator_app.gui.widgets.buttons import PrimaryButton, SecondaryButton
from coordinator_app.gui.widgets.headers import PageHeader
from coordinator_app.gui.widgets.tabs import TabView

SURVEYS = "surveys"
TABS: tuple[tuple[str, str, Callable[[AppContext, Lookups], QWidget], frozenset[str]], ...] = (
    ("walks", "Begehungen", WalksPane, WalksPane.kinds),
    ("series", "Kennzahlen", SeriesPane, SeriesPane.kinds),
    ("process", "Prozess", ProcessPane, ProcessPane.kinds),
)
TAB_KINDS: frozenset[str] = frozenset().union(*(kinds for _, _, _, kinds in TABS))


class AnalysisTabs(QWidget):
    """Header, tabs and panes; a pane fulfils `PaneDuties`."""

    new_wanted = Signal()
    changed = Signal()

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._lookups = workspace_lookups(context.workspace)
        self.surveys = SurveyListPane(context)
        self.print_button = SecondaryButton("Drucken", "printer")
        self.new_button = PrimaryButton(SurveyListPane.new_text, "plus")
        self.header = PageHeader("Sicherheitsanalyse", "", [self.print_button, self.new_button])
        self.tabs = TabView("Sicherheitsanalyse", margin=24)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.tabs, 1)
        self.tabs.add_tab(SURVEYS, "Erhebungen", self._surveys_pane, self.surveys)
        for key, label, make, _ in TABS:
            self.tabs.add_tab(key, label, partial(self._make_pane, make))
        self.surveys.changed.connect(self.changed)
        self.surveys.new_wanted.connect(self.new_wanted)
        self.print_button.clicked.connect(self._on_print)
        self.new_button.clicked.connect(self.new_wanted)
        self.tabs.select(SURVEYS)
        self.tabs.shown.connect(self._on_tab_shown)

    def _surveys_pane(self) -> QWidget:
        return self.surveys

    def _make_pane(self, make: Callable[[AppContext, Lookups], Any]) -> QWidget:
        pane = make(self._context, self._lookups)
        pane.changed.connect(self.changed)
        pane.new_wanted.connect(self.new_wanted)
        return pane

    @property
    def pane(self) -> Any:
        """The pane of the tab shown."""
        return self.tabs.current_pane()

    def reload(self) -> None:
        """Read again what is in sight; other tabs are read when they are shown."""
        self.pane.reload()
        self._show_buttons()

    def show_record(self, kind: str, record_id: int) -> None:
        """Go to the tab of this kind and show the record."""
        for key, _, _, kinds in TABS:
            if kind in kinds:
                self.tabs.select(key)
                self.pane.show_record(kind, record_id)

    def finding_chosen(self) -> bool:
        """Whether a finding of a walk is chosen, for the commands made of it."""
        pane = self.tabs.current_pane()
        return isinstance(pane, WalksPane) and pane.detail.findings.chosen() is not None

    @Slot()
    def make_task(self) -> None:
        """A task from the finding chosen."""
        if isinstance(self.pane, WalksPane):
            self.pane.detail.findings.make_task()

    @Slot()
    def make_need(self) -> None:
        """A need from the finding chosen."""
        if isinstance(self.pane, WalksPane):
            self.pane.detail.findings.make_need()

    def leave(self) -> None:
        """Save what is still in a field of any tab."""
        for key, *_ in TABS:
            pane: Any = self.tabs.pane(key)
            if pane is not None:
                pane.leave()

    def _show_buttons(self) -> None:
        word = self.pane.new_text
        self.new_button.setText(word)
        self.new_button.setVisible(bool(word) and not self._context.read_only)

    # --- slots

    @Slot()
    def _on_print(self) -> None:
        self.leave()
        self.pane.print_list()

    @Slot(str)
    def _on_tab_shown(self, _key: str) -> None:
        self.pane.reload()
        self._show_buttons()
        self.changed.emit()

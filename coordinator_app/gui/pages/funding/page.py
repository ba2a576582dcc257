"""The page „Förderung“: grants, programmes and deadlines as tabs, each made at its first visit."""

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator_app.common.german import plural
from coordinator_app.gui.actions import ActionInfo
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import Lookups, workspace_lookups
from coordinator_app.gui.pages.base import Page
from coordinator_app.gui.pages.funding.deadlines import DeadlinesPane
from coordinator_app.gui.pages.funding.grant_pane import GrantPane
from coordinator_app.gui.pages.funding.pane import PaneDuties
from coordinator_app.gui.pages.funding.programme_pane import ProgrammePane
from coordinator_app.gui.widgets.buttons import PrimaryButton, SecondaryButton
from coordinator_app.gui.widgets.headers import PageHeader
from coordinator_app.gui.widgets.tabs import TabView

GRANTS, PROGRAMMES, DEADLINES = "grants", "programmes", "deadlines"
TABS: tuple[tuple[str, str, Callable[[AppContext, Lookups], QWidget], frozenset[str]], ...] = (
    (GRANTS, "Förderungen", GrantPane, GrantPane.kinds),
    (PROGRAMMES, "Programme", ProgrammePane, ProgrammePane.kinds),
    (DEADLINES, "Fristen", DeadlinesPane, DeadlinesPane.kinds),
)


class FundingPage(Page):
    """Grants, programmes, deadlines."""

    page_id: ClassVar[str] = "funding"
    title: ClassVar[str] = "Förderung"
    icon: ClassVar[str] = "euro"
    help_topic: ClassVar[str] = "foerderung"
    record_kinds: ClassVar[frozenset[str]] = frozenset(
        {
            *("grant", "grant_share", "finance_item", "expense", "drawdown", "proof_of_use", "condition"),
            *("pass_through", "funding_programme", "programme_deadline", "deadline"),
        }
    )
    topics: ClassVar[frozenset[str]] = frozenset(
        {
            *("project", "organisation", "resolution", "meeting", "task", "catalog_entry", "document_link"),
            *("written_file", "circulation", "milestone", "process_step", "site_walk", "body_rules"),
            *("goal", "indicator", "measurement"),
        }
    )
    page_actions: ClassVar[tuple[ActionInfo, ...]] = (
        ActionInfo("grant.receipt", "&Beleg eintragen …", shortcut="Ctrl+B", icon="plus", topic="foerderung"),
    )

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._lookups = workspace_lookups(context.workspace)
        self.print_button = SecondaryButton("Drucken", "printer")
        self.new_button = PrimaryButton("Neue Förderung", "plus")
        self.header = PageHeader(self.title, "", [self.print_button, self.new_button])
        self.tabs = TabView("Förderung", margin=24)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.tabs, 1)
        for key, label, make, _ in TABS:
            self.tabs.add_tab(key, label, partial(self._make_pane, make))
        self.print_button.clicked.connect(self.print_current)
        self.new_button.clicked.connect(self.new_record)
        self.receipt_action = self.own_action("grant.receipt", self._on_receipt)
        self.tabs.shown.connect(self._on_tab_shown)
        self.tabs.select(GRANTS)

    def _make_pane(self, make: Callable[[AppContext, Lookups], Any]) -> QWidget:
        pane = make(self.context, self._lookups)
        for name, slot in (("changed", self._on_changed), ("new_wanted", self.new_record)):
            if hasattr(pane, name):
                getattr(pane, name).connect(slot)
        return pane

    @property
    def pane(self) -> Any:
        """The pane of the tab shown; it fulfils `PaneDuties`."""
        return self.tabs.current_pane() or PaneDuties()

    # --- the page's duties

    def reload(self) -> None:
        """Read again what is in sight; other tabs are read when they are shown."""
        self.pane.reload()
        unchecked = len(self.context.workspace.funding.unchecked())
        words = plural(unchecked, "Programm ist zu prüfen", "Programme sind zu prüfen")
        self.header.set_subtitle(words if unchecked else "")
        self._show_buttons()

    def show_record(self, kind: str, record_id: int) -> None:
        """Go to the tab of this kind and show the record."""
        for key, _, _, kinds in TABS:
            if kind in kinds:
                self.tabs.select(key)
                self.pane.show_record(kind, record_id)
                return

    def current_record(self) -> tuple[str, int] | None:
        """The record of the tab shown."""
        return self.pane.current_record()

    def can(self, command: str) -> bool:
        """What the tab shown can."""
        return self.pane.can(command)

    @Slot()
    def new_record(self) -> None:
        """Ask for a new record of the tab shown."""
        if self.pane.can("new"):
            self.pane.new_record()

    @Slot()
    def print_current(self) -> None:
        """The list shown."""
        self.leave()
        self.pane.print_list()

    def export_current(self) -> None:
        """As `print_current`: the preview offers Word and Excel."""
        self.print_current()

    def delete_current(self) -> None:
        """The selected records to the Papierkorb."""
        self.pane.delete_current()

    def duplicate_current(self) -> None:
        """A copy of the record shown."""
        self.pane.duplicate_current()

    def focus_filter(self) -> None:
        """Into the filter row."""
        self.pane.focus_filter()

    def leave(self) -> None:
        """Save what is still in a field of any tab."""
        for key, *_ in TABS:
            pane: Any = self.tabs.pane(key)
            if pane is not None:
                pane.leave()

    def current_topic(self) -> str:
        """The topic of the tab."""
        return self.pane.topic or self.help_topic

    def visible_actions(self) -> list[QAction]:
        """Receipts are typed into the grant shown."""
        shown = self.tabs.current() == GRANTS and self.current_record() is not None and not self.context.read_only
        return [self.receipt_action] if shown else []

    def _show_buttons(self) -> None:
        word = self.pane.new_text
        self.new_button.setText(word or "Neu")
        self.new_button.setVisible(bool(word) and not self.context.read_only)
        self.print_button.setEnabled(self.pane.can("print"))
        self.receipt_action.setEnabled(bool(self.visible_actions()))
        self.actions_changed.emit()

    # --- slots

    @Slot()
    def _on_receipt(self) -> None:
        pane = self.tabs.pane(GRANTS)
        if isinstance(pane, GrantPane) and pane.detail.current_id():
            pane.detail.add_receipt()

    @Slot(str)
    def _on_tab_shown(self, _key: str) -> None:
        if self.isVisible():
            self.pane.reload()
        self._show_buttons()
        self.place_changed.emit()

    @Slot()
    def _on_changed(self) -> None:
        self._show_buttons()
        self.place_changed.emit()

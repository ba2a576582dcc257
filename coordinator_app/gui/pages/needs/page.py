"""The page „Bedarfe & Prioritäten“: register, concerns, matrix, scoring round and ranking as tabs."""

from typing import ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator_app.gui.context import AppContext
from coordinator_app.gui.pages.base import Page
from coordinator_app.gui.pages.needs.concerns_tab import ConcernsTab
from coordinator_app.gui.pages.needs.matrix_tab import MatrixTab
from coordinator_app.gui.pages.needs.register_tab import REGISTER, RegisterTab
from coordinator_app.gui.pages.needs.rounds import Rounds
from coordinator_app.gui.pages.needs.tab import Tab
from coordinator_app.gui.widgets.buttons import SecondaryButton
from coordinator_app.gui.widgets.headers import PageHeader
from coordinator_app.gui.widgets.tabs import TabView


class NeedsPage(Page):
    """The tabs of `tab.Tab`; general commands go to the one shown, „Neu“ makes a need where a tab makes nothing."""

    page_id: ClassVar[str] = "needs"
    title: ClassVar[str] = "Bedarfe & Prioritäten"
    icon: ClassVar[str] = "target"
    help_topic: ClassVar[str] = "bedarfe"
    record_kinds: ClassVar[frozenset[str]] = frozenset(
        {"need", "evidence", "factor", "concern", "priority_round", "criterion", "priority"}
    )
    topics: ClassVar[frozenset[str]] = frozenset(
        {"rater", "score", "report", "project", "resolution", "agenda_item", "task", "catalog_entry", "area"}
        | {"need_offer_match", "need_step"}
    )

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.register_tab = RegisterTab(context, self)
        self.concerns_tab = ConcernsTab(context, self)
        self.matrix_tab = MatrixTab(context, self)
        self.matrix_tab.new_wanted.connect(self.register_tab.new_record)
        self.rounds = Rounds(context, self)
        own = (self.register_tab, self.concerns_tab, self.matrix_tab)
        self._tabs: dict[str, Tab] = {tab.key: tab for tab in (*own, *self.rounds.tabs())}
        self._unread: set[str] = set(self._tabs)
        self.register, self.new_button = self.register_tab.needs, self.register_tab.new_button
        self.scoring, self.ranking = self.rounds.scoring, self.rounds.ranking
        self.new_round_button, self.freeze_button = self.rounds.new_button, self.rounds.freeze_button
        self.print_button = SecondaryButton("Drucken", "printer")
        self.print_button.clicked.connect(self.print_current)
        self.header = PageHeader(self.title)
        self.tabs = TabView("Bedarfe und Prioritäten", margin=24)
        self._build()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        self.header.add_button(self.print_button)
        for button in self._all_buttons():
            self.header.add_button(button)
        for key, tab in self._tabs.items():
            self.tabs.add_tab(key, tab.label, tab.pane, *tab.waiting)
            tab.changed.connect(self._on_tab_changed)
        self.tabs.select(REGISTER)
        self.tabs.shown.connect(self._on_tab_shown)
        column.addWidget(self.tabs, 1)
        self.rounds.tab_wanted.connect(self.tabs.select)
        self.ranking.need_wanted.connect(self._on_need_wanted)
        self._show_buttons()

    def _all_buttons(self) -> list[QWidget]:
        return list(dict.fromkeys(button for tab in self._tabs.values() for button in tab.buttons))

    def tab(self) -> Tab:
        """The tab shown."""
        return self._tabs[self.tabs.current()]

    # --- the page's duties

    def reload(self) -> None:
        """Read the tab in sight again, the others when they are shown."""
        self._unread = set(self._tabs)
        self._read(self.tabs.current())
        for key, tab in self._tabs.items():
            count = tab.count()
            if count is not None:
                self.tabs.strip.set_count(key, count)
        self._show_buttons()

    def _read(self, key: str) -> None:
        if key in self._unread:
            self._unread.discard(key)
            self._tabs[key].reload()

    def show_record(self, kind: str, record_id: int) -> None:
        """Show a record in the tab it belongs to."""
        for key, tab in self._tabs.items():
            if kind in tab.kinds:
                self.tabs.select(key)
                tab.show_record(kind, record_id)

    def current_record(self) -> tuple[str, int] | None:
        """What the tab shows."""
        return self.tab().current_record()

    def can(self, command: str) -> bool:
        """What the tab can; a new record always."""
        return not self.context.read_only if command == "new" else self.tab().can(command)

    @Slot()
    def new_record(self) -> None:
        """A new record of the tab, a need by default."""
        tab = self.tab()
        (tab if tab.can("new") else self.register_tab).new_record()

    @Slot()
    def print_current(self) -> None:
        """What the tab prints."""
        self.leave()
        self.tab().print_current()

    def export_current(self) -> None:
        """As `print_current`; the preview offers Word and Excel."""
        self.print_current()

    def delete_current(self) -> None:
        """What is chosen in the tab, to the Papierkorb."""
        self.tab().delete_current()

    def focus_filter(self) -> None:
        """Into the filter row of the tab."""
        self.tab().focus_filter()

    def leave(self) -> None:
        """Save what is still in a field."""
        for tab in self._tabs.values():
            tab.leave()

    def current_topic(self) -> str:
        """Every tab has a topic of its own."""
        return self.tab().help_topic

    @Slot()
    def new_round(self) -> None:
        """Ask for a new round."""
        self.rounds.new_round()

    @Slot()
    def freeze(self) -> None:
        """Freeze the chosen round."""
        self.rounds.freeze()

    def _show_buttons(self) -> None:
        tab = self.tab()
        for button in self._all_buttons():
            button.setVisible(button in tab.buttons)
        tab.show_buttons()
        self.print_button.setEnabled(tab.can("print"))
        self.actions_changed.emit()

    # --- slots

    @Slot()
    def _on_tab_changed(self) -> None:
        self._show_buttons()

    @Slot(str)
    def _on_tab_shown(self, key: str) -> None:
        self._read(key)
        self._show_buttons()
        self.place_changed.emit()

    @Slot(int)
    def _on_need_wanted(self, need_id: int) -> None:
        self.show_record("need", need_id)
        self.place_changed.emit()

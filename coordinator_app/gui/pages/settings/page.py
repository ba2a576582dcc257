"""The settings page: one tab per subject."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator_app.gui.context import AppContext
from coordinator_app.gui.pages.base import Page
from coordinator_app.gui.pages.settings.backups import BackupsPane
from coordinator_app.gui.pages.settings.catalogues import CataloguesPane
from coordinator_app.gui.pages.settings.history import HistoryPane
from coordinator_app.gui.pages.settings.look import LookPane
from coordinator_app.gui.pages.settings.municipality import AreasPane, MunicipalityPane
from coordinator_app.gui.pages.settings.pane import Pane
from coordinator_app.gui.pages.settings.snippets import SnippetsPane
from coordinator_app.gui.pages.settings.trash import TrashPane
from coordinator_app.gui.pages.settings.word_templates import WordTemplatesPane
from coordinator_app.gui.widgets.headers import PageHeader
from coordinator_app.gui.widgets.tabs import TabView

TABS: tuple[tuple[str, str, type[Pane], str], ...] = (
    ("municipality", "Kommune", MunicipalityPane, "einstellungen"),
    ("areas", "Gebiete", AreasPane, "einstellungen"),
    ("catalogues", "Kataloge", CataloguesPane, "kataloge"),
    ("snippets", "Textbausteine", SnippetsPane, "textbausteine"),
    ("letters", "Word-Vorlagen", WordTemplatesPane, "word-vorlagen"),
    ("look", "Darstellung", LookPane, "darstellung"),
    ("backups", "Datensicherung", BackupsPane, "datensicherung"),
    ("trash", "Papierkorb", TrashPane, "papierkorb"),
    ("history", "Änderungsverlauf", HistoryPane, "einstellungen"),
)
_TAB_OF_KIND = {
    "municipality": "municipality",
    "area": "areas",
    "place": "areas",
    "catalog_entry": "catalogues",
    "snippet": "snippets",
    "letter_template": "letters",
}


class SettingsPage(Page):
    """Opens municipality, areas and catalogue entries; `show_record("trash", 0)` shows the Papierkorb."""

    page_id = "settings"
    title = "Einstellungen"
    icon = "sliders"
    help_topic = "einstellungen"
    record_kinds = frozenset({"municipality", "area", "place", "catalog_entry", "snippet", "letter_template"})

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.tabs = TabView("Bereiche der Einstellungen", margin=12)
        for key, label, pane_class, _ in TABS:
            self.tabs.add_tab(key, label, _PaneFactory(pane_class, context))
        self.tabs.shown.connect(self._on_tab_shown)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(PageHeader("Einstellungen"))
        column.addWidget(self.tabs, 1)

    def reload(self) -> None:
        """Show the tab in view anew; the others follow when they are opened."""
        if self.tabs.current_pane() is None:
            self.tabs.select(TABS[0][0])
        else:
            self._reload_pane()

    def receive(self, change: object) -> None:
        """Every change concerns some tab (Papierkorb, history)."""
        self.mark_stale()
        if self.isVisible():
            self._reload_soon.start()

    def show_record(self, kind: str, record_id: int) -> None:
        """Open the tab of a kind and select the record."""
        self.tabs.select(_TAB_OF_KIND.get(kind, kind if kind in {tab[0] for tab in TABS} else TABS[0][0]))
        pane = self.tabs.current_pane()
        if isinstance(pane, Pane) and record_id:
            pane.show_record(kind, record_id)

    def current_record(self) -> tuple[str, int] | None:
        """The tab in view, so that „Zurück“ returns to it."""
        return (self.tabs.current(), 0)

    def current_topic(self) -> str:
        """The topic of the tab in view."""
        return next((topic for key, _, _, topic in TABS if key == self.tabs.current()), self.help_topic)

    def leave(self) -> None:
        """Write what is still in a field."""
        pane = self.tabs.current_pane()
        if isinstance(pane, Pane):
            pane.leave()

    @Slot(str)
    def _on_tab_shown(self, key: str) -> None:
        self._reload_pane()
        self.place_changed.emit()

    def _reload_pane(self) -> None:
        pane = self.tabs.current_pane()
        if isinstance(pane, Pane):
            pane.reload()


class _PaneFactory:
    """Makes a pane at the first visit."""

    def __init__(self, pane_class: type[Pane], context: AppContext) -> None:
        self._pane_class = pane_class
        self._context = context

    def __call__(self) -> QWidget:
        return self._pane_class(self._context)

"""The tab „Word-Vorlagen“: the house template of reports and minutes, those of letters, those of certificates."""

from PySide6.QtCore import Slot

from coordinator_app.gui.context import AppContext
from coordinator_app.gui.pages.settings.house_template import HouseTemplatePane
from coordinator_app.gui.pages.settings.letters import CertificatesPane, LettersPane
from coordinator_app.gui.pages.settings.pane import Pane
from coordinator_app.gui.widgets.tabs import TabView

_PANES: tuple[tuple[str, str, type[Pane]], ...] = (
    ("house", "Berichte und Niederschriften", HouseTemplatePane),
    ("letters", "Briefe", LettersPane),
    ("certificates", "Urkunden", CertificatesPane),
)


class WordTemplatesPane(Pane):
    """A row of tabs within the tab; each pane is built at the first visit."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self.tabs = TabView("Arten von Word-Vorlagen", self, margin=12)
        for key, label, pane_class in _PANES:
            self.tabs.add_tab(key, label, _Factory(pane_class, context))
        self.tabs.shown.connect(self._on_shown)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.addWidget(self.tabs, 1)

    def reload(self) -> None:
        """Show the tab in view anew."""
        if self.tabs.current_pane() is None:
            self.tabs.select(_PANES[0][0])
        else:
            self._on_shown()

    def show_record(self, kind: str, record_id: int) -> None:
        """Choose a template of letters or certificates."""
        template = self.context.workspace.letter_templates.get(record_id)
        self.tabs.select("certificates" if template.purpose is CertificatesPane.purpose else "letters")
        pane = self.tabs.current_pane()
        if isinstance(pane, Pane):
            pane.show_record(kind, record_id)

    def leave(self) -> None:
        """Write what is still in a field."""
        pane = self.tabs.current_pane()
        if isinstance(pane, Pane):
            pane.leave()

    @Slot()
    def _on_shown(self) -> None:
        pane = self.tabs.current_pane()
        if isinstance(pane, Pane):
            pane.reload()


class _Factory:
    """Makes a pane at the first visit."""

    def __init__(self, pane_class: type[Pane], context: AppContext) -> None:
        self._pane_class = pane_class
        self._context = context

    def __call__(self) -> Pane:
        return self._pane_class(self._context)

"""The pages of the open file: made at the first visit, with a memory of the places visited."""

from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from coordinator_app.common.changes import Change
from coordinator_app.common.errors import UserError
from coordinator_app.gui import theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.navigation import PageInfo, page_for
from coordinator_app.gui.pages.base import Page

MEMORY = 50
DIVISION_STEP = 40  # pixels the line between two parts moves by a key


@dataclass(frozen=True, slots=True)
class Place:
    """A page and the record it showed."""

    page_id: str
    record: tuple[str, int] | None = None


class PageStack(QStackedWidget):
    """Shows one page at a time; without a file it shows the start screen or a waiting sentence.

    `page_shown` fires after every switch (None = no file), `state_changed` when commands may answer differently.
    """

    page_shown = Signal(object)
    state_changed = Signal()
    full_screen_changed = Signal(bool)

    def __init__(self, infos: list[PageInfo], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._infos = {info.id: info for info in infos}
        self._context: AppContext | None = None
        self._pages: dict[str, Page] = {}
        self._full_screen: set[str] = set()
        self._behind: list[Place] = []
        self._ahead: list[Place] = []
        self._empty = _Waiting()
        self.addWidget(self._empty)

    # Files --------------------------------------------------------------------------------------

    def open_file(self, context: AppContext) -> None:
        """Take pages of this file from now on."""
        self._context = context

    def close_file(self) -> None:
        """Throw all pages away."""
        self.setCurrentWidget(self._empty)
        for page in self._pages.values():
            page.release()
            self.removeWidget(page)
            page.deleteLater()
        self._pages.clear()
        self._full_screen.clear()
        self._behind.clear()
        self._ahead.clear()
        self._context = None
        self.page_shown.emit(None)

    def show_waiting(self, text: str) -> None:
        """Show a sentence instead of a page while a file is being opened or closed."""
        self._empty.show_text(text)
        self.setCurrentWidget(self._empty)

    # Pages --------------------------------------------------------------------------------------

    @property
    def current_page(self) -> Page | None:
        """The page being shown."""
        widget = self.currentWidget()
        return widget if isinstance(widget, Page) else None

    def pages(self) -> list[Page]:
        """The pages made so far."""
        return list(self._pages.values())

    def known(self) -> list[str]:
        """The ids of all pages there are."""
        return list(self._infos)

    def page(self, page_id: str) -> Page:
        """The page with this id, made when needed."""
        if page_id not in self._pages:
            if self._context is None:
                raise UserError("Bitte öffnen Sie zuerst eine Datei.", help_topic="dateien")
            page = self._infos[page_id].load()(self._context, self)
            page.full_screen_changed.connect(self._on_full_screen_changed)
            page.actions_changed.connect(self.state_changed)
            page.place_changed.connect(self.state_changed)
            self._pages[page_id] = page
            self.addWidget(page)
        return self._pages[page_id]

    def build(self, page_id: str) -> None:
        """Make a page and let it read, without showing it."""
        if self._context is not None and page_id not in self._pages:
            self.page(page_id).refresh()

    def show_page(self, page_id: str, record: tuple[str, int] | None = None) -> Page:
        """Switch to a page, on request to one of its records, and remember where we come from."""
        here = self.place()
        page = self._switch(page_id)
        if record is not None:
            page.show_record(*record)
        if here is not None and here != self.place():
            self._behind = [*self._behind[-MEMORY:], here]
            self._ahead.clear()
        page.take_focus()
        self.page_shown.emit(page)
        return page

    def show_record(self, kind: str, record_id: int) -> None:
        """Open the page that owns the record kind and select the record."""
        info = page_for(kind)
        if info is None or info.id not in self._infos:
            raise UserError("Für diesen Eintrag gibt es keine eigene Seite.")
        self.show_page(info.id, (kind, record_id))

    def place(self) -> Place | None:
        """Where we are now."""
        page = self.current_page
        return Place(page.page_id, page.current_record()) if page is not None else None

    def leave(self) -> None:
        """Let the visible page write what is still in a field."""
        if self.current_page is not None:
            self.current_page.leave()

    def is_full_screen(self) -> bool:
        """Whether the visible page wants the navigation collapsed."""
        return self.current_page is not None and self.current_page.page_id in self._full_screen

    # Back and forward ---------------------------------------------------------------------------

    @property
    def can_go_back(self) -> bool:
        """Whether there is a place before this one."""
        return bool(self._behind)

    @property
    def can_go_forward(self) -> bool:
        """Whether „Zurück“ was used."""
        return bool(self._ahead)

    def go_back(self) -> None:
        """Return to the place before."""
        self._move(self._behind, self._ahead)

    def go_forward(self) -> None:
        """Take „Zurück“ back."""
        self._move(self._ahead, self._behind)

    @Slot()
    def widen(self) -> None:
        """Give the left one of two parts more room, as the mouse does at the line between them."""
        self._shift(DIVISION_STEP)

    @Slot()
    def narrow(self) -> None:
        """Give the left one of two parts less room."""
        self._shift(-DIVISION_STEP)

    def _shift(self, by: int) -> None:
        from coordinator_app.gui.widgets.split_view import shift_division

        shift_division(self, by)

    def _move(self, source: list[Place], target: list[Place]) -> None:
        here = self.place()
        if not source:
            return
        place = source.pop()
        page = self._switch(place.page_id)
        if here is not None:
            target.append(here)
        try:
            if place.record is not None and place.record != page.current_record():
                page.show_record(*place.record)
        finally:  # the record may be gone; the page itself is right
            self.page_shown.emit(page)

    def _switch(self, page_id: str) -> Page:
        before = self.current_page
        page = self.page(page_id)
        if before is not None and before is not page:
            before.leave()
        page.refresh()
        self.setCurrentWidget(page)
        return page

    # Changes ------------------------------------------------------------------------------------

    @Slot(Change)
    def receive(self, change: Change) -> None:
        """Tell every page what changed."""
        for page in self._pages.values():
            page.receive(change)

    @Slot(bool)
    def _on_full_screen_changed(self, wanted: bool) -> None:
        page = self.sender()
        if not isinstance(page, Page):
            return
        if wanted:
            self._full_screen.add(page.page_id)
        else:
            self._full_screen.discard(page.page_id)
        if page is self.current_page:
            self.full_screen_changed.emit(wanted)


class _Waiting(QWidget):
    """An empty ground with at most one sentence."""

    def __init__(self) -> None:
        super().__init__()
        theme.mark(self, flaeche="surface")
        self._label = QLabel()
        theme.mark(self._label, rolle="gedaempft")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.addWidget(self._label)
        layout.addStretch(1)

    def show_text(self, text: str) -> None:
        """Show a sentence."""
        self._label.setText(text)

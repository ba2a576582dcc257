"""The window: frame, pages, status. What commands do stands in `commands`, files in `file_session`."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from coordinator_app.common.changes import Change
from coordinator_app.common.clock import Clock
from coordinator_app.common.errors import UserError
from coordinator_app.domain.columns import Column, ListFilter, ListSource
from coordinator_app.gui import alerts, theme
from coordinator_app.gui.actions import Actions
from coordinator_app.gui.change_bus import ChangeBus
from coordinator_app.gui.commands import Commands
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.file_session import FileSession
from coordinator_app.gui.jobs import Jobs
from coordinator_app.gui.local_state import LocalState
from coordinator_app.gui.menus import Menus
from coordinator_app.gui.navigation import HIDDEN_PAGES, existing_pages
from coordinator_app.gui.notice_area import NoticeArea
from coordinator_app.gui.output import Output
from coordinator_app.gui.page_stack import PageStack
from coordinator_app.gui.pages.base import Page
from coordinator_app.gui.pages.start.page import StartPage
from coordinator_app.gui.progress_panel import ProgressPanel
from coordinator_app.gui.search_box import SearchBox
from coordinator_app.gui.search_hits import Hit
from coordinator_app.gui.side_navigation import SideNavigation
from coordinator_app.gui.status_line import StatusLine

if TYPE_CHECKING:
    from coordinator_app.services.workspace import Workspace

COLLAPSE_BELOW = 1100  # logical pixels
SMALLEST = QSize(1024, 600)


class MainWindow(QMainWindow):
    """One window for one file; implements `context.Shell`.

    `first_painted` fires once after the first frame is on screen: only then anything heavy is imported.
    `file_opened` fires when a file's first page is shown.
    """

    first_painted = Signal()
    file_opened = Signal()

    def __init__(self, settings: LocalState, appearance: theme.Theme, clock: Clock) -> None:
        super().__init__()
        self.settings = settings
        self.appearance = appearance
        self.clock = clock
        self.context: AppContext | None = None
        self._painted = False
        self._closing = False
        self.jobs = Jobs(self)
        self.bus = ChangeBus(self)
        self.actions_table = Actions(self)
        pages = existing_pages()
        self.navigation = SideNavigation(pages)
        self.stack = PageStack([*pages, *HIDDEN_PAGES])
        self.start = StartPage()
        self.notices = NoticeArea()
        self.progress = ProgressPanel(self.jobs)
        self.status = StatusLine()
        self.search = SearchBox()
        self.session = FileSession(self.jobs, clock, self)
        self.output = Output(self)
        self._build()
        self.menus = Menus(self.menuBar(), self.actions_table, pages)
        self.commands = Commands(self)
        self._connect()
        self._restore()

    # Frame --------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.setAcceptDrops(True)
        self.setMinimumSize(SMALLEST)
        self.menuBar().setMinimumHeight(theme.height(40, padding=16))
        self._corner = _corner(self.search)  # kept: the menu bar does not own it for Python
        self.menuBar().setCornerWidget(self._corner)
        self._body = QStackedWidget()
        self._work = QWidget()
        line = QHBoxLayout(self._work)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.navigation)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.stack, 1)
        column.addWidget(self.notices)
        column.addWidget(self.progress)
        line.addLayout(column, 1)
        self._body.addWidget(self.start)
        self._body.addWidget(self._work)
        self.setCentralWidget(self._body)
        self.setStatusBar(self.status)

    def _connect(self) -> None:
        self.navigation.chosen.connect(self.open_page)
        self.navigation.collapse_wanted.connect(self._on_collapse_wanted)
        self.stack.page_shown.connect(self._on_page_shown)
        self.stack.state_changed.connect(self.refresh_commands)
        self.stack.full_screen_changed.connect(self._on_full_screen_changed)
        self.bus.changed.connect(self._on_changed)
        self.search.chosen.connect(self.navigate)
        self.session.opened.connect(self._on_file_opened)
        self.session.failed.connect(self._on_file_failed)
        self.session.closed.connect(self._on_file_closed)
        alerts.help_opener = self.show_help

    def _restore(self) -> None:
        if not self.settings.restore_window(self):
            self.resize(1280, 720)
        self.session.user = self.settings.text("user/name")
        self.status.show_user(self.settings.text("user/name"))
        self.search.set_source(None)
        self.show_start()
        self._fit_navigation()
        self.refresh_commands()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Announce the first frame."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self.first_painted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Collapse the navigation on narrow windows."""
        super().resizeEvent(event)
        self._fit_navigation()

    def _fit_navigation(self) -> None:
        narrow = self.width() < COLLAPSE_BELOW
        wanted = self.settings.flag("window/navigation-collapsed")
        collapsed = narrow or self.stack.is_full_screen() or wanted
        if collapsed != self.navigation.collapsed:
            self.navigation.set_collapsed(collapsed)
        self.actions_table["view.navigation"].setChecked(collapsed)

    @Slot(bool)
    def _on_collapse_wanted(self, collapsed: bool) -> None:
        self.settings.set("window/navigation-collapsed", collapsed)
        self.navigation.set_collapsed(collapsed)
        self.actions_table["view.navigation"].setChecked(collapsed)

    @Slot(bool)
    def _on_full_screen_changed(self, wanted: bool) -> None:
        self._fit_navigation()

    # Files --------------------------------------------------------------------------------------

    def show_start(self) -> None:
        """Show the start screen."""
        self.start.show_files(self.settings.recent_files())
        self._body.setCurrentWidget(self.start)
        self.setWindowTitle("KPR-Arbeitsplatz")

    def open_file(self, path: Path) -> None:
        """Open a file, closing the present one first."""
        if self.context is not None:
            self.close_file(lambda: self.open_file(path))
            return
        self.stack.show_waiting(f"„{path.name}“ wird geöffnet …")
        self._body.setCurrentWidget(self._work)
        self.session.open(path)

    def close_file(self, after: Any = None) -> None:
        """Write what is open in fields, back up and close the file, then call `after`."""
        self.stack.leave()
        self.settings.set("last/page", self._place_id())
        self.stack.close_file()
        self.stack.show_waiting("Die Datei wird gesichert und geschlossen …")
        self.notices.clear()
        self.context = None
        self.session.close(after)

    def _place_id(self) -> str:
        place = self.stack.place()
        return place.page_id if place is not None else ""

    @Slot(object)
    def _on_file_opened(self, workspace: "Workspace") -> None:
        self.context = AppContext(
            workspace=workspace,
            bus=self.bus,
            jobs=self.jobs,
            actions=self.actions_table,
            settings=self.settings,
            theme=self.appearance,
            shell=self,
            clock=self.clock,
        )
        self.bus.attach(workspace.store)
        self.stack.open_file(self.context)
        path = workspace.store.path
        self.settings.add_recent(path)
        self.setWindowTitle(f"{path.stem} – KPR-Arbeitsplatz")
        self._body.setCurrentWidget(self._work)
        self.status.show_file(path.name, str(path))
        self.search.set_source(self.find)
        self.open_page("today" if "today" in self.stack.known() else self.stack.known()[0])
        self._show_file_state()
        self.file_opened.emit()

    @Slot(object, object)
    def _on_file_failed(self, path: Path, error: UserError) -> None:
        self.show_start()
        alerts.show_error(self, error)

    @Slot()
    def _on_file_closed(self) -> None:
        self.status.clear_file()
        self.search.set_source(None)
        self.refresh_commands()
        self.show_start()

    def _show_file_state(self) -> None:
        """Refresh everything that tells about the file: saved time, lock, town, commands."""
        if self.context is None:
            return
        store = self.context.workspace.store
        self.status.show_saved(store.last_saved)
        self.status.show_read_only(f"Nur lesen – {store.lock_note}" if store.read_only else "")
        self.status.show_network(store.network_note and "Netzlaufwerk", store.network_note)
        self.navigation.set_town(self.context.workspace.municipality.name())
        self.refresh_commands()

    def adopt(self, workspace: "Workspace", import_list: Path | None) -> None:
        """Take over a file the wizard has just made; then offer its project list for import."""

        def take() -> None:
            self.session.adopt(workspace)
            if import_list is not None:
                self.commands.import_projects(import_list)

        if self.context is not None:
            self.close_file(take)
        else:
            take()

    @Slot(Change)
    def _on_changed(self, change: Change) -> None:
        self.stack.receive(change)
        self._show_file_state()

    @Slot(object)
    def _on_page_shown(self, page: Page | None) -> None:
        self.navigation.set_current(page.page_id if page is not None else "")
        self.status.show_hint("")
        self._fit_navigation()
        self.refresh_commands()

    @Slot()
    def refresh_commands(self) -> None:
        """Enable what works here and now."""
        self.menus.set_page(self.stack.current_page)
        self.commands.refresh()

    def find(self, text: str) -> list[Hit]:
        """Hits of the global search, grouped by kind."""
        return self.output.find(text)

    # Shell (see `context.Shell`) ----------------------------------------------------------------

    @Slot(str, int)
    def navigate(self, kind: str, record_id: int) -> None:
        """See `Shell`."""
        self.bus.flush()
        self.stack.show_record(kind, record_id)

    @Slot(str)
    def open_page(self, page_id: str) -> None:
        """See `Shell`."""
        self.bus.flush()
        self.stack.show_page(page_id)

    def go_back(self) -> None:
        """See `Shell`."""
        self.stack.go_back()

    def preview(self, document_key: str, subject: int, options: Mapping[str, Any] | None) -> None:
        """See `Shell`."""
        self.output.preview(document_key, subject, options)

    def export(self, document_key: str, subject: int, file_format: str, options: Mapping[str, Any] | None) -> None:
        """See `Shell`."""
        self.output.export(document_key, subject, file_format, options)

    def export_list(
        self, source: ListSource[Any], wanted: ListFilter, columns: Sequence[Column[Any]], title: str
    ) -> None:
        """See `Shell`."""
        self.output.preview_list(source, wanted, columns, title)

    def undo_bar(self, text: str) -> None:
        """See `Shell`."""
        self.notices.show_undo(text, self.commands.undo)

    def notify(self, text: str, role: str = "ok") -> None:
        """See `Shell`."""
        self.notices.show_text(text, role)

    def show_help(self, topic: str) -> None:
        """See `Shell`."""
        self.commands.show_help(topic)

    def status_hint(self, text: str) -> None:
        """See `Shell`."""
        self.status.show_hint(text)

    # Closing and dropping -----------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        """Back up and release the file first; the window closes when that is done."""
        self.settings.save_window(self)
        self.settings.sync()
        if self.context is None:
            self.jobs.shutdown()
            event.accept()
            return
        event.ignore()
        if not self._closing:
            self._closing = True
            self.close_file(self.close)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a municipality file."""
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the file dropped."""
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.open_file(path)


def _dropped(event: QDropEvent) -> Path | None:
    """The one municipality file in a drop, if it is that."""
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.suffix.lower() == ".kpr" else None


def _corner(search: SearchBox) -> QWidget:
    """The search box with the margins it has in the menu bar."""
    corner = QWidget()
    line = QHBoxLayout(corner)
    line.setContentsMargins(8, 0, 16, 0)
    line.addWidget(search)
    return corner

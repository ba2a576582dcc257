"""The window: frame, pages, status. What commands do stands in `commands`, files in `file_session`.

This module is light on purpose: the window paints its ground first, everything else is imported in `build`.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QApplication, QMainWindow

from coordinator_app.common.errors import UserError
from coordinator_app.gui.other_window import brought_forward

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

    from coordinator_app.common.changes import Change
    from coordinator_app.common.clock import Clock
    from coordinator_app.domain.columns import Column, ListFilter, ListSource
    from coordinator_app.gui import theme
    from coordinator_app.gui.actions import Actions
    from coordinator_app.gui.change_bus import ChangeBus
    from coordinator_app.gui.closing import Closing
    from coordinator_app.gui.commands import Commands
    from coordinator_app.gui.context import AppContext
    from coordinator_app.gui.file_session import FileSession
    from coordinator_app.gui.jobs import Jobs
    from coordinator_app.gui.local_state import LocalState
    from coordinator_app.gui.menus import Menus
    from coordinator_app.gui.notice_area import NoticeArea
    from coordinator_app.gui.output import Output
    from coordinator_app.gui.page_stack import PageStack
    from coordinator_app.gui.pages.base import Page
    from coordinator_app.gui.pages.start.page import StartPage
    from coordinator_app.gui.progress_panel import ProgressPanel
    from coordinator_app.gui.recent_files import RecentFiles
    from coordinator_app.gui.search_box import SearchBox
    from coordinator_app.gui.search_hits import Hit
    from coordinator_app.gui.side_navigation import SideNavigation
    from coordinator_app.gui.status_line import StatusLine
    from coordinator_app.services.workspace import Workspace

COLLAPSE_BELOW = 1100  # logical pixels
SMALLEST = (880, 480)  # 1366×768 pixels at 150 % leave 911×512
USUAL = (1280, 720)
BACKUP_AFTER = 20_000  # ms after opening: the daily backup waits until she has begun to work


class MainWindow(QMainWindow):
    """One window for one file; implements `context.Shell`.

    `first_painted` fires once after the first frame is on screen. `file_opened` fires when a file's first page
    is shown. Without arguments the window is bare until `build`.
    """

    first_painted = Signal()
    file_opened = Signal()

    settings: "LocalState"
    appearance: "theme.Theme"
    clock: "Clock"
    jobs: "Jobs"
    bus: "ChangeBus"
    actions_table: "Actions"
    navigation: "SideNavigation"
    stack: "PageStack"
    notices: "NoticeArea"
    progress: "ProgressPanel"
    status: "StatusLine"
    search: "SearchBox"
    session: "FileSession"
    output: "Output"
    menus: "Menus"
    commands: "Commands"
    closing: "Closing"
    recent: "RecentFiles"
    body: "QStackedWidget"
    work: "QWidget"
    strips: "QWidget"
    work_column: "QVBoxLayout"

    def __init__(
        self,
        settings: "LocalState | None" = None,
        appearance: "theme.Theme | None" = None,
        clock: "Clock | None" = None,
    ) -> None:
        super().__init__()
        self.context: AppContext | None = None
        self.built = False
        self._painted = False
        self._start: StartPage | None = None
        self.setMinimumSize(*SMALLEST)
        self.resize(*USUAL)
        if settings is not None and appearance is not None and clock is not None:
            settings.restore_window(self)
            self.build(settings, appearance, clock)

    def build(
        self, settings: "LocalState", appearance: "theme.Theme", clock: "Clock", *, with_start: bool = True
    ) -> None:
        """Make everything inside the frame; shows the start screen unless a file is about to be opened."""
        from coordinator_app.gui.window_parts import furnish

        self.settings, self.appearance, self.clock = settings, appearance, clock
        furnish(self)
        self.built = True
        self.session.user = settings.text("user/name")
        self.status.show_user(settings.text("user/name"))
        self.search.set_source(None)
        if with_start:
            self.show_start()
        else:
            self.show_work()
        self._fit_navigation()
        self.refresh_commands()

    @property
    def start(self) -> "StartPage":
        """The start screen, made when first needed."""
        if self._start is None:
            from coordinator_app.gui.pages.start.page import StartPage

            self._start = StartPage()
            self.body.addWidget(self._start)
            self.commands.connect_start(self._start)
        return self._start

    # Frame --------------------------------------------------------------------------------------

    def paintEvent(self, event: "QPaintEvent") -> None:
        """Announce the first frame."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self.first_painted.emit()

    def resizeEvent(self, event: "QResizeEvent") -> None:
        """Collapse the navigation on narrow windows."""
        super().resizeEvent(event)
        if self.built:
            self._fit_navigation()

    def focusNextPrevChild(self, forward: bool) -> bool:  # Qt names it `next`
        """Tab goes on in reading order."""
        from coordinator_app.gui.tab_order import move_focus

        return move_focus(self, forward=forward)

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        """Enter presses what is drawn as a button by us too (navigation, steps, stations of the red thread)."""
        from coordinator_app.gui.tab_order import press_by_enter

        if not press_by_enter(event):
            super().keyPressEvent(event)

    def _fit_navigation(self) -> None:
        narrow = self.width() < COLLAPSE_BELOW
        wanted = self.settings.flag("window/navigation-collapsed")
        collapsed = narrow or self.stack.is_full_screen() or wanted
        if collapsed != self.navigation.collapsed:
            self.navigation.set_collapsed(collapsed)
        self.actions_table["view.navigation"].setChecked(collapsed)

    @Slot(bool)
    def on_collapse_wanted(self, collapsed: bool) -> None:
        """Remember what the user wants of the navigation."""
        self.settings.set("window/navigation-collapsed", collapsed)
        self.navigation.set_collapsed(collapsed)
        self.actions_table["view.navigation"].setChecked(collapsed)

    @Slot(bool)
    def on_full_screen_changed(self, wanted: bool) -> None:
        """Full-screen work has the navigation collapsed."""
        self._fit_navigation()

    # Files --------------------------------------------------------------------------------------

    @Slot()
    def show_start(self) -> None:
        """Show the start screen."""
        self.start.show_files(self.recent.files())
        self.recent.look()
        self.body.setCurrentWidget(self.start)
        self.start.column.addWidget(self.strips)
        self.start.setFocus()  # Tab goes to the first button; a ring before the first key would look like an error
        self.setWindowTitle("KPR-Arbeitsplatz")

    @Slot()
    def show_recent(self) -> None:
        """Bring the list of last files up to date where it is seen."""
        if self._start is not None:
            self._start.show_files(self.recent.files())

    def show_work(self) -> None:
        """Show the pages; notices and progress stand below them, as they do below the start screen."""
        self.body.setCurrentWidget(self.work)
        self.work_column.addWidget(self.strips)

    def open_file(self, path: Path) -> None:
        """Open a file, closing the present one first; one that has a window already comes to the front there."""
        if self.context is not None and self.context.workspace.store.path == path.absolute():
            self.notify(f"„{path.name}“ ist schon geöffnet.", "info")
            return
        if brought_forward(path):
            self.notify(f"„{path.name}“ ist in einem anderen Fenster geöffnet; es steht jetzt vorn.", "info")
            return
        if self.context is not None:
            self.close_file(lambda: self.open_file(path))
            return
        if self.session.is_opening(path):
            return
        self.stack.show_waiting(f"„{path.name}“ wird geöffnet …")
        self.show_work()
        self.session.open(path)

    def close_file(self, after: Callable[[], object] | None = None) -> None:
        """Write what is open in fields, back up and close the file, then call `after`."""
        self.stack.leave()
        self.stack.close_file()
        self.stack.show_waiting("Die Datei wird gesichert und geschlossen …")
        self.notices.clear()
        self.search.set_source(None)
        self.context = None
        self.session.close(after)

    @Slot(object)
    def on_file_opened(self, workspace: "Workspace") -> None:
        """Show the first page of a file just opened."""
        from coordinator_app.gui.context import AppContext

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
        self.show_work()
        self.status.show_file(path.name, str(path))
        self.search.set_source(self.find_hits)
        self.open_page(self.stack.known()[0])
        self._show_file_state()
        self.session.back_up_later(BACKUP_AFTER)
        if workspace.store.told:
            self.notices.show_offer(workspace.store.told, [], "info")
        self.file_opened.emit()

    @Slot(object, object)
    def on_file_failed(self, path: Path, error: UserError) -> None:
        """Say why a file could not be opened."""
        from coordinator_app.gui import alerts

        self.show_start()
        alerts.show_error(self, error)

    @Slot(object)
    def on_backup_failed(self, error: UserError) -> None:
        """Say that everything is saved in the file, but not in a backup."""
        from coordinator_app.gui import alerts

        saved = "Ihre Arbeit ist in der Datei gespeichert, aber die Sicherung beim Schließen gelang nicht."
        alerts.warn(self, f"{saved}\n\n{error.text}", help_topic=error.help_topic)

    @Slot()
    def on_file_closed(self) -> None:
        """Return to the start screen."""
        self.status.clear_file()
        self.search.set_source(None)
        self.refresh_commands()
        if not self.closing.ending:
            self.show_start()

    def _show_file_state(self) -> None:
        """Refresh everything that tells about the file: saved time, lock, town, commands."""
        if self.context is None:
            return
        from coordinator_app.gui.recent_files import written

        store = self.context.workspace.store
        self.status.show_saved(store.last_saved or written(store.path), self.clock.now())
        self.status.show_read_only(f"Nur lesen – {store.lock_note}" if store.read_only else "")
        self.status.show_network("Netzlaufwerk" if store.network_note else "", store.network_note)
        self.navigation.set_town(self.context.workspace.overview.municipality())
        self.refresh_commands()

    @Slot(object)
    def on_changed(self, change: "Change") -> None:
        """Tell pages and status what a step touched."""
        self.stack.receive(change)
        self._show_file_state()

    @Slot(object)
    def on_page_shown(self, page: "Page | None") -> None:
        """Mark the page in the navigation."""
        if page is None or page.page_id in self.navigation.buttons:  # the preview belongs to where it came from
            self.navigation.set_current(page.page_id if page is not None else "")
        self.status.show_hint("")
        self._fit_navigation()
        self.refresh_commands()

    @Slot()
    def refresh_commands(self) -> None:
        """Enable what works here and now."""
        self.menus.set_page(self.stack.current_page)
        self.commands.refresh()

    def find_hits(self, text: str) -> "list[Hit]":
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
        self, source: "ListSource[Any]", wanted: "ListFilter", columns: "Sequence[Column[Any]]", title: str
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

    # Closing ------------------------------------------------------------------------------------

    def closeEvent(self, event: "QCloseEvent") -> None:
        """Back up and release the file first; the window closes when that is done (see `closing`)."""
        if not self.built:
            event.accept()
            return
        self.save_state()
        event.setAccepted(self.closing.may_close())

    @Slot()
    def come_to_front(self) -> None:
        """Show this window above all others; where the system does not allow that, it asks for attention."""
        if self.isMinimized():
            self.showNormal()
        self.raise_()
        self.activateWindow()
        QApplication.alert(self)

    def save_state(self) -> None:
        """Remember place and size of the window, and write all settings of this computer to disk."""
        self.settings.save_window(self)
        self.settings.sync()

"""Makes and connects the parts of the main window (kept apart so that its frame can paint first)."""

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from coordinator_app.gui import alerts, theme
from coordinator_app.gui.actions import Actions
from coordinator_app.gui.change_bus import ChangeBus
from coordinator_app.gui.closing import Closing
from coordinator_app.gui.commands import Commands
from coordinator_app.gui.dropping import Dropping
from coordinator_app.gui.file_session import FileSession
from coordinator_app.gui.jobs import Jobs
from coordinator_app.gui.main_window import MainWindow
from coordinator_app.gui.menus import Menus
from coordinator_app.gui.navigation import HIDDEN_PAGES, existing_pages
from coordinator_app.gui.notice_area import NoticeArea
from coordinator_app.gui.output import Output
from coordinator_app.gui.page_stack import PageStack
from coordinator_app.gui.progress_panel import ProgressPanel
from coordinator_app.gui.recent_files import RecentFiles
from coordinator_app.gui.search_box import SearchBox
from coordinator_app.gui.side_navigation import SideNavigation
from coordinator_app.gui.status_line import StatusLine


def furnish(window: MainWindow) -> None:
    """Fill the window: menus, navigation, pages, status; then connect them."""
    pages = existing_pages()
    window.jobs = Jobs(window)
    window.recent = RecentFiles(window.settings, window.jobs, window)
    window.bus = ChangeBus(window)
    window.actions_table = Actions(window)
    window.navigation = SideNavigation(pages)
    window.stack = PageStack([*pages, *HIDDEN_PAGES])
    window.notices = NoticeArea()
    window.progress = ProgressPanel(window.jobs)
    window.status = StatusLine()
    window.search = SearchBox()
    window.session = FileSession(window.jobs, window.clock, window)
    window.output = Output(window)
    _arrange(window)
    window.menus = Menus(window.menuBar(), window.actions_table, pages)
    window.commands = Commands(window)
    window.closing = Closing(window)
    Dropping(window)
    _connect(window)


def _arrange(window: MainWindow) -> None:
    window.menuBar().setMinimumHeight(theme.height(40, padding=16))
    corner = QWidget(window.menuBar())
    inner = QHBoxLayout(corner)
    inner.setContentsMargins(8, 0, 16, 0)
    inner.addWidget(window.search)
    window.menuBar().setCornerWidget(corner)
    window.body = QStackedWidget()
    window.work = QWidget()
    line = QHBoxLayout(window.work)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(0)
    line.addWidget(window.navigation)
    column = window.work_column = QVBoxLayout()
    column.setSpacing(0)
    line.addLayout(column, 1)
    column.addWidget(window.stack, 1)
    window.strips = QWidget()
    strips = QVBoxLayout(window.strips)
    strips.setContentsMargins(0, 0, 0, 0)
    strips.setSpacing(0)
    column.addWidget(window.strips)
    strips.addWidget(window.notices)
    strips.addWidget(window.progress)
    window.body.addWidget(window.work)
    window.setCentralWidget(window.body)
    window.setStatusBar(window.status)


def _connect(window: MainWindow) -> None:
    window.navigation.chosen.connect(window.open_page)
    window.navigation.collapse_wanted.connect(window.on_collapse_wanted)
    window.stack.page_shown.connect(window.on_page_shown)
    window.stack.state_changed.connect(window.refresh_commands)
    window.stack.full_screen_changed.connect(window.on_full_screen_changed)
    window.bus.changed.connect(window.on_changed)
    window.search.chosen.connect(window.navigate)
    window.session.opened.connect(window.on_file_opened)
    window.session.failed.connect(window.on_file_failed)
    window.session.given_up.connect(window.show_start)
    window.session.backup_failed.connect(window.on_backup_failed)
    window.session.closed.connect(window.on_file_closed)
    window.recent.found.connect(window.show_recent)
    alerts.help_opener = window.show_help

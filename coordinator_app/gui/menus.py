"""The menu bar, made from the action declarations; the parts that depend on the page are filled when opened."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar

from coordinator_app.gui import icons
from coordinator_app.gui.actions import EDIT, FILE, GO, MENUS, REPORTS, ActionInfo, Actions
from coordinator_app.gui.navigation import PageInfo
from coordinator_app.gui.pages.base import Page

if TYPE_CHECKING:
    from coordinator_app.gui.recent_files import RecentFiles


class Menus(QObject):
    """Owns the menus of the window."""

    def __init__(self, bar: QMenuBar, actions: Actions, pages: Sequence[PageInfo]) -> None:
        super().__init__(bar)
        self._actions = actions
        self._menus: dict[str, QMenu] = {}
        self._page: Page | None = None
        self._page_entries: list[QAction] = []
        self._bare: dict[str, list[tuple[QAction, str]]] = {}  # icons are drawn when a menu is first opened
        self._recent_files: RecentFiles | None = None
        self._open_recent: Callable[[Path], object] | None = None
        self._report_menus: dict[str, QMenu] = {}
        self._report_source: Callable[[], Sequence[ReportEntry]] | None = None
        for text, name in MENUS:
            self._menus[name] = bar.addMenu(text)
            self._menus[name].setToolTipsVisible(True)
            self._menus[name].aboutToShow.connect(partial(self._draw_icons, name))
        for info in pages:
            actions.add(page_action(info))
        for info in actions.infos():
            self._place(info)
        self.recent = QMenu("Zu&letzt geöffnet", self._menus[FILE])
        self._menus[FILE].insertMenu(actions["file.demo"], self.recent)
        self.recent.setToolTipsVisible(True)
        self.recent.aboutToShow.connect(self._fill_recent)
        self._page_menu = QMenu(self._menus[EDIT])
        self._menus[EDIT].aboutToShow.connect(self._fill_edit)
        self._menus[REPORTS].aboutToShow.connect(self._fill_reports)
        self._menus[REPORTS].setAccessibleName("Berichte")

    def __getitem__(self, name: str) -> QMenu:
        """A menu by its German name."""
        return self._menus[name]

    def _place(self, info: ActionInfo) -> None:
        if not info.menu:
            return
        menu = self._menus[info.menu]
        before = menu.actions()
        if before and before[-1].property("group") != info.group:
            menu.addSeparator()
        action = self._actions[info.id]
        action.setProperty("group", info.group)
        if info.icon and not info.checkable:
            self._bare.setdefault(info.menu, []).append((action, info.icon))
        menu.addAction(action)

    def _draw_icons(self, name: str) -> None:
        for action, icon in self._bare.pop(name, []):
            icons.bind(action, icon)

    # Parts that change --------------------------------------------------------------------------

    def set_recent(self, files: "RecentFiles", opener: Callable[[Path], object]) -> None:
        """Where the last files come from and what opens one."""
        self._recent_files = files
        self._open_recent = opener

    def set_reports(self, source: "Callable[[], Sequence[ReportEntry]]") -> None:
        """Where the documents for the place we are at come from."""
        self._report_source = source

    def set_page(self, page: Page | None) -> None:
        """The page whose own commands the menu „Bearbeiten“ shows; its shortcuts win over general ones."""
        self._page = page
        taken = {
            sequence.toString()
            for action in (page.visible_actions() if page else [])
            for sequence in action.shortcuts()
        }
        for info in self._actions.infos():
            free = [sequence for sequence in info.sequences if sequence.toString() not in taken]
            action = self._actions[info.id]
            if action.shortcuts() != free:
                action.setShortcuts(free)

    @Slot()
    def _fill_recent(self) -> None:
        self.recent.clear()
        files = self._recent_files.files() if self._recent_files else []
        for number, file in enumerate(files, start=1):
            key = f"&{number}" if number < 10 else str(number)
            missing = " – nicht gefunden" if file.there is False else ""
            entry = self.recent.addAction(f"{key}  {file.path.name.replace('&', '&&')}{missing}")
            entry.setToolTip(str(file.path))
            entry.setEnabled(file.there is not False)
            if self._open_recent is not None:
                entry.triggered.connect(partial(_call, self._open_recent, file.path))
        if self._recent_files:
            self._recent_files.look()  # for the next time; this list must not jump while it is read
        if not files:
            self.recent.addAction("Noch keine Datei geöffnet").setEnabled(False)

    @Slot()
    def _fill_edit(self) -> None:
        menu = self._menus[EDIT]
        for entry in self._page_entries:
            menu.removeAction(entry)
        self._page_entries = []
        own = self._page.visible_actions() if self._page is not None else []
        if not own or self._page is None:
            return
        separator = menu.addSeparator()
        if self._page.page_menu:
            self._page_menu.setTitle(self._page.page_menu)
            self._page_menu.clear()
            self._page_menu.addActions(own)
            own = [self._page_menu.menuAction()]
        self._page_entries = [separator, *own]
        menu.addActions(own)

    @Slot()
    def _fill_reports(self) -> None:
        menu = self._menus[REPORTS]
        menu.clear()
        for old in self._report_menus.values():
            old.deleteLater()
        self._report_menus = {}
        entries = self._report_source() if self._report_source else []
        group = entries[0].group if entries else ""
        for found in entries:
            if found.group != group:
                if not (group in self._report_menus and found.submenu):
                    menu.addSeparator()
                group = found.group
            around = self._report_menu(menu, found.within) if found.within else menu
            target = self._report_menu(around, group) if found.submenu else menu
            entry = target.addAction(found.label.replace("&", "&&"))
            entry.setEnabled(found.open is not None)
            entry.setToolTip(found.tip)
            if found.open is not None:
                entry.triggered.connect(partial(_call, found.open))
        if not entries:
            menu.addAction("Bitte zuerst eine Datei öffnen").setEnabled(False)

    def _report_menu(self, menu: QMenu, title: str) -> QMenu:
        """The menu below „Berichte“ for documents about one sort of record."""
        if title not in self._report_menus:
            made = self._report_menus[title] = QMenu(title, menu)
            made.setToolTipsVisible(True)
            menu.addMenu(made)
        return self._report_menus[title]


class ReportEntry:
    """One line of the menu „Berichte“; without `open` it is greyed and `tip` says what to select first.

    Groups are parted by lines; with `submenu` the group is a menu of its own with that title, `within` another one.
    """

    def __init__(
        self,
        label: str,
        group: str,
        open: Callable[[], object] | None,  # noqa: A002
        tip: str = "",
        *,
        submenu: bool = False,
        within: str = "",
    ) -> None:
        self.label = label
        self.group = group
        self.submenu = submenu
        self.within = within
        self.open = open
        self.tip = tip


def page_action(info: PageInfo) -> ActionInfo:
    """The command that goes to a page."""
    group = 2 if info.bottom else 1
    menu = "" if info.hidden else GO
    return ActionInfo(f"page:{info.id}", info.button_text, menu, info.shortcut, info.icon, info.topic, group=group)


def _call(function: Callable[..., object], *arguments: object) -> None:
    """Drop what a signal adds (checked) and call."""
    function(*[argument for argument in arguments if not isinstance(argument, bool)])

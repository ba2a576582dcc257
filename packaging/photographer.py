"""The process that drives the real window for `packaging/screenshots`.

    photographer.py FILE DIR WIDTHxHEIGHT SCALE THEME with|without [PAGE …]
    photographer.py --empty FILE

It visits every page, opens one record of each kind that has a view of its own, every tab and step, and uses
every button once; what opens on the way is photographed and closed. A view that looks like one taken before
is not taken again. It works on a copy and ends with 1 when the program failed.
"""

import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import environment

sys.path.insert(0, str(environment.ROOT))

import shiboken6
from picture_album import SETTLE, Album, NoFiles, Watcher, Words, name_of
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QPushButton, QTabBar, QWidget

from coordinator_app.common.errors import UserError
from coordinator_app.gui import alerts
from coordinator_app.gui.application import Program
from coordinator_app.gui.crash_dialog import CrashDialog
from coordinator_app.gui.pages.base import Page
from coordinator_app.gui.widgets.steps import StepBar
from coordinator_app.services.workspace import Workspace

USER = "Julia Albrecht"
DRAWING = 6_000  # milliseconds a background job (a typeset sheet) may take until the picture
OPENING = 20_000
DEEPEST = 2  # tabs within tabs
PER_PLACE = 6  # buttons pressed that stand in the same place (rows of one kind have the same ones)
OWN_VIEWS = ("need", "project", "body", "meeting", "task", "resolution", "survey", "organisation", "person")
GENERAL = ("file.new", "help.index", "help.shortcuts", "help.about")
CHANGING = ("Durchführen",)  # a button there turns the view into another one: the running meeting
LEADING_AWAY = ("ListRow", "RedThread", "KeyValueGrid", "StepBar", "Toast", "UndoBar")


class Photographer:
    """Visits the pages of one file in one size and theme."""

    def __init__(self, program: Program, album: Album, watcher: Watcher) -> None:
        self.window = program.window
        self.album = album
        self.watcher = watcher
        self._walked: list[QWidget] = []
        self._pressed: set[Words] = set()
        self._previewed = False

    def take(self, *words: str) -> None:
        """Photograph the window when it stands still and nothing is being drawn in the background."""
        for _ in range(3):  # a page that took long to make is laid out in the turns after it
            QTest.qWait(SETTLE // 2)
        for _ in range(DRAWING // SETTLE):
            if not self.window.jobs.active():
                break
            while self.window.jobs.active():
                QTest.qWait(SETTLE)
            QTest.qWait(SETTLE)  # what is ready may start the next piece (page by page)
        self.album.add(self.window, *words)

    def visit(self, page_id: str, *, dialogs: bool) -> None:
        """One page with its tabs, first records and – if wanted – everything its buttons open."""
        self.watcher.where = page_id
        places: list[tuple[Callable[[], None], Words]] = []
        self.window.open_page(page_id)
        page = self.window.stack.current_page
        if page is None:
            return
        for arrive, words in self._starts(page):
            places += self._explore(page, arrive, words, frozenset())
        for arrive, words in places if dialogs else ():
            arrive()
            self._use_buttons(page, arrive, words)
            if words[-1] in CHANGING:
                arrive()
                self.take(*words, "danach")
                self._use_buttons(page, arrive, words)

    def general(self) -> None:
        """The dialogs of the menus."""
        self.watcher.where = "menue"
        for action in GENERAL:
            self.window.actions_table[action].trigger()
            QTest.qWait(2 * SETTLE)
            for other in QApplication.topLevelWidgets():
                if other.isVisible() and other is not self.window and other.isWindow() and other.windowTitle():
                    self.watcher.photograph(other)
        dialog = CrashDialog("Technische Angaben", self.window)
        dialog.show()
        QTest.qWait(SETTLE)
        self.album.add(dialog, "menue", dialog.windowTitle())
        dialog.reject()

    def _starts(self, page: Page) -> Iterator[tuple[Callable[[], None], Words]]:
        """The page itself and a record of each kind with a view, as (how to get there, words for the name)."""
        yield partial(self.window.open_page, page.page_id), (page.page_id,)
        for kind, number in self._records(page):
            yield partial(self._open_record, page.page_id, kind, number), (page.page_id, kind)

    def _open_record(self, page_id: str, kind: str, number: int) -> None:
        try:
            self.window.navigate(kind, number)
        except UserError:  # a button has thrown it away
            self.window.open_page(page_id)

    def _records(self, page: Page) -> list[tuple[str, int]]:
        context = self.window.context
        if context is None:
            return []
        from coordinator_app.storage.models.base import row_of_kind

        found: list[tuple[str, int]] = []
        with context.workspace.store.read() as unit:
            for kind in OWN_VIEWS:
                if kind in page.record_kinds:
                    order = "-year" if kind == "survey" else "sort_key"
                    records = unit.find(row_of_kind(kind).__record__, order=order)
                    ready = [record for record in records if _rich(record)]
                    found += [(kind, record.id) for record in (ready or records)[:1]]
        return found

    def _explore(
        self, page: Page, arrive: Callable[[], None], words: Words, outer: frozenset[QWidget]
    ) -> list[tuple[Callable[[], None], Words]]:
        """Take a view and everything its tabs and steps lead to; the views as (how to get there, words)."""
        arrive()
        self.take(*words)
        places = [(arrive, words)]
        bars = [bar for bar in (*page.findChildren(QTabBar), *page.findChildren(StepBar)) if bar.isVisible()]
        new = [bar for bar in bars if bar not in outer and bar not in self._walked]
        self._walked += new
        if len(words) > DEEPEST:
            return places
        for bar in reversed(new):  # tabs within the tab shown first: another tab would hide them
            for label, choose in _choices(bar):
                further = partial(_in_turn, arrive, choose)
                places += self._explore(page, further, (*words, label), outer | set(bars))
        return places

    def _use_buttons(self, page: Page, arrive: Callable[[], None], words: Words) -> None:
        """Press every button not pressed yet; what opens is the watcher's business."""
        self.watcher.where = "-".join(words)
        for place, name in dict.fromkeys((_place(each), name_of(each)) for each in _pressable(page)):
            self.press(page, arrive, place, name)

    def press(self, page: Page, arrive: Callable[[], None], place: Words, name: str) -> None:
        """Press the button of that name in that place, or take every action of its menu, once in a run."""
        known = sum(each[:-1] == place for each in self._pressed)
        found = (each for each in _pressable(page) if name_of(each) == name and _place(each) == place)
        button = next(found, None)
        if (*place, name) in self._pressed or known >= PER_PLACE or button is None:
            return
        self._pressed.add((*place, name))
        menu = button.menu() if isinstance(button, QPushButton) else None
        if menu is None:
            button.click()
            self._return(page, arrive)
            return
        for text in _texts(menu):
            again = next((each for each in _pressable(page) if name_of(each) == name and _place(each) == place), None)
            chosen = again.menu() if isinstance(again, QPushButton) else None
            for action in chosen.actions() if chosen is not None else ():
                if action.text() == text and action.isEnabled():
                    action.trigger()
                    break
            self._return(page, arrive)

    def _return(self, page: Page, arrive: Callable[[], None]) -> None:
        """Go back after a button; the first print preview is photographed."""
        QTest.qWait(SETTLE // 2)
        shown = self.window.stack.current_page
        previewed = shown is not None and shown.page_id == "preview"
        if previewed and not self._previewed:
            self._previewed = True
            self.take(page.page_id, "druckansicht")
        self.window.notices.clear()
        arrive()


def _rich(record: object) -> bool:
    """Whether there is more to see of a record than of others: a meeting to come, a survey with answers."""
    return getattr(record, "state", "") == "invited" or bool(getattr(record, "answer_file", ""))


def _in_turn(*steps: Callable[[], None]) -> None:
    for step in steps:
        step()


def _choices(bar: QWidget) -> Iterator[tuple[str, Callable[[], None]]]:
    """The tabs or steps of a bar, as (word, how to choose it)."""
    if isinstance(bar, QTabBar):
        for index in range(bar.count()):
            yield bar.tabText(index).replace("&&", "&"), partial(_choose_tab, bar, index)
    else:
        for index, step in enumerate(bar.findChildren(QAbstractButton)):
            yield step.text(), partial(_choose_step, bar, index)


def _choose_tab(bar: QTabBar, index: int) -> None:
    if shiboken6.isValid(bar):
        bar.setCurrentIndex(index)


def _choose_step(bar: QWidget, index: int) -> None:
    if shiboken6.isValid(bar):
        bar.findChildren(QAbstractButton)[index].click()


def _texts(menu: QMenu) -> list[str]:
    menu.aboutToShow.emit()
    return [each.text() for each in menu.actions() if each.isEnabled() and not each.isSeparator()]


def _pressable(page: Page) -> list[QAbstractButton]:
    """Visible buttons with a name that do not merely switch something or lead to another record."""
    found = page.findChildren(QAbstractButton)
    usable = [each for each in found if each.isVisible() and each.isEnabled() and not each.isCheckable()]
    return [each for each in usable if name_of(each) and not set(_place(each)) & set(LEADING_AWAY)]


def _place(button: QAbstractButton) -> Words:
    """Where a button stands: the classes around it; an editor is the same everywhere."""
    found: list[str] = []
    around = button.parentWidget()
    while around is not None and not isinstance(around, Page):
        found.append(type(around).__name__)
        if found[-1].endswith("Editor"):
            break
        around = around.parentWidget()
    return tuple(found)


def wait_for(condition: Callable[[], bool]) -> None:
    """Let the program work until something has happened; `TimeoutError` when it does not."""
    for _ in range(OPENING // SETTLE):
        if condition():
            return
        QTest.qWait(SETTLE)
    message = "the file did not open or close in time"
    raise TimeoutError(message)


def photograph(file: Path, folder: Path, size: str, scale: str, theme: str, *, dialogs: bool, pages: list[str]) -> int:
    """Take all pictures of one combination; 1 when the program failed on the way."""
    application = QApplication(sys.argv[:1])
    alerts.backend = NoFiles()
    program = Program(application, None, file.parent / f"{file.stem}-settings")
    program.crash.install()
    program.theme.choose(theme)
    program.settings.set("user/name", USER)
    program.window.session.user = USER
    program.window.status.show_user(USER)
    width, height = (round(int(pixels) * 100 / int(scale)) for pixels in size.split("x"))
    window = program.window
    window.resize(width, height)
    window.show()
    window.activateWindow()
    album = Album(folder)
    watcher = Watcher(album)
    photographer = Photographer(program, album, watcher)
    watcher.where = "start"
    photographer.take("start")
    window.open_file(file)
    wait_for(lambda: window.context is not None)
    for page_id in pages or [each for each in window.stack.known() if each != "preview"]:
        photographer.visit(page_id, dialogs=dialogs)
    if dialogs and not pages:
        photographer.general()
    watcher.where = "ende"
    window.close()
    wait_for(lambda: window.context is None and not window.isVisible())
    program.crash.uninstall()
    print(f"{folder}: {len(album)} Bilder", *watcher.failures, sep="\n")
    return 1 if watcher.failures else 0


def make_empty(file: Path) -> int:
    """Make a file with a town and nothing else."""
    workspace = Workspace.create(file)
    workspace.municipality.create(name="Mühlwerda")
    workspace.close()
    return 0


def main(arguments: list[str]) -> int:
    """See the module."""
    if arguments[0] == "--empty":
        return make_empty(Path(arguments[1]))
    file, folder, size, scale, theme, dialogs, *pages = arguments
    return photograph(Path(file), Path(folder), size, scale, theme, dialogs=dialogs == "with", pages=pages)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

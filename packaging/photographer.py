"""The process that drives the real window for `packaging/screenshots`.

    photographer.py FILE DIR WIDTHxHEIGHT SCALE THEME with|without [PAGE …]
    photographer.py --empty FILE

It visits every page, opens its first record of each kind, every tab and step, and uses every button once;
what opens on the way is photographed and closed. It works on a copy and ends with 1 when the program failed.
"""

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import environment

sys.path.insert(0, str(environment.ROOT))

import shiboken6
from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QTabBar, QWidget

from coordinator_app.gui import alerts
from coordinator_app.gui.application import Program
from coordinator_app.gui.crash import CrashDialog
from coordinator_app.gui.pages.base import Page
from coordinator_app.gui.widgets.steps import StepBar
from coordinator_app.services.workspace import Workspace

SETTLE = 120  # milliseconds until a page stands still
OPENING = 20_000
DEEPEST = 2  # tabs within tabs
STAGES = 8  # pages of a guided dialog


class NoFiles(alerts.Boxes):
    """Real message boxes, but every file dialog is cancelled at once: those are the system's, not ours."""

    def open_path(self, parent: QWidget | None, title: str, filters: str, folder: str) -> str:
        """Cancel."""
        return ""

    def save_path(self, parent: QWidget | None, title: str, filters: str, proposal: str) -> str:
        """Cancel."""
        return ""

    def folder_path(self, parent: QWidget | None, title: str, folder: str) -> str:
        """Cancel."""
        return ""


def slug(text: str) -> str:
    """A word for a file name."""
    plain = text.lower().replace("&", "").translate(str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40]


class Album:
    """Numbers and writes pictures; equal names within one run are taken once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.taken: set[str] = set()
        folder.mkdir(parents=True, exist_ok=True)

    def add(self, widget: QWidget, *words: str) -> bool:
        """Photograph a widget under a name; False when that picture exists already."""
        name = "-".join(slug(word) for word in words if slug(word))
        if name in self.taken:
            return False
        self.taken.add(name)
        widget.grab().save(str(self.folder / f"{len(self.taken):03d}-{name}.png"))
        return True


class Watcher(QObject):
    """Photographs whatever opens above the window, goes through it and closes it."""

    def __init__(self, album: Album) -> None:
        super().__init__()
        self.album = album
        self.where = ""
        self.failures: list[str] = []
        self._busy = False
        self._timer = QTimer(self)
        self._timer.setInterval(60)
        self._timer.timeout.connect(self._on_timeout)
        self._timer.start()

    @Slot()
    def _on_timeout(self) -> None:
        above = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if above is None or self._busy:
            return
        self._busy = True
        try:
            QTest.qWait(SETTLE)
            if shiboken6.isValid(above) and above.isVisible():
                self._photograph(above)
        finally:
            self._busy = False

    def _photograph(self, above: QWidget) -> None:
        title = above.windowTitle() or type(above).__name__
        if isinstance(above, CrashDialog):
            self.failures.append(f"{self.where}: {above.details()}")
        self.album.add(above, self.where, title)
        for stage in range(2, STAGES):
            if not self._go_on(above):
                break
            QTest.qWait(SETTLE)
            self.album.add(above, self.where, title, f"schritt {stage}")
        if shiboken6.isValid(above):
            if isinstance(above, QDialog):
                above.reject()
            else:
                above.close()

    def _go_on(self, above: QWidget) -> bool:
        """Press „Weiter“ of a guided dialog."""
        for button in above.findChildren(QAbstractButton):
            if button.isVisible() and button.isEnabled() and _name(button) == "Weiter":
                button.click()
                return True
        return False


class Photographer:
    """Visits the pages of one file in one size and theme."""

    def __init__(self, program: Program, album: Album, watcher: Watcher) -> None:
        self.window = program.window
        self.album = album
        self.watcher = watcher

    def take(self, *words: str) -> None:
        """Photograph the window when it stands still."""
        QTest.qWait(SETTLE)
        self.album.add(self.window, *words)

    def visit(self, page_id: str, *, dialogs: bool) -> None:
        """One page with its tabs, first records and – if wanted – everything its buttons open."""
        self.watcher.where = page_id
        self.window.open_page(page_id)
        self.take(page_id)
        page = self.window.stack.current_page
        if page is None:
            return
        for restore, words in self._places(page):
            restore()
            self.take(*words)
            self._tabs(page, words, 0)
            if dialogs:
                restore()
                self._buttons(page, restore, words)

    def _places(self, page: Page) -> Iterator[tuple[Callable[[], None], tuple[str, ...]]]:
        """The page itself and the first record of each kind it shows, as (how to get there, words for the name)."""

        def open_page() -> None:
            self.window.open_page(page.page_id)

        yield open_page, (page.page_id,)
        for kind, number in self._first_records(page):

            def open_record(kind: str = kind, number: int = number) -> None:
                self.window.navigate(kind, number)

            yield open_record, (page.page_id, kind)

    def _first_records(self, page: Page) -> list[tuple[str, int]]:
        context = self.window.context
        if context is None:
            return []
        from coordinator_app.storage.models.base import row_of_kind

        found: list[tuple[str, int]] = []
        with context.workspace.store.read() as unit:
            for kind in sorted(page.record_kinds):
                try:
                    record_type = row_of_kind(kind).__record__
                except KeyError:
                    continue  # not a stored record (the print preview)
                found += [(kind, record.id) for record in unit.find(record_type)[:1]]
        return found

    def _tabs(self, page: QWidget, words: tuple[str, ...], depth: int, outer: frozenset[QTabBar] = frozenset()) -> None:
        bars = [bar for bar in page.findChildren(QTabBar) if bar.isVisible() and bar not in outer]
        for bar in bars:
            for index in range(bar.count()) if shiboken6.isValid(bar) else ():
                bar.setCurrentIndex(index)
                named = (*words, bar.tabText(index))
                self.take(*named)
                if depth + 1 < DEEPEST:
                    self._tabs(page, named, depth + 1, outer | set(bars))
        for steps in page.findChildren(StepBar) if depth == 0 else ():
            for step in steps.findChildren(QAbstractButton) if steps.isVisible() else ():
                step.click()
                self.take(*words, step.text())

    def _buttons(self, page: Page, restore: Callable[[], None], words: tuple[str, ...]) -> None:
        """Press every button once; what opens is the watcher's business, another page is photographed here."""
        self.watcher.where = "-".join(words)
        for text in sorted({_name(button) for button in _pressable(page)}):
            button = next((each for each in _pressable(page) if _name(each) == text), None)
            if button is None:
                continue
            button.click()
            QTest.qWait(3 * SETTLE)
            if self.window.stack.current_page is not page:
                self.take(*words, text)
            restore()
            QTest.qWait(SETTLE)


def _pressable(page: Page) -> list[QAbstractButton]:
    """Visible buttons with a name that do not merely switch something."""
    found = page.findChildren(QAbstractButton)
    return [each for each in found if each.isVisible() and each.isEnabled() and not each.isCheckable() and _name(each)]


def _name(button: QAbstractButton) -> str:
    return (button.text() or button.accessibleName() or button.toolTip()).replace("&", "")


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
    width, height = (round(int(pixels) * 100 / int(scale)) for pixels in size.split("x"))
    window = program.window
    window.resize(width, height)
    window.show()
    album = Album(folder)
    watcher = Watcher(album)
    photographer = Photographer(program, album, watcher)
    watcher.where = "start"
    photographer.take("start")
    window.open_file(file)
    wait_for(lambda: window.context is not None)
    for page_id in pages or [each for each in window.stack.known() if each != "preview"]:
        photographer.visit(page_id, dialogs=dialogs)
    watcher.where = "ende"
    window.close()
    wait_for(lambda: window.context is None and not window.isVisible())
    program.crash.uninstall()
    print(f"{folder}: {len(album.taken)} Bilder", *watcher.failures, sep="\n")
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

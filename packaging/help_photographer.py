"""The process that takes the pictures of the Handbuch for `packaging/help_pictures`.

help_photographer.py FILE DIR THEME ENDING [NAME …]
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import environment

sys.path.insert(0, str(environment.ROOT))

from help_scenes import SCENES, Scene
from photographer import USER, wait_for
from picture_album import SETTLE, NoFiles, name_of
from PIL import Image, ImageChops
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QTimer
from PySide6.QtGui import QImageWriter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QTabBar, QWidget

from coordinator_app.gui import alerts
from coordinator_app.gui.application import Program
from coordinator_app.gui.main_window import MainWindow

SIZE = (1366, 768)
MARGIN = 24  # pixels left of an empty ground
COLORS = 128  # of a picture: our surfaces are plain
DRAWING = 60_000  # milliseconds background work may take


W = TypeVar("W", bound=QWidget)


class Taker:
    """Goes to the place of each scene and takes its picture."""

    def __init__(self, window: MainWindow, folder: Path, ending: str) -> None:
        self.window = window
        self.folder = folder
        self.ending = ending
        self.failures: list[str] = []
        self._name = ""

    def take(self, scene: Scene) -> None:
        """One picture; what cannot be found on the way is noted."""
        self._name = scene.name
        if scene.page:
            self.window.open_page(scene.page)
            self.settle()
        if scene.kind:
            self.window.navigate(scene.kind, self._record(scene))
            self.settle()
        if scene.part == "dialog":
            QTimer.singleShot(8 * SETTLE, self._take_dialog)  # what opens it does not return before it is closed
        for word in scene.press:
            self.press(word)
            self.settle()
        if scene.part != "dialog":
            page = self.window.stack if scene.page else self.window.start
            self.save(self.window.grab() if scene.part == "window" else page.grab())

    def _take_dialog(self) -> None:
        above = QApplication.activeModalWidget()
        if above is None:
            self.failures.append(f"{self._name}: no dialog")
            return
        QTest.qWait(2 * SETTLE)
        self.save(above.grab())
        if isinstance(above, QDialog):
            above.reject()

    def press(self, word: str) -> None:
        """A command, or what bears the word: tab, step, button."""
        if word.startswith("action:"):
            self.window.actions_table[word.removeprefix("action:")].trigger()
            return
        for bar in self._visible(QTabBar):
            for index in range(bar.count()):
                if bar.tabText(index).replace("&&", "&").startswith(word):
                    bar.setCurrentIndex(index)
                    return
        for button in self._visible(QAbstractButton):
            if name_of(button) == word and button.isEnabled():
                button.click()
                return
        self.failures.append(f"{self._name}: nothing is called {word!r}")

    def _visible(self, kind: type[W]) -> Iterator[W]:
        return (each for each in self.window.work.findChildren(kind) if each.isVisible())

    def _record(self, scene: Scene) -> int:
        from coordinator_app.storage.models.base import row_of_kind

        context = self.window.context
        if context is None:
            raise ValueError("a record without an open file")
        with context.workspace.store.read() as unit:
            records = unit.find(row_of_kind(scene.kind).__record__, order="sort_key")
            named = [each for each in records if unit.titles(scene.kind, [each.id])[each.id].startswith(scene.title)]
        rich = [each for each in named if getattr(each, "answer_file", "") or getattr(each, "state", "") == "invited"]
        return int((rich or named)[0].id)

    def settle(self) -> None:
        """Wait until the window stands still and nothing is drawn in the background."""
        QTest.qWait(2 * SETTLE)
        for _ in range(DRAWING // SETTLE):
            if not self.window.jobs.active():
                break
            QTest.qWait(SETTLE)
        QTest.qWait(6 * SETTLE)  # pages of a print preview are drawn one by one
        self.window.notices.clear()

    def save(self, picture: QPixmap) -> None:
        """Write a picture with few colours and nothing that changes from run to run."""
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, QByteArray(b"png")).write(picture.toImage())
        image = _trimmed(Image.open(io.BytesIO(buffer.data().data())).convert("RGB"))
        few = image.quantize(COLORS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(self.folder / f"{self._name}{self.ending}.png", optimize=True)


def _trimmed(image: Image.Image) -> Image.Image:
    """Without the empty ground around what there is to see."""
    ground = Image.new("RGB", image.size, image.getpixel((image.width - 1, image.height - 1)))
    box = ImageChops.difference(image, ground).getbbox()
    if box is None:
        return image
    left, top, right, bottom = box
    room = (image.width, image.height)
    return image.crop(
        (max(0, left - MARGIN), max(0, top - MARGIN), min(room[0], right + MARGIN), min(room[1], bottom + MARGIN))
    )


def main(arguments: list[str]) -> int:
    """See the module."""
    file, folder, theme, ending, *names = arguments
    application = QApplication(sys.argv[:1])
    alerts.backend = NoFiles()
    program = Program(application, None, Path(file).parent / "settings")
    program.theme.choose(theme)
    program.settings.set("user/name", USER)
    window = program.window
    window.session.user = USER
    window.status.show_user(USER)
    window.resize(*SIZE)
    window.show()
    window.activateWindow()
    taker = Taker(window, Path(folder), ending)
    wanted = [scene for scene in SCENES if not names or scene.name in names]
    for scene in (each for each in wanted if not each.page):
        taker.take(scene)
    window.open_file(Path(file))
    wait_for(lambda: window.context is not None)
    for scene in (each for each in wanted if each.page):
        taker.take(scene)
    window.close()
    wait_for(lambda: window.context is None and not window.isVisible())
    print(*taker.failures, sep="\n")
    return 1 if taker.failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

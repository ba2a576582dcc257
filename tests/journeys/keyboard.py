"""A person who has only a keyboard and hears what the screen reader says.

She sends keys to the window that has the focus, as the system does: shortcuts, menus and dialogs take them by
themselves. She reads names, texts and states of what has the focus and the words in sight; nothing here touches a
widget. Scenes are coroutines: a key that opens a dialog lets Qt wait inside it, and the scene goes on meanwhile.
"""

from collections.abc import Callable, Coroutine, Generator
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QGuiApplication, QKeyEvent, QKeySequence, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLabel,
    QListView,
    QListWidget,
    QMenu,
    QPushButton,
    QWidget,
)

from coordinator_app.gui.actions import MENUS
from coordinator_app.gui.main_window import MainWindow

TURNS = 6  # of the event loop after a key: queued signals, their timers, a reload, its layout
PATIENCE = 20.0  # seconds; what is waited for takes a fraction of that
REACH = 15  # stops by Tab that are no burden; more is a detour that F6 or a shortcut should spare
LETTERS = {letter: getattr(Qt.Key, f"Key_{letter.upper()}") for letter in "abcdefghijklmnopqrstuvwxyz0123456789"}
LETTERS[" "] = Qt.Key.Key_Space


class Step:
    """What a scene waits for: an act to be done by the event loop, some turns of it, then a condition."""

    def __init__(
        self, act: Callable[[], object] | None = None, until: Callable[[], object] | None = None, turns: int = TURNS
    ) -> None:
        self.act, self.until, self.turns = act, until, turns

    def __await__(self) -> Generator["Step", None, None]:
        yield self


class Stage(QObject):
    """Plays a scene: each step in a turn of the event loop of its own, also inside dialogs that wait."""

    def __init__(self, scene: Coroutine[Any, Any, None]) -> None:
        super().__init__()
        self._scene = scene
        self._loop = QEventLoop(self)
        self._over = False
        self.error: BaseException | None = None

    def play(self) -> None:
        """Play to the end; what went wrong in the scene is raised here, after open dialogs have been closed."""
        QTimer.singleShot(0, self._go_on)
        self._loop.exec()
        if self.error is not None:
            raise self.error

    def _go_on(self) -> None:
        try:
            step = self._scene.send(None)
        except StopIteration:
            self._end()
            return
        except BaseException as error:  # noqa: BLE001 - raised by `play` once the dialogs are closed
            self.error = error
            self._end()
            return
        if step.act is not None:
            QTimer.singleShot(0, step.act)
        self._wait(step.until, step.turns, monotonic() + PATIENCE)

    def _wait(self, until: Callable[[], object] | None, turns: int, end: float) -> None:
        if turns > 0:
            QTimer.singleShot(0, lambda: self._wait(until, turns - 1, end))
        elif until is None or until() or monotonic() > end:
            self._go_on()
        else:
            QTimer.singleShot(20, lambda: self._wait(until, 0, end))

    def _end(self) -> None:
        """Leave every dialog still waiting, then the loop."""
        waiting = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if waiting is not None:
            waiting.close()
            QTimer.singleShot(0, self._end)
        elif not self._over:
            self._over = True
            self._loop.quit()


@dataclass
class Keyboard:
    """The person at the keys; `keys` counts them, `heard` is what was read last. `window` is only asked for nothing."""

    window: MainWindow
    keys: int = 0
    heard: list[str] = field(default_factory=list[str])

    # --- keys

    async def press(self, *chords: str) -> None:
        """Press keys one after the other, in Qt's portable spelling ("Ctrl+N", "Down", "Alt+D")."""
        for chord in chords:
            combination = QKeySequence(chord, QKeySequence.SequenceFormat.PortableText)[0]
            self.keys += 1 + chord.count("+")
            await Step(lambda held=combination: self._send(held.key(), held.keyboardModifiers()))

    async def type(self, text: str) -> None:
        """Type words."""
        for letter in text:
            self.keys += 1
            await Step(lambda letter=letter: self._write(letter), turns=1)
        await Step()

    def _send(self, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
        QTest.keyClick(self._front(), key, held)

    def _write(self, letter: str) -> None:
        window = self._front()
        if letter in LETTERS:
            QTest.keyClick(window, LETTERS[letter])
            return
        for event in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):  # QTest knows few keys
            QApplication.sendEvent(window, QKeyEvent(event, 0, Qt.KeyboardModifier.NoModifier, letter))

    def _front(self) -> QWindow:
        """The window the system would send keys to; it gives a window left behind by a dialog the focus again."""
        popup = QApplication.activePopupWidget()
        shown: QWidget = popup or QApplication.activeModalWidget() or self.window
        handle, front = shown.windowHandle(), QGuiApplication.focusWindow()
        assert handle is not None
        if popup is not None:
            return handle
        if front is None or not front.isVisible() or QApplication.activeWindow() is None:
            shown.activateWindow()
            handle.requestActivate()
        return QGuiApplication.focusWindow() or handle

    # --- ways

    async def tab_to(self, name: str, *, back: bool = False, most: int = REACH) -> None:
        """Tab until what has the focus is called so (or begins so); a trap or a detour fails."""
        passed: list[str] = []
        for _ in range(most):
            await self.press("Shift+Tab" if back else "Tab")
            here = self.name()
            if here.startswith(name):
                return
            passed.append(here)
        raise AssertionError(f"„{name}“ is not within {most} stops: {passed}")

    async def part_to(self, name: str, *, most: int = 6) -> None:
        """F6 until a part of the window begins with what is called so."""
        passed: list[str] = []
        for _ in range(most):
            await self.press("F6")
            if self.name().startswith(name):
                return
            passed.append(self.name())
        raise AssertionError(f"F6 does not come to „{name}“: {passed}")

    async def menu(self, title: str, entry: str, *more: str) -> None:
        """Open a menu of the bar by its letter and take an entry (of a menu inside it)."""
        text = next(text for text, name in MENUS if name == title)
        await self.press(f"Alt+{text[text.index('&') + 1].upper()}")
        await Step(until=lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        await self.choose(entry, *more)

    async def choose(self, entry: str, *more: str) -> None:
        """Walk down the open menu to the entry that begins so, and take it."""
        await Step(until=lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        passed: list[str] = []
        for _ in range(60):
            here = self._entry()
            if here.startswith(entry) or here.rstrip("…") == entry:
                break
            passed.append(here)
            await self.press("Down")
        else:
            raise AssertionError(f"no entry „{entry}“ in the menu: {passed}")
        if more:
            await self.press("Right")
            await self.choose(more[0], *more[1:])
        else:
            await self.press("Return")

    async def line_to(self, words: str, *, key: str = "Down", most: int = 40) -> None:
        """Arrow keys until the line of the list that has the focus says these words."""
        passed: list[str] = []
        for _ in range(most):
            if words in self.line():
                return
            passed.append(self.line())
            await self.press(key)
        raise AssertionError(f"no line „{words}“: {passed}")

    async def until_hit(self, words: str, *, most: int = 12) -> None:
        """Arrow down the hits of the search until one says these words."""
        await Step(until=lambda: bool(self.hit()))
        passed: list[str] = []
        for _ in range(most):
            if words in self.hit():
                return
            passed.append(self.hit())
            await self.press("Down")
        raise AssertionError(f"no hit „{words}“: {passed}")

    # --- what she hears and sees

    def name(self) -> str:
        """The name of what has the focus; of a choice that is its label (Qt gives its value instead)."""
        focus = self._focus()
        given = focus.accessibleName() if focus is not None else ""
        return given or self._read(QAccessible.Text.Name)

    def description(self) -> str:
        """Its description."""
        return self._read(QAccessible.Text.Description)

    def value(self) -> str:
        """What it holds."""
        return self._read(QAccessible.Text.Value)

    def line(self) -> str:
        """The current line of the list or table that has the focus, as it is read out."""
        view = self._focus()
        if not isinstance(view, QAbstractItemView) or not view.currentIndex().isValid():
            return ""
        index = view.currentIndex()
        words: list[str] = []
        columns = 1 if isinstance(view, QListView) else index.model().columnCount(index.parent())
        for column in range(columns):
            cell = index.siblingAtColumn(column)
            spoken = cell.data(Qt.ItemDataRole.AccessibleTextRole) or cell.data(Qt.ItemDataRole.DisplayRole)
            words += [str(spoken)] if spoken else []
        return ", ".join(words)

    def _read(self, kind: QAccessible.Text) -> str:
        focus = self._focus()
        if focus is None:
            return ""
        return QAccessible.queryAccessibleInterface(focus).text(kind)

    def _focus(self) -> QWidget | None:
        self._front()
        popup = QApplication.activePopupWidget()
        if popup is not None:
            return popup.focusWidget() or popup
        return QApplication.focusWidget()

    def _entry(self) -> str:
        menu = QApplication.activePopupWidget()
        action = menu.activeAction() if isinstance(menu, QMenu) else None
        return action.text().replace("&", "").split("\t")[0] if action is not None else ""

    def hit(self) -> str:
        """The hit of the search that is chosen, after the heading it stands under; "" while there is none."""
        shown = [each for each in self.window.findChildren(QListWidget) if each.accessibleName() == "Treffer"]
        hits = next((each for each in shown if each.isVisible() and each.currentItem() is not None), None)
        if hits is None:
            return ""
        above = [hits.item(row) for row in range(hits.currentRow())]
        heads = [item.text() for item in above if not item.flags()]
        return f"{heads[-1] if heads else ''}: {hits.currentItem().text()}"

    def front_title(self) -> str:
        """The title of the window in front."""
        self._front()
        front = QApplication.activeModalWidget() or QApplication.activeWindow()
        return front.windowTitle() if front is not None else ""

    def sees(self, words: str) -> bool:
        """Whether these words stand in the window in front."""
        front = QApplication.activeModalWidget() or self.window
        return any(words in text for text in texts_of(front))

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait until something holds outside the program, such as a file being there."""
        await Step(until=condition)
        assert condition()

    async def until_seen(self, words: str) -> None:
        """Wait until these words stand in the window in front."""
        await Step(until=lambda: self.sees(words))
        assert self.sees(words), f"„{words}“ does not appear; focus on „{self.name()}“"

    async def until_title(self, words: str) -> None:
        """Wait until a window with this title is in front."""
        await Step(until=lambda: words in self.front_title())
        assert words in self.front_title(), f"in front: „{self.front_title()}“, focus on „{self.name()}“"

    async def until_described(self, words: str) -> None:
        """Wait until the description of what has the focus says these words."""
        await Step(until=lambda: words in self.description())
        assert words in self.description(), f"„{self.name()}“ says „{self.description()}“"

    async def until_at(self, name: str) -> None:
        """Wait until what has the focus is called so."""
        await Step(until=lambda: self.name().startswith(name))
        assert self.name().startswith(name), f"focus on „{self.name()}“, not „{name}“"


def texts_of(front: QWidget) -> list[str]:
    """The words in sight: labels and buttons with full texts, and names of what is drawn."""
    found: list[str] = []
    for widget in front.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, QLabel | QPushButton):
            found.append(widget.text())
        full = getattr(widget, "full_text", None)
        found += [widget.accessibleName(), full() if callable(full) else ""]
    return [text.replace("\u00a0", " ") for text in found if text]

"""A hand that counts what it does: keys and clicks with the times of the keystroke-level model.

A key 0.28 s, pointing and clicking 1.3 s, thinking before a step 1.35 s (Card, Moran and Newell, 1980).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from tests.journeys.steps import NONE, Day, fill

KEY, POINT, THINK = 0.28, 1.3, 1.35
CHOICE_KEYS = 4  # letters that find an entry, and Enter


@dataclass
class Hand:
    """A hand that counts what it does."""

    day: Day
    keys: int = 0
    clicks: int = 0
    steps: int = 0

    def click(self, widget: QWidget) -> None:
        """Point at something and click it."""
        self.clicks += 1
        self.steps += 1
        self.day.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.day.settle()

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        """Press one key, perhaps with another held."""
        self.keys += 1 if held == NONE else 2
        self.day.press(key, held)

    def write(self, text: str) -> None:
        """Type words."""
        self.steps += 1
        self.keys += len(text)
        self.day.write(text)

    def seconds(self) -> float:
        """How long a practised person takes."""
        return self.keys * KEY + self.clicks * POINT + self.steps * THINK

    @contextmanager
    def filling(self, kind: type[QDialog], **values: object) -> Iterator[None]:
        """Fill the dialog that opens: a key to reach each field, its letters, or a choice; then Enter."""
        for value in values.values():
            self.steps += 1
            self.keys += 1 + (len(value) if isinstance(value, str) else CHOICE_KEYS)
        self.keys += 1

        def enter(dialog: Any) -> None:
            fill(dialog, **values)

        with self.day.dialog(kind, enter):
            yield

    def choose(self, text: str) -> None:
        """Take an entry of the menu that has come up."""
        self.day.wait_for(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        self.clicks += 1
        self.steps += 1
        action = next(action for action in menu.actions() if action.text().startswith(text))
        menu.close()
        action.trigger()
        self.day.settle()

"""The menu of a list: verbs for what is chosen."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu


def fill_menu(menu: QMenu, entries: Sequence[tuple[str, Callable[[], object], bool]]) -> None:
    """Add entries to a menu: words, what they do, whether that is possible now."""
    for text, slot, enabled in entries:
        action = QAction(text, menu)
        action.setEnabled(enabled)
        action.triggered.connect(slot)
        menu.addAction(action)

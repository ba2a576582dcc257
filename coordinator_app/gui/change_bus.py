"""Brings every committed change to the window, once, on the main thread."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal, Slot

from coordinator_app.common.changes import Change


class TellsChanges(Protocol):
    """What the bus needs of an open file."""

    def subscribe(self, listener: Callable[[Change], None], /) -> None:
        """Call `listener` after each commit, undo and redo."""
        ...


class ChangeBus(QObject):
    """One signal for all changes of the open file.

    `post` may be called from any thread (the store calls it after each commit, undo and redo); `changed`
    is always emitted later on the main thread, never inside the call that wrote. Who needs the
    change at once (a page that selects the record just made) calls `flush` first.
    """

    changed = Signal(Change)
    _posted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[Change] = []
        self._posted.connect(self.flush, Qt.ConnectionType.QueuedConnection)

    def attach(self, store: TellsChanges) -> None:
        """Listen to a store for as long as it lives."""
        store.subscribe(self.post)

    def post(self, change: Change) -> None:
        """Queue a change; callable from any thread (list.append is atomic)."""
        self._waiting.append(change)
        self._posted.emit()

    @Slot()
    def flush(self) -> None:
        """Deliver everything queued so far; main thread only."""
        while self._waiting:
            self.changed.emit(self._waiting.pop(0))

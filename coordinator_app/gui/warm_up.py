"""Builds the pages not visited yet while nobody types or clicks, so that the first visit is quick too."""

from time import monotonic

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from coordinator_app.gui.page_stack import PageStack

BEGIN, PAUSE = 1_200, 250  # ms after opening, ms between two pages
QUIET = 0.8  # seconds without input before the next page is built
_INPUT = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.TouchBegin})


class WarmUp(QObject):
    """One page per pause; stops for good when all are built or the file is closed."""

    def __init__(self, stack: PageStack, window_handle: QObject | None) -> None:
        super().__init__(stack)
        self._stack = stack
        self._handle = window_handle
        self._last_input = 0.0
        self._waiting: list[str] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_pause_over)

    def begin(self, page_ids: list[str]) -> None:
        """Start over with these pages."""
        self._waiting = list(page_ids)
        if self._handle is not None:
            self._handle.installEventFilter(self)
        self._timer.start(BEGIN)

    @Slot()
    def stop(self) -> None:
        """Build nothing more."""
        self._timer.stop()
        self._waiting.clear()
        if self._handle is not None:
            self._handle.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note when somebody types or clicks; nothing is swallowed."""
        if event.type() in _INPUT:
            self._last_input = monotonic()
        return False

    @Slot()
    def _on_pause_over(self) -> None:
        busy = monotonic() - self._last_input < QUIET or QApplication.activeModalWidget() is not None
        if not busy and self._waiting:
            self._stack.build(self._waiting.pop(0))
        if self._waiting:
            self._timer.start(PAUSE)
        else:
            self.stop()

"""How the live view is divided: agenda, item and room beside each other, or agenda and room as tabs when narrow."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from coordinator_app.gui import theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.widgets.split_view import Splitter
from coordinator_app.gui.widgets.tabs import TabStrip

_ENOUGH = 130  # digits: below that the item in the middle would get too little beside two panes
_LEAST = (24, 50, 30)  # digits
_WIDE, _NARROW = "live", "live-schmal"  # keys of the divisions made by hand


class LiveSides(QWidget):
    """`LiveSides(context, agenda, item, room)`; `show_room()` brings the room forward where it is a tab."""

    narrow_changed = Signal()

    def __init__(
        self, context: AppContext, agenda: QWidget, item: QWidget, room: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._agenda, self._item, self._room = agenda, item, room
        self._narrow = False
        self._by_hand = False
        self._digit = QFontMetrics(theme.font()).horizontalAdvance("0")
        self.tabs = TabStrip([("agenda", "Tagesordnung"), ("room", "Anwesenheit")], "Tagesordnung oder Anwesenheit")
        self.tabs.selected.connect(self._on_tab)
        self._left = QWidget()
        self._stack = QStackedWidget()
        self._stack.addWidget(agenda)
        column = QVBoxLayout(self._left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)
        theme.reveal(self.tabs, shown=False)
        for pane, low in zip((self._left, item, room), _LEAST, strict=True):
            pane.setMinimumWidth(low * self._digit)
        self._splitter = Splitter()
        for place, pane in enumerate((self._left, item, room)):
            self._splitter.addWidget(pane)
            self._splitter.setStretchFactor(place, int(place == 1))
        self._by_hand = context.settings.restore_splitter(_WIDE, self._splitter)
        self._splitter.splitterMoved.connect(self._on_moved)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._splitter)
        self.setMinimumWidth((_LEAST[0] + _LEAST[1]) * self._digit)

    @property
    def narrow(self) -> bool:
        """Whether agenda and room share a place."""
        return self._narrow

    def show_room(self) -> None:
        """Bring the room into sight."""
        self.tabs.select("room")

    def show_agenda(self) -> None:
        """Bring the agenda into sight."""
        self.tabs.select("agenda")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two panes or three; the outer ones give way until somebody divides the view by hand."""
        super().resizeEvent(event)
        width = event.size().width()
        narrow = width < _ENOUGH * self._digit
        if narrow is not self._narrow:
            self._divide(narrow=narrow)
        if self._by_hand:
            return
        if narrow:
            left = round(width * 0.3)
            self._splitter.setSizes([left, width - left])
        else:
            left, right = (round(min(wanted, width * share)) for wanted, share in ((304, 0.22), (312, 0.27)))
            self._splitter.setSizes([left, width - left - right, right])

    def _divide(self, *, narrow: bool) -> None:
        self._narrow = narrow
        if narrow:
            self._stack.addWidget(self._room)
            self._on_tab(self.tabs.current())
        else:
            self._splitter.addWidget(self._room)
            self._room.show()
            self._stack.setCurrentWidget(self._agenda)
            self._splitter.setStretchFactor(2, 0)
        self.tabs.setVisible(narrow)
        self.narrow_changed.emit()
        self._by_hand = self._context.settings.restore_splitter(_NARROW if narrow else _WIDE, self._splitter)

    @Slot(str)
    def _on_tab(self, key: str) -> None:
        if self._narrow:
            self._stack.setCurrentWidget(self._room if key == "room" else self._agenda)

    @Slot()
    def _on_moved(self) -> None:
        self._by_hand = True
        self._context.settings.save_splitter(_NARROW if self._narrow else _WIDE, self._splitter)

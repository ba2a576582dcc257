"""Tab strips, and a tab view that builds its panes on first visit."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from coordinator_app.gui import theme
from coordinator_app.gui.widgets.labels import Divider

USUAL, NARROW = 26, 12
"""Pixels round the word of a tab."""


class TabStrip(QTabBar):
    """Tabs by key: `TabStrip([("overview", "Überblick"), …])`; `selected(key)` fires on every change."""

    selected = Signal(str)

    def __init__(
        self, tabs: Sequence[tuple[str, str]] = (), name: str = "Reiter", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._keys: list[str] = []
        self._labels: dict[str, str] = {}
        self._narrow = False
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setAccessibleName(name)
        self.currentChanged.connect(self._on_current_changed)
        for key, label in tabs:
            self.add(key, label)

    def add(self, key: str, label: str) -> None:
        """Append a tab."""
        self._keys.append(key)
        self._labels[key] = label
        self.addTab(_plain(label))

    def set_count(self, key: str, count: int | None) -> None:
        """Show a number behind the word („Bedarfe  23“); None takes it away."""
        label = self._labels[key]
        self.setTabText(self._keys.index(key), _plain(label if count is None else f"{label}  {count}"))

    def select(self, key: str) -> None:
        """Go to a tab."""
        self.setCurrentIndex(self._keys.index(key))

    def current(self) -> str:
        """Key of the tab shown; "" without tabs."""
        index = self.currentIndex()
        return self._keys[index] if 0 <= index < len(self._keys) else ""

    def tabSizeHint(self, index: int) -> QSize:
        """Room for the bold word, so that nothing moves when another tab is chosen."""
        usual = super().tabSizeHint(index)
        return QSize(self._word_width(index) + (NARROW if self._narrow else USUAL), usual.height())

    def _word_width(self, index: int) -> int:
        return QFontMetrics(theme.font("strong")).horizontalAdvance(self.tabText(index).replace("&&", "&"))

    def fit(self, width: int) -> None:
        """Move the words together where all of them do not fit into `width` pixels otherwise."""
        shown = [index for index in range(self.count()) if self.isTabVisible(index)]
        narrow = sum(self._word_width(index) + USUAL for index in shown) > width
        if narrow != self._narrow:
            self._narrow = narrow
            self.setProperty("eng", "ja" if narrow else None)
            self.style().unpolish(self)
            self.style().polish(self)
            self.setElideMode(self.elideMode())  # lays the tabs out anew; nothing else does

    @Slot(int)
    def _on_current_changed(self, index: int) -> None:
        if 0 <= index < len(self._keys):
            self.selected.emit(self._keys[index])


def lay_out_now() -> None:
    """Do the layouts that are due before anything is painted: content would else be seen squeezed for a moment."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)


def _plain(label: str) -> str:
    """Words for a tab, whose „&“ would else underline the next letter."""
    return label.replace("&", "&&")


class TabView(QWidget):
    """A tab strip over panes that are built when first shown.

    `add_tab(key, label, factory, *waiting)`; `pane(key)` gives the built pane or None; `shown(key)` fires after a
    switch. `waiting` are parts made already that the factory will place: until then they are hidden children here, as
    a tree of widgets without a parent is taken down by Python in any order, and Qt may reach into what is gone.
    """

    shown = Signal(str)

    def __init__(self, name: str = "Reiter", parent: QWidget | None = None, *, margin: int = 12) -> None:
        super().__init__(parent)
        self.strip = TabStrip((), name)
        self._margin = margin
        self._factories: dict[str, Callable[[], QWidget]] = {}
        self._panes: dict[str, QWidget] = {}
        self._stack = QStackedWidget()
        self._waiting = QWidget(self)
        self._waiting.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        line = QHBoxLayout()
        line.setContentsMargins(margin, 0, margin, 0)
        column.addLayout(line)
        line.addWidget(self.strip)
        line.addStretch(1)
        column.addWidget(Divider())
        column.addWidget(self._stack, 1)
        self.strip.selected.connect(self._on_selected)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the words of the tabs move together when there is little room."""
        super().resizeEvent(event)
        self.strip.fit(self.width() - 2 * self._margin)

    def add_tab(self, key: str, label: str, factory: Callable[[], QWidget], *waiting: QWidget) -> None:
        """Append a tab whose pane `factory` makes on first visit."""
        self._factories[key] = factory
        for part in waiting:
            part.setParent(self._waiting)
        self.strip.add(key, label)

    def pane(self, key: str) -> QWidget | None:
        """The pane, if it was visited."""
        return self._panes.get(key)

    def select(self, key: str) -> None:
        """Go to a tab (building its pane)."""
        self.strip.select(key)
        self._on_selected(key)

    def current(self) -> str:
        """Key of the tab shown."""
        return self.strip.current()

    def current_pane(self) -> QWidget | None:
        """The pane shown."""
        return self._panes.get(self.current())

    @Slot(str)
    def _on_selected(self, key: str) -> None:
        pane = self._panes.get(key)
        if pane is None and key in self._factories:
            pane = self._factories[key]()
            self._panes[key] = pane
            self._stack.addWidget(pane)
        if pane is not None:
            self._stack.setCurrentWidget(pane)
            self.shown.emit(key)
            lay_out_now()

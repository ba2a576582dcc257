"""The search over everything (Strg+K): a field in the menu bar with a list of results grouped by kind."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from coordinator_app.gui import icons, theme
from coordinator_app.gui.search_hits import Hit

if TYPE_CHECKING:
    from PySide6.QtWidgets import QListWidgetItem

    from coordinator_app.gui.search_results import ResultList

DELAY = 30  # ms after a key before searching, so that fast typing searches once


class SearchBox(QLineEdit):
    """Shows hits below itself while typing; arrows choose, Enter opens, Esc leaves.

    `find` gives the hits for the text (it must answer within a frame); `chosen(kind, id)` fires on opening one.
    """

    chosen = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._find: Callable[[str], Sequence[Hit]] | None = None
        self.setPlaceholderText("Suchen")
        self.setAccessibleName("Suchen in allen Einträgen")
        self.setAccessibleDescription("Strg+K. Pfeiltasten wählen, Eingabe öffnet.")
        self.setMinimumWidth(320)
        theme.mark(self, rolle="knapp")
        self._search_action = self.addAction(
            icons.icon("search", "text_muted"), QLineEdit.ActionPosition.LeadingPosition
        )
        icons.bind(self._search_action, "search", "text_muted")
        self._keys = QLabel("Strg+K", self)
        theme.mark(self._keys, rolle="hinweis")
        self._results: ResultList | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY)
        self._timer.timeout.connect(self.search_now)
        self.textEdited.connect(self._on_text_edited)
        self.textChanged.connect(self._on_text_changed)

    @property
    def results(self) -> "ResultList":
        """The list of hits, made when first needed."""
        if self._results is None:
            from coordinator_app.gui.search_results import ResultList

            self._results = ResultList(self)
            self._results.hide()
            self._results.itemClicked.connect(self._on_item_clicked)
        return self._results

    def hide_results(self) -> None:
        """Close the list."""
        if self._results is not None:
            self._results.hide()

    def set_source(self, find: Callable[[str], Sequence[Hit]] | None) -> None:
        """Search here from now on; None (no file) disables the field."""
        self._find = find
        self.setEnabled(find is not None)
        self.clear()
        self.hide_results()

    @Slot()
    def search_now(self) -> None:
        """Search what is typed and show the hits."""
        text = self.text().strip()
        if not text or self._find is None:
            self.hide_results()
            return
        self.results.show_hits(self._find(text), text)
        self.results.place_below(self)

    @Slot()
    def focus(self) -> None:
        """Take the focus and select what stands there."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        if self.text():
            self.search_now()

    @Slot(str)
    def _on_text_edited(self, text: str) -> None:
        self._timer.start()

    @Slot(str)
    def _on_text_changed(self, text: str) -> None:
        self._keys.setVisible(not text)

    @Slot(object)
    def _on_item_clicked(self, item: "QListWidgetItem") -> None:
        self._open(item)

    def _open(self, item: "QListWidgetItem | None") -> None:
        target = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        if target is None:
            return
        self.results.hide()
        self.clear()
        self.chosen.emit(*target)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move in the list, Enter opens, Esc closes the list and then leaves."""
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.results.isVisible():
            self.results.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._timer.stop()
            if not self.results.isVisible():
                self.search_now()
            self._open(self.results.currentItem())
        elif key == Qt.Key.Key_Escape:
            if self.results.isVisible():
                self.results.hide()
            else:
                self.clear()
                self.clearFocus()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close the list when the field is left."""
        super().focusOutEvent(event)
        self.hide_results()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the key hint at the right end."""
        super().resizeEvent(event)
        self._keys.adjustSize()
        self._keys.move(self.width() - self._keys.width() - 10, (self.height() - self._keys.height()) // 2)


def watch(box: SearchBox, window: QObject) -> None:
    """Close the list when the window moves or loses the focus."""
    window.installEventFilter(_Closer(box))


class _Closer(QObject):
    def __init__(self, box: SearchBox) -> None:
        super().__init__(box)
        self._box = box

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's filter: nothing is swallowed."""
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.WindowDeactivate):
            self._box.hide_results()
        return False

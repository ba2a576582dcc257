"""What the panes of this page share: scrolling columns and fields that save while somebody types."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from coordinator_app.gui import theme
from coordinator_app.gui.forms.editors import LongTextEditor
from coordinator_app.gui.widgets.cards import ListRow


class TypingEditor(LongTextEditor):
    """A text that commits at least every 600 ms while it is typed, not only when the typing pauses.

    `show_stored(text)` takes the stored text without disturbing what is being typed.
    """

    PAUSE_MS = 600

    def show_stored(self, text: str) -> None:
        """Show what is stored, unless the field holds newer words or only blanks at the ends differ."""
        if self.is_dirty() or self.value() == text.strip():
            return
        self.set_value(text)

    def save(self) -> None:
        """Commit now what is not committed yet."""
        self._on_pause()

    @Slot()
    def _on_text_changed(self) -> None:
        self._grow()
        if not self.pause.isActive():
            self.pause.start()


def scrolled(content: QWidget, margins: tuple[int, int, int, int] = (24, 16, 24, 24), *, width: int = 0) -> QScrollArea:
    """Content that scrolls; `width` limits its breadth."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    inner = QWidget()
    theme.mark(inner, flaeche="surface")
    column = QVBoxLayout(inner)
    column.setContentsMargins(*margins)
    if width:
        content.setMaximumWidth(width)
    column.addWidget(content)
    column.addStretch(1)
    area.setWidget(inner)
    return area


def hint_row(text: str) -> ListRow:
    """A sentence in a card that has no entries yet."""
    return ListRow(text, clickable=False)

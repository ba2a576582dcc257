"""Fields that save while somebody types."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from coordinator_app.gui.forms.editors import LongTextEditor
from coordinator_app.gui.widgets.public_marks import PublicMarks


class TypingEditor(LongTextEditor):
    """A text that commits at least every 400 ms while it is typed, not only when the typing pauses.

    `show_stored(text)` takes the stored text without disturbing what is being typed. With `marks` its paragraphs can
    be made non-public.
    """

    PAUSE_MS = 400

    def __init__(
        self, parent: QWidget | None = None, *, lines: int = 2, most_lines: int = 14, marks: bool = False
    ) -> None:
        super().__init__(parent, lines=lines, most_lines=most_lines)
        self.marks = PublicMarks(self.area) if marks else None

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

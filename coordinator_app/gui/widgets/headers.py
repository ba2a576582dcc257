"""Heads of pages and of detail panes: title, muted words, chip, buttons at the right."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from coordinator_app.gui import theme
from coordinator_app.gui.widgets.buttons import IconButton
from coordinator_app.gui.widgets.chips import Chip
from coordinator_app.gui.widgets.labels import ElidedLabel, Label


class PageHeader(QWidget):
    """Title and subtitle left, buttons right (the primary one last), 64 high.

    `chip` beside the title is hidden until set; `show_back` puts „Zurück“ before the title (signal `back`).
    """

    back = Signal()

    def __init__(
        self, title: str, subtitle: str = "", buttons: Sequence[QPushButton] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setMinimumHeight(theme.height(64, "title", 24))
        theme.mark(self, flaeche="surface")
        self.title = Label(title, "seitentitel")
        self.subtitle = ElidedLabel(subtitle, "gedaempft")
        self.chip = Chip()
        self.chip.hide()
        self._back = IconButton("chevron-left", "Zurück", flat=True)
        self._back.hide()
        self._back.clicked.connect(self.back)
        line = QHBoxLayout(self)
        line.setContentsMargins(24, 8, 24, 8)
        line.setSpacing(8)
        line.addWidget(self._back)
        line.addWidget(self.title)
        line.addWidget(self.chip)
        line.addSpacing(8)
        line.addWidget(self.subtitle, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        line.addLayout(self._buttons)
        for button in buttons:
            self.add_button(button)

    def set_title(self, text: str) -> None:
        """Show another title."""
        self.title.setText(text)

    def set_subtitle(self, text: str) -> None:
        """Show other words beside the title, such as „38 Einträge, 26 laufend“."""
        self.subtitle.setText(text)

    def add_button(self, button: QWidget) -> None:
        """Put one more button at the right end."""
        self._buttons.addWidget(button)

    def show_back(self, *, shown: bool = True) -> None:
        """Show „Zurück“ before the title."""
        self._back.setVisible(shown)


class DetailHeader(QWidget):
    """Head of a detail pane: title (13.5 pt), muted code, chip, buttons right."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ElidedLabel(title, "titel", natural=True)
        self.code = Label("", "gedaempft")
        self.code.hide()
        self.chip = Chip()
        self.chip.hide()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(self.title)
        line.addWidget(self.code, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addStretch(1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        line.addLayout(self._buttons)

    def set(self, title: str, code: str = "") -> None:
        """Show another record's title and code."""
        self.title.setText(title)
        self.code.setText(code)
        self.code.setVisible(bool(code))

    def add_button(self, button: QWidget) -> None:
        """Put one more button at the right end."""
        self._buttons.addWidget(button)

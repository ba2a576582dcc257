"""Base of the tabs of the settings page."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from coordinator_app.gui.context import AppContext
from coordinator_app.gui.widgets.labels import Label

TEXT_WIDTH = 720


class Pane(QWidget):
    """Reads in `reload`, writes through services; `column` takes the content."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self.context = context
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(24, 16, 24, 16)
        self.column.setSpacing(12)

    def reload(self) -> None:
        """Show what is stored."""

    def show_record(self, kind: str, record_id: int) -> None:
        """Select a record."""

    def leave(self) -> None:
        """Write what is still in a field."""


def hint(text: str) -> Label:
    """A muted sentence that explains the tab."""
    label = Label(text, "gedaempft", wrap=True)
    label.setMaximumWidth(TEXT_WIDTH)
    return label


def scrolling(content: QWidget) -> QScrollArea:
    """Content of readable width that scrolls."""
    ground = QWidget()
    ground.setProperty("rolle", "rollinhalt")
    line = QHBoxLayout(ground)
    line.setContentsMargins(24, 16, 24, 24)
    content.setMaximumWidth(TEXT_WIDTH)
    line.addWidget(content, 1, Qt.AlignmentFlag.AlignTop)
    line.addStretch(0)
    area = QScrollArea()
    _show(area, ground)
    return area


class FillingArea(QScrollArea):
    """Fills a tab, and scrolls where the window is too low for its content, which goes into `column`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground = QWidget()
        ground.setProperty("rolle", "rollinhalt")
        self.column = QVBoxLayout(ground)
        self.column.setContentsMargins(24, 16, 24, 16)
        self.column.setSpacing(12)
        _show(self, ground)


def _show(area: QScrollArea, ground: QWidget) -> None:
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(ground)

"""Number boxes with arrows for small whole numbers (votes, weights, minutes)."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import QSpinBox, QWidget

from coordinator_app.gui import theme


class SpinBox(QSpinBox):
    """`SpinBox("Ja-Stimmen", 0, 99, suffix=" min")`: right-aligned tabular figures, selects all when entered.

    The mouse wheel does not change it while somebody scrolls the page.
    """

    def __init__(
        self, name: str, low: int = 0, high: int = 999, *, suffix: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setRange(low, high)
        self.setSuffix(suffix)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFont(theme.font(tabular=True))
        self.lineEdit().setTextMargins(7, 0, 3, 0)  # a style sheet's padding does not reach this line

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select the number, so that typing replaces it."""
        super().focusInEvent(event)
        self.selectAll()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

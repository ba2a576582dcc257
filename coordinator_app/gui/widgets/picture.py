"""The base of widgets that draw themselves."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QWidget


class Picture(QLabel):
    """Draws itself in `paintEvent`; for screen readers an image with a name and, as its description, words for it.

    A plain `QWidget` would be a nameless box there. The empty pixmap is what makes Qt call a label an image.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        nothing = QPixmap(1, 1)
        nothing.fill(Qt.GlobalColor.transparent)
        self.setPixmap(nothing)

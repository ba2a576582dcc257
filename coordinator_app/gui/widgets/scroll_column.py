"""A column of content that scrolls as a whole."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from coordinator_app.gui import theme


class ScrollColumn(QScrollArea):
    """One column that scrolls up and down.

    `ScrollColumn(form, list)` shows that content from the top, at most `width` pixels broad (0 = as broad as there
    is room); without content, add to `column`. The bar lies in the right margin: whether it is there or not, the
    content ends where the head above it ends, and nothing moves when it comes or goes.
    """

    def __init__(
        self,
        *content: QWidget,
        margins: tuple[int, int, int, int] = (24, 16, 24, 24),
        spacing: int = 16,
        width: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        theme.mark(inner, flaeche="surface")
        self._margins, self._widest = margins, width
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(*margins)
        self.column.setSpacing(spacing)
        for widget in content:
            self.column.addWidget(widget)
        if content:
            self.column.addStretch(1)
        self.setWidget(inner)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the scroll bar its room out of the margin, and what is broader than the content to the margin.

        A limit on the widgets themselves would deceive the layout: it asks wrapping words how high they are at its
        own width.
        """
        super().resizeEvent(event)
        left, top, right, bottom = self._margins
        room = self.viewport().width()
        right = max(0, right - (self.width() - room))
        if self._widest:
            right = max(right, room - left - self._widest)
        self.column.setContentsMargins(left, top, right, bottom)

"""„Seite 1 von 4 · Größe 75 %“ in the lower right corner of the pages."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout

from coordinator_app.gui import theme
from coordinator_app.gui.preview.canvas import PageCanvas
from coordinator_app.gui.widgets.buttons import IconButton
from coordinator_app.gui.widgets.labels import Label


class ZoomBar(QFrame):
    """Floats over the canvas: which page is in view, smaller, larger."""

    def __init__(self, canvas: PageCanvas) -> None:
        super().__init__(canvas)
        theme.mark(self, flaeche="karte-stark")
        self._canvas = canvas
        self._page = Label("")
        self._zoom = Label("", "stark")
        smaller, larger = IconButton("minus", "Kleiner", flat=True), IconButton("plus", "Größer", flat=True)
        smaller.clicked.connect(canvas.zoom_out)
        larger.clicked.connect(canvas.zoom_in)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 3, 4, 3)
        line.setSpacing(8)
        for widget in (self._page, smaller, self._zoom, larger):
            line.addWidget(widget)
        canvas.zoom_changed.connect(self._on_zoom_changed)
        self._on_zoom_changed(canvas.effective_zoom())

    def show_page(self, page: int, count: int) -> None:
        """Show which page is in view."""
        self._page.setText(f"Seite {page} von {count}" if count else "")
        self.place()

    def place(self) -> None:
        """Stand in the lower right corner."""
        self.adjustSize()
        view = self._canvas.viewport().geometry()
        self.move(view.right() - self.width() - 16, view.bottom() - self.height() - 16)

    @Slot(int)
    def _on_zoom_changed(self, percent: int) -> None:
        self._zoom.setText(f"Größe {percent} %")
        self.place()

"""The pages of a PDF as a scrolling column, rendered when they become visible."""

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from coordinator_app.gui import theme
from coordinator_app.gui.preview.pdf_pages import PdfPages

GAP, MARGIN = 16, 16
ZOOM_STEPS = (50, 75, 100, 125, 150, 200, 300)
KEPT = 12  # rendered pages kept in memory


class PageCanvas(QAbstractScrollArea):
    """Shows the pages below each other; `page_changed` names the page that fills the view, from 0.

    Keys: Bild auf/ab, Pos1/Ende, Plus and Minus with Strg; the wheel with Strg zooms.
    """

    page_changed = Signal(int)
    zoom_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages: PdfPages | None = None
        self.zoom = 0  # percent; 0 = fit to width, at most 100
        self._page = 0
        self._rects: list[QRect] = []
        self._images: dict[int, QImage] = {}
        self._pending = QTimer(self)
        self._pending.setSingleShot(True)
        self._pending.setInterval(0)
        self._pending.timeout.connect(self._render_next)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("Seiten des Dokuments")
        self.verticalScrollBar().setSingleStep(48)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def show_pages(self, pages: PdfPages | None) -> None:
        """Show another PDF and stay at the same place as far as it goes."""
        self.pages = pages
        self._images.clear()
        self._arrange()
        self._on_scrolled()

    @property
    def current(self) -> int:
        """The page in view, from 0."""
        return self._page

    def effective_zoom(self) -> int:
        """The zoom in percent of the paper's size."""
        if self.zoom:
            return self.zoom
        if self.pages is None or not self.pages.count:
            return 100
        width = self.pages.size(0, self.logicalDpiX()).width()
        room = self.viewport().width() - 2 * MARGIN
        return max(30, min(100, int(100 * room / width)))

    def set_zoom(self, percent: int) -> None:
        """Set the zoom; 0 fits the width."""
        share = self._rects[self._page].top() if self._rects else 1
        offset = self.verticalScrollBar().value() - share
        factor = self.effective_zoom()
        self.zoom = max(0, min(400, percent))
        self._images.clear()
        self._arrange()
        if self._rects:
            shift = offset * self.effective_zoom() / factor
            self.verticalScrollBar().setValue(round(self._rects[self._page].top() + shift))
        self.zoom_changed.emit(self.effective_zoom())

    @Slot()
    def zoom_in(self) -> None:
        """The next larger step."""
        now = self.effective_zoom()
        self.set_zoom(next((step for step in ZOOM_STEPS if step > now), ZOOM_STEPS[-1]))

    @Slot()
    def zoom_out(self) -> None:
        """The next smaller step."""
        now = self.effective_zoom()
        self.set_zoom(next((step for step in reversed(ZOOM_STEPS) if step < now), ZOOM_STEPS[0]))

    def go_to(self, page: int) -> None:
        """Scroll to a page, from 0."""
        if 0 <= page < len(self._rects):
            self.verticalScrollBar().setValue(self._rects[page].top() - MARGIN)
            self._set_page(page)

    # Layout and painting ------------------------------------------------------------------------

    def _arrange(self) -> None:
        self._rects = []
        if self.pages is not None:
            dots = self.logicalDpiX() * self.effective_zoom() / 100
            sizes = [self.pages.size(page, dots) for page in range(self.pages.count)]
            widest = max((size.width() for size in sizes), default=0) + 2 * MARGIN
            room = max(self.viewport().width(), widest)
            top = MARGIN
            for size in sizes:
                self._rects.append(QRect(QPoint((room - size.width()) // 2, top), size))
                top += size.height() + GAP
            self.horizontalScrollBar().setRange(0, max(0, widest - self.viewport().width()))
        height = self._rects[-1].bottom() + MARGIN if self._rects else 0
        self.verticalScrollBar().setRange(0, max(0, height - self.viewport().height()))
        self.verticalScrollBar().setPageStep(self.viewport().height() - 32)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paper with a thin edge; pages not rendered yet are white for a moment."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.color("sunken"))
        painter.translate(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        missing = False
        for page in self._visible():
            rect = self._rects[page]
            image = self._images.get(page)
            painter.fillRect(rect, QColor(Qt.GlobalColor.white))
            if image is not None:
                painter.drawImage(rect, image)
            else:
                missing = True
            painter.setPen(QPen(theme.color("line_strong"), 1))
            painter.drawRect(rect.adjusted(-1, -1, 0, 0))
        if missing:
            self._pending.start()

    def _visible(self) -> list[int]:
        view = QRect(
            self.horizontalScrollBar().value(),
            self.verticalScrollBar().value(),
            self.viewport().width(),
            self.viewport().height(),
        )
        return [page for page, rect in enumerate(self._rects) if rect.intersects(view)]

    @Slot()
    def _render_next(self) -> None:
        """Render one visible page per event loop turn, so that scrolling stays fluid."""
        if self.pages is None:
            return
        for page in self._visible():
            if page not in self._images:
                ratio = self.devicePixelRatioF()
                image = self.pages.picture(page, self._rects[page].size() * ratio)
                image.setDevicePixelRatio(ratio)
                while len(self._images) >= KEPT:
                    self._images.pop(next(iter(self._images)))
                self._images[page] = image
                self.viewport().update()
                return

    @Slot()
    def _on_scrolled(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        above = [page for page, rect in enumerate(self._rects) if rect.top() <= middle]
        self._set_page(above[-1] if above else 0)
        self.viewport().update()

    def _set_page(self, page: int) -> None:
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again."""
        super().resizeEvent(event)
        if not self.zoom:
            self._images.clear()
        self._arrange()
        self.zoom_changed.emit(self.effective_zoom())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by pages."""
        bar = self.verticalScrollBar()
        if event.key() == Qt.Key.Key_Home:
            bar.setValue(0)
        elif event.key() == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        elif event.key() == Qt.Key.Key_Space:
            bar.setValue(bar.value() + bar.pageStep())
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Strg, otherwise scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y() > 0:
                self.zoom_in()
            else:
                self.zoom_out()
            return
        super().wheelEvent(event)

"""The typeset sheet in the middle of the designer: the real PDF, with a frame round the chosen question."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from coordinator_app.gui import theme
from coordinator_app.gui.preview.canvas import PageCanvas
from coordinator_app.gui.preview.pdf_pages import PdfPages

if TYPE_CHECKING:
    from coordinator_app.documents.questionnaire_sheet import Sheet
    from coordinator_app.documents.sheet_geometry import Geometry, Mark

PAGE_WIDTH = 210.0
_AROUND = 1.5  # mm between a question and its frame


class SheetView(PageCanvas):
    """Shows a `Sheet`; a click on a question fires `question_chosen(key)`, one beside all questions `""`."""

    question_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Fragebogen, gesetzte Seiten")
        self.viewport().setMouseTracking(True)
        self._geometry: Geometry | None = None
        self._chosen = ""

    def show_sheet(self, sheet: "Sheet") -> None:
        """Show another setting of the form and stay at the same place; pages in view are never blank."""
        old = self.pages
        self._geometry = sheet.geometry
        self.show_pages(PdfPages(sheet.pdf))
        if old is not None:
            old.close()
        for _ in self._visible():
            self._render_next()

    def release(self) -> None:
        """Free the form's pages; called before the page is thrown away."""
        old = self.pages
        self.show_pages(None)
        if old is not None:
            old.close()

    def choose(self, key: str, *, scroll: bool = True) -> None:
        """Frame a question ("" = none) and bring it into view."""
        self._chosen = key
        frame = self._geometry.frame(key) if self._geometry is not None and key else None
        if frame is not None and scroll:
            self._reveal(self._rect(frame))
        self.viewport().update()

    def reveal(self, key: str) -> None:
        """Bring a question into view without framing it; "" goes to the top of the form."""
        frame = self._geometry.frame(key) if self._geometry is not None and key else None
        if frame is not None:
            self._reveal(self._rect(frame))
        elif not key:
            self.go_to(0)

    def page_of(self, key: str) -> int:
        """The page (from 1) a question stands on; 0 when it is on none."""
        frame = self._geometry.frame(key) if self._geometry is not None else None
        return frame.page if frame is not None else 0

    def paintEvent(self, event: QPaintEvent) -> None:
        """The pages, then the frame of the chosen question."""
        super().paintEvent(event)
        frame = self._geometry.frame(self._chosen) if self._geometry is not None and self._chosen else None
        if frame is None or frame.page > len(self._rects):
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        painter.setPen(QPen(QColor(theme.load("hell").colors["accent"]), 2))  # paper is white in every theme
        painter.drawRect(self._rect(frame))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the question under the mouse."""
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self.question_chosen.emit(self._key_at(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over questions says that they can be chosen."""
        over = bool(self._key_at(event.position()))
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def _rect(self, mark: "Mark") -> QRectF:
        """Place of a mark in pixels of the whole column of pages."""
        page = self._rects[mark.page - 1]
        scale = page.width() / PAGE_WIDTH
        left, top = page.left() + (mark.x - _AROUND) * scale, page.top() + (mark.y - _AROUND) * scale
        return QRectF(left, top, (mark.w + 2 * _AROUND) * scale, (mark.h + 2 * _AROUND) * scale)

    def _key_at(self, place: QPointF) -> str:
        at = place + QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        if self._geometry is None:
            return ""
        for number, page in enumerate(self._rects, 1):
            if page.contains(at.toPoint()):
                scale = PAGE_WIDTH / page.width()
                return self._geometry.at(number, (at.x() - page.left()) * scale, (at.y() - page.top()) * scale)
        return ""

    def _reveal(self, area: QRectF) -> None:
        bar = self.verticalScrollBar()
        margin = 24
        if area.top() - margin < bar.value():
            bar.setValue(round(area.top()) - margin)
        elif area.bottom() + margin > bar.value() + self.viewport().height():
            bar.setValue(round(area.bottom()) + margin - self.viewport().height())

"""Small pictures of the pages at the left of the preview."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from coordinator_app.gui import theme
from coordinator_app.gui.preview.pdf_pages import PdfPages

PAPER_WIDTH = 92


class Thumbnails(QListWidget):
    """One item per page with its number; `wanted(page)` fires when one is chosen. Pictures come one by one."""

    wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: PdfPages | None = None
        self._next = 0
        self.setViewMode(QListWidget.ViewMode.IconMode)
        self.setFlow(QListWidget.Flow.TopToBottom)
        self.setWrapping(False)
        self.setMovement(QListWidget.Movement.Static)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setSpacing(0)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Seitenübersicht")
        theme.mark(self, rolle="seitenleiste")
        self.setMinimumWidth(120)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._draw_next)
        self.currentRowChanged.connect(self._on_row_changed)

    def show_pages(self, pages: PdfPages | None) -> None:
        """Show another PDF, staying at the same page."""
        row = max(0, self.currentRow())
        self._pages = pages
        self._next = 0
        self.blockSignals(True)
        self.clear()
        count = pages.count if pages is not None else 0
        for number in range(count):
            item = QListWidgetItem(str(number + 1))
            item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"Seite {number + 1} von {count}")
            item.setIcon(self._icon(number, drawn=False))
            self.addItem(item)
        self._arrange()
        self.setCurrentRow(min(row, count - 1))
        self.blockSignals(False)
        self._timer.start()

    def mark_page(self, page: int) -> None:
        """Mark the page in view without asking for it."""
        self.blockSignals(True)
        self.setCurrentRow(page)
        self.blockSignals(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in the middle of the strip."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        words = self.fontMetrics().lineSpacing() + 20
        cell = QSize(self.viewport().width(), self.iconSize().height() + words)
        self.setGridSize(cell)
        for row in range(self.count()):
            self.item(row).setSizeHint(cell)  # an item as wide as the strip stands in its middle

    def _icon(self, page: int, *, drawn: bool) -> QIcon:
        icon = QIcon()
        plain = self._paper(page, drawn=drawn)
        chosen = QPixmap(plain)
        painter = QPainter(chosen)
        painter.setPen(QPen(theme.color("accent"), 4))
        size = plain.deviceIndependentSize()
        painter.drawRect(QRect(0, 0, round(size.width()), round(size.height())))
        painter.end()
        icon.addPixmap(plain, QIcon.Mode.Normal)
        icon.addPixmap(chosen, QIcon.Mode.Selected)
        return icon

    def _paper(self, page: int, *, drawn: bool) -> QPixmap:
        if self._pages is None:
            return QPixmap()
        ratio = self.devicePixelRatioF()
        full = self._pages.size(page, 72)
        size = QSize(PAPER_WIDTH, round(PAPER_WIDTH * full.height() / max(1, full.width())))
        if page == 0 or size.height() + 2 > self.iconSize().height():
            self.setIconSize(size)
            self._arrange()
        pixmap = QPixmap(size * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(QColor(Qt.GlobalColor.white))
        painter = QPainter(pixmap)
        if drawn:
            picture = self._pages.picture(page, size * ratio * 2)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRect(QPoint(0, 0), size), picture)
        painter.setPen(QPen(theme.color("line_strong"), 1))
        painter.drawRect(0, 0, size.width() - 1, size.height() - 1)
        painter.end()
        return pixmap

    @Slot()
    def _draw_next(self) -> None:
        if self._pages is None or self._next >= self._pages.count:
            return
        item = self.item(self._next)
        if item is not None:
            item.setIcon(self._icon(self._next, drawn=True))
        self._next += 1
        self._timer.start()

    @Slot(int)
    def _on_row_changed(self, row: int) -> None:
        if row >= 0:
            self.wanted.emit(row)

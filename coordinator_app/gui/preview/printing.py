"""Printing: the pages of the PDF at the printer's resolution."""

from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from coordinator_app.common.errors import UserError
from coordinator_app.gui.preview.pdf_pages import PdfPages

MOST_DOTS = 600  # a page at 1200 dpi needs 500 MB and looks no better


def print_pages(pages: PdfPages, title: str, parent: QWidget) -> bool:
    """Ask for printer and pages and print; False when cancelled. Raises `UserError` without any printer."""
    if not QPrinterInfo.availablePrinterNames():
        raise UserError(
            "Auf diesem Rechner ist kein Drucker eingerichtet. Speichern Sie das Dokument als PDF "
            "und drucken Sie es an einem anderen Platz.",
            help_topic="drucken",
        )
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    prepare(printer, pages)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("Drucken")
    dialog.setMinMax(1, pages.count)
    dialog.setFromTo(1, pages.count)
    accepted = dialog.exec() == QPrintDialog.DialogCode.Accepted
    dialog.deleteLater()
    if accepted:
        draw(printer, pages)
    return accepted


def prepare(printer: QPrinter, pages: PdfPages) -> None:
    """Full page without margins of its own (the document has them), portrait or landscape as the first page."""
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(_orientation(pages, 0))
    printer.setFullPage(True)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0))
    if printer.resolution() > MOST_DOTS:
        printer.setResolution(MOST_DOTS)


def draw(printer: QPrinter, pages: PdfPages) -> None:
    """Draw the chosen pages; each keeps its own orientation."""
    first = printer.fromPage() or 1
    last = min(printer.toPage() or pages.count, pages.count)
    printer.setPageOrientation(_orientation(pages, first - 1))
    painter = QPainter()
    if not painter.begin(printer):
        raise UserError(
            "Der Drucker nimmt den Auftrag nicht an. Bitte prüfen Sie, ob er eingeschaltet und verbunden ist."
        )
    for number in range(first - 1, last):
        if number > first - 1:
            printer.setPageOrientation(_orientation(pages, number))
            printer.newPage()
        area = QRectF(printer.pageLayout().fullRectPixels(printer.resolution()))
        size = pages.size(number, printer.resolution())
        scale = min(area.width() / size.width(), area.height() / size.height(), 1.0)
        target = QRectF(0, 0, size.width() * scale, size.height() * scale)
        painter.drawImage(target, pages.picture(number, size))
    painter.end()


def _orientation(pages: PdfPages, number: int) -> QPageLayout.Orientation:
    size = pages.size(number, 72)
    return QPageLayout.Orientation.Landscape if size.width() > size.height() else QPageLayout.Orientation.Portrait

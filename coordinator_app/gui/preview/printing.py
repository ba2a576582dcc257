"""Printing: the sides the preview shows at the printer's resolution."""

from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import plural
from coordinator_app.domain.print_plan import PrintPlan, Turning
from coordinator_app.gui.preview.pdf_pages import PdfPages

MOST_DOTS = 600  # a page at 1200 dpi needs 500 MB and looks no better
_A3 = 1000  # points: a side longer than this wants larger paper than A4
_DUPLEX = {
    Turning.ONE_SIDED: QPrinter.DuplexMode.DuplexNone,
    Turning.LONG_EDGE: QPrinter.DuplexMode.DuplexLongSide,
    Turning.SHORT_EDGE: QPrinter.DuplexMode.DuplexShortSide,
}


def print_pages(pages: PdfPages, title: str, parent: QWidget, plan: PrintPlan) -> bool:
    """Ask for the printer, with what is planned filled in, and print; False when cancelled.

    With all sides planned, a range can still be chosen there. Raises `UserError` without any printer.
    """
    if not QPrinterInfo.availablePrinterNames():
        raise UserError(
            "Auf diesem Rechner ist kein Drucker eingerichtet. Speichern Sie das Dokument als PDF "
            "und drucken Sie es an einem anderen Platz.",
            help_topic="drucken",
        )
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    prepare(printer, pages, plan)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("Drucken")
    if plan.sides:
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange, False)
        dialog.setWindowTitle(f"Drucken: {plural(len(plan.sides), 'Seite', 'Seiten')}")
    else:
        dialog.setMinMax(1, pages.count)
        dialog.setFromTo(1, pages.count)
    accepted = dialog.exec() == QPrintDialog.DialogCode.Accepted
    dialog.deleteLater()
    if accepted:
        draw(printer, pages, plan)
    return accepted


def prepare(printer: QPrinter, pages: PdfPages, plan: PrintPlan) -> None:
    """Full page without margins of its own (the document has them), portrait or landscape as the first page."""
    first = plan.sides[0] if plan.sides else 0
    longest = max(pages.size(first, 72).toTuple())
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A3 if longest > _A3 else QPageSize.PageSizeId.A4))
    printer.setPageOrientation(_orientation(pages, first))
    printer.setFullPage(True)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0))
    printer.setCopyCount(plan.copies)
    printer.setDuplex(_DUPLEX[plan.turning])
    printer.setColorMode(QPrinter.ColorMode.GrayScale if plan.grey else QPrinter.ColorMode.Color)
    if printer.resolution() > MOST_DOTS:
        printer.setResolution(MOST_DOTS)


def draw(printer: QPrinter, pages: PdfPages, plan: PrintPlan) -> None:
    """Draw the sides planned, or those chosen in the printer's dialog; each keeps its own orientation.

    Copies a printer cannot make itself are drawn one after the other, each beginning on a sheet of its own.
    """
    sides = plan.sides or _range(printer, pages.count)
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    blank: tuple[int | None, ...] = (None,) if plan.turning.two_sided and len(sides) % 2 else ()
    queue: list[int | None] = [*sides, *(side for _ in range(copies - 1) for side in (*blank, *sides))]
    printer.setPageOrientation(_orientation(pages, sides[0]))
    painter = QPainter()
    if not painter.begin(printer):
        raise UserError(
            "Der Drucker nimmt den Auftrag nicht an. Bitte prüfen Sie, ob er eingeschaltet und verbunden ist."
        )
    for place, side in enumerate(queue):
        if place and side is not None:
            printer.setPageOrientation(_orientation(pages, side))
        if place:
            printer.newPage()
        if side is not None:
            _draw_side(painter, printer, pages, side)
    painter.end()


def _range(printer: QPrinter, count: int) -> tuple[int, ...]:
    """The sides from 0 that were chosen in the printer's dialog."""
    first = printer.fromPage() or 1
    return tuple(range(first - 1, min(printer.toPage() or count, count)))


def _draw_side(painter: QPainter, printer: QPrinter, pages: PdfPages, side: int) -> None:
    area = QRectF(printer.pageLayout().fullRectPixels(printer.resolution()))
    size = pages.size(side, printer.resolution())
    scale = min(area.width() / size.width(), area.height() / size.height(), 1.0)
    target = QRectF(0, 0, size.width() * scale, size.height() * scale)
    painter.drawImage(target, pages.picture(side, size))


def _orientation(pages: PdfPages, number: int) -> QPageLayout.Orientation:
    return QPageLayout.Orientation.Portrait if pages.upright(number) else QPageLayout.Orientation.Landscape

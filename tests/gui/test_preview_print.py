"""Printing from the preview: pages, copies, both sides, booklets; what is shown is what is printed."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from pytestqt.qtbot import QtBot

from coordinator_app.common.errors import UserError
from coordinator_app.common.jobs import JobContext
from coordinator_app.domain.print_plan import Arrangement, PagesWanted, PrintPlan, Turning
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.preview.arranging import arranged
from coordinator_app.gui.preview.page import KIND, PreviewPage
from coordinator_app.gui.preview.pdf_pages import PdfPages
from coordinator_app.gui.preview.printable import Options, Printable
from coordinator_app.gui.preview.printing import draw, prepare, print_pages
from tests.gui.helpers import paper

Printer = Callable[..., QPrinter]


@pytest.fixture
def printer(qtbot: QtBot, tmp_path: Path) -> Printer:
    """A printer writing to „druck.pdf“, set up for a document."""

    def prepared(pages: PdfPages, plan: PrintPlan, dots: int = 72) -> QPrinter:
        made = QPrinter(QPrinter.PrinterMode.HighResolution)
        made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        made.setOutputFileName(str(tmp_path / "druck.pdf"))
        prepare(made, pages, plan)
        made.setResolution(dots)
        return made

    return prepared


def drawn(printer: QPrinter, pages: PdfPages, plan: PrintPlan) -> PdfPages:
    """What comes out of the printer."""
    draw(printer, pages, plan)
    return PdfPages(Path(printer.outputFileName()).read_bytes())


def test_range_chosen_at_the_printer_is_printed(printer: Printer) -> None:
    pages = PdfPages(paper(3))
    machine = printer(pages, PrintPlan())
    machine.setFromTo(2, 3)
    printed = drawn(machine, pages, PrintPlan())
    assert printed.count == 2
    assert printed.size(0, 72) == QSize(595, 842)


@pytest.mark.parametrize(
    ("plan", "count"),
    [
        (PrintPlan((0, 2)), 2),
        (PrintPlan((1,), copies=3), 3),
        (PrintPlan(copies=2), 6),
        (PrintPlan(copies=2, turning=Turning.LONG_EDGE), 7),  # the back of the first copy's last sheet stays empty
    ],
)
def test_chosen_pages_and_copies_are_printed(printer: Printer, plan: PrintPlan, count: int) -> None:
    pages = PdfPages(paper(3))
    assert drawn(printer(pages, plan), pages, plan).count == count


def test_lying_pages_among_standing_ones_are_printed_lying(printer: Printer) -> None:
    import typst

    pages = PdfPages(typst.compile(b'#set page("a4")\neins\n#page(flipped: true)[zwei]\ndrei'))
    printed = drawn(printer(pages, PrintPlan()), pages, PrintPlan())
    sizes = [printed.size(number, 72) for number in range(printed.count)]
    assert sizes == [QSize(595, 842), QSize(842, 595), QSize(595, 842)]


@pytest.mark.parametrize("grey", [False, True])
@pytest.mark.parametrize("arrangement", list(Arrangement))
def test_what_is_printed_is_what_is_shown(printer: Printer, arrangement: Arrangement, *, grey: bool) -> None:
    import numpy as np
    import typst

    source = '#set page("a4", margin: 10mm)\n#set text(fill: rgb("#c02020"), size: 60pt, weight: "bold")\n'
    whole = typst.compile((source + "\n#pagebreak()\n".join(f"Größe {n} #lorem(12)" for n in range(3))).encode())
    pages, plan = PdfPages(arranged(whole, arrangement), grey=grey), PrintPlan(grey=grey)
    printed = drawn(printer(pages, plan, 150), pages, plan)
    assert printed.count == pages.count
    for number in range(pages.count):
        shown, paper_side = (picture(given, number) for given in (pages, printed))
        assert shown.shape == paper_side.shape
        assert np.abs(shown - paper_side).max() < 100  # of 255; moved by a millimetre it would be more


def picture(pages: PdfPages, number: int) -> Any:
    """Red, green and blue of a page, each number the mean over 2 mm: edges of letters are smoothed anew in print."""
    import numpy as np

    image = pages.picture(number, pages.size(number, 50)).convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    high, wide = image.height() // 4, image.width() // 4
    return rows[: high * 4, : wide * 12].reshape(high, 4, wide, 4, 3).mean(axis=(1, 3))


@pytest.mark.parametrize(
    ("arrangement", "sides", "first"),
    [
        (Arrangement.SINGLE, 5, ("1",)),
        (Arrangement.TWO_UP, 3, ("1", "2")),
        (Arrangement.BOOKLET_A5, 4, ("1",)),
        (Arrangement.BOOKLET_A4, 4, ("1",)),
    ],
)
def test_pages_stand_on_the_sheets(arrangement: Arrangement, sides: int, first: tuple[str, ...]) -> None:
    pages = PdfPages(arranged(paper(5), arrangement))
    assert pages.count == sides
    assert tuple(re.findall(r"Niederschrift (\d)", pages.text(0))) == first
    assert pages.upright(0) is (arrangement is Arrangement.SINGLE)
    assert (max(pages.size(0, 72).toTuple()) > 1000) is (arrangement is Arrangement.BOOKLET_A4)


def test_two_lying_pages_stand_above_each_other() -> None:
    pages = PdfPages(arranged(paper(2, landscape=True), Arrangement.TWO_UP))
    assert (pages.count, pages.upright(0)) == (1, True)


@pytest.mark.parametrize("landscape", [False, True])
def test_paper_follows_the_orientation(printer: Printer, *, landscape: bool) -> None:
    pages = PdfPages(paper(1, landscape=landscape))
    size = printer(pages, PrintPlan()).pageLayout().fullRectPoints().size()
    assert (size.width() > size.height()) is landscape


class DuplexPrinter(QPrinter):
    """Notes the edge asked for: there is no machine here that could turn sheets."""

    wanted = QPrinter.DuplexMode.DuplexAuto

    def setDuplex(self, mode: QPrinter.DuplexMode) -> None:  # noqa: N802  (Qt names it)
        self.wanted = mode


def test_printer_gets_what_was_set_up(qtbot: QtBot) -> None:
    pages = PdfPages(arranged(paper(2), Arrangement.BOOKLET_A4))
    machine = DuplexPrinter()
    prepare(machine, pages, PrintPlan(copies=2, turning=Turning.SHORT_EDGE, grey=True))
    assert machine.pageLayout().pageSize().id() is QPageSize.PageSizeId.A3
    assert (machine.copyCount(), machine.colorMode()) == (2, QPrinter.ColorMode.GrayScale)
    assert machine.wanted is QPrinter.DuplexMode.DuplexShortSide


Opened = Callable[[int], PreviewPage]


@pytest.fixture
def preview(qtbot: QtBot, context: AppContext) -> Iterator[Opened]:
    """The preview with a document of so many pages."""
    page = PreviewPage(context)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()

    def opened(pages: int) -> PreviewPage:
        def render(_format: str, _options: Options, _job: JobContext) -> bytes:
            return paper(pages)

        page.show_record(KIND, page.add(Printable("Niederschrift", "2026-11-26 KPR Niederschrift", render)))
        qtbot.waitUntil(lambda: page.canvas.pages is not None)
        return page

    yield opened
    page.release()


def page_count(page: PreviewPage) -> int:
    return page.canvas.pages.count if page.canvas.pages is not None else 0


@pytest.mark.parametrize(
    ("plan", "pages", "title"), [(PrintPlan((1,)), 1, "Drucken: 1 Seite"), (PrintPlan(), 3, "Drucken")]
)
def test_printers_dialog_asks_for_pages_only_when_all_are_planned(
    preview: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plan: PrintPlan, pages: int, title: str
) -> None:
    asked: list[tuple[str, bool]] = []
    target = tmp_path / "druck.pdf"

    def accept(dialog: QPrintDialog) -> QPrintDialog.DialogCode:
        ranges = dialog.testOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        asked.append((dialog.windowTitle(), ranges))
        dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        dialog.printer().setOutputFileName(str(target))
        return QPrintDialog.DialogCode.Accepted

    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(lambda: ["Büro"]))
    monkeypatch.setattr(QPrintDialog, "exec", accept)
    page = preview(3)
    assert page.canvas.pages is not None
    assert print_pages(page.canvas.pages, "x", page, plan)
    assert asked == [(title, not plan.sides)]
    assert PdfPages(target.read_bytes()).count == pages


def test_print_dialog_needs_a_printer(preview: Opened) -> None:
    page = preview(1)
    assert page.canvas.pages is not None
    with pytest.raises(UserError):
        print_pages(page.canvas.pages, "x", page, PrintPlan())


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, PrintPlan]]:
    """Sides shown and plan of each print."""
    asked: list[tuple[int, PrintPlan]] = []

    def take(pages: PdfPages, _title: str, _parent: Any, plan: PrintPlan) -> bool:
        asked.append((pages.count, plan))
        return True

    monkeypatch.setattr("coordinator_app.gui.preview.printing.print_pages", take)
    return asked


def test_pages_copies_and_colours_are_set_up_beside_the_pages(
    preview: Opened, printed: list[tuple[int, PrintPlan]]
) -> None:
    page = preview(2)
    panel = page.print_panel
    assert panel.hint.text() == "2 Blatt A4, einseitig."
    panel.unfold.click()
    panel.turning.setCurrentIndex(1)
    panel.copies.setValue(3)
    panel.pages.setCurrentIndex(panel.pages.findData(PagesWanted.CHOSEN))
    assert panel.hint.text() == "Welche Seiten sollen gedruckt werden?"
    panel.chosen.setText("2-9")
    assert "Das Dokument hat 2 Seiten" in panel.hint.text()
    with pytest.raises(UserError, match="gibt es nicht"):
        page.print_current()
    panel.chosen.setText("2")
    page.own_action("preview.grey").trigger()
    assert page.canvas.pages is not None
    assert page.canvas.pages.grey
    page.print_current()
    assert printed[-1] == (2, PrintPlan((1,), 3, Turning.LONG_EDGE, grey=True))
    page.own_action("preview.print_page").trigger()
    assert printed[-1] == (2, PrintPlan((0,), grey=True))
    panel.pages.setCurrentIndex(panel.pages.findData(PagesWanted.BACKS))
    page.print_current()
    assert printed[-1] == (2, PrintPlan((1,), 3, grey=True))


def test_booklet_is_shown_printed_and_saved(preview: Opened, printed: list[tuple[int, PrintPlan]]) -> None:
    page = preview(1)
    panel = page.print_panel
    saved: list[tuple[str, bytes]] = []

    def save(printable: Printable, file_format: str, options: Any) -> None:
        saved.append((printable.stem, printable.render(file_format, options, JobContext())))

    page.set_saver(save)
    panel.arrangement.setCurrentIndex(panel.arrangement.findData(Arrangement.BOOKLET_A5))
    assert page_count(page) == 2  # one page and three empty ones on both sides of a sheet
    assert panel.hint.text().endswith("3 Seiten bleiben am Ende leer. In der Mitte falten und heften.")
    page.print_current()
    assert printed == [(2, PrintPlan(turning=Turning.SHORT_EDGE))]
    panel.as_file.click()
    assert saved[0][0] == "2026-11-26 KPR Niederschrift Druckbogen"
    assert PdfPages(saved[0][1]).count == 2
    panel.arrangement.setCurrentIndex(0)
    assert (page_count(page), panel.plan().turning) == (1, Turning.ONE_SIDED)
    assert panel.as_file.isHidden()
    panel.pages.setCurrentIndex(panel.pages.findData(PagesWanted.BACKS))
    assert "keine Rückseiten" in panel.hint.text()

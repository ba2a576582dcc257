"""The print preview: real pages, options, saving without overwriting somebody's work, printing the very pages."""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QDesktopServices, QImage, QPageSize
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from coordinator_app.common.errors import UserError
from coordinator_app.common.jobs import JobContext
from coordinator_app.domain.print_plan import Arrangement, PagesWanted, PrintPlan, Turning
from coordinator_app.domain.written_files import Source as Origin
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.preview.arranging import arranged
from coordinator_app.gui.preview.page import KIND, PreviewPage
from coordinator_app.gui.preview.pdf_pages import PdfPages
from coordinator_app.gui.preview.printable import Check, Choice, FollowUp, Printable
from coordinator_app.gui.preview.printing import draw, prepare, print_pages
from coordinator_app.gui.widgets.buttons import ElidedLink
from coordinator_app.services.document_files import WhenEdited


def paper(pages: int, text: str = "Niederschrift", *, landscape: bool = False) -> bytes:
    """A small real PDF."""
    import typst

    flipped = ", flipped: true" if landscape else ""
    source = f'#set page("a4"{flipped})\n' + "\n#pagebreak()\n".join(f"{text} {number + 1}" for number in range(pages))
    return typst.compile(source.encode())


class Source:
    """Renders as many pages as an option says."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, Any]]] = []

    def __call__(self, file_format: str, options: Mapping[str, Any], job: JobContext) -> bytes:
        self.asked.append((file_format, dict(options)))
        if options.get("kind") == "broken":
            raise UserError("Für die Niederschrift fehlt der Beginn der Sitzung.")
        return paper(2 if options.get("long") else 1)


CHOICES = (
    Choice(
        "kind", "Art der Niederschrift", "result", (("result", "Ergebnisprotokoll"), ("broken", "Verlaufsprotokoll"))
    ),
    Choice("long", "Anlage 1: Anwesenheitsliste", default=False),
)


def checks(options: Mapping[str, Any]) -> list[Check]:
    return [Check("Alle Abstimmungen gehen auf", "ok"), Check("Eine Aufgabe ohne Frist", "attention")]


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture
def page(qtbot: QtBot, context: AppContext, source: Source) -> Iterator[PreviewPage]:
    made = PreviewPage(context)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    printable = Printable(
        "Niederschrift, 4. Sitzung", "2026-11-26 KPR Niederschrift", source, options=CHOICES, checks=checks
    )
    made.show_record(KIND, made.add(printable))
    qtbot.waitUntil(lambda: made.canvas.pages is not None)
    yield made
    made.release()


def page_count(page: PreviewPage) -> int:
    return page.canvas.pages.count if page.canvas.pages is not None else 0


def test_pages_and_thumbnails_appear(qtbot: QtBot, page: PreviewPage) -> None:
    assert page_count(page) == 1
    assert page.thumbnails.count() == 1
    assert page.header.subtitle.full_text() == "Niederschrift, 4. Sitzung"
    assert page.can("print")
    assert page.can("export")


def test_option_renders_anew_and_keeps_the_place(qtbot: QtBot, page: PreviewPage, source: Source) -> None:
    page.side.field("long").click()
    qtbot.waitUntil(lambda: page_count(page) == 2)
    assert source.asked[-1] == ("pdf", {"kind": "result", "long": True})
    assert page.side.check_texts() == ["Alle Abstimmungen gehen auf", "Eine Aufgabe ohne Frist"]


def test_document_that_cannot_be_made_says_why(qtbot: QtBot, page: PreviewPage) -> None:
    page.side.field("kind").setCurrentIndex(1)
    qtbot.waitUntil(lambda: "fehlt der Beginn" in page.problem.text())
    assert page.canvas.pages is None
    assert not page.can("print")


def test_keys_turn_pages(qtbot: QtBot, page: PreviewPage) -> None:
    page.side.field("long").click()
    qtbot.waitUntil(lambda: page_count(page) == 2)
    qtbot.keyClick(page.canvas, Qt.Key.Key_End)
    assert page.canvas.current == 1
    assert page.thumbnails.currentRow() == 1
    qtbot.keyClick(page.canvas, Qt.Key.Key_Home)
    assert page.canvas.current == 0
    page.thumbnails.setCurrentRow(1)
    assert page.canvas.current == 1


def test_zoom_steps_and_fits(page: PreviewPage) -> None:
    fit = page.canvas.effective_zoom()
    page.own_action("preview.zoom_in").trigger()
    assert page.canvas.effective_zoom() > fit
    page.own_action("preview.zoom_out").trigger()
    page.own_action("preview.zoom_out").trigger()
    assert page.canvas.effective_zoom() < fit
    page.own_action("preview.zoom_fit").trigger()
    assert page.canvas.effective_zoom() == fit


def test_follow_ups_are_offered_done_and_asked_again(
    qtbot: QtBot, context: AppContext, source: Source, alerts_fake: Any, shell: Any
) -> None:
    done: list[str] = []

    def finish() -> str:
        done.append("fertig")
        return "Fassung 1 ist abgeschlossen."

    def still_open() -> bool:
        return not done

    page = PreviewPage(context)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    follow_up = FollowUp("Abschließen", "lock", still_open, finish, "Wirklich?", "Unveränderlich.")
    page.show_record(KIND, page.add(Printable("Niederschrift", "x", source, follow_ups=(follow_up,))))
    qtbot.waitUntil(lambda: len(page.side.follow_up_buttons()) == 1)
    page.side.follow_up_buttons()[0].click()
    assert done == []
    alerts_fake.answers = [0]
    page.side.follow_up_buttons()[0].click()
    assert done == ["fertig"]
    assert ("notify", "Fassung 1 ist abgeschlossen.", "ok") in shell.calls
    qtbot.waitUntil(lambda: page.side.follow_up_buttons() == [])
    qtbot.waitUntil(lambda: page.canvas.pages is not None)
    page.release()


def test_print_now_asks_for_the_printer_once(
    qtbot: QtBot, context: AppContext, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[str] = []

    def take(_pages: PdfPages, title: str, _parent: Any, _plan: PrintPlan) -> bool:
        printed.append(title)
        return False

    monkeypatch.setattr("coordinator_app.gui.preview.printing.print_pages", take)
    page = PreviewPage(context)
    qtbot.addWidget(page)
    page.show_record(KIND, page.add(Printable("Niederschrift", "stem", source, print_now=True)))
    qtbot.waitUntil(lambda: printed == ["stem"])
    page.reload()
    qtbot.waitUntil(lambda: len(source.asked) == 2)
    qtbot.waitUntil(lambda: not context.jobs.active())
    assert printed == ["stem"]
    page.release()


def test_files_written_before_are_told(
    qtbot: QtBot, context: AppContext, source: Source, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    minutes = Origin("project_sheet", "project", context.workspace.projects.create(title="Licht"))
    files = context.workspace.documents.files
    files.write(tmp_path / "a.docx", b"eins", source=minutes)
    files.write(tmp_path / "b.docx", b"eins", source=Origin("other", "project", minutes.subject_id))
    (tmp_path / "a.docx").write_bytes(b"von Hand")
    page = PreviewPage(context)
    qtbot.addWidget(page)
    page.show_record(KIND, page.add(Printable("Steckbrief", "x", source, checks=checks, source=minutes)))
    qtbot.waitUntil(lambda: len(page.side.file_texts()) == 1)
    assert page.side.file_texts()[0].startswith("„a.docx“: zuletzt ausgegeben am 09.11.2026, 10:42")
    assert page.side.file_texts()[0].endswith("seitdem von Hand bearbeitet")
    assert page.side.findChildren(ElidedLink) == []
    files.write(tmp_path / "a.docx", b"zwei", WhenEdited.TAKE_IN, minutes)
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(opened.append(url.toLocalFile())) or True)
    page.show_files()
    qtbot.waitUntil(lambda: len(page.side.findChildren(ElidedLink)) == 1)
    page.side.findChildren(ElidedLink)[0].click()
    assert Path(opened[0]).read_bytes() == b"von Hand"
    context.workspace.attachments.clean_up()
    qtbot.waitUntil(lambda: page.canvas.pages is not None)
    page.release()


def test_buttons_save_in_the_formats_offered(page: PreviewPage) -> None:
    saved: list[tuple[str, str, Any]] = []

    def save(printable: Printable, file_format: str, options: Any) -> None:
        saved.append((printable.stem, file_format, options))

    page.set_saver(save)
    page.save_button("docx").click()
    page.save_button("pdf").click()
    page.export_current()
    assert [file_format for _, file_format, _ in saved] == ["docx", "pdf", "docx"]
    assert not page.save_button("xlsx").isVisible()


def test_back_button_returns(page: PreviewPage, shell: Any) -> None:
    page.header.back.emit()
    assert shell.calls[-1] == ("go_back",)


def test_no_printer_is_a_sentence(page: PreviewPage) -> None:
    with pytest.raises(UserError, match="kein Drucker"):
        page.print_current()


def test_gone_preview_is_a_sentence(page: PreviewPage) -> None:
    with pytest.raises(UserError, match="nicht mehr da"):
        page.show_record(KIND, 99)


Printer = Callable[[PdfPages, PrintPlan], QPrinter]


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


def test_page_text_can_be_read() -> None:
    pages = PdfPages(paper(1, "Straßenfest"))
    assert "Straßenfest 1" in pages.text(0)
    for dots in (36, 70.08, 96.5):  # drawn one to one: scaling by a single line would cut words in two
        assert pages.picture(0, pages.size(0, dots)).size() == pages.size(0, dots)
    pages.close()


def test_what_is_no_pdf_is_a_sentence() -> None:
    with pytest.raises(UserError, match="lässt sich nicht anzeigen"):
        PdfPages(b"kein PDF")


def test_print_dialog_needs_a_printer(page: PreviewPage) -> None:
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
    qtbot: QtBot, page: PreviewPage, printed: list[tuple[int, PrintPlan]]
) -> None:
    panel = page.print_panel
    page.side.field("long").click()
    qtbot.waitUntil(lambda: page_count(page) == 2)
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


def test_booklet_is_shown_printed_and_saved(
    qtbot: QtBot, page: PreviewPage, printed: list[tuple[int, PrintPlan]]
) -> None:
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

"""The print preview: real pages, options, saving without overwriting somebody's work, printing the very pages."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from coordinator_app.common.errors import UserError
from coordinator_app.common.jobs import JobContext
from coordinator_app.domain.print_plan import PrintPlan
from coordinator_app.domain.written_files import Source as Origin
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.preview.page import KIND, PreviewPage
from coordinator_app.gui.preview.pdf_pages import PdfPages
from coordinator_app.gui.preview.printable import Check, Choice, FollowUp, Printable
from coordinator_app.gui.widgets.buttons import ElidedLink
from coordinator_app.services.document_files import WhenEdited
from tests.gui.helpers import paper


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


def test_page_text_can_be_read() -> None:
    pages = PdfPages(paper(1, "Straßenfest"))
    assert "Straßenfest 1" in pages.text(0)
    for dots in (36, 70.08, 96.5):  # drawn one to one: scaling by a single line would cut words in two
        assert pages.picture(0, pages.size(0, dots)).size() == pages.size(0, dots)
    pages.close()


def test_what_is_no_pdf_is_a_sentence() -> None:
    with pytest.raises(UserError, match="lässt sich nicht anzeigen"):
        PdfPages(b"kein PDF")

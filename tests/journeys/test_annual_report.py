"""The annual report of a town: on its own Word template, with own words, public, compared when the data change."""

import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from coordinator_app.common import clock as clock_module
from coordinator_app.common.clock import FixedClock
from coordinator_app.domain.reports import Report, ReportState
from coordinator_app.gui import alerts
from coordinator_app.gui.pages.reports.builder import STANDING
from coordinator_app.gui.pages.reports.new_report import NewReportDialog
from coordinator_app.gui.pages.reports.page import ReportsPage
from coordinator_app.gui.pages.reports.run_comparison import RunComparisonDialog
from coordinator_app.gui.pages.settings.house_template import HouseTemplatePane
from tests.documents import template_corpus
from tests.gui.conftest import MOMENT, AnsweringAlerts
from tests.journeys.steps import CTRL, SLOW, Day, accept, words_of

FOREWORD = "Sicherheit entsteht, wo Menschen einander kennen."


@pytest.fixture
def day(qtbot: QtBot, demo_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Day]:
    """The program with the example town."""
    clock, answers = FixedClock(MOMENT), AnsweringAlerts()
    monkeypatch.setattr(clock_module, "SystemClock", lambda: clock)
    monkeypatch.setattr(alerts, "backend", answers)
    path = tmp_path / "Mühlwerda.kpr"
    shutil.copyfile(demo_file, path)
    made = Day(qtbot, clock, answers, tmp_path)
    made.start_program()
    with qtbot.waitSignal(made.window.file_opened, timeout=SLOW):
        made.window.open_file(path)
    yield made
    made.quit_program()


def take_in_the_towns_template(day: Day) -> None:
    """The Word file of the town, as LibreOffice saved it."""
    path = day.folder / "Kopfbogen der Stadt.docx"
    path.write_bytes(template_corpus.libreoffice())
    page = day.page("settings")
    page.tabs.select("letters")
    day.settle()
    pane = page.tabs.current_pane().tabs.current_pane()
    assert isinstance(pane, HouseTemplatePane)
    day.alerts.answers = [path]
    pane.take_button.click()
    day.wait_for(lambda: "Kopfbogen der Stadt.docx" in pane.notice.text())


def start_report(day: Day) -> ReportsPage:
    """A new annual report with what the program proposes, and a foreword."""
    day.press(Qt.Key.Key_9, CTRL)
    page = day.window.stack.current_page
    assert isinstance(page, ReportsPage)
    with day.dialog(NewReportDialog, accept):
        day.press(Qt.Key.Key_N, CTRL)
    chapters = page.reports.detail.chapters
    assert chapters.card.title.text() == "Vorwort"
    chapters.editor.area.setFocus()
    day.write(FOREWORD)
    return page


def leave_out(day: Day, page: ReportsPage, heading: str) -> None:
    """Take a chapter out with the space bar."""
    chapters = page.reports.detail.chapters
    row = [state.heading for state in day.workspace.report_builder.states(current(page).id)].index(heading)
    chapters.list.setFocus()
    chapters.list.setCurrentRow(row)
    day.press(Qt.Key.Key_Space)


def current(page: ReportsPage) -> Report:
    """The report shown."""
    return page.context.workspace.report_builder.get(page.reports.detail.current_id())


def headers_of(word: bytes) -> str:
    """The text of all headers and footers of a Word file."""
    with ZipFile(BytesIO(word)) as parts:
        names = [name for name in parts.namelist() if name.startswith(("word/header", "word/footer"))]
        return "".join(parts.read(name).decode("utf-8") for name in names)


def print_public(day: Day, page: ReportsPage) -> None:
    """The public variant as PDF and as Word file on the town's own template."""
    page.reports.detail.preview_button.click()
    variant = day.preview().side.field("variant")
    variant.setCurrentIndex(variant.findData("public"))
    said = words_of(day.save_from_preview("pdf", "Jahresbericht.pdf"))
    assert FOREWORD in said
    assert "Das Jahr in Zahlen" in said
    assert "Öffentlichkeitsarbeit" not in said
    word = day.save_from_preview("docx", "Jahresbericht.docx")
    assert "Ordnungsamt · Präventionsrat" in headers_of(word), "the header of the town's own file"
    with ZipFile(BytesIO(word)) as parts:
        assert FOREWORD in parts.read("word/document.xml").decode("utf-8")


def compare_after_a_change(day: Day, page: ReportsPage, report: int) -> None:
    """The program notices that the report says something else now, and what."""
    standing = page.reports.detail.standing
    page.reports.detail.tabs.select(STANDING)
    day.wait_for(lambda: standing.notice.text().startswith("Unverändert."))
    day.workspace.report_builder.chapters.set_text(report, "foreword", f"{FOREWORD} Danke!")
    day.wait_for(lambda: standing.notice.text().startswith("Verändert."))
    seen: list[str] = []

    def read(dialog: RunComparisonDialog) -> None:
        day.wait_for(lambda: dialog.count.text() == "1 Unterschied")
        seen.append(dialog.text.toPlainText())
        dialog.reject()

    with day.dialog(RunComparisonDialog, read):
        standing.notice.triggered.emit()
    assert "Danke!" in seen[0]


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_annual_report_on_the_towns_template_public_and_compared(day: Day) -> None:
    take_in_the_towns_template(day)
    page = start_report(day)
    report = current(page).id
    leave_out(day, page, "Öffentlichkeitsarbeit")
    print_public(day, page)
    day.press(Qt.Key.Key_9, CTRL)
    page.show_record("report", report)
    compare_after_a_change(day, page, report)
    day.alerts.answers = [0]  # the check has remarks, and she has read them
    page.reports.detail.standing.next_button.click()
    day.wait_for(lambda: current(page).state is ReportState.CHECKED)
    day.nothing_was_refused()

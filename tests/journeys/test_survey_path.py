"""A survey from the first question to the report: fifty questions of every type, twenty sheets typed by keyboard."""

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from coordinator_app.common import clock as clock_module
from coordinator_app.common.clock import FixedClock
from coordinator_app.domain.questionnaires import QuestionType
from coordinator_app.domain.results import Shown
from coordinator_app.gui import alerts
from coordinator_app.gui.entry.start_dialog import EntryStartDialog
from coordinator_app.gui.entry.window import EntryWindow
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.pages.surveys.designer_step import DesignerStep
from coordinator_app.gui.pages.surveys.evaluation import EvaluationPane
from coordinator_app.gui.pages.surveys.page import SurveysPage
from coordinator_app.gui.pages.surveys.properties import QuestionPane
from coordinator_app.gui.pages.surveys.report import ReportPane
from coordinator_app.gui.pages.surveys.returns import ReturnsPane
from tests.gui.conftest import MOMENT, AnsweringAlerts
from tests.journeys.steps import SLOW, Day, accept, words_of
from tests.journeys.typist import Typist

FROM_BANK = (
    *("A03", "A04", "A05", "A06", "A08", "B02", "C02", "C07", "E04", "E05", "G01", "H01", "I07", "J00"),
    *("L01", "N07", "O01", "Q06", "Q10", "Q11", "Q13", "M01", "K02", "P01", "P02", "L08", "M04"),
)
SHEETS = 20
FIELDS_PER_HOUR = 1_000


@pytest.fixture
def day(qtbot: QtBot, fresh_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Day]:
    """The program with the file of a town that has two areas."""
    clock, answers = FixedClock(MOMENT), AnsweringAlerts()
    monkeypatch.setattr(clock_module, "SystemClock", lambda: clock)
    monkeypatch.setattr(alerts, "backend", answers)
    path = tmp_path / "Mühlwerda.kpr"
    shutil.copyfile(fresh_file, path)
    made = Day(qtbot, clock, answers, tmp_path)
    made.start_program()
    with qtbot.waitSignal(made.window.file_opened, timeout=SLOW):
        made.window.open_file(path)
    made.workspace.municipality.create(name="Mühlwerda")
    for name in ("Altmühl", "Kernstadt"):
        made.workspace.municipality.add_area(name=name)
    yield made
    made.quit_program()


def design(day: Day, page: SurveysPage) -> DesignerStep:
    """A questionnaire of fifty questions: the short form, items of the bank, an own scale of seven steps."""
    with day.dialog(RecordDialog, accept):
        page.new_button.click()
    step = page.step("designer")
    assert isinstance(step, DesignerStep)
    pane = step.pane
    day.wait_for(lambda: pane.designer is not None)
    pane.toggle_bank()
    assert pane.bank is not None
    for item in FROM_BANK:
        pane.bank.search.setText(item)
        pane.bank.search.typed.emit(item)
        day.qtbot.keyClick(pane.bank.list, Qt.Key.Key_Return)
    pane.toggle_bank()
    actions = pane.add_button.menu_.actions()
    next(action for action in actions if action.data() == QuestionType.SCALE.value).trigger()
    shown: Any = pane.properties.current()
    assert isinstance(shown, QuestionPane)
    shown.texts.editor("wording").area.setPlainText("Wie wohl fühlen Sie sich?")
    shown.flush()
    shown = pane.properties.current()
    scales = shown.answers.more.menu_.actions()
    next(action for action in scales if action.text().startswith("Skala: 1 bis 7")).trigger()
    day.settle()
    return step


def check_form(step: DesignerStep) -> None:
    """Fifty questions of every type, with what makes the difficult ones difficult."""
    assert step.pane.designer is not None
    questions = step.pane.designer.form.questions
    assert sum(question.counts for question in questions) == 50
    assert {question.type for question in questions} == set(QuestionType)
    own = next(question for question in questions if question.wording == "Wie wohl fühlen Sie sich?")
    assert own.layout.poles_only
    assert len([answer for answer in own.answers if not answer.missing]) == 7
    assert any(question.second and question.row_filter for question in questions)  # only asked in some rows
    assert any(row.text for question in questions for row in question.rows)  # „Sonstiges“
    assert any(question.limit and any(answer.exclusive for answer in question.answers) for question in questions)


def print_form(day: Day, step: DesignerStep) -> None:
    """Freeze the form and save the sheet as it is printed."""
    day.alerts.answers = [0]
    step.freeze()
    day.wait_for(lambda: step.pane.designer is not None and step.pane.designer.version is not None)
    step.print_button.click()
    text = words_of(day.save_from_preview("pdf", "Fragebogen.pdf"))
    assert "Wie wohl fühlen Sie sich?" in text
    assert "Entwurf" not in text
    day.window.stack.go_back()
    day.settle()


def type_sheets(day: Day, page: SurveysPage) -> Typist:
    """Open the mask from the step „Rücklauf“ and type twenty sheets, every key a real one."""
    page.show_step("returns")
    pane = page.step("returns")
    assert isinstance(pane, ReturnsPane)
    with day.dialog(EntryStartDialog, accept):
        pane.type_sheets()
    window = pane.typing.window
    assert isinstance(window, EntryWindow)
    typist = Typist(window, watched="A01")
    for _ in range(SHEETS):
        typist.type_sheet()
    window.close()
    day.settle()
    return typist


def evaluate(day: Day, page: SurveysPage, typist: Typist) -> None:
    """What was typed is what the evaluation counts; small numbers are hidden or stand in brackets."""
    page.show_step("evaluation")
    pane = page.step("evaluation")
    assert isinstance(pane, EvaluationPane)
    entry = next(entry for entry in pane.entries.values() if entry.title == "Gern hier leben")
    pane.go_to(entry.key)
    result = pane.result
    assert result is not None
    row = result.rows[0]
    typed = Counter(code for code in typist.seen if code > 0)
    assert row.base == sum(typed.values())
    assert row.shown is Shown.BRACKETED
    shown = [(cell, typed[code]) for cell, code in zip(row.cells, result.codes, strict=True) if cell.value is not None]
    assert shown
    for cell, count in shown:
        assert cell.count == count
        assert cell.value == pytest.approx(count / row.base)
    assert all(count >= 5 for _, count in shown)


def report(day: Day, page: SurveysPage) -> None:
    """The report as PDF and Word file, with its method chapter and an own text."""
    page.show_step("report")
    pane = page.step("report")
    assert isinstance(pane, ReportPane)
    pane.chapters.list.setCurrentRow(0)
    pane.chapters.editor.area.setPlainText("Die Stadt hat zum ersten Mal gefragt.")
    pane.print_button.click()
    text = words_of(day.save_from_preview("pdf", "Sicherheitsanalyse.pdf"))
    assert "Die Stadt hat zum ersten Mal gefragt." in text
    assert "ausgewertete Bögen 20" in text
    day.save_from_preview("docx", "Sicherheitsanalyse.docx")


@pytest.mark.timeout(240)
def test_from_the_first_question_to_the_report(day: Day) -> None:
    page = day.page("surveys")
    assert isinstance(page, SurveysPage)
    step = design(day, page)
    check_form(step)
    print_form(day, step)
    typist = type_sheets(day, page)
    assert typist.sheets == SHEETS
    assert typist.fields / typist.hours() >= FIELDS_PER_HOUR
    assert day.workspace.answers.returns(page.step("returns").survey_id).answers == SHEETS
    evaluate(day, page, typist)
    report(day, page)
    day.nothing_was_refused()

"""The step „Auswertung“: a result on every click, findings that become needs, categories by key."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableWidget

from coordinator_app.common.clock import FixedClock
from coordinator_app.domain.evaluation import FindingState
from coordinator_app.domain.result_charts import ChartChoice
from coordinator_app.domain.results import ResultKind
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.pages.surveys.evaluation import EvaluationPane
from coordinator_app.gui.pages.surveys.evaluation_dialogs import IndexDialog
from coordinator_app.gui.pages.surveys.evaluation_list import FINDINGS, PERCEIVED, PORTFOLIO, WEIGHTING
from coordinator_app.gui.pages.surveys.evaluation_panel import COUNTS, TABLE
from coordinator_app.services.workspace import Workspace


@pytest.fixture
def answered(demo_file: Path, tmp_path: Path, clock: FixedClock) -> Iterator[Workspace]:
    """A copy of the example with its answers."""
    for path in demo_file.parent.glob(f"{demo_file.stem}*.kpr*"):
        if path.suffix in {".kpr", ".kpra"}:
            shutil.copy(path, tmp_path / path.name)
    workspace = Workspace.open(tmp_path / demo_file.name, clock=clock)
    yield workspace
    workspace.answers.close()
    workspace.store.close()


@pytest.fixture
def pane(answered: Workspace, make_context: Callable[[Any], AppContext]) -> Iterator[EvaluationPane]:
    """The step on the survey with answers."""
    shown = EvaluationPane(make_context(answered))
    shown.resize(1300, 640)
    shown.show_survey(_survey(answered))
    shown.show()
    QApplication.sendPostedEvents()
    yield shown
    shown.close()
    shown.deleteLater()


def _survey(workspace: Workspace) -> Any:
    return next(each for each in workspace.surveys.all() if each.letters == 1200)


def _go(pane: EvaluationPane, title: str) -> None:
    key = next(entry.key for entry in pane.entries.values() if entry.title == title)
    pane.go_to(key)


def _choose(box: Any, value: object) -> None:
    places = [place for place in range(box.count()) if box.itemData(place) == value]
    box.setCurrentIndex(places[0])
    box.activated.emit(places[0])


def _words(table: QTableWidget) -> str:
    """The categories of the first answer."""
    item = table.item(0, 1)
    return item.text() if item is not None else ""


def test_question_is_shown_compared_and_counted(pane: EvaluationPane) -> None:
    _go(pane, "Sicherheit an Orten bei Dunkelheit")
    assert pane.view.heading.text() == "Sicherheit an Orten bei Dunkelheit"
    assert "gewichtet" in pane.view.subtitle.text()
    assert pane.view.chart.isVisible()
    assert "am Bahnhof" in pane.view.notice.text()
    assert len(pane.view.chart.words()) == 5

    pane.panel.weighted.setChecked(False)
    assert "ungewichtet" in pane.view.subtitle.text()
    pane.panel.dont_know.setChecked(True)
    _choose(pane.panel.chart, TABLE)
    assert pane.view.table.isVisible()
    assert pane.view.table.rowCount() == 5
    _choose(pane.panel.chart, COUNTS)
    assert not pane.view.table.isVisible()
    assert pane.view.counts.count() == 10

    _go(pane, "Gern hier leben")
    groups = [key for key, entry in pane.entries.items() if entry.title == "Ortsteil"]
    _choose(pane.panel.group, groups[0])
    assert pane.result is not None
    assert pane.result.test is not None
    assert len(pane.result.rows) == 7
    assert pane.view.test.text().startswith("Die Gruppen antworten gesichert unterschiedlich")


def test_wave_stands_beside_the_earlier_one(pane: EvaluationPane) -> None:
    _go(pane, "Gern hier leben")
    assert pane.panel.wave.isEnabled()
    _choose(pane.panel.wave, pane.panel.wave.itemData(1))
    assert pane.result is not None
    assert [row.label for row in pane.result.rows] == ["2022", "2026"]
    assert "Prozentpunkte gegenüber 2022" in pane.result.rows[1].differs
    assert pane.view.chart.choice is ChartChoice.WAVES


def test_finding_is_kept_and_becomes_a_need(pane: EvaluationPane, answered: Workspace) -> None:
    _go(pane, "Sicherheit an Orten bei Dunkelheit")
    pane.view.chart.row_chosen.emit(1)
    assert "am Bahnhof" in pane.view.chosen.text()
    pane.view.keep_link.click()
    pane.view.notice.triggered.emit()

    survey = _survey(answered)
    *before, first, second = answered.survey_findings.of(survey.id)
    assert (first.finding.state, second.finding.state) == (FindingState.OPEN, FindingState.NEED)
    evidence = answered.needs.card(second.finding.need_id or 0).evidence
    assert "31,4" in evidence[0].evidence.statement

    pane.go_to(FINDINGS)
    pane.show_record("survey_finding", first.id)
    assert pane.current_record() == ("survey_finding", first.id)
    assert pane.can("delete")
    pane.findings.note()
    assert answered.survey_findings.get(first.id).state is FindingState.NOTED
    pane.findings.make_need()
    pane.delete_current()
    assert len(answered.survey_findings.of(survey.id)) == len(before) + 1


def test_open_answers_get_categories_by_key(pane: EvaluationPane, answered: Workspace) -> None:
    _go(pane, "Welche Orte")
    coding = pane.coding
    assert not pane.panel.isVisible()
    before = coding.counted.text()
    coding.texts.selectRow(0)
    QTest.keyClick(coding.texts, Qt.Key.Key_2)
    assert _words(coding.texts) == "Stadtpark"
    assert coding.counted.text() != before
    QTest.keyClick(coding.texts, Qt.Key.Key_2)
    assert not _words(coding.texts)
    QTest.keyClick(coding.texts, Qt.Key.Key_Return)
    assert coding.texts.currentRow() == 1
    coding.new_name.setText("Ufer")
    QTest.keyClick(coding.new_name, Qt.Key.Key_Return)
    assert coding.categories.rowCount() == 5
    coding.categories.selectRow(4)
    coding.remove_button.click()
    assert [each.title for each in answered.text_coding.categories(_survey(answered).id, "I02")][-1] == "Parkplätze"


def test_whole_survey_has_views_and_an_index_is_made(pane: EvaluationPane, answered: Workspace) -> None:
    for key, rows in ((WEIGHTING, 7), (PORTFOLIO, 5), (PERCEIVED, 3)):
        pane.go_to(key)
        assert pane.whole.table.rowCount() >= rows

    survey = _survey(answered)
    dialog = IndexDialog(pane.context, survey.id, parent=pane)
    dialog.name.set_value("Sicher unterwegs")
    for place in range(dialog.tree.topLevelItemCount()):
        item = dialog.tree.topLevelItem(place)
        if item is not None and "Dunkelheit" in item.text(0):
            item.setCheckState(0, Qt.CheckState.Checked)
    assert "Alpha" in dialog.alpha.text()
    assert dialog.check()
    pane.show_survey(survey)
    pane.show_record("survey_index", dialog.new_id)
    assert pane.result is not None
    assert pane.result.kind is ResultKind.INDEX
    again = IndexDialog(pane.context, survey.id, answered.survey_indices.get(dialog.new_id), pane)
    assert again.variables() == dialog.variables()
    again.name.set_value("Sicher im Dunkeln")
    assert again.check()
    assert answered.survey_indices.get(dialog.new_id).title == "Sicher im Dunkeln"
    assert pane.can("delete")
    pane.delete_current()
    dialog.deleteLater()
    again.deleteLater()


def test_survey_without_answers_says_so(pane: EvaluationPane, answered: Workspace) -> None:
    planned = next(each for each in answered.surveys.all() if not each.answer_file)
    pane.show_survey(planned)
    assert pane.stack.currentWidget() is pane.empty
    assert not pane.can("delete")

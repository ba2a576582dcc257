"""Tabs „Qualität“ and „Ziele & Wirkung“ on the page with real services: walking the steps, typing, taking over."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from coordinator_app.domain.data_series import DataPoint, DataSeries
from coordinator_app.domain.goals import Goal, GoalLevel, Indicator
from coordinator_app.domain.logic_model import LogicModel
from coordinator_app.domain.priorities import Priority, PriorityRound
from coordinator_app.domain.project_course import EvaluationSubject
from coordinator_app.domain.projects import ProjectStatus
from coordinator_app.domain.quality import Fulfilment, StepState
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.pages.projects.effect import LogicModelDialog
from coordinator_app.gui.pages.projects.goals import GoalsPane
from coordinator_app.gui.pages.projects.page import ProjectsPage
from coordinator_app.gui.pages.projects.quality import QualityPane
from coordinator_app.gui.pages.projects.quality_step import QuestionBlock
from coordinator_app.gui.widgets.cards import ListRow
from coordinator_app.gui.widgets.value_line import Course, ValueLine
from coordinator_app.services.workspace import Workspace
from tests.gui.helpers import assert_freed, nameless, settle


@pytest.fixture
def project(workspace: Workspace) -> int:
    """A planned project with a need, a goal tree and a measured indicator."""
    need = workspace.needs.create(title="Treffpunkt fehlt", place="Bahnhof")
    id = workspace.projects.create(
        title="Offener Treff", status=ProjectStatus.PLANNING, needs=(need,), activities="Drei Abende"
    )
    top = workspace.projects.add_goal(id, "Der Platz wird gern genutzt.", level=GoalLevel.GUIDING)
    goal = workspace.projects.add_goal(id, "Weniger Beschwerden.", parent_id=top)
    indicator = workspace.projects.add_indicator(
        goal,
        "Beschwerden",
        baseline=47.0,
        baseline_on=date(2025, 1, 1),
        target=25.0,
        target_on=date(2027, 12, 31),
        interval="jährlich",
    )
    workspace.projects.measure(indicator, measured_on=date(2025, 6, 1), value=40.0)
    return id


@pytest.fixture
def page(context: AppContext, project: int, qtbot: QtBot) -> ProjectsPage:
    """The page over the project."""
    made = ProjectsPage(context)
    qtbot.addWidget(made)
    made.resize(1166, 690)
    made.show()
    made.show_record("project", project)
    return made


def answer_dialog(kind: type[QDialog], fill: Callable[[Any], None]) -> None:
    """Fill the next modal dialog of a kind and press its primary button."""

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, kind), dialog
        fill(dialog)
        dialog.primary_button.click()  # type: ignore[attr-defined]  # every dialog of ours has one
        if dialog.isVisible():
            dialog.reject()

    QTimer.singleShot(0, act)


def again(page: ProjectsPage) -> None:
    """Let the page take up what was stored."""
    page.mark_stale()
    page.refresh()


def quality(page: ProjectsPage, step: int = 0) -> QualityPane:
    page.detail.tabs.select("quality")
    pane = page.detail.pane("quality")
    assert isinstance(pane, QualityPane)
    pane.open_step(step)
    settle()
    return pane


def block(pane: QualityPane, place: int) -> QuestionBlock:
    return pane.step.blocks[place]


def goals(page: ProjectsPage) -> GoalsPane:
    page.detail.tabs.select("goals")
    pane = page.detail.pane("goals")
    assert isinstance(pane, GoalsPane)
    settle()
    return pane


def action(pane: GoalsPane, text: str) -> QAction:
    return next(item for item in pane.findChildren(QAction) if item.text() == text)


def press(pane: Any, text: str) -> None:
    next(item for item in pane.findChildren(QPushButton) if item.text() == text).click()


def test_the_steps_lead_to_their_questions_and_back(page: ProjectsPage) -> None:
    pane = quality(page)
    assert pane.all_steps.state.text() == "0 von 7 Schritten erfüllt"
    assert "sind die Qualitätsschritte 1, 2, 3 und 4 noch offen" in pane.all_steps.notice.text()
    row: Any = pane.all_steps.list.rows()[2]
    row.activated.emit()
    settle()
    assert pane.current_step() == 3
    assert pane.step.title.text().startswith("Schritt 3: ")
    assert pane.step.blocks[0].form.editor("answer").field.hasFocus()
    pane.step.next.click()
    assert pane.current_step() == 4
    pane.step.before.click()
    assert pane.current_step() == 3
    pane.step.back.click()
    assert pane.current_step() == 0
    pane.all_steps.notice.triggered.emit()
    assert pane.current_step() == 1
    assert not nameless(pane)
    pane.open_step(7)
    pane.step.next.click()
    assert pane.current_step() == 0


def test_an_answer_saves_itself_while_typing_goes_on(page: ProjectsPage, project: int, workspace: Workspace) -> None:
    pane = quality(page, 1)
    editor: Any = block(pane, 0).form.editor("answer")
    area = editor.field
    QTest.keyClicks(area, "Krach")
    editor.pause.timeout.emit()
    QTest.keyClicks(area, " am Abend")
    again(page)
    assert area.toPlainText() == "Krach am Abend"
    assert area.hasFocus()
    pane.flush()
    stored = workspace.quality.card(project).steps[0].answers[0].answer
    assert stored is not None
    assert (stored.answer, stored.fulfilment) == ("Krach am Abend", Fulfilment.PARTIAL)
    again(page)
    assert block(pane, 0).form.editor("fulfilment").value() is Fulfilment.PARTIAL


def test_typed_words_stay_with_their_project(page: ProjectsPage, project: int, workspace: Workspace) -> None:
    other = workspace.projects.create(title="Anderes Projekt")
    pane = quality(page, 1)
    QTest.keyClicks(block(pane, 0).form.editor("answer").field, "Krach")
    page.show_record("project", other)
    first = [workspace.quality.card(id).steps[0].answers[0].answer for id in (project, other)]
    assert first[0] is not None
    assert first[0].answer == "Krach"
    assert first[1] is None
    assert pane.current_step() == 0


def test_what_the_file_knows_is_taken_over(page: ProjectsPage, project: int, workspace: Workspace) -> None:
    pane = quality(page, 1)
    known = block(pane, 0).known
    assert "Treffpunkt fehlt (Bahnhof)" in known.text()
    known.triggered.emit()
    again(page)
    assert block(pane, 0).form.editor("answer").value() == "Treffpunkt fehlt (Bahnhof)"
    assert known.isHidden()
    workspace.store.undo()
    again(page)
    assert block(pane, 0).form.editor("answer").value() == ""


def test_a_question_that_does_not_apply_wants_a_reason(page: ProjectsPage, project: int, workspace: Workspace) -> None:
    pane = quality(page, 2)
    form = block(pane, 2).form
    assert form.row("reason").isHidden()
    form.editor("fulfilment").set_value(Fulfilment.NOT_APPLICABLE)
    form.commit("fulfilment")
    again(page)
    assert not form.row("reason").isHidden()
    assert "begründen" in block(pane, 2).finding.text()
    form.editor("reason").set_value("Keine Literatur nötig.")
    form.commit("reason")
    again(page)
    assert block(pane, 2).finding.isHidden()
    assert workspace.quality.card(project).progress[1].state is StepState.PARTIAL


def test_evidence_files_are_kept_with_an_answer(
    page: ProjectsPage, project: int, workspace: Workspace, tmp_path: Path, alerts_fake: Any, shell: Any
) -> None:
    pane = quality(page, 1)
    files = block(pane, 2).files
    path = tmp_path / "Auswertung.txt"
    path.write_text("31 %", encoding="utf-8")
    alerts_fake.answers.append(path)
    files.add.click()
    again(page)
    assert workspace.store.undo_name == "Beleg angehängt"
    assert [title for _, _, title in workspace.quality.card(project).steps[0].answers[2].files] == ["Auswertung"]
    remove = next(each for each in files.findChildren(QPushButton) if each.accessibleName().startswith("Beleg „"))
    remove.click()
    assert shell.calls[-1] == ("undo_bar", "Beleg entfernt.")
    assert workspace.quality.card(project).steps[0].answers[2].files == ()
    files.add_file(tmp_path / "weg.txt")
    assert "weg.txt" in alerts_fake.shown[0]
    assert workspace.quality.card(project).steps[0].answers[2].answer is not None


def test_papers_and_found_answers_open(page: ProjectsPage, project: int, workspace: Workspace, shell: Any) -> None:
    pane = quality(page)
    pane.all_steps.description.click()
    assert shell.calls[-1][:3] == ("preview", "project_description", project)
    pane.all_steps.report.click()
    assert shell.calls[-1][:3] == ("preview", "progress_report", project)
    pane.all_steps.form.click()
    assert shell.calls[-1][:3] == ("preview", "quality_form", project)
    id = workspace.quality.answer(project, "plan_time", answer="Ab Januar")
    page.show_record("quality_answer", id)
    assert pane.current_step() == 5
    page.detail.tabs.select("overview")
    page.detail.overview.gaps.triggered.emit()
    assert page.detail.tabs.current() == "quality"


def test_a_read_only_file_shows_answers_without_changing_them(
    workspace: Workspace, project: int, make_context: Any, qtbot: QtBot
) -> None:
    workspace.quality.answer(project, "problem_what", answer="Lärm")
    reader = Workspace.open(workspace.store.path, read_only=True)
    page = ProjectsPage(make_context(reader))
    qtbot.addWidget(page)
    page.show()
    page.show_record("project", project)
    pane = quality(page, 1)
    area: Any = block(pane, 0).form.editor("answer").field
    assert area.isReadOnly()
    shown = goals(page)
    assert not [box for box in shown.findChildren(QCheckBox) if box.isEnabled()]
    assert not [item for item in shown.findChildren(QAction) if "entfernen" in item.text()]
    reader.store.close()


def test_smart_boxes_and_goals_below(page: ProjectsPage, project: int, workspace: Workspace) -> None:
    pane = goals(page)
    box = next(each for each in pane.findChildren(QCheckBox) if each.accessibleName() == "Ziel ist spezifisch")
    box.setFocus()
    box.click()
    assert workspace.projects.card(project).goals[0].goal.is_specific
    again(page)
    settle()
    focused = pane.focusWidget()
    assert isinstance(focused, QCheckBox)
    assert (focused.accessibleName(), focused.isChecked()) == ("Ziel ist spezifisch", True)

    def fill(dialog: Any) -> None:
        rows = dialog.fields.rows
        assert rows["level"].editor.value() is GoalLevel.INTERMEDIATE
        assert rows["parent_id"].editor.box.count() == 3
        rows["text"].editor.set_value("Anwohnende und Jugendliche sprechen miteinander.")

    answer_dialog(RecordDialog, fill)
    action(pane, "Ziel darunter hinzufügen").trigger()
    again(page)
    assert [(item.goal.level.label, item.depth) for item in workspace.projects.card(project).goals] == [
        ("Leitziel", 0),
        ("Mittlerziel", 1),
        ("Handlungsziel", 1),
    ]
    assert not nameless(pane)


def test_a_goal_leads_to_its_priority(page: ProjectsPage, project: int, workspace: Workspace, shell: Any) -> None:
    with workspace.store.write("Runde") as unit:
        priority = unit.add(
            Priority(priority_round_id=unit.add(PriorityRound(title="Runde 2026")), need_title="Treffpunkt", rank=1)
        )
    workspace.projects.update_part(Goal, 1, None, priority_id=priority)
    again(page)
    pane = goals(page)
    next(row for row in pane.findChildren(ListRow) if row.value.text() == "Priorität").activated.emit()
    assert shell.calls[-1] == ("navigate", "priority", priority)


def test_values_come_from_a_series_and_late_ones_are_named(
    page: ProjectsPage, project: int, workspace: Workspace, shell: Any
) -> None:
    indicator = next(iter(workspace.projects.card(project).indicators)).indicator
    with workspace.store.write("Reihe") as unit:
        series = unit.add(DataSeries(title="Beschwerden"))
        unit.add(DataPoint(series_id=series, period="2025", value=38.0))
    workspace.projects.update_part(Indicator, indicator.id, None, series_id=series)
    again(page)
    pane = goals(page)
    assert any("war am 01.06.2026 fällig" in row for row in texts(pane))
    settle()
    assert [line.toolTip() for line in pane.findChildren(ValueLine)] == ["Verlauf: 47 am 01.01.2025, 40 am 01.06.2025"]
    for expected in ("1 Messwert übernommen.", "Alle Werte der Reihe sind schon übernommen."):
        action(pane, "Werte aus der Kennzahlreihe übernehmen").trigger()
        assert shell.calls[-1][1] == expected
        again(page)


def texts(pane: Any) -> list[str]:
    """All words of the labels of a pane."""
    from PySide6.QtWidgets import QLabel

    return [label.text() for label in pane.findChildren(QLabel)]


def test_the_logic_model_is_filled_edited_and_shown(
    page: ProjectsPage, project: int, workspace: Workspace, shell: Any
) -> None:
    pane = goals(page)
    press(pane.effect, "Aus den Angaben füllen")
    again(page)
    assert "Noch ohne Angaben: Einsatz" in pane.effect.model_hint.text()

    def fill(dialog: LogicModelDialog) -> None:
        dialog.editors["inputs"].set_value("- Fachkraft\n- Raum")

    answer_dialog(LogicModelDialog, fill)
    press(pane.effect, "Bearbeiten")
    model = workspace.quality.logic_model(project)
    assert model == LogicModel(
        inputs=("Fachkraft", "Raum"),
        activities=("Drei Abende",),
        outputs=model.outputs,
        impacts=("Der Platz wird gern genutzt.",),
    )
    press(pane.effect, "Abbildung")
    assert shell.calls[-1][:3] == ("preview", "project_logic_model", project)


def test_evaluations_and_lessons_are_kept(page: ProjectsPage, project: int, workspace: Workspace, shell: Any) -> None:
    pane = goals(page)

    def fill(dialog: Any) -> None:
        rows = dialog.fields.rows
        rows["subject"].editor.set_value(EvaluationSubject.IMPACT)
        rows["starts_on"].editor.set_value(date(2026, 10, 1))
        rows["ends_on"].editor.set_value(date(2026, 9, 1))
        dialog.primary_button.click()
        assert dialog.message.isVisible()
        rows["ends_on"].editor.set_value(date(2026, 10, 31))
        rows["result"].editor.set_value("Gut besucht")

    answer_dialog(RecordDialog, fill)
    press(pane.effect, "Evaluation hinzufügen")
    again(page)
    assert any("Ohne Vergleich mit vorher" in text for text in texts(pane.effect))
    answer_dialog(RecordDialog, lambda dialog: dialog.fields.rows["conclusion"].editor.set_value("Weiterführen"))
    action_of(pane, "Evaluation ändern").trigger()
    assert workspace.quality.evaluations(project)[0].conclusion == "Weiterführen"
    again(page)
    action_of(pane, "Evaluation entfernen").trigger()
    assert shell.calls[-1] == ("undo_bar", "Evaluation entfernt.")
    assert workspace.quality.evaluations(project) == ()
    QTest.keyClicks(pane.effect.lessons.editor("lessons_learned").field, "Besser planen")
    page.leave()
    assert workspace.projects.get(project).lessons_learned == "Besser planen"


def action_of(pane: GoalsPane, text: str) -> QAction:
    return next(item for item in pane.effect.findChildren(QAction) if item.text() == text)


def test_lines_and_panes_are_freed(context: AppContext, project: int, qtbot: QtBot) -> None:
    page = ProjectsPage(context)
    qtbot.addWidget(page)
    lookups = page._lookups  # noqa: SLF001  # made once per page
    card = context.workspace.projects.card(project)

    def pane(kind: Any) -> Any:
        made = kind(context, lookups)
        made.show_card(card)
        return made

    assert_freed(lambda: pane(QualityPane))
    assert_freed(lambda: pane(GoalsPane))
    line = ValueLine(Course(((date(2026, 1, 1), 3.0),)))
    assert not line.grab().isNull()
    assert not ValueLine(Course(())).grab().isNull()
    assert Course(()).words() == "Noch kein Verlauf"

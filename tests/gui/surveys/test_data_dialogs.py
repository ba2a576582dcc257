"""Taking questions and answers in and handing data out, as somebody at the window does it."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from coordinator_app.domain.answers import AnswerMode
from coordinator_app.domain.disclosure import Treatment
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.editors import ChoiceEditor
from coordinator_app.gui.pages.surveys.answer_export import AnswerExportDialog
from coordinator_app.gui.pages.surveys.answer_import import AnswerImportDialog
from coordinator_app.gui.pages.surveys.data_dialogs import WorkingDialog
from coordinator_app.gui.pages.surveys.designer_step import DesignerStep
from coordinator_app.gui.pages.surveys.returns import ReturnsPane
from coordinator_app.gui.pages.surveys.structure_import import StructureImportDialog
from coordinator_app.gui.widgets.buttons import LinkButton
from coordinator_app.services.answer_export import DataFormat
from coordinator_app.services.workspace import Workspace
from tests.data import lime_files
from tests.gui.conftest import AnsweringAlerts

Contexts = Callable[[Workspace], AppContext]


@pytest.fixture
def survey(workspace: Workspace, tmp_path: Path) -> int:
    id = workspace.surveys.create(title="Sicher leben", year=2026, template="leer")
    paper = workspace.surveys.questionnaires(id)[0]
    path = tmp_path / "umfrage.lss"
    path.write_bytes(lime_files.lss())
    workspace.survey_import.run(workspace.survey_import.plan(paper.id, path))
    workspace.surveys.update_questionnaire(paper.id, None, page_limit=8)
    workspace.surveys.freeze(paper.id)
    return id


def shown(dialog: WorkingDialog, qtbot: QtBot, name: str) -> None:
    """Show the dialog and wait until it has nothing to do."""
    qtbot.addWidget(dialog)
    dialog.show()
    settled(dialog, qtbot)
    folder = os.environ.get("KPR_PICTURES")
    if folder:
        dialog.grab().save(f"{folder}/{name}.png")


def settled(dialog: WorkingDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not dialog.context.jobs.active(), timeout=10_000)


def test_questions_of_limesurvey_are_looked_at_and_taken(
    workspace: Workspace, make_context: Contexts, qtbot: QtBot, tmp_path: Path, alerts_fake: AnsweringAlerts
) -> None:
    context = make_context(workspace)
    id = workspace.surveys.create(title="Sicher leben", year=2026, template="leer")
    paper = workspace.surveys.questionnaires(id)[0].id
    path = tmp_path / "umfrage.lss"
    path.write_bytes(lime_files.lss(4))
    dialog = StructureImportDialog(context, paper, path)
    shown(dialog, qtbot, "structure")
    assert dialog.questions.rowCount() == 10
    assert dialog.primary_button.text() == "10 Fragen übernehmen"
    dialog.tabs.setCurrentIndex(1)
    assert dialog.remarks.isVisible()
    report = tmp_path / "bericht.xlsx"
    alerts_fake.answers.append(str(report))
    dialog.report_button.click()
    assert report.stat().st_size > 1_000
    dialog.primary_button.click()
    assert dialog.added == 10
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert len(workspace.surveys.form(paper).questions) == 10


def test_answers_are_checked_put_in_place_and_taken(
    workspace: Workspace, make_context: Contexts, survey: int, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "results-survey482913.csv"
    path.write_bytes(lime_files.responses("full").replace(b"Wie alt sind Sie?", b"Lebensjahre"))
    dialog = AnswerImportDialog(make_context(workspace), survey, path)
    shown(dialog, qtbot, "answers")
    assert dialog.mode.value() is AnswerMode.SELF_SELECTED
    assert dialog.primary_button.text() == "2 Bögen einlesen"
    assert dialog.plan is not None
    assert dialog.plan.sheets.missing == ("ALTER",)
    dialog.tabs.setCurrentIndex(1)
    assert dialog.columns.isVisible()
    if os.environ.get("KPR_PICTURES"):
        dialog.grab().save(f"{os.environ['KPR_PICTURES']}/columns.png")
    editor = next(
        found for found in dialog.columns.findChildren(ChoiceEditor) if "Lebensjahre" in found.field.accessibleName()
    )
    editor.set_value("ALTER")
    editor.committed.emit()
    settled(dialog, qtbot)
    assert not dialog.plan.sheets.missing
    dialog.mode.set_value(AnswerMode.ONLINE)
    dialog.mode.committed.emit()
    settled(dialog, qtbot)
    dialog.primary_button.click()
    settled(dialog, qtbot)
    assert dialog.result_ is not None
    assert dialog.result_.new == 2
    assert workspace.answers.joined(survey).columns["ALTER"].tolist() == [34, -9]


def test_file_that_does_not_fit_says_so_and_nothing_is_stored(
    workspace: Workspace, make_context: Contexts, survey: int, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "fremd.csv"
    path.write_bytes(b"Name;Strasse\nA;B\n")
    dialog = AnswerImportDialog(make_context(workspace), survey, path)
    shown(dialog, qtbot, "foreign")
    assert "passt keine Spalte" in dialog.message.text()
    assert not dialog.primary_button.isEnabled()
    dialog.reject()
    assert workspace.answers.ensure(survey).count() == 0


def test_data_are_shown_before_they_go_out(
    workspace: Workspace,
    make_context: Contexts,
    survey: int,
    qtbot: QtBot,
    tmp_path: Path,
    alerts_fake: AnsweringAlerts,
) -> None:
    path = tmp_path / "papier.csv"
    rows = "".join(f"{row % 4 + 1};{20 + row % 50};{row % 2 + 1};Wort\n" for row in range(200))
    path.write_bytes(f"SICHER;ALTER;KINDER;WORTE\n{rows}".encode())
    service = workspace.answer_import
    opened = service.open(survey, path)
    service.run(service.plan(opened, service.proposed(opened)))
    dialog = AnswerExportDialog(make_context(workspace), survey)
    shown(dialog, qtbot, "export")
    assert dialog.plan is not None
    treatments = {line.item.variable.name: line.item.treatment for line in dialog.plan.lines}
    assert treatments["WORTE"] is Treatment.OUT
    assert treatments["ALTER"] is Treatment.AGE
    dialog.choose("ALTER", Treatment.OUT)
    settled(dialog, qtbot)
    assert "ALTER" not in dialog.plan.data.columns
    for kind, editor in dialog.formats.items():
        editor.set_value(kind is DataFormat.SAV)
    alerts_fake.answers.append(str(tmp_path))
    dialog.primary_button.click()
    settled(dialog, qtbot)
    assert [written.suffix for written in dialog.paths] == [".sav"]
    assert dialog.paths[0].stat().st_size > 1_000


def test_menus_lead_to_the_dialogs(
    workspace: Workspace, make_context: Contexts, survey: int, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rücklauf ▸ Daten and Fragebogen ▸ ⋯; what came in can be taken back at once."""
    asked: list[str] = []

    def taken(*_: object) -> tuple[int, Callable[[], int]]:
        asked.append("answers")
        return 2, lambda: asked.append("back") or 2

    monkeypatch.setattr(AnswerImportDialog, "ask", taken)
    monkeypatch.setattr(AnswerExportDialog, "ask", lambda *_: asked.append("data"))
    monkeypatch.setattr(StructureImportDialog, "ask", lambda *_: asked.append("questions") or 3)
    returns = ReturnsPane(make_context(workspace))
    qtbot.addWidget(returns)
    returns.show_survey(workspace.surveys.get(survey))
    words = {action.text().replace("&", ""): action for action in returns.data_menu.actions()}
    words["Antworten aus einer Datei einlesen …"].trigger()
    words["Anonymisierte Daten ausgeben …"].trigger()
    assert returns.undo_bar.text() == "2 Bögen eingelesen."
    returns.undo_bar.findChild(LinkButton).click()
    step = DesignerStep(make_context(workspace))
    qtbot.addWidget(step)
    step.show_survey(workspace.surveys.get(survey))
    step.import_action.trigger()
    assert asked == ["answers", "data", "back", "questions"]

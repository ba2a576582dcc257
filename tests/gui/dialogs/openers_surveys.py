"""How each dialog of surveys and figures is made on the example file."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog

from coordinator_app.common.jobs import JobContext
from coordinator_app.domain.data_series import DataSeries
from coordinator_app.domain.evaluation import SurveyIndex
from coordinator_app.domain.surveys import Questionnaire, Survey
from coordinator_app.gui.entry.start_dialog import EntryStartDialog
from coordinator_app.gui.pages.surveys import (
    answer_export,
    answer_import,
    double_compare,
    evaluation_dialogs,
    notes_dialog,
    pks_dialog,
    returns_dialogs,
    sampling_draw,
    sampling_margins,
    series_dialogs,
    structure_import,
)
from coordinator_app.services.data_series import PksTable
from coordinator_app.services.entry import EntrySession
from coordinator_app.services.sheet_checks import check_sheets
from tests.data import lime_files
from tests.gui.dialogs.stage import Stage

Opener = Callable[[Stage], QDialog]
_PKS = (
    "Berichtsjahr 2024\nSchluessel;Straftat;Gemeindeschluessel;Stadt-/Landkreis;Anzahl erfasste Faelle;HZ\n"
    "------;Straftaten insgesamt;14999;Werdatal;1,261;7,246.4\n435*00;Einbruch;14999;Werdatal;7;40.2\n"
)
_MARGINS = "Geschlecht;Personen\nmännlich;300\nweiblich;9000\n"


def _answered(stage: Stage) -> Survey:
    return next(each for each in stage.all(Survey) if each.answer_file and each.year == 2026)


def _planned(stage: Stage) -> Survey:
    return next(each for each in stage.all(Survey) if not each.answer_file)


def _answers_in(stage: Stage) -> QDialog:
    path = stage.file("antworten.csv", lime_files.responses("full"))
    return answer_import.AnswerImportDialog(stage.context, _answered(stage).id, path, stage.window)


def _questions_in(stage: Stage) -> QDialog:
    paper = stage.first(Questionnaire, survey_id=_planned(stage).id)
    path = stage.file("umfrage.lss", lime_files.lss())
    return structure_import.StructureImportDialog(stage.context, paper.id, path, stage.window)


def _notes(stage: Stage) -> QDialog:
    file = stage.workspace.answers.ensure(_answered(stage).id)
    return notes_dialog.NotesDialog(check_sheets(JobContext(), file), stage.window)


def _pks(stage: Stage) -> QDialog:
    table = stage.workspace.data_series.read(stage.file("Kreise.csv", _PKS.encode("cp1252")))
    assert isinstance(table, PksTable)
    return pks_dialog.PksDialog(stage.workspace.data_series, table, ["14999123"], stage.window)


def _margins_in(stage: Stage) -> QDialog:
    survey, path = _answered(stage).id, stage.file("zahlen.csv", _MARGINS)
    found = stage.workspace.sampling.read_margins(survey, path)
    return sampling_margins.MarginImportDialog(stage.workspace.sampling, survey, found, stage.window)


def _series_in(stage: Stage) -> QDialog:
    plan = stage.workspace.data_series.plan(stage.file("pks.csv", "Straftat;2024;2025\nRaub;5;viele\n"))
    return series_dialogs.SeriesImportDialog(stage.workspace.data_series, plan, stage.lookups, stage.window)


def _entry(stage: Stage) -> QDialog:
    file = stage.workspace.answers.ensure(_answered(stage).id)
    return EntryStartDialog(EntrySession(file, user="JA"), stage.today, "JA", stage.window)


def _of_survey(made: Callable[..., QDialog]) -> Opener:
    return lambda stage: made(stage.context, _answered(stage).id, stage.window)


SURVEYS: dict[type[QDialog], Opener] = {
    EntryStartDialog: _entry,
    answer_export.AnswerExportDialog: _of_survey(answer_export.AnswerExportDialog),
    answer_import.AnswerImportDialog: _answers_in,
    double_compare.CompareDialog: _of_survey(double_compare.CompareDialog),
    evaluation_dialogs.IndexDialog: lambda stage: evaluation_dialogs.IndexDialog(
        stage.context, _answered(stage).id, stage.first(SurveyIndex), stage.window
    ),
    evaluation_dialogs.RecordedDialog: _of_survey(evaluation_dialogs.RecordedDialog),
    notes_dialog.NotesDialog: _notes,
    pks_dialog.PksDialog: _pks,
    returns_dialogs.DeleteAnswersDialog: lambda stage: returns_dialogs.DeleteAnswersDialog(
        stage.context, _answered(stage), stage.window
    ),
    returns_dialogs.DestroyedDialog: lambda stage: returns_dialogs.DestroyedDialog(
        stage.context, _answered(stage), stage.window
    ),
    returns_dialogs.DoublePlanDialog: _of_survey(returns_dialogs.DoublePlanDialog),
    returns_dialogs.PackageDialog: _of_survey(returns_dialogs.PackageDialog),
    sampling_draw.DrawDialog: lambda stage: sampling_draw.DrawDialog(stage.context, _planned(stage), stage.window),
    sampling_margins.MarginDialog: lambda stage: sampling_margins.MarginDialog(
        stage.workspace.sampling, _answered(stage).id, parent=stage.window
    ),
    sampling_margins.MarginImportDialog: _margins_in,
    series_dialogs.LinesDialog: lambda stage: series_dialogs.LinesDialog(
        stage.workspace.data_series, stage.first(DataSeries).id, stage.window
    ),
    series_dialogs.SeriesImportDialog: _series_in,
    structure_import.StructureImportDialog: _questions_in,
}

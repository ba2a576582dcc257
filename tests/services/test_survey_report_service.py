"""The report of a survey through the services, on the example file with its answers."""

import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from coordinator_app.common.clock import FixedClock
from coordinator_app.common.errors import UserError
from coordinator_app.documents.content import Heading, walk, warnings_of
from coordinator_app.documents.plain_words import plain_words
from coordinator_app.documents.survey_report import build
from coordinator_app.domain.report_chapters import METHOD, SUMMARY, module_key
from coordinator_app.domain.result_words import figure_words
from coordinator_app.domain.survey_run import SurveyRun
from coordinator_app.services.evaluation_tables import View
from coordinator_app.services.survey_report import method_facts, module_titles, report_of
from coordinator_app.services.workspace import Workspace


@pytest.fixture(scope="module")
def answered(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A copy of the example with its answers."""
    folder = tmp_path_factory.mktemp("report")
    for path in demo_file.parent.glob(f"{demo_file.stem}*.kpr*"):
        if path.suffix in {".kpr", ".kpra"}:
            shutil.copy(path, folder / path.name)
    workspace = Workspace.open(folder / demo_file.name)
    yield workspace
    workspace.answers.close()
    workspace.store.close()


def survey_id(workspace: Workspace) -> int:
    return next(each.id for each in workspace.surveys.all() if each.letters == 1200)


def test_report_tells_the_same_figures_as_the_screen(answered: Workspace) -> None:
    id = survey_id(answered)
    finding, need = answered.survey_findings.keep_with_need(id, _bus_stop(answered, id), 1)
    assert finding
    assert need
    report = report_of(answered, id)
    assert module_titles(report.run)[0] == "Wohnen in Mühlwerda"
    assert report.town == "Mühlwerda"
    document = build(report)
    words = plain_words(document)
    shown = answered.evaluation.result(id, report.run.modules[0].results[0].key, View())
    assert figure_words(shown.rows[0].summary) in words
    assert "Fahrraddiebstahl" in words, "recorded figures linked to questions are told"
    assert report.findings[-1].need
    assert need in {row.id for row in report.outcomes}
    assert "Befunde (in der Auswertung festzuhalten) fehlt" not in warnings_of(document)
    titles = [node.text for node in walk(document.blocks) if isinstance(node, Heading) and node.level == 1]
    assert titles[2:4] == ["Methode", "Wer geantwortet hat"]


def _bus_stop(workspace: Workspace, id: int) -> Any:
    entry = next(
        each for each in workspace.evaluation.entries(id) if each.title == "Sicherheit an Orten bei Dunkelheit"
    )
    return workspace.evaluation.result(id, entry.key, View())


def test_method_comes_from_the_survey(answered: Workspace) -> None:
    id = survey_id(answered)
    survey = answered.surveys.get(id)
    run = SurveyRun(basis=answered.evaluation.basis(id), weighting=answered.evaluation.weighting(id))
    facts = method_facts(answered, survey, run)
    assert facts.basis.sent == 1200
    assert "AAPOR" in facts.return_sentence
    assert sum(stratum.letters or 0 for stratum in facts.strata) == 1200
    assert facts.languages[0] == "Deutsch"


def test_volume_and_single_result_are_written(answered: Workspace) -> None:
    id = survey_id(answered)
    book = openpyxl.load_workbook(BytesIO(answered.documents.render("survey_tables", id, "xlsx")), read_only=True)
    assert book.sheetnames[:2] == ["Inhalt", "Wohnen in Mühlwerda"]
    kind = answered.documents.kind("survey_result")
    assert kind.subjects(answered) == []
    assert id in answered.documents.kind("survey_report").subjects(answered)
    options = {option.key: option.choices for option in kind.options_for(answered, id)}
    first = next(key for key, _ in options["result"] if key)
    group = next(key for key, label in options["group"] if label.split(" ", 1)[1] == "Ortsteil")
    document = answered.documents.document("survey_result", id, {"result": first, "group": group, "weighted": "no"})
    assert "ungewichtet" in plain_words(document)
    assert "Bahnhofsviertel" in plain_words(document)
    with pytest.raises(UserError, match="gibt es in der Erhebung nicht mehr"):
        answered.documents.document("survey_result", id, {"result": "q:weg"})
    for key in ("survey_report", "survey_tables", "survey_result"):
        assert answered.documents.file_stem(key, id).startswith("20")


def test_chapters_keep_text_and_tick_and_can_be_undone(workspace: Workspace, clock: FixedClock) -> None:
    id = workspace.surveys.create(title="Befragung", year=2026)
    reports = workspace.survey_reports
    reports.set_text(id, METHOD, " Eigener Text. ")
    reports.set_included(id, METHOD, included=False)
    state = next(each for each in reports.states(id, []) if each.chapter.key == METHOD)
    assert (state.text, state.included) == ("Eigener Text.", False)
    reports.set_text(id, METHOD, "Eigener Text.")
    assert workspace.store.undo() == "Kapitel weggelassen"
    assert next(each for each in reports.states(id, []) if each.chapter.key == METHOD).included
    reports.set_included(id, module_key("Wohnen"), included=False)
    assert [each.chapter.title for each in reports.states(id, ["Wohnen"]) if not each.included] == ["Wohnen"]
    workspace.surveys.discard(id)
    with pytest.raises(UserError, match="Papierkorb"):
        reports.set_text(id, SUMMARY, "x")


def test_survey_without_answers_has_a_report_but_no_tables(workspace: Workspace) -> None:
    id = workspace.surveys.create(title="Befragung", year=2026)
    document = workspace.documents.document("survey_report", id)
    assert "Zweck der Erhebung fehlt" in warnings_of(document)
    with pytest.raises(UserError, match="keine Antworten"):
        workspace.documents.document("survey_tables", id)
    assert id not in workspace.documents.kind("survey_tables").subjects(workspace)

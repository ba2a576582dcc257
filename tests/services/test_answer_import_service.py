"""Answers from files reach the answer file once, each way for itself; structures reach the questionnaire."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from coordinator_app.common.errors import Cancelled, UserError
from coordinator_app.common.jobs import JobContext
from coordinator_app.domain.answers import AnswerMode
from coordinator_app.domain.surveys import Question
from coordinator_app.services.answer_import_rows import AnswerPlan
from coordinator_app.services.workspace import Workspace
from tests.data import lime_files

SAFE = ["SICHER", "GRUND_1", "GRUND_2", "GRUND_3", "ORTE_SQ001", "WICHTIG_SQ001", "WICHTIG_SQ001_2", "ALTER", "KINDER"]


@pytest.fixture
def survey(workspace: Workspace, tmp_path: Path) -> int:
    """A survey whose questions came from LimeSurvey, frozen for answers."""
    id = workspace.surveys.create(title="Sicher leben", year=2026, template="leer")
    paper = workspace.surveys.questionnaires(id)[0]
    path = tmp_path / "umfrage.lss"
    path.write_bytes(lime_files.lss())
    workspace.survey_import.run(workspace.survey_import.plan(paper.id, path))
    workspace.surveys.update_questionnaire(paper.id, None, page_limit=8)
    workspace.surveys.freeze(paper.id)
    return id


@pytest.fixture
def taken(workspace: Workspace, survey: int, tmp_path: Path) -> Callable[..., AnswerPlan]:
    """Plans a file of these bytes."""

    def plan(data: bytes, name: str = "results-survey482913.csv", **values: object) -> AnswerPlan:
        path = tmp_path / name
        path.write_bytes(data)
        service = workspace.answer_import
        opened = service.open(survey, path)
        return service.plan(opened, replace(service.proposed(opened), **values))

    return plan


def rows(
    workspace: Workspace, survey: int, *names: str, mode: AnswerMode = AnswerMode.SELF_SELECTED
) -> list[list[int]]:
    joined = workspace.answers.joined(survey, (mode,))
    return np.column_stack([joined.columns[name] for name in names]).tolist()


# --- Structure ----------------------------------------------------------------------------------------------------


def test_structure_is_added_once_and_undone_in_one_step(workspace: Workspace, tmp_path: Path) -> None:
    id = workspace.surveys.create(title="Sicher leben", year=2026, template="leer")
    paper = workspace.surveys.questionnaires(id)[0].id
    path = tmp_path / "umfrage.txt"
    path.write_bytes(lime_files.structure_text())
    plan = workspace.survey_import.plan(paper, path)
    assert workspace.survey_import.run(plan) == 10
    form = workspace.surveys.form(paper)
    assert form.questions[0].filters[0].target == form.questions[2].key
    again = workspace.survey_import.plan(paper, path)
    assert again.new == 0
    assert workspace.survey_import.run(again) == 0
    assert len(workspace.surveys.form(paper).questions) == 10
    assert workspace.survey_import.report(again).startswith(b"PK")
    workspace.store.undo()
    assert workspace.surveys.form(paper).questions == ()


def test_taken_variable_name_is_changed_and_told(workspace: Workspace, tmp_path: Path) -> None:
    id = workspace.surveys.create(title="Sicher leben", year=2026, template="leer")
    paper = workspace.surveys.questionnaires(id)[0].id
    with workspace.store.write("Frage") as unit:
        unit.add(Question(questionnaire_id=paper, block="A", title="x", wording="Anderes?", variable="alter"))
    path = tmp_path / "umfrage.lss"
    path.write_bytes(lime_files.lss(3))
    plan = workspace.survey_import.plan(paper, path)
    assert any(remark.place == "Frage ALTER" for remark in plan.remarks)
    workspace.survey_import.run(plan)
    assert "ALTER_2" in [question.variable for question in workspace.surveys.form(paper).questions]


def test_file_without_a_question_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    id = workspace.surveys.create(title="Sicher leben", year=2026, template="leer")
    path = tmp_path / "umfrage.lss"
    path.write_bytes(lime_files.lss(6, [row for row in lime_files.QUESTIONS if row["type"] in "|Ω"]))
    with pytest.raises(UserError, match="keine Frage"):
        workspace.survey_import.plan(workspace.surveys.questionnaires(id)[0].id, path)
    with pytest.raises(UserError, match="gibt es"):
        workspace.survey_import.plan(1, tmp_path / "weg.lss")


# --- Answers ------------------------------------------------------------------------------------------------------

WAYS = {
    "codes": lime_files.responses(),
    "code and text": lime_files.responses("codetext"),
    "full headings": lime_files.responses("full", separator=";"),
    "full answers": lime_files.responses("full", "full", separator="\t", mark=False),
    "codes, full answers": lime_files.responses("code", "full"),
}


@pytest.mark.parametrize("way", WAYS)
def test_every_export_of_limesurvey_gives_the_same_sheets(
    way: str, workspace: Workspace, survey: int, taken: Callable[..., AnswerPlan]
) -> None:
    plan = taken(WAYS[way])
    assert workspace.answers.file(survey) is None  # looking at a file makes no answer file
    assert (plan.new, plan.incomplete, plan.way.mode) == (2, 1, AnswerMode.SELF_SELECTED)
    workspace.answer_import.run(plan)
    assert rows(workspace, survey, *SAFE) == [[3, 1, 0, 1, 1, 2, 1, 34, 1], [1, -5, -5, -5, 2, 1, -9, -9, 2]]
    assert [answer.text for answer in workspace.answers.texts(survey, "WORTE")] == ["Mehr Licht,\nbitte"]
    assert [answer.text for answer in workspace.answers.texts(survey, "GRUND_3_text")] == ["Müll"]
    assert [answer.text for answer in workspace.answers.texts(survey, "TAG")] == ["2026-05-04"]
    assert rows(workspace, survey, "RANG_1", "RANG_2", "RANG_3") == [[2, 1, -9], [-9, -9, -9]]
    assert workspace.answers.joined(survey).size == 0  # never mixed with the drawn sample


@pytest.mark.parametrize("generation", [3, 6])
def test_archive_is_read_with_its_own_codes(generation: int, workspace: Workspace, survey: int, tmp_path: Path) -> None:
    path = tmp_path / "survey_archive_482913.lsa"
    path.write_bytes(lime_files.archive(generation))
    service = workspace.answer_import
    opened = service.open(survey, path)
    plan = service.plan(opened, service.proposed(opened))
    assert service.run(plan).new == 2
    assert rows(workspace, survey, *SAFE, "RANG_1", "RANG_2") == [
        [3, 1, 0, 1, 1, 2, 1, 34, 1, 2, 1],
        [1, -5, -5, -5, 2, 1, -9, -9, 2, -9, -9],
    ]
    file = workspace.answers.ensure(survey)
    assert [(info.source, str(info.received_on)) for info in file.infos()] == [
        ("LimeSurvey 482913", "2026-05-04"),
        ("LimeSurvey 482913", "2026-05-05"),
    ]


def test_the_same_answers_twice_are_in_once(
    workspace: Workspace, survey: int, taken: Callable[..., AnswerPlan]
) -> None:
    assert workspace.answer_import.run(taken(WAYS["codes"])).new == 2
    again = taken(WAYS["full answers"], "results-survey482913 (1).csv")
    assert (again.new, again.known) == (0, 2)
    assert workspace.answer_import.run(again).new == 0
    changed = taken(WAYS["codes"].replace(b'"34"', b'"35"'))
    assert (changed.new, changed.changed) == (0, 1)
    assert any("anderen Angaben" in item.message for item in changed.oddities)
    other = taken(WAYS["codes"], "anders.csv", source="Anders")
    assert other.new == 2
    assert any("anderem Namen" in item.message for item in other.oddities)
    all_ = taken(WAYS["codes"], incomplete=True)
    assert (all_.new, all_.incomplete) == (1, 0)
    assert workspace.answers.ensure(survey).count() == 2


def test_import_taken_back_can_be_done_again(
    workspace: Workspace, survey: int, taken: Callable[..., AnswerPlan]
) -> None:
    service = workspace.answer_import
    plan = taken(WAYS["codes"])
    service.run(plan)
    assert service.take_back(plan) == 2
    assert workspace.answers.ensure(survey).count() == 0
    again = taken(WAYS["codes"])
    assert again.new == 2
    assert service.run(again).new == 2
    assert workspace.answers.ensure(survey).count() == 2


def test_new_form_does_not_bring_old_answers_twice(
    workspace: Workspace, survey: int, taken: Callable[..., AnswerPlan]
) -> None:
    data = b"SICHER;ALTER\n1;20\n2;30\n"
    workspace.answer_import.run(taken(WAYS["codes"]))
    workspace.answer_import.run(taken(data, "papier.csv"))
    workspace.surveys.update_questionnaire(workspace.surveys.questionnaires(survey)[0].id, None, subtitle="Neu")
    workspace.surveys.freeze(workspace.surveys.questionnaires(survey)[0].id)
    plan = taken(WAYS["codes"])
    assert len(workspace.answers.ensure(survey).forms()) == 2
    assert (plan.new, plan.known) == (0, 2)
    assert taken(data, "papier.csv").new == 0


def test_number_twice_in_a_file_is_told(taken: Callable[..., AnswerPlan]) -> None:
    plan = taken(b"id;SICHER\n1;1\n1;2\n2;1\n2;1\n", "a.csv")
    assert plan.new == 2
    told = [(item.place, item.message) for item in plan.oddities if "weiter oben" in item.message]
    assert [place for place, _ in told] == ["Zeile 3", "Zeile 5"]
    assert "anderen" in told[0][1]
    assert "denselben" in told[1][1]


def test_rows_without_a_number_are_told_apart_by_content(
    workspace: Workspace, survey: int, taken: Callable[..., AnswerPlan]
) -> None:
    data = b"SICHER;ALTER;Modus;Belegnummer\n1;20;Papier;7\n1;20;Papier;\n2;30;online;8\n3;40;offener Link;9\n"
    data += b"4;50;Fax;\n;;;\n"
    plan = taken(data, "papier.csv")
    assert plan.way == replace(plan.way, mode=AnswerMode.PAPER, source="papier")
    assert plan.new == 5
    assert {mode.value: count for mode, count in plan.by_mode.items()} == {"paper": 3, "online": 1, "self_selected": 1}
    assert any(item.text == "Fax" for item in plan.oddities)
    workspace.answer_import.run(plan)
    assert taken(data, "papier.csv").new == 0
    assert workspace.answers.ensure(survey).numbers().keys() == {7, 8, 9}
    assert workspace.answers.joined(survey).size == 4


def test_private_columns_are_never_stored(survey: int, workspace: Workspace, taken: Callable[..., AnswerPlan]) -> None:
    plan = taken(WAYS["codes"])
    workspace.answer_import.run(plan)
    told = [item.heading for item in plan.oddities if "nie gespeichert" in item.message]
    assert told == ["token", "ipaddr"]
    assert b"10.0.0.7" not in workspace.answers.ensure(survey).path.read_bytes()
    token = taken(WAYS["codes"].replace(b'"","10.0.0.7"', b'"geheim","10.0.0.7"'))
    assert token.way.mode is AnswerMode.ONLINE


def test_column_is_put_elsewhere_by_hand(workspace: Workspace, taken: Callable[..., AnswerPlan]) -> None:
    plan = taken(b"SICHER;Lebensjahre\n1;20\n", "a.csv")
    assert [item.heading for item in plan.oddities if "zugeordnet" in item.message] == ["Lebensjahre"]
    service = workspace.answer_import
    opened = service.with_target(plan.opened, 1, "ALTER")
    assert not [item for item in opened.remarks if "zugeordnet" in item.message]
    assert service.plan(opened, plan.way).sheets.found == 2
    without = service.with_target(opened, 1, "")
    assert service.plan(without, plan.way).sheets.found == 1


def test_structure_beside_the_answers_gives_their_codes(workspace: Workspace, survey: int, tmp_path: Path) -> None:
    structure, answers = tmp_path / "u.lss", tmp_path / "a.csv"
    structure.write_bytes(lime_files.lss())
    answers.write_bytes(b"id,482913X2X171,482913X2X172,482913X1X10\n1,CC,AA,A5\n")  # columns by LimeSurvey's numbers
    opened = workspace.answer_import.open(survey, answers, structure)
    plan = workspace.answer_import.plan(opened, workspace.answer_import.proposed(opened))
    workspace.answer_import.run(plan)
    assert rows(workspace, survey, "RANG_1", "RANG_2", "RANG_3", mode=AnswerMode.PAPER) == [[2, -9, 1]]


def test_report_names_every_oddity(workspace: Workspace, taken: Callable[..., AnswerPlan]) -> None:
    from python_calamine import CalamineWorkbook

    plan = taken(b"SICHER;ALTER;Frei\n1;alt;x\n99;20;\n1;2;3;4\n", "a.csv")
    for data in (
        workspace.answer_import.report(plan),
        workspace.answer_import.report(plan, workspace.answer_import.run(plan)),
    ):
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        odd = book.get_sheet_by_name("Nicht verstanden").to_python()
        assert {row[0] for row in odd[1:]} >= {"B2", "A3", "Spalte C", "Zeile 4"}
        assert book.get_sheet_by_name("Überblick").to_python()[6][0] in {"Neue Bögen", "Eingelesene Bögen"}


def test_nothing_is_half_stored(
    workspace: Workspace, survey: int, taken: Callable[..., AnswerPlan], monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = taken(b"id;SICHER\n" + b"".join(b"%d;1\n" % row for row in range(12_000)), "viele.csv")

    class Stopping(JobContext):
        def progress(self, done: int, total: int, text: str) -> None:
            super().progress(done, total, text)
            if done:
                self.cancel()

    with pytest.raises(Cancelled):
        workspace.answer_import.run(plan, Stopping())
    assert workspace.answers.ensure(survey).count() == 0


def test_files_that_do_not_fit_are_refused(workspace: Workspace, survey: int, tmp_path: Path) -> None:
    path = tmp_path / "fremd.csv"
    path.write_bytes(b"Name;Strasse\nA;B\n")
    with pytest.raises(UserError, match="passt keine Spalte"):
        workspace.answer_import.open(survey, path)
    only = tmp_path / "nur.lss"
    only.write_bytes(lime_files.lss())
    with pytest.raises(UserError, match="nur den Aufbau"):
        workspace.answer_import.open(survey, only)
    new = workspace.surveys.create(title="Neu", year=2026, template="leer")
    with pytest.raises(UserError, match="Druckfassung"):
        workspace.answer_import.open(new, path)

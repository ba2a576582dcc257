"""The answer files of surveys through the service, on a real municipality file."""

from array import array
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from coordinator_app.common.clock import FixedClock
from coordinator_app.common.errors import ReadOnly, UserError
from coordinator_app.domain.answers import NOT_TYPED, AnswerMode, NewSheet
from coordinator_app.domain.surveys import Survey
from coordinator_app.services import answer_backups
from coordinator_app.services.workspace import Workspace

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def survey(workspace: Workspace) -> int:
    """A survey with a frozen short form."""
    id = workspace.surveys.create(title="Bürgerbefragung", year=2026)
    workspace.surveys.freeze(workspace.surveys.questionnaires(id)[0].id)
    return id


def sheet(name: str, form: str, values: list[int], **more: Any) -> NewSheet:
    return NewSheet(uuid=name, form_code=form, values=array("i", values), entered_at=NOW, **more)


def test_answer_file_lies_beside_the_municipality_file_with_all_forms(workspace: Workspace, survey: int) -> None:
    assert workspace.answers.state(survey).path is None
    assert workspace.answers.joined(survey).size == 0
    file = workspace.answers.ensure(survey)
    assert file.path.parent == workspace.store.path.parent
    assert file.path.name == f"{workspace.store.path.stem} – Bürgerbefragung.kpra"
    assert workspace.surveys.get(survey).answer_file == file.path.name
    assert len(workspace.answers.forms(survey)) == 1
    assert workspace.answers.ensure(survey) is file
    assert workspace.answers.state(survey).usable


def test_data_set_joins_forms_by_variable_and_keeps_modes_apart(workspace: Workspace, survey: int) -> None:
    file = workspace.answers.ensure(survey)
    long = file.forms()[0]
    short = file.add_form(
        long.form.__class__(title="kurz", municipality="", questions=long.form.questions[:1]), "KURZ1234"
    )
    first = short.variables[0]
    file.append([sheet("l1", long.code, [NOT_TYPED] * len(long.variables))])
    file.append([sheet("k1", short.code, [1] * len(short.variables), mode=AnswerMode.ONLINE)])
    file.append([sheet("k2", short.code, [2] * len(short.variables), mode=AnswerMode.SELF_SELECTED)])
    found = workspace.answers.joined(survey)
    assert found.columns[first].tolist() == [-9, 1]
    assert found.columns[long.variables[-1]].tolist() == [-9, -5]
    assert (found.mode.tolist(), found.form.tolist(), found.sheet.tolist()) == ([0, 1], [0, 1], [1, 2])
    assert workspace.answers.joined(survey) is found
    assert workspace.answers.joined(survey, [AnswerMode.SELF_SELECTED]).columns[first].tolist() == [2]
    file.append([sheet("l2", long.code, [-8] * len(long.variables))])
    data = workspace.answers.data_set(survey)
    assert data.size == 3
    assert data.columns[first].dtype == np.int32


def test_moved_file_is_found_again_and_a_foreign_one_refused(workspace: Workspace, survey: int, tmp_path: Path) -> None:
    file = workspace.answers.ensure(survey)
    workspace.answers.close()
    moved = file.path.rename(tmp_path / "anderswo.kpra")
    assert "ist nicht da" in workspace.answers.state(survey).problem
    workspace.answers.relocate(survey, moved)
    assert workspace.answers.state(survey).usable
    other = workspace.answers.ensure(workspace.surveys.create(title="Zweite", year=2026)).path
    workspace.answers.close()
    with pytest.raises(UserError, match="einer anderen Erhebung"):
        workspace.answers.relocate(survey, other)


def test_two_surveys_of_one_title_have_two_files(workspace: Workspace, survey: int) -> None:
    second = workspace.surveys.create(title="Bürgerbefragung", year=2028)
    assert workspace.answers.ensure(survey).path != workspace.answers.ensure(second).path


def test_answers_are_read_only_with_the_municipality_file(workspace: Workspace, survey: int) -> None:
    workspace.answers.ensure(survey)
    workspace.close()
    again = Workspace.open(workspace.store.path, read_only=True)
    assert "nur zum Lesen" in again.answers.state(survey).note
    with pytest.raises(ReadOnly):
        again.answers.ensure(survey).append([])
    again.close()


def test_deleted_answers_cannot_be_begun_again(workspace: Workspace, survey: int) -> None:
    workspace.surveys.update(survey, None, answers_deleted_on=NOW.date())
    assert workspace.answers.state(survey).deleted
    assert workspace.answers.returns(survey).answers == 0
    with pytest.raises(UserError, match="neue Erhebung"):
        workspace.answers.ensure(survey)


def test_returns_count_against_letters(workspace: Workspace, survey: int) -> None:
    file = workspace.answers.ensure(survey)
    form = file.forms()[0]
    file.append(sheet(f"s{place}", form.code, [1] * len(form.variables)) for place in range(12))
    with workspace.store.read() as unit:
        version = unit.get(Survey, survey).version
    workspace.surveys.update(survey, version, letters=40, undeliverable=10)
    assert workspace.answers.returns(survey).rate == pytest.approx(0.4)
    assert workspace.answers.texts(survey, form.variables[0]) == []


def test_deleting_answers_leaves_counts_and_who_did_it(workspace: Workspace, survey: int) -> None:
    file = workspace.answers.ensure(survey)
    form = file.forms()[0]
    file.append([sheet("s1", form.code, [1] * len(form.variables))])
    with pytest.raises(UserError, match="Funktion"):
        workspace.answers.delete_answers(survey, " ")
    gone = workspace.answers.delete_answers(survey, "Statistikstelle")
    assert gone == [file.path.name, f"{file.path.name}.bak"]
    assert not file.path.exists()
    kept = workspace.surveys.get(survey)
    assert (kept.answers_deleted_on, kept.answers_deleted_by, kept.answer_file) == (NOW.date(), "Statistikstelle", "")
    assert workspace.answers.returns(survey).paper == 1
    assert workspace.store.undo_name == ""
    with pytest.raises(UserError, match="keine Antwortdatei"):
        workspace.answers.delete_answers(survey, "Statistikstelle")


def test_destroyed_sheets_are_noted_with_the_function(workspace: Workspace, survey: int) -> None:
    with pytest.raises(UserError, match="wer die Bögen"):
        workspace.answers.sheets_destroyed(survey, NOW.date(), "")
    workspace.answers.sheets_destroyed(survey, NOW.date(), "Statistikstelle")
    assert workspace.surveys.get(survey).destroyed_by == "Statistikstelle"
    workspace.answers.sheets_destroyed(survey, None, "Statistikstelle")
    assert workspace.surveys.get(survey).destroyed_by == ""


def test_backups_hold_the_newest_copy_of_the_answers(workspace: Workspace, survey: int) -> None:
    file = workspace.answers.ensure(survey)
    form = file.forms()[0]
    assert workspace.answers.copy_at(survey) is None
    file.append([sheet("s1", form.code, [1] * len(form.variables))])
    workspace.backups.make()
    copy = answer_backups.newest_copy(workspace.store, file.path)
    assert copy is not None
    assert copy.parent == workspace.backups.folder
    assert answer_backups.copy_changed(workspace.store) == []
    workspace.answers.close()
    file.path.write_bytes(b"kaputt")
    assert "keine Antwortdatei" in workspace.answers.state(survey).problem
    workspace.answers.restore(survey)
    assert workspace.answers.returns(survey).paper == 1
    assert workspace.answers.copy_at(survey) is not None
    old = file.path.with_name(f"{file.path.stem} (alt).kpra")
    assert old.read_bytes() == b"kaputt"
    old.unlink()
    workspace.answers.delete_answers(survey, "Statistikstelle")
    assert list(workspace.store.path.parent.rglob("*.kpra*")) == []
    with pytest.raises(UserError, match="keine Sicherung"):
        answer_backups.restore(workspace.store, file.path)


def test_typing_alone_is_copied_when_the_file_is_closed(workspace: Workspace, survey: int, tmp_path: Path) -> None:
    workspace.backups.set_second_folder(tmp_path)
    workspace.backups.make()
    workspace.store.changed = False
    path = workspace.answers.ensure(survey).path
    workspace.store.changed = False
    workspace.close()
    assert (tmp_path / path.name).exists()
    assert (workspace.backups.folder / path.name).exists()


def test_file_forgotten_by_an_older_backup_is_taken_again(workspace: Workspace, survey: int, tmp_path: Path) -> None:
    path = workspace.answers.ensure(survey).path
    workspace.answer_packages.make(survey, path.with_name("Paket.kpra"), first_number=1)
    path.with_name("A kaputt.kpra").write_bytes(b"x")
    workspace.answers.close()
    workspace.surveys.update(survey, None, answer_file="")
    assert workspace.answers.ensure(survey).path == path
    assert workspace.surveys.get(survey).answer_file == path.name


def test_record_of_returns_is_printed_unless_the_answers_are_lost(workspace: Workspace, survey: int) -> None:
    path = workspace.answers.ensure(survey).path
    workspace.double_entry.plan(survey, share=10, seed=5)
    assert workspace.documents.render("survey_returns", survey, "docx").startswith(b"PK")
    workspace.answers.close()
    path.unlink()
    with pytest.raises(UserError, match="ist nicht da"):
        workspace.documents.render("survey_returns", survey, "docx")

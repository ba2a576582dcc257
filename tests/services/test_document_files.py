"""Saving documents: nothing a person has edited is ever lost."""

from pathlib import Path

import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.services.document_files import (
    REMEMBERED,
    SETTING,
    DocumentFiles,
    HandEdited,
    WhenEdited,
    free_name,
)
from coordinator_app.services.workspace import Workspace


@pytest.fixture
def files(workspace: Workspace) -> DocumentFiles:
    return DocumentFiles(workspace.store)


def test_own_file_is_replaced_and_nothing_else_is_left(files: DocumentFiles, tmp_path: Path) -> None:
    target = tmp_path / "aus" / "Niederschrift.docx"
    assert files.write(target, b"eins") == target
    assert files.write(target, b"zwei") == target
    assert target.read_bytes() == b"zwei"
    assert [path.name for path in target.parent.iterdir()] == ["Niederschrift.docx"]


def test_own_file_is_known_after_reopening(workspace: Workspace, files: DocumentFiles, tmp_path: Path) -> None:
    files.write(tmp_path / "a.docx", b"eins")
    DocumentFiles(workspace.store).write(tmp_path / "a.docx", b"zwei")
    assert (tmp_path / "a.docx").read_bytes() == b"zwei"


@pytest.mark.parametrize("written_before", [True, False])
def test_edited_or_foreign_file_is_never_replaced(files: DocumentFiles, tmp_path: Path, written_before: bool) -> None:
    target = tmp_path / "Brief.docx"
    if written_before:
        files.write(target, b"eins")
    target.write_bytes(b"von Hand")
    with pytest.raises(HandEdited, match=r"„Brief\.docx“ wurde von Hand bearbeitet") as caught:
        files.write(target, b"zwei")
    assert caught.value.path == target
    assert files.write(target, b"zwei", WhenEdited.KEEP) == target
    beside = files.write(target, b"zwei", WhenEdited.BESIDE)
    assert beside.name == "Brief (2).docx"
    assert (target.read_bytes(), beside.read_bytes()) == (b"von Hand", b"zwei")


@pytest.mark.parametrize("lock", ["~$Brief vom Amt.docx", "~$ief vom Amt.docx", ".~lock.Brief vom Amt.docx#"])
def test_file_open_in_an_office_program_is_left_alone(files: DocumentFiles, tmp_path: Path, lock: str) -> None:
    target = tmp_path / "Brief vom Amt.docx"
    files.write(target, b"eins")
    (tmp_path / lock).touch()
    with pytest.raises(UserError, match="noch in Word"):
        files.write(target, b"zwei")
    assert target.read_bytes() == b"eins"


def test_folder_that_cannot_be_written_is_said_in_german(files: DocumentFiles, tmp_path: Path) -> None:
    (tmp_path / "datei").touch()
    with pytest.raises(UserError, match="kann nicht geschrieben werden"):
        files.write(tmp_path / "datei" / "a.pdf", b"x")


def test_target_that_is_a_folder_is_said_in_german(files: DocumentFiles, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    with pytest.raises(UserError, match="kann nicht geschrieben werden"):
        files.write(tmp_path / "a.pdf", b"x")


def test_damaged_memory_only_means_asking(workspace: Workspace, files: DocumentFiles, tmp_path: Path) -> None:
    workspace.municipality.set_setting(SETTING, "[1, 2")
    files.write(tmp_path / "a.pdf", b"x")
    workspace.municipality.set_setting(SETTING, "[]")
    with pytest.raises(HandEdited):
        DocumentFiles(workspace.store).write(tmp_path / "a.pdf", b"y")


def test_memory_is_bounded(workspace: Workspace, files: DocumentFiles, tmp_path: Path) -> None:
    many = ", ".join(f'"{number}": "x"' for number in range(REMEMBERED + 5))
    workspace.municipality.set_setting(SETTING, "{" + many + "}")
    files.write(tmp_path / "a.pdf", b"x")
    assert workspace.municipality.setting(SETTING).count(":") == REMEMBERED


def test_read_only_file_still_saves_documents(workspace: Workspace, tmp_path: Path) -> None:
    path = workspace.store.path
    workspace.close()
    closed = Workspace.open(path, read_only=True)
    files = DocumentFiles(closed.store)
    files.write(tmp_path / "a.pdf", b"eins")
    files.write(tmp_path / "a.pdf", b"zwei")
    assert (tmp_path / "a.pdf").read_bytes() == b"zwei"
    closed.close()


def test_free_name_counts_up(tmp_path: Path) -> None:
    for name in ("a.pdf", "a (2).pdf"):
        (tmp_path / name).touch()
    assert free_name(tmp_path / "a.pdf").name == "a (3).pdf"
    assert free_name(tmp_path / "b.pdf").name == "b.pdf"

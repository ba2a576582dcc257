"""Saving documents: nothing a person has edited is ever lost."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from coordinator_app.common.errors import UserError
from coordinator_app.domain.attachments import LinkRole
from coordinator_app.domain.written_files import FileState, Source, WrittenFile
from coordinator_app.services.document_files import LONGEST_KEPT, DocumentFiles, HandEdited, WhenEdited
from coordinator_app.services.workspace import Workspace

BESIDE = "Brief (neu 2026-11-09).docx"


@pytest.fixture
def files(workspace: Workspace) -> DocumentFiles:
    return DocumentFiles(workspace.store)


@pytest.fixture
def letter(workspace: Workspace) -> Source:
    """A document about a project."""
    return Source("project_sheet", "project", workspace.projects.create(title="Fahrradcodierung"))


def test_own_file_is_replaced_and_nothing_else_is_left(files: DocumentFiles, tmp_path: Path) -> None:
    folder = tmp_path / "aus"
    folder.mkdir()
    target = folder / "Niederschrift.docx"
    assert files.write(target, b"eins") == target
    assert files.write(target, b"zwei") == target
    assert target.read_bytes() == b"zwei"
    assert [path.name for path in folder.iterdir()] == ["Niederschrift.docx"]


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
    words = "von Hand bearbeitet" if written_before else "stammt nicht aus diesem Programm"
    with pytest.raises(HandEdited, match=words) as caught:
        files.write(target, b"zwei")
    assert (caught.value.path, caught.value.beside.name, caught.value.can_take_in) == (target, BESIDE, False)
    assert files.write(target, b"zwei", WhenEdited.KEEP) == target
    beside = files.write(target, b"zwei", WhenEdited.BESIDE)
    assert beside.name == BESIDE
    assert (target.read_bytes(), beside.read_bytes()) == (b"von Hand", b"zwei")


def test_new_version_beside_replaces_the_untouched_one_only(files: DocumentFiles, tmp_path: Path) -> None:
    target = tmp_path / "Brief.docx"
    target.write_bytes(b"von Hand")
    for data in (b"zwei", b"drei"):
        files.write(target, data, WhenEdited.BESIDE)
    assert (tmp_path / BESIDE).read_bytes() == b"drei"
    (tmp_path / BESIDE).write_bytes(b"auch von Hand")
    assert files.write(target, b"vier", WhenEdited.BESIDE).name == "Brief (neu 2026-11-09, 2).docx"
    assert (tmp_path / BESIDE).read_bytes() == b"auch von Hand"


def test_the_very_same_bytes_need_no_question(files: DocumentFiles, letter: Source, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"gleich")
    assert files.write(tmp_path / "a.pdf", b"gleich", source=letter) == tmp_path / "a.pdf"
    assert files.write(tmp_path / "a.pdf", b"neu", source=letter).read_bytes() == b"neu"


def test_another_document_at_the_place_is_asked_about(files: DocumentFiles, letter: Source, tmp_path: Path) -> None:
    files.write(tmp_path / "a.pdf", b"Steckbrief", source=letter)
    with pytest.raises(HandEdited, match="ein anderes Dokument"):
        files.write(tmp_path / "a.pdf", b"Liste", source=Source("project_list"))


def test_spelling_the_name_otherwise_does_not_hide_an_edited_file(files: DocumentFiles, tmp_path: Path) -> None:
    """Where the file system ignores case both names are one file; here they are two, and both stay."""
    files.write(tmp_path / "Brief.docx", b"eins")
    (tmp_path / "brief.docx").write_bytes(b"von Hand")
    with pytest.raises(HandEdited):
        files.write(tmp_path / "brief.docx", b"zwei")
    files.write(tmp_path / "BRIEF.docx", b"drei")
    assert (tmp_path / "Brief.docx").read_bytes() == b"eins"


def test_edited_file_is_taken_in_before_it_is_replaced(
    workspace: Workspace, files: DocumentFiles, letter: Source, tmp_path: Path
) -> None:
    target = tmp_path / "Brief.docx"
    files.write(target, b"eins", source=letter)
    target.write_bytes(b"von Hand")
    with pytest.raises(HandEdited) as caught:
        files.write(target, b"zwei", source=letter)
    assert caught.value.can_take_in
    files.write(target, b"zwei", WhenEdited.TAKE_IN, letter)
    assert target.read_bytes() == b"zwei"
    ((link, document),) = workspace.attachments.linked("project", letter.subject_id)
    assert (link.role, link.number) == (LinkRole.HAND_EDITED, 0)
    assert (document.title, document.file_name) == ("Brief (von Hand bearbeitet)", "Brief.docx")
    assert workspace.attachments.content(document.id) == b"von Hand"
    (entry,) = files.of_record("project", letter.subject_id)
    assert entry.document_id == document.id


def test_same_edited_content_is_kept_once(
    workspace: Workspace, files: DocumentFiles, letter: Source, tmp_path: Path
) -> None:
    for name in ("a.docx", "b.docx", "a.docx"):
        (tmp_path / name).write_bytes(b"von Hand")
        files.write(tmp_path / name, b"neu", WhenEdited.TAKE_IN, letter)
    assert len(workspace.attachments.linked("project", letter.subject_id)) == 1


def test_too_large_an_edited_file_is_neither_taken_in_nor_replaced(
    files: DocumentFiles, letter: Source, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coordinator_app.services.attachments.LARGEST", 5)
    (tmp_path / "a.docx").write_bytes(b"von Hand")
    with pytest.raises(UserError, match="zu groß"):
        files.write(tmp_path / "a.docx", b"neu", WhenEdited.TAKE_IN, letter)
    assert (tmp_path / "a.docx").read_bytes() == b"von Hand"


def test_without_a_record_there_is_nothing_to_take_it_to(files: DocumentFiles, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"von Hand")
    with pytest.raises(HandEdited):
        files.write(tmp_path / "a.docx", b"neu", WhenEdited.TAKE_IN, Source("all_tasks"))


def test_writing_is_no_step_and_leaves_the_undo_list(
    workspace: Workspace, files: DocumentFiles, letter: Source, tmp_path: Path
) -> None:
    assert workspace.store.undo_name == "Projekt angelegt"
    files.write(tmp_path / "a.docx", b"eins", source=letter)
    (tmp_path / "a.docx").write_bytes(b"von Hand")
    files.write(tmp_path / "a.docx", b"zwei", WhenEdited.TAKE_IN, letter)
    assert workspace.store.undo_name == "Projekt angelegt"
    ((_, document),) = workspace.attachments.linked("project", letter.subject_id)
    workspace.store.undo()
    assert workspace.attachments.content(document.id) == b"von Hand"
    workspace.store.redo()
    assert files.write(tmp_path / "a.docx", b"drei", source=letter).read_bytes() == b"drei"
    assert len(workspace.attachments.linked("project", letter.subject_id)) == 1


def test_files_of_a_record_are_told_latest_first_with_their_state(
    workspace: Workspace, files: DocumentFiles, letter: Source, tmp_path: Path, clock: Any
) -> None:
    folder = tmp_path / "Stick"
    folder.mkdir()
    for number, name in enumerate(("a.docx", "b.docx", "c.docx")):
        clock.moment = clock.moment.replace(minute=number)
        files.write(folder / name, b"eins", source=letter)
    found = files.of_record("project", letter.subject_id)
    assert [Path(entry.path).name for entry in found] == ["c.docx", "b.docx", "a.docx"]
    (folder / "b.docx").write_bytes(b"von Hand")
    (folder / "a.docx").unlink()
    states = [FileState.UNCHANGED, FileState.EDITED, FileState.GONE]
    assert [files.state(entry) for entry in found] == states
    shutil.rmtree(folder)
    assert {files.state(entry) for entry in found} == {FileState.UNREACHABLE}


def test_place_that_became_a_folder_is_unreachable(files: DocumentFiles, letter: Source, tmp_path: Path) -> None:
    files.write(tmp_path / "a.docx", b"eins", source=letter)
    (tmp_path / "a.docx").unlink()
    (tmp_path / "a.docx").mkdir()
    (entry,) = files.of_record("project", letter.subject_id)
    assert files.state(entry) is FileState.UNREACHABLE


def test_read_only_file_still_saves_documents(workspace: Workspace, letter: Source, tmp_path: Path) -> None:
    path = workspace.store.path
    workspace.close()
    closed = Workspace.open(path, read_only=True)
    files = DocumentFiles(closed.store)
    files.write(tmp_path / "a.pdf", b"eins", source=letter)
    files.write(tmp_path / "a.pdf", b"zwei", source=letter)
    assert (tmp_path / "a.pdf").read_bytes() == b"zwei"
    assert len(files.of_record("project", letter.subject_id)) == 1
    (tmp_path / "a.pdf").write_bytes(b"von Hand")
    with pytest.raises(HandEdited) as caught:
        files.write(tmp_path / "a.pdf", b"drei", WhenEdited.TAKE_IN, letter)
    assert not caught.value.can_take_in
    closed.close()


def test_very_long_place_is_remembered_until_closing(
    files: DocumentFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert LONGEST_KEPT <= 1000
    monkeypatch.setattr("coordinator_app.services.document_files.LONGEST_KEPT", 3)
    for data in (b"eins", b"zwei"):
        files.write(tmp_path / "a.pdf", data)
    assert (tmp_path / "a.pdf").read_bytes() == b"zwei"


def test_places_spelled_differently_become_one_row(
    workspace: Workspace, files: DocumentFiles, letter: Source, tmp_path: Path
) -> None:
    files.write(tmp_path / "a.pdf", b"x", source=letter)
    with workspace.store.write("Probe") as unit:
        (entry,) = unit.find(WrittenFile)
        unit.add(WrittenFile(document_key="x", path=entry.path.upper(), sha256="0"))
    files.write(tmp_path / "a.pdf", b"y", source=letter)
    with workspace.store.read() as unit:
        assert unit.count(WrittenFile) == 1


def test_erasing_a_record_forgets_the_names_of_its_files(
    workspace: Workspace, files: DocumentFiles, letter: Source, tmp_path: Path
) -> None:
    files.write(tmp_path / "Aufgaben Erika Muster.docx", b"x", source=letter)
    workspace.projects.discard(letter.subject_id)
    workspace.search.erase("project", letter.subject_id)
    with workspace.store.read() as unit:
        assert unit.count(WrittenFile) == 0
    assert (tmp_path / "Aufgaben Erika Muster.docx").exists()


def test_proposal_is_cut_for_deep_folders(files: DocumentFiles) -> None:
    folder = Path("/" + "Ordner/" * 25)
    found = files.proposal("2026-11-26 KPR Niederschrift " + "lang " * 50, "docx", folder)
    assert found.parent == folder
    assert len(str(found)) <= 240
    assert found.suffix == ".docx"


# --- the law: no sequence of writing and editing loses bytes a person made


class Handling(RuleBasedStateMachine):
    """Writes, edits, renames and deletes in two places; every content made by hand must stay somewhere."""

    workspace: Workspace
    folder: Path

    def __init__(self) -> None:
        super().__init__()
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        self.source = Source("project_sheet", "project", self.workspace.projects.create(title="Probe"))
        self.by_hand: set[bytes] = set()
        self.count = 0

    def _next(self, word: str) -> bytes:
        self.count += 1
        return f"{word} {self.count}".encode()

    @rule(
        name=st.sampled_from(["a.docx", "A.docx", "b.docx"]),
        way=st.sampled_from(WhenEdited),
        again=st.booleans(),
    )
    def write(self, name: str, way: WhenEdited, again: bool) -> None:
        files = DocumentFiles(self.workspace.store)
        data = self._next("Programm")
        try:
            files.write(self.folder / name, data, way, self.source)
        except HandEdited as error:
            if again:
                files.write(error.path, data, WhenEdited.TAKE_IN, self.source)

    @rule(name=st.sampled_from(["a.docx", "A.docx", "b.docx", "a (neu 2026-11-09).docx"]))
    def edit(self, name: str) -> None:
        data = self._next("Hand")
        path = self.folder / name
        if path.exists():
            self.by_hand.discard(path.read_bytes())  # the person replaces it, not the program
        path.write_bytes(data)
        self.by_hand.add(data)

    @rule()
    def undo(self) -> None:
        if self.workspace.store.undo_name not in ("", "Projekt angelegt"):
            self.workspace.store.undo()

    @rule()
    def move(self) -> None:
        if (self.folder / "a.docx").exists() and not (self.folder / "b.docx").exists():
            (self.folder / "a.docx").rename(self.folder / "b.docx")

    @invariant()
    def nothing_made_by_hand_is_lost(self) -> None:
        outside = {path.read_bytes() for path in self.folder.iterdir()}
        attachments = self.workspace.attachments
        inside = {attachments.content(doc.id) for _, doc in attachments.linked("project", self.source.subject_id)}
        assert self.by_hand <= outside | inside
        assert not any(path.suffix == ".teil" for path in self.folder.iterdir())


def test_no_sequence_of_writing_and_editing_loses_what_people_made(workspace: Workspace, tmp_path: Path) -> None:
    class Bound(Handling):
        pass

    Bound.workspace, Bound.folder = workspace, tmp_path / "Ablage"
    run_state_machine_as_test(Bound, settings=settings(max_examples=25, stateful_step_count=20, deadline=None))

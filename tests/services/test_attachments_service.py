"""Documents inside the file: stored once, linked, exported, cleaned up."""

from pathlib import Path

import pytest
from sqlalchemy import text

from coordinator_app.common.errors import UserError
from coordinator_app.domain.attachments import DocumentLink, LinkRole
from coordinator_app.services import attachments
from coordinator_app.services.workspace import Workspace


@pytest.fixture
def area(workspace: Workspace) -> int:
    """A record to attach documents to."""
    return workspace.municipality.add_area(name="Mitte")


def stored(workspace: Workspace) -> int:
    """How many contents the file holds."""
    with workspace.store.read() as look:
        return look.connection.execute(text("SELECT count(*) FROM document_content")).scalar_one()


def test_a_file_comes_back_byte_for_byte(workspace: Workspace, area: int, tmp_path: Path) -> None:
    source = tmp_path / "Plan größer.pdf"
    source.write_bytes(bytes(range(256)) * 20)
    document = workspace.attachments.add_file(source, kind="area", id=area, author="Bauamt")
    ((link, found),) = workspace.attachments.linked("area", area)
    assert (found.id, found.title, found.file_name, found.size, found.author) == (
        document,
        "Plan größer",
        "Plan größer.pdf",
        5120,
        "Bauamt",
    )
    assert (found.mime_type, link.number, link.role) == ("application/pdf", 1, LinkRole.ATTACHMENT)
    assert workspace.attachments.content(document) == source.read_bytes()
    assert workspace.attachments.document(document) == found


def test_the_same_content_is_stored_once(workspace: Workspace, area: int) -> None:
    first = workspace.attachments.add_bytes(b"x" * 9, name="a.txt", title="A", kind="area", id=area)
    second = workspace.attachments.add_bytes(b"x" * 9, name="b.txt", title="B", kind="area", id=area)
    assert first != second
    assert stored(workspace) == 1
    assert workspace.attachments.total_size() == 9
    assert [link.number for link, _ in workspace.attachments.linked("area", area)] == [1, 2]


def test_several_files_are_one_step_or_none(workspace: Workspace, area: int, tmp_path: Path) -> None:
    good = tmp_path / "gut.txt"
    good.write_text("gut", encoding="utf-8")
    with pytest.raises(UserError, match=r"„fehlt\.txt“ lässt sich nicht lesen"):
        workspace.attachments.add_files([good, tmp_path / "fehlt.txt"], kind="area", id=area)
    assert workspace.attachments.linked("area", area) == []
    workspace.attachments.add_files([good, good], kind="area", id=area)
    assert workspace.store.undo() == "Anlagen hinzugefügt"
    assert workspace.attachments.linked("area", area) == []
    workspace.store.redo()
    assert [workspace.attachments.content(found.id) for _, found in workspace.attachments.linked("area", area)] == [
        b"gut",
        b"gut",
    ]


def test_files_that_are_too_large_are_refused(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attachments, "LARGEST", 100)
    source = tmp_path / "film.mp4"
    source.write_bytes(b"x" * 101)
    with pytest.raises(UserError, match=r"„film\.mp4“ ist mit .* zu groß; möglich sind"):
        workspace.attachments.add_file(source)
    with pytest.raises(UserError, match="zu groß"):
        workspace.attachments.add_bytes(b"x" * 101, name="film.mp4", title="Film")


def test_linking_twice_keeps_the_first_link(workspace: Workspace, area: int) -> None:
    document = workspace.attachments.add_bytes(b"x", name="a.txt", title="A", kind="area", id=area)
    other = workspace.municipality.add_area(name="Nord")
    link = workspace.attachments.link(document, kind="area", id=other, role=LinkRole.PROOF)
    assert workspace.attachments.link(document, kind="area", id=other) == link
    workspace.attachments.unlink(link)
    assert workspace.attachments.linked("area", other) == []
    assert len(workspace.attachments.linked("area", area)) == 1


def test_discarded_documents_disappear_from_their_records(workspace: Workspace, area: int) -> None:
    document = workspace.attachments.add_bytes(b"x", name="a.txt", title="A", kind="area", id=area)
    workspace.attachments.update(document, 1, title="B")
    workspace.attachments.discard(document)
    assert workspace.attachments.linked("area", area) == []
    assert workspace.attachments.content(document) == b"x"


def test_exports_never_replace_a_file(workspace: Workspace, tmp_path: Path) -> None:
    document = workspace.attachments.add_bytes(b"x", name="a:b?.txt", title="A")
    first = workspace.attachments.export(document, tmp_path)
    second = workspace.attachments.export(document, tmp_path)
    assert (first.name, second.name) == ("a b .txt", "a b (2).txt") or first.name != second.name
    assert first.read_bytes() == second.read_bytes() == b"x"
    with pytest.raises(UserError, match="nicht speichern"):
        workspace.attachments.export(document, tmp_path / "fehlt")


def test_opening_exports_to_a_folder_that_disappears(workspace: Workspace) -> None:
    document = workspace.attachments.add_bytes(b"x", name="a.txt", title="A")
    first = workspace.attachments.export_to_open(document)
    second = workspace.attachments.export_to_open(document)
    assert first.name == "a.txt"
    assert first.parent == second.parent
    workspace.attachments.clean_up()
    assert not first.exists()
    workspace.attachments.clean_up()


def test_contents_nobody_names_are_cleaned_up(workspace: Workspace) -> None:
    keep = workspace.attachments.add_bytes(b"bleibt", name="a.txt", title="A")
    workspace.attachments.add_bytes(b"GEHEIMER INHALT", name="b.txt", title="B")
    workspace.store.undo()
    workspace.attachments.clean_up()
    assert stored(workspace) == 1
    assert workspace.attachments.content(keep) == b"bleibt"
    assert b"GEHEIMER INHALT" not in workspace.store.path.read_bytes()


def test_erasing_a_document_removes_its_content_at_once(workspace: Workspace) -> None:
    document = workspace.attachments.add_bytes(b"GEHEIMER INHALT" * 999, name="b.txt", title="B")
    workspace.search.erase("document", document)
    assert stored(workspace) == 0
    assert b"GEHEIMER INHALT" not in workspace.store.path.read_bytes()


def test_erasing_a_record_takes_its_links_along_but_not_the_documents(workspace: Workspace, area: int) -> None:
    document = workspace.attachments.add_bytes(b"x", name="a.txt", title="A", kind="area", id=area)
    workspace.search.erase("area", area)
    with workspace.store.read() as look:
        assert look.find(DocumentLink) == []
    assert workspace.attachments.content(document) == b"x"


def test_a_content_that_was_changed_in_the_file_is_told(workspace: Workspace) -> None:
    document = workspace.attachments.add_bytes(b"x", name="a.txt", title="A")
    with workspace.store.write("kaputt", undoable=False) as unit:
        unit.connection.execute(text("UPDATE document_content SET data = x'00'"))
    with pytest.raises(UserError, match="beschädigt"):
        workspace.attachments.content(document)

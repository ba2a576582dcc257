"""The Sitzungsmappe: all papers, numbered attachments, OParl and a true manifest; nothing private for the public."""

import hashlib
import json
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pypdfium2
import pytest

from coordinator_app.common.errors import Cancelled
from coordinator_app.common.jobs import JobContext
from coordinator_app.domain.attachments import LinkRole
from coordinator_app.domain.written_files import Source
from coordinator_app.services.document_files import WhenEdited
from coordinator_app.services.meeting_folder import KEY, MeetingFolder
from coordinator_app.services.workspace import Workspace
from tests.exchange.test_oparl import all_findings
from tests.meeting_scenario import Progress, Steering


@pytest.fixture
def steering_stage() -> Progress:
    return "held"


def packed(workspace: Workspace, meeting_id: int, variant: str = "full") -> ZipFile:
    data = workspace.documents.render(KEY, meeting_id, "zip", {"variant": variant})
    archive = ZipFile(BytesIO(data))
    assert archive.testzip() is None
    return archive


def oparl(archive: ZipFile, variant: str) -> dict[str, Any]:
    folder = f"10 OParl/{variant}/"
    names = [name for name in archive.namelist() if name.startswith(folder)]
    return {name.removeprefix(folder): json.loads(archive.read(name)) for name in names}


def all_text(archive: ZipFile) -> str:
    """Everything readable in a folder: JSON as it is, PDF as text."""
    parts: list[str] = archive.namelist()
    for name in archive.namelist():
        data = archive.read(name)
        if name.endswith(".pdf"):
            document = pypdfium2.PdfDocument(data)
            parts += [page.get_textpage().get_text_range() for page in document]
            document.close()
        else:
            parts.append(data.decode())
    return "\n".join(parts)


def finish(steering: Steering) -> None:
    steering.workspace.minutes.finalise(steering.second, confirmed_on=steering.clock.moment.date())


def test_folder_holds_all_papers_and_a_true_manifest(workspace: Workspace, steering: Steering) -> None:
    finish(steering)
    archive = packed(workspace, steering.second)
    names = archive.namelist()
    expected = {
        "Inhalt.pdf",
        "01 Einladung/Einladung.pdf",
        "02 Tagesordnung/Tagesordnung.pdf",
        "03 Anwesenheit/Anwesenheitsliste.pdf",
        "04 Niederschrift/Niederschrift.pdf",
        "04 Niederschrift/Niederschrift.docx",
        "04 Niederschrift/Niederschrift, Fassung 1.pdf",
        "06 Beschlüsse und Aufgaben/Beschlüsse.xlsx",
        "06 Beschlüsse und Aufgaben/Aufgaben.pdf",
        "10 OParl/intern/meeting.json",
        "10 OParl/öffentlich/meeting.json",
    }
    assert expected <= set(names)
    assert names[0], names[-1] == ("Inhalt.pdf", "manifest.json")
    manifest = json.loads(archive.read("manifest.json"))
    assert (manifest["format"], manifest["version"], manifest["variant"]) == ("kpr-sitzungsmappe", 1, "intern")
    assert manifest["missing"] == []
    assert {entry["path"] for entry in manifest["files"]} == set(names) - {"manifest.json"}
    for entry in manifest["files"]:
        data = archive.read(entry["path"])
        assert (entry["size"], entry["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())


def test_same_meeting_gives_the_same_bytes_whenever_it_is_packed(workspace: Workspace, steering: Steering) -> None:
    finish(steering)
    first = workspace.documents.render(KEY, steering.second, "zip")
    steering.clock.moment = steering.clock.moment.replace(year=2027)
    second = workspace.documents.render(KEY, steering.second, "zip")
    archives = ZipFile(BytesIO(first)), ZipFile(BytesIO(second))
    different = [name for name in archives[0].namelist() if archives[0].read(name) != archives[1].read(name)]
    assert different == []
    assert second == first


def test_attachments_lie_under_their_items_by_number(workspace: Workspace, steering: Steering, tmp_path: Path) -> None:
    add = workspace.attachments.add_bytes
    add(b"plan", name="plan.pdf", title="Lageplan", kind="agenda_item", id=steering.treff)
    add(b"plan 2", name="plan2.PDF", title="Lageplan", kind="agenda_item", id=steering.treff, confidential=True)
    add(b"liste", name="liste", title="Liste", kind="meeting", id=steering.second)
    target = tmp_path / "Niederschrift.docx"
    target.write_bytes(b"von Hand")
    source = Source("minutes", "meeting", steering.second)
    workspace.documents.files.write(target, b"neu", WhenEdited.TAKE_IN, source)
    archive = packed(workspace, steering.second)
    label = next(
        line.label for line in workspace.meetings.agenda.view(steering.second).lines if line.id == steering.treff
    )
    assert archive.read(f"07 Anlagen/{label}/Anlage 1 Lageplan.pdf") == b"plan"
    assert archive.read(f"07 Anlagen/{label}/Anlage 2 Lageplan.PDF") == b"plan 2"
    assert archive.read("07 Anlagen/Sitzung/Anlage 1 Liste.dat") == b"liste"
    assert archive.read("08 Bearbeitet/Sitzung Niederschrift.docx") == b"von Hand"
    (meeting,) = oparl(archive, "intern")["meeting.json"]["data"]
    files = {item["number"]: [file["fileName"] for file in item["auxiliaryFile"]] for item in meeting["agendaItem"]}
    assert files[label.removeprefix("TOP ")] == ["Anlage 1 Lageplan.pdf", "Anlage 2 Lageplan.PDF"]
    assert [file["fileName"] for file in meeting["auxiliaryFile"]] == ["Anlage 1 Liste.dat"]
    links = workspace.attachments.linked("meeting", steering.second)
    assert [link.role for link, _ in links] == [LinkRole.HAND_EDITED, LinkRole.ATTACHMENT]


def test_oparl_carries_votes_in_words_and_stands_the_check(workspace: Workspace, steering: Steering) -> None:
    finish(steering)
    archive = packed(workspace, steering.second)
    for variant in ("intern", "öffentlich"):
        assert all_findings(oparl(archive, variant)) == []
    (meeting,) = oparl(archive, "intern")["meeting.json"]["data"]
    results = [item.get("result", "") for item in meeting["agendaItem"]]
    assert any("angenommen (Ja 5, Nein 1, Enthaltung 1)" in result for result in results)
    assert "vertagt" in results
    assert meeting["meetingState"] == "durchgeführt"
    assert meeting["resultsProtocol"]["fileName"] == "Niederschrift.pdf"
    assert {person["name"] for person in oparl(archive, "intern")["person.json"]["data"]} >= {"Cornelia Marschner"}


def test_public_folder_holds_no_person_and_no_private_item(workspace: Workspace, steering: Steering) -> None:
    agenda = workspace.meetings.agenda
    for line in agenda.view(steering.second).lines:
        agenda.update(line.id, None, public=line.id == steering.treff)
    finish(steering)
    workspace.attachments.add_bytes(
        b"geheim", name="a.pdf", title="Geheimes Gutachten", kind="meeting", id=steering.second
    )
    archive = packed(workspace, steering.second, "public")
    text = all_text(archive)
    assert "Offener Treff am Bahnhof" in text
    private = [line.item.title for line in agenda.view(steering.second).lines if line.id != steering.treff]
    for forbidden in (*private, "Geheimes Gutachten", *(name.split()[-1] for name in steering.people)):
        assert forbidden not in text, forbidden
    (meeting,) = oparl(archive, "öffentlich")["meeting.json"]["data"]
    assert [item["name"] for item in meeting["agendaItem"]] == ["Offener Treff am Bahnhof"]
    assert meeting["resultsProtocol"]["accessUrl"].endswith(".pdf")
    assert not any(
        name.startswith(("01", "02", "03", "05", "06", "07", "08", "10 OParl/intern")) for name in archive.namelist()
    )


def test_damaged_attachment_is_named_and_the_rest_packed(workspace: Workspace, steering: Steering) -> None:
    workspace.attachments.add_bytes(b"x", name="a.pdf", title="Plan", kind="meeting", id=steering.second)
    with workspace.store.write("Probe", undoable=False) as unit:
        unit.connection.exec_driver_sql("UPDATE document_content SET data = x'00'")
    archive = packed(workspace, steering.second)
    missing = json.loads(archive.read("manifest.json"))["missing"]
    assert len(missing) == 1
    assert missing[0].startswith("07 Anlagen/Sitzung/Anlage 1 Plan.pdf: Der Inhalt von „a.pdf“ ist")
    assert "04 Niederschrift/Niederschrift.pdf" in archive.namelist()


def test_meeting_not_held_yet_has_its_invitation_only(workspace: Workspace, steering: Steering) -> None:
    planned = workspace.meetings.create(body_id=steering.body, starts_at=steering.clock.moment.replace(year=2027))
    names = packed(workspace, planned).namelist()
    assert "01 Einladung/Einladung.pdf" in names
    assert not any(name.startswith(("04", "06")) for name in names)
    undated = workspace.meetings.create(body_id=steering.body)
    assert all_findings(oparl(packed(workspace, undated), "intern")) == []


def test_packing_tells_its_progress_and_can_be_cancelled(workspace: Workspace, steering: Steering) -> None:
    told: list[tuple[int, int, str]] = []
    folder = MeetingFolder(workspace, steering.second, public=False)
    folder.pack(JobContext(lambda done, total, text: told.append((done, total, text))))
    assert [done for done, _, _ in told] == list(range(len(told)))
    assert told[0][2] == "„Einladung“ wird gepackt"
    stopped = JobContext()
    stopped.cancel()
    with pytest.raises(Cancelled):
        folder.pack(stopped)


def test_table_of_contents_is_what_is_looked_at(workspace: Workspace, steering: Steering) -> None:
    document = workspace.documents.document(KEY, steering.second)
    assert document.title == "Sitzungsmappe"
    assert workspace.documents.document(KEY, steering.second, {"variant": "public"}).title.endswith("Öffentlichkeit")
    assert workspace.documents.file_stem(KEY, steering.second).startswith("2026-11-26 ")


def test_long_titles_give_names_every_system_takes(workspace: Workspace, steering: Steering) -> None:
    for number in range(2):
        add = workspace.attachments.add_bytes
        add(b"%d" % number, name="ä" * 240 + ".pdf", title="Ü" * 250, kind="meeting", id=steering.second)
    names = packed(workspace, steering.second).namelist()
    assert len({name.casefold() for name in names}) == len(names)
    assert all(len(part.encode()) <= 255 for name in names for part in name.split("/"))
    assert all(len(name) < 160 for name in names)

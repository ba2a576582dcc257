"""The hand-over package: report, lists, papers, attachments, the file itself, checksums; blocked people stay out."""

import csv
import hashlib
import json
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from coordinator_app.common.clock import FixedClock
from coordinator_app.common.errors import Cancelled, UserError
from coordinator_app.common.jobs import JobContext
from coordinator_app.domain.contacts import ContactPoint, Person, PersonStatus
from coordinator_app.domain.projects import ProjectType
from coordinator_app.services.handover import Handover
from coordinator_app.services.workspace import Workspace


@pytest.fixture
def town(workspace: Workspace) -> Workspace:
    """A file with something to hand over."""
    workspace.municipality.create(name="Mühlwerda")
    club = workspace.contacts.create_organisation(name="Jugendhaus", phone="03799 1")
    workspace.contacts.create_person(first_name="Anna", last_name="Weber", organisation_id=club)
    gone = workspace.contacts.create_person(first_name="Gesperrte", last_name="Person", organisation_id=club)
    workspace.contacts.add_part(ContactPoint(person_id=gone, value="geheim@x.de"))
    with workspace.store.write("gesperrt") as unit:
        unit.change(Person, gone, None, status=PersonStatus.BLOCKED)
    project = workspace.projects.create(title="=Treff", project_type=ProjectType.OFFER, carrier_id=club)
    workspace.tasks.create(title="Schlüssel übergeben", due_on=date(2026, 11, 30))
    workspace.attachments.add_bytes(b"Konzept", name="konzept.txt", title="Konzept", kind="project", id=project)
    return workspace


def packed(workspace: Workspace, **options: bool) -> ZipFile:
    data = workspace.documents.render("handover", 0, "zip", options)
    return ZipFile(BytesIO(data))


def test_everything_is_in_the_package(town: Workspace, tmp_path: Path) -> None:
    archive = packed(town)
    names = archive.namelist()
    for name in (
        *("00 Übergabebericht.pdf", "00 Übergabebericht.docx", "00 Bitte zuerst lesen.txt", "manifest.json"),
        *("01 Listen/Projekte.xlsx", "01 Listen/Projekte.csv", "03 Anlagen/Konzept.txt", "04 Datei/muehlwerda.kpr"),
    ):
        assert name in names
    assert [name for name in names if name.startswith("02 Unterlagen/Projekte/")]
    assert archive.read("03 Anlagen/Konzept.txt") == b"Konzept"
    copy = tmp_path / "kopie.kpr"
    copy.write_bytes(archive.read("04 Datei/muehlwerda.kpr"))
    opened = Workspace.open(copy, user="Nachfolge")
    assert opened.municipality.name() == "Mühlwerda"
    opened.store.close()


def test_the_checksums_are_those_of_the_files(town: Workspace) -> None:
    archive = packed(town, papers=False)
    lines = archive.read("Prüfsummen.txt").decode().splitlines()
    told = {line.partition(" *")[2]: line.partition(" *")[0] for line in lines}
    assert set(told) == set(archive.namelist()) - {"Prüfsummen.txt", "manifest.json"}
    for path, digest in told.items():
        assert hashlib.sha256(archive.read(path)).hexdigest() == digest
    manifest = json.loads(archive.read("manifest.json"))
    assert (manifest["municipality"], manifest["missing"]) == ("Mühlwerda", [])
    assert {entry["path"]: entry["sha256"] for entry in manifest["files"]} == told


def test_blocked_people_stand_in_no_list(town: Workspace) -> None:
    archive = packed(town, papers=False)
    people = list(csv.reader(StringIO(archive.read("01 Listen/Personen.csv").decode("utf-8-sig")), delimiter=";"))
    assert "Anna Weber" in str(people)
    for name in archive.namelist():
        if name.endswith((".csv", ".txt")):
            text = archive.read(name).decode("utf-8-sig")
            assert "Gesperrte" not in text, name
            assert "geheim@x.de" not in text, name
    assert "01 Listen/Kontaktwege.csv" not in archive.namelist()
    projects = archive.read("01 Listen/Projekte.csv").decode("utf-8-sig")
    assert "'=Treff" in projects


def test_the_report_tells_what_is_open(town: Workspace) -> None:
    content = Handover(town).content(Handover(town).plan())
    sections = {section.title: section.rows for section in content.sections}
    assert sections["Offene Aufgaben"] == (("Schlüssel übergeben", None, date(2026, 11, 30)),)
    assert [row[1] for row in sections["Laufende und geplante Projekte"]] == ["=Treff"]
    assert sections["Partner im Netzwerk"] == (("Jugendhaus", "Anna Weber", "03799 1", None),)
    assert any("02 Unterlagen" in line for line in content.papers)
    slim = Handover(town, papers=False, attachments=False)
    assert not any("02 Unterlagen" in line for line in slim.content(slim.plan()).papers)


def test_what_cannot_be_made_is_named(town: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_id: int) -> bytes:
        raise UserError("Die Anlage ist beschädigt.")

    monkeypatch.setattr(town.attachments, "content", broken)
    archive = packed(town, papers=False)
    assert json.loads(archive.read("manifest.json"))["missing"] == [
        "03 Anlagen/Konzept.txt: Die Anlage ist beschädigt."
    ]
    assert "Die Anlage ist beschädigt." in archive.read("00 Bitte zuerst lesen.txt").decode("utf-8-sig")
    assert "03 Anlagen/Konzept.txt" not in archive.namelist()


def test_packing_can_be_cancelled(town: Workspace) -> None:
    job = JobContext()
    job.cancel()
    with pytest.raises(Cancelled):
        Handover(town).pack(job)


def test_an_empty_file_can_be_handed_over(workspace: Workspace, clock: FixedClock) -> None:
    content = Handover(workspace).content(Handover(workspace).plan())
    assert content.day == clock.now().date()
    rows = {section.title: len(section.rows) for section in content.sections}
    assert rows["Offene Aufgaben"] == rows["Nächste Sitzungen"] == 0

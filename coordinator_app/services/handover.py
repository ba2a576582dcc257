"""The hand-over package (Übergabemappe): report, lists, papers, attachments, a copy of the file, checksums."""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.common.german import file_name, plural
from coordinator_app.common.jobs import JobContext
from coordinator_app.documents.handover import HandoverContent, handover_report, read_first
from coordinator_app.domain.attachments import Document as Attachment
from coordinator_app.domain.bodies import Body, Membership
from coordinator_app.domain.columns import Column, ListFilter
from coordinator_app.domain.concerns import Concern
from coordinator_app.domain.contacts import Affiliation, ContactPoint, Organisation, Person, PersonStatus
from coordinator_app.domain.data_series import DataPoint, DataSeries, DataSource
from coordinator_app.domain.deadline_register import Deadline
from coordinator_app.domain.fields import Record, fields_of
from coordinator_app.domain.goals import Goal, Indicator, Measurement
from coordinator_app.domain.grants import Grant
from coordinator_app.domain.meetings import Meeting
from coordinator_app.domain.municipality import Area, Place
from coordinator_app.domain.needs import Evidence, Need
from coordinator_app.domain.process import ProcessStep
from coordinator_app.domain.project_course import Event, Milestone
from coordinator_app.domain.projects import Project, ProjectActor
from coordinator_app.domain.resolutions import Resolution
from coordinator_app.domain.site_walks import SiteWalk, SiteWalkFinding
from coordinator_app.domain.tasks import Task
from coordinator_app.services.documents import DocumentKind, Workspace, render_document
from coordinator_app.services.handover_facts import handover_content
from coordinator_app.services.lists import ListRow, RecordList, columns

KEY, FORMAT, VERSION = "handover", "kpr-uebergabemappe", 1
LISTS, PAPERS, ATTACHMENTS, FILE = "01 Listen", "02 Unterlagen", "03 Anlagen", "04 Datei"
LISTED: tuple[type[Record], ...] = (
    *(Project, ProjectActor, Milestone, Event, Goal, Indicator, Measurement, Need, Evidence, Concern, Grant, Deadline),
    *(Organisation, Person, ContactPoint, Affiliation, Body, Membership, Meeting, Resolution, Task),
    *(Area, Place, DataSource, DataSeries, DataPoint, SiteWalk, SiteWalkFinding, ProcessStep),
)
_PEOPLE: frozenset[type[Record]] = frozenset({Person, ContactPoint, Affiliation})
FOLDERS = {
    "": "Übersichten",
    "body": "Gremien",
    "meeting": "Sitzungen",
    "circulation": "Umlaufbeschlüsse",
    "project": "Projekte",
    "grant": "Förderungen",
    "need": "Bedarfe",
    "priority_round": "Bewertungsrunden",
    "site_walk": "Begehungen",
    "data_series": "Kennzahlen",
    "deadline": "Fristen",
    "survey": "Erhebungen",
    "questionnaire": "Erhebungen",
}
# Made anew when needed, letters to single people, or packages of their own.
LEFT_OUT = frozenset(
    {
        *(KEY, "meeting_folder", "meeting_letters", "minutes_comparison", "reply_list", "project_exchange"),
        *("circulation_letter", "body_task_letters", "task_letters", "certificates", "appointment_letters"),
        *("rating_sheets", "privacy_information_letters", "confirmation_letters", "walk_form"),
    }
)
PACKED_ALREADY = frozenset({"pdf", "docx", "xlsx", "png", "jpg", "jpeg", "zip", "kpr"})


@dataclass(frozen=True, slots=True)
class Planned:
    """A file that will be in the package."""

    path: str
    title: str
    make: Callable[[], bytes]


class Handover:
    """Plans and packs the package of one file."""

    def __init__(self, workspace: Workspace, *, papers: bool = True, attachments: bool = True) -> None:
        self._workspace = workspace
        self._with_papers = papers
        self._with_attachments = attachments
        self._taken: set[str] = set()

    # ---------------------------------------------------------------- planning

    def plan(self) -> list[Planned]:
        """All files but the report, the copy of the file and the checksums; nothing is made yet."""
        self._taken = set()
        found = [*self._lists()]
        found += [*self._papers()] if self._with_papers else []
        found += [*self._attachments()] if self._with_attachments else []
        return found

    def content(self, planned: Sequence[Planned], missing: Sequence[str] = ()) -> HandoverContent:
        """What the report tells."""
        count = {folder: sum(1 for file in planned if file.path.startswith(folder)) for folder in (PAPERS, ATTACHMENTS)}
        papers = [
            f"{LISTS}: alle Listen für Excel (.xlsx) und für andere Programme (.csv)",
            f"{PAPERS}: {plural(count[PAPERS], 'Dokument', 'Dokumente')} als PDF" if count[PAPERS] else "",
            f"{ATTACHMENTS}: {plural(count[ATTACHMENTS], 'Anlage', 'Anlagen')}" if count[ATTACHMENTS] else "",
            f"{FILE}: die ganze Datei „{self._workspace.store.path.name}“, geprüft",
        ]
        return handover_content(self._workspace, [line for line in papers if line], missing)

    def _lists(self) -> Iterator[Planned]:
        """One list per sort of record that has any; blocked people are in none."""
        for record_type in LISTED:
            source = _Source(self._workspace, record_type)
            if not source.ids(ListFilter()):
                continue
            for ending in ("xlsx", "csv"):
                path = self._path(LISTS, record_type.plural, ending)
                render = self._workspace.documents.render_list
                make = partial(render, source, ListFilter(), source.columns, record_type.plural, ending)
                yield Planned(path, f"Liste {record_type.plural}", make)

    def _papers(self) -> Iterator[Planned]:
        documents = self._workspace.documents
        kinds: list[DocumentKind] = documents.kinds()
        for kind in kinds:
            if kind.subject not in FOLDERS or kind.key in LEFT_OUT or "pdf" not in kind.formats:
                continue
            for id in kind.subjects(self._workspace):
                path = self._path(f"{PAPERS}/{FOLDERS[kind.subject]}", documents.file_stem(kind.key, id), "pdf")
                yield Planned(path, kind.label, partial(documents.render, kind.key, id, "pdf"))

    def _attachments(self) -> Iterator[Planned]:
        with self._workspace.store.read() as unit:
            found = unit.find(Attachment)
        for item in found:
            stem, _, ending = item.file_name.rpartition(".")
            path = self._path(ATTACHMENTS, item.title or stem or item.file_name, ending.lower() if stem else "dat")
            yield Planned(path, item.title, partial(self._workspace.attachments.content, item.id))

    def _path(self, folder: str, name: str, ending: str) -> str:
        """A path no other file has, whatever the system thinks of case."""
        stem, number = file_name(name, 90), 1
        path = f"{folder}/{stem}.{file_name(ending, 12)}"
        while path.casefold() in self._taken:
            number += 1
            path = f"{folder}/{stem} ({number}).{file_name(ending, 12)}"
        self._taken.add(path.casefold())
        return path

    # ---------------------------------------------------------------- packing

    def pack(self, job: JobContext) -> bytes:
        """The ZIP; what cannot be made is named in the report, the read-me and the manifest."""
        planned = self.plan()
        day = today(self._workspace.clock)
        missing: list[str] = []
        files: list[tuple[str, str, str]] = []
        buffer = BytesIO()
        with ZipFile(buffer, "w") as archive:
            for done, file in enumerate(planned):
                job.progress(done, len(planned) + 2, f"„{file.title}“ wird gepackt")
                try:
                    files.append(_put(archive, file.path, file.title, file.make(), day))
                except UserError as error:
                    missing.append(f"{file.path}: {error.text}")
            job.progress(len(planned), len(planned) + 2, "Die Datei wird kopiert und geprüft")
            name = f"{FILE}/{self._workspace.store.path.name}"
            files.append(_put(archive, name, "Die ganze Datei", self._copy(), day))
            job.progress(len(planned) + 1, len(planned) + 2, "Übergabebericht und Prüfsummen werden geschrieben")
            for path, title, data in self._head(planned, missing):
                files.append(_put(archive, path, title, data, day))
            _put(archive, "manifest.json", "", _manifest(self._workspace, files, missing, day), day)
            sums = "".join(f"{digest} *{path}\n" for path, _, digest in files)
            _put(archive, "Prüfsummen.txt", "", sums.encode(), day)
        return buffer.getvalue()

    def _head(self, planned: Sequence[Planned], missing: Sequence[str]) -> Iterator[tuple[str, str, bytes]]:
        content = self.content(
            [file for file in planned if not any(line.startswith(file.path) for line in missing)], missing
        )
        report = handover_report(content)
        for ending in ("pdf", "docx"):
            house = self._workspace.house_template.prepared() if ending == "docx" else None
            yield f"00 Übergabebericht.{ending}", "Übergabebericht", render_document(report, ending, house=house)
        yield "00 Bitte zuerst lesen.txt", "Bitte zuerst lesen", read_first(content).encode("utf-8-sig")

    def _copy(self) -> bytes:
        with TemporaryDirectory() as folder:
            path = Path(folder) / self._workspace.store.path.name
            self._workspace.backups.save_copy(path)
            return path.read_bytes()


class _Source:
    """The complete list of one sort of record: every printable field, without blocked people and their ways."""

    def __init__(self, workspace: Workspace, record_type: type[Record]) -> None:
        declared = fields_of(record_type)
        open_names = [
            name
            for name, info in declared.items()
            if info.printable and (info.personal is None or record_type in _PEOPLE)
        ]
        found = [column for column in columns(record_type, *open_names) if column.key in open_names]
        self._source: RecordList[Any] = RecordList(workspace.store, record_type, found)
        self._of_person = "person_id" in declared
        self._is_person = record_type is Person
        with workspace.store.read() as unit:
            blocked = unit.find(Person, status=PersonStatus.BLOCKED)
        self._blocked = {person.id for person in blocked}

    @property
    def columns(self) -> Sequence[Column[ListRow[Any]]]:
        """All columns."""
        return self._source.columns

    def ids(self, wanted: ListFilter) -> list[int]:
        """Ids of all records that may be listed."""
        found = self._source.ids(wanted)
        if not self._blocked or not (self._is_person or self._of_person):
            return found
        if self._is_person:
            return [id for id in found if id not in self._blocked]
        rows = self._source.rows(found)
        return [id for id in found if rows[id].record.person_id not in self._blocked]

    def rows(self, ids: Sequence[int]) -> dict[int, ListRow[Any]]:
        """The rows of these ids."""
        return self._source.rows(ids)


def _put(archive: ZipFile, path: str, title: str, data: bytes, day: date) -> tuple[str, str, str]:
    info = ZipInfo(path, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
    info.compress_type = ZIP_STORED if path.rpartition(".")[2] in PACKED_ALREADY - {"kpr"} else ZIP_DEFLATED
    info.create_system = 3
    info.external_attr = 0o644 << 16
    archive.writestr(info, data)
    return path, title, hashlib.sha256(data).hexdigest()


def _manifest(workspace: Workspace, files: Sequence[tuple[str, str, str]], missing: Sequence[str], day: date) -> bytes:
    value = {
        "format": FORMAT,
        "version": VERSION,
        "municipality": workspace.municipality.name(),
        "day": day.isoformat(),
        "files": [{"path": path, "title": title, "sha256": digest} for path, title, digest in files],
        "missing": list(missing),
    }
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()

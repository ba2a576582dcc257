"""The folder of a meeting („Sitzungsmappe“) as one ZIP: all papers, attachments, calendar entry, OParl, manifest.

The same content gives the same bytes: nothing in it tells when it was packed. Two variants: everything, and one for
the public that holds public items only and no personal data.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from coordinator_app.common.clock import local
from coordinator_app.common.errors import UserError
from coordinator_app.common.german import file_name
from coordinator_app.common.jobs import JobContext
from coordinator_app.documents.content import Document
from coordinator_app.documents.meeting_folder import (
    FolderHead,
    FolderPaper,
    contents_page,
    resolutions_paper,
    tasks_paper,
)
from coordinator_app.domain.attachments import Document as Attachment
from coordinator_app.domain.attachments import DocumentLink, LinkRole
from coordinator_app.domain.bodies import Body
from coordinator_app.domain.meetings import Meeting, MeetingState
from coordinator_app.exchange.oparl import NAMESPACE, FolderFile, oparl_files
from coordinator_app.services.documents import DocumentKind, Workspace, letterhead_of, render_document
from coordinator_app.services.meeting_oparl import OparlPapers, meeting_export

FORMAT, VERSION = "kpr-sitzungsmappe", 1
KEY = "meeting_folder"
FOLDERS = {
    "invitation": "01 Einladung",
    "agenda": "02 Tagesordnung",
    "attendance_list": "03 Anwesenheit",
    "minutes": "04 Niederschrift",
    "minutes_public": "04 Niederschrift",
}
PUBLIC_KEYS = frozenset({"minutes_public"})  # documents that are for the public as they are
# Made anew when needed, bearing the day of it, or of no lasting worth.
LEFT_OUT = frozenset({KEY, "meeting_letters", "minutes_comparison", "reply_list"})
EXTRACTS, RESULTS, ATTACHMENTS, EDITED = "05 Auszüge", "06 Beschlüsse und Aufgaben", "07 Anlagen", "08 Bearbeitet"
OTHERS, OPARL = "09 Weitere Unterlagen", "10 OParl"
_ZIP_BEGINS, _ZIP_DAY = 1980, (1980, 1, 1, 0, 0, 0)
HELD = frozenset({MeetingState.RUNNING, MeetingState.HELD, MeetingState.CLOSED})
_MIME = {
    "pdf": "application/pdf",
    "ics": "text/calendar",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class Planned:
    """A file that will be in the folder: where, what it is, and how its bytes are made.

    `role` is the document's key where OParl has a place for it, `item_id` the agenda item it belongs to (0 = the
    meeting), `public` whether it may leave the house.
    """

    path: str
    title: str
    make: Callable[[], bytes]
    mime_type: str = "application/octet-stream"
    role: str = ""
    item_id: int = 0
    day: date | None = None
    public: bool = False


class MeetingFolder:
    """Plans and packs the folder of one meeting."""

    def __init__(self, workspace: Workspace, meeting_id: int, *, public: bool) -> None:
        self._workspace = workspace
        self._id = meeting_id
        self._public = public
        self._meeting: Meeting = workspace.meetings.get(meeting_id)
        self._body: Body = workspace.bodies.get(self._meeting.body_id)
        self._taken: set[str] = set()

    # --- planning

    def plan(self) -> list[Planned]:
        """All files but the table of contents, OParl and the manifest, in their order; nothing is made yet."""
        self._taken = set()
        if self._public:
            return list(self._public_papers())
        held = self._meeting.state in HELD
        planned = [*self._papers(), *self._versions(), *self._calendar()]
        planned += [*self._extracts(), *self._results()] if held else []
        planned += [*self._attachments()]
        return sorted(planned, key=_place)

    def head(self) -> FolderHead:
        """What stands over the papers made for the folder."""
        day = local(self._meeting.starts_at).date() if self._meeting.starts_at else None
        town: str = self._workspace.municipality.name()
        letterhead = letterhead_of(self._workspace)
        return FolderHead(title=self._meeting.title, body=self._body.name, day=day, town=town, letterhead=letterhead)

    def contents(self, planned: list[Planned], missing: tuple[str, ...] = ()) -> Document:
        """The table of contents."""
        papers = [FolderPaper(file.path, file.title) for file in planned]
        papers.append(FolderPaper(f"{OPARL}/…", "Sitzung für das Ratsinformationssystem (OParl 1.1)"))
        return contents_page(self.head(), papers, public=self._public, missing=missing)

    def _papers(self) -> Iterator[Planned]:
        """Every document about the meeting there is content for, as PDF; the minutes in Word too."""
        for kind in self._kinds("meeting"):
            if self._id not in kind.subjects(self._workspace):
                continue
            folder = FOLDERS.get(kind.key, OTHERS)
            if kind.key not in PUBLIC_KEYS:
                for ending in ("pdf", "docx") if kind.key == "minutes" else ("pdf",):
                    role = kind.key if ending == "pdf" else ""
                    yield self._rendered(folder, kind.label, ending, kind, self._id, role=role)
            if _is_public(kind):
                name = kind.label if kind.key in PUBLIC_KEYS else f"{kind.label}, Fassung für die Öffentlichkeit"
                yield self._public_paper(folder, name, kind)

    def _public_papers(self) -> Iterator[Planned]:
        for kind in self._kinds("meeting"):
            if _is_public(kind) and self._id in kind.subjects(self._workspace):
                yield self._public_paper(FOLDERS.get(kind.key, OTHERS), kind.label, kind)

    def _public_paper(self, folder: str, name: str, kind: DocumentKind) -> Planned:
        options = {"variant": "public"} if kind.key not in PUBLIC_KEYS else {}
        role = kind.key.removesuffix("_public")
        return self._rendered(folder, name, "pdf", kind, self._id, options, role=role, public=True)

    def _versions(self) -> Iterator[Planned]:
        """All sealed versions of the minutes as they were."""
        kind: DocumentKind = self._workspace.documents.kind("minutes")
        if not any(option.key == "number" for option in kind.options):
            return
        for version in self._workspace.minutes.versions(self._id):
            name = f"Niederschrift, Fassung {version.number}"
            yield self._rendered(FOLDERS["minutes"], name, "pdf", kind, self._id, {"number": str(version.number)})

    def _calendar(self) -> Iterator[Planned]:
        if self._meeting.starts_at is not None:
            path = self._path(FOLDERS["invitation"], "Termin", "ics")
            make = partial(self._workspace.sending.calendar, self._id, self._meeting.updated_at)
            yield Planned(path, "Kalendereintrag", make, _MIME["ics"])

    def _extracts(self) -> Iterator[Planned]:
        """Protokollauszüge of the items that were treated."""
        for kind in self._kinds("agenda_item"):
            subjects = set(kind.subjects(self._workspace))
            for line in self._workspace.meetings.agenda.view(self._id).lines:
                if line.id in subjects and line.number:
                    name = f"{line.label} {file_name(line.item.title, 60)}"
                    options = {"certified": False}  # a certificate bears the day it was given
                    yield self._rendered(EXTRACTS, name, "pdf", kind, line.id, options, item_id=line.id)

    def _results(self) -> Iterator[Planned]:
        content = self._workspace.minutes.content(self._id)
        head = self.head()
        for name, build in (("Beschlüsse", resolutions_paper), ("Aufgaben", tasks_paper)):
            for ending in ("pdf", "xlsx"):
                path = self._path(RESULTS, name, ending)
                make = partial(render_document, build(head, content), ending)
                yield Planned(path, f"{name} der Sitzung", make, _MIME[ending])

    def _attachments(self) -> Iterator[Planned]:
        """Attachments of the meeting and of its items by their numbers; hand-edited files apart."""
        yield from self._attached("meeting", self._id, "Sitzung", 0)
        for line in self._workspace.meetings.agenda.view(self._id).lines:
            yield from self._attached("agenda_item", line.id, line.label, line.id)

    def _attached(self, kind: str, id: int, label: str, item_id: int) -> Iterator[Planned]:
        linked: list[tuple[DocumentLink, Attachment]] = self._workspace.attachments.linked(kind, id)
        for link, document in linked:
            stem, _, ending = document.file_name.rpartition(".")
            if link.role is LinkRole.HAND_EDITED:
                folder, name = EDITED, f"{label} {stem or document.file_name}"
            else:
                folder = f"{ATTACHMENTS}/{file_name(label, 40)}"
                name = f"Anlage {link.number} {document.title or stem}"
            path = self._path(folder, name, file_name(ending, 12) if stem else "dat")
            make = partial(self._workspace.attachments.content, document.id)
            title = f"{document.title} (vertraulich)" if document.confidential else document.title
            yield Planned(path, title, make, document.mime_type, item_id=item_id, day=document.dated)

    def _kinds(self, subject: str) -> list[DocumentKind]:
        kinds: list[DocumentKind] = self._workspace.documents.kinds()
        return [
            kind for kind in kinds if kind.subject == subject and kind.key not in LEFT_OUT and "pdf" in kind.formats
        ]

    def _rendered(
        self,
        folder: str,
        name: str,
        ending: str,
        kind: DocumentKind,
        id: int,
        options: Mapping[str, object] | None = None,
        *,
        role: str = "",
        item_id: int = 0,
        public: bool = False,
    ) -> Planned:
        make = partial(_render, self._workspace, kind, id, ending, options or {})
        path = self._path(folder, name, ending)
        return Planned(path, name, make, _MIME[ending], role, item_id, public=public)

    def _path(self, folder: str, name: str, ending: str) -> str:
        """A path no other file of the folder has, whatever the system thinks of case."""
        stem, number = file_name(name, 80), 1
        path = f"{folder}/{stem}.{ending}"
        while path.casefold() in self._taken:
            number += 1
            path = f"{folder}/{stem} ({number}).{ending}"
        self._taken.add(path.casefold())
        return path

    # --- packing

    def pack(self, job: JobContext) -> bytes:
        """The ZIP; what cannot be made (a damaged attachment) is named in the table of contents and the manifest."""
        with self._workspace.store.read():
            planned = self.plan()
            missing: list[str] = []
            made: list[tuple[Planned, bytes]] = []
            for done, file in enumerate(planned):
                job.progress(done, len(planned) + 1, f"„{file.title}“ wird gepackt")
                try:
                    made.append((file, file.make()))
                except UserError as error:
                    missing.append(f"{file.path}: {error.text}")
            job.progress(len(planned), len(planned) + 1, "Inhaltsverzeichnis und OParl werden geschrieben")
            return self._zip(made, missing)

    def _zip(self, made: list[tuple[Planned, bytes]], missing: list[str]) -> bytes:
        contents = render_document(self.contents([file for file, _ in made], tuple(missing)), "pdf")
        files = [("Inhalt.pdf", "Inhaltsverzeichnis", contents)]
        files += [(file.path, file.title, data) for file, data in made]
        for public in (True,) if self._public else (False, True):
            folder = f"{OPARL}/{'öffentlich' if public else 'intern'}"
            export = meeting_export(self._workspace, self._id, self._oparl_papers(made, public=public), public=public)
            files += [
                (f"{folder}/{name}", f"OParl 1.1, {'öffentlich' if public else 'intern'}", data)
                for name, data in oparl_files(export, public=public).items()
            ]
        files.append(("manifest.json", "Prüfsummen", self._manifest(files, missing)))
        return _packed(files, self.head().day)

    def _oparl_papers(self, made: list[tuple[Planned, bytes]], *, public: bool) -> OparlPapers:
        """Which files of the folder OParl points to."""
        papers = OparlPapers()
        for file, data in made:
            if file.public is not public:
                continue
            part = FolderFile(file.path, file.title, file.mime_type, data, file.day)
            if file.role:
                papers.roles[file.role] = part
            elif file.path.startswith(ATTACHMENTS):
                (papers.items.setdefault(file.item_id, []) if file.item_id else papers.others).append(part)
        return papers

    def _manifest(self, files: list[tuple[str, str, bytes]], missing: list[str]) -> bytes:
        day = self.head().day
        value = {
            "format": FORMAT,
            "version": VERSION,
            "variant": "öffentlich" if self._public else "intern",
            "meeting": {"uuid": self._meeting.uuid, "title": self._meeting.title, "body": self._body.name},
            "day": day.isoformat() if day else "",
            "oparl": NAMESPACE,
            "files": [
                {"path": path, "title": title, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
                for path, title, data in files
            ],
            "missing": missing,
        }
        return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _render(workspace: Workspace, kind: DocumentKind, id: int, ending: str, options: Mapping[str, object]) -> bytes:
    """A document without the moment of packing in it."""
    own = kind.own.get(ending)
    filled = {option.key: options.get(option.key, option.default) for option in kind.options}
    if own is not None:
        return own(workspace, id, filled, JobContext())
    house = workspace.house_template.prepared() if ending == "docx" else None
    return render_document(kind.build(workspace, id, filled), ending, house=house)


def _is_public(kind: DocumentKind) -> bool:
    """Whether a document is for the public, or has a variant that is (and no document of its own for that)."""
    if f"{kind.key}_public" in PUBLIC_KEYS:
        return False
    return kind.key in PUBLIC_KEYS or any(
        option.key == "variant" and ("public" in dict(option.choices)) for option in kind.options
    )


def _place(file: Planned) -> str:
    return file.path.partition("/")[0]


def _packed(files: list[tuple[str, str, bytes]], day: date | None) -> bytes:
    """The bytes of the ZIP: order, times and system are always the same."""
    stamp = (day.year, day.month, day.day, 0, 0, 0) if day is not None and day.year >= _ZIP_BEGINS else _ZIP_DAY
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED, compresslevel=6) as archive:
        for path, _, data in files:
            info = ZipInfo(path, stamp)
            info.compress_type = ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
    return buffer.getvalue()

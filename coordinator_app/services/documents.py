"""Documents as a use case: which there are, making one, saving it without overwriting anybody's work.

Every feature declares its documents in `services/<feature>_documents.py` as `KINDS`; the module is named in
`MODULES` and imported when documents are first asked for.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from importlib import import_module
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, Protocol, cast, runtime_checkable

from coordinator_app.common.clock import local, today
from coordinator_app.common.errors import UserError
from coordinator_app.common.german import file_name, format_date, plural
from coordinator_app.common.jobs import JobContext
from coordinator_app.documents.content import Document, Letterhead, warnings_of
from coordinator_app.domain.bodies import Body
from coordinator_app.domain.columns import Column, ListFilter, ListSource
from coordinator_app.domain.municipality import Municipality
from coordinator_app.domain.written_files import Source
from coordinator_app.services.document_files import DocumentFiles, WhenEdited
from coordinator_app.services.document_kinds import (
    CHART_PICTURES,
    DocumentAction,
    DocumentKind,
    DocumentOption,
    Options,
    Workspace,
)

__all__ = [
    "MODULES",
    "DocumentAction",
    "DocumentKind",
    "DocumentOption",
    "Documents",
    "HasHeads",
    "Options",
    "Workspace",
    "body_word",
    "dated_stem",
    "letterhead_lines",
    "letterhead_of",
    "render_document",
]

if TYPE_CHECKING:
    from coordinator_app.documents.word_template import WordTemplate

MODULES: tuple[str, ...] = (
    "coordinator_app.services.meeting_documents",
    "coordinator_app.services.minutes_documents",
    "coordinator_app.services.meeting_letters",
    "coordinator_app.services.meeting_folder_documents",
    "coordinator_app.services.circulation_documents",
    "coordinator_app.services.overview_documents",
    "coordinator_app.services.resolution_documents",
    "coordinator_app.services.task_documents",
    "coordinator_app.services.body_documents",
    "coordinator_app.services.certificate_documents",
    "coordinator_app.services.appointment_letters",
    "coordinator_app.services.need_documents",
    "coordinator_app.services.need_matrix_documents",
    "coordinator_app.services.priority_documents",
    "coordinator_app.services.report_documents",
    "coordinator_app.services.report_builder_documents",
    "coordinator_app.services.project_documents",
    "coordinator_app.services.project_exchange_documents",
    "coordinator_app.services.handover_documents",
    "coordinator_app.services.quality_documents",
    "coordinator_app.services.effect_documents",
    "coordinator_app.services.contact_documents",
    "coordinator_app.services.privacy_documents",
    "coordinator_app.services.grant_documents",
    "coordinator_app.services.confirmation_documents",
    "coordinator_app.services.event_documents",
    "coordinator_app.services.survey_documents",
    "coordinator_app.services.survey_report_documents",
    "coordinator_app.services.survey_letters",
    "coordinator_app.services.survey_return_documents",
    "coordinator_app.services.deadline_documents",
    "coordinator_app.services.site_walk_documents",
    "coordinator_app.services.data_series_documents",
)

_PAGE = 500  # rows read at once for a list


@runtime_checkable
class HasHeads(Protocol):
    """A list source whose rows stand in groups."""

    def heads(self, wanted: ListFilter) -> Sequence[tuple[str, int]]:
        """The words of each group with the number of its rows, in the order of the ids."""
        ...


def letterhead_of(workspace: Workspace, *, office: str = "Kommunaler Präventionsrat") -> Letterhead | None:
    """The head of the municipality's documents: name, office, address, arms; None in a file not set up yet."""
    own = workspace.municipality.own()
    if own is None:
        return None
    logo = b""
    if own.logo_id is not None:
        data = workspace.attachments.content(own.logo_id)
        logo = data if data.startswith((b"\x89PNG", b"\xff\xd8\xff")) else b""
    lines = letterhead_lines(own, office=office)
    return Letterhead(lines, logo=logo, logo_alt=f"Wappen: {lines[0]}")


def letterhead_lines(own: Municipality, *, office: str = "Kommunaler Präventionsrat") -> tuple[str, ...]:
    """Name with its kind, office and address of a municipality; lines without words are left out."""
    kind = own.municipality_kind.label
    name = own.name if kind.lower() in own.name.lower() else f"{kind} {own.name}"
    place = " ".join(part for part in (own.postcode, own.town) if part)
    address = ", ".join(part for part in (own.street, place) if part)
    return tuple(line for line in (name, office, own.office, address) if line)


class Documents:
    """Makes, previews and saves the documents of one open file."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.files = DocumentFiles(workspace.store)

    # --- Kinds ---

    @cached_property
    def _kinds(self) -> dict[str, DocumentKind]:
        found: dict[str, DocumentKind] = {}
        for module in MODULES:
            for kind in cast("tuple[DocumentKind, ...]", import_module(module).KINDS):
                if kind.key in found:
                    raise ValueError(f"two documents are called {kind.key!r}")
                found[kind.key] = kind
        return found

    def kinds(self) -> list[DocumentKind]:
        """All documents, in the order of the menu."""
        return list(self._kinds.values())

    def kind(self, key: str) -> DocumentKind:
        """The document with this key."""
        try:
            return self._kinds[key]
        except KeyError:
            raise UserError(f"Das Dokument „{key}“ gibt es in dieser Programmfassung nicht.") from None

    # --- Making ---

    def document(self, key: str, id: int, options: Options | None = None) -> Document:
        """The content of one document; options left out have their defaults."""
        kind = self.kind(key)
        filled = _filled(kind, options)
        document = kind.build(self._workspace, id, filled)
        projects = self._projects(kind, id, filled)
        if projects:
            from coordinator_app.services.publicity import with_notices

            document = with_notices(self._workspace, document, projects)
        if filled.get(CHART_PICTURES.key):
            document = replace(document, chart_pictures=True)
        return self._dated(document)

    def _projects(self, kind: DocumentKind, id: int, options: Options) -> Sequence[int]:
        if kind.projects is not None:
            return kind.projects(self._workspace, id, options)
        return [id] if kind.subject == "project" else []

    def warnings(self, key: str, id: int, options: Options | None = None) -> tuple[str, ...]:
        """German lines about what is missing in the document."""
        return warnings_of(self.document(key, id, options))

    def render(
        self,
        key: str,
        id: int,
        file_format: str = "pdf",
        options: Options | None = None,
        context: JobContext | None = None,
    ) -> bytes:
        """The bytes of one document in a format of its kind ("docx", "pdf", "xlsx", "zip")."""
        kind = self.kind(key)
        if file_format == "csv" and kind.as_csv:
            from coordinator_app.documents.data_table import tables_csv

            return tables_csv(self.document(key, id, options))
        if file_format not in kind.formats:
            raise UserError(f"„{kind.label}“ gibt es nicht als {file_format.upper()}-Datei.")
        if file_format == "zip" and kind.packed is not None:
            return kind.packed(self._workspace, id, _filled(kind, options), context or JobContext())
        own = kind.own.get(file_format)
        if own is not None:
            return own(self._workspace, id, _filled(kind, options), context or JobContext())
        house = self._workspace.house_template.prepared() if file_format == "docx" else None
        return render_document(self.document(key, id, options), file_format, context, house=house)

    def _dated(self, document: Document) -> Document:
        if document.created is not None:
            return document
        return replace(document, created=self._workspace.clock.now())

    # --- Saving ---

    def file_stem(self, key: str, id: int) -> str:
        """The German file name without ending, with characters every system takes."""
        return file_name(self.kind(key).file_stem(self._workspace, id))

    def save(
        self,
        key: str,
        id: int,
        path: Path,
        options: Options | None = None,
        when_edited: WhenEdited = WhenEdited.ASK,
    ) -> Path:
        """Write the document to `path` (its ending says the format) and return where it went.

        `HandEdited` when the file there is somebody's work; `UserError` when it is open or cannot be written.
        """
        file_format = path.suffix.lstrip(".").lower()
        data = self.render(key, id, file_format, options)
        written = self.files.write(path, data, when_edited, self.source(key, id))
        self.note_written(key, id, file_format, options)
        return written

    def note_written(self, key: str, id: int, file_format: str, options: Options | None = None) -> None:
        """Tell the kind of a document that a file of it was written."""
        kind = self.kind(key)
        if kind.written is not None:
            kind.written(self._workspace, id, file_format, _filled(kind, options))

    def source(self, key: str, id: int) -> Source:
        """What is remembered of a file with this document."""
        kind = self.kind(key)
        return Source(key, kind.subject, id, kind.version(self._workspace, id) if kind.version is not None else 0)

    def export_all(self, directory: Path, context: JobContext) -> list[dict[str, Any]]:
        """Write every document there is content for, and `manifest.json`; gives the entries of the manifest.

        An entry has `kind`, `path` (relative), `seconds`; one that could not be made has `error` instead of
        a path. Files edited by hand stay, the new one is written beside them.
        """
        directory.mkdir(parents=True, exist_ok=True)
        wanted = [(kind, id) for kind in self.kinds() for id in kind.subjects(self._workspace)]
        entries: list[dict[str, Any]] = []
        used: set[str] = set()
        for done, (kind, id) in enumerate(wanted):
            context.progress(done, len(wanted), f"{kind.label} wird ausgegeben")
            entries += self._export_one(kind, id, directory, used)
        text = json.dumps(entries, ensure_ascii=False, indent=2)
        (directory / "manifest.json").write_text(text + "\n", encoding="utf-8")
        return entries

    def _export_one(self, kind: DocumentKind, id: int, directory: Path, used: set[str]) -> Iterator[dict[str, Any]]:
        stem = self.file_stem(kind.key, id)
        number, name = 1, stem
        while name.lower() in used:
            number += 1
            name = f"{stem} ({number})"
        used.add(name.lower())
        for file_format in kind.formats:
            start = perf_counter()
            entry: dict[str, Any] = {"kind": kind.key}
            try:
                path = self.save(kind.key, id, directory / f"{name}.{file_format}", None, WhenEdited.BESIDE)
                entry["path"] = path.name
            except UserError as error:
                entry["error"] = f"{name}.{file_format}: {error.text}"
            entry["seconds"] = round(perf_counter() - start, 3)
            yield entry

    # --- Lists ---

    def render_list(
        self,
        source: ListSource[Any],
        wanted: ListFilter,
        columns: Sequence[Column[Any]],
        title: str,
        file_format: str = "xlsx",
        context: JobContext | None = None,
    ) -> bytes:
        """The list as it is on the screen (filter, order, columns) as Excel, CSV, Word or PDF."""
        from coordinator_app.documents.lists import list_content, list_document

        rows = _all_rows(source, wanted, context or JobContext())
        content = list_content(title, columns, rows, state=self._state(wanted, len(rows)))
        if isinstance(source, HasHeads):
            content = replace(content, heads=tuple(source.heads(wanted)))
        made, author = self._workspace.clock.now(), self._workspace.municipality.name()
        if file_format == "xlsx":
            from coordinator_app.documents.spreadsheet import render_spreadsheet

            return render_spreadsheet(content, author=author, created=made)
        if file_format == "csv":
            from coordinator_app.documents.data_table import list_csv

            return list_csv(content)
        document = list_document(
            content, letterhead=letterhead_of(self._workspace), footer=author, author=author, created=made
        )
        house = self._workspace.house_template.prepared() if file_format == "docx" else None
        return render_document(document, file_format, context, house=house)

    def _state(self, wanted: ListFilter, count: int) -> str:
        """„Suche „Jugend“ · 34 Einträge · Stand 26.11.2026“."""
        parts = [f"Suche „{wanted.text.strip()}“"] if wanted.text.strip() else []
        parts += ["gefiltert"] if wanted.equals else []
        parts += [plural(count, "Eintrag", "Einträge"), f"Stand {format_date(today(self._workspace.clock))}"]
        return " · ".join(parts)


def dated_stem(workspace: Workspace, *words: str) -> str:
    """A file name that begins with today's date: „2026-11-26 KPR Projektliste“."""
    return " ".join((f"{local(workspace.clock.now()):%Y-%m-%d}", "KPR", *words))


def body_word(body: Body) -> str:
    """A body's name in file names, cut so that the kind of document behind it stays readable."""
    return file_name(body.short_name or body.name, 60)


def render_document(
    document: Document, file_format: str, context: JobContext | None = None, *, house: "WordTemplate | None" = None
) -> bytes:
    """A document as bytes; the renderer is imported when it is first needed.

    `house` = the town's own template for Word (`house_template.prepared()`).
    """
    if file_format == "docx":
        from coordinator_app.documents.word import render_word

        return render_word(document, context, house=house)
    if file_format == "xlsx":
        from coordinator_app.documents.spreadsheet import render_tables

        return render_tables(document)
    from coordinator_app.documents.typeset import render_pdf

    return render_pdf(document, context)


def _filled(kind: DocumentKind, options: Options | None) -> dict[str, Any]:
    given = dict(options or {})
    return {option.key: given.get(option.key, option.default) for option in kind.options}


def _all_rows(source: ListSource[Any], wanted: ListFilter, context: JobContext) -> list[Any]:
    """All rows of a list in its order, read page by page."""
    ids = source.ids(wanted)
    rows: list[Any] = []
    for start in range(0, len(ids), _PAGE):
        context.progress(start, len(ids), "Liste wird gelesen")
        page = ids[start : start + _PAGE]
        found = source.rows(page)
        rows += [found[id] for id in page if id in found]
    return rows

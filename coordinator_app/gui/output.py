"""What leaves the program: previews, files in Word, PDF and Excel, the menu „Berichte“; and what the search finds."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from coordinator_app.common.errors import UserError
from coordinator_app.common.jobs import JobContext
from coordinator_app.domain.written_files import Source
from coordinator_app.gui import alerts
from coordinator_app.gui.jobs import Lane
from coordinator_app.gui.local_state import files_folder
from coordinator_app.gui.menus import ReportEntry
from coordinator_app.gui.opening import open_path
from coordinator_app.gui.preview.printable import (
    FORMAT_FILTERS,
    FORMAT_NAMES,
    PRINT_NOW,
    Check,
    Choice,
    FollowUp,
    Options,
    Printable,
)
from coordinator_app.gui.search_hits import Hit, group_hits

if TYPE_CHECKING:
    from coordinator_app.domain.columns import Column, ListFilter, ListSource
    from coordinator_app.domain.publication_findings import Finding
    from coordinator_app.gui.context import AppContext
    from coordinator_app.gui.main_window import MainWindow
    from coordinator_app.services.documents import DocumentKind
    from coordinator_app.services.workspace import Workspace


FINDINGS = 12  # lines of the publication check that are shown
CHART_PICTURES = "chart_pictures"  # key of the option that makes pictures of charts in Word
GENERAL = "Listen und Übersichten"  # documents about the whole file; a menu of its own beside those of a record
ELSEWHERE = "Zu einem anderen Eintrag"  # menu of the documents about sorts of records none of which is in view
SUBJECTS = {
    "meeting": "Zu einer Sitzung",
    "agenda_item": "Zu einem Tagesordnungspunkt",
    "body": "Zu einem Gremium",
    "membership": "Zu einem Sitz",
    "circulation": "Zu einem Umlaufbeschluss",
    "resolution": "Zu einem Beschluss",
    "person": "Zu einer Person",
    "organisation": "Zu einer Organisation",
    "project": "Zu einem Projekt",
    "need": "Zu einem Bedarf",
    "priority_round": "Zu einer Bewertungsrunde",
    "grant": "Zu einer Förderung",
    "drawdown": "Zu einem Mittelabruf",
    "proof_of_use": "Zu einem Verwendungsnachweis",
    "deadline": "Zu einer Frist",
    "distribution_list": "Zu einem Verteiler",
    "site_walk": "Zu einer Begehung",
    "data_series": "Zu einer Kennzahl",
    "report": "Zu einem Bericht",
    "survey": "Zu einer Erhebung",
    "sample_draw": "Zu einer Ziehung",
    "questionnaire": "Zu einem Fragebogen",
}


class Output(QObject):
    """Carries out what pages ask the window to print or save."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window

    @property
    def _context(self) -> "AppContext":
        if self._window.context is None:
            raise UserError("Bitte öffnen Sie zuerst eine Datei.", help_topic="dateien")
        return self._window.context

    # Documents ----------------------------------------------------------------------------------

    def preview(self, document_key: str, subject: int, options: Mapping[str, Any] | None) -> None:
        """Show a document in the print preview."""
        self.show(self._document(document_key, subject, options))

    def export(self, document_key: str, subject: int, file_format: str, options: Mapping[str, Any] | None) -> None:
        """Ask where to and write a document."""
        printable = self._document(document_key, subject, options)
        defaults = {choice.key: choice.default for choice in printable.options}
        self.save(printable, file_format, {**defaults, **printable.given})

    def preview_list(
        self, source: "ListSource[Any]", wanted: "ListFilter", columns: "Sequence[Column[Any]]", title: str
    ) -> None:
        """Show a list as it is on screen in the print preview."""
        workspace = self._context.workspace
        render = partial(_render_list, workspace, source, wanted, tuple(columns), title)
        today = self._window.clock.now()
        stem = f"{today:%Y-%m-%d} {title}"
        formats = ("docx", "xlsx", "csv", "pdf")
        everything = Choice("all_columns", "Excel und CSV mit allen Spalten", default=False)
        choices = (everything,) if len(tuple(columns)) < len(source.columns) else ()
        origin = Source(f"list {title}"[:60])
        self.show(Printable(title, stem, render, formats=formats, options=choices, source=origin))

    def _document(self, key: str, subject: int, options: Mapping[str, Any] | None) -> Printable:
        self._window.stack.leave()
        workspace = self._context.workspace
        kind = workspace.documents.kind(key)
        offered = kind.options_for(workspace, subject)
        choices = tuple(Choice(option.key, option.label, option.default, option.choices) for option in offered)
        stem = workspace.documents.file_stem(key, subject)
        asked = options or {}
        return Printable(
            title=_title(kind, workspace, subject),
            stem=stem,
            render=partial(_render_document, workspace, key, subject),
            formats=(*kind.formats, *(("csv",) if kind.as_csv else ())),
            options=choices,
            given={**self._remembered(choices), **{key: each for key, each in asked.items() if key != PRINT_NOW}},
            print_now=bool(asked.get(PRINT_NOW)),
            checks=partial(document_checks, workspace, key, subject),
            follow_ups=tuple(
                FollowUp(
                    action.label,
                    action.icon,
                    partial(action.offered, workspace, subject),
                    partial(action.run, workspace, subject),
                    action.question,
                    action.detail,
                )
                for action in (() if self._context.read_only else kind.actions)
            ),
            source=workspace.documents.source(key, subject),
            written=partial(workspace.documents.note_written, key, subject) if kind.written is not None else None,
        )

    def _remembered(self, choices: "Sequence[Choice]") -> dict[str, Any]:
        """Choices kept from document to document: whether charts become pictures depends on who gets the files."""
        kept = [choice.key for choice in choices if choice.key == CHART_PICTURES]
        return {key: self._window.settings.flag(f"output/{key}") for key in kept}

    def show(self, printable: Printable) -> None:
        """Show anything that can be printed in the print preview."""
        from coordinator_app.gui.preview.page import KIND, PreviewPage

        page = self._window.stack.page("preview")
        if isinstance(page, PreviewPage):
            page.set_saver(self.save)
            self._window.stack.show_page("preview", (KIND, page.add(printable)))

    def save(self, printable: Printable, file_format: str, options: Options) -> None:
        """Ask for a path and write the file in the background."""
        window = self._window
        if file_format == "docx" and CHART_PICTURES in options:
            window.settings.set(f"output/{CHART_PICTURES}", bool(options[CHART_PICTURES]))
        folder = Path(window.settings.text("output/folder") or str(files_folder()))
        files = self._context.workspace.documents.files
        proposal = files.proposal(printable.stem, file_format, folder)
        name = FORMAT_NAMES[file_format]
        path = alerts.save_document(window, f"Als {name} speichern", FORMAT_FILTERS[file_format], str(proposal))
        if path is None:
            return
        if path.suffix.lower() != f".{file_format}":
            path = path.with_name(f"{path.name}.{file_format}")
        window.settings.set("output/folder", str(path.parent))
        self._write(printable, file_format, options, path, "ASK")

    def _write(self, printable: Printable, file_format: str, options: Options, path: Path, when_edited: str) -> None:
        self._context.jobs.run(
            write_file,
            self._context.workspace,
            partial(printable.render, file_format, options),
            path,
            when_edited,
            printable.source,
            None if printable.written is None else partial(printable.written, file_format, options),
            title=f"„{path.name}“ wird geschrieben",
            lane=Lane.WRITER,
            done=self._on_saved,
            failed=partial(self._on_refused, partial(self._write, printable, file_format, options, path)),
            owner=self,
        )

    def _on_refused(self, write_again: Callable[[str], object], error: UserError) -> None:
        """A file somebody has worked on is never replaced without asking."""
        from coordinator_app.services.document_files import HandEdited

        if not isinstance(error, HandEdited):
            alerts.show_error(self._window, error)
            return
        options = ["Bearbeitete Datei behalten", "Daneben speichern"]
        detail = f"Behalten: Es wird nichts geschrieben. Daneben: Es entsteht „{error.beside.name}“."
        if error.can_take_in:
            options.append("Übernehmen und ersetzen")
            detail += (
                " Übernehmen: Die vorhandene Datei wird als „von Hand bearbeitet“ zum Eintrag gelegt, dann ersetzt."
            )
        chosen = alerts.choose(self._window, error.text, options, detail=detail)
        if chosen > 0:
            write_again(("KEEP", "BESIDE", "TAKE_IN")[chosen])

    def _on_saved(self, path: Path) -> None:
        from coordinator_app.gui.preview.page import PreviewPage

        page = self._window.stack.current_page
        if isinstance(page, PreviewPage):
            page.show_files()
        self._window.notices.show_file(
            f"„{path.name}“ ist gespeichert.", partial(open_path, path), partial(open_path, path.parent)
        )

    # Menu „Berichte“ ----------------------------------------------------------------------------

    def report_entries(self) -> list[ReportEntry]:
        """All documents: those about the record in view, those about the whole file, the others by what they are of."""
        if self._window.context is None:
            return []
        page = self._window.stack.current_page
        record = page.current_record() if page is not None else None
        near = near_records(self._context.workspace, record)
        kinds = self._context.workspace.documents.kinds()
        own = [kind for kind in kinds if record is not None and kind.subject == record[0]]
        entries = [self._entry(kind, "", near) for kind in own]
        entries += [self._entry(kind, GENERAL, near, submenu=bool(own)) for kind in kinds if not kind.subject]
        others = [kind for kind in kinds if kind.subject and kind not in own]
        order = list(dict.fromkeys(kind.subject for kind in others))
        order.sort(key=lambda subject: subject not in near)
        for kind in sorted(others, key=partial(_place, order)):
            entries.append(self._entry(kind, SUBJECTS.get(kind.subject, "Weitere"), near, submenu=True))
        return entries

    def _entry(
        self, kind: "DocumentKind", group: str, near: Mapping[str, int], *, submenu: bool = False
    ) -> ReportEntry:
        id = 0 if not kind.subject else near.get(kind.subject, -1)
        if id >= 0:
            return ReportEntry(kind.label, group, partial(self.preview, kind.key, id, None), submenu=submenu)
        tip = "Bitte wählen Sie dafür zuerst den Eintrag aus."
        return ReportEntry(kind.label, group, None, tip, submenu=submenu, within=ELSEWHERE)

    # Search -------------------------------------------------------------------------------------

    def find(self, text: str) -> list[Hit]:
        """Hits of the global search, grouped by kind."""
        return group_hits(self._context.workspace.search, text)


def write_file(
    job: JobContext,
    workspace: "Workspace",
    make: Callable[[JobContext], bytes],
    path: Path,
    when_edited: str,
    source: Source,
    written: Callable[[], None] | None = None,
) -> Path:
    """Job: make and write; raises `HandEdited` when the target is somebody's work and `when_edited` is „ASK“.

    `written` is called once the file is there.
    """
    from coordinator_app.services.document_files import WhenEdited

    job.progress(0, 0, path.name)
    target = workspace.documents.files.write(path, make(job), WhenEdited[when_edited], source)
    if written is not None and when_edited != "KEEP":
        written()
    return target


def near_records(workspace: "Workspace", record: tuple[str, int] | None) -> dict[str, int]:
    """The record in view and what it belongs to: the meeting and the body of an agenda item or a resolution."""
    near = {} if record is None else {record[0]: record[1]}
    with suppress(UserError):
        if "agenda_item" in near:
            near["meeting"] = workspace.meetings.agenda.get(near["agenda_item"]).meeting_id
        if "resolution" in near:
            found = workspace.resolutions.get(near["resolution"])
            near |= {"body": found.body_id} | ({"meeting": found.meeting_id} if found.meeting_id else {})
        if "meeting" in near:
            near["body"] = workspace.meetings.get(near["meeting"]).body_id
    return near


def _place(order: Sequence[str], kind: "DocumentKind") -> int:
    return order.index(kind.subject)


def _title(kind: "DocumentKind", workspace: "Workspace", subject: int) -> str:
    """„Niederschrift, 4. Sitzung der Lenkungsgruppe“."""
    if not kind.subject or not subject:
        return kind.label
    with workspace.store.read() as unit:
        found = unit.titles(kind.subject, [subject]).get(subject, "")
    return f"{kind.label}, {found}" if found else kind.label


def _render_document(
    workspace: "Workspace", key: str, subject: int, file_format: str, options: Options, job: JobContext
) -> bytes:
    if file_format == "pdf" and "pdf" not in workspace.documents.kind(key).formats:
        from coordinator_app.services.documents import render_document

        made = workspace.documents.document(key, subject, options)
        return render_document(made, "pdf", job)  # only to be looked at
    return workspace.documents.render(key, subject, file_format, options, job)


def document_checks(workspace: "Workspace", key: str, subject: int, options: Options) -> list[Check]:
    """What is missing in the document; for the public variant all that the publication check finds."""
    from coordinator_app.services.publication_check import PUBLIC, check_kind, public_option

    kind = workspace.documents.kind(key)
    if options.get(public_option(kind)) == PUBLIC:
        return _public_checks(check_kind(workspace, key, subject, options))
    missing = [Check(text, "attention") for text in workspace.documents.warnings(key, subject, options)]
    return missing or [Check("Alle Angaben sind da", "ok")]


def _public_checks(findings: "Sequence[Finding]") -> list[Check]:
    """What the publication check found, the gravest first."""
    lines = [Check(finding.line, "attention") for finding in findings[:FINDINGS]]
    if len(findings) > FINDINGS:
        lines.append(Check(f"{len(findings) - FINDINGS} weitere Hinweise", "attention"))
    return lines or [Check("Nichts aufgefallen, was nicht öffentlich sein darf", "ok")]


def _render_list(
    workspace: "Workspace",
    source: "ListSource[Any]",
    wanted: "ListFilter",
    columns: "tuple[Column[Any], ...]",
    title: str,
    file_format: str,
    options: Options,
    job: JobContext,
) -> bytes:
    if file_format in {"xlsx", "csv"} and options.get("all_columns"):
        shown = {column.key for column in columns}
        columns = (*columns, *(column for column in source.columns if column.key not in shown))
    return workspace.documents.render_list(source, wanted, columns, title, file_format, job)

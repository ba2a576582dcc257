"""Documents of the page „Berichte“: Roter Faden, what became of the findings, Bilanz in Zahlen."""

from typing import Any

from coordinator_app.common.clock import today
from coordinator_app.common.german import format_date
from coordinator_app.documents import balance_sheet, results_report, thread_sheet
from coordinator_app.documents.content import Document
from coordinator_app.domain.needs import Need
from coordinator_app.services.documents import DocumentKind, DocumentOption, Options, dated_stem, letterhead_of
from coordinator_app.services.workspace import Workspace

ALL = "all"


def _thread(workspace: Workspace, id: int, _options: Options) -> Document:
    sheet = workspace.reports.thread(id)
    state = f"Stand {format_date(today(workspace.clock))}"
    return thread_sheet.build(sheet, letterhead=letterhead_of(workspace), state=state)


def _thread_subjects(workspace: Workspace) -> list[int]:
    return [need.id for need in workspace.reports.needs()]


def _thread_stem(workspace: Workspace, id: int) -> str:
    need = workspace.needs.get(id)
    return dated_stem(workspace, "Roter Faden", " ".join(filter(None, (need.number, need.title))))


def _results(workspace: Workspace, _id: int, options: Options) -> Document:
    chosen = options["kind"]
    kind = int(chosen) if chosen != ALL else None
    labels = {entry.id: entry.label for entry in workspace.catalogues.entries("evidence_kind")}
    report = results_report.ResultsReport(
        source=labels.get(kind or 0, ""),
        rows=tuple(workspace.reports.results(kind)),
        letterhead=letterhead_of(workspace),
    )
    return results_report.build(report)


def _kinds(workspace: Workspace, _id: int) -> tuple[tuple[str, str], ...]:
    return tuple((str(entry.id), entry.label) for entry in workspace.catalogues.entries("evidence_kind"))


def _results_subjects(workspace: Workspace) -> list[int]:
    return [0] if workspace.reports.results() else []


def _result_projects(workspace: Workspace, _id: int, options: Options) -> list[int]:
    chosen = options["kind"]
    rows = workspace.reports.results(int(chosen) if chosen != ALL else None)
    return list(dict.fromkeys(project for row in rows for project in workspace.needs.get(row.id).projects))


def _results_stem(workspace: Workspace, _id: int) -> str:
    return dated_stem(workspace, "Was wurde aus den Ergebnissen")


def _year(workspace: Workspace, options: Options) -> int:
    return int(options["year"]) if options["year"] != ALL else today(workspace.clock).year


def _balance(workspace: Workspace, _id: int, options: Options) -> Document:
    year = _year(workspace, options)
    reports = workspace.reports
    return balance_sheet.build(
        year, reports.figures(year), letterhead=letterhead_of(workspace), running=reports.is_running(year)
    )


def _years(workspace: Workspace, _id: int) -> tuple[tuple[str, str], ...]:
    return tuple((str(year), str(year)) for year in workspace.reports.years()[1:])


def _once(_workspace: Any) -> list[int]:
    return [0]


def _balance_stem(workspace: Workspace, _id: int) -> str:
    return dated_stem(workspace, "Bilanz in Zahlen")


KINDS = (
    DocumentKind(
        key="red_thread",
        label="Roter Faden",
        subject=Need.kind,
        build=_thread,
        subjects=_thread_subjects,
        file_stem=_thread_stem,
        formats=("pdf", "docx"),
    ),
    DocumentKind(
        key="results_report",
        label="Was wurde aus den Ergebnissen?",
        subject="",
        build=_results,
        subjects=_results_subjects,
        file_stem=_results_stem,
        formats=("docx", "pdf", "xlsx"),
        options=(DocumentOption("kind", "Ergebnisse aus", ALL, ((ALL, "allen Quellen"),)),),
        choices={"kind": _kinds},
        projects=_result_projects,
    ),
    DocumentKind(
        key="balance",
        label="Bilanz in Zahlen",
        subject="",
        build=_balance,
        subjects=_once,
        file_stem=_balance_stem,
        formats=("docx", "pdf", "xlsx"),
        options=(DocumentOption("year", "Jahr", ALL, ((ALL, "laufendes Jahr"),)),),
        choices={"year": _years},
    ),
)

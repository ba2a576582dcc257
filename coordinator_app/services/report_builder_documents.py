"""The documents of the report builder: every report in two variants, and what changed since it was last printed."""

from collections.abc import Sequence

from coordinator_app.common.german import plural
from coordinator_app.documents.comparison_table import comparison_blocks
from coordinator_app.documents.content import Document, KeyValues, Paragraph
from coordinator_app.domain.new_reports import LONG_KINDS
from coordinator_app.domain.reports import Report, ReportKind, ReportVariant
from coordinator_app.services.document_kinds import CHART_PICTURES, DocumentKind, DocumentOption, Options, Workspace
from coordinator_app.services.documents import dated_stem, letterhead_of
from coordinator_app.services.report_assembly import build_report, context_of
from coordinator_app.services.report_runs import NOW, run_words

_LATEST = "latest"


def _report(workspace: Workspace, id: int, options: Options) -> Document:
    return build_report(workspace, id, ReportVariant(options["variant"]))


def _reports(workspace: Workspace) -> list[int]:
    return [report.id for report in workspace.report_builder.all()]


def _stem(workspace: Workspace, id: int) -> str:
    return dated_stem(workspace, workspace.report_builder.get(id).title)


def _written(workspace: Workspace, id: int, file_format: str, options: Options) -> None:
    workspace.report_runs.note_file(id, ReportVariant(options["variant"]), file_format)


# --- comparison


def _comparison(workspace: Workspace, id: int, options: Options) -> Document:
    report: Report = workspace.report_builder.get(id)
    runs = {run.id: run for run in workspace.report_runs.of(id)}
    newest = next(iter(runs), NOW)
    old = newest if options["old"] == _LATEST else int(options["old"])
    new = int(options["new"])
    before, after = run_words(runs.get(old)), run_words(runs.get(new))
    changes = workspace.report_runs.changes(id, old, new) if old else ()
    count = plural(len(changes), "Stelle", "Stellen") if changes else "keine"
    facts = KeyValues((("Bisher", before), ("Neu", after), ("Unterschiede", count)))
    scope = "Verglichen sind Texte, Tabellen und Diagramme aller Kapitel"
    said = "Der Bericht sagt dasselbe wie damals."
    author = workspace.municipality.name()
    return Document(
        title="Was sich im Bericht geändert hat",
        subtitle=report.title,
        subject=report.title,
        author=author,
        letterhead=letterhead_of(workspace),
        footer=report.title,
        blocks=(facts, *(comparison_blocks(changes, before, after, scope) if changes else [Paragraph(said)])),
    )


def _compared(workspace: Workspace) -> list[int]:
    return [id for id in _reports(workspace) if workspace.report_runs.of(id)]


def _comparison_stem(workspace: Workspace, id: int) -> str:
    return dated_stem(workspace, "Änderungen", workspace.report_builder.get(id).title)


def _runs(workspace: Workspace, id: int) -> tuple[tuple[str, str], ...]:
    return tuple((str(run.id), run_words(run)) for run in workspace.report_runs.of(id))


def _projects(workspace: Workspace, id: int, options: Options) -> Sequence[int]:
    """The projects a report tells of: they call for the notice of who pays."""
    report: Report = workspace.report_builder.get(id)
    context = context_of(workspace, id, ReportVariant(options["variant"]))
    if report.report_kind is ReportKind.INQUIRY_ANSWER:
        from coordinator_app.services.topic_hits import told_hits

        return [hit.record.id for hit in told_hits(context) if hit.record.kind == "project"]
    if report.report_kind not in LONG_KINDS:
        from coordinator_app.services.report_chapters.subject import projects_of

        return projects_of(context)
    from coordinator_app.services.report_chapters.scope import scope_of

    return [project.id for project in scope_of(context).projects]


KINDS: tuple[DocumentKind, ...] = (
    DocumentKind(
        key="report",
        label="Bericht",
        subject=Report.kind,
        build=_report,
        subjects=_reports,
        file_stem=_stem,
        formats=("docx", "pdf"),
        options=(
            DocumentOption(
                "variant",
                "Fassung",
                ReportVariant.PUBLIC.value,
                tuple((each.value, each.label) for each in reversed(ReportVariant)),
            ),
            CHART_PICTURES,
        ),
        projects=_projects,
        written=_written,
    ),
    DocumentKind(
        key="report_comparison",
        label="Änderungen im Bericht",
        subject=Report.kind,
        build=_comparison,
        subjects=_compared,
        file_stem=_comparison_stem,
        formats=("pdf", "docx"),
        options=(
            DocumentOption("old", "Bisher", _LATEST, ((_LATEST, "letzter Stand"),)),
            DocumentOption("new", "Neu", str(NOW), ((str(NOW), "jetziger Stand"),)),
        ),
        choices={"old": _runs, "new": _runs},
    ),
)

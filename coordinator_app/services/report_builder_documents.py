"""The documents of the report builder: every report in its internal and its public variant."""

from coordinator_app.documents.content import Document
from coordinator_app.domain.reports import Report, ReportVariant
from coordinator_app.services.documents import DocumentKind, DocumentOption, Options, Workspace, dated_stem
from coordinator_app.services.report_assembly import build_report


def _report(workspace: Workspace, id: int, options: Options) -> Document:
    return build_report(workspace, id, ReportVariant(options["variant"]))


def _reports(workspace: Workspace) -> list[int]:
    return [report.id for report in workspace.report_builder.all()]


def _stem(workspace: Workspace, id: int) -> str:
    return dated_stem(workspace, workspace.report_builder.get(id).title)


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
        ),
    ),
)

"""The hand-over package among the documents: looked at as its report, saved as a ZIP."""

from coordinator_app.common.jobs import JobContext
from coordinator_app.documents.content import Document
from coordinator_app.documents.handover import handover_report
from coordinator_app.services.documents import DocumentKind, DocumentOption, Options, Workspace, dated_stem
from coordinator_app.services.handover import KEY, Handover


def _handover(workspace: Workspace, options: Options) -> Handover:
    return Handover(workspace, papers=bool(options["papers"]), attachments=bool(options["attachments"]))


def _report(workspace: Workspace, _id: int, options: Options) -> Document:
    handover = _handover(workspace, options)
    return handover_report(handover.content(handover.plan()))


def _pack(workspace: Workspace, _id: int, options: Options, job: JobContext) -> bytes:
    return _handover(workspace, options).pack(job)


def _on_demand(_workspace: Workspace) -> list[int]:
    """Never made by the way: it holds everything „--export“ writes anyhow."""
    return []


def _stem(workspace: Workspace, _id: int) -> str:
    return dated_stem(workspace, "Übergabemappe", workspace.municipality.name())


KINDS: tuple[DocumentKind, ...] = (
    DocumentKind(
        key=KEY,
        label="Übergabemappe für die Nachfolge",
        subject="",
        build=_report,
        subjects=_on_demand,
        file_stem=_stem,
        formats=("zip",),
        packed=_pack,
        options=(
            DocumentOption("papers", "Alle Unterlagen als PDF beilegen", default=True),
            DocumentOption("attachments", "Alle Anlagen beilegen", default=True),
        ),
    ),
)

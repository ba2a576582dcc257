"""The Lückenmatrix as document, Excel sheets included."""

from coordinator_app.common.clock import today
from coordinator_app.documents import need_matrix
from coordinator_app.documents.content import Document
from coordinator_app.domain.need_matrix import Axis
from coordinator_app.services.documents import (
    DocumentKind,
    DocumentOption,
    Options,
    Workspace,
    dated_stem,
    letterhead_of,
)
from coordinator_app.services.need_matrix import MatrixView, MatrixWish

_AXES = tuple((str(axis), axis.label) for axis in Axis)
_MOST_COLUMNS = 14  # what fits an A4 page lying


def wish_of(options: Options) -> MatrixWish:
    """The matrix the options ask for; the same axis twice falls back to the usual columns."""
    rows, columns = Axis(options["rows"]), Axis(options["columns"])
    if rows is columns:
        columns = Axis.GROUP if rows is not Axis.GROUP else Axis.FIELD
    axis, _, id = str(options["only"]).partition(":")
    narrowed = {axis: int(id)} if id else {}
    return MatrixWish(rows=rows, columns=columns, planned=bool(options["planned"]), **narrowed)


def _only_option(axis: Axis, id: int) -> str:
    """The value of the option that narrows the matrix to one area, group or field."""
    return f"{axis}:{id}"


def _narrowing(workspace: Workspace, _id: int) -> tuple[tuple[str, str], ...]:
    """All the matrix can be narrowed to."""
    found = [(_only_option(Axis.AREA, area.id), f"Gebiet {area.name}") for area in workspace.municipality.areas()]
    for axis, catalogue in ((Axis.GROUP, "target_group"), (Axis.FIELD, "field_of_action")):
        entries = workspace.catalogues.entries(catalogue)
        found += [(_only_option(axis, entry.id), f"{axis.label} {entry.label}") for entry in entries]
    return tuple(found)


def _build(workspace: Workspace, _id: int, options: Options) -> Document:
    wish = wish_of(options)
    view: MatrixView = workspace.need_matrix.view(wish)
    return need_matrix.build(paper_of(workspace, view))


def paper_of(workspace: Workspace, view: MatrixView) -> need_matrix.MatrixPaper:
    """What the paper says of a matrix."""
    matrix, found = view.matrix, view.findings
    columns = matrix.columns[:_MOST_COLUMNS]
    offers = {
        need.id: [offer.title for offer in view.offers.values() if need.id in offer.needs] for need in found.partial
    }
    return need_matrix.MatrixPaper(
        row_word=matrix.row_axis.label,
        column_word=matrix.column_axis.label,
        columns=tuple(view.short(matrix.column_axis, column) for column in columns),
        lines=tuple(
            need_matrix.Line(view.label(matrix.row_axis, row), tuple(matrix.cell(row, column) for column in columns))
            for row in matrix.rows
        ),
        gaps=tuple((view.numbers["need", need.id], need.title, need.gap_reason) for need in found.gaps),
        partial=tuple(
            (view.numbers["need", need.id], need.title, ", ".join(offers[need.id])) for need in found.partial
        ),
        doublings=tuple(
            (view.where(row, column), ", ".join(view.offers[id].title for id in cell.offers))
            for row, column, cell in found.doublings
        ),
        orphans=tuple((view.numbers["project", offer.id], offer.title) for offer in found.orphans),
        needs=len(view.needs),
        offers=len(view.offers),
        planned=view.wish.planned,
        narrowed=_narrowed(view),
        as_of=today(workspace.clock),
        town=workspace.municipality.name(),
        letterhead=letterhead_of(workspace),
    )


def _narrowed(view: MatrixView) -> str:
    wish = view.wish
    chosen = ((Axis.AREA, wish.area), (Axis.GROUP, wish.group), (Axis.FIELD, wish.field))
    return ", ".join(f"{axis.label} „{view.label(axis, id)}“" for axis, id in chosen if id is not None)


def _subjects(workspace: Workspace) -> list[int]:
    return [0] if workspace.needs.all() else []


def _stem(workspace: Workspace, _id: int) -> str:
    return dated_stem(workspace, "Lückenmatrix")


KINDS = (
    DocumentKind(
        key="need_matrix",
        label="Lückenmatrix",
        subject="",
        build=_build,
        subjects=_subjects,
        file_stem=_stem,
        formats=("docx", "pdf", "xlsx"),
        options=(
            DocumentOption("rows", "Zeilen", default=str(Axis.FIELD), choices=_AXES),
            DocumentOption("columns", "Spalten", default=str(Axis.GROUP), choices=_AXES),
            DocumentOption("only", "Eingrenzen auf", default="", choices=(("", "alles"),)),
            DocumentOption("planned", "Auch geplante Angebote zählen", default=False),
        ),
        choices={"only": _narrowing},
    ),
)

"""Documents of figures: the sheet of one series."""

from coordinator_app.common.clock import today
from coordinator_app.documents.content import Document
from coordinator_app.documents.series_sheet import SeriesSheet, series_sheet
from coordinator_app.domain.data_series import DataSeries
from coordinator_app.services.document_kinds import CHART_PICTURES
from coordinator_app.services.documents import DocumentKind, Options, Workspace, dated_stem, letterhead_of


def _sheet(workspace: Workspace, id: int, _options: Options) -> Document:
    series: DataSeries = workspace.data_series.get(id)
    source = workspace.data_series.source(series.source_id) if series.source_id else None
    with workspace.store.read() as unit:
        area = unit.title("area", series.area_id)
    named = (source.title, source.publisher, source.location, source.licence) if source is not None else ()
    return series_sheet(
        SeriesSheet(
            series=series,
            points=workspace.data_series.points(id),
            area=area,
            source=", ".join(filter(None, named)),
            remarks=source.remarks if source is not None else "",
            rates=workspace.data_series.rates(id),
            as_of=today(workspace.clock),
            letterhead=letterhead_of(workspace),
        )
    )


def _all(workspace: Workspace) -> list[int]:
    return [series.id for series in workspace.data_series.all()]


def _stem(workspace: Workspace, id: int) -> str:
    return dated_stem(workspace, "Kennzahl", workspace.data_series.get(id).title)


KINDS = (
    DocumentKind(
        key="data_series",
        label="Kennzahl",
        subject=DataSeries.kind,
        build=_sheet,
        subjects=_all,
        file_stem=_stem,
        formats=("docx", "pdf", "xlsx"),
        options=(CHART_PICTURES,),
    ),
)

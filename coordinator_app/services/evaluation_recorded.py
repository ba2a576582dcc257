"""What people feel beside what is recorded: a share of the survey and the series it is tied to, with all caveats."""

from typing import TYPE_CHECKING

from coordinator_app.common.errors import UserError
from coordinator_app.domain.data_series import DataPoint, DataSeries, DataSource, latest_in_words, read_breaks
from coordinator_app.domain.evaluation import RecordedLink
from coordinator_app.domain.evaluation_plan import Subject
from coordinator_app.domain.results import Perceived, RecordedPair, ResultRow, Shown
from coordinator_app.services.evaluation_data import Prepared
from coordinator_app.services.evaluation_tables import View
from coordinator_app.storage.store import Store

if TYPE_CHECKING:
    from coordinator_app.services.evaluation import Evaluation

TITLE = "Gefühl und Statistik"
_MEASURES = (
    "Befragung und Statistik messen Verschiedenes: Die Statistik zählt, was bekannt wird; die Befragung, was Menschen "
    "empfinden. Ein Unterschied ist kein Fehler des einen oder anderen."
)
_NOTES = (_MEASURES, "Aus dem Nebeneinander folgt keine Ursache.")


def perceived_of(store: Store, evaluation: "Evaluation", survey_id: int) -> Perceived | None:
    """All pairs whose figures may be shown, in the order of the questionnaire; None without any."""
    with store.read() as unit:
        links = unit.find(RecordedLink, survey_id=survey_id, order="id")
        series = {each.id: each for each in unit.find(DataSeries, order="id")}
        sources = unit.many(DataSource, [each.source_id for each in series.values() if each.source_id])
        points = {
            link.data_series_id: unit.find(DataPoint, series_id=link.data_series_id, order="period") for link in links
        }
    prepared = evaluation.prepared(survey_id)
    found: list[tuple[int, RecordedPair]] = []
    for link in links:
        subject = prepared.of_variable(link.variable)
        known = series.get(link.data_series_id)
        if subject is None or known is None or not prepared.data.size:
            continue
        row = _row(evaluation, prepared, subject, link.variable)
        if row is not None and row.summary is not None:
            source = sources.get(known.source_id or 0)
            found.append((subject.number, _pair(subject, row, known, source, points[known.id])))
    if not found:
        return None
    ordered = sorted(found, key=_number)
    return Perceived(TITLE, tuple(pair for _, pair in ordered), _NOTES)


def _number(found: tuple[int, RecordedPair]) -> int:
    return found[0]


def _row(evaluation: "Evaluation", prepared: Prepared, subject: Subject, variable: str) -> ResultRow | None:
    result = evaluation.result(prepared.survey.id, subject.key, View(weighted=prepared.survey.weighted))
    row = next((each for each in result.rows if each.key == variable), None)
    shown = row is not None and row.summary is not None and row.summary.shown is not Shown.HIDDEN
    return row if shown else None


def _pair(
    subject: Subject, row: ResultRow, series: DataSeries, source: DataSource | None, points: list[DataPoint]
) -> RecordedPair:
    if row.summary is None:  # pragma: no cover - rows without one are left out before
        raise UserError("Diese Zeile hat keinen Wert.")
    breaks = read_breaks(series.breaks)
    caveats = [line.strip() for line in series.caveats.splitlines() if line.strip()]
    caveats += [f"Bruch {each.period}: {each.reason}" for each in breaks]
    if source is not None and source.remarks.strip():
        caveats.append(f"{source.title}: {source.remarks.strip()}")
    label = f"{subject.title}: {row.label}" if len(subject.parts) > 1 else subject.title
    return RecordedPair(
        label=label,
        perceived=row.summary,
        perceived_words=subject.reading.summary,
        base=row.base,
        series=series.title,
        unit=series.unit,
        points=tuple((point.period, point.value) for point in points if point.value is not None),
        recorded=latest_in_words(points, breaks, series.unit),
        caveats=tuple(dict.fromkeys(caveats)),
    )

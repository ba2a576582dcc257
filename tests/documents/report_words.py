"""What chapters of reports say as plain text, for tests."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from coordinator_app.documents.content import Heading, Table, plain, walk
from coordinator_app.documents.goal_blocks import IndicatorView
from coordinator_app.documents.series_sheet import RecordedSeries
from coordinator_app.domain.data_series import DataPoint, DataSeries, Measure
from coordinator_app.domain.goals import Indicator, Light, Measurement
from coordinator_app.domain.report_period import Period

DAY = date(2026, 11, 23)
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def words(blocks: Iterable[Any]) -> str:
    """All text of the blocks: paragraphs, list items, cells, headings, notes."""
    found: list[str] = []
    for node in walk(tuple(blocks)):
        text = getattr(node, "text", None)
        found.append(plain(text) if text is not None else "")
        found += [note for note in (getattr(node, "note", ""),) if note]
        if isinstance(node, Table):
            found += [str(cell) for row in node.rows if isinstance(row, tuple) for cell in row if isinstance(cell, str)]
        if type(node).__name__ in {"BulletList", "NumberedList"}:
            found += [plain(item) for item in node.items if isinstance(item, str | tuple)]
    return "\n".join(found)


def headings(blocks: Iterable[Any]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Heading)]


def tables(blocks: Iterable[Any]) -> list[Table]:
    return [node for node in walk(tuple(blocks)) if isinstance(node, Table)]


def series(values: list[float | None], **own: Any) -> RecordedSeries:
    points = [
        DataPoint(series_id=1, period=str(2020 + number), value=None if value is None else float(value))
        for number, value in enumerate(values)
    ]
    record = DataSeries(**{"title": "Fahrraddiebstahl", "unit": "Fälle", "measure": Measure.CASES, **own})
    return RecordedSeries(record, points, "Altstadt", "PKS, Polizei")


def view(light: Light = Light.GREEN, values: tuple[float, ...] = (), **own: Any) -> IndicatorView:
    indicator = Indicator(**{"name": "Meldungen", "unit": "Fälle", "target": 10.0, "baseline": 4.0, **own})
    measured = tuple(
        Measurement(value=value, measured_on=date(2026, 1 + number, 1)) for number, value in enumerate(values)
    )
    return IndicatorView(indicator, measured, light)

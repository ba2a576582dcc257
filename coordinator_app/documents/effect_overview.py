"""Wirkungsübersicht: the indicators of all projects with baseline, target, last value and judgement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coordinator_app.common.german import format_date, plural
from coordinator_app.documents.content import (
    Document,
    GroupRow,
    Letterhead,
    Orientation,
    Paragraph,
    Row,
    Table,
    TableColumn,
)
from coordinator_app.documents.goal_blocks import IndicatorView
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.goals import Light
from coordinator_app.domain.indicator_words import named, value_text


@dataclass(frozen=True, slots=True)
class ProjectEffect:
    """The indicators of one project; each with the day a value is overdue since (None = none is)."""

    title: str
    indicators: tuple[tuple[IndicatorView, date | None], ...]


def build(
    projects: Sequence[ProjectEffect], day: date, *, letterhead: Letterhead | None = None, footer: str = ""
) -> Document:
    """One table over all projects that have an indicator, and how many stand where in words."""
    columns = (
        TableColumn("Indikator", width=4.6),
        TableColumn("Art", width=2.2),
        TableColumn("Ausgang", Kind.DECIMAL, width=1.3),
        TableColumn("Ziel", Kind.DECIMAL, width=1.3),
        TableColumn("Zielwert bis", Kind.DATE, width=1.5),
        TableColumn("Messwert", Kind.DECIMAL, width=1.3),
        TableColumn("Gemessen am", Kind.DATE, width=1.5),
        TableColumn("Bewertung", width=1.5),
        TableColumn("Hinweis", width=2.4),
    )
    rows: list[Row] = []
    for project in projects:
        rows.append(GroupRow(project.title))
        rows.extend(_row(item, late) for item, late in project.indicators)
    views = [item for project in projects for item, _ in project.indicators]
    late = sum(day is not None for project in projects for _, day in project.indicators)
    return Document(
        title="Wirkungsübersicht",
        subtitle=f"Ziele und Indikatoren der Projekte · Stand {format_date(day)}",
        subject="Wirkungsübersicht",
        blocks=(
            Paragraph(counted(views, late)),
            Table(columns, tuple(rows), compact=True, empty_text="Noch kein Projekt hat einen Indikator."),
        ),
        letterhead=letterhead,
        footer=footer,
        orientation=Orientation.LANDSCAPE,
    )


def counted(views: Sequence[IndicatorView], late: int) -> str:
    """How many indicators stand where: „5 Indikatoren: 2 im Plan, 3 offen.“, and how many values are overdue."""
    parts = [
        f"{count} {light.label}"
        for light in (Light.REACHED, Light.GREEN, Light.AMBER, Light.RED, Light.OPEN)
        if (count := sum(item.light is light for item in views))
    ]
    text = f"{plural(len(views), 'Indikator', 'Indikatoren')}{': ' + ', '.join(parts) if parts else ''}."
    if late:
        text += f" {plural(late, 'Messwert ist', 'Messwerte sind')} überfällig."
    return text


def _row(item: IndicatorView, late: date | None) -> Row:
    indicator, last = item.indicator, item.latest
    return (
        named(indicator),
        indicator.indicator_type.label.partition(" (")[0],
        value_text(indicator.baseline, indicator) or None,
        value_text(indicator.target, indicator) or None,
        indicator.target_on,
        value_text(last.value, indicator) if last else None,
        last.measured_on if last else None,
        item.light.label,
        f"Messwert fällig seit {format_date(late)}" if late else "",
    )

"""Chapters of reports on what was reached: indicators with their lights, and how a strategy is measured."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coordinator_app.common.german import counted as number_of
from coordinator_app.common.german import enumerate_words, format_date
from coordinator_app.documents.content import (
    Block,
    BulletList,
    Chart,
    GroupRow,
    Heading,
    Paragraph,
    Row,
    Style,
    Table,
    TableColumn,
)
from coordinator_app.documents.effect_overview import counted
from coordinator_app.documents.goal_blocks import IndicatorView, course_chart
from coordinator_app.documents.levels import without_empty
from coordinator_app.documents.report_figures import light_words, lights_chart
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.goals import Light
from coordinator_app.domain.indicator_words import full_value, named, target_text, value_text
from coordinator_app.domain.outcomes import quoted

_MANY = 4  # projects from which their lights are drawn
_COURSES = 4  # charts of single indicators at most
_SCALE = (
    "Bewertet wird, wie weit der letzte Messwert auf dem Weg vom Ausgangs- zum Zielwert ist, gemessen an der Zeit, die "
    "bis zum Zieldatum vergangen ist: „erreicht“ und „im Plan“ heißen, dass er so weit ist wie geplant; „verzögert“, "
    "dass mindestens die Hälfte davon geschafft ist; „gefährdet“, dass es weniger ist; „offen“: ein Messwert fehlt."
)


@dataclass(frozen=True, slots=True)
class EffectGroup:
    """The indicators of one project."""

    title: str
    indicators: tuple[IndicatorView, ...]


def effect_blocks(groups: Sequence[EffectGroup], late: int = 0) -> tuple[Block, ...]:
    """Where the indicators stand: in words, as a table with lights, the courses of those measured often."""
    views = [view for group in groups for view in group.indicators]
    if not views:
        return (Paragraph("Indikatoren sind für die Projekte des Berichtszeitraums nicht festgelegt."),)
    blocks: list[Block] = [Paragraph(f"Verfolgt werden {counted(views, late)}")]
    blocks += [Paragraph(sentence) for sentence in _told(groups)]
    chart = lights_chart(
        "Stand der Indikatoren", [(group.title, [view.light for view in group.indicators]) for group in groups]
    )
    if chart is not None and len(groups) >= _MANY:
        blocks.append(chart)
    blocks += [_table(groups), Paragraph(_SCALE, style=Style.SMALL)]
    courses = [chart for chart in map(course_chart, views) if chart is not None][:_COURSES]
    if courses:
        blocks += [Heading(2, "Verläufe"), *_introduced(courses)]
    return tuple(blocks)


def _introduced(courses: Sequence[Chart]) -> list[Block]:
    words = number_of(len(courses), "einen Indikator", "Indikatoren")
    return [Paragraph(f"Für {words} liegen mehrere Messwerte vor.", keep=True), *courses]


def _told(groups: Sequence[EffectGroup]) -> list[str]:
    """What was reached and what is at risk, by name."""
    found: list[str] = []
    views = [(group.title, view) for group in groups for view in group.indicators]
    reached = [_reading(title, view) for title, view in views if view.light is Light.REACHED]
    risky = [_reading(title, view) for title, view in views if view.light is Light.RED]
    if reached:
        found.append(f"Erreicht {'ist' if len(reached) == 1 else 'sind'}: {'; '.join(reached)}.")
    if risky:
        found.append(f"Gefährdet {'ist' if len(risky) == 1 else 'sind'}: {'; '.join(risky)}.")
    return found


def _reading(title: str, view: IndicatorView) -> str:
    """„Konfliktmeldungen je Monat bei „Boxen statt Prügeln“ (zuletzt 14, Ziel ≤ 12)“."""
    last = full_value(view.latest.value, view.indicator) if view.latest else ""
    target = target_text(view.indicator)
    parts = enumerate_words(
        [part for part in (f"zuletzt {last}" if last else "", f"Ziel {target}" if target else "") if part], ","
    )
    return f"{view.indicator.name} bei {quoted(title)}" + (f" ({parts.replace(' , ', ', ')})" if parts else "")


def _table(groups: Sequence[EffectGroup]) -> Table:
    columns = (
        TableColumn("Indikator", width=4.6),
        TableColumn("Ausgang", Kind.DECIMAL, width=1.7),
        TableColumn("Ziel", Kind.DECIMAL, width=2),
        TableColumn("Messwert", Kind.DECIMAL, width=2),
        TableColumn("Stand", width=2.2),
    )
    rows: list[Row] = []
    for group in groups:
        rows.append(GroupRow(group.title))
        rows += [_row(view) for view in group.indicators]
    return Table(columns, tuple(rows), "Indikatoren und ihr Stand", compact=True)


def _row(view: IndicatorView) -> Row:
    indicator, last = view.indicator, view.latest
    until = f"\nbis {format_date(indicator.target_on)}" if indicator.target_on and indicator.target is not None else ""
    measured = f"{value_text(last.value, indicator)}\n{format_date(last.measured_on)}" if last else None
    return (
        named(indicator),
        value_text(indicator.baseline, indicator) or None,
        (target_text(indicator) + until) or None,
        measured,
        light_words(view.light),
    )


# --- Evaluation und Fortschreibung ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Measuring:
    """How one indicator is measured: by what, how often, the next time."""

    indicator: str
    project: str
    method: str = ""
    interval: str = ""
    next_on: date | None = None


def evaluation_blocks(
    found: Sequence[Measuring], planned: Sequence[str], reviewed: Sequence[tuple[str, date]]
) -> tuple[Block, ...]:
    """How and when it is measured, which evaluations are planned, until when the priorities hold."""
    blocks: list[Block] = []
    if found:
        count = number_of(len(found), "ein Indikator", "Indikatoren")
        blocks.append(
            Paragraph(
                f"Ob die Ziele erreicht werden, zeigen {count}."
                if len(found) > 1
                else "Ob das Ziel erreicht wird, zeigt ein Indikator."
            )
        )
        columns = (
            TableColumn("Indikator", width=4.6),
            TableColumn("Projekt", width=3.6),
            TableColumn("Erhebung", width=3.4),
            TableColumn("Turnus", width=1.8),
            TableColumn("Nächster Wert", Kind.DATE, width=2.2),
        )
        rows = tuple(
            (line.indicator, line.project, line.method or None, line.interval or None, line.next_on) for line in found
        )
        blocks.append(without_empty(Table(columns, rows, "Wie die Wirkung gemessen wird", compact=True)))
    else:
        blocks.append(Paragraph("Indikatoren sind zu den Zielen noch nicht festgelegt."))
    if planned:
        blocks += [Paragraph("Dazu kommen diese Evaluationen:", keep=True), BulletList(tuple(planned))]
    if reviewed:
        blocks.append(Paragraph(_review(reviewed)))
    return tuple(blocks)


def _review(reviewed: Sequence[tuple[str, date]]) -> str:
    days = sorted({day for _, day in reviewed})
    if len(days) == 1:
        return f"Die Prioritäten gelten bis zum {format_date(days[0])}; danach wird die Rangfolge neu beraten."
    words = enumerate_words([f"{quoted(title)} bis zum {format_date(day)}" for title, day in reviewed])
    return f"Die Prioritäten gelten unterschiedlich lang: {words}. Danach wird die Rangfolge neu beraten."

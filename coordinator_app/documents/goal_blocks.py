"""Goals and indicators as tables: what is planned, what was reached, and the course of the values."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from coordinator_app.common.german import NBSP, format_date
from coordinator_app.documents.chart_description import ChartDescription, ChartKind, Series
from coordinator_app.documents.content import Block, Chart, GroupRow, Row, Table, TableColumn, Text
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.goals import Goal, GoalStatus, Indicator, Light, Measurement
from coordinator_app.domain.indicator_words import named, target_text, unit_word, value_text


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """An indicator with its values (oldest first) and its traffic light."""

    indicator: Indicator
    measurements: tuple[Measurement, ...]
    light: Light

    @property
    def latest(self) -> Measurement | None:
        """The value measured last."""
        return self.measurements[-1] if self.measurements else None


@dataclass(frozen=True, slots=True)
class GoalView:
    """A goal at its depth in the tree with its indicators."""

    goal: Goal
    depth: int
    indicators: tuple[IndicatorView, ...]


def plan_table(goals: Sequence[GoalView], caption: str = "") -> Table:
    """Goals as group rows with their indicators: from where to where until when, and how it is measured."""
    columns = (
        TableColumn("Indikator", width=4),
        TableColumn("Ausgangswert", Kind.DECIMAL, width=2),
        TableColumn("Zielwert", Kind.DECIMAL, width=2.2),
        TableColumn("Erhebung", width=3),
    )
    return Table(columns, _grouped(goals, _plan_row), caption, empty_text="Noch keine Ziele.")


def result_table(goals: Sequence[GoalView], caption: str = "") -> Table:
    """Goals as group rows with their indicators: baseline, target, what was measured, and the judgement."""
    columns = (
        TableColumn("Indikator", width=4),
        TableColumn("Ausgang", Kind.DECIMAL, width=1.7),
        TableColumn("Ziel", Kind.DECIMAL, width=2),
        TableColumn("Erreicht", Kind.DECIMAL, width=2.1),
        TableColumn("Bewertung", width=1.9),
    )
    return Table(columns, _grouped(goals, _result_row), caption, empty_text="Noch keine Ziele.")


def _grouped(goals: Sequence[GoalView], make: Callable[[IndicatorView], Row]) -> tuple[Row, ...]:
    rows: list[Row] = []
    for item in goals:
        due = f" (bis {format_date(item.goal.due)})" if item.goal.due else ""
        status = "" if item.goal.status is GoalStatus.OPEN else f" – {item.goal.status.label}"
        rows.append(GroupRow(f"{item.goal.level.label}: {item.goal.text}{due}{status}"))
        rows.extend(make(indicator) for indicator in item.indicators)
    return tuple(rows)


def _plan_row(item: IndicatorView) -> tuple[Text | None, ...]:
    indicator = item.indicator
    how = ", ".join(filter(None, (indicator.method or indicator.source, indicator.interval)))
    return named(indicator), _baseline(indicator), _target(indicator), how or None


def _result_row(item: IndicatorView) -> tuple[Text | None, ...]:
    indicator, last = item.indicator, item.latest
    measured = f"{value_text(last.value, indicator)}\n{format_date(last.measured_on)}" if last else None
    baseline = value_text(indicator.baseline, indicator) or None
    return named(indicator), baseline, _target(indicator), measured, item.light.label


def _baseline(indicator: Indicator) -> str | None:
    text = value_text(indicator.baseline, indicator)
    return f"{text}\n{format_date(indicator.baseline_on)}" if text and indicator.baseline_on else text or None


def _target(indicator: Indicator) -> str | None:
    text = target_text(indicator)
    return f"{text}\nbis{NBSP}{format_date(indicator.target_on)}" if text and indicator.target_on else text or None


def course_chart(item: IndicatorView) -> Chart | None:
    """The values of an indicator as a line, with the target beside it; None for fewer than two values."""
    indicator = item.indicator
    points = [(each.measured_on, each.value) for each in item.measurements if each.measured_on]
    if indicator.baseline is not None and indicator.baseline_on is not None:
        points.insert(0, (indicator.baseline_on, indicator.baseline))
    points.sort(key=_first)
    if len(points) < _LEAST_POINTS:
        return None
    values = tuple(value for _, value in points)
    series = [Series("gemessen", values)]
    if indicator.target is not None:
        series.append(Series("Ziel", (indicator.target,) * len(points)))
    decimals = 0 if all(value is None or value == int(value) for value in (*values, indicator.target)) else 1
    days = tuple(format_date(day) for day, _ in points)
    sign = "" if unit_word(indicator) else indicator.unit
    return Chart(ChartDescription(ChartKind.LINE, named(indicator), days, tuple(series), unit=sign, decimals=decimals))


_LEAST_POINTS = 3


def _first(point: tuple[date, float | None]) -> date:
    return point[0]


def course_charts(goals: Sequence[GoalView], most: int = 4) -> Sequence[Block]:
    """The courses of the first indicators that have one."""
    charts = (course_chart(indicator) for goal in goals for indicator in goal.indicators)
    return [chart for chart in charts if chart is not None][:most]

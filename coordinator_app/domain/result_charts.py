"""Which charts suit a result, and what their lines and colours are; screen, Word and PDF draw from it alike."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coordinator_app.domain.results import YEARS, Figure, Result, ResultKind, ResultRow, Shown
from coordinator_app.domain.vocabulary import Vocabulary

_MOST_STACKED = 7  # answers side by side in one bar without a scale
_MOST_BARS = 24
_SUMMING = frozenset({ResultKind.SHARES, ResultKind.LIKERT})
ONE_FIGURE = frozenset({ResultKind.NUMBERS, ResultKind.INDEX})
"""Results whose first column is the figure; the others describe its spread."""
_NO_FIGURE = Figure(None)


class ChartChoice(Vocabulary):
    """The shape of a chart."""

    STACKED = "stacked", "Balken, gestapelt"
    DIVERGING = "diverging", "Balken, von der Mitte aus"
    INTERVALS = "intervals", "Balken mit 95-%-Bereich"
    WAVES = "waves", "Linie über die Erhebungen"
    HEAT = "heat", "Tabelle mit Färbung"


class Side(Vocabulary):
    """What a part of a bar stands for."""

    GOOD = "good", "gut"
    NEUTRAL = "neutral", "weder noch"
    BAD = "bad", "schlecht"
    PLAIN = "plain", "ohne Wertung"


@dataclass(frozen=True, slots=True)
class Tone:
    """The colour of a part: `step` 1 (weak) to 5 (strong) of its side; for `PLAIN` the place in the series."""

    side: Side
    step: int


@dataclass(frozen=True, slots=True)
class ChartLine:
    """One bar: `cells` along the columns, or a single one; `row` is its place in the result (`Result.rows`).

    `figure` is what stands beside the bar as a number with its interval (None = nothing).
    """

    label: str
    section: str
    base: int
    cells: tuple[Figure, ...]
    figure: Figure | None
    row: int
    shown: Shown = Shown.FULL


def chart_choices(result: Result) -> tuple[ChartChoice, ...]:
    """The charts a result can be shown as, the usual one first; none for one without numbers or of years."""
    if not any(row.cells or row.summary for row in result.rows) or result.unit == YEARS:
        return ()
    if result.wave and any(row.summary for row in result.rows):
        return (ChartChoice.WAVES, ChartChoice.INTERVALS)
    found: list[ChartChoice] = []
    if result.kind in _SUMMING and 1 < len(result.columns) <= _MOST_STACKED and (result.good or len(result.rows) > 1):
        found.append(ChartChoice.STACKED)
        if result.good:
            found.append(ChartChoice.DIVERGING)
    if _has_bars(result):
        found.append(ChartChoice.INTERVALS)
    if len(result.rows) > 1 and len(result.columns) > 1 and result.kind not in ONE_FIGURE:
        found.append(ChartChoice.HEAT)
    return tuple(found) or (ChartChoice.INTERVALS,)


def _has_bars(result: Result) -> bool:
    if any(row.summary for row in result.rows) or len(result.rows) == 1:
        return True
    return result.kind in ONE_FIGURE or len(result.rows) * len(result.columns) <= _MOST_BARS


def chart_lines(result: Result, choice: ChartChoice) -> tuple[ChartLine, ...]:
    """The bars of a chart in their order, from top to bottom."""
    if choice is ChartChoice.INTERVALS:
        return tuple(_bars(result))
    return tuple(
        ChartLine(row.label, row.section, row.base, row.cells, row.summary, place, row.shown)
        for place, row in enumerate(result.rows)
    )


def _bars(result: Result) -> Iterator[ChartLine]:
    """One bar per row by its summary; without one, per column and row (the answers of a single question)."""
    if any(row.summary for row in result.rows):
        for place, row in enumerate(result.rows):
            figure = row.summary or _NO_FIGURE
            yield ChartLine(row.label, row.section, row.base, (figure,), figure, place, row.shown)
        return
    names = result.columns[:1] if result.kind in ONE_FIGURE else result.columns
    alone, single = len(result.rows) == 1, len(names) == 1
    for column, name in enumerate(names):
        for place, row in enumerate(result.rows):
            label = name if alone and not single else row.label
            section = row.section if alone or single else name
            figure = row.cells[column]
            shown = row.shown if figure.shown is Shown.FULL else figure.shown
            yield ChartLine(label, section, row.base, (figure,), figure, place, shown)


def bar_unit(result: Result, choice: ChartChoice) -> str:
    """The unit of the numbers of a chart: „%“ means that figures are fractions."""
    by_summary = choice in {ChartChoice.INTERVALS, ChartChoice.WAVES} and any(row.summary for row in result.rows)
    return result.summary_unit if by_summary else result.unit


def tones(result: Result) -> tuple[Tone, ...]:
    """The tone of every column: a scale runs from strong good over neutral to strong bad, others have series."""
    count, good = len(result.columns), result.good
    if not good or 2 * good > count:
        return tuple(Tone(Side.PLAIN, place) for place in range(count))
    steps = _steps(good)
    middle = [Tone(Side.NEUTRAL, 1)] * (count - 2 * good)
    bad = [Tone(Side.BAD, step) for step in reversed(steps)]
    return (*(Tone(Side.GOOD, step) for step in steps), *middle, *bad)


def _steps(parts: int) -> Sequence[int]:
    """Steps of a ramp for so many parts, the strong end first: 5 and 3 for two."""
    if parts <= 2:
        return (5, 3)[:parts]
    return tuple(round(5 - place * 3 / (parts - 1)) for place in range(parts))


def boundary(result: Result, row: ResultRow) -> tuple[int, Figure] | None:
    """Where in a bar the interval of the summary stands: after which column, and the share up to there.

    The summary adds up the good end, or the bad one (then seen from the other side); else it has no place.
    """
    summary, good = row.summary, result.good
    if summary is None or summary.value is None or not good:
        return None
    told = set(result.summary_codes)
    if told == set(result.codes[:good]):
        return good - 1, summary
    if told == set(result.codes[-good:]):
        return len(result.codes) - good - 1, Figure(1 - summary.value, _rest(summary.high), _rest(summary.low))
    return None


def _rest(end: float | None) -> float | None:
    return None if end is None else 1 - end

"""What a chart shows, independent of how Word, PDF or the screen draw it."""

from dataclasses import dataclass
from enum import Enum, auto

from coordinator_app.domain.result_charts import Tone


class ChartKind(Enum):
    """Shape of a chart."""

    BAR = auto()  # upright bars side by side
    STACKED = auto()  # upright bars, series on top of each other
    HORIZONTAL = auto()  # lying bars, first category on top: rankings, long labels
    HORIZONTAL_STACKED = auto()  # lying, series stacked: shares of answers
    INTERVAL = auto()  # lying bars with a whisker from `low` to `high`: ranking with spread
    LINE = auto()  # values over time; with `low` and `high` a whisker at every value
    DIVERGING = auto()  # lying, whole percentages: good to the left of the middle, bad to the right, by tone
    PORTFOLIO = auto()  # points named by category; the first series is x, the second y, `cuts` divide four fields
    PAIRED = auto()  # lying, back to back: first series to the left, second with a unit of its own to the right


LYING = frozenset(
    {
        *(ChartKind.HORIZONTAL, ChartKind.HORIZONTAL_STACKED, ChartKind.INTERVAL),
        *(ChartKind.DIVERGING, ChartKind.PAIRED),
    }
)
STACKING = frozenset({ChartKind.STACKED, ChartKind.HORIZONTAL_STACKED})


@dataclass(frozen=True, slots=True)
class Series:
    """One series of a chart, as many values as categories (None = no value).

    `low` and `high` are the ends of the whisker at every value (same length, or empty); in stacked bars they are
    measured from where the series begins. `tone` is its colour on a scale from good to bad (None = by its place).
    """

    name: str
    values: tuple[float | None, ...]
    low: tuple[float | None, ...] = ()
    high: tuple[float | None, ...] = ()
    tone: Tone | None = None


@dataclass(frozen=True, slots=True)
class ChartDescription:
    """What a chart shows, independent of how it is drawn.

    `unit` stands behind every number („%“, „€“, „Punkte“), `decimals` = digits after the comma,
    `counts` = n per category (printed behind its label; empty or None = not printed), `additions` a second line of
    the label per category (empty = none). `cuts` are where x and y of a portfolio are divided, `second_unit` is the
    unit of the right side of paired bars.
    """

    kind: ChartKind
    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    decimals: int = 0
    counts: tuple[int | None, ...] = ()
    additions: tuple[str, ...] = ()
    cuts: tuple[float, float] | None = None
    second_unit: str = ""

    def __post_init__(self) -> None:
        """Refuse series that do not fit the categories: a defect of the builder."""
        wanted = len(self.categories)
        lengths = [len(series.values) for series in self.series]
        lengths += [len(ends) for series in self.series for ends in (series.low, series.high) if ends]
        lengths += [len(words) for words in (self.counts, self.additions) if words]
        if any(length != wanted for length in lengths):
            raise ValueError(f"chart {self.title!r}: {wanted} categories but lengths {lengths}")
        if self.kind in {ChartKind.PORTFOLIO, ChartKind.PAIRED} and len(self.series) != 2:
            raise ValueError(f"chart {self.title!r}: two series are needed, not {len(self.series)}")

    @property
    def is_empty(self) -> bool:
        """Whether there is no value at all; renderers then say so instead of drawing axes."""
        return all(value is None for series in self.series for value in series.values)

"""What a chart shows, independent of how Word, PDF or the screen draw it."""

from dataclasses import dataclass
from enum import Enum, auto


class ChartKind(Enum):
    """Shape of a chart."""

    BAR = auto()  # upright bars side by side
    STACKED = auto()  # upright bars, series on top of each other
    HORIZONTAL = auto()  # lying bars, first category on top: rankings, long labels
    HORIZONTAL_STACKED = auto()  # lying, series stacked: shares of answers
    INTERVAL = auto()  # lying bars with a whisker from `low` to `high`: ranking with spread
    LINE = auto()  # values over time


@dataclass(frozen=True, slots=True)
class Series:
    """One series of a chart, as many values as categories (None = no value).

    `low` and `high` are the ends of the whisker of `ChartKind.INTERVAL` (same length, or empty).
    """

    name: str
    values: tuple[float | None, ...]
    low: tuple[float | None, ...] = ()
    high: tuple[float | None, ...] = ()


@dataclass(frozen=True, slots=True)
class ChartDescription:
    """What a chart shows, independent of how it is drawn.

    `unit` stands behind every number („%“, „€“, „Punkte“), `decimals` = digits after the comma,
    `counts` = n per category (printed behind its label; empty or None = not printed).
    """

    kind: ChartKind
    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    decimals: int = 0
    counts: tuple[int | None, ...] = ()

    def __post_init__(self) -> None:
        """Refuse series that do not fit the categories: a defect of the builder."""
        wanted = len(self.categories)
        lengths = [len(series.values) for series in self.series]
        lengths += [len(ends) for series in self.series for ends in (series.low, series.high) if ends]
        lengths += [len(self.counts)] if self.counts else []
        if any(length != wanted for length in lengths):
            raise ValueError(f"chart {self.title!r}: {wanted} categories but lengths {lengths}")

    @property
    def is_empty(self) -> bool:
        """Whether there is no value at all; renderers then say so instead of drawing axes."""
        return all(value is None for series in self.series for value in series.values)

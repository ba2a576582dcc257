"""Results of a survey as plain values: what screen, charts, Word and Excel show, already made safe to publish.

Numbers come from the engine (`survey`), are put together by `services.evaluation` and go through small-cell
suppression there; whoever shows a `Result` needs no further rule. Shares are fractions from 0 to 1.
"""

from dataclasses import dataclass

from coordinator_app.domain.vocabulary import Vocabulary


class Shown(Vocabulary):
    """How a figure may be shown."""

    FULL = "full", "gezeigt"
    BRACKETED = "bracketed", "in Klammern (kleine Fallzahl)"
    HIDDEN = "hidden", "verdeckt"


class ResultKind(Vocabulary):
    """The form of a result."""

    SHARES = "shares", "Anteile"
    LIKERT = "likert", "Skala"
    MULTIPLE = "multiple", "Mehrfachnennungen"
    NUMBERS = "numbers", "Zahlen"
    RANKING = "ranking", "Rangfolge"
    INDEX = "index", "Index"
    TEXTS = "texts", "offene Antworten"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number: `value` with its 95 % interval, or None where it is hidden or there is none.

    `count` is the unweighted number of answers behind the value itself (None = hidden or not meaningful).
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    count: int | None = None
    shown: Shown = Shown.FULL


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One row: an answer, a matrix row or a group. `base` = unweighted answers, `effective` = n_eff of them.

    `cells` run along `Result.columns`; `summary` is the top-2 share, mean or median named by `Result.summary`;
    `differs` says in words whether the row differs from the rest („" = not tested).
    """

    label: str
    base: int
    effective: float
    cells: tuple[Figure, ...]
    summary: Figure | None = None
    differs: str = ""
    key: str = ""
    shown: Shown = Shown.FULL


@dataclass(frozen=True, slots=True)
class TestResult:
    """A test over a whole table: `name` („Rao-Scott“), statistic, degrees of freedom, p value, in words."""

    __test__ = False  # not a test case of pytest

    name: str
    statistic: float
    first_df: float
    second_df: float
    p: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The result of one question, index or comparison.

    `columns` are the answers (or „Mittelwert“, „Median“, …) with `codes`; `good` counts how many columns from the
    left are the good end of a diverging scale (0 = no such scale). `group` names the grouping („" = none), `wave`
    the survey where several are compared. `notes` are sentences printed below: base, weighting, what is hidden.
    """

    key: str
    kind: ResultKind
    title: str
    wording: str
    number: int = 0
    variable: str = ""
    columns: tuple[str, ...]
    codes: tuple[int, ...] = ()
    good: int = 0
    rows: tuple[ResultRow, ...]
    summary: str = ""
    group: str = ""
    wave: str = ""
    unit: str = "%"
    weighted: bool = False
    test: TestResult | None = None
    notes: tuple[str, ...] = ()

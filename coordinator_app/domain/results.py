"""Results of a survey as plain values: what screen, charts, Word and Excel show, already made safe to publish.

Numbers come from the engine (`survey`), are put together by `services.evaluation` and go through small-cell
suppression there; whoever shows a `Result` needs no further rule. Shares are fractions from 0 to 1.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from coordinator_app.common.errors import UserError
from coordinator_app.domain.vocabulary import Vocabulary

YEARS = "Jahreszahlen"
"""The unit of results whose numbers are years: printed without a point for thousands and without the unit."""


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
    `differs` says in words whether the row differs from the rest („" = not tested). `section` is the heading rows
    with the same one stand under (the matrix row when groups or waves are compared; "" = none), `key` what the row is
    about (`row_key`). A hidden row of very few answers has base 0: not even their number is shown.
    """

    label: str
    base: int
    effective: float
    cells: tuple[Figure, ...]
    summary: Figure | None = None
    differs: str = ""
    key: str = ""
    shown: Shown = Shown.FULL
    section: str = ""


def row_key(variable: str, grouping: str = "", code: int = 0) -> str:
    """What a row is about: „E01_a“, or „E01_a|Q03|2“ for the group with code 2 of Q03."""
    return f"{variable}|{grouping}|{code}" if grouping else variable


def key_parts(key: str) -> tuple[str, str, int]:
    """Variable, grouping and code of a row's key; „“ and 0 for the row of everybody."""
    variable, _, rest = key.partition("|")
    grouping, _, code = rest.partition("|")
    return variable, grouping, int(code) if code else 0


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
    left are the good end of a diverging scale (0 = no such scale); as many from the right are the bad end, what
    lies between is neutral. `summary` names the summary of a row („sicher“, „Mittelwert“) and `summary_codes` the
    codes it adds up (() = no sum of shares); `summary_unit` is „%“ for a fraction, else the unit of a plain number.
    `group` names the grouping („" = none), `wave` the survey where several are compared. `unit` „%“ means that the
    cells are fractions. `notes` are sentences printed below: base, weighting, what is hidden.
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
    summary_codes: tuple[int, ...] = ()
    summary_unit: str = "%"
    group: str = ""
    wave: str = ""
    unit: str = "%"
    weighted: bool = False
    test: TestResult | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FrequencyLine:
    """One answer counted: unweighted `count`, share of all sheets, of the valid ones, and cumulated over these.

    Missing answers have `valid` and `cumulated` None; a hidden line has None throughout.
    """

    code: int
    label: str
    count: int | None
    share: float | None
    valid: Figure | None = None
    cumulated: float | None = None
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Frequencies:
    """The plain count of one variable; `all` = sheets asked, `valid` = those with an answer."""

    variable: str
    title: str
    lines: tuple[FrequencyLine, ...]
    all: int
    valid: int
    weighted: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DataBasis:
    """What the figures of a survey rest on. None = not known; shares are fractions, errors per 1,000 fields.

    `evaluated` are the sheets of the drawn sample; `self_selected` lie apart and are never in a result.
    """

    sent: int | None
    undeliverable: int | None
    evaluated: int
    paper: int = 0
    online: int = 0
    self_selected: int = 0
    blank: int = 0
    return_rate: float | None = None
    effective: float | None = None
    design_effect: float | None = None
    entry_error: float | None = None
    entry_low: float | None = None
    entry_high: float | None = None
    random_sample: bool = True
    weighted: bool = False


@dataclass(frozen=True, slots=True)
class MarginLine:
    """One group of a register margin: its share in the register and in the answers before and after weighting."""

    variable: str
    label: str
    persons: int
    register: float
    answers: int
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class WeightingReport:
    """How the answers were weighted; `words` say what was done or why it could not be, one sentence each."""

    applied: bool
    margins: tuple[MarginLine, ...] = ()
    design_effect: float | None = None
    effective: float | None = None
    lowest: float | None = None
    highest: float | None = None
    trimmed: int = 0
    rounds: int = 0
    words: tuple[str, ...] = ()


class PortfolioField(Vocabulary):
    """The four fields of importance against satisfaction."""

    ACT = "act", "Handlungsbedarf"
    KEEP = "keep", "halten"
    WATCH = "watch", "nachrangig"
    OVER = "over", "mehr als nötig"


@dataclass(frozen=True, slots=True)
class PortfolioPoint:
    """One subject: `x` importance, `y` satisfaction, both fractions from 0 to 1 with intervals, and its field."""

    label: str
    x: Figure
    y: Figure
    field: PortfolioField
    base: int


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Importance against satisfaction; `x_cut` and `y_cut` divide the fields."""

    title: str
    x_label: str
    y_label: str
    x_cut: float
    y_cut: float
    points: tuple[PortfolioPoint, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordedPair:
    """What people feel beside what is recorded: a share, and the values of a series by period in order.

    `perceived` is the share named by `perceived_words`; `recorded` in words names the newest value and its change.
    `caveats` are printed with it always.
    """

    label: str
    perceived: Figure
    perceived_words: str
    base: int
    series: str
    unit: str
    points: tuple[tuple[str, float], ...]
    recorded: str
    caveats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Perceived:
    """All pairs of a survey; never a cause and effect, `notes` say so."""

    title: str
    pairs: tuple[RecordedPair, ...]
    notes: tuple[str, ...] = ()


# --- JSON: a finding keeps its result -------------------------------------------------------------------------


def result_data(result: Result) -> str:
    """A result as JSON text, to be kept with a finding after the answers are deleted."""
    return json.dumps(asdict(result), ensure_ascii=False, separators=(",", ":"))


def result_from(text: str) -> Result:
    """The result back from its JSON text; raises `UserError` when the text is damaged."""
    try:
        data = json.loads(text)
        rows = tuple(_row_from(row) for row in data["rows"])
        test = TestResult(**data["test"]) if data["test"] else None
        plain: dict[str, Any] = {name: tuple(data[name]) for name in ("columns", "codes", "summary_codes", "notes")}
        kind = ResultKind(data["kind"])
        values: dict[str, Any] = {**data, **plain, "kind": kind, "rows": rows, "test": test}
        return Result(**values)
    except (KeyError, TypeError, ValueError) as error:
        raise UserError(
            "Das Ergebnis dieses Befunds ist beschädigt gespeichert. Die Aussage des Befunds gilt weiter; halten "
            "Sie ihn aus der Auswertung neu fest, wenn die Antworten noch da sind.",
            help_topic="auswertung",
        ) from error


def _row_from(data: Mapping[str, Any]) -> ResultRow:
    cells = tuple(_figure_from(cell) for cell in data["cells"])
    summary = _figure_from(data["summary"]) if data["summary"] else None
    values: dict[str, Any] = {**data, "cells": cells, "summary": summary, "shown": Shown(data["shown"])}
    return ResultRow(**values)


def _figure_from(data: Mapping[str, Any]) -> Figure:
    values: dict[str, Any] = {**data, "shown": Shown(data["shown"])}
    return Figure(**values)

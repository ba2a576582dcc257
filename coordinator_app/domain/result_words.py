"""Figures of a survey as the words everybody prints: shares in percent, intervals, bases, signs for what is hidden."""

from coordinator_app.common.german import NBSP, format_decimal, format_integer
from coordinator_app.domain.results import YEARS, Figure, Result, ResultKind, ResultRow, Shown
from coordinator_app.domain.rounding import note_for, percent, percent_words, rounded

HIDDEN = "•"  # sign of German official statistics for a number that is kept secret
NOTHING = "–"
SIGNS_NOTE = f"{HIDDEN} verdeckt wegen kleiner Fallzahl; Werte in Klammern beruhen auf wenigen Antworten."
_PERCENT = "%"


def scaled(value: float | None, unit: str) -> float | None:
    """A value as it is printed: fractions times 100 where the unit is „%“."""
    return None if value is None else value * 100 if unit == _PERCENT else value


def number_words(value: float, unit: str = _PERCENT, places: int = 1) -> str:
    """„52,0 %“ for the fraction 0.52; „3,4 Jahre“ for another unit; a unit „“ adds nothing."""
    if unit == _PERCENT:
        return percent_words(value, places)
    number = _plain(value, unit, 0 if float(value).is_integer() else places)
    return f"{number}{NBSP}{unit}" if unit and unit != YEARS else number


def _plain(value: float, unit: str, places: int) -> str:
    """A number without its unit; years have no point for thousands."""
    if unit == _PERCENT:
        return format_decimal(percent(value, places), places, fixed=True)
    shown = format_decimal(rounded(value, places), places, fixed=True)
    return shown.replace(".", "") if unit == YEARS else shown


def figure_words(figure: Figure | None, unit: str = _PERCENT, places: int = 1) -> str:
    """A figure as it may be shown: „52,0 %“, „(52,0 %)“, „•“ where hidden, „–“ where there is none."""
    if figure is not None and figure.shown is Shown.HIDDEN:
        return HIDDEN
    if figure is None or figure.value is None:
        return NOTHING
    words = number_words(figure.value, unit, places)
    return f"({words})" if figure.shown is Shown.BRACKETED else words


def interval_words(figure: Figure | None, unit: str = _PERCENT, places: int = 1) -> str:
    """„50,1–55,9“ without the unit; „“ where there is no interval to show."""
    if figure is None or figure.shown is Shown.HIDDEN or figure.low is None or figure.high is None:
        return ""
    ends = (figure.low, figure.high)
    whole = unit != _PERCENT and all(float(end).is_integer() for end in ends)
    return "–".join(_plain(end, unit, 0 if whole else places) for end in ends)


def rounding_note(result: Result, places: int = 0) -> str:
    """The note on rounding when printed parts do not add up to the printed sum or to 100 %; else ""."""
    if result.unit != _PERCENT or result.kind not in {ResultKind.SHARES, ResultKind.LIKERT}:
        return ""
    sums: list[tuple[list[float], float]] = []
    for row in result.rows:
        values = [cell.value for cell in row.cells if cell.value is not None and cell.shown is not Shown.HIDDEN]
        if len(values) < len(row.cells) or not values:
            continue
        sums.append((values, 1.0))
        parts = [value for code, value in zip(result.codes, values, strict=False) if code in result.summary_codes]
        if parts and row.summary is not None and row.summary.value is not None:
            sums.append((parts, row.summary.value))
    return note_for(sums, places)


def base_words(base: int) -> str:
    """„n = 1.386“ with blanks that do not break."""
    return f"n{NBSP}={NBSP}{format_integer(base)}"


def row_words(result: Result, row: ResultRow) -> str:
    """A row as a sentence for readers who do not see the chart."""
    name = f"{row.section}, {row.label}" if row.section else row.label
    if row.shown is Shown.HIDDEN:
        return f"{name}: wegen kleiner Fallzahl nicht gezeigt."
    cells = zip(result.columns, row.cells, strict=True)
    parts = [f"{column} {figure_words(cell, result.unit)}" for column, cell in cells]
    if row.summary is not None and result.summary:
        parts = [part for part in parts if not part.startswith(f"{result.summary} ")]
        part = f"{result.summary} {figure_words(row.summary, result.summary_unit)}"
        interval = interval_words(row.summary, result.summary_unit)
        parts.append(f"{part}, 95-%-Bereich {interval}" if interval else part)
    elif len(row.cells) == 1 and (interval := interval_words(row.cells[0], result.unit)):
        parts.append(f"95-%-Bereich {interval}")
    if row.differs:
        parts.append(row.differs)
    return f"{name} ({base_words(row.base)}): {'; '.join(parts)}."

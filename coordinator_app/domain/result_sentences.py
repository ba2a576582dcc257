"""Sentences about results: the line under the title, what a test says, what stands out, the statement of a finding.

Never a cause: a difference is „gesichert“ or not, nothing more.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from coordinator_app.common.german import NBSP, format_decimal, format_integer, plural
from coordinator_app.domain.result_words import figure_words, interval_words
from coordinator_app.domain.results import Figure, Result, ResultKind, ResultRow, Shown, key_parts

NO_DIFFERENCE = "kein gesicherter Unterschied"
ABOVE, BELOW = "gesichert höher als die übrigen", "gesichert niedriger als die übrigen"
_PARTS = ((1 / 4, "weniger als ein Viertel"), (1 / 3, "weniger als ein Drittel"), (1 / 2, "weniger als die Hälfte"))
_UPPER = ((3 / 4, "mehr als drei Viertel"), (2 / 3, "mehr als zwei Drittel"), (1 / 2, "mehr als die Hälfte"))


def p_words(p: float) -> str:
    """„p < 0,001“ or „p = 0,042“."""
    if p < 0.001:
        return f"p{NBSP}<{NBSP}0,001"
    return f"p{NBSP}={NBSP}{format_decimal(min(p, 1.0), 3, fixed=True)}"


def test_words(p: float) -> str:
    """What the test over a whole table says."""
    if p < 0.05:
        return f"Die Gruppen antworten gesichert unterschiedlich ({p_words(p)})."
    return f"Zwischen den Gruppen gibt es keinen gesicherten Unterschied ({p_words(p)})."


def rest_words(difference: float, p: float) -> str:
    """What the comparison of a group with all others says; `p` is already corrected (Holm)."""
    if p >= 0.05:
        return NO_DIFFERENCE
    return ABOVE if difference > 0 else BELOW


def wave_words(difference: float, low: float, high: float, unit: str, before: str) -> str:
    """„+6,2 Prozentpunkte gegenüber 2022 (95-%-Bereich +1,0 bis +11,4)“, or that nothing is certain."""
    factor, word = (100, "Prozentpunkte") if unit == "%" else (1, unit or "Punkte")
    span = f"95-%-Bereich {_signed(low * factor)} bis {_signed(high * factor)}"
    start = f"{_signed(difference * factor)} {word} gegenüber {before}"
    if low <= 0 <= high:
        return f"{start}: {NO_DIFFERENCE} ({span})"
    return f"{start} ({span})"


def _signed(value: float) -> str:
    words = format_decimal(abs(value), 1, fixed=True)
    if words == "0,0":
        return words
    return f"+{words}" if value > 0 else f"−{words}"


def coded_words(written: int, coded: int) -> str:
    """How many wrote something and how many of these answers have a category."""
    if not written:
        return "Niemand hat hier etwas geschrieben."
    start = f"{plural(written, 'Person hat', 'Personen haben')} hier etwas geschrieben"
    if not coded:
        return f"{start}; noch keiner Angabe ist eine Kategorie zugeordnet."
    return f"{start}, {format_integer(coded)} davon mit Kategorie; Anteile an diesen, ungewichtet."


def subtitle(result: Result, *, dont_know: bool = False) -> str:
    """„Frage 5, Angaben in Prozent, gewichtet; ohne „weiß nicht““."""
    parts = [f"Frage {result.number}" if result.number else "Index"]
    if result.unit == "%":
        parts.append("Angaben in Prozent")
    elif result.unit:
        parts.append(f"in {result.unit}")
    if result.kind is not ResultKind.TEXTS:
        parts.append("gewichtet" if result.weighted else "ungewichtet")
    words = ", ".join(parts)
    if result.kind in {ResultKind.LIKERT, ResultKind.SHARES}:
        words += "; mit „weiß nicht“" if dont_know else "; ohne „weiß nicht“"
    if result.kind is ResultKind.MULTIPLE:
        words += "; mehrere Nennungen möglich"
    return words


def difference_lines(result: Result) -> tuple[str, ...]:
    """What differs, as lines below a chart: groups above and below the others, or surveys against the one before."""
    if result.wave:
        told = [row for row in result.rows if row.differs]
        return tuple(f"{f'{row.section}, ' if row.section else ''}{row.label}: {row.differs}." for row in told)
    if not result.group:
        return ()
    lines: list[str] = []
    for section in dict.fromkeys(row.section for row in result.rows):
        rows = [row for row in result.rows if row.section == section]
        parts = [
            f"{words}: {', '.join(row.label for row in rows if row.differs == kind)}"
            for kind, words in ((ABOVE, "gesichert höher"), (BELOW, "gesichert niedriger"))
            if any(row.differs == kind for row in rows)
        ]
        if parts:
            lines.append(f"{f'{section}: ' if section else ''}{'; '.join(parts)} (als die übrigen, nach Holm).")
    return tuple(lines)


# --- what stands out ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a reader should not miss; `row` is its place in the result."""

    row: int
    strong: str
    text: str


@dataclass(frozen=True, slots=True)
class _Told:
    """A row with a figure of which something may be said: value and limits are known."""

    place: int
    row: ResultRow
    figure: Figure
    value: float
    low: float
    high: float


def notice(result: Result) -> Notice | None:
    """The row that stands apart: worse than all others by intervals that do not meet, or different from the rest."""
    told = [found for place, row in enumerate(result.rows) if (found := _told(result, place, row)) is not None]
    if len(told) < 2 or result.wave or (result.group and any(each.row.section for each in told)):
        return None
    return _group_notice(result, told) if result.group else _row_notice(result, told)


def _told(result: Result, place: int, row: ResultRow) -> _Told | None:
    """The summary of a row, else its only cell; None where nothing may be said, and for all groups together."""
    figure = row.summary or (row.cells[0] if len(row.cells) == 1 else None)
    if figure is None or figure.value is None or figure.low is None or figure.high is None:
        return None
    if figure.shown is not Shown.FULL or row.shown is not Shown.FULL or _everybody(result, row):
        return None
    return _Told(place, row, figure, figure.value, figure.low, figure.high)


def _everybody(result: Result, row: ResultRow) -> bool:
    """Whether the row stands for all groups together."""
    return bool(result.group) and not key_parts(row.key)[1]


def _row_notice(result: Result, told: Sequence[_Told]) -> Notice | None:
    if not result.good:
        return None
    bad_told = not set(result.summary_codes) & set(result.codes[: result.good])
    pick = max if bad_told else min
    worst = pick(told, key=_value)
    others = [each for each in told if each is not worst]
    apart = all(worst.low > each.high if bad_told else worst.high < each.low for each in others)
    if not apart:
        return None
    words = _part(worst.value, result.summary, large=bad_told)
    return Notice(worst.place, worst.row.label, f"{words}, Abstand zu allen anderen gesichert.")


def _group_notice(result: Result, told: Sequence[_Told]) -> Notice | None:
    different = [each for each in told if each.row.differs in (ABOVE, BELOW)]
    if not different:
        return None
    middle = sum(each.value for each in told) / len(told)
    found = max(different, key=lambda each: abs(each.value - middle))
    summed = found.row.summary is not None
    unit = result.summary_unit if summed else result.unit
    name = f" „{result.summary}“" if result.summary and summed else ""
    return Notice(found.place, found.row.label, f"{figure_words(found.figure, unit)}{name}, {found.row.differs}.")


def _value(told: _Told) -> float:
    return told.value


def _part(value: float, summary: str, *, large: bool) -> str:
    """„weniger als ein Drittel „sicher““, else the share itself."""
    parts = _UPPER if large else _PARTS
    for limit, words in parts:
        if value > limit if large else value < limit:
            return f"{words} sagt „{summary}“"
    return f"{figure_words(Figure(value))} sagen „{summary}“"


# --- findings -------------------------------------------------------------------------------------------------


def finding_title(result: Result, row: ResultRow) -> str:
    """A short name of the finding: „Sicherheit zu Fuß: am Bahnhof“."""
    names = [name for name in (row.section, row.label) if name and name != "insgesamt"]
    return f"{result.title}: {', '.join(names)}" if names else result.title


def finding_statement(result: Result, row: ResultRow) -> str:
    """The figures of a row as one sentence that can stand alone as evidence."""
    figure, unit = (row.summary, result.summary_unit) if row.summary else (_main_cell(row), result.unit)
    name = result.summary if row.summary else result.columns[row.cells.index(figure)] if figure in row.cells else ""
    interval = interval_words(figure, unit)
    details = [f"95-%-Bereich {interval}"] if interval else []
    details.append(f"n{NBSP}={NBSP}{format_integer(row.base)}")
    details.append("gewichtet" if result.weighted else "ungewichtet")
    where = f" ({result.group}: {row.label})" if result.group and not _everybody(result, row) else ""
    said = f"{figure_words(figure, unit)} „{name}“" if name else figure_words(figure, unit)
    subject = row.section or (row.label if not result.group and row.label != "insgesamt" else "")
    start = f"„{result.wording}“" + (f" – {subject}" if subject else "")
    words = f"{start}{where}: {said} ({'; '.join(details)})."
    return f"{words} Gegenüber den übrigen: {row.differs}." if row.differs and result.group else words


def _main_cell(row: ResultRow) -> Figure | None:
    """The only cell, else the largest share."""
    told = [cell for cell in row.cells if cell.value is not None and cell.shown is not Shown.HIDDEN]
    return max(told, key=lambda cell: cell.value or 0.0, default=None)

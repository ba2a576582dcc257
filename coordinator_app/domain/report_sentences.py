"""What a report says about a result in words: the main figure, the ends, differences between groups and surveys.

Only what the figures carry: differences are named where they are certain, small bases are left out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coordinator_app.common.german import enumerate_words
from coordinator_app.domain.result_charts import ONE_FIGURE
from coordinator_app.domain.result_sentences import ABOVE, BELOW, NO_DIFFERENCE
from coordinator_app.domain.result_words import base_words, figure_words, interval_words
from coordinator_app.domain.results import Figure, Result, ResultKind, ResultRow, Shown, key_parts

_MOST = 3


@dataclass(frozen=True, slots=True)
class _Named:
    """A figure that may be told, with what it is about."""

    name: str
    figure: Figure
    base: int

    @property
    def value(self) -> float:
        """The number."""
        return self.figure.value or 0.0


def reading(result: Result) -> list[str]:
    """What the result of a question shows, in one to three sentences."""
    by_summary = any(row.summary for row in result.rows)
    unit = result.summary_unit if by_summary else result.unit
    told = list(_told(result))
    if not told:
        return ["Die Angaben sind zu wenige, um Werte zu zeigen."] if result.rows else []
    told.sort(key=_value, reverse=True)
    if len(told) == 1:
        return [f"{_quoted(result, told[0], unit)}."]
    if by_summary or result.kind in ONE_FIGURE:
        return [_ends(result, told, unit)]
    words = [f"{_name(each)} {_figures(each.figure, unit)}" for each in told[:_MOST]]
    start = "Am häufigsten genannt" if result.kind in {ResultKind.MULTIPLE, ResultKind.TEXTS} else "Am häufigsten"
    return [f"{start}: {enumerate_words(words)} ({base_words(told[0].base)})."]


def _told(result: Result) -> Iterator[_Named]:
    """Figures that are fully shown: the summary per row, or the answers of the row of everybody."""
    by_summary = any(row.summary for row in result.rows)
    for row in result.rows:
        if row.shown is not Shown.FULL:
            continue
        if by_summary:
            if row.summary is not None and _open(row.summary):
                yield _Named(row.label, row.summary, row.base)
            continue
        single = result.kind in ONE_FIGURE
        for name, cell in list(zip(result.columns, row.cells, strict=True))[: 1 if single else None]:
            if single and result.group and everybody(row):
                continue
            if _open(cell):
                yield _Named(name if len(result.rows) == 1 else row.label, cell, row.base)


def _open(figure: Figure) -> bool:
    return figure.value is not None and figure.shown is Shown.FULL


def _value(named: _Named) -> float:
    return named.value


def _figures(figure: Figure, unit: str) -> str:
    interval = interval_words(figure, unit)
    return f"{figure_words(figure, unit)} ({interval})" if interval else figure_words(figure, unit)


def _quoted(result: Result, named: _Named, unit: str) -> str:
    interval = interval_words(named.figure, unit)
    details = "; ".join(filter(None, (f"95-%-Bereich {interval}" if interval else "", base_words(named.base))))
    words = figure_words(named.figure, unit)
    if not result.summary:
        name = named.name if result.kind in ONE_FIGURE else f"„{named.name}“"
        return f"{name}: {words} ({details})"
    if unit != "%" or not result.summary_codes:
        return f"{result.summary}: {words} ({details})"
    return f"{words} sagen „{result.summary}“ ({details})"


def _name(named: _Named) -> str:
    return f"„{named.name.strip().removesuffix('.')}“"


def _ends(result: Result, told: Sequence[_Named], unit: str) -> str:
    high, low = told[0], told[-1]
    name = result.summary or result.columns[0]
    what = f"der Anteil „{name}“" if unit == "%" else f"der Wert „{name}“"
    return (
        f"Am höchsten ist {what} bei {_name(high)} mit {_figures(high.figure, unit)}, am niedrigsten bei "
        f"{_name(low)} mit {_figures(low.figure, unit)}."
    )


# --- groups and surveys ---------------------------------------------------------------------------------------


def differences(result: Result) -> list[str]:
    """Groups that differ with certainty from the others, one sentence per row of the question."""
    found: list[str] = []
    for section in dict.fromkeys(row.section for row in result.rows):
        rows = [row for row in result.rows if row.section == section]
        parts = [
            f"{words} als die übrigen: {enumerate_words([_group(result, row) for row in rows if row.differs == mark])}"
            for mark, words in ((ABOVE, "gesichert höher"), (BELOW, "gesichert niedriger"))
            if any(row.differs == mark for row in rows)
        ]
        if parts:
            found.append(f"{_subject(section, result)} nach {result.group}: {'; '.join(parts)}.")
    return found


def _subject(section: str, result: Result) -> str:
    """What a sentence is about, in quotes and without the full stop of a statement."""
    return f"„{(section or result.title).strip().removesuffix('.')}“"


def _group(result: Result, row: ResultRow) -> str:
    unit = result.summary_unit if row.summary is not None else result.unit
    figure = row.summary if row.summary is not None else row.cells[0]
    return f"{row.label} ({figure_words(figure, unit)})"


def changes(result: Result) -> list[str]:
    """What changed since an earlier survey, one sentence per row; what is not certain is said once."""
    found: list[str] = []
    quiet: list[str] = []
    for row in result.rows:
        subject = _subject(row.section, result)
        if not row.differs:
            continue
        if NO_DIFFERENCE in row.differs:
            quiet.append(subject)
        else:
            found.append(f"{subject}: {row.differs}.")
    if quiet:
        found.append(f"Kein gesicherter Unterschied bei {enumerate_words(quiet)}.")
    return found


def everybody(row: ResultRow) -> bool:
    """Whether a row of a comparison stands for all groups together."""
    return not key_parts(row.key)[1]

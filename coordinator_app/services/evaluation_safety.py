"""Results made safe to publish: what a whole run hides, put into its results."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from coordinator_app.domain.result_words import SIGNS_NOTE
from coordinator_app.domain.results import (
    Figure,
    Frequencies,
    FrequencyLine,
    Result,
    ResultKind,
    ResultRow,
    Shown,
    key_parts,
)
from coordinator_app.domain.rounding import note_for
from coordinator_app.domain.surveys import Survey
from coordinator_app.survey.suppression import TOTAL, Limits, PublishedTable, Row, Suppressed, suppress

_HIDDEN = Figure(None, shown=Shown.HIDDEN)
_LEAST = 3
WITH_UNSURE = frozenset({ResultKind.SHARES, ResultKind.LIKERT})
"""Kinds whose „weiß nicht“ can be shown as an answer."""

_COUNTED = frozenset({ResultKind.SHARES, ResultKind.LIKERT, ResultKind.RANKING})


def limits_of(survey: Survey) -> Limits:
    """The limits set for a survey, never below what is safe at all."""
    hide = max(survey.hide_below, _LEAST)
    return Limits(max(survey.smallest_count, _LEAST), hide, max(survey.bracket_below, hide))


@dataclass(frozen=True, slots=True)
class _Place:
    """Which rows of which result a table was made of."""

    result: int
    rows: tuple[int, ...]


def protect(results: Sequence[Result], limits: Limits) -> list[Result]:
    """The results of one run with everything hidden that must be; the same order."""
    return protect_run(results, (), limits)[0]


def protect_run(
    results: Sequence[Result], counts: Sequence[Frequencies], limits: Limits
) -> tuple[list[Result], list[Frequencies]]:
    """The same with the plain counts that are published beside the results."""
    tables: list[PublishedTable] = []
    places: list[_Place] = []
    for number, result in enumerate(results):
        for rows in _tables_of(result):
            tables.append(_table(result, rows))
            places.append(_Place(number, tuple(rows)))
    tables += [_count_table(each) for each in counts]
    found = suppress(tables, limits)
    changed: list[dict[int, ResultRow]] = [{} for _ in results]
    for place, hidden in zip(places, found, strict=False):
        result = results[place.result]
        for line, row in enumerate(place.rows):
            changed[place.result][row] = _applied(result.rows[row], hidden, line, limits.least)
    safe = [_with_rows(result, rows) for result, rows in zip(results, changed, strict=True)]
    return safe, [_counted(each, hidden) for each, hidden in zip(counts, found[len(places) :], strict=True)]


def _count_table(found: Frequencies) -> PublishedTable:
    """All answers and missing codes of a variable; they add up to the sheets asked."""
    return PublishedTable(
        key=found.variable,
        columns=tuple(line.code for line in found.lines),
        rows=(Row(TOTAL, 0, found.all, float(found.all)),),
        counts=np.array([[line.count or 0 for line in found.lines]], dtype=np.intp).reshape(1, len(found.lines)),
    )


def _counted(found: Frequencies, hidden: Suppressed) -> Frequencies:
    """The counts with hidden lines emptied; nothing is cumulated from the first of them on."""
    state = hidden.rows[0]
    lines: list[FrequencyLine] = []
    gone_before = False
    for line, gone in zip(found.lines, hidden.hidden[0], strict=True):
        if gone or state is Shown.HIDDEN:
            gone_before = True
            valid = None if line.missing else _HIDDEN
            lines.append(FrequencyLine(line.code, line.label, None, None, valid, None, line.missing))
        else:
            valid = replace(line.valid, shown=state) if line.valid is not None else None
            lines.append(replace(line, valid=valid, cumulated=None if gone_before else line.cumulated))
    notes = (*found.notes, SIGNS_NOTE) if gone_before or state is not Shown.FULL else found.notes
    return replace(found, lines=tuple(lines), notes=notes)


def _tables_of(result: Result) -> list[list[int]]:
    """Places of the rows of each table in a result: one table per variable."""
    found: dict[str, list[int]] = {}
    for place, row in enumerate(result.rows):
        found.setdefault(key_parts(row.key)[0], []).append(place)
    return list(found.values())


def _table(result: Result, places: Sequence[int]) -> PublishedTable:
    rows = [result.rows[place] for place in places]
    counted = result.kind in _COUNTED or result.kind in {ResultKind.MULTIPLE, ResultKind.TEXTS}
    codes = result.codes if counted else ()
    counts = np.array([[cell.count or 0 for cell in row.cells] if counted else [] for row in rows], dtype=np.intp)
    summed = tuple(place for place, code in enumerate(codes) if code in result.summary_codes)
    suffix = "#" if result.kind is ResultKind.TEXTS else ""
    return PublishedTable(
        key=key_parts(rows[0].key)[0] + suffix,
        columns=codes,
        rows=tuple(_row(row) for row in rows),
        counts=counts.reshape(len(rows), len(codes)),
        exclusive=result.kind in _COUNTED,
        subsets=(summed,) if summed else (),
        mean=not counted or result.summary_unit != "%",
    )


def hidden_as(exact: Result, safe: Result) -> Result:
    """A result with „weiß nicht“ as an answer, hiding what the same result without it hides.

    How many gave no answer is no secret, so both hold the same counts.
    """
    rows: list[ResultRow] = []
    for row, decided in zip(exact.rows, safe.rows, strict=True):
        gone = {code for code, cell in zip(safe.codes, decided.cells, strict=True) if cell.shown is Shown.HIDDEN}
        whole = decided.shown is Shown.HIDDEN
        cells = tuple(
            _figure(cell, decided.shown, gone=whole or code in gone)
            for code, cell in zip(exact.codes, row.cells, strict=True)
        )
        summed = decided.summary is not None and decided.summary.shown is Shown.HIDDEN
        summary = _figure(row.summary, decided.shown, gone=whole or summed) if row.summary is not None else None
        rows.append(
            replace(row, cells=cells, summary=summary, shown=decided.shown, differs=decided.differs and row.differs)
        )
    return replace(exact, rows=tuple(rows), notes=safe.notes)


def _row(row: ResultRow) -> Row:
    _, grouping, code = key_parts(row.key)
    return Row(grouping or TOTAL, code, row.base, row.effective)


def _applied(row: ResultRow, found: Suppressed, line: int, least: int) -> ResultRow:
    state = found.rows[line]
    numbers = not found.hidden.shape[1]
    if state is Shown.HIDDEN or (numbers and found.means[line]):
        cells = tuple(_HIDDEN for _ in row.cells)
        summary = _HIDDEN if row.summary is not None else None
        base = row.base if row.base >= least else 0
        return replace(row, base=base, cells=cells, summary=summary, differs="", shown=Shown.HIDDEN)
    hidden = [False] * len(row.cells) if numbers else found.hidden[line]
    cells = tuple(_figure(cell, state, gone=bool(gone)) for cell, gone in zip(row.cells, hidden, strict=True))
    gone = bool(found.means[line]) or bool(found.subsets.shape[1] and found.subsets[line, 0])
    summary = _figure(row.summary, state, gone=gone) if row.summary is not None else None
    differs = "" if summary is not None and gone else row.differs
    return replace(row, cells=cells, summary=summary, shown=state, differs=differs)


def _figure(figure: Figure, state: Shown, *, gone: bool) -> Figure:
    return _HIDDEN if gone else replace(figure, shown=state)


def _with_rows(result: Result, rows: dict[int, ResultRow]) -> Result:
    shown = tuple(rows[place] for place in range(len(result.rows)))
    marked = any(
        row.shown is not Shown.FULL or any(cell.shown is not Shown.FULL for cell in (*row.cells, row.summary) if cell)
        for row in shown
    )
    notes = (*result.notes, SIGNS_NOTE) if marked else result.notes
    rounding = _rounding_note(replace(result, rows=shown))
    return replace(result, rows=shown, notes=(*notes, rounding) if rounding else notes)


def _rounding_note(result: Result) -> str:
    """That printed parts do not add up to the printed sum, where they do not."""
    if result.unit != "%" or not result.summary_codes:
        return ""
    groups: list[tuple[list[float], float]] = []
    for row in result.rows:
        parts = [cell.value for code, cell in zip(result.codes, row.cells, strict=True) if code in result.summary_codes]
        known = [part for part in parts if part is not None]
        if row.summary is not None and row.summary.value is not None and len(known) == len(parts):
            groups.append((known, row.summary.value))
    return note_for(groups, 1)


def shown_counts(results: Sequence[Result]) -> tuple[int, int]:
    """How many figures of a run are hidden and in brackets."""
    cells = [cell for result in results for row in result.rows for cell in row.cells]
    return sum(cell.shown is Shown.HIDDEN for cell in cells), sum(cell.shown is Shown.BRACKETED for cell in cells)

"""Which figures of a run of tables may be shown, so that no hidden one can be worked out from those shown.

Primary: an unweighted count below `least`, or whose complement is; rows with too small a base (n or n_eff). Secondary:
every published sum (row base, total over groups, top-2, mean) is an equation in counts. A hidden count is safe when
at least two hidden ones stand in each of its equations, what they add up to is no small count itself, and no
combination of all equations of the run gives it away. The mean of a row goes with any of its counts. Weighted shares
obey the same equations with weighted bases, so the same cells protect them.

Always shown: how the sample is made up (the n of every row, and the answers of all to a question that groups a table
of the run) and how many gave no answer (negative codes). They say what nobody answered within a group, and every
figure needs them; whoever prints leaves out groups and answers of too few sheets, but gives hidden groups in here.
What hidden groups and sheets without a group answered together can be worked out and is accepted as the rest: it
names no group. Where a single group would be that rest, more is hidden.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coordinator_app.domain.results import Shown
from coordinator_app.survey.hiding import Cell, Run

TOTAL = ""
"""The grouping of the total row."""


@dataclass(frozen=True, slots=True)
class Limits:
    """`least` count shown; below `hide` answers a row is hidden, below `bracket` in brackets (n and n_eff)."""

    least: int = 5
    hide: int = 15
    bracket: int = 30


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a published table: group `code` of variable `grouping` (TOTAL: all), its n and n_eff."""

    grouping: str
    code: int
    base: int
    effective: float


@dataclass(frozen=True, eq=False)
class PublishedTable:
    """One table as it would be printed: unweighted `counts` by row and column.

    `key` is the variable asked, `columns` its codes; the same key, column and row in another table is the same count.
    `exclusive`: the columns of a row add up to its base (False for multiple choice). `subsets`: places of columns
    whose sum is shown as well (top-2). `mean`: the mean of the codes is shown; without columns the mean of a number or
    index, which a hidden group must not be worked out of either.
    """

    key: str
    columns: tuple[int, ...]
    rows: tuple[Row, ...]
    counts: NDArray[np.integer]
    exclusive: bool = True
    subsets: tuple[tuple[int, ...], ...] = ()
    mean: bool = False


@dataclass(frozen=True, eq=False)
class Suppressed:
    """What of a table is hidden, in its shape: cells, sums of `subsets`, means; and how its rows are shown."""

    hidden: NDArray[np.bool_]
    subsets: NDArray[np.bool_]
    means: NDArray[np.bool_]
    rows: tuple[Shown, ...]


def row_state(base: int, effective: float, limits: Limits) -> Shown:
    """How a row may be shown by its number of answers, unweighted and effective."""
    size = min(float(base), effective)
    if size < limits.hide:
        return Shown.HIDDEN
    return Shown.BRACKETED if size < limits.bracket else Shown.FULL


def suppress(tables: Sequence[PublishedTable], limits: Limits | None = None) -> tuple[Suppressed, ...]:
    """Decide over all tables of a run together; one answer per table in its order.

    All rows of a grouping must be given, also those that will be hidden. Variables that never group one another may
    be decided apart: the answer is the same.
    """
    used = limits or Limits()
    run = Run(used.least)
    grouping = {row.grouping for table in tables for row in table.rows}
    totals = {table.key for table in tables for row in table.rows if row.grouping == TOTAL}
    for table in tables:
        for row, line in zip(table.rows, table.counts, strict=True):
            known = not row.base or (row.grouping == TOTAL and table.key in grouping)
            if not known:
                _enter_row(run, table, row, [int(count) for count in line], used)
    for table in tables:
        if table.key in totals:
            _join_groups(run, table, used)
    run.protect()
    return tuple(_answer(run, table, used) for table in tables)


def _cell(table: PublishedTable, row: Row, value: object) -> Cell:
    """The name of a count: which variables have which values; the order of a crossing does not matter."""
    conditions: set[tuple[str, object]] = {(table.key, value)}
    if row.grouping != TOTAL:
        conditions.add((row.grouping, row.code))
    return frozenset(conditions)


def _values(table: PublishedTable) -> list[object]:
    """What of every row may be hidden: codes of answers, sums, mean."""
    found: list[object] = [code for code in table.columns if code >= 0]
    found += [_subset(table, subset) for subset in table.subsets]
    return [*found, ("mean", table.columns)] if table.mean else found


def _subset(table: PublishedTable, subset: tuple[int, ...]) -> object:
    codes = frozenset(table.columns[place] for place in subset)
    return next(iter(codes)) if len(codes) == 1 else codes


def _enter_row(run: Run, table: PublishedTable, row: Row, counts: Sequence[int], limits: Limits) -> None:
    """The counts of a row, which of them are hidden by themselves, and the sums the reader knows."""
    factor = 10_000.0 if row.grouping == TOTAL else 1.0
    gone = row_state(row.base, row.effective, limits) is Shown.HIDDEN
    answers = [(code, count) for code, count in zip(table.columns, counts, strict=True) if code >= 0]
    cells = {code: _cell(table, row, code) for code, _ in answers}
    for code, count in answers:
        run.add(cells[code], count, cost=factor * (count + 1), hidden=gone or _small(count, row.base, limits))
    if table.exclusive:
        run.relate([(cell, 1) for cell in cells.values()])
    for subset in table.subsets:
        members = [table.columns[place] for place in subset]
        if len(members) > 1:
            count = sum(counts[place] for place in subset)
            whole = _cell(table, row, _subset(table, subset))
            run.add(whole, count, cost=factor * (2 * count + 1), hidden=gone or _small(count, row.base, limits))
            run.relate([(whole, -1), *((cells[code], 1) for code in members)])
    if table.mean:
        mean = _cell(table, row, ("mean", table.columns))
        run.add(mean, row.base, cost=0.01 * factor * row.base, hidden=gone)
        if cells:
            run.relate([(mean, -1), *((cell, code) for code, cell in cells.items())])
        for cell in cells.values():
            run.carry(cell, [mean])


def _small(count: int, base: int, limits: Limits) -> bool:
    return count < limits.least or base - count < limits.least


def _join_groups(run: Run, table: PublishedTable, limits: Limits) -> None:
    """Every figure of the total row is the sum of those of the groups, hidden ones and sheets without the group."""
    total = next((row for row in table.rows if row.grouping == TOTAL), None)
    groupings = dict.fromkeys(row.grouping for row in table.rows if row.grouping != TOTAL)
    for grouping in groupings:
        rows = [row for row in table.rows if row.grouping == grouping]
        for value in _values(table):
            whole = _cell(table, Row(TOTAL, 0, 0, 0.0), value)
            terms = [(whole, -1)] if run.knows(whole) else []
            hidden = [row for row in rows if row_state(row.base, row.effective, limits) is Shown.HIDDEN]
            if total is not None and _mixed(total, rows, hidden, limits):
                terms += _remainder(run, table, hidden, value, exact=total.base == sum(row.base for row in rows))
                rows_shown = [row for row in rows if row not in hidden]
            else:
                rows_shown = rows
            terms += [(cell, 1) for cell in (_cell(table, row, value) for row in rows_shown) if run.knows(cell)]
            run.relate(terms)


def _mixed(total: Row, rows: Sequence[Row], hidden: Sequence[Row], limits: Limits) -> bool:
    """Whether what is left of the total is a mixture: several hidden groups, or hidden ones and sheets without a group.

    It must be `least` sheets together. A reader can work out what they answered, but not who of them.
    """
    without = max(total.base - sum(row.base for row in rows), 0)
    sources = sum(row.base > 0 for row in hidden) + (without > 0)
    return bool(hidden) and sources > 1 and without + sum(row.base for row in hidden) >= limits.least


def _remainder(
    run: Run, table: PublishedTable, hidden: Sequence[Row], value: object, *, exact: bool
) -> list[tuple[Cell, int]]:
    """The mixture as one unknown; `exact`: it is the sum of the hidden groups and of nobody else."""
    cells = [cell for cell in (_cell(table, row, value) for row in hidden) if run.knows(cell)]
    left = frozenset({(table.key, value), (hidden[0].grouping, "remainder")})
    run.add_remainder(left, sum(run.count(cell) for cell in cells))
    if exact:
        run.relate([(left, -1), *((cell, 1) for cell in cells)])
    return [(left, 1)]


def _answer(run: Run, table: PublishedTable, limits: Limits) -> Suppressed:
    states = tuple(row_state(row.base, row.effective, limits) for row in table.rows)

    def gone(row: Row, state: Shown, value: object) -> bool:
        if not row.base or (isinstance(value, int) and value < 0):
            return state is Shown.HIDDEN
        return run.hides(_cell(table, row, value))

    def look(values: Sequence[object]) -> NDArray[np.bool_]:
        found = [[gone(row, state, value) for value in values] for row, state in zip(table.rows, states, strict=True)]
        return np.array(found, dtype=np.bool_).reshape(len(table.rows), len(values))

    means = look([("mean", table.columns)])[:, 0] if table.mean else np.zeros(len(table.rows), dtype=np.bool_)
    subsets = look([_subset(table, subset) for subset in table.subsets])
    return Suppressed(look(list(table.columns)), subsets, means, states)

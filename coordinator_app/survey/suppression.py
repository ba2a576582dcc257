"""Which figures of a run of tables may be shown, so that no hidden one can be worked out from those shown.

Primary: an unweighted count below `least`, or whose complement is; rows with too small a base (n or n_eff). Secondary:
every published sum (row base, total over groups, top-2, mean) is an equation in counts. A hidden count is safe when
at least two hidden ones stand in each of its equations, what they add up to is no small count itself, and no
combination of all equations of the run gives it away. The mean of a row goes with any of its counts. Weighted shares
obey the same equations with weighted bases, so the same cells protect them. Sheets without an answer to the grouping
question are taken as known to the reader.
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
    index, which a hidden group must not be worked out of either. `whole` names what the base is („valid“, „asked“):
    tables of one variable with different bases are different tables.
    """

    key: str
    columns: tuple[int, ...]
    rows: tuple[Row, ...]
    counts: NDArray[np.integer]
    exclusive: bool = True
    subsets: tuple[tuple[int, ...], ...] = ()
    mean: bool = False
    whole: str = "valid"


@dataclass(frozen=True, eq=False)
class Suppressed:
    """What of a table is hidden, in its shape: cells, sums of `subsets`, means and bases; and how rows are shown."""

    hidden: NDArray[np.bool_]
    subsets: NDArray[np.bool_]
    means: NDArray[np.bool_]
    bases: NDArray[np.bool_]
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
    for table in tables:
        _enter(run, table, used)
    _join_groups(run, tables)
    run.protect()
    return tuple(_answer(run, table, used) for table in tables)


def _cell(table: PublishedTable, row: Row, value: object) -> Cell:
    """The name of a count: which variables have which values; the order of a crossing does not matter."""
    conditions: set[tuple[str, object]] = {(table.key, value)}
    if row.grouping != TOTAL:
        conditions.add((row.grouping, row.code))
    return frozenset(conditions)


def _values(table: PublishedTable) -> list[object]:
    """What is published of every row: codes, base, sums, mean."""
    found: list[object] = [*table.columns, _base(table), *(_subset(table, subset) for subset in table.subsets)]
    return [*found, ("mean", table.columns)] if table.mean else found


def _base(table: PublishedTable) -> object:
    return ("base", table.whole)


def _subset(table: PublishedTable, subset: tuple[int, ...]) -> object:
    codes = frozenset(table.columns[place] for place in subset)
    return next(iter(codes)) if len(codes) == 1 else codes


def _enter(run: Run, table: PublishedTable, limits: Limits) -> None:
    """The counts of a table, which of them are hidden by themselves, and the sums within its rows."""
    for row, line in zip(table.rows, table.counts, strict=True):
        _enter_row(run, table, row, [int(count) for count in line], limits)


def _enter_row(run: Run, table: PublishedTable, row: Row, counts: Sequence[int], limits: Limits) -> None:
    factor = 10_000.0 if row.grouping == TOTAL else 1.0
    gone = row_state(row.base, row.effective, limits) is Shown.HIDDEN
    cells = [_cell(table, row, code) for code in table.columns]
    base = _cell(table, row, _base(table))
    run.add(base, row.base, cost=3 * factor * row.base, hidden=row.base < limits.least)
    for cell, count in zip(cells, counts, strict=True):
        run.add(cell, count, cost=factor * (count + 1), hidden=gone or _small(count, row.base, limits))
    run.carry(base, cells)
    if table.exclusive and cells:
        run.relate([(base, -1), *((cell, 1) for cell in cells)])
    for subset in table.subsets:
        members = [cells[place] for place in subset]
        if len(members) > 1:
            count = sum(counts[place] for place in subset)
            whole = _cell(table, row, _subset(table, subset))
            run.add(whole, count, cost=factor * (2 * count + 1), hidden=gone or _small(count, row.base, limits))
            run.relate([(whole, -1), *((cell, 1) for cell in members)])
            run.carry(base, [whole])
    if table.mean:
        mean = _cell(table, row, ("mean", table.columns))
        run.add(mean, row.base, cost=0.01 * factor * row.base, hidden=gone)
        for cell in (base, *cells):
            run.carry(cell, [mean])
        if cells:
            run.relate([(mean, -1), *((cell, code) for cell, code in zip(cells, table.columns, strict=True))])


def _small(count: int, base: int, limits: Limits) -> bool:
    return count < limits.least or base - count < limits.least


def _join_groups(run: Run, tables: Sequence[PublishedTable]) -> None:
    """Every figure of a total row is the sum of those of the groups (and of sheets without the group)."""
    for table in tables:
        groupings: dict[str, list[Row]] = {row.grouping: [] for row in table.rows if row.grouping != TOTAL}
        for row in table.rows:
            if row.grouping != TOTAL:
                groupings[row.grouping].append(row)
        for grouping, rows in groupings.items():
            total = Row(TOTAL, 0, 0, 0.0)
            for value in _values(table):
                whole = _cell(table, total, value)
                if run.knows(whole) and grouping != table.key:
                    run.relate([(whole, -1), *((_cell(table, row, value), 1) for row in rows)])


def _answer(run: Run, table: PublishedTable, limits: Limits) -> Suppressed:
    def look(values: Sequence[object]) -> NDArray[np.bool_]:
        found = [[run.hides(_cell(table, row, value)) for value in values] for row in table.rows]
        return np.array(found, dtype=np.bool_).reshape(len(table.rows), len(values))

    bases = look([_base(table)])[:, 0]
    means = look([("mean", table.columns)])[:, 0] if table.mean else np.zeros(len(table.rows), dtype=np.bool_)
    states = tuple(
        Shown.HIDDEN if gone else row_state(row.base, row.effective, limits)
        for row, gone in zip(table.rows, bases, strict=True)
    )
    subsets = look([_subset(table, subset) for subset in table.subsets])
    return Suppressed(look(list(table.columns)), subsets, means, bases, states)

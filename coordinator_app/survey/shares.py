"""Weighted shares and cross tables with linearised standard errors and intervals.

A table has one row per group (one row without groups) and one column per answer. Rows outside `within` and rows whose
answer or group is missing (place −1) stay in the design and count as zeros: a domain, not a smaller sample.
"""

from dataclasses import dataclass
from enum import Enum

import numpy as np

from coordinator_app.survey.data_set import Design, Floats, Mask, Places
from coordinator_app.survey.intervals import share_interval
from coordinator_app.survey.sums import CellSums, cell_sums, covariance, one_row, variances


class Of(Enum):
    """What a share is a share of."""

    ROW = "row"
    COLUMN = "column"
    TOTAL = "total"


@dataclass(frozen=True, eq=False)
class ShareTable:
    """Shares from 0 to 1 by row and column; nan where the base is empty.

    `count`: unweighted answers in the cell; `base`, `effective` (Kish n_eff), `weight` (Σw) and `df` of the 100 %
    each share refers to, in the shape of the table; `few`: the interval is the Korn–Graubard one.
    """

    of: Of
    share: Floats
    se: Floats
    low: Floats
    high: Floats
    count: Floats
    base: Floats
    effective: Floats
    weight: Floats
    df: Floats
    few: Mask


def grid_sums(
    answers: Places, columns: int, design: Design, groups: Places | None, rows: int, within: Mask | None
) -> CellSums:
    """Sums by group and answer; one row without groups."""
    cell = answers if groups is None else groups * columns + answers
    lowest = min((int(part.min()) for part in (answers, groups) if part is not None and part.size), default=0)
    if lowest < 0 or within is not None:
        inside = answers >= 0
        if groups is not None:
            inside &= groups >= 0
        if within is not None:
            inside &= within
        cell = np.where(inside, cell, -1)
    return cell_sums(cell, rows if groups is not None else 1, columns, design)


def share_table(
    answers: Places,
    columns: int,
    design: Design,
    *,
    groups: Places | None = None,
    rows: int = 1,
    within: Mask | None = None,
    of: Of = Of.ROW,
) -> ShareTable:
    """The table of `answers` (places from `encode`) by `groups`; shares of the row, the column or the total."""
    if of is Of.ROW:
        return table_of(grid_sums(answers, columns, design, groups, rows, within))
    if of is Of.COLUMN:
        if groups is None:
            groups, rows = np.zeros(answers.size, dtype=np.intp), 1
        turned = table_of(grid_sums(groups, rows, design, answers, columns, within))
        return _turned(turned)
    sums = grid_sums(answers, columns, design, groups, rows, within)
    flat = table_of(one_row(sums))
    shape = (sums.counts.shape[0], columns)
    values = {
        name: getattr(flat, name).reshape(shape)
        for name in ("share", "se", "low", "high", "count", "base", "effective", "weight", "df", "few")
    }
    return ShareTable(of=Of.TOTAL, **values)


def table_of(sums: CellSums) -> ShareTable:
    """Shares of each grid row over its columns."""
    weight = sums.weight
    whole = weight.sum(axis=1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = weight / whole
        effective = whole**2 / sums.squares.sum(axis=1, keepdims=True)
        influence = (np.eye(weight.shape[1])[None] - share[:, None, :]) / whole[:, :, None]
    influence = np.nan_to_num(influence, nan=0.0, posinf=0.0, neginf=0.0)
    se = np.where(whole > 0, np.sqrt(variances(sums, influence)), np.nan)
    se = np.where((share == 0) | (share == 1), np.where(np.isnan(se), se, 0.0), se)
    base = sums.base
    whole_base = np.broadcast_to(base.sum(axis=1, keepdims=True), base.shape)
    df = np.broadcast_to(sums.present[:, None].astype(np.float64), base.shape)
    effective = np.broadcast_to(effective, base.shape)
    low, high, few = share_interval(share, se, df, whole_base, effective)
    return ShareTable(
        Of.ROW, share, se, low, high, base, whole_base, effective, np.broadcast_to(whole, base.shape), df, few
    )


def share_covariance(sums: CellSums) -> tuple[Floats, Floats]:
    """Shares of all cells of a grid with one row and their covariance matrix."""
    weight = sums.weight[0]
    share = weight / weight.sum()
    influence = (np.eye(share.size) - share[None, :]) / weight.sum()
    return share, covariance(sums, influence)


def _turned(table: ShareTable) -> ShareTable:
    return ShareTable(
        Of.COLUMN,
        table.share.T,
        table.se.T,
        table.low.T,
        table.high.T,
        table.count.T,
        table.base.T,
        table.effective.T,
        table.weight.T,
        table.df.T,
        table.few.T,
    )

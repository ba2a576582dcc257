"""Multiple choice: shares of cases, not of crosses. The base are the sheets with at least one answer."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from coordinator_app.survey.data_set import Codes, Design, Floats, Mask, Places, encode
from coordinator_app.survey.shares import Of, ShareTable, share_table


@dataclass(frozen=True, eq=False)
class MultipleTable:
    """`table`: per group (row) the share of cases with each answer (column); shares add up to more than 1.

    `mentions`: weighted mean number of crosses per case in each group, nan for an empty group.
    """

    table: ShareTable
    mentions: Floats


def answered(items: Sequence[Codes]) -> Mask:
    """Sheets that answered the question at all: any of its 0/1 variables is not missing."""
    return np.logical_or.reduce([item >= 0 for item in items])


def multiple_table(
    items: Sequence[Codes],
    design: Design,
    *,
    groups: Places | None = None,
    rows: int = 1,
    within: Mask | None = None,
) -> MultipleTable:
    """The table of the 0/1 variables of one question; a missing one among answered ones is not crossed."""
    base = answered(items)
    parts = [
        share_table(
            np.where(base, encode(np.where(item == 1, 1, 0).astype(np.int32), (0, 1)), -1),
            2,
            design,
            groups=groups,
            rows=rows,
            within=within,
        )
        for item in items
    ]
    names = ("share", "se", "low", "high", "count", "base", "effective", "weight", "df", "few")
    table = ShareTable(
        of=Of.ROW, **{name: np.stack([getattr(part, name)[:, 1] for part in parts], 1) for name in names}
    )
    return MultipleTable(table, table.share.sum(axis=1))

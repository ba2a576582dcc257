"""Typed values as the words a document prints: dates, numbers and money the German way."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, cast

from coordinator_app.common.clock import local
from coordinator_app.common.german import (
    NBSP,
    format_date,
    format_date_time,
    format_decimal,
    format_integer,
    format_money,
)
from coordinator_app.documents.content import Alignment, TableColumn, Text
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.rounding import rounded
from coordinator_app.domain.vocabulary import Vocabulary

NOTHING = "–"
_GOING_ON = (
    "über ",
    "zur ",
    "zum ",
    "für ",
    "der ",
    "des ",
    "vom ",
)  # a subtitle that goes on with the title's sentence
TINTS = ("FBEEDC", "F7E0BE", "F3CFA0", "EBB982", "E0A05C")  # grounds of cells, little to much; black text on all
RIGHT_KINDS = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.MONEY, Kind.DATE, Kind.DATE_TIME})
SEVERAL = frozenset({Kind.CATALOGUES, Kind.REFERENCES})


def running_title(title: str, subtitle: str) -> str:
    """What stands over the further pages: „Niederschrift über die 4. Sitzung“, „Bedarfsregister · offene Bedarfe“."""
    joint = " " if subtitle.startswith(_GOING_ON) else " · "
    return f"{title}{joint if subtitle else ''}{subtitle}"[:110]


def measured(value: float, decimals: int, unit: str) -> str:
    """A number with its unit behind a blank that does not break: „31,4 %“."""
    return format_decimal(rounded(float(value), decimals), decimals, fixed=True) + (NBSP + unit if unit else "")


def value_text(value: Any, kind: Kind) -> Text:
    """One typed value as text; None is „–“, `Text` stays as it is, several labels are joined by commas."""
    if value.__class__ is str:  # most cells of most lists
        return value
    if value is None:
        return NOTHING
    if isinstance(value, Vocabulary):
        return value.label
    if kind in SEVERAL and isinstance(value, tuple):
        return ", ".join(str(part) for part in cast("tuple[object, ...]", value))
    words = _WORDS.get(value.__class__)  # exact types only: fast, and a bool is not an int
    return words(value, kind) if words is not None else value


def _whole(value: int) -> str:
    """Grouped from five digits on, so that a year stays a year."""
    return format_integer(value) if abs(value) >= 10_000 else str(value).replace("-", "−")


def _moment_text(value: datetime, kind: Kind) -> str:
    if kind is Kind.DATE:
        return format_date(local(value).date() if value.tzinfo else value.date())
    return format_date_time(value)


_WORDS: dict[type, Callable[[Any, Kind], str]] = {
    bool: lambda value, _: "ja" if value else "nein",
    int: lambda value, kind: format_money(value) if kind is Kind.MONEY else _whole(value),
    float: lambda value, _: format_decimal(value),
    date: lambda value, _: format_date(value),
    datetime: _moment_text,
}


def alignment_of(column: TableColumn) -> Alignment:
    """Where the cells of a column stand: as it says, else numbers, money and dates right."""
    if column.alignment is not None:
        return column.alignment
    return Alignment.RIGHT if column.kind in RIGHT_KINDS else Alignment.LEFT

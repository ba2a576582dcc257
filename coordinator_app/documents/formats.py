"""Typed values as the words a document prints: dates, numbers and money the German way."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, cast

from coordinator_app.common.clock import local
from coordinator_app.documents.content import Alignment, TableColumn, Text
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.vocabulary import Vocabulary

NO_BREAK = "\N{NO-BREAK SPACE}"
NOTHING = "–"
RIGHT_KINDS = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.MONEY, Kind.DATE, Kind.DATE_TIME})
SEVERAL = frozenset({Kind.CATALOGUES, Kind.REFERENCES})
_GERMAN = str.maketrans({",": ".", ".": ","})


def number(value: float, decimals: int = 0) -> str:
    """„12.500“ or „31,4“; minus as „−“."""
    return f"{value:,.{decimals}f}".translate(_GERMAN).replace("-", "−")


def measured(value: float, decimals: int, unit: str) -> str:
    """A number with its unit behind a blank that does not break: „31,4 %“."""
    return number(value, decimals) + (NO_BREAK + unit if unit else "")


def euro(cents: int) -> str:
    """Cents as „24.800,00 €“."""
    return measured(cents / 100, 2, "€")


def day(value: date) -> str:
    """„26.11.2026“; of a stored moment its local day."""
    if isinstance(value, datetime):
        value = local(value) if value.tzinfo else value
    return f"{value:%d.%m.%Y}"


def moment(value: datetime) -> str:
    """„26.11.2026, 17:02 Uhr“ in local time."""
    value = local(value) if value.tzinfo else value
    return f"{value:%d.%m.%Y, %H:%M}{NO_BREAK}Uhr"


def _whole(value: int) -> str:
    """Grouped from five digits on, so that a year stays a year."""
    return number(value) if abs(value) >= 10_000 else str(value).replace("-", "−")


def _decimal(value: float) -> str:
    text = number(value, 2).rstrip("0")
    return text.removesuffix(",")


def value_text(value: Any, kind: Kind) -> Text:
    """One typed value as text; None is „–“, `Text` stays as it is, several labels are joined by commas."""
    if value is None:
        return NOTHING
    if isinstance(value, Vocabulary):
        return value.label
    if kind in SEVERAL and isinstance(value, tuple):
        return ", ".join(str(part) for part in value)  # pyright: ignore[reportUnknownVariableType,reportUnknownArgumentType]
    words = _WORDS.get(cast("type", type(value)))  # exact types only: fast, and bool is not int
    return words(value, kind) if words is not None else value


_WORDS: dict[type, Callable[[Any, Kind], str]] = {
    bool: lambda value, _: "ja" if value else "nein",
    int: lambda value, kind: euro(value) if kind is Kind.MONEY else _whole(value),
    float: lambda value, _: _decimal(value),
    date: lambda value, _: day(value),
    datetime: lambda value, kind: day(value) if kind is Kind.DATE else moment(value),
}


def alignment_of(column: TableColumn) -> Alignment:
    """Where the cells of a column stand: as it says, else numbers, money and dates right."""
    if column.alignment is not None:
        return column.alignment
    return Alignment.RIGHT if column.kind in RIGHT_KINDS else Alignment.LEFT

"""Typed values as the words a table or form shows: one formatter per kind of field."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from coordinator_app.common import german
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.vocabulary import Vocabulary

MISSING = "–"
RIGHT_ALIGNED = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.MONEY, Kind.DATE, Kind.DATE_TIME})


def _words(value: Any) -> str:
    if isinstance(value, Vocabulary):
        return value.label
    if isinstance(value, str):
        return value
    if isinstance(value, Iterable):
        return ", ".join(_words(part) for part in value)
    return str(value)


def _one_line(value: Any) -> str:
    return " ".join(_words(value).split())


def _day(value: Any) -> str:
    """A date; a date without end arrives as words („dauerhaft“) and stays as it is."""
    return german.format_date(value) if isinstance(value, date) else str(value)


def _moment(value: Any) -> str:
    return german.format_date_time(value) if isinstance(value, datetime) else _day(value)


def _number(value: Any) -> str:
    return german.format_integer(value) if isinstance(value, int) else str(value)


def _decimal(value: Any) -> str:
    return german.format_decimal(value) if isinstance(value, int | float) else str(value)


def _money(value: Any) -> str:
    return german.format_money(value) if isinstance(value, int) else str(value)


def _yes_no(value: Any) -> str:
    return "ja" if value is True else "nein" if value is False else str(value)


_FORMATTERS: dict[Kind, Callable[[Any], str]] = {
    Kind.LONG_TEXT: _one_line,
    Kind.INTEGER: _number,
    Kind.DECIMAL: _decimal,
    Kind.MONEY: _money,
    Kind.DATE: _day,
    Kind.DATE_TIME: _moment,
    Kind.YES_NO: _yes_no,
}


def format_value(kind: Kind, value: Any) -> str:
    """The value in German words; None, "" and () are „–“. References must already be titles."""
    if value is None or (isinstance(value, str | tuple) and not value):
        return MISSING
    return _FORMATTERS.get(kind, _words)(value)

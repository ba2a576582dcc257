"""Between frozen records and rows: which column and link table holds which field, checks, derived columns."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Column, Insert, Select, Table, bindparam, insert, select
from sqlalchemy.sql.dml import ReturningInsert

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import format_date, format_date_time, format_integer, search_text, sort_key
from coordinator_app.domain.fields import FieldInfo, Kind, Record, fields_of
from coordinator_app.domain.vocabulary import Vocabulary
from coordinator_app.storage.models.base import row_of

MANY = frozenset({Kind.CATALOGUES, Kind.REFERENCES})

_PYTHON_TYPES: dict[Kind, type | tuple[type, ...]] = {
    Kind.TEXT: str,
    Kind.LONG_TEXT: str,
    Kind.INTEGER: int,
    Kind.DECIMAL: (float, int),
    Kind.MONEY: int,
    Kind.DATE: date,
    Kind.DATE_TIME: datetime,
    Kind.YES_NO: bool,
    Kind.CHOICE: Vocabulary,
    Kind.CATALOGUE: int,
    Kind.CATALOGUES: (tuple, list, set, frozenset),
    Kind.REFERENCE: int,
    Kind.REFERENCES: (tuple, list, set, frozenset),
}


@dataclass(frozen=True, slots=True)
class Link:
    """Where one field with several references is stored, seen from its record.

    `selection` gives (own, other) of the parameter `ids`, in order.
    """

    table: Table
    own: Column[int]
    other: Column[int]
    other_kind: str
    is_owner: bool
    insertion: Insert
    selection: Select[int, int]


@dataclass(frozen=True, slots=True)
class Binding:
    """A record type with its table: `names` are the record's attributes stored as `columns`, in table order.

    `insertion`, `selection` (of all columns) and `by_id` (of the parameter `ids`) are made once: building a statement
    anew costs more than running it.
    """

    record_type: type[Record]
    table: Table
    names: tuple[str, ...]
    fields: dict[str, FieldInfo]
    links: dict[str, Link]
    columns: tuple[Column[Any], ...]
    insertion: ReturningInsert[Any]
    selection: Select[*tuple[Any, ...]]
    by_id: Select[*tuple[Any, ...]]


@cache
def binding(record_type: type[Record]) -> Binding:
    """How a record type is stored."""
    row = row_of(record_type)
    links = {name: _link(record_type.kind, table) for name, table in row.__links__.items()}
    declared = {item.name for item in fields(record_type)}
    names = tuple(column.name for column in row.__table__.columns if column.name in declared)
    table = row.__table__
    columns = tuple(table.c[name] for name in names)
    insertion = insert(table).returning(table.c.id)
    selection = select(*columns)
    by_id = selection.where(table.c.id.in_(bindparam("ids", expanding=True)))
    return Binding(record_type, table, names, fields_of(record_type), links, columns, insertion, selection, by_id)


def _link(kind: str, table: Table) -> Link:
    info = table.info
    own = _id_column(table, info["own_column"])
    other = _id_column(table, info["target_column"])
    is_owner = info["owner"] == kind
    if not is_owner:
        own, other = other, own
    selection = select(own, other).where(own.in_(bindparam("ids", expanding=True)))
    selection = selection.order_by(*((table.c.position, other) if is_owner else (other,)))
    other_kind = info["target" if is_owner else "owner"]
    return Link(table, own, other, other_kind, is_owner=is_owner, insertion=insert(table), selection=selection)


def _id_column(table: Table, name: str) -> Column[int]:
    return table.c[name]


# ---------------------------------------------------------------- values as they are stored


def cleaned(info: FieldInfo, value: Any) -> Any:
    """A value as it is stored: text without NUL and unpaired surrogates, several references without repeats.

    A value of a type the kind does not have is a defect (`TypeError`), not a message for the user.
    """
    if value.__class__ is str and (info.kind is Kind.TEXT or info.kind is Kind.LONG_TEXT):
        return _storable(value)  # most values of most records
    if value is None:
        return () if info.kind in MANY else "" if info.kind in {Kind.TEXT, Kind.LONG_TEXT} else None
    if not isinstance(value, _PYTHON_TYPES[info.kind]) and not (info.kind is Kind.CHOICE and isinstance(value, str)):
        message = f"{info.name}: {info.kind.name} cannot hold {type(value).__name__}"
        raise TypeError(message)
    if info.kind in MANY:
        return tuple(dict.fromkeys(value))
    if info.kind is Kind.CHOICE and info.choices is not None:
        return info.choices(value)
    if isinstance(value, str) and not isinstance(value, StrEnum):
        return _storable(value)
    return value


def _storable(text: str) -> str:
    if text.isascii() and "\x00" not in text:
        return text
    if "\x00" in text:
        text = text.replace("\x00", "")
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def check(info: FieldInfo, value: Any) -> None:
    """Refuse a value the declaration of its field does not allow; `value` is already cleaned."""
    if info.required and (value is None or value == () or (isinstance(value, str) and not value.strip())):
        raise UserError(f"„{info.label}“ fehlt. Bitte füllen Sie das Feld aus.")
    if isinstance(value, str) and len(value) > info.max_length:
        raise UserError(
            f"„{info.label}“ ist zu lang: {format_integer(len(value))} Zeichen, "
            f"möglich sind höchstens {format_integer(info.max_length)}. Bitte kürzen Sie den Text."
        )


# ---------------------------------------------------------------- derived columns


def derived(record: Record) -> dict[str, str]:
    """The columns `display_title`, `sort_key` and `filter_text` of a record."""
    title = display_title(record)
    order = record.sort_fields or (record.title_field,)
    return {
        "display_title": title,
        "sort_key": sort_key(" ".join(_shown(getattr(record, name, "")) for name in order)),
        "filter_text": search_text([title, *_filter_parts(record, title)]),
    }


def display_title(record: Record) -> str:
    """The title a person recognises a record by."""
    return _shown(getattr(record, record.title_field, ""))


def _filter_parts(record: Record, title: str) -> list[str]:
    """What the filter row of a list finds besides the title: short texts, choices and dates as they are shown."""
    shown = (_shown(getattr(record, name)) for name in _filter_fields(type(record)))
    return [text for text in shown if text and text != title]


@cache
def _filter_fields(record_type: type[Record]) -> tuple[str, ...]:
    return tuple(
        name
        for name, info in fields_of(record_type).items()
        if (info.searchable if info.kind is Kind.TEXT else info.kind in {Kind.CHOICE, Kind.DATE})
    )


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Vocabulary):
        return value.label
    if isinstance(value, datetime):
        return format_date_time(value)
    if isinstance(value, date):
        return format_date(value)
    return str(value)


def search_parts(record: Record) -> list[str]:
    """The texts of a record the global search looks into, without its title."""
    found = [
        _shown(getattr(record, info.name))
        for info in fields_of(type(record)).values()
        if info.searchable and info.name != record.title_field and info.kind not in MANY
    ]
    return [text for text in found if text.strip()]


def is_searchable(record_type: type[Record]) -> bool:
    """Whether records of this type appear in the global search: any own field beyond the note is searchable."""
    return any(info.searchable for name, info in fields_of(record_type).items() if name != "note")

"""Ids of the records a list shows: words typed into the filter row, equalities and order, all in SQL."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, or_, select
from sqlalchemy.sql.selectable import FromClause

from coordinator_app.common.german import search_words, sort_key
from coordinator_app.domain.fields import Kind, Record
from coordinator_app.storage.engine import driver
from coordinator_app.storage.models.base import row_of_kind
from coordinator_app.storage.records import Binding, binding
from coordinator_app.storage.unit_of_work import ReadUnit, equals_condition

_SINGLE = {Kind.REFERENCE, Kind.CATALOGUE}
_FOLDS = (("Ä", "ae"), ("ä", "ae"), ("Ö", "oe"), ("ö", "oe"), ("Ü", "ue"), ("ü", "ue"), ("ß", "ss"))


def listed_ids(
    unit: ReadUnit,
    record_type: type[Record],
    *,
    text: str = "",
    equals: Mapping[str, Any] | None = None,
    sort: str = "",
    descending: bool = False,
) -> list[int]:
    """Ids of records outside the Papierkorb.

    Every word of `text` must occur somewhere in the record's short texts, choices and dates or in the title of
    something it refers to. `sort` names a field ("" = the German title); references sort by their title, missing
    values come last when ascending.
    """
    bound = binding(record_type)
    query = select(bound.table.c.id).where(*_conditions(bound, text, equals))
    query = _ordered(query, bound, sort, descending=descending)
    return _fetch(unit, query)


def sums(
    unit: ReadUnit,
    record_type: type[Record],
    names: Sequence[str],
    *,
    text: str = "",
    equals: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Sums of number fields over the same records as `listed_ids`; None where no record has a value."""
    bound = binding(record_type)
    columns = [func.sum(bound.table.c[name]) for name in names]
    if not columns:
        return {}
    row = unit.connection.execute(select(*columns).where(*_conditions(bound, text, equals))).one()
    return dict(zip(names, row, strict=True))


def suggestions(unit: ReadUnit, record_type: type[Record], text: str, limit: int) -> list[tuple[int, str]]:
    """Ids and titles of records with words beginning with those of `text`; titles beginning with it come first."""
    table = binding(record_type).table
    query = select(table.c.id, table.c.display_title).where(table.c.deleted_at.is_(None))
    query = query.order_by(table.c.sort_key, table.c.id).limit(limit)
    words = search_words(text)
    start = sort_key(text)
    found = unit.connection.execute(query.where(table.c.sort_key.startswith(start, autoescape=True))).all()
    if words and len(found) < limit:
        spaced = literal(" ").concat(table.c.filter_text)
        rows = unit.connection.execute(query.where(*[func.instr(spaced, f" {word}") > 0 for word in words])).all()
        known = {row[0] for row in found}
        found = [*found, *(row for row in rows if row[0] not in known)]
    return [(row[0], row[1]) for row in found[:limit]]


def _conditions(bound: Binding, text: str, equals: Mapping[str, Any] | None) -> list[ColumnElement[bool]]:
    return [
        bound.table.c.deleted_at.is_(None),
        *(_word(bound, word) for word in search_words(text)),
        *(equals_condition(bound, name, value) for name, value in (equals or {}).items()),
    ]


def _fetch(unit: ReadUnit, query: Select[Any]) -> list[int]:
    """Run with the bare driver: fifty thousand row objects would cost more than the query."""
    compiled = query.compile(unit.connection.engine, compile_kwargs={"render_postcompile": True})
    values = [compiled.params[name] for name in compiled.positiontup or ()]
    processors = getattr(compiled, "_bind_processors", {})
    names = compiled.positiontup or []
    bound = [
        processors[name](value) if name in processors else value for name, value in zip(names, values, strict=True)
    ]
    cursor = driver(unit.connection).execute(str(compiled), bound)
    cursor.row_factory = lambda _, row: row[0]
    return cursor.fetchall()


def _word(bound: Binding, word: str) -> ColumnElement[bool]:
    """The record itself or something it refers to contains the word."""
    table = bound.table
    places: list[ColumnElement[bool]] = [func.instr(table.c.filter_text, word) > 0]
    for name, info in bound.fields.items():
        if info.kind in _SINGLE:
            places.append(table.c[name].in_(_containing(info.target or "catalog_entry", word)))
    for link in bound.links.values():
        chosen = select(link.own).where(link.other.in_(_containing(link.other_kind, word)))
        places.append(table.c.id.in_(chosen))
    return or_(*places)


def _containing(kind: str, word: str) -> Select[Any]:
    target: FromClause = row_of_kind(kind).__table__.alias()
    return select(target.c.id).where(func.instr(target.c.filter_text, word) > 0)


def _ordered(query: Select[Any], bound: Binding, sort: str, *, descending: bool) -> Select[Any]:
    table = bound.table
    if not sort or sort == bound.record_type.title_field:
        first: ColumnElement[Any] = table.c.sort_key
    else:
        info = bound.fields.get(sort)
        first = table.c[sort]
        if info is not None and info.kind in _SINGLE:
            target = row_of_kind(info.target or "catalog_entry").__table__.alias()
            query = query.outerjoin_from(table, target, table.c[sort] == target.c.id)
            first = target.c.position if info.kind is Kind.CATALOGUE else target.c.sort_key
        elif info is not None and info.kind in {Kind.TEXT, Kind.LONG_TEXT}:
            first = _german(table.c[sort])
    if descending:
        return query.order_by(first.desc().nulls_last(), table.c.sort_key, table.c.id)
    return query.order_by(first.asc().nulls_last(), table.c.sort_key, table.c.id)


def _german(column: ColumnElement[str]) -> ColumnElement[Any]:
    """German order of a text without a sort key of its own; empty texts count as missing."""
    folded: ColumnElement[Any] = column
    for letter, plain in _FOLDS:
        folded = func.replace(folded, letter, plain)
    return func.nullif(func.lower(folded), "")

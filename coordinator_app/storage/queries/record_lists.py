"""What a list shows: order and equalities, words typed into the filter row, sums, suggestions for pickers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, select

from coordinator_app.common.german import search_words, sort_key
from coordinator_app.domain.fields import FieldInfo, Kind, Record
from coordinator_app.storage.engine import driver
from coordinator_app.storage.models.base import row_of_kind
from coordinator_app.storage.records import Binding, binding
from coordinator_app.storage.unit_of_work import CHUNK, ReadUnit, equals_condition

_SINGLE = {Kind.REFERENCE, Kind.CATALOGUE}
_LETTERS_FOR_REFERENCES = 3
_WORDS_KEPT = 6
_MOST_TARGETS = 5_000  # a word that fits more referenced records than this tells nothing
_FOLDS = (("Ä", "ae"), ("ä", "ae"), ("Ö", "oe"), ("ö", "oe"), ("Ü", "ue"), ("ü", "ue"), ("ß", "ss"))


@dataclass(frozen=True, slots=True)
class Listing:
    """Everything a list can show, in order, with the texts its filter row looks into.

    `words` keeps what the last typed words found: of several words only the last one changes at a key stroke.
    """

    ids: list[int]
    texts: list[str]
    words: dict[str, set[int]] = field(default_factory=dict[str, set[int]])

    def containing(self, word: str) -> set[int]:
        """Ids of records whose own short texts, choices or dates contain a word."""
        return {id for id, text in zip(self.ids, self.texts, strict=True) if word in text}


def listing(
    unit: ReadUnit,
    record_type: type[Record],
    *,
    equals: Mapping[str, Any] | None = None,
    sort: str = "",
    descending: bool = False,
) -> Listing:
    """The records outside the Papierkorb that fulfil the equalities, in order.

    `sort` names a field ("" = the German title); references sort by their title, catalogue entries by their place
    in the catalogue, missing values come last.
    """
    bound = binding(record_type)
    table = bound.table
    conditions = [equals_condition(bound, name, value) for name, value in (equals or {}).items()]
    query: Select[int, str] = select(table.c.id, table.c.filter_text).where(table.c.deleted_at.is_(None), *conditions)
    rows = unit.connection.execute(_ordered(query, bound, sort, descending=descending)).all()
    return Listing([row[0] for row in rows], [row[1] for row in rows])


def matching_ids(unit: ReadUnit, record_type: type[Record], listed: Listing, text: str) -> set[int] | None:
    """Ids of the listed records in which every word of `text` occurs; None when there is no word.

    A word occurs in the record itself or, from three letters on, in something it refers to. Runs on every key
    stroke: the texts are in memory, of the database only the records that refer to something found are read.
    """
    bound = binding(record_type)
    found: set[int] | None = None
    for word in search_words(text):
        if word not in listed.words:
            while len(listed.words) >= _WORDS_KEPT:
                del listed.words[next(iter(listed.words))]
            listed.words[word] = _containing(unit, bound, listed, word)
        ids = listed.words[word]
        found = ids if found is None else found & ids
    return found


def _containing(unit: ReadUnit, bound: Binding, listed: Listing, word: str) -> set[int]:
    ids = listed.containing(word)
    if len(word) >= _LETTERS_FOR_REFERENCES:
        same_kind = sorted(ids) if len(ids) <= _MOST_TARGETS else []
        for owners in _by_reference(unit, bound, word, {bound.table.name: same_kind}):
            ids.update(owners)
    return ids


def _by_reference(unit: ReadUnit, bound: Binding, word: str, known: dict[str, list[int]]) -> Iterator[Iterator[int]]:
    """Ids of the records that refer to something containing the word; `known` = what contains it, by kind."""
    connection = driver(unit.connection)  # rows as plain tuples: ten thousand of them cost a few milliseconds
    for table, own, other, kind in _references(bound):
        if kind not in known:
            sql = f'SELECT id FROM "{kind}" WHERE instr(filter_text, ?) > 0 LIMIT {_MOST_TARGETS}'
            known[kind] = [row[0] for row in connection.execute(sql, (word,))]
        for start in range(0, len(known[kind]), CHUNK):
            ids = known[kind][start : start + CHUNK]
            marks = ",".join("?" * len(ids))
            rows = connection.execute(f'SELECT "{own}" FROM "{table}" WHERE "{other}" IN ({marks})', ids)
            yield (row[0] for row in rows)


def _references(bound: Binding) -> Iterator[tuple[str, str, str, str]]:
    """Table, column of the record's id, column of the reference and referenced kind of every reference."""
    for name, info in bound.fields.items():
        if name in bound.links:
            link = bound.links[name]
            yield link.table.name, link.own.name, link.other.name, link.other_kind
        elif info.kind in _SINGLE:
            yield bound.table.name, "id", name, _target(info)


def _target(info: FieldInfo) -> str:
    return info.target or "catalog_entry"


def sums(
    unit: ReadUnit,
    record_type: type[Record],
    names: Sequence[str],
    *,
    text: str = "",
    equals: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Sums of number fields over the records that match; None where no record has a value."""
    if not names:
        return {}
    table = binding(record_type).table
    listed = listing(unit, record_type, equals=equals)
    found = matching_ids(unit, record_type, listed, text)
    wanted = set(listed.ids) if found is None else found.intersection(listed.ids)
    totals: dict[str, Any] = dict.fromkeys(names)
    for id, *values in unit.connection.execute(select(table.c.id, *[table.c[name] for name in names])):
        if id in wanted:
            for name, value in zip(names, values, strict=True):
                if value is not None:
                    totals[name] = value + (totals[name] or 0)
    return totals


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


def _ordered(query: Select[int, str], bound: Binding, sort: str, *, descending: bool) -> Select[int, str]:
    table = bound.table
    if not sort or sort == bound.record_type.title_field:
        first: ColumnElement[Any] = table.c.sort_key
    else:
        info = bound.fields.get(sort)
        first = table.c[sort]
        if info is not None and info.kind in _SINGLE:
            target = row_of_kind(_target(info)).__table__.alias()
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

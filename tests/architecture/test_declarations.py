"""Records, their field declarations and their tables agree; what every reader of the declarations relies on."""

import importlib
import pkgutil
from collections import Counter

import pytest
from sqlalchemy import Column, types

from coordinator_app import domain
from coordinator_app.domain.catalogues import Catalogue
from coordinator_app.domain.fields import FieldInfo, Kind, Record, fields_of
from coordinator_app.domain.vocabulary import Vocabulary
from coordinator_app.storage.models.base import all_rows

SEVERAL = {Kind.CATALOGUES, Kind.REFERENCES}
STORED_AS: dict[Kind, type[types.TypeEngine]] = {
    Kind.TEXT: types.String,
    Kind.LONG_TEXT: types.String,
    Kind.INTEGER: types.Integer,
    Kind.DECIMAL: types.Float,
    Kind.MONEY: types.Integer,
    Kind.DATE: types.Date,
    Kind.YES_NO: types.Boolean,
    Kind.CATALOGUE: types.Integer,
    Kind.REFERENCE: types.Integer,
}
TECHNICAL = {
    "id",
    "uuid",
    "version",
    "created_at",
    "updated_at",
    "deleted_at",
    "display_title",
    "sort_key",
    "filter_text",
}


def subclasses(base: type) -> list[type]:
    """All classes below a base that a module of the domain defines under a name."""
    modules = [
        importlib.import_module(f"{domain.__name__}.{info.name}") for info in pkgutil.iter_modules(domain.__path__)
    ]
    return [
        each
        for module in modules
        for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, base) and each.__module__ == module.__name__ and each is not base
    ]


RECORDS: list[type[Record]] = [each for each in subclasses(Record) if each.__dict__.get("kind")]
KINDS = {record.kind for record in RECORDS}
VOCABULARIES: list[type[Vocabulary]] = subclasses(Vocabulary)
by_name = pytest.mark.parametrize("record", RECORDS, ids=lambda each: each.__name__)


def test_kinds_are_unique() -> None:
    assert [kind for kind, count in Counter(record.kind for record in RECORDS).items() if count > 1] == []


@by_name
def test_record_names_itself(record: type[Record]) -> None:
    assert record.label
    assert record.plural
    title = record.title_field  # children nobody looks up by a name take their uuid
    assert title in {*fields_of(record), "uuid"} or isinstance(getattr(record, title), property)


def faults(info: FieldInfo) -> list[str]:
    """What is wrong with one declaration."""
    found = {
        "no label": not info.label,
        "label ends like a sentence": info.label.endswith((":", ".", "*")),
        "help is no sentence": bool(info.help) and not info.help.rstrip("“)").endswith((".", "?", "!")),
        "choice without vocabulary": (info.kind is Kind.CHOICE) != (info.choices is not None),
        "unknown catalogue": bool(info.catalogue) and info.catalogue not in {str(each.value) for each in Catalogue},
        "catalogue missing": info.kind in {Kind.CATALOGUE, Kind.CATALOGUES} and not info.catalogue,
        "unknown target": info.kind in {Kind.REFERENCE, Kind.REFERENCES} and info.target not in KINDS,
        "one reference ends in _id": (info.kind in {Kind.REFERENCE, Kind.CATALOGUE}) and not info.name.endswith("_id"),
        "several do not end in _id": info.kind in SEVERAL and info.name.endswith("_id"),
    }
    return [text for text, wrong in found.items() if wrong]


@by_name
def test_fields_are_declared_completely(record: type[Record]) -> None:
    wrong = {name: faults(info) for name, info in fields_of(record).items()}
    assert {name: texts for name, texts in wrong.items() if texts} == {}


@by_name
def test_labels_are_unique_within_a_record(record: type[Record]) -> None:
    counted = Counter(info.label for info in fields_of(record).values())
    assert [label for label, count in counted.items() if count > 1] == []


@pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=lambda each: each.__name__)
def test_vocabulary_has_a_different_label_for_every_code(vocabulary: type[Vocabulary]) -> None:
    labels = [member.label for member in vocabulary]
    assert len(set(labels)) == len(labels)
    assert all(labels)


@by_name
def test_record_and_table_have_the_same_fields(record: type[Record]) -> None:
    row = all_rows()[record.kind]
    assert row.__record__ is record
    declared = fields_of(record)
    single = {name for name, info in declared.items() if info.kind not in SEVERAL}
    assert set(row.__table__.columns.keys()) - TECHNICAL == single
    assert set(row.__links__) == set(declared) - single


@by_name
def test_columns_store_what_the_fields_declare(record: type[Record]) -> None:
    columns = all_rows()[record.kind].__table__.columns
    wrong = []
    for name, info in fields_of(record).items():
        expected = STORED_AS.get(info.kind)
        if expected is not None and not isinstance(columns[name].type, expected):
            wrong.append(f"{name}: {columns[name].type!r}")
    assert wrong == []


def referenced(column: Column) -> set[str]:
    """Names of the tables a column points at."""
    return {key.column.table.name for key in column.foreign_keys}


@by_name
def test_references_point_at_the_declared_kind(record: type[Record]) -> None:
    row = all_rows()[record.kind]
    wrong = []
    for name, info in fields_of(record).items():
        target = "catalog_entry" if info.kind in {Kind.CATALOGUE, Kind.CATALOGUES} else info.target
        if info.kind in SEVERAL:
            ends = {row.__links__[name].info["owner"], row.__links__[name].info["target"]}
            wrong += [] if ends == {record.kind, target} else [f"{name}: {ends}"]
        elif target and referenced(row.__table__.columns[name]) != {target}:
            wrong.append(f"{name}: {referenced(row.__table__.columns[name])}")
    assert wrong == []


def test_every_foreign_key_says_what_happens_on_delete() -> None:
    tables = next(iter(all_rows().values())).__table__.metadata.tables.values()
    silent = [str(key.parent) for table in tables for key in table.foreign_keys if not key.ondelete]
    assert silent == []

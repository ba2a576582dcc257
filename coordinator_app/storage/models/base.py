"""How tables are declared: one typed class per record kind, built into a Core table without ORM mapping.

    class ProjectRow(RecordRow):
        __tablename__ = "project"
        __record__ = Project
        __links__ = {"needs": link_table("project_need", "project", "need")}
        title: Mapped[str]
        status: Mapped[ProjectStatus]                      # a Vocabulary: stored as its code
        begins_on: Mapped[date | None]
        carrier: Mapped[int | None] = mapped_column(ForeignKey("organisation.id", ondelete="SET NULL"))

`Mapped` and `mapped_column` come from this module, not from `sqlalchemy.orm`: mapping sixty classes and
importing the ORM would cost a quarter of a second at start, and all reading and writing is done by Core.
Type and nullability follow from the annotation; foreign keys get an index. `ProjectRow.title` is the Column.
"""

import inspect
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from importlib import import_module
from threading import RLock
from types import MappingProxyType, NoneType, UnionType
from typing import Any, ClassVar, NamedTuple, Union, get_args, get_origin

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)
from sqlalchemy import Column as Mapped  # the name models import
from sqlalchemy.schema import SchemaItem
from sqlalchemy.types import TypeEngine

from coordinator_app.domain.fields import Record
from coordinator_app.domain.vocabulary import Vocabulary

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, stored as UTC; naive values are refused as a defect."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - signature of SQLAlchemy
        """To naive UTC, as the database stores it."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = "a stored moment must know its time zone"
            raise ValueError(message)
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - signature of SQLAlchemy
        """To aware UTC."""
        return None if value is None else value.replace(tzinfo=UTC)


class Choice(TypeDecorator[Vocabulary]):
    """A member of a vocabulary, stored as its code; an unknown code is a `ValueError`."""

    impl = String
    cache_ok = True

    def __init__(self, choices: type[Vocabulary]) -> None:
        super().__init__(40)
        self.choices = choices

    def process_bind_param(self, value: Vocabulary | str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - signature of SQLAlchemy
        """The code of a member (a code given as text is checked)."""
        return None if value is None else str(self.choices(value).value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Vocabulary | None:  # noqa: ARG002 - signature of SQLAlchemy
        """The member of a stored code."""
        return None if value is None else self.choices(value)


_TYPES: dict[type, type[TypeEngine[Any]]] = {
    str: Text,
    int: Integer,
    float: Float,
    bool: Boolean,
    date: Date,
    datetime: UtcDateTime,
    bytes: LargeBinary,
}


def mapped_column(*args: Any, **options: Any) -> Any:
    """Options of a column that do not follow from its annotation: as for SQLAlchemy's `Column`, without the type."""
    return _Options(args, options)


class _Options(NamedTuple):
    args: tuple[Any, ...] = ()
    named: Mapping[str, Any] = MappingProxyType({})


def link_table(name: str, owner: str, target: str, *, ondelete_target: str = "CASCADE") -> Table:
    """A table of ordered links between records of kind `owner` and kind `target` (both are table names).

    Its columns are `<owner>_id`, `<target>_id` (`linked_<target>_id` when both are the same) and `position`,
    the order on the owner's side. Either side's row class may name it in `__links__`. A link disappears with
    its owner and, unless told otherwise, with its target.
    """
    own_name = f"{owner}_id"
    target_name = f"{target}_id" if target != owner else f"linked_{target}_id"
    own = Column(own_name, Integer, ForeignKey(f"{owner}.id", ondelete="CASCADE"), primary_key=True)
    other = Column(
        target_name, Integer, ForeignKey(f"{target}.id", ondelete=ondelete_target), primary_key=True, index=True
    )
    return Table(
        name,
        metadata,
        own,
        other,
        Column("position", Integer, nullable=False),
        info={"owner": owner, "own_column": own_name, "target": target, "target_column": target_name},
    )


class _Declared(type):
    """Builds the table of a row class when it or one of its columns is first asked for.

    Sixty tables cost some fifty milliseconds; the first page reads a few of them.
    """

    def __getattr__(cls, name: str) -> Any:
        """The table (`__table__`) or a column; called only while the table has not been built."""
        if (name == "__table__" or not name.startswith("__")) and "__tablename__" in cls.__dict__:
            table = _build(cls)
            if name == "__table__":
                return table
            if name in table.c:
                return table.c[name]
        message = f"{cls.__name__} has no column {name}"
        raise AttributeError(message)


class RecordRow(metaclass=_Declared):
    """Base of every table that stores records; see the module for the way to declare one.

    Besides the fields it has: `display_title` (what lists and references show), `sort_key` (its German sort
    key) and `filter_text` (searched by the filter row of lists); all three are filled by the unit of work.
    """

    __tablename__: ClassVar[str]
    __record__: ClassVar[type[Record]]
    __links__: ClassVar[dict[str, Table]] = {}
    __table_args__: ClassVar[tuple[SchemaItem, ...]] = ()
    __table__: ClassVar[Table]

    id: Mapped[int]
    uuid: Mapped[str]
    version: Mapped[int]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    deleted_at: Mapped[datetime | None]
    display_title: Mapped[str]
    sort_key: Mapped[str]
    filter_text: Mapped[str]
    note: Mapped[str]

    def __init_subclass__(cls) -> None:
        """Note the declaration; the options of columns make way for the columns themselves."""
        found = {name: value for name, value in cls.__dict__.items() if isinstance(value, _Options)}
        for name in found:
            delattr(cls, name)
        _options[cls.__tablename__] = found
        _rows[cls.__tablename__] = cls


_rows: dict[str, type[RecordRow]] = {}
_options: dict[str, dict[str, _Options]] = {}
_building = RLock()


def _build(cls: Any) -> Table:
    """Make the table of a row class and set it and its columns as attributes of the class."""
    with _building:
        name: str = cls.__tablename__
        if "__table__" in cls.__dict__:  # another thread was quicker
            return cls.__dict__["__table__"]
        columns = [*_leading_columns(), *_declared_columns(cls), Column("note", Text, nullable=False)]
        indexes = [Index(None, c.name) for c in columns if c.foreign_keys and not c.unique and not c.index]
        listing = Index(f"ix_{name}_list", "deleted_at", "sort_key", "filter_text")
        table = Table(name, metadata, *columns, *indexes, listing, *cls.__table_args__, sqlite_autoincrement=True)
        for column in columns:
            setattr(cls, column.name, column)
        cls.__table__ = table
        return table


def _leading_columns() -> Iterator[Column[Any]]:
    # Never-reused ids (AUTOINCREMENT): a link by kind and id may outlive its target for a moment.
    # What lists need stands in front of the long texts, so that SQLite does not read those.
    yield Column("id", Integer, primary_key=True)
    yield Column("uuid", String(36), nullable=False, unique=True)
    yield Column("version", Integer, nullable=False)
    yield Column("created_at", UtcDateTime, nullable=False)
    yield Column("updated_at", UtcDateTime, nullable=False)
    yield Column("deleted_at", UtcDateTime)
    yield Column("display_title", Text, nullable=False)
    yield Column("sort_key", Text, nullable=False)
    yield Column("filter_text", Text, nullable=False)


def _declared_columns(cls: type[RecordRow]) -> Iterator[Column[Any]]:
    for name, annotation in inspect.get_annotations(cls, eval_str=True).items():
        if get_origin(annotation) is not Column:
            continue
        python_type, optional = _split_optional(get_args(annotation)[0])
        options = _options[cls.__tablename__].get(name, _Options())
        named: dict[str, Any] = {"nullable": optional, **options.named}
        yield Column(name, _column_type(python_type), *options.args, **named)


def _split_optional(annotation: Any) -> tuple[Any, bool]:
    if get_origin(annotation) not in (Union, UnionType):
        return annotation, False
    members = [member for member in get_args(annotation) if member is not NoneType]
    return members[0], len(members) < len(get_args(annotation))


def _column_type(python_type: Any) -> TypeEngine[Any] | type[TypeEngine[Any]]:
    if issubclass(python_type, Vocabulary):
        return Choice(python_type)
    return _TYPES[python_type]


def row_of(record_type: type[Record]) -> type[RecordRow]:
    """The row class of a record type.

    Models are imported when first used: that of `domain/projects.py` is `storage/models/projects.py`;
    a record declared elsewhere is found by loading all models.
    """
    found = _rows.get(record_type.kind)
    if found is None:
        feature = record_type.__module__.rpartition(".")[2]
        models = import_module("coordinator_app.storage.models")
        if feature in models.MODULES:
            import_module(f"coordinator_app.storage.models.{feature}")
        found = _rows.get(record_type.kind)
    return found if found is not None else row_of_kind(record_type.kind)


def row_of_kind(kind: str) -> type[RecordRow]:
    """The row class of a record kind ("project"); an unknown kind is a `KeyError`."""
    if kind not in _rows:
        import_module("coordinator_app.storage.models").load_all()
    return _rows[kind]


def all_rows() -> dict[str, type[RecordRow]]:
    """Every row class by kind, after loading all models and building all tables."""
    import_module("coordinator_app.storage.models").load_all()
    for row in _rows.values():
        row.__table__  # noqa: B018 - asking for it builds it
    return dict(_rows)

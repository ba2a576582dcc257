"""One declaration per field: the metadata of a frozen record that forms, tables, import and print read."""

from dataclasses import MISSING, dataclass, field, fields, replace
from enum import Enum, auto
from functools import cache
from typing import Any, ClassVar, Literal

from coordinator_app.domain.vocabulary import Vocabulary


class Kind(Enum):
    """How a value is stored, shown, entered and compared (Python type in brackets)."""

    TEXT = auto()  # one line (str, "" = missing)
    LONG_TEXT = auto()  # paragraphs (str, "" = missing)
    INTEGER = auto()  # (int | None)
    DECIMAL = auto()  # (float | None), never money
    MONEY = auto()  # euro cents (int | None)
    DATE = auto()  # (date | None)
    DATE_TIME = auto()  # aware UTC, shown in local time (datetime | None)
    YES_NO = auto()  # (bool)
    CHOICE = auto()  # member of `choices`, a Vocabulary
    CATALOGUE = auto()  # id of one catalogue entry (int | None)
    CATALOGUES = auto()  # ids of catalogue entries (tuple[int, ...])
    REFERENCE = auto()  # id of one record of kind `target` (int | None)
    REFERENCES = auto()  # ids of records of kind `target` (tuple[int, ...])


class Personal(Enum):
    """Class of personal data; None in a declaration means there is none."""

    CONTACT = auto()
    SPECIAL = auto()


Direction = Literal["past", "future", "nearest"]
"""Which day a date field means by „26.03.“: the last one, the next one, or the closest one."""


@dataclass(frozen=True, slots=True)
class FieldInfo:
    """What a program part needs to know about one field of a record."""

    name: str
    label: str
    kind: Kind
    help: str = ""
    unit: str = ""
    required: bool = False
    choices: type[Vocabulary] | None = None
    catalogue: str = ""
    target: str = ""
    personal: Personal | None = None
    searchable: bool = False
    sortable: bool = True
    printable: bool = True
    max_length: int = 10_000
    direction: Direction = "nearest"


def attribute(label: str, kind: Kind = Kind.TEXT, *, default: Any = MISSING, **info: Any) -> Any:
    """Declare a record field; keyword arguments are those of `FieldInfo`.

    Without `default` the empty value of the kind is used ("" for text, () for several, False, else None).
    """
    if default is MISSING:
        default = _EMPTY.get(kind)
    return field(default=default, metadata={"info": FieldInfo(name="", label=label, kind=kind, **info)})


_EMPTY: dict[Kind, object] = {
    Kind.TEXT: "",
    Kind.LONG_TEXT: "",
    Kind.YES_NO: False,
    Kind.CATALOGUES: (),
    Kind.REFERENCES: (),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """Base of everything stored that a user edits; frozen, so it can be handed to any layer and thread.

    `kind` names the record everywhere: table, change topic, search, links. `title_field` is the field a
    person recognises the record by (a field or a property); lists sort by `sort_fields`, or by the title.
    """

    kind: ClassVar[str] = ""
    label: ClassVar[str] = ""
    plural: ClassVar[str] = ""
    title_field: ClassVar[str] = "title"
    sort_fields: ClassVar[tuple[str, ...]] = ()
    hidden_when_discarded: ClassVar[bool] = False  # lists do not name it any more while it lies in the Papierkorb

    id: int = 0
    uuid: str = ""
    version: int = 0
    created_at: Any = None
    updated_at: Any = None
    deleted_at: Any = None
    note: str = attribute("Notiz", Kind.LONG_TEXT, searchable=True, printable=False)


@cache
def fields_of(record_type: type[Record]) -> dict[str, FieldInfo]:
    """The declared fields of a record by name, in the order of declaration (technical columns left out)."""
    found: dict[str, FieldInfo] = {}
    for item in fields(record_type):
        info = item.metadata.get("info")
        if info is not None:
            found[item.name] = replace(info, name=item.name)
    found["note"] = found.pop("note")  # inherited, but people expect it last
    return found

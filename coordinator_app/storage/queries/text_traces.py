"""Which texts of the file contain certain words: a look into every text column of every table of records."""

from collections.abc import Iterator, Sequence
from functools import cache
from string import ascii_uppercase

from sqlalchemy import String, func, select, update

from coordinator_app.domain.fields import Record
from coordinator_app.storage.engine import driver
from coordinator_app.storage.models.base import all_rows
from coordinator_app.storage.models.technical import change_log, file_setting
from coordinator_app.storage.records import binding
from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit

_NOT_TEXT = frozenset({"content_hash", "previous_hash", "sha256"})
_ASCII = str.maketrans({letter: letter.lower() for letter in ascii_uppercase})


def _lower(text: str) -> str:
    """As the database lowers: letters beyond ASCII stay."""
    return text.translate(_ASCII)


def _lowered(needles: Sequence[str]) -> list[str]:
    forms = [form for needle in needles if needle for form in (needle, needle.upper(), needle.lower())]
    return list(dict.fromkeys(_lower(form) for form in forms))


def record_types() -> list[type[Record]]:
    """All kinds of records the file can hold."""
    return [row.__record__ for row in all_rows().values()]


def texts_with(
    unit: ReadUnit, needles: Sequence[str], *, without: frozenset[str] = frozenset(), only: str = ""
) -> Iterator[tuple[type[Record], int, dict[str, str]]]:
    """Records, also from the Papierkorb, with the texts by field that contain one of the words.

    ASCII letters are compared without case. Kinds in `without` are left out; `only` looks into one kind.
    """
    lowered = _lowered(needles)
    connection = driver(
        unit.connection
    )  # plain SQL: building statements for a hundred tables takes longer than running
    for kind, row in all_rows().items():
        wanted = kind not in without and only in {"", kind} and lowered
        names = _texts(row.__record__) if wanted else ()
        if names:
            for found in connection.execute(_query(kind, names, len(lowered)), lowered).fetchall():
                texts = {name: str(value or "") for name, value in zip(names, found[1:], strict=True)}
                kept = {name: text for name, text in texts.items() if any(word in _lower(text) for word in lowered)}
                yield row.__record__, int(found[0]), kept


@cache
def _texts(record_type: type[Record]) -> tuple[str, ...]:
    bound = binding(record_type)
    names = [name for name in bound.fields if name in bound.table.c and name not in _NOT_TEXT]
    return tuple(name for name in names if isinstance(bound.table.c[name].type, String))


def _query(table: str, names: Sequence[str], needles: int) -> str:
    columns = [f'"{name}"' for name in names]
    text = "||char(10)||".join(f"coalesce({column},'')" for column in columns)
    there = " OR ".join(["instr(line, ?) > 0"] * needles)
    inner = f'SELECT id, {", ".join(columns)}, lower({text}) AS line FROM "{table}"'
    return f"SELECT id, {', '.join(columns)} FROM ({inner}) WHERE {there} ORDER BY id"


def settings_with(unit: ReadUnit, needles: Sequence[str]) -> dict[str, str]:
    """The settings of the file whose value contains one of the words, by key."""
    lowered = _lowered(needles)
    rows = unit.connection.execute(select(file_setting.c.key, file_setting.c.value)).all()
    return {key: value for key, value in rows if any(needle in _lower(value) for needle in lowered)}


def steps_by(unit: ReadUnit, names: Sequence[str]) -> int:
    """How many lines of the change log carry one of these names as the user who did something."""
    query = select(func.count()).select_from(change_log).where(change_log.c.user.in_(list(names)))
    return unit.connection.execute(query).scalar_one()


def forget_user(unit: WriteUnit, names: Sequence[str], instead: str) -> None:
    """Put `instead` in the change log where one of these names stands as the user who did something."""
    unit.connection.execute(update(change_log).where(change_log.c.user.in_(list(names))).values(user=instead))

"""The sheets of a survey as a list: sorted and filtered by the answer file, read page by page."""

from collections.abc import Callable, Sequence
from typing import Any

from coordinator_app.common.clock import local
from coordinator_app.domain.answers import AnswerMode, SheetInfo, SheetState
from coordinator_app.domain.columns import Column, ListFilter
from coordinator_app.domain.fields import Kind
from coordinator_app.storage.answer_file import AnswerFile

DELETED = "deleted"
"""Value of the filter „state“ for sheets that were deleted."""


def _number(info: SheetInfo) -> str:
    return str(info.number or "")


def _state_words(info: SheetInfo) -> str:
    return "gelöscht" if info.deleted else info.state.label


def _mode(info: SheetInfo) -> str:
    return info.mode.label


def _entry(info: SheetInfo) -> str:
    return "Zweiterfassung" if info.pair_uuid else ""


def _received(info: SheetInfo) -> Any:
    return info.received_on


def _entered(info: SheetInfo) -> Any:
    return local(info.entered_at).date()


def _by(info: SheetInfo) -> str:
    return info.entered_by


def _form(info: SheetInfo) -> str:
    return info.form_code


def _source(info: SheetInfo) -> str:
    return info.source


COLUMNS: tuple[Column[SheetInfo], ...] = (
    Column("number", "Beleg", Kind.TEXT, _number, sort="number", width=7),
    Column("state", "Stand", Kind.TEXT, _state_words, sort="state", width=11),
    Column("pair", "Eingabe", Kind.TEXT, _entry, sort="pair_uuid <> ''", width=13),
    Column("mode", "Weg", Kind.TEXT, _mode, sort="mode", width=10),
    Column("received_on", "Eingang", Kind.DATE, _received, sort="received_on", width=11),
    Column("entered_at", "Erfasst", Kind.DATE, _entered, sort="entered_at", width=11),
    Column("entered_by", "durch", Kind.TEXT, _by, sort="entered_by", width=10),
    Column("form_code", "Formular", Kind.TEXT, _form, sort="form_code", width=11),
    Column("source", "Herkunft", Kind.TEXT, _source, sort="source", width=18, shown=False),
)
_SORTS = frozenset(column.sort for column in COLUMNS)


class SheetList:
    """List source over the sheets of the file `opened()` returns (None = no sheets)."""

    def __init__(self, opened: Callable[[], AnswerFile | None]) -> None:
        self._opened = opened

    @property
    def columns(self) -> Sequence[Column[SheetInfo]]:
        """All columns."""
        return COLUMNS

    def ids(self, wanted: ListFilter) -> list[int]:
        """Ids of the sheets wanted, by default the last one typed first; deleted ones only when asked for."""
        file = self._opened()
        if file is None:
            return []
        conditions, values = _conditions(wanted)
        order = wanted.sort if wanted.sort in _SORTS else "id"
        descending = wanted.descending if wanted.sort in _SORTS else True
        sql = (
            f"SELECT id FROM sheet WHERE {' AND '.join(conditions)} "
            f"ORDER BY {order} {'DESC' if descending else 'ASC'}, id"
        )
        with file.reading() as connection:
            return [row[0] for row in connection.execute(sql, values)]

    def rows(self, ids: Sequence[int]) -> dict[int, SheetInfo]:
        """The sheets of a page."""
        file = self._opened()
        return {info.id: info for info in file.infos(ids)} if file is not None and ids else {}


def _conditions(wanted: ListFilter) -> tuple[list[str], list[Any]]:
    """Parts of the WHERE clause with their values."""
    state = wanted.equals.get("state")
    conditions = [f"deleted_at IS {'NOT ' if state == DELETED else ''}NULL"]
    values: list[Any] = []
    for name, chosen in (("state", state if state != DELETED else None), ("mode", wanted.equals.get("mode"))):
        if isinstance(chosen, AnswerMode | SheetState):
            conditions.append(f"{name} = ?")
            values.append(chosen.value)
    for word in wanted.text.split():
        if word.isdecimal():
            conditions.append("number = ?")
            values.append(int(word))
        else:
            conditions.append("(entered_by LIKE ? OR source LIKE ? OR form_code LIKE ?)")
            values += [f"%{word.replace('%', '')}%"] * 3
    return conditions, values

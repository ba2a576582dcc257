"""A short list that is in memory already (backups, Papierkorb) as a list source for `RecordTable`."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from coordinator_app.common.german import search_form, sort_key
from coordinator_app.domain.columns import Column, ListFilter

RowT = TypeVar("RowT")


class MemorySource(Generic[RowT]):
    """Rows from `load`, read again at each `ids`; their ids are their positions, from 1."""

    def __init__(self, load: Callable[[], Sequence[RowT]], columns: Sequence[Column[RowT]]) -> None:
        self._load = load
        self._columns = tuple(columns)
        self._rows: list[RowT] = []

    @property
    def columns(self) -> Sequence[Column[RowT]]:
        """All columns on offer."""
        return self._columns

    def ids(self, wanted: ListFilter) -> list[int]:
        """Positions of the rows that contain all words, in the order asked for."""
        self._rows = list(self._load())
        words = search_form(wanted.text).split()
        found = [number for number, row in enumerate(self._rows, start=1) if self._fits(row, words)]
        column = next((column for column in self._columns if column.sort and column.sort == wanted.sort), None)
        if column is not None:
            found.sort(key=_Key(column, self._rows), reverse=wanted.descending)
        return found

    def rows(self, ids: Sequence[int]) -> dict[int, RowT]:
        """The rows at these positions."""
        return {number: self._rows[number - 1] for number in ids if 0 < number <= len(self._rows)}

    def row(self, number: int) -> RowT | None:
        """The row at one position."""
        return self.rows([number]).get(number)

    def _fits(self, row: RowT, words: Sequence[str]) -> bool:
        text = search_form(" ".join(str(column.value(row) or "") for column in self._columns)) if words else ""
        return all(word in text for word in words)


class _Key(Generic[RowT]):
    """Orders positions by the value of a column; missing values first, words the German way."""

    def __init__(self, column: Column[RowT], rows: Sequence[RowT]) -> None:
        self._column = column
        self._rows = rows

    def __call__(self, number: int) -> tuple[bool, Any]:
        value = self._column.value(self._rows[number - 1])
        if value is None:
            return (False, 0)
        return (True, sort_key(value) if isinstance(value, str) else value)

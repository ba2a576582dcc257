"""Columns of lists, declared once as data for screen, print, Word and Excel."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from coordinator_app.domain.fields import Kind

RowT = TypeVar("RowT")


@dataclass(frozen=True)
class Column(Generic[RowT]):
    """One column: `value` takes the row and returns the typed value (None or "" = missing, shown as „–“).

    `sort` is the name of the SQL sort expression the list's query knows ("" = not sortable); `width` is a
    share of the line on paper and a start width in characters on screen; `shown` = visible by default; `figure` =
    words on screen that are read as a number, set right.
    """

    key: str
    label: str
    kind: Kind
    value: Callable[[RowT], Any]
    sort: str = ""
    width: int = 12
    shown: bool = True
    stretch: bool = False
    total: bool = False
    figure: bool = False


@dataclass(frozen=True, slots=True)
class ListFilter:
    """What a list shows: words typed into the filter row, exact values by field, order by sort name."""

    text: str = ""
    equals: dict[str, Any] = field(default_factory=dict[str, Any])
    sort: str = ""
    descending: bool = False


class ListSource(Protocol[RowT]):
    """A list as ids and pages: what a table shows without loading it whole."""

    @property
    def columns(self) -> Sequence[Column[RowT]]:
        """All columns on offer, in their order."""
        ...

    def ids(self, wanted: ListFilter) -> list[int]:
        """Ids of all matching records in the order asked for (sorted and filtered by the database)."""
        ...

    def rows(self, ids: Sequence[int]) -> dict[int, RowT]:
        """The rows of these ids (at most a few hundred); ids deleted since are missing."""
        ...

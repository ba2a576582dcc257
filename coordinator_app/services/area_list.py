"""The areas as a list that shows the tree: parts indented below what they belong to."""

from collections.abc import Sequence

from coordinator_app.common.german import search_form
from coordinator_app.domain.columns import Column, ListFilter
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.municipality import Area, Branch, Municipality
from coordinator_app.services.municipality import Municipalities
from coordinator_app.storage.store import Store

INDENT = "\N{EM SPACE}"


class AreaTreeList:
    """List source; its ids are those of the areas, its order is the tree's whatever is asked for.

    Words find an area by its name, kind or municipality; what it lies in is shown with it.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._service = Municipalities(store)
        self._branches: dict[int, Branch] = {}
        self._towns: dict[int, str] = {}
        self._columns: tuple[Column[Branch], ...] = (
            Column("name", "Gebiet", Kind.TEXT, _indented, width=26, stretch=True),
            Column("area_kind", "Art", Kind.TEXT, lambda row: row.area.area_kind.label, width=12),
            Column("inhabitants", "Einwohnerzahl", Kind.INTEGER, lambda row: row.area.inhabitants, width=11),
            Column("municipality", "Kommune", Kind.TEXT, self._town, width=16, shown=False),
            Column("path", "Liegt in", Kind.TEXT, lambda row: row.path, width=20, shown=False),
            Column("valid_until", "Gültig bis", Kind.DATE, lambda row: row.area.valid_until, width=10, shown=False),
        )

    @property
    def columns(self) -> Sequence[Column[Branch]]:
        """All columns on offer, in their order."""
        return self._columns

    def ids(self, wanted: ListFilter) -> list[int]:
        """Ids of the areas in the order of the tree, with what the found ones lie in."""
        self._branches = {branch.area.id: branch for branch in self._service.area_tree()}
        with self._store.read() as unit:
            ids = [branch.area.municipality_id for branch in self._branches.values()]
            self._towns = unit.titles(Municipality.kind, ids)
        words = search_form(wanted.text).split()
        if not words:
            return list(self._branches)
        kept: set[int] = set()
        for branch in self._branches.values():
            text = search_form(f"{branch.area.name} {branch.area.area_kind.label} {self._town(branch)}")
            if all(word in text for word in words):
                kept |= self._upwards(branch.area)
        return [id for id in self._branches if id in kept]

    def rows(self, ids: Sequence[int]) -> dict[int, Branch]:
        """The areas of these ids."""
        return {id: self._branches[id] for id in ids if id in self._branches}

    def _upwards(self, area: Area) -> set[int]:
        found: set[int] = set()
        current: Area | None = area
        while current is not None and current.id not in found:
            found.add(current.id)
            parent = self._branches.get(current.parent_id or 0)
            current = parent.area if parent is not None else None
        return found

    def _town(self, row: Branch) -> str:
        return self._towns.get(row.area.municipality_id or 0, "")


def _indented(row: Branch) -> str:
    closed = " (geschlossen)" if row.area.valid_until is not None else ""
    return f"{INDENT * row.depth}{row.area.name}{closed}"

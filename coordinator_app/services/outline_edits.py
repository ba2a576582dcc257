"""Ordering records that form an outline: agenda items of a meeting, lines of a template.

Such a record has `parent_id` and `position` (see `domain.agenda`); siblings share a parent and an owner. Every edit
writes as few positions as possible and works inside the caller's unit of work.
"""

from collections.abc import Sequence
from typing import Any

from coordinator_app.common.errors import UserError
from coordinator_app.domain.agenda import moved, positions_for
from coordinator_app.domain.fields import Record
from coordinator_app.storage.unit_of_work import WriteUnit

UNPLACED = -1
"""Position of a record that still has to be put among its siblings."""


class Outline:
    """The records of `record_type` whose field `owner` is `owner_id`, as an outline that can be edited."""

    def __init__(self, unit: WriteUnit, record_type: type[Record], owner: str, owner_id: int) -> None:
        self._unit, self._type = unit, record_type
        self._owner: dict[str, Any] = {owner: owner_id}
        self._positions: dict[int, int] = {}

    def siblings(self, parent_id: int | None) -> list[int]:
        """Ids of the children of a parent (None = top level) in their order."""
        found = self._unit.find(self._type, parent_id=parent_id, order="position", **self._owner)
        self._positions |= {record.id: self._field(record, "position") for record in found}
        return [record.id for record in found]

    def place(self, order: Sequence[int]) -> None:
        """Give siblings positions in this order, writing only what has to move."""
        unknown = [id for id in order if id not in self._positions]
        for id, record in self._unit.many(self._type, unknown).items():
            self._positions[id] = self._field(record, "position")
        for id, position in positions_for(order, {id: self._positions[id] for id in order}).items():
            self._change(id, position=position)
            self._positions[id] = position

    def insert(self, id: int, parent_id: int | None, after_id: int | None = None) -> None:
        """Put an UNPLACED record behind a sibling, or at the end."""
        rest = [entry for entry in self.siblings(parent_id) if entry != id]
        place = rest.index(after_id) + 1 if after_id in rest else len(rest)
        self.place([*rest[:place], id, *rest[place:]])

    def move(self, id: int, offset: int) -> None:
        """Move a record up (-1) or down (+1) among its siblings."""
        self.place(moved(self.siblings(self._parent(id)), id, offset))

    def reorder(self, ids: Sequence[int], parent_id: int | None) -> None:
        """Put siblings into the given order; those not named keep their order behind them."""
        known = self.siblings(parent_id)
        wanted = [id for id in dict.fromkeys(ids) if id in known]
        self.place([*wanted, *(id for id in known if id not in wanted)])

    def indent(self, id: int) -> None:
        """Make a record a child of the sibling before it; the first one is refused."""
        order = self.siblings(self._parent(id))
        place = order.index(id)
        if place == 0:
            raise UserError("Vor diesem Punkt steht keiner, dem er untergeordnet werden kann.")
        self._to_parent(id, order[place - 1])

    def outdent(self, id: int) -> None:
        """Put a record on the level of its parent, directly behind it; at the top nothing happens."""
        parent_id = self._parent(id)
        if parent_id is not None:
            self._to_parent(id, self._parent(parent_id), after_id=parent_id)

    def take_out(self, id: int) -> list[int]:
        """Lift the children of a record to its level, at its place, and close the gap; returns the children.

        The caller then discards the record.
        """
        parent_id = self._parent(id)
        order, children = self.siblings(parent_id), self.siblings(id)
        for child in children:
            self._change(child, parent_id=parent_id, position=UNPLACED)
            self._positions[child] = UNPLACED
        place = order.index(id)
        self.place([*order[:place], *children, *order[place + 1 :]])
        return children

    def _to_parent(self, id: int, parent_id: int | None, *, after_id: int | None = None) -> None:
        self._change(id, parent_id=parent_id, position=UNPLACED)
        self._positions[id] = UNPLACED
        self.insert(id, parent_id, after_id)

    def _parent(self, id: int) -> int | None:
        return self._field(self._unit.get(self._type, id), "parent_id")

    def _field(self, record: Record, name: str) -> Any:
        return getattr(record, name)

    def _change(self, id: int, **values: Any) -> None:
        self._unit.change(self._type, id, None, **values)

"""What one committed user action touched: the message that makes visible pages reload."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Change:
    """The records one step touched.

    `ids` maps a record kind ("project") to the ids inserted, updated or deleted; `step` is the German
    name of the step. A change with `everything` set (import, restore, migration) concerns every page.
    """

    step: str = ""
    ids: Mapping[str, frozenset[int]] = field(default_factory=dict[str, frozenset[int]])
    everything: bool = False

    def concerns(self, kinds: frozenset[str]) -> bool:
        """Whether a page showing records of these kinds must reload."""
        return self.everything or not kinds.isdisjoint(self.ids)

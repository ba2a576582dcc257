"""Turns what the search service finds into lines for the list of results."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coordinator_app.gui.navigation import page_for

if TYPE_CHECKING:
    from coordinator_app.services.search import Search

LIMIT = 30


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of the result list: group heading, title, muted addition, where it leads."""

    group: str
    title: str
    addition: str
    kind: str
    id: int
    icon: str = "document"


def group_hits(search: "Search", text: str) -> list[Hit]:
    """The best hits, those of one kind together, kinds in the order of their best hit."""
    found = search.find(text, limit=LIMIT)
    groups: dict[str, list[Hit]] = {}
    for hit in found:
        info = page_for(hit.kind)
        if info is not None:
            line = Hit(hit.plural, hit.title, hit.snippet, hit.kind, hit.id, info.icon)
            groups.setdefault(hit.kind, []).append(line)
    return [line for lines in groups.values() for line in lines]

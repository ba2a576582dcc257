"""Turns what the search service finds into lines for the list of results."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coordinator_app.gui.navigation import page_for

if TYPE_CHECKING:
    from coordinator_app.services.search import Search


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
    """The best hits, those of one kind together; kinds no page opens are left out."""
    lines: list[Hit] = []
    for group in search.find(text):
        info = page_for(group.kind)
        if info is not None:
            lines.extend(Hit(group.heading, hit.title, hit.snippet, hit.kind, hit.id, info.icon) for hit in group.hits)
    return lines

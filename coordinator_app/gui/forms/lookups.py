"""Where editors get catalogue entries, reference suggestions and titles from."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from coordinator_app.common.clock import SystemClock, today

if TYPE_CHECKING:
    from coordinator_app.services.workspace import Workspace

Pairs = Sequence[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Lookups:
    """Callables an editor asks when it opens, so that lists are always current.

    `catalogue(key)` gives the active entries of a catalogue, `suggest(kind, text)` records of a kind whose title
    fits the typed words ("" = the first ones), `titles(kind, ids)` their titles (kind "catalog_entry" for
    catalogue entries, also inactive ones), `today()` the day dates in words count from. `add_entry(key, word)`
    makes an entry of a catalogue in place; None = not offered.
    """

    catalogue: Callable[[str], Pairs]
    suggest: Callable[[str, str], Pairs]
    titles: Callable[[str, Iterable[int]], Mapping[int, str]]
    today: Callable[[], date]
    add_entry: Callable[[str, str], int] | None = None


def workspace_lookups(workspace: "Workspace") -> Lookups:
    """Look-ups over an open file."""

    def catalogue(key: str) -> Pairs:
        return [(entry.id, entry.label) for entry in workspace.catalogues.entries(key)]

    def suggest(kind: str, text: str) -> Pairs:
        return workspace.search.suggest(kind, text)

    def titles(kind: str, ids: Iterable[int]) -> Mapping[int, str]:
        return workspace.search.titles(kind, ids)

    def day() -> date:
        return today(workspace.clock)

    def add_entry(key: str, word: str) -> int:
        found = workspace.catalogues.find(key, word)
        return found if found is not None else workspace.catalogues.create(catalogue=key, label=word)

    offered = None if workspace.store.read_only else add_entry
    return Lookups(catalogue=catalogue, suggest=suggest, titles=titles, today=day, add_entry=offered)


def no_lookups() -> Lookups:
    """Look-ups for forms without catalogues and references."""

    def nothing(_key: str, _text: str = "") -> Pairs:
        return []

    def no_titles(_kind: str, _ids: Iterable[int]) -> Mapping[int, str]:
        return {}

    return Lookups(catalogue=nothing, suggest=nothing, titles=no_titles, today=_system_day)


def _system_day() -> date:
    return today(SystemClock())

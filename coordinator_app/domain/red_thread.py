"""The red thread: from the finding over need, priority, project and resolution to what was measured."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ThreadNode:
    """One station, „Bedarf“ with „Treffpunkt Jugend“; an empty `label` = the link is missing.

    `kind` and `id` lead to the record; `current` is the record the thread is seen from.
    """

    caption: str
    label: str = ""
    kind: str = ""
    id: int = 0
    current: bool = False

    @property
    def state(self) -> str:
        """How the station stands: "current", "reached" or "missing"."""
        if self.current:
            return "current"
        return "reached" if self.label else "missing"


def station(caption: str, kind: str, found: Sequence[tuple[int, str]], several: str) -> ThreadNode:
    """The station of linked records (id, title): the title of the only one, else „3 Projekte“ (`several`)."""
    if not found:
        return ThreadNode(caption, kind=kind)
    label = found[0][1] if len(found) == 1 else f"{len(found)} {several}"
    return ThreadNode(caption, label, kind, found[0][0])

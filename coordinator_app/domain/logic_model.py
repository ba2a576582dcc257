"""The logic model of a project: how its means are thought to lead to what changes; kept as JSON in one field."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

PARTS: tuple[tuple[str, str, str], ...] = (
    ("inputs", "Einsatz", "Was wird eingesetzt: Personal, Geld, Räume, Wissen, Ehrenamt?"),
    ("activities", "Aktivitäten", "Was wird damit getan?"),
    ("outputs", "Leistungen", "Was ist danach vorhanden oder erreicht: Termine, Plätze, Teilnehmende?"),
    ("outcomes", "Wirkungen bei der Zielgruppe", "Was wissen, können oder tun die Menschen danach anders?"),
    ("impacts", "Gesellschaftliche Wirkung", "Was ist dadurch auf Dauer in der Kommune besser?"),
)
ASSUMPTIONS = ("assumptions", "Annahmen", "Was muss gegeben sein, damit eines zum anderen führt?")


@dataclass(frozen=True, slots=True, kw_only=True)
class LogicModel:
    """Points of each part in their order; empty tuples where nothing is said."""

    inputs: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    impacts: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said at all."""
        return not any(getattr(self, key) for key in _KEYS)

    def columns(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Label and points of the five parts that form the chain."""
        return tuple((label, getattr(self, key)) for key, label, _ in PARTS)

    def gaps(self) -> tuple[str, ...]:
        """Labels of the parts of the chain that are empty; () for a model nobody has begun."""
        return () if self.is_empty else tuple(label for label, points in self.columns() if not points)

    def sentence(self) -> str:
        """The chain in words, for readers who do not see the figure."""
        parts = [f"{label}: {'; '.join(points)}" for label, points in self.columns() if points]
        return f"Wirkmodell. {'. '.join(parts)}." if parts else "Wirkmodell ohne Angaben."


_KEYS = (*(key for key, _, _ in PARTS), ASSUMPTIONS[0])


def points_of(text: str) -> tuple[str, ...]:
    """The points of a text as people type it: one per line, bullets taken away."""
    lines = (line.strip().lstrip("-–•*").strip() for line in text.splitlines())
    return tuple(line for line in lines if line)


def packed(model: LogicModel) -> str:
    """The model as the field keeps it; "" for an empty one."""
    if model.is_empty:
        return ""
    return json.dumps({key: getattr(model, key) for key in _KEYS if getattr(model, key)}, ensure_ascii=False)


def unpacked(text: str) -> LogicModel:
    """The model kept in a field; text that is none becomes assumptions, so that nothing is lost."""
    if not text.strip():
        return LogicModel()
    try:
        found = json.loads(text)
    except ValueError:
        return LogicModel(assumptions=points_of(text))
    if not isinstance(found, dict):
        return LogicModel(assumptions=points_of(text))
    known = cast("Mapping[str, Any]", found)
    return LogicModel(**{key: _strings(known.get(key)) for key in _KEYS})


def _strings(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        return ()
    return tuple(str(part) for part in cast("list[Any]", value) if str(part).strip())

"""The tree of a project's goals: Leitziel over Mittlerziel over Handlungsziel."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coordinator_app.domain.goals import Goal, GoalLevel, GoalStatus, Light

_RANK = {GoalLevel.GUIDING: 0, GoalLevel.INTERMEDIATE: 1, GoalLevel.OPERATIONAL: 2}


@dataclass(frozen=True, slots=True)
class GoalNode:
    """A goal at its place; `depth` 0 = at the top."""

    goal: Goal
    depth: int


def ordered(goals: Sequence[Goal]) -> tuple[GoalNode, ...]:
    """The goals as a tree read from the top; higher levels first, then in the order of entry.

    Every goal comes exactly once: one whose parent is missing, or that hangs in a circle, stands at the top.
    """
    known = {goal.id for goal in goals}
    children: dict[int, list[Goal]] = {}
    tops: list[Goal] = []
    for goal in sorted(goals, key=_order):
        if goal.parent_id in known and goal.parent_id != goal.id:
            children.setdefault(goal.parent_id or 0, []).append(goal)
        else:
            tops.append(goal)
    seen: set[int] = set()
    found = [node for top in tops for node in _below(top, 0, children, seen)]
    for goal in goals:
        found.extend(_below(goal, 0, children, seen))
    return tuple(found)


def _below(goal: Goal, depth: int, children: dict[int, list[Goal]], seen: set[int]) -> Iterator[GoalNode]:
    if goal.id in seen:
        return
    seen.add(goal.id)
    yield GoalNode(goal, depth)
    for child in children.get(goal.id, ()):
        yield from _below(child, depth + 1, children, seen)


def _order(goal: Goal) -> tuple[int, int]:
    return _RANK[goal.level], goal.id


def possible_parents(level: GoalLevel, goals: Sequence[Goal]) -> tuple[Goal, ...]:
    """The goals a goal of this level usually stands under, the nearest level first."""
    higher = [goal for goal in goals if _RANK[goal.level] < _RANK[level]]
    return tuple(sorted(higher, key=_nearest_first))


def _nearest_first(goal: Goal) -> tuple[int, int]:
    return -_RANK[goal.level], goal.id


def level_below(level: GoalLevel) -> GoalLevel:
    """The level a goal under one of this level usually has."""
    return GoalLevel.INTERMEDIATE if level is GoalLevel.GUIDING else GoalLevel.OPERATIONAL


def tree_finding(goal: Goal, goals: Sequence[Goal]) -> str:
    """Why a goal cannot stand where it is among the goals of its project, as a sentence; "" when it can.

    It stands under a goal of a higher level, or as a part under one of the same level; never in a circle.
    """
    by_id = {item.id: item for item in goals}
    parent = by_id.get(goal.parent_id or 0)
    if goal.parent_id is not None and parent is None:
        return "Das übergeordnete Ziel gehört nicht zu diesem Projekt. Bitte ein anderes wählen."
    if parent is not None and _RANK[parent.level] > _RANK[goal.level]:
        return (
            f"Ein {goal.level.label} kann nicht unter einem {parent.level.label} stehen. "
            "Über einem Handlungsziel steht ein Mittlerziel oder Leitziel, über einem Mittlerziel ein Leitziel."
        )
    above = {goal.id} if goal.id else set[int]()
    while parent is not None:
        if parent.id in above:
            return "Das übergeordnete Ziel steht selbst unter diesem Ziel. Bitte ein anderes wählen."
        above.add(parent.id)
        parent = by_id.get(parent.parent_id or 0)
    below = [item for item in goals if goal.id and item.parent_id == goal.id]
    if any(_RANK[item.level] < _RANK[goal.level] for item in below):
        return f"Unter diesem Ziel stehen Ziele, die nicht unter ein {goal.level.label} passen."
    return ""


def status_hint(status: GoalStatus, lights: Sequence[Light]) -> str:
    """What the indicators suggest about the judgement of a goal; "" when nothing."""
    if not lights:
        return ""
    if all(item is Light.REACHED for item in lights) and status is not GoalStatus.REACHED:
        return "Alle Indikatoren sind erreicht. Gilt das Ziel damit als erreicht?"
    if status is GoalStatus.REACHED and any(item in {Light.RED, Light.AMBER} for item in lights):
        return "Das Ziel gilt als erreicht, aber nicht alle Indikatoren sind es. Bitte die Bewertung begründen."
    return ""

"""The tree of goals: order, what may stand under what, and what the indicators suggest."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.domain.goal_tree import level_below, ordered, possible_parents, status_hint, tree_finding
from coordinator_app.domain.goals import Goal, GoalLevel, GoalStatus, Light

L = GoalLevel
TOP = Goal(id=1, text="Leitziel", level=L.GUIDING)
MIDDLE = Goal(id=2, text="Mittlerziel", level=L.INTERMEDIATE, parent_id=1)
LOW = Goal(id=3, text="Handlungsziel", level=L.OPERATIONAL, parent_id=2)
ALONE = Goal(id=4, text="Allein", level=L.OPERATIONAL)
ALL = [LOW, ALONE, MIDDLE, TOP]


def test_goals_are_read_from_the_top() -> None:
    assert [(node.goal.id, node.depth) for node in ordered(ALL)] == [(1, 0), (2, 1), (3, 2), (4, 0)]


def test_a_goal_without_its_parent_or_in_a_circle_stands_at_the_top() -> None:
    orphan = replace(LOW, parent_id=99)
    own = replace(ALONE, parent_id=4)
    circle = [replace(TOP, parent_id=2), MIDDLE]
    assert [(node.goal.id, node.depth) for node in ordered([orphan, own])] == [(3, 0), (4, 0)]
    assert sorted(node.goal.id for node in ordered(circle)) == [1, 2]


@given(st.lists(st.tuples(st.sampled_from(list(L)), st.integers(0, 9)), max_size=9))
def test_every_goal_comes_exactly_once(drawn: list[tuple[L, int]]) -> None:
    goals = [Goal(id=place, text="x", level=level, parent_id=up) for place, (level, up) in enumerate(drawn, 1)]
    assert sorted(node.goal.id for node in ordered(goals)) == list(range(1, len(goals) + 1))


def test_possible_parents_are_of_a_higher_level_nearest_first() -> None:
    assert [goal.id for goal in possible_parents(L.OPERATIONAL, ALL)] == [2, 1]
    assert [goal.id for goal in possible_parents(L.INTERMEDIATE, ALL)] == [1]
    assert possible_parents(L.GUIDING, ALL) == ()
    assert [level_below(level) for level in L] == [L.INTERMEDIATE, L.OPERATIONAL, L.OPERATIONAL]


@pytest.mark.parametrize(
    ("goal", "words"),
    [
        (LOW, ""),
        (ALONE, ""),
        (replace(LOW, parent_id=99), "nicht zu diesem Projekt"),
        (replace(MIDDLE, parent_id=3), "kann nicht unter einem Handlungsziel"),
        (replace(TOP, level=L.OPERATIONAL), "nicht unter ein Handlungsziel passen"),
        (replace(TOP, level=L.INTERMEDIATE), ""),
        (replace(ALONE, parent_id=3), ""),
        (replace(ALONE, parent_id=4), "selbst unter diesem Ziel"),
        (Goal(text="neu", level=L.OPERATIONAL, parent_id=1), ""),
    ],
)
def test_a_goal_stands_under_a_higher_level(goal: Goal, words: str) -> None:
    found = tree_finding(goal, ALL)
    assert words in found
    assert bool(found) == bool(words)


def test_a_circle_is_refused() -> None:
    parts = [replace(ALONE, parent_id=5), Goal(id=5, text="Teil", level=L.OPERATIONAL)]
    assert "selbst unter" in tree_finding(replace(parts[1], parent_id=4), parts)


@pytest.mark.parametrize(
    ("status", "lights", "words"),
    [
        (GoalStatus.OPEN, [], ""),
        (GoalStatus.OPEN, [Light.REACHED, Light.REACHED], "Gilt das Ziel"),
        (GoalStatus.REACHED, [Light.REACHED], ""),
        (GoalStatus.REACHED, [Light.REACHED, Light.RED], "nicht alle"),
        (GoalStatus.OPEN, [Light.GREEN], ""),
    ],
)
def test_the_judgement_is_compared_with_the_indicators(status: GoalStatus, lights: list[Light], words: str) -> None:
    found = status_hint(status, lights)
    assert words in found
    assert bool(found) == bool(words)

"""Numbers, times and order of an agenda."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.domain.agenda import (
    ItemState,
    Line,
    expected_end,
    moved,
    next_line,
    outline,
    overrun,
    planned_minutes,
    positions_for,
    start_times,
)

BEGIN = datetime(2026, 11, 26, 16, 0, tzinfo=UTC)


def numbers(lines: list[Line]) -> list[tuple[int, str, int]]:
    return [(entry.id, entry.number, entry.depth) for entry in outline(lines)]


def test_sub_items_are_numbered_below_their_item() -> None:
    lines = [
        Line(id=1, position=1),
        Line(id=2, position=2),
        Line(id=3, position=2, parent_id=2),
        Line(id=4, position=1, parent_id=2),
        Line(id=5, position=1, parent_id=3),
    ]
    assert numbers(lines) == [(1, "1", 0), (2, "2", 0), (4, "2.1", 1), (3, "2.2", 1), (5, "2.2.1", 2)]


def test_headings_and_skipped_lines_have_no_number() -> None:
    lines = [
        Line(id=1, position=1, is_heading=True),
        Line(id=2, position=2),
        Line(id=3, position=3, skipped=True),
        Line(id=4, position=4),
        Line(id=5, position=1, parent_id=1),
        Line(id=6, position=1, parent_id=3),
    ]
    assert numbers(lines) == [(1, "", 0), (5, "1", 1), (2, "1", 0), (3, "", 0), (6, "1", 1), (4, "2", 0)]


def test_orphans_and_circles_stand_at_the_top() -> None:
    lines = [Line(id=1, parent_id=99), Line(id=2, parent_id=3), Line(id=3, parent_id=2), Line(id=4, parent_id=4)]
    assert sorted(entry.id for entry in outline(lines)) == [1, 2, 3, 4]
    assert {entry.depth for entry in outline(lines)} == {0}


@given(st.lists(st.one_of(st.none(), st.integers(1, 12)), max_size=12))
def test_no_line_is_ever_lost_or_doubled(parents: list[int | None]) -> None:
    lines = [Line(id=number, position=number, parent_id=parent) for number, parent in enumerate(parents, 1)]
    assert sorted(entry.id for entry in outline(lines)) == [line.id for line in lines]
    found = [entry.number for entry in outline(lines)]
    assert len(set(found)) == len(found)


def test_start_times_add_up() -> None:
    lines = [
        Line(id=1, position=1, minutes=5),
        Line(id=2, position=2, is_heading=True, minutes=99),
        Line(id=3, position=3, minutes=20),
        Line(id=4, position=4, skipped=True, minutes=30),
        Line(id=5, position=5),
    ]
    assert start_times(lines, BEGIN) == {
        1: BEGIN,
        3: BEGIN + timedelta(minutes=5),
        5: BEGIN + timedelta(minutes=25),
    }
    assert planned_minutes(lines) == 25


@pytest.mark.parametrize(("available", "too_many"), [(None, 0), (25, 0), (30, 0), (20, 5)])
def test_overrun_against_the_planned_end(available: int | None, too_many: int) -> None:
    assert overrun([Line(id=1, minutes=25)], available) == too_many


def test_expected_end_counts_what_is_left() -> None:
    now = BEGIN + timedelta(minutes=58)
    lines = [
        Line(id=1, minutes=5, state=ItemState.DONE),
        Line(id=2, minutes=25, state=ItemState.IN_PROGRESS, started_at=now - timedelta(minutes=11)),
        Line(id=3, minutes=40),
        Line(id=4, minutes=40, is_heading=True),
    ]
    assert expected_end(lines, now) == now + timedelta(minutes=14 + 40)
    late = [Line(id=2, minutes=25, state=ItemState.IN_PROGRESS, started_at=now - timedelta(minutes=60))]
    assert expected_end(late, now) == now
    unknown = [Line(id=2, minutes=25, state=ItemState.IN_PROGRESS)]
    assert expected_end(unknown, now) == now + timedelta(minutes=25)


def test_next_line_goes_on_and_comes_back_to_what_was_passed_over() -> None:
    lines = [Line(id=number, position=number) for number in (1, 2, 3)]
    assert next_line(lines, None) == 1
    assert next_line(lines, 1) == 2
    assert next_line(lines, 3) == 1
    done = [Line(id=1, position=1, state=ItemState.DONE), Line(id=2, position=2, state=ItemState.IN_PROGRESS)]
    assert next_line(done, 2) is None
    assert next_line([Line(id=1, is_heading=True), Line(id=2, position=1, skipped=True)], None) is None


@pytest.mark.parametrize(
    ("offset", "order"),
    [(1, (1, 3, 2, 4)), (-1, (2, 1, 3, 4)), (9, (1, 3, 4, 2)), (-9, (2, 1, 3, 4)), (0, (1, 2, 3, 4))],
)
def test_moving_stops_at_the_ends(offset: int, order: tuple[int, ...]) -> None:
    assert moved([1, 2, 3, 4], 2, offset) == order


orders = st.lists(st.integers(1, 30), unique=True, max_size=12)


@given(orders, st.dictionaries(st.integers(1, 30), st.integers(-1, 40)))
def test_new_positions_bring_the_order_wished_for(order: list[int], known: dict[int, int]) -> None:
    current = {id: position for id, position in known.items() if id in order}
    placed = current | positions_for(order, current)
    assert sorted(order, key=lambda id: placed[id]) == order
    assert len(set(placed.values())) == len(order)
    assert positions_for(order, placed) == {}


def test_one_move_in_a_long_agenda_writes_one_position() -> None:
    order = list(range(1, 395))
    current = positions_for(order, {})
    assert len(current) == 394
    moved_order = [1, 200, *(id for id in order[1:] if id != 200)]
    assert list(positions_for(moved_order, current)) == [200]
    assert list(positions_for([1, 999, *order[1:]], current)) == [999]


def test_insertions_at_one_place_have_room() -> None:
    current = positions_for([1, 2], {})
    order, counted_anew = [1, 2], 0
    for id in range(3, 30):
        order.insert(1, id)
        changes = positions_for(order, current)
        counted_anew += len(changes) > 1
        current |= changes
    assert counted_anew == 2

"""Progress and traffic light of indicators."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.domain.goals import (
    Direction,
    Indicator,
    Light,
    Measurement,
    elapsed,
    indicator_findings,
    latest,
    light,
    progress,
)

FALLING = Indicator(
    name="Beschwerden",
    direction=Direction.FALLING,
    baseline=47,
    baseline_on=date(2026, 1, 1),
    target=25,
    target_on=date(2028, 1, 1),
)
HALF = date(2027, 1, 1)


def measured(value: float, day: date = HALF) -> list[Measurement]:
    return [Measurement(measured_on=day, value=value)]


@pytest.mark.parametrize(
    ("indicator", "value", "expected"),
    [
        (FALLING, 47, 0.0),
        (FALLING, 36, 0.5),
        (FALLING, 25, 1.0),
        (FALLING, None, None),
        (replace(FALLING, target=None), 3, None),
        (replace(FALLING, target=47), 47, 1.0),
        (replace(FALLING, target=47), 48, 0.0),
        (replace(FALLING, target=47, direction=Direction.RISING), 48, 1.0),
        (replace(FALLING, direction=Direction.KEEP, target=100), 96, 1.0),
        (replace(FALLING, direction=Direction.KEEP, target=100), 94, 0.0),
        (replace(FALLING, baseline=None), 20, 1.0),
        (replace(FALLING, baseline=None), 30, None),
        (replace(FALLING, baseline=None, direction=Direction.RISING, target=20), 5, 0.25),
        (replace(FALLING, baseline=None, direction=Direction.RISING, target=0), -1, None),
    ],
)
def test_progress_is_the_share_of_the_way(indicator: Indicator, value: float | None, expected: float | None) -> None:
    assert progress(indicator, value) == expected


@pytest.mark.parametrize(
    ("value", "day", "expected"),
    [
        (25, HALF, Light.REACHED),
        (36, HALF, Light.GREEN),
        (40, HALF, Light.AMBER),
        (46, HALF, Light.RED),
        (50, HALF, Light.RED),
        (30, date(2028, 2, 1), Light.AMBER),
        (46, date(2028, 2, 1), Light.RED),
    ],
)
def test_light_compares_progress_with_time(value: float, day: date, expected: Light) -> None:
    assert light(FALLING, measured(value), day) is expected


def test_light_is_open_without_value_or_target() -> None:
    assert light(FALLING, [], HALF) is Light.OPEN
    assert light(replace(FALLING, target=None), measured(3), HALF) is Light.OPEN


def test_light_without_dates_looks_at_the_way_only() -> None:
    undated = replace(FALLING, baseline_on=None, target_on=None)
    assert light(undated, measured(40), HALF) is Light.AMBER
    assert light(undated, measured(50), HALF) is Light.RED


def test_elapsed_stays_between_zero_and_one() -> None:
    assert elapsed(FALLING, date(2020, 1, 1)) == 0.0
    assert elapsed(FALLING, date(2030, 1, 1)) == 1.0
    assert elapsed(replace(FALLING, target_on=date(2026, 1, 1)), HALF) == 1.0


def test_latest_takes_the_youngest_date() -> None:
    old, new = Measurement(id=2, measured_on=date(2026, 1, 1), value=1), Measurement(id=1, measured_on=HALF, value=2)
    assert latest([new, old, Measurement(value=3)]) is new
    assert latest([]) is None


@pytest.mark.parametrize(
    ("indicator", "count"),
    [
        (FALLING, 0),
        (replace(FALLING, target=None), 1),
        (replace(FALLING, direction=Direction.RISING), 1),
        (replace(FALLING, target=60), 1),
        (replace(FALLING, target=47), 1),
        (replace(FALLING, target=47, direction=Direction.KEEP), 0),
        (replace(FALLING, target_on=date(2026, 1, 1)), 1),
        (replace(FALLING, baseline=None, target_on=None), 0),
    ],
)
def test_indicator_findings_name_contradictions(indicator: Indicator, count: int) -> None:
    assert len(indicator_findings(indicator)) == count


numbers = st.integers(-10_000, 10_000).map(float)


@given(numbers, numbers, numbers, st.sampled_from(list(Direction)))
def test_progress_never_fails_and_reaches_one_at_the_target(
    base: float, goal: float, value: float, way: Direction
) -> None:
    indicator = Indicator(name="x", baseline=base, target=goal, direction=way)
    assert progress(indicator, value) is not None
    assert progress(indicator, goal) == 1.0

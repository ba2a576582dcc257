"""When to measure next, and what a data series already holds."""

from dataclasses import replace
from datetime import date

import pytest

from coordinator_app.domain.data_series import DataPoint
from coordinator_app.domain.evaluations import evaluation_hints, evaluation_refusal
from coordinator_app.domain.goals import Indicator, Measurement
from coordinator_app.domain.measuring import (
    interval_months,
    months_later,
    next_measurement,
    period_end,
    values_to_take,
)
from coordinator_app.domain.project_course import Evaluation, EvaluationDesign, EvaluationSubject

YEARLY = Indicator(name="x", interval="jährlich", baseline_on=date(2026, 1, 1), target_on=date(2028, 6, 30))


@pytest.mark.parametrize(
    ("words", "months"),
    [
        ("jährlich", 12),
        ("1x pro Jahr", 12),
        ("halbjährlich", 6),
        ("alle 6 Monate", 6),
        ("vierteljährlich", 3),
        ("je Quartal", 3),
        ("monatlich", 1),
        ("alle zwei Jahre", 24),
        ("", None),
        ("nach jeder Veranstaltung", None),
    ],
)
def test_the_words_of_a_turnus_mean_months(words: str, months: int | None) -> None:
    assert interval_months(words) == months


def test_months_later_stays_in_the_month() -> None:
    assert months_later(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_later(date(2026, 11, 30), 3) == date(2027, 2, 28)


def test_the_next_measurement_counts_from_the_last_one_and_ends_with_the_target() -> None:
    assert next_measurement(YEARLY, []) == date(2027, 1, 1)
    one = [Measurement(measured_on=date(2027, 12, 1), value=1)]
    assert next_measurement(YEARLY, one) == date(2028, 6, 30)
    done = [Measurement(measured_on=date(2028, 6, 30), value=1)]
    assert next_measurement(YEARLY, done) is None
    assert next_measurement(replace(YEARLY, interval=""), one) is None
    assert next_measurement(replace(YEARLY, baseline_on=None), []) is None
    assert next_measurement(replace(YEARLY, target_on=None), one) == date(2028, 12, 1)


@pytest.mark.parametrize(
    ("period", "end"),
    [
        ("2025", date(2025, 12, 31)),
        ("2025-Q1", date(2025, 3, 31)),
        ("2024-02", date(2024, 2, 29)),
        ("2025-07-04", date(2025, 7, 4)),
        ("2025-13", None),
        ("2025-02-30", None),
        ("Juli", None),
    ],
)
def test_a_period_ends_on_its_last_day(period: str, end: date | None) -> None:
    assert period_end(period) == end


def test_only_values_not_measured_yet_are_taken() -> None:
    points = [
        DataPoint(period="2025", value=30.0),
        DataPoint(period="2024", value=40.0, comment="PKS"),
        DataPoint(period="2026", value=1.0),
        DataPoint(period="2023", value=None),
        DataPoint(period="später", value=2.0),
        DataPoint(period="2022", value=50.0),
        DataPoint(period="2024-12", value=41.0),
    ]
    known = [Measurement(measured_on=date(2022, 12, 31), value=50)]
    found = values_to_take(points, known, date(2026, 11, 9))
    assert [(item.day.year, item.value, item.comment) for item in found] == [(2024, 40.0, "PKS"), (2025, 30.0, "")]


def test_evaluations_are_read_with_care() -> None:
    bare = Evaluation(subject=EvaluationSubject.IMPACT, result="Gut")
    assert len(evaluation_hints(bare)) == 3
    full = replace(bare, method="Befragung", design=EvaluationDesign.BEFORE_AFTER, conclusion="Weiter")
    assert evaluation_hints(full) == ()
    assert full.heading == "Selbstevaluation: Wirkung"
    assert evaluation_refusal(full) == ""
    assert evaluation_refusal(replace(full, starts_on=date(2027, 1, 1), ends_on=date(2026, 1, 1)))

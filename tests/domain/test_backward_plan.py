"""Planning back from the day of an application."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.common.errors import UserError
from coordinator_app.domain.backward_plan import USUAL_STEPS, PlanStep, plan_back, with_day

HOLIDAYS = {date(2026, 10, 31): "Reformationstag", date(2026, 11, 18): "Buß- und Bettag"}


def test_the_usual_plan_of_an_application_gives_the_known_days() -> None:
    days = {found.title: found.day for found in plan_back(date(2026, 10, 15), USUAL_STEPS, HOLIDAYS)}
    assert days == {
        "Projektbeschreibung nach Beccaria im Entwurf": date(2026, 7, 15),
        "Beratung durch den Landespräventionsrat": date(2026, 7, 31),
        "Einladung zur Sitzung versenden": date(2026, 8, 26),
        "Beschluss des Präventionsrates": date(2026, 9, 10),
        "Eigenanteil durch die Kämmerei bestätigt": date(2026, 9, 24),
        "Antrag vollständig": date(2026, 10, 8),
        "Antrag absenden (Postlaufzeit)": date(2026, 10, 12),
    }


@pytest.mark.parametrize(
    ("target", "days", "day", "note"),
    [
        (date(2026, 11, 25), 7, date(2026, 11, 17), "statt Mi, 18.11.2026 (Buß- und Bettag)"),
        (date(2026, 11, 9), 1, date(2026, 11, 6), "statt So, 08.11.2026 (Sonntag)"),
        (date(2026, 11, 2), 2, date(2026, 10, 30), "statt Sa, 31.10.2026 (Reformationstag)"),
        (date(2026, 11, 26), 0, date(2026, 11, 26), ""),
    ],
)
def test_a_day_of_rest_is_moved_before_and_told(target: date, days: int, day: date, note: str) -> None:
    (found,) = plan_back(target, [PlanStep("Schritt", days)], HOLIDAYS)
    assert (found.day, found.note) == (day, note)


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.lists(st.integers(0, 730), min_size=1, max_size=40))
def test_no_step_is_on_a_day_of_rest_or_after_its_offset(target: date, offsets: list[int]) -> None:
    planned = plan_back(target, [PlanStep("x", days) for days in offsets], HOLIDAYS)
    assert sorted(found.days for found in planned) == sorted(offsets)
    for found in planned:
        assert found.day.weekday() < 5
        assert found.day not in HOLIDAYS
        assert found.day <= target - timedelta(days=found.days)
    assert [found.day for found in planned] == sorted(found.day for found in planned)


@pytest.mark.parametrize(
    "steps", [[], [PlanStep("", 3)], [PlanStep("x", -1)], [PlanStep("x", 731)], [PlanStep("x", 1)] * 41]
)
def test_a_plan_that_makes_no_sense_is_refused(steps: list[PlanStep]) -> None:
    with pytest.raises(UserError):
        plan_back(date(2026, 10, 15), steps, {})


def test_a_step_put_on_a_day_keeps_its_offset() -> None:
    assert with_day(PlanStep("x", 7), date(2026, 10, 15), date(2026, 10, 1)) == PlanStep("x", 14)

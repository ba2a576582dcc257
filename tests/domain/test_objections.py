"""Objections: their period, decisions with reasons, the reason of the correction."""

from datetime import date

import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.domain.objections import ObjectionDecision, ObjectionPeriod, check_decision, correction_reason

PERIOD = ObjectionPeriod(date(2026, 12, 1), 14)


@pytest.mark.parametrize(
    ("today", "over", "sentence"),
    [
        (date(2026, 12, 2), False, "Einwendungen bis 15.12.2026 – noch 13 Tage."),
        (date(2026, 12, 14), False, "Einwendungen bis 15.12.2026 – noch 1 Tag."),
        (date(2026, 12, 15), False, "Einwendungen bis 15.12.2026 – heute ist der letzte Tag."),
        (date(2026, 12, 16), True, "Die Einwendungsfrist endete am 15.12.2026."),
    ],
)
def test_period_ends_with_its_last_day(today: date, over: bool, sentence: str) -> None:
    assert PERIOD.is_over(today) is over
    assert PERIOD.is_late(today) is over
    assert PERIOD.sentence(today) == sentence
    assert bool(PERIOD.late_sentence(today)) is over


def test_late_objection_is_told_not_refused() -> None:
    assert PERIOD.late_sentence(date(2026, 12, 20)).startswith("Verspätet: Die Einwendungsfrist endete am 15.12.2026.")
    assert PERIOD.is_late(None) is False


def test_nothing_is_late_before_the_minutes_are_sent() -> None:
    period = ObjectionPeriod(None, 14)
    assert (period.last_day, period.is_over(date(2030, 1, 1)), period.is_late(date(2030, 1, 1))) == (None, False, False)
    assert period.late_sentence(date(2030, 1, 1)) == ""
    assert "beginnt, wenn" in period.sentence(date(2026, 12, 1))


def test_february_29_counts_as_a_day() -> None:
    assert ObjectionPeriod(date(2028, 2, 28), 2).last_day == date(2028, 3, 1)


def test_decision_needs_a_reason() -> None:
    check_decision(ObjectionDecision.OPEN, "")
    check_decision(ObjectionDecision.ACCEPTED, "Zahl stimmt nicht.")
    with pytest.raises(UserError, match="begründen"):
        check_decision(ObjectionDecision.REJECTED, " ")


@pytest.mark.parametrize(
    ("objections", "reason"),
    [
        ((), ""),
        ((("Jens Hempel", "TOP 3"),), "Einwendung von Jens Hempel zu TOP 3"),
        ((("Jens Hempel", "TOP 3"), ("Anke Lorenz", "")), "Einwendungen von Jens Hempel zu TOP 3; Anke Lorenz"),
    ],
)
def test_correction_names_the_objections(objections: tuple[tuple[str, str], ...], reason: str) -> None:
    assert correction_reason(objections) == reason

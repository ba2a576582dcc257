"""The calendar of a survey in the field."""

from datetime import date
from typing import Any

import pytest

from coordinator_app.domain.field_calendar import calendar_problems, field_calendar, usual_reminder
from coordinator_app.domain.surveys import Survey

HOLIDAYS = {date(2026, 5, 1): "Tag der Arbeit", date(2026, 4, 27): "Stadtfest", date(2026, 4, 6): "Ostermontag"}


def survey(**values: Any) -> Survey:
    return Survey(**{"title": "B", "field_start": date(2026, 4, 13), "field_end": date(2026, 5, 8), **values})


def test_days_not_entered_are_proposed_on_working_days() -> None:
    found = {each.title: each for each in field_calendar(survey(), HOLIDAYS)}
    assert found["Ankündigung im Amtsblatt"].day == date(2026, 4, 3)  # the 6th is a holiday, before it a weekend
    assert found["Ankündigung im Amtsblatt"].proposed
    assert found["Erinnerung an alle absenden"].day == date(2026, 4, 28)
    assert not found["Anschreiben absenden"].proposed
    assert found["Anschriften gelöscht bis"].day is None


def test_days_entered_stay_and_rest_days_are_told() -> None:
    own = survey(reminded_on=date(2026, 5, 2), announced_on=date(2026, 4, 1), field_end=date(2026, 5, 1))
    found = {each.title: each for each in field_calendar(own, HOLIDAYS)}
    assert found["Erinnerung an alle absenden"].note == "Achtung, Samstag"
    assert not found["Ankündigung im Amtsblatt"].proposed
    assert found["Rücksendung bis"].note == "Feiertag: Tag der Arbeit"


def test_without_a_beginning_nothing_is_proposed() -> None:
    bare = survey(field_start=None, field_end=None)
    assert usual_reminder(bare, HOLIDAYS) is None
    assert [each.day for each in field_calendar(bare, HOLIDAYS)] == [None] * 6
    assert calendar_problems(bare, HOLIDAYS) == ["Feldbeginn und Rücksendung sind noch nicht beide eingetragen."]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"field_end": date(2026, 4, 1)}, "vor dem Feldbeginn"),
        ({"field_end": date(2026, 4, 29)}, "nur 16 Tage"),
        ({"field_end": date(2026, 6, 30)}, "78 Tagen"),
        ({"reminded_on": date(2026, 5, 9)}, "nicht in der Feldzeit"),
        ({"announced_on": date(2026, 4, 13)}, "vor dem Versand"),
        ({"addresses_until": date(2026, 4, 20)}, "erst danach gelöscht"),
    ],
)
def test_odd_days_are_told(values: dict[str, Any], words: str) -> None:
    assert any(words in sentence for sentence in calendar_problems(survey(**values), {}))


def test_usual_days_are_fine_and_holidays_are_named() -> None:
    assert calendar_problems(survey(), {}) == []
    (found,) = calendar_problems(survey(), HOLIDAYS)
    assert found.startswith("Feiertage in der Feldzeit: Stadtfest (Mo, 27.04.2026), Tag der Arbeit")

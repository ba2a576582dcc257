"""Rules of names, salutations, periods and legal grounds."""

from datetime import date

import pytest

from coordinator_app.domain.contacts import (
    Person,
    Salutation,
    display_name,
    is_current,
    letter_salutation,
    period_sentence,
)

DAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (Person(salutation=Salutation.MRS, last_name="Albrecht"), "Sehr geehrte Frau Albrecht"),
        (Person(salutation=Salutation.MR, academic_title="Dr. med.", last_name="Kern"), "Sehr geehrter Herr Dr. Kern"),
        (
            Person(salutation=Salutation.MRS, academic_title="Prof. Dr.", last_name="Vogel"),
            "Sehr geehrte Frau Prof. Dr. Vogel",
        ),
        (Person(salutation=Salutation.MR, academic_title="Dipl.-Ing.", last_name="Kern"), "Sehr geehrter Herr Kern"),
        (Person(first_name="Kim", last_name="Vogel"), "Guten Tag Kim Vogel"),
        (Person(last_name="Vogel"), "Guten Tag Vogel"),
        (Person(last_name="Vogel", letter_salutation="Liebe Frau Vogel,"), "Liebe Frau Vogel"),
    ],
)
def test_letter_salutation_follows_title_and_override(person: Person, expected: str) -> None:
    assert letter_salutation(person) == expected


def test_display_name_leaves_out_what_is_missing() -> None:
    assert display_name(Person(academic_title="Dr.", first_name="Anna", last_name="Weber")) == "Dr. Anna Weber"
    assert display_name(Person(last_name="Weber")) == "Weber"


def test_period_sentence_names_both_dates() -> None:
    assert "01.01.2026" in period_sentence(date(2026, 5, 1), date(2026, 1, 1))
    assert period_sentence(DAY, DAY) == ""
    assert period_sentence(None, DAY) == ""


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [(None, None, True), (DAY, DAY, True), (date(2027, 1, 1), None, False), (None, date(2026, 1, 1), False)],
)
def test_is_current_counts_open_ends(start: date | None, end: date | None, expected: bool) -> None:
    assert is_current(start, end, DAY) is expected

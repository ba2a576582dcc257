"""Re-constitution: the next term, the decisions about seats, the terms in the way, the first agenda."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.common.errors import UserError
from coordinator_app.domain.agenda import ItemType
from coordinator_app.domain.bodies import Body, Membership, Term, check_term
from coordinator_app.domain.constitution import (
    SeatChoice,
    SeatFate,
    add_years,
    check_choices,
    check_constitution,
    constituent_agenda,
    next_term_span,
    outcome_sentence,
    term_title,
    terms_in_the_way,
)

BEGIN, END = date(2026, 9, 1), date(2031, 8, 31)
BODY = Body(id=1, name="Kommunaler Präventionsrat")


@pytest.mark.parametrize(
    ("starts", "ends", "begin", "end"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1), date(2027, 12, 31)),
        (date(2024, 7, 1), date(2029, 6, 30), date(2029, 7, 1), date(2034, 6, 30)),
        (date(2024, 2, 29), date(2029, 2, 28), date(2029, 3, 1), date(2034, 2, 28)),
        (date(2019, 3, 1), date(2024, 2, 29), date(2024, 3, 1), date(2029, 2, 28)),
        (date(2023, 3, 1), date(2024, 2, 29), date(2024, 3, 1), date(2025, 2, 28)),
        (date(2026, 1, 1), date(2026, 4, 10), date(2026, 4, 11), date(2026, 7, 19)),
    ],
)
def test_the_next_term_follows_and_is_as_long(starts: date, ends: date, begin: date, end: date) -> None:
    assert next_term_span(Term(starts_on=starts, ends_on=ends), date(2026, 1, 1)) == (begin, end)


@pytest.mark.parametrize("last", [None, Term(), Term(starts_on=BEGIN)])
def test_the_first_term_begins_today(last: Term | None) -> None:
    assert next_term_span(last, BEGIN) == (BEGIN, END)
    assert next_term_span(None, date(2028, 2, 29)) == (date(2028, 2, 29), date(2033, 2, 27))


@given(start=st.dates(date(1990, 1, 1), date(2060, 1, 1)), days=st.integers(0, 4000))
def test_proposed_terms_follow_without_gap_or_overlap(start: date, days: int) -> None:
    terms = [Term(id=1, starts_on=start, ends_on=start + timedelta(days=days))]
    for number in range(2, 6):
        begin, end = next_term_span(terms[-1], start)
        assert terms[-1].ends_on is not None
        assert begin == terms[-1].ends_on + timedelta(days=1)
        new = Term(id=number, starts_on=begin, ends_on=end)
        check_term(new, terms)
        terms.append(new)


def test_leap_days_stay_in_february() -> None:
    assert add_years(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert add_years(date(2024, 2, 29), 4) == date(2028, 2, 29)


def test_terms_are_called_by_their_years() -> None:
    assert term_title(date(2026, 1, 1), date(2026, 12, 31)) == "2026"
    assert term_title(BEGIN, END) == "2026–2031"


def test_a_body_is_constituted_once_a_day() -> None:
    check_constitution(BODY, BEGIN, END)
    check_constitution(replace(BODY, constituted_on=date(2021, 9, 1)), BEGIN, None)
    with pytest.raises(UserError, match=r"wurde zum 01.09.2026 schon neu konstituiert"):
        check_constitution(replace(BODY, constituted_on=BEGIN), BEGIN, END)
    with pytest.raises(UserError, match="endet, bevor sie beginnt"):
        check_constitution(BODY, BEGIN, date(2026, 8, 31))
    with pytest.raises(UserError, match="ist aufgelöst"):
        check_constitution(replace(BODY, active=False), BEGIN, END)


def test_every_seat_is_decided_on_once() -> None:
    seats = [Membership(id=1, seat="Schule"), Membership(id=2, seat="Kita", starts_on=date(2026, 8, 31))]
    choices = [SeatChoice(1), SeatChoice(2, SeatFate.REPLACE, 7)]
    check_choices(choices, seats, BEGIN)
    for wrong in (choices[:1], [*choices, SeatChoice(1)], [*choices, SeatChoice(3)]):
        with pytest.raises(UserError, match="inzwischen geändert"):
            check_choices(wrong, seats, BEGIN)
    with pytest.raises(UserError, match="Für den Sitz „Kita“ fehlt die neue Person"):
        check_choices([choices[0], SeatChoice(2, SeatFate.REPLACE)], seats, BEGIN)
    with pytest.raises(UserError, match=r"„Kita“ beginnt erst am 31.08.2026"):
        check_choices(choices, seats, date(2026, 8, 31))


def test_the_running_term_is_shortened_and_empty_later_ones_go() -> None:
    old = Term(id=1, title="2021–2026", starts_on=date(2021, 9, 1), ends_on=date(2026, 12, 31))
    past = Term(id=2, title="alt", starts_on=date(2016, 1, 1), ends_on=date(2021, 8, 31))
    later = Term(id=3, title="2027", starts_on=date(2027, 1, 1), ends_on=date(2027, 12, 31))
    terms = [old, past, later, Term(id=4)]
    assert terms_in_the_way(terms, BEGIN, {1: date(2026, 8, 31)}) == (old, (later,))
    assert terms_in_the_way([past], BEGIN, {}) == (None, ())
    with pytest.raises(UserError, match=r"In der Periode „2021–2026“ gibt es schon eine Sitzung am 01.09.2026"):
        terms_in_the_way(terms, BEGIN, {1: BEGIN})
    with pytest.raises(UserError, match="gibt es schon eine Sitzung, nach dem Beginn"):
        terms_in_the_way(terms, BEGIN, {3: None})
    with pytest.raises(UserError, match="„2027“ beginnt erst nach der neuen"):
        terms_in_the_way([later], BEGIN, {3: date(2026, 1, 1)})
    with pytest.raises(UserError, match="„2027“ beginnt erst nach der neuen"):
        terms_in_the_way([replace(later, next_resolution_number=3)], BEGIN, {})


def test_the_first_agenda_elects_and_gives_rules_where_wanted() -> None:
    full = constituent_agenda("KPR", election=True, new_rules=True)
    assert [item.item_type for item in full].count(ItemType.ELECTION) == 2
    assert next(item for item in full if item.item_type is ItemType.RESOLUTION).proposal.startswith("KPR:")
    plain = constituent_agenda("KPR", election=False, new_rules=False)
    assert {item.item_type for item in plain} == {
        ItemType.INFORMATION,
        ItemType.CONSULTATION,
        ItemType.MISCELLANEOUS,
    }
    assert plain[-1].title == "Verschiedenes"


def test_what_happens_to_the_seats_is_said() -> None:
    assert outcome_sentence(9, 2, 1, 1) == (
        "9 Personen bleiben, 2 Sitze werden neu besetzt, 1 Sitz bleibt vorerst unbesetzt, 1 Sitz entfällt."
    )
    assert outcome_sentence(1, 1, 0, 0) == "1 Person bleibt, 1 Sitz wird neu besetzt."
    assert outcome_sentence(0, 0, 0, 0) == "Das Gremium hat noch keine Sitze."

"""Seats over time: edge days, hand-overs, deputies, holders; numbers of terms; what is not deleted."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.common.errors import UserError
from coordinator_app.domain.bodies import (
    Body,
    BodyRules,
    Membership,
    Role,
    Term,
    check_membership,
    rules_on,
    seat_roots,
    seats_on,
    term_on,
    votes_of,
)
from coordinator_app.domain.seats import (
    check_dissolution,
    check_hand_over,
    check_meets,
    check_numbers,
    check_removal,
    check_term_removal,
    history_of,
    last_day_before,
)

FIRST, LAST = date(2024, 2, 29), date(2026, 2, 28)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "held"),
    [(FIRST - DAY, False), (FIRST, True), (FIRST + DAY, True), (LAST - DAY, True), (LAST, True), (LAST + DAY, False)],
)
def test_first_and_last_day_belong_to_seats_and_terms(day: date, held: bool) -> None:
    seat = Membership(id=1, seat="Schule", starts_on=FIRST, ends_on=LAST)
    term = Term(id=1, title="2024–2026", starts_on=FIRST, ends_on=LAST)
    assert bool(seats_on([seat], day)) is held
    assert (term_on([term], day) is term) is held


@pytest.mark.parametrize(
    ("day", "version"),
    [(FIRST - DAY, 1), (FIRST, 1), (LAST - DAY, 1), (LAST, 2), (LAST + DAY, 2), (date(2099, 1, 1), 2)],
)
def test_rules_change_on_their_first_day(day: date, version: int) -> None:
    rules = [BodyRules(id=2, valid_from=LAST), BodyRules(id=1, valid_from=FIRST), BodyRules(id=3)]
    found = rules_on(rules, day)
    assert found is not None
    assert found.id == version


@given(
    cuts=st.lists(st.dates(date(2020, 1, 1), date(2032, 12, 31)), min_size=1, max_size=8, unique=True),
    day=st.dates(date(2019, 6, 1), date(2033, 6, 1)),
)
def test_after_any_hand_overs_a_seat_has_one_holder_a_day(cuts: list[date], day: date) -> None:
    """Seat and deputy are handed over at any days: never two holders, never a gap, never a deputy without principal."""
    ordered = sorted(cuts)
    rows: list[Membership] = []
    for number, begin in enumerate(ordered, start=1):
        end = ordered[number] - DAY if number < len(ordered) else None
        rows.append(
            Membership(
                id=number,
                seat="Polizei",
                person_id=number,
                starts_on=begin,
                ends_on=end,
                previous_id=number - 1 if number > 1 else None,
            )
        )
    deputy = Membership(id=99, seat="Polizei", deputy_for_id=1, starts_on=ordered[0])
    found = seats_on([*rows, deputy], day)
    if day < ordered[0]:
        assert found == []
        return
    principal = next(row for row in found if row.deputy_for_id is None)
    assert principal.starts_on == max(begin for begin in ordered if begin <= day)
    assert [row.deputy_for_id for row in found if row.id == 99] == [principal.id]
    assert votes_of(found) == 1


def test_a_deputy_of_two_principals_has_a_row_for_each_and_no_vote_of_their_own() -> None:
    seats = [
        Membership(id=1, seat="Jugendamt", person_id=1),
        Membership(id=2, seat="Ordnungsamt", person_id=2),
        Membership(id=3, seat="Vertretung", person_id=3, deputy_for_id=1),
    ]
    second = Membership(seat="Vertretung", person_id=3, deputy_for_id=2)
    check_membership(second, seats)
    assert votes_of(seats_on([*seats, replace(second, id=4)], LAST)) == 2
    with pytest.raises(UserError, match="schon den Sitz"):
        check_membership(replace(second, deputy_for_id=1), seats)
    with pytest.raises(UserError, match="Vertretung kann nicht selbst vertreten"):
        check_membership(Membership(seat="x", person_id=5, deputy_for_id=3), seats)


def test_vacant_seats_have_no_vote() -> None:
    seats = [Membership(id=1, seat="Schule", vacant=True), Membership(id=2, seat="Kita", weight=2)]
    assert votes_of(seats) == 2
    assert len(seats_on(seats, LAST)) == 2


def test_two_chairs_stand_first() -> None:
    seats = [
        Membership(id=1, seat="Amt"),
        Membership(id=2, seat="Polizeipräsidium", role=Role.CO_CHAIR),
        Membership(id=3, seat="Oberbürgermeister", role=Role.CHAIR),
    ]
    assert [seat.id for seat in seats_on(seats, LAST)] == [3, 2, 1]


def test_a_deputy_of_a_seat_that_ended_keeps_it() -> None:
    gone = Membership(id=1, seat="Schule", ends_on=FIRST)
    deputy = Membership(id=2, seat="Schule", deputy_for_id=1)
    stranger = Membership(id=3, seat="Kita", deputy_for_id=77)
    assert [row.deputy_for_id for row in seats_on([gone, deputy, stranger], LAST)] == [77, 1]


def test_rows_in_a_circle_do_not_hang() -> None:
    rows = [Membership(id=1, seat="a", previous_id=2), Membership(id=2, seat="a", previous_id=1)]
    assert set(seat_roots(rows)) == {1, 2}


def test_history_names_all_holders_the_latest_first() -> None:
    rows = [
        Membership(id=1, seat="Revierleitung", starts_on=date(2020, 1, 1), ends_on=date(2023, 6, 30)),
        Membership(id=2, seat="Revierleitung", starts_on=date(2023, 7, 1), ends_on=date(2025, 12, 31)),
        Membership(id=3, seat="Polizei", starts_on=date(2026, 1, 1), previous_id=2),
        Membership(id=4, seat="Revierleitung", deputy_for_id=1, starts_on=date(2023, 7, 1)),
        Membership(id=5, seat="Schule"),
    ]
    assert [row.id for row in history_of(rows, 3)] == [3, 2, 1]
    assert [row.id for row in history_of(rows, 1)] == [3, 2, 1]
    assert [row.id for row in history_of(rows, 4)] == [4]
    assert [row.id for row in history_of(rows, 5)] == [5]


def test_nobody_hands_over_on_the_day_they_begin() -> None:
    seat = Membership(seat="Schule", starts_on=FIRST)
    check_hand_over(seat, FIRST + DAY)
    check_hand_over(Membership(seat="Schule"), FIRST)
    for day in (FIRST, FIRST - DAY):
        with pytest.raises(UserError, match=r"erst seit dem 29.02.2024 so besetzt"):
            check_hand_over(seat, day)


def test_who_had_left_before_is_not_made_to_stay() -> None:
    assert last_day_before(Membership(), LAST) == LAST - DAY
    assert last_day_before(Membership(ends_on=FIRST), LAST) == FIRST
    assert last_day_before(Membership(ends_on=date(2030, 1, 1)), LAST) == LAST - DAY


def test_next_numbers_never_go_back() -> None:
    term = Term(title="2026", next_meeting_number=4, next_resolution_number=11)
    check_numbers(term, [1, 2, 3], [9, 10])
    with pytest.raises(UserError, match="nächste Sitzungsnummer der Periode „2026“ ist frühestens 5"):
        check_numbers(term, [4], [])
    with pytest.raises(UserError, match="Beschlussnummer der Periode „2026“ ist frühestens 12"):
        check_numbers(term, [], [11])


def test_a_term_with_meetings_stays() -> None:
    check_term_removal(Term(title="2026"), 0)
    with pytest.raises(UserError, match="Periode „2026“ liegt 1 Sitzung; sie bleibt"):
        check_term_removal(Term(title="2026"), 1)
    with pytest.raises(UserError, match="liegen 7 Sitzungen"):
        check_term_removal(Term(title="2026"), 7)


def test_a_body_that_met_or_has_others_below_it_is_not_deleted() -> None:
    check_removal("KPR", 0, [])
    with pytest.raises(UserError, match=r"„KPR“ hat 1 Sitzung.*lösen Sie es stattdessen auf"):
        check_removal("KPR", 1, ["AG"])
    with pytest.raises(UserError, match="Zu „KPR“ gehört noch „AG“"):
        check_removal("KPR", 0, ["AG"])
    with pytest.raises(UserError, match="gehören noch „A“, „B“, „C“ und „D“"):
        check_removal("KPR", 0, ["A", "B", "C", "D", "E"])


def test_a_body_is_dissolved_after_its_last_meeting() -> None:
    check_dissolution("AG", LAST, [])
    with pytest.raises(UserError, match=r"nach dem 28.02.2026 noch Sitzungen: „2. Sitzung“"):
        check_dissolution("AG", LAST, ["2. Sitzung"])


def test_a_dissolved_body_meets_no_more() -> None:
    check_meets(Body(name="AG"), None)
    gone = Body(name="AG", active=False, dissolved_on=LAST)
    check_meets(gone, LAST)
    for day in (None, LAST + DAY):
        with pytest.raises(UserError, match=r"„AG“ ist am 28.02.2026 aufgelöst"):
            check_meets(gone, day)
    with pytest.raises(UserError, match="„AG“ ist aufgelöst"):
        check_meets(replace(gone, dissolved_on=None), FIRST)


def test_deputies_of_older_files_stay_with_the_seat_too() -> None:
    old = Membership(id=1, seat="Revier", starts_on=FIRST, ends_on=LAST)
    new = Membership(id=2, seat="Revier", starts_on=LAST + DAY)
    deputy = Membership(id=3, seat="Stellvertretung", deputy_for_id=1, starts_on=FIRST)
    assert [row.deputy_for_id for row in seats_on([old, new, deputy], LAST)] == [None, 1]
    assert [row.deputy_for_id for row in seats_on([old, new, deputy], LAST + DAY)] == [None, 2]
    assert seat_roots([Membership(id=1, seat="a", starts_on=date.min)]) == {1: 1}

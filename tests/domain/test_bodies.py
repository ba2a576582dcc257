"""Rules by day, terms, seats, the tree of bodies, numbers and names of bodies."""

from dataclasses import replace
from datetime import date

import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.domain.bodies import (
    PRESETS,
    Body,
    BodyRules,
    Membership,
    Role,
    RulesPreset,
    Term,
    check_membership,
    check_term,
    check_tree,
    genitive,
    rules_on,
    seats_on,
    term_on,
    votes_of,
)
from coordinator_app.domain.number_pattern import resolution_number

DAY = date(2026, 11, 26)


def test_rules_hold_from_their_day_on() -> None:
    old, new = BodyRules(valid_from=date(2024, 1, 1), title="alt"), BodyRules(valid_from=date(2026, 7, 1), title="neu")
    assert rules_on([new, old], DAY) is new
    assert rules_on([new, old], date(2026, 6, 30)) is old
    assert rules_on([new, old], date(2020, 1, 1)) is old
    assert rules_on([], DAY) is None


@pytest.mark.parametrize("preset", RulesPreset)
def test_every_preset_makes_rules(preset: RulesPreset) -> None:
    assert BodyRules(body_id=1, valid_from=DAY, **PRESETS[preset]).title  # type: ignore[arg-type]  # fields of the record by name


def test_terms_do_not_overlap() -> None:
    year = Term(id=1, title="2026", starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))
    assert term_on([year], DAY) is year
    assert term_on([year], date(2027, 1, 1)) is None
    check_term(replace(year, title="neu"), [year])
    check_term(Term(starts_on=date(2027, 1, 1), ends_on=date(2027, 12, 31)), [year, Term(id=9)])
    with pytest.raises(UserError, match=r"überschneidet sich mit „2026“ \(01.01.2026 bis 31.12.2026\)"):
        check_term(Term(starts_on=date(2026, 12, 31), ends_on=date(2027, 12, 31)), [year])
    for broken in (Term(), Term(starts_on=DAY), Term(starts_on=DAY, ends_on=date(2026, 1, 1))):
        with pytest.raises(UserError, match="Beginn und ein Ende"):
            check_term(broken, [])


def test_seats_of_a_day_stand_in_the_order_of_roles() -> None:
    seats = [
        Membership(id=1, seat="Schule"),
        Membership(id=2, seat="Ärztin", weight=2),
        Membership(id=3, seat="Oberbürgermeister", role=Role.CHAIR, starts_on=date(2026, 1, 1)),
        Membership(id=4, seat="Früher", ends_on=date(2026, 1, 1)),
        Membership(id=5, seat="Später", starts_on=date(2027, 1, 1)),
        Membership(id=6, seat="Gast", role=Role.STANDING_GUEST, has_vote=False),
        Membership(id=7, seat="Stellvertretung", deputy_for_id=1),
    ]
    assert [seat.id for seat in seats_on(seats, DAY)] == [3, 1, 7, 2, 6]
    assert votes_of(seats_on(seats, DAY)) == 4


@pytest.mark.parametrize(
    ("seat", "words"),
    [
        (Membership(starts_on=DAY, ends_on=date(2026, 1, 1)), "endet, bevor er beginnt"),
        (Membership(weight=0), "mindestens 1"),
        (Membership(id=3, deputy_for_id=3), "nicht selbst vertreten"),
        (Membership(id=3, person_id=5, role=Role.MEMBER), "schon den Sitz „Schule“ als Mitglied"),
    ],
)
def test_impossible_seats_are_refused(seat: Membership, words: str) -> None:
    with pytest.raises(UserError, match=words):
        check_membership(seat, [Membership(id=1, seat="Schule", person_id=5)])


@pytest.mark.parametrize(
    "seat",
    [
        Membership(id=1, person_id=5),
        Membership(id=2, person_id=5, role=Role.CHAIR),
        Membership(id=2, person_id=5, ends_on=DAY),
        Membership(id=2),
        Membership(id=2, person_id=5, deputy_for_id=9),
    ],
)
def test_possible_seats_are_accepted(seat: Membership) -> None:
    check_membership(seat, [Membership(id=1, seat="Schule", person_id=5), Membership(id=8, person_id=5, ends_on=DAY)])


def test_a_body_does_not_belong_to_itself() -> None:
    parents = {1: None, 2: 1, 3: 2, 4: 5, 5: 4}
    check_tree(3, 1, parents)
    check_tree(3, None, parents)
    check_tree(3, 4, parents)  # an old circle elsewhere does not hang the check
    for body, parent in ((1, 1), (1, 3)):
        with pytest.raises(UserError, match="zu sich selbst"):
            check_tree(body, parent, parents)


def test_resolution_number_follows_the_pattern() -> None:
    assert resolution_number("{term}/{number:02d}", "2026", 7) == "2026/07"
    assert resolution_number("KPR {number}-{term}", "2024–2029", 123) == "KPR 123-2024–2029"
    for pattern in ("{year}", "{0}", "{number:xx}", "{", "{number.a}"):
        with pytest.raises(UserError, match="Muster der Beschlussnummer"):
            resolution_number(pattern, "2026", 1)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Lenkungsgruppe", "der Lenkungsgruppe"),
        ("AG Graffiti", "der AG Graffiti"),
        ("Lenkungsgremium", "des Lenkungsgremiums"),
        ("Kommunaler Präventionsrat", "des Kommunalen Präventionsrates"),
        ("Kommunaler Präventionsrat Mühlwerda", "des Kommunalen Präventionsrates Mühlwerda"),
        ("Arbeitskreis Sucht", "des Arbeitskreises Sucht"),
        ("Netzwerk Suchtprävention", "des Netzwerks Suchtprävention"),
        ("Bündnis für Demokratie", "des Bündnisses für Demokratie"),
        ("Sicher im Quartier", "– Sicher im Quartier"),
        ("Kommunaler", "– Kommunaler"),
        ("", "– "),
    ],
)
def test_name_of_a_body_after_sitzung(name: str, words: str) -> None:
    assert genitive(Body(name=name)) == words


def test_name_after_sitzung_can_be_given() -> None:
    assert genitive(Body(name="Runder Tisch", genitive=" des Runden Tisches ")) == "des Runden Tisches"

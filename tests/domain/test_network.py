"""Rules of distribution lists, partners over the years, blocking."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.domain.contacts import PrivacyBasis, block_problem
from coordinator_app.domain.network import (
    ListRule,
    OrganisationFacts,
    PartnerYear,
    WorkFacts,
    chosen_by,
    partner_years,
    rule_from,
    rule_text,
)

SCHOOL = OrganisationFacts(id=1, kind=10, fields_of_action=frozenset({20, 21}), areas=frozenset({30}))
POLICE = OrganisationFacts(id=2, kind=11, fields_of_action=frozenset({21}))
CLUB = OrganisationFacts(id=3, kind=10)
WORK = (
    WorkFacts(person=100, organisation=1, is_main=True),
    WorkFacts(person=101, organisation=1),
    WorkFacts(person=102, organisation=2),
    WorkFacts(person=100, organisation=2),
)
IDS = st.lists(st.integers(1, 9), max_size=3).map(tuple)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (ListRule(), []),
        (ListRule(organisation_kinds=(10,)), [(100, 1), (101, 1)]),
        (ListRule(organisation_kinds=(10,), main_contacts=True), [(100, 1)]),
        (ListRule(organisation_kinds=(10,), institutions=True), [(100, 1), (101, 1), (None, 3)]),
        (ListRule(fields_of_action=(21,)), [(100, 1), (101, 1), (102, 2)]),
        (ListRule(fields_of_action=(21,), areas=(30,)), [(100, 1), (101, 1)]),
        (ListRule(areas=(31,)), []),
        (ListRule(bodies=(7,)), [(102, None), (103, 2)]),
        (ListRule(bodies=(7,), organisation_kinds=(11,), institutions=True), [(102, 2)]),
    ],
)
def test_a_rule_finds_everybody_who_fulfils_all_of_it(rule: ListRule, expected: list[tuple[int, int]]) -> None:
    assert chosen_by(rule, (SCHOOL, POLICE, CLUB), WORK, {102: None, 103: 2}) == expected


@given(
    st.builds(
        ListRule, organisation_kinds=IDS, fields_of_action=IDS, areas=IDS, bodies=IDS, main_contacts=st.booleans()
    )
)
def test_a_rule_comes_back_as_it_was_stored(rule: ListRule) -> None:
    assert rule_from(rule_text(rule)) == (ListRule() if rule.is_empty else rule)


@pytest.mark.parametrize("text", ["", "kaputt", "[1]", '{"areas": "x", "bodies": true, "main_contacts": [1]}'])
def test_a_damaged_rule_is_empty(text: str) -> None:
    assert rule_from(text) == ListRule()
    assert rule_from('{"areas": [1, "x", true]}') == ListRule(areas=(1,))


def test_partners_are_counted_at_the_end_of_each_year() -> None:
    periods = [(date(2024, 5, 1), None), (None, date(2025, 6, 30)), (date(2026, 1, 1), date(2026, 12, 31))]
    assert partner_years(periods, 2024, 2026) == [
        PartnerYear(2024, 2, 1, 0),
        PartnerYear(2025, 1, 0, 1),
        PartnerYear(2026, 1, 1, 1),
    ]


def test_blocking_takes_a_reason_or_an_ended_basis() -> None:
    day = date(2026, 11, 9)
    assert "Grund" in block_problem((), " ", day)
    assert block_problem((), "Widerspruch", day) == ""
    assert block_problem((PrivacyBasis(delete_after=day),), "", day) == ""
    assert block_problem((PrivacyBasis(withdrawn_on=day),), "", day) == ""
    assert block_problem((PrivacyBasis(delete_after=date(2027, 1, 1)),), "", day) != ""

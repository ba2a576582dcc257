"""Verbs on organisations and persons on a real file."""

from datetime import UTC, date, datetime

import pytest

from coordinator_app.common.clock import FixedClock
from coordinator_app.common.errors import UserError
from coordinator_app.domain.bodies import Body, Membership
from coordinator_app.domain.contacts import (
    Affiliation,
    Channel,
    ContactPoint,
    PrivacyBasis,
    Salutation,
)
from coordinator_app.services.workspace import Workspace


@pytest.fixture
def clock() -> FixedClock:
    """26 November 2026."""
    return FixedClock(datetime(2026, 11, 26, 9, 0, tzinfo=UTC))


def test_person_gets_name_salutation_and_first_activity(workspace: Workspace) -> None:
    school = workspace.contacts.create_organisation(name=" Oberschule Mühlwerda ")
    id = workspace.contacts.create_person(
        first_name=" Anna ",
        last_name="Weber",
        academic_title="Dr.",
        salutation=Salutation.MRS,
        organisation_id=school,
        function="Schulleiterin",
    )
    card = workspace.contacts.person_card(id)
    assert card.person.display_name == "Dr. Anna Weber"
    assert card.salutation == "Sehr geehrte Frau Dr. Weber"
    assert card.affiliations[0][1] == "Oberschule Mühlwerda"
    assert card.affiliations[0][0].start == date(2026, 11, 26)
    assert card.findings == ("Es ist keine Rechtsgrundlage für diese Daten eingetragen.",)
    assert workspace.contacts.organisation_card(school).people[0][1] == "Dr. Anna Weber"


def test_renaming_a_person_changes_the_display_name_and_order(workspace: Workspace) -> None:
    weber = workspace.contacts.create_person(first_name="Anna", last_name="Weber")
    workspace.contacts.create_person(first_name="Zoe", last_name="Albrecht")
    assert [person.last_name for person in workspace.contacts.persons()] == ["Albrecht", "Weber"]
    workspace.contacts.update_person(weber, 1, last_name="Aalen")
    assert [person.display_name for person in workspace.contacts.persons()] == ["Anna Aalen", "Zoe Albrecht"]
    with pytest.raises(UserError, match="Nachname"):
        workspace.contacts.update_person(weber, None, last_name="")


def test_an_organisation_cannot_belong_to_itself(workspace: Workspace) -> None:
    town = workspace.contacts.create_organisation(name="Stadtverwaltung")
    office = workspace.contacts.create_organisation(name="Ordnungsamt", parent_id=town)
    assert workspace.contacts.organisation_card(office).parent == "Stadtverwaltung"
    with pytest.raises(UserError, match="eigenen Teilen"):
        workspace.contacts.update_organisation(town, None, parent_id=office)
    with pytest.raises(UserError, match="eigenen Teilen"):
        workspace.contacts.update_organisation(town, None, parent_id=town)
    workspace.contacts.update_organisation(office, None, parent_id=None, short_name="OA")


def test_only_one_contact_point_is_preferred(workspace: Workspace) -> None:
    id = workspace.contacts.create_person(last_name="Weber")
    workspace.contacts.add_part(ContactPoint(person_id=id, value="0375 1234", is_preferred=True))
    mail = workspace.contacts.add_part(
        ContactPoint(person_id=id, channel=Channel.EMAIL, value="weber@example.org", is_preferred=True)
    )
    assert [point.value for point in workspace.contacts.person_card(id).contact_points if point.is_preferred] == [
        "weber@example.org"
    ]
    phone = workspace.contacts.person_card(id).contact_points[1]
    workspace.contacts.update_part(ContactPoint, phone.id, phone.version, is_preferred=True)
    assert workspace.contacts.person_card(id).contact_points[0].value == "0375 1234"
    workspace.contacts.remove_part(ContactPoint, mail)
    assert len(workspace.contacts.person_card(id).contact_points) == 1
    workspace.store.undo()
    assert len(workspace.contacts.person_card(id).contact_points) == 2


def test_leaving_closes_the_activity_and_counts_the_seats(workspace: Workspace) -> None:
    school = workspace.contacts.create_organisation(name="Oberschule")
    id = workspace.contacts.create_person(last_name="Weber", organisation_id=school)
    with workspace.store.write("Gremium angelegt") as unit:
        body = unit.add(Body(name="Kommunaler Präventionsrat"))
        unit.add(
            Membership(body_id=body, seat="Schule", person_id=id, organisation_id=school, starts_on=date(2025, 1, 1))
        )
    row = workspace.contacts.person_card(id).affiliations[0][0]
    with pytest.raises(UserError, match="vor dem Beginn"):
        workspace.contacts.leave_organisation(row.id, date(2020, 1, 1))
    assert workspace.contacts.leave_organisation(row.id, date(2026, 12, 31)) == 1
    card = workspace.contacts.person_card(id)
    assert card.affiliations[0][0].end == date(2026, 12, 31)
    assert [(seat.title, seat.current) for seat in card.seats] == [("Kommunaler Präventionsrat", True)]


def test_periods_of_parts_are_checked(workspace: Workspace) -> None:
    school = workspace.contacts.create_organisation(name="Oberschule")
    id = workspace.contacts.create_person(last_name="Weber", organisation_id=school)
    row = workspace.contacts.person_card(id).affiliations[0][0]
    with pytest.raises(UserError, match="vor dem Beginn"):
        workspace.contacts.update_part(Affiliation, row.id, row.version, end=date(2020, 1, 1))
    with pytest.raises(UserError, match="vor dem Beginn"):
        workspace.contacts.add_part(PrivacyBasis(person_id=id, dated=date(2026, 2, 1), withdrawn_on=date(2026, 1, 1)))


def test_discarded_contacts_leave_the_lists(workspace: Workspace) -> None:
    school = workspace.contacts.create_organisation(name="Oberschule")
    id = workspace.contacts.create_person(last_name="Weber")
    workspace.contacts.discard_organisation(school)
    workspace.contacts.discard_person(id)
    assert workspace.contacts.organisations() == []
    assert workspace.contacts.persons() == []
    workspace.store.undo()
    assert len(workspace.contacts.persons()) == 1

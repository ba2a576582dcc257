"""Seats through the service: handing over, deputies, vacancy, names told apart, certificates given."""

from datetime import UTC, date, datetime

import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.domain.bodies import Membership, Role
from coordinator_app.domain.contacts import Affiliation
from coordinator_app.domain.dispatches import Dispatch, Occasion
from coordinator_app.domain.meetings import Meeting, MeetingState
from coordinator_app.services.bodies import SeatDraft
from coordinator_app.services.workspace import Workspace

START, CHANGE = date(2026, 1, 1), date(2026, 7, 1)
BEFORE, AFTER = date(2026, 6, 30), date(2026, 7, 2)


@pytest.fixture
def body(workspace: Workspace) -> int:
    return workspace.bodies.create(
        name="Lenkungsgruppe", valid_from=START, seats=(SeatDraft(seat="Bürgermeisteramt", role=Role.CHAIR),)
    )


def person(workspace: Workspace, name: str) -> int:
    return workspace.contacts.create_person(first_name="Anna", last_name=name)


@pytest.fixture
def police(workspace: Workspace, body: int) -> int:
    revier = workspace.contacts.create_organisation(name="Polizeirevier")
    return workspace.bodies.add_seat(
        body, organisation_id=revier, person_id=person(workspace, "Alt"), starts_on=START, weight=2
    )


def shown(workspace: Workspace, body: int, day: date) -> list[str]:
    return [view.shown for view in workspace.bodies.seats(body, day)]


def test_hand_over_keeps_vote_weight_and_deputies(workspace: Workspace, body: int, police: int) -> None:
    deputy = workspace.bodies.add_seat(
        body, seat="Vertretung", person_id=person(workspace, "Stell"), deputy_for_id=police, starts_on=START
    )
    new = workspace.bodies.hand_over(police, person_id=person(workspace, "Neu"), day=CHANGE)
    for day, principal in ((BEFORE, police), (CHANGE, new)):
        views = {view.id: view for view in workspace.bodies.seats(body, day)}
        assert views[deputy].seat.deputy_for_id == principal
        assert [view.id for view in workspace.bodies.seats(body, day)][1:] == [principal, deputy]
        assert workspace.bodies.votes(body, day) == 3
    assert [view.name for view in workspace.bodies.history(new)] == ["Anna Neu", "Anna Alt"]
    assert workspace.store.undo() == "Sitz übergeben"
    assert [view.name for view in workspace.bodies.history(police)] == ["Anna Alt"]


def test_nobody_hands_over_on_the_first_day_or_twice(workspace: Workspace, body: int, police: int) -> None:
    new = person(workspace, "Neu")
    with pytest.raises(UserError, match=r"erst seit dem 01.01.2026"):
        workspace.bodies.hand_over(police, person_id=new, day=START)
    second = workspace.bodies.hand_over(police, person_id=new, day=CHANGE)
    with pytest.raises(UserError, match=r"erst seit dem 01.07.2026"):
        workspace.bodies.hand_over(second, person_id=person(workspace, "Später"), day=CHANGE)


def test_a_limited_seat_stays_limited_and_an_ended_one_keeps_its_end(
    workspace: Workspace, body: int, police: int
) -> None:
    workspace.bodies.update_seat(police, None, ends_on=date(2028, 12, 31))
    new = workspace.bodies.hand_over(police, person_id=None, day=CHANGE)
    assert workspace.bodies.seat(new).ends_on == date(2028, 12, 31)
    workspace.bodies.end_seat(new, date(2026, 9, 30))
    again = workspace.bodies.hand_over(new, person_id=person(workspace, "Neu"), day=date(2027, 1, 1))
    assert workspace.bodies.seat(new).ends_on == date(2026, 9, 30)
    assert workspace.bodies.seat(again).ends_on is None
    assert [view.name for view in workspace.bodies.history(again)] == ["Anna Neu", "Polizeirevier", "Anna Alt"]


def test_a_vacant_seat_is_listed_but_has_no_vote_and_no_invitation(
    workspace: Workspace, body: int, police: int
) -> None:
    empty = workspace.bodies.hand_over(police, person_id=None, day=CHANGE, vacant=True)
    assert shown(workspace, body, AFTER) == ["Bürgermeisteramt", "unbesetzt"]
    assert workspace.bodies.votes(body, AFTER) == 1
    meeting = workspace.meetings.create(body_id=body, starts_at=datetime(2026, 12, 3, 16, tzinfo=UTC))
    assert [view.name for view in workspace.meetings.invitations.recipients(meeting)] == ["Bürgermeisteramt"]
    assert len(workspace.meetings.attendance.open(meeting)) == 1
    workspace.bodies.update_seat(empty, None, person_id=person(workspace, "Neu"))
    assert shown(workspace, body, AFTER) == ["Bürgermeisteramt", "Anna Neu"]
    workspace.bodies.update_seat(empty, None, vacant=True)
    assert workspace.bodies.seat(empty).person_id is None


def test_ending_a_seat_ends_its_deputies(workspace: Workspace, body: int, police: int) -> None:
    first = workspace.bodies.add_seat(body, seat="V1", deputy_for_id=police, starts_on=START)
    new = workspace.bodies.hand_over(police, person_id=None, day=CHANGE)
    workspace.bodies.end_seat(new, date(2026, 9, 30))
    assert workspace.bodies.seat(first).ends_on == date(2026, 9, 30)
    assert len(workspace.bodies.seats(body, date(2026, 10, 1))) == 1


def test_a_deputy_for_two_principals_is_listed_behind_both(workspace: Workspace, body: int, police: int) -> None:
    office = workspace.bodies.add_seat(body, seat="Ordnungsamt", starts_on=START)
    twice = person(workspace, "Doppel")
    for principal in (police, office):
        workspace.bodies.add_seat(body, seat="Vertretung", person_id=twice, deputy_for_id=principal, starts_on=START)
    assert [view.name for view in workspace.bodies.seats(body, AFTER)] == [
        *("Bürgermeisteramt", "Ordnungsamt", "Anna Doppel", "Anna Alt", "Anna Doppel"),
    ]
    assert workspace.bodies.votes(body, AFTER) == 4


def test_people_of_one_name_are_told_apart_by_where_they_work(workspace: Workspace, body: int) -> None:
    offices = [workspace.contacts.create_organisation(name=name) for name in ("Jugendamt", "Ordnungsamt")]
    people = [workspace.contacts.create_person(first_name="Anna", last_name="Müller") for _ in range(2)]
    for office, who in zip(offices, people, strict=True):
        workspace.contacts.add_part(Affiliation(person_id=who, organisation_id=office, function="Leiterin"))
        workspace.bodies.add_seat(body, organisation_id=office, person_id=who, starts_on=START)
    assert shown(workspace, body, AFTER)[1:] == ["Anna Müller (Jugendamt)", "Anna Müller (Ordnungsamt)"]
    assert [view.name for view in workspace.bodies.seats(body, AFTER)][1:] == ["Anna Müller"] * 2
    assert sorted(title for _, title in workspace.search.suggest("person", "mül")) == [
        "Anna Müller (Jugendamt)",
        "Anna Müller (Ordnungsamt)",
    ]
    assert [title for _, title in workspace.search.suggest("organisation", "jug")] == ["Jugendamt"]


def test_a_seat_that_was_in_a_meeting_is_not_deleted(workspace: Workspace, body: int, police: int) -> None:
    workspace.bodies.add_seat(body, seat="V1", deputy_for_id=police, starts_on=START)
    chair = workspace.bodies.seats(body, AFTER)[0].id
    meeting = workspace.meetings.create(body_id=body, starts_at=datetime(2026, 12, 3, 16, tzinfo=UTC))
    workspace.meetings.attendance.open(meeting)
    workspace.bodies.discard_seat(police)
    assert shown(workspace, body, AFTER) == ["Bürgermeisteramt"]
    with workspace.store.write("x") as unit:
        unit.change(Meeting, meeting, None, state=MeetingState.HELD)
    with pytest.raises(UserError, match="steht in der Anwesenheit von 1 Sitzung"):
        workspace.bodies.discard_seat(chair)


def test_certificates_given_are_noted_with_a_sending(workspace: Workspace, body: int, police: int) -> None:
    workspace.bodies.appoint([police], CHANGE)
    assert workspace.bodies.seat(police).appointed_on == CHANGE
    with workspace.store.read() as unit:
        (sending,) = unit.find(Dispatch, target_kind="body", target_id=body)
    assert (sending.occasion, sending.sent_on) == (Occasion.CERTIFICATES, CHANGE)
    assert sending.recipients == "Anna Alt"
    assert workspace.bodies.links.overview(body).certificates_on == CHANGE
    with pytest.raises(UserError, match="mindestens einen Sitz"):
        workspace.bodies.appoint([], CHANGE)
    workspace.store.undo()
    assert workspace.bodies.seat(police).appointed_on is None


def test_a_person_erased_leaves_the_seat(workspace: Workspace, body: int, police: int) -> None:
    who = workspace.bodies.seat(police).person_id
    assert who is not None
    workspace.search.erase("person", who)
    view = next(view for view in workspace.bodies.seats(body, AFTER) if view.id == police)
    assert view.name == "Polizeirevier"
    with workspace.store.read() as unit:
        assert unit.get(Membership, police).seat == "Polizeirevier"


def test_a_person_thrown_away_leaves_vacant_seats_and_one_undo_step(
    workspace: Workspace, body: int, police: int
) -> None:
    who = workspace.bodies.seat(police).person_id
    assert who is not None
    today = date(2026, 11, 9)
    chair = workspace.bodies.seats(body, today)[0].id
    workspace.bodies.add_seat(body, seat="V", person_id=who, deputy_for_id=chair, starts_on=START)
    workspace.bodies.add_seat(body, seat="W", person_id=who, role=Role.ADVISORY, deputy_for_id=chair, starts_on=today)
    workspace.bodies.add_seat(body, seat="Später", person_id=who, role=Role.ADVISORY, starts_on=date(2027, 1, 1))
    workspace.contacts.discard_person(who)
    assert "unbesetzt" not in shown(workspace, body, date(2026, 11, 8))
    assert shown(workspace, body, today) == ["Bürgermeisteramt", "unbesetzt"]
    assert shown(workspace, body, date(2027, 1, 1)) == ["Bürgermeisteramt", "unbesetzt", "unbesetzt"]
    assert workspace.store.undo() == "Person in den Papierkorb gelegt"
    assert len(shown(workspace, body, today)) == 4

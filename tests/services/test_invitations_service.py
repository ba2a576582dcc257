"""Recipients with ways and deputies, answers, what must still be told, records of sendings."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.domain.contacts import Channel, ContactPoint
from coordinator_app.domain.dispatches import Occasion, Way
from coordinator_app.domain.meetings import AttendanceStatus, MeetingState, Reply
from coordinator_app.services.recipients import Recipient
from coordinator_app.services.workspace import Workspace
from tests.meeting_scenario import SECOND, Steering


def mail(workspace: Workspace, person: int, value: str, channel: Channel = Channel.EMAIL) -> None:
    workspace.contacts.add_part(ContactPoint(person_id=person, channel=channel, value=value))


def person_of(steering: Steering, name: str) -> int:
    return steering.people[name]


@pytest.fixture
def planned(steering: Steering, workspace: Workspace) -> int:
    """The second meeting, not invited yet; three people have an address."""
    workspace.meetings.invitations.withdraw(steering.second)
    mail(workspace, person_of(steering, "Krause"), "krause@sv.example")
    mail(workspace, person_of(steering, "Lorenz"), "lorenz@schule.example")
    mail(workspace, person_of(steering, "Nitzsche"), "Am Hang 3, 08999 Mühlwerda", Channel.POST)
    return steering.second


def seat_of(workspace: Workspace, body: int, name: str) -> int:
    return next(view.id for view in workspace.bodies.seats(body) if view.name.endswith(name))


def by_name(workspace: Workspace, meeting: int) -> dict[str, Recipient]:
    return {found.name: found for found in workspace.meetings.invitations.plan(meeting)}


def test_ways_follow_from_the_contacts_and_gaps_are_told(planned: int, workspace: Workspace) -> None:
    found = by_name(workspace, planned)
    assert found["Stefan Krause"].way is Way.EMAIL
    assert found["Dr. Petra Nitzsche"].way is Way.POST
    assert found["Dr. Petra Nitzsche"].addressee.address[-1] == "08999 Mühlwerda"
    assert found["Rico Böhme"].problem == "Für Rico Böhme ist keine E-Mail-Adresse eingetragen."
    assert found["Stefan Krause"].problem == ""
    assert found["Stefan Krause"].line == "Stefan Krause, krause@sv.example"
    assert not found["Stefan Krause"].sent


def test_ways_are_chosen_per_person_and_kept(planned: int, steering: Steering, workspace: Workspace) -> None:
    invitations = workspace.meetings.invitations
    found = by_name(workspace, planned)
    invitations.set_way(planned, [found["Stefan Krause"].key], Way.POST)
    invitations.set_way(planned, [found["Stefan Krause"].key, found["Rico Böhme"].key], Way.NONE)
    assert by_name(workspace, planned)["Stefan Krause"].way is Way.NONE
    assert invitations.of_meeting(planned) == []
    invitations.invite(planned)
    assert {row.name for row in invitations.of_meeting(planned)}.isdisjoint({"Stefan Krause", "Rico Böhme"})
    assert workspace.meetings.get(planned).invited_by == "E-Mail, Post"
    stored = {row.name: row.address for row in invitations.of_meeting(planned)}
    assert stored["Anke Lorenz"] == "lorenz@schule.example"
    assert stored["Dr. Petra Nitzsche"] == "Am Hang 3, 08999 Mühlwerda"


def test_deputies_follow_their_principal_and_are_only_informed(
    planned: int, steering: Steering, workspace: Workspace
) -> None:
    seat = seat_of(workspace, steering.body, "Lorenz")
    deputy = workspace.contacts.create_person(last_name="Sommer", first_name="Ines")
    mail(workspace, deputy, "sommer@schule.example")
    workspace.bodies.add_seat(
        steering.body, seat="Stellvertretung", person_id=deputy, deputy_for_id=seat, has_vote=False
    )
    plan = workspace.meetings.invitations.plan(planned)
    names = [found.name for found in plan]
    assert names.index("Ines Sommer") == names.index("Anke Lorenz") + 1
    found = by_name(workspace, planned)["Ines Sommer"]
    assert (found.deputy_for, found.way, found.for_information) == ("Anke Lorenz", Way.NONE, True)
    workspace.meetings.invitations.set_way(planned, [found.key], Way.EMAIL)
    workspace.meetings.invitations.invite(planned)
    state = workspace.meetings.invitations.state(planned)
    assert state.counts.total == 9
    row = next(row for row in workspace.meetings.invitations.of_meeting(planned) if row.name == "Ines Sommer")
    assert row.for_information
    assert workspace.meetings.invitations.deputies(_row(workspace, planned, "Anke Lorenz")) == [(deputy, "Ines Sommer")]
    assert workspace.meetings.attendance.open(planned)
    assert "Ines Sommer" not in [line.attendance.name for line in workspace.meetings.attendance.view(planned).lines]


def _row(workspace: Workspace, meeting: int, name: str) -> int:
    return next(row.id for row in workspace.meetings.invitations.of_meeting(meeting) if row.name == name)


def test_guests_are_invited_with_an_address_of_any_kind(planned: int, workspace: Workspace) -> None:
    invitations = workspace.meetings.invitations
    person = workspace.contacts.create_person(last_name="Wagner", first_name="Mirko")
    mail(workspace, person, "wagner@haus.example")
    invitations.add_guest(planned, person_id=person)
    invitations.add_guest(planned, name="Kim\nBcc: x@y.example", organisation="Presse", address="kim@presse.example")
    invitations.add_guest(planned, name="Lea Roth", address="Gasse 1\n01234 Ort")
    found = by_name(workspace, planned)
    assert found["Mirko Wagner"].addressee.email == "wagner@haus.example"
    assert found["Kim Bcc: x@y.example"].addressee.email == "kim@presse.example"
    assert found["Kim Bcc: x@y.example"].words == "Presse"
    assert found["Lea Roth"].way is Way.POST
    assert found["Lea Roth"].addressee.address == ("Lea Roth", "Gasse 1", "01234 Ort")
    with pytest.raises(UserError, match="steht schon"):
        invitations.add_guest(planned, person_id=person)
    with pytest.raises(UserError, match="Namen"):
        invitations.add_guest(planned, name=" ")
    guest = found["Lea Roth"].invitation
    assert guest is not None
    invitations.remove_guest(guest.id)
    assert "Lea Roth" not in by_name(workspace, planned)
    workspace.store.undo()
    assert "Lea Roth" in by_name(workspace, planned)
    invitations.invite(planned)
    assert len(invitations.of_meeting(planned)) == 12
    with pytest.raises(UserError, match="nicht einladen"):
        invitations.remove_guest(_row(workspace, planned, "Anke Lorenz"))
    workspace.meetings.attendance.open(planned)
    lines = {line.attendance.name: line.attendance.status for line in workspace.meetings.attendance.view(planned).lines}
    assert lines["Mirko Wagner"] is AttendanceStatus.GUEST
    invitations.withdraw(planned)
    assert "Mirko Wagner" in by_name(workspace, planned)
    assert invitations.of_meeting(planned) == []


def test_a_late_day_is_told_before_and_after(planned: int, workspace: Workspace) -> None:
    invitations = workspace.meetings.invitations
    late = SECOND.date() - timedelta(days=3)
    assert not invitations.check_for(planned, late).in_time
    assert invitations.check_for(planned, SECOND.date() - timedelta(days=14)).in_time
    assert not invitations.invite(planned, sent_on=late).in_time


def test_sendings_are_recorded_with_names_and_addresses(planned: int, workspace: Workspace) -> None:
    invitations = workspace.meetings.invitations
    invitations.invite(planned, contents="Einladung.pdf")
    record = workspace.dispatches.of("meeting", planned)[0]
    assert record.occasion is Occasion.INVITATION
    assert "Stefan Krause, krause@sv.example" in record.recipients.splitlines()
    assert len(record.recipients.splitlines()) == 9
    assert (record.way, record.contents) == ("E-Mail, Post", "Einladung.pdf")
    invitations.invite(planned)  # nobody new: nothing more to note
    assert len(workspace.dispatches.of("meeting", planned)) == 1
    assert workspace.dispatches.get(record.id) == record
    workspace.dispatches.discard(record.id)
    assert workspace.dispatches.of("meeting", planned) == []
    made = workspace.dispatches.record(
        Occasion.TASKS, "body", 1, way=" Post ", recipients=["A\nB, Gasse"], sent_on=date(2026, 11, 2)
    )
    assert workspace.dispatches.get(made).recipients == "A B, Gasse"


def test_newcomers_are_invited_later(planned: int, steering: Steering, workspace: Workspace) -> None:
    invitations = workspace.meetings.invitations
    invitations.invite(planned)
    person = workspace.contacts.create_person(last_name="Neu", first_name="Nele")
    workspace.bodies.add_seat(steering.body, seat="Neuer Sitz", person_id=person, starts_on=date(2026, 11, 1))
    left = [found for found in invitations.plan(planned) if not found.sent and found.way is not Way.NONE]
    assert [found.name for found in left] == ["Nele Neu"]
    invitations.invite(planned, sent_on=date(2026, 11, 15))
    assert len(invitations.of_meeting(planned)) == 10
    assert workspace.meetings.get(planned).invited_on != date(2026, 11, 15)
    assert workspace.dispatches.of("meeting", planned)[0].recipients.startswith("Nele Neu")


def test_changes_are_untold_until_they_are_told(planned: int, workspace: Workspace) -> None:
    meetings = workspace.meetings
    assert meetings.invitations.changes(planned) == []
    meetings.invitations.invite(planned)
    meetings.update(planned, None, place="Bürgersaal")
    assert meetings.invitations.changes(planned)[0].startswith("Ort: Bürgersaal statt")
    meetings.invitations.invite(planned)  # a newcomer's invitation does not tell the others
    assert meetings.invitations.changes(planned)
    before = meetings.get(planned).calendar_sequence
    assert meetings.invitations.tell(planned, Occasion.CHANGE) == 9
    assert meetings.invitations.changes(planned) == []
    assert meetings.get(planned).calendar_sequence == before + 1
    meetings.invitations.tell(planned, Occasion.CHANGE)
    assert meetings.get(planned).calendar_sequence == before + 1


def test_a_cancellation_must_be_told(planned: int, workspace: Workspace) -> None:
    meetings = workspace.meetings
    meetings.invitations.invite(planned)
    meetings.cancel(planned, "Hochwasser")
    assert meetings.invitations.changes(planned) == ["Die Sitzung ist abgesagt."]
    assert meetings.invitations.tell(planned, Occasion.CANCELLATION, keys=None) == 9
    assert meetings.invitations.changes(planned) == []
    assert workspace.dispatches.of("meeting", planned)[0].occasion is Occasion.CANCELLATION
    meetings.reinstate(planned)
    assert meetings.get(planned).state is MeetingState.PLANNED


def test_nobody_invited_means_nobody_to_tell(planned: int, workspace: Workspace) -> None:
    with pytest.raises(UserError, match="noch niemand eingeladen"):
        workspace.meetings.invitations.tell(planned, Occasion.CHANGE)


def test_only_some_are_reminded(planned: int, workspace: Workspace) -> None:
    invitations = workspace.meetings.invitations
    invitations.invite(planned)
    key = by_name(workspace, planned)["Anke Lorenz"].key
    assert invitations.tell(planned, Occasion.REMINDER, keys=[key], sent_on=date(2026, 11, 20)) == 1
    rows = {row.name: row.reminded_on for row in invitations.of_meeting(planned)}
    assert rows["Anke Lorenz"] == date(2026, 11, 20)
    assert rows["Stefan Krause"] is None


def test_answers_promise_a_quorum(planned: int, workspace: Workspace) -> None:
    invitations = workspace.meetings.invitations
    invitations.invite(planned)
    rows = {row.name: row.id for row in invitations.of_meeting(planned)}
    state = invitations.state(planned)
    assert (state.counts.open, state.quorum.votes, state.quorum.met) == (9, 0, False)
    for name in ("Cornelia Marschner", "Rico Böhme", "Jens Hempel"):
        invitations.reply(rows[name], Reply.YES)
    invitations.reply(rows["Anke Lorenz"], Reply.DEPUTY, deputy_name="Ines Sommer")
    invitations.reply(rows["Stefan Krause"], Reply.NO)
    state = invitations.state(planned)
    assert (state.counts.yes, state.counts.deputy, state.counts.no) == (3, 1, 1)
    assert state.quorum.votes == 4
    members = state.quorum.members
    assert state.quorum.sentence.startswith(f"Nach den Zusagen noch nicht beschlussfähig: 4 von {members} Stimmen")


def test_one_deputy_holds_one_vote(planned: int, steering: Steering, workspace: Workspace) -> None:
    invitations = workspace.meetings.invitations
    invitations.invite(planned)
    rows = {row.name: row.id for row in invitations.of_meeting(planned)}
    deputy = workspace.contacts.create_person(last_name="Sommer", first_name="Ines")
    invitations.reply(rows["Anke Lorenz"], Reply.DEPUTY, deputy_id=deputy)
    with pytest.raises(UserError, match="vertritt schon Anke Lorenz"):
        invitations.reply(rows["Stefan Krause"], Reply.DEPUTY, deputy_id=deputy)
    with pytest.raises(UserError, match="selbst stimmberechtigt"):
        invitations.reply(rows["Stefan Krause"], Reply.DEPUTY, deputy_id=steering.people["Böhme"])
    with pytest.raises(UserError, match="nicht selbst"):
        invitations.reply(rows["Stefan Krause"], Reply.DEPUTY, deputy_id=steering.people["Krause"])
    with pytest.raises(UserError, match="Namen"):
        invitations.reply(rows["Stefan Krause"], Reply.DEPUTY)
    rules = workspace.bodies.rules(steering.body, SECOND.date())
    workspace.bodies.update_rules(rules.id, None, transfer_allowed=True)
    invitations.reply(rows["Stefan Krause"], Reply.DEPUTY, deputy_id=deputy)
    assert invitations.state(planned).quorum.votes == 2
    workspace.bodies.update_rules(rules.id, None, transfer_allowed=False)
    assert invitations.state(planned).quorum.votes == 1


def test_two_people_with_one_name_are_two(planned: int, workspace: Workspace) -> None:
    invitations = workspace.meetings.invitations
    invitations.invite(planned)
    rows = {row.name: row.id for row in invitations.of_meeting(planned)}
    first, second = (workspace.contacts.create_person(last_name="Sommer", first_name="Ines") for _ in range(2))
    invitations.reply(rows["Anke Lorenz"], Reply.DEPUTY, deputy_id=first)
    invitations.reply(rows["Stefan Krause"], Reply.DEPUTY, deputy_id=second)
    assert invitations.state(planned).counts.deputy == 2


def test_rules_without_deputies_are_kept(planned: int, steering: Steering, workspace: Workspace) -> None:
    workspace.meetings.invitations.invite(planned)
    rules = workspace.bodies.rules(steering.body, SECOND.date())
    workspace.bodies.update_rules(rules.id, None, deputies_allowed=False)
    with pytest.raises(UserError, match="erlaubt keine Vertretung"):
        workspace.meetings.invitations.reply(_row(workspace, planned, "Anke Lorenz"), Reply.DEPUTY, deputy_name="X")


def status(workspace: Workspace, meeting: int) -> dict[str, AttendanceStatus]:
    return {view.attendance.name: view.attendance.status for view in workspace.meetings.attendance.view(meeting).lines}


def test_answers_are_preset_at_the_start(planned: int, steering: Steering, workspace: Workspace) -> None:
    invitations = workspace.meetings.invitations
    invitations.invite(planned)
    invitations.reply(_row(workspace, planned, "Stefan Krause"), Reply.NO)
    invitations.reply(_row(workspace, planned, "Anke Lorenz"), Reply.DEPUTY, deputy_name="Ines Sommer")
    steering.clock.moment = SECOND
    workspace.meetings.live.start(planned)
    found = status(workspace, planned)
    assert found["Stefan Krause"] is AttendanceStatus.EXCUSED
    assert found["Anke Lorenz"] is AttendanceStatus.REPRESENTED
    assert found["Ines Sommer"] is AttendanceStatus.EXPECTED
    lines = {view.attendance.name: view for view in workspace.meetings.attendance.view(planned).lines}
    assert lines["Ines Sommer"].represents == "Anke Lorenz"
    workspace.meetings.attendance.arrive([lines["Ines Sommer"].id])
    assert workspace.meetings.attendance.view(planned).votes == 1


def test_answers_given_later_reach_the_list_until_somebody_has_come(
    planned: int, steering: Steering, workspace: Workspace
) -> None:
    invitations, attendance = workspace.meetings.invitations, workspace.meetings.attendance
    invitations.invite(planned)
    attendance.open(planned)
    row = _row(workspace, planned, "Anke Lorenz")
    invitations.reply(row, Reply.DEPUTY, deputy_name="Ines Sommer")
    invitations.reply(row, Reply.DEPUTY, deputy_name="Jan Winter")
    found = status(workspace, planned)
    assert "Ines Sommer" not in found
    assert found["Jan Winter"] is AttendanceStatus.EXPECTED
    invitations.reply(row, Reply.YES)
    assert status(workspace, planned)["Anke Lorenz"] is AttendanceStatus.EXPECTED
    assert "Jan Winter" not in status(workspace, planned)
    lines = {view.attendance.name: view.id for view in attendance.view(planned).lines}
    attendance.arrive([lines["Anke Lorenz"]])
    invitations.reply(row, Reply.NO)
    assert status(workspace, planned)["Anke Lorenz"] is AttendanceStatus.PRESENT


def test_a_title_of_250_letters_is_invited_to(planned: int, workspace: Workspace) -> None:
    workspace.meetings.update(planned, None, title="T" * 250)
    workspace.meetings.invitations.invite(planned)
    assert workspace.meetings.get(planned).state is MeetingState.INVITED


def test_keys_tell_seats_from_guests(planned: int, workspace: Workspace) -> None:
    found = by_name(workspace, planned)["Anke Lorenz"]
    assert found.key.startswith("seat:")
    lost: Any = replace(found, membership_id=None, invitation=None)
    assert lost.key == "guest:0"

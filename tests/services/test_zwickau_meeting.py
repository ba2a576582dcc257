"""A real meeting as far as it is public: the second one of a steering body whose seats belong to institutions."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from coordinator_app.common.clock import FixedClock
from coordinator_app.common.errors import UserError
from coordinator_app.domain.agenda import ItemState, ItemType
from coordinator_app.domain.bodies import Role
from coordinator_app.domain.meetings import MeetingState, NoticeAnswer
from coordinator_app.domain.minutes import MinutesState
from coordinator_app.domain.resolutions import ResolutionState
from coordinator_app.domain.votes import Count
from coordinator_app.services.bodies import SeatDraft
from coordinator_app.services.resolutions import VoteEntry
from coordinator_app.services.workspace import Workspace

BEGIN = datetime(2021, 10, 7, 8, 0, tzinfo=UTC)  # 10:00 local time
INSTITUTIONS = (
    "Stadtverwaltung",
    "Polizeirevier",
    "Jugendarbeit",
    "Suchtberatung",
    "Justiz",
    "Opferhilfe",
    "Demokratiearbeit",
)
TOPICS = (
    ("Eröffnung", ItemType.INFORMATION),
    ("Bericht der Stabsstelle Kommunale Prävention", ItemType.INFORMATION),
    ("AG Graffiti", ItemType.CONSULTATION),
    ("AG Schulverweigerung", ItemType.CONSULTATION),
    ("Netzwerk Suchtprävention", ItemType.CONSULTATION),
    ("Veranstaltungen Fahrradsicherheit, Seniorensicherheit und „Stark ohne Drogen“", ItemType.INFORMATION),
    ("Sicherheitsanalyse 2021", ItemType.RESOLUTION),
)


@pytest.fixture
def body_id(workspace: Workspace) -> int:
    seats = [
        SeatDraft(seat="Oberbürgermeisterin oder Oberbürgermeister", role=Role.CHAIR),
        SeatDraft(seat="Polizeipräsidentin oder Polizeipräsident", role=Role.CHAIR),
    ]
    for name in INSTITUTIONS:
        organisation = workspace.contacts.create_organisation(name=name)
        seats.append(SeatDraft(seat=name, organisation_id=organisation))
    return workspace.bodies.create(
        name="Lenkungsgremium",
        short_name="KPR",
        valid_from=date(2020, 9, 24),
        founded_on=date(2020, 9, 24),
        seats=seats,
    )


def test_two_chairs_and_institutions_hold_the_seats(workspace: Workspace, body_id: int) -> None:
    seats = workspace.bodies.seats(body_id, date(2021, 10, 7))
    assert [view.seat.role for view in seats[:2]] == [Role.CHAIR, Role.CHAIR]
    assert {view.name for view in seats[2:]} == set(INSTITUTIONS)
    assert workspace.bodies.votes(body_id, date(2021, 10, 7)) == 9


def test_whole_life_of_the_meeting(workspace: Workspace, clock: FixedClock, body_id: int) -> None:
    clock.moment = BEGIN - timedelta(days=30)
    person = workspace.contacts.create_person(last_name="Leitung", first_name="Cora")
    meetings = workspace.meetings
    workspace.bodies.add_term(
        body_id, title="2021", starts_on=date(2021, 1, 1), ends_on=date(2021, 12, 31), next_meeting_number=2
    )
    meeting_id = meetings.create(
        body_id=body_id,
        starts_at=BEGIN,
        ends_at=BEGIN + timedelta(hours=2),
        place="Rathaus",
        chair_id=person,
        minute_taker_id=person,
    )
    for title, item_type in TOPICS:
        meetings.agenda.add(meeting_id, title=title, item_type=item_type)
    agenda = meetings.agenda.view(meeting_id)
    assert [line.number for line in agenda.lines] == ["1", "2", "3", "4", "5", "6", "7"]

    check = meetings.invitations.invite(meeting_id, sent_on=date(2021, 9, 23))
    assert check.in_time
    assert check.latest == date(2021, 9, 23)
    assert len(meetings.invitations.of_meeting(meeting_id)) == 9

    clock.moment = BEGIN
    assert meetings.live.start(meeting_id) == 2
    assert meetings.get(meeting_id).title == "2. Sitzung des Lenkungsgremiums"
    assert meetings.get(meeting_id).notice_answer is NoticeAnswer.YES
    lines = meetings.attendance.view(meeting_id).lines
    meetings.attendance.arrive([line.id for line in lines[:7]])
    assert meetings.live.note_quorum(meeting_id).met

    clock.moment += timedelta(minutes=20)
    meetings.attendance.arrive([lines[7].id])  # one comes late
    for _ in TOPICS:
        item = meetings.live.call_next(meeting_id)
    assert item == agenda.lines[-1].id
    resolution = workspace.resolutions.draft(
        item, wording="Die Ergebnisse der Befragung werden in die Präventionsstrategie aufgenommen."
    )
    entry = VoteEntry(count=Count(yes=7, abstain=1))
    assert workspace.resolutions.preview(resolution, entry).terms.present == 8
    found = workspace.resolutions.vote(resolution, entry)
    assert found.sentence == (
        "Der Beschlussvorschlag wird mit 7 Ja-Stimmen ohne Gegenstimmen bei 1 Enthaltung angenommen."
    )
    assert workspace.resolutions.get(resolution).number == "2021/01"
    partner = workspace.contacts.create_organisation(name="Verkehrswacht")
    workspace.tasks.create_in_item(item, title="Ergebnisse vorstellen", due="Ende April", person_id=person)
    task = workspace.tasks.create_in_item(item, title="Fahrradaktion", due="09.10.", organisation_id=partner)
    assert workspace.tasks.get(task).due_on == date(2021, 10, 9)

    clock.moment += timedelta(minutes=80)
    meetings.live.finish(meeting_id)
    meeting = meetings.get(meeting_id)
    assert meeting.state is MeetingState.HELD
    assert [line.item.state for line in meetings.agenda.view(meeting_id).lines] == [ItemState.DONE] * 7
    assert not [finding.text for finding in workspace.minutes.check(meeting_id) if finding.severity == "error"]

    with pytest.raises(UserError, match="bestätigt"):
        workspace.minutes.finalise(meeting_id)
    assert workspace.minutes.finalise(meeting_id, confirmed_on=date(2021, 10, 20)) == 1
    assert meetings.get(meeting_id).state is MeetingState.CLOSED
    version = workspace.minutes.versions(meeting_id)[0]
    people = json.loads(version.content_json)["people"]
    assert sum(bool(entry["spans"]) for entry in people) == 8
    assert workspace.minutes.broken(meeting_id) == ()

    clock.moment += timedelta(days=170)
    following = meetings.prepare_next(body_id=body_id, starts_at=clock.moment + timedelta(days=20))
    items = meetings.agenda.view(following).lines
    assert [line.item.item_type for line in items] == [
        ItemType.MINUTES_APPROVAL,
        ItemType.RESOLUTION_CONTROL,
        ItemType.OPEN_TASKS,
    ]
    assert all(line.item.reason for line in items)
    assert meetings.carry_over(following).item_ids == ()

    meetings.invitations.invite(following)
    clock.moment += timedelta(days=20)
    meetings.live.start(following)
    meetings.attendance.arrive([line.id for line in meetings.attendance.view(following).lines])
    approval = meetings.live.call_next(following)
    decision = workspace.resolutions.draft(approval)
    workspace.resolutions.vote(decision, VoteEntry(count=Count(yes=9)))
    meetings.live.call_next(following)
    minutes = workspace.minutes.of_meeting(meeting_id)
    assert minutes is not None
    assert minutes.state is MinutesState.APPROVED
    assert workspace.resolutions.get(decision).state is ResolutionState.ADOPTED
    assert workspace.resolutions.get(decision).number == "2022/01"

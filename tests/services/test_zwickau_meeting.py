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


@pytest.fixture
def meeting_id(workspace: Workspace, clock: FixedClock, body_id: int) -> int:
    """The meeting with its agenda, invited in time."""
    clock.moment = BEGIN - timedelta(days=30)
    person = workspace.contacts.create_person(last_name="Leitung", first_name="Cora")
    workspace.bodies.add_term(
        body_id, title="2021", starts_on=date(2021, 1, 1), ends_on=date(2021, 12, 31), next_meeting_number=2
    )
    made = workspace.meetings.create(
        body_id=body_id,
        starts_at=BEGIN,
        ends_at=BEGIN + timedelta(hours=2),
        place="Rathaus",
        chair_id=person,
        minute_taker_id=person,
    )
    for title, item_type in TOPICS:
        workspace.meetings.agenda.add(made, title=title, item_type=item_type)
    check = workspace.meetings.invitations.invite(made, sent_on=date(2021, 9, 23))
    assert (check.in_time, check.latest) == (True, date(2021, 9, 23))
    return made


@pytest.fixture
def resolution_id(workspace: Workspace, clock: FixedClock, meeting_id: int) -> int:
    """The meeting was held: seven of nine from the start, one more after twenty minutes, one resolution."""
    meetings = workspace.meetings
    clock.moment = BEGIN
    assert meetings.live.start(meeting_id) == 2
    lines = meetings.attendance.view(meeting_id).lines
    meetings.attendance.arrive([line.id for line in lines[:7]])
    assert meetings.live.note_quorum(meeting_id).met
    clock.moment += timedelta(minutes=20)
    meetings.attendance.arrive([lines[7].id])
    item = 0
    for _ in TOPICS:
        item = meetings.live.call_next(meeting_id) or 0
    wording = "Die Ergebnisse der Befragung werden in die Präventionsstrategie aufgenommen."
    resolution = workspace.resolutions.draft(item, wording=wording)
    entry = VoteEntry(count=Count(yes=7, abstain=1))
    assert workspace.resolutions.preview(resolution, entry).terms.present == 8
    workspace.resolutions.vote(resolution, entry)
    partner = workspace.contacts.create_organisation(name="Verkehrswacht")
    workspace.tasks.create_in_item(item, title="Ergebnisse vorstellen", due="Ende April", organisation_id=partner)
    workspace.tasks.create_in_item(item, title="Fahrradaktion", due="09.10.", organisation_id=partner)
    clock.moment += timedelta(minutes=80)
    meetings.live.finish(meeting_id)
    return resolution


def test_agenda_holds_what_was_treated(workspace: Workspace, meeting_id: int) -> None:
    agenda = workspace.meetings.agenda.view(meeting_id)
    assert [line.number for line in agenda.lines] == ["1", "2", "3", "4", "5", "6", "7"]
    assert len(workspace.meetings.invitations.of_meeting(meeting_id)) == 9


def test_meeting_is_held(workspace: Workspace, meeting_id: int, resolution_id: int) -> None:
    meeting = workspace.meetings.get(meeting_id)
    assert (meeting.title, meeting.number) == ("2. Sitzung des Lenkungsgremiums", 2)
    assert (meeting.state, meeting.notice_answer) == (MeetingState.HELD, NoticeAnswer.YES)
    states = [line.item.state for line in workspace.meetings.agenda.view(meeting_id).lines]
    assert states == [ItemState.DONE] * 7
    resolution = workspace.resolutions.get(resolution_id)
    assert resolution.number == "2021/01"
    assert workspace.resolutions.votes(resolution_id)[0].sentence == (
        "Der Beschlussvorschlag wird mit 7 Ja-Stimmen ohne Gegenstimmen bei 1 Enthaltung angenommen."
    )
    due = [view.task.due_on for view in workspace.tasks.open_of_body(meeting.body_id)]
    assert due == [date(2021, 10, 9), date(2022, 4, 30)]


def test_minutes_are_sealed(workspace: Workspace, meeting_id: int, resolution_id: int) -> None:
    assert not [finding.text for finding in workspace.minutes.check(meeting_id) if finding.severity == "error"]
    with pytest.raises(UserError, match="bestätigt"):
        workspace.minutes.finalise(meeting_id)
    assert workspace.minutes.finalise(meeting_id, confirmed_on=date(2021, 10, 20)) == 1
    assert workspace.meetings.get(meeting_id).state is MeetingState.CLOSED
    people = json.loads(workspace.minutes.versions(meeting_id)[0].content_json)["people"]
    assert sum(bool(entry["spans"]) for entry in people) == 8
    assert workspace.minutes.broken(meeting_id) == ()


def test_third_meeting_approves_the_minutes(
    workspace: Workspace, clock: FixedClock, body_id: int, meeting_id: int, resolution_id: int
) -> None:
    workspace.minutes.finalise(meeting_id, confirmed_on=date(2021, 10, 20))
    clock.moment += timedelta(days=170)
    meetings = workspace.meetings
    following = meetings.prepare_next(body_id=body_id, starts_at=clock.moment + timedelta(days=20))
    items = meetings.agenda.view(following).lines
    kinds = [ItemType.MINUTES_APPROVAL, ItemType.RESOLUTION_CONTROL, ItemType.OPEN_TASKS]
    assert [line.item.item_type for line in items] == kinds
    assert meetings.carry_over(following).item_ids == ()
    meetings.invitations.invite(following)
    clock.moment += timedelta(days=20)
    meetings.live.start(following)
    meetings.attendance.arrive([line.id for line in meetings.attendance.view(following).lines])
    decision = workspace.resolutions.draft(meetings.live.call_next(following) or 0)
    workspace.resolutions.vote(decision, VoteEntry(count=Count(yes=9)))
    meetings.live.call_next(following)
    minutes = workspace.minutes.of_meeting(meeting_id)
    assert minutes is not None
    assert minutes.state is MinutesState.APPROVED
    found = workspace.resolutions.get(decision)
    assert (found.state, found.number) == (ResolutionState.ADOPTED, "2022/01")

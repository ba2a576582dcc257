"""The attendance list through its service: corrections, namesakes, deputies, the minute of the end, breaks."""

from datetime import timedelta

import pytest

from coordinator_app.common.clock import FixedClock
from coordinator_app.common.errors import UserError
from coordinator_app.domain.agenda import ItemState, ItemType
from coordinator_app.domain.attendance import Span
from coordinator_app.domain.meetings import AttendanceStatus, MeetingState
from coordinator_app.domain.votes import Count
from coordinator_app.services.attendance import AttendanceView
from coordinator_app.services.resolutions import VoteEntry
from coordinator_app.services.workspace import Workspace
from tests.meeting_scenario import Progress, Steering


@pytest.fixture
def steering_stage() -> Progress:
    return "running"


def line(workspace: Workspace, steering: Steering, id: int) -> AttendanceView:
    lines = workspace.meetings.attendance.view(steering.second).lines
    return next(found for found in lines if found.id == id)


def settle_items(workspace: Workspace, meeting_id: int) -> None:
    """Drop whatever is open, so that the meeting may end."""
    for entry in workspace.meetings.agenda.view(meeting_id).lines:
        if entry.number and entry.item.state not in (ItemState.DONE, ItemState.DROPPED):
            workspace.meetings.live.drop(entry.id)


def test_somebody_leaves_and_comes_four_times(steering: Steering, workspace: Workspace, clock: FixedClock) -> None:
    attendance, seidel = workspace.meetings.attendance, steering.lines["Seidel"]
    for _ in range(4):
        for _ in range(2):
            clock.moment += timedelta(minutes=3)
            attendance.toggle(seidel)
    assert len(line(workspace, steering, seidel).spans) == 5
    assert line(workspace, steering, seidel).present
    assert attendance.view(steering.second).votes == 6


def test_slip_of_the_hand_is_taken_back_within_the_minute(
    steering: Steering, workspace: Workspace, clock: FixedClock
) -> None:
    attendance, lorenz, seidel = workspace.meetings.attendance, steering.lines["Lorenz"], steering.lines["Seidel"]
    clock.moment += timedelta(minutes=5)
    assert attendance.toggle(lorenz)
    assert not attendance.toggle(lorenz)
    found = line(workspace, steering, lorenz)
    assert (found.present, found.spans, found.attendance.status) == (False, (), AttendanceStatus.EXPECTED)
    assert not attendance.toggle(seidel)
    assert attendance.toggle(seidel)  # came back within the minute
    assert line(workspace, steering, seidel).present
    assert not attendance.toggle(seidel)
    assert not line(workspace, steering, seidel).present
    assert attendance.view(steering.second).votes == 5


def test_arrival_in_the_minute_of_the_end_stands_in_the_minutes(
    steering: Steering, workspace: Workspace, clock: FixedClock
) -> None:
    attendance, lorenz = workspace.meetings.attendance, steering.lines["Lorenz"]
    settle_items(workspace, steering.second)
    clock.moment += timedelta(minutes=40, seconds=12)
    attendance.toggle(lorenz)
    clock.moment += timedelta(seconds=20)
    workspace.meetings.live.finish(steering.second)
    minute = clock.moment.replace(second=0, microsecond=0)
    assert workspace.meetings.get(steering.second).actual_end == minute + timedelta(minutes=1)
    assert line(workspace, steering, lorenz).spans == (Span(minute, minute + timedelta(minutes=1)),)
    content = workspace.minutes.content(steering.second)
    assert next(person for person in content.people if "Lorenz" in person.name).spans


def test_end_entered_before_an_arrival_makes_that_person_absent(
    steering: Steering, workspace: Workspace, clock: FixedClock
) -> None:
    lorenz = steering.lines["Lorenz"]
    clock.moment += timedelta(minutes=40)
    workspace.meetings.attendance.toggle(lorenz)
    settle_items(workspace, steering.second)
    workspace.meetings.live.finish(steering.second, at=clock.moment - timedelta(minutes=5))
    found = line(workspace, steering, lorenz)
    assert (found.spans, found.attendance.status) == ((), AttendanceStatus.UNEXCUSED)


def test_going_on_after_the_end_brings_everybody_back(
    steering: Steering, workspace: Workspace, clock: FixedClock
) -> None:
    settle_items(workspace, steering.second)
    clock.moment += timedelta(minutes=30)
    workspace.meetings.live.finish(steering.second)
    workspace.meetings.live.resume(steering.second)
    clock.moment += timedelta(minutes=2)
    assert workspace.meetings.attendance.view(steering.second).votes == 6


def test_now_has_no_meaning_after_the_end(steering: Steering, workspace: Workspace) -> None:
    attendance, seidel = workspace.meetings.attendance, steering.lines["Seidel"]
    settle_items(workspace, steering.second)
    workspace.meetings.live.finish(steering.second)
    before = line(workspace, steering, seidel).spans
    for act in (attendance.toggle, lambda id: attendance.arrive([id]), lambda id: attendance.leave([id])):
        with pytest.raises(UserError, match="Zeiten berichtigen"):
            act(seidel)
    assert line(workspace, steering, seidel).spans == before


def test_late_correction_changes_presence_and_is_told_against_the_vote(
    steering: Steering, workspace: Workspace, clock: FixedClock
) -> None:
    attendance, begin = workspace.meetings.attendance, clock.moment
    clock.moment += timedelta(minutes=10)
    workspace.meetings.live.call(steering.treff)
    resolution = workspace.resolutions.draft(steering.treff)
    workspace.resolutions.vote(resolution, VoteEntry(count=Count(yes=6)))
    settle_items_but = [
        entry.id
        for entry in workspace.meetings.agenda.view(steering.second).lines
        if entry.number and entry.id != steering.treff
    ]
    for item in settle_items_but:
        workspace.meetings.live.drop(item)
    clock.moment += timedelta(minutes=20)
    workspace.meetings.live.finish(steering.second)
    assert attendance.vote_findings(steering.second) == []
    attendance.set_spans(steering.lines["Seidel"], [Span(begin, begin + timedelta(minutes=5))])
    ((found, sentence),) = attendance.vote_findings(steering.second)
    assert found == resolution
    assert "6 anwesenden Stimmen gerechnet" in sentence
    assert "waren es 5" in sentence
    attendance.set_spans(steering.lines["Krause"], [Span(begin)])
    krause = line(workspace, steering, steering.lines["Krause"])
    assert krause.attendance.status is AttendanceStatus.PRESENT
    assert krause.spans[0].end == clock.moment
    assert attendance.vote_findings(steering.second) == []
    attendance.set_spans(steering.lines["Krause"], [])
    assert line(workspace, steering, steering.lines["Krause"]).attendance.status is AttendanceStatus.UNEXCUSED


def test_leaving_within_the_minute_of_a_vote_raises_no_doubt(
    steering: Steering, workspace: Workspace, clock: FixedClock
) -> None:
    clock.moment += timedelta(minutes=10, seconds=20)
    resolution = workspace.resolutions.draft(steering.treff)
    workspace.resolutions.vote(resolution, VoteEntry(count=Count(yes=6)))
    clock.moment += timedelta(seconds=20)
    workspace.meetings.attendance.toggle(steering.lines["Seidel"])
    assert workspace.meetings.attendance.vote_findings(steering.second) == []


def test_guests_keep_their_status_when_times_are_corrected(steering: Steering, workspace: Workspace) -> None:
    attendance = workspace.meetings.attendance
    guest = next(found for found in attendance.view(steering.second).lines if "Wagner" in found.attendance.name)
    attendance.set_spans(guest.id, [])
    assert line(workspace, steering, guest.id).attendance.status is AttendanceStatus.GUEST


def test_deputy_of_two_principals_has_one_vote(steering: Steering, workspace: Workspace) -> None:
    attendance = workspace.meetings.attendance
    with pytest.raises(UserError, match="Maren Roth vertritt schon Kathrin Vogel und hat nur eine Stimme"):
        attendance.represent(steering.lines["Krause"], name="Maren Roth")
    with pytest.raises(UserError, match="selbst stimmberechtigt"):
        attendance.represent(steering.lines["Krause"], person_id=steering.people["Hempel"])
    with pytest.raises(UserError, match="steht für diesen Sitz schon in der Liste"):
        attendance.represent(steering.lines["Vogel"], name="Maren Roth")
    with pytest.raises(UserError, match="keinen eigenen Sitz"):
        attendance.represent(steering.lines["Roth"], name="Nora Weise")
    with pytest.raises(UserError, match="geben Sie einen Namen ein"):
        attendance.represent(steering.lines["Krause"], name="  ")


def test_member_whose_deputy_never_came_is_excused(steering: Steering, workspace: Workspace, clock: FixedClock) -> None:
    attendance = workspace.meetings.attendance
    deputy = attendance.represent(steering.lines["Krause"], name="Nora Weise")
    assert not attendance.toggle(deputy)  # a slip: she is not there
    settle_items(workspace, steering.second)
    clock.moment += timedelta(minutes=30)
    workspace.meetings.live.finish(steering.second)
    status = {name: line(workspace, steering, steering.lines[name]).attendance.status for name in ("Krause", "Vogel")}
    assert status == {"Krause": AttendanceStatus.EXCUSED, "Vogel": AttendanceStatus.REPRESENTED}


def test_transferred_vote_comes_and_goes_with_its_holder(
    steering: Steering, workspace: Workspace, clock: FixedClock
) -> None:
    attendance = workspace.meetings.attendance
    rules = workspace.bodies.rules(steering.body)
    workspace.bodies.update_rules(rules.id, None, transfer_allowed=True)
    second = attendance.represent(steering.lines["Krause"], name="Maren Roth")
    assert attendance.view(steering.second).votes == 7
    clock.moment += timedelta(minutes=5)
    assert not attendance.toggle(second)
    assert attendance.view(steering.second).votes == 5
    clock.moment += timedelta(minutes=5)
    assert attendance.toggle(steering.lines["Roth"])
    assert attendance.view(steering.second).votes == 7


def test_namesakes_are_two_people(steering: Steering, workspace: Workspace, clock: FixedClock) -> None:
    attendance = workspace.meetings.attendance
    first = attendance.add_guest(steering.second, name="Jens Hempel", organisation="Presse", at=clock.moment)
    clock.moment += timedelta(minutes=5)
    attendance.leave([first])
    assert line(workspace, steering, steering.lines["Hempel"]).present
    assert attendance.view(steering.second).votes == 6


def test_breaks_begin_end_and_are_closed_with_the_meeting(
    steering: Steering, workspace: Workspace, clock: FixedClock
) -> None:
    breaks = workspace.meetings.breaks
    breaks.begin(steering.second, reason="Fraktionsberatung")
    with pytest.raises(UserError, match="schon seit 17:02 Uhr unterbrochen"):
        breaks.begin(steering.second)
    clock.moment += timedelta(minutes=10)
    breaks.end(steering.second)
    (first,) = breaks.of_meeting(steering.second)
    assert first.ends_at is not None
    assert first.starts_at is not None
    assert first.ends_at - first.starts_at == timedelta(minutes=10)
    breaks.begin(steering.second)
    breaks.end(steering.second)  # a slip: the same minute
    assert len(breaks.of_meeting(steering.second)) == 1
    clock.moment += timedelta(minutes=5)
    breaks.begin(steering.second)
    clock.moment += timedelta(minutes=5)
    settle_items(workspace, steering.second)
    workspace.meetings.live.finish(steering.second)
    assert breaks.of_meeting(steering.second)[1].ends_at == clock.moment
    with pytest.raises(UserError, match="laufende Sitzung"):
        breaks.begin(steering.second)
    begin = first.starts_at
    breaks.set_times(steering.second, [Span(begin, begin + timedelta(minutes=4))])
    (left,) = breaks.of_meeting(steering.second)
    assert (left.reason, left.ends_at) == ("Fraktionsberatung", begin + timedelta(minutes=4))
    with pytest.raises(UserError, match="Eine Unterbrechung endet, bevor sie beginnt"):
        breaks.set_times(steering.second, [Span(begin, begin)])


def test_urgent_item_stands_behind_the_current_one_with_its_grounds(steering: Steering, workspace: Workspace) -> None:
    live, agenda = workspace.meetings.live, workspace.meetings.agenda
    current = live.call_next(steering.second)
    assert current is not None
    before = [entry.id for entry in agenda.view(steering.second).lines]
    new = live.insert_urgent(
        steering.second,
        title="Brand am Jugendhaus",
        grounds="Ereignis vom Vortag",
        after_id=current,
        item_type=ItemType.RESOLUTION,
    )
    order = [entry.id for entry in agenda.view(steering.second).lines]
    place = before.index(current) + 1
    assert order == [*before[:place], new, *before[place:]]
    assert agenda.view(steering.second).line(new).label == "TOP 2"  # type: ignore[union-attr]  # it is there
    item = agenda.get(new)
    assert item.reason == "Dringlich, in der Sitzung aufgenommen: Ereignis vom Vortag"
    assert live.call_next(steering.second) == new
    last = live.insert_urgent(steering.second, title="Noch etwas")
    assert agenda.view(steering.second).lines[-1].id == last
    assert agenda.get(last).reason == "Dringlich, in der Sitzung aufgenommen"
    with pytest.raises(UserError, match="einen Titel"):
        live.insert_urgent(steering.second, title=" ")


def test_urgent_item_needs_a_running_meeting(steering: Steering, workspace: Workspace) -> None:
    settle_items(workspace, steering.second)
    workspace.meetings.live.finish(steering.second)
    assert workspace.meetings.get(steering.second).state is MeetingState.HELD
    with pytest.raises(UserError, match="während der Sitzung"):
        workspace.meetings.live.insert_urgent(steering.second, title="Zu spät")

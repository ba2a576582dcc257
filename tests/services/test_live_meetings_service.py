"""Holding and closing meetings through the services: presence, calling items, the end, the states."""

from datetime import date, timedelta

import pytest

from coordinator_app.common.clock import FixedClock
from coordinator_app.common.errors import UserError
from coordinator_app.domain.agenda import ItemState, ItemType
from coordinator_app.domain.attendance import Span
from coordinator_app.domain.meetings import (
    AttendanceStatus,
    MeetingState,
    NoticeAnswer,
)
from coordinator_app.domain.minutes import MinutesState
from coordinator_app.domain.tasks import TaskState
from coordinator_app.domain.votes import Count
from coordinator_app.services.resolutions import VoteEntry
from coordinator_app.services.workspace import Workspace
from tests.meeting_scenario import FIRST, SECOND, Steering

# --- holding


def test_missed_period_must_be_answered_at_the_start(
    steering: Steering, workspace: Workspace, clock: FixedClock
) -> None:
    meetings = workspace.meetings
    meetings.invitations.withdraw(steering.second)
    meetings.invitations.invite(steering.second, sent_on=date(2026, 11, 20))
    clock.moment = SECOND
    with pytest.raises(UserError, match="Ladungsfrist wurde nicht eingehalten"):
        meetings.live.start(steering.second)
    assert meetings.live.start(steering.second, notice=NoticeAnswer.WAIVED) == 4
    assert meetings.get(steering.second).notice_answer is NoticeAnswer.WAIVED


def test_base_follows_people_coming_going_and_recused(
    steering: Steering, workspace: Workspace, clock: FixedClock
) -> None:
    steering.start_second()
    attendance, lines, meeting = workspace.meetings.attendance, steering.lines, steering.second
    assert attendance.view(meeting).votes == 6  # five members and a deputy
    clock.moment += timedelta(minutes=10)
    assert attendance.toggle(lines["Lorenz"])
    assert attendance.view(meeting).votes == 7
    attendance.recuse(steering.treff, lines["Böhme"], reason="Vermieter")
    attendance.recuse(steering.treff, lines["Böhme"])
    view = attendance.view(meeting, item_id=steering.treff)
    assert view.votes == 6
    assert view.quorum.sentence == "7 von 8 Stimmen anwesend, nötig 5: beschlussfähig."
    assert [line.attendance.name for line in view.lines if line.recused] == ["Rico Böhme"]
    attendance.unrecuse(steering.treff, lines["Böhme"])
    clock.moment += timedelta(minutes=1)
    assert not attendance.toggle(lines["Seidel"])
    attendance.leave([lines["Roth"]])
    assert attendance.view(meeting, item_id=steering.treff).votes == 5
    assert attendance.view(meeting, at=SECOND + timedelta(minutes=3)).votes == 6


def test_list_is_in_the_order_of_surnames(steering: Steering) -> None:
    steering.start_second()
    names = [line.attendance.name for line in steering.workspace.meetings.attendance.view(steering.second).lines]
    assert names == [
        *("Cornelia Marschner", "Rico Böhme", "Jens Hempel", "Stefan Krause", "Anke Lorenz", "Dr. Petra Nitzsche"),
        *("Maren Roth", "Torsten Seidel", "Kathrin Vogel", "Julia Albrecht", "Mirko Wagner"),
    ]


def test_presence_is_corrected_by_hand(steering: Steering, workspace: Workspace) -> None:
    steering.start_second()
    attendance, seidel = workspace.meetings.attendance, steering.lines["Seidel"]
    attendance.set_spans(seidel, [Span(SECOND, SECOND + timedelta(minutes=20))])
    line = next(line for line in attendance.view(steering.second).lines if line.id == seidel)
    assert line.spans == (Span(SECOND, SECOND + timedelta(minutes=20)),)
    with pytest.raises(UserError, match="endet, bevor"):
        attendance.set_spans(seidel, [Span(SECOND, SECOND)])
    attendance.mark_absent(seidel, excused=False)
    line = next(line for line in attendance.view(steering.second).lines if line.id == seidel)
    assert (line.spans, line.attendance.status) == ((), AttendanceStatus.UNEXCUSED)
    attendance.arrive([seidel], online=True)
    attendance.discard(steering.lines["Roth"])
    vogel = next(line for line in attendance.view(steering.second).lines if line.id == steering.lines["Vogel"])
    assert vogel.attendance.status is AttendanceStatus.EXPECTED


def test_deputies_need_the_rules_permission(steering: Steering, workspace: Workspace) -> None:
    steering.start_second()
    rules = workspace.bodies.rules(steering.body)
    workspace.bodies.update_rules(rules.id, None, deputies_allowed=False)
    with pytest.raises(UserError, match="keine Vertretung"):
        workspace.meetings.attendance.represent(steering.lines["Lorenz"], name="x")


def test_items_are_called_in_order_and_decisions_need_a_result(steering: Steering, workspace: Workspace) -> None:
    live, meeting = workspace.meetings.live, steering.second
    with pytest.raises(UserError, match="läuft nicht"):
        live.call(steering.treff)
    steering.start_second()
    live.call(steering.treff)
    current = workspace.meetings.agenda.view(meeting).current
    assert current is not None
    assert (current.id, current.label) == (steering.treff, "TOP 6")
    with pytest.raises(UserError, match="TOP 6: Es fehlt der Beschluss"):
        live.call_next(meeting)
    resolution = workspace.resolutions.draft(steering.treff)
    with pytest.raises(UserError, match="hat noch kein Ergebnis"):
        live.finish_item(steering.treff)
    live.postpone(steering.treff)
    assert workspace.resolutions.get(resolution).state.label == "vertagt"
    live.reopen_item(steering.treff)
    live.call(steering.treff)
    workspace.resolutions.vote(resolution, VoteEntry(count=Count(yes=6)))
    for action in (live.postpone, live.drop):
        with pytest.raises(UserError, match="schon beschlossen"):
            action(steering.treff)
    assert live.call_next(meeting) is not None
    with pytest.raises(UserError, match="Noch nicht behandelt: TOP 1 Eröffnung"):
        live.finish(meeting)
    heading = workspace.meetings.agenda.add(meeting, title="Teil B", is_heading=True)
    with pytest.raises(UserError, match="Zwischentitel"):
        live.call(heading)


def test_end_closes_times_and_reports_finished_tasks(
    steering: Steering, workspace: Workspace, clock: FixedClock
) -> None:
    steering.start_second()
    task = workspace.tasks.open_of_body(steering.body)[0].id
    workspace.tasks.set_state(task, TaskState.DONE, "Angebot liegt vor")
    steering.hold_second()
    meetings = workspace.meetings
    view = meetings.attendance.view(steering.second)
    assert all(span.end is not None for line in view.lines for span in line.spans)
    assert workspace.tasks.get(task).reported_in_id == steering.second
    assert meetings.get(steering.second).actual_end == clock.moment
    with pytest.raises(UserError, match="kann nicht auf"):
        meetings.live.start(steering.second)
    meetings.live.resume(steering.second)
    assert meetings.get(steering.second).state is MeetingState.RUNNING
    with pytest.raises(UserError, match="noch nicht abgeschlossene"):
        meetings.live.resume(steering.second)


def test_closed_meeting_opens_only_with_a_reason(steering: Steering, workspace: Workspace) -> None:
    meetings = workspace.meetings
    first = meetings.get(steering.first)
    assert (first.state, first.number, first.title) == (MeetingState.CLOSED, 3, "3. Sitzung der Lenkungsgruppe")
    for change in (
        lambda: meetings.update(steering.first, None, place="x"),
        lambda: meetings.carry_over(steering.first),
    ):
        with pytest.raises(UserError, match="ist abgeschlossen"):
            change()
    with pytest.raises(UserError, match="Begründung"):
        meetings.reopen(steering.first, "")
    meetings.reopen(steering.first, "Zahl berichtigen")
    with pytest.raises(UserError, match="schon fertig"):
        meetings.live.resume(steering.first)
    with pytest.raises(UserError, match="noch nicht abgeschlossen"):
        meetings.close(steering.first)
    workspace.minutes.drop_correction(steering.first)
    with pytest.raises(UserError, match="Nur abgeschlossene"):
        meetings.reopen(steering.second, "x")


def test_closing_needs_final_minutes(steering: Steering, workspace: Workspace) -> None:
    steering.start_second()
    steering.hold_second()
    with pytest.raises(UserError, match="Niederschrift ist noch nicht abgeschlossen"):
        workspace.meetings.close(steering.second)


def test_meeting_with_numbered_resolutions_is_not_thrown_away(steering: Steering, workspace: Workspace) -> None:
    with pytest.raises(UserError, match="Beschluss 2026/09"):
        workspace.meetings.discard(steering.first)
    workspace.meetings.discard(steering.second)
    assert [meeting.id for meeting in workspace.meetings.of_body(steering.body)] == [steering.first]


def test_approval_item_approves_the_minutes(steering: Steering, workspace: Workspace) -> None:
    minutes = workspace.minutes.of_meeting(steering.first)
    assert minutes is not None
    assert minutes.state is MinutesState.FINAL
    steering.start_second()
    steering.hold_second()
    minutes = workspace.minutes.of_meeting(steering.first)
    assert minutes is not None
    assert (minutes.state, minutes.approved_on) == (MinutesState.APPROVED, date(2026, 11, 26))


def test_treated_items_stay_on_the_agenda(steering: Steering, workspace: Workspace) -> None:
    steering.start_second()
    first = workspace.meetings.live.call_next(steering.second)
    assert first is not None
    with pytest.raises(UserError, match="in Beratung"):
        workspace.meetings.agenda.discard(first)
    workspace.meetings.live.drop(first)
    assert workspace.meetings.agenda.get(first).state is ItemState.DROPPED


def test_times_of_items_are_kept(steering: Steering, workspace: Workspace, clock: FixedClock) -> None:
    steering.start_second()
    live = workspace.meetings.live
    first = live.call_next(steering.second)
    clock.moment += timedelta(minutes=7)
    live.call_next(steering.second)
    assert first is not None
    item = workspace.meetings.agenda.get(first)
    assert item.ended_at is not None
    assert item.started_at is not None
    assert item.ended_at - item.started_at == timedelta(minutes=7)
    assert item.item_type is ItemType.INFORMATION
    assert item.started_at > FIRST

"""Preparing, inviting, holding and closing meetings through the services."""

from datetime import UTC, date, datetime, timedelta

import pytest

from coordinator_app.common.clock import FixedClock
from coordinator_app.common.errors import UserError
from coordinator_app.domain.agenda import ItemState, ItemType
from coordinator_app.domain.attendance import Span
from coordinator_app.domain.meetings import (
    AttendanceStatus,
    MeetingState,
    NoticeAnswer,
    Reply,
    Topic,
    TopicState,
)
from coordinator_app.domain.minutes import MinutesState
from coordinator_app.domain.tasks import TaskState
from coordinator_app.domain.votes import Count
from coordinator_app.services.resolutions import VoteEntry
from coordinator_app.services.workspace import Workspace
from tests.meeting_scenario import FIRST, SECOND, Steering, make_steering


@pytest.fixture
def steering(workspace: Workspace, clock: FixedClock) -> Steering:
    return make_steering(workspace, clock)


def titles(steering: Steering, meeting_id: int) -> list[str]:
    return [f"{line.number} {line.item.title}" for line in steering.workspace.meetings.agenda.view(meeting_id).lines]


# --- preparing


def test_next_meeting_takes_over_what_the_last_one_left(steering: Steering) -> None:
    assert titles(steering, steering.second) == [
        "1 Eröffnung",
        "2 Genehmigung der Niederschrift vom 10.09.2026",
        "3 Beschlusskontrolle",
        "4 Offene Aufgaben",
        "5 Lagebild",
        "6 Offener Treff am Bahnhof",
        "7 Haushalt 2027",
        "8 Verschiedenes",
    ]
    meeting = steering.workspace.meetings.view(steering.second)
    assert meeting.meeting.title == "Sitzung der Lenkungsgruppe am 26.11.2026"
    assert (meeting.chair, meeting.minute_taker) == ("Cornelia Marschner", "Julia Albrecht")
    assert meeting.meeting.place == "Rathaus, Ratssaal"
    assert meeting.meeting.ends_at == SECOND + timedelta(hours=2)


def test_taking_over_twice_changes_nothing_and_removed_items_stay_away(steering: Steering) -> None:
    meetings = steering.workspace.meetings
    assert meetings.preview_carry_over(steering.second).lines == ()
    control = meetings.agenda.view(steering.second).lines[2].id
    meetings.agenda.discard(control)
    before = titles(steering, steering.second)
    assert meetings.carry_over(steering.second).item_ids == ()
    assert titles(steering, steering.second) == before
    assert "3 Offene Aufgaben" in before
    meetings.agenda.restore(control)
    assert titles(steering, steering.second)[2] == "3 Beschlusskontrolle"


def test_postponed_items_and_open_topics_return(steering: Steering) -> None:
    steering.start_second()
    steering.hold_second()
    workspace = steering.workspace
    with workspace.store.write("Thema") as unit:
        unit.add(Topic(body_id=steering.body, title="Spielplatz Nord"))
        unit.add(Topic(body_id=steering.body, title="Erledigt", state=TopicState.DONE))
    workspace.tasks.create(title="Plan", body_id=steering.body, topic_id=2)
    third = workspace.meetings.prepare_next(body_id=steering.body, starts_at=SECOND + timedelta(days=70))
    found = titles(steering, third)
    assert "5 Haushalt 2027" in found
    assert "6 Spielplatz Nord" in found
    assert found[-1].endswith("Verschiedenes")
    reasons = [line.item.reason for line in workspace.meetings.agenda.view(third).lines]
    assert "In der Sitzung vom 26.11.2026 vertagt." in reasons


def test_ideas_are_offered_and_taken(steering: Steering, workspace: Workspace) -> None:
    meetings = workspace.meetings
    soon = meetings.add_idea(body_id=steering.body, title="Beleuchtung Park", text="Nachfrage", minutes=15)
    meetings.add_idea(body_id=steering.body, title="Viel später", wanted_on=date(2028, 1, 1))
    assert [idea.title for idea in meetings.ideas(steering.body)] == ["Viel später", "Beleuchtung Park"]
    assert [offer.key for offer in meetings.preview_carry_over(steering.second).offers] == [f"backlog:{soon}"]
    item = meetings.take_offer(steering.second, f"backlog:{soon}")
    assert meetings.agenda.get(item).facts == "Nachfrage"
    assert titles(steering, steering.second)[-2:] == ["8 Beleuchtung Park", "9 Verschiedenes"]
    with pytest.raises(UserError, match="steht schon"):
        meetings.take_offer(steering.second, f"backlog:{soon}")


def test_meeting_without_a_date_is_a_draft_until_it_has_one(steering: Steering, workspace: Workspace) -> None:
    meetings = workspace.meetings
    draft = meetings.create(body_id=steering.body)
    assert meetings.get(draft).state is MeetingState.DRAFT
    assert meetings.of_body(steering.body)[0].id == draft
    assert not meetings.invitations.check(draft).in_time
    meetings.update(draft, None, starts_at=SECOND + timedelta(days=60))
    changed = meetings.get(draft)
    assert (changed.state, changed.title) == (MeetingState.PLANNED, "Sitzung der Lenkungsgruppe am 25.01.2027")
    assert workspace.bodies.terms(steering.body)[0].title == "2027"
    meetings.update(draft, None, starts_at=SECOND + timedelta(days=61), title="Sondersitzung")
    meetings.update(draft, None, starts_at=SECOND + timedelta(days=62))
    assert meetings.get(draft).title == "Sondersitzung"
    with pytest.raises(UserError, match="vor ihrem Beginn"):
        meetings.update(draft, None, ends_at=SECOND)
    with pytest.raises(ValueError, match="number"):
        meetings.update(draft, None, number=3)


def test_cancelling_needs_a_reason_and_can_be_taken_back(steering: Steering, workspace: Workspace) -> None:
    meetings = workspace.meetings
    with pytest.raises(UserError, match="warum"):
        meetings.cancel(steering.second, " ")
    meetings.cancel(steering.second, "Erkrankung")
    with pytest.raises(UserError, match="ist abgesagt"):
        meetings.agenda.add(steering.second, title="x")
    meetings.reinstate(steering.second)
    assert meetings.get(steering.second).state is MeetingState.PLANNED


# --- agenda


def test_items_are_ordered_indented_and_duplicated(steering: Steering, workspace: Workspace) -> None:
    agenda, meeting = workspace.meetings.agenda, steering.second
    budget = agenda.view(meeting).lines[6].id
    agenda.indent(budget)
    assert titles(steering, meeting)[6] == "6.1 Haushalt 2027"
    agenda.outdent(budget)
    agenda.outdent(budget)
    assert titles(steering, meeting)[6] == "7 Haushalt 2027"
    agenda.move(budget, -1)
    assert titles(steering, meeting)[5] == "6 Haushalt 2027"
    copy = agenda.duplicate(steering.treff)
    assert titles(steering, meeting)[7] == "8 Offener Treff am Bahnhof"
    agenda.reorder(meeting, [copy])
    assert titles(steering, meeting)[0] == "1 Offener Treff am Bahnhof"
    with pytest.raises(UserError, match="Vor diesem Punkt"):
        agenda.indent(copy)
    agenda.discard(copy)
    other = workspace.meetings.create(body_id=steering.body, starts_at=SECOND + timedelta(days=30))
    agenda.duplicate(steering.treff, other)
    assert titles(steering, other) == ["1 Offener Treff am Bahnhof"]


def test_discarding_an_item_keeps_its_sub_items(steering: Steering, workspace: Workspace) -> None:
    agenda, meeting = workspace.meetings.agenda, steering.second
    child = agenda.add(meeting, title="Konzept", parent_id=steering.treff)
    agenda.add(meeting, title="Kosten", after_id=child)
    assert "6.2 Kosten" in titles(steering, meeting)
    agenda.discard(steering.treff)
    assert {"6 Konzept", "7 Kosten"} <= set(titles(steering, meeting))


def test_recurring_items_become_topics(steering: Steering, workspace: Workspace) -> None:
    agenda = workspace.meetings.agenda
    item = agenda.add(steering.second, title="Jugendforum")
    assert agenda.get(item).topic_id is None
    agenda.update(item, None, recurring=True)
    assert agenda.get(item).topic_id is not None
    with pytest.raises(ValueError, match="state"):
        agenda.update(item, None, state=ItemState.DONE)


def test_typing_is_one_undo_step(steering: Steering, workspace: Workspace) -> None:
    agenda = workspace.meetings.agenda
    for text in ("H", "He", "Herr Wagner"):
        agenda.write(steering.treff, "facts", text)
    assert workspace.store.undo() == "Text des TOP geändert"
    assert agenda.get(steering.treff).facts == ""


def test_a_long_agenda_tells_its_overrun(steering: Steering, workspace: Workspace) -> None:
    agenda = workspace.meetings.agenda
    agenda.add(steering.second, title="Lang", minutes=60)
    view = agenda.view(steering.second)
    assert view.overrun == view.planned - 120 > 0
    assert view.ends_at == SECOND + timedelta(minutes=view.planned)
    assert view.line(steering.treff) is not None
    assert view.current is None


# --- inviting


def test_invitation_is_checked_against_the_period(steering: Steering, workspace: Workspace, clock: FixedClock) -> None:
    invitations = workspace.meetings.invitations
    assert (
        invitations.check(steering.second).sentence == "Versendet am 10.11.2026, fristgerecht (Ladungsfrist 14 Tage)."
    )
    invitations.withdraw(steering.second)
    assert invitations.of_meeting(steering.second) == []
    assert invitations.check(steering.second).sentence == (
        "Einladung spätestens Do, 12.11.2026 – noch 3 Tage (Ladungsfrist 14 Tage)."
    )
    clock.moment = datetime(2026, 11, 12, 9, tzinfo=UTC)
    assert "– heute (" in invitations.check(steering.second).sentence
    clock.moment = datetime(2026, 11, 13, 9, tzinfo=UTC)
    assert "seit 1 Tag verstrichen" in invitations.check(steering.second).sentence
    late = invitations.invite(steering.second, way="Post")
    assert (late.in_time, late.sentence) == (
        False,
        "Versendet am 13.11.2026, 1 Tag nach Ablauf (Ladungsfrist 14 Tage).",
    )
    invitations.invite(steering.second)  # sending again adds nobody twice
    assert len(invitations.of_meeting(steering.second)) == 9


def test_inviting_needs_an_agenda(steering: Steering, workspace: Workspace) -> None:
    empty = workspace.meetings.create(body_id=steering.body, starts_at=SECOND + timedelta(days=30))
    with pytest.raises(UserError, match="die Tagesordnung"):
        workspace.meetings.invitations.invite(empty)


def test_replies_reach_the_attendance_list(steering: Steering, workspace: Workspace) -> None:
    meetings = workspace.meetings
    invitations = {row.name: row.id for row in meetings.invitations.of_meeting(steering.second)}
    meetings.invitations.reply(invitations["Stefan Krause"], Reply.NO)
    meetings.attendance.open(steering.second)
    meetings.invitations.reply(invitations["Anke Lorenz"], Reply.NO)
    meetings.invitations.reply(invitations["Stefan Krause"], Reply.YES)
    deputy = steering.people["Böhme"]
    meetings.invitations.reply(invitations["Kathrin Vogel"], Reply.DEPUTY, deputy_id=deputy)
    status = {v.attendance.name: v.attendance.status for v in meetings.attendance.view(steering.second).lines}
    assert status["Anke Lorenz"] is AttendanceStatus.EXCUSED
    assert status["Stefan Krause"] is AttendanceStatus.EXPECTED
    assert meetings.invitations.remind(steering.second) == 6
    for row in meetings.invitations.of_meeting(steering.second):
        meetings.invitations.reply(row.id, Reply.YES)
    with pytest.raises(UserError, match="Alle Eingeladenen"):
        meetings.invitations.remind(steering.second)


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
    meetings.close(steering.first)
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

"""Preparing and inviting through the services: carry-over, agenda, Ladungsfrist, replies."""

from datetime import UTC, date, datetime, timedelta

import pytest

from coordinator_app.common.clock import FixedClock
from coordinator_app.common.errors import UserError
from coordinator_app.domain.agenda import ItemState
from coordinator_app.domain.meetings import (
    AttendanceStatus,
    MeetingState,
    Reply,
    Topic,
    TopicState,
)
from coordinator_app.services.workspace import Workspace
from tests.meeting_scenario import SECOND, Steering


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
    soon = meetings.backlog.add(body_id=steering.body, title="Beleuchtung Park", text="Nachfrage", minutes=15)
    meetings.backlog.add(body_id=steering.body, title="Viel später", wanted_on=date(2028, 1, 1))
    assert [idea.title for idea in meetings.backlog.open(steering.body)] == ["Viel später", "Beleuchtung Park"]
    assert [offer.key for offer in meetings.preview_carry_over(steering.second).offers] == [f"backlog:{soon}"]
    item = meetings.backlog.take(soon, steering.second)
    assert meetings.agenda.get(item).facts == "Nachfrage"
    assert titles(steering, steering.second)[-2:] == ["8 Beleuchtung Park", "9 Verschiedenes"]
    with pytest.raises(UserError, match="steht schon"):
        meetings.backlog.take(soon, steering.second)


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
    copy = workspace.meetings.moves.duplicate(steering.treff)
    assert titles(steering, meeting)[7] == "8 Offener Treff am Bahnhof"
    agenda.reorder(meeting, [copy])
    assert titles(steering, meeting)[0] == "1 Offener Treff am Bahnhof"
    with pytest.raises(UserError, match="Vor diesem Punkt"):
        agenda.indent(copy)
    agenda.discard(copy)
    other = workspace.meetings.create(body_id=steering.body, starts_at=SECOND + timedelta(days=30))
    workspace.meetings.moves.duplicate(steering.treff, other)
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
    meetings.invitations.reply(invitations["Kathrin Vogel"], Reply.DEPUTY, deputy_name="Ines Sommer")
    status = {v.attendance.name: v.attendance.status for v in meetings.attendance.view(steering.second).lines}
    assert status["Anke Lorenz"] is AttendanceStatus.EXCUSED
    assert status["Stefan Krause"] is AttendanceStatus.EXPECTED
    assert status["Kathrin Vogel"] is AttendanceStatus.REPRESENTED
    assert status["Ines Sommer"] is AttendanceStatus.EXPECTED
    assert meetings.invitations.remind(steering.second) == 6
    for row in meetings.invitations.of_meeting(steering.second):
        meetings.invitations.reply(row.id, Reply.YES)
    with pytest.raises(UserError, match="Alle Eingeladenen"):
        meetings.invitations.remind(steering.second)

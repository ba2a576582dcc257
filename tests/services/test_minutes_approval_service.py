"""Approving minutes: by the item of the next meeting, tacitly, by the chair; objections, corrections, reopening."""

from datetime import date, timedelta

import pytest

from coordinator_app.common.clock import FixedClock
from coordinator_app.common.errors import UserError
from coordinator_app.domain.agenda import ItemType
from coordinator_app.domain.bodies import Approval
from coordinator_app.domain.dispatches import Occasion
from coordinator_app.domain.meetings import MeetingState
from coordinator_app.domain.minutes import Minutes, MinutesState
from coordinator_app.domain.minutes_approval import ApprovalOutcome
from coordinator_app.domain.objections import ObjectionDecision
from coordinator_app.domain.votes import Count
from coordinator_app.services.minutes import Standing
from coordinator_app.services.resolutions import VoteEntry
from coordinator_app.services.workspace import Workspace
from tests.meeting_scenario import Progress, Steering
from tests.services.test_minutes_service import minutes_text

CONFIRMED = date(2026, 12, 1)


@pytest.fixture
def steering_stage() -> Progress:
    return "running"


@pytest.fixture
def approval(steering: Steering, workspace: Workspace) -> int:
    """The approval item of the running meeting, called."""
    workspace.meetings.live.call_next(steering.second)
    found = workspace.meetings.live.call_next(steering.second)
    assert found is not None
    assert workspace.meetings.agenda.get(found).item_type is ItemType.MINUTES_APPROVAL
    return found


def minutes_of(workspace: Workspace, meeting_id: int) -> Minutes:
    found = workspace.minutes.of_meeting(meeting_id)
    assert found is not None
    return found


def standing_of(workspace: Workspace, meeting_id: int) -> Standing:
    found = workspace.minutes.standing(meeting_id)
    assert found is not None
    return found


def vote(workspace: Workspace, item: int, *, yes: int, no: int = 0) -> int:
    resolution = workspace.resolutions.draft(item)
    workspace.resolutions.vote(resolution, VoteEntry(count=Count(yes=yes, no=no)))
    return resolution


# --- by the item of the next meeting


def test_adopted_item_approves_and_is_linked_both_ways(steering: Steering, workspace: Workspace, approval: int) -> None:
    vote(workspace, approval, yes=6)
    workspace.meetings.live.call_next(steering.second)
    minutes = minutes_of(workspace, steering.first)
    assert (minutes.state, minutes.approved_item_id) == (MinutesState.APPROVED, approval)
    assert minutes.approved_on == date(2026, 11, 26)
    (found,) = standing_of(workspace, steering.first).approvals
    assert (found.item.id, found.outcome) == (approval, ApprovalOutcome.APPROVED)
    assert workspace.minutes.of_approval(approval) == minutes
    assert workspace.minutes.of_approval(steering.treff) is None
    assert standing_of(workspace, steering.first).step.current == 5
    assert found.sentence == "Die Niederschrift der Sitzung vom 10.09.2026 ist genehmigt."
    assert found.sentence not in minutes_text(workspace, steering.second)  # the resolution says so


def test_item_treated_without_a_vote_approves_when_nobody_objects(
    steering: Steering, workspace: Workspace, approval: int
) -> None:
    workspace.meetings.live.call_next(steering.second)
    assert minutes_of(workspace, steering.first).state is MinutesState.APPROVED
    assert "werden keine weiteren Einwendungen erhoben" in minutes_text(workspace, steering.second)
    workspace.meetings.live.reopen_item(approval)
    minutes = minutes_of(workspace, steering.first)
    assert (minutes.state, minutes.approved_item_id, minutes.approved_on) == (MinutesState.FINAL, None, None)


def test_refusal_leaves_the_minutes_open_and_is_told(steering: Steering, workspace: Workspace, approval: int) -> None:
    resolution = vote(workspace, approval, yes=1, no=5)
    workspace.meetings.live.call_next(steering.second)
    assert minutes_of(workspace, steering.first).state is MinutesState.FINAL
    (found,) = standing_of(workspace, steering.first).approvals
    assert found.outcome is ApprovalOutcome.REFUSED
    assert "wird nicht genehmigt" in found.sentence
    workspace.resolutions.reopen(resolution)
    workspace.resolutions.vote(resolution, VoteEntry(count=Count(yes=6)))
    assert minutes_of(workspace, steering.first).state is MinutesState.APPROVED  # the vote was repeated


def test_open_objection_keeps_an_item_without_vote_undecided(
    steering: Steering, workspace: Workspace, approval: int
) -> None:
    workspace.objections.add(steering.first, name="Rico Böhme", text="Die Zahl fehlt.")
    workspace.meetings.live.call_next(steering.second)
    assert minutes_of(workspace, steering.first).state is MinutesState.FINAL
    assert "noch nicht entschieden; sie ist nicht genehmigt" in minutes_text(workspace, steering.second)
    gaps = [finding.text for finding in workspace.minutes.check(steering.second)]
    assert "TOP 2: Über die Einwendung von Rico Böhme ist noch nicht entschieden." in gaps


def test_approval_with_changes_corrects_first(steering: Steering, workspace: Workspace, approval: int) -> None:
    item = workspace.meetings.agenda.view(steering.first).lines[2].id
    objection = workspace.objections.add(
        steering.first, person_id=steering.people["Hempel"], text="14, nicht 41.", agenda_item_id=item
    )
    (listed,) = workspace.objections.of_item(approval)
    assert (listed.id, listed.item) == (objection, "TOP 3 Beleuchtung Bahnhofstunnel")
    workspace.objections.decide(objection, ObjectionDecision.ACCEPTED, "Ein Schreibfehler.", meeting_id=steering.second)
    vote(workspace, approval, yes=6)
    workspace.meetings.live.call_next(steering.second)
    minutes = minutes_of(workspace, steering.first)
    assert minutes.state is MinutesState.CORRECTING
    assert minutes.correction_reason == "Einwendung von Jens Hempel zu TOP 3"
    assert workspace.meetings.get(steering.first).state is MeetingState.HELD
    text = minutes_text(workspace, steering.second)
    assert "Jens Hempel zu TOP 3" in text
    assert "Die Einwendung wird übernommen. Ein Schreibfehler." in text
    assert "mit den übernommenen Einwendungen genehmigt" in text
    workspace.meetings.agenda.write(item, "outcome", "14 Lampen.")
    assert workspace.minutes.finalise(steering.first) == 2
    minutes = minutes_of(workspace, steering.first)
    assert (minutes.state, minutes.approved_on) == (MinutesState.APPROVED, date(2026, 11, 26))
    assert "mit den übernommenen Einwendungen genehmigt" in minutes_text(workspace, steering.second)
    assert workspace.minutes.versions(steering.first)[1].reason == "Einwendung von Jens Hempel zu TOP 3"


def test_decision_after_the_item_was_treated_takes_effect(
    steering: Steering, workspace: Workspace, approval: int
) -> None:
    objection = workspace.objections.add(steering.first, name="Rico Böhme", text="Fehlt.")
    workspace.meetings.live.call_next(steering.second)
    workspace.objections.decide(objection, ObjectionDecision.REJECTED, "Steht dort.", meeting_id=steering.second)
    assert minutes_of(workspace, steering.first).state is MinutesState.APPROVED
    with pytest.raises(UserError, match="genehmigt und ändert sich nicht mehr"):
        workspace.objections.decide(objection, ObjectionDecision.ACCEPTED, "Doch.")
    with pytest.raises(UserError, match="genehmigt und ändert sich nicht mehr"):
        workspace.objections.add(steering.first, name="x", text="y")


def test_item_added_by_hand_is_about_the_last_final_minutes(steering: Steering, workspace: Workspace) -> None:
    agenda = workspace.meetings.agenda
    own = agenda.add(steering.second, title="Genehmigung", item_type=ItemType.MINUTES_APPROVAL)
    assert workspace.minutes.of_approval(own) == minutes_of(workspace, steering.first)
    workspace.meetings.live.call(own)
    workspace.meetings.live.finish_item(own)
    minutes = minutes_of(workspace, steering.first)
    assert minutes.approved_item_id == own
    assert [found.item.id for found in standing_of(workspace, steering.first).approvals][-1] == own
    later = agenda.add(steering.second, title="Noch einmal", item_type=ItemType.MINUTES_APPROVAL)
    workspace.meetings.live.call(later)
    workspace.meetings.live.finish_item(later)
    gaps = [finding.text for finding in workspace.minutes.check(steering.second)]
    assert any("Es gibt keine Niederschrift, die noch zu genehmigen ist." in text for text in gaps)


def test_approved_minutes_forbid_opening_their_meeting(steering: Steering, workspace: Workspace, approval: int) -> None:
    workspace.meetings.live.call_next(steering.second)
    with pytest.raises(UserError, match=r"seit 26\.11\.2026 genehmigt"):
        workspace.meetings.reopen(steering.first, "Nachtrag")


def test_reopening_a_closed_meeting_begins_the_correction(steering: Steering, workspace: Workspace) -> None:
    workspace.meetings.reopen(steering.first, "Nachtrag")
    minutes = minutes_of(workspace, steering.first)
    assert (minutes.state, minutes.correction_reason) == (MinutesState.CORRECTING, "Nachtrag")
    workspace.meetings.update(steering.first, None, place="Anderswo")
    with pytest.raises(UserError, match="weicht schon von Fassung 1 ab, zuerst bei „Kopf“"):
        workspace.minutes.drop_correction(steering.first)
    workspace.meetings.update(steering.first, None, place="Rathaus, Ratssaal")
    workspace.minutes.drop_correction(steering.first)
    assert workspace.meetings.get(steering.first).state is MeetingState.CLOSED
    with pytest.raises(UserError, match="kann nicht auf"):
        workspace.minutes.drop_correction(steering.first)


# --- tacitly, by the chair


def test_tacit_approval_waits_for_the_period_and_for_decisions(
    steering: Steering, workspace: Workspace, clock: FixedClock
) -> None:
    workspace.bodies.update_rules(workspace.bodies.rules(steering.body).id, None, approval=Approval.TACIT)
    minutes = workspace.minutes
    with pytest.raises(UserError, match="Sie ist noch nicht versendet"):
        minutes.approve(steering.first)
    period = minutes.send(steering.first, way="Post", recipients=["Anke  Lorenz, Markt 1"])
    assert period.last_day == date(2026, 12, 10)
    with pytest.raises(UserError, match=r"Sie endet am 10\.12\.2026"):
        minutes.approve(steering.first)
    in_time = workspace.objections.add(steering.first, name="Rico Böhme", text="Fehlt.")
    clock.moment += timedelta(days=15)
    late = workspace.objections.add(steering.first, name="Stefan Krause", text="Auch.")
    views = workspace.objections.of_meeting(steering.first)
    assert [bool(view.late) for view in views] == [False, True]
    assert standing_of(workspace, steering.first).step.sentence == "Über 2 Einwendungen ist noch zu entscheiden."
    with pytest.raises(UserError, match="Einwendung von Rico Böhme ist noch nicht entschieden"):
        minutes.approve(steering.first)
    workspace.objections.decide(in_time, ObjectionDecision.ACCEPTED, "Stimmt.")
    workspace.objections.decide(late, ObjectionDecision.REJECTED, "Zu spät und unbegründet.")
    with pytest.raises(UserError, match="noch nicht eingearbeitet"):
        minutes.approve(steering.first)
    assert "Berichtigen Sie die Niederschrift" in standing_of(workspace, steering.first).step.sentence
    minutes.correct(steering.first, minutes.correction_reason(steering.first))
    item = workspace.meetings.agenda.view(steering.first).lines[2].id
    workspace.meetings.agenda.write(item, "outcome", "Ergänzt.")
    minutes.finalise(steering.first)
    minutes.send(steering.first)
    assert [bool(view.late) for view in workspace.objections.of_meeting(steering.first)] == [False, True]
    clock.moment += timedelta(days=15)
    assert standing_of(workspace, steering.first).step.is_late
    minutes.approve(steering.first)
    assert minutes_of(workspace, steering.first).state is MinutesState.APPROVED


def test_sending_needs_final_minutes_and_is_recorded(steering: Steering, workspace: Workspace) -> None:
    workspace.minutes.ensure(steering.second)
    with pytest.raises(UserError, match="noch nicht abgeschlossen"):
        workspace.minutes.send(steering.second)
    workspace.minutes.send(steering.first, way="Post", recipients=["Anke  Lorenz, Markt 1"])
    (sent,) = standing_of(workspace, steering.first).dispatches
    assert (sent.occasion, sent.recipients) == (Occasion.MINUTES, "Anke Lorenz, Markt 1")
    assert sent.contents == "Niederschrift 3. Sitzung der Lenkungsgruppe, Fassung 1"
    assert standing_of(workspace, steering.first).step.current == 4


# --- objections


def test_objections_need_final_minutes_a_name_and_words(steering: Steering, workspace: Workspace) -> None:
    with pytest.raises(UserError, match="fertige Niederschrift"):
        workspace.objections.add(steering.second, name="x", text="y")
    assert workspace.objections.of_meeting(steering.second) == []
    for values in ({"name": "x", "text": " "}, {"text": "y"}):
        with pytest.raises(UserError, match="von wem"):
            workspace.objections.add(steering.first, **values)
    with pytest.raises(UserError, match=r"erst am 01\.01\.2027"):
        workspace.objections.add(steering.first, name="x", text="y", raised_on=date(2027, 1, 1))


def test_decided_objections_stay_open_ones_go_to_the_papierkorb(steering: Steering, workspace: Workspace) -> None:
    first = workspace.objections.add(steering.first, name="x", text="y")
    second = workspace.objections.add(steering.first, name="x", text="z")
    workspace.objections.discard(first)
    assert [view.id for view in workspace.objections.of_meeting(steering.first)] == [second]
    workspace.objections.decide(second, ObjectionDecision.REJECTED, "Nein.")
    with pytest.raises(UserError, match="gehört zur Niederschrift"):
        workspace.objections.discard(second)
    workspace.objections.decide(second, ObjectionDecision.OPEN)
    found = workspace.objections.get(second)
    assert (found.decided_on, found.decided_in_id, found.decision_text) == (None, None, "")


def test_minutes_have_a_day_by_which_they_should_be_done(
    steering: Steering, workspace: Workspace, clock: FixedClock
) -> None:
    workspace.minutes.ensure(steering.second)
    standing = standing_of(workspace, steering.second)
    assert standing.due_on == date(2026, 12, 26)
    assert "Fertig bis 26.12.2026." in standing.step.sentence
    assert workspace.minutes.standing(workspace.meetings.create(body_id=steering.body)) is None
    assert workspace.minutes.correction_reason(steering.second) == ""

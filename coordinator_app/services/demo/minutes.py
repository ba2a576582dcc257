"""The minutes of the last meeting of the example: sent, objected to, corrected; the next meeting will approve them."""

from datetime import timedelta

from coordinator_app.domain.meetings import MeetingState
from coordinator_app.domain.objections import ObjectionDecision
from coordinator_app.services.demo.stage import Stage, content


def fill(stage: Stage) -> None:
    """Objections and a corrected version with public items and a paragraph that is not public."""
    found, workspace = content("minutes"), stage.workspace
    closed = [
        meeting
        for meeting in workspace.meetings.of_body(stage.id("body", "lenkung"))
        if meeting.state is MeetingState.CLOSED
    ]
    meeting = closed[0]
    minutes = workspace.minutes.of_meeting(meeting.id)
    if minutes is None or minutes.sent_on is None:
        return
    sent = (minutes.sent_on - stage.day).days
    lines = {line.item.title: line.id for line in workspace.meetings.agenda.view(meeting.id).lines}
    for entry in found["objections"]:
        stage.go_to(sent + entry["days"])
        id = workspace.objections.add(
            meeting.id,
            person_id=stage.id("person", entry["person"]),
            text=entry["text"],
            agenda_item_id=lines[entry["item"]],
        )
        if "decision" in entry:
            stage.clock.moment += timedelta(days=1)
            workspace.objections.decide(id, ObjectionDecision(entry["decision"]), entry["reason"])
            _correct(stage, meeting.id, lines, sent)


def _correct(stage: Stage, meeting_id: int, lines: dict[str, int], sent: int) -> None:
    found, workspace = content("minutes"), stage.workspace
    change = found["correction"]
    stage.go_to(sent + change["days"])
    minutes = workspace.minutes
    minutes.correct(meeting_id, minutes.correction_reason(meeting_id))
    for title in found["public"]:
        workspace.meetings.agenda.update(lines[title], None, public=True)
    workspace.meetings.agenda.write(lines[change["item"]], change["field"], change["text"].strip())
    minutes.finalise(meeting_id)
    stage.clock.moment += timedelta(days=1)
    minutes.send(meeting_id)

"""The course of the projects of the example: milestones, events with counts, a picture, a question of last year."""

from typing import Any

from coordinator_app.domain.attachments import PhotoConsent
from coordinator_app.domain.project_course import Confirmation, ConfirmationReply, EventState, MilestoneState
from coordinator_app.services.confirmations import Reply
from coordinator_app.services.demo.stage import FOLDER, Stage, content


def fill(stage: Stage) -> None:
    """Write milestones and events; what lies ahead is planned, what lies behind was reached or held."""
    found = content("course")
    for entry in found["milestones"]:
        _milestone(stage, entry)
    for entry in found["events"]:
        _event(stage, entry)
    for entry in found["pictures"]:
        _picture(stage, entry)
    for entry in found["answers"]:
        _answer(stage, entry)


def _milestone(stage: Stage, entry: dict[str, Any]) -> None:
    stage.go_to(min(0, -7 * entry["planned"] - 70))
    reached = entry.get("reached")
    course, project = stage.workspace.project_course, stage.id("project", entry["project"])
    id = course.add_milestone(project, title=entry["title"], planned_on=stage.weeks_ago(entry["planned"]))
    if reached is not None:
        stage.go_to(-7 * reached)
        course.reach(id)
    elif entry.get("dropped"):
        course.update_milestone(id, None, state=MilestoneState.DROPPED)


def _event(stage: Stage, entry: dict[str, Any]) -> None:
    workspace = stage.workspace
    project = workspace.projects.get(stage.id("project", entry["project"]))
    held = "participants" in entry
    stage.go_to(min(0, -7 * entry["began"]))
    state = EventState.HELD if held else EventState.CANCELLED if entry.get("cancelled") else EventState.PLANNED
    workspace.project_course.add_event(
        title=entry["title"],
        projects=(project.id,),
        event_kind_id=stage.entry("event_kind", entry["kind"]),
        state=state,
        starts_on=stage.weeks_ago(entry["began"]),
        place=entry["place"],
        organisers=(project.carrier_id,) if project.carrier_id else (),
        field_of_action_id=next(iter(project.fields_of_action), None),
        target_groups=project.target_groups,
        area_id=next(iter(project.areas), None),
        planned_participants=entry.get("planned"),
        participants=entry.get("participants"),
        costs=entry.get("costs"),
        press=entry.get("press", ""),
        outcome=entry.get("outcome", ""),
    )


def _picture(stage: Stage, entry: dict[str, Any]) -> None:
    photos, project = stage.workspace.photos, stage.id("project", entry["project"])
    stage.go_to(-7 * entry["weeks"])
    (id,) = photos.add([FOLDER / entry["file"]], kind="project", id=project)
    values: dict[str, Any] = {name: entry[name] for name in ("title", "alt_text", "author")}
    photos.describe(id, None, photo_consent=PhotoConsent.NOBODY, dated=stage.weeks_ago(entry["weeks"]), **values)


def _answer(stage: Stage, entry: dict[str, Any]) -> None:
    """A carrier was asked, and answered unless `reply` is missing."""
    asked = stage.go_to(-7 * entry["asked"])
    project = stage.id("project", entry["project"])
    with stage.workspace.store.write("Angebot zur Bestätigung verschickt") as unit:
        unit.add(Confirmation(project_id=project, asked_on=asked))
    if "reply" in entry:
        on = stage.go_to(-7 * entry["answered"])
        reply = ConfirmationReply(entry["reply"])
        changes = entry.get("changes", "")
        answer = Reply(project_id=project, reply=reply, on=on, by=entry["by"], changes=changes)
        stage.workspace.confirmations.reply([answer])

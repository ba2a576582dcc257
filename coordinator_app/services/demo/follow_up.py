"""What became of the resolutions of the example, and the tasks that come back or changed hands."""

from datetime import timedelta
from typing import Any

from coordinator_app.domain.recurrence import Rhythm
from coordinator_app.domain.resolutions import Implementation, Resolution
from coordinator_app.domain.tasks import Task, TaskState
from coordinator_app.services.demo.stage import Stage, content


def fill(stage: Stage) -> None:
    """Reports on resolutions, recurring tasks, a hand-over and a task that waits."""
    found = content("follow_up")
    for entry in found["resolutions"]:
        _report(stage, entry)
    for entry in found["recurring"]:
        _recurring(stage, entry)
    for entry in found["moved"]:
        _moved(stage, entry)


def _report(stage: Stage, entry: dict[str, Any]) -> None:
    workspace = stage.workspace
    with workspace.store.read() as unit:
        (resolution,) = unit.find(Resolution, title=entry["title"])
    workspace.resolutions.update(
        resolution.id,
        None,
        responsible_id=stage.id("person", entry["person"]),
        due_on=stage.day + timedelta(days=entry["days"]),
        needs=stage.several("need", entry["needs"]),
    )
    for days, state, text in entry["reports"]:
        stage.go_to(days)
        workspace.follow_up.report(resolution.id, text, state=Implementation(state) if state else None)


def _recurring(stage: Stage, entry: dict[str, Any]) -> None:
    done = entry.get("done")
    stage.go_to((done or 0) - 30)
    due = stage.day + timedelta(days=entry["days"])
    task = stage.workspace.tasks.create(
        title=entry["title"],
        due_on=due - timedelta(days=92) if done else due,
        rhythm=Rhythm(entry["rhythm"]),
        person_id=stage.id("person", entry["person"]),
        remind_days=entry["remind"],
    )
    if done:
        stage.go_to(done)
        stage.workspace.tasks.set_state(task, TaskState.DONE, "Liegt vor und ist eingetragen.")


def _moved(stage: Stage, entry: dict[str, Any]) -> None:
    tasks = stage.workspace.tasks
    with stage.workspace.store.read() as unit:
        (task,) = unit.find(Task, title=entry["title"])
    stage.go_to(entry["day"])
    if "to" in entry:
        tasks.hand_over(task.id, person_id=stage.id("person", entry["to"]), text=entry["text"])
    else:
        tasks.set_state(task.id, TaskState.WAITING, entry["waits"])

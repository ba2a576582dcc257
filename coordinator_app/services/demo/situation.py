"""The situation of the example town: figures, site walks, the course of the cooperation, own deadlines."""

from datetime import date
from typing import Any

from coordinator_app.domain.data_series import Measure
from coordinator_app.domain.process import StepState
from coordinator_app.domain.site_walks import WalkState
from coordinator_app.domain.tasks import TaskState
from coordinator_app.services.demo.stage import Stage, content


def fill(stage: Stage) -> None:
    """Write figures, walks with what came of them, steps and deadlines."""
    found = content("situation")
    _figures(stage, found)
    for entry in found["walks"]:
        _walk(stage, entry)
    stage.go_to(0)
    _process(stage, found["process"]["steps"])
    _deadlines(stage, found)


def _figures(stage: Stage, found: dict[str, Any]) -> None:
    service = stage.workspace.data_series
    for entry in found["sources"]:
        values = {name: entry[name] for name in ("publisher", "licence", "remarks") if name in entry}
        stage.keep("data_source", entry["key"], service.create_source(title=entry["title"], **values))
    for entry in found["series"]:
        year = stage.day.year
        breaks = "\n".join(f"{year - back}: {reason}" for back, reason in entry.get("breaks", ()))
        id = service.create(
            title=entry["title"],
            key=entry.get("key", ""),
            unit=entry["unit"],
            measure=Measure(entry.get("measure", "other")),
            population_id=stage.id("data_series", entry["population"]) if "population" in entry else None,
            source_id=stage.id("data_source", entry["source"]),
            area_id=stage.id("area", entry["area"]) if "area" in entry else None,
            breaks=breaks,
            public=entry.get("public", True),
        )
        stage.keep("data_series", entry["title"], id)
        first = year - len(entry["values"])
        lines = (f"{first + number} {value or '.'}" for number, value in enumerate(entry["values"]))
        service.set_lines(id, "\n".join(lines))
        if "evidence" in entry:
            _back(stage, id, *entry["evidence"])


def _back(stage: Stage, series_id: int, need: str, kind: str) -> None:
    """Say of the evidence of this kind that it comes from the series."""
    needs, kind_id = stage.workspace.needs, stage.entry("evidence_kind", kind)
    for view in needs.card(stage.id("need", need)).evidence:
        if view.evidence.evidence_kind_id == kind_id and not view.is_concerns:
            needs.update_evidence(view.evidence.id, None, source_kind="data_series", source_id=series_id)


def _walk(stage: Stage, entry: dict[str, Any]) -> None:
    walks = stage.workspace.site_walks
    stage.go_to(min(-7 * entry["weeks"], 0))
    id = walks.create(
        title=entry["title"],
        walked_on=stage.weeks_ago(entry["weeks"]),
        time_of_day=entry["time_of_day"],
        weather=entry.get("weather", ""),
        place=entry["place"],
        area_id=stage.id("area", entry["area"]),
        participants=entry["participants"],
        occasion=entry["occasion"],
        summary=entry.get("summary", ""),
    )
    for finding in entry.get("findings", ()):
        _finding(stage, id, finding)
    state = WalkState(entry.get("state", "planned"))
    if state is not WalkState.PLANNED:
        walks.update(id, None, state=state)


def _finding(stage: Stage, walk_id: int, entry: dict[str, Any]) -> None:
    walks = stage.workspace.site_walks
    id = walks.add_finding(
        walk_id,
        text=entry["text"],
        spot=entry["spot"],
        feature_id=stage.entry("walk_feature", entry["feature"]),
        rating=entry["rating"],
        measure=entry.get("measure", ""),
        responsible_id=stage.id("organisation", entry["responsible"]) if "responsible" in entry else None,
    )
    if "task" in entry:
        task = walks.make_task(id, due="in 16 Wochen")
        if entry["task"] == "done":
            stage.workspace.tasks.set_state(task, TaskState.DONE, "Erledigt, Foto liegt vor")
    if "need" in entry:
        walks.update_finding(id, None, need_id=stage.id("need", entry["need"]))


def _process(stage: Stage, steps: list[tuple[int, str, int]]) -> None:
    process = stage.workspace.process
    ids = [step.id for step in process.steps()]
    for number, code, weeks in steps:
        state, day = StepState(code), stage.weeks_ago(weeks)
        values: dict[str, Any] = {"state": state}
        if state is StepState.DONE:
            values["done_on"] = day
        elif state is not StepState.SKIPPED:
            values["planned_on"] = day
        process.update(ids[number - 1], None, **values)


def _deadlines(stage: Stage, found: dict[str, Any]) -> None:
    deadlines = stage.workspace.deadlines
    for entry in found["deadlines"]:
        deadlines.create(
            title=entry["title"],
            due_on=stage.weeks_ago(entry["weeks"]),
            lead_days=entry["lead"],
            critical=entry.get("critical", False),
            deadline_kind_id=stage.entry("deadline_kind", entry["kind"]),
        )
    plan, year = found["plan"], stage.day.year + 1
    target = date(year, plan["month"], plan["day"])
    deadlines.take_over(f"{plan['title']} {year + 1}", target, deadlines.usual_steps())

"""The projects and offers of the example with partners, goals, measured values and files."""

from datetime import date, timedelta
from typing import Any

from coordinator_app.domain.goals import Direction
from coordinator_app.domain.projects import ActorRole, ProjectStatus, ProjectType
from coordinator_app.services.demo.stage import Stage, content

_UNCONFIRMED = {"einbruch", "patenschaft", "netzwerk", "codierung"}
_LESSONS = "Frühe Absprachen mit den Nachbarn haben sich bewährt. Für die Auswertung mehr Zeit einplanen."


def fill(stage: Stage) -> None:
    """Write projects, who takes part, goals with indicators and a few attachments."""
    found = content("projects")
    for entry in found["projects"]:
        _project(stage, entry)
    for entry in found["goals"]:
        _goal(stage, entry)
    _attach(stage)


def _day(stage: Stage, weeks: float | None, *, back: bool) -> date | None:
    if weeks is None:
        return None
    day = stage.weeks_ago(weeks if back else -weeks)
    return day.replace(day=1) if back else (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _project(stage: Stage, entry: dict[str, Any]) -> None:
    projects = stage.workspace.projects
    stage.go_to(min(0, -7 * entry["began"]))
    kind, status = ProjectType(entry["type"]), ProjectStatus(entry["status"])
    ends = entry.get("ends")
    ended = status in {ProjectStatus.COMPLETED, ProjectStatus.EVALUATED, ProjectStatus.DISCONTINUED}
    offer = kind is ProjectType.OFFER
    id = projects.create(
        title=entry["title"],
        short_description=entry["description"],
        project_type=kind,
        status=status,
        status_reason=_reason(status),
        fields_of_action=stage.entries("field_of_action", entry["fields"]),
        target_groups=stage.entries("target_group", entry["targets"]),
        areas=stage.several("area", entry["areas"]),
        carrier_id=stage.id("organisation", entry["carrier"]),
        responsible_id=stage.id("person", entry["responsible"]),
        start=_day(stage, entry["began"], back=True),
        end=_day(stage, ends, back=False),
        is_permanent=ends is None,
        costs=entry.get("costs") or None,
        funding=entry.get("funding"),
        funding_source=entry.get("source", ""),
        needs=stage.several("need", entry.get("needs", ())),
        is_public=True,
        confirmed_on=stage.weeks_ago(70 if entry["key"] in _UNCONFIRMED else 20) if offer else None,
        lessons_learned=_LESSONS if ended else "",
    )
    stage.keep("project", entry["key"], id)
    for partner in entry.get("partners", ()):
        projects.add_actor(id, organisation_id=stage.id("organisation", partner), role=ActorRole.PARTNER)


def _reason(status: ProjectStatus) -> str:
    return {
        ProjectStatus.REJECTED: "Das Land fördert Verkehrsangebote nicht.",
        ProjectStatus.DISCONTINUED: "Es fand sich keine verlässliche Betreuung.",
        ProjectStatus.DORMANT: "Ruht bis zur Sanierung der Unterführung.",
    }.get(status, "")


def _goal(stage: Stage, entry: dict[str, Any]) -> None:
    projects = stage.workspace.projects
    project_id = stage.id("project", entry["project"])
    stage.go_to(-60)
    project = projects.get(project_id)
    begin = project.start or stage.day
    goal = projects.add_goal(project_id, entry["text"], is_specific=True, is_realistic=True, due=project.end)
    for name, unit, direction, baseline, target, values in entry["indicators"]:
        indicator = projects.add_indicator(
            goal,
            name,
            unit=unit,
            direction=Direction(direction),
            baseline=baseline,
            baseline_on=min(begin, stage.day),
            target=target,
            target_on=project.end or stage.weeks_ago(-52),
        )
        for weeks, value in values:
            stage.go_to(-7 * weeks)
            projects.measure(indicator, measured_on=stage.weeks_ago(weeks), value=value)


def _attach(stage: Stage) -> None:
    attachments = stage.workspace.attachments
    stage.go_to(-30)
    notes = (
        ("project", "treff", "Konzept Offener Treff", "Konzept des Offenen Treffs am Bahnhof (Auszug, erfunden)."),
        ("project", "licht", "Angebot Beleuchtung", "Angebot über zwölf Leuchten mit Bewegungssteuerung (erfunden)."),
        ("need", "tunnel", "Begehungsnotiz Bahnhofstunnel", "Sieben von zwölf Leuchten ohne Funktion (erfunden)."),
    )
    for kind, key, title, text in notes:
        attachments.add_bytes(
            f"{title}\n\n{text}\n".encode(), name=f"{title}.txt", title=title, kind=kind, id=stage.id(kind, key)
        )

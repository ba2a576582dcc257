"""What changed in the bodies of the example: certificates, hand-overs, a vacant seat, deputies, new rules, an end."""

from typing import Any

from coordinator_app.services.demo.stage import Stage


def change_bodies(stage: Stage, found: dict[str, Any]) -> None:
    """Appoint the first members, then let time pass."""
    _appoint(stage, stage.id("body", "kpr"))
    for entry in found["deputies"]:
        _deputy(stage, entry)
    for entry in found["rules"]:
        stage.go_to(-7 * entry["weeks"])
        body = stage.id("body", entry["body"])
        stage.workspace.bodies.add_rules(body, valid_from=stage.weeks_ago(entry["weeks"]), **entry["values"])
    for entry in found["seat_changes"]:
        stage.go_to(-7 * entry["weeks"])
        person = stage.id("person", entry["person"]) if "person" in entry else None
        stage.workspace.bodies.hand_over(
            _seat(stage, entry),
            person_id=person,
            day=stage.weeks_ago(entry["weeks"]),
            vacant=entry.get("vacant", False),
        )
    for entry in found["bodies"]:
        if "dissolved" in entry:
            stage.go_to(-7 * entry["dissolved"])
            stage.workspace.bodies.dissolve(stage.id("body", entry["key"]), stage.weeks_ago(entry["dissolved"]))


def _appoint(stage: Stage, body_id: int) -> None:
    bodies = stage.workspace.bodies
    founded = bodies.get(body_id).founded_on
    if founded is not None:
        seats = [view.id for view in bodies.seats(body_id, founded) if view.seat.person_id is not None]
        bodies.appoint(seats, founded, way="in der ersten Sitzung überreicht")


def _seat(stage: Stage, entry: dict[str, Any]) -> int:
    views = stage.workspace.bodies.seats(stage.id("body", entry["body"]))
    return next(view.id for view in views if view.seat.seat == entry["seat"] and view.seat.deputy_for_id is None)


def _deputy(stage: Stage, entry: dict[str, Any]) -> None:
    stage.go_to(-7 * 60)
    stage.workspace.bodies.add_seat(
        stage.id("body", entry["body"]),
        seat=entry["seat"],
        person_id=stage.id("person", entry["person"]),
        organisation_id=stage.id("organisation", entry["organisation"]),
        deputy_for_id=_seat(stage, entry),
        has_vote=False,
        starts_on=stage.weeks_ago(60),
    )

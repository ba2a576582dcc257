"""Contacts and distribution lists of the example."""

from typing import Any

from coordinator_app.domain.network import InteractionChannel, InteractionDirection, ListRule
from coordinator_app.services.demo.stage import Stage, content


def fill(stage: Stage) -> None:
    """Write what was talked about with whom, the lists, and since when some organisations are partners."""
    found = content("network")
    for key, weeks in found["partners"].items():
        stage.workspace.contacts.update_organisation(
            stage.id("organisation", key), None, partner_since=stage.weeks_ago(weeks)
        )
    for entry in found["interactions"]:
        _interaction(stage, entry)
    stage.go_to(0)
    for entry in found["lists"]:
        rule = ListRule(
            organisation_kinds=stage.entries("organisation_kind", entry.get("kinds", ())),
            institutions=entry.get("institutions", False),
        )
        stage.workspace.distribution_lists.create(
            title=entry["title"],
            purpose=entry["purpose"],
            rule=rule,
            persons=stage.several("person", entry.get("persons", ())),
        )


def _interaction(stage: Stage, entry: dict[str, Any]) -> None:
    day = stage.go_to(-7 * entry["weeks"])
    stage.workspace.interactions.create(
        happened_on=day,
        channel=InteractionChannel(entry["channel"]),
        direction=InteractionDirection(entry["direction"]),
        subject=entry["subject"],
        text=entry["text"],
        persons=stage.several("person", entry["persons"]),
        organisations=stage.several("organisation", entry.get("organisations", ())),
    )

"""The concerns of the example, and what is known about causes and coverage of its needs."""

from typing import Any

from coordinator_app.domain.concerns import ConcernChannel, ConcernState
from coordinator_app.domain.need_offers import Coverage, FactorKind, FactorLevel
from coordinator_app.services.demo.stage import Stage, content


def fill(stage: Stage) -> None:
    """Write the inbox, the causes of the needs and how far projects cover them."""
    found = content("concerns")
    ids: dict[str, int] = {}
    for entry in found["concerns"]:
        ids[entry["title"]] = _concern(stage, entry)
        if "merged_into" in entry:
            stage.workspace.concerns.merge([ids[entry["title"]]], ids[entry["merged_into"]])
    for entry in found["factors"]:
        _factor(stage, entry)
    for entry in found["coverage"]:
        need, project = stage.id("need", entry["need"]), stage.id("project", entry["project"])
        stage.workspace.needs.link_project(need, project)
        coverage = Coverage(entry["coverage"])
        stage.workspace.needs.judge_offer(need, project, coverage, reason=entry["reason"])


def _concern(stage: Stage, entry: dict[str, Any]) -> int:
    concerns = stage.workspace.concerns
    stage.go_to(-7 * entry["weeks"])
    id = concerns.create(
        title=entry["title"],
        text=entry["text"],
        channel=ConcernChannel(entry["channel"]),
        concern_kind_id=stage.entry("concern_kind", entry["kind"]),
        area_id=stage.id("area", entry["area"]) if "area" in entry else None,
        place=entry.get("place", ""),
        reply_to=entry.get("contact", ""),
        responsible_id=stage.id("organisation", entry["responsible"]) if "responsible" in entry else None,
        need_id=stage.id("need", entry["need"]) if "need" in entry else None,
    )
    state = ConcernState(entry.get("state", "new"))
    if state is not ConcernState.NEW:
        stage.go_to(-7 * entry.get("settled", entry["weeks"]) + 2)
        concerns.move(id, state, reason=entry.get("reason", ""), answer=entry.get("answer", ""))
    return id


def _factor(stage: Stage, entry: dict[str, Any]) -> None:
    stage.workspace.needs.add_factor(
        need_id=stage.id("need", entry["need"]),
        text=entry["text"],
        factor_kind=FactorKind(entry.get("kind", "risk")),
        level=FactorLevel(entry["level"]),
        importance=entry["importance"],
        backed_by=entry.get("backed_by", ""),
    )

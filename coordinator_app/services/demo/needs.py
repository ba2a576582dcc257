"""The needs of the example with their evidence, and the round the steering body decided."""

from typing import Any

from coordinator_app.domain.needs import NeedKind, NeedStatus, Strength
from coordinator_app.domain.priorities import Decision
from coordinator_app.services.demo.stage import Stage, content


def fill(stage: Stage) -> None:
    """Write the register of needs."""
    for entry in content("needs")["needs"]:
        _need(stage, entry)


def _need(stage: Stage, entry: dict[str, Any]) -> None:
    needs = stage.workspace.needs
    stage.go_to(-7 * entry["weeks"])
    responsible = entry.get("responsible")
    offence = entry.get("offence")
    id = needs.create(
        title=entry["title"],
        need_kind=NeedKind(entry.get("kind", "problem")),
        description=entry["description"],
        causes=entry.get("causes", ""),
        field_of_action_id=stage.entry("field_of_action", entry["field"]),
        offence_group_id=stage.entry("offence_group", offence) if offence else None,
        areas=stage.several("area", entry["areas"]),
        target_groups=stage.entries("target_group", entry["targets"]),
        place=entry.get("place", ""),
        responsible_id=stage.id("organisation", responsible) if responsible else None,
    )
    stage.keep("need", entry["key"], id)
    for kind, statement, source, strength, weeks in entry["evidence"]:
        stage.go_to(-7 * min(weeks, entry["weeks"]))
        needs.add_evidence(
            need_id=id,
            evidence_kind_id=stage.entry("evidence_kind", kind),
            statement=statement,
            source=source,
            strength=Strength(strength),
            observed=stage.weeks_ago(min(weeks, entry["weeks"])),
        )
    if entry["evidence"]:
        needs.move(id, NeedStatus.CHECKED)


def decide(stage: Stage) -> None:
    """Score the needs by eight raters and freeze the result with the resolution of the steering body."""
    found = content("needs")
    wanted = found["round"]
    priorities = stage.workspace.priorities
    decided = -7 * wanted["weeks"]
    stage.go_to(decided - 21)
    round_id = priorities.create_round(
        title=wanted["title"],
        needs=stage.several("need", wanted["needs"]),
        raters=wanted["raters"],
        body_id=stage.id("body", "lenkung"),
        max_priorities=wanted["max_priorities"],
    )
    medians = {entry["key"]: entry["scores"] for entry in found["needs"] if "scores" in entry}
    _score(stage, round_id, [(key, medians[key]) for key in wanted["needs"]])
    stage.go_to(decided)
    reasons = {stage.id("need", key): reason for key, reason in wanted["reasons"].items()}
    watched = stage.id("need", "park")
    priorities.freeze(
        round_id,
        resolution_id=stage.id("resolution", "priorities"),
        decisions={watched: Decision.WATCH},
        reasons=reasons,
    )
    stage.go_to(decided + 14)
    for key in ("tunnel", "betrug", "schule", "sucht"):
        _start(stage, stage.id("need", key))
    _go_on(stage, found, round_id)


def _go_on(stage: Stage, found: dict[str, Any], previous: int) -> None:
    """The round that continues the priorities: under way, with dots from a poster and one sheet still missing."""
    wanted = found["next_round"]
    priorities = stage.workspace.priorities
    stage.go_to(-7 * wanted["weeks"])
    round_id = priorities.create_round(
        title=wanted["title"],
        needs=stage.several("need", wanted["scores"]),
        raters=wanted["raters"],
        criteria=priorities.criteria_drafts(previous),
        body_id=stage.id("body", "lenkung"),
        max_priorities=wanted["max_priorities"],
        uses_dots=True,
        previous_id=previous,
    )
    card = priorities.card(round_id)
    for number, rater in enumerate(card.raters[:-1]):
        for place, (key, medians) in enumerate(wanted["scores"].items()):
            for criterion, median in zip(card.criteria, medians, strict=True):
                points = _spread(median, number, place, split=key == "park")
                need = stage.id("need", key)
                priorities.score(rater_id=rater.id, need_id=need, criterion_id=criterion.id, points=points)
    poster = priorities.add_rater(round_id=round_id, name="Plakat im Plenum", heads=wanted["poster_heads"])
    for key, dots in wanted["poster"].items():
        priorities.set_dots(rater_id=poster, need_id=stage.id("need", key), dots=dots)


def _start(stage: Stage, need_id: int) -> None:
    if stage.workspace.needs.get(need_id).status is NeedStatus.PRIORITISED:
        stage.workspace.needs.move(need_id, NeedStatus.IN_PROGRESS)


def _score(stage: Stage, round_id: int, needs: list[tuple[str, list[int]]]) -> None:
    """Scores around the given medians; over the conflicts at school and in the park the raters disagree."""
    card = stage.workspace.priorities.card(round_id)
    for rater_number, rater in enumerate(card.raters):
        for need_number, (key, medians) in enumerate(needs):
            for number, (criterion, median) in enumerate(zip(card.criteria, medians, strict=True)):
                split = key in {"schule", "park"} and number in {0, 2}
                points: int | None = _spread(median, rater_number, need_number + number, split=split)
                if (rater_number * 7 + need_number * 3 + number) % 53 == 0:
                    points = None
                stage.workspace.priorities.score(
                    rater_id=rater.id, need_id=stage.id("need", key), criterion_id=criterion.id, points=points
                )


def _spread(median: int, rater: int, shift: int, *, split: bool) -> int:
    offsets = (-2, 2, -2, 2, 0, 2, -2, 0) if split else (0, 0, 1, 0, -1, 0, 0, 1 if shift % 3 else -1)
    return max(1, min(5, median + offsets[(rater + shift) % len(offsets)]))

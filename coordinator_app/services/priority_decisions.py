"""Freezing a round: what the body decided about each need, with reasons, bound to a resolution."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from coordinator_app.common.errors import UserError
from coordinator_app.domain.needs import Need, NeedStatus, may_become
from coordinator_app.domain.priorities import Decision, Priority, PriorityRound
from coordinator_app.domain.ranking import Sensitivity
from coordinator_app.services.need_steps import take_step
from coordinator_app.services.priority_reads import HELP, RankedNeed
from coordinator_app.storage.unit_of_work import WriteUnit


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the body decided about one need; whatever is no priority needs a reason."""

    decision: Decision
    reason: str = ""
    responsible_id: int | None = None
    runs_until: date | None = None


def proposed(ranking: Sequence[RankedNeed], limit: int) -> dict[int, Decision]:
    """The first needs up to the limit become priorities, the rest is deferred."""
    chosen = {item.need.id for item in [item for item in ranking if item.standing.rank][:limit]}
    return {item.need.id: Decision.PRIORITY if item.need.id in chosen else Decision.DEFERRED for item in ranking}


def settled(ranking: Sequence[RankedNeed], order: Sequence[int]) -> list[RankedNeed]:
    """The ranking with shared ranks told apart in the `order` the body gave; needs not in it stay shared."""
    wanted = {need: place for place, need in enumerate(order)}
    found: list[RankedNeed] = []
    for item in ranking:
        standing = item.standing
        if standing.tied and item.need.id in wanted:
            before = [
                other
                for other in ranking
                if other.standing.rank == standing.rank and wanted.get(other.need.id, -1) < wanted[item.need.id]
            ]
            item = replace(item, standing=replace(standing, rank=standing.rank + len(before), tied=False))  # noqa: PLW2901
        found.append(item)
    return sorted(found, key=_order)


def _order(item: RankedNeed) -> tuple[bool, int]:
    return (not item.standing.rank, item.standing.rank)


def freeze_all(
    unit: WriteUnit,
    current: PriorityRound,
    ranking: Sequence[RankedNeed],
    verdicts: Mapping[int, Verdict],
    sensitivity: Sensitivity,
) -> None:
    """Write the frozen result of every need; refuses more priorities than the round allows."""
    chosen = sum(verdict.decision is Decision.PRIORITY for verdict in verdicts.values())
    if chosen > current.max_priorities:
        raise UserError(
            f"Es sind {chosen} Prioritäten gewählt, die Runde erlaubt höchstens {current.max_priorities}.",
            help_topic=HELP,
        )
    for item in ranking:
        _freeze(unit, current, item, verdicts[item.need.id], sensitivity.stays.get(item.need.id))


def _freeze(
    unit: WriteUnit, current: PriorityRound, item: RankedNeed, verdict: Verdict, stability: float | None
) -> None:
    reason = verdict.reason.strip()
    if verdict.decision is not Decision.PRIORITY and not reason:
        raise UserError(
            f"Bitte begründen Sie, warum „{item.need.title}“ keine Priorität wird ({verdict.decision.label}).",
            help_topic=HELP,
        )
    standing = item.standing
    unit.add(
        Priority(
            priority_round_id=current.id,
            need_id=item.need.id,
            need_title=item.need.title,
            rank=standing.rank,
            value=None if standing.value is None else round_value(float(standing.value)),
            lowest=standing.spread.lowest if standing.spread else None,
            highest=standing.spread.highest if standing.spread else None,
            dissent=standing.dissent,
            dots=standing.dots,
            evidence_kinds=standing.evidence,
            stability=None if stability is None else round(100 * stability, 1),
            responsible_id=verdict.responsible_id,
            runs_until=verdict.runs_until,
            decision=verdict.decision,
            reason=reason,
        )
    )
    if item.need.deleted_at is None:
        _move_need(unit, item.need, verdict.decision, reason or f"Entscheidung in „{current.title}“")


def _move_need(unit: WriteUnit, need: Need, decision: Decision, reason: str) -> None:
    """A decided need has been checked and scored on the way, so the states between are passed at once."""
    target = {Decision.PRIORITY: NeedStatus.PRIORITISED, Decision.WATCH: NeedStatus.WATCHED}.get(decision)
    early = need.status in {NeedStatus.REPORTED, NeedStatus.CHECKED}
    status = NeedStatus.SCORED if early else need.status
    if target is not None and may_become(status, target):
        status = target
    if status is not need.status:
        take_step(unit, need, status, reason)


def round_value(value: float) -> float:
    """A frozen value keeps four decimals: more than is ever printed, no binary noise."""
    return round(value, 4)

"""The ranking a report tells of: that of the newest round frozen by the end of its period."""

from typing import cast

from coordinator_app.domain.priorities import Decision, Priority, PriorityRound, RoundStatus
from coordinator_app.services.report_chapters.scope import Scope


def told_round(scope: Scope) -> PriorityRound | None:
    """The newest resolved round by the end of the period; without one the first decided after it; None without any."""
    if "round" not in scope.context.shared:
        with scope.workspace.store.read() as unit:
            found = unit.find(PriorityRound, status=RoundStatus.RESOLVED, order="frozen_on,id")
        early = [item for item in found if item.frozen_on is None or item.frozen_on <= scope.as_of]
        scope.context.shared["round"] = early[-1] if early else next(iter(found), None)
    return cast("PriorityRound | None", scope.context.shared["round"])


def is_later(scope: Scope, found: PriorityRound) -> bool:
    """Whether a round was decided after the period."""
    return found.frozen_on is not None and found.frozen_on > scope.as_of


def decisions(scope: Scope) -> list[Priority]:
    """What was decided about the needs of the told round, the first rank first."""
    if "decisions" not in scope.context.shared:
        found = told_round(scope)
        with scope.workspace.store.read() as unit:
            rows = unit.find(Priority, priority_round_id=found.id, order="rank,id") if found is not None else []
        scope.context.shared["decisions"] = rows
    return cast("list[Priority]", scope.context.shared["decisions"])


def rank_of(scope: Scope, need_id: int) -> int:
    """The rank of a need that became a priority; 0 for any other."""
    for item in decisions(scope):
        if item.need_id == need_id and item.decision is Decision.PRIORITY:
            return item.rank
    return 0

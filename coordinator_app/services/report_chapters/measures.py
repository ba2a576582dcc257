"""The measures of a strategy: what answers its priorities."""

from typing import cast

from coordinator_app.domain.needs import Need
from coordinator_app.domain.priorities import Decision, Priority
from coordinator_app.domain.projects import Project, ProjectStatus
from coordinator_app.services.report_chapters.ranks import decisions
from coordinator_app.services.report_chapters.scope import Scope

_OUT = frozenset({ProjectStatus.REJECTED, ProjectStatus.DISCONTINUED, ProjectStatus.IDEA})


def priorities_of(scope: Scope) -> list[tuple[Priority, Need | None]]:
    """The priorities in the order of their rank with their needs (None = no longer there)."""
    chosen = [item for item in decisions(scope) if item.decision is Decision.PRIORITY]
    with scope.workspace.store.read() as unit:
        needs = unit.many(Need, [item.need_id for item in chosen if item.need_id])
    found = [(item, needs.get(item.need_id or 0)) for item in chosen]
    return [(item, need) for item, need in found if need is None or _takes(scope, need)]


def _takes(scope: Scope, need: Need) -> bool:
    return scope.takes([need.field_of_action_id or 0], need.areas)


def answers(scope: Scope, need: Need | None) -> list[Project]:
    """The projects and offers that answer a need, over ones and ideas left out."""
    known = {item.id: item for item in scope.every_project}
    found = [known[id] for id in need.projects if id in known] if need is not None else []
    return [
        item
        for item in found
        if item.status not in _OUT and (item.is_permanent or item.end is None or item.end >= scope.begin)
    ]


def measures_of(scope: Scope) -> list[Project]:
    """All projects and offers that answer a priority, each once, in the order of the priorities."""
    if "measures" not in scope.context.shared:
        found = {item.id: item for _, need in priorities_of(scope) for item in answers(scope, need)}
        scope.context.shared["measures"] = list(found.values())
    return cast("list[Project]", scope.context.shared["measures"])

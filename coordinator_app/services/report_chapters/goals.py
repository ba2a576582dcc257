"""Goals and indicators as a report tells them: values up to the end of the period, judged on that day."""

from datetime import date
from typing import cast

from coordinator_app.documents.goal_blocks import IndicatorView
from coordinator_app.domain.goals import Goal, Indicator, Measurement, light
from coordinator_app.domain.measuring import next_measurement
from coordinator_app.services.report_chapters.scope import Scope


def goals_of(scope: Scope) -> dict[int, list[Goal]]:
    """The goals of projects by project."""
    if "goals" not in scope.context.shared:
        found: dict[int, list[Goal]] = {}
        with scope.workspace.store.read() as unit:
            for goal in unit.find(Goal, order="due,id"):
                found.setdefault(goal.project_id or 0, []).append(goal)
        scope.context.shared["goals"] = found
    return cast("dict[int, list[Goal]]", scope.context.shared["goals"])


def indicators_of(scope: Scope) -> dict[int, list[IndicatorView]]:
    """The indicators by goal with the values measured by the end of the period."""
    if "indicators" not in scope.context.shared:
        measured: dict[int, list[Measurement]] = {}
        found: dict[int, list[IndicatorView]] = {}
        with scope.workspace.store.read() as unit:
            for value in unit.find(Measurement, order="measured_on,id"):
                if value.measured_on is not None and value.measured_on <= scope.as_of:
                    measured.setdefault(value.indicator_id or 0, []).append(value)
            for item in unit.find(Indicator, order="id"):
                own = tuple(measured.get(item.id, ()))
                found.setdefault(item.goal_id or 0, []).append(IndicatorView(item, own, light(item, own, scope.as_of)))
        scope.context.shared["indicators"] = found
    return cast("dict[int, list[IndicatorView]]", scope.context.shared["indicators"])


def due_since(scope: Scope, view: IndicatorView) -> date | None:
    """The day a value is overdue since; None when none is."""
    due = next_measurement(view.indicator, view.measurements)
    return due if due is not None and due < scope.as_of else None

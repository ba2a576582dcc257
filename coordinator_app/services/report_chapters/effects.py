"""Chapters „Wirkung“ and „Evaluation und Fortschreibung“."""

from collections.abc import Sequence

from coordinator_app.common.german import format_date
from coordinator_app.documents.content import Block
from coordinator_app.documents.goal_blocks import IndicatorView
from coordinator_app.documents.report_effects import EffectGroup, Measuring, effect_blocks, evaluation_blocks
from coordinator_app.domain.indicator_words import named
from coordinator_app.domain.measuring import next_measurement
from coordinator_app.domain.priorities import Decision
from coordinator_app.domain.project_course import Evaluation
from coordinator_app.domain.projects import Project
from coordinator_app.services.report_chapters.goals import due_since, goals_of, indicators_of
from coordinator_app.services.report_chapters.measures import measures_of
from coordinator_app.services.report_chapters.ranks import decisions
from coordinator_app.services.report_chapters.scope import Scope, scope_of
from coordinator_app.services.report_content import ChapterContext


def effects(context: ChapterContext) -> Sequence[Block]:
    """The indicators of the projects of the period with their lights at its end."""
    scope = scope_of(context)
    groups = [EffectGroup(item.title, tuple(_views(scope, item))) for item in scope.projects]
    late = sum(due_since(scope, view) is not None for group in groups for view in group.indicators)
    return effect_blocks([group for group in groups if group.indicators], 0 if scope.is_public else late)


def _views(scope: Scope, project: Project) -> list[IndicatorView]:
    views = indicators_of(scope)
    return [view for goal in goals_of(scope).get(project.id, ()) for view in views.get(goal.id, ())]


def evaluation(context: ChapterContext) -> Sequence[Block]:
    """How the measures of the strategy are measured and when the priorities are reviewed."""
    scope = scope_of(context)
    projects = measures_of(scope)
    found = [
        Measuring(
            indicator=named(view.indicator),
            project=project.title,
            method=view.indicator.method or view.indicator.source,
            interval=view.indicator.interval,
            next_on=next_measurement(view.indicator, view.measurements),
        )
        for project in projects
        for view in _views(scope, project)
    ]
    reviewed = [
        (item.need_title, item.runs_until)
        for item in decisions(scope)
        if item.decision is Decision.PRIORITY and item.runs_until is not None
    ]
    return evaluation_blocks(found, _evaluations(scope, projects), reviewed)


def _evaluations(scope: Scope, projects: Sequence[Project]) -> list[str]:
    titles = {project.id: project.title for project in projects}
    with scope.workspace.store.read() as unit:
        found = unit.find(Evaluation, project_id=tuple(titles), order="ends_on,id") if titles else []
    lines: list[str] = []
    for item in found:
        if item.ends_on is not None and item.ends_on < scope.as_of:
            continue
        until = f", bis {format_date(item.ends_on)}" if item.ends_on else ""
        what = f"{item.evaluation_kind.label} ({item.subject.label}, {item.design.label}{until})"
        lines.append(f"{titles.get(item.project_id or 0, '')}: {what}")
    return lines

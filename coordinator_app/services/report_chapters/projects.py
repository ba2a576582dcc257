"""Chapters „Ziele und Maßnahmen“ and the annex with all projects and offers."""

from collections.abc import Sequence

from coordinator_app.documents.content import Block, Document
from coordinator_app.documents.lists import list_content
from coordinator_app.documents.report_projects import project_annex
from coordinator_app.documents.report_strategy import GoalLine, PriorityGoals, goals_blocks
from coordinator_app.domain.contacts import Organisation
from coordinator_app.domain.goals import GoalStatus
from coordinator_app.domain.priorities import Priority
from coordinator_app.domain.projects import Project, period_text
from coordinator_app.services.report_chapters.goals import goals_of, indicators_of
from coordinator_app.services.report_chapters.measures import answers, priorities_of
from coordinator_app.services.report_chapters.scope import Scope, scope_of
from coordinator_app.services.report_content import ChapterContext

_COLUMNS = ("title", "project_type", "status", "carrier_id", "end")
_PRIVATE = frozenset({"responsible_id", "needs", "resolutions", "is_public", "confirmed_on"})
"""Columns with names of persons or with matters of the house."""


def goals(context: ChapterContext) -> Sequence[Block]:
    """Per priority: goals, measures, who, until when, indicators."""
    scope = scope_of(context)
    found: list[PriorityGoals] = []
    told: dict[int, int] = {}
    for priority, need in priorities_of(scope):
        projects = answers(scope, need)
        lines = _own_lines(scope, priority, {project.id for project in projects})
        lines += [line for project in projects for line in _lines(scope, project, told.get(project.id, 0))]
        told |= {project.id: priority.rank for project in projects if project.id not in told}
        found.append(
            PriorityGoals(
                rank=priority.rank,
                title=priority.need_title,
                responsible=_office(scope, priority.responsible_id),
                reason=priority.reason,
                lines=tuple(lines),
            )
        )
    return goals_blocks(found, public=scope.is_public)


def _own_lines(scope: Scope, priority: Priority, answering: set[int]) -> list[GoalLine]:
    """Goals set for the priority itself, or in projects that are not linked to its need."""
    titles = {item.id: item.title for item in scope.every_project}
    views = indicators_of(scope)
    return [
        GoalLine(
            measure=titles.get(project, ""),
            goal=goal.text.strip(),
            who=_office(scope, priority.responsible_id),
            due=goal.due,
            indicators=tuple(views.get(goal.id, ())),
        )
        for project, goals in goals_of(scope).items()
        for goal in goals
        if goal.priority_id == priority.id and project not in answering and (project in titles or not project)
    ]


def _office(scope: Scope, id: int | None) -> str:
    return scope.titles(Organisation, [id]).get(id or 0, "")


def _lines(scope: Scope, project: Project, told_at: int) -> list[GoalLine]:
    """A line per goal; a project without a goal, or told of at a higher rank, has one of its own."""
    views = indicators_of(scope)
    who = _office(scope, project.carrier_id)
    until = period_text(None, project.end, project.is_permanent)
    own = [goal for goal in goals_of(scope).get(project.id, ()) if goal.status is not GoalStatus.MISSED]
    if not own or told_at:
        return [GoalLine(measure=project.title, who=who, until=until, told_at=told_at if own else 0)]
    return [
        GoalLine(
            measure=project.title,
            goal=goal.text.strip(),
            who=who,
            due=goal.due,
            until=until,
            indicators=tuple(views.get(goal.id, ())),
        )
        for goal in own
    ]


def annex_projects(context: ChapterContext) -> Sequence[Block]:
    """The projects of the period with the columns chosen, and their Steckbriefe."""
    from coordinator_app.services.project_list import COLUMNS

    scope = scope_of(context)
    ids = [item.id for item in scope.projects]
    source = scope.workspace.projects.list_source()
    rows = source.rows(ids)
    wanted = context.plan.columns or _COLUMNS
    known = {column.key: column for column in COLUMNS}
    keys = [key for key in wanted if key in known and not (scope.is_public and key in _PRIVATE)] or ["title"]
    content = list_content("Projekte", [known[key] for key in keys], [rows[id] for id in ids if id in rows])
    return project_annex(content, _sheets(context, ids))


def _sheets(context: ChapterContext, ids: Sequence[int]) -> list[Document]:
    if not context.plan.with_sheets:
        return []
    from coordinator_app.services.project_documents import sheet_of

    options = {"variant": "public" if context.is_public else "internal", "photos": False}
    return [sheet_of(context.workspace, id, options) for id in ids]

"""The chapter of a field of action, and which fields have something to tell."""

import sys
from collections.abc import Sequence

from coordinator_app.common.german import format_date
from coordinator_app.documents.content import Block
from coordinator_app.documents.goal_blocks import GoalView
from coordinator_app.documents.report_fields import (
    DecisionLine,
    EvidenceLine,
    FieldFacts,
    Finding,
    NeedView,
    OfferView,
    TaskLine,
    field_blocks,
)
from coordinator_app.documents.series_sheet import RecordedSeries
from coordinator_app.domain.catalogues import CatalogEntry
from coordinator_app.domain.contacts import Organisation, Person
from coordinator_app.domain.data_series import DataSeries
from coordinator_app.domain.evaluation import SurveyFinding
from coordinator_app.domain.municipality import Area
from coordinator_app.domain.need_offers import Coverage, NeedOfferMatch, coverage_of
from coordinator_app.domain.needs import Evidence, Need
from coordinator_app.domain.outcomes import quoted
from coordinator_app.domain.projects import Project, ProjectStatus, ProjectType, period_text
from coordinator_app.domain.resolutions import Resolution, ResolutionState
from coordinator_app.domain.site_walks import SiteWalk, SiteWalkFinding, WalkState
from coordinator_app.domain.surveys import Survey
from coordinator_app.domain.tasks import OPEN_TASKS, Task
from coordinator_app.services.report_chapters.goals import goals_of, indicators_of
from coordinator_app.services.report_chapters.ranks import rank_of
from coordinator_app.services.report_chapters.scope import FORMAL, Scope, scope_of
from coordinator_app.services.report_chapters.situation import known_series
from coordinator_app.services.report_content import ChapterContext

_LASTING = frozenset({ProjectType.OFFER, ProjectType.NETWORK})


def fields_with_content(context: ChapterContext) -> dict[int, str]:
    """The fields of action with something to tell (id → label), in the order of the catalogue."""
    scope = scope_of(context)
    used = {id for project in scope.projects for id in project.fields_of_action}
    used |= {need.field_of_action_id for need in scope.needs if need.field_of_action_id}
    wanted = context.plan.fields
    return {id: label for id, label in scope.labels.items() if id in used and (not wanted or id in wanted)}


def field_of_action(context: ChapterContext) -> Sequence[Block]:
    """Lage, Ressourcen, Bedarf and Maßnahmen of `context.field`."""
    scope, field = scope_of(context), context.field or 0
    needs = [need for need in scope.needs if need.field_of_action_id == field]
    projects = [item for item in scope.projects if field in item.fields_of_action]
    tasks = [] if scope.is_public else _tasks(scope, [need.id for need in needs], [item.id for item in projects])
    left = [task for task in tasks if task.state in OPEN_TASKS]
    lasting = [item for item in projects if is_lasting(item)]
    facts = FieldFacts(
        label=scope.labels.get(field, ""),
        series=tuple(_series(scope, needs, projects)),
        findings=(*_survey_findings(scope, needs), *_walk_findings(scope, needs)),
        needs=need_views(scope, needs),
        resources=offer_views(scope, lasting),
        measures=offer_views(scope, [item for item in projects if not is_lasting(item)]),
        decisions=_decisions(scope, needs, projects),
        tasks=_task_lines(scope, left),
        tasks_done=len(tasks) - len(left),
        tasks_open=len(left),
    )
    return field_blocks(facts)


def is_lasting(project: Project) -> bool:
    """Whether it is there for good: an offer, a network, or anything without a planned end."""
    return project.is_permanent or project.project_type in _LASTING


# --- projects ---------------------------------------------------------------------------------------------------


def offer_views(scope: Scope, projects: Sequence[Project]) -> tuple[OfferView, ...]:
    """Projects and offers in words."""
    carriers = scope.titles(Organisation, (item.carrier_id for item in projects))
    groups = scope.titles(CatalogEntry, (id for item in projects for id in item.target_groups))
    return tuple(
        OfferView(
            title=item.title,
            description=item.short_description.strip(),
            carrier=carriers.get(item.carrier_id or 0, ""),
            groups=tuple(groups[id] for id in item.target_groups if id in groups),
            period=period_text(item.start, item.end, item.is_permanent),
            status=item.status.label,
            goals=_goals(scope, item),
        )
        for item in projects
    )


def _goals(scope: Scope, project: Project) -> tuple[GoalView, ...]:
    views = indicators_of(scope)
    return tuple(GoalView(goal, 0, tuple(views.get(goal.id, ()))) for goal in goals_of(scope).get(project.id, ()))


# --- needs ------------------------------------------------------------------------------------------------------


def need_views(scope: Scope, needs: Sequence[Need]) -> tuple[NeedView, ...]:
    """Needs with their evidence and what answers them, those with a rank first."""
    kinds = scope.titles(CatalogEntry, (item.evidence_kind_id for need in needs for item in scope.evidence[need.id]))
    areas = scope.titles(Area, (id for need in needs for id in need.areas))
    views = (_need_view(scope, need, kinds, areas) for need in needs)
    return tuple(sorted(views, key=_ranked_first))


def _ranked_first(view: NeedView) -> int:
    return view.rank or sys.maxsize


def _need_view(scope: Scope, need: Need, kinds: dict[int, str], areas: dict[int, str]) -> NeedView:
    ran = {item.id: item.title for item in scope.projects}
    coming = {item.id: item.title for item in scope.planned}
    offers = [id for id in need.projects if id in ran]
    judged = judgements(scope).get(need.id, {})
    return NeedView(
        title=need.title,
        description=need.description.strip(),
        kind=need.need_kind,
        status=need.status,
        areas=tuple(areas[id] for id in need.areas if id in areas),
        rank=rank_of(scope, need.id),
        evidence=tuple(_evidence(scope, item, kinds) for item in scope.evidence[need.id]),
        offers=tuple(ran[id] for id in offers),
        planned=tuple(coming[id] for id in need.projects if id in coming),
        coverage=coverage_of(dict.fromkeys(offers, ProjectStatus.RUNNING), judged),
    )


_MEASURED = frozenset({"police_statistics", "order_office", "survey", "site_walk", "study"})
_TOLD = frozenset({SurveyFinding.kind, SiteWalk.kind})
"""Evidence from what the chapter tells itself."""


def _evidence(scope: Scope, item: Evidence, kinds: dict[int, str]) -> EvidenceLine:
    return EvidenceLine(
        statement=item.statement,
        kind=kinds.get(item.evidence_kind_id or 0, ""),
        source=item.source.strip(),
        observed=item.observed,
        direction=item.direction,
        is_situation=item.source_kind in _TOLD or scope.evidence_codes.get(item.evidence_kind_id or 0, "") in _MEASURED,
        is_told=item.source_kind in _TOLD,
    )


def judgements(scope: Scope) -> dict[int, dict[int, Coverage]]:
    """How far projects cover needs, where somebody judged it: need → project → coverage."""
    if "judgements" not in scope.context.shared:
        found: dict[int, dict[int, Coverage]] = {}
        with scope.workspace.store.read() as unit:
            for match in unit.find(NeedOfferMatch):
                found.setdefault(match.need_id, {})[match.project_id] = match.coverage
        scope.context.shared["judgements"] = found
    known: dict[int, dict[int, Coverage]] = scope.context.shared["judgements"]
    return known


# --- Lage -------------------------------------------------------------------------------------------------------


def _series(scope: Scope, needs: Sequence[Need], projects: Sequence[Project]) -> list[RecordedSeries]:
    """The figures that back the needs, and those the indicators of the projects are read from."""
    known = known_series(scope)
    ids = _sources(scope, needs, DataSeries.kind)
    views = indicators_of(scope)
    for project in projects:
        for goal in goals_of(scope).get(project.id, ()):
            ids += [view.indicator.series_id for view in views.get(goal.id, ()) if view.indicator.series_id]
    return [known[id] for id in dict.fromkeys(ids) if id in known]


def _sources(scope: Scope, needs: Sequence[Need], kind: str) -> list[int]:
    """The records of a kind the evidence of these needs comes from."""
    evidence = (item for need in needs for item in scope.evidence[need.id])
    return [item.source_id for item in evidence if item.source_kind == kind and item.source_id]


def _survey_findings(scope: Scope, needs: Sequence[Need]) -> list[Finding]:
    ids = tuple(need.id for need in needs)
    with scope.workspace.store.read() as unit:
        kept = unit.find(SurveyFinding, need_id=ids, order="id") if ids else []
        titles = unit.titles(Survey.kind, [item.survey_id for item in kept])
    found: dict[int, list[str]] = {}
    for item in kept:
        if item.taken_on is None or item.taken_on <= scope.as_of:
            found.setdefault(item.survey_id, []).append(item.statement or item.title)
    return [
        Finding(f"Die Erhebung {quoted(titles.get(id, ''))} ergab", tuple(statements))
        for id, statements in found.items()
    ]


def _walk_findings(scope: Scope, needs: Sequence[Need]) -> list[Finding]:
    """What walks found that lead to the needs; with an evaluated walk its summary."""
    ids = tuple(need.id for need in needs)
    with scope.workspace.store.read() as unit:
        rows = unit.find(SiteWalkFinding, need_id=ids, order="walk_id,position,id") if ids else []
        wanted = [row.walk_id for row in rows] + _sources(scope, needs, SiteWalk.kind)
        walks = unit.many(SiteWalk, list(dict.fromkeys(wanted)))
    found: list[Finding] = []
    for walk in walks.values():
        if walk.deleted_at is not None or walk.walked_on is None or walk.walked_on > scope.as_of:
            continue
        own = [row.text for row in rows if row.walk_id == walk.id]
        words = own or ([walk.summary.strip()] if walk.summary.strip() else [])
        if words and walk.state is not WalkState.PLANNED:
            origin = f"Bei der Begehung {quoted(walk.title)} am {format_date(walk.walked_on)} wurde festgestellt"
            found.append(Finding(origin, tuple(words)))
    return found


# --- Beschlüsse und Aufgaben --------------------------------------------------------------------------------------


def _decisions(scope: Scope, needs: Sequence[Need], projects: Sequence[Project]) -> tuple[DecisionLine, ...]:
    need_ids, project_ids = {need.id for need in needs}, {item.id for item in projects}
    linked = {id for item in projects for id in item.resolutions}
    return tuple(
        decision_line(item)
        for item in scope.decided
        if item.state is ResolutionState.ADOPTED
        and item.resolution_type not in FORMAL
        and scope.may_name(item)
        and (item.id in linked or project_ids & set(item.projects) or need_ids & set(item.needs))
    )


def decision_line(item: Resolution) -> DecisionLine:
    """A resolution in the words of a report."""
    return DecisionLine(
        number=item.number, title=item.title, decided_on=item.decided_on, state=item.implementation.label
    )


def _tasks(scope: Scope, needs: list[int], projects: list[int]) -> list[Task]:
    """Tasks of these needs and projects: done within the period, or open."""
    found: list[Task] = []
    with scope.workspace.store.read() as unit:
        for kind, ids in (("need", needs), ("project", projects)):
            found += unit.find(Task, source_kind=kind, source_id=tuple(ids), order="due_on,id") if ids else []
    return [task for task in found if task.state in OPEN_TASKS or scope.period.holds(task.done_on)]


def _task_lines(scope: Scope, tasks: Sequence[Task]) -> tuple[TaskLine, ...]:
    offices = scope.titles(Organisation, (task.organisation_id for task in tasks))
    people = scope.titles(Person, (task.person_id for task in tasks))
    return tuple(
        TaskLine(
            title=task.title,
            who=offices.get(task.organisation_id or 0, "") or people.get(task.person_id or 0, ""),
            due=task.due_on,
        )
        for task in tasks
    )

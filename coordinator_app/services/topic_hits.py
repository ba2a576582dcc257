"""What the file knows on a topic: needs, projects, resolutions, figures and findings of surveys with its words.

The filters of the plan hold too (fields of action, areas), the period only where the answer has one.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coordinator_app.common.german import format_date, search_text, search_words
from coordinator_app.domain.evaluation import SurveyFinding
from coordinator_app.domain.fields import Record
from coordinator_app.domain.projects import Project, period_text
from coordinator_app.domain.report_plan import ReportPlan
from coordinator_app.domain.resolutions import Resolution, ResolutionState
from coordinator_app.services.report_chapters.scope import Scope, scope_of
from coordinator_app.services.report_chapters.situation import known_series
from coordinator_app.services.report_content import ChapterContext

_OR = re.compile(r"[,;\n]|\soder\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TopicHit:
    """A record on the topic; `detail` is a second line about it."""

    record: Record
    title: str
    detail: str = ""

    @property
    def key(self) -> str:
        """How the plan remembers that it is left out („need:12“)."""
        return f"{self.record.kind}:{self.record.id}"


def has_topic(plan: ReportPlan) -> bool:
    """Whether there is anything to look for."""
    return bool(plan.words.strip() or plan.fields or plan.areas)


def topic_hits(context: ChapterContext) -> tuple[TopicHit, ...]:
    """All that is found, also what the coordinator left out, in the order of the answer."""
    if not has_topic(context.plan):
        return ()
    scope = scope_of(context)
    return (*_needs(scope), *_projects(scope), *_resolutions(scope), *_figures(scope), *_findings(scope))


def told_hits(context: ChapterContext) -> tuple[TopicHit, ...]:
    """What stands in the answer."""
    return tuple(hit for hit in topic_hits(context) if hit.key not in context.plan.without)


def _needs(scope: Scope) -> Sequence[TopicHit]:
    return [
        TopicHit(need, need.title, f"Bedarf, {need.status.label}")
        for need in scope.needs
        if _fits(scope, need.title, need.description, need.causes, need.affected, need.place)
    ]


def _projects(scope: Scope) -> Sequence[TopicHit]:
    found = scope.projects if scope.context.report.period_start else scope.every_project
    return [
        TopicHit(item, item.title, ", ".join(filter(None, (item.project_type.label, _period(item), item.status.label))))
        for item in found
        if _fits(scope, item.title, item.short_description, item.activities, item.factors, item.location)
    ]


def _period(project: Project) -> str:
    return period_text(project.start, project.end, project.is_permanent)


def _resolutions(scope: Scope) -> Sequence[TopicHit]:
    """Adopted resolutions; by the filters of the plan only when their projects or needs are in it."""
    with scope.workspace.store.read() as unit:
        found = unit.find(Resolution, state=ResolutionState.ADOPTED, order="decided_on,sequence,id")
    if scope.context.report.period_start:
        found = [item for item in found if scope.period.holds(item.decided_on)]
    projects, needs = {item.id for item in scope.every_project}, {need.id for need in scope.needs}
    is_filtered = bool(scope.context.plan.fields or scope.context.plan.areas)
    return [
        TopicHit(item, item.title, f"Beschluss {item.number} vom {format_date(item.decided_on)}")
        for item in found
        if scope.may_name(item)
        and (not is_filtered or projects & set(item.projects) or needs & set(item.needs))
        and _fits(scope, item.title, item.wording)
    ]


def _figures(scope: Scope) -> Sequence[TopicHit]:
    if not scope.context.plan.words.strip():
        return []
    return [
        TopicHit(item.series, item.series.title, ", ".join(filter(None, ("Kennzahl", item.area, item.source))))
        for item in known_series(scope).values()
        if _fits(scope, item.series.title, item.area)
    ]


def _findings(scope: Scope) -> Sequence[TopicHit]:
    needs = {need.id for need in scope.needs}
    is_filtered = bool(scope.context.plan.fields or scope.context.plan.areas)
    with scope.workspace.store.read() as unit:
        found = unit.find(SurveyFinding, order="id")
        titles = unit.titles("survey", [item.survey_id for item in found])
    return [
        TopicHit(item, item.statement or item.title, f"Befund der Erhebung „{titles.get(item.survey_id, '')}“")
        for item in found
        if (not is_filtered or item.need_id in needs) and _fits(scope, item.title, item.statement)
    ]


def _fits(scope: Scope, *texts: str) -> bool:
    """Whether any of the terms of the topic stands in the texts: all words of one term, from their beginning."""
    terms = [search_words(term) for term in _OR.split(scope.context.plan.words)]
    wanted = [term for term in terms if term]
    return not wanted or _has_any(search_text(texts), wanted)


def _has_any(text: str, terms: Iterable[Sequence[str]]) -> bool:
    return any(all(word in text for word in term) for term in terms)

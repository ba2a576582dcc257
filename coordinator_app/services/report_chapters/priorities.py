"""Chapters „Prioritäten“ and „Analyse in Kürze“."""

import sys
from collections.abc import Sequence
from dataclasses import replace

from coordinator_app.common.german import format_date
from coordinator_app.documents import priority_report
from coordinator_app.documents.content import Block, Paragraph
from coordinator_app.documents.report_strategy import AnalysedNeed, AnalysisFacts, analysis_blocks
from coordinator_app.domain.catalogues import CatalogEntry
from coordinator_app.domain.need_offers import coverage_of
from coordinator_app.domain.needs import Direction, Evidence, Need, NeedKind, evidence_score
from coordinator_app.domain.projects import ProjectStatus
from coordinator_app.domain.ranking import Sensitivity
from coordinator_app.domain.resolutions import Resolution
from coordinator_app.services.report_chapters.fields import judgements
from coordinator_app.services.report_chapters.ranks import decisions, is_later, rank_of, told_round
from coordinator_app.services.report_chapters.scope import Scope, scope_of
from coordinator_app.services.report_chapters.situation import known_series
from coordinator_app.services.report_content import ChapterContext

NO_ROUND = "Eine Rangfolge der Bedarfe ist noch nicht beschlossen."
_NOT_TOLD = Sensitivity(leaders=0, leaders_stay=1.0, stays={})


def priorities(context: ChapterContext) -> Sequence[Block]:
    """The ranking with its reasons and the method of the round."""
    from coordinator_app.services.priority_documents import report_of

    scope = scope_of(context)
    found = told_round(scope)
    if found is None:
        return (Paragraph(NO_ROUND),)
    report = report_of(scope.workspace, scope.workspace.priorities.card(found.id), _NOT_TOLD)
    report = replace(report, resolution=_number(scope, found.resolution_id))
    known = {item.title for item in scope.every_project}
    needs = tuple(
        replace(need, projects=tuple(title for title in need.projects if title in known)) for need in report.needs
    )
    return priority_report.chapter_blocks(replace(report, needs=needs), is_later=is_later(scope, found))


def _number(scope: Scope, resolution_id: int | None) -> str:
    """„Beschluss 2026/02“; "" where it may not be named."""
    with scope.workspace.store.read() as unit:
        found = unit.many(Resolution, [resolution_id]).get(resolution_id) if resolution_id else None
    return f"Beschluss {found.number}" if found is not None and found.number and scope.may_name(found) else ""


# --- Analyse in Kürze -------------------------------------------------------------------------------------------


def analysis(context: ChapterContext) -> Sequence[Block]:
    """The needs with what speaks for them, the figures, the strengths."""
    scope = scope_of(context)
    problems = [need for need in scope.needs if need.need_kind is not NeedKind.STRENGTH]
    kinds = scope.titles(CatalogEntry, (item.evidence_kind_id for need in problems for item in scope.evidence[need.id]))
    decided = {item.need_id: item.decision.label for item in decisions(scope)}
    found = [_analysed(scope, need, kinds, decided) for need in problems]
    places = {label: place for place, label in enumerate(scope.labels.values())}
    facts = AnalysisFacts(
        as_of=min(scope.as_of, context.today),
        needs=tuple(
            sorted(found, key=lambda need: (need.rank or sys.maxsize, places.get(need.field, len(places)), need.title))
        ),
        strengths=tuple(
            f"{need.title}: {need.description.strip()}" if need.description.strip() else need.title
            for need in scope.needs
            if need.need_kind is NeedKind.STRENGTH
        ),
        series=tuple(known_series(scope).values()),
        offers=len(scope.projects),
    )
    return analysis_blocks(facts)


def _analysed(scope: Scope, need: Need, kinds: dict[int, str], decided: dict[int | None, str]) -> AnalysedNeed:
    ran = {item.id for item in scope.projects}
    offers = dict.fromkeys((id for id in need.projects if id in ran), ProjectStatus.RUNNING)
    best = _strongest(scope.evidence[need.id])
    origin = ""
    if best is not None:
        day = format_date(best.observed) if best.observed else ""
        origin = ", ".join(filter(None, (kinds.get(best.evidence_kind_id or 0, ""), best.source.strip(), day)))
    return AnalysedNeed(
        title=need.title,
        field=scope.labels.get(need.field_of_action_id or 0, ""),
        rank=rank_of(scope, need.id),
        finding=best.statement.strip() if best is not None else "",
        source=origin,
        kinds=evidence_score(scope.evidence[need.id]),
        coverage=coverage_of(offers, judgements(scope).get(need.id, {})),
        decision=decided.get(need.id, ""),
    )


def _strongest(evidence: Sequence[Evidence]) -> Evidence | None:
    """The piece that weighs most, of equal ones the newest."""
    supporting = [item for item in evidence if item.direction is Direction.SUPPORTS]
    return max(supporting, key=_weight, default=None)


def _weight(item: Evidence) -> tuple[str, str]:
    return item.strength.value, str(item.observed or "")

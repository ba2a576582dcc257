"""Chapters „Ausgangslage“ and „Vorgehensweise“."""

from collections import Counter
from collections.abc import Sequence

from coordinator_app.common.german import format_date
from coordinator_app.documents.content import Block
from coordinator_app.documents.report_situation import ApproachFacts, approach_blocks, situation_blocks, told_series
from coordinator_app.documents.series_sheet import RecordedSeries
from coordinator_app.domain.catalogues import CatalogEntry
from coordinator_app.domain.needs import Evidence, NeedKind, evidence_score
from coordinator_app.domain.priorities import PriorityRound
from coordinator_app.domain.site_walks import WalkState
from coordinator_app.services.report_chapters.scope import Scope, scope_of
from coordinator_app.services.report_content import ChapterContext


def situation(context: ChapterContext) -> Sequence[Block]:
    """All figures up to the end of the period."""
    return situation_blocks(list(known_series(scope_of(context)).values()))


def known_series(scope: Scope) -> dict[int, RecordedSeries]:
    """The figures the report may tell, by id, read once."""
    if "series" not in scope.context.shared:
        scope.context.shared["series"] = _read(scope)
    found: dict[int, RecordedSeries] = scope.context.shared["series"]
    return found


def _read(scope: Scope) -> dict[int, RecordedSeries]:
    service = scope.workspace.data_series
    found: dict[int, RecordedSeries] = {}
    for series in service.all():
        recorded = service.recorded(series.id) if scope.takes_area(series.area_id) else None
        told = told_series(recorded, f"{scope.as_of.isoformat()}~", public=scope.is_public) if recorded else None
        if told is not None:
            found[series.id] = told
    return found


def approach(context: ChapterContext) -> Sequence[Block]:
    """How the needs were found."""
    scope = scope_of(context)
    series = known_series(scope)
    needs = [need for need in scope.needs if need.need_kind is not NeedKind.STRENGTH]
    evidence = [item for need in needs for item in scope.evidence[need.id]]
    fields = {need.field_of_action_id for need in scope.needs}
    facts = ApproachFacts(
        needs=len(needs),
        strengths=len(scope.needs) - len(needs),
        evidence=len(evidence),
        backed=sum(evidence_score(scope.evidence[need.id]) > 1 for need in needs),
        kinds=_kinds(scope, evidence),
        series=len(series),
        sources=tuple(dict.fromkeys(found.source.partition(",")[0] for found in series.values() if found.source)),
        surveys=_surveys(scope),
        walks=_walks(scope),
        concerns=_concerns(scope),
        offers=len(scope.projects),
        organisations=len({item.carrier_id for item in scope.projects if item.carrier_id}),
        fields=tuple(label for id, label in scope.labels.items() if id in fields),
        rounds=_rounds(scope),
    )
    return approach_blocks(facts)


def _kinds(scope: Scope, evidence: Sequence[Evidence]) -> tuple[tuple[str, int, int], ...]:
    labels = scope.titles(CatalogEntry, (item.evidence_kind_id for item in evidence))
    pieces = Counter(item.evidence_kind_id or 0 for item in evidence)
    needs = {(item.evidence_kind_id or 0, item.need_id) for item in evidence}
    backed = Counter(kind for kind, _ in needs)
    return tuple((labels.get(kind, "ohne Angabe"), count, backed[kind]) for kind, count in pieces.most_common())


def _surveys(scope: Scope) -> tuple[str, ...]:
    """Surveys whose time in the field has begun by the end of the period."""
    found: list[str] = []
    for survey in scope.workspace.surveys.all():
        if survey.field_start is not None and survey.field_start <= scope.as_of:
            end = f" bis {format_date(survey.field_end)}" if survey.field_end else ""
            found.append(f"{survey.title} ({format_date(survey.field_start)}{end})")
    return tuple(found)


def _walks(scope: Scope) -> tuple[str, ...]:
    return tuple(
        f"{walk.title} ({format_date(walk.walked_on)})"
        for walk in scope.workspace.site_walks.all()
        if walk.state is not WalkState.PLANNED
        and walk.walked_on is not None
        and walk.walked_on <= scope.as_of
        and scope.takes_area(walk.area_id)
    )


def _concerns(scope: Scope) -> int:
    from coordinator_app.domain.concerns import COUNTED, Concern

    with scope.workspace.store.read() as unit:
        found = unit.find(Concern, state=tuple(COUNTED))
    return sum(item.received_on is not None and item.received_on <= scope.as_of for item in found)


def _rounds(scope: Scope) -> tuple[str, ...]:
    with scope.workspace.store.read() as unit:
        found = unit.find(PriorityRound, order="frozen_on,id")
    return tuple(item.title for item in found if item.frozen_on is not None and item.frozen_on <= scope.as_of)

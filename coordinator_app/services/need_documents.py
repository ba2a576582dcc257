"""Documents of needs and rounds: the Prioritätenbericht."""

from coordinator_app.common.german import format_date
from coordinator_app.documents import priority_report
from coordinator_app.documents.content import Document
from coordinator_app.domain.needs import Direction
from coordinator_app.domain.priorities import PriorityRound
from coordinator_app.services.documents import DocumentKind, Options, dated_stem, letterhead_of
from coordinator_app.services.needs import NeedCard
from coordinator_app.services.priority_reads import RankedNeed
from coordinator_app.services.workspace import Workspace


def _build(workspace: Workspace, id: int, _options: Options) -> Document:
    card = workspace.priorities.card(id)
    names = {criterion.id: criterion.title for criterion in card.criteria}
    report = priority_report.PriorityReport(
        title=card.round.title,
        body=card.body,
        status=card.round.status,
        year=card.round.year,
        frozen_on=card.round.frozen_on,
        resolution=card.resolution,
        criteria=card.criteria,
        raters=len(card.raters),
        max_priorities=card.round.max_priorities,
        needs=tuple(_ranked(workspace, item, names) for item in card.ranking),
        leaders=card.leaders,
        firmness=card.scoring.sensitivity(card.leaders).leaders_stay,
        letterhead=letterhead_of(workspace),
    )
    return priority_report.build(report)


def _ranked(workspace: Workspace, item: RankedNeed, names: dict[int, str]) -> priority_report.RankedNeed:
    card = workspace.needs.card(item.need.id)
    return priority_report.RankedNeed(
        title=item.need.title,
        number=item.need.number,
        standing=item.standing,
        decision=item.priority.decision if item.priority else None,
        reason=item.priority.reason if item.priority else "",
        evidence=_evidence(card),
        dissent_criterion=names.get(item.standing.dissent_criterion or 0, ""),
        projects=tuple(title for _, title in card.projects),
    )


def _evidence(card: NeedCard) -> tuple[str, ...]:
    lines: list[str] = []
    for view in card.evidence:
        item = view.evidence
        origin = ", ".join(part for part in (item.source, format_date(item.observed) if item.observed else "") if part)
        against = " (spricht dagegen)" if item.direction is Direction.CONTRADICTS else ""
        kind = f"{view.kind_label}: " if view.kind_label else ""
        statement = item.statement.strip().rstrip(".")
        lines.append(f"{kind}{statement}{against}." + (f" Quelle: {origin}." if origin else ""))
    return tuple(lines)


def _rounds(workspace: Workspace) -> list[int]:
    return [found.id for found in workspace.priorities.rounds()]


def _stem(workspace: Workspace, id: int) -> str:
    return dated_stem(workspace, "Prioritätenbericht", workspace.priorities.card(id).round.title)


KINDS = (
    DocumentKind(
        key="priority_report",
        label="Prioritätenbericht",
        subject=PriorityRound.kind,
        build=_build,
        subjects=_rounds,
        file_stem=_stem,
        formats=("docx", "pdf"),
    ),
)

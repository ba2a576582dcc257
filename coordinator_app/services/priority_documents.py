"""Documents of rounds: Prioritätenbericht and the rating sheets on paper."""

from coordinator_app.common.german import format_date
from coordinator_app.documents import priority_report, priority_report_parts, rating_sheets
from coordinator_app.documents.content import Document
from coordinator_app.domain.criterion_templates import influence_criterion
from coordinator_app.domain.needs import Direction
from coordinator_app.domain.priorities import PriorityRound
from coordinator_app.domain.ranking import Sensitivity
from coordinator_app.services.document_kinds import CHART_PICTURES
from coordinator_app.services.documents import DocumentKind, DocumentOption, Options, dated_stem, letterhead_of
from coordinator_app.services.need_card import NeedCard
from coordinator_app.services.priority_reads import RankedNeed, RoundCard
from coordinator_app.services.workspace import Workspace

EVERYBODY, BLANK = "everybody", "blank"


def _build(workspace: Workspace, id: int, _options: Options) -> Document:
    card = workspace.priorities.card(id)
    return priority_report.build(report_of(workspace, card, card.scoring.sensitivity(card.leaders)))


def report_of(workspace: Workspace, card: RoundCard, firmness: Sensitivity) -> priority_report.PriorityReport:
    """All a paper says about a round; `firmness` is how firm its ranks are."""
    names = {criterion.id: criterion.title for criterion in card.criteria}
    across = influence_criterion(card.criteria) if card.round.uses_scores and len(card.criteria) > 1 else 0
    return priority_report.PriorityReport(
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
        sensitivity=firmness,
        uses_scores=card.round.uses_scores,
        uses_dots=card.round.uses_dots,
        dots_per_person=card.round.dots_per_rater,
        persons=sum(rater.heads for rater in card.raters),
        matrix_criterion=names.get(across, ""),
        matrix=_matrix(card, across) if across else (),
        moves=card.moves,
        previous=card.previous,
        letterhead=letterhead_of(workspace),
    )


def _matrix(card: RoundCard, criterion: int) -> tuple[priority_report_parts.MatrixNeed, ...]:
    points = {point.need: point for point in card.scoring.matrix(criterion)}
    return tuple(
        priority_report_parts.MatrixNeed(
            item.standing.rank, item.need.title, float(points[item.need.id].up), float(points[item.need.id].across)
        )
        for item in card.ranking
        if item.need.id in points
    )


def _ranked(workspace: Workspace, item: RankedNeed, names: dict[int, str]) -> priority_report.RankedNeed:
    card = workspace.needs.card(item.need.id) if item.need.id > 0 else None
    priority = item.priority
    responsible = ""
    if priority is not None and priority.responsible_id:
        with workspace.store.read() as unit:
            responsible = unit.title("organisation", priority.responsible_id)
    return priority_report.RankedNeed(
        title=item.need.title,
        number=item.need.number,
        standing=item.standing,
        decision=priority.decision if priority else None,
        reason=priority.reason if priority else "",
        evidence=_evidence(card) if card is not None else (),
        dissent_criterion=names.get(item.standing.dissent_criterion or 0, ""),
        projects=tuple(title for _, title in card.projects) if card is not None else (),
        responsible=responsible,
        runs_until=priority.runs_until if priority else None,
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


def _sheets(workspace: Workspace, id: int, options: Options) -> Document:
    card = workspace.priorities.card(id)
    names = tuple(f"Bogen: {rater.name}" for rater in card.raters if rater.heads == 1)
    blank = options["sheets"] == BLANK or not names
    sheets = rating_sheets.RatingSheets(
        title=card.round.title,
        body=card.body,
        town=workspace.municipality.name(),
        names=("Bogen Nr. ______",) if blank else names,
        needs=tuple((need.number, need.title) for need in card.needs),
        criteria=card.criteria if card.round.uses_scores else (),
        dots=card.round.dots_per_rater if card.round.uses_dots else 0,
    )
    return rating_sheets.build(sheets)


def _rounds(workspace: Workspace) -> list[int]:
    return [found.id for found in workspace.priorities.rounds()]


def _projects(workspace: Workspace, id: int, _options: Options) -> list[int]:
    needs = workspace.priorities.card(id).needs
    return list(dict.fromkeys(project for need in needs for project in need.projects))


def _report_stem(workspace: Workspace, id: int) -> str:
    return dated_stem(workspace, "Prioritätenbericht", workspace.priorities.card(id).round.title)


def _sheets_stem(workspace: Workspace, id: int) -> str:
    return dated_stem(workspace, "Bewertungsbögen", workspace.priorities.card(id).round.title)


KINDS = (
    DocumentKind(
        key="priority_report",
        label="Prioritätenbericht",
        subject=PriorityRound.kind,
        build=_build,
        subjects=_rounds,
        file_stem=_report_stem,
        formats=("docx", "pdf"),
        options=(CHART_PICTURES,),
        projects=_projects,
    ),
    DocumentKind(
        key="rating_sheets",
        label="Bewertungsbögen",
        subject=PriorityRound.kind,
        build=_sheets,
        subjects=_rounds,
        file_stem=_sheets_stem,
        formats=("pdf", "docx"),
        options=(
            DocumentOption(
                "sheets",
                "Bögen",
                EVERYBODY,
                ((EVERYBODY, "einen für alle Bewertenden"), (BLANK, "einen leeren zum Vervielfältigen")),
            ),
        ),
    ),
)

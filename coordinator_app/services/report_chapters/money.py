"""Chapters „Förderung“ and „Finanzierung“."""

from collections.abc import Sequence

from coordinator_app.documents.content import Block
from coordinator_app.documents.report_money import CostLine, GrantLine, financing_blocks, funding_blocks
from coordinator_app.domain.grant_states import GRANTED_STATES
from coordinator_app.domain.report_period import touches
from coordinator_app.services.grant_card import GrantCard
from coordinator_app.services.report_chapters.measures import measures_of
from coordinator_app.services.report_chapters.scope import Scope, scope_of
from coordinator_app.services.report_content import ChapterContext


def funding(context: ChapterContext) -> Sequence[Block]:
    """The grants of the period with their money."""
    scope = scope_of(context)
    cards = [card for card in grant_cards(scope) if _belongs(scope, card)]
    sentences = [card.publicity.sentence for card in cards if card.publicity.sentence]
    return funding_blocks([_line(scope, card) for card in cards], sentences)


def grant_cards(scope: Scope) -> list[GrantCard]:
    """All grants for projects that may be told of; one without a project belongs to the town."""
    known = {item.id for item in scope.every_project}
    cards = [scope.workspace.grants.card(grant.id) for grant in scope.workspace.grants.all()]
    return [card for card in cards if not card.shares or any(share.project_id in known for share in card.shares)]


def _belongs(scope: Scope, card: GrantCard) -> bool:
    """Applied for, approved or at work in the period; the public hears of those that were approved."""
    grant, period = card.grant, scope.period
    granted = grant.state in GRANTED_STATES
    if scope.is_public and not granted:
        return False
    at_work = granted and touches(grant.period_start, grant.period_end, period)
    return at_work or period.holds(grant.applied_on) or period.holds(grant.approved_on) or _spent(scope, card) > 0


def _spent(scope: Scope, card: GrantCard) -> int:
    return sum(item.amount or 0 for item in card.receipts if scope.period.holds(item.paid_on or item.dated))


def _line(scope: Scope, card: GrantCard) -> GrantLine:
    grant, programme = card.grant, card.programme
    return GrantLine(
        title=grant.title,
        programme=(programme.short_name or programme.title) if programme is not None else "",
        projects=tuple(share.title for share in card.shares),
        state=grant.state.label,
        requested=grant.requested,
        approved=grant.approved,
        spent=_spent(scope, card),
        is_new=scope.period.holds(grant.approved_on),
        was_applied=scope.period.holds(grant.applied_on),
    )


def financing(context: ChapterContext) -> Sequence[Block]:
    """What the measures of the strategy cost."""
    scope = scope_of(context)
    lines = [
        CostLine(title=item.title, costs=item.costs, funding=item.funding, source=item.funding_source)
        for item in measures_of(scope)
    ]
    return financing_blocks(lines, public=scope.is_public)

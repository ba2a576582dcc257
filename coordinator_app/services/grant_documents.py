"""Documents of grants: plan, Belegliste, Verwendungsnachweis, Mittelabruf, data sheet, overview."""

from coordinator_app.common.clock import today
from coordinator_app.documents import finance_plan, grant_papers
from coordinator_app.documents.content import Document
from coordinator_app.documents.finance_plan import GrantContent
from coordinator_app.domain.finance_plan import drawn, payment_way
from coordinator_app.domain.funding import PaymentWay
from coordinator_app.domain.grants import Drawdown, Expense, FinanceItem, Grant, ProofKind, ProofOfUse
from coordinator_app.services.documents import DocumentKind, Options, dated_stem, letterhead_of
from coordinator_app.services.grant_card import GrantCard
from coordinator_app.services.workspace import Workspace


def grant_content(workspace: Workspace, card: GrantCard) -> GrantContent:
    """What the builders of a grant's papers need, gathered from the file."""
    own = workspace.municipality.own()
    ids = [share.project_id for share in card.shares]
    return GrantContent(
        grant=card.grant,
        programme=card.programme,
        applicant=card.applicant,
        resolution=card.resolution,
        projects=tuple((share.title, share.share.share, share.amount) for share in card.shares),
        items=card.items,
        cost_kinds=card.cost_kinds,
        project_titles=dict(zip(ids, (share.title for share in card.shares), strict=True)),
        sums=card.sums,
        expenses=card.expenses,
        income=card.income,
        receipts=card.receipts,
        drawdowns=card.drawdowns,
        conditions=card.conditions,
        passed_on=card.passed_on,
        spent=card.money.spent,
        received=card.money.received,
        entitled=card.money.entitled,
        publicity=card.publicity.sentence,
        letterhead=letterhead_of(workspace),
        footer=workspace.municipality.name(),
        place=f"{own.town or own.name}, den" if own is not None else "",
        day=today(workspace.clock),
    )


def plan_of_project(workspace: Workspace, project_id: int) -> GrantContent | None:
    """The finance plan that belongs into the description of a project: of its latest grant with a plan."""
    for _, card in workspace.grants.of_project(project_id):
        if card.items:
            return grant_content(workspace, card)
    return None


def _content(workspace: Workspace, id: int) -> GrantContent:
    return grant_content(workspace, workspace.grants.card(id))


def _plan(workspace: Workspace, id: int, _options: Options) -> Document:
    return finance_plan.build(_content(workspace, id))


def _receipts(workspace: Workspace, id: int, _options: Options) -> Document:
    return grant_papers.receipts(_content(workspace, id))


def _sheet(workspace: Workspace, id: int, _options: Options) -> Document:
    card = workspace.grants.card(id)
    return grant_papers.sheet(grant_content(workspace, card), card.dates)


def _proof(workspace: Workspace, id: int, _options: Options) -> Document:
    proof = workspace.grants.part(ProofOfUse, id)
    return grant_papers.proof(_content(workspace, proof.grant_id or 0), proof)


def _drawdown(workspace: Workspace, id: int, _options: Options) -> Document:
    wanted = workspace.grants.part(Drawdown, id)
    card = workspace.grants.card(wanted.grant_id or 0)
    before = drawn(each for each in card.drawdowns if each.number < wanted.number)
    refund = payment_way(card.grant, card.programme) is PaymentWay.REFUND
    return grant_papers.drawdown(grant_content(workspace, card), wanted, before, refund=refund)


def _overview(workspace: Workspace, _id: int, _options: Options) -> Document:
    contents = [_content(workspace, grant.id) for grant in workspace.grants.all()]
    day, name = today(workspace.clock), workspace.municipality.name()
    return grant_papers.overview(contents, letterhead=letterhead_of(workspace), footer=name, day=day)


def _grants(workspace: Workspace) -> list[int]:
    return [grant.id for grant in workspace.grants.all()]


def _with_plan(workspace: Workspace) -> list[int]:
    having = {item.grant_id for item in workspace.grants.all_parts(FinanceItem)}
    return [id for id in _grants(workspace) if id in having]


def _with_receipts(workspace: Workspace) -> list[int]:
    having = {receipt.grant_id for receipt in workspace.grants.all_parts(Expense)}
    return [id for id in _grants(workspace) if id in having]


def _all_proofs(workspace: Workspace) -> list[int]:
    living = set(_grants(workspace))
    return [proof.id for proof in workspace.grants.all_parts(ProofOfUse) if proof.grant_id in living]


def _all_drawdowns(workspace: Workspace) -> list[int]:
    living = set(_grants(workspace))
    return [draw.id for draw in workspace.grants.all_parts(Drawdown) if draw.grant_id in living]


def _any(workspace: Workspace) -> list[int]:
    return [0] if _grants(workspace) else []


def _title(workspace: Workspace, id: int) -> str:
    grant: Grant = workspace.grants.get(id)
    return grant.title[:60]


def _plan_stem(workspace: Workspace, id: int) -> str:
    return dated_stem(workspace, "Finanzierungsplan", _title(workspace, id))


def _receipts_stem(workspace: Workspace, id: int) -> str:
    return dated_stem(workspace, "Belegliste", _title(workspace, id))


def _sheet_stem(workspace: Workspace, id: int) -> str:
    return dated_stem(workspace, "Förderung", _title(workspace, id))


def _proof_stem(workspace: Workspace, id: int) -> str:
    proof = workspace.grants.part(ProofOfUse, id)
    word = "Zwischennachweis" if proof.proof_kind is ProofKind.INTERIM else "Verwendungsnachweis"
    return dated_stem(workspace, word, _title(workspace, proof.grant_id or 0))


def _drawdown_stem(workspace: Workspace, id: int) -> str:
    wanted = workspace.grants.part(Drawdown, id)
    return dated_stem(workspace, f"Mittelabruf {wanted.number}", _title(workspace, wanted.grant_id or 0))


def _overview_stem(workspace: Workspace, _id: int) -> str:
    return dated_stem(workspace, "Förderübersicht")


_TABLES = ("docx", "pdf", "xlsx")

KINDS = (
    DocumentKind(
        key="grant_overview",
        label="Förderübersicht",
        subject="",
        build=_overview,
        subjects=_any,
        file_stem=_overview_stem,
        formats=_TABLES,
    ),
    DocumentKind(
        key="grant_sheet",
        label="Datenblatt der Förderung",
        subject=Grant.kind,
        build=_sheet,
        subjects=_grants,
        file_stem=_sheet_stem,
    ),
    DocumentKind(
        key="grant_plan",
        label="Ausgaben- und Finanzierungsplan",
        subject=Grant.kind,
        build=_plan,
        subjects=_with_plan,
        file_stem=_plan_stem,
        formats=_TABLES,
    ),
    DocumentKind(
        key="grant_receipts",
        label="Belegliste",
        subject=Grant.kind,
        build=_receipts,
        subjects=_with_receipts,
        file_stem=_receipts_stem,
        formats=_TABLES,
    ),
    DocumentKind(
        key="proof_of_use",
        label="Verwendungsnachweis",
        subject=ProofOfUse.kind,
        build=_proof,
        subjects=_all_proofs,
        file_stem=_proof_stem,
    ),
    DocumentKind(
        key="drawdown_request",
        label="Mittelabruf",
        subject=Drawdown.kind,
        build=_drawdown,
        subjects=_all_drawdowns,
        file_stem=_drawdown_stem,
    ),
)

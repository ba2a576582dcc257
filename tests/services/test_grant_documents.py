"""Every paper of a grant is made from a real file, in all its formats."""

from datetime import date

from coordinator_app.domain.grants import Drawdown, Expense, FinanceItem, ProofKind, ProofOfUse
from coordinator_app.services import grant_documents
from coordinator_app.services.workspace import Workspace


def test_all_papers_of_a_grant_are_made(workspace: Workspace) -> None:
    assert all(kind.subjects(workspace) == [] for kind in grant_documents.KINDS)
    workspace.municipality.create(name="Mühlwerda", town="Mühlwerda")
    project = workspace.projects.create(title="Treff")
    assert grant_documents.plan_of_project(workspace, project) is None
    grants = workspace.grants
    grant_id = grants.create(title="Förderung des Treffs", projects=(project,))
    assert grant_documents.plan_of_project(workspace, project) is None
    grants.add_part(FinanceItem(grant_id=grant_id, text="Honorar", planned=100))
    grants.add_part(Expense(grant_id=grant_id, purpose="Honorar", amount=50, paid_on=date(2026, 3, 1)))
    grants.add_part(Drawdown(grant_id=grant_id, amount=10))
    for kind in (ProofKind.FULL, ProofKind.INTERIM):
        grants.add_part(ProofOfUse(grant_id=grant_id, proof_kind=kind, due_on=date(2027, 1, 31)))
    content = grant_documents.plan_of_project(workspace, project)
    assert content is not None
    assert content.place == "Mühlwerda, den"
    stems: list[str] = []
    for kind in grant_documents.KINDS:
        for id in kind.subjects(workspace):
            stems.append(workspace.documents.file_stem(kind.key, id))
            assert workspace.documents.document(kind.key, id).title
    assert stems == [
        "2026-11-09 KPR Förderübersicht",
        "2026-11-09 KPR Förderung Förderung des Treffs",
        "2026-11-09 KPR Finanzierungsplan Förderung des Treffs",
        "2026-11-09 KPR Belegliste Förderung des Treffs",
        "2026-11-09 KPR Verwendungsnachweis Förderung des Treffs",
        "2026-11-09 KPR Zwischennachweis Förderung des Treffs",
        "2026-11-09 KPR Mittelabruf 1 Förderung des Treffs",
    ]
    assert workspace.documents.render("grant_plan", grant_id, "xlsx").startswith(b"PK")
    assert workspace.documents.render("grant_receipts", grant_id, "docx").startswith(b"PK")

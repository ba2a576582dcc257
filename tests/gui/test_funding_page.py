"""The page „Förderung“ with real services: from a new grant to the proof, programmes, the tab of a project."""

import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator_app.common.clock import FixedClock
from coordinator_app.domain.grants import (
    Condition,
    Drawdown,
    Expense,
    FinanceItem,
    GrantState,
    IncomeKind,
    PlanSide,
    ProofOfUse,
    ProofState,
)
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import workspace_lookups
from coordinator_app.gui.pages.funding.grant_detail import FilesPane
from coordinator_app.gui.pages.funding.page import FundingPage
from coordinator_app.gui.pages.funding.payments_pane import ConditionsPane, PaymentsPane
from coordinator_app.gui.pages.funding.plan_pane import PlanPane
from coordinator_app.gui.pages.funding.receipts_pane import ReceiptsPane
from coordinator_app.gui.pages.projects.funding import ProjectFundingPane
from coordinator_app.gui.widgets.buttons import IconButton
from coordinator_app.gui.widgets.cards import ListRow
from coordinator_app.services.workspace import Workspace

MOMENT = datetime(2026, 11, 9, 9, 42, tzinfo=UTC)


def answer(fill: Callable[[Any], None]) -> list[str]:
    """Fill the next dialog and press its primary button; afterwards the list holds what it refused."""
    refused: list[str] = []

    def act() -> None:
        dialog: Any = QApplication.activeModalWidget()
        fill(dialog)
        dialog.primary_button.click()
        if dialog.isVisible():
            refused.append(dialog.message.text())
            dialog.reject()

    QTimer.singleShot(0, act)
    return refused


def setter(**values: Any) -> Callable[[Any], None]:
    def fill(dialog: Any) -> None:
        for name, value in values.items():
            dialog.fields.rows[name].editor.set_value(value)

    return fill


def make_grant(workspace: Workspace) -> int:
    """A grant of RL KommPräv for two projects, with a plan that fits, approved."""
    projects = tuple(workspace.projects.create(title=title) for title in ("Boxen", "Suchtprävention"))
    programme = next(each.id for each in workspace.funding.all() if each.short_name == "RL KommPräv")
    grants = workspace.grants
    id = grants.create(title="Stark", programme_id=programme, projects=projects, funding_year=2026, requested=1800000)
    for side, kind, cents in (
        (PlanSide.EXPENSE, None, 2000000),
        (PlanSide.INCOME, IncomeKind.GRANT, 1800000),
        (PlanSide.INCOME, IncomeKind.OWN_STAFF, 200000),
    ):
        grants.add_part(FinanceItem(grant_id=id, side=side, income_kind=kind, text="Ansatz", planned=cents))
    grants.transition(id, GrantState.PREPARING, reason="Beratung am Telefon")
    grants.transition(id, GrantState.APPLIED, applied_on=date(2025, 9, 15))
    days = {"period_start": date(2026, 1, 1), "period_end": date(2026, 12, 31), "notified_on": date(2025, 12, 1)}
    grants.transition(id, GrantState.APPROVED, reason="in der Akte", approved=1800000, **days)
    return id


@pytest.fixture(scope="module")
def granted(named_file: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """A file with that grant, made once."""
    path = Path(shutil.copyfile(named_file, tmp_path_factory.mktemp("granted") / "Mühlwerda.kpr"))
    opened = Workspace.open(path, clock=FixedClock(MOMENT), user="Test")
    id = make_grant(opened)
    opened.store.close()
    return path, id


@pytest.fixture
def plain_file(request: pytest.FixtureRequest, named_file: Path) -> Path:
    """Tests that ask for the grant begin with its file."""
    if "grant_id" in request.fixturenames:
        path: Path = request.getfixturevalue("granted")[0]
        return path
    return named_file


@pytest.fixture
def grant_id(granted: tuple[Path, int]) -> int:
    return granted[1]


@pytest.fixture
def page(context: AppContext, qtbot: QtBot) -> FundingPage:
    made = FundingPage(context)
    qtbot.addWidget(made)
    made.resize(1166, 690)
    made.show()
    return made


@pytest.fixture
def shown(grant_id: int, page: FundingPage) -> FundingPage:
    """The page with the grant in sight."""
    page.mark_stale()
    page.refresh()
    page.show_record("grant", grant_id)
    return page


def again(page: FundingPage) -> None:
    page.mark_stale()
    page.refresh()


def pane(page: FundingPage, key: str) -> Any:
    """A tab of the grant shown."""
    page.pane.detail.tabs.select(key)
    return page.pane.detail.tabs.pane(key)


def test_an_empty_page_invites_and_a_new_grant_is_shown(page: FundingPage, context: AppContext, shell: Any) -> None:
    assert page.pane.table.empty.isVisible()
    project = context.workspace.projects.create(title="Treff")

    def fill(dialog: Any) -> None:
        setter(title="Treff 2027", requested=500000)(dialog)
        dialog.project.set_value(project)

    answer(fill)
    page.new_record()
    (grant,) = context.workspace.grants.all()
    assert (grant.title, grant.funding_year) == ("Treff 2027", 2027)
    assert [share.title for share in context.workspace.grants.card(grant.id).shares] == ["Treff"]
    assert ("navigate", "grant", grant.id) in shell.calls


def test_the_overview_shows_money_days_and_shares(shown: FundingPage, context: AppContext, grant_id: int) -> None:
    overview = shown.pane.detail.overview
    assert overview.sentence.text().startswith("„Diese Maßnahme wird mitfinanziert")
    assert "noch nicht nachgewiesen" in overview.publicity_bar.text()
    assert len(overview.projects.rows()) == 2
    answer(lambda dialog: dialog.editor.set_value(700))
    overview.change_share(context.workspace.grants.card(grant_id).shares[0])
    assert [share.share.share for share in context.workspace.grants.card(grant_id).shares] == [700, 300]
    overview.publicity_bar.triggered.emit()
    assert shown.pane.detail.tabs.current() == "fields"
    shown.pane.detail.form.editor("publicity_on").set_value(date(2026, 2, 1))
    shown.pane.detail.form.commit("publicity_on")
    again(shown)
    shown.pane.detail.tabs.select("overview")
    assert "kein Beleg" in overview.publicity_bar.text()


def test_positions_are_typed_one_after_the_other(
    shown: FundingPage, context: AppContext, grant_id: int, qtbot: QtBot
) -> None:
    plan: PlanPane = pane(shown, "plan")
    assert plan.balance.isVisible()
    entry = plan.entry
    entry.text.line.setText("Hefte")
    entry.amount.line.setText("300")
    qtbot.keyClick(entry.amount.line, Qt.Key.Key_Return)
    again(shown)
    card = context.workspace.grants.card(grant_id)
    assert card.items[1].text == "Hefte"
    assert card.items[1].planned == 30000
    assert not plan.balance.isVisible()
    assert "Es fehlen 300,00" in plan.notices[0].text()
    answer(setter(planned=2000100))
    plan.expenses.edit_part(card.items[0].id)
    assert context.workspace.grants.card(grant_id).sums.expenses == 2030100
    answer(setter(text="Spende", received=100))
    plan.income.add_part()
    assert context.workspace.grants.card(grant_id).items[-1].received == 100


def test_receipts_are_entered_changed_and_removed(
    shown: FundingPage, context: AppContext, grant_id: int, shell: Any
) -> None:
    item = context.workspace.grants.card(grant_id).items[0].id
    receipts: ReceiptsPane = pane(shown, "receipts")
    answer(setter(purpose="Training", amount=50000, finance_item_id=item))
    shown.receipt_action.trigger()
    again(shown)
    assert "1 Beleg" in receipts.sum.text()
    kept: list[int] = []
    answer(lambda dialog: kept.append(dialog.fields.rows["finance_item_id"].editor.value()))
    receipts.add_receipt()  # refused for want of an amount
    assert kept == [item]
    receipt = context.workspace.grants.card(grant_id).receipts[0]
    refused = answer(setter(eligible=60000))
    receipts.edit_receipt(receipt.id)
    assert "höchstens" in refused[0]
    answer(setter(paid_on=date(2027, 2, 1)))
    receipts.edit_receipt(receipt.id)
    again(shown)
    assert "nach dem Bewilligungszeitraum" in receipts.notice.text()
    receipts.table.select(receipt.id)
    assert receipts.files.isVisible()
    context.workspace.attachments.add_bytes(b"x", name="rechnung.pdf", title="R", kind="expense", id=receipt.id)
    receipts.remove([receipt.id])
    assert context.workspace.attachments.linked("expense", receipt.id) == []
    assert context.workspace.grants.card(grant_id).receipts == ()
    assert ("undo_bar", "Beleg entfernt.") in shell.calls


def test_money_and_conditions_have_their_lines(shown: FundingPage, context: AppContext, grant_id: int) -> None:
    grants = context.workspace.grants
    grants.add_part(Expense(grant_id=grant_id, purpose="Honorar", amount=1000000, paid_on=date(2026, 3, 1)))
    payments: PaymentsPane = pane(shown, "payments")
    answer(setter(title="1. Halbjahr", amount=900000, requested_on=date(2026, 4, 1), received_on=date(2026, 4, 20)))
    payments.drawdowns.add_part()
    proof = grants.card(grant_id).proofs[0]
    answer(setter(submitted_on=date(2026, 11, 2)))
    payments.proofs.edit_part(proof.id)
    again(shown)
    card = grants.card(grant_id)
    assert card.drawdowns[0].spend_until == date(2026, 6, 20)
    assert card.proofs[0].state is ProofState.SUBMITTED
    rows = payments.drawdowns.rows()
    assert isinstance(rows[0], ListRow)
    school = context.workspace.contacts.create_organisation(name="Boxclub")
    conditions: ConditionsPane = pane(shown, "conditions")
    answer(setter(text="Bericht vorlegen", due_on=date(2026, 12, 1)))
    conditions.conditions.add_part()
    answer(setter(organisation_id=school, purpose="Training", amount=100))
    conditions.passed_on.add_part()
    answer(setter(organisation_id=school, amount=1800000))
    conditions.passed_on.add_part()
    again(shown)
    assert [len(card.rows()) for card in (conditions.conditions, conditions.passed_on)] == [1, 1]


def test_the_bescheid_is_kept_with_the_grant(
    shown: FundingPage, context: AppContext, grant_id: int, tmp_path: Path, shell: Any
) -> None:
    files: FilesPane = pane(shown, "files")
    assert files.history.rows()
    bescheid = tmp_path / "Bescheid.pdf"
    bescheid.write_bytes(b"%PDF-1.4")
    files.files.add_files([bescheid])
    again(shown)
    (row,) = files.files.rows()
    assert isinstance(row, ListRow)
    context.workspace.grants.transition(grant_id, GrantState.APPLIED, reason="Fassung falsch")
    assert context.workspace.grants.step_findings(grant_id, GrantState.APPROVED) == ()
    remove = next(button for button in row.findChildren(IconButton) if "entfernen" in button.toolTip())
    remove.click()
    assert context.workspace.attachments.linked("grant", grant_id) == []
    files.files.add_files([])
    assert ("undo_bar", "Dokument entfernt.") in shell.calls


def test_a_step_asks_for_what_it_needs(shown: FundingPage, context: AppContext, grant_id: int) -> None:
    detail = shown.pane.detail
    offered = {action.data(): action for action in detail.state_button.offered()}
    assert str(GrantState.RUNNING.value) in {str(key) for key in offered}

    def choose(state: GrantState) -> None:
        action = next(a for a in detail.state_button.offered() if GrantState(a.data()) is state)
        action.trigger()

    refused = answer(setter(recovered=100))
    choose(GrantState.REVOKED)
    assert "Grund der Rückforderung" in refused[0]
    choose(GrantState.RUNNING)
    assert context.workspace.grants.get(grant_id).state is GrantState.RUNNING


def test_papers_open_in_the_preview(shown: FundingPage, grant_id: int, shell: Any) -> None:
    for action in shown.pane.detail.papers.menu_.actions():
        assert isinstance(action, QAction)
        action.trigger()
    keys = [call[1] for call in shell.calls if call[0] == "preview"]
    assert keys == ["grant_plan", "grant_receipts", "grant_sheet"]
    shown.print_current()
    assert shell.calls[-1][0] == "export_list"


def test_a_part_found_by_the_search_opens_at_its_tab(shown: FundingPage, context: AppContext, grant_id: int) -> None:
    grants = context.workspace.grants
    parts = (
        (Expense(grant_id=grant_id, purpose="Druck", amount=1), "receipts"),
        (Drawdown(grant_id=grant_id), "payments"),
        (ProofOfUse(grant_id=grant_id, due_on=date(2027, 1, 1)), "payments"),
        (Condition(grant_id=grant_id, text="Bericht"), "conditions"),
        (FinanceItem(grant_id=grant_id, text="Reise"), "plan"),
    )
    for part, key in parts:
        shown.show_record(part.kind, grants.add_part(part))
        assert shown.pane.detail.tabs.current() == key
    assert shown.current_record() == ("grant", grant_id)


def test_grants_are_copied_and_thrown_away(shown: FundingPage, context: AppContext, grant_id: int, shell: Any) -> None:
    assert all(shown.can(command) for command in ("new", "print", "delete", "duplicate", "filter"))
    shown.duplicate_current()
    assert len(context.workspace.grants.all()) == 2
    shown.delete_current()
    assert [grant.id for grant in context.workspace.grants.all()] != [grant_id]
    assert ("undo_bar", "Die Förderung liegt im Papierkorb.") in shell.calls


def test_programmes_are_checked_changed_and_added(page: FundingPage, context: AppContext, shell: Any) -> None:
    funding = context.workspace.funding
    page.tabs.select("programmes")
    again(page)
    assert page.header.subtitle.full_text() == "5 Programme sind zu prüfen"
    detail = page.pane.detail
    assert detail.check_bar.isVisible()
    detail.check_bar.triggered.emit()
    again(page)
    assert not detail.check_bar.isVisible()
    answer(setter(title="Stiftung", source="Webseite"))
    page.new_record()
    new = next(each.id for each in funding.all() if each.title == "Stiftung")
    again(page)
    page.show_record("funding_programme", new)
    answer(setter(day=15, month=3))
    detail.rules.add_part()
    again(page)
    rule = funding.card(new).rules[0]
    refused = answer(setter(day=31, month=4))
    detail.rules.edit_part(rule.id)
    assert "gibt es nicht" in refused[0]
    answer(setter(day=31))
    detail.rules.edit_part(rule.id)
    assert (funding.card(new).rules[0].day, funding.card(new).rules[0].month) == (31, 3)
    detail.edit()
    detail.form.editor("largest_share").set_value(500)
    detail.form.commit("largest_share")
    assert funding.get(new).largest_share == 500
    page.delete_current()
    assert new not in {each.id for each in funding.all()}


def test_a_project_shows_its_grants(context: AppContext, grant_id: int, qtbot: QtBot) -> None:
    workspace = context.workspace
    project = workspace.grants.card(grant_id).shares[0].project_id
    made = ProjectFundingPane(context, workspace_lookups(workspace))
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    made.show_card(workspace.projects.card(project))
    assert made.sentence.text().startswith("„Diese Maßnahme")
    (row,) = made.grants.rows()
    assert isinstance(row, ListRow)
    assert row.value.text().startswith("9.000,00\u00a0€ (50\u00a0%) von")
    other = workspace.projects.create(title="Anderes")
    made.show_card(workspace.projects.card(other))
    assert not made.notice.isVisible()
    answer(lambda dialog: dialog.editor.set_value(grant_id))
    made.link_grant()
    assert len(workspace.grants.card(grant_id).shares) == 3
    answer(setter())
    made.new_grant()
    assert len(workspace.grants.all()) == 2

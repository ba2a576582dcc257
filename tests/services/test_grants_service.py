"""Grants and programmes on a real file: from the idea to the proof of use, each step one undo."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.domain.bodies import Body
from coordinator_app.domain.columns import ListFilter
from coordinator_app.domain.funding import ProgrammeDate
from coordinator_app.domain.grants import (
    Condition,
    Drawdown,
    DrawdownState,
    Expense,
    FinanceItem,
    GrantState,
    IncomeKind,
    PassThrough,
    PlanSide,
    ProofKind,
    ProofOfUse,
    ProofState,
)
from coordinator_app.domain.meetings import AgendaItem, Meeting
from coordinator_app.domain.resolutions import Resolution
from coordinator_app.services.funding_seeds import add_programmes, seed_uuid, shipped
from coordinator_app.services.grant_lists import ReceiptList
from coordinator_app.services.related import related_records
from coordinator_app.services.workspace import Workspace

SENTENCE = (
    "Diese Maßnahme wird mitfinanziert durch Steuermittel auf der Grundlage des vom Sächsischen Landtag "
    "beschlossenen Haushaltes."
)


def programme_id(workspace: Workspace) -> int:
    return next(each.id for each in workspace.funding.all() if each.uuid == seed_uuid("rl-kommpraev"))


def planned(workspace: Workspace, *projects: int, **values: Any) -> int:
    """A grant of RL KommPräv with a plan that fits."""
    given = {"title": "Treff 2027", "funding_year": 2027, "requested": 1800000, "share": 900, **values}
    grant_id = workspace.grants.create(programme_id=programme_id(workspace), projects=projects, **given)
    for side, kind, cents in (
        (PlanSide.EXPENSE, None, 2000000),
        (PlanSide.INCOME, IncomeKind.GRANT, 1800000),
        (PlanSide.INCOME, IncomeKind.OWN_STAFF, 200000),
    ):
        workspace.grants.add_part(
            FinanceItem(grant_id=grant_id, side=side, income_kind=kind, text="Ansatz", planned=cents)
        )
    return grant_id


def approved(workspace: Workspace, *projects: int) -> int:
    """A grant that was approved, with its period."""
    grant_id, grants = planned(workspace, *projects), workspace.grants
    grants.transition(grant_id, GrantState.PREPARING, consultation_on=date(2026, 7, 1), consultation_with="LPR")
    grants.transition(grant_id, GrantState.APPLIED, applied_on=date(2026, 9, 15))
    days = {"period_start": date(2026, 1, 1), "period_end": date(2026, 12, 31), "notified_on": date(2026, 10, 31)}
    grants.transition(grant_id, GrantState.APPROVED, reason="Bescheid im Haus", approved=1800000, **days)
    return grant_id


# --- programmes ------------------------------------------------------------------------------------------------


def test_shipped_programmes_have_sources_and_days(workspace: Workspace) -> None:
    assert len(workspace.funding.all()) == len(shipped())
    assert all(each.source and each.is_seed for each in workspace.funding.all())
    card = workspace.funding.card(programme_id(workspace))
    assert [rule.programme_date for rule in card.rules] == [ProgrammeDate.WINDOW_OPENS, ProgrammeDate.WINDOW_CLOSES]
    assert card.programme.largest_share == 900
    assert card.unchecked


def test_a_shipped_programme_is_not_added_twice_nor_brought_back(workspace: Workspace) -> None:
    before = len(workspace.funding.all())
    workspace.funding.discard(programme_id(workspace))
    with workspace.store.write("noch einmal") as unit:
        add_programmes(unit)
    assert len(workspace.funding.all()) == before - 1


def test_a_checked_programme_is_quiet_for_a_year(workspace: Workspace) -> None:
    funding, id = workspace.funding, programme_id(workspace)
    assert id in {each.id for each in funding.unchecked()}
    funding.check(id)
    assert id not in {each.id for each in funding.unchecked()}
    assert funding.get(id).checked_by == "Test"
    funding.update(id, None, checked_on=date(2020, 5, 4))
    assert "04.05.2020" in funding.card(id).unchecked
    workspace.store.undo()
    assert funding.card(id).unchecked == ""


def test_own_programmes_and_their_days(workspace: Workspace) -> None:
    funding = workspace.funding
    id = funding.create(title="Stiftung", source="Webseite", largest_share=500)
    rule_id = funding.add_rule(id, programme_date=ProgrammeDate.WINDOW_CLOSES, month=3, day=1)
    funding.update_rule(rule_id, None, day=15)
    copy = funding.duplicate(id)
    assert funding.get(copy).title == "Stiftung (Kopie)"
    assert funding.card(copy).rules[0].day == 15
    assert [entry.title for entry in funding.coming_dates(funding.get(copy))][-1].startswith("Antragsende")
    with pytest.raises(UserError, match="Tag und Monat"):
        funding.add_rule(id, month=2)
    with pytest.raises(UserError, match="gibt es nicht"):
        funding.update_rule(rule_id, None, month=13)
    funding.remove_rule(rule_id)
    assert funding.card(id).rules == ()
    rows = funding.list_source().rows([id])[id]
    values = {column.key: column.value(rows) for column in funding.list_source().columns}
    assert values["largest_share"] == "50\u00a0%"
    assert values["active"] == ""


def test_old_deadlines_of_a_removed_programme_stay_with_its_grants(workspace: Workspace) -> None:
    grant_id = planned(workspace)
    workspace.funding.discard(programme_id(workspace))
    assert workspace.grants.card(grant_id).programme is not None


# --- shares ----------------------------------------------------------------------------------------------------


def test_projects_share_a_grant_to_the_cent(workspace: Workspace) -> None:
    first, second, third = (workspace.projects.create(title=title) for title in ("A", "B", "C"))
    grant_id = planned(workspace, first, second, requested=1000001)
    workspace.grants.add_project(grant_id, third)
    workspace.grants.set_share(grant_id, first, 500)
    card = workspace.grants.card(grant_id)
    assert [share.share.share for share in card.shares] == [500, 250, 250]
    assert sum(share.amount for share in card.shares) == 1000001
    workspace.grants.remove_project(grant_id, second)
    assert [share.share.share for share in workspace.grants.card(grant_id).shares] == [667, 333]
    workspace.store.undo()
    assert len(workspace.grants.card(grant_id).shares) == 3
    ((_, found),) = workspace.grants.of_project(third)
    assert found.grant.id == grant_id
    workspace.grants.discard(grant_id)
    assert workspace.grants.of_project(third) == []


# --- the way of a grant ------------------------------------------------------------------------------------------


def test_a_new_grant_takes_over_what_the_programme_sets(workspace: Workspace) -> None:
    grant = workspace.grants.get(workspace.grants.create(title=" Neu ", programme_id=programme_id(workspace)))
    assert (grant.title, grant.share, grant.state) == ("Neu", 900, GrantState.IDEA)
    assert workspace.grants.get(workspace.grants.create(title="Ohne")).share is None
    with pytest.raises(UserError, match="negativ"):
        workspace.grants.create(title="Minus", requested=-1)


def test_a_step_is_refused_with_a_sentence_and_changes_nothing(workspace: Workspace) -> None:
    grant_id = workspace.grants.create(title="Leer", programme_id=programme_id(workspace))
    with pytest.raises(UserError, match="Beratung"):
        workspace.grants.transition(grant_id, GrantState.PREPARING)
    workspace.grants.transition(grant_id, GrantState.PREPARING, reason="Beratung am Telefon")
    with pytest.raises(UserError, match="noch leer"):
        workspace.grants.transition(grant_id, GrantState.APPLIED)
    assert workspace.grants.get(grant_id).state is GrantState.PREPARING
    assert workspace.grants.get(grant_id).state_reason == "Beratung am Telefon"


def test_approval_plans_the_proof_and_the_appeal(workspace: Workspace) -> None:
    grant_id = approved(workspace)
    card = workspace.grants.card(grant_id)
    assert card.grant.appeal_until == date(2026, 11, 30)
    (proof,) = card.proofs
    assert (proof.due_on, proof.proof_kind, proof.state) == (date(2027, 6, 30), ProofKind.FULL, ProofState.OPEN)
    workspace.store.undo()
    card = workspace.grants.card(grant_id)
    assert (card.grant.state, card.proofs) == (GrantState.APPLIED, ())


def test_approval_plans_interim_proofs_where_the_programme_wants_them(workspace: Workspace) -> None:
    programme = programme_id(workspace)
    workspace.funding.add_rule(programme, programme_date=ProgrammeDate.INTERIM_REPORT, month=6, day=30)
    kinds = [(proof.proof_kind, proof.due_on) for proof in workspace.grants.card(approved(workspace)).proofs]
    assert kinds == [(ProofKind.INTERIM, date(2026, 6, 30)), (ProofKind.FULL, date(2027, 6, 30))]


def test_the_days_of_steps_are_filled_only_when_empty(workspace: Workspace) -> None:
    grant_id, grants = planned(workspace), workspace.grants
    grants.transition(grant_id, GrantState.PREPARING, reason="ohne")
    grants.transition(grant_id, GrantState.APPLIED)
    assert grants.get(grant_id).applied_on == date(2026, 11, 9)
    grants.transition(grant_id, GrantState.PREPARING, reason="zurück")
    assert grants.get(grant_id).applied_on == date(2026, 11, 9)


def test_settling_keeps_the_receipts_for_years(workspace: Workspace) -> None:
    grant_id, grants = approved(workspace), workspace.grants
    grants.transition(grant_id, GrantState.RUNNING)
    with pytest.raises(UserError, match="Verwendungsnachweis"):
        grants.transition(grant_id, GrantState.SETTLED)
    proof_id = grants.card(grant_id).proofs[0].id
    grants.update_part(ProofOfUse, proof_id, None, submitted_on=date(2026, 11, 2))
    grants.transition(grant_id, GrantState.SETTLED)
    assert grants.get(grant_id).keep_until == date(2031, 12, 31)
    assert next(line.step for line in grants.history(grant_id)) == "Förderung: Stand „abgerechnet“"


def test_fields_change_but_never_the_state(workspace: Workspace) -> None:
    grant_id = planned(workspace)
    version = workspace.grants.get(grant_id).version
    assert workspace.grants.update(grant_id, version, reference="47/11") == version + 1
    with pytest.raises(UserError):
        workspace.grants.update(grant_id, None, period_start=date(2027, 1, 1), period_end=date(2026, 1, 1))
    with pytest.raises(ValueError, match="state"):
        workspace.grants.update(grant_id, None, state=GrantState.RUNNING)


def test_next_year_begins_with_the_same_plan(workspace: Workspace) -> None:
    project = workspace.projects.create(title="Treff")
    grant_id = planned(workspace, project)
    workspace.grants.add_part(FinanceItem(grant_id=grant_id, text="Reise", planned=1, year=2027))
    card = workspace.grants.card(workspace.grants.duplicate(grant_id))
    assert (card.grant.title, card.grant.funding_year) == ("Treff 2028", 2028)
    assert (card.grant.state, card.grant.requested) == (GrantState.IDEA, None)
    assert [item.planned for item in card.items] == [2000000, 1, 1800000, 200000]
    assert card.items[1].year == 2028
    assert [share.project_id for share in card.shares] == [project]
    plain = workspace.grants.create(title="Ohne Jahr")
    assert workspace.grants.get(workspace.grants.duplicate(plain)).funding_year is None


# --- parts -----------------------------------------------------------------------------------------------------


def test_receipts_drawdowns_and_the_proof_meet_in_the_card(workspace: Workspace) -> None:
    grant_id, grants = approved(workspace), workspace.grants
    item = grants.card(grant_id).items[0]
    grants.add_part(
        Expense(grant_id=grant_id, purpose="Honorar", amount=1000000, paid_on=date(2026, 3, 1), finance_item_id=item.id)
    )
    late = grants.add_part(Expense(grant_id=grant_id, purpose="Druck", amount=50000, paid_on=date(2027, 3, 1)))
    money = grants.card(grant_id).money
    assert (money.spent, money.entitled, money.received, money.open) == (1050000, 945000, 0, 1800000)
    with pytest.raises(UserError, match="Erstattet wird nur, was bezahlt ist"):
        grants.add_part(Drawdown(grant_id=grant_id, amount=950000, requested_on=date(2026, 10, 1)))
    draw = grants.add_part(Drawdown(grant_id=grant_id, amount=900000, requested_on=date(2026, 10, 1)))
    grants.update_part(Drawdown, draw, None, received_on=date(2026, 10, 20))
    found = grants.part(Drawdown, draw)
    assert (found.number, found.state, found.spend_until) == (1, DrawdownState.PAID, date(2026, 12, 20))
    grants.remove_part(Expense, late)
    card = grants.card(grant_id)
    assert card.money.to_repay == 0
    assert [line.actual for line in card.expenses] == [1000000]
    assert {entry.key.partition(":")[0] for entry in card.dates} >= {"spend", "proof", "appeal"}
    assert grants.grant_of("expense", card.receipts[0].id) == grant_id


def test_the_list_of_receipts_shows_one_grant_and_names_doubts(workspace: Workspace) -> None:
    grant_id, other = approved(workspace), planned(workspace)
    grants = workspace.grants
    one = grants.add_part(Expense(grant_id=grant_id, purpose="Druck", amount=500, paid_on=date(2027, 3, 1)))
    grants.add_part(Expense(grant_id=other, purpose="Anderes", amount=9))
    source = ReceiptList(workspace.store)
    source.show_grant(grants.get(grant_id))
    assert source.ids(ListFilter()) == [one]
    assert source.totals(ListFilter())["amount"] == 500
    shown = source.rows([one])[one]
    assert {column.key: column.value(shown) for column in source.columns}["eligible"] == 500
    assert "nach dem Bewilligungszeitraum" in source.doubtful(grants.card(grant_id).receipts)
    assert source.doubtful([]) == ""


def test_parts_that_cannot_be_are_refused(workspace: Workspace) -> None:
    grant_id = planned(workspace)
    refused = (
        FinanceItem(grant_id=grant_id, text="Minus", planned=-1),
        Expense(grant_id=grant_id, purpose="Zu viel", amount=1, eligible=2),
        Drawdown(grant_id=grant_id, amount=1, requested_on=date(2026, 1, 1)),
        PassThrough(grant_id=grant_id, amount=1800001),
    )
    for part in refused:
        with pytest.raises(UserError):
            workspace.grants.add_part(part)
    assert workspace.grants.add_part(Condition(grant_id=grant_id, text="Bericht", due_on=date(2026, 12, 1)))


def test_grants_stand_with_their_projects_resolutions_and_agenda_items(workspace: Workspace) -> None:
    project = workspace.projects.create(title="Treff")
    grant_id = planned(workspace, project)
    with workspace.store.write("Beschluss") as unit:
        body = unit.add(Body(name="KPR"))
        meeting = unit.add(Meeting(body_id=body, title="Sitzung"))
        item = unit.add(AgendaItem(meeting_id=meeting, title="Antrag"))
        resolution = unit.add(Resolution(body_id=body, agenda_item_id=item, title="Antrag stellen"))
    assert workspace.grants.of_resolution(resolution) == []
    workspace.grants.update(grant_id, None, resolution_id=resolution)
    assert [grant.id for grant in workspace.grants.of_resolution(resolution)] == [grant_id]
    for kind, id in (("project", project), ("agenda_item", item)):
        assert ("grant", grant_id) in {(each.kind, each.id) for each in related_records(workspace.store, kind, id)}
    assert ("grant", grant_id) in {(each.kind, each.id) for each in workspace.follow_up.links(resolution)}
    topic = workspace.meetings.backlog.add(body_id=body, title="Antrag", source_kind="grant", source_id=grant_id)
    taken = workspace.meetings.backlog.take(topic, meeting)
    with workspace.store.read() as unit:
        assert unit.get(AgendaItem, taken).projects == (project,)


def test_the_list_of_grants_has_sums_and_years(workspace: Workspace) -> None:
    grant_id = approved(workspace)
    source = workspace.grants.list_source()
    assert source.ids(ListFilter(equals={"state": GrantState.APPROVED})) == [grant_id]
    assert source.totals(ListFilter())["approved"] == 1800000
    assert workspace.grants.years() == [2027]
    row = source.rows([grant_id])[grant_id]
    assert next(column for column in source.columns if column.key == "state").value(row) is GrantState.APPROVED


# --- the notice of who pays ----------------------------------------------------------------------------------------


def test_documents_of_a_funded_project_name_the_funder(workspace: Workspace, tmp_path: Path) -> None:
    funded, other = workspace.projects.create(title="Treff"), workspace.projects.create(title="Anderes")
    approved(workspace, funded)
    text = str(workspace.documents.document("project_sheet", funded, {"variant": "public"}).blocks)
    assert text.count(SENTENCE) == 1
    assert SENTENCE not in str(workspace.documents.document("project_sheet", other).blocks)
    picture, letter = tmp_path / "signet.png", tmp_path / "brief.txt"
    picture.write_bytes(_PNG)
    letter.write_text("Hallo", encoding="utf-8")
    with pytest.raises(UserError, match="kein Bild"):
        workspace.funding.set_signet(programme_id(workspace), workspace.attachments, letter)
    with pytest.raises(UserError, match="nicht lesen"):
        workspace.funding.set_signet(programme_id(workspace), workspace.attachments, tmp_path / "fehlt.png")
    workspace.funding.set_signet(programme_id(workspace), workspace.attachments, picture)
    assert "Signet des Fördermittelgebers" in str(workspace.documents.document("project_sheet", funded).blocks)
    assert workspace.documents.render("project_sheet", funded, "docx")


def test_a_sentence_that_stands_there_is_not_repeated(workspace: Workspace) -> None:
    project = workspace.projects.create(title="Treff", costs=100, funding=90)
    workspace.municipality.create(name="Mühlwerda", funding_sentence=SENTENCE)
    approved(workspace, project)
    assert str(workspace.documents.document("project_sheet", project).blocks).count(SENTENCE) == 1


_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415478da63f8cfc0000003010100"
    "c9fe92ef0000000049454e44ae426082"
)

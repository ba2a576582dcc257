"""Papers of a grant: what stands in them, and that a gap is seen."""

from dataclasses import replace
from datetime import date
from typing import Any

from coordinator_app.documents import finance_plan, grant_papers
from coordinator_app.documents.content import Document, Heading, KeyValues, Paragraph, Table, plain, walk, warnings_of
from coordinator_app.documents.finance_plan import GrantContent
from coordinator_app.domain.finance_plan import PlanLine, plan_sums
from coordinator_app.domain.funding import FundingProgramme, FundingType
from coordinator_app.domain.grant_dates import GrantDate
from coordinator_app.domain.grants import (
    Condition,
    Drawdown,
    Expense,
    FinanceItem,
    Grant,
    GrantState,
    IncomeKind,
    PassThrough,
    PlanSide,
    ProofKind,
    ProofOfUse,
)

ITEMS = (
    FinanceItem(id=1, text="Training", planned=960000, cost_kind_id=7),
    FinanceItem(id=2, text="Sachausgaben", planned=240000, cost_kind_id=8),
    FinanceItem(id=3, text="Land", planned=1080000, side=PlanSide.INCOME, income_kind=IncomeKind.GRANT),
    FinanceItem(id=4, text="Stadt", planned=120000, side=PlanSide.INCOME, income_kind=IncomeKind.OWN_CASH),
)
RECEIPTS = (
    Expense(
        id=1,
        voucher="R-1",
        payee="Verein",
        purpose="Training",
        amount=500000,
        paid_on=date(2026, 3, 1),
        finance_item_id=1,
    ),
    Expense(id=2, voucher="R-2", payee="Druckerei", purpose="Hefte", amount=30000, eligible=20000, project_id=5),
)
FULL = GrantContent(
    grant=Grant(
        title="Stark",
        state=GrantState.RUNNING,
        funding_type=FundingType.SHARE,
        share=900,
        approved=1080000,
        approved_on=date(2026, 1, 19),
        reference="13/45",
        period_start=date(2026, 1, 1),
        period_end=date(2026, 12, 31),
        keep_until=date(2031, 12, 31),
        consultation_on=date(2025, 9, 1),
        consultation_with="LPR",
        note="Merke",
        recovered=0,
        recovery_reason="keine",
    ),
    programme=FundingProgramme(title="Richtlinie", short_name="RL", provider="Freistaat", spend_months=2),
    applicant="Stadt Mühlwerda",
    resolution="2026/04 Antrag",
    projects=(("Boxen", 650, 702000), ("Sucht", 350, 378000)),
    items=ITEMS,
    cost_kinds={7: "Honorare", 8: "Sachausgaben"},
    project_titles={5: "Sucht"},
    sums=plan_sums(ITEMS),
    expenses=(PlanLine(ITEMS[0], 960000, 500000), PlanLine(ITEMS[1], 240000, 0), PlanLine(None, 0, 20000)),
    income=(PlanLine(ITEMS[2], 1080000, 400000), PlanLine(ITEMS[3], 120000, 0)),
    receipts=RECEIPTS,
    conditions=(Condition(text="Zahlen nennen", due_on=date(2026, 6, 30)),),
    passed_on=((PassThrough(purpose="Training", amount=300000), "Boxclub"),),
    spent=520000,
    received=500000,
    entitled=468000,
    publicity="Gefördert vom Land.",
    place="Mühlwerda, den",
)
EMPTY = GrantContent(grant=Grant(title="Leer"), sums=plan_sums(()))


def text_of(document: Document) -> str:
    """All words of a document."""
    return " ".join(plain(node) for node in walk(document.blocks) if isinstance(node, str))


def tables(document: Document) -> list[Table]:
    return [block for block in walk(document.blocks) if isinstance(block, Table)]


def pairs(document: Document) -> dict[str, Any]:
    return {key: value for block in walk(document.blocks) if isinstance(block, KeyValues) for key, value in block.pairs}


def test_the_plan_has_both_sides_with_equal_sums() -> None:
    document = finance_plan.build(FULL)
    expenses, income = tables(document)
    assert expenses.totals == ("Summe", "", 1200000)
    assert income.totals == ("Summe", "", 1200000)
    assert expenses.rows[0] == ("Honorare", "Training", 960000)
    assert "Zuwendung: 10.800,00\u00a0€ (90\u00a0% der Ausgaben)" in text_of(document)
    assert warnings_of(document) == ()


def test_a_plan_that_does_not_balance_is_marked() -> None:
    broken = replace(FULL, items=ITEMS[:3], sums=plan_sums(ITEMS[:3]))
    assert "Ausgleich fehlt" in warnings_of(finance_plan.build(broken))


def test_years_get_a_column_only_when_there_are_some() -> None:
    with_year = (replace(ITEMS[0], year=2026), *ITEMS[1:])
    expenses, income = tables(finance_plan.build(replace(FULL, items=with_year)))
    assert expenses.rows[0] == ("Honorare", "Training", "2026", 960000)
    assert expenses.totals == ("Summe", "", "", 1200000)
    assert len(income.columns) == 3


def test_the_proof_compares_planned_and_actual() -> None:
    document = grant_papers.proof(FULL, ProofOfUse(report="Alles lief."))
    expenses = tables(document)[0]
    assert expenses.rows[0] == ("Honorare: Training", 960000, 500000, -460000)
    assert expenses.rows[1][0] == "Sachausgaben"
    assert expenses.rows[2] == ("ohne Ansatz", 0, 20000, 20000)
    assert expenses.totals == ("Summe", 1200000, 520000, -680000)
    facts = pairs(document)
    assert facts["Zurückzuzahlen"] == "320,00\u00a0€"
    assert facts["Bescheid vom"] == "19.01.2026 (13/45)"
    assert [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 1] == [
        *("Sachbericht", "Zahlenmäßiger Nachweis", "Belegliste", "Auflagen", "Weitergeleitete Mittel"),
        *("Förderhinweis", "Bestätigung"),
    ]
    assert warnings_of(document) == ("Tag und Beleg des Förderhinweises fehlt",)
    assert any("31.12.2031" in plain(b.text) for b in document.blocks if isinstance(b, Paragraph))


def test_gaps_of_a_proof_are_seen() -> None:
    document = grant_papers.proof(EMPTY, ProofOfUse(proof_kind=ProofKind.INTERIM))
    assert document.title == "Zwischennachweis"
    assert {"Sachbericht fehlt", "Bescheid fehlt", "Bewilligter Betrag fehlt"} <= set(warnings_of(document))
    assert pairs(document)["Noch auszuzahlen"] == "0,00\u00a0€"


def test_a_shown_notice_names_day_and_proof() -> None:
    grant = replace(FULL.grant, publicity_on=date(2026, 2, 1), publicity_proof="Amtsblatt 2/2026")
    document = grant_papers.proof(replace(FULL, grant=grant), ProofOfUse(report="x"))
    assert warnings_of(document) == ()
    assert "am 01.02.2026 gezeigt (Amtsblatt 2/2026)" in text_of(document)


def test_the_list_of_receipts_names_doubtful_ones() -> None:
    document = grant_papers.receipts(FULL)
    (table,) = tables(document)
    assert table.totals is not None
    assert table.totals[-2:] == (530000, 520000)
    assert table.rows[1][2] == "Druckerei\nHefte\nSucht"
    assert "R-2: ohne Zahlungstag" in text_of(document)
    (empty,) = tables(grant_papers.receipts(EMPTY))
    assert empty.totals is None


def test_a_drawdown_says_what_is_left() -> None:
    wanted = Drawdown(number=2, amount=300000, title="3. Quartal")
    document = grant_papers.drawdown(FULL, wanted, 400000, refund=False)
    assert document.title == "Mittelabruf Nr. 2"
    assert pairs(document)["Danach noch offen"] == "3.800,00\u00a0€"
    assert "innerhalb von 2 Monaten" in text_of(document)
    refund = grant_papers.drawdown(FULL, Drawdown(), 0, refund=True)
    assert "die Belegliste liegt bei" in text_of(refund)
    assert "Betrag des Abrufs fehlt" in warnings_of(refund)
    one = replace(FULL, programme=FundingProgramme(title="R", provider="F", spend_months=1))
    assert "innerhalb eines Monats" in text_of(grant_papers.drawdown(one, wanted, 0, refund=False))
    assert "innerhalb" not in text_of(grant_papers.drawdown(EMPTY, wanted, 0, refund=False))


def test_the_data_sheet_holds_everything() -> None:
    dates = (GrantDate("proof:1", "Verwendungsnachweis: Stark", date(2027, 6, 30), "proof"),)
    document = grant_papers.sheet(FULL, dates)
    words = text_of(document)
    assert all(part in words for part in ("Boxen", "65\u00a0%", "Verwendungsnachweis", "Merke", "01.09.2025, LPR"))
    assert tables(document)[0].totals == ("Summe", "100\u00a0%", 1080000)
    small = grant_papers.sheet(EMPTY, ())
    assert pairs(small)["Beantragt"] == "–"
    assert warnings_of(small)


def test_the_overview_adds_up_all_grants() -> None:
    document = grant_papers.overview((FULL, EMPTY), letterhead=None, footer="", day=date(2026, 11, 26))
    (table,) = tables(document)
    assert table.totals == ("Summe", "", "", 0, 1080000, 500000, 520000)
    assert table.rows[1] == ("Leer", None, "Idee", None, None, None, None)
    assert "2 Förderungen" in text_of(document)

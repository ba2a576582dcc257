"""Ausgaben- und Finanzierungsplan as content: planned amounts, or planned against actual."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from coordinator_app.common.german import format_date, format_money
from coordinator_app.documents.content import (
    Block,
    Document,
    Heading,
    KeyValues,
    Letterhead,
    Paragraph,
    Signature,
    Signatures,
    Style,
    Table,
    TableColumn,
    Text,
    missing,
)
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.finance_plan import PlanLine, PlanSums, balance_sentence
from coordinator_app.domain.funding import FundingProgramme
from coordinator_app.domain.grants import (
    Condition,
    Drawdown,
    Expense,
    FinanceItem,
    Grant,
    IncomeKind,
    PassThrough,
    PlanSide,
)
from coordinator_app.domain.shares import format_share, share_of


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantContent:
    """All the papers of a grant say; amounts in cents.

    `projects` are (title, share in tenths of a per cent, amount); `cost_kinds` and `project_titles` name ids;
    `received`, `entitled` and `spent` are the sums of what came in, what the spending entitles to, and the spending.
    """

    grant: Grant
    programme: FundingProgramme | None = None
    applicant: str = ""
    resolution: str = ""
    projects: Sequence[tuple[str, int, int]] = ()
    items: Sequence[FinanceItem] = ()
    cost_kinds: Mapping[int, str] = field(default_factory=dict[int, str])
    project_titles: Mapping[int, str] = field(default_factory=dict[int, str])
    sums: PlanSums
    expenses: Sequence[PlanLine] = ()
    income: Sequence[PlanLine] = ()
    receipts: Sequence[Expense] = ()
    drawdowns: Sequence[Drawdown] = ()
    conditions: Sequence[Condition] = ()
    passed_on: Sequence[tuple[PassThrough, str]] = ()
    spent: int = 0
    received: int = 0
    entitled: int = 0
    publicity: str = ""
    letterhead: Letterhead | None = None
    footer: str = ""
    place: str = ""
    day: date | None = None


def build(content: GrantContent) -> Document:
    """The plan as a paper of its own, to be handed in with an application."""
    blocks: list[Block] = [KeyValues(tuple(head_facts(content)))]
    blocks += plan_blocks(content)
    blocks.append(Signatures((Signature("Antragstellerin"),), place=content.place))
    return Document(
        title="Ausgaben- und Finanzierungsplan",
        subtitle=content.grant.title,
        subject="Ausgaben- und Finanzierungsplan",
        blocks=tuple(blocks),
        letterhead=content.letterhead,
        footer=content.footer,
    )


def head_facts(content: GrantContent) -> list[tuple[str, Text]]:
    """Who applies for what from whom, without lines that say nothing."""
    grant, programme = content.grant, content.programme
    found: list[tuple[str, Text]] = [
        ("Antragstellerin", content.applicant or missing("Antragstellerin")),
        ("Zuwendungsgeber", programme.provider if programme is not None else ""),
        ("Programm", programme.title if programme is not None else missing("Förderprogramm")),
        ("Vorhaben", ", ".join(title for title, _, _ in content.projects) or grant.title),
        ("Aktenzeichen", grant.reference),
        ("Förderjahr", str(grant.funding_year or "")),
        ("Zeitraum", period(grant)),
        ("Finanzierung", _financing(grant)),
    ]
    return [(label, text) for label, text in found if text]


def period(grant: Grant) -> str:
    """`01.04.2026–31.03.2027`; "" without a period."""
    return "–".join(filter(None, (format_date(grant.period_start), format_date(grant.period_end))))


def _financing(grant: Grant) -> str:
    share = f" mit höchstens {format_share(grant.share)}" if grant.share is not None else ""
    return grant.funding_type.label + share


def plan_blocks(content: GrantContent, level: int = 1) -> list[Block]:
    """Expenses, income and whether they balance, with headings of this level; for a plan of its own or as a chapter."""
    sums = content.sums
    blocks: list[Block] = [Heading(level, "Ausgaben"), _plan_table(content, PlanSide.EXPENSE, sums.expenses)]
    blocks += [Heading(level, "Einnahmen"), _plan_table(content, PlanSide.INCOME, sums.income)]
    wrong = balance_sentence(sums)
    if wrong:
        blocks.append(Paragraph((missing("Ausgleich"), " ", wrong)))
    elif content.items:
        own = format_share(share_of(sums.own, sums.expenses))
        asked = format_share(share_of(sums.grant, sums.expenses))
        text = f"Ausgaben und Einnahmen gleichen sich aus. Eigenanteil: {format_money(sums.own)} ({own}), "
        blocks.append(Paragraph(f"{text}Zuwendung: {format_money(sums.grant)} ({asked} der Ausgaben)."))
    return blocks


def _plan_table(content: GrantContent, side: PlanSide, total: int) -> Table:
    items = [item for item in content.items if item.side is side]
    with_year = any(item.year for item in items)
    spends = side is PlanSide.EXPENSE
    columns = [TableColumn("Kostenart" if spends else "Herkunft", width=3), TableColumn("Bezeichnung", width=5)]
    columns += [TableColumn("Jahr", width=1)] if with_year else []
    columns.append(TableColumn("Betrag", Kind.MONEY, width=2))
    rows = tuple(
        (kind_of(content, item), item.text, *((str(item.year or ""),) if with_year else ()), item.planned)
        for item in items
    )
    sum_row = ("Summe", "", *(("",) if with_year else ()), total)
    return Table(tuple(columns), rows, totals=sum_row if rows else None, empty_text="Noch kein Ansatz.")


def kind_of(content: GrantContent, item: FinanceItem) -> str:
    """What kind of expense or income a position is."""
    if item.side is PlanSide.INCOME:
        return (item.income_kind or IncomeKind.THIRD_PARTY).label
    return content.cost_kinds.get(item.cost_kind_id or 0, "")


def compared_blocks(content: GrantContent, level: int = 2) -> list[Block]:
    """Planned against actual on both sides: the zahlenmäßige Nachweis."""
    blocks: list[Block] = [Heading(level, "Ausgaben"), _compared(content, content.expenses, "Ausgabe")]
    blocks += [Heading(level, "Einnahmen"), _compared(content, content.income, "Einnahme")]
    if any(line.item is None for line in content.expenses):
        text = "Ausgaben ohne Ansatz sind im Plan nicht vorgesehen."
        blocks.append(Paragraph(text, style=Style.SMALL))
    return blocks


def _compared(content: GrantContent, lines: Sequence[PlanLine], word: str) -> Table:
    columns = (
        TableColumn(word, width=4.6),
        TableColumn("Soll", Kind.MONEY, width=1.8),
        TableColumn("Ist", Kind.MONEY, width=1.8),
        TableColumn("Abweichung", Kind.MONEY, width=1.8),
    )
    rows = tuple((_line_name(content, line), line.planned, line.actual, line.deviation) for line in lines)
    sums = [sum(getattr(line, name) for line in lines) for name in ("planned", "actual", "deviation")]
    return Table(columns, rows, totals=("Summe", *sums) if rows else None, empty_text="Kein Ansatz.")


def _line_name(content: GrantContent, line: PlanLine) -> str:
    if line.item is None:
        return "ohne Ansatz"
    kind = kind_of(content, line.item)
    return f"{kind}: {line.item.text}" if kind and kind != line.item.text else line.item.text

"""Chapters of reports on money: grants of the period, and what the measures of a strategy cost. Whole euro cents."""

from collections.abc import Sequence
from dataclasses import dataclass

from coordinator_app.common.german import counted, enumerate_words, format_money, sentence_start
from coordinator_app.documents.content import (
    Block,
    Notice,
    Paragraph,
    Style,
    Table,
    TableColumn,
    missing,
)
from coordinator_app.documents.levels import without_empty
from coordinator_app.documents.report_figures import money_bars
from coordinator_app.domain.fields import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantLine:
    """A grant that was applied for, approved or at work in the period; `spent` in the period."""

    title: str
    programme: str = ""
    projects: tuple[str, ...] = ()
    state: str = ""
    requested: int | None = None
    approved: int | None = None
    spent: int = 0
    is_new: bool = False
    was_applied: bool = False


def funding_blocks(found: Sequence[GrantLine], sentences: Sequence[str] = ()) -> tuple[Block, ...]:
    """Grants with their money, and the sentences that say who pays (§ 44a SäHO)."""
    if not found:
        return (Paragraph("Förderungen wurden im Berichtszeitraum weder beantragt noch bewilligt oder verwendet."),)
    blocks: list[Block] = [Paragraph(" ".join(_told(found)))]
    columns = (
        TableColumn("Förderung", width=4),
        TableColumn("Programm", width=2.6),
        TableColumn("Stand", width=2),
        TableColumn("beantragt", Kind.MONEY, width=2.2),
        TableColumn("bewilligt", Kind.MONEY, width=2.2),
        TableColumn("verwendet", Kind.MONEY, width=2.2),
    )
    rows = tuple(
        (line.title, line.programme or None, line.state, line.requested, line.approved, line.spent or None)
        for line in found
    )
    totals = ("Summe", "", "", _sum(found, "requested"), _sum(found, "approved"), _sum(found, "spent"))
    caption = "Förderungen im Berichtszeitraum"
    blocks.append(without_empty(Table(columns, rows, caption, totals if len(found) > 1 else None, compact=True)))
    if any(line.spent for line in found):
        note = "„verwendet“ ist die Summe der Belege, die im Berichtszeitraum bezahlt wurden."
        blocks.append(Paragraph(note, style=Style.SMALL))
    blocks += [Notice(sentence, "Förderhinweis") for sentence in dict.fromkeys(sentences)]
    return tuple(blocks)


def _sum(found: Sequence[GrantLine], name: str) -> int | None:
    values = [getattr(line, name) for line in found]
    return sum(value or 0 for value in values) or None


def _told(found: Sequence[GrantLine]) -> list[str]:
    sentences: list[str] = []
    new = [line for line in found if line.is_new]
    if new:
        money = format_money(sum(line.approved or 0 for line in new))
        count = counted(len(new), "wurde eine Förderung über", "Förderungen mit zusammen")
        sentences.append(f"Im Berichtszeitraum {count if len(new) == 1 else f'wurden {count}'} {money} bewilligt.")
    else:
        sentences.append("Neu bewilligt wurde im Berichtszeitraum keine Förderung.")
    waiting = [line for line in found if line.was_applied and not line.is_new]
    if waiting:
        money = format_money(sum(line.requested or 0 for line in waiting))
        one, many = ("ein weiterer Antrag", "weitere Anträge") if new else ("ein Antrag", "Anträge")
        count = counted(len(waiting), one, many)
        sentences.append(f"Gestellt {'wurde' if len(waiting) == 1 else 'wurden'} {count} über {money}.")
    spent = sum(line.spent for line in found)
    if spent:
        sentences.append(f"Verwendet wurden {format_money(spent)}.")
    return sentences


# --- Finanzierung -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class CostLine:
    """What a measure costs and who gives how much of it; None = not known."""

    title: str
    costs: int | None = None
    funding: int | None = None
    source: str = ""

    @property
    def own(self) -> int | None:
        """What is left for the town; None where the costs are not known."""
        return None if self.costs is None else max(self.costs - (self.funding or 0), 0)


def financing_blocks(found: Sequence[CostLine], *, public: bool = False) -> tuple[Block, ...]:
    """What the measures cost and where the money comes from; those without a figure are named."""
    if not found:
        return (Paragraph("Maßnahmen, deren Kosten hier stehen könnten, sind noch nicht festgelegt."),)
    known = [line for line in found if line.costs is not None]
    unknown = [line.title for line in found if line.costs is None]
    blocks: list[Block] = []
    if known:
        blocks += _known_costs(known)
    if unknown:
        words = enumerate_words([f"„{title}“" for title in unknown])
        blocks.append(Paragraph(f"Kein Betrag ist eingetragen für {words}."))
    if not known and not public:
        blocks.append(Paragraph(missing("Kosten der Maßnahmen")))
    return tuple(blocks)


def _known_costs(known: Sequence[CostLine]) -> list[Block]:
    costs, funding = sum(line.costs or 0 for line in known), sum(line.funding or 0 for line in known)
    own = sum(line.own or 0 for line in known)
    count = sentence_start(counted(len(known), "eine Maßnahme ist", "Maßnahmen sind"))
    total = "zusammen " if len(known) > 1 else ""
    words = f"{count} mit {total}{format_money(costs)} veranschlagt."
    if funding:
        words += f" Davon sollen {format_money(funding)} aus Förderung kommen; "
        words += f"{format_money(own)} trägt die Kommune oder der Träger."
    columns = (
        TableColumn("Maßnahme", width=4.6),
        TableColumn("Kosten", Kind.MONEY, width=2.2),
        TableColumn("Förderung", Kind.MONEY, width=2.2),
        TableColumn("Eigenanteil", Kind.MONEY, width=2.2),
        TableColumn("Fördermittelgeber", width=3.2),
    )
    rows = tuple((line.title, line.costs, line.funding, line.own, line.source or None) for line in known)
    totals = ("Summe", costs, funding or None, own, "") if len(known) > 1 else None
    table = without_empty(Table(columns, rows, "Kosten und Finanzierung", totals, compact=True))
    blocks: list[Block] = [Paragraph(words), table]
    chart = money_bars(
        "Finanzierung der Maßnahmen",
        ("Förderung", "Eigenanteil"),
        [(line.title, (line.funding or 0, line.own or 0)) for line in known],
    )
    return [*blocks, chart] if chart is not None and len(known) > 1 else blocks

"""„Was wurde aus den Ergebnissen?“: findings and what became of them, to be told to those who were asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from coordinator_app.common.german import plural
from coordinator_app.documents.content import (
    Block,
    Document,
    Letterhead,
    Paragraph,
    Table,
    TableColumn,
    Text,
    bold,
)
from coordinator_app.domain.outcomes import Outcome


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One need (`id`): the findings behind it and what became of it."""

    number: str
    title: str
    findings: tuple[str, ...]
    outcome: Outcome
    sentence: str
    id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsReport:
    """The report; `source` says whose findings are told („Befragung“), "" = all."""

    source: str
    rows: tuple[ResultRow, ...]
    letterhead: Letterhead | None = None


def build(report: ResultsReport) -> Document:
    """The report as a document."""
    blocks: list[Block] = [Paragraph(_opening(report))]
    if report.rows:
        blocks.append(results_table(report.rows))
    return Document(
        title="Was wurde aus den Ergebnissen?",
        subtitle=f"Ergebnisse aus: {report.source}" if report.source else "",
        subject="Rückmeldung zu Ergebnissen",
        letterhead=report.letterhead,
        footer="Was wurde aus den Ergebnissen?",
        blocks=tuple(blocks),
    )


def results_table(rows: Sequence[ResultRow]) -> Table:
    """The needs with their findings and what became of them."""
    return Table(
        columns=(
            TableColumn("Was sich gezeigt hat", width=5),
            TableColumn("Was daraus wurde", width=6),
            TableColumn("Stand", width=2),
        ),
        rows=tuple((_findings(row), row.sentence, row.outcome) for row in rows),
        caption="Ergebnisse und was daraus wurde",
    )


def _opening(report: ResultsReport) -> str:
    if not report.rows:
        return "Es liegen noch keine Ergebnisse vor, aus denen Bedarfe geworden sind."
    return f"{plural(len(report.rows), 'Thema', 'Themen')}: {enumerated(report.rows)}."


def enumerated(rows: Sequence[ResultRow]) -> str:
    """„2 umgesetzt, 3 in Umsetzung, 1 noch offen“, the furthest first."""
    counts = [(outcome, sum(row.outcome is outcome for row in rows)) for outcome in reversed(list(Outcome))]
    return ", ".join(f"{count} {outcome.label}" for outcome, count in counts if count)


def _findings(row: ResultRow) -> Text:
    lines = [f"\n{finding}" for finding in row.findings]
    return (bold(" ".join(filter(None, (row.number, row.title)))), *lines)

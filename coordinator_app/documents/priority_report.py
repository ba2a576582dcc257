"""Prioritätenbericht: how a round came to its ranking, what was decided and why the rest was not chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coordinator_app.common.german import (
    NBSP,
    counted,
    enumerate_words,
    format_date,
    format_decimal,
    format_integer,
    format_long_date,
    format_percent,
    plural,
    sentence_start,
)
from coordinator_app.documents import priority_report_parts as parts
from coordinator_app.documents.chart_description import ChartDescription, ChartKind, Series
from coordinator_app.documents.content import (
    Block,
    BulletList,
    Chart,
    Document,
    Heading,
    KeyValues,
    Letterhead,
    Notice,
    Paragraph,
    SourceNote,
    Style,
    Table,
    TableColumn,
    Text,
    missing,
)
from coordinator_app.documents.levels import lowered
from coordinator_app.documents.prose import prose
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.priorities import Criterion, Decision, RoundStatus
from coordinator_app.domain.ranking import Move, Sensitivity, Standing, TieBreak


@dataclass(frozen=True, slots=True)
class RankedNeed:
    """One need of the round: its standing, what was decided (None = not yet) and its evidence in sentences."""

    title: str
    number: str
    standing: Standing
    decision: Decision | None
    reason: str
    evidence: tuple[str, ...]
    dissent_criterion: str
    projects: tuple[str, ...]
    responsible: str = ""
    runs_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityReport:
    """All the report says. `persons` gave dots; `matrix` sets `matrix_criterion` against the other criteria."""

    title: str
    body: str
    status: RoundStatus
    year: int | None
    frozen_on: date | None
    resolution: str
    criteria: tuple[Criterion, ...]
    raters: int
    max_priorities: int
    needs: tuple[RankedNeed, ...]
    sensitivity: Sensitivity
    uses_scores: bool = True
    uses_dots: bool = False
    dots_per_person: int = 0
    persons: int = 0
    matrix_criterion: str = ""
    matrix: tuple[parts.MatrixNeed, ...] = ()
    moves: tuple[Move, ...] = ()
    previous: str = ""
    letterhead: Letterhead | None


def build(report: PriorityReport) -> Document:
    """The report as a document; before the round is resolved it is marked as a draft."""
    blocks: list[Block] = [KeyValues(tuple(_facts(report)))]
    if report.status is not RoundStatus.RESOLVED:
        blocks.append(
            Notice("Die Runde ist noch nicht beschlossen. Rangfolge und Werte können sich ändern.", "Entwurf")
        )
    blocks += _ranking(report)
    if report.uses_dots:
        rows = [(need.title, need.standing.dots) for need in report.needs]
        blocks += parts.dots(rows, report.dots_per_person, report.persons)
    if report.matrix_criterion:
        blocks += parts.matrix(report.matrix, report.matrix_criterion)
    blocks += [*_decisions(report), *parts.comparison(report.moves, report.previous)]
    blocks += [*_evidence(report), *_method(report)]
    return Document(
        title="Prioritätenbericht",
        subtitle=report.title,
        subject=f"Priorisierungsrunde {report.year}" if report.year else "Priorisierungsrunde",
        letterhead=report.letterhead,
        footer=f"Prioritätenbericht · {report.title}",
        blocks=tuple(blocks),
    )


def chapter_blocks(report: PriorityReport, *, is_later: bool = False) -> tuple[Block, ...]:
    """A chapter of another report: who decided what and when, the ranking, the decisions, the method; level 2 on.

    `is_later`: the ranking was decided after the period of that report, which the chapter says.
    """
    ranked = _ranked(report)
    blocks: list[Block] = [Paragraph(_summary(report, is_later=is_later))]
    if ranked:
        blocks += [_chart(ranked), _table(report)] if report.uses_scores else [_dots_table(ranked)]
        blocks += _ties(ranked)
    return (*blocks, *lowered((*_decisions(report), *_method(report)), 1))


def _summary(report: PriorityReport, *, is_later: bool) -> str:
    who = f" im Gremium „{report.body}“" if report.body else ""
    when = f" am {format_long_date(report.frozen_on)}" if report.frozen_on else ""
    number = f" ({report.resolution})" if report.resolution else ""
    start = "Nach dem Berichtszeitraum wurde" if is_later else "Es wurde"
    rated = sentence_start(counted(len(report.needs), "ein Bedarf wurde", "Bedarfe wurden"))
    how = f" {rated} dafür von {counted(report.raters, 'einer Stelle', 'Bewertenden')}"
    how += (
        f" nach {counted(len(report.criteria), 'einem Kriterium', 'Kriterien')} bewertet."
        if report.uses_scores
        else " bewertet."
    )
    chosen = sum(need.decision is Decision.PRIORITY for need in report.needs)
    gilt = sentence_start(counted(chosen, "ein Bedarf gilt", "Bedarfe gelten"))
    result = f" {gilt} seither als Priorität." if chosen else ""
    return f"{start}{who}{when} die Rangfolge „{report.title}“ beschlossen{number}.{how}{result}"


def _facts(report: PriorityReport) -> list[tuple[str, Text]]:
    facts: list[tuple[str, Text]] = [
        ("Gremium", report.body or missing("Gremium")),
        ("Stand", report.status.label),
        ("Bewertende", format_integer(report.raters)),
        ("Bedarfe", format_integer(len(report.needs))),
    ]
    if report.frozen_on:
        facts.append(("Festgeschrieben", format_long_date(report.frozen_on)))
    if report.status is RoundStatus.RESOLVED:
        facts.append(("Beschluss", report.resolution or missing("Beschluss")))
    return facts


def _ranked(report: PriorityReport) -> list[RankedNeed]:
    return [need for need in report.needs if need.standing.rank]


def _ranking(report: PriorityReport) -> list[Block]:
    blocks: list[Block] = [Heading(1, "Rangfolge")]
    ranked = _ranked(report)
    if not ranked:
        return [*blocks, Paragraph("Es liegen noch keine Bewertungen vor.")]
    if report.uses_scores:
        blocks += [_chart(ranked), _table(report)]
    else:
        blocks.append(_dots_table(ranked))
    blocks += _ties(ranked)
    first = min(report.sensitivity.leaders, len(ranked))
    if first < len(ranked) and report.uses_scores:
        blocks.append(Paragraph(_firmness_sentence(first, report.sensitivity.leaders_stay)))
        blocks += parts.firmness(report.sensitivity, [(need.standing.need, need.title) for need in ranked])
    return blocks


def _table(report: PriorityReport) -> Table:
    return Table(
        columns=(
            TableColumn("Rang", Kind.INTEGER, width=1),
            TableColumn("Bedarf", width=6),
            TableColumn("Wert", Kind.TEXT, width=1.2),
            TableColumn("Spannweite", Kind.TEXT, width=1.8),
            TableColumn("Einigkeit", width=2.4),
        ),
        rows=tuple(_ranking_row(need) for need in report.needs),
        caption="Rangfolge der Bedarfe (5 = höchster Vorrang)",
    )


def _dots_table(ranked: Sequence[RankedNeed]) -> Table:
    return Table(
        columns=(
            TableColumn("Rang", Kind.INTEGER, width=1),
            TableColumn("Bedarf", width=7),
            TableColumn("Klebepunkte", Kind.INTEGER, width=1.6),
            TableColumn("Belegarten", Kind.INTEGER, width=1.6),
        ),
        rows=tuple((need.standing.rank, need.title, need.standing.dots, need.standing.evidence) for need in ranked),
        caption="Rangfolge der Bedarfe nach Klebepunkten",
    )


def _ties(ranked: Sequence[RankedNeed]) -> list[Block]:
    """How equal values were told apart."""
    found: list[Block] = []
    for rule in (TieBreak.DOTS, TieBreak.EVIDENCE):
        titles = [f"„{need.title}“" for need in ranked if need.standing.tie_break is rule]
        if titles:
            words = f"Bei gleichem Wert entschieden die {rule.label}: {enumerate_words(titles)}."
            found.append(Paragraph(words, style=Style.SMALL))
    if any(need.standing.tied for need in ranked):
        found.append(Paragraph("Bei gleichem Rang entscheidet das Gremium über die Reihenfolge.", style=Style.SMALL))
    return found


def _firmness_sentence(first: int, firmness: float) -> str:
    who = "bleibt der erste Rang" if first == 1 else f"bleiben die ersten {first} Bedarfe"
    return (
        f"Werden die Gewichte der Kriterien zufällig um bis zu ±20{NBSP}% verändert, {who} in "
        f"{format_percent(firmness, 0)} von 1.000 Rechenläufen unverändert vorn."
    )


def _chart(scored: Sequence[RankedNeed]) -> Chart:
    values = [float(need.standing.value or 0) for need in scored]
    spreads = [need.standing.spread for need in scored]
    description = ChartDescription(
        kind=ChartKind.INTERVAL,
        title="Rangfolge mit Spannweite der Bewertungen",
        categories=tuple(need.title for need in scored),
        series=(
            Series(
                "Wert",
                tuple(values),
                low=tuple(spread.lowest if spread else None for spread in spreads),
                high=tuple(spread.highest if spread else None for spread in spreads),
            ),
        ),
        decimals=2,
        counts=tuple(need.standing.raters for need in scored),
    )
    return Chart(description)


def _ranking_row(need: RankedNeed) -> tuple[Text | int | None, ...]:
    standing = need.standing
    if standing.value is None or standing.spread is None:
        return (None, need.title, None, None, "nicht bewertet")
    figures = (float(standing.value), standing.spread.lowest, standing.spread.highest)
    value, low, high = (format_decimal(figure, 2, fixed=True) for figure in figures)
    agreement = f"uneinig bei „{need.dissent_criterion}“" if standing.dissent else "einig"
    return (standing.rank, need.title, value, f"{low} bis {high}", agreement)


def _decisions(report: PriorityReport) -> list[Block]:
    decided = [need for need in report.needs if need.decision is not None]
    if not decided:
        return []
    blocks: list[Block] = [Heading(1, "Entscheidung")]
    chosen = [need for need in decided if need.decision is Decision.PRIORITY]
    others = [need for need in decided if need.decision is not Decision.PRIORITY]
    blocks.append(_chosen(chosen))
    if others:
        blocks.append(Heading(2, "Nicht als Priorität gewählt"))
        blocks.append(
            Table(
                columns=(
                    TableColumn("Bedarf", width=4),
                    TableColumn("Entscheidung", width=2.5),
                    TableColumn("Begründung", width=6),
                ),
                rows=tuple((need.title, need.decision, need.reason or missing("Begründung")) for need in others),
                caption="Übrige Bedarfe mit Begründung",
            )
        )
    reasons = [need for need in chosen if need.reason.strip()]
    for need in reasons:
        blocks += [Heading(2, need.title), *prose(need.reason)]
    return blocks


def _chosen(chosen: Sequence[RankedNeed]) -> Table:
    """The priorities; who is responsible and until when only where it is said."""
    offices = any(need.responsible for need in chosen)
    terms = any(need.runs_until for need in chosen)
    columns = [TableColumn("Priorität", width=5)]
    columns += [TableColumn("Zuständig", width=3)] if offices else []
    columns += [TableColumn("Gilt bis", Kind.DATE, width=1.8)] if terms else []
    rows = tuple(
        (
            need.title,
            *([need.responsible or None] if offices else []),
            *([need.runs_until] if terms else []),
            ", ".join(need.projects) or "noch keine",
        )
        for need in chosen
    )
    return Table(
        columns=(*columns, TableColumn("Projekte und Angebote dazu", width=5)),
        rows=rows,
        caption="Prioritäten mit Projekten und Angeboten",
        empty_text="Es wurde keine Priorität festgelegt.",
    )


def _evidence(report: PriorityReport) -> list[Block]:
    blocks: list[Block] = [Heading(1, "Belege")]
    for need in report.needs:
        blocks.append(Heading(2, f"{need.number} {need.title}".strip()))
        if need.evidence:
            blocks.append(BulletList(need.evidence))
        else:
            blocks.append(Paragraph("Zu diesem Bedarf ist kein Beleg erfasst."))
    return blocks if report.needs else []


def _method(report: PriorityReport) -> list[Block]:
    limit = f"Als Priorität gelten höchstens {plural(report.max_priorities, 'Bedarf', 'Bedarfe')}."
    if not report.uses_scores:
        words = "Jede Person verteilt Klebepunkte; der Bedarf mit den meisten Punkten steht vorn. "
        return [Heading(1, "Vorgehen"), Paragraph(words + limit)]
    return [
        Heading(1, "Vorgehen"),
        Paragraph(
            "Jede Person bewertet jeden Bedarf je Kriterium von 1 bis 5; „weiß nicht“ zählt nicht mit. "
            "Der Wert eines Bedarfs ist das gewichtete Mittel der Mediane der Kriterien. Als uneinig gilt ein Bedarf, "
            "wenn bei einem Kriterium die mittlere Hälfte der Bewertungen mindestens zwei Punkte auseinanderliegt. "
            + limit
        ),
        *parts.criteria(report.criteria),
        SourceNote(f"eigene Erhebung, {_source_date(report)}"),
    ]


def _source_date(report: PriorityReport) -> str:
    if report.frozen_on:
        return f"festgeschrieben am {format_date(report.frozen_on)}"
    return str(report.year) if report.year else "laufende Runde"

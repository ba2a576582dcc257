"""Chapter „Zahlen und Fakten dazu“ of the answer to an inquiry."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coordinator_app.common.german import enumerate_words, format_date, plural
from coordinator_app.documents.content import (
    Block,
    BulletList,
    Heading,
    ListItem,
    Paragraph,
    Table,
    TableColumn,
    missing,
)
from coordinator_app.documents.report_papers import NeedFacts, sourced
from coordinator_app.documents.report_situation import series_figure, series_title, series_words
from coordinator_app.documents.series_sheet import RecordedSeries
from coordinator_app.domain.fields import Kind

NO_TOPIC = "Thema der Anfrage"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectLine:
    """A project or offer on the topic."""

    title: str
    carrier: str = ""
    period: str = ""
    status: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionLine:
    """A resolution on the topic."""

    number: str
    title: str
    decided_on: date | None = None
    state: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryFacts:
    """What was found and chosen on a topic; `findings` are (statement, survey)."""

    topic: str
    as_of: date
    needs: tuple[NeedFacts, ...] = ()
    projects: tuple[ProjectLine, ...] = ()
    decisions: tuple[DecisionLine, ...] = ()
    series: tuple[RecordedSeries, ...] = ()
    findings: tuple[tuple[str, str], ...] = ()


def inquiry_blocks(facts: InquiryFacts | None) -> tuple[Block, ...]:
    """All that is known; None = no topic was chosen."""
    if facts is None:
        return (Paragraph(missing(NO_TOPIC)),)
    counted = [
        plural(len(entries), one, many)
        for entries, one, many in (
            (facts.needs, "Bedarf", "Bedarfe"),
            (facts.projects, "Projekt oder Angebot", "Projekte und Angebote"),
            (facts.decisions, "Beschluss", "Beschlüsse"),
            (facts.series, "Kennzahl", "Kennzahlen"),
            (facts.findings, "Befund aus Befragungen", "Befunde aus Befragungen"),
        )
        if entries
    ]
    about = f"Zum Thema „{facts.topic}“" if facts.topic else "Zur gewählten Auswahl"
    if not counted:
        return (Paragraph(f"{about} liegen dem Kommunalen Präventionsrat keine Angaben vor."),)
    verb = "liegt" if len(counted) == 1 and counted[0].startswith("1 ") else "liegen"
    stand = f"(Stand: {format_date(facts.as_of)})"
    blocks: list[Block] = [Paragraph(f"{about} {verb} {stand} vor: {enumerate_words(counted)}.")]
    return (*blocks, *_series(facts.series), *_needs(facts.needs), *_projects(facts.projects), *_rest(facts))


def _series(found: Sequence[RecordedSeries]) -> list[Block]:
    blocks: list[Block] = []
    for each in found:
        blocks += [Heading(2, series_title(each)), *series_words(each), *series_figure(each)]
    return blocks


def _needs(needs: Sequence[NeedFacts]) -> list[Block]:
    if not needs:
        return []
    lead = "Festgestellt wurde folgender Bedarf:" if len(needs) == 1 else "Festgestellt wurden folgende Bedarfe:"
    items = tuple(ListItem(_title(need), tuple(sourced(*pair) for pair in need.evidence)) for need in needs)
    return [Heading(2, "Bedarf"), Paragraph(lead, keep=True), BulletList(items)]


def _title(need: NeedFacts) -> str:
    first = need.description.strip().split("\n")[0]
    return f"{need.title}: {first}" if first else need.title


def _projects(projects: Sequence[ProjectLine]) -> list[Block]:
    if not projects:
        return []
    columns = (
        TableColumn("Projekt oder Angebot", width=4),
        TableColumn("Träger", width=3),
        TableColumn("Zeitraum", width=2.4),
        TableColumn("Stand", width=2),
    )
    rows = tuple((line.title, line.carrier or None, line.period or None, line.status) for line in projects)
    described = tuple(f"{line.title}: {line.description}" for line in projects if line.description)
    blocks: list[Block] = [Heading(2, "Projekte und Angebote"), Table(columns, rows, "Projekte und Angebote zum Thema")]
    return [*blocks, BulletList(described)] if described else blocks


def _rest(facts: InquiryFacts) -> list[Block]:
    blocks: list[Block] = []
    if facts.decisions:
        columns = (
            TableColumn("Nummer", width=2.2),
            TableColumn("Beschlossen am", Kind.DATE, width=2.4),
            TableColumn("Beschluss", width=5.4),
            TableColumn("Umsetzung", width=2),
        )
        rows = tuple((line.number, line.decided_on, line.title, line.state) for line in facts.decisions)
        blocks += [Heading(2, "Beschlüsse"), Table(columns, rows, "Beschlüsse zum Thema")]
    if facts.findings:
        items = tuple(sourced(statement, f"Erhebung „{survey}“") for statement, survey in facts.findings)
        blocks += [Heading(2, "Ergebnisse aus Befragungen"), BulletList(items)]
    return blocks

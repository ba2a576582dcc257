"""Chapters of papers for a council: Beschlussvorschlag, Kenntnisnahme, Sachverhalt, Beratungsfolge, Anlagen."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from coordinator_app.common.german import enumerate_words, format_money, plural
from coordinator_app.documents.content import (
    Block,
    Boxed,
    BulletList,
    Heading,
    LabelledItem,
    LabelledList,
    ListItem,
    NumberedList,
    Paragraph,
    Table,
    TableColumn,
    Text,
    footnote,
    missing,
)
from coordinator_app.documents.prose import prose
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.outcomes import quoted

NOT_PUBLIC = "Der Sachverhalt ist nicht öffentlich."


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedFacts:
    """A need behind the matter with what backs it: (statement, source)."""

    title: str
    description: str = ""
    evidence: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectFacts:
    """A project of the matter; `partners` are organisations, `goals` sentences."""

    title: str
    description: str = ""
    activities: str = ""
    period: str = ""
    status: str = ""
    carrier: str = ""
    partners: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedFacts:
    """A resolution taken in the matter before."""

    number: str
    title: str
    body: str = ""
    decided_on: date | None = None
    sentence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterFacts:
    """What is known of the matter of a paper; `hidden` = its text may not be told in this variant."""

    text: str = ""
    hidden: bool = False
    wants_text: bool = False
    needs: tuple[NeedFacts, ...] = ()
    projects: tuple[ProjectFacts, ...] = ()
    decided: tuple[DecidedFacts, ...] = ()
    more: tuple[Block, ...] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """A body that dealt or will deal with the matter; `day` None = not set yet."""

    body: str
    day: date | None = None
    purpose: str = ""
    public: bool | None = None
    result: str = ""


# --- Beschlussvorschlag and Kenntnisnahme ---------------------------------------------------------------------------


def proposal_blocks(wordings: Sequence[str]) -> tuple[Block, ...]:
    """The wording to be decided, set off; several are numbered."""
    said = [wording.strip() for wording in wordings if wording.strip()]
    if not said:
        return (Paragraph(missing("Beschlussvorschlag")),)
    if len(said) > 1:
        return (Boxed((NumberedList(tuple(said)),)),)
    return (Boxed(prose(said[0])),)


def project_proposal(title: str, *, period: str = "", carrier: str = "", costs: int | None = None) -> str:
    """A project as a proposal: what is to be carried out, by whom, when, for how much."""
    by = f" durch {carrier}" if carrier else ""
    words = f"Das Projekt {quoted(title)} wird{by} wie im Sachverhalt beschrieben durchgeführt."
    if period:
        words += f" Vorgesehener Zeitraum: {period}."
    return words + (f" Die Gesamtkosten betragen {format_money(costs)}." if costs else "")


def priorities_proposal(chosen: Sequence[tuple[str, str]]) -> tuple[Block, ...]:
    """The priorities of a round as a proposal; `chosen` are (need, „bis 31.12.2028, zuständig: …“) by rank."""
    if not chosen:
        return (Paragraph(missing("Beschlussvorschlag")),)
    lead = Paragraph("Als Schwerpunkte der kommunalen Prävention werden beschlossen:", keep=True)
    items = tuple(f"{title} ({more})" if more else title for title, more in chosen)
    return (Boxed((lead, NumberedList(items))),)


def noted_blocks(what: str) -> tuple[Block, ...]:
    """The sentence of a paper for information."""
    return (Boxed((Paragraph(f"{what} zur Kenntnis genommen."),)),)


# --- Sachverhalt ----------------------------------------------------------------------------------------------------


def matter_blocks(facts: MatterFacts) -> tuple[Block, ...]:
    """What is known of the matter: its text, the needs behind it, the projects, what was decided before."""
    blocks: list[Block] = []
    if facts.hidden:
        blocks.append(Paragraph(NOT_PUBLIC))
    elif facts.text.strip():
        blocks += prose(facts.text)
    elif facts.wants_text:
        blocks.append(Paragraph(missing("Sachverhalt")))
    for project in facts.projects:
        blocks += _project(project)
    if facts.needs:
        blocks += [Heading(2, "Anlass und Bedarf"), *(_needs(facts.needs))]
    blocks += facts.more
    if facts.decided:
        blocks += [Heading(2, "Bisherige Beschlüsse"), BulletList(tuple(_decided(item) for item in facts.decided))]
    return tuple(blocks)


def _project(project: ProjectFacts) -> list[Block]:
    blocks: list[Block] = [Heading(2, f"Projekt {quoted(project.title)}")]
    if project.description:
        blocks += prose(project.description)
    sentences: list[str] = []
    if project.carrier:
        sentences.append(f"Träger ist {project.carrier}.")
    if project.partners:
        verb = "Beteiligt ist" if len(project.partners) == 1 else "Beteiligt sind"
        sentences.append(f"{verb} {enumerate_words(project.partners)}.")
    if project.groups:
        sentences.append(f"Zielgruppen: {', '.join(project.groups)}.")
    if project.places:
        sentences.append(f"Gebiet: {', '.join(project.places)}.")
    if project.period:
        sentences.append(f"Zeitraum: {project.period}{f' (Stand: {project.status})' if project.status else ''}.")
    if sentences:
        blocks.append(Paragraph(" ".join(sentences)))
    if project.activities:
        blocks += prose(project.activities)
    if project.goals:
        lead = "Erreicht werden soll:" if len(project.goals) == 1 else "Erreicht werden sollen:"
        blocks += [Paragraph(lead, keep=True), BulletList(project.goals)]
    return blocks


def _needs(needs: Sequence[NeedFacts]) -> list[Block]:
    verb = "liegt ein festgestellter Bedarf" if len(needs) == 1 else f"liegen {len(needs)} festgestellte Bedarfe"
    blocks: list[Block] = [Paragraph(f"Zugrunde {verb}:", keep=True)]
    return [*blocks, BulletList(tuple(_need(need) for need in needs))]


def _need(need: NeedFacts) -> ListItem:
    first = need.description.strip().split("\n")[0]
    words = f"{need.title}: {first}" if first else need.title
    return ListItem(words, tuple(sourced(statement, source) for statement, source in need.evidence))


def sourced(statement: str, source: str) -> Text:
    """A statement with its source as a footnote."""
    return (statement, footnote(f"Quelle: {source}")) if source else statement


def _decided(item: DecidedFacts) -> str:
    by = " ".join(filter(None, (item.number, f"({item.body})" if item.body else "")))
    day = f" vom {item.decided_on:%d.%m.%Y}" if item.decided_on else ""
    return f"Beschluss {by}{day}: {item.title}." + (f" {item.sentence}" if item.sentence else "")


def findings_blocks(statements: Sequence[str]) -> tuple[Block, ...]:
    """What a survey found, in the sentences kept of it."""
    return (Heading(2, "Wichtige Ergebnisse"), BulletList(tuple(statements))) if statements else ()


# --- Beratungsfolge, Anlagen ----------------------------------------------------------------------------------------


def consultation_blocks(stations: Sequence[Station]) -> tuple[Block, ...]:
    """The bodies in the order of their days; those without a day last."""
    if not stations:
        return (Paragraph("Die Beratungsfolge ist noch nicht festgelegt."),)
    columns = (
        TableColumn("Gremium", width=4.4),
        TableColumn("Sitzung am", Kind.DATE, width=2.2),
        TableColumn("Beratung", width=2.4),
        TableColumn("Zweck", width=2.6),
        TableColumn("Ergebnis", width=4),
    )
    ordered = sorted(stations, key=lambda station: (station.day is None, station.day or date.min))
    rows = tuple(
        (
            station.body,
            station.day or "Termin offen",
            "" if station.public is None else ("öffentlich" if station.public else "nicht öffentlich"),
            station.purpose,
            station.result or None,
        )
        for station in ordered
    )
    return (Table(columns, rows),)


def enclosure_blocks(titles: Sequence[str]) -> tuple[Block, ...]:
    """The attachments with their numbers."""
    if not titles:
        return (Paragraph("Der Vorlage sind keine Anlagen beigefügt."),)
    count = plural(len(titles), "Anlage ist", "Anlagen sind")
    items = tuple(LabelledItem(f"Anlage {number}", title) for number, title in enumerate(titles, 1))
    return (Paragraph(f"{count} beigefügt:", keep=True), LabelledList(items))

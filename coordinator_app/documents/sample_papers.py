"""Papers about a sample: the plan with its field calendar, the record of a draw with the record of deletion."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from coordinator_app.common.german import format_date, format_date_time, format_decimal, format_integer, plural
from coordinator_app.documents.content import (
    Alignment,
    Block,
    BulletList,
    Document,
    Heading,
    KeyValues,
    Letterhead,
    Notice,
    Paragraph,
    Signature,
    Signatures,
    Style,
    Table,
    TableColumn,
    Text,
    bold,
    missing,
)
from coordinator_app.domain.field_calendar import SCHOOL_HOLIDAYS, FieldDay
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.register_draw import METHOD, DrawFacts
from coordinator_app.domain.sample_plan import AllocationOutlook, Expectation, Outlook
from coordinator_app.domain.sampling import SampleDraw
from coordinator_app.domain.surveys import Survey


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPaper:
    """What the plan is printed from; `legal` and `calendar_notes` are sentences."""

    survey: Survey
    town: str
    expected: Expectation
    needed: int
    outlook: Outlook
    population: int | None
    allocations: Sequence[AllocationOutlook] = ()
    calendar: Sequence[FieldDay]
    calendar_notes: Sequence[str]
    legal: Sequence[str]
    letterhead: Letterhead | None = None


def points(value: float) -> str:
    """„± 4,9“ percentage points; „–“ when nothing can be said."""
    return "–" if math.isinf(value) else f"± {format_decimal(value, 1, fixed=True)}"


def _plan_facts(paper: PlanPaper) -> list[tuple[str, Text]]:
    seen, expected = paper.outlook, paper.expected
    facts: list[tuple[str, Text]] = [
        ("Erhebung", paper.survey.title),
        ("Grundgesamtheit", paper.survey.population or missing("Grundgesamtheit")),
        ("Befragte", paper.survey.target_age.label),
        ("Personen", format_integer(paper.population) if paper.population else missing("Personen im Melderegister")),
        ("Gewünschte Antworten", format_integer(expected.wanted)),
        ("Erwarteter Rücklauf", f"{expected.returned} % der zugestellten Schreiben"),
        ("Unzustellbar", f"{expected.undeliverable} % der Schreiben"),
        ("Nötige Anschreiben", format_integer(paper.needed)),
        ("Geplante Anschreiben", format_integer(seen.letters)),
        ("Erwartete Antworten", format_integer(seen.answers)),
        ("Schwankung (95 %)", f"{points(seen.points)} Prozentpunkte bei einem Anteil von 50 %"),
    ]
    if seen.strata:
        effect = format_decimal(seen.design_effect, 2, fixed=True)
        facts.append(("Designeffekt", f"{effect} (1,00 = Anschreiben im Verhältnis der Einwohner)"))
    return facts


def sample_plan_document(paper: PlanPaper) -> Document:
    """The plan of the sample for decision and file."""
    seen = paper.outlook
    blocks: list[Block] = []
    if paper.legal:
        blocks.append(_gate(paper.legal))
    blocks += [
        KeyValues(tuple(_plan_facts(paper))),
        Paragraph(
            "Anschreiben = gewünschte Antworten ÷ Rücklauf ÷ (1 − unzustellbar), aufgerundet. Die Schwankung gilt für "
            "einfache Zufallsauswahl mit Endlichkeitskorrektur, mit Schichten für die geschichtete Auswahl.",
            style=Style.SMALL,
        ),
    ]
    if seen.strata:
        blocks += [Heading(1, "Schichten"), _strata(seen)]
        blocks.append(BulletList(seen.sentences))
    if paper.allocations:
        blocks.append(Paragraph("So genau würde es je nach Verteilung der Anschreiben (Prozentpunkte):", keep=True))
        blocks.append(BulletList(tuple(each.sentence for each in paper.allocations)))
    blocks += [Heading(1, "Feldkalender"), _calendar(paper.calendar)]
    blocks.append(BulletList((*paper.calendar_notes, SCHOOL_HOLIDAYS)))
    return Document(
        title="Stichprobenplan",
        subtitle=paper.survey.title,
        subject="Stichprobe",
        author=paper.town,
        letterhead=paper.letterhead,
        blocks=tuple(blocks),
        footer=paper.town,
    )


def _gate(legal: Sequence[str]) -> Notice:
    words = plural(len(legal), "Prüfpunkt ist", "Prüfpunkte sind")
    return Notice(
        f"{words} noch nicht mit „ja“ beantwortet, siehe Checkliste vor dem Druck.",
        title="Recht und Datenschutz noch nicht geklärt",
    )


def _strata(seen: Outlook) -> Table:
    rows = tuple(
        (each.title, each.persons, each.letters, each.answers, points(each.points), each.comparison.label)
        for each in seen.strata
    )
    return Table(
        columns=(
            TableColumn("Schicht", width=2.4),
            TableColumn("Personen", Kind.INTEGER, width=1.6),
            TableColumn("Anschreiben", Kind.INTEGER, width=2),
            TableColumn("Antworten erwartet", Kind.INTEGER, width=1.8),
            TableColumn("Schwankung in Punkten", width=2, alignment=Alignment.RIGHT),
            TableColumn("Vergleich", width=2.7),
        ),
        rows=rows,
        totals=(
            *("Zusammen", sum(each.persons for each in seen.strata), seen.letters, seen.answers),
            *(points(seen.points), ""),
        ),
        caption="Schichten der Stichprobe",
    )


def _calendar(days: Sequence[FieldDay]) -> Table:
    return Table(
        columns=(
            TableColumn("Schritt", width=3),
            TableColumn("Tag", Kind.DATE, width=1.5),
            TableColumn("Hinweis", width=4),
        ),
        rows=tuple(
            (
                each.title,
                each.day,
                "; ".join(filter(None, ("Vorschlag" if each.proposed and each.day else "", each.note))),
            )
            for each in days
        ),
    )


# --- Record of a draw -----------------------------------------------------------------------------------------


def draw_record(
    draw: SampleDraw, facts: DrawFacts, survey: Survey, town: str, *, letterhead: Letterhead | None = None
) -> Document:
    """The record of a draw and of the deletion of its addresses; it names no person."""
    blocks: list[Block] = [KeyValues(_record_facts(draw, facts, survey))]
    if facts.excluded:
        blocks += [
            Heading(1, "Nicht in der Auswahlgrundlage"),
            Table(
                columns=(TableColumn("Grund", width=5), TableColumn("Personen", Kind.INTEGER, width=1.5)),
                rows=facts.excluded,
                totals=("Zusammen", sum(count for _, count in facts.excluded)),
            ),
        ]
    if facts.strata:
        blocks += [Heading(1, "Schichten"), _drawn(facts)]
    if draw.one_per_household:
        passed = plural(facts.passed_over, "Person wurde", "Personen wurden")
        blocks.append(Paragraph(f"{passed} übergangen, weil aus dem Haushalt schon jemand gezogen war."))
    if facts.remarks:
        blocks += [Heading(1, "Bemerkungen"), BulletList(facts.remarks)]
    blocks += _deletion(draw)
    return Document(
        title="Ziehungs- und Löschprotokoll",
        subtitle=f"{survey.title}: {draw.title}",
        subject="Stichprobe",
        author=town,
        letterhead=letterhead,
        blocks=tuple(blocks),
        footer=town,
    )


def _record_facts(draw: SampleDraw, facts: DrawFacts, survey: Survey) -> tuple[tuple[str, Text], ...]:
    return (
        ("Erhebung", survey.title),
        ("Gezogen am", format_date_time(draw.drawn_at) if draw.drawn_at else missing("Tag der Ziehung")),
        ("Quelldatei", facts.source or missing("Quelldatei")),
        ("Prüfsumme (SHA-256)", _in_groups(draw.file_hash) or missing("Prüfsumme der Quelldatei")),
        ("Startzahl", str(draw.seed)),
        ("Verfahren", METHOD),
        ("Alter", _ages(facts)),
        ("Je Haushalt", "höchstens eine Person" if draw.one_per_household else "ohne Begrenzung"),
        ("Personen in der Datei", format_integer(facts.rows)),
        ("Auswahlgrundlage", format_integer(draw.frame)),
        ("Gezogen", format_integer(draw.drawn)),
        ("Geschriebene Dateien", ", ".join(facts.files) or "keine"),
    )


def _in_groups(checksum: str) -> str:
    """A checksum as people compare it: eight characters at a time."""
    return " ".join(checksum[start : start + 8] for start in range(0, len(checksum), 8))


def _ages(facts: DrawFacts) -> str:
    parts = [f"ab {facts.youngest} Jahren" if facts.youngest is not None else ""]
    parts.append(f"bis {facts.oldest} Jahre" if facts.oldest is not None else "")
    words = " ".join(filter(None, parts))
    if not words:
        return "in der Datei nicht angegeben, nicht geprüft"
    return f"{words}, gezählt am {format_date(facts.day)}"


def _drawn(facts: DrawFacts) -> Table:
    return Table(
        columns=(
            TableColumn("Schicht", width=4),
            TableColumn("Auswahlgrundlage", Kind.INTEGER, width=2),
            TableColumn("Gewünscht", Kind.INTEGER, width=1.6),
            TableColumn("Gezogen", Kind.INTEGER, width=1.6),
        ),
        rows=tuple((each.title, each.frame, each.wanted, each.drawn) for each in facts.strata),
        totals=(
            "Zusammen",
            *(sum(getattr(each, name) for each in facts.strata) for name in ("frame", "wanted", "drawn")),
        ),
        caption="Auswahlgrundlage und Ziehung",
    )


def _deletion(draw: SampleDraw) -> list[Block]:
    deleted = draw.deleted_on is not None
    day = bold(format_date(draw.deleted_on)) if deleted else missing("Tag der Löschung")
    found: list[Block] = [
        Heading(1, "Löschung der Anschriften"),
        Paragraph(
            "Der Auszug aus dem Melderegister, die Seriendruckdatei und alle Kopien davon werden gelöscht, sobald sie "
            "für Anschreiben und Erinnerung nicht mehr gebraucht werden. In der Datei des Präventionsrates standen zu "
            "keiner Zeit Anschriften.",
            keep=True,
        ),
        Paragraph(("Gelöscht am ", day, " durch: ", draw.deleted_by or missing("Stelle")), keep=True),
        Signatures((Signature("Für die Richtigkeit (Funktion, Unterschrift)"),)),
    ]
    return found

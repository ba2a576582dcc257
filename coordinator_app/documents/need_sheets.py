"""Bedarfsblatt and Bedarfsregister: what is known about needs, one by one or by Handlungsfeld."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from coordinator_app.common.german import NBSP, format_date, plural
from coordinator_app.documents.content import (
    Block,
    Document,
    Heading,
    KeyValues,
    Letterhead,
    Paragraph,
    Style,
    Table,
    TableColumn,
    Text,
    missing,
)
from coordinator_app.documents.prose import prose
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.need_offers import Coverage, Factor
from coordinator_app.domain.need_states import phase_words
from coordinator_app.domain.needs import Direction, Evidence, Need, NeedKind, NeedStep

_NOWHERE = "Ohne Handlungsfeld"


@dataclass(frozen=True, slots=True)
class OfferLine:
    """A project or offer of a need; `coverage` None = not judged."""

    title: str
    state: str
    coverage: Coverage | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedSheet:
    """All a paper says about one need; references are words already, evidence comes with the label of its kind."""

    need: Need
    field: str
    offence: str
    areas: tuple[str, ...]
    places: tuple[str, ...]
    groups: tuple[str, ...]
    responsible: str
    rank: str
    evidence: tuple[tuple[str, Evidence], ...]
    kinds: int
    factors: tuple[Factor, ...]
    offers: tuple[OfferLine, ...]
    coverage: Coverage
    gap: str
    steps: tuple[NeedStep, ...]
    next_step: str


@dataclass(frozen=True, slots=True)
class Frame:
    """Town, day and head of the paper."""

    town: str
    as_of: date
    letterhead: Letterhead | None


def build_sheet(sheet: NeedSheet, frame: Frame) -> Document:
    """One need with its facts, evidence, causes, offers and course."""
    blocks = [KeyValues(tuple(_facts(sheet))), *_parts(sheet, 1), *_course(sheet)]
    number = f"{sheet.need.number} · " if sheet.need.number else ""
    return _document("Bedarfsblatt", sheet.need.title, f"{number}Stand {format_date(frame.as_of)}", frame, blocks)


def build_register(sheets: Sequence[NeedSheet], frame: Frame, *, narrowed: str = "") -> Document:
    """All needs by Handlungsfeld: first a table of all, then each with its evidence and what answers it."""
    blocks: list[Block] = [Paragraph(_summary(sheets), style=Style.LEAD), _overview(sheets)]
    for field, found in groupby(sheets, key=_field):
        blocks.append(Heading(1, field))
        for sheet in found:
            blocks.append(Heading(2, sheet.need.title, label=sheet.need.number))
            blocks += [KeyValues(tuple(_facts(sheet))), *_parts(sheet, 3)]
    words = " · ".join(part for part in (narrowed, f"Stand {format_date(frame.as_of)}") if part)
    return _document("Bedarfsregister", words, "Bedarfe mit Belegen, Ursachen und Angeboten", frame, blocks)


def _document(title: str, subtitle: str, subject: str, frame: Frame, blocks: Sequence[Block]) -> Document:
    return Document(
        title=title,
        subtitle=subtitle,
        subject=subject,
        author=frame.town,
        letterhead=frame.letterhead,
        footer=f"{title} · {frame.town}" if frame.town else title,
        blocks=tuple(blocks),
    )


def _field(sheet: NeedSheet) -> str:
    return sheet.field or _NOWHERE


def _summary(sheets: Sequence[NeedSheet]) -> str:
    backed = sum(sheet.kinds >= 2 for sheet in sheets)
    bare = sum(sheet.coverage is Coverage.NONE and not _is_strength(sheet) for sheet in sheets)
    return (
        f"{plural(len(sheets), 'Bedarf', 'Bedarfe')}; {backed} davon mit mindestens zwei unabhängigen Arten von "
        f"Belegen, {bare} ohne Deckung durch ein laufendes Angebot."
    )


def _overview(sheets: Sequence[NeedSheet]) -> Table:
    columns = (
        TableColumn("Nr.", width=1.2),
        TableColumn("Bedarf", width=5),
        TableColumn("Handlungsfeld", width=3.2),
        TableColumn("Status", width=2.2),
        TableColumn("Belege", Kind.INTEGER, width=1.2),
        TableColumn("Deckung", width=1.8),
    )
    rows = tuple(
        (
            sheet.need.number or None,
            sheet.need.title,
            sheet.field or None,
            sheet.need.status.label,
            len(sheet.evidence),
            None if _is_strength(sheet) else sheet.coverage.label,
        )
        for sheet in sheets
    )
    return Table(columns, rows, caption="Bedarfe im Überblick", compact=True, empty_text="Es gibt keinen Bedarf.")


def _facts(sheet: NeedSheet) -> list[tuple[str, Text]]:
    need = sheet.need
    status = " · ".join(part for part in (need.status.label, phase_words(need.status)) if part)
    pairs: list[tuple[str, Text]] = [
        ("Art", need.need_kind.label),
        ("Status", status),
        ("Handlungsfeld", sheet.field or missing("Handlungsfeld")),
        ("Priorität", sheet.rank),
        ("Gebiete", ", ".join(sheet.areas)),
        ("Orte", ", ".join(part for part in (*sheet.places, need.place) if part)),
        ("Zielgruppen", ", ".join(sheet.groups)),
        ("Betroffene", need.affected),
        ("Deliktgruppe", sheet.offence),
        ("Seit", need.since),
        ("Erstmals gemeldet", format_date(need.first_reported)),
        ("Zuständig", sheet.responsible),
    ]
    return [(key, value) for key, value in pairs if value]


def _parts(sheet: NeedSheet, level: int) -> Iterable[Block]:
    if sheet.need.description.strip():
        yield Heading(level, "Beschreibung")
        yield from prose(sheet.need.description)
    yield Heading(level, "Belege")
    if sheet.evidence:
        kinds = plural(sheet.kinds, "unabhängige Art", "unabhängige Arten")
        yield _evidence_table(sheet)
        yield Paragraph(f"Der Bedarf stützt sich auf {kinds} von Belegen.", style=Style.SMALL)
    else:
        yield Paragraph("Es gibt noch keinen Beleg.")
    if sheet.factors or sheet.need.causes.strip():
        yield Heading(level, "Vermutete Ursachen")
        yield from prose(sheet.need.causes)
        if sheet.factors:
            yield _factor_table(sheet.factors)
    yield Heading(level, "Projekte und Angebote")
    if sheet.offers:
        yield _offer_table(sheet.offers)
    if not _is_strength(sheet):
        yield Paragraph(_coverage_words(sheet))
    elif not sheet.offers:
        yield Paragraph("Noch baut kein Projekt darauf auf.")


def _is_strength(sheet: NeedSheet) -> bool:
    """Strengths want no coverage: projects build on them."""
    return sheet.need.need_kind is NeedKind.STRENGTH


def _coverage_words(sheet: NeedSheet) -> str:
    if sheet.coverage is Coverage.NONE:
        return f"Der Bedarf ist nicht gedeckt: {sheet.gap}."
    return f"Der Bedarf ist {'voll' if sheet.coverage is Coverage.FULL else 'teilweise'} gedeckt."


def _evidence_table(sheet: NeedSheet) -> Table:
    columns = (
        TableColumn("Art", width=2.4),
        TableColumn("Aussage", width=5),
        TableColumn("Quelle", width=3),
        TableColumn("Datum", Kind.DATE, width=1.7),
        TableColumn("Gewicht", width=1.6),
    )
    rows = tuple(
        (
            kind or None,
            item.statement,
            item.source or None,
            item.observed,
            "dagegen" if item.direction is Direction.CONTRADICTS else item.strength.label,
        )
        for kind, item in sheet.evidence
    )
    return Table(columns, rows, compact=True)


def _factor_table(factors: Sequence[Factor]) -> Table:
    columns = (
        TableColumn("Faktor", width=2.2),
        TableColumn("Ursache", width=5),
        TableColumn("Bereich", width=2.6),
        TableColumn("Gewicht", Kind.INTEGER, width=1.3),
        TableColumn("Woher wir das wissen", width=2.8),
    )
    rows = tuple(
        (each.factor_kind.label, each.text, each.level.label, each.importance, each.backed_by or "Vermutung")
        for each in factors
    )
    return Table(columns, rows, compact=True)


def _offer_table(offers: Sequence[OfferLine]) -> Table:
    columns = (
        TableColumn("Projekt oder Angebot", width=4),
        TableColumn("Status", width=2),
        TableColumn("Deckung", width=2),
        TableColumn("Begründung", width=4),
    )
    rows = tuple(
        (
            offer.title,
            offer.state,
            offer.coverage.label if offer.coverage else "nicht beurteilt",
            offer.reason or None,
        )
        for offer in offers
    )
    return Table(columns, rows, compact=True)


def _course(sheet: NeedSheet) -> list[Block]:
    blocks: list[Block] = [Heading(1, "Verlauf")]
    if sheet.steps:
        columns = (
            TableColumn("Datum", Kind.DATE, width=1.6),
            TableColumn("Status", width=2.4),
            TableColumn("Grund", width=6),
        )
        rows = tuple(
            (step.moved_on, step.new_status.label if step.new_status else None, step.reason or None)
            for step in reversed(sheet.steps)
        )
        blocks.append(Table(columns, rows, compact=True))
    else:
        blocks.append(Paragraph("Seit der Meldung hat sich der Status nicht geändert."))
    if sheet.next_step:
        blocks.append(Paragraph(f"Nächster{NBSP}Schritt: {sheet.next_step}"))
    return blocks

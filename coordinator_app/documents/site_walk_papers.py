"""Papers of a site walk: the form to take along (Begehungsbogen) and the report (Begehungsbericht)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coordinator_app.common.german import format_date, format_decimal, format_weekday_date, plural
from coordinator_app.documents.content import (
    Alignment,
    Block,
    BulletList,
    Document,
    Figure,
    Heading,
    KeyValues,
    Letterhead,
    Notice,
    Orientation,
    Paragraph,
    Row,
    Style,
    Table,
    TableColumn,
    missing,
)
from coordinator_app.documents.prose import prose
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.site_walks import BAD, RATING_WORDS, SiteWalk, rating_text

LINE = "_" * 34
BOXES = "☐ 1  ☐ 2  ☐ 3  ☐ 4  ☐ 5"
EMPTY_ROWS = 8
SAFETY = (
    "Bitte keine Personen fotografieren und keine Namen notieren. Fotos zeigen Orte: eine Übersicht und das Detail."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkFinding:
    """A finding as it is printed; `follow_up` says what came of it."""

    number: int
    spot: str = ""
    feature: str = ""
    rating: int | None = None
    text: str = ""
    measure: str = ""
    responsible: str = ""
    follow_up: str = ""


@dataclass(frozen=True, slots=True)
class WalkPhoto:
    """A picture that may leave the house."""

    image: bytes
    alt: str
    caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkPaper:
    """What both papers say; `features` are those of the town's catalogue."""

    walk: SiteWalk
    area: str = ""
    features: Sequence[str] = ()
    findings: Sequence[WalkFinding] = ()
    means: Sequence[tuple[str, int, float]] = ()
    photos: Sequence[WalkPhoto] = ()
    kept_photos: int = 0
    as_of: date
    letterhead: Letterhead | None = None


def walk_form(paper: WalkPaper) -> Document:
    """The form for the clipboard: head, what to look at, lines for findings with boxes for the rating."""
    walk = paper.walk
    head = KeyValues(
        (
            ("Ort", ", ".join(part for part in (walk.place, paper.area) if part) or LINE),
            ("Datum, Uhrzeit", format_weekday_date(walk.walked_on) + ", " + LINE[:12] if walk.walked_on else LINE),
            ("Tageszeit, Licht", walk.time_of_day or LINE),
            ("Wetter", walk.weather or LINE),
            ("Teilnehmende (Funktionen)", walk.participants or LINE),
        )
    )
    scale = ", ".join(f"{value} = {word}" for value, word in RATING_WORDS.items())
    features = Table(
        (TableColumn("Merkmal", width=4), TableColumn("Bewertung", width=4), TableColumn("Bemerkung", width=9)),
        tuple((feature, BOXES, "") for feature in paper.features),
        caption="Eindruck insgesamt",
        row_height=7,
    )
    return Document(
        title="Begehungsbogen",
        subtitle=walk.title,
        subject="Begehung",
        letterhead=paper.letterhead,
        orientation=Orientation.LANDSCAPE,
        blocks=(
            head,
            Paragraph(f"Bewertung: {scale}.", style=Style.SMALL),
            features,
            _finding_lines(paper),
            Notice(SAFETY),
        ),
    )


def _finding_lines(paper: WalkPaper) -> Table:
    columns = (
        TableColumn("Nr.", width=0.9),
        TableColumn("Stelle", width=4),
        TableColumn("Merkmal", width=3),
        TableColumn("Bewertung", width=4.2),
        TableColumn("Befund", width=6.5),
        TableColumn("Maßnahme, zuständig", width=5),
        TableColumn("Foto", width=1.4),
    )
    known: list[Row] = [
        (str(each.number), each.spot, each.feature, BOXES, each.text, each.measure, "☐") for each in paper.findings
    ]
    empty = max(EMPTY_ROWS - len(known), 3)
    known += [(str(len(known) + number), "", "", BOXES, "", "", "☐") for number in range(1, empty + 1)]
    return Table(columns, tuple(known), caption="Befunde an einzelnen Stellen", row_height=15)


def walk_report(paper: WalkPaper) -> Document:
    """What was found: facts, summary, findings with measures, means by feature, pictures."""
    walk = paper.walk
    facts = (
        ("Ort", ", ".join(part for part in (walk.place, paper.area) if part) or missing("Ort")),
        ("Datum", format_weekday_date(walk.walked_on) or missing("Datum")),
        ("Tageszeit", walk.time_of_day),
        ("Wetter", walk.weather),
        ("Teilnehmende", walk.participants),
        ("Anlass", walk.occasion),
        ("Stand", walk.state.label),
    )
    blocks: list[Block] = [KeyValues(tuple((label, text) for label, text in facts if text))]
    blocks += [Heading(1, "Zusammenfassung")]
    blocks += prose(walk.summary) if walk.summary.strip() else [Paragraph(_counted(paper.findings))]
    if paper.findings:
        blocks += _findings(paper.findings)
    if paper.means:
        blocks += [Heading(1, "Bewertung nach Merkmalen"), _means(paper.means)]
    measures = [each for each in paper.findings if each.measure]
    if measures:
        blocks += [Heading(1, "Maßnahmen"), BulletList(tuple(_measure(each) for each in measures))]
    if paper.photos:
        blocks.append(Heading(1, "Bilder"))
        blocks += [Figure(photo.image, photo.alt, photo.caption, width=0.7) for photo in paper.photos]
    if paper.kept_photos:
        kept = plural(paper.kept_photos, "Bild ist", "Bilder sind")
        text = f"{kept} nicht enthalten, weil Einwilligung oder Beschreibung fehlen."
        blocks.append(Paragraph(text, style=Style.SMALL))
    blocks.append(Paragraph(f"Stand: {format_date(paper.as_of)}.", style=Style.SMALL))
    return Document(
        title="Begehungsbericht",
        subtitle=walk.title,
        subject="Begehung",
        letterhead=paper.letterhead,
        blocks=tuple(blocks),
    )


def _counted(findings: Sequence[WalkFinding]) -> str:
    if not findings:
        return "Noch kein Befund eingetragen."
    bad = sum((each.rating or 0) >= BAD for each in findings)
    words = plural(len(findings), "Befund", "Befunde")
    return f"{words}, davon {bad} mit „{RATING_WORDS[4]}“ oder „{RATING_WORDS[5]}“ bewertet."


def _findings(findings: Sequence[WalkFinding]) -> list[Block]:
    columns = (
        TableColumn("Nr.", Kind.INTEGER, width=0.9),
        TableColumn("Stelle", width=3.2),
        TableColumn("Merkmal", width=2.6),
        TableColumn("Bewertung", width=2.3),
        TableColumn("Befund", width=6),
        TableColumn("Folge", width=3),
    )
    rows = tuple(
        (
            each.number,
            each.spot or None,
            each.feature or None,
            rating_text(each.rating) or None,
            each.text,
            each.follow_up or None,
        )
        for each in findings
    )
    return [Heading(1, "Befunde"), Table(columns, rows, caption="Befunde")]


def _means(means: Sequence[tuple[str, int, float]]) -> Table:
    columns = (
        TableColumn("Merkmal", width=6),
        TableColumn("Befunde", Kind.INTEGER, width=2),
        TableColumn("Mittelwert (1 gut bis 5 schlecht)", width=5, alignment=Alignment.RIGHT),
    )
    rows = tuple(
        (feature or "ohne Merkmal", count, format_decimal(mean, 1, fixed=True)) for feature, count, mean in means
    )
    return Table(columns, rows, caption="Mittelwerte der Bewertungen")


def _measure(each: WalkFinding) -> str:
    spot = f"{each.spot}: " if each.spot else ""
    who = f" – {each.responsible}" if each.responsible else ""
    return f"{spot}{each.measure}{who}"

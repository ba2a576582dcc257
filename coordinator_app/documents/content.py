"""The neutral document: what a builder returns and what every renderer (Word, PDF, Excel) takes.

Builders are pure functions *plain data → Document* and never know a file format. All nodes are frozen;
text is plain German text: any Unicode is allowed, renderers escape it, so builders must not.

- `Text` is accepted wherever words stand: a string, a `Run` (bold, italic, link) or a tuple of both.
  A line break in it is a line break on paper, a tab is a tab. There is no empty paragraph for distance.
- The title of the `Document` is printed at its top; `Heading` levels start at 1 and never skip one.
- A value that should be there and is not: `missing("Ort der Sitzung")` prints a visible marker and shows up
  in `warnings_of(document)`. A value that may be empty: `None` in a table cell prints „–“, `""` stays blank.

Example::

    Document(
        title="Niederschrift",
        subtitle="über die 4. Sitzung der Lenkungsgruppe am 26. November 2026",
        letterhead=Letterhead(("Stadt Mühlwerda", "Kommunaler Präventionsrat", "Geschäftsstelle, Markt 1")),
        blocks=(
            KeyValues((("Ort", "Rathaus, Ratssaal"), ("Leitung", missing("Leitung")))),
            Table((TableColumn("Festlegung"), TableColumn("Frist", Kind.DATE)), rows=((task.title, task.due_on),)),
            Signatures((Signature("Leitung der Sitzung"), Signature("Schriftführung"))),
        ),
    )
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Any, TypeAlias, cast

from coordinator_app.documents.certificate_page import CertificatePage
from coordinator_app.documents.contents_lists import Contents, FigureList, TableList
from coordinator_app.documents.figures import Chart, Figure
from coordinator_app.documents.letter_opening import LetterOpening
from coordinator_app.documents.margin_note import MarginNote
from coordinator_app.documents.text import REPLACEMENT, clean, has_control, unprintable
from coordinator_app.domain.fields import Kind


class Alignment(Enum):
    """Where the lines of a paragraph or a table column stand."""

    LEFT = auto()
    CENTER = auto()
    RIGHT = auto()


class Orientation(Enum):
    """How an A4 page lies."""

    PORTRAIT = auto()
    LANDSCAPE = auto()


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one look; `link` is an absolute address (https:, mailto:), "" = none.

    `is_missing` marks a gap the reader must see (made by `missing`). Text that was taken out is `struck` through,
    text put in is `inserted` (underlined). In a table cell `tint` 1 (little) to 5 (much) colours the whole cell.
    A `note` stands at the foot of the page, its number behind the text; not in headings, captions, table heads.
    """

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""
    is_missing: bool = False
    struck: bool = False
    inserted: bool = False
    tint: int = 0
    note: str = ""


Text: TypeAlias = str | Run | tuple[str | Run, ...]


def missing(what: str) -> Run:
    """Mark a gap visibly: `what` names in German the value that should be there („Ort der Sitzung“)."""
    return Run(f"[{what} fehlt]", is_missing=True)


def bold(text: str) -> Run:
    """Text in bold."""
    return Run(text, bold=True)


def footnote(text: str) -> Run:
    """A source or remark at the foot of the page, to stand right behind the words it belongs to."""
    return Run("", note=text)


def runs(text: Text) -> tuple[Run, ...]:
    """Any accepted text as runs; empty text gives no run."""
    parts = text if isinstance(text, tuple) else (text,)
    found = (part if isinstance(part, Run) else Run(part) for part in parts)
    return tuple(run for run in found if run.text or run.note)


def plain(text: Text) -> str:
    """Any accepted text without its look."""
    return "".join(run.text for run in runs(text))


# --- Blocks -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 4; kept with the block that follows. `label` stands before it („TOP 2“).

    In a numbered document one with a label has no number, nor has one that is not `numbered` and what is below it.
    """

    level: int
    text: str
    label: str = ""
    numbered: bool = True


class Style(Enum):
    """What a paragraph is."""

    BODY = auto()
    LEAD = auto()  # opening paragraph, slightly larger
    SMALL = auto()  # hints, sources, legal small print


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `keep` keeps it on one page with the block that follows."""

    text: Text
    alignment: Alignment = Alignment.LEFT
    style: Style = Style.BODY
    keep: bool = False


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item of a list with items below it (at most two levels in all)."""

    text: Text
    items: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class BulletList:
    """A list whose order does not matter."""

    items: tuple[Text | ListItem, ...]


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A list numbered 1., 2., … from `start`."""

    items: tuple[Text | ListItem, ...]
    start: int = 1


@dataclass(frozen=True, slots=True)
class LabelledItem:
    """One line of a `LabelledList`; `detail` is a smaller second line („Berichterstattung: …, 15 Minuten“)."""

    label: str
    text: Text
    detail: Text = ""


@dataclass(frozen=True, slots=True)
class LabelledList:
    """Items with labels of their own in a hanging column: agenda („TOP 1“, „4.2“), enclosures („Anlage 1“)."""

    items: tuple[LabelledItem, ...]


@dataclass(frozen=True, slots=True)
class KeyValues:
    """Facts at the head of a document: bold key left, value right of it."""

    pairs: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column; `kind` formats the cells and aligns them (numbers, money and dates right).

    `width` is a share of the line relative to the other columns (0 = from the content). `alignment`
    overrides what the kind says.
    """

    label: str
    kind: Kind = Kind.TEXT
    width: float = 0
    alignment: Alignment | None = None


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A row across the whole table that heads the rows below it."""

    text: str


Row: TypeAlias = tuple[Any, ...] | GroupRow


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose header row repeats on every page and whose rows are never split.

    A row is a tuple with one cell per column (or a `GroupRow`): `Text`, or the typed value of the column's
    kind (int, float, cents, date, bool, vocabulary member). None prints „–“, "" stays blank. `caption` gets
    „Tabelle n:“ before it. `totals` is one more row in bold. `row_height` in millimetres makes room for
    handwriting (0 = as the text needs), `compact` sets smaller type for many columns. `empty_text` is printed
    instead of a table without rows.
    """

    columns: tuple[TableColumn, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    totals: tuple[Any, ...] | None = None
    row_height: float = 0
    compact: bool = False
    empty_text: str = "Keine Einträge."


@dataclass(frozen=True, slots=True)
class Boxed:
    """Blocks set off by a bar at the left, not split across pages: a Beschluss with its vote."""

    blocks: tuple["Paragraph | BulletList | NumberedList", ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A framed remark for the reader: „Entwurf“, funding sentence, confidentiality."""

    text: Text
    title: str = ""


@dataclass(frozen=True, slots=True)
class SourceNote:
    """Where numbers come from, directly below a table, figure or chart: printed as „Quelle: …“."""

    text: Text


@dataclass(frozen=True, slots=True)
class Signature:
    """A line to sign on; `name` below it where it is known."""

    role: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """Signature lines side by side (two in a row), never alone on a page; `place` = „Mühlwerda, den“."""

    entries: tuple[Signature, ...]
    place: str = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks on pages of their own that lie another way than the document (a wide table as enclosure)."""

    blocks: tuple["Block", ...]
    orientation: Orientation = Orientation.LANDSCAPE


Block: TypeAlias = (
    Heading
    | Paragraph
    | BulletList
    | NumberedList
    | LabelledList
    | KeyValues
    | Table
    | Boxed
    | Notice
    | Figure
    | Chart
    | SourceNote
    | Signatures
    | PageBreak
    | Contents
    | FigureList
    | TableList
    | LetterOpening
    | MarginNote
    | CertificatePage
    | Section
)


# --- Document ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Head of the first page: lines (the first one bold) and the town's arms (PNG or JPEG) at the right."""

    lines: tuple[str, ...]
    logo: bytes = b""
    logo_alt: str = "Wappen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole document.

    `title` and `subtitle` are printed at the top and become document properties with `subject` and `author`.
    `footer` stands left in the footer, „Seite x von y“ right. `marking` stands at the top of every page
    („Entwurf“, „nicht öffentlich“). `created` is written into the file (None = no date, so that the same
    content gives the same bytes). In another `language` than German `page_words` says „Seite … von …“; Word sets a
    language that is written from right to left that way. A `title_page` has the title a third down the first page.
    In a `numbered` document the headings of level 1 to 3 get 1, 1.1, 1.1.1. `chart_pictures` prints charts in Word as
    pictures, for programs that draw native charts badly.
    """

    title: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    subject: str = ""
    author: str = ""
    language: str = "de-DE"
    page_words: str = "Seite {page} von {pages}"
    letterhead: Letterhead | None = None
    footer: str = ""
    marking: str = ""
    orientation: Orientation = Orientation.PORTRAIT
    line_numbers: bool = False
    chart_pictures: bool = False
    title_page: bool = False
    numbered: bool = False
    created: datetime | None = None


# --- Helpers for builders ---------------------------------------------------------------------------------


def walk(node: Any) -> Iterator[Any]:
    """Every node of a document below `node`, in reading order, containers before their content."""
    yield node
    if isinstance(node, tuple):
        for part in cast("tuple[Any, ...]", node):
            yield from walk(part)
    elif hasattr(node, "__dataclass_fields__"):
        for name in node.__dataclass_fields__:
            yield from walk(getattr(node, name))


def warnings_of(document: Document) -> tuple[str, ...]:
    """Collect what a person should look at before the document leaves the house, each line once."""
    found: list[str] = []
    for node in walk(document):
        if isinstance(node, Run) and node.is_missing:
            found.append(node.text.strip("[]"))
        elif isinstance(node, LetterOpening) and node.address[-1:] == (missing("Postanschrift").text,):
            found.append(f"Postanschrift fehlt: {node.address[0]}")
        elif isinstance(node, str) and has_control(node):
            found.append(f"Steuerzeichen entfernt in „{clean(node)[:40]}“")
        elif isinstance(node, str) and (lost := unprintable(node)):
            found.append(f"Im PDF nicht darstellbar (als {REPLACEMENT} gedruckt): {lost[:20]}")
    return tuple(dict.fromkeys(found))

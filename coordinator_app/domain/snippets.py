"""Text blocks (Textbausteine) that are typed by their short code.

A block may hold fields in braces („{datum}“) that are filled when it is set in, and „…“ where words are still to be
typed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from coordinator_app.common.errors import UserError
from coordinator_app.domain.fields import Kind, Record, attribute
from coordinator_app.domain.vocabulary import Vocabulary


class SnippetUse(Vocabulary):
    """Where a text block is offered first."""

    ANYWHERE = "anywhere", "überall"
    MINUTES = "minutes", "Niederschrift"
    RESOLUTION = "resolution", "Beschluss"
    LETTER = "letter", "Anschreiben"


@dataclass(frozen=True, kw_only=True, slots=True)
class Snippet(Record):
    """A text block; `code` is what is typed to get it."""

    kind: ClassVar[str] = "snippet"
    label: ClassVar[str] = "Textbaustein"
    plural: ClassVar[str] = "Textbausteine"
    title_field: ClassVar[str] = "title"

    code: str = attribute("Kürzel", required=True, max_length=30, help="Zum Beispiel „bf“ für die Beschlussfähigkeit.")
    title: str = attribute("Bezeichnung", required=True, max_length=200)
    text: str = attribute("Text", Kind.LONG_TEXT, required=True, max_length=20_000)
    use: SnippetUse = attribute("Verwendung", Kind.CHOICE, choices=SnippetUse, default=SnippetUse.ANYWHERE)


GAP = "…"  # where words are still to be typed

FIELDS: dict[str, str] = {
    "datum": "Tag der Sitzung, zum Beispiel 26.11.2026",
    "uhrzeit": "Uhrzeit von jetzt, zum Beispiel 17:42",
    "gremium": "Name des Gremiums",
    "sitzung": "Titel der Sitzung",
    "ort": "Ort der Sitzung",
    "leitung": "wer die Sitzung leitet",
    "schriftführung": "wer das Protokoll führt",
    "top": "Nummer des Punktes, zum Beispiel TOP 5",
    "titel": "Titel des Punktes",
    "vorschlag": "Beschlussvorschlag des Punktes",
    "anwesend": "Zahl der anwesenden Stimmberechtigten",
    "mitglieder": "Zahl aller Stimmberechtigten",
    "beschlussfähig": "„beschlussfähig“ oder „nicht beschlussfähig“",
    "nächste sitzung": "Tag der nächsten Sitzung",
}

_FIELD = re.compile(r"\{\s*([^{}]+?)\s*\}")
_CODE = re.compile(r"[^\W_][\w.+-]*")
_BEFORE = re.compile(r"[^\W_][\w.+-]*$")


@dataclass(frozen=True, slots=True)
class Filled:
    """A text block ready to be set in; `gap` is where the first „…“ stands (None = there is none).

    `missing` names fields that are unknown or have no value here; they stay in braces, so that nobody overlooks them.
    """

    text: str
    gap: int | None
    missing: tuple[str, ...] = ()


def fill(text: str, values: Mapping[str, str]) -> Filled:
    """Put values for the fields of a text block."""
    missing: list[str] = []

    def value(match: re.Match[str]) -> str:
        name = match[1].lower()
        if values.get(name):
            return values[name]
        if match[0] not in missing:
            missing.append(match[0])
        return match[0]

    filled = _FIELD.sub(value, text)
    place = filled.find(GAP)
    return Filled(filled, place if place >= 0 else None, tuple(missing))


def unknown_fields(text: str) -> list[str]:
    """Fields in braces that no text block knows."""
    return [match[0] for match in _FIELD.finditer(text) if match[1].lower() not in FIELDS]


def check_code(code: str) -> str:
    """The code without blanks around it; `UserError` when it could not be typed as one word."""
    plain = code.strip()
    if not _CODE.fullmatch(plain):
        raise UserError(
            "Ein Kürzel ist ein kurzes Wort aus Buchstaben und Ziffern ohne Leerzeichen, zum Beispiel „bf“.",
            help_topic="textbausteine",
        )
    return plain


def code_before(text: str) -> str:
    """The word at the end of a text, as it would be the code of a text block; "" after a blank."""
    match = _BEFORE.search(text)
    return match[0] if match else ""


SHIPPED: tuple[tuple[str, str, str, SnippetUse], ...] = (
    (
        "er",
        "Eröffnung und Begrüßung",
        "{leitung} eröffnet die Sitzung um {uhrzeit} Uhr und begrüßt die Anwesenden.",
        SnippetUse.MINUTES,
    ),
    (
        "bf",
        "Beschlussfähigkeit",
        "Es sind {anwesend} von {mitglieder} Stimmberechtigten anwesend. Das Gremium ist {beschlussfähig}.",
        SnippetUse.MINUTES,
    ),
    (
        "la",
        "Ordnungsgemäße Ladung",
        "Gegen Form und Frist der Ladung werden keine Einwände erhoben.",
        SnippetUse.MINUTES,
    ),
    (
        "to",
        "Tagesordnung festgestellt",
        "Die Tagesordnung wird in der vorliegenden Fassung festgestellt.",
        SnippetUse.MINUTES,
    ),
    (
        "toe",
        "Tagesordnung erweitert",
        "Die Tagesordnung wird um den Punkt „…“ erweitert. Die Dringlichkeit wird damit begründet, dass …",
        SnippetUse.MINUTES,
    ),
    (
        "ns",
        "Niederschrift ohne Einwände",
        "Zur Niederschrift der letzten Sitzung gibt es keine Einwendungen.",
        SnippetUse.MINUTES,
    ),
    (
        "ne",
        "Einwendung zur Niederschrift",
        "… bittet, die Niederschrift der letzten Sitzung wie folgt zu ändern: …",
        SnippetUse.MINUTES,
    ),
    ("zk", "Zur Kenntnis genommen", "Das Gremium nimmt den Bericht zur Kenntnis.", SnippetUse.ANYWHERE),
    ("be", "Bericht", "… berichtet über den Stand: …", SnippetUse.MINUTES),
    ("vs", "Vorstellung", "… stellt das Vorhaben „…“ vor und beantwortet Fragen.", SnippetUse.MINUTES),
    ("au", "Aussprache", "In der Aussprache werden folgende Punkte angesprochen: …", SnippetUse.MINUTES),
    ("kw", "Keine Wortmeldungen", "Es gibt keine Wortmeldungen.", SnippetUse.MINUTES),
    ("fr", "Nachfrage und Antwort", "… fragt nach … . … antwortet, dass …", SnippetUse.MINUTES),
    ("an", "Anregung", "… regt an, …", SnippetUse.MINUTES),
    (
        "vt",
        "Vertagung",
        "Die Beratung wird auf die nächste Sitzung am {nächste sitzung} vertagt, weil …",
        SnippetUse.MINUTES,
    ),
    (
        "bfg",
        "Befangenheit",
        "… erklärt sich für befangen und nimmt an Beratung und Abstimmung nicht teil.",
        SnippetUse.MINUTES,
    ),
    ("pa", "Unterbrechung", "Die Sitzung wird um {uhrzeit} Uhr unterbrochen.", SnippetUse.MINUTES),
    (
        "nof",
        "Nicht öffentlicher Teil",
        "Ab {uhrzeit} Uhr wird nicht öffentlich beraten. Gäste verlassen den Raum.",
        SnippetUse.MINUTES,
    ),
    ("zu", "Zustimmung zum Vorschlag", "{vorschlag}", SnippetUse.RESOLUTION),
    (
        "em",
        "Empfehlung an den Stadtrat",
        "{gremium} empfiehlt dem Stadtrat, …",
        SnippetUse.RESOLUTION,
    ),
    (
        "ba",
        "Beauftragung",
        "Die Koordinierungsstelle wird beauftragt, … und bis … zu berichten.",
        SnippetUse.RESOLUTION,
    ),
    (
        "ag",
        "Arbeitsgruppe einsetzen",
        "Zum Thema „…“ wird eine Arbeitsgruppe eingesetzt. Ihr gehören an: … . Die Leitung übernimmt …",
        SnippetUse.RESOLUTION,
    ),
    (
        "mi",
        "Mittel bereitstellen",
        "Für das Vorhaben „…“ werden bis zu … € aus dem Präventionsbudget bereitgestellt.",
        SnippetUse.RESOLUTION,
    ),
    ("nt", "Nächster Termin", "Die nächste Sitzung findet am {nächste sitzung} statt.", SnippetUse.MINUTES),
    (
        "sl",
        "Schluss der Sitzung",
        "{leitung} dankt den Anwesenden und schließt die Sitzung um {uhrzeit} Uhr.",
        SnippetUse.MINUTES,
    ),
)

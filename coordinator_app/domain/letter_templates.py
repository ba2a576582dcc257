"""The town's own Word templates for letters and certificates, and the placeholders that may stand in them."""

from dataclasses import dataclass
from difflib import get_close_matches
from typing import ClassVar

from coordinator_app.domain.fields import Kind, Record, attribute
from coordinator_app.domain.vocabulary import Vocabulary


class TemplatePurpose(Vocabulary):
    """What is written on a template."""

    LETTER = "letter", "Briefe"
    CERTIFICATE = "certificate", "Urkunden"


@dataclass(frozen=True, kw_only=True, slots=True)
class LetterTemplate(Record):
    """A Word file of the town with placeholders, for letters or certificates; `document_id` is the file."""

    kind: ClassVar[str] = "letter_template"
    label: ClassVar[str] = "Word-Vorlage"
    plural: ClassVar[str] = "Word-Vorlagen"
    title_field: ClassVar[str] = "title"

    title: str = attribute("Bezeichnung", required=True, max_length=200)
    purpose: TemplatePurpose = attribute(
        "Verwendung", Kind.CHOICE, choices=TemplatePurpose, default=TemplatePurpose.LETTER
    )
    document_id: int | None = attribute("Word-Datei", Kind.REFERENCE, target="document")
    body_id: int | None = attribute("Gremium", Kind.REFERENCE, target="body", help="Leer: für alle Gremien.")
    is_default: bool = attribute("Üblich", Kind.YES_NO)


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A word in double braces the program fills in; `personal` ones differ from page to page of one file.

    `parts` makes it a list for a loop: the words each entry has; `sample` then shows its first entry.
    """

    name: str
    meaning: str
    sample: str
    personal: bool = False
    parts: tuple[str, ...] = ()

    @property
    def written(self) -> str:
        """As it stands in the template: „{{ anrede }}“, a list with its loop."""
        if not self.parts:
            return "{{ " + self.name + " }}"
        inside = ", ".join("{{ eintrag." + part + " }}" for part in self.parts)
        return "{% for eintrag in " + self.name + " %}" + inside + "{% endfor %}"


_TOWN: tuple[Placeholder, ...] = (
    Placeholder("datum", "Datum des Briefes", "10. November 2026"),
    Placeholder("ort", "Ort der Kommune", "Musterstadt"),
    Placeholder("kommune", "Name der Kommune", "Stadt Musterstadt"),
    Placeholder("dienststelle", "Dienststelle", "Ordnungsamt"),
    Placeholder("absender", "Absenderzeile über der Anschrift", "Stadt Musterstadt · Markt 1 · 01234 Musterstadt"),
    Placeholder("telefon", "Telefon der Kommune", "01234 567-0"),
    Placeholder("email", "E-Mail der Kommune", "praevention@musterstadt.example"),
    Placeholder("internet", "Internetseite der Kommune", "www.musterstadt.example"),
)

PLACEHOLDERS: tuple[Placeholder, ...] = (
    Placeholder(
        "anschrift",
        "Anschriftfeld, mehrere Zeilen",
        "Jugendhaus „Oase“\nFrau Dr. Anna Muster\nLange Straße 7\n01234 Musterstadt",
        personal=True,
    ),
    Placeholder("name", "Name der Empfängerin oder des Empfängers", "Dr. Anna Muster", personal=True),
    Placeholder("anrede", "Anrede mit Komma", "Sehr geehrte Frau Dr. Muster,", personal=True),
    Placeholder("betreff", "Betreff", "Einladung zur 4. Sitzung der Lenkungsgruppe", personal=True),
    Placeholder("text", "Text des Briefes; am besten in einer eigenen Zeile", "hier steht der Text.", personal=True),
    Placeholder("gruss", "Grußformel", "Mit freundlichen Grüßen", personal=True),
    Placeholder("unterschrift", "Name unter der Unterschrift", "Cornelia Beispiel", personal=True),
    Placeholder("funktion", "Funktion unter der Unterschrift", "Leitung der Sitzung", personal=True),
    Placeholder("anlagen", "Verzeichnis der Anlagen in einer Zeile", "Anlagen: Tagesordnung", personal=True),
    Placeholder("anlagenliste", "Anlagen einzeln, für eine Liste", "Tagesordnung", personal=True, parts=("titel",)),
    Placeholder("zeichen", "Unser Zeichen", "32-KPR", personal=True),
    *_TOWN,
)

CERTIFICATE_PLACEHOLDERS: tuple[Placeholder, ...] = (
    Placeholder("ueberschrift", "Überschrift der Urkunde", "Berufungsurkunde"),
    Placeholder("einleitung", "Zeile über dem Namen", "Hiermit wird", personal=True),
    Placeholder("name", "Name mit Frau oder Herr", "Frau Dr. Anna Muster", personal=True),
    Placeholder("angaben", "Tätigkeit und Einrichtung", "Leiterin, Jugendhaus „Oase“", personal=True),
    Placeholder(
        "text",
        "Was die Urkunde sagt, mit Beginn und Amt; am besten in einer eigenen Zeile",
        "mit Wirkung vom 1. September 2026\nzum stimmberechtigten Mitglied der Lenkungsgruppe berufen.",
        personal=True,
    ),
    Placeholder("dank", "Dank", "Wir danken für die Bereitschaft zur Mitarbeit.", personal=True),
    Placeholder("amt", "Amt im Gremium", "Mitglied", personal=True),
    Placeholder("gremium", "Name des Gremiums", "Lenkungsgruppe Prävention"),
    Placeholder("beginn", "Erster Tag", "1. September 2026", personal=True),
    Placeholder("periode", "Sitzungsperiode; leer, wenn das Gremium keine hat", "2026–2030", personal=True),
    Placeholder("ort_datum", "Ort und Tag der Urkunde", "Musterstadt, den 10. November 2026"),
    Placeholder("unterschrift", "Name unter der Unterschrift", "Cornelia Beispiel"),
    Placeholder("funktion", "Funktion unter der Unterschrift", "Vorsitz"),
    Placeholder("unterschrift2", "Name der zweiten Unterschrift; leer bei einer", "Dr. Jan Probe"),
    Placeholder("funktion2", "Funktion der zweiten Unterschrift", "Vorsitz"),
    *(found for found in _TOWN if found.name in ("ort", "kommune", "dienststelle")),
)


def placeholders(purpose: TemplatePurpose) -> tuple[Placeholder, ...]:
    """What may stand in a template for this purpose."""
    return CERTIFICATE_PLACEHOLDERS if purpose is TemplatePurpose.CERTIFICATE else PLACEHOLDERS


def nearest_placeholder(name: str, purpose: TemplatePurpose = TemplatePurpose.LETTER) -> str:
    """The placeholder somebody probably meant; "" when none is near."""
    names = [entry.name for entry in placeholders(purpose)]
    found = get_close_matches(name.lower(), names, n=1, cutoff=0.6)
    return found[0] if found else ""

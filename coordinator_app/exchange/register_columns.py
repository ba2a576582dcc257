"""The columns of a register extract: what they can be and how the register programs of different makers call them."""

from collections.abc import Sequence
from dataclasses import dataclass

from coordinator_app.exchange.list_subjects import SKIP, ListSubject, heading_key

SALUTATION, TITLE, FIRST, PREFIX, LAST, NAME = "salutation", "title", "first_name", "prefix", "last_name", "name"
STREET, NUMBER, NUMBER_ADDITION, ADDITION = "street", "number", "number_addition", "addition"
POSTCODE, TOWN, POSTCODE_TOWN, DISTRICT = "postcode", "town", "postcode_town", "district"
BORN, AGE, SEX, BLOCKED, HOME, HOUSEHOLD = "born", "age", "sex", "blocked", "home", "household"

_NOT_MEANT = (
    *("uebermittlungssperre", "widerspruch", "geburtsname", "geburtsort", "vertreter", "ehegatte", "schluessel"),
    *("familienstand", "staatsang", "religion", "frueher", "einzug", "auszug", "zuzug", "wegzug", "personenkenn"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterSubject(ListSubject):
    """A list whose unknown columns are left out: nothing about a person is taken along that the draw does not need."""

    def recognise(self, heading: str) -> str | None:
        """As for every list, but not for columns whose names only sound alike („Geburtsort“, „Übermittlungssperre“)."""
        key = heading_key(heading)
        if any(word in key for word in _NOT_MEANT):
            return None
        return super(RegisterSubject, self).recognise(heading)

    def guess(self, header: Sequence[str]) -> tuple[str, ...]:
        """A target for every column; what is unknown or would come twice is left out."""
        found: list[str] = []
        for heading in header:
            target = self.recognise(heading) or SKIP
            found.append(SKIP if target in found and target not in self.several else target)
        return tuple(found)


REGISTER = RegisterSubject(
    key="register",
    label="Auszug aus dem Melderegister",
    one="Person",
    many="Personen",
    targets={
        SKIP: "nicht verwenden",
        SALUTATION: "Anrede",
        TITLE: "Doktorgrad, Titel",
        FIRST: "Vorname",
        PREFIX: "Namensbestandteil („von“)",
        LAST: "Familienname",
        NAME: "Name (Vor- und Familienname)",
        STREET: "Straße (auch mit Hausnummer)",
        NUMBER: "Hausnummer",
        NUMBER_ADDITION: "Zusatz zur Hausnummer",
        ADDITION: "Zusatz zur Anschrift",
        POSTCODE: "Postleitzahl",
        TOWN: "Wohnort",
        POSTCODE_TOWN: "Postleitzahl und Wohnort",
        DISTRICT: "Ortsteil (Schicht)",
        BORN: "Geburtsdatum oder Geburtsjahr",
        AGE: "Alter",
        SEX: "Geschlecht",
        BLOCKED: "Sperrvermerk (§§ 51, 52 BMG)",
        HOME: "Haupt- oder Nebenwohnung",
        HOUSEHOLD: "Kennzeichen des Haushalts",
    },
    synonyms={
        SALUTATION: "anrede",
        TITLE: "titel|doktorgrad|akad grad|akademischer grad|akademischer titel|dr|grad",
        FIRST: "vorname|vornamen|rufname|gebraeuchlicher vorname|vn",
        PREFIX: "namensbestandteil|namensbestandteile|namenszusatz|vorsatzwort|adelstitel",
        LAST: "familienname|nachname|zuname|fam name|famname|ehename|nn",
        NAME: "name|name vorname|vorname name|vor und nachname|nachname vorname|vollstaendiger name",
        STREET: "strasse|strassenname|strasse hausnummer|strasse und hausnummer|str|strasse nr|anschrift|adresse|"
        "str hnr|str nr",
        NUMBER: "hausnummer|hausnr|hnr|nr|haus nr|hausnummer von|hsnr",
        NUMBER_ADDITION: "hausnummernzusatz|zusatz hausnummer|hnr zusatz|hausnr zusatz|buchstabe|hausnummer zusatz|"
        "hausnummernbuchstabe|adresszusatz hnr",
        ADDITION: "adresszusatz|anschriftenzusatz|zusatz|anschrift zusatz|zusatz zur anschrift|co|c o|wohnungsgeber|"
        "wohnungsangabe|zusatzangaben",
        POSTCODE: "plz|postleitzahl",
        TOWN: "ort|wohnort|stadt|gemeinde|gemeindename|wohnort gemeinde",
        POSTCODE_TOWN: "plz ort|plz und ort|postleitzahl ort|plz wohnort",
        DISTRICT: "ortsteil|stadtteil|stadtbezirk|gemarkung|ot|gemeindeteil|ortsteilname|bezirk|schicht|ortschaft|"
        "statistischer bezirk|wahlbezirk",
        BORN: "geburtsdatum|geburtstag|geburtsjahr|geb datum|geb|gebdat|gebdatum|geboren am|geboren|geb jahr|"
        "tag der geburt",
        AGE: "alter|alter in jahren|lebensalter",
        SEX: "geschlecht|geschl|sex|m w|w m|m w d",
        BLOCKED: "sperrvermerk|auskunftssperre|auskunftssperren|sperre|sperren|sperrkennzeichen|bedingter sperrvermerk|"
        "bed sperrvermerk|sperrvermerke|uesp|as|51|52|51 bmg|52 bmg|auskunftsperre|sperrgrund|auskunftssperre 51",
        HOME: "wohnungsstatus|haupt nebenwohnung|hauptwohnung|nebenwohnung|wohnungsart|status der wohnung|hw nw|"
        "art der wohnung|wohnsitz|haupt oder nebenwohnung|wohnstatus",
        HOUSEHOLD: "haushalt|haushaltsnummer|haushalts id|haushaltsnr|haushaltskennzeichen|hh nr|hh id|familienverband",
    },
    several=frozenset({BLOCKED, SKIP}),
    titles=(LAST, NAME),
    words={},
)

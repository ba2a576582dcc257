"""Which column of a foreign project list means which field: the targets and how headings are recognised."""

import re
from collections.abc import Mapping, Sequence

from coordinator_app.common.german import search_form
from coordinator_app.domain.vocabulary import Vocabulary


class Target(Vocabulary):
    """Where a column's content goes."""

    TITLE = "title", "Titel"
    DESCRIPTION = "short_description", "Kurzbeschreibung"
    TYPE = "project_type", "Art"
    STATUS = "status", "Status"
    FIELDS = "fields_of_action", "Handlungsfelder"
    TARGET_GROUPS = "target_groups", "Zielgruppen"
    AGE_GROUPS = "age_groups", "Altersgruppen"
    SETTINGS = "settings", "Settings"
    PREVENTION = "prevention_types", "Präventionsart"
    AREAS = "areas", "Gebiete"
    LOCATION = "location", "Ort"
    CARRIER = "carrier", "Träger"
    RESPONSIBLE = "responsible", "Verantwortlich"
    PARTNERS = "partners", "Partner"
    START = "start", "Beginn"
    END = "end", "Ende"
    PERIOD = "period", "Laufzeit (Beginn–Ende)"
    COSTS = "costs", "Kosten"
    FUNDING = "funding", "Förderung"
    FUNDING_SOURCE = "funding_source", "Fördermittelgeber"
    REACH = "planned_reach", "Geplante Reichweite"
    ACTIVITIES = "activities", "Maßnahmen und Aktivitäten"
    PUBLIC = "is_public", "öffentlich"
    NUMBER = "number", "laufende Nummer (in die Notiz)"
    NOTE = "note", "in die Notiz"
    SKIP = "skip", "nicht übernehmen"


CATALOGUES: Mapping[Target, str] = {
    Target.FIELDS: "field_of_action",
    Target.TARGET_GROUPS: "target_group",
    Target.AGE_GROUPS: "age_group",
    Target.SETTINGS: "setting",
    Target.PREVENTION: "prevention_type",
}
SEVERAL = frozenset({*CATALOGUES, Target.AREAS, Target.PARTNERS, Target.NOTE, Target.SKIP, Target.NUMBER})

_SYNONYMS: Mapping[Target, str] = {
    Target.TITLE: (
        "titel|projekt|projekttitel|projektname|projektbezeichnung|angebot|massnahme|name|bezeichnung|"
        "vorhaben|projekt angebot|name des projekts|name des projektes|projekt massnahme|"
        "angebot projekt|aktion"
    ),
    Target.DESCRIPTION: (
        "kurzbeschreibung|beschreibung|inhalt|inhalte|kurzinhalt|projektbeschreibung|worum geht es|erlaeuterung"
    ),
    Target.TYPE: "art|typ|projektart|angebotsart|form|kategorie",
    Target.STATUS: "status|stand|umsetzungsstand|projektstatus|phase|bearbeitungsstand",
    Target.FIELDS: (
        "handlungsfeld|handlungsfelder|themenfeld|themenfelder|thema|themen|bereich|schwerpunkt|"
        "themengebiet|praeventionsbereich|themenbereich"
    ),
    Target.TARGET_GROUPS: "zielgruppe|zielgruppen|adressaten|teilnehmer|fuer wen|teilnehmende",
    Target.AGE_GROUPS: "alter|altersgruppe|altersgruppen|jahrgang|klasse|klassenstufe|klassenstufen",
    Target.SETTINGS: "setting|settings|lebenswelt|einrichtungsart|handlungsebene",
    Target.PREVENTION: "praeventionsart|praeventionsebene|art der praevention|ansatz",
    Target.AREAS: (
        "kommune|gemeinde|ortsteil|ortsteile|stadtteil|gebiet|gebiete|region|sozialraum|quartier|stadt|stadtgebiet"
    ),
    Target.LOCATION: "ort|veranstaltungsort|adresse|anschrift|standort|wo",
    Target.CARRIER: (
        "traeger|anbieter|organisation|verein|einrichtung|institution|durchfuehrende|durchfuehrung|"
        "veranstalter|traeger ansprechpartner|traeger verein|traeger anbieter|projekttraeger|"
        "antragsteller"
    ),
    Target.RESPONSIBLE: (
        "verantwortlich|verantwortliche|verantwortlicher|ansprechpartner|ansprechpartnerin|ansprechp|"
        "ansprechperson|kontakt|kontaktperson|zustaendig|projektleitung|leitung|ap"
    ),
    Target.PARTNERS: "partner|kooperationspartner|beteiligte|netzwerkpartner|kooperation|mitwirkende|kooperationen",
    Target.START: "beginn|start|von|anfang|seit|startdatum|projektbeginn|laufzeit von|ab|termin|datum",
    Target.END: "ende|bis|enddatum|projektende|laufzeit bis|abschluss|befristet bis",
    Target.PERIOD: "laufzeit|zeitraum|dauer|projektlaufzeit|projektzeitraum|foerderzeitraum|wann",
    Target.COSTS: "kosten|gesamtkosten|kosten gesamt|budget|gesamtausgaben|ausgaben|finanzbedarf|aufwand",
    Target.FUNDING: (
        "foerderung|foerdersumme|foerdermittel|zuwendung|foerderbetrag|zuschuss|davon foerderung|bewilligt|mittel"
    ),
    Target.FUNDING_SOURCE: (
        "foerdermittelgeber|geldgeber|foerderprogramm|foerderer|finanzierung|finanzierung durch|programm"
    ),
    Target.REACH: "reichweite|teilnehmerzahl|anzahl teilnehmer|teilnehmende anzahl|plaetze|anzahl|personen",
    Target.ACTIVITIES: "massnahmen|aktivitaeten|umsetzung|methoden|methode",
    Target.PUBLIC: "oeffentlich|veroeffentlichen|freigabe",
    Target.NUMBER: "nr|lfd nr|lfdnr|nummer|lfd|laufende nummer|projektnummer|id|pos",
    Target.NOTE: "bemerkung|bemerkungen|notiz|notizen|anmerkung|anmerkungen|sonstiges|kommentar|hinweis|hinweise",
}
_BY_NAME: dict[str, Target] = {name: target for target, names in _SYNONYMS.items() for name in names.split("|")}


def heading_key(text: str) -> str:
    """A heading as it is looked up: lower case, no brackets, units and punctuation."""
    bare = re.sub(r"\([^)]*\)|\[[^]]*\]|€|eur\b", " ", search_form(text))
    return " ".join(re.findall(r"\w+", bare))


def recognise(heading: str) -> Target | None:
    """The field a heading means; None when nothing is typical about it."""
    key = heading_key(heading)
    if not key:
        return None
    below = heading_key(heading.partition(": ")[2])  # „Laufzeit: von“ of a heading in two lines
    for name in (key, below):
        if name in _BY_NAME:
            return _BY_NAME[name]
    words = key.split()
    for word in words:  # „Träger (e. V.) / Einrichtung“: the first typical word decides
        if word in _BY_NAME:
            return _BY_NAME[word]
    return next((_BY_NAME[name] for name in _BY_NAME if len(name) > 5 and name in key), None)


def is_heading(text: str) -> bool:
    """Whether a text is a typical heading of a project list."""
    return len(text) <= 45 and recognise(text) is not None


def guess(header: Sequence[str]) -> tuple[Target, ...]:
    """A target for every column; what is unknown or would come twice goes into the note."""
    found: list[Target] = []
    for heading in header:
        target = recognise(heading) or Target.NOTE
        if target in found and target not in SEVERAL:
            target = Target.NOTE
        found.append(target)
    if Target.TITLE not in found:
        _find_title(header, found)
    return tuple(found)


def _find_title(header: Sequence[str], found: list[Target]) -> None:
    """Take a column whose heading holds „projekt“ or „angebot“ for the title if none was recognised."""
    for place, heading in enumerate(header):
        key = heading_key(heading)
        if found[place] in {Target.NOTE, Target.TYPE} and re.search(r"projekt|angebot|massnahme", key):
            found[place] = Target.TITLE
            return

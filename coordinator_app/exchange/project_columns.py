"""Which column of a foreign project list means which field: the targets and how headings are recognised."""

from collections.abc import Mapping

from coordinator_app.domain.vocabulary import Vocabulary
from coordinator_app.exchange.list_subjects import ListSubject


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


CATALOGUES: Mapping[str, str] = {
    Target.FIELDS: "field_of_action",
    Target.TARGET_GROUPS: "target_group",
    Target.AGE_GROUPS: "age_group",
    Target.SETTINGS: "setting",
    Target.PREVENTION: "prevention_type",
}
SEVERAL: frozenset[str] = frozenset(
    {*CATALOGUES, Target.AREAS, Target.PARTNERS, Target.NOTE, Target.SKIP, Target.NUMBER}
)

_SYNONYMS: Mapping[str, str] = {
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

SUBJECT = ListSubject(
    key="project",
    label="Projekte und Angebote",
    one="Projekt",
    many="Projekte",
    targets={target: target.label for target in Target},
    synonyms=_SYNONYMS,
    several=SEVERAL,
    titles=(Target.TITLE,),
    words={
        **CATALOGUES,
        Target.AREAS: "area",
        Target.CARRIER: "organisation",
        Target.PARTNERS: "organisation",
    },
    title_words=r"projekt|angebot|massnahme",
)

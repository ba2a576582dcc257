"""Lists other than projects: contacts, needs, events; their fields come from the records' declarations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from coordinator_app.domain.contacts import Affiliation, Organisation, Person
from coordinator_app.domain.fields import FieldInfo, Kind, Record, fields_of
from coordinator_app.domain.needs import Need
from coordinator_app.domain.project_course import Event
from coordinator_app.exchange.list_subjects import NOTE, SKIP, ListSubject, heading_key

ORGANISATION, PERSON_NAME, POSTCODE_TOWN, PERIOD = "organisation", "person_name", "postcode_town", "period"
PHONE, MOBILE, FAX, EMAIL = "phone", "mobile", "fax", "email"
_REFERENCES = frozenset({Kind.CATALOGUE, Kind.CATALOGUES, Kind.REFERENCE, Kind.REFERENCES})


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSubject(ListSubject):
    """A list whose targets are fields of records; `fields` has their declarations by target."""

    fields: Mapping[str, FieldInfo]

    def guess(self, header: Sequence[str]) -> tuple[str, ...]:
        """As for every list; „Name“ in a list without first names and organisations is that of an organisation."""
        found = list(super(RecordSubject, self).guess(header))
        if ORGANISATION in self.fields and PERSON_NAME in found and not {ORGANISATION, "first_name"} & set(found):
            place = found.index(PERSON_NAME)
            if heading_key(header[place]) in {"name", "bezeichnung"}:
                found[place] = ORGANISATION
        return tuple(found)


def _fields(record_type: type[Record], names: Sequence[str]) -> dict[str, FieldInfo]:
    declared = fields_of(record_type)
    return {name: declared[name] for name in names}


def _text(name: str, label: str, length: int = 200) -> FieldInfo:
    return FieldInfo(name=name, label=label, kind=Kind.TEXT, max_length=length)


def _targets(fields: Mapping[str, FieldInfo]) -> dict[str, str]:
    return {**{name: info.label for name, info in fields.items()}, NOTE: "in die Notiz", SKIP: "nicht übernehmen"}


def _words(fields: Mapping[str, FieldInfo]) -> dict[str, str]:
    """What words of a target are looked up in: a catalogue, or records of a kind."""
    return {name: info.catalogue or info.target for name, info in fields.items() if info.kind in _REFERENCES}


def _several(fields: Mapping[str, FieldInfo]) -> frozenset[str]:
    many = {name for name, info in fields.items() if info.kind in {Kind.CATALOGUES, Kind.REFERENCES}}
    return frozenset({*many, NOTE, SKIP})


_ORGANISATION = _fields(Organisation, ("short_name", "organisation_kind_id", "street", "postcode", "town", "website"))
_CONTACT: dict[str, FieldInfo] = {
    ORGANISATION: FieldInfo(
        name=ORGANISATION, label="Organisation", kind=Kind.REFERENCE, target="organisation", max_length=200
    ),
    **_ORGANISATION,
    "organisation_kind_id": replace(_ORGANISATION["organisation_kind_id"], label="Art der Organisation"),
    POSTCODE_TOWN: _text(POSTCODE_TOWN, "Postleitzahl und Ort"),
    **_fields(Organisation, ("fields_of_action", "areas")),
    PERSON_NAME: _text(PERSON_NAME, "Name der Person"),
    **_fields(Person, ("salutation", "academic_title", "first_name", "last_name")),
    **_fields(Affiliation, ("function", "department")),
    PHONE: _text(PHONE, "Telefon"),
    MOBILE: _text(MOBILE, "Mobil"),
    FAX: _text(FAX, "Fax"),
    EMAIL: _text(EMAIL, "E-Mail"),
}
CONTACTS = RecordSubject(
    key="contact",
    label="Kontakte (Organisationen und Personen)",
    one="Kontakt",
    many="Kontakte",
    fields=_CONTACT,
    targets=_targets(_CONTACT),
    several=_several(_CONTACT) | {PHONE, MOBILE, EMAIL},
    titles=(ORGANISATION, PERSON_NAME, "last_name"),
    words=_words(_CONTACT),
    synonyms={
        ORGANISATION: (
            "organisation|institution|einrichtung|firma|behoerde|verein|traeger|dienststelle|amt|partner|"
            "name der organisation|name der einrichtung|organisation institution|unternehmen|schule"
        ),
        "short_name": "kurzname|kurzbezeichnung|abkuerzung|kuerzel",
        "organisation_kind_id": "art|art der organisation|organisationsart|typ|kategorie|art der einrichtung",
        "street": "strasse|strasse hausnummer|strasse und hausnummer|anschrift|adresse|strasse nr|str",
        "postcode": "plz|postleitzahl",
        "town": "ort|stadt|wohnort|sitz",
        POSTCODE_TOWN: "plz ort|plz und ort|postleitzahl und ort|postleitzahl ort",
        "website": "internet|internetseite|webseite|website|homepage|www|url",
        "fields_of_action": "handlungsfeld|handlungsfelder|themen|themenfeld|themenfelder",
        "areas": "gebiet|gebiete|ortsteil|stadtteil|sozialraum",
        PERSON_NAME: (
            "ansprechpartner|ansprechpartnerin|ansprechperson|kontaktperson|kontakt|name vorname|vorname name|"
            "vorname nachname|nachname vorname|vor und nachname|person|name der person|mitglied|vertreter|ap|name"
        ),
        "salutation": "anrede|geschlecht",
        "academic_title": "titel|akademischer titel|akad titel|grad",
        "first_name": "vorname|vornamen|rufname",
        "last_name": "nachname|familienname|zuname",
        "function": "funktion|position|rolle|amtsbezeichnung|taetigkeit|stelle|aufgabe",
        "department": "abteilung|referat|sachgebiet|bereich|fachbereich",
        PHONE: "telefon|tel|telefonnummer|festnetz|telefon dienstlich|rufnummer|telefon nr|fon|tel nr",
        MOBILE: "mobil|handy|mobiltelefon|mobilnummer|handynummer",
        FAX: "fax|telefax|faxnummer",
        EMAIL: "e mail|email|mail|e mail adresse|mailadresse|emailadresse|email adresse",
        NOTE: "bemerkung|bemerkungen|notiz|notizen|anmerkung|anmerkungen|sonstiges|hinweis|hinweise",
    },
)

_NEED_NAMES = (
    *("title", "need_kind", "description", "field_of_action_id", "offence_group_id", "areas", "target_groups"),
    *("place", "since", "affected", "causes", "first_reported", "responsible_id"),
)
_NEED = _fields(Need, _NEED_NAMES)
NEEDS = RecordSubject(
    key="need",
    label="Bedarfe",
    one="Bedarf",
    many="Bedarfe",
    fields=_NEED,
    targets=_targets(_NEED),
    several=_several(_NEED),
    titles=("title",),
    words=_words(_NEED),
    title_words=r"bedarf|problem|problemlage",
    synonyms={
        "title": "bedarf|problem|problemlage|titel|bezeichnung|name|handlungsbedarf|thema|anliegen|hinweis",
        "need_kind": "art|art des bedarfs|typ|kategorie",
        "description": "beschreibung|erlaeuterung|inhalt|was ist das problem|schilderung|sachverhalt|details",
        "field_of_action_id": "handlungsfeld|themenfeld|handlungsfelder|themenbereich",
        "offence_group_id": "deliktgruppe|delikt|deliktbereich|straftat|straftaten",
        "areas": "gebiet|gebiete|ortsteil|ortsteile|stadtteil|sozialraum|quartier",
        "target_groups": "zielgruppe|zielgruppen",
        "place": "ort|wo|platz|strasse|oertlichkeit|standort",
        "since": "seit|seit wann|zeitraum",
        "affected": "betroffene|betroffen|wer ist betroffen|wen betrifft es",
        "causes": "ursache|ursachen|vermutete ursachen|gruende",
        "first_reported": "gemeldet am|datum|erstmals gemeldet|eingang|eingegangen am|meldung am|erfasst am",
        "responsible_id": "zustaendig|zustaendigkeit|verantwortlich|zustaendige stelle|federfuehrung",
        NOTE: "bemerkung|bemerkungen|notiz|notizen|anmerkung|anmerkungen|sonstiges|status|stand|quelle|beleg",
    },
)

_EVENT_NAMES = (
    *("title", "event_kind_id", "state", "starts_on", "ends_on", "place", "area_id", "projects", "organisers"),
    *("field_of_action_id", "target_groups", "planned_participants", "participants", "costs", "press", "outcome"),
)
_EVENT = {**_fields(Event, _EVENT_NAMES), PERIOD: _text(PERIOD, "Zeitraum (von–bis)")}
EVENTS = RecordSubject(
    key="event",
    label="Veranstaltungen",
    one="Veranstaltung",
    many="Veranstaltungen",
    fields=_EVENT,
    targets=_targets(_EVENT),
    several=_several(_EVENT),
    titles=("title",),
    words=_words(_EVENT),
    title_words=r"veranstaltung|aktion|termin",
    synonyms={
        "title": "veranstaltung|titel|name|bezeichnung|aktion|thema|name der veranstaltung",
        "event_kind_id": "art|veranstaltungsart|format|typ|kategorie|art der veranstaltung",
        "state": "stand|status",
        "starts_on": "datum|termin|beginn|von|am|tag|wann|start",
        "ends_on": "ende|bis",
        PERIOD: "zeitraum|dauer",
        "place": "ort|veranstaltungsort|wo|adresse|anschrift",
        "area_id": "gebiet|ortsteil|stadtteil|sozialraum",
        "projects": "projekt|projekte|zu projekt|angebot",
        "organisers": "veranstalter|veranstaltet von|ausrichter|traeger|organisation|durchgefuehrt von",
        "field_of_action_id": "handlungsfeld|themenfeld|handlungsfelder",
        "target_groups": "zielgruppe|zielgruppen",
        "planned_participants": "erwartet|geplante teilnehmende|plaetze|erwartete teilnehmende|geplante teilnehmer",
        "participants": "teilnehmende|teilnehmer|teilnehmerzahl|anzahl|anzahl teilnehmer|besucher|personen|tn",
        "costs": "kosten|ausgaben|aufwand",
        "press": "presse|presseecho|veroeffentlichung",
        "outcome": "ergebnis|ergebnisse|fazit|auswertung",
        NOTE: "bemerkung|bemerkungen|notiz|notizen|anmerkung|anmerkungen|sonstiges",
    },
)

"""Catalogues: the word lists a town may rename and extend, with their seed entries."""

from dataclasses import dataclass
from typing import ClassVar

from coordinator_app.domain.fields import Kind, Record, attribute
from coordinator_app.domain.vocabulary import Vocabulary


class Catalogue(Vocabulary):
    """The catalogues of a file; the label is the plural the settings page shows."""

    FIELD_OF_ACTION = "field_of_action", "Handlungsfelder"
    TARGET_GROUP = "target_group", "Zielgruppen"
    AGE_GROUP = "age_group", "Altersgruppen"
    SETTING = "setting", "Settings"
    PREVENTION_TYPE = "prevention_type", "Präventionsarten"
    OFFENCE_GROUP = "offence_group", "Deliktgruppen"
    BODY_KIND = "body_kind", "Gremienarten"
    ORGANISATION_KIND = "organisation_kind", "Organisationsarten"
    EVIDENCE_KIND = "evidence_kind", "Evidenzarten"
    DOCUMENT_KIND = "document_kind", "Dokumentarten"
    EVENT_KIND = "event_kind", "Veranstaltungsarten"
    COST_KIND = "cost_kind", "Kostenarten"
    DEADLINE_KIND = "deadline_kind", "Fristarten"
    CONCERN_KIND = "concern_kind", "Anliegenarten"
    WALK_FEATURE = "walk_feature", "Begehungsmerkmale"


@dataclass(frozen=True, kw_only=True)
class CatalogEntry(Record):
    """One entry of a catalogue; its code never changes, so that exports and imports stay comparable.

    Without slots, so that an entry has its own `label` while `CatalogEntry.label` still names the kind.
    """

    kind: ClassVar[str] = "catalog_entry"
    plural: ClassVar[str] = "Katalogeinträge"
    title_field: ClassVar[str] = "label"

    catalogue: Catalogue = attribute("Katalog", Kind.CHOICE, choices=Catalogue, required=True, default=None)
    code: str = attribute("Kürzel für den Datenaustausch", max_length=60)
    label: str = attribute("Bezeichnung", required=True, max_length=120)  # pyright: ignore[reportIncompatibleVariableOverride] # see above
    short: str = attribute("Kurzform", max_length=40, help="Für enge Tabellenspalten und Diagramme.")
    position: int = attribute("Reihenfolge", Kind.INTEGER, default=0)
    active: bool = attribute("Wird angeboten", Kind.YES_NO, default=True)
    is_seed: bool = attribute("Mitgeliefert", Kind.YES_NO, printable=False)


CatalogEntry.label = "Katalogeintrag"


SEEDS: dict[Catalogue, tuple[tuple[str, str, str], ...]] = {
    Catalogue.FIELD_OF_ACTION: (
        ("violence", "Gewaltprävention", "Gewalt"),
        ("addiction", "Suchtprävention", "Sucht"),
        ("youth", "Kinder- und Jugendkriminalität", "Jugend"),
        ("domestic", "Häusliche und sexualisierte Gewalt", "Häusliche Gewalt"),
        ("extremism", "Extremismus und Demokratieförderung", "Demokratie"),
        ("property", "Eigentums- und Einbruchsschutz", "Eigentum"),
        ("public_space", "Sicherheit im öffentlichen Raum", "Öffentlicher Raum"),
        ("vandalism", "Sachbeschädigung und Graffiti", "Vandalismus"),
        ("media", "Medien und digitale Gefahren", "Medien"),
        ("traffic", "Verkehrssicherheit", "Verkehr"),
        ("seniors", "Sicherheit im Alter", "Alter"),
        ("integration", "Zusammenleben und Integration", "Zusammenleben"),
        ("victims", "Opferschutz und Opferhilfe", "Opferschutz"),
    ),
    Catalogue.TARGET_GROUP: (
        ("children", "Kinder", ""),
        ("adolescents", "Jugendliche", ""),
        ("young_adults", "Heranwachsende und junge Erwachsene", "Junge Erwachsene"),
        ("parents", "Eltern und Sorgeberechtigte", "Eltern"),
        ("families", "Familien", ""),
        ("seniors", "Ältere Menschen", "Ältere"),
        ("migrants", "Zugewanderte Menschen", "Zugewanderte"),
        ("disabled", "Menschen mit Behinderung", "Behinderung"),
        ("victims", "Betroffene von Straftaten", "Betroffene"),
        ("offenders", "Straffällige und Gefährdete", "Straffällige"),
        ("staff", "Pädagogische Fachkräfte", "Fachkräfte"),
        ("volunteers", "Ehrenamtlich Tätige", "Ehrenamt"),
        ("businesses", "Handel und Gewerbe", "Gewerbe"),
        ("residents", "Einwohnerinnen und Einwohner", "Einwohnerschaft"),
    ),
    Catalogue.AGE_GROUP: (
        ("0_5", "0 bis 5 Jahre", "0–5"),
        ("6_9", "6 bis 9 Jahre", "6–9"),
        ("10_13", "10 bis 13 Jahre", "10–13"),
        ("14_17", "14 bis 17 Jahre", "14–17"),
        ("18_20", "18 bis 20 Jahre", "18–20"),
        ("21_26", "21 bis 26 Jahre", "21–26"),
        ("27_64", "27 bis 64 Jahre", "27–64"),
        ("65", "65 Jahre und älter", "65+"),
    ),
    Catalogue.SETTING: (
        ("kindergarten", "Kindertagesstätte", "Kita"),
        ("school", "Schule", ""),
        ("vocational", "Berufsschule und Ausbildung", "Ausbildung"),
        ("youth_work", "Jugendarbeit und Freizeit", "Freizeit"),
        ("family", "Familie", ""),
        ("club", "Verein und Sport", "Verein"),
        ("neighbourhood", "Wohnumfeld und Nachbarschaft", "Wohnumfeld"),
        ("public_space", "Öffentlicher Raum", ""),
        ("transport", "Öffentlicher Nahverkehr", "ÖPNV"),
        ("online", "Internet und soziale Medien", "Internet"),
        ("work", "Arbeitswelt", ""),
        ("care", "Pflege und Betreuung", "Pflege"),
    ),
    Catalogue.PREVENTION_TYPE: (
        ("universal", "universell – für alle", "universell"),
        ("selective", "selektiv – für Gruppen mit erhöhtem Risiko", "selektiv"),
        ("indicated", "indiziert – bei ersten Auffälligkeiten", "indiziert"),
        ("behaviour", "Verhalten – stärkt Menschen", "Verhalten"),
        ("conditions", "Verhältnisse – ändert Umgebung und Gelegenheiten", "Verhältnisse"),
    ),
    Catalogue.OFFENCE_GROUP: (
        ("assault", "Körperverletzung", ""),
        ("robbery", "Raub und Erpressung", "Raub"),
        ("sexual", "Sexualstraftaten", ""),
        ("domestic", "Häusliche Gewalt", ""),
        ("burglary", "Wohnungseinbruch", "Einbruch"),
        ("theft", "Diebstahl", ""),
        ("bicycle_theft", "Fahrraddiebstahl", "Fahrrad"),
        ("damage", "Sachbeschädigung und Graffiti", "Sachbeschädigung"),
        ("drugs", "Rauschgiftdelikte", "Rauschgift"),
        ("fraud", "Betrug", ""),
        ("cyber", "Straftaten im Internet", "Internet"),
        ("political", "Politisch motivierte Straftaten", "PMK"),
        ("nuisance", "Ordnungsstörungen und Lärm", "Ordnung"),
        ("traffic", "Verkehrsdelikte", "Verkehr"),
    ),
    Catalogue.BODY_KIND: (
        ("council", "Kommunaler Präventionsrat", "KPR"),
        ("steering", "Lenkungsgruppe", ""),
        ("working_circle", "Arbeitskreis", "AK"),
        ("working_group", "Arbeitsgruppe", "AG"),
        ("network", "Netzwerk", ""),
        ("security_talk", "Sicherheitsabsprache mit der Polizei", "Absprache"),
        ("external", "Externes Gremium", "extern"),
    ),
    Catalogue.ORGANISATION_KIND: (
        ("administration", "Verwaltung", ""),
        ("police", "Polizei", ""),
        ("school", "Schule", ""),
        ("kindergarten", "Kindertagesstätte", "Kita"),
        ("welfare", "Freier Träger", ""),
        ("association", "Verein", ""),
        ("church", "Kirche und Religionsgemeinschaft", "Kirche"),
        ("justice", "Justiz", ""),
        ("business", "Wirtschaft", ""),
        ("housing", "Wohnungswirtschaft", ""),
        ("transport", "Verkehrsunternehmen", "ÖPNV"),
        ("health", "Gesundheit und Beratung", "Gesundheit"),
        ("politics", "Politik", ""),
        ("state", "Land und Landespräventionsrat", "Land"),
        ("federal", "Bund", ""),
    ),
    Catalogue.EVIDENCE_KIND: (
        ("police_statistics", "Polizeiliche Kriminalstatistik", "PKS"),
        ("order_office", "Daten des Ordnungsamts", "Ordnungsamt"),
        ("survey", "Befragung", ""),
        ("site_walk", "Begehung", ""),
        ("concern", "Anliegen aus der Bürgerschaft", "Anliegen"),
        ("expert_talk", "Fachgespräch", ""),
        ("press", "Presse", ""),
        ("study", "Studie", ""),
    ),
    Catalogue.DOCUMENT_KIND: (
        ("minutes", "Niederschrift", ""),
        ("invitation", "Einladung", ""),
        ("resolution", "Beschluss", ""),
        ("concept", "Konzept", ""),
        ("report", "Bericht", ""),
        ("contract", "Vereinbarung und Vertrag", "Vertrag"),
        ("notice", "Bescheid", ""),
        ("press", "Presseartikel", "Presse"),
        ("photo", "Foto", ""),
        ("data", "Daten und Tabellen", "Daten"),
        ("other", "Sonstiges", ""),
    ),
    Catalogue.EVENT_KIND: (
        ("info", "Informationsveranstaltung", "Information"),
        ("training", "Schulung und Workshop", "Schulung"),
        ("action_day", "Aktionstag", ""),
        ("festival", "Fest und Markt", "Fest"),
        ("school", "Veranstaltung in Schule oder Kita", "Schule"),
        ("participation", "Bürgerbeteiligung", "Beteiligung"),
        ("conference", "Fachtag und Netzwerktreffen", "Fachtag"),
        ("other", "Sonstige", ""),
    ),
    Catalogue.COST_KIND: (
        ("staff", "Personalausgaben", "Personal"),
        ("fees", "Honorare", ""),
        ("material", "Sachausgaben", "Sachkosten"),
        ("travel", "Reisekosten", "Reisen"),
        ("rent", "Miete und Raumkosten", "Miete"),
        ("publicity", "Öffentlichkeitsarbeit", ""),
        ("investment", "Investive Ausgaben", "Investition"),
        ("overhead", "Verwaltungsausgaben", "Verwaltung"),
        ("other", "Sonstige Ausgaben", "Sonstige"),
    ),
    Catalogue.DEADLINE_KIND: (
        ("application", "Antrag", ""),
        ("drawdown", "Mittelabruf", ""),
        ("spending", "Mittelverbrauch", "Verbrauch"),
        ("interim", "Zwischennachweis", ""),
        ("proof", "Verwendungsnachweis", ""),
        ("condition", "Auflage", ""),
        ("appeal", "Rechtsbehelf", ""),
        ("retention", "Aufbewahrung", ""),
        ("contract", "Vertrag", ""),
        ("report", "Bericht", ""),
        ("other", "Sonstige", ""),
    ),
    Catalogue.CONCERN_KIND: (
        ("cleanliness", "Sauberkeit und Müll", "Sauberkeit"),
        ("noise", "Lärm", ""),
        ("lighting", "Beleuchtung", ""),
        ("traffic", "Verkehr", ""),
        ("vandalism", "Sachbeschädigung und Graffiti", "Vandalismus"),
        ("groups", "Nutzungskonflikte im öffentlichen Raum", "Nutzungskonflikte"),
        ("drugs", "Alkohol und Drogen in der Öffentlichkeit", "Sucht"),
        ("unsafe", "Unsicherheitsgefühl", ""),
        ("idea", "Anregung", ""),
        ("other", "Sonstiges", ""),
    ),
    Catalogue.WALK_FEATURE: (
        ("lighting", "Beleuchtung", ""),
        ("visibility", "Sicht und Einsehbarkeit", "Sicht"),
        ("cleanliness", "Sauberkeit", ""),
        ("use", "Nutzung", ""),
        ("barriers", "Barrieren und Wege", "Wege"),
        ("orientation", "Orientierung", ""),
        ("maintenance", "Instandhaltung", ""),
        ("activity", "Belebung", ""),
        ("escape", "Fluchtwege und Hilfe", "Hilfe"),
        ("other", "Sonstiges", ""),
    ),
}

"""Projects and offers: their typology and the record; the rules of their states are in `project_states`."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from coordinator_app.domain.deadlines import CONFIRM_AFTER_DAYS
from coordinator_app.domain.fields import Kind, Record, attribute
from coordinator_app.domain.vocabulary import Vocabulary

SHORT_DESCRIPTION_LENGTH = 250  # Saxon grant forms take no more


class ProjectType(Vocabulary):
    """What kind of activity it is."""

    OFFER = "offer", "Angebot (dauerhaft)"
    MEASURE = "measure", "Einzelmaßnahme"
    PROJECT = "project", "Projekt (befristet)"
    PROGRAMME = "programme", "Programm"
    NETWORK = "network", "Netzwerk"


class ProjectStatus(Vocabulary):
    """Where a project stands; the last three are side states."""

    IDEA = "idea", "Idee"
    PLANNING = "planning", "in Planung"
    APPLIED = "applied", "beantragt"
    APPROVED = "approved", "bewilligt"
    RUNNING = "running", "läuft"
    COMPLETED = "completed", "abgeschlossen"
    EVALUATED = "evaluated", "ausgewertet"
    DORMANT = "dormant", "ruht"
    REJECTED = "rejected", "abgelehnt"
    DISCONTINUED = "discontinued", "eingestellt"


class EvidenceLevel(Vocabulary):
    """Evidence of effect in the three steps of the Grüne Liste Prävention.

    Most municipal measures (lighting, graffiti) cannot be in it: „nicht zutreffend“ is a neutral value.
    """

    NOT_APPLICABLE = "not_applicable", "nicht zutreffend"
    NONE = "none", "nicht gelistet"
    THEORETICAL = "theoretical", "theoretisch gut begründet"
    PROBABLE = "probable", "wahrscheinlich wirksam"
    PROVEN = "proven", "nachgewiesen wirksam"


class ActorRole(Vocabulary):
    """What an organisation or person does in a project."""

    CARRIER = "carrier", "Träger"
    PARTNER = "partner", "Partner"
    FUNDER = "funder", "Geldgeber"
    EXECUTING = "executing", "durchführend"
    ADVISING = "advising", "beratend"
    TARGET = "target", "Zielgruppe"


@dataclass(frozen=True, kw_only=True, slots=True)
class Project(Record):
    """A project, measure, programme, network or permanent offer.

    `number` („P-014“) is drawn by the service without gaps; `costs` and `funding` are euro cents.
    """

    kind: ClassVar[str] = "project"
    label: ClassVar[str] = "Projekt"
    plural: ClassVar[str] = "Projekte"
    title_field: ClassVar[str] = "title"

    number: str = attribute("Nummer", searchable=True, max_length=20, help="Vergibt das Programm fortlaufend.")
    title: str = attribute("Titel", required=True, searchable=True, max_length=200)
    short_description: str = attribute(
        "Kurzbeschreibung",
        Kind.LONG_TEXT,
        searchable=True,
        max_length=4000,
        help="Wer, was, wann und wo – für Förderanträge höchstens 250 Zeichen. Keine Angaben zu Einzelfällen.",
    )
    project_type: ProjectType = attribute("Art", Kind.CHOICE, default=ProjectType.PROJECT, choices=ProjectType)
    status: ProjectStatus = attribute("Status", Kind.CHOICE, default=ProjectStatus.IDEA, choices=ProjectStatus)
    status_reason: str = attribute("Grund des Status", Kind.LONG_TEXT, max_length=2000)
    fields_of_action: tuple[int, ...] = attribute("Handlungsfelder", Kind.CATALOGUES, catalogue="field_of_action")
    target_groups: tuple[int, ...] = attribute("Zielgruppen", Kind.CATALOGUES, catalogue="target_group")
    age_groups: tuple[int, ...] = attribute("Altersgruppen", Kind.CATALOGUES, catalogue="age_group")
    settings: tuple[int, ...] = attribute(
        "Settings", Kind.CATALOGUES, catalogue="setting", help="Wo es stattfindet, zum Beispiel Schule oder Stadtteil."
    )
    areas: tuple[int, ...] = attribute("Gebiete", Kind.REFERENCES, target="area")
    location: str = attribute("Ort", searchable=True, max_length=200, help="Straße, Platz oder Einrichtung.")
    carrier_id: int | None = attribute("Träger", Kind.REFERENCE, target="organisation")
    responsible_id: int | None = attribute("Verantwortlich", Kind.REFERENCE, target="person")
    start: date | None = attribute("Beginn", Kind.DATE)
    end: date | None = attribute("Ende", Kind.DATE)
    is_permanent: bool = attribute("dauerhaft", Kind.YES_NO, help="Ohne geplantes Ende.")
    costs: int | None = attribute("Kosten", Kind.MONEY)
    funding: int | None = attribute("Förderung", Kind.MONEY)
    funding_source: str = attribute(
        "Fördermittelgeber", searchable=True, max_length=200, help="Zum Beispiel „Land (RL KommPräv)“."
    )
    activities: str = attribute("Maßnahmen und Aktivitäten", Kind.LONG_TEXT, searchable=True)
    prevention_types: tuple[int, ...] = attribute(
        "Präventionsart",
        Kind.CATALOGUES,
        catalogue="prevention_type",
        help=(
            "universell (primär): alle; selektiv (sekundär): Gruppen mit erhöhtem Risiko; indiziert (tertiär): bei "
            "denen es schon Vorfälle gab. Verhalten: Menschen verändern; Verhältnis: Orte und Umstände verändern."
        ),
    )
    planned_reach: int | None = attribute("Geplante Reichweite", Kind.INTEGER, unit="Personen")
    evidence_level: EvidenceLevel | None = attribute(
        "Evidenzstufe",
        Kind.CHOICE,
        choices=EvidenceLevel,
        help="Stufe der Grünen Liste Prävention; für viele örtliche Maßnahmen „nicht zutreffend“.",
    )
    green_list_name: str = attribute("Name in der Grünen Liste", max_length=200)
    is_pit: bool = attribute("Bezug zu PiT", Kind.YES_NO, help="Landesstrategie Prävention im Team.")
    is_public: bool = attribute("öffentlich", Kind.YES_NO, help="Darf in der öffentlichen Projektliste stehen.")
    needs: tuple[int, ...] = attribute("Bedarfe", Kind.REFERENCES, target="need")
    resolutions: tuple[int, ...] = attribute("Beschlüsse", Kind.REFERENCES, target="resolution")
    factors: str = attribute("Risiko- und Schutzfaktoren", Kind.LONG_TEXT, searchable=True, max_length=2000)
    logic_model: str = attribute("Wirkmodell", Kind.LONG_TEXT, printable=False, max_length=20_000)
    confirmed_on: date | None = attribute("Zuletzt bestätigt am", Kind.DATE, direction="past")
    confirmed_by: str = attribute("Bestätigt von", max_length=200)
    successor_id: int | None = attribute("Nachfolger", Kind.REFERENCE, target="project")
    lessons_learned: str = attribute(
        "Erfahrungen", Kind.LONG_TEXT, searchable=True, help="Was würden wir wieder so machen, was nicht?"
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class ProjectActor(Record):
    """An organisation or a person taking part in a project in one role."""

    kind: ClassVar[str] = "project_actor"
    label: ClassVar[str] = "Beteiligung"
    plural: ClassVar[str] = "Beteiligungen"
    title_field: ClassVar[str] = "contribution"

    project_id: int | None = attribute("Projekt", Kind.REFERENCE, target="project", required=True)
    organisation_id: int | None = attribute("Organisation", Kind.REFERENCE, target="organisation")
    person_id: int | None = attribute("Person", Kind.REFERENCE, target="person")
    role: ActorRole = attribute("Rolle", Kind.CHOICE, default=ActorRole.PARTNER, choices=ActorRole)
    start: date | None = attribute("von", Kind.DATE)
    end: date | None = attribute("bis", Kind.DATE)
    contribution: str = attribute("Beitrag", max_length=300, help="Zum Beispiel Räume, Personal oder Geld.")


def project_number(serial: int) -> str:
    """The shown number of a serial: 14 → „P-014“."""
    return f"P-{serial:03d}"


def period_text(start: date | None, end: date | None, is_permanent: bool) -> str:
    """The term as one reads it: „01.01.2027–30.06.2028“, „seit 01.01.2027“, „dauerhaft“; "" when unknown."""
    if is_permanent:
        return f"dauerhaft seit {start:%d.%m.%Y}" if start else "dauerhaft"
    if start and end:
        return f"{start:%d.%m.%Y}" if start == end else f"{start:%d.%m.%Y}–{end:%d.%m.%Y}"
    if start:
        return f"ab {start:%d.%m.%Y}"
    return f"bis {end:%d.%m.%Y}" if end else ""


def needs_confirmation(project: Project, day: date) -> bool:
    """Whether a living offer was not confirmed for more than twelve months (data ages)."""
    if project.status not in LIVING:
        return False
    return project.confirmed_on is None or (day - project.confirmed_on).days > CONFIRM_AFTER_DAYS


LIVING = frozenset({ProjectStatus.APPROVED, ProjectStatus.RUNNING, ProjectStatus.DORMANT})
OPEN = LIVING | {ProjectStatus.IDEA, ProjectStatus.PLANNING, ProjectStatus.APPLIED}
STARTED = frozenset(
    {
        *(ProjectStatus.RUNNING, ProjectStatus.COMPLETED, ProjectStatus.EVALUATED),
        *(ProjectStatus.DORMANT, ProjectStatus.DISCONTINUED),
    }
)

"""Bodies (Gremien), the rules they gave themselves, their terms and seats.

A seat belongs to a function or an institution and outlives the person holding it; rules are versioned by the
day they begin to hold.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import format_date
from coordinator_app.domain.attendance import QuorumKind
from coordinator_app.domain.deadlines import DayCount
from coordinator_app.domain.fields import Kind, Record, attribute
from coordinator_app.domain.vocabulary import Vocabulary
from coordinator_app.domain.votes import Majority, TieRule


class Role(Vocabulary):
    """What somebody is in a body."""

    CHAIR = "chair", "Vorsitz"
    CO_CHAIR = "co_chair", "Mitvorsitz"
    DEPUTY_CHAIR = "deputy_chair", "stellvertretender Vorsitz"
    MANAGER = "manager", "Geschäftsführung"
    MINUTE_TAKER = "minute_taker", "Schriftführung"
    MEMBER = "member", "Mitglied"
    ADVISORY = "advisory", "beratendes Mitglied"
    STANDING_GUEST = "standing_guest", "ständiger Gast"


CHAIRS = frozenset({Role.CHAIR, Role.CO_CHAIR, Role.DEPUTY_CHAIR})
ROLE_ORDER = {role: place for place, role in enumerate(Role)}


class Approval(Vocabulary):
    """How minutes are approved."""

    NEXT_MEETING = "next_meeting", "durch Beschluss der nächsten Sitzung"
    TACIT = "tacit", "stillschweigend nach Ablauf der Einwendungsfrist"
    CHAIR = "chair", "durch den Vorsitz"


class RulesPreset(Vocabulary):
    """Ready sets of rules to start from."""

    STEERING = "steering", "Lenkungsgremium (14 Tage, mehr als die Hälfte, einfache Mehrheit)"
    COUNCIL = "council", "wie ein Stadtrat (mindestens die Hälfte, Stimmengleichheit lehnt ab)"
    CHAIR_DECIDES = "chair_decides", "Vorsitz entscheidet bei Stimmengleichheit"
    WORKING_GROUP = "working_group", "Arbeitsgruppe (formlos, Konsens)"


@dataclass(frozen=True, kw_only=True, slots=True)
class Body(Record):
    """A body: plenary, steering group, working group …; bodies form a tree."""

    kind: ClassVar[str] = "body"
    label: ClassVar[str] = "Gremium"
    plural: ClassVar[str] = "Gremien"
    title_field: ClassVar[str] = "name"

    name: str = attribute("Name", required=True, searchable=True, max_length=200)
    short_name: str = attribute(
        "Kurzname", searchable=True, max_length=40, help="Zum Beispiel „KPR“ oder „AG Graffiti“."
    )
    genitive: str = attribute(
        "Name im Satz",
        max_length=200,
        help="Wie in „4. Sitzung der Lenkungsgruppe“; leer lassen, dann bildet das Programm die Form.",
    )
    body_kind_id: int | None = attribute("Art", Kind.CATALOGUE, catalogue="body_kind")
    parent_id: int | None = attribute("Gehört zu", Kind.REFERENCE, target="body")
    founded_on: date | None = attribute("Gegründet am", Kind.DATE, direction="past")
    constituted_on: date | None = attribute(
        "Zuletzt konstituiert am", Kind.DATE, help="Setzt das Programm bei „Neu konstituieren“."
    )
    basis: str = attribute(
        "Grundlage", Kind.LONG_TEXT, searchable=True, help="Stadtratsbeschluss, Geschäftsordnung, Konzept."
    )
    dissolved_on: date | None = attribute("Aufgelöst am", Kind.DATE)
    fields_of_action: tuple[int, ...] = attribute("Handlungsfelder", Kind.CATALOGUES, catalogue="field_of_action")
    number_pattern: str = attribute(
        "Beschlussnummer",
        default="{Periode}/{Nummer:02}",
        max_length=60,
        help="{Periode} ist die Sitzungsperiode, {Nummer:02} die laufende Nummer mit zwei Stellen.",
    )
    public_by_default: bool = attribute("TOP sind öffentlich", Kind.YES_NO)
    active: bool = attribute("Aktiv", Kind.YES_NO, default=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class BodyRules(Record):
    """The rules of a body from a day on; a KPR is no council committee, so all of them are its own."""

    kind: ClassVar[str] = "body_rules"
    label: ClassVar[str] = "Regelwerk"
    plural: ClassVar[str] = "Regelwerke"
    title_field: ClassVar[str] = "title"

    body_id: int = attribute("Gremium", Kind.REFERENCE, target="body", required=True, default=0)
    title: str = attribute("Bezeichnung", default="Regelwerk", max_length=120, help="Zum Beispiel „Geschäftsordnung“.")
    valid_from: date | None = attribute("Gültig ab", Kind.DATE, required=True)
    notice_days: int = attribute("Ladungsfrist", Kind.INTEGER, default=14, unit="Tage")
    notice_count: DayCount = attribute("Die Frist zählt", Kind.CHOICE, choices=DayCount, default=DayCount.CALENDAR)
    quorum_kind: QuorumKind = attribute(
        "Beschlussfähigkeit", Kind.CHOICE, choices=QuorumKind, default=QuorumKind.MORE_THAN_HALF
    )
    quorum_value: int = attribute(
        "Zahl oder Prozent", Kind.INTEGER, default=0, help="Nur bei „Anteil in Prozent“ und „feste Anzahl“."
    )
    default_majority: Majority = attribute("Übliche Mehrheit", Kind.CHOICE, choices=Majority, default=Majority.SIMPLE)
    default_consensus: bool = attribute("Üblich ist Konsens", Kind.YES_NO)
    abstentions_count: bool = attribute(
        "Enthaltungen zählen mit",
        Kind.YES_NO,
        help="Dann braucht die einfache Mehrheit mehr Ja als Nein und Enthaltung.",
    )
    tie_rule: TieRule = attribute("Bei Stimmengleichheit", Kind.CHOICE, choices=TieRule, default=TieRule.REJECTED)
    deputies_allowed: bool = attribute("Vertretung erlaubt", Kind.YES_NO, default=True)
    transfer_allowed: bool = attribute("Stimmübertragung erlaubt", Kind.YES_NO)
    circulation_allowed: bool = attribute("Umlaufbeschluss erlaubt", Kind.YES_NO, default=True)
    circulation_majority: Majority = attribute(
        "Mehrheit im Umlauf", Kind.CHOICE, choices=Majority, default=Majority.ABSOLUTE_MEMBERS
    )
    circulation_days: int = attribute("Antwort im Umlauf binnen", Kind.INTEGER, default=14, unit="Tage")
    circulation_objection: bool = attribute(
        "Widerspruch beendet den Umlauf",
        Kind.YES_NO,
        help="Dann endet ein Umlaufverfahren, sobald ein Mitglied dem schriftlichen Weg widerspricht.",
    )
    minutes_days: int = attribute("Niederschrift binnen", Kind.INTEGER, default=30, unit="Tage")
    objection_days: int = attribute("Einwendungen binnen", Kind.INTEGER, default=14, unit="Tage")
    approval: Approval = attribute(
        "Genehmigung der Niederschrift", Kind.CHOICE, choices=Approval, default=Approval.NEXT_MEETING
    )
    sign_chair: bool = attribute("Vorsitz unterschreibt", Kind.YES_NO, default=True)
    sign_minute_taker: bool = attribute("Schriftführung unterschreibt", Kind.YES_NO, default=True)
    sign_member: bool = attribute("Ein Mitglied unterschreibt", Kind.YES_NO)


@dataclass(frozen=True, kw_only=True, slots=True)
class Term(Record):
    """A period in which meetings and resolutions are numbered: „2026“ or „2024–2029“.

    `next_*` are the numbers drawn next; they only ever grow.
    """

    kind: ClassVar[str] = "term"
    label: ClassVar[str] = "Sitzungsperiode"
    plural: ClassVar[str] = "Sitzungsperioden"
    title_field: ClassVar[str] = "title"

    body_id: int = attribute("Gremium", Kind.REFERENCE, target="body", required=True, default=0)
    title: str = attribute("Bezeichnung", required=True, max_length=40, help="Steht in der Beschlussnummer.")
    starts_on: date | None = attribute("Von", Kind.DATE, required=True)
    ends_on: date | None = attribute("Bis", Kind.DATE, direction="future", required=True)
    next_meeting_number: int = attribute("Nächste Sitzungsnummer", Kind.INTEGER, default=1)
    next_resolution_number: int = attribute("Nächste Beschlussnummer", Kind.INTEGER, default=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Membership(Record):
    """A seat in a body with the one who holds it: a person, an institution, or a person sent by one.

    `seat` is what lists show when nobody holds it; a deputy has `deputy_for_id` and votes only while the
    principal is absent.
    """

    kind: ClassVar[str] = "membership"
    label: ClassVar[str] = "Sitz"
    plural: ClassVar[str] = "Sitze"
    title_field: ClassVar[str] = "seat"

    body_id: int = attribute("Gremium", Kind.REFERENCE, target="body", required=True, default=0)
    seat: str = attribute(
        "Sitz", required=True, searchable=True, max_length=200, help="Funktion oder Institution, nicht die Person."
    )
    person_id: int | None = attribute("Person", Kind.REFERENCE, target="person")
    organisation_id: int | None = attribute("Institution", Kind.REFERENCE, target="organisation")
    role: Role = attribute("Rolle", Kind.CHOICE, choices=Role, default=Role.MEMBER)
    has_vote: bool = attribute("Stimmrecht", Kind.YES_NO, default=True)
    weight: int = attribute("Stimmgewicht", Kind.INTEGER, default=1)
    deputy_for_id: int | None = attribute("Vertretung für", Kind.REFERENCE, target="membership")
    starts_on: date | None = attribute("Von", Kind.DATE, required=True)
    ends_on: date | None = attribute("Bis", Kind.DATE, direction="future")
    appointed_on: date | None = attribute("Berufen am", Kind.DATE, direction="past")
    vacant: bool = attribute(
        "Unbesetzt", Kind.YES_NO, help="Ein unbesetzter Sitz wird nicht geladen und zählt nicht mit."
    )
    previous_id: int | None = attribute("Folgt auf", Kind.REFERENCE, target="membership", printable=False)


PRESETS: dict[RulesPreset, dict[str, object]] = {
    RulesPreset.STEERING: {"title": "Geschäftsordnung"},
    RulesPreset.COUNCIL: {
        "title": "Geschäftsordnung",
        "notice_days": 7,
        "quorum_kind": QuorumKind.AT_LEAST_HALF,
        "sign_member": True,
    },
    RulesPreset.CHAIR_DECIDES: {"title": "Geschäftsordnung", "tie_rule": TieRule.CHAIR_DECIDES},
    RulesPreset.WORKING_GROUP: {
        "title": "Arbeitsweise",
        "notice_days": 7,
        "quorum_kind": QuorumKind.NONE,
        "default_consensus": True,
        "approval": Approval.CHAIR,
    },
}


def default_rules(body_id: int, day: date) -> BodyRules:
    """The usual rules for a body that gave itself none; their id is 0."""
    preset: dict[str, Any] = PRESETS[RulesPreset.STEERING] | {"title": "Übliche Regeln"}
    return BodyRules(body_id=body_id, valid_from=day, **preset)


def rules_on(rules: Iterable[BodyRules], day: date) -> BodyRules | None:
    """The rules that hold on a day; before the first version the first one holds, None without any."""
    ordered = sorted((item for item in rules if item.valid_from), key=lambda item: item.valid_from or day)
    valid = [item for item in ordered if item.valid_from is not None and item.valid_from <= day]
    return valid[-1] if valid else next(iter(ordered), None)


def term_on(terms: Iterable[Term], day: date) -> Term | None:
    """The term a day lies in; the first and the last day of a term belong to it."""
    return next((term for term in terms if _covers(term.starts_on, term.ends_on, day)), None)


def seats_on(memberships: Iterable[Membership], day: date) -> list[Membership]:
    """The seats held (or vacant) on a day in the order of a list of members: chairs first, then by name of the seat.

    Both ends of „von“ and „bis“ belong to the time. A deputy belongs to the principal's seat, not to the person
    who held it when the deputy came: `deputy_for_id` of the result is the row of that seat on this day.
    """
    rows = list(memberships)
    held = [item for item in rows if _covers(item.starts_on, item.ends_on, day)]
    roots = seat_roots(rows)
    present = {roots[item.id]: item.id for item in held}
    ids = {item.id for item in held}
    found: list[Membership] = []
    for item in held:
        principal = item.deputy_for_id
        handed_on = principal is not None and principal not in ids
        now = present.get(roots.get(principal, principal), principal) if handed_on and principal else principal
        found.append(replace(item, deputy_for_id=now) if handed_on else item)
    return sorted(found, key=lambda item: (ROLE_ORDER[item.role], item.seat.casefold(), item.id))


def seat_roots(memberships: Iterable[Membership]) -> dict[int, int]:
    """The first row of the seat each row belongs to, by id: rows hand over to each other through `previous_id`.

    Rows of older files do not say it: there a row follows the one of the same name that ended the day before.
    """
    rows = list(memberships)
    ended = {(row.seat.casefold(), row.deputy_for_id, row.ends_on): row.id for row in rows if row.ends_on}
    previous = {row.id: row.previous_id for row in rows}
    for row in rows:
        if row.previous_id is None and row.starts_on is not None and row.starts_on > date.min:
            eve = date.fromordinal(row.starts_on.toordinal() - 1)
            previous[row.id] = ended.get((row.seat.casefold(), row.deputy_for_id, eve))
    found: dict[int, int] = {}
    for id in previous:
        current, seen = id, {id}
        while (before := previous.get(current)) is not None and before in previous and before not in seen:
            seen.add(before)
            current = before
        found[id] = current
    return found


def votes_of(seats: Iterable[Membership]) -> int:
    """The votes of all entitled members; deputies hold none of their own, vacant seats none at all."""
    return sum(seat.weight for seat in seats if seat.has_vote and seat.deputy_for_id is None and not seat.vacant)


def check_term(new: Term, others: Sequence[Term]) -> None:
    """Refuse a term that ends before it begins or overlaps another of its body."""
    if new.starts_on is None or new.ends_on is None or new.ends_on < new.starts_on:
        raise UserError(
            "Die Sitzungsperiode braucht einen Beginn und ein Ende danach. Bitte prüfen Sie die beiden Daten.",
            help_topic="gremien",
        )
    for other in others:
        if other.id == new.id or other.starts_on is None or other.ends_on is None:
            continue
        if new.starts_on <= other.ends_on and other.starts_on <= new.ends_on:
            raise UserError(
                f"Die Sitzungsperiode überschneidet sich mit „{other.title}“ ({format_date(other.starts_on)} bis "
                f"{format_date(other.ends_on)}). Bitte ändern Sie Beginn oder Ende.",
                help_topic="gremien",
            )


def check_membership(new: Membership, others: Sequence[Membership]) -> None:
    """Refuse a seat that ends before it begins, deputises itself or doubles an open one.

    At most one open seat per person and role; several chairs are allowed.
    """
    if new.ends_on is not None and new.starts_on is not None and new.ends_on < new.starts_on:
        raise UserError("Der Sitz endet, bevor er beginnt. Bitte prüfen Sie „Von“ und „Bis“.", help_topic="gremien")
    if new.weight < 1:
        raise UserError(
            "Das Stimmgewicht ist mindestens 1. Sitze ohne Stimme haben kein Stimmrecht.", help_topic="gremien"
        )
    if new.id and new.deputy_for_id == new.id:
        raise UserError(
            "Ein Sitz kann sich nicht selbst vertreten. Bitte wählen Sie einen anderen.", help_topic="gremien"
        )
    if new.deputy_for_id is not None and any(o.id == new.deputy_for_id and o.deputy_for_id for o in others):
        raise UserError(
            "Eine Vertretung kann nicht selbst vertreten werden. Bitte wählen Sie den Sitz des Mitglieds.",
            help_topic="gremien",
        )
    if new.ends_on is not None or new.person_id is None:
        return
    for other in others:
        same = other.person_id == new.person_id and other.role is new.role and other.deputy_for_id == new.deputy_for_id
        if other.id != new.id and other.ends_on is None and same:
            raise UserError(
                f"Die Person hat im Gremium schon den Sitz „{other.seat}“ als {new.role.label}. "
                "Bitte beenden Sie erst diesen Sitz oder wählen Sie eine andere Rolle.",
                help_topic="gremien",
            )


def check_tree(body_id: int, parent_id: int | None, parents: dict[int, int | None]) -> None:
    """Refuse a parent that is the body itself or stands below it."""
    seen: set[int] = set()
    current = parent_id
    while current is not None and current not in seen:
        if current == body_id:
            raise UserError(
                "Ein Gremium kann nicht zu sich selbst oder zu einem seiner Untergremien gehören. "
                "Bitte wählen Sie ein anderes übergeordnetes Gremium.",
                help_topic="gremien",
            )
        seen.add(current)
        current = parents.get(current)


_FEMININE = ("gruppe", "runde", "konferenz", "absprache", "allianz", "kommission", "ag", "versammlung")
_NEUTER_OR_MASCULINE = {
    "gremium": "s",
    "netzwerk": "s",
    "forum": "s",
    "team": "s",
    "plenum": "s",
    "rat": "es",
    "kreis": "es",
    "bündnis": "ses",
    "ausschuss": "es",
}


def genitive(body: Body) -> str:
    """The body's name after „Sitzung“: „der Lenkungsgruppe“, „des Kommunalen Präventionsrates“.

    Known German endings only; any other name is set off by a dash („– Sicherheit im Quartier“).
    """
    if body.genitive.strip():
        return body.genitive.strip()
    words = body.name.split()
    lead = ["Kommunalen"] if words[:1] in (["Kommunaler"], ["Kommunales"]) else []
    noun, rest = words[len(lead) : len(lead) + 1], words[len(lead) + 1 :]
    if noun and not lead and noun[0].lower().endswith(_FEMININE):
        return f"der {body.name}"
    for ending, suffix in _NEUTER_OR_MASCULINE.items():
        if noun and noun[0].lower().endswith(ending):
            return " ".join(["des", *lead, noun[0] + suffix, *rest])
    return f"– {body.name}"


def _covers(start: date | None, end: date | None, day: date) -> bool:
    return (start is None or start <= day) and (end is None or day <= end)

"""Keeping the network: what was talked about with whom, lists of addressees, partners over the years, erasing."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, ClassVar, cast

from coordinator_app.domain.fields import Kind, Personal, Record, attribute
from coordinator_app.domain.vocabulary import Vocabulary


class InteractionChannel(Vocabulary):
    """How people were in touch."""

    MEETING = "meeting", "Treffen"
    PHONE = "phone", "Telefon"
    MAIL = "mail", "E-Mail"
    LETTER = "letter", "Brief"


class InteractionDirection(Vocabulary):
    """Who got in touch."""

    OUT = "out", "von uns"
    IN = "in", "an uns"


@dataclass(frozen=True, kw_only=True, slots=True)
class Interaction(Record):
    """A contact with persons or organisations (Kontaktvorgang)."""

    kind: ClassVar[str] = "interaction"
    label: ClassVar[str] = "Kontaktvorgang"
    plural: ClassVar[str] = "Kontaktvorgänge"
    title_field: ClassVar[str] = "subject"

    happened_on: date | None = attribute("Datum", Kind.DATE, direction="past", required=True)
    channel: InteractionChannel = attribute(
        "Weg", Kind.CHOICE, choices=InteractionChannel, default=InteractionChannel.PHONE
    )
    direction: InteractionDirection = attribute(
        "Richtung", Kind.CHOICE, choices=InteractionDirection, default=InteractionDirection.OUT
    )
    subject: str = attribute("Betreff", required=True, searchable=True, max_length=300)
    text: str = attribute("Inhalt", Kind.LONG_TEXT, searchable=True, personal=Personal.CONTACT, max_length=10_000)
    persons: tuple[int, ...] = attribute("Personen", Kind.REFERENCES, target="person")
    organisations: tuple[int, ...] = attribute("Organisationen", Kind.REFERENCES, target="organisation")
    project_id: int | None = attribute("Projekt", Kind.REFERENCE, target="project")


@dataclass(frozen=True, kw_only=True, slots=True)
class DistributionList(Record):
    """A Verteiler: chosen members, and everybody who fits `rule` (a saved filter as JSON, "" = none)."""

    kind: ClassVar[str] = "distribution_list"
    label: ClassVar[str] = "Verteiler"
    plural: ClassVar[str] = "Verteiler"
    title_field: ClassVar[str] = "title"

    title: str = attribute("Name", required=True, searchable=True, max_length=200)
    purpose: str = attribute("Zweck", max_length=300)
    rule: str = attribute("Regel", max_length=5000, printable=False)
    persons: tuple[int, ...] = attribute("Personen", Kind.REFERENCES, target="person")
    organisations: tuple[int, ...] = attribute("Organisationen", Kind.REFERENCES, target="organisation")
    excluded: tuple[int, ...] = attribute(
        "Ausgenommen", Kind.REFERENCES, target="person", help="Wen die Regel findet und wer trotzdem nichts erhält."
    )


class ErasureReason(Vocabulary):
    """Why a person was erased."""

    REQUEST = "request", "Antrag der Person (Art. 17)"
    WITHDRAWN = "withdrawn", "Einwilligung widerrufen"
    OBJECTION = "objection", "Widerspruch der Person (Art. 21)"
    RETENTION = "retention", "Löschfrist erreicht"
    NOT_NEEDED = "not_needed", "nicht mehr erforderlich"


@dataclass(frozen=True, kw_only=True, slots=True)
class ErasureNote(Record):
    """That somebody was erased, when and why, without any data of the person (Löschvermerk).

    `subject_uuid` is the uuid the person had: a backup from before that is restored can be cleaned again.
    """

    kind: ClassVar[str] = "erasure_note"
    label: ClassVar[str] = "Löschvermerk"
    plural: ClassVar[str] = "Löschvermerke"
    title_field: ClassVar[str] = "reason"

    subject_uuid: str = attribute("Kennung", required=True, max_length=36, printable=False)
    erased_on: date | None = attribute("Gelöscht am", Kind.DATE, direction="past", required=True)
    reason: ErasureReason = attribute("Anlass", Kind.CHOICE, choices=ErasureReason, default=ErasureReason.NOT_NEEDED)
    passages: int = attribute("Bereinigte Stellen", Kind.INTEGER, default=0)
    kept: int = attribute(
        "Genannt in abgeschlossenen Niederschriften", Kind.INTEGER, default=0, help="Diese bleiben, wie sie sind."
    )


# --- rules of distribution lists


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRule:
    """Who belongs to a list by themselves: everybody who fulfils all conditions given; () = no condition.

    Ids of catalogue entries, areas and bodies. `main_contacts` takes only the main contact of an organisation,
    `institutions` writes to an organisation as such when nobody works there.
    """

    organisation_kinds: tuple[int, ...] = ()
    fields_of_action: tuple[int, ...] = ()
    areas: tuple[int, ...] = ()
    bodies: tuple[int, ...] = ()
    main_contacts: bool = False
    institutions: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether it has no condition: such a rule finds nobody, not everybody."""
        return not (self.organisation_kinds or self.fields_of_action or self.areas or self.bodies)

    @property
    def asks_organisation(self) -> bool:
        """Whether somebody must work for a fitting organisation."""
        return bool(self.organisation_kinds or self.fields_of_action or self.areas)


def rule_text(rule: ListRule) -> str:
    """The rule as it is stored; "" for an empty one."""
    return "" if rule.is_empty else json.dumps(asdict(rule), ensure_ascii=False, sort_keys=True)


def rule_from(text: str) -> ListRule:
    """A stored rule; what is not understood (a later version, damage) is left out."""
    try:
        data: Any = json.loads(text or "{}")
    except ValueError:
        return ListRule()
    known = cast("dict[str, Any]", data) if isinstance(data, dict) else {}
    values: dict[str, Any] = {}
    for item in fields(ListRule):
        value = known.get(item.name)
        if isinstance(item.default, bool) and isinstance(value, bool):
            values[item.name] = value
        elif isinstance(item.default, tuple) and isinstance(value, list):
            values[item.name] = tuple(id for id in cast("list[Any]", value) if type(id) is int)
    return ListRule(**values)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationFacts:
    """What a rule asks about an organisation."""

    id: int
    kind: int | None = None
    fields_of_action: frozenset[int] = frozenset()
    areas: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkFacts:
    """That somebody works for an organisation now."""

    person: int
    organisation: int
    is_main: bool = False


def fits(rule: ListRule, organisation: OrganisationFacts) -> bool:
    """Whether an organisation fulfils the conditions about organisations."""
    kind = not rule.organisation_kinds or organisation.kind in rule.organisation_kinds
    field_of_action = not rule.fields_of_action or bool(
        organisation.fields_of_action.intersection(rule.fields_of_action)
    )
    area = not rule.areas or bool(organisation.areas.intersection(rule.areas))
    return kind and field_of_action and area


def chosen_by(
    rule: ListRule,
    organisations: Iterable[OrganisationFacts],
    work: Sequence[WorkFacts],
    seated: Mapping[int, int | None],
) -> list[tuple[int | None, int | None]]:
    """(person, organisation) of everybody a rule finds, each person once.

    `seated` are the people who sit in one of the bodies asked for, with the organisation that sent them.
    """
    if rule.is_empty:
        return []
    if not rule.asks_organisation:
        return [(person, organisation) for person, organisation in seated.items()]
    wanted = [one.id for one in organisations if fits(rule, one)]
    found: dict[int, int] = {}
    for each in work:
        allowed = each.organisation in wanted and (not rule.bodies or each.person in seated)
        if allowed and (each.is_main or not rule.main_contacts):
            found.setdefault(each.person, each.organisation)
    pairs: list[tuple[int | None, int | None]] = list(found.items())
    if rule.institutions and not rule.bodies:
        served = set(found.values())
        pairs += [(None, id) for id in wanted if id not in served]
    return pairs


# --- partners over the years


@dataclass(frozen=True, slots=True)
class PartnerYear:
    """The partners of one year: at its end, and who came and went in it."""

    year: int
    partners: int
    joined: int
    left: int


def partner_years(periods: Iterable[tuple[date | None, date | None]], first: int, last: int) -> list[PartnerYear]:
    """Partners by year from their periods (since, until); who has no beginning counts from the first year on."""
    known = list(periods)
    found: list[PartnerYear] = []
    for year in range(first, last + 1):
        end = date(year, 12, 31)
        there = [1 for since, until in known if (since is None or since <= end) and (until is None or until > end)]
        joined = sum(since is not None and since.year == year for since, _ in known)
        left = sum(until is not None and until.year == year for _, until in known)
        found.append(PartnerYear(year, len(there), joined, left))
    return found

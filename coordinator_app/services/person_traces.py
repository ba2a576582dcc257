"""Everything the file holds about one person: own data, roles, lists of the past, texts and attachments naming them.

Read for an Auskunft (Art. 15 GDPR) and before somebody is erased (Art. 17). Which fields refer to persons and which
hold personal data is taken from the declarations of the fields, so that a new feature is included by itself.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from coordinator_app.common.german import format_date, format_date_time
from coordinator_app.domain.attachments import Document, DocumentLink
from coordinator_app.domain.contacts import Affiliation, ContactPoint, Organisation, Person, PrivacyBasis
from coordinator_app.domain.dispatches import Dispatch
from coordinator_app.domain.fields import FieldInfo, Kind, Record, fields_of
from coordinator_app.domain.minutes import SEALED, Minutes, MinutesVersion
from coordinator_app.domain.name_traces import Mention, Traces, excerpt, mentions, traces_of
from coordinator_app.domain.network import Interaction
from coordinator_app.domain.vocabulary import Vocabulary
from coordinator_app.domain.written_files import WrittenFile
from coordinator_app.exchange.attachment_text import words_in
from coordinator_app.storage.queries.contents import read_content
from coordinator_app.storage.queries.search import record_type_of
from coordinator_app.storage.queries.text_traces import record_types, settings_with, steps_by, texts_with
from coordinator_app.storage.unit_of_work import ReadUnit

OWN_PARTS: tuple[type[Record], ...] = (ContactPoint, Affiliation, PrivacyBasis)
LISTS_OF_THE_PAST = frozenset({"attendance", "invitation", "ballot", "objection", "dispatch", "report_run"})
"""Kinds whose names are snapshots: they are replaced without asking when somebody is erased."""
SETTING = "file_setting"
_KEPT_BY_DUTY = frozenset({"expense", "form_version"})
"""Where a surname alone is left in place unless decided otherwise: vouchers („Sporthaus Seidel“), printed forms."""
_SEALED_KINDS = frozenset({MinutesVersion.kind})
_NAMES = frozenset({"display_name", "first_name", "last_name", "letter_salutation"})
_TITLED = ("person", "organisation", "area", "place", "municipality", "body")
_MEETING_KINDS = frozenset({"meeting", "agenda_item", "minutes", "resolution"})

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Role:
    """A record that refers to the person: what it is, its title, as what, since when („von … bis …“)."""

    kind: str
    id: int
    what: str
    title: str
    field: str
    when: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A text that names the person; `places` are where, `sure` when it cannot be anybody else."""

    kind: str
    id: int
    field: str
    where: str
    excerpt: str
    text: str
    places: tuple[Mention, ...]
    sure: bool

    @property
    def key(self) -> str:
        """Unique name of the passage."""
        return f"{self.kind}:{self.id}:{self.field}"

    @property
    def is_snapshot(self) -> bool:
        """Whether it stands in a list of the past, where the name is replaced without asking."""
        return self.kind in LISTS_OF_THE_PAST


@dataclass(frozen=True, slots=True)
class Attached:
    """An attachment that is about the person (`own`) or names them; `sealed` ones belong to final minutes."""

    id: int
    title: str
    file_name: str
    own: bool
    sealed: bool


@dataclass(frozen=True, slots=True)
class PersonTraces:
    """All there is about one person; `steps` counts lines of the change log with the person as the user."""

    person: Person
    points: tuple[ContactPoint, ...]
    affiliations: tuple[tuple[Affiliation, str], ...]
    bases: tuple[PrivacyBasis, ...]
    traces: Traces
    roles: tuple[Role, ...]
    interactions: tuple[Interaction, ...]
    passages: tuple[Passage, ...]
    attached: tuple[Attached, ...]
    sealed: tuple[str, ...]
    steps: int


def person_traces(unit: ReadUnit, person_id: int, progress: Progress | None = None) -> PersonTraces:
    """Look through the whole file; with many attachments that takes seconds (`progress` hears of them)."""
    person = unit.get(Person, person_id)
    points = tuple(unit.find(ContactPoint, person_id=person_id, order="-is_preferred,id"))
    work = unit.find(Affiliation, person_id=person_id, order="-start")
    names = unit.titles("organisation", [row.organisation_id for row in work])
    bases = tuple(unit.find(PrivacyBasis, person_id=person_id, order="id"))
    traces = _own_traces(unit, person, points)
    interactions = tuple(unit.find(Interaction, persons=person_id, deleted=None, order="-happened_on"))
    return PersonTraces(
        person=person,
        points=points,
        affiliations=tuple((row, names.get(row.organisation_id or 0, "")) for row in work),
        bases=bases,
        traces=traces,
        roles=tuple(_roles(unit, person_id)),
        interactions=interactions,
        passages=tuple(_passages(unit, person, traces)),
        attached=tuple(_attached(unit, person_id, bases, traces, progress)),
        sealed=tuple(_sealed(unit, traces)),
        steps=steps_by(unit, traces.sure),
    )


def _own_traces(unit: ReadUnit, person: Person, points: Sequence[ContactPoint]) -> Traces:
    """The forms to look for, without numbers and addresses an institution or somebody else shares."""
    values: tuple[str, ...] = tuple({point.value for point in points})
    shared = {row.value for row in unit.find(ContactPoint, value=values) if row.person_id != person.id}
    shared |= {row.email for row in unit.find(Organisation, deleted=None, email=values)}
    shared |= {row.phone for row in unit.find(Organisation, deleted=None, phone=values)}
    return traces_of(person, [point for point in points if point.value not in shared])


# --- roles


def _roles(unit: ReadUnit, person_id: int) -> list[Role]:
    found: list[Role] = []
    for record_type in record_types():
        if record_type in (*OWN_PARTS, Interaction):
            continue
        for info in fields_of(record_type).values():
            if info.target == "person" and info.kind in {Kind.REFERENCE, Kind.REFERENCES}:
                rows = unit.find(record_type, deleted=None, order="id", **{info.name: person_id})
                found += [_role(unit, row, info) for row in rows]
    return found


def _role(unit: ReadUnit, row: Record, info: FieldInfo) -> Role:
    parent, above = _parent(unit, row)
    title = unit.title(row.kind, row.id)
    named = row.kind in LISTS_OF_THE_PAST or not title
    shown = parent if named else ", ".join(filter(None, (title, parent)))
    role = getattr(row, "role", None)
    what = role.label if isinstance(role, Vocabulary) and info.name == "person_id" else info.label
    return Role(row.kind, row.id, type(row).label, shown, what, _period(row) or (_period(above) if above else ""))


def _parent(unit: ReadUnit, row: Record) -> tuple[str, Record | None]:
    """The record this one is a part of, in words („Sitzung „4. Sitzung““) and itself."""
    for info in fields_of(type(row)).values():
        if info.kind is Kind.REFERENCE and info.required and info.target not in {"person", "document"}:
            target = getattr(row, info.name)
            above = unit.many(record_type_of(info.target), [target]).get(target) if target else None
            title = unit.title(info.target, target) if target else ""
            return (f"{info.label} „{title}“", above) if title else ("", None)
    return "", None


def _period(row: Record) -> str:
    dates = {name: getattr(row, name, None) for name in ("starts_on", "ends_on", "starts_at", "due_on")}
    if dates["starts_on"] is not None:
        end = f" bis {format_date(dates['ends_on'])}" if dates["ends_on"] else ""
        return f"ab {format_date(dates['starts_on'])}{end}"
    if dates["starts_at"] is not None:
        return format_date_time(dates["starts_at"])
    return format_date(dates["due_on"])


# --- texts


def _passages(unit: ReadUnit, person: Person, traces: Traces) -> list[Passage]:
    own = _own_ids(unit, person)
    shared = _is_shared(unit, person, traces)
    found: list[Passage] = []
    for record_type, id, texts in texts_with(unit, traces.needles, without=_SEALED_KINDS):
        if id in own.get(record_type.kind, ()):
            continue
        for name, text in texts.items():
            places = tuple(mentions(text, traces))
            if places and not _is_somebody_else(record_type, name, places):
                found.append(_passage(unit, record_type, id, name, text, places, shared=shared))
    for key, text in settings_with(unit, traces.needles).items():
        places = tuple(mentions(text, traces))
        if places:
            found.append(_setting(key, text, places, shared=shared))
    return found


def _own_ids(unit: ReadUnit, person: Person) -> dict[str, set[int]]:
    own = {"person": {person.id}}
    for part in OWN_PARTS:
        own[part.kind] = {row.id for row in unit.find(part, deleted=None, person_id=person.id)}
    alone = [row.id for row in unit.find(Interaction, deleted=None, persons=person.id) if with_nobody_else(row)]
    return {**own, Interaction.kind: set(alone)}


def with_nobody_else(row: Interaction) -> bool:
    """Whether a contact was with one person alone: it goes with that person."""
    return len(row.persons) == 1 and not row.organisations and row.project_id is None


def _is_somebody_else(record_type: type[Record], name: str, places: Sequence[Mention]) -> bool:
    """Names and addresses of other people of the same surname."""
    if record_type.kind == "person":
        return name in _NAMES and not any(place.sure for place in places)
    return record_type in OWN_PARTS and not any(place.sure for place in places)


def _is_shared(unit: ReadUnit, person: Person, traces: Traces) -> bool:
    """Whether the surname alone may mean somebody or something else that is known here."""
    for kind in _TITLED:
        record_type = record_type_of(kind)
        for row in unit.find(record_type, deleted=None, order="id"):
            title = str(getattr(row, record_type.title_field))
            if (kind, row.id) != ("person", person.id) and mentions(title, Traces((), traces.surnames)):
                return True
    return False


def _passage(
    unit: ReadUnit,
    record_type: type[Record],
    id: int,
    name: str,
    text: str,
    places: tuple[Mention, ...],
    *,
    shared: bool,
) -> Passage:
    record = unit.get(record_type, id)
    title = unit.title(record_type.kind, id)
    is_title = name == record_type.title_field or record_type.kind in LISTS_OF_THE_PAST
    words = [record_type.label if is_title or not title else f"{record_type.label} „{title}“"]
    words += [_parent(unit, record)[0], fields_of(record_type)[name].label]
    sure = any(place.sure for place in places) or not (shared or record_type.kind in _KEPT_BY_DUTY)
    if record_type.kind in _KEPT_BY_DUTY:
        words.append("Aufbewahrungspflicht prüfen")
    shown = excerpt(text, places[0])
    if isinstance(record, Dispatch):  # the other recipients are nobody's business
        words = [f"Versand „{record.occasion.label}“ am {format_date(record.sent_on)}", record.way]
        begin = text.rfind("\n", 0, places[0].start) + 1
        shown = text[begin:].partition("\n")[0]
    return Passage(record_type.kind, id, name, ", ".join(filter(None, words)), shown, text, places, sure)


def _setting(key: str, text: str, places: tuple[Mention, ...], *, shared: bool) -> Passage:
    sure = any(place.sure for place in places) or not shared
    words = "Einstellungen der Datei" + (", Ihr Name" if key == "user_name" else "")
    return Passage(SETTING, 0, key, words, excerpt(text, places[0]), text, places, sure)


# --- attachments and minutes


def _attached(
    unit: ReadUnit, person_id: int, bases: Sequence[PrivacyBasis], traces: Traces, progress: Progress | None
) -> list[Attached]:
    links: dict[int, list[DocumentLink]] = {}
    for link in unit.find(DocumentLink, order="id"):
        links.setdefault(link.document_id, []).append(link)
    proofs = {basis.document_id for basis in bases}
    documents = unit.find(Document, deleted=None, order="id")
    found: list[Attached] = []
    for number, document in enumerate(documents):
        if progress is not None:
            progress(number, len(documents), "Anlagen werden durchgesehen")
        targets = {(link.target_kind, link.target_id) for link in links.get(document.id, ())}
        own = document.id in proofs or targets == {("person", person_id)}
        if own or ("person", person_id) in targets or _names(unit, document, traces):
            sealed = _belongs_to_sealed(unit, targets)
            found.append(Attached(document.id, document.title, document.file_name, own, sealed))
    return found


def _names(unit: ReadUnit, document: Document, traces: Traces) -> bool:
    data = read_content(unit, document.sha256)
    return data is not None and bool(mentions(words_in(data), traces))


def _belongs_to_sealed(unit: ReadUnit, targets: set[tuple[str, int]]) -> bool:
    meetings: set[int] = set()
    for kind, id in targets:
        if kind not in _MEETING_KINDS:
            continue
        row = unit.many(record_type_of(kind), [id]).get(id)
        meetings.add(id if kind == "meeting" else int(getattr(row, "meeting_id", 0) or 0))
    return any(unit.find(Minutes, meeting_id=meeting, state=tuple(SEALED)) for meeting in meetings if meeting)


def _sealed(unit: ReadUnit, traces: Traces) -> list[str]:
    """Titles of the minutes with a sealed version that names the person, the oldest first."""
    found: dict[str, None] = {}
    for _, id, texts in texts_with(unit, traces.needles, only=MinutesVersion.kind):
        text = texts.get("content_json", "").replace("\\n", " ")
        if mentions(text, traces):
            found[unit.title(Minutes.kind, unit.get(MinutesVersion, id).minutes_id)] = None
    return list(found)


def file_names_with(unit: ReadUnit, traces: Traces) -> list[WrittenFile]:
    """Files written outside whose name names the person for sure."""
    rows = unit.find(WrittenFile, deleted=None, order="id")
    return [row for row in rows if mentions(row.path.replace("_", " "), traces)]

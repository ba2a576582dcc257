"""Documents about the network: Auskunft, information letters, distribution lists, partners, notes of erasing."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from coordinator_app.common.clock import today
from coordinator_app.common.german import file_name, format_date
from coordinator_app.documents.content import Document
from coordinator_app.documents.letters import LetterBody
from coordinator_app.documents.network_papers import (
    INFORMATION,
    ListEntry,
    Partner,
    distribution_list,
    erasure_log,
    information_blocks,
    partners_report,
)
from coordinator_app.documents.personal_data import BasisEntry, PersonalData, check_note, disclosure
from coordinator_app.domain.contacts import (
    Affiliation,
    Organisation,
    Person,
    PersonStatus,
    PrivacyBasis,
    is_current,
    letter_salutation,
)
from coordinator_app.domain.fields import fields_of
from coordinator_app.domain.letters import Addressee
from coordinator_app.domain.network import DistributionList, ErasureNote, PartnerYear, partner_years
from coordinator_app.domain.vocabulary import Vocabulary
from coordinator_app.services.document_kinds import CHART_PICTURES
from coordinator_app.services.documents import (
    DocumentKind,
    DocumentOption,
    Options,
    Workspace,
    dated_stem,
    letterhead_of,
)
from coordinator_app.services.letters import Letters, letter_kind
from coordinator_app.services.person_traces import Passage, PersonTraces
from coordinator_app.storage.unit_of_work import ReadUnit

_YEARS_BACK = 9
_SHOWN_FACTS = (
    "salutation",
    "academic_title",
    "letter_salutation",
    "language",
    "status",
    "blocked_on",
    "blocked_reason",
)

# --- Auskunft


def _disclosure(workspace: Workspace, id: int, options: Options) -> Document:
    found: PersonTraces = workspace.person_erasing.traces(id)
    own = workspace.municipality.own()
    passages = _shown_passages(found.passages) if options["passages"] else ()
    data = PersonalData(
        name=found.person.display_name,
        salutation=letter_salutation(found.person),
        address=_address(workspace, id),
        town=workspace.municipality.name(),
        office=own.office if own is not None else "",
        facts=tuple(_facts(found.person)),
        contact_points=tuple((point.channel.label, point.value) for point in found.points),
        activities=tuple(
            (name, ", ".join(filter(None, (row.function, row.department))), _period(row))
            for row, name in found.affiliations
        ),
        bases=tuple(_basis(basis) for basis in found.bases),
        roles=tuple((role.what, role.title, role.field, role.when) for role in found.roles),
        interactions=tuple(
            (
                row.happened_on,
                f"{row.channel.label}, {row.direction.label}",
                "\n".join(filter(None, (row.subject, row.text))),
            )
            for row in found.interactions
        ),
        passages=passages,
        sealed=found.sealed,
        attached=tuple((each.title, each.file_name) for each in found.attached),
        steps=found.steps,
    )
    document = disclosure(data, as_of=today(workspace.clock), letterhead=letterhead_of(workspace))
    note = check_note([each for each in passages if not each[0].startswith("Versand")])
    return document if note is None else replace(document, blocks=(note, *document.blocks))


def _address(workspace: Workspace, id: int) -> tuple[str, ...]:
    """The address lines of a person at their first present organisation; blocked people get their own letter too."""
    with workspace.store.read() as unit:
        rows = unit.find(Affiliation, person_id=id, order="-is_main_contact,-start")
        house = next((row.organisation_id for row in rows if is_current(row.start, row.end, today(unit.clock))), None)
    found: Addressee = workspace.letters.addressee(id, house)
    return found.address


def _facts(person: Person) -> list[tuple[str, str]]:
    infos = fields_of(Person)
    pairs = [(infos[name].label, _words(getattr(person, name))) for name in (*_SHOWN_FACTS, "note")]
    return [(label, words) for label, words in pairs if words]


def _words(value: object) -> str:
    if isinstance(value, Vocabulary):
        return value.label
    return format_date(value) if isinstance(value, date) else str(value or "")


def _period(row: Affiliation) -> str:
    start = f"ab {format_date(row.start)}" if row.start else ""
    return " ".join(filter(None, (start, f"bis {format_date(row.end)}" if row.end else "")))


def _basis(basis: PrivacyBasis) -> BasisEntry:
    return BasisEntry(
        purpose=basis.purpose.label,
        ground=basis.ground.label,
        source=basis.source,
        dated=basis.dated,
        informed_on=basis.informed_on,
        review_on=basis.review_on,
        delete_after=basis.delete_after,
        withdrawn_on=basis.withdrawn_on,
    )


def _shown_passages(passages: Sequence[Passage]) -> tuple[tuple[str, str], ...]:
    """Places that name the person; lists of the past stand among the roles already, except for sendings."""
    shown = [passage for passage in passages if not passage.is_snapshot or passage.kind == "dispatch"]
    return tuple((passage.where, passage.excerpt) for passage in shown if passage.sure)


def _people_due(workspace: Workspace) -> list[int]:
    """Those whose data is to be looked at: an Auskunft about everybody is never made in bulk."""
    return [row.person.id for row in workspace.retention.due()]


def _person_stem(word: str, kind: str = "person") -> Callable[[Workspace, int], str]:
    def stem(workspace: Workspace, id: int) -> str:
        with workspace.store.read() as unit:
            return file_name(f"{today(workspace.clock):%Y-%m-%d} {word} {unit.title(kind, id)}", 150)

    return stem


# --- information letters (Art. 13 and 14)


def _uninformed(unit: ReadUnit) -> list[int]:
    """People with a legal basis they were not told about, by name; blocked ones are left out."""
    waiting = {basis.person_id for basis in unit.find(PrivacyBasis, informed_on=None)}
    return [one.id for one in unit.find(Person) if one.id in waiting and one.status is not PersonStatus.BLOCKED]


def _people_uninformed(workspace: Workspace) -> list[int]:
    with workspace.store.read() as unit:
        return _uninformed(unit)


def _anybody_uninformed(workspace: Workspace) -> list[int]:
    return [0] if _people_uninformed(workspace) else []


def _letter_to_one(workspace: Workspace, id: int, _options: Options) -> Letters:
    return _letters(workspace, [id])


def _letters_to_all(workspace: Workspace, _id: int, _options: Options) -> Letters:
    return _letters(workspace, _people_uninformed(workspace))


def _letters(workspace: Workspace, people: Sequence[int]) -> Letters:
    town: str = workspace.municipality.name()
    with workspace.store.read() as unit:
        work = {row.person_id: row.organisation_id for row in unit.find(Affiliation, order="is_main_contact,start")}
        bases: dict[int, list[PrivacyBasis]] = {}
        for basis in unit.find(PrivacyBasis, order="id"):
            bases.setdefault(basis.person_id or 0, []).append(basis)
    recipients: list[Addressee] = workspace.letters.addressees([(person, work.get(person)) for person in people])

    def body(to: Addressee) -> LetterBody:
        own = bases.get(to.person_id or 0, [])
        used = tuple((basis.purpose.label, basis.ground.label) for basis in own)
        source = next((basis.source for basis in own if basis.source), "")
        return LetterBody(
            subject=INFORMATION, blocks=information_blocks(used, source, town), signatory=workspace.store.user
        )

    return Letters(recipients=recipients, body=body, title=INFORMATION)


def _information_stem(workspace: Workspace, _id: int) -> str:
    return dated_stem(workspace, "Information nach Art. 13 DSGVO")


# --- lists, partners, notes


def _list(workspace: Workspace, id: int, _options: Options) -> Document:
    view = workspace.distribution_lists.view(id)
    entries = [
        ListEntry(
            name=member.name,
            organisation=member.organisation,
            email=member.addressee.email,
            address=member.postal,
            problem=member.addressee.problem,
        )
        for member in view.members
    ]
    return distribution_list(
        view.record.title,
        view.record.purpose,
        entries,
        as_of=today(workspace.clock),
        town=workspace.municipality.name(),
        letterhead=letterhead_of(workspace),
    )


def _lists(workspace: Workspace) -> list[int]:
    with workspace.store.read() as unit:
        return [row.id for row in unit.find(DistributionList)]


def partner_history(workspace: Workspace) -> list[PartnerYear]:
    """Partners at the end of each of the last ten years, from the first year on in which there was one."""
    year = today(workspace.clock).year
    with workspace.store.read() as unit:
        rows = [row for row in unit.find(Organisation) if row.partner_since is not None]
    if not rows:
        return []
    first = min(row.partner_since.year for row in rows if row.partner_since)
    return partner_years([(row.partner_since, row.partner_until) for row in rows], max(first, year - _YEARS_BACK), year)


def _partners(workspace: Workspace, _id: int, options: Options) -> Document:
    day = today(workspace.clock)
    with workspace.store.read() as unit:
        rows = unit.find(Organisation)
        if not options["former"]:
            rows = [row for row in rows if is_current(None, row.partner_until, day)]
        kinds = unit.titles("catalog_entry", [row.organisation_kind_id for row in rows])
        work = [row for row in unit.find(Affiliation, order="is_main_contact") if is_current(row.start, row.end, day)]
        names = unit.titles("person", [row.person_id for row in work])
    contacts = {row.organisation_id: names.get(row.person_id or 0, "") for row in work}
    partners = [
        Partner(
            name=row.name,
            kind=kinds.get(row.organisation_kind_id or 0, ""),
            contact=contacts.get(row.id, ""),
            since=row.partner_since,
            until=row.partner_until,
        )
        for row in rows
    ]
    return partners_report(
        partners,
        partner_history(workspace),
        as_of=day,
        town=workspace.municipality.name(),
        letterhead=letterhead_of(workspace),
    )


def _has_partners(workspace: Workspace) -> list[int]:
    with workspace.store.read() as unit:
        return [0] if unit.count(Organisation) else []


def _partners_stem(workspace: Workspace, _id: int) -> str:
    return dated_stem(workspace, "Netzwerkpartner")


def _erasures(workspace: Workspace, _id: int, _options: Options) -> Document:
    notes: list[ErasureNote] = workspace.person_erasing.notes()
    return erasure_log(
        [(note.erased_on, note.reason.label, note.passages, note.kept) for note in notes],
        as_of=today(workspace.clock),
        town=workspace.municipality.name(),
        letterhead=letterhead_of(workspace),
    )


def _has_erasures(workspace: Workspace) -> list[int]:
    return [0] if workspace.person_erasing.notes() else []


def _erasures_stem(workspace: Workspace, _id: int) -> str:
    return dated_stem(workspace, "Löschprotokoll")


KINDS: tuple[DocumentKind, ...] = (
    DocumentKind(
        key="person_disclosure",
        label="Auskunft nach Art. 15 DSGVO",
        subject="person",
        build=_disclosure,
        subjects=_people_due,
        file_stem=_person_stem("Auskunft"),
        options=(DocumentOption("passages", "Textstellen, die die Person nennen, abdrucken", default=True),),
    ),
    letter_kind(
        key="privacy_information",
        label="Brief: Information nach Art. 13/14 DSGVO",
        subject="person",
        letters=_letter_to_one,
        subjects=_people_uninformed,
        file_stem=_person_stem("Information nach Art. 13 DSGVO"),
    ),
    letter_kind(
        key="privacy_information_letters",
        label="Briefe nach Art. 13/14 DSGVO an alle noch nicht Informierten",
        subject="",
        letters=_letters_to_all,
        subjects=_anybody_uninformed,
        file_stem=_information_stem,
    ),
    DocumentKind(
        key="distribution_list",
        label="Verteiler",
        subject="distribution_list",
        build=_list,
        subjects=_lists,
        file_stem=_person_stem("Verteiler", "distribution_list"),
        formats=("docx", "pdf", "xlsx"),
    ),
    DocumentKind(
        key="network_partners",
        label="Netzwerkpartner",
        subject="",
        build=_partners,
        subjects=_has_partners,
        file_stem=_partners_stem,
        formats=("docx", "pdf", "xlsx"),
        options=(DocumentOption("former", "Auch frühere Partner", default=False), CHART_PICTURES),
    ),
    DocumentKind(
        key="erasure_log",
        label="Löschprotokoll",
        subject="",
        build=_erasures,
        subjects=_has_erasures,
        file_stem=_erasures_stem,
    ),
)

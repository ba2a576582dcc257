"""The publication check: gathers what is known in the file and looks at a document before it leaves the house."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from coordinator_app.common.clock import local, today
from coordinator_app.documents.content import Document, warnings_of
from coordinator_app.documents.publication_pieces import pieces_of
from coordinator_app.domain.bodies import CHAIRS, Membership
from coordinator_app.domain.contacts import Affiliation, Organisation, Person, is_current
from coordinator_app.domain.fields import Record
from coordinator_app.domain.meetings import AgendaItem, Meeting
from coordinator_app.domain.municipality import Municipality, Place
from coordinator_app.domain.name_traces import traces_of
from coordinator_app.domain.projects import Project
from coordinator_app.domain.publication_check import (
    HiddenText,
    edited_file,
    gaps,
    leaked,
    marks,
    missing_sentences,
    sentences,
    unfinished,
    unreleased,
)
from coordinator_app.domain.publication_findings import Finding, Passage, in_order
from coordinator_app.domain.publication_names import KnownPerson, contact_data, folded, named_persons, strangers
from coordinator_app.domain.publication_numbers import recoverable_cells, small_cells, small_counts
from coordinator_app.domain.publicity import has_marks, internal_text, public_text
from coordinator_app.domain.resolutions import Resolution
from coordinator_app.domain.written_files import FileState
from coordinator_app.services.document_kinds import DocumentKind, Options

if TYPE_CHECKING:
    from coordinator_app.services.workspace import Workspace
    from coordinator_app.storage.unit_of_work import ReadUnit

PUBLIC = "public"
_TEXTS: dict[type[Record], tuple[str, ...]] = {
    AgendaItem: ("facts", "proposal", "discussion", "outcome"),
    Resolution: ("wording", "grounds", "report"),
}
_SHORTEST_TITLE = 12  # characters; shorter titles of projects are ordinary words


def public_option(kind: DocumentKind) -> str:
    """The option of a document whose choice „public“ makes its public variant; "" = there is none."""
    for option in kind.options:
        if any(value == PUBLIC for value, _label in option.choices):
            return option.key
    return ""


def check_kind(
    workspace: "Workspace", key: str, id: int, options: Options | None = None, document: Document | None = None
) -> tuple[Finding, ...]:
    """What to look at before this document is passed on; reads earlier files, so call it in a job."""
    kind = workspace.documents.kind(key)
    if document is None:
        document = workspace.documents.document(key, id, options)
    return check(workspace, document, files=_edited(workspace, kind, id))


def check(
    workspace: "Workspace", document: Document, *, projects: Sequence[int] = (), files: Iterable[Finding] = ()
) -> tuple[Finding, ...]:
    """What to look at before this document is passed on, the gravest first.

    `projects` are those it is about besides the ones it names; `files` are findings about files written earlier.
    """
    passages, grids = pieces_of(document)
    with workspace.store.read() as unit:
        every = unit.find(Project)
        named = _named(passages, every)
        found: list[Finding] = [*marks(passages), *unfinished(document.marking)]
        found += leaked(passages, *_secrets(unit))
        found += unreleased(project.title for project in named if not project.is_public)
        persons = _persons(unit, workspace)
        found += named_persons(passages, persons)
        found += strangers(passages, {person.surname for person in persons})
        found += contact_data(passages, _own_contacts(unit, every))
    found += [*small_counts(passages), *small_cells(grids), *recoverable_cells(grids)]
    wanted = workspace.grants.notices([*projects, *(project.id for project in named)])
    found += missing_sentences(passages, (sentence for sentence, _logo in wanted))
    found += gaps(warnings_of(document))
    return in_order((*found, *files))


def _named(passages: Iterable[Passage], projects: Iterable[Project]) -> list[Project]:
    """The projects whose titles stand in the document."""
    whole = " ".join(" ".join(passage.text.split()) for passage in passages).casefold()
    return [
        project
        for project in projects
        if len(project.title) >= _SHORTEST_TITLE and " ".join(project.title.split()).casefold() in whole
    ]


def _secrets(unit: "ReadUnit") -> tuple[list[HiddenText], frozenset[str]]:
    """What is not public, and the sentences that are public somewhere."""
    hidden: list[HiddenText] = []
    public: set[str] = set()
    for record_type, names in _TEXTS.items():
        for record in unit.find(record_type):
            text = "\n".join(getattr(record, name) for name in names)
            source = f"{record_type.label} „{getattr(record, record_type.title_field)}“"
            if not getattr(record, "public"):  # noqa: B009 - both kinds have it, their base does not
                hidden.append(HiddenText(text, source))
                continue
            public |= set(sentences(public_text(text)))
            if has_marks(text):
                hidden.append(HiddenText(internal_text(text), source))
    return hidden, frozenset(public)


def _persons(unit: "ReadUnit", workspace: "Workspace") -> list[KnownPerson]:
    """Everybody the file knows, with their functions and seats of today."""
    day = today(workspace.clock)
    functions: dict[int, list[str]] = {}
    for held in unit.find(Affiliation):
        if held.person_id and is_current(held.start, held.end, day):
            functions.setdefault(held.person_id, []).append(held.function)
    for seat in unit.find(Membership):
        if seat.person_id and seat.role in CHAIRS and is_current(seat.starts_on, seat.ends_on, day):
            functions.setdefault(seat.person_id, []).append(seat.role.label)
    return [
        KnownPerson(
            person.display_name, traces_of(person, ()), "; ".join(functions.get(person.id, ())), person.last_name
        )
        for person in unit.find(Person)
    ]


def _own_contacts(unit: "ReadUnit", projects: Iterable[Project]) -> frozenset[str]:
    """Contact data that belong to offices, organisations and places, not to persons."""
    found: list[str] = []
    for holder in (*unit.find(Municipality), *unit.find(Organisation)):
        found += [holder.phone, holder.email, holder.street]
    found += [place.address for place in unit.find(Place)]
    found += [meeting.place for meeting in unit.find(Meeting)]
    found += [project.location for project in projects]
    return frozenset(folded(part) for text in found for part in (text, *text.split(",")) if part.strip())


def _edited(workspace: "Workspace", kind: DocumentKind, id: int) -> list[Finding]:
    """Files with this document that were changed by hand since they were written."""
    files = workspace.documents.files
    if not kind.subject:
        return []
    found: list[Finding] = []
    for entry in files.of_record(kind.subject, id):
        if entry.document_key == kind.key and files.state(entry) is FileState.EDITED:
            name = entry.path.replace("\\", "/").rsplit("/", 1)[-1]
            day = f"{local(entry.written_at):%d.%m.%Y}" if entry.written_at else "letzten Mal"
            found.append(edited_file(name, day))
    return found

"""Letters to people and institutions, for every feature: addresses from the contacts, DIN 5008 or the town's template.

A feature gives recipients and the words (`LetterBody`); `letter_kind` makes a document of the menu from that.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.documents.content import Document
from coordinator_app.documents.letters import Body, Sender, letters
from coordinator_app.domain.letters import Addressee
from coordinator_app.services.addressees import addressees_of
from coordinator_app.services.documents import (
    DocumentKind,
    DocumentOption,
    Options,
    Workspace,
    letterhead_of,
    render_document,
)

TOWN = "town"
LAYOUT = DocumentOption(
    "layout",
    "Briefbogen",
    default="",
    choices=(("", "Brief nach DIN 5008"), (TOWN, "Briefvorlage der Kommune (nur Word)")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """Letters ready to be made: who gets one, what it says, the title of the whole file."""

    recipients: Sequence[Addressee]
    body: Body
    title: str


class LetterService:
    """`workspace.letters`: addressees and letters."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def addressee(self, person_id: int | None = None, organisation_id: int | None = None) -> Addressee:
        """Where and how to write to a person (sent by an institution) or an institution."""
        return self.addressees([(person_id, organisation_id)])[0]

    def addressees(self, wanted: Sequence[tuple[int | None, int | None]]) -> list[Addressee]:
        """The addressees of (person, organisation) pairs in their order."""
        with self._workspace.store.read() as unit:
            return addressees_of(unit, wanted)

    def sender(self) -> Sender:
        """The own municipality as sender; empty in a file that is not set up yet."""
        own = self._workspace.municipality.own()
        head = letterhead_of(self._workspace)
        if own is None or head is None:
            return Sender()
        place = " ".join(filter(None, (own.postcode, own.town)))
        return Sender(
            letterhead=head,
            name=head.lines[0],
            office=own.office,
            return_line=" · ".join(filter(None, (head.lines[0], own.street, place))),
            town=own.town or own.name,
            phone=own.phone,
            email=own.email,
            website=own.website,
        )

    def document(self, recipients: Sequence[Addressee], body: Body, *, title: str) -> Document:
        """One DIN 5008 letter per recipient in one document, for Word, PDF and print."""
        return letters(recipients, body, self.sender(), today(self._workspace.clock), title=title)

    def on_template(
        self, recipients: Sequence[Addressee], body: Body, *, title: str, template_id: int | None = None
    ) -> bytes:
        """The same letters as one Word file on a template of the town (None = the usual one)."""
        from coordinator_app.documents.letter_filling import fill_letters

        template, data = self._workspace.letter_templates.content(template_id)
        day = today(self._workspace.clock)
        return fill_letters(data, recipients, body, self.sender(), day, title=title, template=template.title)


def letter_kind(
    *,
    key: str,
    label: str,
    subject: str,
    letters: Callable[[Workspace, int, Options], Letters],
    subjects: Callable[[Workspace], list[int]],
    file_stem: Callable[[Workspace, int], str],
    options: tuple[DocumentOption, ...] = (),
) -> DocumentKind:
    """A document that is letters: on plain paper as Word and PDF, with „Briefbogen“ on the town's template as Word."""

    def build(workspace: Workspace, id: int, chosen: Options) -> Document:
        made = letters(workspace, id, chosen)
        return workspace.letters.document(made.recipients, made.body, title=made.title)

    def word(workspace: Workspace, id: int, chosen: Options) -> bytes:
        made = letters(workspace, id, chosen)
        if not made.recipients:
            raise UserError("Für diese Briefe gibt es noch keine Empfänger.", help_topic="briefe")
        if chosen.get("layout") == TOWN:
            data: bytes = workspace.letters.on_template(made.recipients, made.body, title=made.title)
            return data
        return render_document(replace(build(workspace, id, chosen), created=workspace.clock.now()), "docx")

    return DocumentKind(
        key=key,
        label=label,
        subject=subject,
        build=build,
        subjects=subjects,
        file_stem=file_stem,
        options=(*options, LAYOUT),
        own={"docx": word},
    )

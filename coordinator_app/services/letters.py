"""Letters to people and institutions, for every feature: addresses from the contacts, DIN 5008 or the town's template.

A feature gives recipients and the words (`LetterBody`); `letter_kind` makes a document of the menu from that.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from coordinator_app.common.clock import local, today
from coordinator_app.common.errors import UserError
from coordinator_app.common.german import file_name
from coordinator_app.common.jobs import JobContext
from coordinator_app.documents.content import Document
from coordinator_app.documents.letters import Body, LetterBody, Sender, letters
from coordinator_app.domain.letter_templates import PLACEHOLDERS, TemplatePurpose
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
    choices=(("", "Brief nach DIN 5008"), (TOWN, "Briefvorlage der Kommune (Word; Vorschau und PDF nach DIN 5008)")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """Letters ready to be made: who gets one, what it says, the title of the whole file, the committee they are of."""

    recipients: Sequence[Addressee]
    body: Body
    title: str
    body_id: int | None = None


def on_town_template(layout: object) -> bool:
    """Whether a choice of „Briefbogen“ is a template: the usual one („town“) or a certain one („town:3“)."""
    return str(layout).partition(":")[0] == TOWN


def more_templates(purpose: TemplatePurpose) -> Callable[[Workspace, int], tuple[tuple[str, str], ...]]:
    """The templates to choose from beside the usual one, where there are several."""

    def found(workspace: Workspace, _id: int) -> tuple[tuple[str, str], ...]:
        views = workspace.letter_templates.all(purpose)
        return tuple((f"{TOWN}:{view.template.id}", f"Vorlage „{view.template.title}“ (Word)") for view in views[1:])

    return found


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
        self,
        recipients: Sequence[Addressee],
        body: Body,
        *,
        title: str,
        layout: str = TOWN,
        body_id: int | None = None,
        context: JobContext | None = None,
    ) -> bytes:
        """The same letters as one Word file on a template of the town: the one chosen, else that of the committee."""
        from coordinator_app.documents.letter_filling import fill_letters

        template, data = self._workspace.letter_templates.chosen(layout, body_id=body_id)
        day = today(self._workspace.clock)
        return fill_letters(
            data, recipients, body, self.sender(), day, title=title, template=template.title, context=context
        )

    def file(
        self,
        recipients: Sequence[Addressee],
        body: Body,
        *,
        title: str,
        layout: str = "",
        body_id: int | None = None,
        context: JobContext | None = None,
    ) -> tuple[str, bytes]:
        """One file of letters and its ending: `layout` is "pdf", a template of the town, else plain Word."""
        if on_town_template(layout):
            made = self.on_template(recipients, body, title=title, layout=layout, body_id=body_id, context=context)
            return "docx", made
        ending = "pdf" if layout == "pdf" else "docx"
        document = replace(self.document(recipients, body, title=title), created=self._workspace.clock.now())
        return ending, render_document(document, ending)

    def layouts(self) -> list[tuple[str, str]]:
        """What letters can be written on, as (layout of `file`, words)."""
        views = self._workspace.letter_templates.all()
        town = [(TOWN, f"Word auf der Briefvorlage „{views[0].template.title}“")] if views else []
        more = more_templates(TemplatePurpose.LETTER)(self._workspace, 0)
        return [("pdf", "PDF zum Drucken"), ("docx", "Word nach DIN 5008"), *town, *more]

    def samples(self, person_id: int | None = None, organisation_id: int | None = None) -> dict[str, str]:
        """How each placeholder of a letter reads, written to somebody of the open file or to the made-up recipient."""
        from coordinator_app.documents.letter_filling import values_of

        found, words, sender = self.sample(person_id, organisation_id)
        values = values_of(found, words, sender, today(self._workspace.clock))
        samples = {entry.name: entry.sample for entry in PLACEHOLDERS}
        return {name: (shown if isinstance(shown, str) else "") or samples[name] for name, shown in values.items()}

    def sample(
        self, person_id: int | None = None, organisation_id: int | None = None
    ) -> tuple[Addressee, LetterBody, Sender]:
        """A test letter: to somebody of the open file or to the made-up recipient, from the own municipality."""
        from coordinator_app.documents.letter_filling import sample_letter

        found, words = sample_letter()
        if person_id is not None or organisation_id is not None:
            found = self.addressee(person_id, organisation_id)
        return found, words, self.sender()


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
    """A document that is letters: on plain paper as Word and PDF, with „Briefbogen“ on the town's template as Word.

    As ZIP every letter is a Word file of its own, named after its recipient.
    """

    def build(workspace: Workspace, id: int, chosen: Options) -> Document:
        made = letters(workspace, id, chosen)
        return workspace.letters.document(made.recipients, made.body, title=made.title)

    def word(workspace: Workspace, id: int, chosen: Options, context: JobContext) -> bytes:
        made = _somebody(letters(workspace, id, chosen))
        return _word(workspace, made, str(chosen.get(LAYOUT.key, "")), context)

    def each(workspace: Workspace, id: int, chosen: Options, context: JobContext) -> bytes:
        made = _somebody(letters(workspace, id, chosen))
        return _one_by_one(workspace, made, str(chosen.get(LAYOUT.key, "")), context)

    return DocumentKind(
        key=key,
        label=label,
        subject=subject,
        build=build,
        subjects=subjects,
        file_stem=file_stem,
        formats=("docx", "pdf", "zip"),
        options=(*options, LAYOUT),
        choices={LAYOUT.key: more_templates(TemplatePurpose.LETTER)},
        own={"docx": word},
        packed=each,
    )


def _somebody(made: Letters) -> Letters:
    if not made.recipients:
        raise UserError("Für diese Briefe gibt es noch keine Empfänger.", help_topic="briefe")
    return made


def _word(workspace: Workspace, made: Letters, layout: str, context: JobContext) -> bytes:
    found: tuple[str, bytes] = workspace.letters.file(
        made.recipients, made.body, title=made.title, layout=layout, body_id=made.body_id, context=context
    )
    return found[1]


def _one_by_one(workspace: Workspace, made: Letters, layout: str, context: JobContext) -> bytes:
    """A ZIP with a Word file for each who may be written to; numbered, for people may share a name."""
    target = BytesIO()
    people = [one for one in made.recipients if not one.refused]
    moment = local(workspace.clock.now()).timetuple()[:6]
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for done, one in enumerate(people):
            context.progress(done, len(people), one.name)
            alone = replace(made, recipients=(one,), title=f"{made.title}: {one.name}")
            stem = file_name(f"{done + 1:03} {one.name}", 120)
            entry = ZipInfo(f"{stem}.docx", moment)
            archive.writestr(entry, _word(workspace, alone, layout, JobContext()), ZIP_DEFLATED)
    return target.getvalue()

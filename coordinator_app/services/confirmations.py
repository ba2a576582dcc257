"""„Stimmt Ihr Angebot noch?“: who is asked, letters and mail drafts, what was answered and what follows from it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.common.german import file_name, format_date
from coordinator_app.common.jobs import JobContext
from coordinator_app.documents.content import Document
from coordinator_app.documents.letter_text import plain_text
from coordinator_app.documents.letters import LetterBody
from coordinator_app.documents.offer_letters import SUBJECT, AskedOffer, ReplyTo, form_blocks, letter_blocks
from coordinator_app.domain.contacts import Affiliation, is_current
from coordinator_app.domain.dispatches import Occasion
from coordinator_app.domain.letters import Addressee
from coordinator_app.domain.project_course import Confirmation, ConfirmationReply, reply_sentence
from coordinator_app.domain.projects import LIVING, Project, ProjectStatus, needs_confirmation, period_text
from coordinator_app.exchange.mail_drafts import MailAddress, MailAttachment, MailDraft, draft_bytes
from coordinator_app.services.document_files import WhenEdited
from coordinator_app.services.documents import Workspace, render_document
from coordinator_app.services.letters import Letters
from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit

COUNCIL = "des Kommunalen Präventionsrates"
HELP = "angebote-bestaetigen"
DAYS_TO_REPLY = 28
_KINDS = {True: "organisation", False: "person"}


@dataclass(frozen=True, slots=True)
class Provider:
    """Somebody with offers: `key` is the id of an organisation or the negative id of a person.

    `asked` is the newest day a question is open since, None when nothing is open.
    """

    key: int
    name: str
    addressee: Addressee
    projects: tuple[Project, ...]
    asked: date | None

    @property
    def way(self) -> str:
        """How the letter goes, in words."""
        if self.addressee.refused:
            return "wird nicht angeschrieben"
        if self.addressee.email:
            return "E-Mail"
        return "Brief" if self.addressee.address else "Brief, Anschrift fehlt"


@dataclass(frozen=True, slots=True)
class Waiting:
    """An offer whose carrier was asked and has not answered."""

    confirmation: Confirmation
    project: Project
    provider: str
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One answer to be stored; `changes` is needed when something changed."""

    project_id: int
    reply: ConfirmationReply
    on: date
    by: str = ""
    changes: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """What was put into a folder: the files, who gets a mail, who a letter."""

    files: tuple[Path, ...]
    mails: tuple[Provider, ...]
    letters: tuple[Provider, ...]


class Confirmations:
    """`workspace.confirmations`: asking the carriers of living offers once a year and entering their answers."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    # ---------------------------------------------------------------- asking

    def providers(self, *, everybody: bool = False, keys: Sequence[int] | None = None) -> list[Provider]:
        """Who has offers to confirm (`everybody`: all living offers), by name; `keys` chooses some of them."""
        day = today(self._workspace.clock)
        with self._workspace.store.read() as unit:
            found = [
                project
                for project in unit.find(Project, status=tuple(LIVING))
                if everybody or needs_confirmation(project, day)
            ]
            providers = self._providers(unit, found)
        return [one for one in providers if keys is None or one.key in keys]

    def without_provider(self) -> list[Project]:
        """Offers to confirm that name neither carrier nor responsible person: nobody can be asked."""
        day = today(self._workspace.clock)
        with self._workspace.store.read() as unit:
            found: list[Project] = unit.find(Project, status=tuple(LIVING))
        return [project for project in found if needs_confirmation(project, day) and not _key(project)]

    def _providers(self, unit: ReadUnit, projects: Iterable[Project]) -> list[Provider]:
        by_key: dict[int, list[Project]] = {}
        for project in projects:
            if key := _key(project):
                by_key.setdefault(key, []).append(project)
        pairs = [(_person_of(unit, key, of_key), key if key > 0 else None) for key, of_key in by_key.items()]
        addressees: list[Addressee] = self._workspace.letters.addressees(pairs)
        names = {key: unit.title(_KINDS[key > 0], abs(key)) for key in by_key}
        open_since = {
            item.project_id: item.asked_on
            for item in unit.find(Confirmation, reply=ConfirmationReply.OPEN, order="asked_on")
        }
        found: list[Provider] = []
        for (key, of_key), addressee in zip(by_key.items(), addressees, strict=True):
            days = [day for project in of_key if (day := open_since.get(project.id)) is not None]
            if names[key]:
                found.append(Provider(key, names[key], addressee, tuple(of_key), max(days, default=None)))
        return sorted(found, key=lambda one: (one.name.casefold(), one.key))

    def letters(self, *, everybody: bool = False, keys: Sequence[int] | None = None) -> Letters:
        """The letters of these providers with their reply forms, ready to be made."""
        found = self.providers(everybody=everybody, keys=keys)
        return Letters(recipients=[one.addressee for one in found], body=self._words(found), title=SUBJECT)

    def _words(self, found: Sequence[Provider]) -> "_Words":
        with self._workspace.store.read() as unit:
            offers = {project.id: _offer(unit, project) for one in found for project in one.projects}
        sender = self._workspace.letters.sender()
        to = ReplyTo(
            council=COUNCIL,
            office=sender.letterhead.lines if sender.letterhead is not None else (),
            email=sender.email,
            until=today(self._workspace.clock) + timedelta(days=DAYS_TO_REPLY),
        )
        return _Words(found, offers, to, self._workspace.store.user)

    def write(
        self, context: JobContext, folder: Path, keys: Sequence[int], *, everybody: bool = False, layout: str = ""
    ) -> Written:
        """Put mail drafts (with the form as PDF) and one file of letters for the others into a folder."""
        found = [one for one in self.providers(everybody=everybody, keys=keys) if not one.addressee.refused]
        if not found:
            raise UserError("Es gibt niemanden, der gefragt werden kann.", help_topic=HELP)
        words = self._words(found)
        mails = tuple(one for one in found if one.addressee.email)
        letters = tuple(one for one in found if not one.addressee.email)
        files: list[Path] = []
        for done, one in enumerate(mails):
            context.progress(done, len(mails) + 1, one.name)
            files.append(self._save(folder, f"E-Mail an {one.name}.eml", self._draft(one, words)))
        if letters:
            context.progress(len(mails), len(mails) + 1, "Briefe werden gesetzt")
            people = [one.addressee for one in letters]
            ending, data = self._workspace.letters.file(people, words, title=SUBJECT, layout=layout)
            files.append(self._save(folder, f"Briefe.{ending}", data))
        context.progress(len(mails) + 1, len(mails) + 1, "Fertig")
        return Written(tuple(files), mails, letters)

    def _draft(self, one: Provider, words: "_Words") -> bytes:
        body = words(one.addressee)
        sender = self._workspace.letters.sender()
        lines = [body.signatory, *(sender.letterhead.lines if sender.letterhead is not None else ())]
        text = "\n\n".join(
            (f"{one.addressee.salutation},", plain_text(body.blocks), body.closing, "\n".join(filter(None, lines)))
        )
        form = Document(title=SUBJECT, blocks=body.appendix, letterhead=sender.letterhead, footer=sender.name)
        return draft_bytes(
            MailDraft(
                subject=SUBJECT,
                text=text,
                to=[MailAddress(one.name, one.addressee.email)],
                sender=MailAddress(sender.name, sender.email) if sender.email else None,
                attachments=[MailAttachment("Rückmeldung.pdf", render_document(form, "pdf"))],
            )
        )

    def _save(self, folder: Path, name: str, data: bytes) -> Path:
        path = folder / file_name(f"{today(self._workspace.clock):%Y-%m-%d} Stimmt Ihr Angebot noch {name}", 150)
        written: Path = self._workspace.documents.files.write(path, data, WhenEdited.BESIDE)
        return written

    def note_asked(self, written: Written) -> int:
        """Note that the letters left the house: a sending per provider, an open question per offer; one undo step."""
        asked = 0
        with self._workspace.store.write("Angebote zur Bestätigung verschickt") as unit:
            for people, way in ((written.mails, "E-Mail"), (written.letters, "Post")):
                for one in people:
                    address = one.addressee.email or ", ".join(one.addressee.address)
                    self._workspace.dispatches.record(
                        Occasion.CONFIRMATION,
                        _KINDS[one.key > 0],
                        abs(one.key),
                        way=way,
                        recipients=[", ".join(filter(None, (one.name, address)))],
                        contents="\n".join(project.title for project in one.projects),
                    )
                    for project in one.projects:
                        _ask(unit, project.id)
                        asked += 1
        return asked

    # ---------------------------------------------------------------- answers

    def waiting(self) -> list[Waiting]:
        """Open questions, by provider and offer."""
        day = today(self._workspace.clock)
        with self._workspace.store.read() as unit:
            found = unit.find(Confirmation, reply=ConfirmationReply.OPEN, order="asked_on,id")
            projects = unit.many(Project, [item.project_id or 0 for item in found])
            names = {
                id: unit.title(_KINDS[key > 0], abs(key)) if (key := _key(project)) else ""
                for id, project in projects.items()
            }
        entries = [
            Waiting(item, project, names[project.id], (day - (item.asked_on or day)).days)
            for item in found
            if (project := projects.get(item.project_id or 0)) is not None and project.deleted_at is None
        ]
        return sorted(entries, key=lambda one: (one.provider.casefold(), one.project.title.casefold()))

    def reply(self, answers: Sequence[Reply]) -> int:
        """Enter answers as one undo step; how many.

        „stimmt noch“ and „geändert“ confirm the offer as of that day, a change becomes a task, „gibt es nicht mehr“
        discontinues the offer.
        """
        with self._workspace.store.write("Rückmeldungen zu Angeboten eingetragen") as unit:
            for answer in answers:
                self._enter(unit, answer)
        return len(answers)

    def _enter(self, unit: WriteUnit, answer: Reply) -> None:
        project = unit.get(Project, answer.project_id)
        existing = unit.find(Confirmation, project_id=project.id, reply=ConfirmationReply.OPEN, order="-asked_on,-id")
        values = {
            "reply": answer.reply,
            "replied_on": answer.on,
            "answered_by": answer.by.strip(),
            "changes": answer.changes.strip(),
        }
        base = existing[0] if existing else Confirmation(project_id=project.id)
        sentence = reply_sentence(replace(base, **values), today(self._workspace.clock))
        if sentence:
            raise UserError(f"„{project.title}“: {sentence}", help_topic=HELP)
        if existing:
            unit.change(Confirmation, base.id, None, **values)
        else:
            unit.add(replace(base, **values))
        if answer.reply is ConfirmationReply.ENDED:
            self._end(unit, project, answer)
            return
        unit.change(Project, project.id, None, confirmed_on=answer.on, confirmed_by=answer.by.strip())
        if answer.reply is ConfirmationReply.CHANGED:
            self._workspace.tasks.create_from(
                Project.kind,
                project.id,
                title=f"Angaben ändern: {project.title}"[:300],
                description=f"Rückmeldung vom {format_date(answer.on)}: {answer.changes.strip()}",
            )

    def _end(self, unit: WriteUnit, project: Project, answer: Reply) -> None:
        if project.status is ProjectStatus.DISCONTINUED:
            return
        who = f" von {answer.by.strip()}" if answer.by.strip() else ""
        reason = f"Laut Rückmeldung{who} vom {format_date(answer.on)} gibt es das Angebot nicht mehr."
        reason = " ".join(filter(None, (reason, answer.changes.strip())))
        self._workspace.projects.transition(project.id, None, ProjectStatus.DISCONTINUED, reason=reason[:2000])
        if project.end is None or project.end > answer.on:
            end = answer.on if project.start is None or project.start <= answer.on else None
            unit.change(Project, project.id, None, is_permanent=False, end=end)


class _Words:
    """The letter of each provider; called with the addressee."""

    def __init__(self, found: Sequence[Provider], offers: dict[int, AskedOffer], to: ReplyTo, signatory: str) -> None:
        self._by_addressee = {(one.addressee.person_id, one.addressee.organisation_id): one for one in found}
        self._offers, self._to, self._signatory = offers, to, signatory

    def __call__(self, addressee: Addressee) -> LetterBody:
        one = self._by_addressee[addressee.person_id, addressee.organisation_id]
        offers = [self._offers[project.id] for project in one.projects]
        return LetterBody(
            subject=SUBJECT,
            blocks=letter_blocks(offers, self._to),
            signatory=self._signatory,
            enclosures=("Rückmeldung",),
            appendix=form_blocks(offers, self._to, provider=one.name),
        )


def _key(project: Project) -> int:
    return project.carrier_id or -(project.responsible_id or 0)


def _person_of(unit: ReadUnit, key: int, projects: Sequence[Project]) -> int | None:
    """Who the letter is addressed to: the person herself, or the one responsible if she works for the carrier."""
    if key < 0:
        return -key
    people = {project.responsible_id for project in projects}
    person = next(iter(people)) if len(people) == 1 else None
    if person is None:
        return None
    day = today(unit.clock)
    works = unit.find(Affiliation, person_id=person, organisation_id=key)
    return person if any(is_current(item.start, item.end, day) for item in works) else None


def _offer(unit: ReadUnit, project: Project) -> AskedOffer:
    places = ", ".join(unit.titles("area", project.areas).values())
    groups = ", ".join(unit.titles("catalog_entry", (*project.target_groups, *project.age_groups)).values())
    facts = (
        ("Zielgruppe", groups),
        ("Ort", ", ".join(filter(None, (project.location, places)))),
        ("Laufzeit", period_text(project.start, project.end, project.is_permanent)),
        ("Ansprechperson", unit.title("person", project.responsible_id)),
    )
    return AskedOffer(
        number=project.number,
        title=project.title,
        description=project.short_description,
        facts=tuple((label, words) for label, words in facts if words),
        confirmed_on=project.confirmed_on,
        is_public=project.is_public,
    )


def _ask(unit: WriteUnit, project_id: int) -> None:
    """Note that a carrier was asked today; a question still open is asked anew, not twice."""
    day = today(unit.clock)
    existing = unit.find(Confirmation, project_id=project_id, reply=ConfirmationReply.OPEN, order="-asked_on,-id")
    if existing:
        unit.change(Confirmation, existing[0].id, None, asked_on=day)
    else:
        unit.add(Confirmation(project_id=project_id, asked_on=day))

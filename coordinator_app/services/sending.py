"""Sending as files: e-mail drafts with their enclosures, letters, the calendar entry, written into one folder.

The program itself sends nothing. What was written is noted separately (`Invitations.invite`, `.tell`), when the
drafts and letters have left the house.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import file_name, format_size, plural
from coordinator_app.common.jobs import JobContext
from coordinator_app.documents.letters import Sender
from coordinator_app.documents.meeting_letters import mail_text
from coordinator_app.domain.attachments import Document as StoredDocument
from coordinator_app.domain.attachments import DocumentLink, LinkRole
from coordinator_app.domain.dispatches import Occasion, Way
from coordinator_app.domain.letters import EVERYBODY
from coordinator_app.domain.meetings import Meeting
from coordinator_app.domain.sentences import surname_first
from coordinator_app.exchange.calendar_files import CalendarEntry, calendar_file
from coordinator_app.exchange.mail_drafts import MailAddress, MailAttachment, MailDraft, draft_bytes
from coordinator_app.services.announcing import sequence_of
from coordinator_app.services.document_files import WhenEdited
from coordinator_app.services.documents import Workspace
from coordinator_app.services.invitations import addressed
from coordinator_app.services.meeting_documents import meeting_stem
from coordinator_app.services.meeting_letters import MeetingWords
from coordinator_app.services.recipients import Recipient

TOO_LARGE = 15_000_000
"""Bytes of all enclosures together; many mail servers take no more."""
_UID_HOST = "kpr-arbeitsplatz"
_WITH_PAPERS = (Occasion.INVITATION, Occasion.CHANGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class SendOptions:
    """What to write. `one_draft`: one e-mail to all in BCC, else one to each with the personal salutation.

    `letters`: "pdf", "docx", or a template of the town ("town", "town:3"). `keys`: only these recipients (None = all).
    """

    occasion: Occasion
    one_draft: bool = True
    invitation: bool = True
    agenda: bool = False
    calendar: bool = True
    attachments: bool = True
    letters: str = "pdf"
    keys: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class SendPlan:
    """Who gets what: by e-mail, by letter, handed over; `problems` name who cannot be reached and why."""

    mails: tuple[Recipient, ...]
    letters: tuple[Recipient, ...]
    by_hand: tuple[Recipient, ...]
    problems: tuple[str, ...]

    @property
    def everybody(self) -> tuple[Recipient, ...]:
        """All recipients."""
        return (*self.mails, *self.letters, *self.by_hand)

    @property
    def sentence(self) -> str:
        """„9 per E-Mail, 3 per Post“."""
        counts = ((len(self.mails), "per E-Mail"), (len(self.letters), "per Post"), (len(self.by_hand), "persönlich"))
        return ", ".join(f"{number} {words}" for number, words in counts if number) or "niemand"


@dataclass(frozen=True, slots=True)
class Sent:
    """What was written: the files, and sentences to be told."""

    files: tuple[Path, ...]
    notes: tuple[str, ...]


class MeetingSending:
    """`workspace.sending`: files for invitations, changes, reminders and cancellations."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def plan(self, meeting_id: int, occasion: Occasion, keys: frozenset[str] | None = None) -> SendPlan:
        """Who is to be written to on this occasion, by the way chosen for each."""
        found = addressed(self._workspace.meetings.invitations.plan(meeting_id), occasion)
        found = [one for one in found if keys is None or one.key in keys]
        reachable = [one for one in found if not one.problem]
        return SendPlan(
            mails=tuple(one for one in reachable if one.way is Way.EMAIL),
            letters=tuple(one for one in reachable if one.way is Way.POST),
            by_hand=tuple(one for one in reachable if one.way is Way.HAND),
            problems=tuple(one.problem for one in found if one.problem),
        )

    def calendar(self, meeting_id: int, stamp: datetime | None = None) -> bytes:
        """The calendar file of a meeting as it stands, made now or at `stamp`; a cancelled one cancels the entry."""
        meeting: Meeting = self._workspace.meetings.get(meeting_id)
        if meeting.starts_at is None:
            raise UserError(
                "Die Sitzung hat noch keinen Termin. Bitte tragen Sie ihn unter „Vorbereiten“ ein.",
                help_topic="einladen",
            )
        with self._workspace.store.read() as unit:
            sequence = sequence_of(unit, meeting)
        sender: Sender = self._workspace.letters.sender()
        words = MeetingWords(self._workspace, meeting_id, Occasion.INVITATION)
        lines = [f"{entry.label}  {entry.title}".strip() for entry in words.entries]
        parts = ["Tagesordnung:\n" + "\n".join(lines)] if lines else []
        parts += [f"Einwahl: {meeting.online_link}"] if meeting.online_link else []
        parts += [f"Grund der Absage: {meeting.cancel_reason}"] if meeting.cancel_reason else []
        return calendar_file(
            CalendarEntry(
                uid=f"{meeting.uuid}@{_UID_HOST}",
                sequence=sequence,
                stamp=stamp or self._workspace.clock.now(),
                title=meeting.title.partition(" am ")[0],
                starts_at=meeting.starts_at,
                ends_at=meeting.ends_at,
                place=meeting.place or ("online" if meeting.online_link else ""),
                description="\n\n".join(parts),
                link=meeting.online_link,
                organizer=sender.name,
                organizer_email=sender.email,
                cancelled=words.cancelled,
            )
        )

    def save_calendar(self, meeting_id: int, path: Path) -> Path:
        """Write the calendar file alone; before the invitation it counts as told, a change then raises its number."""
        data = self.calendar(meeting_id)
        written: Path = self._workspace.documents.files.write(path, data, WhenEdited.BESIDE)
        self._workspace.meetings.invitations.calendar_given_out(meeting_id)
        return written

    def write(self, context: JobContext, meeting_id: int, options: SendOptions, folder: Path) -> Sent:
        """Write drafts, letters and calendar entry into a folder; `UserError` when there is nobody to write to."""
        plan = self.plan(meeting_id, options.occasion, options.keys)
        if not plan.everybody:
            raise UserError(
                "Es gibt niemanden, an den etwas zu versenden wäre. Bitte prüfen Sie die Empfänger und ihre Adressen.",
                help_topic="einladen",
            )
        return _Writer(self._workspace, meeting_id, options, folder, plan, self).write(context)


class _Writer:
    """One sending in the making."""

    def __init__(
        self,
        workspace: Workspace,
        meeting_id: int,
        options: SendOptions,
        folder: Path,
        plan: SendPlan,
        sending: MeetingSending,
    ) -> None:
        self._workspace, self._id, self._options, self._folder = workspace, meeting_id, options, folder
        self._plan, self._sending = plan, sending
        self._words = MeetingWords(workspace, meeting_id, options.occasion)
        self._sender: Sender = workspace.letters.sender()
        self._files: list[Path] = []
        self._taken: set[Path] = set()
        self._notes: list[str] = list(plan.problems)

    def write(self, context: JobContext) -> Sent:
        total = 3 + len(self._plan.mails)
        context.progress(0, total, "Unterlagen werden erzeugt")
        papers = self._options.occasion in _WITH_PAPERS
        items = self._item_files() if papers and self._options.attachments else []
        enclosures = [*(self._papers() if papers and self._plan.mails else []), *items]
        if self._options.calendar and self._options.occasion is not Occasion.REMINDER and self._words.meeting.starts_at:
            data = self._sending.calendar(self._id)
            method = "CANCEL" if self._words.cancelled else "PUBLISH"
            enclosures.append(MailAttachment("Termin.ics", data, method))
            self._save("Termin.ics", data)
        self._weigh(enclosures)
        context.progress(1, total, "Briefe werden gesetzt")
        if self._plan.letters:
            self._letters(tuple(Path(entry.name).stem for entry in items))
            for entry in items:
                self._save(entry.name, entry.data)
        for done, draft in enumerate(self._drafts(enclosures), 2):
            context.progress(done, total, draft[0])
            self._save(f"{draft[0]}.eml", draft_bytes(draft[1]))
        context.progress(total, total, "Fertig")
        return Sent(tuple(self._files), tuple(self._notes))

    def _save(self, name: str, data: bytes) -> None:
        """Write one file; two people of one name get a file each."""
        stem = meeting_stem(self._workspace, self._id, self._options.occasion.label)
        words, ending = Path(name).stem, Path(name).suffix
        number, path = 1, self._folder / f"{file_name(f'{stem} {words}', 140)}{ending}"
        while path in self._taken:
            number += 1
            path = self._folder / f"{file_name(f'{stem} {words}', 134)} ({number}){ending}"
        self._taken.add(path)
        self._files.append(self._workspace.documents.files.write(path, data, WhenEdited.BESIDE))

    # --- enclosures

    def _papers(self) -> list[MailAttachment]:
        found: list[MailAttachment] = []
        if self._options.invitation:
            found.append(MailAttachment("Einladung.pdf", self._workspace.documents.render("invitation", self._id)))
        if self._options.agenda:
            found.append(MailAttachment("Tagesordnung.pdf", self._workspace.documents.render("agenda", self._id)))
        return found

    def _item_files(self) -> list[MailAttachment]:
        """The documents attached to agenda items; confidential ones never leave the house by themselves."""
        found: list[MailAttachment] = []
        kept_back = 0
        for line in self._workspace.meetings.agenda.view(self._id).lines:
            linked: Sequence[tuple[DocumentLink, StoredDocument]]
            linked = self._workspace.attachments.linked("agenda_item", line.id)
            for link, document in linked:
                if link.role is LinkRole.HAND_EDITED:
                    continue
                if document.confidential:
                    kept_back += 1
                    continue
                name = file_name(f"{line.label[:20]} Anlage {link.number} {document.file_name}", 100)
                found.append(MailAttachment(name, self._workspace.attachments.content(document.id)))
        if kept_back:
            words = plural(kept_back, "vertrauliche Anlage ist", "vertrauliche Anlagen sind")
            self._notes.append(f"{words} nicht dabei.")
        return found

    def _weigh(self, enclosures: Sequence[MailAttachment]) -> None:
        size = sum(len(entry.data) for entry in enclosures)
        if size > TOO_LARGE:
            words = f"Die Anlagen sind zusammen {format_size(size)} groß; manche Postfächer nehmen das nicht an."
            self._notes.append(words)

    # --- letters and mails

    def _letters(self, enclosed: tuple[str, ...]) -> None:
        body = self._words.body(self._plan.letters, enclosed)
        people = [found.addressee for found in self._plan.letters]
        ending, data = self._workspace.letters.file(
            people,
            body,
            title=self._words.subject,
            layout=self._options.letters,
            body_id=self._words.meeting.body_id,
        )
        self._save(f"Briefe.{ending}", data)

    def _drafts(self, enclosures: Sequence[MailAttachment]) -> list[tuple[str, MailDraft]]:
        if not self._plan.mails:
            return []
        own = MailAddress(self._sender.name, self._sender.email) if self._sender.email else None
        if self._options.one_draft:
            groups = (("E-Mail an alle", "", False), ("E-Mail zur Kenntnis", "ein Mitglied des Gremiums", True))
            found: list[tuple[str, MailDraft]] = []
            for name, principal, informed in groups:
                people = [one for one in self._plan.mails if one.for_information is informed]
                if people:
                    found.append((name, self._shared(people, own, enclosures, principal)))
            return found
        return [(self._draft_name(found), self._single(found, own, enclosures)) for found in self._plan.mails]

    def _shared(
        self,
        people: Sequence[Recipient],
        own: MailAddress | None,
        enclosures: Sequence[MailAttachment],
        principal: str,
    ) -> MailDraft:
        """One draft to many: nobody sees who else gets it."""
        return MailDraft(
            subject=self._words.subject,
            text=self._text(EVERYBODY, principal),
            to=[own] if own is not None else [],
            bcc=list(dict.fromkeys(MailAddress(one.addressee.name, one.addressee.email) for one in people)),
            sender=own,
            attachments=enclosures,
        )

    def _single(self, found: Recipient, own: MailAddress | None, enclosures: Sequence[MailAttachment]) -> MailDraft:
        return MailDraft(
            subject=self._words.subject,
            text=self._text(found.addressee.salutation, found.deputy_for),
            to=[MailAddress(found.addressee.name, found.addressee.email)],
            sender=own,
            attachments=enclosures,
        )

    def _draft_name(self, found: Recipient) -> str:
        name = surname_first(found.name) if found.addressee.person_id is not None else found.name
        return f"E-Mail an {name[:60]}"

    def _text(self, salutation: str, deputy_for: str = "") -> str:
        head = self._sender.letterhead
        lines = [self._words.head.chair, *(head.lines if head is not None else ())]
        if self._sender.phone:
            lines.append(f"Telefon {self._sender.phone}")
        return mail_text(salutation, self._words.blocks(deputy_for), lines)

"""Letters about a meeting to everybody invited: the words for each occasion, and the document of the menu."""

from collections.abc import Callable, Sequence

from coordinator_app.documents.content import Block
from coordinator_app.documents.letters import LetterBody
from coordinator_app.documents.meeting_letters import (
    cancellation_blocks,
    change_blocks,
    invitation_blocks,
    reminder_blocks,
    subject_of,
)
from coordinator_app.domain.bodies import BodyRules
from coordinator_app.domain.dispatches import Occasion, Way
from coordinator_app.domain.letters import Addressee
from coordinator_app.domain.meetings import Meeting, MeetingState
from coordinator_app.services.documents import DocumentKind, DocumentOption, Options, Workspace
from coordinator_app.services.invitations import addressed
from coordinator_app.services.letters import Letters, letter_kind
from coordinator_app.services.meeting_documents import agenda_entries, meeting_head, meeting_stem
from coordinator_app.services.meeting_reads import meeting_day
from coordinator_app.services.recipients import Recipient

OCCASIONS = (Occasion.INVITATION, Occasion.CHANGE, Occasion.REMINDER, Occasion.CANCELLATION)


class MeetingWords:
    """What is written about one meeting on one occasion."""

    def __init__(self, workspace: Workspace, meeting_id: int, occasion: Occasion) -> None:
        self._workspace = workspace
        self.meeting: Meeting = workspace.meetings.get(meeting_id)
        self.occasion = occasion
        self.head = meeting_head(workspace, meeting_id)
        self.entries = agenda_entries(workspace, meeting_id)
        rules: BodyRules = workspace.bodies.rules(self.meeting.body_id, meeting_day(self.meeting))
        self._deputies = rules.deputies_allowed

    @property
    def subject(self) -> str:
        """The line above the letter and of the e-mail."""
        return subject_of(self.head, self.occasion)

    @property
    def cancelled(self) -> bool:
        """Whether the meeting is called off."""
        return self.meeting.state is MeetingState.CANCELLED

    def blocks(self, deputy_for: str = "") -> tuple[Block, ...]:
        """The text; `deputy_for` for those who are only informed."""
        if self.occasion is Occasion.CANCELLATION:
            return cancellation_blocks(self.head, self.meeting.cancel_reason)
        if self.occasion is Occasion.REMINDER:
            return reminder_blocks(self.head, self.meeting.invited_on, deputies_allowed=self._deputies)
        if self.occasion is Occasion.CHANGE:
            changes: list[str] = self._workspace.meetings.invitations.changes(self.meeting.id)
            return change_blocks(self.head, self.entries, changes or ["Die Einladung wird hiermit erneuert."])
        return invitation_blocks(
            self.head,
            self.entries,
            text=self.meeting.invitation_text,
            deputies_allowed=self._deputies,
            deputy_for=deputy_for,
        )

    def body(
        self, recipients: Sequence[Recipient], enclosures: tuple[str, ...] = ()
    ) -> Callable[[Addressee], LetterBody]:
        """The letter for each recipient."""
        deputies = {found.addressee: found.deputy_for for found in recipients if found.deputy_for}
        made: dict[str, LetterBody] = {}

        def words(addressee: Addressee) -> LetterBody:
            principal = deputies.get(addressee, "")
            if principal not in made:
                made[principal] = LetterBody(
                    subject=self.subject,
                    blocks=self.blocks(principal),
                    signatory=self.head.chair,
                    role="Leitung der Sitzung",
                    enclosures=enclosures,
                )
            return made[principal]

        return words


def _occasion_of(workspace: Workspace, meeting_id: int) -> Occasion:
    """What there is to be written by itself: a cancellation, untold changes, else the invitation."""
    meeting: Meeting = workspace.meetings.get(meeting_id)
    if meeting.state is MeetingState.CANCELLED:
        return Occasion.CANCELLATION
    return Occasion.INVITATION


def _letters(workspace: Workspace, id: int, options: Options) -> Letters:
    occasion = Occasion(options["occasion"]) if options["occasion"] else _occasion_of(workspace, id)
    plan: list[Recipient] = workspace.meetings.invitations.plan(id)
    found = addressed(plan, occasion) or [one for one in plan if one.way is not Way.NONE]
    if options["who"] == "post":
        found = [one for one in found if one.way is Way.POST]
    words = MeetingWords(workspace, id, occasion)
    people, body_id = [one.addressee for one in found], words.meeting.body_id
    return Letters(recipients=people, body=words.body(found), title=words.subject, body_id=body_id)


def _stem(workspace: Workspace, id: int) -> str:
    return meeting_stem(workspace, id, "Briefe")


def _subjects(workspace: Workspace) -> list[int]:
    with workspace.store.read() as unit:
        found: list[Meeting] = unit.find(Meeting, order="starts_at")
    return [
        meeting.id
        for meeting in found
        if meeting.starts_at is not None and any(one.way is not Way.NONE for one in _plan(workspace, meeting.id))
    ]


def _plan(workspace: Workspace, meeting_id: int) -> list[Recipient]:
    plan: list[Recipient] = workspace.meetings.invitations.plan(meeting_id)
    return plan


KINDS: tuple[DocumentKind, ...] = (
    letter_kind(
        key="meeting_letters",
        label="Briefe zur Sitzung",
        subject="meeting",
        letters=_letters,
        subjects=_subjects,
        file_stem=_stem,
        options=(
            DocumentOption(
                "occasion",
                "Anlass",
                default="",
                choices=(("", "was gerade ansteht"), *((one.value, one.label) for one in OCCASIONS)),
            ),
            DocumentOption(
                "who",
                "Empfänger",
                default="all",
                choices=(("all", "alle"), ("post", "nur wer Post bekommt")),
            ),
        ),
    ),
)

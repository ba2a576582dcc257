"""What letters and e-mails about a meeting say: invitation, change, reminder, cancellation; without salutation."""

from collections.abc import Sequence
from datetime import date

from coordinator_app.common.clock import local
from coordinator_app.common.german import format_long_date
from coordinator_app.documents.content import Block, BulletList, Heading, Paragraph
from coordinator_app.documents.letter_text import plain_text
from coordinator_app.documents.letters import CLOSING
from coordinator_app.documents.meeting_documents import (
    AgendaEntry,
    MeetingHead,
    agenda_list,
    head_pairs,
    meeting_words,
    opening_words,
    subtitle_of,
)
from coordinator_app.documents.prose import prose
from coordinator_app.domain.dispatches import Occasion

_LEADS = {
    Occasion.INVITATION: "Einladung zur",
    Occasion.CHANGE: "Änderung zur",
    Occasion.REMINDER: "Erinnerung: Einladung zur",
    Occasion.CANCELLATION: "Absage der",
}


def subject_of(head: MeetingHead, occasion: Occasion) -> str:
    """„Einladung zur Sitzung der Lenkungsgruppe am 26. November 2026“."""
    return subtitle_of(head, _LEADS[occasion])


def invitation_blocks(
    head: MeetingHead,
    entries: tuple[AgendaEntry, ...],
    *,
    text: str = "",
    deputies_allowed: bool = True,
    deputy_for: str = "",
) -> tuple[Block, ...]:
    """The invitation; a `deputy_for` somebody is only informed. A salutation typed into `text` is left out."""
    blocks: list[Block] = []
    if deputy_for:
        words = f"diese Einladung erhalten Sie zur Kenntnis, weil Sie {deputy_for} vertreten. "
        blocks.append(Paragraph(words + "Bitte kommen Sie, wenn Sie um die Vertretung gebeten werden."))
    blocks += [*prose(opening_words(head, text)), head_pairs(head), Heading(1, "Tagesordnung"), agenda_list(entries)]
    if not deputy_for:
        blocks.append(Paragraph(reply_request(deputies_allowed=deputies_allowed)))
    return tuple(blocks)


def reply_request(*, deputies_allowed: bool) -> str:
    """The request to answer."""
    words = "Bitte geben Sie Bescheid, ob Sie teilnehmen."
    if deputies_allowed:
        words += " Wenn Sie verhindert sind, informieren Sie bitte Ihre Vertretung und teilen Sie mit, wer kommt."
    return words


def change_blocks(head: MeetingHead, entries: tuple[AgendaEntry, ...], changes: Sequence[str]) -> tuple[Block, ...]:
    """What is different now, and everything as it holds from now on."""
    lead = f"meine Einladung {meeting_words(head, 'zur')} hat sich geändert:"
    return (
        Paragraph(lead, keep=True),
        BulletList(tuple(changes)),
        Paragraph("Damit gilt jetzt:", keep=True),
        head_pairs(head),
        Heading(1, "Tagesordnung"),
        agenda_list(entries),
    )


def reminder_blocks(head: MeetingHead, sent_on: date | None, *, deputies_allowed: bool) -> tuple[Block, ...]:
    """A friendly reminder to answer."""
    when = f"am {format_long_date(sent_on)} " if sent_on else "vor einiger Zeit "
    first = f"{when}habe ich Sie {meeting_words(head, 'zur')} eingeladen. Ihre Antwort fehlt mir noch."
    return (
        Paragraph(first),
        head_pairs(head),
        Paragraph(reply_request(deputies_allowed=deputies_allowed)),
    )


def cancellation_blocks(head: MeetingHead, reason: str) -> tuple[Block, ...]:
    """That a meeting does not take place, and why."""
    when = f" am {format_long_date(local(head.begin).date())}" if head.begin else ""
    blocks: list[Block] = [Paragraph(f"{meeting_words(head, 'die')}{when} findet nicht statt.")]
    if reason.strip():
        blocks += prose(f"Grund: {reason.strip()}")
    blocks.append(Paragraph("Bitte streichen Sie den Termin aus Ihrem Kalender."))
    return tuple(blocks)


def mail_text(salutation: str, blocks: Sequence[Block], signature: Sequence[str]) -> str:
    """The words of an e-mail: salutation, text, closing and the lines of the signature."""
    ending = "\n".join(line for line in signature if line.strip())
    return f"{salutation},\n\n{plain_text(blocks)}\n\n{CLOSING}\n\n{ending}\n"

"""E-mail drafts (.eml, RFC 5322): files that Outlook, Thunderbird and others open as a message ready to be sent.

Nothing is sent by the program. `X-Unsent: 1` makes Outlook open the file as a draft.
"""

import mimetypes
from collections.abc import Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from coordinator_app.common.errors import UserError

_POLICY = SMTP.clone(max_line_length=76)
CALENDAR = "text/calendar"


@dataclass(frozen=True, slots=True)
class MailAttachment:
    """A file to go with a message; `method` is the METHOD of a calendar file."""

    name: str
    data: bytes
    method: str = ""


@dataclass(frozen=True, slots=True)
class MailAddress:
    """A name and an address."""

    name: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MailDraft:
    """A message; whoever is in `bcc` stays unknown to the others."""

    subject: str
    text: str
    to: Sequence[MailAddress] = ()
    bcc: Sequence[MailAddress] = ()
    sender: MailAddress | None = None
    attachments: Sequence[MailAttachment] = ()


def draft_bytes(draft: MailDraft) -> bytes:
    """The draft as .eml bytes; `UserError` for an address no mail program would take.

    Line breaks and control characters in names and subjects become blanks: they cannot add headers.
    """
    message = EmailMessage(policy=_POLICY)
    message["X-Unsent"] = "1"
    if draft.sender is not None:
        message["From"] = _address(draft.sender)
    if draft.to:
        message["To"] = tuple(_address(found) for found in draft.to)
    if draft.bcc:
        message["Bcc"] = tuple(_address(found) for found in draft.bcc)
    message["Subject"] = _line(draft.subject)
    message.set_content(draft.text.replace("\r\n", "\n").rstrip("\n") + "\n", cte="quoted-printable")
    for attachment in draft.attachments:
        _attach(message, attachment)
    return message.as_bytes()


def _attach(message: EmailMessage, attachment: MailAttachment) -> None:
    name = _line(attachment.name) or "Anlage"
    kind = CALENDAR if name.lower().endswith(".ics") else mimetypes.guess_type(name)[0] or "application/octet-stream"
    main, _, sub = kind.partition("/")
    if kind == CALENDAR:
        params = {"charset": "utf-8"} | ({"method": attachment.method} if attachment.method else {})
        message.add_attachment(attachment.data, maintype=main, subtype=sub, filename=name, params=params, cte="base64")
    else:
        message.add_attachment(attachment.data, maintype=main, subtype=sub, filename=name)


def _address(found: MailAddress) -> Address:
    """The address for a header; a domain with umlauts is written as mail servers know it."""
    user, _, domain = _line(found.email).rpartition("@")
    try:
        return Address(display_name=_line(found.name), username=user, domain=domain.encode("idna").decode("ascii"))
    except (ValueError, UnicodeError, IndexError) as error:
        raise UserError(
            f"„{_line(found.email)}“ ist keine gültige E-Mail-Adresse ({_line(found.name)}). Bitte berichtigen Sie sie "
            "unter Netzwerk bei der Person.",
            help_topic="netzwerk",
        ) from error


def _line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())

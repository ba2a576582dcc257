"""E-mail drafts (.eml, RFC 5322): files that Outlook, Thunderbird and others open as a message ready to be sent.

Nothing is sent by the program. `X-Unsent: 1` makes Outlook open the file as a draft.
"""

import mimetypes
from collections.abc import Sequence
from dataclasses import dataclass
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formataddr

from coordinator_app.common.errors import UserError
from coordinator_app.domain.letters import usable_email

_END = "\r\n"
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
    head = ["X-Unsent: 1"]
    head += [f"From: {_people([draft.sender])}"] if draft.sender is not None else []
    head += [f"To: {_people(draft.to)}"] if draft.to else []
    head += [f"Bcc: {_people(draft.bcc)}"] if draft.bcc else []
    subject = _line(draft.subject)
    head.append(f"Subject: {Header(subject, _charset(subject), header_name='Subject').encode(linesep=_END)}")
    message = EmailMessage(policy=_POLICY)
    message.set_content(draft.text.replace("\r\n", "\n").rstrip("\n") + "\n", cte="quoted-printable")
    for attachment in draft.attachments:
        _attach(message, attachment)
    return (_END.join(head) + _END).encode("ascii") + message.as_bytes()


def _attach(message: EmailMessage, attachment: MailAttachment) -> None:
    name = _line(attachment.name) or "Anlage"
    kind = CALENDAR if name.lower().endswith(".ics") else mimetypes.guess_type(name)[0] or "application/octet-stream"
    main, _, sub = kind.partition("/")
    if kind == CALENDAR:
        params = {"charset": "utf-8"} | ({"method": attachment.method} if attachment.method else {})
        message.add_attachment(attachment.data, maintype=main, subtype=sub, filename=name, params=params, cte="base64")
    else:
        message.add_attachment(attachment.data, maintype=main, subtype=sub, filename=name)


def _people(people: Sequence[MailAddress]) -> str:
    """Names and addresses as the value of a header, each on a line of its own.

    Written by hand: the header classes of the library part long names with a blank when they fold them.
    """
    found: list[str] = []
    for person in people:
        name, address = _line(person.name)[:120], _address(person)
        if _charset(name) == "utf-8":
            words = Header(name, "utf-8", maxlinelen=70).encode(linesep=_END)
            fits = len(words.rpartition(_END)[2]) + len(address) < 66
            found.append(f"{words}{'' if fits else _END} <{address}>")
        else:
            found.append(formataddr((name, address)))
    return f",{_END} ".join(found)


def _charset(text: str) -> str:
    return "us-ascii" if text.isascii() else "utf-8"


def _address(found: MailAddress) -> str:
    user, _, domain = usable_email(found.email).rpartition("@")
    try:
        if user:
            return f"{user}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        pass
    raise UserError(
        f"„{_line(found.email)}“ ist keine gültige E-Mail-Adresse ({_line(found.name)}). Bitte berichtigen Sie sie "
        "unter Netzwerk bei der Person.",
        help_topic="netzwerk",
    )


def _line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())

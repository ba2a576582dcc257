"""Letters to many recipients on plain paper (DIN 5008, form B): one document, every letter on pages of its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from coordinator_app.common.german import format_long_date
from coordinator_app.documents.content import (
    Block,
    Document,
    Letterhead,
    PageBreak,
    Paragraph,
    Signature,
    Signatures,
    Style,
    Text,
    bold,
    missing,
)
from coordinator_app.documents.layout import BODY_POINTS, text_width
from coordinator_app.documents.letter_opening import MOST_LINES, WINDOW_WIDTH, LetterOpening
from coordinator_app.domain.letters import Addressee, plain_line

CLOSING = "Mit freundlichen Grüßen"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterBody:
    """What a letter says: `blocks` stand between salutation and closing, `role` is the function of who signs.

    `enclosures` are listed at the end, `reference` is „Unser Zeichen“. `appendix` follows on a page of its own (a form
    to send back).
    """

    subject: str
    blocks: tuple[Block, ...]
    closing: str = CLOSING
    signatory: str = ""
    role: str = ""
    enclosures: tuple[str, ...] = ()
    reference: str = ""
    appendix: tuple[Block, ...] = ()


Body: TypeAlias = LetterBody | Callable[[Addressee], LetterBody]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """The municipality as the sender: what stands around every letter."""

    letterhead: Letterhead | None = None
    name: str = ""
    office: str = ""
    return_line: str = ""
    town: str = ""
    contact: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""


def body_for(body: Body, addressee: Addressee) -> LetterBody:
    """The words for one recipient."""
    return body if isinstance(body, LetterBody) else body(addressee)


def letters(
    recipients: Sequence[Addressee],
    body: Body,
    sender: Sender,
    day: date,
    *,
    title: str,
    created: datetime | None = None,
) -> Document:
    """One letter per recipient who may be written to; one without a postal address says so in its address field."""
    blocks: list[Block] = []
    for found in [one for one in recipients if not one.refused]:
        words = body_for(body, found)
        blocks.append(
            LetterOpening(
                subject=words.subject,
                address=fitted(found.address or (found.name, missing("Postanschrift").text)),
                sender=sender.return_line,
                facts=_facts(words, sender, day),
            )
        )
        blocks.append(Paragraph(f"{found.salutation},"))
        blocks += words.blocks
        blocks += _ending(words)
        if words.appendix:
            blocks += [PageBreak(), *words.appendix]
    if not blocks:
        blocks.append(Paragraph("Niemand erhält diesen Brief."))
    return Document(
        title=title,
        author=sender.name,
        letterhead=sender.letterhead,
        footer=sender.name,
        blocks=tuple(blocks),
        created=created,
    )


def fitted(address: Sequence[str], most: int = MOST_LINES) -> tuple[str, ...]:
    """At most `most` lines that fit the window: long ones are broken, of too many the middle ones are left out."""
    lines = [part for line in address for part in _broken(plain_line(line))]
    if len(lines) > most:
        lines = [*lines[: most - 3], f"{lines[most - 3]} …", *lines[-2:]]
    return tuple(lines)


def _broken(line: str) -> list[str]:
    found: list[str] = []
    for word in line.split():
        longer = f"{found[-1]} {word}" if found else word
        if found and text_width(longer, BODY_POINTS) <= WINDOW_WIDTH:
            found[-1] = longer
        else:
            found.append(_cut(word))
    return found


def _cut(word: str) -> str:
    """A single word wider than the window loses its end."""
    while text_width(word, BODY_POINTS) > WINDOW_WIDTH:
        word = word[:-2] + "…"
    return word


def _facts(words: LetterBody, sender: Sender, day: date) -> tuple[tuple[str, str], ...]:
    pairs = (
        ("Unser Zeichen", words.reference),
        ("Bearbeitung", sender.contact),
        ("Telefon", sender.phone),
        ("E-Mail", sender.email),
        ("Datum", format_long_date(day)),
    )
    return tuple((label, value) for label, value in pairs if value)


def _ending(words: LetterBody) -> list[Block]:
    found: list[Block] = [Paragraph(words.closing, keep=True)]
    found.append(Signatures((Signature(words.role or "Unterschrift", words.signatory),)))
    if words.enclosures:
        label = "Anlage: " if len(words.enclosures) == 1 else "Anlagen: "
        text: Text = (bold(label), "; ".join(words.enclosures))
        found.append(Paragraph(text, style=Style.SMALL))
    return found

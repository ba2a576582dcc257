"""The yearly letter „Stimmt Ihr Angebot noch?“ with its reply form: one letter per provider, all offers in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coordinator_app.common.german import enumerate_words, format_date, format_long_date, plural
from coordinator_app.documents.content import (
    Block,
    Heading,
    KeyValues,
    Paragraph,
    Signature,
    Signatures,
    Style,
    Table,
    TableColumn,
    Text,
    bold,
)

SUBJECT = "Stimmt Ihr Angebot noch?"
_BOX = "☐"
_WRITING = 16.0  # mm of height for handwriting


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedOffer:
    """One offer as it stands in the file; `facts` are label and words, empty ones left out before."""

    number: str
    title: str
    description: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    confirmed_on: date | None = None
    is_public: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyTo:
    """Where the form goes back to."""

    council: str
    office: tuple[str, ...] = ()
    email: str = ""
    until: date


def letter_blocks(offers: Sequence[AskedOffer], to: ReplyTo) -> tuple[Block, ...]:
    """What stands between salutation and closing; the sentence after the salutation begins small."""
    one = len(offers) == 1
    count = "ein Angebot" if one else plural(len(offers), "Angebot", "Angebote")
    stand = "steht" if one else "stehen"
    back = "per Post" + (f" oder als Foto oder Scan an {to.email}" if to.email else "")
    titles = enumerate_words([f"„{offer.title}“" for offer in offers[:12]])
    more = f" und {len(offers) - 12} weitere" if len(offers) > 12 else ""
    return (
        Paragraph(
            f"in der Übersicht {to.council} {stand} {count} Ihrer Einrichtung: {titles}{more}. Damit sich "
            "Ratsuchende und Fachkräfte auf die Übersicht verlassen können, fragen wir einmal im Jahr nach, ob die "
            "Angaben noch stimmen."
        ),
        Paragraph(
            "Bitte sehen Sie die folgende Rückmeldung durch. Wenn alles stimmt, genügt ein Kreuz. Wenn sich etwas "
            "geändert hat, schreiben Sie es bitte dazu."
        ),
        Paragraph(
            ("Bitte senden Sie die Rückmeldung bis zum ", bold(format_long_date(to.until)), f" zurück, {back}."),
        ),
        Paragraph("Vielen Dank, dass Sie sich dafür einige Minuten nehmen."),
    )


def form_blocks(offers: Sequence[AskedOffer], to: ReplyTo, *, provider: str) -> tuple[Block, ...]:
    """The reply form: what is known of each offer, three boxes, room for changes, signature."""
    office = ", ".join(to.office)
    head: list[tuple[str, Text]] = [("Von", provider), ("An", office or to.council)]
    if to.email:
        head.append(("E-Mail", to.email))
    head.append(("Bitte bis", format_date(to.until)))
    blocks: list[Block] = [Heading(1, f"Rückmeldung: {SUBJECT}"), KeyValues(tuple(head))]
    for offer in offers:
        blocks += _offer(offer)
    blocks.append(
        Paragraph("Bitte tragen Sie nur dienstliche Kontaktdaten ein.", style=Style.SMALL, keep=True),
    )
    blocks.append(Signatures((Signature("Datum"), Signature("Name und Unterschrift"))))
    return tuple(blocks)


def _offer(offer: AskedOffer) -> list[Block]:
    facts: list[tuple[str, Text]] = [("Beschreibung", offer.description)] if offer.description else []
    facts += list(offer.facts)
    shown = "ja, in der öffentlichen Liste" if offer.is_public else "nein, nur intern"
    facts.append(("Veröffentlicht", shown))
    last = f"zuletzt bestätigt am {format_date(offer.confirmed_on)}" if offer.confirmed_on else "noch nie bestätigt"
    blocks: list[Block] = [
        Heading(2, offer.title, label=offer.number),
        KeyValues(tuple(facts)),
        Paragraph(
            (
                bold(f"{_BOX}  stimmt noch     {_BOX}  hat sich geändert     {_BOX}  gibt es nicht mehr"),
                f"   ({last})",
            ),
            keep=True,
        ),
        Table((TableColumn("Was hat sich geändert? Ab wann?"),), (("",),), row_height=_WRITING),
    ]
    return blocks

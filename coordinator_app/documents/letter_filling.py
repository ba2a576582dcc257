"""Letters on a town's template: what stands for each placeholder."""

from collections.abc import Sequence
from datetime import date

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import format_long_date
from coordinator_app.common.jobs import JobContext
from coordinator_app.documents.content import missing
from coordinator_app.documents.letter_opening import ADDRESS_LINES
from coordinator_app.documents.letter_template import TOPIC
from coordinator_app.documents.letter_text import plain_text
from coordinator_app.documents.letters import Body, LetterBody, Sender, body_for, fitted
from coordinator_app.documents.template_filling import Page, Words, fill_template
from coordinator_app.domain.letter_templates import PLACEHOLDERS, TemplatePurpose
from coordinator_app.domain.letters import Addressee


def fill_letters(
    data: bytes,
    recipients: Sequence[Addressee],
    body: Body,
    sender: Sender,
    day: date,
    *,
    title: str,
    template: str,
    context: JobContext | None = None,
) -> bytes:
    """The letters as .docx bytes on the template `data` (called `template` in messages)."""
    written = [(found, body_for(body, found)) for found in recipients if not found.refused]
    if not written:
        raise UserError("Für diese Briefe gibt es niemanden, der angeschrieben werden darf.", help_topic=TOPIC)
    pages = [Page(values_of(found, words, sender, day), words.blocks, words.appendix) for found, words in written]
    return fill_template(data, pages, title=title, template=template, purpose=TemplatePurpose.LETTER, context=context)


def values_of(addressee: Addressee, words: LetterBody, sender: Sender, day: date) -> dict[str, Words]:
    """What the placeholders of one letter stand for."""
    enclosures = "; ".join(words.enclosures)
    label = "Anlage" if len(words.enclosures) == 1 else "Anlagen"
    return {
        "anschrift": "\n".join(
            fitted(addressee.address or (addressee.name, missing("Postanschrift").text), ADDRESS_LINES)
        ),
        "name": addressee.name,
        "anrede": f"{addressee.salutation},",
        "betreff": words.subject,
        "text": plain_text((*words.blocks, *words.appendix)),
        "gruss": words.closing,
        "unterschrift": words.signatory,
        "funktion": words.role,
        "anlagen": f"{label}: {enclosures}" if enclosures else "",
        "anlagenliste": [{"titel": title} for title in words.enclosures],
        "zeichen": words.reference,
        "datum": format_long_date(day),
        "ort": sender.town,
        "kommune": sender.name,
        "dienststelle": sender.office,
        "absender": sender.return_line,
        "telefon": sender.phone,
        "email": sender.email,
        "internet": sender.website,
    }


def sample_letter() -> tuple[Addressee, LetterBody]:
    """A made-up recipient and text for a test letter."""
    from coordinator_app.documents.content import BulletList, Paragraph

    samples = {entry.name: entry.sample for entry in PLACEHOLDERS}
    address = tuple(samples["anschrift"].splitlines())
    found = Addressee(name=samples["name"], address=address, salutation=samples["anrede"].rstrip(","))
    blocks = (
        Paragraph("dies ist ein Testbrief. So sehen Absätze, Aufzählungen und der Gruß auf Ihrer Vorlage aus."),
        BulletList(("ein Punkt einer Aufzählung", "noch ein Punkt")),
        Paragraph("Bitte prüfen Sie, ob die Anschrift im Fenster des Umschlags steht."),
    )
    words = LetterBody(
        subject=samples["betreff"],
        blocks=blocks,
        signatory=samples["unterschrift"],
        role=samples["funktion"],
        enclosures=("Tagesordnung",),
        reference=samples["zeichen"],
    )
    return found, words

"""Certificates of appointment on a town's own template: what stands for each placeholder."""

from collections.abc import Sequence

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import format_long_date
from coordinator_app.common.jobs import JobContext
from coordinator_app.documents.body_documents import CertificateEntry
from coordinator_app.documents.certificate_page import CertificatePage
from coordinator_app.documents.content import Paragraph
from coordinator_app.documents.letters import Sender
from coordinator_app.documents.template_filling import Page, Words, fill_template
from coordinator_app.domain.letter_templates import CERTIFICATE_PLACEHOLDERS, TemplatePurpose

_BY_HAND = " ________________"  # where the day is written by hand


def fill_certificates(
    data: bytes,
    pages: Sequence[tuple[CertificateEntry, CertificatePage]],
    sender: Sender,
    *,
    body: str,
    title: str,
    template: str,
    context: JobContext | None = None,
) -> bytes:
    """The certificates as .docx bytes on the template `data`; `body` is the name of the committee."""
    if not pages:
        raise UserError(
            "Es ist niemand zu berufen: Kein Sitz ist an diesem Tag mit einer Person besetzt.", help_topic="gremien"
        )
    filled = [Page(values_of(entry, page, sender, body), (Paragraph(page.text[0]),)) for entry, page in pages]
    return _fill(data, filled, title, template, context)


def fill_sample(data: bytes, *, template: str) -> bytes:
    """A certificate for somebody made up."""
    samples: dict[str, Words] = {entry.name: entry.sample for entry in CERTIFICATE_PLACEHOLDERS}
    pages = [Page(samples, (Paragraph(str(samples["text"])),))]
    return _fill(data, pages, "Probeurkunde", template, None)


def _fill(data: bytes, pages: Sequence[Page], title: str, template: str, context: JobContext | None) -> bytes:
    purpose = TemplatePurpose.CERTIFICATE
    return fill_template(data, pages, title=title, template=template, purpose=purpose, context=context)


def values_of(entry: CertificateEntry, page: CertificatePage, sender: Sender, body: str) -> dict[str, Words]:
    """What the placeholders of one certificate stand for."""
    first, second = (*page.signatures, ("", ""), ("", ""))[:2]
    return {
        "ueberschrift": page.heading,
        "einleitung": page.lead,
        "name": page.name,
        "angaben": page.detail,
        "text": page.text[0],
        "dank": "\n".join(page.text[1:]),
        "amt": "Vertretung" if entry.is_deputy else f"{entry.role.label[:1].upper()}{entry.role.label[1:]}",
        "gremium": body,
        "beginn": format_long_date(entry.begin) if entry.begin else "",
        "periode": entry.term,
        "ort_datum": page.place if page.has_day else page.place + _BY_HAND,
        "unterschrift": first[0],
        "funktion": first[1],
        "unterschrift2": second[0],
        "funktion2": second[1],
        "ort": sender.town,
        "kommune": sender.name or page.issuer[0],
        "dienststelle": sender.office,
    }

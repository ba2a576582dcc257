"""A certificate: one solemn page for one person, framed, without running title and page number."""

from dataclasses import dataclass

HEADING_POINTS, NAME_POINTS, TEXT_POINTS, ISSUER_POINTS = 30, 22, 13, 16
ARMS_HEIGHT = 24.0  # millimetres
FRAME_INSET = 12.0  # of the double line, from the edges of the page


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificatePage:
    """One page; the arms come from the letterhead of the document.

    `issuer` stands at the top, its first line bold; `lead` above the name („Hiermit berufen wir“), `detail` below
    it, `text` are centred paragraphs. `place` is „Mühlwerda, den 1. September 2026“, or ends with „den“ to leave
    room for a day written by hand. `signatures` are pairs of name and office; a name may be "".
    A document with certificates prints no title of its own.
    """

    heading: str
    issuer: tuple[str, ...]
    lead: str
    name: str
    text: tuple[str, ...]
    place: str
    signatures: tuple[tuple[str, str], ...]
    detail: str = ""

    @property
    def has_day(self) -> bool:
        """Whether the day is printed and not left to be written by hand."""
        return not self.place.endswith("den")

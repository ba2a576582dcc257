"""How a letter begins on paper (DIN 5008, form B): what stands in the window of the envelope and beside it."""

from dataclasses import dataclass

# Places of form B in millimetres from the edges of the page.
WINDOW_LEFT, WINDOW_TOP, WINDOW_WIDTH = 25.0, 62.7, 80.0  # first of six address lines; the return line is above
RETURN_HEIGHT, ADDRESS_LINE, ADDRESS_LINES, MOST_LINES = 4.2, 4.5, 6, 8
FACTS_LEFT, FACTS_TOP, FACTS_WIDTH, FACTS_LABEL = 125.0, 50.0, 75.0, 23.0
SUBJECT_TOP = 98.5
PAGE_TOP = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterOpening:
    """Begins a letter on a new page and counts pages anew; the letterhead of the document stands at its top.

    `sender` is the small line above the address, `address` at most eight lines, `facts` the Informationsblock,
    `subject` the bold line the text starts below. A document with an opening prints no title of its own.
    """

    subject: str
    address: tuple[str, ...]
    sender: str = ""
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def address_top(self) -> float:
        """Where the first address line stands: more than six lines grow upwards, into the zone for remarks."""
        return WINDOW_TOP - ADDRESS_LINE * max(0, len(self.address) - ADDRESS_LINES)

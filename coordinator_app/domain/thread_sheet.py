"""The red thread of one need in sections, cut so that it fits one sheet of A4."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

LINES = 44  # lines of the table that fit below the head of the sheet
COMFORTABLE = 26  # lines up to which the usual size of letters fits
LETTERS = 78  # letters in one line of the wide column
MOST = 6
LONGEST = 320


@dataclass(frozen=True, slots=True)
class ThreadEntry:
    """One thing at a station, with the record it leads to on the screen (0 = none)."""

    text: str
    kind: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class ThreadSection:
    """A station: what is there, or in `missing` what is not; `more` entries were left out."""

    caption: str
    entries: tuple[ThreadEntry, ...] = ()
    missing: str = ""
    more: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadSheet:
    """The whole thread of a need."""

    number: str
    title: str
    status: str
    outcome: str
    summary: str
    sections: tuple[ThreadSection, ...]

    @property
    def gaps(self) -> tuple[str, ...]:
        """The stations where the thread is broken."""
        return tuple(section.caption for section in self.sections if not section.entries and section.missing)


def shortened(text: str, letters: int) -> str:
    """Text on one line of at most so many letters, ended at a word with „…“."""
    plain = " ".join(text.split())
    if len(plain) <= letters:
        return plain
    head = plain[: letters - 1]
    return f"{head.rsplit(' ', 1)[0] if ' ' in head else head} …"


def _lines(section: ThreadSection) -> int:
    texts = [entry.text for entry in section.entries] or [section.missing]
    return max(1, sum(-(-max(len(text), 1) // LETTERS) for text in texts) + bool(section.more))


def is_long(sections: Sequence[ThreadSection]) -> bool:
    """Whether the sections need smaller letters to fit one sheet."""
    return sum(_lines(section) for section in sections) > COMFORTABLE


def _cut(section: ThreadSection, most: int, letters: int) -> ThreadSection:
    kept = tuple(replace(entry, text=shortened(entry.text, letters)) for entry in section.entries[:most])
    return replace(section, entries=kept, more=section.more + len(section.entries) - len(kept))


def fitted(sections: Sequence[ThreadSection], lines: int = LINES) -> tuple[ThreadSection, ...]:
    """The sections with as much of their entries as fits `lines`: fewer entries first, then shorter ones.

    With one entry of one line per section it fits whatever there is.
    """
    steps = [(most, LONGEST) for most in range(MOST, 2, -1)]
    steps += [(2, LONGEST), (2, 2 * LETTERS), (1, 2 * LETTERS), (1, LETTERS)]
    found: tuple[ThreadSection, ...] = ()
    for most, letters in steps:
        found = tuple(_cut(section, most, letters) for section in sections)
        if sum(_lines(section) for section in found) <= lines:
            break
    return found

"""Where a text names somebody: forms of a name and of contact data, the places, and the text without them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coordinator_app.domain.contacts import Channel, ContactPoint, Person, display_name

GONE = "gelöschte Person"
"""What stands in lists of the past where the name of somebody erased stood."""
REPLACEMENT = "(Name gelöscht)"
"""What stands in sentences instead of the name, the e-mail address or the number of somebody erased."""

_FOLDS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})
_SHORTEST_NUMBER = 6  # shorter „numbers“ stand in many texts
_WIDTH = 55


@dataclass(frozen=True, slots=True)
class Traces:
    """What to look for: `sure` forms name this person alone, `surnames` may also be somebody or something else."""

    sure: tuple[str, ...]
    surnames: tuple[str, ...]

    @property
    def needles(self) -> tuple[str, ...]:
        """Words of which at least one stands in every text that names the person, as they are written."""
        return tuple(dict.fromkeys((*self.surnames, *self.sure)))


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a text; `sure` when only this person can be meant."""

    start: int
    end: int
    sure: bool


def traces_of(person: Person, points: Sequence[ContactPoint]) -> Traces:
    """The forms in which texts may name a person: full name both ways, contact data, surname alone."""
    first, last = person.first_name.strip(), person.last_name.strip()
    sure = [display_name(person), person.display_name.strip()]
    if first and last:
        sure += [f"{first} {last}", f"{last}, {first}", f"{last} {first}"]
    for point in points:
        value = point.value.strip()
        plain = point.channel in {Channel.EMAIL, Channel.POST} or sum(c.isdigit() for c in value) >= _SHORTEST_NUMBER
        sure += [value] if plain else []
    surnames = [last] if last else []
    return Traces(_spelled(text for text in sure if text != last), _spelled(surnames))


def _spelled(texts: Iterable[str]) -> tuple[str, ...]:
    found: list[str] = []
    for text in texts:
        if text:
            found += [text, text.translate(_FOLDS)]
    return tuple(sorted(dict.fromkeys(found), key=lambda text: (-len(text), text)))


def mentions(text: str, traces: Traces) -> list[Mention]:
    """The places that name the person, in order, the longest form at each place.

    A surname alone counts where it stands as a word of its own, also with the s of the genitive or in capitals; as
    part of another word („Weberstraße“, „Weber-Kühn“) it does not.
    """
    found = [Mention(*hit.span(), sure=True) for hit in _matches(text, traces.sure, re.IGNORECASE)]
    taken = [(mention.start, mention.end) for mention in found]
    alone = [*traces.surnames, *(name.upper() for name in traces.surnames)]
    spans = [hit.span() for hit in _matches(text, alone, re.NOFLAG)]
    found += [
        Mention(begin, end, sure=False)
        for begin, end in spans
        if not any(start < end and begin < stop for start, stop in taken)
    ]
    return sorted(found, key=lambda mention: mention.start)


def _matches(text: str, forms: Iterable[str], flags: re.RegexFlag) -> list[re.Match[str]]:
    words = [re.escape(form) for form in dict.fromkeys(forms)]
    if not words:
        return []
    return list(re.finditer(rf"(?<![\w-])(?:{'|'.join(words)})(?:s|['’](?!\w))?(?![\w-])", text, flags))


def without(text: str, found: Sequence[Mention], replacement: str = REPLACEMENT) -> str:
    """The text with these places replaced."""
    parts: list[str] = []
    done = 0
    for mention in found:
        parts += [text[done : mention.start], replacement]
        done = mention.end
    return "".join((*parts, text[done:]))


def without_lines(text: str, traces: Traces, replacement: str = GONE) -> str:
    """A list of names, one per line, in which each line naming the person for sure is replaced."""
    lines = text.split("\n")
    return "\n".join(replacement if any(one.sure for one in mentions(line, traces)) else line for line in lines)


def excerpt(text: str, mention: Mention) -> str:
    """A line of the text around a place, with „…“ where it goes on."""
    begin, end = max(0, mention.start - _WIDTH), min(len(text), mention.end + _WIDTH)
    if begin:
        begin = text.find(" ", begin, mention.start) + 1 or begin
    if end < len(text):
        end = max(text.rfind(" ", mention.end, end), mention.end)
    shown = " ".join(text[begin:end].split())
    return f"{'… ' if begin else ''}{shown}{' …' if end < len(text) else ''}"

"""What a foreign list can be about: the fields its columns can become and how their headings are recognised."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coordinator_app.common.german import search_form
from coordinator_app.exchange.headings import LONGEST

NOTE, SKIP, NUMBER = "note", "skip", "number"


def heading_key(text: str) -> str:
    """A heading as it is looked up: lower case, no brackets, units and punctuation."""
    bare = re.sub(r"\([^)]*\)|\[[^]]*\]|€|eur\b", " ", search_form(text))
    return " ".join(re.findall(r"\w+", bare))


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSubject:
    """A sort of list.

    `targets` are the fields by key with their labels, in the order of the choice box; `synonyms` the usual headings
    of a target, separated by „|“; several columns may become the same target of `several`. `titles` are the targets
    that name a row, the usual one first. `words` gives the catalogue (or „area“, „organisation“, „project“) the
    values of a target are looked up in.
    """

    key: str
    label: str
    one: str
    many: str
    targets: Mapping[str, str]
    synonyms: Mapping[str, str]
    several: frozenset[str]
    titles: tuple[str, ...]
    words: Mapping[str, str]
    title_words: str = ""

    def recognise(self, heading: str) -> str | None:
        """The field a heading means; None when nothing is typical about it."""
        key = heading_key(heading)
        if not key:
            return None
        names = {name: target for target, words in self.synonyms.items() for name in words.split("|")}
        below = heading_key(heading.partition(": ")[2])  # „Laufzeit: von“ of a heading in two lines
        for name in (key, below):
            if name in names:
                return names[name]
        for word in key.split():  # „Träger (e. V.) / Einrichtung“: the first typical word decides
            if word in names:
                return names[word]
        return next((names[name] for name in names if len(name) > 5 and name in key), None)

    def is_heading(self, text: str) -> bool:
        """Whether a text is a typical heading of such a list."""
        return len(text) <= LONGEST and self.recognise(text) is not None

    def guess(self, header: Sequence[str]) -> tuple[str, ...]:
        """A target for every column; what is unknown or would come twice goes into the note."""
        found: list[str] = []
        for heading in header:
            target = self.recognise(heading) or NOTE
            if target in found and target not in self.several:
                target = NOTE
            found.append(target)
        if self.title_words and not set(self.titles) & set(found):
            self._find_title(header, found)
        return tuple(found)

    def _find_title(self, header: Sequence[str], found: list[str]) -> None:
        """Take a column whose heading holds a word like „projekt“ for the title if none was recognised."""
        for place, heading in enumerate(header):
            if found[place] in {NOTE, "project_type"} and re.search(self.title_words, heading_key(heading)):
                found[place] = self.titles[0]
                return

    def fits(self, header: Sequence[str]) -> float:
        """How much of a heading is typical for this subject (0 … 1); 0 when no column names the rows."""
        targets = self.guess(header)
        if not set(self.titles) & set(targets):
            return 0.0
        return sum(1 for target in targets if target not in {NOTE, SKIP}) / len(targets)

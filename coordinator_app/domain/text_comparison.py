"""Differences between two versions of something as words: what was put in, taken out, changed."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from re import findall

from coordinator_app.domain.vocabulary import Vocabulary

_LONGEST = 4000  # words of a text compared one by one; longer ones are compared line by line


class ChangeKind(Vocabulary):
    """What happened to a field."""

    ADDED = "added", "hinzugefügt"
    REMOVED = "removed", "entfernt"
    CHANGED = "changed", "geändert"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: `section` („TOP 2 Offener Treff“), `field` („Ergebnis“), the values as words."""

    section: str
    field: str
    before: str
    after: str

    @property
    def kind(self) -> ChangeKind:
        """Whether something came, went or changed."""
        if not self.before:
            return ChangeKind.ADDED
        return ChangeKind.CHANGED if self.after else ChangeKind.REMOVED


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a text: kept (None), put in or taken out."""

    text: str
    kind: ChangeKind | None = None


def parts(before: str, after: str) -> tuple[Part, ...]:
    """The two texts as one, with what was taken out and what was put in; joined kept and inserted give `after`."""
    old, new = _tokens(before), _tokens(after)
    if len(old) + len(new) > _LONGEST:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    found: list[Part] = []
    for tag, from_old, to_old, from_new, to_new in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Part("".join(old[from_old:to_old])))
            continue
        if to_old > from_old:
            found.append(Part("".join(old[from_old:to_old]), ChangeKind.REMOVED))
        if to_new > from_new:
            found.append(Part("".join(new[from_new:to_new]), ChangeKind.ADDED))
    return tuple(found)


def _tokens(text: str) -> list[str]:
    return findall(r"\s+|\w+|[^\w\s]", text)

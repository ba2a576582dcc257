"""Recognising the same thing written differently: catalogue words, organisations, persons and project titles."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coordinator_app.common.german import search_form
from coordinator_app.domain.contacts import Salutation

SIMILAR_WORD = 86.0  # of 100, rapidfuzz token_sort_ratio: spelling mistakes, not other words
SIMILAR_TITLE = 88.0
_MOST = 20  # records of one and the same name that are looked at
_PIECE = 500  # keys compared with all others at once

_GENDER = re.compile(r"(?<=\w)(/-?|:|\*|_)innen\b|(?<=\w)(/-?|:|\*|_)in\b")
_PAIR = re.compile(r"\b(\w+?)innen und \1\w*\b|\b(\w+?)e?n? und \2innen\b")
_LEGAL_FORMS = frozenset({"e", "v", "ev", "gmbh", "ggmbh"})
_STOP = _LEGAL_FORMS | frozenset(
    "der die das des dem den ein eine einer eines am an im in und oder fuer von vom zum zur mit bei auf aus".split()
)
_ABBREVIATIONS: Mapping[str, str] = {
    "gvd": "gemeindlicher vollzugsdienst",
    "lpr": "landespraeventionsrat",
    "oa": "ordnungsamt",
    "pd": "polizeidirektion",
    "ja": "jugendamt",
    "lra": "landratsamt",
    "kpr": "kommunaler praeventionsrat",
    "sv": "stadtverwaltung",
}


def word_key(text: str) -> str:
    """Key under which words count as the same: case, umlauts, „&“, punctuation and gender forms do not matter."""
    folded = search_form(text).replace("&", " und ")
    folded = _GENDER.sub("", folded)
    words = " ".join(re.findall(r"\w+", folded))
    return _PAIR.sub(_stem, words)


def _stem(match: re.Match[str]) -> str:
    return match.group(1) or match.group(2)


def organisation_key(text: str) -> str:
    """As `word_key`, with legal forms dropped and well-known abbreviations written out („GVD“)."""
    words = [word for word in word_key(text).split() if word not in _LEGAL_FORMS | {"der", "die", "das", "des"}]
    return " ".join(_ABBREVIATIONS.get(word, word) for word in words)


def is_abbreviation(text: str) -> bool:
    """Whether a name is only a short form („GVD“)."""
    return search_form(text) in _ABBREVIATIONS


def title_key(text: str) -> str:
    """Key of a project title: as `word_key` without articles and prepositions."""
    words = [word for word in word_key(text).split() if word not in _STOP]
    return " ".join(words) or word_key(text)


def _numbers(text: str) -> list[str]:
    return re.findall(r"\d+", text)


class LikeTitles:
    """Which of many title keys are nearly alike: all pairs are compared at once, in pieces.

    Only keys with the same numbers are compared („Boxen 2023“ and „Boxen 2024“ are two things).
    """

    def __init__(self, keys: Sequence[str]) -> None:
        self._keys = [" ".join(sorted(key.split())) for key in keys]
        self._places: dict[str, list[int]] = {}
        for place, key in enumerate(self._keys):
            if key:
                self._places.setdefault(key, []).append(place)
        self._near: dict[str, list[tuple[float, str]]] = {}
        groups: dict[tuple[str, ...], list[str]] = {}
        for key in self._places:
            groups.setdefault(tuple(_numbers(key)), []).append(key)
        for words in groups.values():
            if len(words) > 1:
                self._compare(words)

    def before(self, place: int) -> list[int]:
        """Places before this one whose keys are alike enough, the likest first."""
        key = self._keys[place]
        near = [(-100.0, key), *self._near.get(key, ())]
        found = [
            (score, other) for score, word in near for other in self._places.get(word, ())[:_MOST] if other < place
        ]
        return [other for _, other in sorted(found)]

    def _compare(self, words: Sequence[str]) -> None:
        import numpy as np
        from rapidfuzz import fuzz, process

        for start in range(0, len(words), _PIECE):
            piece = words[start : start + _PIECE]
            table: Any = process.cdist(
                piece, words[: start + len(piece)], scorer=fuzz.ratio, score_cutoff=SIMILAR_TITLE, dtype=np.float32
            )
            for row, column in np.argwhere(table).tolist():
                one, other, score = piece[row], words[column], -float(table[row, column])
                if column < start + row:
                    self._near.setdefault(one, []).append((score, other))
                    self._near.setdefault(other, []).append((score, one))


@dataclass(frozen=True, slots=True)
class Match:
    """A known record that a word may mean; `exact` = the same but for spelling habits."""

    id: int
    label: str
    exact: bool


class KnownWords:
    """The known words of one catalogue or the known organisations, by key and by likeness."""

    def __init__(self, entries: Iterable[tuple[int, str, str]], *, organisations: bool = False) -> None:
        self._key = organisation_key if organisations else word_key
        self._labels: dict[int, str] = {}
        self._exact: dict[str, int] = {}
        self._contained: dict[str, int] = {}
        self._asked: dict[str, Match | None] = {}
        for id, label, short in entries:
            self._labels[id] = label
            for text in (label, short):
                if text:
                    self._exact.setdefault(self._key(text), id)
            if not organisations:
                for part in re.split(r" und | oder |,|/| – ", label):
                    self._contained.setdefault(self._key(part), id)

    def key(self, word: str) -> str:
        """The key a word is compared by."""
        return self._key(word)

    def find(self, word: str) -> Match | None:
        """The entry a word means; an uncertain one (part of a label, spelling mistake) has `exact` False."""
        if word not in self._asked:  # a list says the same word hundreds of times
            self._asked[word] = self._find(word)
        return self._asked[word]

    def _find(self, word: str) -> Match | None:
        key = self._key(word)
        if not key:
            return None
        if key in self._exact:
            return Match(self._exact[key], self._labels[self._exact[key]], exact=True)
        if key in self._contained:
            return Match(self._contained[key], self._labels[self._contained[key]], exact=False)
        from rapidfuzz import fuzz, process

        found = process.extractOne(key, self._exact.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=SIMILAR_WORD)
        if found is None:
            return None
        id = self._exact[found[0]]
        return Match(id, self._labels[id], exact=False)

    def labels(self) -> list[tuple[int, str]]:
        """All entries as (id, label)."""
        return list(self._labels.items())


def vocabularies(entries: Mapping[str, Iterable[tuple[int, str, str]]]) -> dict[str, KnownWords]:
    """Known words by kind; those of kind „organisation“ are compared as organisations."""
    return {kind: KnownWords(found, organisations=kind == "organisation") for kind, found in entries.items()}


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name taken apart."""

    salutation: Salutation
    academic_title: str
    first_name: str
    last_name: str


_SALUTATION = re.compile(r"^(frau|fr\.|herrn?|hrn?\.)\s+", re.IGNORECASE)
_TITLE = re.compile(r"^((?:prof|dr|dipl|mag)\.?(?:-\w+\.?)?\s*(?:med\.|jur\.|phil\.|rer\.|nat\.)?\s*)+", re.IGNORECASE)
_ORGANISATION_WORD = re.compile(
    r"(amt|stelle|verein|schule|stadt|gemeinde|polizei|haus|dienst|gmbh|e\.\s?v|kita|hort|zentrum|kirche|verband|"
    r"referat|abteilung|netzwerk|rat|gruppe|werk|bund|wache|revier|büro|fachbereich|bereich|meister|leiter|leitung|team)",
    re.IGNORECASE,
)


def person_name(text: str) -> PersonName | None:
    """A person's name if a text clearly is one: with „Frau“/„Herr“/title, or first name and surname only."""
    bare = " ".join(text.split())
    salutation = Salutation.NEUTRAL
    if found := _SALUTATION.match(bare):
        salutation = Salutation.MRS if found[1].lower().startswith("fr") else Salutation.MR
        bare = bare[found.end() :]
    title = ""
    if found := _TITLE.match(bare):
        title = " ".join(found.group().split())
        bare = bare[found.end() :]
    words = bare.split()
    sure = salutation is not Salutation.NEUTRAL or bool(title)
    if not words or len(words) > 4 or not all(re.fullmatch(r"[^\W\d_][\w.'’-]*", word) for word in words):
        return None
    if not sure and (len(words) not in {2, 3} or _ORGANISATION_WORD.search(bare) or not _capital(words)):
        return None
    return PersonName(salutation, title, " ".join(words[:-1]), words[-1])


def _capital(words: Sequence[str]) -> bool:
    return words[0][0].isupper() and words[-1][0].isupper()

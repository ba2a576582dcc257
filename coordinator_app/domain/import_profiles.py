"""Remembered ways of reading foreign tables: recognised by their headings."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from coordinator_app.domain.fields import Kind, Record, attribute


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportProfile(Record):
    """Which column of a table with these headings means what.

    `headings` are one per line; `mapping` is the JSON of `LearnedMapping`.
    """

    kind: ClassVar[str] = "import_profile"
    label: ClassVar[str] = "Importvorlage"
    plural: ClassVar[str] = "Importvorlagen"
    title_field: ClassVar[str] = "title"

    title: str = attribute("Name", required=True, max_length=200)
    subject: str = attribute("Wofür", required=True, max_length=40, printable=False)
    headings: str = attribute("Überschriften", Kind.LONG_TEXT, printable=False, max_length=20_000)
    mapping: str = attribute("Zuordnung", Kind.LONG_TEXT, printable=False, max_length=20_000)


KNOWN_SHARE = 0.6  # of the headings of a new list that must be known for a remembered mapping to be used
Word = tuple[str, str]  # kind and key of a word


@dataclass(frozen=True, slots=True)
class LearnedMapping:
    """Fields by heading, and what was decided about words: (action, id) by kind and key."""

    columns: Mapping[str, str]
    words: Mapping[Word, tuple[str, int]] = field(default_factory=dict[Word, tuple[str, int]])


def heading_lines(headings: Iterable[str]) -> str:
    """Headings as they are stored and compared: one per line."""
    return "\n".join(" ".join(heading.split()) for heading in headings)


def mapping_text(mapping: LearnedMapping) -> str:
    """The mapping as it is stored: the same text for the same mapping."""
    words = [[kind, key, action, id] for (kind, key), (action, id) in sorted(mapping.words.items())]
    return json.dumps({"columns": dict(mapping.columns), "words": words}, ensure_ascii=False, sort_keys=True)


def mapping_of(text: str) -> LearnedMapping:
    """What was stored; a text that is none of ours gives an empty mapping."""
    try:
        value: Any = json.loads(text)
        columns = {str(name): str(target) for name, target in value["columns"].items()}
        words = {(str(kind), str(key)): (str(action), int(id)) for kind, key, action, id in value["words"]}
    except (ValueError, TypeError, KeyError, AttributeError):
        return LearnedMapping({})
    return LearnedMapping(columns, words)


def best_profile(profiles: Sequence[ImportProfile], headings: Sequence[str]) -> ImportProfile | None:
    """The profile that knows most of these headings, the last one used of several; None when all know too few."""
    wanted = set(heading_lines(headings).split("\n"))
    shares: list[tuple[float, int, ImportProfile]] = []
    for profile in profiles:
        known = set(profile.headings.split("\n"))
        share = len(wanted & known) / len(wanted | known)
        if share >= KNOWN_SHARE:
            shares.append((share, profile.id, profile))
    return max(shares, key=_closeness)[2] if shares else None


def _closeness(found: tuple[float, int, ImportProfile]) -> tuple[float, int]:
    return found[0], found[1]

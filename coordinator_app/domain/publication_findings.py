"""Findings of the publication check and the plain pieces of a document its rules look at."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coordinator_app.domain.name_traces import Mention, excerpt
from coordinator_app.domain.vocabulary import Vocabulary


class Risk(Vocabulary):
    """What a finding of the publication check is about, the gravest first."""

    NOT_PUBLIC = "not_public", "Nicht öffentlich"
    NAME = "name", "Name"
    CONTACT = "contact", "Kontaktdaten"
    SMALL_NUMBER = "small_number", "Kleine Zahl"
    FUNDING = "funding", "Förderhinweis"
    GAP = "gap", "Lücke"
    UNFINISHED = "unfinished", "Unfertig"
    EDITED_FILE = "edited_file", "Datei von Hand bearbeitet"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at: what it is, the words it is about, where they stand and what to do."""

    risk: Risk
    text: str
    where: str
    remedy: str

    @property
    def line(self) -> str:
        """The finding in one line, as it is remembered with a report."""
        place = f" ({self.where})" if self.where else ""
        return f"{self.risk.label}: {self.text}{place}"


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a document and where they stand (the headings above)."""

    where: str
    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table or chart: the first cell of a row names it; numbers as numbers, all else as words, None = no value."""

    where: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | float | None, ...], ...]
    totals: tuple[str | float | None, ...] = ()


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The gravest first, each line once."""
    ranks = {risk: place for place, risk in enumerate(Risk)}
    return tuple(sorted(dict.fromkeys(findings), key=lambda finding: ranks[finding.risk]))


def places_of(places: Sequence[str]) -> str:
    """The first places in one line."""
    named = list(dict.fromkeys(filter(None, places)))
    more = f" und {len(named) - 3} weitere Stellen" if len(named) > 3 else ""
    return "; ".join(named[:3]) + more


def short(text: str) -> str:
    """The beginning of a text, for quoting."""
    words = " ".join(text.split())
    return words if len(words) <= 90 else f"{words[:90].rsplit(' ', 1)[0]} …"


def around(text: str, found: re.Match[str]) -> str:
    """A line of the text around a hit."""
    return excerpt(text, Mention(found.start(), found.end(), sure=True))

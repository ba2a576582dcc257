"""„Was ist neu“: the sections of CHANGELOG.md, which comes with the program, since the version somebody used last."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from coordinator_app import __version__
from coordinator_app.common.german import format_date, format_size
from coordinator_app.common.paths import CHANGELOG
from coordinator_app.storage.schema import HEAD

_HEADING = re.compile(r"^## \[(\d+(?:\.\d+)+)\](?: – (\d{4}-\d{2}-\d{2}))?\s*$", re.MULTILINE)
_NEXT = re.compile(r"^## ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Release:
    """One version: `text` is Markdown without the heading."""

    version: str
    day: date | None
    text: str

    @property
    def heading(self) -> str:
        """„Version 0.9.0 vom 23.11.2026“."""
        return f"Version {self.version}" + (f" vom {format_date(self.day)}" if self.day else "")


def parse(text: str) -> tuple[Release, ...]:
    """The released versions of a changelog, newest first; what is not released yet is left out."""
    found: list[Release] = []
    for match in _HEADING.finditer(text):
        following = _NEXT.search(text, match.end())
        content = text[match.end() : following.start() if following else len(text)].strip()
        found.append(Release(match[1], date.fromisoformat(match[2]) if match[2] else None, content))
    return tuple(found)


@cache
def releases() -> tuple[Release, ...]:
    """The versions up to this program's; none where the changelog is missing."""
    try:
        text = CHANGELOG.read_text(encoding="utf-8")
    except OSError:
        return ()
    return tuple(release for release in parse(text) if order(release.version) <= order(__version__))


def order(version: str) -> tuple[int, ...]:
    """A version as numbers that can be compared; () for what is none, which comes before all."""
    return tuple(int(part) for part in version.split(".")) if re.fullmatch(r"\d+(\.\d+)*", version) else ()


def released() -> date | None:
    """The day this version came out."""
    return next((release.day for release in releases() if release.version == __version__), None)


def full_version() -> str:
    """„0.9.0 vom 23.11.2026“."""
    day = released()
    return f"{__version__} vom {format_date(day)}" if day else __version__


def file_facts(path: Path, *, network: bool) -> str:
    """What may be told of the open file without naming it: format, size, kind of place."""
    try:
        size = format_size(path.stat().st_size)
    except OSError:
        size = "nicht erreichbar"
    return f"Format {HEAD}, {size}, {'Netzlaufwerk' if network else 'eigenes Laufwerk'}"


def is_update(seen: str) -> bool:
    """Whether this program is newer than the version used last („“ = first start: nothing is new then)."""
    return bool(order(seen)) and order(seen) < order(__version__)


def page() -> str:
    """The help topic: what changed, version by version (Markdown)."""
    parts = ["# Was ist neu"]
    for release in releases():
        parts += [f"## {release.heading}", release.text]
    if len(parts) == 1:
        parts.append("Zu dieser Version sind keine Änderungen verzeichnet.")
    parts.append("Welche Version Sie haben und wie Sie nach einer neuen sehen, steht unter **Hilfe ▸ Über**.")
    return "\n\n".join(part for part in parts if part) + "\n"

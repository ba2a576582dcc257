"""The stations of the tour, read from `resources/tour/rundgang.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache

from coordinator_app.common.paths import RESOURCES

FILE = RESOURCES / "tour" / "rundgang.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """A stop of the tour: the page it shows, a record of the example by kind and title, words, a help topic."""

    title: str
    page: str
    look: str
    attempt: str
    topic: str
    kind: str = ""
    record: str = ""


@cache
def stations() -> tuple[Station, ...]:
    """All stations in their order."""
    with FILE.open("rb") as file:
        return tuple(Station(**entry) for entry in tomllib.load(file)["station"])

"""What the parts of the example share: the open file, the day, and the ids of what is already there."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from coordinator_app.common.clock import FixedClock
from coordinator_app.common.paths import RESOURCES
from coordinator_app.services.workspace import Workspace

FOLDER = RESOURCES / "demo"


def content(name: str) -> dict[str, Any]:
    """One of the content files of the example."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@dataclass
class Stage:
    """The file being filled. `ids[kind][key]` are the records made so far by their keys in the content files."""

    workspace: Workspace
    clock: FixedClock
    morning: datetime
    ids: dict[str, dict[str, int]] = field(default_factory=dict[str, dict[str, int]])

    @property
    def day(self) -> date:
        """The day the file is made for."""
        return self.morning.date()

    def go_to(self, days: float) -> date:
        """Set the clock so many days after (negative: before) the day of the file, at nine; returns that day."""
        self.clock.moment = self.morning + timedelta(days=days)
        return self.clock.moment.date()

    def weeks_ago(self, weeks: float) -> date:
        """The day so many weeks before the day of the file."""
        return self.day - timedelta(weeks=weeks)

    def keep(self, kind: str, key: str, id: int) -> int:
        """Remember a record under its key."""
        self.ids.setdefault(kind, {})[key] = id
        return id

    def id(self, kind: str, key: str) -> int:
        """Id of a record made before."""
        return self.ids[kind][key]

    def several(self, kind: str, keys: Iterable[str]) -> tuple[int, ...]:
        """Ids of records made before."""
        return tuple(self.ids[kind][key] for key in keys)

    def entry(self, catalogue: str, code: str) -> int:
        """Id of a seed entry of a catalogue."""
        known = self.ids.get(catalogue)
        if known is None:
            entries = self.workspace.catalogues.entries(catalogue)
            known = self.ids[catalogue] = {entry.code: entry.id for entry in entries}
        return known[code]

    def entries(self, catalogue: str, codes: Iterable[str]) -> tuple[int, ...]:
        """Ids of seed entries of a catalogue."""
        return tuple(self.entry(catalogue, code) for code in codes)

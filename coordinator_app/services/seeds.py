"""What the program brings along for a file: packets, each added once, to new files and to those made before.

The keys of the packets a file has had stand in its settings, so that what a user deleted never comes back. Opening a
file compares two short texts by plain SQL; only a file that lacks a packet loads the modules that hold them.
"""

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from coordinator_app.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

    from coordinator_app.storage.unit_of_work import WriteUnit

SETTING = "seed_packets"
_STATEMENT = "SELECT value FROM file_setting WHERE key = 'seed_packets'"


@dataclass(frozen=True, slots=True)
class Packet:
    """Content added once; `place` names a function `add(unit: WriteUnit) -> None` as „module:function“.

    Programmes of a later year are a packet with another key: `Packet("programmes-2027", …)`.
    """

    key: str
    place: str

    def add(self, unit: "WriteUnit") -> None:
        """Write the content into the file."""
        module, _, name = self.place.partition(":")
        function: Callable[[WriteUnit], None] = getattr(import_module(f"coordinator_app.services.{module}"), name)
        function(unit)


PACKETS: tuple[Packet, ...] = (
    Packet("catalogues-3", "catalogues:add_entries_of_version_3"),
    Packet("process", "process:add_steps"),
    Packet("programmes-1", "funding_seeds:add_programmes"),
)


def bring_up(store: Store) -> list[str]:
    """Add what the file has not had yet; the keys that were added. Nothing happens in a file open for reading only.

    No step of the undo list: nobody asked for it, and it is not to be taken back by accident.
    """
    with store.glance() as connection:
        row = connection.execute(_STATEMENT).fetchone()
    had = set(row[0].split()) if row else set[str]()
    missing = [packet for packet in PACKETS if packet.key not in had]
    if not missing or store.read_only:
        return []
    from coordinator_app.storage.queries.file_settings import write_setting  # only for files that lack something

    with store.write("Mitgeliefertes ergänzt", aside=True) as unit:
        for packet in missing:
            packet.add(unit)
        write_setting(unit, SETTING, " ".join(sorted(had | {packet.key for packet in PACKETS})))
    return [packet.key for packet in missing]

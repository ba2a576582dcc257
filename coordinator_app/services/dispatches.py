"""What left the house: recording a sending and reading what was sent about a record."""

from collections.abc import Iterable
from datetime import date

from coordinator_app.common.clock import today
from coordinator_app.domain.dispatches import Dispatch, Occasion
from coordinator_app.storage.store import Store


class Dispatches:
    """Records of sendings; the recipients are a snapshot that outlives the contacts."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def record(
        self,
        occasion: Occasion,
        target_kind: str,
        target_id: int,
        *,
        way: str,
        recipients: Iterable[str],
        contents: str = "",
        sent_on: date | None = None,
    ) -> int:
        """Note a sending about a record; `recipients` are lines „Name, Adresse“."""
        with self._store.write("Versand vermerkt") as unit:
            return unit.add(
                Dispatch(
                    occasion=occasion,
                    target_kind=target_kind,
                    target_id=target_id,
                    sent_on=sent_on or today(unit.clock),
                    way=way.strip()[:60],
                    recipients="\n".join(" ".join(line.split()) for line in recipients),
                    contents=contents.strip(),
                )
            )

    def get(self, id: int) -> Dispatch:
        """One sending."""
        with self._store.read() as unit:
            return unit.get(Dispatch, id)

    def of(self, target_kind: str, target_id: int) -> list[Dispatch]:
        """What was sent about a record, newest first."""
        with self._store.read() as unit:
            return unit.find(Dispatch, target_kind=target_kind, target_id=target_id, order="-id")

    def discard(self, id: int) -> None:
        """Take back a note made by mistake."""
        with self._store.write("Versandvermerk gelöscht") as unit:
            unit.discard(Dispatch, id)

"""Kontaktvorgänge: what was talked about with whom, found again at the person, the organisation and the project."""

from dataclasses import dataclass
from typing import Any

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.common.german import enumerate_words, format_date
from coordinator_app.domain.columns import Column
from coordinator_app.domain.network import Interaction
from coordinator_app.services.lists import ListRow, RecordList, column
from coordinator_app.storage.store import Store

INTERACTION_COLUMNS: tuple[Column[ListRow[Interaction]], ...] = (
    column(Interaction, "happened_on", width=11),
    column(Interaction, "subject", width=30, stretch=True),
    column(Interaction, "persons", width=20),
    column(Interaction, "organisations", width=20, shown=False),
    column(Interaction, "channel", width=10, shown=False),
    column(Interaction, "direction", width=10, shown=False),
    column(Interaction, "project_id", width=18, shown=False),
    column(Interaction, "text", width=40, shown=False),
)


_FIELDS = {"person": "persons", "organisation": "organisations"}


@dataclass(frozen=True, slots=True)
class InteractionLine:
    """A contact in the detail of a person or organisation: „Telefon, von uns, mit Anna Weber“."""

    interaction: Interaction
    words: str

    @property
    def day(self) -> str:
        """The day as it is shown."""
        return format_date(self.interaction.happened_on)


class InteractionList(RecordList[Interaction]):
    """List source of the contacts, the newest first unless sorted otherwise."""

    def __init__(self, store: Store) -> None:
        super().__init__(store, Interaction, INTERACTION_COLUMNS)


class Interactions:
    """`workspace.interactions`: verbs on contacts; each is one undoable step."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def create(self, **values: Any) -> int:
        """Store a contact; without a day it was today. It must name a person or an organisation."""
        _check(values.get("persons", ()), values.get("organisations", ()))
        values.setdefault("happened_on", None)
        with self._store.write("Kontaktvorgang angelegt") as unit:
            values["happened_on"] = values["happened_on"] or today(unit.clock)
            return unit.add(Interaction(**values))

    def get(self, id: int) -> Interaction:
        """One contact."""
        with self._store.read() as unit:
            return unit.get(Interaction, id)

    def update(self, id: int, version: int | None, **values: Any) -> int:
        """Change fields and return the new version."""
        with self._store.write("Kontaktvorgang geändert", merge=f"interaction:{id}:{','.join(values)}") as unit:
            current = unit.get(Interaction, id)
            _check(values.get("persons", current.persons), values.get("organisations", current.organisations))
            return unit.change(Interaction, id, version, **values)

    def discard(self, id: int) -> None:
        """Move a contact to the Papierkorb."""
        with self._store.write("Kontaktvorgang in den Papierkorb gelegt") as unit:
            unit.discard(Interaction, id)

    def of(self, kind: str, id: int) -> list[InteractionLine]:
        """The contacts with a person or an organisation, the newest first."""
        wanted: dict[str, Any] = {_FIELDS[kind]: id}
        with self._store.read() as unit:
            rows = unit.find(Interaction, order="-happened_on,-id", **wanted)
            people = unit.titles("person", [person for row in rows for person in row.persons])
            houses = unit.titles("organisation", [house for row in rows for house in row.organisations])
        lines: list[InteractionLine] = []
        for row in rows:
            named = [people[person] for person in row.persons if person in people and (kind, id) != ("person", person)]
            named += [
                houses[house]
                for house in row.organisations
                if house in houses and (kind, id) != ("organisation", house)
            ]
            words = [row.channel.label, row.direction.label, f"mit {enumerate_words(named)}" if named else ""]
            lines.append(InteractionLine(row, ", ".join(filter(None, words))))
        return lines


def _check(persons: Any, organisations: Any) -> None:
    if not persons and not organisations:
        raise UserError("Mit wem war der Kontakt? Bitte nennen Sie eine Person oder eine Organisation.")

"""The course of the ASSKomm cooperation: its steps with dates, papers and the resolution they rest on."""

from typing import Any

from coordinator_app.common.clock import today
from coordinator_app.domain.process import STEPS, ProcessStep, StepState
from coordinator_app.services.lists import RecordList, column, columns
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import WriteUnit


class Process:
    """Use cases around the steps; every method is one undo step."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def list(self) -> RecordList[ProcessStep]:
        """The steps as a list source."""
        shown = columns(ProcessStep, "title", "state", "planned_on", "done_on")
        return RecordList(self._store, ProcessStep, (column(ProcessStep, "position", label="Nr.", width=5), *shown))

    def steps(self) -> "list[ProcessStep]":
        """All steps in their order."""
        with self._store.read() as unit:
            return unit.find(ProcessStep, order="position,id")

    def get(self, id: int) -> ProcessStep:
        """One step."""
        with self._store.read() as unit:
            return unit.get(ProcessStep, id)

    def create(self, *, title: str, **values: Any) -> int:
        """A step of the town's own, at the end."""
        with self._store.write("Prozessschritt angelegt") as unit:
            last = max((step.position for step in unit.find(ProcessStep)), default=0)
            return unit.add(ProcessStep(title=title.strip(), position=last + 1, **values))

    def update(self, id: int, version: int | None, **values: Any) -> None:
        """Change a step; finishing it without a day takes today's."""
        with self._store.write(
            "Prozessschritt geändert", merge=f"process_step:{id}:{','.join(sorted(values))}"
        ) as unit:
            if values.get("state") is StepState.DONE and unit.get(ProcessStep, id).done_on is None:
                values.setdefault("done_on", today(unit.clock))
            unit.change(ProcessStep, id, version, **values)

    def move(self, id: int, by: int) -> None:
        """Put a step `by` places further down (negative: up)."""
        with self._store.write("Reihenfolge geändert") as unit:
            ids = [step.id for step in unit.find(ProcessStep, order="position,id")]
            place = ids.index(id)
            ids.insert(max(0, min(place + by, len(ids) - 1)), ids.pop(place))
            for position, each in enumerate(ids, start=1):
                if unit.get(ProcessStep, each).position != position:
                    unit.change(ProcessStep, each, None, position=position)

    def discard(self, id: int) -> None:
        """To the Papierkorb."""
        with self._store.write("Prozessschritt gelöscht") as unit:
            unit.discard(ProcessStep, id)


def add_steps(unit: WriteUnit) -> None:
    """The usual course, for a file that has never had it (see `seeds`)."""
    for position, step in enumerate(STEPS, start=1):
        unit.add(ProcessStep(title=step.title, note=step.text, position=position, is_seed=True))

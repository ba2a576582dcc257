"""What is done to several tasks at once; every method is one undo step and tells how many it concerned."""

from collections.abc import Sequence
from datetime import date, timedelta

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.common.german import plural
from coordinator_app.domain.day_words import parse_day
from coordinator_app.domain.tasks import OPEN_TASKS, Task, TaskState, parse_shift
from coordinator_app.services import task_steps
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit


class SeveralTasks:
    """Use cases over several tasks."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def set_state(self, ids: Sequence[int], state: TaskState, text: str = "") -> int:
        """The same state for all; those that have it already are passed over. The number of the others."""
        with self._store.write(f"{_name(ids)} {state.label}") as unit:
            found = [task for task in unit.many(Task, ids).values() if task.state is not state]
            for task in found:
                task_steps.set_state(unit, task, state, text, None)
        return len(found)

    def put_off(self, ids: Sequence[int], words: str) -> int:
        """Another date for all: a day („26.11.“, „in 2 Wochen“) or a span from each one's own date („um 2 Wochen“).

        Settled ones are passed over; with a span those without a date count from today.
        """
        shift = parse_shift(words)
        with self._store.write(f"Frist verschoben: {_name(ids)}") as unit:
            found = [task for task in unit.many(Task, ids).values() if task.state in OPEN_TASKS]
            for task in found:
                due = _shifted(unit, task, shift) if shift is not None else _day(unit, words)
                task_steps.change(unit, task, None, {"due_on": due})
        return len(found)

    def hand_over(
        self, ids: Sequence[int], *, person_id: int | None = None, organisation_id: int | None = None, text: str = ""
    ) -> int:
        """Somebody else is responsible for all; `text` says why. Settled ones stay with who did them."""
        if person_id is None and organisation_id is None:
            raise UserError("Bitte wählen Sie, wer die Aufgabe übernimmt.", help_topic="aufgaben")
        with self._store.write(f"Zuständigkeit geändert: {_name(ids)}") as unit:
            found = [task for task in unit.many(Task, ids).values() if task.state in OPEN_TASKS]
            for task in found:
                values = {"person_id": person_id, "organisation_id": organisation_id}
                task_steps.change(unit, task, None, values)
                if text.strip():
                    task_steps.note(unit, task.id, text)
        return len(found)


def _name(ids: Sequence[int]) -> str:
    return "Aufgabe" if len(ids) == 1 else plural(len(ids), "Aufgabe", "Aufgaben")


def _shifted(unit: ReadUnit, task: Task, shift: timedelta) -> date:
    try:
        return (task.due_on or today(unit.clock)) + shift
    except OverflowError as error:
        raise UserError(f"Die Frist von „{task.title}“ lässt sich nicht weiter verschieben.") from error


def _day(unit: ReadUnit, words: str) -> date:
    found = parse_day(words, today(unit.clock), "future")
    if found is None:
        raise UserError(
            "Bitte geben Sie ein Datum oder eine Spanne ein, zum Beispiel 26.11. oder „um 2 Wochen“.",
            help_topic="aufgaben",
        )
    return found

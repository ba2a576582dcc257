"""All deadlines of the house in one table; own ones; planning back from a day; calendar files."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.domain.backward_plan import USUAL_STEPS, PlannedDay, PlanStep, check_steps, plan_back
from coordinator_app.domain.deadline_register import (
    TICKED_HERE,
    Deadline,
    DeadlineOrigin,
    DeadlineSource,
    DueLine,
    in_order,
    lead_text,
    parse_lead,
)
from coordinator_app.domain.tasks import Task
from coordinator_app.services import task_steps
from coordinator_app.services.deadline_lines import TICK, deadline_lines
from coordinator_app.services.public_holidays import holiday_names
from coordinator_app.storage.queries.file_settings import read_setting, write_setting
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import WriteUnit

_STEPS_SETTING = "backward_plan_steps"
PLAN = "plan:"


class Deadlines:
    """Use cases around deadlines; every method that writes is one undo step."""

    def __init__(self, store: Store) -> None:
        self._store = store

    # ------------------------------------------------------------ the register

    def register(self) -> list[DueLine]:
        """Every deadline in order: own ones, and those of tasks, meetings, funding, projects and the process."""
        with self._store.read() as unit:
            return in_order(deadline_lines(unit), today(unit.clock))

    def tick(self, line: DueLine, *, done: bool = True) -> None:
        """Mark a deadline as done, or as open again, where no other record says so."""
        day = today(self._store.clock)
        with self._store.write("Frist erledigt" if done else "Frist wieder offen") as unit:
            if line.source is DeadlineSource.OWN:
                unit.change(Deadline, line.id, None, done_on=day if done else None)
                return
            if line.source not in TICKED_HERE:
                raise UserError("Diese Frist ist erledigt, sobald es an ihrem Ort eingetragen ist.")
            kept = unit.find(Deadline, rule_key=f"{TICK}{line.key}")
            for found in kept:
                unit.remove(Deadline, found.id)
            if done:
                unit.add(
                    Deadline(
                        title=line.title,
                        due_on=line.due_on,
                        done_on=day,
                        target_kind=line.about_kind,
                        target_id=line.about_id,
                        origin=DeadlineOrigin.RULE,
                        rule_key=f"{TICK}{line.key}",
                    )
                )

    # ------------------------------------------------------------ own deadlines

    def get(self, id: int) -> Deadline:
        """One own deadline."""
        with self._store.read() as unit:
            return unit.get(Deadline, id)

    def of(self, target_kind: str, target_id: int) -> list[Deadline]:
        """The own deadlines of a record, by date."""
        with self._store.read() as unit:
            found = unit.find(Deadline, target_kind=target_kind, target_id=target_id, order="due_on")
        return [each for each in found if not each.rule_key.startswith(TICK)]

    def create(self, *, title: str, due_on: date | None, lead_days: str = "30, 7", **values: Any) -> int:
        """A deadline of one's own, about a record (`target_kind`, `target_id`) or nothing in the file."""
        with self._store.write("Frist angelegt") as unit:
            lead = lead_text(parse_lead(lead_days))
            return unit.add(Deadline(title=title.strip(), due_on=due_on, lead_days=lead, **values))

    def update(self, id: int, version: int | None, **values: Any) -> None:
        """Change a deadline."""
        with self._store.write("Frist geändert", merge=f"deadline:{id}:{','.join(sorted(values))}") as unit:
            if "lead_days" in values:
                values["lead_days"] = lead_text(parse_lead(values["lead_days"]))
            unit.change(Deadline, id, version, **values)

    def discard(self, ids: Iterable[int]) -> None:
        """To the Papierkorb."""
        with self._store.write("Frist gelöscht") as unit:
            for id in ids:
                unit.discard(Deadline, id)

    # ------------------------------------------------------------ planning back

    def usual_steps(self) -> list[PlanStep]:
        """The steps of the last plan made in this file, else the usual ones."""
        with self._store.read() as unit:
            text = read_setting(unit, _STEPS_SETTING)
        return [PlanStep(title, days) for title, days in json.loads(text)] if text else list(USUAL_STEPS)

    def plan(self, target: date, steps: Sequence[PlanStep]) -> list[PlannedDay]:
        """The days of the steps before a target, none on a weekend or a Saxon holiday."""
        return plan_back(target, steps, {**holiday_names(target.year - 1), **holiday_names(target.year)})

    def take_over(
        self,
        title: str,
        target: date,
        steps: Sequence[PlanStep],
        *,
        as_tasks: bool = False,
        person_id: int | None = None,
        target_kind: str = "",
        target_id: int | None = None,
    ) -> int:
        """Keep a plan in one step: the target as a deadline, its steps as deadlines or tasks; id of the target.

        The steps are remembered for the next plan.
        """
        days = self.plan(target, steps)
        if not title.strip():
            raise UserError("Bitte geben Sie an, worum es geht, zum Beispiel „Antrag RL KommPräv 2027“.")
        with self._store.write("Rückwärtsplan übernommen") as unit:
            common: dict[str, Any] = {"target_kind": target_kind, "target_id": target_id, "responsible_id": person_id}
            head = unit.add(Deadline(title=title.strip(), due_on=target, critical=True, lead_days="30, 7", **common))
            unit.change(Deadline, head, None, rule_key=f"{PLAN}{head}:0")
            for number, step in enumerate(days, start=1):
                name = f"{title.strip()}: {step.title}"
                if as_tasks:
                    _add_task(unit, name, step, head, person_id)
                else:
                    key = f"{PLAN}{head}:{number}"
                    made = Deadline(title=name, due_on=step.day, lead_days="7", rule_key=key, note=step.note, **common)
                    unit.add(made)
            _remember(unit, steps)
        return head

    def plans(self) -> list[Deadline]:
        """The targets of all plans kept."""
        with self._store.read() as unit:
            found = unit.find(Deadline, order="due_on")
        return [each for each in found if each.rule_key.startswith(PLAN) and each.rule_key.endswith(":0")]

    def steps_of(self, head: int) -> list[tuple[str, date | None, bool, str]]:
        """The steps of a plan kept: title, day, whether done, note; deadlines and tasks alike."""
        with self._store.read() as unit:
            prefix = f"{unit.get(Deadline, head).title}: "
            own = [each for each in unit.find(Deadline, order="due_on") if each.rule_key.startswith(f"{PLAN}{head}:")]
            found = [
                (each.title.removeprefix(prefix), each.due_on, each.done_on is not None, each.note)
                for each in own
                if each.id != head
            ]
            for task in unit.find(Task, source_kind="deadline", source_id=head, order="due_on"):
                closed = task.state.value in {"done", "dropped"}
                found.append((task.title.removeprefix(prefix), task.due_on, closed, task.note))
        return found

    # ------------------------------------------------------------ calendars

    def calendar(self, lines: Sequence[DueLine]) -> bytes:
        """Deadlines as an .ics file of all-day entries, each with its reminders."""
        from coordinator_app.exchange.calendar_files import DayEntry, days_file

        if not lines:
            raise UserError("Es gibt keine offene Frist für eine Kalenderdatei.")
        now = self._store.clock.now()
        return days_file(
            [
                DayEntry(
                    uid=f"{line.uuid}-{line.key.replace(':', '-')}@kpr-arbeitsplatz",
                    sequence=line.sequence,
                    stamp=now,
                    title=f"Frist: {line.title}",
                    day=line.due_on,
                    description=", ".join(part for part in (line.source.label, line.about, line.responsible) if part),
                    remind_days=line.lead,
                )
                for line in lines
                if line.done_on is None
            ]
        )


def _add_task(unit: WriteUnit, name: str, step: PlannedDay, head: int, person_id: int | None) -> None:
    task = Task(
        title=name[:300], due_on=step.day, person_id=person_id, source_kind="deadline", source_id=head, note=step.note
    )
    task_steps.add(unit, task)


def _remember(unit: WriteUnit, steps: Sequence[PlanStep]) -> None:
    check_steps(steps)
    write_setting(unit, _STEPS_SETTING, json.dumps([[step.title, step.days] for step in steps], ensure_ascii=False))

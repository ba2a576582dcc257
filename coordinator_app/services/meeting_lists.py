"""Lists of meetings and tasks: one declaration of columns for screen, print, Word and Excel."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from coordinator_app.common.clock import today
from coordinator_app.domain.columns import Column, ListFilter
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.meetings import Meeting
from coordinator_app.domain.recurrence import in_words, read_rule
from coordinator_app.domain.sentences import due_phrase
from coordinator_app.domain.tasks import OPEN_TASKS, Task, Urgency, urgency
from coordinator_app.services.lists import ListRow, RecordList, columns
from coordinator_app.storage.queries.tasks import ids_by_urgency, ids_coming_back, ids_of_departed
from coordinator_app.storage.store import Store


def choice(name: str) -> Any:
    """The value of a choice itself, so that screens can show it as a chip."""

    def value(row: ListRow[Any]) -> Any:
        return getattr(row.record, name)

    return value


def pick(found: Sequence[Column[Any]], **looks: dict[str, Any]) -> tuple[Column[Any], ...]:
    """Columns with another look where one is given by key."""
    return tuple(replace(item, **looks.get(item.key, {})) for item in found)


def meeting_list(store: Store, **fixed: Any) -> RecordList[Meeting]:
    """Meetings; sort them by „starts_at“. `fixed`: e.g. `body_id=3`."""
    found = columns(Meeting, "starts_at", "title", "body_id", "place", "state")
    shown = pick(found, state={"value": choice("state"), "kind": Kind.CHOICE}, title={"width": 34})
    return RecordList(store, Meeting, shown, **fixed)


def _responsible_of_task(row: ListRow[Task]) -> str:
    return names(row, row.record.person_id, row.record.organisation_id)


def names(row: ListRow[Any], person_id: int | None, organisation_id: int | None) -> str:
    """Who is responsible: person, organisation or both."""
    person = row.titles.get("person", {}).get(person_id or 0, "")
    organisation = row.titles.get("organisation", {}).get(organisation_id or 0, "")
    return ", ".join(filter(None, (person, organisation)))


def _rhythm(row: ListRow[Task]) -> str:
    series = read_rule(row.record.recurrence)
    return in_words(series) if series is not None else ""


def _of_fields(equals: dict[str, Any], *, open_only: bool) -> dict[str, Any]:
    """Keys of the list turned into equalities of fields."""
    responsible = equals.pop("responsible", None)
    if responsible:
        equals["person_id" if responsible > 0 else "organisation_id"] = abs(responsible)
    unassigned = equals.pop("unassigned", None)
    if unassigned:
        equals |= {"person_id": None, "organisation_id": None}
    if equals.pop("open", None) or unassigned or open_only:
        equals.setdefault("state", tuple(OPEN_TASKS))
    return equals


class TaskList:
    """List source of tasks.

    `ListFilter.equals` knows besides the fields of `Task` the keys „urgency“ (an `Urgency` or several, computed for
    today), „open“ (True = not settled), „departed“ (True = open, and who is responsible has left), „unassigned“
    (True = open and nobody's), „recurring“ (True = open and coming back) and „responsible“ (a person, or an
    organisation by its negative id). Sort by „due_on“, „title“, „person_id“ …
    """

    def __init__(self, store: Store, **fixed: Any) -> None:
        self._store = store
        self._columns = self._declare()
        self._rows = RecordList(store, Task, self._columns, **fixed)
        self._answers: dict[tuple[Any, ...], frozenset[int]] = {}
        self._answered: tuple[int, date] | None = None

    @property
    def columns(self) -> Sequence[Column[ListRow[Task]]]:
        """All columns on offer, in their order."""
        return self._columns

    def ids(self, wanted: ListFilter) -> list[int]:
        """Ids of all matching tasks in the order asked for."""
        equals = dict(wanted.equals)
        wished = equals.pop("urgency", None)
        departed, recurring = equals.pop("departed", None), equals.pop("recurring", None)
        ids = self._rows.ids(replace(wanted, equals=_of_fields(equals, open_only=bool(recurring))))
        fitting: list[frozenset[int]] = []
        if wished is not None:
            several: tuple[Any, ...] = (wished,) if isinstance(wished, str) else tuple(wished)
            fitting.append(self._kept(ids_by_urgency, tuple(Urgency(part) for part in several)))
        if departed:
            fitting.append(self._kept(ids_of_departed))
        if recurring:
            fitting.append(self._kept(ids_coming_back))
        if not fitting:
            return ids
        wanted_ids = fitting[0].intersection(*fitting[1:])
        return [id for id in ids if id in wanted_ids]

    def _kept(self, question: Callable[..., set[int]], *more: Any) -> frozenset[int]:
        """The answer to a question about the day, kept until something is stored: typing asks it at every key."""
        day = today(self._store.clock)
        key = (self._store.revision, day)
        if key != self._answered or self._store.read_only:
            self._answers, self._answered = {}, key
        if (question, more) not in self._answers:
            with self._store.read() as unit:
                self._answers[question, more] = frozenset(question(unit, day, *more))
        return self._answers[question, more]

    def rows(self, ids: Sequence[int]) -> dict[int, ListRow[Task]]:
        """The rows of these ids; ids deleted since are missing."""
        return self._rows.rows(ids)

    def _urgency(self, row: ListRow[Task]) -> Urgency:
        task = row.record
        return urgency(task.due_on, task.state, today(self._store.clock), task.remind_days)

    def _standing(self, row: ListRow[Task]) -> str:
        if row.record.state not in OPEN_TASKS:
            return ""
        return due_phrase(row.record.due_on, today(self._store.clock))

    def _declare(self) -> tuple[Column[ListRow[Task]], ...]:
        found = columns(Task, "title", "person_id", "due_on", "state", "body_id")
        shown = pick(
            found,
            title={"width": 26},
            person_id={"value": _responsible_of_task, "width": 16},
            state={"value": choice("state"), "kind": Kind.CHOICE},
        )
        computed = (
            Column("standing", "Stand der Frist", Kind.TEXT, self._standing, sort="due_on", width=18),
            Column("rhythm", "Wiederholung", Kind.TEXT, _rhythm, width=18, shown=False),
            Column("urgency", "Fälligkeit", Kind.CHOICE, self._urgency, sort="due_on", width=12, shown=False),
        )
        return (*shown[:3], *computed, *shown[3:])

"""The register of deadlines as a list: filtered and sorted in memory (some hundred lines at most)."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from coordinator_app.common.clock import today
from coordinator_app.common.german import search_form, sort_key
from coordinator_app.domain.columns import Column, ListFilter
from coordinator_app.domain.deadline_register import DeadlineSource, DueLine, DueState, lead_text
from coordinator_app.domain.fields import Kind
from coordinator_app.services.deadlines import Deadlines
from coordinator_app.storage.store import Store

OPEN: dict[str, Any] = {"open": True}
VIEWS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("Offene Fristen", OPEN),
    ("Nächste 30 Tage", {**OPEN, "within": 30}),
    ("Nächste 90 Tage", {**OPEN, "within": 90}),
    ("Überfällige", {"state": DueState.OVERDUE}),
    ("Ausschlussfristen", {**OPEN, "critical": True}),
    ("Mit erledigten", {}),
)


class DeadlineList:
    """List source of the register; its ids are numbers given to the lines' keys, the same while the program runs.

    `equals` knows `open`, `within` (days from today), `critical`, `state` (`DueState`) and `source`.
    """

    def __init__(self, store: Store) -> None:
        self._deadlines = Deadlines(store)
        self._store = store
        self._numbers: dict[str, int] = {}
        self._lines: dict[int, DueLine] = {}
        self._columns = _columns(self)

    @property
    def columns(self) -> Sequence[Column[DueLine]]:
        """All columns on offer, in their order."""
        return self._columns

    @property
    def today(self) -> date:
        """The day lines are measured against."""
        return today(self._store.clock)

    def ids(self, wanted: ListFilter) -> list[int]:
        """Numbers of the lines that match, in the order asked for; without one, by date."""
        lines = self._deadlines.register()
        for line in lines:
            self._numbers.setdefault(line.key, len(self._numbers) + 1)
        self._lines = {self._numbers[line.key]: line for line in lines}
        words = search_form(wanted.text).split()
        found = [id for id, line in self._lines.items() if self._fits(line, words, wanted.equals)]
        column = next((each for each in self._columns if each.sort and each.sort == wanted.sort), None)
        if (column is not None and wanted.sort != "due") or wanted.descending:
            found.sort(key=lambda id: _order(column, self._lines[id]), reverse=wanted.descending)
        return found

    def rows(self, ids: Sequence[int]) -> dict[int, DueLine]:
        """The lines of these numbers."""
        return {id: self._lines[id] for id in ids if id in self._lines}

    def line(self, id: int) -> DueLine | None:
        """One line; None when it is gone."""
        return self._lines.get(id)

    def number_of(self, key: str) -> int:
        """The number of a line by its key, 0 when there is none."""
        return self._numbers.get(key, 0)

    def _fits(self, line: DueLine, words: Sequence[str], equals: dict[str, Any]) -> bool:
        state = line.state(self.today)
        within = equals.get("within")
        if (equals.get("open") and state is DueState.DONE) or equals.get("state") not in {None, state}:
            return False
        if (equals.get("critical") and not line.critical) or equals.get("source") not in {None, line.source}:
            return False
        if within is not None and line.due_on > self.today + timedelta(days=within):
            return False
        text = search_form(f"{line.title} {line.about} {line.responsible} {line.source.label}") if words else ""
        return all(word in text for word in words)


def _order(column: Column[DueLine] | None, line: DueLine) -> tuple[Any, ...]:
    value = column.value(line) if column is not None else line.due_on
    return (sort_key(value) if isinstance(value, str) else value, line.due_on)


def _columns(listed: DeadlineList) -> tuple[Column[DueLine], ...]:
    def standing(line: DueLine) -> str:
        return line.words(listed.today)

    return (
        Column("due_on", "Fällig am", Kind.DATE, lambda line: line.due_on, sort="due", width=11),
        Column("standing", "Stand", Kind.TEXT, standing, sort="due", width=20),
        Column("title", "Frist", Kind.TEXT, lambda line: line.title, sort="title", width=34, stretch=True),
        Column("about", "Gehört zu", Kind.TEXT, lambda line: line.about, sort="about", width=24),
        Column("source", "Herkunft", Kind.TEXT, lambda line: line.source.label, sort="source", width=18),
        Column("critical", "Ausschlussfrist", Kind.YES_NO, lambda line: line.critical, sort="critical", shown=False),
        Column("responsible", "Zuständig", Kind.TEXT, lambda line: line.responsible, sort="responsible", width=18),
        Column("lead", "Erinnern vorher", Kind.TEXT, lambda line: lead_text(line.lead), width=12, shown=False),
    )


def source_choices() -> list[tuple[DeadlineSource, str]]:
    """The parts of the work a list can be narrowed to."""
    return [(source, source.label) for source in DeadlineSource]

"""Taking in lists of needs and of events."""

from abc import abstractmethod
from collections.abc import Sequence
from datetime import date
from typing import Any

from coordinator_app.common.clock import today
from coordinator_app.common.german import plural
from coordinator_app.common.jobs import JobContext
from coordinator_app.domain.contacts import period_sentence
from coordinator_app.domain.fields import Record
from coordinator_app.domain.needs import Need
from coordinator_app.domain.project_course import Event, EventState
from coordinator_app.exchange.matching import title_key, word_key
from coordinator_app.exchange.parsed_rows import ParsedRow
from coordinator_app.exchange.record_columns import EVENTS, NEEDS, RecordSubject
from coordinator_app.exchange.record_rows import parse_records
from coordinator_app.exchange.tables import TableData
from coordinator_app.exchange.values import Level
from coordinator_app.services.list_import import ListImport
from coordinator_app.services.list_import_doubles import Candidate, Doubles
from coordinator_app.services.list_import_plan import ImportOptions, ImportPlan, ImportResult, RowPlan
from coordinator_app.services.record_import_run import RecordRun, cut
from coordinator_app.storage.queries.needs import next_serial
from coordinator_app.storage.unit_of_work import ReadUnit

_NOTE = 10_000  # characters


class _PlainRun(RecordRun):
    """Rows become records of one type."""

    record_type: type[Record]
    subject: RecordSubject

    def new_values(self) -> dict[str, Any]:
        """What a new record has besides what its row says."""
        return {}

    def create(self, row: ParsedRow) -> int:
        """Store a row as a new record and return its id."""
        values = {**self.new_values(), **self._references(row, self.subject.fields, self.subject.words)}
        return self._unit.add(self.record_type(**values, note=cut(row.note, _NOTE)))

    def merge(self, row: ParsedRow, id: int) -> bool:
        """Complete a record by a row; whether anything was changed."""
        return self._fill(self.record_type, id, self._references(row, self.subject.fields, self.subject.words), row)


class _NeedRun(_PlainRun):
    record_type = Need
    subject = NEEDS
    _serial = 0

    def new_values(self) -> dict[str, Any]:
        """The next number; reported today unless the row says when."""
        self._serial = self._serial + 1 if self._serial else next_serial(self._unit.connection)
        return {"number": f"B-{self._serial:03d}", "first_reported": today(self._unit.clock)}


class _EventRun(_PlainRun):
    record_type = Event
    subject = EVENTS


class _RecordImport(ListImport):
    """An import of rows that are records of one type."""

    _run: type[_PlainRun]
    _name: str

    def _doubles(
        self, unit: ReadUnit, rows: Sequence[ParsedRow], options: ImportOptions, job: JobContext
    ) -> list[RowPlan]:
        stored = [self._stored(unit, record) for record in unit.find(self._run.record_type, order="id")]
        return Doubles(rows, stored, self._candidate).plan(options.rows, job)

    def _carry_out(self, plan: ImportPlan, job: JobContext) -> ImportResult:
        step = f"{self._name} eingelesen ({plural(len(plan.taken), 'Zeile', 'Zeilen')})"
        with self._workspace.store.write(step) as unit:
            return self._run(self._workspace, plan, unit, job).all(step)

    @abstractmethod
    def _stored(self, unit: ReadUnit, record: Any) -> Candidate:
        """What a stored record is recognised by."""

    @abstractmethod
    def _candidate(self, row: ParsedRow) -> Candidate:
        """What a row is recognised by."""


class NeedImport(_RecordImport):
    """Needs; a row repeats a need of the same title unless the areas contradict."""

    subject = NEEDS
    _run = _NeedRun
    _name = "Bedarfsliste"

    def _parse(self, data: TableData, targets: Sequence[str], day: date) -> list[ParsedRow]:
        del day
        return parse_records(data, targets, NEEDS)

    def _stored(self, unit: ReadUnit, record: Any) -> Candidate:
        areas = frozenset(word_key(name) for name in unit.titles("area", record.areas).values())
        return Candidate(record.title, title_key(record.title), areas, id=record.id, number=record.number)

    def _candidate(self, row: ParsedRow) -> Candidate:
        areas = frozenset(word_key(word) for word in row.words.get("areas", ()))
        return Candidate(row.title, title_key(row.title), areas, line=row.line)


class EventImport(_RecordImport):
    """Events; a row repeats an event of the same title on the same day. Past ones without a state took place."""

    subject = EVENTS
    _run = _EventRun
    _name = "Veranstaltungsliste"

    def _parse(self, data: TableData, targets: Sequence[str], day: date) -> list[ParsedRow]:
        rows = parse_records(data, targets, EVENTS)
        for row in rows:
            _conclude(row, day)
        return rows

    def _stored(self, unit: ReadUnit, record: Any) -> Candidate:
        del unit
        groups = _days(record.starts_on)
        return Candidate(record.title, title_key(record.title), groups, id=record.id, number=_number(record.starts_on))

    def _candidate(self, row: ParsedRow) -> Candidate:
        return Candidate(row.title, title_key(row.title), _days(row.values.get("starts_on")), line=row.line)


def _days(day: date | None) -> frozenset[str]:
    return frozenset({day.isoformat()} if day else ())


def _number(day: date | None) -> str:
    return f"am {day:%d.%m.%Y}" if day else ""


def _conclude(row: ParsedRow, day: date) -> None:
    values = row.values
    start, end = values.get("starts_on"), values.get("ends_on")
    if period_sentence(start, end) and end is not None:
        column = row.columns.get("ends_on", row.columns.get("period", ""))
        row.remember(column or "Ende", f"{end:%d.%m.%Y}")
        row.report(column, f"{end:%d.%m.%Y}", Level.ERROR, "Das Ende liegt vor dem Beginn; es kommt in die Notiz.")
        del values["ends_on"]
    last = values.get("ends_on") or start
    if "state" not in values and last is not None and last < day:
        values["state"] = EventState.HELD

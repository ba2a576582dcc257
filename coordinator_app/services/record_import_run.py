"""Carries out a planned import of needs, events or contacts as one undoable step."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from coordinator_app.common.german import format_date, format_money
from coordinator_app.common.jobs import JobContext
from coordinator_app.domain.fields import FieldInfo, Kind, Record, fields_of
from coordinator_app.domain.vocabulary import Vocabulary
from coordinator_app.exchange.parsed_rows import ParsedRow
from coordinator_app.services.import_words import WordBook
from coordinator_app.services.list_import_plan import ImportPlan, ImportResult, RowChoice, RowPlan
from coordinator_app.storage.unit_of_work import WriteUnit

if TYPE_CHECKING:
    from coordinator_app.services.workspace import Workspace

CUT = "\n… (gekürzt, der vollständige Text steht im Einlesebericht)"


class RecordRun(ABC):
    """One import under way; what it makes and completes is said by the subclasses."""

    def __init__(self, workspace: "Workspace", plan: ImportPlan, unit: WriteUnit, job: JobContext) -> None:
        self._plan = plan
        self._unit = unit
        self._job = job
        self._book = WordBook(workspace, plan, unit)
        self._by_line: dict[int, int] = {}
        self._created = 0
        self._merged = 0
        self._unchanged = 0

    def all(self, step: str) -> ImportResult:
        """Take every row of the plan."""
        for place, plan in enumerate(self._plan.rows):
            if place % 20 == 0:
                self._job.progress(place, len(self._plan.rows), f"Zeile {plan.row.line} wird übernommen …")
            self._take(plan)
        skipped = len(self._plan.rows) - len(self._plan.taken)
        changed = self._created + self._merged + len(self._book.made)
        done = step if changed else ""
        return ImportResult(self._by_line, self._created, self._merged, self._unchanged, skipped, done)

    def _take(self, plan: RowPlan) -> None:
        target = plan.same_id or self._by_line.get(plan.same_line, 0)
        if plan.choice is RowChoice.SKIP:
            if target:
                self._by_line[plan.row.line] = target
            return
        if plan.choice is RowChoice.MERGE and target:
            changed = self.merge(plan.row, target)
            self._by_line[plan.row.line] = target
            self._merged += changed
            self._unchanged += not changed
        else:
            self._by_line[plan.row.line] = self.create(plan.row)
            self._created += 1

    @abstractmethod
    def create(self, row: ParsedRow) -> int:
        """Store a row as a new record and return its id."""

    @abstractmethod
    def merge(self, row: ParsedRow, id: int) -> bool:
        """Complete a record by a row; whether anything was changed."""

    def _references(self, row: ParsedRow, fields: Mapping[str, FieldInfo], kinds: Mapping[str, str]) -> dict[str, Any]:
        """The values of a row with its words as ids."""
        values = {name: value for name, value in row.values.items() if name in fields}
        for target, words in row.words.items():
            if target not in fields:
                continue
            ids = self._book.ids(kinds[target], words, row, row.columns[target])
            many = fields[target].kind in {Kind.CATALOGUES, Kind.REFERENCES}
            values[target] = ids if many else (ids[0] if ids else None)
        return {name: value for name, value in values.items() if value not in (None, ())}

    def _fill(self, record_type: type[Record], id: int, values: dict[str, Any], row: ParsedRow) -> bool:
        """Fill what is empty, add what is missing, keep what differs in the note; whether anything was changed."""
        record = self._unit.get(record_type, id)
        fields = fields_of(record_type)
        wanted: dict[str, Any] = {}
        for name, value in values.items():
            current = getattr(record, name)
            if fields[name].kind in {Kind.CATALOGUES, Kind.REFERENCES}:
                wanted[name] = tuple(dict.fromkeys([*current, *value]))
            elif current in (None, ""):
                wanted[name] = value
            elif current != value and not isinstance(value, Vocabulary):
                shown = self._shown(fields[name], value)
                if shown:
                    row.remember(f"{fields[name].label} laut Liste", shown)
        lines = [line for line in row.note if line not in record.note.split("\n")]
        wanted["note"] = cut([*filter(None, [record.note]), *lines], fields["note"].max_length)
        return self._unit.change(record_type, id, None, **wanted) != record.version

    def _shown(self, info: FieldInfo, value: Any) -> str:
        if info.kind is Kind.MONEY:
            return format_money(value)
        if info.kind in {Kind.CATALOGUE, Kind.REFERENCE}:
            return self._unit.title(info.target or "catalog_entry", value)
        return format_date(value) if isinstance(value, date) else str(value)


def cut(lines: list[str], longest: int) -> str:
    """Note lines as a text the field takes."""
    text = "\n".join(lines)
    return text if len(text) <= longest else text[: longest - len(CUT)] + CUT

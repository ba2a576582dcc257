"""Taking in foreign lists: the dry run says what would happen to every row, the run does it as one step.

Importing the same file twice changes nothing the second time: every row finds the record it became.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from coordinator_app.common.clock import today
from coordinator_app.common.jobs import JobContext
from coordinator_app.exchange.list_subjects import ListSubject
from coordinator_app.exchange.matching import vocabularies
from coordinator_app.exchange.parsed_rows import ParsedRow, RowFinding
from coordinator_app.exchange.tables import Heading, Sheet, TableData, extract, find_heading
from coordinator_app.exchange.values import Level
from coordinator_app.services.import_memory import ImportMemory
from coordinator_app.services.import_words import unknown_words
from coordinator_app.services.list_import_plan import (
    ImportOptions,
    ImportPlan,
    ImportResult,
    RowPlan,
    WordChoice,
)
from coordinator_app.services.list_import_report import import_report
from coordinator_app.storage.queries.project_import import known_words
from coordinator_app.storage.unit_of_work import ReadUnit

if TYPE_CHECKING:
    from coordinator_app.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Understood:
    """A sheet as a table with a proposed mapping; `remembered` names the list it was taken from ("" = guessed)."""

    data: TableData
    targets: tuple[str, ...]
    words: dict[tuple[str, str], WordChoice] = field(default_factory=dict[tuple[str, str], WordChoice])
    remembered: str = ""


class ListImport(ABC):
    """Plans and carries out the import of one sort of list into one file."""

    subject: ListSubject

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace
        self._memory = ImportMemory(workspace.store)

    def understand(self, sheet: Sheet, heading: Heading | None = None) -> Understood | None:
        """A sheet with its heading (found or given) and a mapping; None when it holds no table."""
        place = heading if heading is not None else find_heading(sheet, self.subject.is_heading)
        if place is None:
            return None
        data = extract(sheet, *place)
        remembered = self._memory.recall(self.subject, data.header)
        if remembered is not None:
            return Understood(data, remembered.targets, remembered.words, remembered.title)
        return Understood(data, self.subject.guess(data.header))

    def plan(
        self, file_name: str, data: TableData, options: ImportOptions, context: JobContext | None = None
    ) -> ImportPlan:
        """The dry run: every row with its values, what it repeats, every oddity and every unknown word."""
        job = context or JobContext()
        job.progress(0, len(data.rows), "Werte werden gelesen …")
        rows = self._parse(data, options.targets, today(self._workspace.clock))
        with self._workspace.store.read() as unit:
            words = vocabularies(known_words(unit.connection))
            unknown = unknown_words(rows, self.subject.words, options, words)
            plans = self._doubles(unit, rows, options, job)
        found = [finding for plan in plans for finding in self._double_findings(plan)]
        found.extend(finding for row in rows for finding in row.findings)
        found.extend(_line_findings(data))
        found.sort(key=_by_line)
        return ImportPlan(self.subject, file_name, data, options, tuple(plans), unknown, tuple(found))

    def run(self, plan: ImportPlan, context: JobContext | None = None) -> ImportResult:
        """Store what was planned as one undoable step; raises `Cancelled` or `UserError` with nothing stored.

        How the columns and words were mapped is remembered for the next list of these headings.
        """
        result = self._carry_out(plan, context or JobContext())
        self._memory.keep(plan)
        return result

    def report(self, plan: ImportPlan, result: ImportResult | None = None) -> bytes:
        """The dry run, or with `result` what was done, as an Excel file."""
        return import_report(self._workspace.store, plan, result)

    def known(self) -> dict[str, list[tuple[int, str]]]:
        """The entries words can be mapped to, by kind."""
        with self._workspace.store.read() as unit:
            words = known_words(unit.connection)
        kinds = set(self.subject.words.values())
        return {kind: [(id, label) for id, label, _ in entries] for kind, entries in words.items() if kind in kinds}

    @abstractmethod
    def _parse(self, data: TableData, targets: Sequence[str], day: date) -> list[ParsedRow]:
        """All rows as values."""

    @abstractmethod
    def _doubles(
        self, unit: ReadUnit, rows: Sequence[ParsedRow], options: ImportOptions, job: JobContext
    ) -> list[RowPlan]:
        """What happens to every row, in their order."""

    @abstractmethod
    def _carry_out(self, plan: ImportPlan, job: JobContext) -> ImportResult:
        """Store the rows of a plan in one step."""

    def _double_findings(self, plan: RowPlan) -> list[RowFinding]:
        if not plan.is_double:
            return []
        columns = plan.row.columns
        column = next((columns[target] for target in self.subject.titles if target in columns), "")
        return [RowFinding(plan.row.line, column, plan.row.title, Level.WARNING, plan.message)]


def _by_line(finding: RowFinding) -> tuple[int, str]:
    return finding.line, finding.column


def _line_findings(data: TableData) -> list[RowFinding]:
    """Lines left out or hard to read; blank lines are told once."""
    found = [RowFinding(line, "", "", Level.WARNING, message) for line, message in data.remarks]
    blank = [line.line for line in data.skipped if line.reason == "leere Zeile"]
    for line in data.skipped:
        if line.reason != "leere Zeile":
            message = f"{line.reason}: wird nicht übernommen."
            found.append(RowFinding(line.line, "", line.text, Level.INFO, message))
    if blank:
        which = ", ".join(str(line) for line in blank[:20]) + (" …" if len(blank) > 20 else "")
        found.append(RowFinding(blank[0], "", "", Level.INFO, f"Leere Zeilen werden übergangen (Zeilen {which})."))
    return found

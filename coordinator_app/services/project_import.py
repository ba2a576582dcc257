"""Taking in a project list."""

from collections.abc import Sequence
from datetime import date

from coordinator_app.common.jobs import JobContext
from coordinator_app.exchange.matching import title_key, word_key
from coordinator_app.exchange.parsed_rows import ParsedRow
from coordinator_app.exchange.project_columns import SUBJECT, Target
from coordinator_app.exchange.project_rows import parse_rows
from coordinator_app.exchange.tables import TableData
from coordinator_app.services.list_import import ListImport
from coordinator_app.services.list_import_doubles import Candidate, Doubles
from coordinator_app.services.list_import_plan import ImportOptions, ImportPlan, ImportResult, RowPlan
from coordinator_app.services.project_import_run import carry_out
from coordinator_app.storage.queries.project_import import Known, import_candidates
from coordinator_app.storage.unit_of_work import ReadUnit


class ProjectImport(ListImport):
    """Projects and offers; a row repeats a project of the same title unless areas or years contradict."""

    subject = SUBJECT

    def _parse(self, data: TableData, targets: Sequence[str], day: date) -> list[ParsedRow]:
        return parse_rows(data, targets, day)

    def _doubles(
        self, unit: ReadUnit, rows: Sequence[ParsedRow], options: ImportOptions, job: JobContext
    ) -> list[RowPlan]:
        stored = [_stored(item) for item in import_candidates(unit.connection)]
        return Doubles(rows, stored, _candidate).plan(options.rows, job)

    def _carry_out(self, plan: ImportPlan, job: JobContext) -> ImportResult:
        return carry_out(self._workspace, plan, job)


def _stored(item: Known) -> Candidate:
    areas = frozenset(word_key(area) for area in item.areas)
    year = item.start.year if item.start else None
    return Candidate(item.title, title_key(item.title), areas, year, id=item.id, number=item.number)


def _candidate(row: ParsedRow) -> Candidate:
    areas = frozenset(word_key(word) for word in row.words.get(Target.AREAS, ()))
    start: date | None = row.values.get("start")
    return Candidate(row.title, title_key(row.title), areas, start.year if start else None, line=row.line)

"""Taking in a project list: the dry run says what would happen to every row, the run does it as one step.

Importing the same file twice changes nothing the second time: every row finds the project it became.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from coordinator_app.common.clock import today
from coordinator_app.common.german import sort_key
from coordinator_app.common.jobs import JobContext
from coordinator_app.exchange.matching import KnownWords, vocabularies
from coordinator_app.exchange.project_columns import Target, guess, is_heading
from coordinator_app.exchange.project_rows import ParsedRow, RowFinding, parse_rows
from coordinator_app.exchange.tables import Sheet, TableData, extract, find_header
from coordinator_app.exchange.values import Level
from coordinator_app.services.project_import_doubles import Doubles
from coordinator_app.services.project_import_plan import (
    ImportOptions,
    ImportPlan,
    RowPlan,
    UnknownWord,
    WordAction,
    WordChoice,
    words_of,
)
from coordinator_app.services.project_import_report import import_report
from coordinator_app.services.project_import_run import ImportResult, carry_out
from coordinator_app.storage.queries.project_import import import_candidates, known_words

if TYPE_CHECKING:
    from coordinator_app.services.workspace import Workspace


def understand(sheet: Sheet, header: int | None = None) -> tuple[TableData, tuple[Target, ...]] | None:
    """A sheet with its heading (found or given as index) and a proposed mapping; None when it holds no table."""
    place = header if header is not None else find_header(sheet, is_heading)
    if place is None:
        return None
    data = extract(sheet, place)
    return data, guess(data.header)


class ProjectImport:
    """Plans and carries out the import into one file."""

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace

    def plan(
        self, file_name: str, data: TableData, options: ImportOptions, context: JobContext | None = None
    ) -> ImportPlan:
        """The dry run: every row with its values, what it repeats, every oddity and every unknown word."""
        job = context or JobContext()
        job.progress(0, len(data.rows), "Werte werden gelesen …")
        rows = parse_rows(data, options.targets, self._day())
        with self._workspace.store.read() as unit:
            words = vocabularies(known_words(unit.connection))
            known = import_candidates(unit.connection)
        unknown = _unknown_words(rows, options, words)
        plans = Doubles(rows, known).plan(options.rows, job)
        found = [finding for plan in plans for finding in _row_findings(plan)]
        found.extend(finding for row in rows for finding in row.findings)
        found.extend(_line_findings(data))
        found.sort(key=_by_line)
        return ImportPlan(file_name, data, options, tuple(plans), unknown, tuple(found))

    def run(self, plan: ImportPlan, context: JobContext | None = None) -> ImportResult:
        """Store what was planned as one undoable step; raises `Cancelled` or `UserError` with nothing stored."""
        return carry_out(self._workspace, plan, context or JobContext())

    def report(self, plan: ImportPlan, result: ImportResult | None = None) -> bytes:
        """The dry run, or with `result` what was done, as an Excel file."""
        return import_report(self._workspace.store, plan, result)

    def _day(self) -> date:
        return today(self._workspace.clock)


def _by_line(finding: RowFinding) -> tuple[int, str]:
    return finding.line, finding.column


def _line_findings(data: TableData) -> list[RowFinding]:
    """Lines left out; blank lines are told once."""
    found: list[RowFinding] = []
    blank = [line.line for line in data.skipped if line.reason == "leere Zeile"]
    for line in data.skipped:
        if line.reason != "leere Zeile":
            message = f"{line.reason}: wird nicht übernommen."
            found.append(RowFinding(line.line, "", line.text, Level.INFO, message))
    if blank:
        which = ", ".join(str(line) for line in blank[:20]) + (" …" if len(blank) > 20 else "")
        found.append(RowFinding(blank[0], "", "", Level.INFO, f"Leere Zeilen werden übergangen (Zeilen {which})."))
    return found


def _row_findings(plan: RowPlan) -> list[RowFinding]:
    if not plan.is_double:
        return []
    column = plan.row.columns.get(Target.TITLE, "Titel")
    return [RowFinding(plan.row.line, column, plan.row.title, Level.WARNING, plan.message)]


# -------------------------------------------------------------------- unknown words


def _unknown_words(
    rows: Sequence[ParsedRow], options: ImportOptions, words: Mapping[str, KnownWords]
) -> tuple[UnknownWord, ...]:
    seen: dict[tuple[str, str], tuple[str, str, list[int]]] = {}
    for row in rows:
        for kind, column, word in words_of(row):
            match = words[kind].find(word)
            if match is not None and match.exact:
                continue
            key = (kind, words[kind].key(word))
            entry = seen.setdefault(key, (column, word, []))
            if _spelling(word) > _spelling(entry[1]):
                seen[key] = (entry[0], word, entry[2])
            entry[2].append(row.line)
    found: list[UnknownWord] = []
    for (kind, key), (column, word, lines) in seen.items():
        match = words[kind].find(word)
        proposed = WordChoice(WordAction.MAP, match.id) if match else WordChoice(WordAction.CREATE)
        choice = options.words.get((kind, key), proposed)
        found.append(UnknownWord(kind, column, word, key, tuple(lines), match, choice))
    return tuple(sorted(found, key=_by_kind))


def _by_kind(word: UnknownWord) -> tuple[str, str]:
    return word.kind, sort_key(word.word)


def _spelling(word: str) -> tuple[bool, int]:
    """Of several spellings the one with umlauts and the longest is kept („Sicherheitsgefühl“, not „…gefuehl“)."""
    return not word.isascii(), len(word)

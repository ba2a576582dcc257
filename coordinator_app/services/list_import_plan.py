"""What an import would do, as data: decisions, rows, unknown words, findings."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from coordinator_app.domain.vocabulary import Vocabulary
from coordinator_app.exchange.list_subjects import NOTE, NUMBER, SKIP, ListSubject
from coordinator_app.exchange.matching import Match
from coordinator_app.exchange.parsed_rows import ParsedRow, RowFinding
from coordinator_app.exchange.tables import TableData
from coordinator_app.exchange.values import Level

ORGANISATION = "organisation"
NOT_MADE = frozenset({"project"})  # words of these kinds are mapped or noted, never made by the way


class RowChoice(Vocabulary):
    """What happens to a row."""

    CREATE = "create", "Neu anlegen"
    MERGE = "merge", "Ergänzen"
    SKIP = "skip", "Überspringen"


class WordAction(Vocabulary):
    """What happens to a word no catalogue knows."""

    CREATE = "create", "Neu anlegen"
    MAP = "map", "Zuordnen zu"
    NOTE = "note", "Nur in die Notiz"


@dataclass(frozen=True, slots=True)
class WordChoice:
    """The decision about one unknown word; `id` is the entry it is mapped to."""

    action: WordAction
    id: int = 0


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """A word of the list that the file does not know, with the decision (the user's or the proposed one)."""

    kind: str
    column: str
    word: str
    key: str
    lines: tuple[int, ...]
    suggestion: Match | None
    choice: WordChoice


@dataclass(frozen=True, slots=True)
class RowPlan:
    """What will happen to one row; `same_id`/`same_line` name what it seems to repeat, `same` in words."""

    row: ParsedRow
    choice: RowChoice
    same_id: int = 0
    same_line: int = 0
    message: str = ""
    certain: bool = True
    same: str = ""

    @property
    def is_double(self) -> bool:
        """Whether the row repeats something."""
        return bool(self.same_id or self.same_line)


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """The decisions of the user; what is not decided is proposed."""

    targets: tuple[str, ...]
    words: Mapping[tuple[str, str], WordChoice] = field(default_factory=dict[tuple[str, str], WordChoice])
    rows: Mapping[int, RowChoice] = field(default_factory=dict[int, RowChoice])


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """The whole dry run; nothing is stored yet."""

    subject: ListSubject
    file_name: str
    data: TableData
    options: ImportOptions
    rows: tuple[RowPlan, ...]
    unknown: tuple[UnknownWord, ...]
    findings: tuple[RowFinding, ...]

    @property
    def taken(self) -> list[RowPlan]:
        """The rows that will be stored or merged."""
        return [row for row in self.rows if row.choice is not RowChoice.SKIP]

    @property
    def new_count(self) -> int:
        """Rows that become new records."""
        return sum(1 for row in self.rows if row.choice is RowChoice.CREATE)

    @property
    def double_count(self) -> int:
        """Rows that repeat a record of the file or another row."""
        return sum(1 for row in self.rows if row.is_double and row.certain)

    @property
    def error_count(self) -> int:
        """Rows with a value that could not be read or without a title."""
        return len({finding.line for finding in self.findings if finding.level is Level.ERROR})

    def column_state(self, place: int) -> tuple[str, Level]:
        """A short word about one column for the mapping table, with its weight."""
        name, target = self.data.header[place], self.options.targets[place]
        if target == SKIP:
            return "ausgelassen", Level.PLAIN
        if target in {NOTE, NUMBER}:
            return "in die Notiz", Level.PLAIN
        own = [finding for finding in self.findings if finding.column == name]
        errors = sum(1 for finding in own if finding.level is Level.ERROR)
        if errors:
            return f"{errors} mit Fehler", Level.ERROR
        unknown = sum(1 for word in self.unknown if word.column == name)
        if unknown:
            return f"{unknown} unbekannt", Level.WARNING
        warned = sum(1 for finding in own if finding.level is Level.WARNING)
        return (f"{warned} zu prüfen", Level.WARNING) if warned else ("passt", Level.INFO)


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did: ids by line, counts; `step` is the name to undo it by ("" = nothing was changed)."""

    records: Mapping[int, int]
    created: int
    merged: int
    unchanged: int
    skipped: int
    step: str

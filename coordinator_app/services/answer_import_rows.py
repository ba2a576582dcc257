"""The rows of a file of answers on their way to becoming sheets: which are new, how they came, what marks them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from typing import TYPE_CHECKING

from coordinator_app.common.jobs import JobContext
from coordinator_app.domain.answers import NO_ANSWER, NOT_ASKED, AnswerMode, NewSheet, StoredForm
from coordinator_app.exchange.answer_mapping import ColumnFinder, Role, Target
from coordinator_app.exchange.answer_sheets import Oddity, Sheets, texts_of
from coordinator_app.exchange.answer_source import date_of, mode_of
from coordinator_app.exchange.answer_table import AnswerTable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from coordinator_app.storage.answer_file import AnswerFile

_HALF = 16  # signs of each half of a uuid: where the sheet came from, what is on it
_TOLD = 200


@dataclass(frozen=True, eq=False, slots=True)
class OpenedAnswers:
    """A file that was read: its table, the form it fits best and where each column goes."""

    survey_id: int
    table: AnswerTable
    form: StoredForm
    finder: ColumnFinder
    targets: tuple[Target, ...]
    remarks: tuple[Oddity, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportWay:
    """How the rows count. `source` names where they come from; `incomplete` takes answers never submitted too."""

    mode: AnswerMode
    source: str
    incomplete: bool = False


@dataclass(frozen=True, eq=False, slots=True)
class AnswerPlan:
    """The dry run: which rows become new sheets (`taken`, indexes of rows), and what happens to the others."""

    opened: OpenedAnswers
    way: ImportWay
    sheets: Sheets
    taken: "NDArray[np.int64]"
    uuids: Sequence[str]
    modes: Sequence[AnswerMode]
    known: int = 0
    changed: int = 0
    incomplete: int = 0
    empty: int = 0
    oddities: tuple[Oddity, ...] = ()

    @property
    def rows(self) -> list[int]:
        """The rows that become new sheets."""
        return self.taken.tolist()

    @property
    def new(self) -> int:
        """How many sheets would be stored."""
        return len(self.taken)

    @property
    def by_mode(self) -> Mapping[AnswerMode, int]:
        """How many new sheets came which way."""
        found: dict[AnswerMode, int] = {}
        for row in self.rows:
            found[self.modes[row]] = found.get(self.modes[row], 0) + 1
        return found


@dataclass(frozen=True, slots=True)
class AnswerResult:
    """What was stored."""

    new: int
    skipped: int = 0


@dataclass(slots=True)
class Chosen:
    """Rows sorted by what happens to them; `alike` are new ones that look exactly like a sheet already there."""

    taken: list[int] = field(default_factory=list[int])
    known: int = 0
    changed: int = 0
    incomplete: int = 0
    empty: int = 0
    alike: int = 0
    doubled: list[Oddity] = field(default_factory=list[Oddity])


def row_modes(opened: OpenedAnswers, way: ImportWay) -> tuple[list[AnswerMode], list[Oddity]]:
    """How every row came in: by its own column where the file has one."""
    cells = list(texts_of(opened.table, opened.targets, Role.MODE))
    if not cells:
        return [way.mode] * opened.table.rows, []
    known = {text: mode_of(text) for text in set(cells)}
    odd = [
        Oddity("Spalte „Weg der Antwort“", "", text, f"Unbekannt; gezählt als „{way.mode.label}“.", cells.count(text))
        for text, mode in known.items()
        if mode is None and text
    ]
    return [known[text] or way.mode for text in cells], odd


def row_marks(opened: OpenedAnswers, sheets: Sheets, way: ImportWay) -> list[str]:
    """The uuid of every row: where it came from, then what is on it.

    The first half is made of the source and the number of the answer; without a number of the cells as they stand in
    the file and how often they came before. So neither another choice of columns nor a new form makes it a new sheet.
    """
    ids = list(texts_of(opened.table, opened.targets, Role.ID))
    cells: list[int] = [] if ids and all(ids) else opened.table.row_marks().tolist()
    size = sheets.values.shape[1] * 4
    data = sheets.values.astype("<i4").tobytes()
    begin = f"{way.source.strip().casefold()}\0"
    seen: dict[int, int] = {}
    found: list[str] = []
    for row in range(opened.table.rows):
        content = blake2b(data[row * size : row * size + size], digest_size=8)
        texts = sheets.texts.get(row)
        if texts:
            content.update("\0".join(f"{name}={texts[name]}" for name in sorted(texts)).encode())
        number = ids[row] if ids else ""
        if not number:
            seen[cells[row]] = seen.get(cells[row], 0) + 1
            number = f"{cells[row]:x}\0{seen[cells[row]]}"
        found.append(blake2b((begin + number).encode(), digest_size=8).hexdigest() + content.hexdigest())
    return found


def choose(
    opened: OpenedAnswers, sheets: Sheets, way: ImportWay, marks: Sequence[str], file: "AnswerFile | None"
) -> Chosen:
    """Which rows are new; deleted sheets do not count as there. Without an answer file all are."""
    import numpy as np

    stored = [info.uuid for info in file.infos() if not info.deleted] if file is not None else []
    known = {uuid[:_HALF]: uuid for uuid in stored}
    contents = {uuid[_HALF:] for uuid in stored}
    submitted = list(texts_of(opened.table, opened.targets, Role.SUBMITTED))
    given = ~np.isin(sheets.values, (NO_ANSWER, NOT_ASKED))
    filled: list[bool] = list(np.any(given, axis=1))
    found = Chosen()
    taken: dict[str, str] = {}
    for row, mark in enumerate(marks):
        start = mark[:_HALF]
        if submitted and not submitted[row] and not way.incomplete:
            found.incomplete += 1
        elif not filled[row]:
            found.empty += 1
        elif start in known:
            found.known += 1
            found.changed += known[start] != mark
        elif start in taken:
            _tell_double(found, opened.table, row, same=taken[start] == mark)
        else:
            taken[start] = mark
            found.taken.append(row)
            found.alike += mark[_HALF:] in contents
    return found


def _tell_double(found: Chosen, table: AnswerTable, row: int, *, same: bool) -> None:
    if len(found.doubled) >= _TOLD:
        return
    words = "mit denselben Angaben" if same else "mit anderen Angaben"
    message = f"Die Kennung steht schon weiter oben in der Datei, {words}; nur die erste Zeile gilt."
    found.doubled.append(Oddity(f"Zeile {int(table.lines[row])}", "", "", message))


def new_sheets(plan: AnswerPlan, file: "AnswerFile", job: JobContext) -> Iterator[NewSheet]:
    """The sheets of a plan in the order of the file."""
    table, targets = plan.opened.table, plan.opened.targets
    languages = list(texts_of(table, targets, Role.LANGUAGE))
    numbers = list(texts_of(table, targets, Role.NUMBER))
    days = {text: date_of(text) for text in set(texts_of(table, targets, Role.SUBMITTED))}
    received: list[date | None] = [days[text] for text in texts_of(table, targets, Role.SUBMITTED)]
    data = plan.sheets.values.astype("<i4").tobytes()
    size = plan.sheets.values.shape[1] * 4
    now, language = file.clock.now(), plan.opened.form.language
    source = plan.way.source.strip()
    for count, row in enumerate(plan.rows):
        if count % 5_000 == 0:
            job.progress(count, plan.new, "Antworten werden gespeichert …")
        number = numbers[row] if numbers else ""
        yield NewSheet(
            uuid=plan.uuids[row],
            form_code=plan.opened.form.code,
            values=data[row * size : row * size + size],
            number=int(number) if number.isdigit() and len(number) < 10 else 0,
            mode=plan.modes[row],
            language=(languages[row][:12] if languages else "") or language,
            texts=plan.sheets.texts.get(row, {}),
            entered_at=now,
            source=source,
            received_on=received[row] if received else None,
        )

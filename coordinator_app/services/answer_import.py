"""Taking answers from files into the answer file of a survey: CSV, Excel, OpenDocument, LimeSurvey.

The dry run reads and checks everything; the run stores all new sheets in one transaction or none. A sheet's uuid is
made of where it came from, its number there and its content, so the same file twice is in once.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator_app.common.errors import UserError
from coordinator_app.common.jobs import JobContext
from coordinator_app.domain.answers import NO_ANSWER, NOT_ASKED, AnswerMode, NewSheet, StoredForm
from coordinator_app.domain.surveys import Questionnaire
from coordinator_app.exchange.answer_mapping import ColumnFinder, Role, Target, is_meta
from coordinator_app.exchange.answer_sheets import Oddity, Sheets, prepare, refined, texts_of
from coordinator_app.exchange.answer_source import date_of, mode_of, source_of
from coordinator_app.exchange.answer_table import AnswerTable, read_answers
from coordinator_app.exchange.limesurvey_form import LimeField, LimeForm, form_of
from coordinator_app.services import lime_memory
from coordinator_app.storage.store import Store

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from coordinator_app.services.answers import Answers
    from coordinator_app.storage.answer_file import AnswerFile

HELP = "antworten-einlesen"
_HALF = 16  # signs of each half of a uuid: where the sheet came from, what is on it


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
    def new(self) -> int:
        """How many sheets would be stored."""
        return len(self.taken)

    @property
    def by_mode(self) -> Mapping[AnswerMode, int]:
        """How many new sheets came which way."""
        found: dict[AnswerMode, int] = {}
        rows: list[int] = self.taken.tolist()
        for row in rows:
            found[self.modes[row]] = found.get(self.modes[row], 0) + 1
        return found


@dataclass(frozen=True, slots=True)
class AnswerResult:
    """What was stored."""

    new: int
    skipped: int = 0


@dataclass(slots=True)
class _Chosen:
    """Rows sorted by what happens to them."""

    taken: list[int] = field(default_factory=list[int])
    known: int = 0
    changed: int = 0
    incomplete: int = 0
    empty: int = 0


class AnswerImport:
    """Reads, checks and stores answers of one municipality file's surveys."""

    def __init__(self, store: Store, answers: "Answers") -> None:
        self._store = store
        self._answers = answers

    # ------------------------------------------------------------ reading

    def open(
        self, survey_id: int, path: Path, structure: Path | None = None, context: JobContext | None = None
    ) -> OpenedAnswers:
        """Read a file and find where its columns go; `structure` is a LimeSurvey structure its codes belong to.

        `UserError` when the survey has no frozen form yet or the file holds nothing of it.
        """
        job = context or JobContext()
        forms = self._forms(survey_id)
        fields = _structure(structure).fields if structure is not None else self._remembered(survey_id)
        if path.suffix.lower() in {".lsa", ".lss"}:
            from coordinator_app.exchange.limesurvey_responses import read_archive

            lime, table = read_archive(path, job)
            fields = lime.fields
        else:
            known = [ColumnFinder(stored.form, fields) for stored in forms]
            table = read_answers(path, _known_to(known), job)
        return self._understood(survey_id, table, forms, fields)

    def _remembered(self, survey_id: int) -> tuple[LimeField, ...]:
        """LimeSurvey's codes of the questions taken over from there."""
        with self._store.read() as unit:
            papers = [paper.id for paper in unit.find(Questionnaire, survey_id=survey_id, deleted=None)]
            return lime_memory.recall(unit, papers)

    def _forms(self, survey_id: int) -> list[StoredForm]:
        forms = self._answers.ensure(survey_id).forms()
        if not forms:
            raise UserError(
                "Bevor Antworten eingelesen werden, muss der Fragebogen festgelegt sein. Bitte wählen Sie im Schritt "
                "„Fragebogen“ „Druckfassung festlegen“.",
                help_topic=HELP,
            )
        return forms

    def _understood(
        self, survey_id: int, table: AnswerTable, forms: Sequence[StoredForm], fields: Sequence[LimeField]
    ) -> OpenedAnswers:
        best: tuple[int, StoredForm, ColumnFinder, list[Target]] | None = None
        for stored in forms:
            finder = ColumnFinder(stored.form, fields)
            targets = finder.targets(table.headings)
            fit = sum(target.role in {Role.VARIABLE, Role.RANK} for target in targets)
            fit = 2 * fit + (stored.language == "de")
            if best is None or fit >= best[0]:
                best = (fit, stored, finder, targets)
        if best is None or best[0] < 2:
            raise UserError(
                f"In „{table.name}“ passt keine Spalte zum Fragebogen. Erwartet werden Variablennamen wie "
                f"„{_example(forms)}“, Fragencodes von LimeSurvey oder der Wortlaut der Fragen als Überschrift.",
                help_topic=HELP,
            )
        _, stored, finder, targets = best
        targets = refined(table, finder, targets)
        remarks = (*_table_remarks(table), *_column_remarks(table, targets))
        return OpenedAnswers(survey_id, table, stored, finder, tuple(targets), remarks)

    def with_target(self, opened: OpenedAnswers, column: int, variable: str) -> OpenedAnswers:
        """The same file with one column put into another variable by hand („" = left out)."""
        target = Target(Role.VARIABLE, variable) if variable else Target(Role.UNKNOWN)
        targets = [Target(Role.UNKNOWN) if variable and item.variable == variable else item for item in opened.targets]
        targets[column] = target
        remarks = (*_table_remarks(opened.table), *_column_remarks(opened.table, targets))
        return replace(opened, targets=tuple(targets), remarks=remarks)

    @staticmethod
    def proposed(opened: OpenedAnswers) -> ImportWay:
        """How the rows probably came: an online file without access codes is one of an open link."""
        roles = {target.role for target in opened.targets}
        name = source_of(opened.table.name)
        if Role.SUBMITTED not in roles:
            return ImportWay(AnswerMode.PAPER, name)
        codes = [
            column
            for column, target in zip(opened.table.columns, opened.targets, strict=True)
            if target.role is Role.PRIVATE and column.heading.casefold() in {"token", "zugangscode", "access code"}
        ]
        drawn = any(set(column.texts) - {""} for column in codes)
        return ImportWay(AnswerMode.ONLINE if drawn else AnswerMode.SELF_SELECTED, name)

    # ------------------------------------------------------------ the dry run

    def plan(self, opened: OpenedAnswers, way: ImportWay, context: JobContext | None = None) -> AnswerPlan:
        """Everything the run would store, and every oddity; nothing is stored."""
        job = context or JobContext()
        sheets = prepare(opened.table, opened.form.form, opened.finder, opened.targets, job)
        modes, odd_modes = _modes(opened, way)
        marks = _marks(opened, sheets, way)
        file = self._answers.ensure(opened.survey_id)
        chosen, repeated = _choose(opened, sheets, way, marks, file)
        import numpy as np

        oddities = (*opened.remarks, *sheets.oddities, *odd_modes, *_more(sheets, chosen, repeated, opened))
        return AnswerPlan(
            opened,
            way,
            sheets,
            np.asarray(chosen.taken, np.int64),
            marks,
            modes,
            chosen.known,
            chosen.changed,
            chosen.incomplete,
            chosen.empty,
            tuple(oddities),
        )

    # ------------------------------------------------------------ storing

    def run(self, plan: AnswerPlan, context: JobContext | None = None) -> AnswerResult:
        """Store the new sheets; all or none. Raises `Cancelled` with nothing stored."""
        job = context or JobContext()
        file = self._answers.ensure(plan.opened.survey_id)
        new = file.append(_new_sheets(plan, file, job))
        return AnswerResult(new, plan.opened.table.rows - new)

    def report(self, plan: AnswerPlan, result: AnswerResult | None = None) -> bytes:
        """The dry run, or with `result` what was stored, as an Excel file."""
        from coordinator_app.services.answer_import_report import import_report

        return import_report(plan, result)


def _known_to(finders: Sequence[ColumnFinder]) -> Callable[[str], bool]:
    def known(heading: str) -> bool:
        return is_meta(heading) or any(finder.knows(heading) for finder in finders)

    return known


def _structure(path: Path) -> LimeForm:
    from coordinator_app.exchange.limesurvey_files import read_structure

    return form_of(read_structure(path))


def _example(forms: Sequence[StoredForm]) -> str:
    return next((name for stored in forms for name in stored.variables), "E01")


# --- Remarks ------------------------------------------------------------------------------------------------------


def _table_remarks(table: AnswerTable) -> Iterator[Oddity]:
    for line, message in table.remarks:
        yield Oddity(f"Zeile {line}", "", "", message)
    for line in table.above:
        text = " · ".join(cell for cell in line if cell)[:80]
        if text:
            yield Oddity("Kopf", "", text, "Weitere Kopfzeile: nicht als Antwort gelesen.", serious=False)


def _column_remarks(table: AnswerTable, targets: Sequence[Target]) -> Iterator[Oddity]:
    """Columns left out: unknown ones, and those with data about the connection, which are never stored."""
    for place, (column, target) in enumerate(zip(table.columns, targets, strict=True)):
        cell = table.place(place).rstrip("0123456789")
        if target.role is Role.UNKNOWN and set(column.texts) - {""}:
            sample = next(text for text in column.texts if text)[:80]
            yield Oddity(f"Spalte {cell}", column.heading[:120], sample, "Keiner Frage zugeordnet; nicht übernommen.")
        elif target.role is Role.PRIVATE:
            message = "Zugangs- und Verbindungsdaten werden nie gespeichert."
            yield Oddity(f"Spalte {cell}", column.heading[:120], "", message, serious=False)


def _more(sheets: Sheets, chosen: _Chosen, repeated: int, opened: OpenedAnswers) -> Iterator[Oddity]:
    if sheets.missing:
        names = ", ".join(sheets.missing[:12]) + (" …" if len(sheets.missing) > 12 else "")
        yield Oddity("Datei", "", names, "Für diese Variablen hat die Datei keine Spalte.", len(sheets.missing))
    if chosen.changed:
        message = "Schon eingelesen, jetzt aber mit anderen Angaben; es bleibt, was gespeichert ist."
        yield Oddity("Datei", "", "", message, chosen.changed)
    if repeated * 2 > max(len(chosen.taken), 1) and repeated > 1:
        message = (
            "Diese Antworten gleichen bis ins Letzte schon eingelesenen. Wurde die Datei unter anderem Namen schon "
            "eingelesen? Dann bitte dieselbe Quelle angeben."
        )
        yield Oddity("Datei", "", opened.table.name, message, repeated)


# --- Rows -----------------------------------------------------------------------------------------------------------


def _modes(opened: OpenedAnswers, way: ImportWay) -> tuple[list[AnswerMode], list[Oddity]]:
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


def _marks(opened: OpenedAnswers, sheets: Sheets, way: ImportWay) -> list[str]:
    """The uuid of every row: where it came from (source and number, else content and how often), then its content."""
    ids = list(texts_of(opened.table, opened.targets, Role.ID))
    size = sheets.values.shape[1] * 4
    data = sheets.values.astype("<i4").tobytes()
    begin = f"{opened.form.code}\0{way.source.strip().casefold()}\0"
    seen: dict[str, int] = {}
    found: list[str] = []
    for row in range(opened.table.rows):
        content = blake2b(data[row * size : row * size + size], digest_size=8)
        texts = sheets.texts.get(row)
        if texts:
            content.update("\0".join(f"{name}={texts[name]}" for name in sorted(texts)).encode())
        mark = content.hexdigest()
        number = ids[row] if ids else ""
        if not number:
            seen[mark] = seen.get(mark, 0) + 1
            number = f"{mark}\0{seen[mark]}"
        found.append(blake2b((begin + number).encode(), digest_size=8).hexdigest() + mark)
    return found


def _choose(
    opened: OpenedAnswers, sheets: Sheets, way: ImportWay, marks: Sequence[str], file: "AnswerFile"
) -> tuple[_Chosen, int]:
    """Which rows are new, and how many of those look exactly like a sheet that is there already."""
    import numpy as np

    stored = [info.uuid for info in file.infos()] if file.count() else []
    known = {uuid[:_HALF]: uuid for uuid in stored}
    contents = {uuid[_HALF:] for uuid in stored}
    submitted = list(texts_of(opened.table, opened.targets, Role.SUBMITTED))
    given = ~np.isin(sheets.values, (NO_ANSWER, NOT_ASKED))
    filled: list[bool] = list(np.any(given, axis=1))
    chosen = _Chosen()
    repeated = 0
    for row, mark in enumerate(marks):
        if submitted and not submitted[row] and not way.incomplete:
            chosen.incomplete += 1
        elif not filled[row]:
            chosen.empty += 1
        elif mark[:_HALF] in known:
            chosen.known += 1
            chosen.changed += known[mark[:_HALF]] != mark
        else:
            known[mark[:_HALF]] = mark
            chosen.taken.append(row)
            repeated += mark[_HALF:] in contents
    return chosen, repeated


def _new_sheets(plan: AnswerPlan, file: "AnswerFile", job: JobContext) -> Iterator[NewSheet]:
    table, targets = plan.opened.table, plan.opened.targets
    languages = list(texts_of(table, targets, Role.LANGUAGE))
    numbers = list(texts_of(table, targets, Role.NUMBER))
    days = {text: date_of(text) for text in set(texts_of(table, targets, Role.SUBMITTED))}
    received: list[date | None] = [days[text] for text in texts_of(table, targets, Role.SUBMITTED)]
    data = plan.sheets.values.astype("<i4").tobytes()
    size = plan.sheets.values.shape[1] * 4
    now, language = file.clock.now(), plan.opened.form.language
    source = plan.way.source.strip()
    rows: list[int] = plan.taken.tolist()
    for count, row in enumerate(rows):
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

"""Drawing the sample from a register extract in two steps: a check that only counts, then the mail-merge file.

Addresses go from the extract into the mail-merge file and nowhere else. The municipality file keeps the seed, the
hash of the extract, counts, and later the day the addresses were deleted.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.common.german import format_date, plural
from coordinator_app.common.jobs import JobContext
from coordinator_app.domain.municipality import Municipality
from coordinator_app.domain.register_draw import (
    HELP,
    LARGEST_SEED,
    WHOLE,
    DrawFacts,
    Drawn,
    Frame,
    FrameRules,
    RegisterPerson,
    check_seed,
    district_key,
    draw_sample,
    facts_text,
    frame_of,
    population_of,
    short_strata,
)
from coordinator_app.domain.sampling import SampleDraw, SurveyStratum
from coordinator_app.domain.surveys import Survey
from coordinator_app.services.safe_writing import content_hash, put_in_place
from coordinator_app.services.sampling import Sampling, store_margin, strata_of
from coordinator_app.services.surveys import Surveys
from coordinator_app.storage.store import Store

if TYPE_CHECKING:
    from coordinator_app.exchange.register_extract import RegisterExtract
    from coordinator_app.exchange.tables import TableData, TableFile

NOBODY = ""
"""Assignment of a district that is not asked."""


@dataclass(frozen=True, slots=True)
class OpenedExtract:
    """A file read: its sheets, its hash, where it lies."""

    path: Path
    file: "TableFile"
    file_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawOptions:
    """How to draw. `assigned` names the stratum of districts spelled otherwise (`NOBODY` = not asked).

    `confirmed` says that the register office has left out whom the file does not tell (blocked, too young).
    `count_register` takes persons per stratum and register figures from the extract as well.
    """

    targets: tuple[str, ...]
    seed: int | None
    oldest: int | None = None
    one_per_household: bool = True
    assigned: Mapping[str, str] = field(default_factory=dict[str, str])
    confirmed: bool = False
    count_register: bool = False


@dataclass(frozen=True, slots=True)
class DrawCheck:
    """The dry run: who could be drawn and who would be; `obstacles` stand against drawing, `remarks` do not.

    `unknown` are districts of the file without a stratum with their persons.
    """

    survey_id: int
    opened: OpenedExtract
    extract: "RegisterExtract"
    options: DrawOptions
    rules: FrameRules
    frame: Frame
    drawn: Drawn
    unknown: Mapping[str, int]
    obstacles: tuple[str, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DrawResult:
    """What was done: the record, the files written, persons in them."""

    draw_id: int
    files: tuple[Path, ...]
    persons: int


class SampleDraws:
    """`workspace.sample_draws`."""

    def __init__(self, store: Store, surveys: Surveys, sampling: Sampling) -> None:
        self._store = store
        self._surveys = surveys
        self._sampling = sampling

    def draws(self, survey_id: int) -> list[SampleDraw]:
        """The draws of a survey, the last one first."""
        with self._store.read() as unit:
            return unit.find(SampleDraw, survey_id=survey_id, order="-id")

    def get(self, id: int) -> SampleDraw:
        """One draw."""
        with self._store.read() as unit:
            return unit.get(SampleDraw, id)

    def discard(self, id: int) -> None:
        """Move the record of a draw to the Papierkorb; files outside stay where they are."""
        with self._store.write("Ziehung gelöscht") as unit:
            unit.discard(SampleDraw, id)

    def proposed_seed(self) -> int:
        """A random seed."""
        from secrets import randbelow

        return 100_000_000 + randbelow(LARGEST_SEED - 100_000_000)

    # ------------------------------------------------------------ reading

    def open(self, path: Path) -> OpenedExtract:
        """Read a file; `UserError` when it holds no table."""
        from coordinator_app.exchange.tables import read_tables

        file = read_tables(path)
        return OpenedExtract(path, file, content_hash(path) or "")

    def understand(self, opened: OpenedExtract) -> "TableData":
        """The sheet that looks most like a register extract, with its heading; `UserError` when none has one."""
        from coordinator_app.exchange.register_columns import REGISTER
        from coordinator_app.exchange.tables import extract, find_heading

        best: tuple[float, Any] | None = None
        for sheet in opened.file.sheets:
            heading = find_heading(sheet, REGISTER.is_heading)
            data = extract(sheet, *heading) if heading is not None else None
            if data is not None and data.rows and (best is None or REGISTER.fits(data.header) > best[0]):
                best = (REGISTER.fits(data.header), data)
        if best is None:
            raise UserError(
                f"In „{opened.path.name}“ steht keine Tabelle mit Überschriften. Bitte bitten Sie die Meldebehörde um "
                "eine Liste, deren erste Zeile die Spalten benennt.",
                help_topic=HELP,
            )
        return best[1]

    def guess(self, data: "TableData") -> tuple[str, ...]:
        """What the columns are by their headings."""
        from coordinator_app.exchange.register_extract import guess_targets

        return guess_targets(data)

    # ------------------------------------------------------------ dry run

    def reference_day(self, survey: Survey) -> date:
        """The day ages are counted on: the beginning of the field, else today."""
        return survey.field_start or today(self._store.clock)

    def check(
        self,
        survey_id: int,
        opened: OpenedExtract,
        data: "TableData",
        options: DrawOptions,
        context: JobContext | None = None,
    ) -> DrawCheck:
        """Count who may be drawn and draw without writing anything; `UserError` when the columns do not do."""
        from coordinator_app.exchange.register_columns import DISTRICT
        from coordinator_app.exchange.register_extract import read_register

        seed = check_seed(options.seed)
        plan = self._sampling.plan(survey_id)
        if plan.strata and DISTRICT not in options.targets:
            raise UserError(
                "Die Stichprobe hat Schichten, aber keine Spalte ist als „Ortsteil (Schicht)“ gewählt. Bitte die "
                "Spalte wählen oder die Schichten löschen.",
                help_topic=HELP,
            )
        found = read_register(data, options.targets, self.reference_day(plan.survey), context)
        rules = self._rules(found, plan.survey, plan.strata, options)
        if context is not None:
            context.progress(0, 0, "Stichprobe wird gezogen")
        frame = frame_of(found.persons, rules)
        wanted = {each.title: each.letters or 0 for each in plan.strata} or {WHOLE: plan.survey.letters or plan.needed}
        drawn = draw_sample(frame, wanted, seed, one_per_household=options.one_per_household)
        unknown = _unknown(found.persons, rules)
        obstacles = _obstacles(found, plan.survey, options, drawn)
        remarks = (
            *self._earlier(survey_id),
            *found.remarks,
            *short_strata(drawn.strata),
            *self._open_points(survey_id),
        )
        return DrawCheck(survey_id, opened, found, options, rules, frame, drawn, unknown, obstacles, remarks)

    def _rules(
        self,
        extract: "RegisterExtract",
        survey: Survey,
        strata: Sequence[SurveyStratum],
        options: DrawOptions,
    ) -> FrameRules:
        keys = {district_key(found.title): found.title for found in strata}
        for text, title in options.assigned.items():
            if title != NOBODY:
                keys[district_key(text)] = title
        youngest = int(survey.target_age.value) if extract.tells_age else None
        return FrameRules(youngest, options.oldest if extract.tells_age else None, keys)

    def _earlier(self, survey_id: int) -> list[str]:
        known = ", ".join(found.title for found in self.draws(survey_id))
        words = (
            f"Für diese Erhebung gibt es schon: {known}. Diese Ziehung tritt an ihre Stelle; dieselben Personen können "
            "noch einmal gezogen werden."
        )
        return [words] if known else []

    def _open_points(self, survey_id: int) -> list[str]:
        count = len(self._surveys.legal_warnings(survey_id))
        words = (
            f"{plural(count, 'Prüfpunkt', 'Prüfpunkte')} zu Recht und Datenschutz offen oder mit „nein“ beantwortet."
        )
        return [words] if count else []

    # ------------------------------------------------------------ drawing

    def run(self, check: DrawCheck, path: Path) -> DrawResult:
        """Write the mail-merge file (Excel at `path`, CSV beside it) and record the draw.

        Nothing is recorded when a file cannot be written, and no file stays when recording fails.
        """
        from coordinator_app.documents.data_table import data_table
        from coordinator_app.exchange.register_extract import MERGE_COLUMNS, merge_rows

        if check.obstacles:
            raise UserError(" ".join(check.obstacles), help_topic=HELP)
        lines = {line: "" if title == WHOLE else title for title, each in check.drawn.lines.items() for line in each}
        with self._store.read() as unit:
            own = unit.find(Municipality, is_own=True)
        usual = {"postcode": own[0].postcode, "town": own[0].town or own[0].name} if own else {}
        rows = merge_rows(check.extract, lines, **usual)
        paths = (path.with_suffix(".xlsx"), path.with_suffix(".csv"))
        if check.opened.path.resolve() in {each.resolve() for each in paths}:
            raise UserError(
                "Die Seriendruckdatei darf nicht den Auszug überschreiben. Bitte einen anderen Namen wählen."
            )
        new = [each for each in paths if not each.exists()]
        try:
            for each in paths:
                put_in_place(each, data_table(MERGE_COLUMNS, rows, each.suffix[1:]), expected=content_hash(each))
            draw = self._record(check, [each.name for each in paths])
        except BaseException:
            for each in new:
                with suppress(OSError):
                    each.unlink(missing_ok=True)
            raise
        return DrawResult(draw, paths, len(rows))

    def _record(self, check: DrawCheck, files: Sequence[str]) -> int:
        now = self._store.clock.now()
        with self._store.write("Stichprobe gezogen", undoable=False) as unit:  # the files outside stay
            id = unit.add(
                SampleDraw(
                    survey_id=check.survey_id,
                    title=f"Ziehung vom {format_date(today(self._store.clock))}",
                    drawn_at=now,
                    seed=check.options.seed or 0,
                    file_hash=check.opened.file_hash,
                    frame=check.frame.size,
                    drawn=check.drawn.size,
                    one_per_household=check.options.one_per_household,
                    counts=facts_text(_facts(check, files)),
                )
            )
            persons = population_of(check.extract.persons, check.rules) if check.options.count_register else None
            drawn = {each.title: each.drawn for each in check.drawn.strata}
            for stratum in strata_of(unit, check.survey_id):
                values: dict[str, Any] = {"letters": drawn.get(stratum.title, 0)}
                if persons is not None:
                    values["inhabitants"] = len(persons.members.get(stratum.title, ()))
                unit.change(SurveyStratum, stratum.id, None, **values)
            unit.change(Survey, check.survey_id, None, letters=check.drawn.size)
            if persons is not None:
                people = [person for found in persons.members.values() for person in found]
                for margin in _counted(people, self._sampling, check):
                    store_margin(unit, check.survey_id, *margin)
        return id

    # ------------------------------------------------------------ deletion

    def record_deletion(self, id: int, *, day: date | None, by: str) -> None:
        """Note when and by whom extract and mail-merge file were deleted; None takes the note back."""
        if day is not None:
            if not by.strip():
                raise UserError("Bitte geben Sie an, welche Stelle gelöscht hat, zum Beispiel: Meldebehörde.")
            if day > today(self._store.clock):
                raise UserError("Der Tag der Löschung liegt in der Zukunft. Bitte tragen Sie ihn danach ein.")
            drawn = self.get(id).drawn_at
            if drawn is not None and day < drawn.date():
                raise UserError(f"Gelöscht werden kann erst nach der Ziehung am {format_date(drawn.date())}.")
        with self._store.write("Löschung der Anschriften eingetragen") as unit:
            unit.change(SampleDraw, id, None, deleted_on=day, deleted_by=by.strip() if day is not None else "")


def _facts(check: DrawCheck, files: Sequence[str]) -> DrawFacts:
    return DrawFacts(
        rows=check.frame.rows,
        excluded=tuple((reason.label, count) for reason, count in check.frame.excluded.items()),
        strata=check.drawn.strata,
        passed_over=check.drawn.passed_over,
        youngest=check.rules.youngest,
        oldest=check.rules.oldest,
        day=check.extract.reference,
        source=check.opened.path.name,
        files=tuple(files),
        remarks=check.remarks,
    )


def _unknown(persons: Sequence[RegisterPerson], rules: FrameRules) -> dict[str, int]:
    """Districts of the file that belong to no stratum, the most frequent first."""
    found: dict[str, int] = {}
    for person in persons if rules.strata else ():
        if district_key(person.district) not in rules.strata:
            found[person.district] = found.get(person.district, 0) + 1
    return dict(sorted(found.items(), key=_often))


def _often(entry: tuple[str, int]) -> tuple[int, str]:
    return -entry[1], entry[0]


def _obstacles(extract: "RegisterExtract", survey: Survey, options: DrawOptions, drawn: Drawn) -> tuple[str, ...]:
    found: list[str] = []
    if not options.confirmed and not extract.tells_blocked:
        found.append(
            "Der Auszug hat keine Spalte mit Sperrvermerken. Bitte bestätigen Sie, dass die Meldebehörde Personen mit "
            "Auskunftssperre oder Sperrvermerk (§§ 51, 52 BMG) ausgelassen hat."
        )
    if not options.confirmed and not extract.tells_age:
        found.append(
            "Der Auszug hat weder Geburtsdatum noch Alter. Bitte bestätigen Sie, dass er nur Personen "
            f"{survey.target_age.label} enthält."
        )
    if not drawn.size:
        found.append("Mit diesen Angaben wird niemand gezogen.")
    return tuple(found)


def _counted(persons: Sequence[RegisterPerson], sampling: Sampling, check: DrawCheck) -> "list[tuple[str, list[Any]]]":
    """Register figures counted from the extract: age × sex (or one of them), and the strata."""
    from coordinator_app.services.register_counts import counted_margins

    return counted_margins(persons, sampling.margin_questions(check.survey_id), check.rules.strata)

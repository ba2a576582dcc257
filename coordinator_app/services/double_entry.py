"""The double entry of a survey: drawing sheets, comparing, deciding, the error rate that stays for the report."""

from dataclasses import dataclass, replace

from coordinator_app.common.errors import UserError
from coordinator_app.domain.answers import SheetInfo, StoredSheet
from coordinator_app.domain.double_entry import DEFAULT_SHARE, ERRORS, Difference, EntryError, Taken, compared, drawn
from coordinator_app.domain.entry_fields import EntryPlan, entry_plan, settled
from coordinator_app.domain.surveys import Survey
from coordinator_app.services.answers import Answers
from coordinator_app.storage.answer_file import AnswerFile
from coordinator_app.storage.answer_notes import decide, decisions, second_entries, typed_by_hand
from coordinator_app.storage.answer_opening import HELP
from coordinator_app.storage.store import Store


@dataclass(frozen=True, slots=True)
class OpenDifference:
    """A difference to decide, on the sheet `first` (its second entry is `second`)."""

    first: SheetInfo
    second: SheetInfo
    difference: Difference


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the double entry is: sheets drawn, of them typed twice, differences to decide."""

    share: int
    seed: int
    drawn: int
    done: int
    open: int
    error: EntryError

    @property
    def words(self) -> str:
        """One sentence for the card."""
        if not self.seed:
            return "Noch keine Bögen für die Zweiterfassung gezogen."
        return f"{self.done} von {self.drawn} gezogenen Bögen zweimal erfasst ({self.share} %, Startzahl {self.seed})."


class DoubleEntry:
    """Verbs on the double entry, by survey."""

    def __init__(self, store: Store, answers: Answers) -> None:
        self._store = store
        self._answers = answers
        self._plans: dict[str, EntryPlan] = {}
        self._known: tuple[AnswerFile, int, tuple[int, list[OpenDifference]]] | None = None

    def plan(self, survey_id: int, *, share: int = DEFAULT_SHARE, seed: int) -> None:
        """Draw `share` percent of the typed sheets with this seed; asked again, the same sheets come."""
        if not 1 <= share <= 100:
            raise UserError("Bitte geben Sie einen Anteil von 1 bis 100 Prozent an.", help_topic=HELP)
        if seed < 1:
            raise UserError("Bitte geben Sie eine Startzahl ab 1 an.", help_topic=HELP)
        self._answers.ensure(survey_id).set_info(double_share=str(share), double_seed=str(seed))

    def queue(self, survey_id: int) -> list[SheetInfo]:
        """The sheets drawn that are not typed twice yet, by Belegnummer."""
        file = self._answers.ensure(survey_id)
        chosen = self._drawn(file)
        finished = {info.pair_uuid for info in second_entries(file)}
        return sorted(
            (info for info in typed_by_hand(file) if info.uuid in chosen and info.uuid not in finished),
            key=lambda info: (info.number, info.id),
        )

    def progress(self, survey_id: int) -> Progress:
        """How far it is; nothing of it without an answer file."""
        file = self._answers.file(survey_id) if self._answers.state(survey_id).usable else None
        if file is None:
            return Progress(DEFAULT_SHARE, 0, 0, 0, 0, self.entry_error(survey_id))
        chosen = self._drawn(file)
        seconds = {info.pair_uuid for info in second_entries(file)}
        there = {info.uuid for info in typed_by_hand(file)}
        return Progress(
            share=int(file.info("double_share") or DEFAULT_SHARE),
            seed=int(file.info("double_seed") or 0),
            drawn=len((chosen | seconds) & there),
            done=len(seconds & there),
            open=len(self.differences(survey_id)),
            error=self.entry_error(survey_id),
        )

    def differences(self, survey_id: int) -> list[OpenDifference]:
        """Differences nobody has decided yet, sheet by sheet in the order of the form."""
        file = self._answers.file(survey_id)
        return self._compare(file)[1] if file is not None else []

    def decide(self, survey_id: int, found: OpenDifference, taken: Taken, *, user: str = "") -> None:
        """Say which entry is right; the first one, which is evaluated, is corrected where it was wrong."""
        file = self._answers.ensure(survey_id)
        difference = found.difference
        with file.writing():
            if taken is Taken.SECOND:
                self._correct(file, found)
            decide(file, found.first.uuid, difference, taken, user)
        self._keep(survey_id, file)

    def entry_error(self, survey_id: int) -> EntryError:
        """The error rate of the first entry; when the answers are gone, the one kept with the survey."""
        file = self._answers.file(survey_id) if self._answers.state(survey_id).usable else None
        if file is not None:
            fields, still_open = self._compare(file)
            errors = sum(taken in ERRORS for taken in decisions(file).values())
            return _error(fields, errors, len(still_open))
        with self._store.read() as unit:
            survey = unit.get(Survey, survey_id)
        return _error(survey.entry_fields or 0, survey.entry_errors or 0, 0)

    # ------------------------------------------------------------ inside

    def _keep(self, survey_id: int, file: AnswerFile) -> None:
        """What the report needs stays with the survey."""
        fields, still_open = self._compare(file)
        errors = sum(taken in ERRORS for taken in decisions(file).values())
        with self._store.write("Zweiterfassung ausgewertet", aside=True) as unit:
            unit.change(Survey, survey_id, None, entry_fields=fields, entry_errors=errors + len(still_open))

    def _drawn(self, file: AnswerFile) -> set[str]:
        seed = int(file.info("double_seed") or 0)
        share = int(file.info("double_share") or DEFAULT_SHARE)
        return drawn((info.uuid for info in typed_by_hand(file)), share, seed) if seed else set()

    def _compare(self, file: AnswerFile) -> tuple[int, list[OpenDifference]]:
        """Fields typed twice and the differences not decided; kept until the file changes."""
        if self._known is not None and self._known[0] is file and self._known[1] == file.revision:
            return self._known[2]
        found = self._compare_anew(file)
        self._known = (file, file.revision, found)
        return found

    def _compare_anew(self, file: AnswerFile) -> tuple[int, list[OpenDifference]]:
        firsts = {info.uuid: info for info in typed_by_hand(file)}
        decided = decisions(file)
        fields, found = 0, list[OpenDifference]()
        for second in second_entries(file):
            first = firsts.get(second.pair_uuid)
            if first is None or first.form_code != second.form_code:
                continue
            count, differences = self._compared(file, first, second)
            fields += count
            found += [
                OpenDifference(first, second, difference)
                for difference in differences
                if (first.uuid, difference.variable) not in decided
            ]
        return fields, found

    def _compared(self, file: AnswerFile, first: SheetInfo, second: SheetInfo) -> tuple[int, list[Difference]]:
        names = file.form(first.form_code).variables
        one, two = file.sheet(first.id), file.sheet(second.id)
        values = dict(zip(names, one.values, strict=True)), dict(zip(names, two.values, strict=True))
        return compared(self._plan(file, first.form_code), *values, one.texts, two.texts)

    def _plan(self, file: AnswerFile, code: str) -> EntryPlan:
        if code not in self._plans:
            self._plans[code] = entry_plan(file.form(code).form)
        return self._plans[code]

    def _correct(self, file: AnswerFile, found: OpenDifference) -> None:
        """Take over the field of the second entry."""
        plan = self._plan(file, found.first.form_code)
        names = file.form(found.first.form_code).variables
        first, second = file.sheet(found.first.id), file.sheet(found.second.id)
        field = plan.fields[found.difference.place]
        values = dict(zip(names, first.values, strict=True))
        other = dict(zip(names, second.values, strict=True))
        values = settled(plan, values | {name: other[name] for name in field.variables})
        texts = {name: text for name, text in first.texts.items() if name not in field.variables}
        texts |= {name: text for name, text in second.texts.items() if name in field.variables}
        file.save_sheet(StoredSheet(replace(first.info), tuple(values[name] for name in names), texts))


def _error(fields: int, errors: int, still_open: int) -> EntryError:
    if not fields:
        return EntryError(0, 0)
    from coordinator_app.survey.intervals import exact_interval

    low, high = exact_interval(errors + still_open, fields)
    return EntryError(fields, errors, still_open, float(low), float(high))

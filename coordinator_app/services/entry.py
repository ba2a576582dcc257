"""Typing sheets from the keyboard: the sheet under the cursor, stored field by field.

Works on an answer file alone, so that an Erfassungspaket can be typed without a municipality file. A field is stored as
soon as it is complete: whatever happens to the program, at most the field under the cursor is lost.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from coordinator_app.common.clock import local, today
from coordinator_app.common.errors import UserError
from coordinator_app.domain.answers import (
    NOT_TYPED,
    AnswerMode,
    NewSheet,
    SheetInfo,
    SheetState,
    StoredForm,
    StoredSheet,
)
from coordinator_app.domain.entry_checks import Contradiction, contradictions
from coordinator_app.domain.entry_fields import (
    AS_TEXT,
    EntryField,
    EntryPlan,
    FieldKind,
    entry_plan,
    neighbour,
    next_open,
    settled,
)
from coordinator_app.domain.entry_keys import ENTER, KEEP, Outcome, Typing, begin, press, rub_out, words
from coordinator_app.domain.form_languages import GERMAN
from coordinator_app.domain.question_words import same_shape
from coordinator_app.domain.questionnaires import Form
from coordinator_app.storage.answer_file import AnswerFile
from coordinator_app.storage.answer_notes import second_entry_of, unfinished
from coordinator_app.storage.answer_opening import HELP

MOST_UNDO = 200


@dataclass
class EntrySheet:
    """The sheet under the cursor; `id` 0 = nothing of it is stored yet."""

    form_code: str
    number: int
    id: int = 0
    uuid: str = field(default_factory=lambda: uuid.uuid4().hex)
    state: SheetState = SheetState.OPEN
    pair_uuid: str = ""
    values: dict[str, int] = field(default_factory=dict[str, int])
    texts: dict[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class _Step:
    """What a field was before it was typed."""

    place: int
    values: dict[str, int]
    texts: dict[str, str]
    state: SheetState


class EntrySession:
    """One person typing sheets one after the other.

    `place` is the field under the cursor (None = the sheet is complete), `typing` what stands in it, `asking` a
    contradiction waiting for „behalten“ or a correction. With `queue` the sheets of the double entry are typed a second
    time in that order.
    """

    def __init__(
        self,
        file: AnswerFile,
        form_code: str = "",
        *,
        user: str = "",
        received_on: date | None = None,
        queue: Sequence[SheetInfo] | None = None,
    ) -> None:
        if not file.forms():
            raise UserError(
                "Es gibt noch keine Druckfassung des Fragebogens. Bitte legen Sie sie im Schritt „Fragebogen“ fest; "
                "erst dann steht fest, was erfasst wird.",
                help_topic=HELP,
            )
        self.file = file
        self.user = user
        self.received_on = received_on
        self.sheets = 0
        self.fields = 0
        self._plans: dict[str, EntryPlan] = {}
        self._queue = list(queue) if queue is not None else None
        self._steps: list[_Step] = []
        self._form_code = form_code or _usual_form(file)
        self.typing = Typing()
        self.asking: Contradiction | None = None
        self.place: int | None = 0
        self.sheet = EntrySheet(self._form_code, 0)
        self._begin(self._fresh())

    # ------------------------------------------------------------ what is shown

    @property
    def second(self) -> bool:
        """Whether sheets are typed a second time."""
        return self._queue is not None

    @property
    def left(self) -> int:
        """Sheets of the double entry that come after this one."""
        return len(self._queue or ())

    @property
    def form(self) -> StoredForm:
        """The form of the sheet."""
        return self.file.form(self.sheet.form_code)

    @property
    def plan(self) -> EntryPlan:
        """The fields of the form."""
        code = self.sheet.form_code
        if code not in self._plans:
            self._plans[code] = entry_plan(_readable(self.file, self.file.form(code)))
        return self._plans[code]

    @property
    def field(self) -> EntryField | None:
        """The field under the cursor."""
        return None if self.place is None else self.plan.fields[self.place]

    def typed(self) -> int:
        """How many fields of the sheet are typed or not to be asked."""
        return sum(field.typed(self.sheet.values) for field in self.plan.fields)

    def left_open(self) -> list[SheetInfo]:
        """Sheets somebody began and did not finish."""
        return [info for info in unfinished(self.file) if info.id != self.sheet.id]

    def number_taken(self) -> bool:
        """Whether another first entry has this Belegnummer."""
        if self.second or not self.sheet.number:
            return False
        return self.file.numbers().get(self.sheet.number, self.sheet.id) != self.sheet.id

    def notes(self) -> list[Contradiction]:
        """Everything on the sheet that cannot be right."""
        return contradictions(self.plan, self.sheet.values, self.sheet.texts, self._year())

    # ------------------------------------------------------------ typing

    def key(self, key: str) -> str:
        """Type one key (a character or `ENTER`) and return a sentence when it does nothing."""
        here = self.field
        if self.asking is not None and key == ENTER:
            self.asking = None
            self._go_on()
            return ""
        self.asking = None
        if here is None or here.kind is FieldKind.TEXT:
            return ""
        outcome = press(here, self.typing, key, self.sheet.values)
        self.typing = outcome.typing
        if outcome.values is not None:
            self._store(here, outcome)
        return outcome.message

    def write(self, text: str) -> str:
        """Store the words of a text field and go on."""
        here = self.field
        if here is None or here.kind is not FieldKind.TEXT:
            return ""
        outcome = words(here, text)
        if outcome.values is not None:
            self._store(here, outcome)
        return outcome.message

    def rub_out(self) -> None:
        """Backspace: the last digit, else back to the field before."""
        shorter = rub_out(self.typing)
        if shorter is not None:
            self.typing = shorter
        else:
            self.back()

    def back(self) -> None:
        """To the asked field before; from the end of the sheet to its last one."""
        self._move(len(self.plan.fields) if self.place is None else self.place, -1)

    def forward(self) -> None:
        """To the next asked field, typed or not."""
        if self.place is not None:
            self._move(self.place, 1)

    def go_to(self, place: int) -> None:
        """To a field by its place in the plan, also one that is not asked."""
        if 0 <= place < len(self.plan.fields):
            self._stand(place)

    def go_to_question(self, number: int) -> bool:
        """To the first field of a question by its printed number; False when there is none."""
        place = next((field.place for field in self.plan.fields if field.number == number), None)
        if place is not None:
            self._stand(place)
        return place is not None

    def undo(self) -> bool:
        """Take back the field typed last on this sheet and stand there; False when there is none."""
        if not self._steps:
            return False
        step = self._steps.pop()
        self.sheet.values, self.sheet.texts, self.sheet.state = step.values, step.texts, step.state
        self._stand(step.place)
        self._save()
        return True

    def _move(self, place: int, step: int) -> None:
        found = neighbour(self.plan, self.sheet.values, place, step)
        if found is not None:
            self._stand(found)
        elif step > 0 and self._next(place) is None:
            self.place = None

    def _stand(self, place: int | None) -> None:
        self.place, self.asking = place, None
        here = self.field
        self.typing = begin(here, self.sheet.values) if here is not None else Typing()

    def _store(self, here: EntryField, outcome: Outcome) -> None:
        """Store a complete field; a contradiction it brings about holds the cursor."""
        sheet = self.sheet
        before = {note.text for note in self.notes()}
        self._steps.append(_Step(here.place, dict(sheet.values), dict(sheet.texts), sheet.state))
        del self._steps[:-MOST_UNDO]
        sheet.values = settled(self.plan, sheet.values | (outcome.values or {}))
        if here.kind in AS_TEXT and outcome.text != KEEP:
            sheet.texts.pop(here.variable, None)
            if outcome.text:
                sheet.texts[here.variable] = outcome.text
        complete = self._next(here.place) is None
        sheet.state = SheetState.DONE if complete else SheetState.OPEN
        try:
            self._save()
        except BaseException:
            step = self._steps.pop()  # what is not stored is not shown as typed
            sheet.values, sheet.texts, sheet.state = step.values, step.texts, step.state
            raise
        self.fields += 1
        self.asking = next((note for note in self.notes() if note.text not in before), None)
        if self.asking is None:
            self._go_on()
        else:
            self.typing = begin(here, sheet.values)

    def _go_on(self) -> None:
        self._stand(self._next(self.place if self.place is not None else -1))

    def _next(self, after: int) -> int | None:
        return next_open(self.plan, self.sheet.values, after)

    def _year(self) -> int:
        return local(self.file.clock.now()).year

    # ------------------------------------------------------------ sheets

    def next_sheet(self) -> bool:
        """Begin the next sheet when this one is complete; False when fields are left or nothing is left to type."""
        if self.sheet.state is SheetState.OPEN:
            return False
        self.sheets += 1
        if self._queue is not None and not self._queue:
            return False
        self._begin(self._fresh())
        return True

    def come_back_as(self, state: SheetState) -> None:
        """The sheet came back blank or refused: stored without answers, `UserError` when answers are typed."""
        if any(field.answered(self.sheet.values) for field in self.plan.fields):
            raise UserError("Auf diesem Bogen sind schon Antworten erfasst. Bitte machen Sie sie zuerst rückgängig.")
        self.sheet.state = state
        self._save()
        self.place = None

    def put_aside(self) -> None:
        """Throw away the sheet under the cursor (it can be taken back in the list) and begin again."""
        if self.sheet.id:
            self.file.set_deleted([self.sheet.id], deleted=True)
        number = self.sheet.number
        fresh = EntrySheet(self.sheet.form_code, number, pair_uuid=self.sheet.pair_uuid)
        self._begin(fresh)

    def set_number(self, number: int) -> None:
        """Give the sheet another Belegnummer; the next ones count on from there."""
        if not 0 < number < 10_000_000:
            raise UserError("Bitte geben Sie als Belegnummer eine Zahl ab 1 ein.", help_topic=HELP)
        self.sheet.number = number
        if self.sheet.id:
            self._save()

    def set_form(self, code: str) -> None:
        """Type sheets of another form from here on; only before the first field of a sheet."""
        if self.sheet.id:
            raise UserError("Dieser Bogen ist schon begonnen. Bitte wechseln Sie das Formular beim nächsten Bogen.")
        self._form_code = self.file.form(code).code
        self._begin(EntrySheet(code, self.sheet.number))

    def open_sheet(self, id: int) -> None:
        """Go on with a stored sheet where its typing stopped, or look through one that is complete."""
        sheet = self._read(id)
        self._begin(sheet)
        if sheet.state is SheetState.DONE:
            self._stand(0)

    def _fresh(self) -> EntrySheet:
        if self._queue:
            first = self._queue.pop(0)
            begun = self._begun(first.uuid)
            return begun or EntrySheet(first.form_code, first.number, pair_uuid=first.uuid)
        used = self.file.numbers()
        first = int(self.file.info("first_number") or 1)  # a package has a range of its own
        number = self.sheet.number + 1 if self.sheet.number else max((n + 1 for n in used if n >= first), default=first)
        while number in used:
            number += 1
        return EntrySheet(self._form_code, number)

    def _begun(self, pair_uuid: str) -> EntrySheet | None:
        """The second entry of a sheet that was begun and not finished."""
        info = second_entry_of(self.file, pair_uuid)
        return self._read(info.id) if info is not None else None

    def _read(self, id: int) -> EntrySheet:
        stored = self.file.sheet(id)
        info = stored.info
        names = self.file.form(info.form_code).variables
        sheet = EntrySheet(info.form_code, info.number, info.id, info.uuid, info.state, info.pair_uuid)
        sheet.values = dict(zip(names, stored.values, strict=True))
        sheet.texts = dict(stored.texts)
        return sheet

    def _begin(self, sheet: EntrySheet) -> None:
        self.sheet = sheet
        self._steps.clear()
        if not sheet.values:
            names = self.file.form(sheet.form_code).variables
            sheet.values = settled(self.plan, dict.fromkeys(names, NOT_TYPED))
        self._stand(self._next(-1) if sheet.state in {SheetState.OPEN, SheetState.DONE} else None)

    def _save(self) -> None:
        """Store the sheet as it is; the first time it gets its place in the file."""
        sheet, file = self.sheet, self.file
        values = tuple(sheet.values[name] for name in file.form(sheet.form_code).variables)
        here = self.field
        with file.writing():
            if not sheet.id:
                sheet.id = file.add(self._new(sheet, values))
            info = replace(file.infos([sheet.id])[0], number=sheet.number, state=sheet.state)
            file.save_sheet(StoredSheet(info, values, sheet.texts), cursor=here.variable if here is not None else "")

    def _new(self, sheet: EntrySheet, values: tuple[int, ...]) -> NewSheet:
        from array import array

        clock = self.file.clock
        return NewSheet(
            uuid=sheet.uuid,
            form_code=sheet.form_code,
            values=array("i", values),
            number=sheet.number,
            mode=AnswerMode.PAPER,
            language=self.file.form(sheet.form_code).language,
            entered_at=clock.now(),
            entered_by=self.user,
            state=sheet.state,
            pair_uuid=sheet.pair_uuid,
            received_on=self.received_on or today(clock),
        )


def _usual_form(file: AnswerFile) -> str:
    """The newest German form, else the newest: what most sheets are."""
    forms = file.forms()
    return ([form for form in forms if form.language == GERMAN] or forms)[-1].code


def _readable(file: AnswerFile, stored: StoredForm) -> Form:
    """The form in German where the file has it in the same shape: who types need not read the language of the sheet."""
    german = (other.form for other in file.forms() if other.language == GERMAN)
    return next((form for form in german if same_shape(form, stored.form)), stored.form)

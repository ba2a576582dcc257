"""Rows of a table as sheets of a form: every variable one whole number, skipped questions told apart from empty ones.

What the form asks nobody (filters, second scale behind its first, words beside an answer that is not given) is „nicht
gestellt“ (−5) where the cell is empty; an answer in such a cell is kept and told.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coordinator_app.common.jobs import JobContext
from coordinator_app.domain.answers import INVALID, NO_ANSWER, NOT_ASKED, NOT_TYPED, TEXT_LENGTH
from coordinator_app.domain.questionnaire_rules import Variable
from coordinator_app.domain.questionnaires import END_OF_FORM, Form, FormQuestion, QuestionType
from coordinator_app.exchange.answer_mapping import ColumnFinder, Role, Target, words
from coordinator_app.exchange.answer_table import AnswerTable, Column
from coordinator_app.exchange.answer_values import Meaning, read_column, shown

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Whole = NDArray[np.int32]
    Mask = NDArray[np.bool_]


_UNKNOWN = "ist keine Antwort dieser Frage und gilt als ungültig (−6)."

_AS = {False: "Codes", True: "Beschriftungen"}


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something not understood or not as expected. `place` is the first cell, `count` how often it occurs."""

    place: str
    heading: str
    text: str
    message: str
    count: int = 1
    serious: bool = True


@dataclass(eq=False, slots=True)
class Sheets:
    """Sheets ready to be stored: `values` n × variables in the order of the form, `texts` by row and variable."""

    values: "Whole"
    texts: dict[int, dict[str, str]] = field(default_factory=dict[int, dict[str, str]])
    oddities: list[Oddity] = field(default_factory=list[Oddity])
    found: int = 0
    """Number of variables the file has a column for."""

    missing: tuple[str, ...] = ()
    """Variables the file has no column for."""


def refined(table: AnswerTable, finder: ColumnFinder, targets: Sequence[Target]) -> list[Target]:
    """Targets with „Sonstiges“ of a multiple choice told apart: a column of words is not that of the box."""
    taken = {target.variable for target in targets}
    found: list[Target] = []
    for column, target in zip(table.columns, targets, strict=True):
        written = f"{target.variable}_text"
        variable = finder.variables.get(target.variable)
        if variable is not None and written in finder.variables and written not in taken:
            question = next(item for item in finder.form.questions if item.key == variable.question)
            meanings = read_column(column.texts, variable, question, target.values).meanings
            if question.type is QuestionType.MULTIPLE and any(meaning.code is None for meaning in meanings):
                target = Target(Role.VARIABLE, written)  # noqa: PLW2901 -- the better one takes its place
        found.append(target)
    return found


def prepare(table: AnswerTable, form: Form, finder: ColumnFinder, targets: Sequence[Target], job: JobContext) -> Sheets:
    """Read every column into its variable; nothing is stored. Raises `Cancelled` when the user stops."""
    builder = _Builder(table, form, finder)
    for place, (column, target) in enumerate(zip(table.columns, targets, strict=True)):
        if place % 20 == 0:
            job.progress(place, len(table.columns), "Antworten werden geprüft …")
        builder.take(place, column, target)
    return builder.finish()


class _Builder:
    def __init__(self, table: AnswerTable, form: Form, finder: ColumnFinder) -> None:
        import numpy as np

        self._table = table
        self._form = form
        self._variables: Mapping[str, Variable] = finder.variables
        self._questions = {question.key: question for question in form.questions}
        self._order = {name: place for place, name in enumerate(finder.variables)}
        self._values: Whole = np.full((len(self._order), table.rows), NOT_TYPED, np.int32)
        self._given: set[str] = set()
        self._texts: dict[int, dict[str, str]] = {}
        self._oddities: list[Oddity] = []

    # ------------------------------------------------------------ columns

    def take(self, place: int, column: Column, target: Target) -> None:
        """Read one column."""
        import numpy as np

        if target.role is Role.RANK:
            self._rank(place, column, target)
        if target.role is not Role.VARIABLE:
            return
        variable = self._variables[target.variable]
        question = self._questions[variable.question]
        reading = read_column(column.texts, variable, question, target.values)
        self._tell(place, column, reading.meanings)
        if reading.unclear:
            message = f"Die Zahlen können Codes oder Beschriftungen sein; gelesen als {_AS[reading.labels]}."
            self._oddities.append(Oddity(self._table.place(place), column.heading, "", message, serious=False))
        codes = np.asarray([shown(meaning.code) for meaning in reading.meanings] or [NOT_TYPED], np.int32)
        self._values[self._order[variable.name]] = codes[column.places]
        self._given.add(variable.name)
        if variable.is_text:
            self._keep_texts(place, column, variable.name, reading.meanings)

    def _keep_texts(self, place: int, column: Column, name: str, meanings: Sequence[Meaning]) -> None:
        import numpy as np

        long = [index for index, text in enumerate(column.texts) if len(text) > TEXT_LENGTH]
        if long:
            cell = self._table.place(place, column.first_row(long[0]))
            message = f"ist länger als {TEXT_LENGTH} Zeichen und wird gekürzt."
            text = column.texts[long[0]][:80]
            self._oddities.append(Oddity(cell, column.heading, text, message, len(long), serious=False))

        filled = np.asarray([bool(meaning.text) for meaning in meanings] or [False])
        rows: list[int] = np.flatnonzero(filled[column.places]).tolist()
        for row in rows:
            self._texts.setdefault(row, {})[name] = meanings[int(column.places[row])].text

    def _rank(self, place: int, column: Column, target: Target) -> None:
        """The column of a rank holds the answer: its variable takes the rank."""
        import numpy as np

        question = self._questions[target.question]
        codes = {answer.code for answer in question.answers if not answer.missing}
        meanings: list[Meaning] = []
        for text in column.texts:
            code = target.values.get(text)
            if text and code is None:
                label = next((answer.code for answer in question.answers if words(answer.label) == words(text)), None)
                digits = re.fullmatch(r"[A-Za-z]{0,3}0*(\d{1,3})", text)
                code = label if label is not None else int(digits[1]) if digits else None
            meanings.append(Meaning(NOT_TYPED) if not text else Meaning(code if code in codes else None))
        self._tell(place, column, meanings, "nennt keine Antwort dieser Rangfolge und entfällt.")
        found = np.asarray([shown(meaning.code) for meaning in meanings] or [NOT_TYPED], np.int32)[column.places]
        for code in codes:
            name = f"{question.variable}_{code}"
            self._given.add(name)
            line = self._values[self._order[name]]
            line[(found == code) & (line == NOT_TYPED)] = target.rank

    def _tell(self, place: int, column: Column, meanings: Sequence[Meaning], message: str = _UNKNOWN) -> None:
        """Every text that is nothing the question knows, with its first cell."""
        counts = column.counts()
        for text_place, meaning in enumerate(meanings):
            if meaning.code is None and counts[text_place]:
                cell = self._table.place(place, column.first_row(text_place))
                text = column.texts[text_place][:80]
                self._oddities.append(Oddity(cell, column.heading, text, message, int(counts[text_place])))

    # ------------------------------------------------------------ the rest of a sheet

    def finish(self) -> Sheets:
        """Fill what stays empty and tell answers where nobody was asked."""
        import numpy as np

        self._cross_written()
        for question in self._form.questions:
            if question.type is QuestionType.MULTIPLE:
                self._crosses(question)
        skipped = self._skipped()
        for name, variable in self._variables.items():
            line = self._values[self._order[name]]
            out = skipped.get(variable.question)
            needed = self._needs(variable)
            if needed is not None:
                out = ~needed if out is None else out | ~needed
            empty = line == NOT_TYPED
            if out is not None:
                self._contradictions(variable, line, out)
                line[empty & out] = NOT_ASKED
                empty &= ~out
            line[empty] = NO_ANSWER
        missing = tuple(name for name in self._order if name not in self._given)
        values = np.ascontiguousarray(self._values.T)
        return Sheets(values, self._texts, self._oddities, len(self._given), missing)

    def _column(self, name: str) -> "Whole":
        return self._values[self._order[name]]

    def _cross_written(self) -> None:
        """Words beside an answer of a multiple choice cross it where the file has no box for it („other“)."""
        for name, variable in self._variables.items():
            question = self._questions[variable.question]
            cross = f"{question.variable}_{variable.code}"
            beside = name.endswith("_text") and question.type is QuestionType.MULTIPLE
            if beside and cross in self._order and cross not in self._given and name in self._given:
                self._column(cross)[self._column(name) == 1] = 1
                self._given.add(cross)

    def _crosses(self, question: FormQuestion) -> None:
        """Empty boxes are 0 where another is crossed; a question whose boxes are all empty is not answered."""
        import numpy as np

        own = [f"{question.variable}_{answer.code}" for answer in question.answers if not answer.missing]
        lines = [self._column(name) for name in own if name in self._given]
        crossed = np.zeros(self._table.rows, np.bool_)
        for line in lines:
            crossed |= line == 1
        for line in lines:
            line[((line == NOT_TYPED) | (line == NO_ANSWER)) & crossed] = 0

    def _skipped(self) -> "dict[str, Mask]":
        """By question who jumps over it."""
        import numpy as np

        questions = self._form.questions
        place = {question.key: index for index, question in enumerate(questions)}
        found: dict[str, Mask] = {}
        for index, question in enumerate(questions):
            for rule in question.filters:
                given = np.isin(self._column(question.variable), rule.codes)
                end = len(questions) if rule.target == END_OF_FORM else place.get(rule.target, index)
                for passed in questions[index + 1 : end]:
                    before = found.get(passed.key)
                    found[passed.key] = given if before is None else before | given
        return found

    def _needs(self, variable: Variable) -> "Mask | None":
        """Where a column is asked at all because of an answer beside it; None = it depends on none."""
        import numpy as np

        question = self._questions[variable.question]
        if variable.second and question.row_filter:
            return np.isin(self._column(f"{question.variable}_{variable.row}"), question.row_filter)
        if not variable.name.endswith("_text") or variable.code is None:
            return None
        if question.type is QuestionType.MULTIPLE:
            return self._column(f"{question.variable}_{variable.code}") == 1
        return self._column(question.variable) == variable.code

    def _contradictions(self, variable: Variable, line: "Whole", out: "Mask") -> None:
        odd = (line > 0 if variable.type is QuestionType.MULTIPLE else line >= 0) & out
        count = int(odd.sum())
        if count:
            row = int(odd.argmax())
            message = "Beantwortet, obwohl die Frage nach den Filtern entfällt; die Angabe bleibt."
            place = f"Zeile {int(self._table.lines[row])}"
            self._oddities.append(Oddity(place, variable.name, str(int(line[row])), message, count, serious=False))


def invalid_cells(sheets: Sheets) -> int:
    """How many values became „ungültig“."""
    return int((sheets.values == INVALID).sum())


def texts_of(table: AnswerTable, targets: Sequence[Target], role: Role) -> Iterator[str]:
    """The cells of the first column of a role, row by row; nothing when there is none."""
    for column, target in zip(table.columns, targets, strict=True):
        if target.role is role:
            places: list[int] = column.places.tolist()
            yield from (column.texts[place] for place in places)
            return

"""What a questionnaire has to evaluate: one subject per question, with its variables, answers and scale.

A matrix with two scales gives two subjects. Variables are those of the code plan (`questionnaire_rules.variables`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from coordinator_app.domain.questionnaire_rules import Variable, numbers, variables, wave_hash
from coordinator_app.domain.questionnaires import MISSING_CODES, Answer, Form, FormQuestion, QuestionType
from coordinator_app.domain.results import ResultKind
from coordinator_app.domain.scale_reading import Reading, read_scale

TEXT_TYPES = frozenset({QuestionType.SHORT_TEXT, QuestionType.LONG_TEXT})
_KINDS: Mapping[QuestionType, ResultKind] = {
    QuestionType.SINGLE: ResultKind.SHARES,
    QuestionType.SCALE: ResultKind.LIKERT,
    QuestionType.MATRIX: ResultKind.LIKERT,
    QuestionType.MULTIPLE: ResultKind.MULTIPLE,
    QuestionType.RANKING: ResultKind.RANKING,
    QuestionType.NUMBER: ResultKind.NUMBERS,
    QuestionType.YEAR: ResultKind.NUMBERS,
    QuestionType.SHORT_TEXT: ResultKind.TEXTS,
    QuestionType.LONG_TEXT: ResultKind.TEXTS,
}
_PLAIN = Reading(())
MOST_GROUPS = 40
"""A question with more answers is no sensible grouping on one page."""


@dataclass(frozen=True, slots=True)
class Part:
    """One column of the data set: a matrix row, an option of a multiple choice, or the question itself.

    `code` is the answer an option stands for (multiple choice, ranking); 0 elsewhere.
    """

    variable: str
    label: str
    code: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Something to evaluate. `missing` are the codes that count as no answer; `hash` is that of wording and scale.

    `rare` are answers too few people gave to be shown (`without_rare`); they count as no answer.
    `texts` are the variables with free text that belong to it („anderes, und zwar …“), or the open question itself.
    """

    key: str
    number: int
    title: str
    wording: str
    block: str
    kind: ResultKind
    type: QuestionType
    parts: tuple[Part, ...]
    reading: Reading = _PLAIN
    missing: tuple[tuple[int, str], ...] = ()
    texts: tuple[Part, ...] = ()
    hash: str = ""
    unit: str = ""
    filtered: str = ""
    heading: str = ""
    item: str = ""
    rare: tuple[Answer, ...] = ()

    @property
    def dropped(self) -> tuple[str, ...]:
        """The words of the answers that are not shown."""
        return tuple(answer.label for answer in self.rare)

    @property
    def variable(self) -> str:
        """The only variable, or what all of them begin with."""
        return self.parts[0].variable if len(self.parts) == 1 else self.parts[0].variable.rpartition("_")[0]

    @property
    def codes(self) -> tuple[int, ...]:
        """The valid codes in the order they are shown."""
        return tuple(answer.code for answer in self.reading.answers)

    @property
    def labels(self) -> tuple[str, ...]:
        """The words to `codes`."""
        return tuple(answer.label for answer in self.reading.answers)

    @property
    def groups(self) -> bool:
        """Whether answers to other questions can be compared by this one."""
        return self.type in {QuestionType.SINGLE, QuestionType.SCALE} and 2 <= len(self.codes) <= MOST_GROUPS

    def without_answer(self, code: int) -> str:
        """What a missing code means here."""
        return dict(self.missing).get(code, MISSING_CODES.get(code, "ohne Angabe"))


def subjects(form: Form, polarities: Mapping[str, str]) -> tuple[Subject, ...]:
    """Everything the form asks, in its order; `polarities` by item id of the bank."""
    number = numbers(form.questions)
    known: dict[str, list[Variable]] = {}
    for variable in variables(form):
        known.setdefault(variable.question, []).append(variable)
    found: list[Subject] = []
    for question in form.questions:
        own = known.get(question.key, [])
        if own and question.type in _KINDS:
            found += _of_question(question, number[question.key], own, polarities.get(question.item, ""))
    return tuple(found)


def _of_question(question: FormQuestion, number: int, own: Sequence[Variable], polarity: str) -> Iterable[Subject]:
    base = Subject(
        key=f"q:{question.key}",
        number=number,
        title=question.title or question.wording,
        wording=question.wording,
        block=question.block,
        kind=_KINDS[question.type],
        type=question.type,
        parts=(),
        texts=tuple(Part(each.name, each.label) for each in own if each.is_text),
        hash=wave_hash(question),
        unit=question.layout.unit,
        item=question.item,
    )
    if question.type in TEXT_TYPES:
        yield replace(base, parts=base.texts, missing=own[0].missing, filtered=own[0].filter)
        return
    first = [each for each in own if not each.is_text and not each.second]
    second = [each for each in own if not each.is_text and each.second]
    heading = question.first_heading if second else ""
    shown = _on_scale(base, first, read_scale(question, polarity), heading)
    yield replace(shown, title=f"{base.title}: {heading}" if heading else base.title, heading=heading)
    if second:
        reading = read_scale(replace(question, answers=question.second), "")
        other = _on_scale(base, second, reading, question.second_heading)
        title = f"{base.title}: {question.second_heading or 'zweite Skala'}"
        yield replace(other, key=f"{base.key}:2", title=title, heading=question.second_heading, texts=())


def _on_scale(base: Subject, own: Sequence[Variable], reading: Reading, heading: str) -> Subject:
    """The subject of one scale; its rows without the heading the code plan adds to tell two scales apart."""
    parts = tuple(Part(each.name, each.label.removesuffix(f" – {heading}"), each.code or 0) for each in own)
    return replace(base, parts=parts, missing=own[0].missing, filtered=own[0].filter, reading=reading)


def without_rare(subject: Subject, counts: Mapping[int, int], least: int) -> Subject:
    """The subject without the answers fewer than `least` people gave, where at least two others are left.

    Only for answers without an order: a scale keeps all its steps. `counts` are the sheets by code.
    """
    if subject.type is not QuestionType.SINGLE:
        return subject
    shown = tuple(answer for answer in subject.reading.answers if counts.get(answer.code, 0) >= least)
    if len(shown) < 2 or len(shown) == len(subject.reading.answers):
        return subject
    rare = tuple(answer for answer in subject.reading.answers if answer not in shown)
    return replace(subject, reading=replace(subject.reading, answers=shown), rare=rare)


def rare_note(title: str, dropped: Sequence[str], least: int) -> str:
    """„Geschlecht: nicht ausgewiesen, weniger als 5 Antworten: divers“."""
    start = f"{title}: nicht" if title else "Nicht"
    return f"{start} ausgewiesen, weniger als {least} Antworten: {', '.join(dropped)}."


def titled(subject: Subject) -> str:
    """„5 Sicherheit zu Fuß“, as lists name it."""
    return f"{subject.number} {subject.title}"

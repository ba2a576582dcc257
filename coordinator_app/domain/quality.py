"""Project quality after the seven Beccaria steps: guiding questions (own wording), their answers and the progress."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar

from coordinator_app.domain.fields import Kind, Record, attribute
from coordinator_app.domain.vocabulary import Vocabulary

APPLICATION_STEPS = (1, 2, 3, 4)  # must be begun before an application (data model 14)
EVALUATION_STEPS = (6, 7)  # must be answered before a project counts as evaluated


class Fulfilment(Vocabulary):
    """How far a question is answered."""

    OPEN = "open", "offen"
    PARTIAL = "partial", "teilweise"
    MET = "met", "erfüllt"
    NOT_APPLICABLE = "not_applicable", "trifft nicht zu"


class StepState(Vocabulary):
    """How far a step is done."""

    OPEN = "open", "offen"
    PARTIAL = "partial", "teilweise"
    MET = "met", "erfüllt"


@dataclass(frozen=True, kw_only=True, slots=True)
class QualityAnswer(Record):
    """The answer of a project to one guiding question; `question_key` names it in the question set `set_version`."""

    kind: ClassVar[str] = "quality_answer"
    label: ClassVar[str] = "Antwort zur Projektqualität"
    plural: ClassVar[str] = "Antworten zur Projektqualität"
    title_field: ClassVar[str] = "heading"

    project_id: int | None = attribute("Projekt", Kind.REFERENCE, target="project", required=True)
    set_version: str = attribute("Fragensatz", max_length=20, printable=False)
    question_key: str = attribute("Frage", required=True, max_length=60, printable=False)
    step: int = attribute("Schritt", Kind.INTEGER, default=1)
    answer: str = attribute("Antwort", Kind.LONG_TEXT, searchable=True, max_length=20_000)
    fulfilment: Fulfilment = attribute("Erfüllung", Kind.CHOICE, choices=Fulfilment, default=Fulfilment.OPEN)
    reason: str = attribute("Begründung", max_length=1000, help="Warum die Frage nicht zutrifft.")
    edited_on: date | None = attribute("Bearbeitet am", Kind.DATE, direction="past")

    @property
    def heading(self) -> str:
        """What a search result is called: „Qualitätsschritt 3“."""
        return f"Qualitätsschritt {self.step}"


@dataclass(frozen=True, slots=True)
class Question:
    """A guiding question; `known` names what the file already knows about it ("" = nothing).

    `later` marks one that can only be answered when the project has run.
    """

    key: str
    text: str
    hint: str = ""
    known: str = ""
    later: bool = False


@dataclass(frozen=True, slots=True)
class QualityStep:
    """One of the seven steps; `short` is its title in few words, `aim` says what it is good for."""

    number: int
    title: str
    short: str
    aim: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A version of the questions; `source` names whose seven steps they follow."""

    version: str
    source: str
    steps: tuple[QualityStep, ...]

    def step_of(self, key: str) -> int:
        """The step a question belongs to; 0 when it is not in this set."""
        return next((step.number for step in self.steps if any(item.key == key for item in step.questions)), 0)


@dataclass(frozen=True, slots=True)
class StepProgress:
    """How far one step is: `begun` and `met` questions of those that apply."""

    number: int
    short: str
    state: StepState
    begun: int
    met: int
    applicable: int


def counts_as(answer: QualityAnswer | None) -> Fulfilment:
    """The fulfilment that counts: „trifft nicht zu“ without a reason counts as open."""
    if answer is None:
        return Fulfilment.OPEN
    if answer.fulfilment is Fulfilment.NOT_APPLICABLE and not answer.reason.strip():
        return Fulfilment.OPEN
    return answer.fulfilment


def step_progress(step: QualityStep, answers: Mapping[str, QualityAnswer]) -> StepProgress:
    """A step is met when every question that applies is met, and partial as soon as one is begun."""
    counted = [counts_as(answers.get(question.key)) for question in step.questions]
    applicable = [item for item in counted if item is not Fulfilment.NOT_APPLICABLE]
    met = sum(item is Fulfilment.MET for item in applicable)
    begun = sum(item is not Fulfilment.OPEN for item in applicable)
    state = StepState.OPEN
    if met == len(applicable):
        state = StepState.MET
    elif begun or len(applicable) < len(counted):
        state = StepState.PARTIAL
    return StepProgress(step.number, step.short, state, begun, met, len(applicable))


def all_progress(questions: QuestionSet, answers: Sequence[QualityAnswer]) -> tuple[StepProgress, ...]:
    """The progress of all seven steps; answers to questions that are no longer asked do not count."""
    by_key = {answer.question_key: answer for answer in answers}
    return tuple(step_progress(step, by_key) for step in questions.steps)


def open_steps(progress: Sequence[StepProgress], wanted: Sequence[int]) -> tuple[int, ...]:
    """Which of the wanted steps are still open."""
    return tuple(item.number for item in progress if item.number in wanted and item.state is StepState.OPEN)


def summary(progress: Sequence[StepProgress]) -> str:
    """The state of all steps in words: „3 von 7 Schritten erfüllt, 2 begonnen“."""
    met = sum(item.state is StepState.MET for item in progress)
    begun = sum(item.state is StepState.PARTIAL for item in progress)
    words = f"{met} von {len(progress)} Schritten erfüllt"
    return f"{words}, {begun} begonnen" if begun else words


def steps_in_words(numbers: Sequence[int]) -> str:
    """The steps as the subject of a sentence: „ist Qualitätsschritt 4“, „sind die Qualitätsschritte 1, 2 und 4“."""
    if len(numbers) == 1:
        return f"ist Qualitätsschritt {numbers[0]}"
    listed = ", ".join(str(number) for number in numbers[:-1])
    return f"sind die Qualitätsschritte {listed} und {numbers[-1]}"


def changed_answer(old: QualityAnswer, values: Mapping[str, Any], day: date) -> QualityAnswer:
    """The answer after a change on that day.

    A first text makes an open question „teilweise“ answered and an emptied one open again, unless the fulfilment
    is chosen in the same step: whether it is met is the judgement of the person who answers.
    """
    new = replace(old, **values, edited_on=day)
    if "fulfilment" in values or "answer" not in values:
        return new
    if new.answer.strip():
        return replace(new, fulfilment=Fulfilment.PARTIAL) if new.fulfilment is Fulfilment.OPEN else new
    kept = new.fulfilment is Fulfilment.NOT_APPLICABLE
    return new if kept else replace(new, fulfilment=Fulfilment.OPEN)


def answer_finding(answer: QualityAnswer | None) -> str:
    """What is contradictory about an answer as a sentence; "" when nothing is."""
    if answer is None:
        return ""
    if answer.fulfilment is Fulfilment.NOT_APPLICABLE and not answer.reason.strip():
        return "Bitte kurz begründen, warum die Frage nicht zutrifft. Bis dahin zählt sie als offen."
    if answer.fulfilment is Fulfilment.MET and not answer.answer.strip():
        return "Als erfüllt gekennzeichnet, aber ohne Antwort: In der Projektbeschreibung fehlt hier der Text."
    return ""

"""Project quality: answers to the guiding questions, evaluations, the logic model, what an application still lacks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.domain.attachments import Document, DocumentLink
from coordinator_app.domain.data_series import DataPoint
from coordinator_app.domain.evaluations import evaluation_refusal
from coordinator_app.domain.goals import GoalLevel, Indicator, IndicatorType, Measurement
from coordinator_app.domain.indicator_words import full_value
from coordinator_app.domain.logic_model import LogicModel, packed, points_of, unpacked
from coordinator_app.domain.measuring import values_to_take
from coordinator_app.domain.project_course import Evaluation
from coordinator_app.domain.project_states import step_findings
from coordinator_app.domain.projects import Project, ProjectStatus, ProjectType
from coordinator_app.domain.quality import (
    APPLICATION_STEPS,
    QualityAnswer,
    QualityStep,
    Question,
    QuestionSet,
    StepProgress,
    all_progress,
    answer_finding,
    changed_answer,
    open_steps,
    summary,
)
from coordinator_app.services.project_card import IndicatorCard, ProjectCard, project_card, project_facts
from coordinator_app.services.quality_known import Around, known_text, read_around
from coordinator_app.services.quality_questions import question_set
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit

HELP = "projektqualitaet"
Files = dict[int, list[tuple[int, int, str]]]


@dataclass(frozen=True, slots=True)
class AnswerCard:
    """A question with its answer (None = not begun), what the file knows about it, and what is wrong ("" = nothing).

    `files` are the Belege kept with the answer: ids of link and document, and the title.
    """

    question: Question
    answer: QualityAnswer | None
    known: str
    finding: str
    files: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class StepCard:
    """One step with its progress and questions."""

    step: QualityStep
    progress: StepProgress
    answers: tuple[AnswerCard, ...]


@dataclass(frozen=True, slots=True)
class QualityCard:
    """The seven steps of one project."""

    project_id: int
    source: str
    steps: tuple[StepCard, ...]

    @property
    def progress(self) -> tuple[StepProgress, ...]:
        """The progress of the steps."""
        return tuple(step.progress for step in self.steps)

    @property
    def summary(self) -> str:
        """The state in words."""
        return summary(self.progress)

    def missing_for_application(self) -> tuple[int, ...]:
        """The steps that should be begun before an application and are not."""
        return open_steps(self.progress, APPLICATION_STEPS)


@dataclass(frozen=True, slots=True)
class ApplicationGaps:
    """What an application still lacks in sentences, and the tab of the project where to begin."""

    sentences: tuple[str, ...]
    tab: str


class Quality:
    """`workspace.quality`; every writing verb is one undo step."""

    def __init__(self, store: Store) -> None:
        self._store = store

    # ---------------------------------------------------------------- reading

    def questions(self) -> QuestionSet:
        """The guiding questions."""
        return question_set()

    def card(self, project_id: int) -> QualityCard:
        """The seven steps of a project with everything known about them."""
        with self._store.read() as unit:
            return quality_card(unit, project_card(unit, project_id, today(self._store.clock)))

    def card_of(self, card: ProjectCard) -> QualityCard:
        """As `card`, for a project that is read already."""
        with self._store.read() as unit:
            return quality_card(unit, card)

    def evaluations(self, project_id: int) -> tuple[Evaluation, ...]:
        """The evaluations of a project, newest first."""
        with self._store.read() as unit:
            return evaluations_of(unit, project_id)

    def projects_with_answers(self) -> list[int]:
        """The projects that have an answer to a guiding question."""
        with self._store.read() as unit:
            ids = {answer.project_id or 0 for answer in unit.find(QualityAnswer)}
            living = unit.many(Project, ids)
        return sorted(id for id, project in living.items() if project.deleted_at is None)

    def step_of(self, answer_id: int) -> int:
        """The step an answer belongs to, 0 for a question that is no longer asked."""
        with self._store.read() as unit:
            return question_set().step_of(unit.get(QualityAnswer, answer_id).question_key)

    def application_gaps(self, project_id: int) -> ApplicationGaps:
        """What is still missing before a planned project can apply for funding.

        Nothing for offers, and for projects that are not in planning.
        """
        with self._store.read() as unit:
            project = unit.get(Project, project_id)
            if project.project_type is ProjectType.OFFER or project.status is not ProjectStatus.PLANNING:
                return ApplicationGaps((), "")
            facts = project_facts(unit, project_id)
            found = step_findings(project, ProjectStatus.APPLIED, facts)
        tab = "fields" if facts.goals and facts.indicators else "goals"
        if any(number in APPLICATION_STEPS for number in facts.open_quality_steps):
            tab = "quality"
        return ApplicationGaps(tuple(finding.text for finding in found), tab)

    # ---------------------------------------------------------------- answers

    def answer(self, project_id: int, question_key: str, **values: Any) -> int:
        """Store (part of) an answer and return its id; the first one makes the record."""
        questions, day = question_set(), today(self._store.clock)
        step = questions.step_of(question_key)
        if not step:
            message = f"no question {question_key}"
            raise ValueError(message)
        merge = f"quality:{project_id}:{question_key}:{','.join(values)}"
        with self._store.write(f"Qualitätsschritt {step} bearbeitet", merge=merge) as unit:
            found = unit.find(QualityAnswer, project_id=project_id, question_key=question_key)
            if found:
                new = changed_answer(found[0], values, day)
                changes = {name: getattr(new, name) for name in (*values, "fulfilment", "edited_on")}
                unit.change(QualityAnswer, new.id, None, **changes)
                return new.id
            unit.get(Project, project_id)
            empty = QualityAnswer(
                project_id=project_id, set_version=questions.version, question_key=question_key, step=step
            )
            return unit.add(changed_answer(empty, values, day))

    def take_known(self, project_id: int, question_key: str) -> int:
        """Put what the file knows into the answer, below what stands there already; returns the id of the answer."""
        cards = [item for step in self.card(project_id).steps for item in step.answers]
        card = next(item for item in cards if item.question.key == question_key)
        if not card.known:
            raise UserError("Dazu steht noch nichts in der Datei.", help_topic=HELP)
        before = card.answer.answer.strip() if card.answer else ""
        text = before if card.known in before else "\n".join(filter(None, (before, card.known)))
        return self.answer(project_id, question_key, answer=text)

    # ---------------------------------------------------------------- logic model

    def logic_model(self, project_id: int) -> LogicModel:
        """The logic model of a project."""
        with self._store.read() as unit:
            return unpacked(unit.get(Project, project_id).logic_model)

    def set_logic_model(self, project_id: int, model: LogicModel) -> None:
        """Store the logic model of a project."""
        with self._store.write("Wirkmodell geändert", merge=f"logic_model:{project_id}") as unit:
            unit.change(Project, project_id, None, logic_model=packed(model))

    def suggest_logic_model(self, project_id: int) -> LogicModel:
        """Fill the empty parts of the logic model from goals, indicators and fields, store and return it."""
        with self._store.write("Wirkmodell aus den Angaben gefüllt") as unit:
            card = project_card(unit, project_id, today(self._store.clock))
            model = suggested_model(card, unpacked(card.project.logic_model))
            if model.is_empty:
                raise UserError(
                    "Dazu steht noch zu wenig in der Datei: Tragen Sie Maßnahmen, Ziele und Indikatoren ein.",
                    help_topic=HELP,
                )
            unit.change(Project, project_id, None, logic_model=packed(model))
            return model

    # ---------------------------------------------------------------- values of a data series

    def take_series(self, indicator_id: int) -> int:
        """Add the values of the indicator's data series that are not measured yet; returns how many."""
        with self._store.write("Werte aus der Kennzahlreihe übernommen") as unit:
            indicator = unit.get(Indicator, indicator_id)
            if indicator.series_id is None:
                raise UserError("Am Indikator ist keine Kennzahlreihe eingetragen.", help_topic=HELP)
            points = unit.find(DataPoint, series_id=indicator.series_id)
            measured = unit.find(Measurement, indicator_id=indicator_id)
            source = f"Kennzahlreihe „{unit.title('data_series', indicator.series_id)}“"
            values = values_to_take(points, measured, today(self._store.clock))
            for item in values:
                unit.add(
                    Measurement(
                        indicator_id=indicator_id,
                        measured_on=item.day,
                        value=item.value,
                        source=source,
                        comment=item.comment,
                    )
                )
            return len(values)

    # ---------------------------------------------------------------- evaluations

    def add_evaluation(self, project_id: int, **values: Any) -> int:
        """Add an evaluation and return its id."""
        record = Evaluation(project_id=project_id, **values)
        _refuse(evaluation_refusal(record))
        with self._store.write("Evaluation hinzugefügt") as unit:
            unit.get(Project, project_id)
            return unit.add(record)

    def update_evaluation(self, id: int, version: int | None, **values: Any) -> int:
        """Change an evaluation and return the new version."""
        with self._store.write("Evaluation geändert", merge=f"evaluation:{id}:{','.join(values)}") as unit:
            _refuse(evaluation_refusal(replace(unit.get(Evaluation, id), **values)))
            return unit.change(Evaluation, id, version, **values)

    def remove_evaluation(self, id: int) -> None:
        """Remove an evaluation; undoable."""
        with self._store.write("Evaluation entfernt") as unit:
            unit.remove(Evaluation, id)


def quality_card(unit: ReadUnit, card: ProjectCard) -> QualityCard:
    """The seven steps of a project as they stand."""
    questions, id = question_set(), card.project.id
    answers = unit.find(QualityAnswer, project_id=id)
    by_key = {answer.question_key: answer for answer in answers}
    around = read_around(unit, card, evaluations_of(unit, id))
    files = _files(unit, answers)
    steps = tuple(
        StepCard(step, progress, tuple(_answer_card(question, by_key, around, files) for question in step.questions))
        for step, progress in zip(questions.steps, all_progress(questions, answers), strict=True)
    )
    return QualityCard(id, questions.source, steps)


def _answer_card(question: Question, by_key: dict[str, QualityAnswer], around: Around, files: Files) -> AnswerCard:
    answer = by_key.get(question.key)
    own = tuple(files.get(answer.id, ())) if answer else ()
    return AnswerCard(question, answer, known_text(question.known, around), answer_finding(answer), own)


def _files(unit: ReadUnit, answers: Sequence[QualityAnswer]) -> Files:
    """The files of answers by the id of the answer."""
    ids = tuple(answer.id for answer in answers)
    links = unit.find(DocumentLink, target_kind=QualityAnswer.kind, target_id=ids, order="number") if ids else []
    documents = unit.many(Document, [link.document_id for link in links])
    found: Files = {}
    for link in links:
        document = documents.get(link.document_id)
        if document is not None and document.deleted_at is None:
            found.setdefault(link.target_id, []).append((link.id, document.id, document.title))
    return found


def evaluations_of(unit: ReadUnit, project_id: int) -> tuple[Evaluation, ...]:
    """The evaluations of a project, newest first."""
    return tuple(unit.find(Evaluation, project_id=project_id, order="-ends_on,-id"))


def suggested_model(card: ProjectCard, model: LogicModel) -> LogicModel:
    """The logic model with its empty parts filled from what the project says elsewhere."""
    project, goals = card.project, card.goals
    guiding = tuple(item.goal.text for item in goals if item.goal.level is GoalLevel.GUIDING)
    actors = tuple(item.name for item in card.actors if item.kind == "organisation")
    found = {
        "inputs": tuple(filter(None, (card.carrier, *actors))) + _by_type(card, IndicatorType.INPUT),
        "activities": points_of(project.activities or project.short_description),
        "outputs": _by_type(card, IndicatorType.OUTPUT),
        "outcomes": _by_type(card, IndicatorType.OUTCOME),
        "impacts": guiding + _by_type(card, IndicatorType.IMPACT),
    }
    return replace(model, **{name: points for name, points in found.items() if points and not getattr(model, name)})


def _by_type(card: ProjectCard, wanted: IndicatorType) -> tuple[str, ...]:
    return tuple(_aim(item) for item in card.indicators if item.indicator.indicator_type is wanted)


def _aim(item: IndicatorCard) -> str:
    target = full_value(item.indicator.target, item.indicator)
    return f"{item.indicator.name} (Ziel {target})" if target else item.indicator.name


def _refuse(sentence: str) -> None:
    if sentence:
        raise UserError(sentence, help_topic=HELP)

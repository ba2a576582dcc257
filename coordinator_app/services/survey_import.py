"""Taking the questions of a LimeSurvey survey into a questionnaire, as one undoable step."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from coordinator_app.common.errors import UserError
from coordinator_app.domain.questionnaire_rules import hash_of
from coordinator_app.domain.questionnaires import (
    END_OF_FORM,
    FilterRule,
    FormQuestion,
    answers_text,
    filters_text,
    rows_text,
)
from coordinator_app.domain.surveys import Question, Questionnaire
from coordinator_app.exchange.limesurvey import LimeRemark, LimeSurvey
from coordinator_app.exchange.limesurvey_files import read_structure
from coordinator_app.exchange.limesurvey_form import LimeField, form_of
from coordinator_app.services import lime_memory
from coordinator_app.services.question_content import form_question
from coordinator_app.services.questions import questions_of
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import WriteUnit

HELP = "limesurvey"
_LONGEST_NAME = 20


@dataclass(frozen=True, slots=True)
class PlannedQuestion:
    """A question of the file: `present` is the id of the same question already there, 0 = it is new."""

    question: FormQuestion
    present: int = 0


@dataclass(frozen=True, slots=True)
class StructurePlan:
    """What taking a structure in would do; nothing is stored yet."""

    questionnaire_id: int
    file_name: str
    survey: LimeSurvey
    questions: tuple[PlannedQuestion, ...]
    fields: tuple[LimeField, ...]
    remarks: tuple[LimeRemark, ...]

    @property
    def new(self) -> int:
        """How many questions would be added."""
        return sum(not item.present for item in self.questions)


class SurveyImport:
    """Reads LimeSurvey structures and adds their questions."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def plan(self, questionnaire_id: int, path: Path) -> StructurePlan:
        """The questions of a file beside those of the questionnaire, with all that is not taken over as it is."""
        survey = read_structure(path)
        form = form_of(survey)
        with self._store.read() as unit:
            present = questions_of(unit, questionnaire_id)
        planned, remarks = _beside(form.questions, present)
        if not planned:
            raise UserError(f"„{path.name}“ enthält keine Frage, die auf einen Bogen passt.", help_topic=HELP)
        fields = _with_new_names(form.fields, form.questions, planned)
        return StructurePlan(questionnaire_id, path.name, survey, tuple(planned), fields, (*form.remarks, *remarks))

    def run(self, plan: StructurePlan) -> int:
        """Add the new questions at the end; returns how many. Texts at the start and end fill only empty ones."""
        with self._store.write("Fragen aus LimeSurvey übernommen") as unit:
            questionnaire = unit.get(Questionnaire, plan.questionnaire_id)
            keys = self._add(unit, plan)
            for item in plan.questions:
                if not item.present and item.question.filters:
                    rules = _renamed(item.question.filters, keys, keys[item.question.key])
                    unit.change(Question, keys[item.question.key], None, filters=filters_text(rules))
            texts = {"introduction": plan.survey.welcome[:1_200], "closing": plan.survey.closing[:800]}
            empty = {name: text for name, text in texts.items() if text and not getattr(questionnaire, name)}
            if empty:
                unit.change(Questionnaire, questionnaire.id, None, **empty)
            if plan.new:
                lime_memory.keep(unit, plan.questionnaire_id, plan.survey.title, plan.fields)
        return plan.new

    @staticmethod
    def _add(unit: WriteUnit, plan: StructurePlan) -> dict[str, int]:
        """The ids of all questions by their keys in the plan, the new ones added."""
        place = len(questions_of(unit, plan.questionnaire_id))
        found: dict[str, int] = {}
        for item in plan.questions:
            if item.present:
                found[item.question.key] = item.present
                continue
            record = _record(item.question, plan.questionnaire_id)
            found[item.question.key] = unit.add(replace(record, position=place))
            place += 1
        return found

    def report(self, plan: StructurePlan) -> bytes:
        """The questions and remarks as an Excel file."""
        from coordinator_app.exchange.import_report import ReportSheet, write_report

        questions = [
            (
                item.question.variable,
                item.question.type.label,
                item.question.wording,
                "steht schon im Fragebogen" if item.present else "wird angefügt",
            )
            for item in plan.questions
        ]
        remarks = [(remark.place, remark.text) for remark in plan.remarks]
        sheets = [
            ReportSheet("Fragen", (("Variable", 18), ("Art", 20), ("Wortlaut", 70), ("Was geschieht", 26)), questions),
            ReportSheet("Nicht übernommen", (("Stelle", 34), ("Was daraus wird", 90)), remarks),
        ]
        return write_report(sheets, f"Einlesebericht {plan.file_name}")


def _beside(
    questions: Sequence[FormQuestion], present: Sequence[Question]
) -> tuple[list[PlannedQuestion], list[LimeRemark]]:
    """Which questions are there already; a variable name used for another question is changed and told."""
    known = {question.variable.casefold(): question for question in present if question.variable}
    infos = {question.wording: question.id for question in present if not question.variable}
    taken = set(known) | {question.variable.casefold() for question in questions}
    found: list[PlannedQuestion] = []
    remarks: list[LimeRemark] = []
    for question in questions:
        there = known.get(question.variable.casefold()) if question.variable else None
        if there is not None and hash_of(form_question(there)) == hash_of(question):
            found.append(PlannedQuestion(question, there.id))
            continue
        if there is None:
            found.append(PlannedQuestion(question, 0 if question.variable else infos.get(question.wording, 0)))
            continue
        name = _free(question.variable, taken)
        taken.add(name.casefold())
        text = f"Den Variablennamen gibt es schon für eine andere Frage; diese heißt hier „{name}“."
        remarks.append(LimeRemark(f"Frage {question.variable}", text))
        found.append(PlannedQuestion(replace(question, variable=name)))
    return found, remarks


def _with_new_names(
    fields: Sequence[LimeField], questions: Sequence[FormQuestion], planned: Sequence[PlannedQuestion]
) -> tuple[LimeField, ...]:
    """The fields with the names their questions have here."""
    new = {
        old.variable: item.question.variable
        for old, item in zip(questions, planned, strict=True)
        if old.variable != item.question.variable
    }
    found: list[LimeField] = []
    for item in fields:
        old = next((name for name in new if item.variable == name or item.variable.startswith(f"{name}_")), "")
        found.append(replace(item, variable=new[old] + item.variable[len(old) :]) if old else item)
    return tuple(found)


def _free(name: str, taken: set[str]) -> str:
    number = 2
    while f"{name[: _LONGEST_NAME - 4]}_{number}".casefold() in taken:
        number += 1
    return f"{name[: _LONGEST_NAME - 4]}_{number}"


def _renamed(rules: Sequence[FilterRule], keys: dict[str, int], own: int) -> tuple[FilterRule, ...]:
    """Filters with the ids of the questions they lead to; those that would lead backwards are left out."""
    found: list[FilterRule] = []
    for rule in rules:
        target = keys.get(rule.target, 0)
        if rule.target == END_OF_FORM:
            found.append(rule)
        elif target > own:
            found.append(replace(rule, target=str(target)))
    return tuple(found)


def _record(question: FormQuestion, questionnaire_id: int) -> Question:
    """The stored form of a question; its filters follow when all questions have their ids."""
    layout = question.layout
    return Question(
        questionnaire_id=questionnaire_id,
        block=question.block,
        title=question.title,
        type=question.type,
        wording=question.wording,
        instruction=question.instruction,
        variable=question.variable,
        answers=answers_text(question.answers),
        matrix_rows=rows_text(question.rows),
        second_answers=answers_text(question.second) if question.second else "",
        first_heading=question.first_heading[:120],
        second_heading=question.second_heading[:120],
        most_marks=question.limit,
        answer_columns=layout.columns,
        lines=layout.lines,
        digits=layout.digits,
        unit=layout.unit,
        poles_only=layout.poles_only,
        seconds=question.seconds,
    )

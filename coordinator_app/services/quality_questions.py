"""The guiding questions of project quality, read once from `resources/quality`."""

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from coordinator_app.common.paths import RESOURCES
from coordinator_app.domain.quality import (
    QualityAnswer,
    QualityStep,
    Question,
    QuestionSet,
    StepState,
    all_progress,
)
from coordinator_app.storage.unit_of_work import WriteUnit

_PLANNING_STEPS = 5
_FILE = RESOURCES / "quality" / "seven_steps.toml"


@cache
def question_set() -> QuestionSet:
    """The questions in use."""
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return QuestionSet(data["version"], data["source"], tuple(_step(entry) for entry in data["steps"]))


def _step(entry: dict[str, Any]) -> QualityStep:
    questions = tuple(Question(**question) for question in entry["questions"])
    return QualityStep(entry["number"], entry["title"], entry["short"], entry["aim"], questions)


def open_step_numbers(answers: Sequence[QualityAnswer]) -> tuple[int, ...]:
    """The steps nobody has begun."""
    progress = all_progress(question_set(), answers)
    return tuple(item.number for item in progress if item.state is StepState.OPEN)


def copy_answers(unit: WriteUnit, old: int, new: int) -> None:
    """Give the copy of a project the answers of steps 1 to 5: what was found out and lessons stay with the old one."""
    for answer in unit.find(QualityAnswer, project_id=old, order="id"):
        if answer.step <= _PLANNING_STEPS:
            unit.add(replace(answer, uuid="", project_id=new))

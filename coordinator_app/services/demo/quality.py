"""Quality and effect of the example's projects: answers, guiding goals, logic models, evaluations."""

import re
from typing import Any

from coordinator_app.domain.goals import Goal, GoalLevel, Indicator, IndicatorType
from coordinator_app.domain.logic_model import LogicModel
from coordinator_app.domain.project_course import EvaluationDesign, EvaluationKind, EvaluationSubject
from coordinator_app.domain.quality import Fulfilment
from coordinator_app.services.demo.stage import Stage, content


def fill(stage: Stage) -> None:
    """Write what the projects say about quality and effect."""
    found, quality = content("quality"), stage.workspace.quality
    stage.go_to(-20)
    for entry in found["answers"]:
        quality.answer(
            stage.id("project", entry["project"]),
            entry["question"],
            answer=_joined(entry.get("text", "")),
            fulfilment=Fulfilment(entry["state"]),
            reason=entry.get("reason", ""),
        )
    for entry in found["guiding_goals"]:
        _guide(stage, entry)
    for entry in found["models"]:
        model = LogicModel(**{key: tuple(points) for key, points in entry.items() if key != "project"})
        quality.set_logic_model(stage.id("project", entry["project"]), model)
    _type_indicators(stage, found["indicator_types"])
    for entry in found["evaluations"]:
        _evaluate(stage, entry)


def _joined(text: str) -> str:
    """The lines of the content file as paragraphs and points, as somebody would have typed them."""
    return re.sub(r"\n(?!- )", " ", text.strip())


def _guide(stage: Stage, entry: dict[str, Any]) -> None:
    projects = stage.workspace.projects
    project_id = stage.id("project", entry["project"])
    below = [item.goal.id for item in projects.card(project_id).goals]
    guiding = projects.add_goal(project_id, entry["text"], level=GoalLevel.GUIDING, is_specific=True, is_accepted=True)
    for goal_id in below:
        projects.update_part(Goal, goal_id, None, parent_id=guiding, is_timed=True)


def _type_indicators(stage: Stage, types: dict[str, list[str]]) -> None:
    with stage.workspace.store.read() as unit:
        indicators = unit.find(Indicator, order="id")
    for indicator in indicators:
        if indicator.name in types:
            kind, interval = types[indicator.name]
            stage.workspace.projects.update_part(
                Indicator, indicator.id, None, indicator_type=IndicatorType(kind), interval=interval
            )


def _evaluate(stage: Stage, entry: dict[str, Any]) -> None:
    stage.go_to(-7 * (entry["ended"] - 1))
    stage.workspace.quality.add_evaluation(
        stage.id("project", entry["project"]),
        evaluation_kind=EvaluationKind(entry["kind"]),
        subject=EvaluationSubject(entry["subject"]),
        design=EvaluationDesign(entry["design"]),
        starts_on=stage.weeks_ago(entry["began"]),
        ends_on=stage.weeks_ago(entry["ended"]),
        method=entry["method"],
        result=entry["result"],
        conclusion=entry["conclusion"],
    )

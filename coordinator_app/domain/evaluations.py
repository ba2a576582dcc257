"""What an evaluation should say to be of use later: findings as sentences."""

from coordinator_app.domain.contacts import period_sentence
from coordinator_app.domain.project_course import Evaluation, EvaluationDesign, EvaluationSubject


def evaluation_refusal(evaluation: Evaluation) -> str:
    """Why it cannot be stored (its end lies before its start); "" when it can."""
    return period_sentence(evaluation.starts_on, evaluation.ends_on)


def evaluation_hints(evaluation: Evaluation) -> tuple[str, ...]:
    """What is still open or should be read with care."""
    found: list[str] = []
    if not evaluation.method:
        found.append("Wie wurde ausgewertet? Bitte die Methode angeben.")
    if evaluation.subject is EvaluationSubject.IMPACT and evaluation.design is EvaluationDesign.AFTER:
        found.append("Ohne Vergleich mit vorher lässt sich eine Wirkung kaum belegen.")
    if evaluation.result and not evaluation.conclusion:
        found.append("Was folgt daraus? Die Schlussfolgerung fehlt noch.")
    return tuple(found)

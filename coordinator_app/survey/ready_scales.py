"""Ready scales for own questions: those of the question bank by name, and scales with words at the poles only."""

from dataclasses import dataclass
from functools import cache

from coordinator_app.domain.questionnaires import Answer
from coordinator_app.survey.item_bank import item_bank

_OF_THE_BANK = (
    ("zustimmung5_wn", "Zustimmung, 5 Stufen"),
    ("zufrieden5_wn", "Zufriedenheit, 5 Stufen"),
    ("sicher4_wn", "Sicherheit, 4 Stufen"),
    ("problem4_wn", "Problem, 4 Stufen"),
    ("wichtig4_wn", "Wichtigkeit, 4 Stufen"),
    ("hilfreich4_wn", "Nutzen, 4 Stufen"),
    ("haeufigkeit5", "Häufigkeit, 5 Stufen"),
    ("veraenderung5_wn", "Veränderung, 5 Stufen"),
    ("ja_nein_wn", "ja, nein, weiß nicht"),
)
_POLES = (
    ("pole5", 5, "stimme gar nicht zu", "stimme voll zu"),
    ("pole7", 7, "stimme gar nicht zu", "stimme voll zu"),
)


@dataclass(frozen=True, slots=True)
class ReadyScale:
    """A scale to put in place of the answers; with `poles_only` the steps between the ends carry their number."""

    key: str
    title: str
    answers: tuple[Answer, ...]
    poles_only: bool = False


@cache
def ready_scales() -> tuple[ReadyScale, ...]:
    """All of them, those with words at every step first."""
    scales = item_bank().scales
    found = [ReadyScale(key, title, scales[key]) for key, title in _OF_THE_BANK]
    for key, steps, low, high in _POLES:
        words = {1: low, steps: high}
        answers = tuple(Answer(code, words.get(code, str(code))) for code in range(1, steps + 1))
        found.append(ReadyScale(key, f"1 bis {steps}, nur die Enden beschriftet", answers, poles_only=True))
    return tuple(found)

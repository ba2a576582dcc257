"""Criteria to begin a round with: weight, direction and the scale in words (own wording, to be changed freely)."""

from collections.abc import Sequence
from dataclasses import dataclass

from coordinator_app.domain.priorities import Criterion, Polarity


@dataclass(frozen=True, slots=True)
class CriterionDraft:
    """A criterion to be made with a round; the words of 2 to 4 may be missing."""

    title: str
    weight: int
    lowest_words: str
    highest_words: str
    polarity: Polarity = Polarity.HIGH_IS_URGENT
    second_words: str = ""
    middle_words: str = ""
    fourth_words: str = ""


def _draft(title: str, weight: int, words: tuple[str, str, str, str, str]) -> CriterionDraft:
    low, second, middle, fourth, high = words
    return CriterionDraft(title, weight, low, high, second_words=second, middle_words=middle, fourth_words=fourth)


DEFAULT_CRITERIA: tuple[CriterionDraft, ...] = (
    _draft(
        "Ausmaß",
        25,
        (
            "selten, wenige betroffen",
            "gelegentlich, an einem Ort",
            "regelmäßig, an einem Ort",
            "häufig, an mehreren Orten",
            "häufig, viele betroffen",
        ),
    ),
    _draft(
        "Schwere der Folgen",
        25,
        (
            "lästig",
            "ärgerlich, kleiner Schaden",
            "spürbarer Schaden oder Belastung",
            "hoher Schaden, belastet auf Dauer",
            "gefährdet Gesundheit oder Eigentum",
        ),
    ),
    _draft(
        "Sicherheitsgefühl",
        20,
        (
            "kaum ein Thema",
            "wird vereinzelt genannt",
            "wird öfter genannt",
            "viele sorgen sich",
            "viele meiden Orte oder sorgen sich",
        ),
    ),
    _draft(
        "Entwicklung",
        15,
        ("nimmt deutlich ab", "nimmt etwas ab", "bleibt etwa gleich", "nimmt etwas zu", "nimmt deutlich zu"),
    ),
    _draft(
        "Beeinflussbarkeit vor Ort",
        15,
        (
            "kaum zu beeinflussen",
            "nur mit anderen und langsam",
            "teilweise",
            "mit den Beteiligten vor Ort",
            "gut zu beeinflussen",
        ),
    ),
)

FURTHER_CRITERIA: tuple[CriterionDraft, ...] = (
    _draft(
        "Angebotslücke",
        10,
        (
            "mehrere gute Angebote",
            "ein gutes Angebot",
            "Angebote decken es teilweise",
            "Angebote sind zu klein oder enden",
            "kein Angebot",
        ),
    ),
    _draft(
        "Öffentliche Aufmerksamkeit",
        10,
        (
            "niemand fragt danach",
            "einzelne Nachfragen",
            "Thema im Stadtteil",
            "Thema in Rat und Presse",
            "die Stadt spricht darüber",
        ),
    ),
    _draft(
        "Datenlage",
        10,
        (
            "nur eine Vermutung",
            "ein Hinweis",
            "eine verlässliche Quelle",
            "zwei unabhängige Quellen",
            "drei und mehr unabhängige Quellen",
        ),
    ),
    CriterionDraft(
        "Aufwand",
        10,
        "nebenbei zu leisten",
        "übersteigt Mittel und Personal",
        Polarity.LOW_IS_URGENT,
        "mit vorhandenen Kräften",
        "mit etwas Geld oder Zeit",
        "nur mit Förderung",
    ),
)


def draft_of(criterion: Criterion) -> CriterionDraft:
    """A criterion of an earlier round, to be taken over."""
    return CriterionDraft(
        title=criterion.title,
        weight=criterion.weight,
        lowest_words=criterion.lowest_words,
        highest_words=criterion.highest_words,
        polarity=criterion.polarity,
        second_words=criterion.second_words,
        middle_words=criterion.middle_words,
        fourth_words=criterion.fourth_words,
    )


def missing_drafts(present: Sequence[str]) -> list[CriterionDraft]:
    """The prepared criteria a round does not have yet, by title."""
    taken = {title.casefold() for title in present}
    return [draft for draft in (*DEFAULT_CRITERIA, *FURTHER_CRITERIA) if draft.title.casefold() not in taken]


def influence_criterion(criteria: Sequence[Criterion]) -> int:
    """The criterion that stands across the matrix unless another is chosen: influence, else the last; 0 = none."""
    named = [
        item.id for item in criteria if "beeinfluss" in item.title.casefold() or "machbar" in item.title.casefold()
    ]
    return named[0] if named else criteria[-1].id if criteria else 0

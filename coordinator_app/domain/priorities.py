"""Priorisierungsrunden: rounds with criteria, raters, scores, dots and the frozen result (ranking: `ranking.py`)."""

from dataclasses import dataclass
from datetime import date

from coordinator_app.domain.fields import Kind, Record, attribute
from coordinator_app.domain.vocabulary import Vocabulary

LOWEST, HIGHEST = 1, 5


class RoundStatus(Vocabulary):
    """Steps of a round; from `RESOLVED` on nothing in it changes any more."""

    PREPARING = "preparing", "Vorbereitung"
    SCORING = "scoring", "Bewertung läuft"
    EVALUATING = "evaluating", "Auswertung"
    DISCUSSED = "discussed", "beraten"
    RESOLVED = "resolved", "beschlossen"


ROUND_TRANSITIONS: dict[RoundStatus, frozenset[RoundStatus]] = {
    RoundStatus.PREPARING: frozenset({RoundStatus.SCORING}),
    RoundStatus.SCORING: frozenset({RoundStatus.EVALUATING, RoundStatus.PREPARING}),
    RoundStatus.EVALUATING: frozenset({RoundStatus.DISCUSSED, RoundStatus.RESOLVED, RoundStatus.SCORING}),
    RoundStatus.DISCUSSED: frozenset({RoundStatus.RESOLVED, RoundStatus.EVALUATING}),
    RoundStatus.RESOLVED: frozenset(),
}


class Polarity(Vocabulary):
    """Whether a high score makes a need more or less urgent."""

    HIGH_IS_URGENT = "high", "hoher Wert spricht für Vorrang"
    LOW_IS_URGENT = "low", "niedriger Wert spricht für Vorrang"


class Decision(Vocabulary):
    """What the body decided about a need in a round."""

    PRIORITY = "priority", "Priorität"
    WATCH = "watch", "beobachten"
    DEFERRED = "deferred", "zurückgestellt"


@dataclass(frozen=True, kw_only=True, slots=True)
class PriorityRound(Record):
    """A round in which several raters score needs and a body decides."""

    kind = "priority_round"
    label = "Priorisierungsrunde"
    plural = "Priorisierungsrunden"

    title: str = attribute("Titel", required=True, searchable=True, max_length=200)
    body_id: int | None = attribute("Gremium", Kind.REFERENCE, target="body")
    year: int | None = attribute("Jahr", Kind.INTEGER)
    status: RoundStatus = attribute("Status", Kind.CHOICE, choices=RoundStatus, default=RoundStatus.PREPARING)
    uses_scores: bool = attribute("Punktwerte nach Kriterien", Kind.YES_NO, default=True)
    uses_dots: bool = attribute("Klebepunkte", Kind.YES_NO)
    dots_per_rater: int = attribute("Klebepunkte je Person", Kind.INTEGER, default=3)
    previous_id: int | None = attribute("Vorige Runde", Kind.REFERENCE, target="priority_round")
    max_priorities: int = attribute(
        "Höchstzahl der Prioritäten", Kind.INTEGER, default=7, help="Fünf bis sieben sind erfahrungsgemäß genug."
    )
    needs: tuple[int, ...] = attribute("Bedarfe", Kind.REFERENCES, target="need")
    resolution_id: int | None = attribute("Beschluss", Kind.REFERENCE, target="resolution")
    frozen_on: date | None = attribute("Festgeschrieben am", Kind.DATE, direction="past")


@dataclass(frozen=True, kw_only=True, slots=True)
class Criterion(Record):
    """A criterion of a round with its weight and the words of its scale."""

    kind = "criterion"
    label = "Kriterium"
    plural = "Kriterien"

    priority_round_id: int = attribute("Runde", Kind.REFERENCE, target="priority_round", required=True, default=0)
    title: str = attribute("Kriterium", required=True, max_length=120)
    weight: int = attribute("Gewicht", Kind.INTEGER, default=1)
    polarity: Polarity = attribute("Richtung", Kind.CHOICE, choices=Polarity, default=Polarity.HIGH_IS_URGENT)
    lowest_words: str = attribute("1 bedeutet", default="gering")
    highest_words: str = attribute("5 bedeutet", default="hoch")
    second_words: str = attribute("2 bedeutet", max_length=300)
    middle_words: str = attribute("3 bedeutet", max_length=300)
    fourth_words: str = attribute("4 bedeutet", max_length=300)
    position: int = attribute("Reihenfolge", Kind.INTEGER, default=0)

    @property
    def anchors(self) -> tuple[str, str, str, str, str]:
        """The words of the scale from 1 to 5; "" where only the ends are described."""
        return (self.lowest_words, self.second_words, self.middle_words, self.fourth_words, self.highest_words)


@dataclass(frozen=True, kw_only=True, slots=True)
class Rater(Record):
    """Somebody who scores in a round: a person, an institution or a neutral name such as „Bogen 3“."""

    kind = "rater"
    label = "Bewertende"
    plural = "Bewertende"
    title_field = "name"

    priority_round_id: int = attribute("Runde", Kind.REFERENCE, target="priority_round", required=True, default=0)
    name: str = attribute("Name oder Bogen", required=True, max_length=120)
    heads: int = attribute(
        "Steht für Personen",
        Kind.INTEGER,
        default=1,
        help="Mehr als 1 für ein Plakat, auf das mehrere ihre Punkte geklebt haben.",
    )
    position: int = attribute("Reihenfolge", Kind.INTEGER, default=0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Score(Record):
    """One rater's score of one need on one criterion; `points` None means „weiß nicht“."""

    kind = "score"
    label = "Bewertung"
    plural = "Bewertungen"
    title_field = "words"

    rater_id: int = attribute("Bewertende", Kind.REFERENCE, target="rater", required=True, default=0)
    need_id: int = attribute("Bedarf", Kind.REFERENCE, target="need", required=True, default=0)
    criterion_id: int = attribute("Kriterium", Kind.REFERENCE, target="criterion", required=True, default=0)
    points: int | None = attribute("Wert", Kind.INTEGER)

    @property
    def words(self) -> str:
        """The score as it is said."""
        return "weiß nicht" if self.points is None else str(self.points)


@dataclass(frozen=True, kw_only=True, slots=True)
class DotVote(Record):
    """How many dots a rater put on a need; the dots of one rater add up to at most those of the round."""

    kind = "dot_vote"
    label = "Klebepunkte"
    plural = "Klebepunkte"
    title_field = "note"

    rater_id: int = attribute("Bewertende", Kind.REFERENCE, target="rater", required=True, default=0)
    need_id: int = attribute("Bedarf", Kind.REFERENCE, target="need", required=True, default=0)
    dots: int = attribute("Klebepunkte", Kind.INTEGER, default=0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Priority(Record):
    """The frozen result for one need of a round, with the decision and its reason."""

    kind = "priority"
    label = "Priorität"
    plural = "Prioritäten"
    title_field = "need_title"

    priority_round_id: int = attribute("Runde", Kind.REFERENCE, target="priority_round", required=True, default=0)
    need_id: int | None = attribute("Bedarf", Kind.REFERENCE, target="need")
    need_title: str = attribute("Bedarf (Wortlaut)", searchable=True)
    rank: int = attribute("Rang", Kind.INTEGER, default=0)
    value: float | None = attribute("Wert", Kind.DECIMAL)
    lowest: float | None = attribute("Kleinster Wert", Kind.DECIMAL)
    highest: float | None = attribute("Größter Wert", Kind.DECIMAL)
    dissent: bool = attribute("Uneinig", Kind.YES_NO)
    dots: int = attribute("Klebepunkte", Kind.INTEGER, default=0)
    evidence_kinds: int = attribute("Arten von Belegen", Kind.INTEGER, default=0)
    stability: float | None = attribute("Rang bleibt", Kind.DECIMAL, unit="%")
    responsible_id: int | None = attribute("Zuständig", Kind.REFERENCE, target="organisation")
    runs_until: date | None = attribute("Gilt bis", Kind.DATE, direction="future")
    decision: Decision = attribute("Entscheidung", Kind.CHOICE, choices=Decision, default=Decision.PRIORITY)
    reason: str = attribute("Begründung", Kind.LONG_TEXT, searchable=True)


def may_evaluate(scored: int, raters: int) -> bool:
    """Whether enough raters handed in scores to close the scoring: at least half of them (data model 14)."""
    return raters > 0 and 2 * scored >= raters


def takes_scores(status: RoundStatus) -> bool:
    """Whether scores, dots and raters may still be entered."""
    return status in {RoundStatus.PREPARING, RoundStatus.SCORING}

"""Priorisierungsrunden: scoring by several raters, ranking, dissent and how firm the ranking is.

The value of a need is the weighted mean of the criteria's medians over the weights of the criteria
somebody scored; ties are broken by points, then by the number of kinds of evidence, then by the body.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from statistics import quantiles

from coordinator_app.domain.fields import Kind, Record, attribute
from coordinator_app.domain.vocabulary import Vocabulary

LOWEST, HIGHEST = 1, 5
DISSENT_IQR = 2
SENSITIVITY_DRAWS = 1_000
SENSITIVITY_SPREAD = 0.2
SENSITIVITY_SEED = 20_180_612


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


@dataclass(frozen=True, slots=True)
class Spread:
    """Five figures of several raters' values: smallest, lower quartile, median, upper quartile, greatest."""

    lowest: float
    lower: float
    median: float
    upper: float
    highest: float


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a need stands in the ranking.

    `rank` is shared when `tied` (then the body decides); `value` None means nobody scored the need and
    the rank is 0. `dissent_criterion` is the id of the criterion with the widest middle half of at
    least two points, None when the raters agree.
    """

    need: int
    rank: int
    tied: bool
    value: Fraction | None
    spread: Spread | None
    raters: int
    dissent_criterion: int | None

    @property
    def dissent(self) -> bool:
        """Whether the raters disagree."""
        return self.dissent_criterion is not None


def turned(points: int, polarity: Polarity) -> int:
    """A score on the scale on which a high value always speaks for priority."""
    return LOWEST + HIGHEST - points if polarity is Polarity.LOW_IS_URGENT else points


def spread_of(values: Sequence[float]) -> Spread:
    """The five figures of at least one value; quartiles interpolate between the values they lie between."""
    ordered = sorted(values)
    if len(ordered) == 1:
        return Spread(*ordered * 5)
    lower, median, upper = quantiles(ordered, n=4, method="inclusive")
    return Spread(ordered[0], lower, median, upper, ordered[-1])


def _median(values: Sequence[int]) -> Fraction:
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return Fraction(ordered[middle])
    return Fraction(ordered[middle - 1] + ordered[middle], 2)


def _weighted(values: Mapping[int, Fraction], weights: Mapping[int, Fraction]) -> Fraction | None:
    total = sum((weights[criterion] for criterion in values), Fraction(0))
    if not total:
        return None
    return sum((weights[criterion] * value for criterion, value in values.items()), Fraction(0)) / total


class Scoring:
    """All scores of a round, ready to be ranked with any weights."""

    def __init__(self, criteria: Sequence[Criterion], scores: Sequence[Score], needs: Sequence[int]) -> None:
        """Take the round's criteria, everybody's scores (missing ones left out) and the needs in question."""
        self.needs = tuple(needs)
        self.weights = {criterion.id: Fraction(criterion.weight) for criterion in criteria}
        polarity = {criterion.id: criterion.polarity for criterion in criteria}
        self._by_criterion: dict[int, dict[int, list[int]]] = {need: {} for need in needs}
        self._by_rater: dict[int, dict[int, dict[int, Fraction]]] = {need: {} for need in needs}
        for score in scores:
            if score.points is None or score.criterion_id not in polarity or score.need_id not in self._by_criterion:
                continue
            points = turned(score.points, polarity[score.criterion_id])
            self._by_criterion[score.need_id].setdefault(score.criterion_id, []).append(points)
            self._by_rater[score.need_id].setdefault(score.rater_id, {})[score.criterion_id] = Fraction(points)

    def value(self, need: int, weights: Mapping[int, Fraction] | None = None) -> Fraction | None:
        """The weighted mean of the criteria's medians (1 to 5), None when nobody scored the need."""
        medians = {criterion: _median(points) for criterion, points in self._by_criterion[need].items()}
        return _weighted(medians, weights or self.weights)

    def spread(self, need: int) -> Spread | None:
        """The spread of the raters' own weighted values, None when nobody scored the need."""
        own = [_weighted(values, self.weights) for values in self._by_rater[need].values()]
        values = [float(value) for value in own if value is not None]
        return spread_of(values) if values else None

    def dissent_criterion(self, need: int) -> int | None:
        """The criterion on which the middle half of the raters spans most, if at least two points."""
        widest, found = 0.0, None
        for criterion, points in sorted(self._by_criterion[need].items()):
            spread = spread_of(points)
            if spread.upper - spread.lower >= max(DISSENT_IQR, widest + 1e-9):
                widest, found = spread.upper - spread.lower, criterion
        return found

    def ranking(
        self, votes: Mapping[int, int] | None = None, evidence: Mapping[int, int] | None = None
    ) -> list[Standing]:
        """The needs from first to last; `votes` are points per need, `evidence` kinds of evidence per need."""
        points, kinds = votes or {}, evidence or {}
        values = {need: self.value(need) for need in self.needs}
        scored = [(need, value) for need, value in values.items() if value is not None]
        keys = {need: (value, points.get(need, 0), kinds.get(need, 0)) for need, value in scored}
        order = sorted(keys, key=lambda need: (*(-part for part in keys[need]), self.needs.index(need)))
        all_keys = list(keys.values())
        standings = [
            self._standing(need, 1 + sum(other > keys[need] for other in all_keys), all_keys.count(keys[need]) > 1)
            for need in order
        ]
        return standings + [self._standing(need, 0, False) for need in self.needs if need not in keys]

    def _standing(self, need: int, rank: int, tied: bool) -> Standing:
        return Standing(
            need=need,
            rank=rank,
            tied=tied,
            value=self.value(need),
            spread=self.spread(need),
            raters=len(self._by_rater[need]),
            dissent_criterion=self.dissent_criterion(need),
        )

    def firmness(self, first: int = 3, *, draws: int = SENSITIVITY_DRAWS, seed: int = SENSITIVITY_SEED) -> float:
        """Share of draws in which the first needs stay the first when every weight moves by up to ±20 %.

        The draws are seeded, so the same scores always give the same share; 1.0 when nothing is scored.
        """
        medians = {
            need: [(criterion, float(_median(points))) for criterion, points in by_criterion.items()]
            for need, by_criterion in self._by_criterion.items()
            if self.value(need) is not None
        }
        weights = {criterion: float(weight) for criterion, weight in self.weights.items()}
        wanted = _leaders(medians, weights, first)
        source = random.Random(seed)
        kept = 0
        for _ in range(draws):
            moved = {
                criterion: weight * source.uniform(1 - SENSITIVITY_SPREAD, 1 + SENSITIVITY_SPREAD)
                for criterion, weight in weights.items()
            }
            kept += _leaders(medians, moved, first) == wanted
        return kept / draws


def _leaders(
    medians: Mapping[int, Sequence[tuple[int, float]]], weights: Mapping[int, float], first: int
) -> frozenset[int]:
    def value(need: int) -> float:
        parts = medians[need]
        return sum(weights[c] * median for c, median in parts) / sum(weights[c] for c, _ in parts)

    return frozenset(sorted(medians, key=lambda need: (-round(value(need), 9), need))[:first])


def may_evaluate(scored: int, raters: int) -> bool:
    """Whether enough raters handed in scores to close the scoring: at least half of them (data model 14)."""
    return raters > 0 and 2 * scored >= raters

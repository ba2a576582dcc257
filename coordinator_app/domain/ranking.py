"""How scores and dots of a round become a ranking: value, ties, spread, dissent, firmness, matrix, comparison.

The value of a need is the weighted mean of the criteria's medians over the weights of the criteria
somebody scored; ties are broken by dots, then by the number of kinds of evidence, then by the body.
A round without scores ranks by dots, then by evidence, then by the body.
"""

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import quantiles
from typing import Protocol

from coordinator_app.domain.priorities import HIGHEST, LOWEST, Criterion, Decision, Polarity
from coordinator_app.domain.vocabulary import Vocabulary

DISSENT_IQR = 2
SENSITIVITY_DRAWS = 1_000
SENSITIVITY_SPREAD = 0.2
SENSITIVITY_SEED = 20_180_612
_REPORT_EVERY = 100


class TieBreak(Vocabulary):
    """What separated a need from another one of the same value."""

    NONE = "none", "Wert"
    DOTS = "dots", "Klebepunkte"
    EVIDENCE = "evidence", "Arten von Belegen"
    BODY = "body", "Gremium entscheidet"


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

    `rank` is shared when `tied` (then the body decides) and 0 when nobody scored the need; `value` is None then,
    and in a round that goes by dots. `dissent_criterion` is the id of the criterion with the widest middle half
    of at least two points, None when the raters agree.
    """

    need: int
    rank: int
    tied: bool
    value: Fraction | None
    spread: Spread | None
    raters: int
    dissent_criterion: int | None
    dots: int = 0
    evidence: int = 0
    tie_break: TieBreak = TieBreak.NONE

    @property
    def dissent(self) -> bool:
        """Whether the raters disagree."""
        return self.dissent_criterion is not None


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """How firm a ranking is: shares 0 to 1 of `draws` in which every weight moves by up to ±20 %.

    `leaders_stay` = the first `leaders` needs stay the first; `stays` by need = its own rank holds (for a shared
    rank: it stays among the places shared).
    """

    leaders: int
    leaders_stay: float
    stays: Mapping[int, float]
    draws: int = SENSITIVITY_DRAWS


@dataclass(frozen=True, slots=True)
class MatrixPoint:
    """A need in the matrix: `across` its median on the chosen criterion, `up` the value on all others (1 to 5)."""

    need: int
    across: Fraction
    up: Fraction


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


class Given(Protocol):
    """What is read of a score: whose, for which need, on which criterion; `points` None = „weiß nicht“."""

    @property
    def rater_id(self) -> int:
        """Who scored."""
        ...

    @property
    def need_id(self) -> int:
        """The need."""
        ...

    @property
    def criterion_id(self) -> int:
        """The criterion."""
        ...

    @property
    def points(self) -> int | None:
        """1 to 5, None for „weiß nicht“."""
        ...


class Scoring:
    """All scores of a round, ready to be ranked with any weights."""

    def __init__(
        self,
        criteria: Sequence[Criterion],
        scores: Iterable[Given],
        needs: Sequence[int],
        *,
        dots: Mapping[int, int] | None = None,
        evidence: Mapping[int, int] | None = None,
        by_dots: bool = False,
    ) -> None:
        """Take the round's criteria, everybody's scores (missing ones left out) and the needs in question.

        `dots` and `evidence` (kinds of evidence) by need break ties; `by_dots` ranks by dots alone.
        """
        self.needs = tuple(needs)
        self._whole = {criterion.id: criterion.weight for criterion in criteria}
        self.weights = {criterion: Fraction(weight) for criterion, weight in self._whole.items()}
        self._dots, self._evidence, self._by_dots = dict(dots or {}), dict(evidence or {}), by_dots
        polarity = {criterion.id: criterion.polarity for criterion in criteria}
        self._by_criterion: dict[int, dict[int, list[int]]] = {need: {} for need in needs}
        self._by_rater: dict[int, dict[int, list[tuple[int, int]]]] = {need: {} for need in needs}
        self._medians: dict[int, dict[int, Fraction]] = {}
        for score in scores:
            if score.points is None or score.criterion_id not in polarity or score.need_id not in self._by_criterion:
                continue
            points = turned(score.points, polarity[score.criterion_id])
            self._by_criterion[score.need_id].setdefault(score.criterion_id, []).append(points)
            self._by_rater[score.need_id].setdefault(score.rater_id, []).append((score.criterion_id, points))

    def medians(self, need: int) -> dict[int, Fraction]:
        """The median by criterion, on the scale on which high speaks for priority."""
        if need not in self._medians:
            by_criterion = self._by_criterion[need]
            self._medians[need] = {criterion: _median(points) for criterion, points in by_criterion.items()}
        return self._medians[need]

    def value(self, need: int) -> Fraction | None:
        """The weighted mean of the criteria's medians (1 to 5), None when nobody scored the need."""
        return _weighted(self.medians(need), self.weights)

    def spread(self, need: int) -> Spread | None:
        """The spread of the raters' own weighted values, None when nobody scored the need."""
        values: list[float] = []
        for scores in self._by_rater[need].values():
            total = sum(self._whole[criterion] for criterion, _ in scores)
            if total:  # whole numbers divided are rounded once, so scaled weights give the very same value
                values.append(sum(self._whole[criterion] * points for criterion, points in scores) / total)
        return spread_of(values) if values else None

    def spreads(self, need: int) -> dict[int, Spread]:
        """The spread of the points by criterion."""
        return {criterion: spread_of(points) for criterion, points in self._by_criterion[need].items()}

    def dissent_criterion(self, need: int) -> int | None:
        """The criterion on which the middle half of the raters spans most, if at least two points."""
        widest, found = 0.0, None
        for criterion, spread in sorted(self.spreads(need).items()):
            if spread.upper - spread.lower >= max(DISSENT_IQR, widest + 1e-9):
                widest, found = spread.upper - spread.lower, criterion
        return found

    def ranking(self) -> list[Standing]:
        """The needs from first to last; those without value (or, by dots, all before the first dot) at the end."""
        keys = self._keys()
        order = sorted(keys, key=lambda need: (*(-part for part in keys[need]), self.needs.index(need)))
        all_keys = list(keys.values())
        standings = [
            self._standing(need, 1 + sum(other > keys[need] for other in all_keys), self._tie_break(need, keys))
            for need in order
        ]
        return standings + [self._standing(need, 0, TieBreak.NONE) for need in self.needs if need not in keys]

    def _keys(self) -> dict[int, tuple[Fraction, int, int]]:
        """What needs are ordered by; without those that cannot be ranked."""
        if self._by_dots:
            if not any(self._dots.get(need, 0) for need in self.needs):
                return {}
            return {
                need: (Fraction(self._dots.get(need, 0)), self._dots.get(need, 0), self._evidence.get(need, 0))
                for need in self.needs
            }
        values = {need: self.value(need) for need in self.needs}
        return {
            need: (value, self._dots.get(need, 0), self._evidence.get(need, 0))
            for need, value in values.items()
            if value is not None
        }

    def _tie_break(self, need: int, keys: Mapping[int, tuple[Fraction, int, int]]) -> TieBreak:
        own = keys[need]
        equal = [key for other, key in keys.items() if other != need and key[0] == own[0]]
        if not equal:
            return TieBreak.NONE
        if own in equal:
            return TieBreak.BODY
        return TieBreak.EVIDENCE if any(key[1] == own[1] for key in equal) else TieBreak.DOTS

    def _standing(self, need: int, rank: int, tie_break: TieBreak) -> Standing:
        return Standing(
            need=need,
            rank=rank,
            tied=tie_break is TieBreak.BODY,
            value=None if self._by_dots else self.value(need),
            spread=None if self._by_dots else self.spread(need),
            raters=len(self._by_rater[need]),
            dissent_criterion=None if self._by_dots else self.dissent_criterion(need),
            dots=self._dots.get(need, 0),
            evidence=self._evidence.get(need, 0),
            tie_break=tie_break,
        )

    def matrix(self, criterion: int) -> list[MatrixPoint]:
        """The needs by one criterion against all others; those without a value on either side are left out."""
        rest = {other: weight for other, weight in self.weights.items() if other != criterion}
        points: list[MatrixPoint] = []
        for need in self.needs:
            medians = dict(self.medians(need))
            across = medians.pop(criterion, None)
            up = _weighted(medians, rest)
            if across is not None and up is not None:
                points.append(MatrixPoint(need, across, up))
        return points

    def sensitivity(
        self,
        first: int = 3,
        *,
        draws: int = SENSITIVITY_DRAWS,
        seed: int = SENSITIVITY_SEED,
        report: Callable[[int, int], None] | None = None,
    ) -> Sensitivity:
        """Move every weight at random by up to ±20 % and see what stays.

        The draws are seeded, so the same scores always give the same shares; 1.0 when weights decide nothing.
        `report(done, draws)` is called now and then and may raise to stop.
        """
        standings = [item for item in self.ranking() if item.rank]
        if self._by_dots or not standings:
            return Sensitivity(first, 1.0, {item.need: 1.0 for item in standings}, draws)
        places = {item.need: self._places(item, standings) for item in standings}
        draw = _Draw(self, [item.need for item in standings])
        leaders = frozenset(item.need for item in standings[:first])
        source = random.Random(seed)
        kept, stays = 0, dict.fromkeys(places, 0)
        for number in range(draws):
            if report is not None and number % _REPORT_EVERY == 0:
                report(number, draws)
            order = draw.order(source)
            kept += frozenset(order[:first]) == leaders
            for place, need in enumerate(order, 1):
                low, high = places[need]
                stays[need] += low <= place <= high
        return Sensitivity(first, kept / draws, {need: count / draws for need, count in stays.items()}, draws)

    @staticmethod
    def _places(item: Standing, standings: Sequence[Standing]) -> tuple[int, int]:
        return item.rank, item.rank + sum(other.rank == item.rank for other in standings) - 1


class _Draw:
    """The ranked needs as plain numbers, so that a thousand rankings take a fraction of a second."""

    def __init__(self, scoring: Scoring, needs: Sequence[int]) -> None:
        self._weights = [(criterion, float(weight)) for criterion, weight in scoring.weights.items()]
        places = {criterion: place for place, (criterion, _) in enumerate(self._weights)}
        self._needs = [
            (need, [(places[criterion], float(median)) for criterion, median in scoring.medians(need).items()])
            for need in needs  # in the order of the ranking: a sort that keeps it breaks ties as the ranking does
        ]

    def order(self, source: random.Random) -> list[int]:
        """The needs from first to last with weights moved once."""
        low, high = 1 - SENSITIVITY_SPREAD, 1 + SENSITIVITY_SPREAD
        weights = [weight * source.uniform(low, high) for _, weight in self._weights]
        values: list[tuple[float, int]] = []
        for place, (_, medians) in enumerate(self._needs):
            total = value = 0.0
            for criterion, median in medians:
                weight = weights[criterion]
                total += weight
                value += weight * median
            values.append((-round(value / total, 9), place))
        values.sort()
        return [self._needs[place][0] for _, place in values]


# --- dots -------------------------------------------------------------------------------------------------


def dots_left(given: int, per_person: int, heads: int) -> int:
    """How many dots a rater standing for `heads` persons may still give; negative when there are too many."""
    return per_person * max(heads, 1) - given


# --- comparison with another round ------------------------------------------------------------------------


class Change(Vocabulary):
    """How a need moved from one round to the next."""

    UP = "up", "gestiegen"
    DOWN = "down", "gefallen"
    SAME = "same", "unverändert"
    NEW = "new", "neu"
    GONE = "gone", "nicht mehr bewertet"


@dataclass(frozen=True, slots=True)
class Place:
    """A need in one round: its title then, rank (0 = none), value and what was decided."""

    need: int
    title: str
    rank: int
    value: float | None
    decision: Decision | None


@dataclass(frozen=True, slots=True)
class Move:
    """A need in two rounds; one of them may be missing."""

    before: Place | None
    after: Place | None

    @property
    def title(self) -> str:
        """The newest title."""
        return (self.after or self.before or Place(0, "", 0, None, None)).title

    @property
    def change(self) -> Change:
        """How the rank moved; a need without rank stands behind all others."""
        if self.before is None:
            return Change.NEW
        if self.after is None:
            return Change.GONE
        before, after = self.before.rank or HIGHEST_RANK, self.after.rank or HIGHEST_RANK
        return Change.SAME if before == after else Change.UP if after < before else Change.DOWN


HIGHEST_RANK = 1_000_000


def compare(before: Sequence[Place], after: Sequence[Place]) -> list[Move]:
    """The needs of the new round in its order, then those that are no longer in it."""
    known = {place.need: place for place in before}
    moves = [Move(known.get(place.need), place) for place in after]
    kept = {place.need for place in after}
    return moves + [Move(place, None) for place in before if place.need not in kept]

"""What pages and papers read of a round: criteria, sheets, ranking, comparison with the round before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from coordinator_app.common.errors import UserError
from coordinator_app.domain.needs import Need
from coordinator_app.domain.priorities import (
    Criterion,
    DotVote,
    Priority,
    PriorityRound,
    Rater,
    RoundStatus,
    may_evaluate,
)
from coordinator_app.domain.ranking import Move, Place, Scoring, Standing, TieBreak, compare
from coordinator_app.storage.queries.needs import evidence_scores
from coordinator_app.storage.queries.priorities import ScoreValue, round_scores
from coordinator_app.storage.unit_of_work import ReadUnit

HELP = "prioritaeten"
LEADERS = 3


@dataclass(frozen=True, slots=True)
class RankedNeed:
    """A need of a round with its standing and, once frozen, the decision."""

    need: Need
    standing: Standing
    priority: Priority | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundCard:
    """All about one round.

    `scores[rater][need][criterion]` is 1 to 5, None for „weiß nicht“; what nobody entered is missing.
    `dots[rater][need]` are dots. `complete` are the raters who scored every need on every criterion, and the posters
    with dots on them. `scoring` computes matrix and firmness; `moves` compares with the round before.
    """

    round: PriorityRound
    body: str
    resolution: str
    previous: str
    criteria: tuple[Criterion, ...]
    raters: tuple[Rater, ...]
    needs: tuple[Need, ...]
    scores: Mapping[int, Mapping[int, Mapping[int, int | None]]]
    dots: Mapping[int, Mapping[int, int]]
    ranking: tuple[RankedNeed, ...]
    complete: frozenset[int]
    leaders: int
    scoring: Scoring
    moves: tuple[Move, ...]

    @property
    def dots_given(self) -> int:
        """All dots of the round."""
        return sum(dots for row in self.dots.values() for dots in row.values())

    @property
    def started(self) -> bool:
        """Whether anything is scored, so that there is a ranking."""
        return any(item.standing.rank for item in self.ranking)


def open_round(unit: ReadUnit, id: int) -> PriorityRound:
    """A round that may still be changed; `UserError` when it is frozen."""
    found = unit.get(PriorityRound, id)
    if found.status is RoundStatus.RESOLVED:
        raise UserError(
            f"„{found.title}“ ist festgeschrieben und kann nicht mehr geändert werden. "
            "Legen Sie für neue Bewertungen eine neue Runde an.",
            help_topic=HELP,
        )
    return found


def criteria_of(unit: ReadUnit, round_id: int) -> list[Criterion]:
    """The criteria in their order."""
    return unit.find(Criterion, priority_round_id=round_id, order="position,id")


def raters_of(unit: ReadUnit, round_id: int) -> list[Rater]:
    """The raters in their order."""
    return unit.find(Rater, priority_round_id=round_id, order="position,id")


def _dots(unit: ReadUnit, raters: Sequence[Rater]) -> list[DotVote]:
    return unit.find(DotVote, rater_id=tuple(rater.id for rater in raters), order="id") if raters else []


def check_enough(unit: ReadUnit, current: PriorityRound) -> None:
    """Refuse to evaluate before at least half of the raters handed something in."""
    raters = raters_of(unit, current.id)
    scores = round_scores(unit.connection, current.id) if current.uses_scores else []
    handed_in = {score.rater_id for score in scores}
    if current.uses_dots:
        handed_in |= {vote.rater_id for vote in _dots(unit, raters) if vote.dots}
    if not may_evaluate(len(handed_in), len(raters)):
        raise UserError(
            f"Erst {len(handed_in)} von {len(raters)} Bewertenden haben Werte abgegeben; "
            "nötig ist mindestens die Hälfte.",
            help_topic=HELP,
        )


def scoring_of(unit: ReadUnit, current: PriorityRound, scores: Sequence[ScoreValue] | None = None) -> Scoring:
    """Everything entered in a round, ready to be ranked; needs in the Papierkorb are left out."""
    if scores is None:
        scores = round_scores(unit.connection, current.id)
    raters = raters_of(unit, current.id)
    needs = [need.id for need in unit.many(Need, current.needs).values() if need.deleted_at is None]
    dots: dict[int, int] = {}
    for vote in _dots(unit, raters) if current.uses_dots else ():
        dots[vote.need_id] = dots.get(vote.need_id, 0) + vote.dots
    return Scoring(
        criteria_of(unit, current.id),
        scores if current.uses_scores else [],
        needs,
        dots=dots,
        evidence=evidence_scores(unit.connection, needs),
        by_dots=not current.uses_scores,
    )


def ranked(unit: ReadUnit, current: PriorityRound, scoring: Scoring | None = None) -> list[RankedNeed]:
    """The ranking; of a frozen round as it was frozen, whatever became of needs and evidence since."""
    standings = (scoring or scoring_of(unit, current)).ranking()
    needs = unit.many(Need, current.needs)
    if current.status is RoundStatus.RESOLVED:
        return _frozen(unit, current, needs, {item.need: item for item in standings})
    return [RankedNeed(needs[item.need], item, None) for item in standings]


def _frozen(
    unit: ReadUnit, current: PriorityRound, needs: Mapping[int, Need], computed: Mapping[int, Standing]
) -> list[RankedNeed]:
    priorities = unit.find(Priority, priority_round_id=current.id, order="id")
    found: list[RankedNeed] = []
    for priority in sorted(priorities, key=_frozen_order):
        need = needs.get(priority.need_id or 0) or Need(id=-priority.id, title=priority.need_title)
        base = computed.get(need.id) or Standing(need.id, 0, False, None, None, 0, None)
        standing = replace(
            base,
            rank=priority.rank,
            tied=False,
            value=None if priority.value is None else Fraction(str(priority.value)),
            dots=priority.dots,
            evidence=priority.evidence_kinds or base.evidence,
            tie_break=TieBreak.NONE,
        )
        found.append(RankedNeed(need, standing, priority))
    return found


def _frozen_order(priority: Priority) -> tuple[bool, int, int]:
    return (not priority.rank, priority.rank, priority.id)


def places(ranking: Sequence[RankedNeed]) -> list[Place]:
    """A ranking as places to compare."""
    return [
        Place(
            need=item.need.id,
            title=item.need.title,
            rank=item.standing.rank,
            value=None if item.standing.value is None else float(item.standing.value),
            decision=item.priority.decision if item.priority else None,
        )
        for item in ranking
    ]


def round_card(unit: ReadUnit, id: int) -> RoundCard:
    """Read one round with all that belongs to it."""
    current = unit.get(PriorityRound, id)
    criteria, raters = criteria_of(unit, id), raters_of(unit, id)
    given = round_scores(unit.connection, id)
    scoring = scoring_of(unit, current, given)
    ranking = ranked(unit, current, scoring)
    known = unit.many(Need, current.needs)
    needs = [known[need] for need in scoring.needs]
    scores: dict[int, dict[int, dict[int, int | None]]] = {rater.id: {} for rater in raters}
    for score in given:
        scores[score.rater_id].setdefault(score.need_id, {})[score.criterion_id] = score.points
    dots: dict[int, dict[int, int]] = {rater.id: {} for rater in raters}
    for vote in _dots(unit, raters):
        dots[vote.rater_id][vote.need_id] = vote.dots
    return RoundCard(
        round=current,
        body=unit.title("body", current.body_id),
        resolution=unit.title("resolution", current.resolution_id),
        previous=unit.title("priority_round", current.previous_id),
        criteria=tuple(criteria),
        raters=tuple(raters),
        needs=tuple(needs),
        scores=scores,
        dots=dots,
        ranking=tuple(ranking),
        complete=_complete(current, raters, {(need.id, item.id) for need in needs for item in criteria}, scores, dots),
        leaders=LEADERS,
        scoring=scoring,
        moves=_moves(unit, current, ranking),
    )


def _complete(
    current: PriorityRound,
    raters: Sequence[Rater],
    wanted: set[tuple[int, int]],
    scores: Mapping[int, Mapping[int, Mapping[int, int | None]]],
    dots: Mapping[int, Mapping[int, int]],
) -> frozenset[int]:
    """A sheet is complete with all its scores; a poster, and a sheet of a round without scores, with a dot."""
    found: set[int] = set()
    for rater in raters:
        given = {(need, criterion) for need, row in scores[rater.id].items() for criterion in row}
        if current.uses_scores and rater.heads == 1:
            if wanted and wanted <= given:
                found.add(rater.id)
        elif any(dots[rater.id].values()):
            found.add(rater.id)
    return frozenset(found)


def _moves(unit: ReadUnit, current: PriorityRound, ranking: Sequence[RankedNeed]) -> tuple[Move, ...]:
    earlier = unit.many(PriorityRound, [current.previous_id] if current.previous_id else [])
    if current.previous_id not in earlier:
        return ()
    return tuple(compare(places(ranked(unit, earlier[current.previous_id])), places(ranking)))

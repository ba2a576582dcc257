"""Rounds of priorities: several raters score needs, the ranking is computed, the result frozen with a resolution."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.domain.needs import Need, NeedStatus, may_become
from coordinator_app.domain.priorities import (
    HIGHEST,
    LOWEST,
    ROUND_TRANSITIONS,
    Criterion,
    Decision,
    Polarity,
    Priority,
    PriorityRound,
    Rater,
    RoundStatus,
    Score,
    Scoring,
    Standing,
    may_evaluate,
)
from coordinator_app.storage.queries.needs import evidence_scores
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit

HELP = "prioritaeten"
LEADERS = 3


@dataclass(frozen=True, slots=True)
class CriterionDraft:
    """A criterion to be made with a round."""

    title: str
    weight: int
    lowest_words: str
    highest_words: str
    polarity: Polarity = Polarity.HIGH_IS_URGENT


DEFAULT_CRITERIA = (
    CriterionDraft("Ausmaß", 25, "selten, wenige betroffen", "häufig, viele betroffen"),
    CriterionDraft("Schwere der Folgen", 25, "lästig", "gefährdet Gesundheit oder Eigentum"),
    CriterionDraft("Sicherheitsgefühl", 20, "kaum ein Thema", "viele meiden Orte oder sorgen sich"),
    CriterionDraft("Entwicklung", 15, "nimmt deutlich ab", "nimmt deutlich zu"),
    CriterionDraft("Beeinflussbarkeit vor Ort", 15, "kaum zu beeinflussen", "gut zu beeinflussen"),
)


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
    `complete` are the raters who scored every need on every criterion. `firmness` is the share of 1,000
    draws of the weights in which the first `leaders` needs stay the first.
    """

    round: PriorityRound
    body: str
    resolution: str
    criteria: tuple[Criterion, ...]
    raters: tuple[Rater, ...]
    needs: tuple[Need, ...]
    scores: Mapping[int, Mapping[int, Mapping[int, int | None]]]
    ranking: tuple[RankedNeed, ...]
    complete: frozenset[int]
    leaders: int
    firmness: float


class Priorities:
    """Use cases around rounds; every writing verb is one undoable step."""

    def __init__(self, store: Store) -> None:
        self._store = store

    # --- preparing

    def create_round(
        self,
        *,
        title: str,
        needs: Sequence[int],
        raters: Sequence[str] = (),
        criteria: Sequence[CriterionDraft] = DEFAULT_CRITERIA,
        **values: Any,
    ) -> int:
        """Make a round over these needs with criteria and raters; returns its id."""
        with self._store.write("Bewertungsrunde angelegt") as unit:
            values.setdefault("year", today(unit.clock).year)
            round_id = unit.add(PriorityRound(title=title.strip(), needs=tuple(needs), **values))
            for position, draft in enumerate(criteria, 1):
                unit.add(
                    Criterion(
                        priority_round_id=round_id,
                        title=draft.title,
                        weight=draft.weight,
                        polarity=draft.polarity,
                        lowest_words=draft.lowest_words,
                        highest_words=draft.highest_words,
                        position=position,
                    )
                )
            for position, name in enumerate(raters, 1):
                unit.add(Rater(priority_round_id=round_id, name=name.strip(), position=position))
            return round_id

    def update_round(self, id: int, version: int | None, **values: Any) -> int:
        """Change title, body, limit or needs while the round is open; returns the new version."""
        with self._store.write("Bewertungsrunde geändert", merge=f"round:{id}:{','.join(values)}") as unit:
            _open_round(unit, id)
            return unit.change(PriorityRound, id, version, **values)

    def discard_round(self, id: int) -> None:
        """Move a round to the Papierkorb; a frozen one stays."""
        with self._store.write("Bewertungsrunde in den Papierkorb gelegt") as unit:
            _open_round(unit, id)
            unit.discard(PriorityRound, id)

    def add_rater(self, *, round_id: int, name: str) -> int:
        """Add somebody who scores, by name, institution or number of the paper sheet; returns the id."""
        with self._store.write("Bewertende hinzugefügt") as unit:
            _open_round(unit, round_id)
            position = unit.count(Rater, priority_round_id=round_id) + 1
            return unit.add(Rater(priority_round_id=round_id, name=name.strip(), position=position))

    def remove_rater(self, id: int) -> None:
        """Take somebody out with all scores."""
        with self._store.write("Bewertende entfernt") as unit:
            _open_round(unit, unit.get(Rater, id).priority_round_id)
            unit.remove(Rater, id)

    def add_criterion(self, *, round_id: int, title: str, weight: int = 10, **values: Any) -> int:
        """Add a criterion; returns its id."""
        with self._store.write("Kriterium hinzugefügt") as unit:
            _open_round(unit, round_id)
            position = unit.count(Criterion, priority_round_id=round_id) + 1
            return unit.add(
                Criterion(
                    priority_round_id=round_id, title=title.strip(), weight=_weight(weight), position=position, **values
                )
            )

    def update_criterion(self, id: int, version: int | None, **values: Any) -> int:
        """Change a criterion, its weight or the words of its scale; returns the new version."""
        with self._store.write("Gewicht geändert", merge=f"criterion:{id}") as unit:
            _open_round(unit, unit.get(Criterion, id).priority_round_id)
            if "weight" in values:
                values["weight"] = _weight(values["weight"])
            return unit.change(Criterion, id, version, **values)

    def remove_criterion(self, id: int) -> None:
        """Take a criterion out with all its scores; a round keeps at least one."""
        with self._store.write("Kriterium entfernt") as unit:
            round_id = unit.get(Criterion, id).priority_round_id
            _open_round(unit, round_id)
            if unit.count(Criterion, priority_round_id=round_id) == 1:
                raise UserError("Eine Bewertungsrunde braucht mindestens ein Kriterium.", help_topic=HELP)
            unit.remove(Criterion, id)

    # --- scoring

    def score(self, *, rater_id: int, need_id: int, criterion_id: int, points: int | None) -> None:
        """Enter one score, 1 to 5 or None for „weiß nicht“; an earlier one is replaced."""
        if points is not None and not LOWEST <= points <= HIGHEST:
            raise UserError(f"Bitte einen Wert von {LOWEST} bis {HIGHEST} eingeben.", help_topic=HELP)
        with self._store.write("Bewertung eingetragen", merge=f"score:{rater_id}") as unit:
            current = _open_round(unit, unit.get(Rater, rater_id).priority_round_id)
            if current.status is RoundStatus.PREPARING:
                unit.change(PriorityRound, current.id, None, status=RoundStatus.SCORING)
            found = unit.find(Score, rater_id=rater_id, need_id=need_id, criterion_id=criterion_id)
            if found:
                unit.change(Score, found[0].id, None, points=points)
            else:
                unit.add(Score(rater_id=rater_id, need_id=need_id, criterion_id=criterion_id, points=points))

    def clear_score(self, *, rater_id: int, need_id: int, criterion_id: int) -> None:
        """Take a score back, as if it had never been entered."""
        with self._store.write("Bewertung gelöscht") as unit:
            _open_round(unit, unit.get(Rater, rater_id).priority_round_id)
            for score in unit.find(Score, rater_id=rater_id, need_id=need_id, criterion_id=criterion_id):
                unit.remove(Score, score.id)

    def move_round(self, id: int, status: RoundStatus) -> None:
        """Pass to another step; closing the scoring needs at least half of the raters. Freezing: see `freeze`."""
        with self._store.write(f"Bewertungsrunde: {status.label}") as unit:
            current = _open_round(unit, id)
            if status not in ROUND_TRANSITIONS[current.status] or status is RoundStatus.RESOLVED:
                raise UserError(
                    f"Die Runde steht auf „{current.status.label}“; „{status.label}“ ist jetzt nicht möglich.",
                    help_topic=HELP,
                )
            if status is RoundStatus.EVALUATING:
                _check_enough(unit, id)
            unit.change(PriorityRound, id, current.version, status=status)

    # --- deciding

    def freeze(
        self,
        id: int,
        *,
        resolution_id: int,
        decisions: Mapping[int, Decision] | None = None,
        reasons: Mapping[int, str] | None = None,
    ) -> None:
        """Freeze the ranking with the resolution that decided it.

        `decisions` by need; by default the first needs up to the limit become priorities, the rest is deferred.
        Whatever is not a priority needs a reason. The needs that became priorities change their state.
        """
        with self._store.write("Rangfolge festgeschrieben") as unit:
            current = _open_round(unit, id)
            _check_enough(unit, id)
            ranked = _ranked(unit, current)
            decided = {**_proposed(ranked, current.max_priorities), **(decisions or {})}
            chosen = sum(decision is Decision.PRIORITY for decision in decided.values())
            if chosen > current.max_priorities:
                raise UserError(
                    f"Es sind {chosen} Prioritäten gewählt, die Runde erlaubt höchstens {current.max_priorities}.",
                    help_topic=HELP,
                )
            for item in ranked:
                _freeze_need(unit, current, item, decided[item.need.id], (reasons or {}).get(item.need.id, ""))
            unit.change(
                PriorityRound,
                id,
                current.version,
                status=RoundStatus.RESOLVED,
                resolution_id=resolution_id,
                frozen_on=today(unit.clock),
            )

    # --- reading

    def rounds(self) -> list[PriorityRound]:
        """All rounds, the newest first."""
        with self._store.read() as unit:
            return unit.find(PriorityRound, order="-year,-id")

    def proposed_decisions(self, id: int) -> dict[int, Decision]:
        """What `freeze` would decide by default, by need."""
        with self._store.read() as unit:
            current = unit.get(PriorityRound, id)
            return _proposed(_ranked(unit, current), current.max_priorities)

    def card(self, id: int) -> RoundCard:
        """What the round's pages show."""
        with self._store.read() as unit:
            current = unit.get(PriorityRound, id)
            criteria = _criteria(unit, id)
            raters = unit.find(Rater, priority_round_id=id, order="position,id")
            scores = _scores(unit, raters)
            needs = list(unit.many(Need, current.needs).values())
            ranked = _ranked(unit, current)
            body = unit.title("body", current.body_id)
            resolution = unit.title("resolution", current.resolution_id)
        by_rater: dict[int, dict[int, dict[int, int | None]]] = {rater.id: {} for rater in raters}
        for score in scores:
            by_rater[score.rater_id].setdefault(score.need_id, {})[score.criterion_id] = score.points
        wanted = {(need.id, criterion.id) for need in needs for criterion in criteria}
        complete = {
            rater
            for rater, table in by_rater.items()
            if wanted and wanted <= {(need, criterion) for need, row in table.items() for criterion in row}
        }
        scoring = Scoring(criteria, scores, current.needs)
        return RoundCard(
            round=current,
            body=body,
            resolution=resolution,
            criteria=tuple(criteria),
            raters=tuple(raters),
            needs=tuple(needs),
            scores=by_rater,
            ranking=tuple(ranked),
            complete=frozenset(complete),
            leaders=LEADERS,
            firmness=scoring.firmness(LEADERS),
        )


def _open_round(unit: ReadUnit, id: int) -> PriorityRound:
    found = unit.get(PriorityRound, id)
    if found.status is RoundStatus.RESOLVED:
        raise UserError(
            f"„{found.title}“ ist festgeschrieben und kann nicht mehr geändert werden. "
            "Legen Sie für neue Bewertungen eine neue Runde an.",
            help_topic=HELP,
        )
    return found


def _weight(weight: int | None) -> int:
    if weight is None or weight < 0:
        raise UserError("Das Gewicht ist eine ganze Zahl ab 0.", help_topic=HELP)
    return weight


def _criteria(unit: ReadUnit, round_id: int) -> list[Criterion]:
    return unit.find(Criterion, priority_round_id=round_id, order="position,id")


def _scores(unit: ReadUnit, raters: Sequence[Rater]) -> list[Score]:
    return [score for rater in raters for score in unit.find(Score, rater_id=rater.id, order="id")]


def _check_enough(unit: ReadUnit, round_id: int) -> None:
    raters = unit.find(Rater, priority_round_id=round_id)
    scored = len({score.rater_id for score in _scores(unit, raters)})
    if not may_evaluate(scored, len(raters)):
        raise UserError(
            f"Erst {scored} von {len(raters)} Bewertenden haben Werte abgegeben; nötig ist mindestens die Hälfte.",
            help_topic=HELP,
        )


def _ranked(unit: ReadUnit, current: PriorityRound) -> list[RankedNeed]:
    raters = unit.find(Rater, priority_round_id=current.id, order="position,id")
    needs = unit.many(Need, current.needs)
    scoring = Scoring(_criteria(unit, current.id), _scores(unit, raters), list(needs))
    frozen = {priority.need_id: priority for priority in unit.find(Priority, priority_round_id=current.id)}
    standings = scoring.ranking(evidence=evidence_scores(unit.connection, list(needs)))
    return [RankedNeed(needs[item.need], item, frozen.get(item.need)) for item in standings]


def _proposed(ranked: Sequence[RankedNeed], limit: int) -> dict[int, Decision]:
    scored = [item for item in ranked if item.standing.value is not None]
    chosen = {item.need.id for item in scored[:limit]}
    return {item.need.id: Decision.PRIORITY if item.need.id in chosen else Decision.DEFERRED for item in ranked}


def _freeze_need(unit: WriteUnit, current: PriorityRound, item: RankedNeed, decision: Decision, reason: str) -> None:
    if decision is not Decision.PRIORITY and not reason.strip():
        raise UserError(
            f"Bitte begründen Sie, warum „{item.need.title}“ keine Priorität wird ({decision.label}).",
            help_topic=HELP,
        )
    standing = item.standing
    unit.add(
        Priority(
            priority_round_id=current.id,
            need_id=item.need.id,
            need_title=item.need.title,
            rank=standing.rank,
            value=None if standing.value is None else round_value(float(standing.value)),
            lowest=standing.spread.lowest if standing.spread else None,
            highest=standing.spread.highest if standing.spread else None,
            dissent=standing.dissent,
            decision=decision,
            reason=reason.strip(),
        )
    )
    _move_need(unit, item.need, decision)


def _move_need(unit: WriteUnit, need: Need, decision: Decision) -> None:
    """A decided need has been checked and scored on the way, so the states between are passed at once."""
    target = {Decision.PRIORITY: NeedStatus.PRIORITISED, Decision.WATCH: NeedStatus.WATCHED}.get(decision)
    early = need.status in {NeedStatus.REPORTED, NeedStatus.CHECKED}
    status = NeedStatus.SCORED if early else need.status
    if target is not None and may_become(status, target):
        status = target
    if status is not need.status:
        unit.change(Need, need.id, need.version, status=status)


def round_value(value: float) -> float:
    """A frozen value keeps four decimals: more than is ever printed, no binary noise."""
    return round(value, 4)

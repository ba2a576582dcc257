"""Rounds of priorities: several raters score needs or give dots, the ranking is computed, the result frozen."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.common.jobs import JobContext
from coordinator_app.domain.criterion_templates import DEFAULT_CRITERIA, CriterionDraft, draft_of
from coordinator_app.domain.priorities import (
    HIGHEST,
    LOWEST,
    ROUND_TRANSITIONS,
    Criterion,
    Decision,
    DotVote,
    PriorityRound,
    Rater,
    RoundStatus,
    Score,
    takes_scores,
)
from coordinator_app.domain.ranking import Sensitivity, dots_left
from coordinator_app.services.priority_decisions import Verdict, freeze_all, proposed, settled
from coordinator_app.services.priority_reads import (
    HELP,
    LEADERS,
    RoundCard,
    check_enough,
    criteria_of,
    open_round,
    ranked,
    raters_of,
    round_card,
    scoring_of,
)
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit


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
            _check_method(values)
            round_id = unit.add(PriorityRound(title=title.strip(), needs=tuple(needs), **values))
            for position, draft in enumerate(criteria, 1):
                unit.add(Criterion(priority_round_id=round_id, position=position, **asdict(draft)))
            for position, name in enumerate(raters, 1):
                unit.add(Rater(priority_round_id=round_id, name=name.strip(), position=position))
            return round_id

    def update_round(self, id: int, version: int | None, **values: Any) -> int:
        """Change title, body, limit, method or needs while the round is open; returns the new version."""
        with self._store.write("Bewertungsrunde geändert", merge=f"round:{id}:{','.join(values)}") as unit:
            current = open_round(unit, id)
            _check_method({"uses_scores": current.uses_scores, "uses_dots": current.uses_dots, **values})
            return unit.change(PriorityRound, id, version, **values)

    def add_need(self, id: int, need_id: int) -> None:
        """Take a need into an open round; doing it twice changes nothing."""
        with self._store.write("Bedarf in die Bewertungsrunde genommen") as unit:
            current = _scoring_round(unit, id)
            if need_id not in current.needs:
                unit.change(PriorityRound, id, current.version, needs=(*current.needs, need_id))

    def discard_round(self, id: int) -> None:
        """Move a round to the Papierkorb; a frozen one stays."""
        with self._store.write("Bewertungsrunde in den Papierkorb gelegt") as unit:
            open_round(unit, id)
            unit.discard(PriorityRound, id)

    def add_rater(self, *, round_id: int, name: str, heads: int = 1) -> int:
        """Add somebody who scores, by name, institution or number of the paper sheet; returns the id.

        `heads` persons stand behind a poster on which several put their dots.
        """
        with self._store.write("Bewertende hinzugefügt") as unit:
            _scoring_round(unit, round_id)
            return _add_rater(unit, round_id, name, heads)

    def add_sheets(self, *, round_id: int, count: int) -> None:
        """Add „Bogen 1“, „Bogen 2“ … for papers without names; numbers go on after those there are."""
        if not 0 < count <= 200:
            raise UserError("Bitte eine Zahl von 1 bis 200 eingeben.", help_topic=HELP)
        with self._store.write("Bögen angelegt") as unit:
            _scoring_round(unit, round_id)
            taken = {rater.name for rater in raters_of(unit, round_id)}
            numbers = (number for number in range(1, len(taken) + count + 1) if f"Bogen {number}" not in taken)
            for _, number in zip(range(count), numbers, strict=False):
                _add_rater(unit, round_id, f"Bogen {number}", 1)

    def update_rater(self, id: int, version: int | None, **values: Any) -> int:
        """Change name or number of persons; returns the new version."""
        with self._store.write("Bewertende geändert") as unit:
            open_round(unit, unit.get(Rater, id).priority_round_id)
            if values.get("heads", 1) is None or values.get("heads", 1) < 1:
                raise UserError("Die Zahl der Personen ist mindestens 1.", help_topic=HELP)
            return unit.change(Rater, id, version, **values)

    def remove_rater(self, id: int) -> None:
        """Take somebody out with all scores."""
        with self._store.write("Bewertende entfernt") as unit:
            _scoring_round(unit, unit.get(Rater, id).priority_round_id)
            unit.remove(Rater, id)

    def add_criterion(self, *, round_id: int, title: str, weight: int = 10, **values: Any) -> int:
        """Add a criterion; returns its id."""
        with self._store.write("Kriterium hinzugefügt") as unit:
            open_round(unit, round_id)
            position = unit.count(Criterion, priority_round_id=round_id) + 1
            return unit.add(
                Criterion(
                    priority_round_id=round_id, title=title.strip(), weight=_weight(weight), position=position, **values
                )
            )

    def update_criterion(self, id: int, version: int | None, **values: Any) -> int:
        """Change a criterion, its weight or the words of its scale; returns the new version."""
        step = "Gewicht geändert" if set(values) == {"weight"} else "Kriterium geändert"
        with self._store.write(step, merge=f"criterion:{id}:{','.join(values)}") as unit:
            open_round(unit, unit.get(Criterion, id).priority_round_id)
            if "weight" in values:
                values["weight"] = _weight(values["weight"])
            return unit.change(Criterion, id, version, **values)

    def move_criterion(self, id: int, by: int) -> None:
        """Move a criterion up (−1) or down (1) among the others; at the end nothing happens."""
        with self._store.write("Reihenfolge der Kriterien geändert") as unit:
            round_id = unit.get(Criterion, id).priority_round_id
            open_round(unit, round_id)
            order = [criterion.id for criterion in criteria_of(unit, round_id)]
            place = order.index(id)
            if 0 <= place + by < len(order):
                order.insert(place + by, order.pop(place))
                for position, criterion in enumerate(order, 1):
                    unit.change(Criterion, criterion, None, position=position)

    def remove_criterion(self, id: int) -> None:
        """Take a criterion out with all its scores; a round keeps at least one."""
        with self._store.write("Kriterium entfernt") as unit:
            round_id = unit.get(Criterion, id).priority_round_id
            open_round(unit, round_id)
            if unit.count(Criterion, priority_round_id=round_id) == 1:
                raise UserError("Eine Bewertungsrunde braucht mindestens ein Kriterium.", help_topic=HELP)
            unit.remove(Criterion, id)

    def criteria_drafts(self, round_id: int) -> list[CriterionDraft]:
        """The criteria of a round, to begin another one with."""
        with self._store.read() as unit:
            return [draft_of(criterion) for criterion in criteria_of(unit, round_id)]

    # --- scoring

    def score(self, *, rater_id: int, need_id: int, criterion_id: int, points: int | None) -> None:
        """Enter one score, 1 to 5 or None for „weiß nicht“; an earlier one is replaced."""
        if points is not None and not LOWEST <= points <= HIGHEST:
            raise UserError(f"Bitte einen Wert von {LOWEST} bis {HIGHEST} eingeben.", help_topic=HELP)
        with self._store.write("Bewertung eingetragen", merge=f"score:{rater_id}") as unit:
            _begin(unit, unit.get(Rater, rater_id))
            found = unit.find(Score, rater_id=rater_id, need_id=need_id, criterion_id=criterion_id)
            if found:
                unit.change(Score, found[0].id, None, points=points)
            else:
                unit.add(Score(rater_id=rater_id, need_id=need_id, criterion_id=criterion_id, points=points))

    def clear_score(self, *, rater_id: int, need_id: int, criterion_id: int) -> None:
        """Take a score back, as if it had never been entered."""
        with self._store.write("Bewertung gelöscht") as unit:
            _scoring_round(unit, unit.get(Rater, rater_id).priority_round_id)
            for score in unit.find(Score, rater_id=rater_id, need_id=need_id, criterion_id=criterion_id):
                unit.remove(Score, score.id)

    def set_dots(self, *, rater_id: int, need_id: int, dots: int) -> None:
        """Enter how many dots a rater put on a need; all together at most those of the round."""
        with self._store.write("Klebepunkte eingetragen", merge=f"dots:{rater_id}") as unit:
            rater = unit.get(Rater, rater_id)
            current = _begin(unit, rater)
            votes = unit.find(DotVote, rater_id=rater_id)
            others = sum(vote.dots for vote in votes if vote.need_id != need_id)
            left = dots_left(others, current.dots_per_rater, rater.heads)
            if not 0 <= dots <= left:
                raise UserError(
                    f"„{rater.name}“ hat {current.dots_per_rater * max(rater.heads, 1)} Klebepunkte, "
                    f"davon sind noch {max(left, 0)} frei.",
                    help_topic=HELP,
                )
            own = next((vote for vote in votes if vote.need_id == need_id), None)
            if own is None and dots:
                unit.add(DotVote(rater_id=rater_id, need_id=need_id, dots=dots))
            elif own is not None and dots:
                unit.change(DotVote, own.id, None, dots=dots)
            elif own is not None:
                unit.remove(DotVote, own.id)

    def move_round(self, id: int, status: RoundStatus) -> None:
        """Pass to another step; closing the scoring needs at least half of the raters. Freezing: see `freeze`."""
        with self._store.write(f"Bewertungsrunde: {status.label}") as unit:
            current = open_round(unit, id)
            if status not in ROUND_TRANSITIONS[current.status] or status is RoundStatus.RESOLVED:
                raise UserError(
                    f"Die Runde steht auf „{current.status.label}“; „{status.label}“ ist jetzt nicht möglich.",
                    help_topic=HELP,
                )
            if status is RoundStatus.EVALUATING:
                check_enough(unit, current)
            unit.change(PriorityRound, id, current.version, status=status)

    # --- deciding

    def freeze(
        self,
        id: int,
        *,
        resolution_id: int,
        decisions: Mapping[int, Decision] | None = None,
        reasons: Mapping[int, str] | None = None,
        verdicts: Mapping[int, Verdict] | None = None,
        order: Sequence[int] = (),
    ) -> None:
        """Freeze the ranking with the resolution that decided it.

        What is decided comes as `verdicts` by need, or shorter as `decisions` and `reasons`; by default the first
        needs up to the limit become priorities, the rest is deferred. Whatever is not a priority needs a reason.
        `order` tells needs with a shared rank apart. The needs that became priorities change their state.
        """
        with self._store.write("Rangfolge festgeschrieben") as unit:
            current = open_round(unit, id)
            check_enough(unit, current)
            scoring = scoring_of(unit, current)
            ranking = settled(ranked(unit, current, scoring), order)
            decided = {**proposed(ranking, current.max_priorities), **(decisions or {})}
            given = {need: Verdict(decision, (reasons or {}).get(need, "")) for need, decision in decided.items()}
            freeze_all(unit, current, ranking, {**given, **(verdicts or {})}, scoring.sensitivity(LEADERS))
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

    def open_rounds(self) -> list[PriorityRound]:
        """Rounds that still take scores and needs, the newest first."""
        return [found for found in self.rounds() if takes_scores(found.status)]

    def proposed_decisions(self, id: int) -> dict[int, Decision]:
        """What `freeze` would decide by default, by need."""
        with self._store.read() as unit:
            current = unit.get(PriorityRound, id)
            return proposed(ranked(unit, current), current.max_priorities)

    def card(self, id: int) -> RoundCard:
        """What the round's pages show."""
        with self._store.read() as unit:
            return round_card(unit, id)


def sensitivity_job(job: JobContext, card: RoundCard) -> Sensitivity:
    """A thousand draws of the weights, off the main thread; stops when cancelled."""

    def report(done: int, total: int) -> None:
        job.progress(done, total, "Gewichte werden verändert")

    return card.scoring.sensitivity(card.leaders, report=report)


def _scoring_round(unit: ReadUnit, id: int) -> PriorityRound:
    """A round that still takes scores."""
    current = open_round(unit, id)
    if not takes_scores(current.status):
        raise UserError(
            f"Die Bewertung von „{current.title}“ ist abgeschlossen. Öffnen Sie sie wieder, um etwas zu ändern.",
            help_topic=HELP,
        )
    return current


def _begin(unit: WriteUnit, rater: Rater) -> PriorityRound:
    """The round of a rater who hands something in; the first entry starts the scoring."""
    current = _scoring_round(unit, rater.priority_round_id)
    if current.status is RoundStatus.PREPARING:
        unit.change(PriorityRound, current.id, None, status=RoundStatus.SCORING)
    return current


def _add_rater(unit: WriteUnit, round_id: int, name: str, heads: int) -> int:
    position = unit.count(Rater, priority_round_id=round_id) + 1
    return unit.add(Rater(priority_round_id=round_id, name=name.strip(), heads=max(heads, 1), position=position))


def _check_method(values: Mapping[str, Any]) -> None:
    if not values.get("uses_scores", True) and not values.get("uses_dots", False):
        raise UserError("Eine Runde braucht Punktwerte, Klebepunkte oder beides.", help_topic=HELP)
    if values.get("uses_dots") and not 0 < (values.get("dots_per_rater") or 3) <= 50:
        raise UserError("Klebepunkte je Person: bitte eine Zahl von 1 bis 50.", help_topic=HELP)


def _weight(weight: int | None) -> int:
    if weight is None or weight < 0:
        raise UserError("Das Gewicht ist eine ganze Zahl ab 0.", help_topic=HELP)
    return weight

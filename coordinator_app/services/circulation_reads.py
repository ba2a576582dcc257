"""What circulations look like now: answers, the result they give, who may vote, what the next meeting must be told."""

from dataclasses import dataclass, replace
from datetime import date

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.domain.ballots import Ballot, BallotChoice, count_of, early_result, open_votes
from coordinator_app.domain.circulations import Circulation, CirculationState, standing
from coordinator_app.domain.meetings import AgendaItem
from coordinator_app.domain.resolutions import DECIDED, Resolution, ResolutionState, Vote
from coordinator_app.domain.sentences import vote_sentence
from coordinator_app.domain.votes import (
    ChairVote,
    Count,
    Outcome,
    Procedure,
    VoteResult,
    VoteTerms,
    evaluate,
    headline,
)
from coordinator_app.services.bodies import SeatView, rules_of, seat_views
from coordinator_app.services.resolution_numbers import next_number
from coordinator_app.services.voting import terms_by_rules
from coordinator_app.storage.unit_of_work import ReadUnit


@dataclass(frozen=True, slots=True)
class CirculationLine:
    """One line of the list of a body: the record, answers so far, and where it stands in words."""

    circulation: Circulation
    number: str
    answered: int
    asked: int
    standing: str
    outcome: ResolutionState


@dataclass(frozen=True, slots=True)
class CirculationView:
    """A circulation as it stands now.

    `result` is what the answers so far would give (members who have not answered took no part); `may_close` tells
    whether it may be counted now, `waiting` how many votes are not answered.
    """

    circulation: Circulation
    resolution: Resolution
    ballots: tuple[Ballot, ...]
    count: Count
    waiting: int
    terms: VoteTerms
    result: VoteResult
    headline: str
    sentence: str
    next_number: str
    may_close: bool
    objection_allowed: bool
    standing: str


def entitled(unit: ReadUnit, body_id: int, day: date) -> list[SeatView]:
    """The seats that vote in writing on a day: deputies hold no vote of their own, vacant seats none."""
    return [
        view
        for view in seat_views(unit, body_id, day)
        if view.seat.has_vote and view.seat.deputy_for_id is None and not view.seat.vacant
    ]


def unreported(unit: ReadUnit, body_id: int) -> list[tuple[int, str, str]]:
    """Counted circulations (id, number, sentence of the result) no agenda of the body has told yet, oldest first."""
    found: list[tuple[int, str, str]] = []
    for entry in unit.find(Circulation, body_id=body_id, state=CirculationState.CLOSED, order="closed_on"):
        if unit.find(AgendaItem, deleted=None, origin_key=f"circulation:{entry.id}"):
            continue
        resolution = unit.get(Resolution, entry.resolution_id)
        if resolution.state in DECIDED and entry.vote_id is not None:
            sentence = unit.get(Vote, entry.vote_id).sentence
            found.append((entry.id, resolution.number, f"{resolution.title}: {sentence}"))
    return found


def circulation_view(unit: ReadUnit, circulation: Circulation, chair_vote: ChairVote) -> CirculationView:
    """A circulation with its answers and the result they give."""
    resolution = unit.get(Resolution, circulation.resolution_id)
    vote = unit.get(Vote, circulation.vote_id) if circulation.vote_id else None
    ballots = tuple(unit.find(Ballot, vote_id=circulation.vote_id, order="id")) if vote else ()
    cast = [(ballot.choice, ballot.weight) for ballot in ballots]
    terms = _terms(unit, circulation, vote, chair_vote)
    count = count_of(cast)
    result = evaluate(count, terms)
    if vote is not None and vote.outcome is not Outcome.UNDECIDED and vote.outcome is not result.outcome:
        result = replace(result, outcome=vote.outcome, override_reason=vote.override_reason)
    day = today(unit.clock)
    over = circulation.reply_until is not None and day > circulation.reply_until
    running = circulation.state is CirculationState.RUNNING
    return CirculationView(
        circulation=circulation,
        resolution=resolution,
        ballots=ballots,
        count=count,
        waiting=open_votes(cast),
        terms=terms,
        result=result,
        headline=headline(result, count, terms),
        sentence=vote_sentence(count, result.outcome, procedure=Procedure.CIRCULATION, tie=result.tie),
        next_number=resolution.number or next_number(unit, resolution, day),
        may_close=running and (over or early_result(cast, terms)),
        objection_allowed=running and may_object(unit, circulation),
        standing=standing(circulation, day),
    )


def _terms(unit: ReadUnit, circulation: Circulation, vote: Vote | None, chair_vote: ChairVote) -> VoteTerms:
    """The rules of the day of sending; majority and bases as they were fixed at the start."""
    day = circulation.sent_on or today(unit.clock)
    terms = terms_by_rules(rules_of(unit, circulation.body_id, day), Procedure.CIRCULATION)
    if vote is None:
        votes = sum(view.seat.weight for view in entitled(unit, circulation.body_id, day))
        return replace(terms, present=votes, members=votes)
    decided = vote.chair_vote if vote.chair_vote is not ChairVote.NONE else chair_vote
    return replace(terms, majority=vote.majority, present=vote.present, members=vote.members, chair_vote=decided)


def may_object(unit: ReadUnit, circulation: Circulation) -> bool:
    """Whether the rules let a member's objection end a circulation."""
    day = circulation.sent_on or today(unit.clock)
    return rules_of(unit, circulation.body_id, day).circulation_objection


def refuse_circulation(unit: ReadUnit, resolution_id: int, *also: CirculationState) -> None:
    """Refuse to change or decide elsewhere what is (or was) decided in writing; `also` counts other states in."""
    states = (CirculationState.RUNNING, CirculationState.CLOSED, *also)
    if unit.find(Circulation, resolution_id=resolution_id, state=states):
        raise UserError(
            "Über diesen Beschluss wird im Umlaufverfahren entschieden. Bitte öffnen Sie das Verfahren beim Gremium "
            "unter „Umlauf“.",
            help_topic="umlaufbeschluss",
        )


def circulation_of(unit: ReadUnit, ballot: Ballot) -> Circulation:
    """The circulation a ballot belongs to; `UserError` for a ballot of a meeting."""
    found = unit.find(Circulation, vote_id=ballot.vote_id)
    if not found:
        raise UserError("Diese Stimme gehört zu keinem Umlaufverfahren.")
    return found[0]


def circulation_line(unit: ReadUnit, circulation: Circulation, day: date) -> CirculationLine:
    """One line of the list of a body."""
    resolution = unit.get(Resolution, circulation.resolution_id)
    ballots = unit.find(Ballot, vote_id=circulation.vote_id) if circulation.vote_id else []
    answered = sum(ballot.choice is not BallotChoice.OPEN for ballot in ballots)
    words = standing(circulation, day)
    return CirculationLine(circulation, resolution.number, answered, len(ballots), words, resolution.state)


_ORDER = (CirculationState.RUNNING, CirculationState.DRAFT, CirculationState.CLOSED, CirculationState.STOPPED)


def by_urgency(circulation: Circulation) -> tuple[int, int, int]:
    """Running ones by deadline, then those in preparation, then the newest."""
    place = _ORDER.index(circulation.state)
    deadline = circulation.reply_until.toordinal() if circulation.reply_until and place == 0 else 0
    return min(place, 2), deadline, -circulation.id

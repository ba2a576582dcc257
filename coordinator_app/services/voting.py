"""One vote on a resolution: who may vote at that moment, by which rules, what it results in, and how it is kept.

Nothing here stores anything but `record_vote`; `services.resolutions` and `services.circulations` are the use cases.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from coordinator_app.common.clock import local
from coordinator_app.common.errors import UserError
from coordinator_app.common.german import format_time, sort_key
from coordinator_app.domain.attendance import distinct_names
from coordinator_app.domain.ballots import Ballot, BallotChoice, Voter, check_ballots, count_of, recorded_checks
from coordinator_app.domain.bodies import BodyRules
from coordinator_app.domain.elections import (
    ElectionResult,
    Tally,
    count_tallies,
    evaluate_election,
    parse_candidates,
    state_elected,
    tallies_text,
)
from coordinator_app.domain.meetings import AgendaItem, Attendance, Meeting
from coordinator_app.domain.resolutions import Implementation, Resolution, ResolutionState, ResolutionType, Vote
from coordinator_app.domain.sentences import election_sentence, single_election_sentence, surname_first, vote_sentence
from coordinator_app.domain.votes import (
    ChairVote,
    Count,
    Majority,
    Outcome,
    Procedure,
    VoteResult,
    VoteTerms,
    evaluate,
    headline,
    override,
)
from coordinator_app.services.attendance import members_votes, presence
from coordinator_app.services.bodies import rules_of
from coordinator_app.services.resolution_numbers import next_number
from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit

_JUST_BEFORE = timedelta(seconds=1)  # at the very end of a meeting everybody has left


def _no_choices() -> dict[int, BallotChoice]:
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteEntry:
    """What was counted; None for a rule or a base means: by the body's rules, from the attendance list.

    `present` other than the computed number needs `base_reason`, `outcome` other than the computed one
    `override_reason`; „freie Feststellung“ always needs `outcome` with its reason.

    `choices` are single votes by key of the voter: all of them in a vote by roll call (then `count` is ignored),
    those a member wants to have recorded in any other vote that is not secret. `tallies` are the votes of several
    candidates, `elected` the one drawn by lot (or stated, with `override_reason`).
    """

    count: Count = field(default_factory=Count)
    procedure: Procedure | None = None
    majority: Majority | None = None
    chair_vote: ChairVote = ChairVote.NONE
    present: int | None = None
    base_reason: str = ""
    outcome: Outcome | None = None
    override_reason: str = ""
    at: datetime | None = None
    choices: Mapping[int, BallotChoice] = field(default_factory=_no_choices)
    tallies: tuple[Tally, ...] = ()
    elected: str = ""


@dataclass(frozen=True, slots=True)
class VotePreview:
    """What a vote would result in: terms used, result, one line for the screen, the sentence for the minutes.

    `count` are the numbers that hold (sums of ballots, of candidates), `computed_present` what the attendance list
    says, `elected` the name of who is elected, `runoff` those for a second ballot.
    """

    terms: VoteTerms
    result: VoteResult
    headline: str
    sentence: str
    next_number: str
    count: Count
    moment: datetime
    computed_present: int
    elected: str = ""
    runoff: tuple[str, ...] = ()
    ballots: tuple[tuple[Voter, BallotChoice], ...] = ()


def is_election(resolution: Resolution) -> bool:
    """Whether candidates are voted on."""
    return resolution.resolution_type is ResolutionType.ELECTION


def preview_vote(unit: ReadUnit, resolution: Resolution, entry: VoteEntry) -> VotePreview:
    """What this vote would result in; `UserError` for votes of people who may not vote."""
    moment = vote_moment(unit, resolution, entry)
    terms = _terms(unit, resolution, entry, moment)
    computed = terms.present
    ballots = _ballots(unit, resolution, entry, terms, moment)
    count = entry.count
    if terms.procedure is Procedure.ROLL_CALL and entry.choices:
        count = count_of((choice, voter.weight) for voter, choice in ballots)
    elif entry.present is not None:
        terms = replace(terms, present=entry.present)
    candidates = parse_candidates(resolution.candidates) if is_election(resolution) else ()
    election = _election(entry, count, terms, candidates)
    if election is not None:
        count = count_tallies(entry.tallies, count)
    result = election.result if election else _result(entry, count, terms)
    if entry.choices and terms.procedure is not Procedure.ROLL_CALL:
        recorded = recorded_checks(count, [(choice, voter.weight) for voter, choice in ballots])
        result = replace(result, checks=(*result.checks, *recorded))
    elected = election.elected if election else candidates[0] if candidates and _adopted(result) else ""
    return VotePreview(
        terms=terms,
        result=result,
        headline=_headline(result, count, terms, election),
        sentence=_sentence(entry, count, terms, result, candidates, election),
        next_number=resolution.number or next_number(unit, resolution, decision_day(unit, resolution, moment)),
        count=count,
        moment=moment,
        computed_present=computed,
        elected=elected,
        runoff=election.runoff if election else (),
        ballots=ballots,
    )


def check_entry(resolution: Resolution, entry: VoteEntry, found: VotePreview) -> None:
    """Refuse to store another base than the computed one without a reason, or an election without candidates."""
    computed = found.computed_present
    if found.terms.present != computed and not entry.base_reason.strip():
        raise UserError(
            f"Nach der Anwesenheitsliste sind {computed} Stimmen anwesend, eingegeben sind {found.terms.present}. "
            "Bitte begründen Sie die Abweichung oder berichtigen Sie die Anwesenheit.",
            help_topic="abstimmen",
        )
    if found.result.outcome is Outcome.UNDECIDED and not (is_election(resolution) and found.count.yes):
        raise UserError(f"{found.result.reason} Bitte geben Sie an, wie entschieden ist.", help_topic="abstimmen")
    if is_election(resolution) and not parse_candidates(resolution.candidates):
        raise UserError(
            "Für die Wahl fehlen die Wahlvorschläge. Bitte tragen Sie die Namen ein, einen je Zeile.",
            help_topic="abstimmen",
        )


def record_vote(unit: WriteUnit, resolution: Resolution, entry: VoteEntry, found: VotePreview) -> int:
    """Store a vote with its ballots as the next round."""
    count, terms, result = found.count, found.terms, found.result
    vote_id = unit.add(
        Vote(
            resolution_id=resolution.id,
            round=unit.count(Vote, resolution_id=resolution.id) + 1,
            procedure=terms.procedure,
            majority=terms.majority,
            taken_at=found.moment,
            present=terms.present,
            members=terms.members,
            base_reason=entry.base_reason.strip(),
            yes=count.yes,
            no=count.no,
            abstain=count.abstain,
            invalid=count.invalid,
            not_voting=count.not_voting,
            candidates=tallies_text(entry.tallies),
            chair_vote=entry.chair_vote,
            outcome=result.outcome,
            reason=result.reason,
            sentence=found.sentence,
            override_reason=result.override_reason,
        )
    )
    for voter, choice in found.ballots:
        unit.add(
            Ballot(
                vote_id=vote_id,
                attendance_id=voter.key,
                membership_id=voter.membership_id,
                person_id=voter.person_id,
                name=voter.name,
                represents=voter.represents,
                choice=choice,
                weight=voter.weight,
                cast_on=local(found.moment).date(),
            )
        )
    return vote_id


_AT_ONCE = frozenset({ResolutionType.PROCEDURAL, ResolutionType.NOTED, ResolutionType.ELECTION})


def carried_out(resolution: Resolution, state: ResolutionState, day: date) -> dict[str, Any]:
    """Values of a decided resolution: motions on procedure, takings of notice and elections are carried out by it."""
    if resolution.resolution_type not in _AT_ONCE or state is not ResolutionState.ADOPTED:
        return {}
    return {"implementation": Implementation.DONE, "implemented_on": day}


def not_carried_out(resolution: Resolution) -> dict[str, Any]:
    """Values of a resolution that is open again: what it was carried out by is gone."""
    if resolution.resolution_type not in _AT_ONCE:
        return {}
    return {"implementation": Implementation.OPEN, "implemented_on": None}


# --- who, when, by which rules ---------------------------------------------------------------------------------------


def vote_moment(unit: ReadUnit, resolution: Resolution, entry: VoteEntry) -> datetime:
    """When the vote is taken: as entered, else now; after the end of the meeting as before, or while the item ran."""
    now = unit.clock.now().replace(microsecond=0)
    if entry.at is not None or resolution.meeting_id is None:
        return entry.at or now
    end = unit.get(Meeting, resolution.meeting_id).actual_end
    if end is None or now < end:
        return now
    last = unit.find(Vote, resolution_id=resolution.id, order="-round")
    if last and last[0].taken_at is not None:
        return last[0].taken_at
    item = unit.get(AgendaItem, resolution.agenda_item_id) if resolution.agenda_item_id else AgendaItem()
    latest = min(item.ended_at or end, end) - _JUST_BEFORE
    return max(latest, item.started_at or latest)


def voters(unit: ReadUnit, resolution: Resolution, moment: datetime) -> tuple[Voter, ...]:
    """Everybody who may vote on a resolution of a meeting at a moment, by surname."""
    if resolution.meeting_id is None:
        return ()
    rows = {row.id: row for row in unit.find(Attendance, meeting_id=resolution.meeting_id)}
    entitled = presence(unit, resolution.meeting_id, moment, resolution.agenda_item_id).entitled
    names = _names(rows.values())
    found = [_voter(rows[id], rows, names) for id in entitled]
    return tuple(sorted(found, key=_by_surname))


def _voter(row: Attendance, rows: Mapping[int, Attendance], names: Mapping[int, str]) -> Voter:
    principal = rows.get(row.represents_id or 0)
    seat = row if row.has_vote or principal is None else principal
    return Voter(
        key=row.id,
        name=names[row.id],
        represents=names[seat.id] if seat is not row else "",
        weight=seat.weight,
        membership_id=seat.membership_id,
        person_id=row.person_id,
    )


def _names(rows: Iterable[Attendance]) -> dict[int, str]:
    """Names that tell people apart; who stands in the list twice (a transferred vote) is one person."""
    first: dict[object, Attendance] = {}
    lines: list[tuple[int, int]] = []
    for row in rows:
        identity = row.person_id or (row.name, row.id if row.represents_id is None else 0)
        lines.append((row.id, first.setdefault(identity, row).id))
    names = distinct_names((row.id, row.name, row.function or row.organisation) for row in first.values())
    return {id: names[own] for id, own in lines}


def _by_surname(voter: Voter) -> tuple[str, str]:
    return sort_key(surname_first(voter.name)), sort_key(voter.represents)


def decision_day(unit: ReadUnit, resolution: Resolution, moment: datetime) -> date:
    """The local day a decision belongs to: that of its meeting, else that of the moment."""
    meeting = unit.get(Meeting, resolution.meeting_id) if resolution.meeting_id else None
    begin = (meeting.actual_start or meeting.starts_at) if meeting else None
    return local(begin or moment).date()


def terms_by_rules(rules: BodyRules, procedure: Procedure, majority: Majority | None = None) -> VoteTerms:
    """The rules of a vote as the body has them, without its bases."""
    usual = rules.circulation_majority if procedure is Procedure.CIRCULATION else rules.default_majority
    return VoteTerms(
        majority=majority or usual,
        procedure=procedure,
        abstentions_count=rules.abstentions_count,
        tie_rule=rules.tie_rule,
    )


def _terms(unit: ReadUnit, resolution: Resolution, entry: VoteEntry, moment: datetime) -> VoteTerms:
    """The rules of the body on that day and the bases at the moment of the vote."""
    rules = rules_of(unit, resolution.body_id, decision_day(unit, resolution, moment))
    usual = Procedure.CONSENSUS if rules.default_consensus and not is_election(resolution) else Procedure.OPEN
    terms = terms_by_rules(rules, entry.procedure or usual, entry.majority)
    meeting = unit.get(Meeting, resolution.meeting_id) if resolution.meeting_id else None
    members = members_votes(unit, meeting) if meeting else 0
    present = members
    if meeting is not None and terms.procedure is not Procedure.CIRCULATION:
        present = presence(unit, meeting.id, moment, resolution.agenda_item_id).votes
    return replace(terms, present=present, members=members, chair_vote=entry.chair_vote)


def _ballots(
    unit: ReadUnit, resolution: Resolution, entry: VoteEntry, terms: VoteTerms, moment: datetime
) -> tuple[tuple[Voter, BallotChoice], ...]:
    """The single votes to keep; in a roll call of everybody entitled, who was not called took no part."""
    if not entry.choices:
        return ()
    found = voters(unit, resolution, moment)
    rows = unit.find(Attendance, meeting_id=resolution.meeting_id)
    absent = {row.id: row.name for row in rows}
    check_ballots(terms.procedure, found, entry.choices, absent, format_time(moment))
    if terms.procedure is Procedure.ROLL_CALL:
        return tuple((voter, entry.choices.get(voter.key, BallotChoice.NOT_VOTING)) for voter in found)
    return tuple((voter, entry.choices[voter.key]) for voter in found if voter.key in entry.choices)


# --- result ----------------------------------------------------------------------------------------------------------


def _adopted(result: VoteResult) -> bool:
    return result.outcome is Outcome.ADOPTED


def _result(entry: VoteEntry, count: Count, terms: VoteTerms) -> VoteResult:
    result = evaluate(count, terms)
    if entry.outcome is None or entry.outcome is result.outcome:
        return result
    return override(result, entry.outcome, entry.override_reason)


def _election(entry: VoteEntry, count: Count, terms: VoteTerms, candidates: Sequence[str]) -> ElectionResult | None:
    """The result between several candidates; None where yes and no are voted on."""
    if len(candidates) < 2 or not entry.tallies:
        return None
    found = evaluate_election(entry.tallies, count, terms, entry.elected)
    if entry.elected and entry.override_reason.strip() and found.elected != entry.elected:
        return state_elected(found, entry.elected, candidates, entry.override_reason)
    return found


def _headline(result: VoteResult, count: Count, terms: VoteTerms, election: ElectionResult | None) -> str:
    if election is None:
        return headline(result, count, terms)
    start = f"Gewählt: {election.elected}." if election.elected else "Noch niemand gewählt."
    return f"{start} {result.reason}"


def _sentence(
    entry: VoteEntry,
    count: Count,
    terms: VoteTerms,
    result: VoteResult,
    candidates: Sequence[str],
    election: ElectionResult | None,
) -> str:
    if election is not None:
        tallies = [(tally.name, tally.votes) for tally in entry.tallies]
        return election_sentence(tallies, count, election.elected, procedure=terms.procedure, lot=election.by_lot)
    if len(candidates) == 1:
        return single_election_sentence(candidates[0], count, result.outcome, procedure=terms.procedure, tie=result.tie)
    return vote_sentence(count, result.outcome, procedure=terms.procedure, tie=result.tie)

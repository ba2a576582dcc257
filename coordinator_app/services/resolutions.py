"""Resolutions: drafting, voting, the register, following up."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from coordinator_app.common.clock import local, today
from coordinator_app.common.errors import UserError
from coordinator_app.domain.agenda import ItemType
from coordinator_app.domain.bodies import Body, Term, resolution_number
from coordinator_app.domain.meetings import AgendaItem, Meeting
from coordinator_app.domain.resolutions import (
    OPEN,
    Implementation,
    Resolution,
    ResolutionState,
    ResolutionType,
    Vote,
    check_discard,
    check_implementation,
    check_votable,
    state_of,
)
from coordinator_app.domain.sentences import vote_sentence
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
from coordinator_app.services.bodies import ensure_term, rules_of
from coordinator_app.services.meeting_reads import editable_meeting
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteEntry:
    """What was counted; None for a rule or a base means: by the body's rules, from the attendance list.

    `present` other than the computed number needs `base_reason`, `outcome` other than the computed one
    `override_reason`; „freie Feststellung“ always needs `outcome` with its reason.
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


@dataclass(frozen=True, slots=True)
class VotePreview:
    """What a vote would result in: terms used, result, one line for the screen, the sentence for the minutes."""

    terms: VoteTerms
    result: VoteResult
    headline: str
    sentence: str
    next_number: str


class Resolutions:
    """Use cases around resolutions; every method is one undo step."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def draft(self, item_id: int, *, wording: str = "", title: str = "", **values: Any) -> int:
        """A resolution under an agenda item; its wording starts as the item's Beschlussvorschlag."""
        with self._store.write("Beschluss angelegt") as unit:
            item = unit.get(AgendaItem, item_id)
            meeting = editable_meeting(unit, item.meeting_id)
            words = wording or item.proposal
            values.setdefault("projects", item.projects)
            values.setdefault("public", item.public)
            if item.item_type is ItemType.MINUTES_APPROVAL:
                values.setdefault("resolution_type", ResolutionType.PROCEDURAL)
            return unit.add(
                Resolution(
                    body_id=meeting.body_id,
                    meeting_id=meeting.id,
                    agenda_item_id=item_id,
                    term_id=meeting.term_id,
                    title=title or item.title,
                    wording=words,
                    state=ResolutionState.TO_VOTE if words.strip() else ResolutionState.DRAFT,
                    **values,
                )
            )

    def get(self, id: int) -> Resolution:
        """One resolution."""
        with self._store.read() as unit:
            return unit.get(Resolution, id)

    def of_item(self, item_id: int) -> list[Resolution]:
        """The resolutions of an agenda item in the order they were drafted."""
        with self._store.read() as unit:
            return unit.find(Resolution, agenda_item_id=item_id, order="id")

    def of_meeting(self, meeting_id: int) -> list[Resolution]:
        """The resolutions of a meeting in the order they were drafted."""
        with self._store.read() as unit:
            return unit.find(Resolution, meeting_id=meeting_id, order="id")

    def votes(self, id: int) -> list[Vote]:
        """The votes on a resolution, the last one valid."""
        with self._store.read() as unit:
            return unit.find(Vote, resolution_id=id, order="round")

    def update(self, id: int, version: int | None, **values: Any) -> None:
        """Change fields; wording and grounds of a decided resolution are fixed."""
        with self._store.write("Beschluss geändert") as unit:
            current = unit.get(Resolution, id)
            fixed = {"wording", "grounds", "state", "number", "sequence", "decided_on"} & values.keys()
            if current.state not in OPEN and fixed:
                raise _fixed()
            unit.change(Resolution, id, version, **values)

    def write(self, id: int, field: str, text: str) -> None:
        """Store what is being typed into the wording, the title or the grounds; merges into one undo step."""
        with self._store.write("Text des Beschlusses geändert", merge=f"resolution:{id}:{field}") as unit:
            current = unit.get(Resolution, id)
            if current.state not in OPEN:
                raise _fixed()
            values: dict[str, Any] = {field: text}
            if field == "wording":
                values["state"] = ResolutionState.TO_VOTE if text.strip() else ResolutionState.DRAFT
            unit.change(Resolution, id, None, **values)

    # --- voting

    def preview(self, id: int, entry: VoteEntry) -> VotePreview:
        """What this vote would result in, without storing it; for the live line below the numbers."""
        with self._store.read() as unit:
            resolution = unit.get(Resolution, id)
            terms = _terms(unit, resolution, entry)
            return _preview(unit, resolution, entry, terms)

    def vote(self, id: int, entry: VoteEntry) -> VotePreview:
        """Store a vote; a decided resolution gets its number.

        The number is drawn in a step of its own that cannot be undone: undoing the vote leaves it with this
        resolution, so it is never given to another one and the register has no gaps.
        """
        with self._store.read() as unit:
            resolution = unit.get(Resolution, id)
            if resolution.meeting_id is not None:
                editable_meeting(unit, resolution.meeting_id)
            check_votable(resolution)
            terms = _terms(unit, resolution, entry)
            found = _preview(unit, resolution, entry, terms)
            _check_base(unit, resolution, entry, terms)
        if found.result.outcome is not Outcome.UNDECIDED and not resolution.number:
            self._draw_number(id)
        with self._store.write("Abstimmung eingetragen") as unit:
            moment = _moment(unit, entry)
            unit.add(_vote(resolution.id, unit.count(Vote, resolution_id=id) + 1, moment, entry, found))
            state = state_of(found.result.outcome)
            decided = None if state is ResolutionState.TO_VOTE else _decision_day(unit, resolution, moment)
            carried_out = _carried_out(resolution, state, decided)
            unit.change(Resolution, id, None, state=state, decided_on=decided, **carried_out)
        return found

    def reopen(self, id: int) -> None:
        """Vote again: the resolution is open once more and keeps its number."""
        with self._store.write("Abstimmung wiederholt") as unit:
            resolution = unit.get(Resolution, id)
            if resolution.meeting_id is not None:
                editable_meeting(unit, resolution.meeting_id)
            unit.change(Resolution, id, None, state=ResolutionState.TO_VOTE, decided_on=None)

    def settle(self, id: int, state: ResolutionState) -> None:
        """End an undecided resolution without a vote: vertagt, verwiesen or zurückgezogen."""
        if state not in (ResolutionState.POSTPONED, ResolutionState.REFERRED, ResolutionState.WITHDRAWN):
            raise ValueError(state)
        with self._store.write(f"Beschluss {state.label}") as unit:
            resolution = unit.get(Resolution, id)
            if resolution.meeting_id is not None:
                editable_meeting(unit, resolution.meeting_id)
            if resolution.state not in OPEN:
                raise _fixed()
            unit.change(Resolution, id, None, state=state)

    def discard(self, id: int) -> None:
        """Move a resolution without a number to the Papierkorb."""
        with self._store.write("Beschluss gelöscht") as unit:
            check_discard(unit.get(Resolution, id))
            unit.discard(Resolution, id)

    # --- following up

    def follow_up(
        self, id: int, target: Implementation, *, report: str | None = None, replaced_by_id: int | None = None
    ) -> None:
        """Note how far an adopted resolution is carried out."""
        with self._store.write("Umsetzung eingetragen") as unit:
            resolution = unit.get(Resolution, id)
            text = resolution.report if report is None else report
            successor = replaced_by_id or resolution.replaced_by_id
            check_implementation(resolution, target, text, successor)
            done = today(unit.clock) if target is Implementation.DONE else None
            unit.change(
                Resolution,
                id,
                None,
                implementation=target,
                report=text,
                replaced_by_id=successor if target is Implementation.REPLACED else None,
                implemented_on=done,
            )

    def _draw_number(self, id: int) -> None:
        with self._store.write("Beschlussnummer vergeben", undoable=False) as unit:
            resolution = unit.get(Resolution, id)
            term = _term(unit, resolution)
            if term is None:
                term = ensure_term(unit, resolution.body_id, _decision_day(unit, resolution, unit.clock.now()))
            body = unit.get(Body, resolution.body_id)
            number = term.next_resolution_number
            words = resolution_number(body.number_pattern, term.title, number)
            unit.change(Resolution, id, None, number=words, sequence=number, term_id=term.id)
            unit.change(Term, term.id, None, next_resolution_number=number + 1)


def _carried_out(resolution: Resolution, state: ResolutionState, day: date | None) -> dict[str, Any]:
    """Motions on procedure and takings of notice are carried out by being adopted."""
    at_once = resolution.resolution_type in (ResolutionType.PROCEDURAL, ResolutionType.NOTED)
    if not at_once or state is not ResolutionState.ADOPTED:
        return {}
    return {"implementation": Implementation.DONE, "implemented_on": day}


def _fixed() -> UserError:
    return UserError(
        "Über diesen Beschluss wurde schon entschieden; sein Wortlaut steht fest. "
        "Mit „Abstimmung wiederholen“ können Sie ihn wieder öffnen.",
        help_topic="sitzung-durchfuehren",
    )


def _moment(unit: ReadUnit, entry: VoteEntry) -> datetime:
    return entry.at or unit.clock.now().replace(microsecond=0)


def _decision_day(unit: ReadUnit, resolution: Resolution, moment: datetime) -> date:
    meeting = unit.get(Meeting, resolution.meeting_id) if resolution.meeting_id else None
    begin = (meeting.actual_start or meeting.starts_at) if meeting else None
    return local(begin or moment).date()


def _term(unit: ReadUnit, resolution: Resolution) -> Term | None:
    meeting = unit.get(Meeting, resolution.meeting_id) if resolution.meeting_id else None
    term_id = (meeting.term_id if meeting else None) or resolution.term_id
    return unit.get(Term, term_id) if term_id else None


def _terms(unit: ReadUnit, resolution: Resolution, entry: VoteEntry) -> VoteTerms:
    """The rules of the body on that day and the bases at the moment of the vote."""
    moment = _moment(unit, entry)
    rules = rules_of(unit, resolution.body_id, _decision_day(unit, resolution, moment))
    procedure = entry.procedure or (Procedure.CONSENSUS if rules.default_consensus else Procedure.OPEN)
    majority = entry.majority
    if majority is None:
        majority = rules.circulation_majority if procedure is Procedure.CIRCULATION else rules.default_majority
    meeting = unit.get(Meeting, resolution.meeting_id) if resolution.meeting_id else None
    members = members_votes(unit, meeting) if meeting else 0
    present = members
    if meeting is not None and procedure is not Procedure.CIRCULATION:
        present = presence(unit, meeting.id, moment, resolution.agenda_item_id).votes
    return VoteTerms(
        majority=majority,
        procedure=procedure,
        present=present if entry.present is None else entry.present,
        members=members,
        abstentions_count=rules.abstentions_count,
        tie_rule=rules.tie_rule,
        chair_vote=entry.chair_vote,
    )


def _check_base(unit: ReadUnit, resolution: Resolution, entry: VoteEntry, terms: VoteTerms) -> None:
    computed = _terms(unit, resolution, replace(entry, present=None)).present
    if terms.present != computed and not entry.base_reason.strip():
        raise UserError(
            f"Nach der Anwesenheitsliste sind {computed} Stimmen anwesend, eingegeben sind {terms.present}. "
            "Bitte begründen Sie die Abweichung oder berichtigen Sie die Anwesenheit.",
            help_topic="sitzung-durchfuehren",
        )


def _preview(unit: ReadUnit, resolution: Resolution, entry: VoteEntry, terms: VoteTerms) -> VotePreview:
    result = evaluate(entry.count, terms)
    if entry.outcome is not None and entry.outcome is not result.outcome:
        result = override(result, entry.outcome, entry.override_reason)
    sentence = vote_sentence(entry.count, result.outcome, procedure=terms.procedure, tie=result.tie)
    number = resolution.number
    if not number:
        term = _term(unit, resolution)
        body = unit.get(Body, resolution.body_id)
        number = resolution_number(body.number_pattern, term.title, term.next_resolution_number) if term else ""
    return VotePreview(terms, result, headline(result, entry.count, terms), sentence, number)


def _vote(resolution_id: int, turn: int, moment: datetime, entry: VoteEntry, found: VotePreview) -> Vote:
    count, terms, result = entry.count, found.terms, found.result
    return Vote(
        resolution_id=resolution_id,
        round=turn,
        procedure=terms.procedure,
        majority=terms.majority,
        taken_at=moment,
        present=terms.present,
        members=terms.members,
        base_reason=entry.base_reason.strip(),
        yes=count.yes,
        no=count.no,
        abstain=count.abstain,
        invalid=count.invalid,
        not_voting=count.not_voting,
        chair_vote=entry.chair_vote,
        outcome=result.outcome,
        reason=result.reason,
        sentence=found.sentence,
        override_reason=result.override_reason,
    )

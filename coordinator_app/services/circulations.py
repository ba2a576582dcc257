"""Umlaufbeschlüsse: preparing one, starting it with a fixed list of members, their answers, counting, breaking off."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.domain.attendance import distinct_names
from coordinator_app.domain.ballots import Ballot, BallotChoice
from coordinator_app.domain.circulations import (
    Circulation,
    CirculationState,
    check_allowed,
    check_answer,
    check_close,
    check_draft,
    check_running,
    check_start,
    reply_by,
)
from coordinator_app.domain.dispatches import Dispatch, Occasion
from coordinator_app.domain.resolutions import OPEN, Resolution, ResolutionState, Vote, state_of
from coordinator_app.domain.sentences import vote_sentence
from coordinator_app.domain.votes import ChairVote, Outcome, Procedure, VoteResult, VoteTerms, override
from coordinator_app.services.bodies import SeatView, rules_of
from coordinator_app.services.circulation_reads import (
    CirculationLine,
    CirculationView,
    by_urgency,
    circulation_line,
    circulation_of,
    circulation_view,
    entitled,
    may_object,
    refuse_circulation,
)
from coordinator_app.services.meeting_reads import editable_meeting
from coordinator_app.services.resolution_numbers import draw_number
from coordinator_app.services.voting import carried_out, not_carried_out, terms_by_rules
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import WriteUnit

_TYPED = ("title", "wording", "grounds", "mover")


__all__ = ["CirculationLine", "CirculationView", "Circulations"]


class Circulations:
    """Use cases around Umlaufbeschlüsse; every method is one undo step."""

    def __init__(self, store: Store) -> None:
        self._store = store

    # --- reading

    def get(self, id: int) -> Circulation:
        """One circulation."""
        with self._store.read() as unit:
            return unit.get(Circulation, id)

    def of_resolution(self, resolution_id: int) -> int:
        """Id of the circulation that decided (or decides) a resolution, 0 for none."""
        with self._store.read() as unit:
            found = unit.find(Circulation, resolution_id=resolution_id)
            return found[-1].id if found else 0

    def of_body(self, body_id: int) -> list[CirculationLine]:
        """The circulations of a body: running ones first by deadline, then the newest."""
        with self._store.read() as unit:
            day = today(unit.clock)
            found = sorted(unit.find(Circulation, body_id=body_id), key=by_urgency)
            return [circulation_line(unit, entry, day) for entry in found]

    def view(self, id: int, chair_vote: ChairVote = ChairVote.NONE) -> CirculationView:
        """A circulation with its answers and the result they give; `chair_vote` settles a tie."""
        with self._store.read() as unit:
            return circulation_view(unit, unit.get(Circulation, id), chair_vote)

    # --- preparing

    def create(self, *, body_id: int, title: str, wording: str = "", item_id: int | None = None, **values: Any) -> int:
        """Prepare a circulation about a new resolution (`values`: fields of `Resolution`)."""
        with self._store.write("Umlaufverfahren angelegt") as unit:
            check_allowed(rules_of(unit, body_id, today(unit.clock)))
            resolution_id = unit.add(
                Resolution(
                    body_id=body_id,
                    title=title.strip(),
                    wording=wording,
                    state=ResolutionState.TO_VOTE if wording.strip() else ResolutionState.DRAFT,
                    **values,
                )
            )
            return unit.add(
                Circulation(body_id=body_id, resolution_id=resolution_id, title=title.strip(), agenda_item_id=item_id)
            )

    def from_resolution(self, resolution_id: int) -> int:
        """Decide in writing what a meeting has not decided: its resolution is „verwiesen“, a copy goes round."""
        with self._store.write("In den Umlauf gegeben") as unit:
            resolution = unit.get(Resolution, resolution_id)
            if resolution.meeting_id is not None:
                editable_meeting(unit, resolution.meeting_id)
            if resolution.state not in OPEN or resolution.number:
                raise UserError(
                    f"Über „{resolution.title}“ wurde schon entschieden ({resolution.state.label}); dafür gibt es "
                    "kein Umlaufverfahren mehr.",
                    help_topic="umlaufbeschluss",
                )
            refuse_circulation(unit, resolution_id, CirculationState.DRAFT)
            id = self.create(
                body_id=resolution.body_id,
                title=resolution.title,
                wording=resolution.wording,
                item_id=resolution.agenda_item_id,
                **{name: getattr(resolution, name) for name in _COPIED},
            )
            unit.change(Resolution, resolution_id, None, state=ResolutionState.REFERRED)
            return id

    def write(self, id: int, field: str, text: str) -> None:
        """Store what is being typed before the start: title, wording, grounds, mover or the letter."""
        with self._store.write("Umlaufverfahren geändert", merge=f"circulation:{id}:{field}") as unit:
            circulation = unit.get(Circulation, id)
            check_draft(circulation)
            if field not in _TYPED:
                unit.change(Circulation, id, None, **{field: text})
                return
            values: dict[str, Any] = {field: text}
            if field == "wording":
                values["state"] = ResolutionState.TO_VOTE if text.strip() else ResolutionState.DRAFT
            unit.change(Resolution, circulation.resolution_id, None, **values)
            if field == "title":
                unit.change(Circulation, id, None, title=text)

    def usual_deadline(self, id: int, sent_on: date) -> date:
        """The day answers are due by the body's rules."""
        with self._store.read() as unit:
            return reply_by(rules_of(unit, unit.get(Circulation, id).body_id, sent_on), sent_on)

    def discard(self, id: int) -> None:
        """Move a circulation that decided nothing to the Papierkorb, with its resolution."""
        with self._store.write("Umlaufverfahren gelöscht") as unit:
            circulation = unit.get(Circulation, id)
            resolution = unit.get(Resolution, circulation.resolution_id)
            if circulation.state is CirculationState.RUNNING or resolution.number:
                raise UserError(
                    "Ein laufendes oder ausgezähltes Umlaufverfahren bleibt erhalten. Ein laufendes können Sie mit "
                    "Begründung abbrechen.",
                    help_topic="umlaufbeschluss",
                )
            unit.discard(Circulation, id)
            unit.discard(Resolution, resolution.id)

    # --- running

    def start(
        self, id: int, *, sent_on: date | None = None, reply_until: date | None = None, way: str = "E-Mail"
    ) -> None:
        """Fix who may vote and by which majority; from now on answers count. The sending (by `way`) is recorded."""
        with self._store.write("Umlaufverfahren gestartet") as unit:
            circulation = unit.get(Circulation, id)
            check_draft(circulation)
            day = today(unit.clock)
            sent = sent_on or day
            rules = rules_of(unit, circulation.body_id, sent)
            check_allowed(rules)
            deadline = reply_until or reply_by(rules, sent)
            members = entitled(unit, circulation.body_id, sent)
            votes = sum(view.seat.weight for view in members)
            resolution = unit.get(Resolution, circulation.resolution_id)
            check_start(resolution.wording, votes, sent, deadline, day)
            if resolution.deleted_at is not None:  # only the circulation was taken out of the Papierkorb
                unit.restore(Resolution, resolution.id)
            turn = unit.count(Vote, resolution_id=resolution.id) + 1
            vote_id = unit.add(_written_vote(resolution, turn, terms_by_rules(rules, Procedure.CIRCULATION), votes))
            names = _add_ballots(unit, vote_id, members)
            unit.add(_sending(circulation, resolution, sent, way, names))
            unit.change(
                Circulation,
                id,
                None,
                vote_id=vote_id,
                sent_on=sent,
                reply_until=deadline,
                state=CirculationState.RUNNING,
            )

    def answer(self, ballot_id: int, choice: BallotChoice, *, on: date | None = None, way: str = "") -> None:
        """Enter (or change) the answer of a member; `BallotChoice.OPEN` takes it back."""
        with self._store.write("Antwort eingetragen") as unit:
            ballot = unit.get(Ballot, ballot_id)
            circulation = circulation_of(unit, ballot)
            if choice is BallotChoice.OPEN:
                check_running(circulation)
                unit.change(Ballot, ballot_id, None, choice=choice, cast_on=None, way="")
                return
            day = on or today(unit.clock)
            check_answer(circulation, day, today(unit.clock))
            unit.change(Ballot, ballot_id, None, choice=choice, cast_on=day, way=way.strip())

    def extend(self, id: int, reply_until: date) -> None:
        """Give more (or less) time while it runs."""
        with self._store.write("Frist des Umlaufverfahrens geändert") as unit:
            circulation = unit.get(Circulation, id)
            check_running(circulation)
            answers = unit.find(Ballot, vote_id=circulation.vote_id)
            latest = max((ballot.cast_on for ballot in answers if ballot.cast_on), default=circulation.sent_on)
            if latest is not None and reply_until < latest:
                raise UserError(
                    f"Es gibt schon eine Antwort vom {latest:%d.%m.%Y}. Die Frist kann nicht davor enden.",
                    help_topic="umlaufbeschluss",
                )
            unit.change(Circulation, id, None, reply_until=reply_until)

    # --- ending

    def close(
        self,
        id: int,
        *,
        chair_vote: ChairVote = ChairVote.NONE,
        outcome: Outcome | None = None,
        override_reason: str = "",
    ) -> CirculationView:
        """Count the answers: the resolution is decided and gets its number.

        Before the deadline only when all have answered or nothing can change the result. A tie left to the chair
        needs `chair_vote`, „freie Feststellung“ an `outcome` with its reason.
        """
        with self._store.read() as unit:
            circulation = unit.get(Circulation, id)
            day = today(unit.clock)
            found = circulation_view(unit, circulation, chair_vote)
            check_close(circulation, found.waiting, day, decided=found.may_close)
            result = found.result
            if outcome is not None and outcome is not result.outcome:
                result = override(result, outcome, override_reason)
        if result.outcome is Outcome.UNDECIDED:
            raise UserError(f"{result.reason} Bitte geben Sie an, wie entschieden ist.", help_topic="umlaufbeschluss")
        draw_number(self._store, found.resolution.id, day)
        with self._store.write("Umlaufverfahren ausgezählt") as unit:
            _record(unit, found, result, chair_vote, day)
        return self.view(id, chair_vote)

    def reopen(self, id: int) -> None:
        """Go on, to correct an answer entered wrongly; the resolution keeps its number."""
        with self._store.write("Umlaufverfahren wieder geöffnet") as unit:
            circulation = unit.get(Circulation, id)
            if circulation.state is not CirculationState.CLOSED:
                raise UserError("Nur ein ausgezähltes Umlaufverfahren kann wieder geöffnet werden.")
            resolution = unit.get(Resolution, circulation.resolution_id)
            unit.change(Circulation, id, None, state=CirculationState.RUNNING, closed_on=None)
            unit.change(
                Resolution,
                resolution.id,
                None,
                state=ResolutionState.TO_VOTE,
                decided_on=None,
                **not_carried_out(resolution),
            )
            if circulation.vote_id is not None:
                values: dict[str, Any] = {"outcome": Outcome.UNDECIDED, "sentence": "", "reason": ""}
                unit.change(Vote, circulation.vote_id, None, **values, override_reason="", chair_vote=ChairVote.NONE)

    def stop(self, id: int, reason: str) -> None:
        """Break off a running circulation; its resolution counts as withdrawn."""
        if not reason.strip():
            raise UserError("Bitte geben Sie an, warum das Umlaufverfahren abgebrochen wird.")
        self._end(id, reason.strip(), ResolutionState.WITHDRAWN)

    def object(self, ballot_id: int) -> None:
        """A member objects to deciding in writing: where the rules say so, that ends it and a meeting must decide."""
        with self._store.read() as unit:
            ballot = unit.get(Ballot, ballot_id)
            circulation = circulation_of(unit, ballot)
            allowed = may_object(unit, circulation)
        if not allowed:
            raise UserError(
                "Nach dem Regelwerk beendet ein Widerspruch das Umlaufverfahren nicht.", help_topic="umlaufbeschluss"
            )
        reason = f"{ballot.name} widerspricht der Entscheidung im Umlaufverfahren."
        self._end(circulation.id, reason, ResolutionState.POSTPONED)

    def _end(self, id: int, reason: str, state: ResolutionState) -> None:
        with self._store.write("Umlaufverfahren abgebrochen") as unit:
            circulation = unit.get(Circulation, id)
            check_running(circulation)
            values: dict[str, Any] = {"state": CirculationState.STOPPED, "closed_on": today(unit.clock)}
            unit.change(Circulation, id, None, stop_reason=reason, **values)
            unit.change(Resolution, circulation.resolution_id, None, state=state)


_COPIED = ("grounds", "mover", "resolution_type", "projects", "needs", "public", "responsible_id", "due_on")


def _written_vote(resolution: Resolution, turn: int, terms: VoteTerms, votes: int) -> Vote:
    """The vote of a circulation at its start: nobody has answered."""
    return Vote(
        resolution_id=resolution.id,
        round=turn,
        procedure=terms.procedure,
        majority=terms.majority,
        present=votes,
        members=votes,
        not_voting=votes,
    )


def _sending(circulation: Circulation, resolution: Resolution, sent: date, way: str, names: Sequence[str]) -> Dispatch:
    return Dispatch(
        occasion=Occasion.CIRCULATION,
        target_kind=Circulation.kind,
        target_id=circulation.id,
        sent_on=sent,
        way=way.strip(),
        recipients="\n".join(names),
        contents=f"Umlaufbeschluss „{resolution.title}“ mit Antwortbogen",
    )


def _add_ballots(unit: WriteUnit, vote_id: int, members: Sequence[SeatView]) -> list[str]:
    """An open ballot for everybody asked; returns their names."""
    names = distinct_names((view.id, view.name, view.function or view.seat.seat) for view in members)
    for view in members:
        ballot = Ballot(vote_id=vote_id, membership_id=view.id, person_id=view.seat.person_id, name=names[view.id])
        unit.add(replace(ballot, weight=view.seat.weight))
    return list(names.values())


def _record(unit: WriteUnit, found: CirculationView, result: VoteResult, chair_vote: ChairVote, day: date) -> None:
    count, resolution = found.count, found.resolution
    state = state_of(result.outcome)
    unit.change(
        Vote,
        found.circulation.vote_id or 0,
        None,
        taken_at=unit.clock.now().replace(microsecond=0),
        yes=count.yes,
        no=count.no,
        abstain=count.abstain,
        invalid=count.invalid,
        not_voting=count.not_voting,
        chair_vote=chair_vote,
        outcome=result.outcome,
        reason=result.reason,
        sentence=vote_sentence(count, result.outcome, procedure=Procedure.CIRCULATION, tie=result.tie),
        override_reason=result.override_reason,
    )
    values = carried_out(resolution, state, day)
    unit.change(Resolution, resolution.id, None, state=state, decided_on=day, **values)
    unit.change(Circulation, found.circulation.id, None, state=CirculationState.CLOSED, closed_on=day)

"""Resolutions: drafting, voting, the register, following up."""

from datetime import datetime
from typing import Any

from coordinator_app.common.errors import UserError
from coordinator_app.domain.agenda import ItemType
from coordinator_app.domain.ballots import Ballot, Voter
from coordinator_app.domain.circulations import CirculationState
from coordinator_app.domain.meetings import AgendaItem
from coordinator_app.domain.resolutions import (
    DECIDED,
    OPEN,
    Implementation,
    Resolution,
    ResolutionState,
    ResolutionType,
    Vote,
    check_discard,
    check_votable,
    state_of,
)
from coordinator_app.services.circulation_reads import refuse_circulation
from coordinator_app.services.follow_up import note
from coordinator_app.services.meeting_reads import editable_meeting
from coordinator_app.services.minutes_approval import review_approval
from coordinator_app.services.resolution_numbers import draw_number
from coordinator_app.services.voting import (
    VoteEntry,
    VotePreview,
    carried_out,
    check_entry,
    decision_day,
    is_election,
    not_carried_out,
    preview_vote,
    record_vote,
    vote_moment,
    voters,
)
from coordinator_app.storage.store import Store

__all__ = ["Resolutions", "VoteEntry", "VotePreview"]


class Resolutions:
    """Use cases around resolutions; every method is one undo step."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def draft(self, item_id: int, *, wording: str = "", title: str = "", **values: Any) -> int:
        """A resolution under an agenda item; its wording starts as the item's Beschlussvorschlag."""
        with self._store.write("Beschluss angelegt") as unit:
            item = unit.get(AgendaItem, item_id)
            meeting = editable_meeting(unit, item.meeting_id)
            election = item.item_type is ItemType.ELECTION
            words = wording or item.proposal or (item.title if election else "")
            values.setdefault("projects", item.projects)
            values.setdefault("public", item.public)
            if item.item_type is ItemType.MINUTES_APPROVAL:
                values.setdefault("resolution_type", ResolutionType.PROCEDURAL)
            elif election:
                values.setdefault("resolution_type", ResolutionType.ELECTION)
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
            if fixed and current.meeting_id is None:
                refuse_circulation(unit, id)
            unit.change(Resolution, id, version, **values)

    def write(self, id: int, field: str, text: str) -> None:
        """Store what is being typed into the wording, the title or the grounds; merges into one undo step."""
        with self._store.write("Text des Beschlusses geändert", merge=f"resolution:{id}:{field}") as unit:
            current = unit.get(Resolution, id)
            if current.state not in OPEN:
                raise _fixed()
            if current.meeting_id is None:
                refuse_circulation(unit, id)
            values: dict[str, Any] = {field: text}
            if field == "wording":
                values["state"] = ResolutionState.TO_VOTE if text.strip() else ResolutionState.DRAFT
            unit.change(Resolution, id, None, **values)

    # --- voting

    def preview(self, id: int, entry: VoteEntry) -> VotePreview:
        """What this vote would result in, without storing it; for the live line below the numbers."""
        with self._store.read() as unit:
            return preview_vote(unit, unit.get(Resolution, id), entry)

    def voters(self, id: int, at: datetime | None = None) -> tuple[Voter, ...]:
        """Everybody who may vote on a resolution of a meeting, now or at a moment: the roll to call."""
        with self._store.read() as unit:
            resolution = unit.get(Resolution, id)
            return voters(unit, resolution, vote_moment(unit, resolution, VoteEntry(at=at)))

    def ballots(self, vote_id: int) -> list[Ballot]:
        """The single votes of a vote as they were called."""
        with self._store.read() as unit:
            return unit.find(Ballot, vote_id=vote_id, order="id")

    def vote(self, id: int, entry: VoteEntry) -> VotePreview:
        """Store a vote as the next round; a decided resolution gets its number, for good (see `draw_number`)."""
        with self._store.read() as unit:
            resolution = unit.get(Resolution, id)
            if resolution.meeting_id is not None:
                editable_meeting(unit, resolution.meeting_id)
            check_votable(resolution)
            refuse_circulation(unit, id)
            found = preview_vote(unit, resolution, entry)
            check_entry(resolution, entry, found)
            day = decision_day(unit, resolution, found.moment)
        state = state_of(found.result.outcome)
        if state in DECIDED and not resolution.number:
            draw_number(self._store, id, day)
        with self._store.write("Abstimmung eingetragen") as unit:
            record_vote(unit, resolution, entry, found)
            values: dict[str, Any] = {"elected": found.elected} if is_election(resolution) else {}
            if state in DECIDED:
                values |= {"decided_on": day, **carried_out(resolution, state, day)}
            unit.change(Resolution, id, None, state=state, **values)
            review_approval(unit, resolution.agenda_item_id)
        return found

    def reopen(self, id: int) -> None:
        """Vote again: the resolution is open once more and keeps its number."""
        with self._store.write("Abstimmung wiederholt") as unit:
            resolution = unit.get(Resolution, id)
            if resolution.meeting_id is not None:
                editable_meeting(unit, resolution.meeting_id)
            refuse_circulation(unit, id)
            values = not_carried_out(resolution)
            unit.change(Resolution, id, None, state=ResolutionState.TO_VOTE, decided_on=None, elected="", **values)
            review_approval(unit, resolution.agenda_item_id)

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
            refuse_circulation(unit, id)
            unit.change(Resolution, id, None, state=state)
            review_approval(unit, resolution.agenda_item_id)

    def discard(self, id: int) -> None:
        """Move a resolution without a number to the Papierkorb."""
        with self._store.write("Beschluss gelöscht") as unit:
            check_discard(unit.get(Resolution, id))
            refuse_circulation(unit, id, CirculationState.DRAFT)
            unit.discard(Resolution, id)

    # --- following up

    def follow_up(
        self, id: int, target: Implementation, *, report: str | None = None, replaced_by_id: int | None = None
    ) -> None:
        """Note how far an adopted resolution is carried out (`services.follow_up` holds the rules and the history)."""
        with self._store.write("Umsetzung eingetragen") as unit:
            note(unit, id, report or "", state=target, replaced_by_id=replaced_by_id)


def _fixed() -> UserError:
    return UserError(
        "Über diesen Beschluss wurde schon entschieden; sein Wortlaut steht fest. "
        "Mit „Abstimmung wiederholen“ können Sie ihn wieder öffnen.",
        help_topic="sitzung-durchfuehren",
    )

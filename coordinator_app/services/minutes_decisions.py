"""What was decided, set and enclosed under each agenda item of a meeting: read at once, however many items it has."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from coordinator_app.domain.attachments import Document, DocumentLink, LinkRole
from coordinator_app.domain.attendance import distinct_names
from coordinator_app.domain.ballots import Ballot, BallotChoice
from coordinator_app.domain.circulations import Circulation
from coordinator_app.domain.fields import Record
from coordinator_app.domain.meetings import AgendaItem, Attendance, Meeting, Recusal
from coordinator_app.domain.minutes_content import (
    AttachmentContent,
    BallotContent,
    CirculationContent,
    ResolutionContent,
)
from coordinator_app.domain.resolutions import DECIDED, Resolution, Vote
from coordinator_app.domain.tasks import Task, TaskState
from coordinator_app.services.tasks import TaskView, task_views
from coordinator_app.storage.unit_of_work import ReadUnit

_CHUNK = 400
_CIRCULATION = "circulation:"
R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Treated:
    """By id of the agenda item, votes and circulations by id of the resolution, ballots by id of the vote."""

    resolutions: dict[int, list[Resolution]]
    votes: dict[int, list[Vote]]
    ballots: dict[int, list[Ballot]]
    circulations: dict[int, Circulation]
    tasks: dict[int, list[TaskView]]
    recused: dict[int, list[str]]
    attachments: dict[int, list[tuple[DocumentLink, Document]]]

    def last_vote(self, resolution: Resolution) -> Vote | None:
        """The vote that counts."""
        return next(reversed(self.votes.get(resolution.id, ())), None)


def treated(unit: ReadUnit, meeting: Meeting) -> Treated:
    """Everything that hangs on the items of a meeting."""
    items = unit.find(AgendaItem, meeting_id=meeting.id)
    resolutions = _resolutions(unit, meeting, items)
    ids = [entry.id for entries in resolutions.values() for entry in entries]
    votes = _grouped(_find_in(unit, Vote, "resolution_id", ids, order="round"), "resolution_id")
    vote_ids = [vote.id for entries in votes.values() for vote in entries]
    return Treated(
        resolutions=resolutions,
        votes=votes,
        ballots=_grouped(_find_in(unit, Ballot, "vote_id", vote_ids, order="id"), "vote_id"),
        circulations={entry.resolution_id: entry for entry in _find_in(unit, Circulation, "resolution_id", ids)},
        tasks=_tasks(unit, meeting),
        recused=_recused(unit, meeting),
        attachments=attachments_of(unit, "agenda_item", [item.id for item in items]),
    )


def attachments_of(unit: ReadUnit, kind: str, ids: Iterable[int]) -> dict[int, list[tuple[DocumentLink, Document]]]:
    """The attachments of records of one kind by their id, in the order of their numbers."""
    links = [
        link
        for link in _find_in(unit, DocumentLink, "target_id", ids, order="number", target_kind=kind)
        if link.role is not LinkRole.HAND_EDITED
    ]
    documents = unit.many(Document, [link.document_id for link in links])
    found: dict[int, list[tuple[DocumentLink, Document]]] = {}
    for link in links:
        document = documents.get(link.document_id)
        if document is not None and document.deleted_at is None:
            found.setdefault(link.target_id, []).append((link, document))
    return found


def attachment_contents(entries: Iterable[tuple[DocumentLink, Document]]) -> tuple[AttachmentContent, ...]:
    """Attachments as minutes list them."""
    return tuple(
        AttachmentContent(
            number=link.number, title=document.title, dated=document.dated, confidential=document.confidential
        )
        for link, document in entries
    )


def resolution_content(found: Treated, resolution: Resolution) -> ResolutionContent:
    """A resolution as minutes tell it; votes count only when it was decided."""
    votes = found.votes.get(resolution.id, [])
    decided = resolution.state in DECIDED
    vote = votes[-1] if votes and decided else None
    circulation = found.circulations.get(resolution.id)
    return ResolutionContent(
        number=resolution.number,
        title=resolution.title,
        wording=resolution.wording,
        grounds=resolution.grounds,
        state=resolution.state,
        public=resolution.public,
        mover=resolution.mover,
        elected=resolution.elected,
        earlier=tuple(entry.sentence for entry in votes[:-1] if entry.sentence) if decided else (),
        ballots=_ballots(found.ballots.get(vote.id, [])) if vote else (),
        circulation=CirculationContent(
            sent_on=circulation.sent_on, reply_until=circulation.reply_until, closed_on=circulation.closed_on
        )
        if circulation
        else None,
        **_numbers(vote),
    )


def _numbers(vote: Vote | None) -> dict[str, Any]:
    if vote is None:
        return {}
    names = ("sentence", "yes", "no", "abstain", "invalid", "not_voting", "present", "override_reason", "procedure")
    return {name: getattr(vote, name) for name in names}


def _ballots(ballots: list[Ballot]) -> tuple[BallotContent, ...]:
    return tuple(
        BallotContent(name=ballot.name, choice=ballot.choice, represents=ballot.represents, weight=ballot.weight)
        for ballot in ballots
        if ballot.choice is not BallotChoice.OPEN
    )


def _resolutions(unit: ReadUnit, meeting: Meeting, items: list[AgendaItem]) -> dict[int, list[Resolution]]:
    """Those decided in the meeting, and Umlaufbeschlüsse an item makes known."""
    found: dict[int, list[Resolution]] = {}
    for resolution in unit.find(Resolution, meeting_id=meeting.id, order="id"):
        found.setdefault(resolution.agenda_item_id or 0, []).append(resolution)
    told = {
        int(item.origin_key.removeprefix(_CIRCULATION)): item.id
        for item in items
        if item.origin_key.startswith(_CIRCULATION)
    }
    circulations = unit.many(Circulation, list(told))
    resolutions = unit.many(Resolution, [entry.resolution_id for entry in circulations.values()])
    for circulation in circulations.values():
        resolution = resolutions.get(circulation.resolution_id)
        if resolution is not None and resolution.meeting_id != meeting.id:
            found.setdefault(told[circulation.id], []).append(resolution)
    return found


def _tasks(unit: ReadUnit, meeting: Meeting) -> dict[int, list[TaskView]]:
    found = [task for task in unit.find(Task, meeting_id=meeting.id, order="id") if task.state is not TaskState.DROPPED]
    tasks: dict[int, list[TaskView]] = {}
    for view in task_views(unit, found):
        if view.task.source_kind == "agenda_item":
            tasks.setdefault(view.task.source_id or 0, []).append(view)
    return tasks


def _recused(unit: ReadUnit, meeting: Meeting) -> dict[int, list[str]]:
    rows = unit.find(Attendance, meeting_id=meeting.id)
    names = distinct_names((row.id, row.name, row.function or row.organisation) for row in rows)
    found: dict[int, list[str]] = {}
    for row in _find_in(unit, Recusal, "attendance_id", names):
        found.setdefault(row.agenda_item_id, []).append(names[row.attendance_id])
    return found


def _grouped(records: list[R], name: str) -> dict[int, list[R]]:
    found: dict[int, list[R]] = {}
    for record in records:
        found.setdefault(getattr(record, name), []).append(record)
    return found


def _find_in(
    unit: ReadUnit, record_type: type[R], name: str, ids: Iterable[int], *, order: str = "id", **equals: Any
) -> list[R]:
    """`find` with one of many ids, in statements of bearable length."""
    wanted = list(ids)
    found: list[R] = []
    for start in range(0, len(wanted), _CHUNK):
        chosen: dict[str, Any] = {name: tuple(wanted[start : start + _CHUNK])}
        found += unit.find(record_type, order=order, **equals, **chosen)
    return found

"""Gathers what the completeness check of minutes looks at."""

from collections.abc import Collection

from coordinator_app.common.clock import today
from coordinator_app.domain.agenda import OPEN_STATES, ItemState, ItemType
from coordinator_app.domain.attendance import QuorumKind, visible_spans
from coordinator_app.domain.bodies import BodyRules
from coordinator_app.domain.meetings import AgendaItem, Attendance, Meeting, NoticeAnswer
from coordinator_app.domain.minutes_check import ItemCheck, MeetingCheck
from coordinator_app.domain.publicity import doubtful_marks
from coordinator_app.domain.resolutions import DECIDED, OPEN, Resolution, Vote
from coordinator_app.domain.tasks import Task, TaskState
from coordinator_app.domain.votes import Procedure
from coordinator_app.services.agenda import AgendaLine, agenda_view
from coordinator_app.services.attendance import spans_of
from coordinator_app.services.attendance_checks import vote_findings
from coordinator_app.services.bodies import rules_of
from coordinator_app.services.meeting_reads import meeting_day
from coordinator_app.services.minutes_approval import approval_content
from coordinator_app.services.minutes_decisions import Treated, treated
from coordinator_app.storage.queries.contents import missing_contents
from coordinator_app.storage.unit_of_work import ReadUnit

_UNCOUNTED = (Procedure.CONSENSUS, Procedure.ACCLAMATION)
_MOST_VOTES = 60  # comparing votes with presence reads the whole list for each; nobody corrects times after so many


def meeting_check(unit: ReadUnit, meeting: Meeting) -> MeetingCheck:
    """The meeting as its completeness check sees it."""
    day = meeting_day(meeting) or today(unit.clock)
    rows = unit.find(Attendance, meeting_id=meeting.id)
    spans = spans_of(unit, [row.id for row in rows])
    found = treated(unit, meeting)
    documents = [document for entries in found.attachments.values() for _, document in entries]
    unreadable = missing_contents(unit, {document.sha256: document.size for document in documents})
    tasks = [task for task in unit.find(Task, meeting_id=meeting.id, order="id") if task.state is not TaskState.DROPPED]
    lines = [line for line in agenda_view(unit, meeting).lines if not line.item.skipped]
    return MeetingCheck(
        has_times=meeting.actual_start is not None and meeting.actual_end is not None,
        has_place=bool(meeting.place or meeting.online_link),
        has_chair=meeting.chair_id is not None,
        has_minute_taker=meeting.minute_taker_id is not None,
        present=sum(bool(visible_spans(spans.get(row.id, ()))) for row in rows),
        quorum_required=_quorum_required(rules_of(unit, meeting.body_id, day), found),
        quorum_noted=meeting.quorum_at is not None,
        notice_answered=meeting.notice_answer is not NoticeAnswer.OPEN,
        items=tuple(_item_check(unit, line, found, unreadable) for line in lines),
        tasks_without_person=[(t.id, t.title) for t in tasks if not t.person_id and not t.organisation_id],
        tasks_without_date=[(task.id, task.title) for task in tasks if task.due_on is None],
        room=[text for _, text in vote_findings(unit, meeting.id)] if _few_votes(found) else (),
    )


def _few_votes(found: Treated) -> bool:
    return len(found.votes) <= _MOST_VOTES


def _quorum_required(rules: BodyRules, found: Treated) -> bool:
    decided = any(entry.state in DECIDED for entries in found.resolutions.values() for entry in entries)
    return rules.quorum_kind is not QuorumKind.NONE and decided


def _item_check(unit: ReadUnit, line: AgendaLine, found: Treated, unreadable: Collection[str]) -> ItemCheck:
    item = line.item
    resolutions = found.resolutions.get(item.id, [])
    needs = item.item_type in (ItemType.RESOLUTION, ItemType.ELECTION) and item.state is ItemState.DONE
    attachments = [document for _, document in found.attachments.get(item.id, ())]
    texts = (item.facts, item.discussion, item.outcome, *(entry.wording for entry in resolutions))
    return ItemCheck(
        id=item.id,
        label=line.label,
        is_heading=item.is_heading,
        is_open=item.state in OPEN_STATES,
        public=item.public,
        needs_resolution=needs,
        has_resolution=bool(resolutions),
        undecided=tuple((entry.id, entry.title) for entry in resolutions if entry.state in OPEN),
        vote_problems=tuple(
            (entry.id, problem)
            for entry in resolutions
            if entry.state in DECIDED and (problem := _vote_problem(found.last_vote(entry)))
        ),
        has_text=_has_text(item, resolutions, found),
        approval=_approval_gap(unit, item),
        unreadable=tuple(document.title for document in attachments if document.sha256 in unreadable),
        confidential=tuple(document.title for document in attachments if document.confidential),
        public_resolutions=tuple((entry.id, entry.title) for entry in resolutions if entry.public),
        doubtful_marks=any(doubtful_marks(text) for text in texts),
    )


def _has_text(item: AgendaItem, resolutions: list[Resolution], found: Treated) -> bool:
    told_by_itself = (ItemType.RESOLUTION_CONTROL, ItemType.OPEN_TASKS, ItemType.MINUTES_APPROVAL)
    return bool(
        item.item_type in told_by_itself
        or item.facts
        or item.discussion
        or item.outcome
        or resolutions
        or found.tasks.get(item.id)
        or item.state is not ItemState.DONE
    )


def _approval_gap(unit: ReadUnit, item: AgendaItem) -> str:
    """What is missing about approving the previous minutes under a treated approval item."""
    if item.item_type is not ItemType.MINUTES_APPROVAL or item.state is not ItemState.DONE:
        return ""
    content = approval_content(unit, item)
    if content is None:
        return "Es gibt keine Niederschrift, die noch zu genehmigen ist."
    waiting = [entry.name for entry in content.objections if not entry.decision_text]
    if waiting:
        return f"Über die Einwendung von {waiting[0]} ist noch nicht entschieden."
    return ""


def _vote_problem(vote: Vote | None) -> str:
    if vote is None:
        return "Zum Beschluss fehlt die Abstimmung."
    total = vote.yes + vote.no + vote.abstain + vote.invalid + vote.not_voting
    if total == vote.present or (total == 0 and vote.procedure in _UNCOUNTED):
        return ""
    return f"Die Abstimmung geht nicht auf: {total} Stimmen bei {vote.present} Stimmberechtigten."

"""Gathers what minutes tell and what their completeness check looks at from the records of a meeting."""

from dataclasses import dataclass

from coordinator_app.common.clock import today
from coordinator_app.common.german import format_date
from coordinator_app.domain.agenda import OPEN_STATES, ItemState, ItemType
from coordinator_app.domain.attendance import QuorumKind, visible_spans
from coordinator_app.domain.bodies import Body, BodyRules, genitive
from coordinator_app.domain.meetings import Attendance, Meeting, NoticeAnswer, Recusal
from coordinator_app.domain.minutes import MinutesType
from coordinator_app.domain.minutes_check import ItemCheck, MeetingCheck
from coordinator_app.domain.minutes_content import (
    ItemContent,
    MinutesContent,
    PersonContent,
    ResolutionContent,
    TaskContent,
)
from coordinator_app.domain.municipality import Municipality
from coordinator_app.domain.resolutions import DECIDED, OPEN, Resolution, Vote
from coordinator_app.domain.tasks import Task, TaskState
from coordinator_app.services.agenda import AgendaLine, agenda_view
from coordinator_app.services.attendance import members_votes, presence_view, spans_of
from coordinator_app.services.bodies import rules_of
from coordinator_app.services.control import control_lines
from coordinator_app.services.documents import letterhead_lines
from coordinator_app.services.meeting_reads import meeting_day, next_meeting_day
from coordinator_app.services.tasks import TaskView, task_views
from coordinator_app.storage.unit_of_work import ReadUnit


@dataclass(frozen=True, slots=True)
class _Treated:
    """What was decided and set under each agenda item of a meeting, by item id."""

    resolutions: dict[int, list[Resolution]]
    votes: dict[int, Vote]
    tasks: dict[int, list[TaskView]]
    recused: dict[int, list[str]]


def live_content(unit: ReadUnit, meeting: Meeting, minutes_type: MinutesType) -> MinutesContent:
    """The content of minutes as the records stand now."""
    body = unit.get(Body, meeting.body_id)
    day = meeting_day(meeting) or today(unit.clock)
    rules = rules_of(unit, body.id, day)
    people = unit.titles("person", [meeting.chair_id, meeting.minute_taker_id])
    own = unit.find(Municipality, is_own=True)
    treated = _treated(unit, meeting)
    lines = agenda_view(unit, meeting).lines
    return MinutesContent(
        town=own[0].name if own else "",
        letterhead=letterhead_lines(own[0]) if own else (),
        body=body.name,
        body_short=body.short_name,
        body_genitive=genitive(body),
        title=meeting.title,
        number=meeting.number,
        meeting_type=meeting.meeting_type,
        day=day,
        begin=meeting.actual_start or meeting.starts_at,
        end=meeting.actual_end,
        place=meeting.place or meeting.online_link,
        chair=people.get(meeting.chair_id or 0, ""),
        minute_taker=people.get(meeting.minute_taker_id or 0, ""),
        minutes_type=minutes_type,
        invited_on=meeting.invited_on,
        notice=meeting.notice_answer,
        quorum_noted=meeting.quorum_at is not None,
        quorum_met=meeting.quorum_met,
        members=members_votes(unit, meeting),
        people=_people(unit, meeting),
        items=tuple(_item(unit, meeting, line, treated) for line in lines if not line.item.skipped),
        next_meeting=meeting.next_meeting_on or next_meeting_day(unit, meeting.body_id, day),
        sign_chair=rules.sign_chair,
        sign_minute_taker=rules.sign_minute_taker,
        sign_member=rules.sign_member,
    )


def _people(unit: ReadUnit, meeting: Meeting) -> tuple[PersonContent, ...]:
    at = meeting.actual_end or meeting.actual_start or unit.clock.now()
    return tuple(
        PersonContent(
            name=line.attendance.name,
            function=line.attendance.function,
            organisation=line.attendance.organisation,
            role=line.attendance.role,
            status=line.attendance.status,
            has_vote=line.attendance.has_vote or line.attendance.represents_id is not None,
            represents=line.represents,
            reason=line.attendance.reason,
            is_person=line.attendance.person_id is not None or line.attendance.membership_id is None,
            spans=tuple((span.start, span.end) for span in line.spans),
        )
        for line in presence_view(unit, meeting, at).lines
    )


def _treated(unit: ReadUnit, meeting: Meeting) -> _Treated:
    resolutions: dict[int, list[Resolution]] = {}
    votes: dict[int, Vote] = {}
    for resolution in unit.find(Resolution, meeting_id=meeting.id, order="id"):
        resolutions.setdefault(resolution.agenda_item_id or 0, []).append(resolution)
        for vote in unit.find(Vote, resolution_id=resolution.id, order="round"):
            votes[resolution.id] = vote
    tasks: dict[int, list[TaskView]] = {}
    found = [task for task in unit.find(Task, meeting_id=meeting.id, order="id") if task.state is not TaskState.DROPPED]
    for view in task_views(unit, found):
        if view.task.source_kind == "agenda_item":
            tasks.setdefault(view.task.source_id or 0, []).append(view)
    names = {row.id: row.name for row in unit.find(Attendance, meeting_id=meeting.id)}
    recused: dict[int, list[str]] = {}
    for row in unit.find(Recusal, attendance_id=tuple(names)):
        recused.setdefault(row.agenda_item_id, []).append(names[row.attendance_id])
    return _Treated(resolutions, votes, tasks, recused)


def _item(unit: ReadUnit, meeting: Meeting, line: AgendaLine, treated: _Treated) -> ItemContent:
    item = line.item
    moved = unit.many(Meeting, [item.moved_to_id]).values() if item.moved_to_id else ()
    day = next((meeting_day(target) for target in moved), None)
    return ItemContent(
        number=line.number,
        depth=line.depth,
        is_heading=item.is_heading,
        title=item.title,
        item_type=item.item_type,
        public=item.public,
        state=item.state,
        reporter=item.reporter,
        facts=item.facts,
        discussion=item.discussion,
        outcome=item.outcome,
        recused=tuple(treated.recused.get(item.id, ())),
        moved_to=f"Sitzung am {format_date(day)}" if day else "",
        resolutions=tuple(
            _resolution(resolution, treated.votes.get(resolution.id))
            for resolution in treated.resolutions.get(item.id, ())
        ),
        tasks=tuple(
            TaskContent(
                title=view.task.title, responsible=view.responsible, due=view.task.due_on, public=view.task.public
            )
            for view in treated.tasks.get(item.id, ())
        ),
        control=control_lines(unit, meeting, item),
    )


def _resolution(resolution: Resolution, vote: Vote | None) -> ResolutionContent:
    valid = vote if resolution.state in DECIDED else None
    return ResolutionContent(
        number=resolution.number,
        title=resolution.title,
        wording=resolution.wording,
        grounds=resolution.grounds,
        state=resolution.state,
        sentence=valid.sentence if valid else "",
        yes=valid.yes if valid else 0,
        no=valid.no if valid else 0,
        abstain=valid.abstain if valid else 0,
        invalid=valid.invalid if valid else 0,
        not_voting=valid.not_voting if valid else 0,
        present=valid.present if valid else 0,
        override_reason=valid.override_reason if valid else "",
        public=resolution.public,
    )


# --- completeness ----------------------------------------------------------------------------------------------------


def meeting_check(unit: ReadUnit, meeting: Meeting) -> MeetingCheck:
    """The meeting as its completeness check sees it."""
    day = meeting_day(meeting) or today(unit.clock)
    rules = rules_of(unit, meeting.body_id, day)
    rows = unit.find(Attendance, meeting_id=meeting.id)
    spans = spans_of(unit, [row.id for row in rows])
    treated = _treated(unit, meeting)
    tasks = unit.find(Task, meeting_id=meeting.id, order="id")
    items = tuple(_item_check(line, treated) for line in agenda_view(unit, meeting).lines if not line.item.skipped)
    return MeetingCheck(
        has_times=meeting.actual_start is not None and meeting.actual_end is not None,
        has_place=bool(meeting.place or meeting.online_link),
        has_chair=meeting.chair_id is not None,
        has_minute_taker=meeting.minute_taker_id is not None,
        present=sum(bool(visible_spans(spans.get(row.id, ()))) for row in rows),
        quorum_required=_quorum_required(rules, treated),
        quorum_noted=meeting.quorum_at is not None,
        notice_answered=meeting.notice_answer is not NoticeAnswer.OPEN,
        items=items,
        tasks_without_person=[(t.id, t.title) for t in tasks if not t.person_id and not t.organisation_id],
        tasks_without_date=[(task.id, task.title) for task in tasks if task.due_on is None],
    )


def _quorum_required(rules: BodyRules, treated: _Treated) -> bool:
    decided = any(entry.state in DECIDED for entries in treated.resolutions.values() for entry in entries)
    return rules.quorum_kind is not QuorumKind.NONE and decided


def _item_check(line: AgendaLine, treated: _Treated) -> ItemCheck:
    item = line.item
    resolutions = treated.resolutions.get(item.id, [])
    needs = item.item_type in (ItemType.RESOLUTION, ItemType.ELECTION) and item.state is ItemState.DONE
    return ItemCheck(
        id=item.id,
        label=line.label,
        is_heading=item.is_heading,
        is_open=item.state in OPEN_STATES,
        needs_resolution=needs,
        has_resolution=bool(resolutions),
        undecided=tuple((entry.id, entry.title) for entry in resolutions if entry.state in OPEN),
        vote_problems=tuple(
            (entry.id, problem)
            for entry in resolutions
            if entry.state in DECIDED and (problem := _vote_problem(treated.votes.get(entry.id)))
        ),
        has_text=bool(
            item.item_type in (ItemType.RESOLUTION_CONTROL, ItemType.OPEN_TASKS)
            or item.facts
            or item.discussion
            or item.outcome
            or resolutions
            or treated.tasks.get(item.id)
            or item.state is not ItemState.DONE
        ),
    )


def _vote_problem(vote: Vote | None) -> str:
    if vote is None:
        return "Zum Beschluss fehlt die Abstimmung."
    total = vote.yes + vote.no + vote.abstain + vote.invalid + vote.not_voting
    if total in (0, vote.present):  # 0: consensus and acclamation count nobody
        return ""
    return f"Die Abstimmung geht nicht auf: {total} Stimmen bei {vote.present} Stimmberechtigten."

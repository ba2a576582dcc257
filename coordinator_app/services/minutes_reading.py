"""Gathers what minutes tell from the records of a meeting: their content as the records stand now."""

from coordinator_app.common.clock import today
from coordinator_app.common.german import format_date
from coordinator_app.domain.attendance import distinct_names
from coordinator_app.domain.bodies import Body, genitive
from coordinator_app.domain.meetings import AgendaItem, Meeting
from coordinator_app.domain.minutes import MinutesType
from coordinator_app.domain.minutes_content import (
    BreakContent,
    ItemContent,
    MinutesContent,
    PersonContent,
    TaskContent,
)
from coordinator_app.domain.municipality import Municipality
from coordinator_app.services.agenda import AgendaLine, agenda_view
from coordinator_app.services.attendance import members_votes, presence_view
from coordinator_app.services.bodies import rules_of
from coordinator_app.services.control import control_lines
from coordinator_app.services.documents import letterhead_lines
from coordinator_app.services.meeting_breaks import breaks_of
from coordinator_app.services.meeting_reads import meeting_day, next_meeting_day
from coordinator_app.services.minutes_approval import approval_content
from coordinator_app.services.minutes_decisions import (
    Treated,
    attachment_contents,
    attachments_of,
    resolution_content,
    treated,
)
from coordinator_app.storage.unit_of_work import ReadUnit

_URGENT = "urgent"  # origin of items put on the agenda in the meeting


def live_content(unit: ReadUnit, meeting: Meeting, minutes_type: MinutesType) -> MinutesContent:
    """The content of minutes as the records stand now."""
    body = unit.get(Body, meeting.body_id)
    day = meeting_day(meeting) or today(unit.clock)
    rules = rules_of(unit, body.id, day)
    people = unit.titles("person", [meeting.chair_id, meeting.minute_taker_id])
    own = unit.find(Municipality, is_own=True)
    found = treated(unit, meeting)
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
        items=tuple(_item(unit, meeting, line, found) for line in lines if not line.item.skipped),
        breaks=_breaks(unit, meeting),
        attachments=attachment_contents(attachments_of(unit, "meeting", [meeting.id]).get(meeting.id, ())),
        next_meeting=meeting.next_meeting_on or next_meeting_day(unit, meeting.body_id, day),
        sign_chair=rules.sign_chair,
        sign_minute_taker=rules.sign_minute_taker,
        sign_member=rules.sign_member,
    )


def _breaks(unit: ReadUnit, meeting: Meeting) -> tuple[BreakContent, ...]:
    return tuple(
        BreakContent(begin=each.starts_at, end=each.ends_at, reason=each.reason) for each in breaks_of(unit, meeting.id)
    )


def _people(unit: ReadUnit, meeting: Meeting) -> tuple[PersonContent, ...]:
    at = meeting.actual_end or meeting.actual_start or unit.clock.now()
    lines = presence_view(unit, meeting, at).lines
    names = distinct_names(
        (line.id, line.attendance.name, line.attendance.function or line.attendance.organisation) for line in lines
    )
    return tuple(
        PersonContent(
            name=names[line.id],
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
        for line in lines
    )


def _item(unit: ReadUnit, meeting: Meeting, line: AgendaLine, found: Treated) -> ItemContent:
    item = line.item
    return ItemContent(
        id=item.id,
        number=line.number,
        depth=line.depth,
        is_heading=item.is_heading,
        title=item.title,
        item_type=item.item_type,
        public=item.public,
        state=item.state,
        reporter=item.reporter,
        guests=item.guests,
        urgent=item.reason if item.origin_key == _URGENT else "",
        facts=item.facts,
        discussion=item.discussion,
        outcome=item.outcome,
        begin=item.started_at,
        end=item.ended_at,
        recused=tuple(found.recused.get(item.id, ())),
        moved_to=_moved_to(unit, item),
        resolutions=tuple(resolution_content(found, entry) for entry in found.resolutions.get(item.id, ())),
        tasks=tuple(
            TaskContent(
                title=view.task.title, responsible=view.responsible, due=view.task.due_on, public=view.task.public
            )
            for view in found.tasks.get(item.id, ())
        ),
        control=control_lines(unit, meeting, item),
        attachments=attachment_contents(found.attachments.get(item.id, ())),
        approval=approval_content(unit, item),
    )


def _moved_to(unit: ReadUnit, item: AgendaItem) -> str:
    target = unit.many(Meeting, [item.moved_to_id]).get(item.moved_to_id) if item.moved_to_id else None
    day = meeting_day(target) if target else None
    return f"Sitzung am {format_date(day)}" if day else ""

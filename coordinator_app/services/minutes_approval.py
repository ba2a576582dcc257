"""Approving minutes by an agenda item of a later meeting: the link both ways, outcomes, taking it back.

Functions on a unit of work, so that treating an item, voting again and approving are one step for „Rückgängig“.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.common.german import format_date
from coordinator_app.domain.agenda import ItemState, ItemType
from coordinator_app.domain.bodies import BodyRules
from coordinator_app.domain.dispatches import Dispatch, Occasion
from coordinator_app.domain.meetings import AgendaItem, Meeting, MeetingState
from coordinator_app.domain.minutes import Minutes, MinutesState
from coordinator_app.domain.minutes_approval import (
    ApprovalFacts,
    ApprovalOutcome,
    approval_outcome,
    approval_sentence,
)
from coordinator_app.domain.minutes_content import ApprovalContent, ObjectionContent
from coordinator_app.domain.objections import Objection, ObjectionDecision, ObjectionPeriod, correction_reason
from coordinator_app.domain.resolutions import Resolution, ResolutionState
from coordinator_app.services.agenda import agenda_view
from coordinator_app.services.bodies import rules_of
from coordinator_app.services.meeting_reads import meeting_day
from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit

_KEY = "minutes:"


@dataclass(frozen=True, slots=True)
class ApprovalItem:
    """An agenda item that dealt (or will deal) with approving some minutes."""

    item: AgendaItem
    meeting: Meeting
    outcome: ApprovalOutcome | None
    sentence: str


def approved_minutes(unit: ReadUnit, item: AgendaItem) -> Minutes | None:
    """The minutes an approval item is about: those it was made for, else the newest ones before its meeting."""
    if item.item_type is not ItemType.MINUTES_APPROVAL:
        return None
    if item.origin_key.startswith(_KEY):
        return next(iter(unit.find(Minutes, id=int(item.origin_key.removeprefix(_KEY)))), None)
    by_this = unit.find(Minutes, approved_item_id=item.id)
    if by_this:
        return by_this[0]
    meeting = unit.get(Meeting, item.meeting_id)
    for earlier in unit.find(Meeting, body_id=meeting.body_id, order="-starts_at"):
        before = earlier.starts_at and meeting.starts_at and earlier.starts_at < meeting.starts_at
        if earlier.id == meeting.id or not before:
            continue
        for minutes in unit.find(Minutes, meeting_id=earlier.id, state=(MinutesState.FINAL, MinutesState.CORRECTING)):
            return minutes
    return None


def approval_items(unit: ReadUnit, minutes: Minutes) -> list[ApprovalItem]:
    """The items of later meetings about approving these minutes, oldest first."""
    items = unit.find(AgendaItem, origin_key=f"{_KEY}{minutes.id}", item_type=ItemType.MINUTES_APPROVAL, order="id")
    if minutes.approved_item_id and minutes.approved_item_id not in [item.id for item in items]:
        items += unit.find(AgendaItem, id=minutes.approved_item_id)
    found: list[ApprovalItem] = []
    for item in items:
        content = approval_content(unit, item)
        outcome = _outcome(unit, item, minutes) if item.state is ItemState.DONE else None
        found.append(
            ApprovalItem(item, unit.get(Meeting, item.meeting_id), outcome, content.sentence if content else "")
        )
    return found


def approval_content(unit: ReadUnit, item: AgendaItem) -> ApprovalContent | None:
    """What minutes tell about an approval item; None for any other and where there is nothing to approve."""
    minutes = approved_minutes(unit, item)
    if minutes is None:
        return None
    meeting = unit.get(Meeting, minutes.meeting_id)
    facts = _facts(unit, item, minutes)
    sentence = ""
    if item.state is ItemState.DONE:
        sentence = approval_sentence(approval_outcome(facts), facts, meeting_day(meeting))
    return ApprovalContent(
        minutes=meeting.title,
        sentence=sentence,
        objections=tuple(_objection(unit, meeting, minutes, entry) for entry in objections_at(unit, item, minutes)),
    )


def objections_at(unit: ReadUnit, item: AgendaItem, minutes: Minutes) -> list[Objection]:
    """The objections an approval item deals with: undecided ones and those decided in its meeting."""
    return [
        entry
        for entry in unit.find(Objection, minutes_id=minutes.id, order="raised_on")
        if entry.decision is ObjectionDecision.OPEN or entry.decided_in_id in (None, item.meeting_id)
    ]


def rules_of_meeting(unit: ReadUnit, meeting_id: int) -> BodyRules:
    """The rules of a meeting's body that held on its day."""
    meeting = unit.get(Meeting, meeting_id)
    return rules_of(unit, meeting.body_id, meeting_day(meeting) or today(unit.clock))


def period_of(unit: ReadUnit, minutes: Minutes) -> ObjectionPeriod:
    """The period for objections against minutes, by the rules that held on the day of their meeting."""
    return ObjectionPeriod(minutes.sent_on, rules_of_meeting(unit, minutes.meeting_id).objection_days)


def period_of_version(unit: ReadUnit, minutes: Minutes, version: int) -> ObjectionPeriod:
    """The period that ran when an objection against a version was raised: from the first sending of that version."""
    sent = [
        entry.sent_on
        for entry in unit.find(Dispatch, target_kind=Minutes.kind, target_id=minutes.id, occasion=Occasion.MINUTES)
        if entry.contents.endswith(version_mark(version)) and entry.sent_on is not None
    ]
    current = minutes.sent_on if version == minutes.current_version else None
    return ObjectionPeriod(min(sent, default=current), period_of(unit, minutes).days)


def version_mark(version: int) -> str:
    """How the note of a sending ends, so that it can be told which version was sent."""
    return f", Fassung {version}"


def due_day(unit: ReadUnit, meeting: Meeting) -> date | None:
    """The day by which the minutes should be final; None without a day or a period."""
    day, days = meeting_day(meeting), rules_of_meeting(unit, meeting.id).minutes_days
    return day + timedelta(days=days) if day and days > 0 else None


def treat_approval(unit: WriteUnit, meeting: Meeting, item: AgendaItem) -> None:
    """Carry out what an approval item decided; call when it was treated. Nothing happens for any other item."""
    minutes = approved_minutes(unit, item)
    if minutes is None or minutes.state not in (MinutesState.FINAL, MinutesState.CORRECTING):
        return
    if _outcome(unit, item, minutes) not in (ApprovalOutcome.APPROVED, ApprovalOutcome.WITH_CHANGES):
        return
    # Minutes that are (or have to be) corrected are approved with their next version, see `MinutesService.finalise`.
    unit.change(Minutes, minutes.id, None, approved_item_id=item.id, approved_on=meeting_day(meeting))
    if minutes.state is MinutesState.FINAL and pending_objections(unit, minutes):
        begin_correction(unit, minutes, reason_from_objections(unit, minutes))
    elif minutes.state is MinutesState.FINAL:
        unit.change(Minutes, minutes.id, None, state=MinutesState.APPROVED)


def take_back_approval(unit: WriteUnit, item: AgendaItem) -> None:
    """Undo what `treat_approval` did, because the item is treated again."""
    for minutes in unit.find(Minutes, approved_item_id=item.id):
        state = MinutesState.FINAL if minutes.state is MinutesState.APPROVED else minutes.state
        unit.change(Minutes, minutes.id, None, state=state, approved_item_id=None, approved_on=None)


def review_approval(unit: WriteUnit, item_id: int | None) -> None:
    """After another vote under an item: its minutes follow the new result. Nothing happens for any other item."""
    item = next(iter(unit.find(AgendaItem, id=item_id)), None) if item_id else None
    if item is None or item.item_type is not ItemType.MINUTES_APPROVAL or item.state is not ItemState.DONE:
        return
    take_back_approval(unit, item)
    treat_approval(unit, unit.get(Meeting, item.meeting_id), item)


def begin_correction(unit: WriteUnit, minutes: Minutes, reason: str) -> None:
    """Open final minutes and their meeting for a corrected version."""
    unit.change(Minutes, minutes.id, None, state=MinutesState.CORRECTING, correction_reason=reason)
    if unit.get(Meeting, minutes.meeting_id).state is MeetingState.CLOSED:
        unit.change(Meeting, minutes.meeting_id, None, state=MeetingState.HELD, reopen_reason=reason)


def reopen_minutes(unit: WriteUnit, meeting_id: int, reason: str) -> None:
    """A closed meeting is opened again: its final minutes will be corrected; approved ones forbid it."""
    for minutes in unit.find(Minutes, meeting_id=meeting_id):
        if minutes.state is MinutesState.APPROVED:
            raise UserError(
                f"Die Niederschrift dieser Sitzung ist seit {format_date(minutes.approved_on)} genehmigt; die Sitzung "
                "kann nicht mehr geöffnet werden. Was nachzutragen ist, gehört in die nächste Sitzung.",
                help_topic="niederschrift",
            )
        if minutes.state is MinutesState.FINAL:
            begin_correction(unit, minutes, reason)


def pending_objections(unit: ReadUnit, minutes: Minutes) -> list[Objection]:
    """Accepted objections against the current version: what a correction has to take in."""
    return unit.find(
        Objection,
        minutes_id=minutes.id,
        version_number=minutes.current_version,
        decision=ObjectionDecision.ACCEPTED,
        order="raised_on",
    )


def reason_from_objections(unit: ReadUnit, minutes: Minutes) -> str:
    """The reason of a correction from the accepted objections; "" without any."""
    meeting = unit.get(Meeting, minutes.meeting_id)
    found = pending_objections(unit, minutes)
    labels = _labels(unit, meeting) if found else {}
    return correction_reason([(entry.name, labels.get(entry.agenda_item_id or 0, "")) for entry in found])


def _outcome(unit: ReadUnit, item: AgendaItem, minutes: Minutes) -> ApprovalOutcome:
    return approval_outcome(_facts(unit, item, minutes))


def _facts(unit: ReadUnit, item: AgendaItem, minutes: Minutes) -> ApprovalFacts:
    """Accepted objections count while they wait for a correction, and for good in the meeting that accepted them."""
    states = [entry.state for entry in unit.find(Resolution, agenda_item_id=item.id)]
    objections = objections_at(unit, item, minutes)
    decisions = [entry.decision for entry in objections]
    accepted = [entry for entry in objections if entry.decision is ObjectionDecision.ACCEPTED]
    return ApprovalFacts(
        adopted=ResolutionState.ADOPTED in states,
        rejected=ResolutionState.REJECTED in states,
        undecided_objections=decisions.count(ObjectionDecision.OPEN),
        accepted_objections=sum(
            entry.decided_in_id == item.meeting_id or entry.version_number == minutes.current_version
            for entry in accepted
        ),
    )


def _labels(unit: ReadUnit, meeting: Meeting) -> dict[int, str]:
    return {line.id: line.label for line in agenda_view(unit, meeting).lines}


def _objection(unit: ReadUnit, meeting: Meeting, minutes: Minutes, entry: Objection) -> ObjectionContent:
    label = _labels(unit, meeting).get(entry.agenda_item_id, "") if entry.agenda_item_id else ""
    return ObjectionContent(
        name=entry.name,
        raised_on=entry.raised_on,
        version=entry.version_number,
        item=label,
        text=entry.text,
        is_late=period_of_version(unit, minutes, entry.version_number).is_late(entry.raised_on),
        decision=entry.decision,
        decision_text=entry.decision_text,
    )

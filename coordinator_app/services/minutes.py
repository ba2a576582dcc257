"""Minutes: check, states, sealed versions, and their content for printing."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
from coordinator_app.common.german import format_date
from coordinator_app.domain.bodies import Approval
from coordinator_app.domain.dispatches import Dispatch, Occasion
from coordinator_app.domain.meetings import AgendaItem, Meeting, MeetingState
from coordinator_app.domain.minutes import (
    SEALED,
    Minutes,
    MinutesState,
    MinutesType,
    MinutesVersion,
    Stage,
    broken_versions,
    canonical,
    check_transition,
    seal,
)
from coordinator_app.domain.minutes_approval import NextStep, StepFacts, next_step
from coordinator_app.domain.minutes_check import Finding, check_complete, check_final, errors_of
from coordinator_app.domain.minutes_comparison import compare
from coordinator_app.domain.minutes_content import ControlContent, MinutesContent, from_plain, settled, to_plain
from coordinator_app.domain.objections import Objection, ObjectionDecision, ObjectionPeriod
from coordinator_app.domain.text_comparison import Change
from coordinator_app.services.control import control_lines
from coordinator_app.services.meeting_reads import next_meeting_day
from coordinator_app.services.minutes_approval import (
    ApprovalItem,
    approval_items,
    approved_minutes,
    begin_correction,
    due_day,
    pending_objections,
    period_of,
    reason_from_objections,
    rules_of_meeting,
    version_mark,
)
from coordinator_app.services.minutes_checking import meeting_check
from coordinator_app.services.minutes_reading import live_content
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the minutes of a meeting stand: steps, objection period, the items that deal with their approval."""

    minutes: Minutes
    findings: tuple[Finding, ...]
    step: NextStep
    approval: Approval
    period: ObjectionPeriod
    due_on: date | None
    approvals: tuple[ApprovalItem, ...]
    dispatches: tuple[Dispatch, ...]


class MinutesService:
    """Use cases around minutes; every method is one undo step. Minutes are addressed by their meeting."""

    def __init__(self, store: Store) -> None:
        self._store = store

    # --- reading

    def get(self, id: int) -> Minutes:
        """The minutes with an id."""
        with self._store.read() as unit:
            return unit.get(Minutes, id)

    def of_meeting(self, meeting_id: int) -> Minutes | None:
        """The minutes of a meeting; None before the meeting ended."""
        with self._store.read() as unit:
            return _found(unit, meeting_id)

    def of_approval(self, item_id: int) -> Minutes | None:
        """The minutes an item „Genehmigung der Niederschrift“ is about; None for any other item."""
        with self._store.read() as unit:
            return approved_minutes(unit, unit.get(AgendaItem, item_id))

    def check(self, meeting_id: int) -> tuple[Finding, ...]:
        """What is missing before the final version: errors first, then hints; empty = complete."""
        with self._store.read() as unit:
            return check_complete(meeting_check(unit, unit.get(Meeting, meeting_id)))

    def standing(self, meeting_id: int) -> Standing | None:
        """Everything about where the minutes stand; None before there are any."""
        with self._store.read() as unit:
            minutes = _found(unit, meeting_id)
            return _standing(unit, minutes) if minutes is not None else None

    def content(self, meeting_id: int, number: int | None = None) -> MinutesContent:
        """What the pages are made from: a sealed version (by number, or the last one of final minutes), else live.

        Number 0 is the state being worked on.
        """
        with self._store.read() as unit:
            return _content(unit, meeting_id, number)

    def control(self, item_id: int) -> tuple[ControlContent, ...]:
        """What earlier meetings left, for an item „Beschlusskontrolle“ or „Offene Aufgaben“; () for any other."""
        with self._store.read() as unit:
            item = unit.get(AgendaItem, item_id)
            return control_lines(unit, unit.get(Meeting, item.meeting_id), item)

    def versions(self, meeting_id: int) -> list[MinutesVersion]:
        """The sealed versions, oldest first."""
        with self._store.read() as unit:
            return _versions(unit, _found(unit, meeting_id))

    def broken(self, meeting_id: int) -> tuple[int, ...]:
        """Numbers of versions whose seal does not fit any more; empty = nobody touched them."""
        return broken_versions(self.versions(meeting_id))

    def comparison(self, meeting_id: int, old: int, new: int = 0) -> tuple[Change, ...]:
        """What differs between two versions by their numbers; 0 = the state being worked on."""
        with self._store.read() as unit:
            return compare(_content(unit, meeting_id, old), _content(unit, meeting_id, new))

    def correction_reason(self, meeting_id: int) -> str:
        """The reason a correction begins with: the accepted objections; "" without any."""
        with self._store.read() as unit:
            minutes = _found(unit, meeting_id)
            return reason_from_objections(unit, minutes) if minutes is not None else ""

    # --- draft and review

    def ensure(self, meeting_id: int) -> int:
        """The id of the minutes, made now if the meeting has none yet."""
        with self._store.write("Niederschrift angelegt") as unit:
            return _ensure(unit, meeting_id).id

    def set_type(self, meeting_id: int, minutes_type: MinutesType) -> None:
        """Ergebnis- or Verlaufsprotokoll."""
        with self._store.write("Art der Niederschrift geändert") as unit:
            minutes = _ensure(unit, meeting_id)
            if minutes.state in SEALED:
                raise UserError("Die Niederschrift ist fertig; ihre Art steht fest.", help_topic="niederschrift")
            unit.change(Minutes, minutes.id, None, minutes_type=minutes_type)

    def submit(
        self, meeting_id: int, *, way: str = "", recipients: Sequence[str] = (), sent_on: date | None = None
    ) -> None:
        """Hand the draft to the chair for confirmation; the check must be without errors.

        With a `way` the sending is noted with its recipients (lines „Name, Adresse“).
        """
        with self._store.write("Niederschrift in Abstimmung gegeben") as unit:
            minutes = _ensure(unit, meeting_id)
            check_transition(minutes.state, MinutesState.IN_REVIEW)
            check_final(self.check(meeting_id), confirmed=True)
            unit.change(Minutes, minutes.id, None, state=MinutesState.IN_REVIEW)
            if way:
                _note(unit, minutes, Occasion.MINUTES_REVIEW, sent_on or today(unit.clock), way, recipients)

    def confirm(self, meeting_id: int, on: date | None) -> None:
        """Note when the chair confirmed the text (None takes it back)."""
        with self._store.write("Bestätigung der Leitung eingetragen") as unit:
            minutes = _ensure(unit, meeting_id)
            if minutes.state in SEALED:
                raise UserError("Die Niederschrift ist schon abgeschlossen.", help_topic="niederschrift")
            unit.change(Minutes, minutes.id, None, confirmed_on=on)

    def take_back(self, meeting_id: int) -> None:
        """Back from review to the draft."""
        with self._store.write("Niederschrift zurückgeholt") as unit:
            minutes = _ensure(unit, meeting_id)
            check_transition(minutes.state, MinutesState.DRAFT)
            unit.change(Minutes, minutes.id, None, state=MinutesState.DRAFT)

    # --- final

    def finalise(self, meeting_id: int, *, confirmed_on: date | None = None) -> int:
        """Seal a version with the complete content and close the meeting; returns its number.

        `confirmed_on`: when the chair confirmed the text. Drafts pass through review in the same step. A corrected
        version of minutes a meeting approved „mit Änderungen“ is approved with it.
        """
        with self._store.write("Niederschrift abgeschlossen") as unit:
            minutes = _ensure(unit, meeting_id)
            target = MinutesState.IN_REVIEW if minutes.state is MinutesState.DRAFT else MinutesState.FINAL
            check_transition(minutes.state, target)
            day = confirmed_on or minutes.confirmed_on
            check_final(self.check(meeting_id), confirmed=day is not None)
            number = _seal(unit, minutes, self._store.user)
            approved = minutes.approved_item_id is not None and minutes.approved_on is not None
            unit.change(
                Minutes,
                minutes.id,
                None,
                state=MinutesState.APPROVED if approved else MinutesState.FINAL,
                confirmed_on=day,
                current_version=number,
                correction_reason="",
                sent_on=None if number > 1 else minutes.sent_on,
            )
            if unit.get(Meeting, meeting_id).state is MeetingState.HELD:
                unit.change(Meeting, meeting_id, None, state=MeetingState.CLOSED)
            return number

    def correct(self, meeting_id: int, reason: str) -> None:
        """Open final minutes for a corrected version; the old version stays as it is."""
        if not reason.strip():
            raise UserError("Eine Berichtigung braucht eine Begründung.", help_topic="niederschrift")
        with self._store.write("Berichtigung begonnen") as unit:
            minutes = _ensure(unit, meeting_id)
            check_transition(minutes.state, MinutesState.CORRECTING)
            begin_correction(unit, minutes, reason.strip())

    def drop_correction(self, meeting_id: int) -> None:
        """Give up a correction in which nothing was changed; else `UserError` tells how much differs."""
        with self._store.write("Berichtigung verworfen") as unit:
            minutes = _ensure(unit, meeting_id)
            check_transition(minutes.state, MinutesState.FINAL)
            if minutes.state is not MinutesState.CORRECTING:
                raise UserError("Die Niederschrift wird gerade nicht berichtigt.", help_topic="niederschrift")
            changes = self.comparison(meeting_id, minutes.current_version)
            if changes:
                raise UserError(
                    f"Der Text weicht schon von Fassung {minutes.current_version} ab, zuerst bei "
                    f"„{changes[0].section}“. Bitte nehmen Sie die Änderungen zurück, oder schließen Sie die "
                    "berichtigte Fassung ab.",
                    help_topic="niederschrift",
                )
            unit.change(Minutes, minutes.id, None, state=MinutesState.FINAL, correction_reason="")
            if unit.get(Meeting, meeting_id).state is MeetingState.HELD:
                unit.change(Meeting, meeting_id, None, state=MeetingState.CLOSED)

    def send(
        self, meeting_id: int, *, sent_on: date | None = None, way: str = "E-Mail", recipients: Sequence[str] = ()
    ) -> ObjectionPeriod:
        """Note that the final minutes went to the members: the objection period begins, and is returned."""
        with self._store.write("Versand der Niederschrift vermerkt") as unit:
            minutes = _ensure(unit, meeting_id)
            if minutes.state not in SEALED:
                raise UserError(
                    "Die Niederschrift ist noch nicht abgeschlossen. Ein Entwurf geht nur an die Leitung, "
                    "mit „In Abstimmung geben“.",
                    help_topic="niederschrift",
                )
            day = sent_on or today(unit.clock)
            unit.change(Minutes, minutes.id, None, sent_on=day)
            _note(unit, minutes, Occasion.MINUTES, day, way, recipients)
            return period_of(unit, replace(minutes, sent_on=day))

    def approve(self, meeting_id: int, on: date | None = None) -> None:
        """Approve final minutes by hand, as the body's rules say; a later agenda item does it by itself."""
        with self._store.write("Niederschrift genehmigt") as unit:
            minutes = _ensure(unit, meeting_id)
            check_transition(minutes.state, MinutesState.APPROVED)
            _check_approval(unit, minutes)
            unit.change(Minutes, minutes.id, None, state=MinutesState.APPROVED, approved_on=on or today(unit.clock))


def _check_approval(unit: ReadUnit, minutes: Minutes) -> None:
    """Refuse while objections wait, or the period for tacit approval runs."""
    waiting = unit.find(Objection, minutes_id=minutes.id, decision=ObjectionDecision.OPEN)
    if waiting:
        raise UserError(
            f"Über die Einwendung von {waiting[0].name} ist noch nicht entschieden. Bitte tragen Sie die Entscheidung "
            "ein; dann kann die Niederschrift genehmigt werden.",
            help_topic="niederschrift",
        )
    if pending_objections(unit, minutes):
        raise UserError(
            "Eine Einwendung ist übernommen, aber noch nicht eingearbeitet. Bitte berichtigen Sie die Niederschrift.",
            help_topic="niederschrift",
        )
    period = period_of(unit, minutes)
    rules = rules_of_meeting(unit, minutes.meeting_id)
    if rules.approval is Approval.TACIT and not period.is_over(today(unit.clock)):
        last = f"Sie endet am {format_date(period.last_day)}." if period.last_day else "Sie ist noch nicht versendet."
        raise UserError(
            f"Nach dem Regelwerk gilt die Niederschrift erst nach der Einwendungsfrist als genehmigt. {last}",
            help_topic="niederschrift",
        )


def _standing(unit: ReadUnit, minutes: Minutes) -> Standing:
    meeting = unit.get(Meeting, minutes.meeting_id)
    rules = rules_of_meeting(unit, meeting.id)
    sealed = minutes.state in SEALED
    findings = () if sealed else check_complete(meeting_check(unit, meeting))
    period, due = period_of(unit, minutes), due_day(unit, meeting)
    waiting = unit.find(Objection, minutes_id=minutes.id, decision=ObjectionDecision.OPEN)
    facts = StepFacts(
        state=minutes.state,
        errors=len(errors_of(findings)),
        confirmed_on=minutes.confirmed_on,
        sent_on=minutes.sent_on,
        approval=rules.approval,
        period=period,
        open_objections=len(waiting),
        accepted_objections=len(pending_objections(unit, minutes)) if sealed else 0,
        today=today(unit.clock),
        due_on=due,
        approved_on=minutes.approved_on,
        next_meeting=next_meeting_day(unit, meeting.body_id, today(unit.clock)),
    )
    return Standing(
        minutes=minutes,
        findings=findings,
        step=next_step(facts),
        approval=rules.approval,
        period=period,
        due_on=due,
        approvals=tuple(approval_items(unit, minutes)),
        dispatches=tuple(unit.find(Dispatch, target_kind=Minutes.kind, target_id=minutes.id, order="-id")),
    )


def _content(unit: ReadUnit, meeting_id: int, number: int | None) -> MinutesContent:
    minutes = _found(unit, meeting_id)
    versions = _versions(unit, minutes)
    wanted = [version for version in versions if version.number == number]
    if number is None and minutes is not None and minutes.state in SEALED:
        wanted = versions[-1:]
    if wanted:
        return _sealed_content(wanted[0])
    if number:
        raise UserError(f"Fassung {number} dieser Niederschrift gibt es nicht.", help_topic="niederschrift")
    live = live_content(unit, unit.get(Meeting, meeting_id), minutes.minutes_type if minutes else MinutesType.RESULT)
    return settled(live, _sealed_content(versions[-1])) if versions else live


def _sealed_content(version: MinutesVersion) -> MinutesContent:
    return from_plain(json.loads(version.content_json))


def _seal(unit: WriteUnit, minutes: Minutes, user: str) -> int:
    text = canonical(to_plain(_content(unit, minutes.meeting_id, 0)))
    before = _versions(unit, minutes)
    previous = before[-1].content_hash if before else ""
    number = len(before) + 1
    unit.add(
        MinutesVersion(
            minutes_id=minutes.id,
            number=number,
            stage=Stage.CORRECTED if before else Stage.FINAL,
            content_json=text,
            content_hash=seal(text, previous),
            previous_hash=previous,
            reason=minutes.correction_reason,
            made_at=unit.clock.now(),
            made_by=user,
        )
    )
    return number


def _note(
    unit: WriteUnit, minutes: Minutes, occasion: Occasion, day: date, way: str, recipients: Sequence[str]
) -> None:
    version = version_mark(minutes.current_version) if minutes.current_version else ", Entwurf"
    unit.add(
        Dispatch(
            occasion=occasion,
            target_kind=Minutes.kind,
            target_id=minutes.id,
            sent_on=day,
            way=way.strip()[:60],
            recipients="\n".join(" ".join(line.split()) for line in recipients),
            contents=f"{minutes.title}{version}",
        )
    )


def _versions(unit: ReadUnit, minutes: Minutes | None) -> list[MinutesVersion]:
    return unit.find(MinutesVersion, minutes_id=minutes.id, order="number") if minutes else []


def _found(unit: ReadUnit, meeting_id: int) -> Minutes | None:
    return next(iter(unit.find(Minutes, meeting_id=meeting_id)), None)


def _ensure(unit: WriteUnit, meeting_id: int) -> Minutes:
    found = _found(unit, meeting_id)
    if found is not None:
        return found
    meeting = unit.get(Meeting, meeting_id)
    if meeting.state not in (MeetingState.RUNNING, MeetingState.HELD, MeetingState.CLOSED):
        raise UserError(
            "Die Niederschrift entsteht, wenn die Sitzung durchgeführt wird. Bitte eröffnen Sie zuerst die Sitzung.",
            help_topic="niederschrift",
        )
    return unit.get(Minutes, unit.add(Minutes(meeting_id=meeting_id, title=f"Niederschrift {meeting.title}")))

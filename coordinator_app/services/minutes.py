"""Minutes: check, states, sealed versions, and their content for printing."""

import json
from collections.abc import Sequence
from datetime import date

from coordinator_app.common.clock import today
from coordinator_app.common.errors import UserError
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
from coordinator_app.domain.minutes_check import Finding, check_complete, check_final
from coordinator_app.domain.minutes_content import ControlContent, MinutesContent, from_plain, to_plain
from coordinator_app.services.control import control_lines
from coordinator_app.services.minutes_checking import meeting_check
from coordinator_app.services.minutes_reading import live_content
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit


class MinutesService:
    """Use cases around minutes; every method is one undo step. Minutes are addressed by their meeting."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, id: int) -> Minutes:
        """The minutes with an id."""
        with self._store.read() as unit:
            return unit.get(Minutes, id)

    def of_meeting(self, meeting_id: int) -> Minutes | None:
        """The minutes of a meeting; None before the meeting ended."""
        with self._store.read() as unit:
            return next(iter(unit.find(Minutes, meeting_id=meeting_id)), None)

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

    def check(self, meeting_id: int) -> tuple[Finding, ...]:
        """What is missing before the final version: errors first, then hints; empty = complete."""
        with self._store.read() as unit:
            return check_complete(meeting_check(unit, unit.get(Meeting, meeting_id)))

    def content(self, meeting_id: int, number: int | None = None) -> MinutesContent:
        """What the pages are made from: a sealed version (by number, or the last one of final minutes), else live."""
        with self._store.read() as unit:
            minutes = next(iter(unit.find(Minutes, meeting_id=meeting_id)), None)
            if minutes is not None:
                versions = unit.find(MinutesVersion, minutes_id=minutes.id, order="number")
                wanted = [version for version in versions if version.number == number]
                if number is None and minutes.state in SEALED:
                    wanted = versions[-1:]
                if wanted:
                    return from_plain(json.loads(wanted[0].content_json))
            if number is not None:
                raise UserError(f"Fassung {number} dieser Niederschrift gibt es nicht.", help_topic="niederschrift")
            minutes_type = minutes.minutes_type if minutes else MinutesType.RESULT
            return live_content(unit, unit.get(Meeting, meeting_id), minutes_type)

    def control(self, item_id: int) -> tuple[ControlContent, ...]:
        """What earlier meetings left, for an item „Beschlusskontrolle“ or „Offene Aufgaben“; () for any other."""
        with self._store.read() as unit:
            item = unit.get(AgendaItem, item_id)
            return control_lines(unit, unit.get(Meeting, item.meeting_id), item)

    def versions(self, meeting_id: int) -> list[MinutesVersion]:
        """The sealed versions, oldest first."""
        with self._store.read() as unit:
            return _versions(unit, meeting_id)

    def broken(self, meeting_id: int) -> tuple[int, ...]:
        """Numbers of versions whose seal does not fit any more; empty = nobody touched them."""
        return broken_versions(self.versions(meeting_id))

    def submit(self, meeting_id: int) -> None:
        """Hand the draft to the chair for confirmation; the check must be without errors."""
        with self._store.write("Niederschrift in Abstimmung gegeben") as unit:
            minutes = _ensure(unit, meeting_id)
            check_transition(minutes.state, MinutesState.IN_REVIEW)
            check_final(self.check(meeting_id), confirmed=True)
            unit.change(Minutes, minutes.id, None, state=MinutesState.IN_REVIEW)

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

    def finalise(self, meeting_id: int, *, confirmed_on: date | None = None) -> int:
        """Seal a version with the complete content and close the meeting; returns its number.

        `confirmed_on`: when the chair confirmed the text. Drafts pass through review in the same step.
        """
        with self._store.write("Niederschrift abgeschlossen") as unit:
            minutes = _ensure(unit, meeting_id)
            if minutes.state is MinutesState.DRAFT:
                check_transition(minutes.state, MinutesState.IN_REVIEW)
            else:
                check_transition(minutes.state, MinutesState.FINAL)
            day = confirmed_on or minutes.confirmed_on
            check_final(self.check(meeting_id), confirmed=day is not None)
            number = self._seal(unit, minutes)
            unit.change(
                Minutes,
                minutes.id,
                None,
                state=MinutesState.FINAL,
                confirmed_on=day,
                current_version=number,
                correction_reason="",
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
            unit.change(Minutes, minutes.id, None, state=MinutesState.CORRECTING, correction_reason=reason.strip())
            if unit.get(Meeting, meeting_id).state is MeetingState.CLOSED:
                unit.change(Meeting, meeting_id, None, state=MeetingState.HELD, reopen_reason=reason.strip())

    def approve(self, meeting_id: int, on: date | None = None) -> None:
        """Approve final minutes by hand (tacitly or by the chair); a later agenda item does it by itself."""
        with self._store.write("Niederschrift genehmigt") as unit:
            minutes = _ensure(unit, meeting_id)
            check_transition(minutes.state, MinutesState.APPROVED)
            unit.change(Minutes, minutes.id, None, state=MinutesState.APPROVED, approved_on=on or today(unit.clock))

    def _seal(self, unit: WriteUnit, minutes: Minutes) -> int:
        meeting = unit.get(Meeting, minutes.meeting_id)
        text = canonical(to_plain(live_content(unit, meeting, minutes.minutes_type)))
        before: Sequence[MinutesVersion] = _versions(unit, meeting.id)
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
                made_by=self._store.user,
            )
        )
        return number


def _versions(unit: ReadUnit, meeting_id: int) -> list[MinutesVersion]:
    minutes = next(iter(unit.find(Minutes, meeting_id=meeting_id)), None)
    return unit.find(MinutesVersion, minutes_id=minutes.id, order="number") if minutes else []


def _ensure(unit: WriteUnit, meeting_id: int) -> Minutes:
    found = next(iter(unit.find(Minutes, meeting_id=meeting_id)), None)
    if found is not None:
        return found
    meeting = unit.get(Meeting, meeting_id)
    if meeting.state not in (MeetingState.RUNNING, MeetingState.HELD, MeetingState.CLOSED):
        raise UserError(
            "Die Niederschrift entsteht, wenn die Sitzung durchgeführt wird. Bitte eröffnen Sie zuerst die Sitzung.",
            help_topic="niederschrift",
        )
    return unit.get(Minutes, unit.add(Minutes(meeting_id=meeting_id, title=f"Niederschrift {meeting.title}")))

"""Breaks of the running meeting: begin, end, what minutes tell about them."""

from collections.abc import Sequence
from datetime import datetime

from coordinator_app.common.errors import UserError
from coordinator_app.domain.attendance import Span, check_spans
from coordinator_app.domain.meeting_breaks import MeetingBreak, running_break
from coordinator_app.domain.meetings import Meeting, MeetingState
from coordinator_app.domain.sentences import clock_time
from coordinator_app.services.meeting_reads import editable_meeting
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit


class MeetingBreaks:
    """Use cases around breaks; every method is one undo step. Times default to now, to the minute."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of_meeting(self, meeting_id: int) -> list[MeetingBreak]:
        """The breaks of a meeting in their order."""
        with self._store.read() as unit:
            return breaks_of(unit, meeting_id)

    def begin(self, meeting_id: int, *, reason: str = "", at: datetime | None = None) -> int:
        """Interrupt the meeting."""
        with self._store.write("Sitzung unterbrochen") as unit:
            meeting = unit.get(Meeting, meeting_id)
            if meeting.state is not MeetingState.RUNNING:
                raise UserError("Nur eine laufende Sitzung kann unterbrochen werden.")
            if (since := running_break(breaks_of(unit, meeting_id))) is not None and since.starts_at is not None:
                raise UserError(f"Die Sitzung ist schon seit {clock_time(since.starts_at)} Uhr unterbrochen.")
            moment = at or unit.clock.now().replace(second=0, microsecond=0)
            return unit.add(MeetingBreak(meeting_id=meeting_id, starts_at=moment, reason=reason.strip()))

    def end(self, meeting_id: int, at: datetime | None = None) -> None:
        """Go on; nothing happens when the meeting is not interrupted."""
        with self._store.write("Sitzung fortgesetzt") as unit:
            editable_meeting(unit, meeting_id)
            end_breaks(unit, meeting_id, at or unit.clock.now().replace(second=0, microsecond=0))

    def set_times(self, meeting_id: int, spans: Sequence[Span]) -> None:
        """Correct the breaks by hand, also after the end; a break keeps its reason as long as its begin stays."""
        with self._store.write("Unterbrechungen berichtigt") as unit:
            meeting = editable_meeting(unit, meeting_id)
            found = check_spans(spans, meeting.actual_end, "Unterbrechung")
            reasons = {each.starts_at: each.reason for each in breaks_of(unit, meeting_id)}
            for each in breaks_of(unit, meeting_id):
                unit.remove(MeetingBreak, each.id)
            for span in found:
                reason = reasons.get(span.start, "")
                unit.add(MeetingBreak(meeting_id=meeting_id, starts_at=span.start, ends_at=span.end, reason=reason))


def breaks_of(unit: ReadUnit, meeting_id: int) -> list[MeetingBreak]:
    """The breaks of a meeting in their order."""
    return unit.find(MeetingBreak, meeting_id=meeting_id, order="starts_at")


def end_breaks(unit: WriteUnit, meeting_id: int, moment: datetime) -> None:
    """End the break that goes on; one of no length was a slip and goes away."""
    for each in breaks_of(unit, meeting_id):
        if each.ends_at is None and each.starts_at is not None and each.starts_at < moment:
            unit.change(MeetingBreak, each.id, None, ends_at=moment)
        elif each.ends_at is None:
            unit.remove(MeetingBreak, each.id)

"""Breaks of a running meeting (Sitzungsunterbrechungen)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from coordinator_app.domain.fields import Kind, Record, attribute


@dataclass(frozen=True, kw_only=True, slots=True)
class MeetingBreak(Record):
    """A break; `ends_at` None = it goes on. Times are aware UTC, to the minute."""

    kind: ClassVar[str] = "meeting_break"
    label: ClassVar[str] = "Unterbrechung"
    plural: ClassVar[str] = "Unterbrechungen"
    title_field: ClassVar[str] = "reason"

    meeting_id: int = attribute("Sitzung", Kind.REFERENCE, target="meeting", required=True, default=0)
    starts_at: datetime | None = attribute("Von", Kind.DATE_TIME, required=True)
    ends_at: datetime | None = attribute("Bis", Kind.DATE_TIME)
    reason: str = attribute("Grund", max_length=200)


def paused(breaks: Iterable[MeetingBreak], begin: datetime, now: datetime) -> timedelta:
    """How long the meeting stood still between two moments."""
    total = timedelta()
    for each in breaks:
        if each.starts_at is None:
            continue
        total += max(timedelta(), min(each.ends_at or now, now) - max(each.starts_at, begin))
    return total


def running_break(breaks: Iterable[MeetingBreak]) -> MeetingBreak | None:
    """The break that goes on, if there is one."""
    return next((each for each in breaks if each.ends_at is None), None)

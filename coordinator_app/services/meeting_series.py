"""Meeting series: their dates, and the meetings made from them.

Times of day are local: 14:00 stays 14:00 when the clocks change. Dates are counted by dateutil from the rule's text.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

from coordinator_app.common.clock import BERLIN, local, today
from coordinator_app.common.errors import UserError
from coordinator_app.common.german import format_date
from coordinator_app.domain.deadlines import meeting_day_note
from coordinator_app.domain.meeting_series import MeetingSeries, anchored_day, check_series, dropped_start
from coordinator_app.domain.meetings import AgendaItem, Meeting, MeetingState
from coordinator_app.domain.series_plan import (
    FARTHEST,
    SeriesAction,
    SeriesLine,
    SeriesMeeting,
    day_hint,
    decided_days,
    plan_series,
    proposed_day,
)
from coordinator_app.services.meeting_reads import last_meeting
from coordinator_app.services.public_holidays import holiday_names
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit

if TYPE_CHECKING:
    from coordinator_app.services.meetings import Meetings

PREVIEW = 5  # dates the dialog shows
_MOVABLE = frozenset({MeetingState.DRAFT, MeetingState.PLANNED})


@dataclass(frozen=True, slots=True)
class SeriesDate:
    """A date of a series: its begin (UTC), why its day is no working day ("" = it is one), the day proposed instead."""

    begin: datetime
    hint: str = ""
    better: date | None = None

    @property
    def day(self) -> date:
        """The local day."""
        return local(self.begin).date()


@dataclass(frozen=True, slots=True)
class SeriesPreview:
    """The next dates of a series; `note` says when its first day is no meeting."""

    dates: tuple[SeriesDate, ...]
    note: str = ""


class SeriesOfMeetings:
    """Use cases around meeting series; every method is one undo step."""

    def __init__(self, store: Store, meetings: "Meetings") -> None:
        self._store, self._meetings = store, meetings

    def of_body(self, body_id: int) -> list[MeetingSeries]:
        """The series of a body by name."""
        with self._store.read() as unit:
            return unit.find(MeetingSeries, body_id=body_id)

    def get(self, id: int) -> MeetingSeries:
        """One series."""
        with self._store.read() as unit:
            return unit.get(MeetingSeries, id)

    def create(self, *, body_id: int, **values: Any) -> int:
        """A new series (fields of `MeetingSeries`); its meetings are made by `carry_out`."""
        series = MeetingSeries(body_id=body_id, **values)
        check_series(series)
        with self._store.write("Sitzungsreihe angelegt") as unit:
            return unit.add(series)

    def update(self, id: int, version: int | None, **values: Any) -> None:
        """Change a series; its meetings follow with `carry_out`, so that nothing moves silently."""
        with self._store.write("Sitzungsreihe geändert") as unit:
            unit.change(MeetingSeries, id, version, **values)
            check_series(unit.get(MeetingSeries, id))

    def discard(self, id: int) -> None:
        """Move a series to the Papierkorb; its meetings stay."""
        with self._store.write("Sitzungsreihe gelöscht") as unit:
            unit.discard(MeetingSeries, id)

    def preview(self, series: MeetingSeries, count: int = PREVIEW) -> SeriesPreview:
        """The next dates of a series, stored or not; none while a field is missing.

        Dates before today are not shown, but a first day that does not match the rule is told.
        """
        start = local(series.starts_at) if series.starts_at else None
        if start is None:
            return SeriesPreview(())
        now = today(self._store.clock)
        first = next(iter(_days(series, start.date(), None, 1)), None)
        found = _days(series, max(now, start.date()) if series.rule else now, None, count)
        names = _holidays(found)
        dates = tuple(SeriesDate(_begin(series, day), day_hint(day, names), proposed_day(day, names)) for day in found)
        return SeriesPreview(dates, dropped_start(start.date(), first) if series.rule else "")

    def day_note(self, day: date) -> str:
        """What to know about a day chosen for a meeting: over already, holiday, weekend; "" for a usual day."""
        names = _holidays([day])
        return meeting_day_note(day, today(self._store.clock), day_hint(day, names), proposed_day(day, names))

    def plan(self, id: int, until: date) -> tuple[SeriesLine, ...]:
        """What carrying the series out up to a day would do."""
        with self._store.read() as unit:
            return _plan(unit, unit.get(MeetingSeries, id), until)

    def carry_out(self, id: int, until: date, choices: Mapping[date, date | None] | None = None) -> list[int]:
        """Make, move and take away meetings so that they follow the series up to a day; returns the new meetings.

        `choices` gives the day for dates on holidays and weekends (None = no meeting); a missing one is an error.
        Doing it twice changes nothing.
        """
        with self._store.write("Termine der Sitzungsreihe angelegt") as unit:
            series = unit.get(MeetingSeries, id)
            lines = _plan(unit, series, until)
            days = decided_days(lines, choices or {})
            new: list[int] = []
            for line in lines:
                if line.action is SeriesAction.DROPPED and line.meeting_id:
                    unit.discard(Meeting, line.meeting_id)
                elif line.day in days and line.meeting_id:
                    if line.action is SeriesAction.GONE:
                        unit.restore(Meeting, line.meeting_id)
                    self._move(series, line.meeting_id, line.day, days[line.day])
                elif line.day in days:
                    new.append(self._make(unit, series, line.day, days[line.day]))
            return new

    def _make(self, unit: WriteUnit, series: MeetingSeries, series_day: date, day: date) -> int:
        begin = _begin(series, day)
        last = last_meeting(unit, series.body_id, begin)
        return self._meetings.create(
            body_id=series.body_id,
            starts_at=begin,
            ends_at=begin + timedelta(minutes=series.minutes),
            place=series.place or (last.place if last else ""),
            online_link=series.online_link or (last.online_link if last else ""),
            chair_id=last.chair_id if last else None,
            minute_taker_id=last.minute_taker_id if last else None,
            series_id=series.id,
            series_day=series_day,
        )

    def _move(self, series: MeetingSeries, meeting_id: int, series_day: date, day: date) -> None:
        begin = _begin(series, day)
        end = begin + timedelta(minutes=series.minutes)
        self._meetings.update(meeting_id, None, starts_at=begin, ends_at=end, series_day=series_day)


def _plan(unit: ReadUnit, series: MeetingSeries, until: date) -> tuple[SeriesLine, ...]:
    now = today(unit.clock)
    if (until - now).days > FARTHEST:
        raise UserError(
            f"Termine werden höchstens drei Jahre im Voraus angelegt, also bis {format_date(until)} nicht. "
            "Bitte wählen Sie einen früheren Tag.",
            help_topic="sitzungsreihen",
        )
    check_series(series)
    days = _days(series, now, until, FARTHEST)
    wanted = [local(_begin(series, day)).replace(tzinfo=None) for day in days]
    return plan_series(wanted, _existing(unit, series, frozenset(days), until), now, _holidays(days))


def _existing(unit: ReadUnit, series: MeetingSeries, days: AbstractSet[date], until: date) -> list[SeriesMeeting]:
    """The meetings of the series up to a day, also in the Papierkorb, and others of the body on one of its days."""
    found: list[SeriesMeeting] = []
    for meeting in unit.find(Meeting, deleted=None, body_id=series.body_id):
        if meeting.starts_at is None:
            continue
        own, gone = meeting.series_id == series.id, meeting.deleted_at is not None
        begin = local(meeting.starts_at).replace(tzinfo=None)
        series_day = (meeting.series_day if own else None) or begin.date()
        if min(series_day, begin.date()) > until or (not own and (gone or series_day not in days)):
            continue
        movable = own and meeting.state in _MOVABLE
        found.append(
            SeriesMeeting(
                id=meeting.id,
                series_day=series_day,
                begin=begin,
                movable=movable,
                empty=movable and not unit.count(AgendaItem, meeting_id=meeting.id),
                deleted=gone,
            )
        )
    return found


def _first(series: MeetingSeries) -> datetime:
    """Local first day and time of a series."""
    if series.starts_at is None:
        raise UserError("Bitte geben Sie den ersten Tag und die Uhrzeit der Sitzungsreihe an.")
    return local(series.starts_at)


def _begin(series: MeetingSeries, day: date) -> datetime:
    """The begin on a day: the same local time all the year."""
    clock_time = _first(series).time().replace(second=0, microsecond=0)
    return datetime.combine(day, clock_time, BERLIN).astimezone(UTC)


def _days(series: MeetingSeries, first: date, until: date | None, count: int) -> list[date]:
    """At most `count` days of a series from `first` on, up to `until` and to the end of the series."""
    ends = [day for day in (until, series.ends_on) if day is not None]
    last = min(ends, default=date.max)
    if not series.rule:
        day = anchored_day(series)
        return [day] if day is not None and first <= day <= last else []
    from dateutil.rrule import rrulestr

    start = datetime.combine(_first(series).date(), time())
    try:
        rule = rrulestr(series.rule, dtstart=start)
    except ValueError as error:
        raise UserError(
            "Die Regel dieser Sitzungsreihe ist nicht lesbar. Bitte wählen Sie den Rhythmus neu.",
            help_topic="sitzungsreihen",
        ) from error
    days: list[date] = []
    for moment in islice(rule.xafter(datetime.combine(first, time()), inc=True), count):
        if moment.date() > last:
            break
        days.append(moment.date())
    return days


def _holidays(days: Sequence[date]) -> Mapping[date, str]:
    """Names of the holidays around the days: of their years and the next, so that a proposal can reach over."""
    years = {year for day in days for year in (day.year, day.year + 1)}
    return {day: name for year in sorted(years) for day, name in holiday_names(year).items()}

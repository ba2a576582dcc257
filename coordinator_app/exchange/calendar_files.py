"""Calendar files (.ics, RFC 5545) for meetings: what Outlook, Thunderbird and telephones take in.

METHOD:PUBLISH and not REQUEST: a request would have to name all attendees to each other and would ask for answers by
calendar, which nobody here receives. A published entry with the same UID and a higher SEQUENCE replaces the old one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from coordinator_app.common.clock import BERLIN

PRODUCT = "-//KPR-Arbeitsplatz//Kalenderdatei//DE"
USUAL_LENGTH = timedelta(hours=2)  # of a meeting without a planned end


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """One meeting for calendars; moments are aware. `alarm` = minutes before the start, 0 for none."""

    uid: str
    sequence: int
    stamp: datetime
    title: str
    starts_at: datetime
    ends_at: datetime | None = None
    place: str = ""
    description: str = ""
    link: str = ""
    organizer: str = ""
    organizer_email: str = ""
    alarm: int = 24 * 60
    cancelled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DayEntry:
    """A whole day for calendars, such as a deadline; `remind_days` are the days before to be reminded at 8 o'clock."""

    uid: str
    sequence: int
    stamp: datetime
    title: str
    day: date
    description: str = ""
    remind_days: Sequence[int] = ()


def days_file(entries: Sequence[DayEntry]) -> bytes:
    """Whole days as the bytes of an .ics file; the day itself stays free for appointments."""
    from icalendar import Calendar

    calendar: Any = Calendar()
    for name, value in (("prodid", PRODUCT), ("version", "2.0"), ("calscale", "GREGORIAN"), ("method", "PUBLISH")):
        calendar.add(name, value)
    for entry in entries:
        calendar.add_component(_day_event(entry))
    made: bytes = calendar.to_ical()
    return made


def _day_event(entry: DayEntry) -> Any:
    from icalendar import Alarm, Event

    event: Any = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.stamp.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))  # the end of whole days is the day after
    event.add("summary", _line(entry.title))
    if entry.description:
        event.add("description", _text(entry.description))
    event.add("status", "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("class", "PUBLIC")
    for days in entry.remind_days:
        alarm: Any = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", timedelta(hours=8) - timedelta(days=days))
        alarm.add("description", _line(entry.title))
        event.add_component(alarm)
    return event


def calendar_file(entry: CalendarEntry) -> bytes:
    """The entry as the bytes of an .ics file: CRLF, lines of at most 75 octets, times in German local time."""
    from icalendar import Calendar

    calendar: Any = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "CANCEL" if entry.cancelled else "PUBLISH")
    calendar.add_component(_zone())
    calendar.add_component(_event(entry))
    made: bytes = calendar.to_ical()
    return made


def _event(entry: CalendarEntry) -> Any:
    from icalendar import Event, vCalAddress, vText

    event: Any = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.stamp.astimezone(UTC).replace(microsecond=0))
    event.add("last-modified", entry.stamp.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", _local(entry.starts_at))
    event.add("dtend", _local(entry.ends_at or entry.starts_at + USUAL_LENGTH))
    event.add("summary", _line(entry.title))
    for name, value in (("location", _line(entry.place)), ("description", _text(entry.description))):
        if value:
            event.add(name, value)
    if entry.link.startswith(("https://", "http://")) and " " not in entry.link:
        event.add("url", _line(entry.link))
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if entry.cancelled else "OPAQUE")
    event.add("class", "PUBLIC")
    if entry.organizer_email:
        organizer: Any = vCalAddress(f"mailto:{entry.organizer_email}")
        organizer.params["cn"] = vText(_line(entry.organizer).replace('"', "'") or entry.organizer_email)
        event["organizer"] = organizer
    if entry.alarm and not entry.cancelled:
        event.add_component(_alarm(entry))
    return event


def _alarm(entry: CalendarEntry) -> Any:
    from icalendar import Alarm

    alarm: Any = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", timedelta(minutes=-entry.alarm))
    alarm.add("description", _line(entry.title))
    return alarm


def _zone() -> Any:
    """The rules of German local time, so that readers without a time zone database are right too."""
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

    zone: Any = Timezone()
    zone.add("tzid", "Europe/Berlin")
    summer, winter = timedelta(hours=2), timedelta(hours=1)
    in_summer: Any = TimezoneDaylight()
    in_winter: Any = TimezoneStandard()
    parts = (
        (in_summer, datetime(1981, 3, 29, 2), winter, summer, "CEST", 3),  # noqa: DTZ001  (local by definition)
        (in_winter, datetime(1996, 10, 27, 3), summer, winter, "CET", 10),  # noqa: DTZ001
    )
    for part, begins, before, after, name, month in parts:
        part.add("dtstart", begins)
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        part.add("tzname", name)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        zone.add_component(part)
    return zone


def _local(moment: datetime) -> datetime:
    return moment.astimezone(BERLIN).replace(microsecond=0)


def _line(text: str) -> str:
    return " ".join(_text(text).split())


def _text(text: str) -> str:
    """Text without control characters; line breaks stay (the library escapes them)."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join("".join(c if c.isprintable() else " " for c in line) for line in lines)

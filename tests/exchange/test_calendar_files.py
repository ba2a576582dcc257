"""Calendar files: read back by a library and, independently of it, by the rules of RFC 5545 themselves."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from coordinator_app.common.clock import BERLIN
from coordinator_app.domain.announcements import Announcement, next_sequence, to_state
from coordinator_app.exchange.calendar_files import CalendarEntry, DayEntry, calendar_file, days_file

NOW = datetime(2026, 11, 9, 9, 0, 12, 345, tzinfo=UTC)
BEGIN = datetime(2026, 11, 26, 16, 0, tzinfo=UTC)
ENTRY = CalendarEntry(
    uid="0b8e@kpr-arbeitsplatz",
    sequence=2,
    stamp=NOW,
    title="Sitzung der Lenkungsgruppe; außerordentlich, \\ Größe",
    starts_at=BEGIN,
    ends_at=BEGIN + timedelta(minutes=90),
    place="Rathaus, Ratssaal",
    description="Tagesordnung:\nTOP 1  Eröffnung\nTOP 2  Müller & Söhne; „Treff“, \\ Umlaute äöüß" + " lang" * 40,
    link="https://konferenz.example/raum?x=1",
    organizer='Stadt Mühlwerda "KPR"',
    organizer_email="kpr@muehlwerda.example",
)


def lines_of(data: bytes) -> list[str]:
    """Logical lines: unfolded by the rule of RFC 5545, 3.1."""
    return re.sub(r"\r\n[ \t]", "", data.decode("utf-8")).split("\r\n")


def value_of(data: bytes, name: str) -> str:
    """The text value of a property of the event, unescaped by the rule of RFC 5545, 3.3.11."""
    event = re.sub(r"\r\n[ \t]", "", data.decode("utf-8")).partition("BEGIN:VEVENT")[2]
    found = re.search(rf"^{name}[^:\r\n]*:(.*)$", event, re.MULTILINE)
    assert found is not None
    text = found[1].rstrip("\r")
    return re.sub(r"\\([\\;,nN])", lambda m: "\n" if m[1] in "nN" else m[1], text)


def test_every_physical_line_keeps_the_rules() -> None:
    data = calendar_file(ENTRY)
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode("utf-8")  # no letter is cut in two


def test_content_is_read_back_independently() -> None:
    data = calendar_file(ENTRY)
    assert value_of(data, "SUMMARY") == ENTRY.title
    assert value_of(data, "LOCATION") == ENTRY.place
    assert value_of(data, "DESCRIPTION") == ENTRY.description
    assert value_of(data, "UID") == ENTRY.uid
    assert value_of(data, "SEQUENCE") == "2"
    assert value_of(data, "STATUS") == "CONFIRMED"
    lines = lines_of(data)
    assert "METHOD:PUBLISH" in lines
    assert "DTSTART;TZID=Europe/Berlin:20261126T170000" in lines
    assert "DTEND;TZID=Europe/Berlin:20261126T183000" in lines
    assert "DTSTAMP:20261109T090012Z" in lines
    assert "ORGANIZER;CN=\"Stadt Mühlwerda 'KPR'\":mailto:kpr@muehlwerda.example" in lines
    assert "TRIGGER:-P1D" in lines


def test_library_reads_the_same() -> None:
    calendar = Calendar.from_ical(calendar_file(ENTRY))
    event = calendar.walk("VEVENT")[0]
    assert event.decoded("dtstart") == BEGIN
    assert event.decoded("dtstart").tzinfo is not None
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(minutes=90)
    assert str(event["summary"]) == ENTRY.title
    assert str(event["description"]) == ENTRY.description
    assert str(event["url"]) == ENTRY.link
    assert len(event.walk("VALARM")) == 1


@pytest.mark.parametrize(
    ("moment", "offset"),
    [(datetime(2026, 7, 2, 15, 0, tzinfo=UTC), 2), (datetime(2026, 12, 3, 16, 0, tzinfo=UTC), 1)],
)
def test_zone_rules_carry_summer_and_winter(moment: datetime, offset: int) -> None:
    data = calendar_file(CalendarEntry(uid="u", sequence=0, stamp=NOW, title="T", starts_at=moment))
    zone = Calendar.from_ical(data).walk("VTIMEZONE")[0].to_tz()
    wall = moment.astimezone(BERLIN).replace(tzinfo=None)
    assert wall.replace(tzinfo=zone).utcoffset() == timedelta(hours=offset)


def test_cancelling_strikes_the_entry_without_alarm() -> None:
    data = calendar_file(
        CalendarEntry(uid="u", sequence=3, stamp=NOW, title="T", starts_at=BEGIN, cancelled=True, link="nicht im Netz")
    )
    lines = lines_of(data)
    assert "METHOD:CANCEL" in lines
    assert "STATUS:CANCELLED" in lines
    assert "SEQUENCE:3" in lines
    assert not [line for line in lines if line.startswith(("BEGIN:VALARM", "URL", "ORGANIZER", "LOCATION"))]
    assert "DTEND;TZID=Europe/Berlin:20261126T190000" in lines  # two hours where no end is planned


@given(st.text(max_size=250), st.text(max_size=120), st.text(max_size=600))
def test_no_text_breaks_the_file(title: str, place: str, description: str) -> None:
    entry = CalendarEntry(
        uid="u@x", sequence=0, stamp=NOW, title=title, starts_at=BEGIN, place=place, description=description
    )
    data = calendar_file(entry)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert len(re.findall(rb"^UID", data, re.MULTILINE)) == 1
    event = Calendar.from_ical(data).walk("VEVENT")[0]
    assert str(event["uid"]) == "u@x"
    assert str(event["summary"]).split() == "".join(c if c.isprintable() else " " for c in title).split()


@given(st.lists(st.sampled_from(["place", "time", "agenda", "cancel", "nothing"]), max_size=8))
def test_round_trip_keeps_uid_and_raises_sequence_exactly_on_change(steps: list[str]) -> None:
    """Property 12: publish after every step and read back what calendars would see."""
    told = Announcement(title="Sitzung", starts_at=BEGIN, place="Saal 0", agenda=("1\tThema 0",))
    state, sequence, seen = "", 0, -1
    for number, step in enumerate(["first", *steps], 1):
        before = told
        if step == "place":
            told = Announcement(**{**_fields(told), "place": f"Saal {number}"})
        elif step == "time":
            told = Announcement(**{**_fields(told), "starts_at": BEGIN + timedelta(minutes=number)})
        elif step == "agenda":
            told = Announcement(**{**_fields(told), "agenda": (f"1\tThema {number}",)})
        elif step == "cancel":
            told = Announcement(**{**_fields(told), "cancelled": not told.cancelled})
        sequence = next_sequence(state, sequence, told)
        state = to_state(told)
        assert told.starts_at is not None
        entry = CalendarEntry(
            uid="a@b",
            sequence=sequence,
            stamp=NOW,
            title=told.title,
            starts_at=told.starts_at,
            place=told.place,
            description="\n".join(told.agenda),
            cancelled=told.cancelled,
        )
        event = Calendar.from_ical(calendar_file(entry)).walk("VEVENT")[0]
        assert str(event["uid"]) == "a@b"
        read = int(event["sequence"])
        assert read - seen == (1 if number == 1 or told != before else 0)
        assert (str(event["status"]) == "CANCELLED") is told.cancelled
        seen = read


def _fields(told: Announcement) -> dict[str, object]:
    return {name: getattr(told, name) for name in Announcement.__dataclass_fields__}


def test_days_are_whole_days_with_reminders_and_survive_the_round_trip() -> None:
    entry = DayEntry(
        uid="abc-deadline-1@kpr-arbeitsplatz",
        sequence=3,
        stamp=datetime(2026, 11, 9, 9, 0, tzinfo=UTC),
        title="Frist: Antrag, „RL KommPräv“",
        day=date(2026, 10, 15),
        description="Eigene Frist",
        remind_days=(30, 7),
    )
    calendar = Calendar.from_ical(days_file([entry, replace(entry, uid="zwei", remind_days=(), description="")]))
    first, second = calendar.walk("VEVENT")
    assert (str(first["uid"]), int(first["sequence"])) == (entry.uid, 3)
    assert (first["dtstart"].dt, first["dtend"].dt) == (date(2026, 10, 15), date(2026, 10, 16))
    assert str(first["summary"]) == entry.title
    triggers = [alarm["trigger"].dt for alarm in first.walk("VALARM")]
    assert triggers == [timedelta(days=-30, hours=8), timedelta(days=-7, hours=8)]
    assert not second.walk("VALARM")

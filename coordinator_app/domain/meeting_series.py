"""Meeting series: the rhythm in which a body meets, or the distance it keeps to an event."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from coordinator_app.domain.fields import Kind, Record, attribute


@dataclass(frozen=True, kw_only=True, slots=True)
class MeetingSeries(Record):
    """A series of meetings: by `rule` (RFC 5545 RRULE text) from `starts_at` on, or `offset_days` from an event.

    A negative `offset_days` lies before the event. `minutes` is the planned length of each meeting.
    """

    kind: ClassVar[str] = "meeting_series"
    label: ClassVar[str] = "Sitzungsreihe"
    plural: ClassVar[str] = "Sitzungsreihen"
    title_field: ClassVar[str] = "title"

    body_id: int = attribute("Gremium", Kind.REFERENCE, target="body", required=True, default=0)
    title: str = attribute("Bezeichnung", required=True, max_length=200)
    starts_at: datetime | None = attribute("Beginnt am", Kind.DATE_TIME, direction="future")
    rule: str = attribute("Regel", max_length=300, printable=False)
    anchor: str = attribute("Ereignis", max_length=200, help="Zum Beispiel „Stadtparkfest“.")
    anchor_on: date | None = attribute("Tag des Ereignisses", Kind.DATE, direction="future")
    offset_days: int = attribute("Abstand zum Ereignis", Kind.INTEGER, default=0, unit="Tage")
    minutes: int = attribute("Dauer", Kind.INTEGER, default=120, unit="Minuten")
    place: str = attribute("Ort", max_length=200)
    online_link: str = attribute("Einwahl", max_length=400)
    template_id: int | None = attribute("Vorlage der Tagesordnung", Kind.REFERENCE, target="agenda_template")
    ends_on: date | None = attribute("Bis", Kind.DATE, direction="future")
    active: bool = attribute("Aktiv", Kind.YES_NO, default=True)

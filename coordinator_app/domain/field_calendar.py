"""The calendar of a survey in the field: announcement, letters, reminder, end, deletion; what is odd about it.

Usual: announcement a week before, three to five weeks to answer, one reminder to all after two weeks. A day without
post moves to the next working day. School holidays are not known to the program; the calendar says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from coordinator_app.common.german import WEEKDAYS, format_weekday_date
from coordinator_app.domain.surveys import Survey

ANNOUNCED_BEFORE = timedelta(days=7)
REMINDED_AFTER = timedelta(days=14)
SHORTEST, LONGEST = timedelta(days=21), timedelta(days=35)
SCHOOL_HOLIDAYS = (
    "Schulferien sind im Programm nicht hinterlegt. Bitte prüfen Sie selbst, ob der Zeitraum in den Ferien liegt."
)


@dataclass(frozen=True, slots=True)
class FieldDay:
    """One entry: `proposed` says that the day was not entered but counted from the beginning of the field."""

    title: str
    day: date | None
    note: str = ""
    proposed: bool = False


def usual_reminder(survey: Survey, holidays: Mapping[date, str]) -> date | None:
    """Two weeks after the letters, on a working day; None without a beginning."""
    return None if survey.field_start is None else _working(survey.field_start + REMINDED_AFTER, holidays)


def field_calendar(survey: Survey, holidays: Mapping[date, str]) -> list[FieldDay]:
    """The days of a survey in their usual order; days not entered are proposed where that can be counted."""
    start = survey.field_start
    announced = survey.announced_on or (_before(start - ANNOUNCED_BEFORE, holidays) if start else None)
    reminded = survey.reminded_on or usual_reminder(survey, holidays)
    return [
        FieldDay("Ankündigung im Amtsblatt", announced, "vor dem Versand", proposed=survey.announced_on is None),
        FieldDay("Anschreiben absenden", start, _rest_day(start, holidays)),
        FieldDay(
            "Erinnerung an alle absenden",
            reminded,
            _rest_day(survey.reminded_on, holidays) or "ein Schreiben an alle, weil niemand weiß, wer geantwortet hat",
            proposed=survey.reminded_on is None,
        ),
        FieldDay("Rücksendung bis", survey.field_end, _rest_day(survey.field_end, holidays)),
        FieldDay("Anschriften gelöscht bis", survey.addresses_until, "mit Löschprotokoll"),
        FieldDay("Bögen vernichtet bis", survey.sheets_until, "nach der Erfassung"),
    ]


def calendar_problems(survey: Survey, holidays: Mapping[date, str]) -> list[str]:
    """What is odd about the days of a survey, as sentences."""
    start, end = survey.field_start, survey.field_end
    found: list[str] = []
    if start is None or end is None:
        found.append("Feldbeginn und Rücksendung sind noch nicht beide eingetragen.")
    elif end <= start:
        found.append("Die Rücksendung endet vor dem Feldbeginn.")
    elif end - start < SHORTEST:
        found.append(f"Es bleiben nur {(end - start).days} Tage zum Antworten; üblich sind drei bis fünf Wochen.")
    elif end - start > LONGEST:
        found.append(f"Die Feldzeit ist mit {(end - start).days} Tagen lang; üblich sind drei bis fünf Wochen.")
    reminder = survey.reminded_on or usual_reminder(survey, holidays)
    if start and end and reminder and not start < reminder < end:
        found.append(f"Die Erinnerung am {format_weekday_date(reminder)} liegt nicht in der Feldzeit.")
    if survey.announced_on and start and survey.announced_on >= start:
        found.append("Die Ankündigung soll vor dem Versand der Anschreiben erscheinen.")
    if survey.addresses_until and reminder and survey.addresses_until < reminder:
        found.append("Die Anschriften werden für die Erinnerung gebraucht und sollen erst danach gelöscht werden.")
    inside = [day for day in sorted(holidays) if start and end and start <= day <= end]
    if inside:
        names = ", ".join(f"{holidays[day]} ({format_weekday_date(day)})" for day in inside)
        found.append(f"Feiertage in der Feldzeit: {names}.")
    return found


def _rest_day(day: date | None, holidays: Mapping[date, str]) -> str:
    if day is None:
        return ""
    if day in holidays:
        return f"Feiertag: {holidays[day]}"
    return f"Achtung, {WEEKDAYS[day.weekday()]}" if day.weekday() >= 5 else ""


def _working(day: date, holidays: Mapping[date, str]) -> date:
    while day.weekday() >= 5 or day in holidays:
        day += timedelta(days=1)
    return day


def _before(day: date, holidays: Mapping[date, str]) -> date:
    while day.weekday() >= 5 or day in holidays:
        day -= timedelta(days=1)
    return day

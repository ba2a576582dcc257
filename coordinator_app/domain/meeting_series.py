"""Meeting series: the rhythm in which a body meets, or the distance it keeps to an event.

Here a rhythm becomes the text of RFC 5545 and German words; the dates themselves are counted by the service.
Decided: a day that a month or year does not have (31., 29.02.) is its last day there; a first day that does not
match the rule („am ersten Donnerstag“ from a second Thursday on) is no meeting, and the preview says so.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar

from coordinator_app.common.clock import local
from coordinator_app.common.errors import UserError
from coordinator_app.common.german import MONTHS, WEEKDAYS, format_weekday_date, plural
from coordinator_app.domain.fields import Kind, Record, attribute
from coordinator_app.domain.vocabulary import Vocabulary

LONGEST_STEP = 60  # weeks or months between two meetings


class Rhythm(Vocabulary):
    """What a series goes by."""

    WEEKS = "weeks", "alle … Wochen"
    MONTH_WEEKDAY = "month_weekday", "alle … Monate an einem Wochentag (z. B. am ersten Donnerstag)"
    MONTH_DAY = "month_day", "alle … Monate am selben Tag des Monats"
    YEARLY = "yearly", "jährlich am selben Tag"
    EVENT = "event", "mit Abstand zu einem Ereignis"


class Place(Vocabulary):
    """Which weekday of a month."""

    FIRST = "1", "ersten"
    SECOND = "2", "zweiten"
    THIRD = "3", "dritten"
    FOURTH = "4", "vierten"
    LAST = "-1", "letzten"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rhythm: every `step` weeks, months or years; `place` and `weekday` (0 = Monday) count for MONTH_WEEKDAY."""

    rhythm: Rhythm = Rhythm.WEEKS
    step: int = 1
    place: Place = Place.FIRST
    weekday: int = 3


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


_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_ALWAYS_THERE = 28  # every month has this day


def write_rule(rule: Rule, start: date) -> str:
    """The rule as RRULE text; "" for a series that goes by an event. Raises `UserError` for a step out of range."""
    if rule.rhythm is Rhythm.EVENT:
        return ""
    if not 1 <= rule.step <= LONGEST_STEP:
        raise UserError(
            f"Der Abstand muss zwischen 1 und {LONGEST_STEP} liegen. Bitte prüfen Sie die Zahl.",
            help_topic="sitzungsreihen",
        )
    if rule.rhythm is Rhythm.WEEKS:
        return f"FREQ=WEEKLY;INTERVAL={rule.step};BYDAY={_DAYS[start.weekday()]}"
    if rule.rhythm is Rhythm.MONTH_WEEKDAY:
        return f"FREQ=MONTHLY;INTERVAL={rule.step};BYDAY={rule.place}{_DAYS[rule.weekday]}"
    days = f"BYMONTHDAY={start.day}"
    if start.day > _ALWAYS_THERE:
        days = f"BYMONTHDAY={','.join(map(str, range(_ALWAYS_THERE, start.day + 1)))};BYSETPOS=-1"
    if rule.rhythm is Rhythm.MONTH_DAY:
        return f"FREQ=MONTHLY;INTERVAL={rule.step};{days}"
    return f"FREQ=YEARLY;INTERVAL={rule.step};BYMONTH={start.month};{days}"


def read_rule(text: str) -> Rule:
    """The rule of a text written by `write_rule`; "" = EVENT. Raises `UserError` for one of another making."""
    if not text:
        return Rule(rhythm=Rhythm.EVENT)
    if match := re.fullmatch(r"FREQ=WEEKLY;INTERVAL=(\d+);BYDAY=[A-Z]{2}", text):
        return Rule(rhythm=Rhythm.WEEKS, step=int(match[1]))
    if match := re.fullmatch(r"FREQ=MONTHLY;INTERVAL=(\d+);BYDAY=(-1|[1-4])(MO|TU|WE|TH|FR|SA|SU)", text):
        place, weekday = Place(match[2]), _DAYS.index(match[3])
        return Rule(rhythm=Rhythm.MONTH_WEEKDAY, step=int(match[1]), place=place, weekday=weekday)
    if match := re.fullmatch(r"FREQ=MONTHLY;INTERVAL=(\d+);BYMONTHDAY=[\d,]+(?:;BYSETPOS=-1)?", text):
        return Rule(rhythm=Rhythm.MONTH_DAY, step=int(match[1]))
    if match := re.fullmatch(r"FREQ=YEARLY;INTERVAL=(\d+);BYMONTH=\d+;BYMONTHDAY=[\d,]+(?:;BYSETPOS=-1)?", text):
        return Rule(rhythm=Rhythm.YEARLY, step=int(match[1]))
    raise UserError(
        "Die Regel dieser Sitzungsreihe ist nicht lesbar. Bitte wählen Sie den Rhythmus neu.",
        help_topic="sitzungsreihen",
    )


def rule_words(rule: Rule, start: date) -> str:
    """„alle 6 Wochen am Donnerstag“, „alle 6 Monate am ersten Donnerstag“, „jährlich am 29. Februar, sonst am 28.“."""
    if rule.rhythm is Rhythm.WEEKS:
        every = "jede Woche" if rule.step == 1 else f"alle {rule.step} Wochen"
        return f"{every} am {WEEKDAYS[start.weekday()]}"
    months = "jeden Monat" if rule.step == 1 else f"alle {rule.step} Monate"
    if rule.rhythm is Rhythm.MONTH_WEEKDAY:
        return f"{months} am {rule.place.label} {WEEKDAYS[rule.weekday]}"
    if rule.rhythm is Rhythm.MONTH_DAY:
        short = ", in kürzeren Monaten am letzten Tag" if start.day > _ALWAYS_THERE else ""
        return f"{months} am {start.day}.{short}"
    years = "jährlich" if rule.step == 1 else f"alle {rule.step} Jahre"
    leap = ", in anderen Jahren am 28." if (start.month, start.day) == (2, 29) else ""
    return f"{years} am {start.day}. {MONTHS[start.month - 1]}{leap}"


def anchor_words(anchor: str, offset_days: int) -> str:
    """„14 Tage vor: Stadtparkfest“; the event stands in the nominative, as it was typed."""
    if not offset_days:
        return f"am Tag: {anchor}"
    days = plural(abs(offset_days), "Tag", "Tage")
    return f"{days} {'vor' if offset_days < 0 else 'nach'}: {anchor}"


def series_words(series: MeetingSeries) -> str:
    """What a series goes by, in words; a rule of another making is named as such."""
    if not series.rule:
        return anchor_words(series.anchor, series.offset_days)
    try:
        rule = read_rule(series.rule)
    except UserError:
        return "nach eigener Regel"
    return rule_words(rule, local(series.starts_at).date()) if series.starts_at else ""


def anchored_day(series: MeetingSeries) -> date | None:
    """The day of a meeting that goes by an event; None while the day of the event is open."""
    return series.anchor_on + timedelta(days=series.offset_days) if series.anchor_on else None


def dropped_start(start: date, first: date | None) -> str:
    """Says that the first day entered is no meeting because it does not match the rule; "" when it does."""
    if first is None or first == start:
        return ""
    return (
        f"{format_weekday_date(start)} passt nicht zu dieser Regel und wird kein Termin. "
        f"Die erste Sitzung ist am {format_weekday_date(first)}."
    )


def check_series(series: MeetingSeries) -> None:
    """Refuse a series without name, beginning or event, or with a length or end that cannot be."""
    problem = ""
    if not series.title.strip():
        problem = "Bitte geben Sie der Sitzungsreihe eine Bezeichnung, zum Beispiel „Ordentliche Sitzungen“."
    elif not series.rule and not series.anchor.strip():
        problem = "Bitte geben Sie an, nach welchem Ereignis sich die Sitzung richtet, zum Beispiel „Stadtparkfest“."
    elif series.starts_at is None:
        problem = "Bitte geben Sie den ersten Tag und die Uhrzeit der Sitzungsreihe an."
    elif not 15 <= series.minutes <= 24 * 60:
        problem = "Die Dauer einer Sitzung muss zwischen 15 Minuten und 24 Stunden liegen."
    elif series.ends_on is not None and series.ends_on < local(series.starts_at).date():
        problem = "Die Sitzungsreihe endet, bevor sie beginnt. Bitte prüfen Sie die Daten."
    if problem:
        raise UserError(problem, help_topic="sitzungsreihen")

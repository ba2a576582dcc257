"""Rules about days: counting an invitation period back, and dates written in words („in 2 Wochen“, „Ende März“).

Public holidays are handed in as a set; where they come from is the caller's business.
"""

import calendar
import re
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from datetime import date, timedelta

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import MONTHS, WEEKDAYS
from coordinator_app.domain.vocabulary import Vocabulary

CONFIRM_AFTER_DAYS = 365  # an offer nobody confirmed for a year is shown under „zu prüfen“


class DayCount(Vocabulary):
    """Which days a period counts."""

    CALENDAR = "calendar", "Kalendertage"
    WORKING = "working", "Werktage (Mo–Fr ohne Feiertage)"


def is_working_day(day: date, holidays: AbstractSet[date]) -> bool:
    """Monday to Friday and no public holiday."""
    return day.weekday() < 5 and day not in holidays


def latest_dispatch(meeting_day: date, days: int, count: DayCount, holidays: AbstractSet[date] = frozenset()) -> date:
    """The last day an invitation may be sent: the `days`-th day before the meeting.

    Neither the meeting day nor the day of dispatch counts in full. 26.11.2026 with 14 calendar days gives
    12.11.; with 10 working days 11.11., because Buß- und Bettag lies between.
    """
    if count is DayCount.CALENDAR:
        return meeting_day - timedelta(days=days)
    day, left = meeting_day, days
    while left > 0:
        day -= timedelta(days=1)
        if is_working_day(day, holidays):
            left -= 1
    return day


def next_working_day(day: date, holidays: AbstractSet[date]) -> date:
    """The day itself if it is a working day, else the next one; proposed to the user, never moved silently."""
    while not is_working_day(day, holidays):
        day += timedelta(days=1)
    return day


def parse_date_words(text: str, today: date, next_meeting: date | None = None) -> date | None:
    """A date written by hand or in words; "" → None.

    Understands „26.11.“ (the next such day), „26.11.26“, „26. November“, „heute“, „morgen“, „in 2 Wochen“,
    „nächsten Freitag“, „Ende März“, „Monatsende“, „KW 48“ (its Friday), „3. Quartal“, „bis zum nächsten KPR“
    and more; leading „bis zum“, „spätestens“ … is ignored. Raises `UserError` for anything else.
    """
    words = _normalise(text)
    if not words:
        return None
    for rule in _RULES:
        try:
            found = rule(words, today)
        except (ValueError, OverflowError):  # 31.02., year 0, „in 100000 Jahren“
            break
        if found is not None:
            return found
    if re.fullmatch(r"(der )?(nächste[nrs]?|kommende[nr]?|folgende[nr]?) (kpr|sitzung|lenkungsgruppe|treffen)", words):
        if next_meeting is None:
            raise UserError(
                "Es ist noch keine nächste Sitzung geplant. Bitte geben Sie ein Datum ein, zum Beispiel 26.11.",
                help_topic="aufgaben",
            )
        return next_meeting
    raise UserError(
        f"„{text.strip()}“ ist kein erkennbares Datum. Möglich sind zum Beispiel 26.11., „in 2 Wochen“, "
        "„Ende März“ oder „bis zum nächsten KPR“.",
        help_topic="aufgaben",
    )


_LEADING = re.compile(r"^(bis|spätestens|zum|zur|am|an|im|vor|dem|den|ab|fällig) ")
_NUMBERS = {
    word: number
    for number, words in enumerate(
        ("", "ein eine einem einer", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn")
    )
    for word in words.split()
} | {"elf": 11, "zwölf": 12}
_MONTH = "|".join(sorted({m[:3].lower() for m in MONTHS} | {"mrz", "sept"} | {m.lower() for m in MONTHS}, key=len))


def _normalise(text: str) -> str:
    words = " ".join(text.lower().replace("\u00a0", " ").split()).rstrip("!;,")
    while (shorter := _LEADING.sub("", words)) != words:
        words = shorter
    return words


def _month(word: str) -> int:
    key = "mär" if word == "mrz" else word[:3]
    return next(number for number, name in enumerate(MONTHS, 1) if name[:3].lower() == key)


def _year(text: str) -> int:
    return int(text) + 2000 if len(text) == 2 else int(text)


def _coming(today: date, month: int, day: int) -> date:
    """The next such day from today on; 29.02. waits for a leap year."""
    for year in range(today.year, today.year + 9):
        if day == 29 and month == 2 and not calendar.isleap(year):
            continue
        found = date(year, month, day)
        if found >= today:
            return found
    raise ValueError(day)  # pragma: no cover - nine years always hold a leap year or the plain day


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _add_months(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _iso(words: str, _today: date) -> date | None:
    match = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", words)
    return date(int(match[1]), int(match[2]), int(match[3])) if match else None


def _numeric(words: str, today: date) -> date | None:
    weekday = r"(?:(?:mo|di|mi|do|fr|sa|so)[a-z]*\.?,? )?"
    match = re.fullmatch(weekday + r"(\d{1,2})\. ?(\d{1,2})\.? ?(\d{4}|\d{2})?", words)
    if match is None:
        return None
    day, month = int(match[1]), int(match[2])
    return date(_year(match[3]), month, day) if match[3] else _coming(today, month, day)


def _named(words: str, today: date) -> date | None:
    match = re.fullmatch(rf"(\d{{1,2}})\. ?({_MONTH})\.? ?(\d{{4}}|\d{{2}})?", words)
    if match is None:
        return None
    day, month = int(match[1]), _month(match[2])
    return date(_year(match[3]), month, day) if match[3] else _coming(today, month, day)


def _near(words: str, today: date) -> date | None:
    days = {"heute": 0, "sofort": 0, "umgehend": 0, "morgen": 1, "übermorgen": 2}
    return today + timedelta(days=days[words]) if words in days else None


def _in_units(words: str, today: date) -> date | None:
    match = re.fullmatch(r"(?:in|innerhalb von|binnen) (\d+|[a-zäöü]+) (tag|woche|monat|jahr)(?:e|en|n)?", words)
    if match is None:
        return None
    number = int(match[1]) if match[1].isdigit() else _NUMBERS.get(match[1])
    if number is None:
        return None
    if match[2] in ("tag", "woche"):
        return today + timedelta(days=number * (7 if match[2] == "woche" else 1))
    return _add_months(today, number * (12 if match[2] == "jahr" else 1))


def _weekday(words: str, today: date) -> date | None:
    names = "|".join(WEEKDAYS).lower()
    match = re.fullmatch(rf"((?:nächste|kommende)[nrs]? |diese[nrs]? )?({names})", words)
    if match is None:
        return None
    wanted = [name.lower() for name in WEEKDAYS].index(match[2])
    return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)


def _part_of_month(words: str, today: date) -> date | None:
    match = re.fullmatch(rf"(anfang|mitte|ende)? ?({_MONTH})\.? ?(\d{{4}}|\d{{2}})?", words)
    if match is None:
        return None
    month = _month(match[2])
    year = _year(match[3]) if match[3] else today.year + (_month_end(today.year, month) < today)
    return _in_month(match[1] or "ende", year, month)


def _in_month(part: str, year: int, month: int) -> date:
    days = {"anfang": 1, "mitte": 15}
    return date(year, month, days[part]) if part in days else _month_end(year, month)


def _end_of(words: str, today: date) -> date | None:
    match = re.fullmatch(r"ende (der|des|diese[rs]|nächste[rns]|kommende[rn]) (woche|monats|quartals|jahres)", words)
    later = 0
    if match is not None:
        unit, later = match[2], int(match[1].startswith(("n", "k")))
    elif words in ("wochenende", "monatsende", "quartalsende", "jahresende"):
        unit = {"w": "woche", "m": "monats", "q": "quartals", "j": "jahres"}[words[0]]
    elif words in ("nächste woche", "nächster woche", "kommende woche"):
        unit, later = "woche", 1
    elif words in ("nächsten monat", "nächster monat", "nächstes jahr"):
        unit, later = ("jahres" if "jahr" in words else "monats"), 1
    else:
        return None
    return _unit_end(unit, later, today)


def _unit_end(unit: str, later: int, today: date) -> date:
    """The end of this unit or of a later one; a week ends on Friday (of the next week at weekends)."""
    if unit == "woche":
        to_friday = 4 - today.weekday()
        return today + timedelta(days=to_friday + 7 * (later + (to_friday < 0 and not later)))
    if unit == "monats":
        month = _add_months(today.replace(day=1), later)
        return _month_end(month.year, month.month)
    if unit == "quartals":
        month = _add_months(date(today.year, (today.month - 1) // 3 * 3 + 3, 1), 3 * later)
        return _month_end(month.year, month.month)
    return date(today.year + later, 12, 31)


def _end_of_year(words: str, _today: date) -> date | None:
    match = re.fullmatch(r"(?:ende )(\d{4})", words)
    return date(int(match[1]), 12, 31) if match else None


def _week_number(words: str, today: date) -> date | None:
    match = re.fullmatch(r"(?:kw ?(\d{1,2})|(\d{1,2})\. ?(?:kw|kalenderwoche))", words)
    if match is None:
        return None
    week = int(match[1] or match[2])
    found = date.fromisocalendar(today.year, week, 5)
    return found if found >= today else date.fromisocalendar(today.year + 1, week, 5)


def _quarter(words: str, today: date) -> date | None:
    match = re.fullmatch(r"(?:ende )?(?:q([1-4])|([1-4])\. ?quartal) ?(\d{4})?", words)
    if match is None:
        return None
    month = int(match[1] or match[2]) * 3
    year = int(match[3]) if match[3] else today.year + (_month_end(today.year, month) < today)
    return _month_end(year, month)


_RULES: tuple[Callable[[str, date], date | None], ...] = (
    _near,
    _numeric,
    _iso,
    _named,
    _in_units,
    _weekday,
    _part_of_month,
    _end_of,
    _end_of_year,
    _week_number,
    _quarter,
)

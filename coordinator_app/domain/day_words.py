"""Days as people write them: „26.11.“, „in 2 Wochen“, „Ende März“, „gestern“, „bis zum nächsten KPR“.

The one reader of typed days in the program. A day without a year means different things in different fields:
„26.03.“ is the next one in a deadline and the last one in „Gegründet am“, so the direction is always said.
"""

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import MONTHS, WEEKDAYS
from coordinator_app.domain.fields import Direction

_YEARS = 9  # as far as a day without a year is looked for: always holds a leap year


def parse_day(text: str, today: date, direction: Direction, next_meeting: date | None = None) -> date | None:
    """A day written in figures or words; "" → None, anything that is no day → `UserError`.

    `direction` says which one is meant when the year (or week, month …) is missing: "future" = the next from today
    on, "past" = the last up to today, "nearest" = the closest. Two digits of a year are 1970–2069. Leading words as
    „bis zum“, „spätestens“ are ignored; „bis zum nächsten KPR“ means `next_meeting`.
    """
    words = _normalise(text)
    if not words:
        return None
    for rule in _RULES:
        try:
            found = rule(words, today, direction)
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
        f"„{text.strip()}“ ist kein erkennbares Datum. Möglich sind zum Beispiel {_EXAMPLES[direction]}.",
        help_topic="aufgaben",
    )


_EXAMPLES: dict[Direction, str] = {
    "future": "26.11., „in 2 Wochen“, „Ende März“ oder „bis zum nächsten KPR“",
    "past": "26.11.2025, „gestern“, „vor 2 Wochen“ oder „letzten Freitag“",
    "nearest": "26.11.2026, 26.11., „heute“ oder „Ende März“",
}
_LEADING = re.compile(
    r"^(?!vor (?:\d+|[a-zäöü]+) (?:tag|woche|monat|jahr))(bis|spätestens|zum|zur|am|an|im|vor|dem|den|ab|seit|fällig) "
)
_NUMBERS = {
    word: number
    for number, words in enumerate(
        ("", "ein eine einem einer", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn")
    )
    for word in words.split()
} | {"elf": 11, "zwölf": 12}
_MONTH = "|".join(
    sorted({m[:3].lower() for m in MONTHS} | {"mrz", "sept", "maerz"} | {m.lower() for m in MONTHS}, key=len)
)


def _normalise(text: str) -> str:
    words = " ".join(text.lower().replace("\u00a0", " ").split()).rstrip("!;,")
    while (shorter := _LEADING.sub("", words)) != words:
        words = shorter
    return words


def _month(word: str) -> int:
    key = "mär" if word in ("mrz", "maerz") else word[:3]
    return next(number for number, name in enumerate(MONTHS, 1) if name[:3].lower() == key)


def _year(text: str) -> int:
    year = int(text)
    return year if len(text) == 4 else year + (2000 if year < 70 else 1900)


def _chosen(in_year: Callable[[int], date | None], today: date, direction: Direction) -> date:
    """The day meant among those of the years around today; `in_year` gives none for a year without such a day."""
    years = range(today.year - _YEARS, today.year + _YEARS + 1)
    days = [day for year in years if (day := in_year(year)) is not None]
    if direction == "future":
        return min(day for day in days if day >= today)
    if direction == "past":
        return max(day for day in days if day <= today)
    return min(days, key=lambda day: (abs(day - today), day < today))


def _day_and_month(day: int, month: int, year: str | None, today: date, direction: Direction) -> date:
    if year:
        return date(_year(year), month, day)

    def in_year(number: int) -> date | None:
        leap_day = (month, day) == (2, 29)
        return None if leap_day and not calendar.isleap(number) else date(number, month, day)

    return _chosen(in_year, today, direction)


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _add_months(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _iso(words: str, _today: date, _direction: Direction) -> date | None:
    match = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", words)
    return date(int(match[1]), int(match[2]), int(match[3])) if match else None


def _numeric(words: str, today: date, direction: Direction) -> date | None:
    weekday = r"(?:(?:mo|di|mi|do|fr|sa|so)[a-z]*[.,]*\s*)?"
    match = re.fullmatch(weekday + r"(\d{1,2})[., /-] ?(\d{1,2})(?:[., /-] ?(\d{4}|\d{2})?)?", words)
    match = match or re.fullmatch(r"(\d{2})(\d{2})(\d{4}|\d{2})", words)
    return _day_and_month(int(match[1]), int(match[2]), match[3], today, direction) if match else None


def _named(words: str, today: date, direction: Direction) -> date | None:
    match = re.fullmatch(rf"(\d{{1,2}})\.? ?({_MONTH})\.? ?(\d{{4}}|\d{{2}})?", words)
    return _day_and_month(int(match[1]), _month(match[2]), match[3], today, direction) if match else None


def _near(words: str, today: date, _direction: Direction) -> date | None:
    days = {"heute": 0, "sofort": 0, "umgehend": 0, "morgen": 1, "übermorgen": 2, "gestern": -1, "vorgestern": -2}
    return today + timedelta(days=days[words]) if words in days else None


def _signed(words: str, today: date, _direction: Direction) -> date | None:
    return today + timedelta(days=int(words)) if re.fullmatch(r"[+-]\d{1,4}", words) else None


def _in_units(words: str, today: date, _direction: Direction) -> date | None:
    pattern = r"(in|innerhalb von|binnen|vor) (\d+|[a-zäöü]+) (tag|woche|monat|jahr)(?:e|en|n)?"
    match = re.fullmatch(pattern, words)
    if match is None:
        return None
    number = int(match[2]) if match[2].isdigit() else _NUMBERS.get(match[2])
    if number is None:
        return None
    number *= -1 if match[1] == "vor" else 1
    if match[3] in ("tag", "woche"):
        return today + timedelta(days=number * (7 if match[3] == "woche" else 1))
    return _add_months(today, number * (12 if match[3] == "jahr" else 1))


def _weekday(words: str, today: date, direction: Direction) -> date | None:
    """Never today itself: nobody writes „Donnerstag“ on a Thursday and means today."""
    names = "|".join(WEEKDAYS).lower()
    match = re.fullmatch(rf"((?:nächste|kommende|diese|letzte|vorige|vergangene)[nrs]? )?({names})", words)
    if match is None:
        return None
    wanted = [name.lower() for name in WEEKDAYS].index(match[2])
    back = match[1].startswith(("l", "v")) if match[1] else direction == "past"
    if back:
        return today - timedelta(days=(today.weekday() - wanted - 1) % 7 + 1)
    return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)


def _part_of_month(words: str, today: date, direction: Direction) -> date | None:
    match = re.fullmatch(rf"(anfang|mitte|ende)? ?({_MONTH})\.? ?(\d{{4}}|\d{{2}})?", words)
    if match is None:
        return None
    part, month, year = match[1] or "ende", _month(match[2]), match[3]
    if year:
        return _in_month(part, _year(year), month)
    if direction == "future":  # „Anfang November“ in the middle of November is over, but the month is still meant
        return _in_month(part, today.year + (_month_end(today.year, month) < today), month)
    return _chosen(lambda number: _in_month(part, number, month), today, direction)


def _in_month(part: str, year: int, month: int) -> date:
    days = {"anfang": 1, "mitte": 15}
    return date(year, month, days[part]) if part in days else _month_end(year, month)


def _end_of(words: str, today: date, _direction: Direction) -> date | None:
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


def _end_of_year(words: str, _today: date, _direction: Direction) -> date | None:
    match = re.fullmatch(r"(?:ende )(\d{4})", words)
    return date(int(match[1]), 12, 31) if match else None


def _week_number(words: str, today: date, direction: Direction) -> date | None:
    match = re.fullmatch(r"(?:kw ?(\d{1,2})|(\d{1,2})\. ?(?:kw|kalenderwoche))", words)
    if match is None:
        return None
    week = int(match[1] or match[2])
    weeks = range(1, 53 + 1)
    if week not in weeks:
        raise ValueError(words)

    def in_year(year: int) -> date | None:
        last = date(year, 12, 28).isocalendar().week
        return date.fromisocalendar(year, week, 5) if week <= last else None

    return _chosen(in_year, today, direction)


def _quarter(words: str, today: date, direction: Direction) -> date | None:
    match = re.fullmatch(r"(?:ende )?(?:q([1-4])|([1-4])\. ?quartal) ?(\d{4})?", words)
    if match is None:
        return None
    month = int(match[1] or match[2]) * 3
    if match[3]:
        return _month_end(int(match[3]), month)
    return _chosen(lambda year: _month_end(year, month), today, direction)


_RULES: tuple[Callable[[str, date, Direction], date | None], ...] = (
    _near,
    _signed,
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

"""Reads what people write into lists: dates in many spellings, amounts, yes/no and several values in one cell.

Every reader answers with a `Reading`: the value, and where the text was not plain, a German sentence with what was
made of it. `keep` says that the original text holds more than the value and belongs into the note.
"""

import calendar
import math
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import Generic, TypeVar

from coordinator_app.common.german import MONTHS, format_date, format_money, search_form
from coordinator_app.domain.vocabulary import Vocabulary
from coordinator_app.exchange.tables import Cell, cell_text

ValueT = TypeVar("ValueT")

EARLIEST, LATEST = 1950, 2100
MAX_CENTS = 10**14


class Level(Vocabulary):
    """How serious a finding of the dry run is."""

    PLAIN = "plain", "passt"
    INFO = "info", "Hinweis"
    WARNING = "warning", "Achtung"
    ERROR = "error", "Fehler"


@dataclass(frozen=True, slots=True)
class Reading(Generic[ValueT]):
    """A value read from a cell; `message` is empty when nothing was odd."""

    value: ValueT | None
    level: Level = Level.PLAIN
    message: str = ""
    keep: bool = False
    permanent: bool = False


_NOTHING = re.compile(
    r"^(k\.?\s?a\.?|keine\s+angaben?|n\.?\s?a\.?|n/a|unbekannt|unklar|entf[äa]llt|keine|\?+|[-–—_.x/]+)$", re.IGNORECASE
)
_OPEN = re.compile(r"^(offen|noch\s+offen|tbd|wird\s+noch\s+festgelegt|in\s+kl[äa]rung)$", re.IGNORECASE)
_PERMANENT = re.compile(
    r"^(dauerhaft(es)?|dauerangebot|fortlaufend|laufend|fortl\.?|lfd\.?|unbefristet|st[äa]ndig|regelm[äa][ßs]+ig|ohne\s+ende)"
    r"(\s+angebot)?$",
    re.IGNORECASE,
)
_DOUBT = re.compile(
    r"\(\s*\?\s*\)|\?|\b(ca\.?|circa|etwa|ungef[äa]hr|vsl\.?|voraussichtlich|geplant)(?=\s|\d|$)", re.IGNORECASE
)
_LEADING = re.compile(r"^(seit|ab|bis|von|am|beginn|ende|start)\b:?\s*", re.IGNORECASE)
_WEEKDAY = re.compile(
    r"^(mo|di|mi|do|fr|sa|so|mon|tue|wed|thu|fri|sat|sun|(mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend|"
    r"(mon|tues|wednes|thurs|fri|satur|sun)day)\.?,?\s+(?=\S*\d)",
    re.IGNORECASE,
)
_ENGLISH_MONTHS = ("january february march april may june july august september october november december").split()
_PART_OF_YEAR = re.compile(r"^(anfang|mitte|ende|fr[üu]hjahr|fr[üu]hling|sommer|herbst|winter)\s+", re.IGNORECASE)
_DMY = re.compile(r"^(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4}|\d{2})$")
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]\d{1,2}:\d{2}.*)?$")
_NAMED = re.compile(r"^(?:(\d{1,2})(?:\.|st|nd|rd|th)?[\s-]*)?([a-zäöü]{3,9})\.?[\s-]+(\d{4}|\d{2})$", re.IGNORECASE)
_ENGLISH = re.compile(r"^([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$", re.IGNORECASE)
_SLASHED = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})$")
_MONTH_YEAR = re.compile(r"^(\d{1,2})\s*[./-]\s*(\d{4})$")
_QUARTER = re.compile(r"^(?:q\s*([1-4])|([1-4])\.?\s*(?:q\.?|quartal))\s*[/ ]?\s*(\d{4})$", re.IGNORECASE)
_YEAR = re.compile(r"^(\d{4})$")
_YEARS = re.compile(r"^(?:schuljahr\s+|sj\.?\s*)?(\d{4})\s*[/–-]\s*(\d{4}|\d{2})$", re.IGNORECASE)


def is_nothing(text: str) -> bool:
    """Whether a text says that there is no value („k. A.“, „–“, „?“, „unbekannt“)."""
    return _NOTHING.match(text.strip()) is not None


def is_permanent(text: str) -> bool:
    """Whether a text says in full that something has no end („dauerhaft“, „fortlaufend“)."""
    return _PERMANENT.match(text.strip()) is not None


def read_date(cell: Cell, *, is_end: bool) -> Reading[date]:
    """A day from a cell; of mere years and months the first day, for `is_end` the last one."""
    if isinstance(cell, datetime):
        return _plausible(cell.date(), format_date(cell.date()), Reading(cell.date()))
    if isinstance(cell, date):
        return _plausible(cell, format_date(cell), Reading(cell))
    text = " ".join(cell_text(cell).split())
    if not text:
        return Reading(None)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _date_from_number(cell, text, is_end=is_end)
    if is_nothing(text):
        return Reading(None, Level.INFO, f"„{text}“ heißt: keine Angabe. Das Feld bleibt leer.")
    if _OPEN.match(text):
        return Reading(
            None, Level.INFO, f"„{text}“ ist kein Datum. Das Feld bleibt leer, der Text kommt in die Notiz.", keep=True
        )
    if is_permanent(text):
        return Reading(None, Level.INFO, f"„{text}“: als dauerhaft übernommen.", permanent=True)
    return _date_from_text(text, is_end=is_end)


def _date_from_number(cell: float, text: str, *, is_end: bool) -> Reading[date]:
    if EARLIEST <= cell <= LATEST and cell == int(cell):
        return _from_span(text, (date(int(cell), 1, 1), date(int(cell), 12, 31)), "nur ein Jahr", is_end=is_end)
    if cell == int(cell) and 19_500_101 <= cell <= 21_001_231:
        digits = str(int(cell))
        return _date_from_text(f"{digits[:4]}-{digits[4:6]}-{digits[6:]}", is_end=is_end)
    if 18_000 <= cell <= 73_000:
        day = date(1899, 12, 30) + timedelta(days=int(cell))
        return Reading(day, Level.INFO, f"Die Zahl {text} ist ein Excel-Datum: {format_date(day)}.")
    return _no_date(text)


def _no_date(text: str) -> Reading[date]:
    message = f"„{text}“ ist kein Datum. Das Feld bleibt leer, der Text kommt in die Notiz."
    return Reading(None, Level.ERROR, message, keep=True)


def _plausible(day: date, text: str, reading: Reading[date]) -> Reading[date]:
    return reading if EARLIEST <= day.year <= LATEST else _no_date(text)


def _date_from_text(text: str, *, is_end: bool) -> Reading[date]:
    doubt = _DOUBT.search(text) is not None
    bare = " ".join(_DOUBT.sub(" ", text).replace("(", " ").replace(")", " ").split())
    part = _PART_OF_YEAR.match(bare) is not None
    bare = _WEEKDAY.sub("", _LEADING.sub("", _PART_OF_YEAR.sub("", bare)))
    try:
        exact = _exact_day(bare)
        span = None if exact else _span(bare)
    except ValueError:  # 31.02.
        return _no_date(text)
    if exact is not None:
        two_ways = (found := _SLASHED.match(bare)) and found[1] != found[2] and max(int(found[1]), int(found[2])) <= 12
        return _plausible(exact, text, _exact_reading(text, exact, doubt=doubt or part or bool(two_ways)))
    if span is None or not EARLIEST <= span[0].year <= LATEST:
        return _no_date(text)
    why = "unsicher" if doubt else "keine genaue Angabe" if part else "kein ganzes Datum"
    if _YEAR.match(bare) and not (doubt or part):
        why = "nur ein Jahr"
    return _from_span(text, span, why, is_end=is_end, level=Level.WARNING if doubt or part else Level.INFO)


def _exact_reading(text: str, day: date, *, doubt: bool) -> Reading[date]:
    if doubt:
        message = f"„{text}“ ist unsicher: als {format_date(day)} übernommen, der Text kommt in die Notiz."
        return Reading(day, Level.WARNING, message, keep=True)
    plain = format_date(day) == text
    message = "Text als Datum gelesen." if plain else f"„{text}“ als {format_date(day)} gelesen."
    return Reading(day, Level.INFO, message)


def _from_span(
    text: str, span: tuple[date, date], why: str, *, is_end: bool, level: Level = Level.INFO
) -> Reading[date]:
    day = span[1] if is_end else span[0]
    message = f"„{text}“ ({why}): als {format_date(day)} übernommen, der Text kommt in die Notiz."
    return Reading(day, level, message, keep=True)


def _exact_day(text: str) -> date | None:
    if (found := _SLASHED.match(text)) and int(found[1]) <= 12 < int(found[2]):  # 07/25/2021
        return date(_full_year(found[3]), int(found[1]), int(found[2]))
    if found := _DMY.match(text):
        return date(_full_year(found[3]), int(found[2]), int(found[1]))
    if found := _ENGLISH.match(text):
        month = _month(found[1])
        return date(int(found[3]), month, int(found[2])) if month else None
    if found := _ISO.match(text):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if (found := _NAMED.match(text)) and found[1]:
        month = _month(found[2])
        return date(_full_year(found[3]), month, int(found[1])) if month else None
    return None


def _span(text: str) -> tuple[date, date] | None:
    if found := _YEAR.match(text):
        return date(int(found[1]), 1, 1), date(int(found[1]), 12, 31)
    if found := _YEARS.match(text):
        first = int(found[1])
        last = int(found[2]) if len(found[2]) == 4 else first // 100 * 100 + int(found[2])
        return (date(first, 1, 1), date(last, 12, 31)) if first <= last <= first + 30 else None
    if found := _MONTH_YEAR.match(text):
        return _month_span(int(found[2]), int(found[1]))
    if (found := _NAMED.match(text)) and not found[1]:
        month = _month(found[2])
        return _month_span(_full_year(found[3]), month) if month else None
    if found := _QUARTER.match(text):
        month = 3 * int(found[1] or found[2])
        return date(int(found[3]), month - 2, 1), _month_span(int(found[3]), month)[1]
    return None


def _month_span(year: int, month: int) -> tuple[date, date]:
    first = date(year, month, 1)
    return first, first.replace(day=calendar.monthrange(year, month)[1])


def _month(word: str) -> int:
    wanted = search_form(word)
    for names in (MONTHS, _ENGLISH_MONTHS):
        found = [number for number, name in enumerate(names, 1) if search_form(name).startswith(wanted)]
        if len(found) == 1:
            return found[0]
    return 0


def _full_year(digits: str) -> int:
    year = int(digits)
    return year if len(digits) == 4 else 2000 + year if year < 70 else 1900 + year


_AMOUNT = re.compile(r"^(-|−)?(\d[\d.,' ]*)$")
_UNITS = re.compile(r"(€|eur(o)?)\s*$|^(€|eur(o)?)\s*", re.IGNORECASE)
_THOUSANDS = re.compile(r"\s*(t\s?€|teur|tsd\.?(\s*(€|euro?))?|tausend(\s*euro)?)\s*$", re.IGNORECASE)
_MILLIONS = re.compile(r"\s*(mio\.?|millionen)\s*(€|euro?)?\s*$", re.IGNORECASE)
_THREE_PLACES = re.compile(r"^[1-9]\d{0,2},\d{3}$")
_DASHES = re.compile(r"[,.]\s*[-–—]{1,2}\s*$")


def read_money(cell: Cell) -> Reading[int]:
    """Euro cents from a cell: „12.500,00 €“, „12 500“, „5 TEUR“, „300,-“; negative and absurd amounts are errors."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if not math.isfinite(cell):
            return _no_amount(cell_text(cell))
        return _checked(Decimal(repr(cell)), cell_text(cell), Reading(None))
    text = " ".join(cell_text(cell).split())
    if not text:
        return Reading(None)
    if is_nothing(text):
        return Reading(None, Level.INFO, f"„{text}“ heißt: keine Angabe. Das Feld bleibt leer.")
    doubt = _DOUBT.search(text) is not None
    bare = " ".join(_DOUBT.sub(" ", text).split())
    factor = 1_000 if _THOUSANDS.search(bare) else 1_000_000 if _MILLIONS.search(bare) else 1
    bare = _MILLIONS.sub("", _THOUSANDS.sub("", bare))
    bare = _DASHES.sub("", _UNITS.sub("", bare.strip()).strip()).strip()
    if _THREE_PLACES.match(bare):  # nobody writes three places of a euro: English thousands
        bare, doubt = bare.replace(",", "."), True
    amount = _decimal(bare)
    if amount is None:
        return _no_amount(text)
    level = Level.WARNING if doubt else Level.INFO
    return _checked(amount * factor, text, Reading(None, level, "?", keep=doubt))


def _decimal(text: str) -> Decimal | None:
    found = _AMOUNT.match(text)
    if not found:
        return None
    digits = re.sub(r"[ ']", "", found[2])
    comma, point = digits.rfind(","), digits.rfind(".")
    mark = "," if comma > point else "."
    other = "." if mark == "," else ","
    digits = digits.replace(other, "")
    whole, _, rest = digits.rpartition(mark) if mark in digits else (digits, "", "")
    grouped = len(rest) == 3 and (mark == "." or "," in whole) and whole.replace(mark, "") not in {"", "0"}
    if grouped or mark in whole:  # 12.500 and 1.250.000: points between thousands
        whole, rest = whole.replace(mark, "") + rest, ""
    try:
        return Decimal(f"{'-' if found[1] else ''}{whole or '0'}.{rest or '0'}")
    except InvalidOperation:
        return None


def _no_amount(text: str) -> Reading[int]:
    message = f"„{text}“ ist kein Betrag. Das Feld bleibt leer, der Text kommt in die Notiz."
    return Reading(None, Level.ERROR, message, keep=True)


def _checked(amount: Decimal, text: str, reading: Reading[int]) -> Reading[int]:
    cents = int((amount * 100).to_integral_value(ROUND_HALF_UP))
    if cents < 0 or cents > MAX_CENTS:
        message = f"„{text}“ ist als Betrag nicht möglich. Das Feld bleibt leer, der Text kommt in die Notiz."
        return Reading(None, Level.ERROR, message, keep=True)
    if not reading.message:
        return Reading(cents)
    shown = format_money(cents)
    if reading.keep:
        message = f"„{text}“ ist unsicher: als {shown} übernommen, der Text kommt in die Notiz."
    else:
        message = f"Text „{text}“ als {shown} gelesen."
    return Reading(cents, reading.level, message, keep=reading.keep)


_YES = frozenset({"ja", "j", "x", "wahr", "true", "yes", "y", "1", "✓"})
_NO = frozenset({"nein", "n", "falsch", "false", "no", "0", "-", "–"})


def read_yes_no(cell: Cell) -> Reading[bool]:
    """Yes or no from „ja“, „x“, WAHR, 1 …."""
    text = cell_text(cell).strip()
    if not text:
        return Reading(None)
    if text.lower() in _YES:
        return Reading(True)
    if text.lower() in _NO or is_nothing(text):
        return Reading(False)
    message = f"„{text}“ ist weder Ja noch Nein. Das Feld bleibt leer, der Text kommt in die Notiz."
    return Reading(None, Level.ERROR, message, keep=True)


def read_decimal(cell: Cell) -> Reading[float]:
    """A number with decimals („12,5“, „1.250,5“, „12.5“, „14 %“)."""
    if isinstance(cell, int | float) and not isinstance(cell, bool) and math.isfinite(cell):
        return Reading(float(cell))
    text = " ".join(cell_text(cell).split())
    if not text or is_nothing(text):
        return Reading(None, Level.INFO if text else Level.PLAIN, f"„{text}“: keine Angabe." if text else "")
    amount = _decimal(text.removesuffix("%").strip())
    if amount is None:
        return Reading(
            None,
            Level.ERROR,
            f"„{text}“ ist keine Zahl. Das Feld bleibt leer, der Text kommt in die Notiz.",
            keep=True,
        )
    return Reading(float(amount))


def read_integer(cell: Cell) -> Reading[int]:
    """A count such as a number of participants („ca. 120“, „120 Personen“)."""
    text = " ".join(cell_text(cell).split())
    if not text:
        return Reading(None)
    if is_nothing(text):
        return Reading(None, Level.INFO, f"„{text}“ heißt: keine Angabe. Das Feld bleibt leer.")
    if found := re.fullmatch(r"(\d{1,3}(?:\.\d{3})+|\d{1,9})", text):
        return Reading(int(found[1].replace(".", "")))
    if found := re.fullmatch(r"\D{0,12}?(\d{1,3}(?:\.\d{3})+|\d{1,9})\s*[^\d]{0,30}", text):
        value = int(found[1].replace(".", ""))
        message = f"„{text}“ als {value} übernommen, der Text kommt in die Notiz."
        return Reading(value, Level.WARNING, message, keep=True)
    message = f"„{text}“ ist keine Zahl. Das Feld bleibt leer, der Text kommt in die Notiz."
    return Reading(None, Level.ERROR, message, keep=True)


_GENDER_SLASH = re.compile(r"/(?=-?(?:innen|in|r|n|e|frauen)\b)")
_QUOTED = re.compile(r"[\"„“”»«]([^\"„“”»«]+)[\"“”«»]")


@lru_cache(maxsize=4096)
def split_values(text: str, *, commas: bool = True) -> tuple[str, ...]:
    """The single values of a cell, doubles removed.

    Split at „;“, „/“, line breaks and (if wanted) commas, never inside quotes, brackets or „Schüler/innen“.
    """
    protected: list[str] = []

    def hide(match: re.Match[str]) -> str:
        protected.append(match.group(1) if match.re is _QUOTED else match.group())
        return f"\x00{len(protected) - 1}\x00"

    def show(match: re.Match[str]) -> str:
        return protected[int(match.group(1))]

    hidden = _QUOTED.sub(hide, _GENDER_SLASH.sub("\x01", text))
    hidden = re.sub(r"\([^)]*\)", hide, hidden)
    parts = re.split(r"[;\n,|]|\s*/\s*|\s•\s*" if commas else r"[;\n|]|\s*/\s*|\s•\s*", hidden)
    for _ in range(2):  # quotes may stand inside brackets
        parts = [re.sub(r"\x00(\d+)\x00", show, part) for part in parts]
    values = (" ".join(part.replace("\x01", "/").split()).strip(" •") for part in parts)
    return tuple(dict.fromkeys(value for value in values if value))

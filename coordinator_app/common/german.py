"""German text: sort keys, search forms, dates, times, numbers and money, written and read.

Dates and times are written as TT.MM.JJJJ and „17:02 Uhr“ in local German time; between a number and its
unit stands a non-breaking space. Everything a person types is read leniently and refused with a sentence.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

from coordinator_app.common.clock import local
from coordinator_app.common.errors import UserError

NBSP = "\u00a0"
WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
MONTHS = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
)

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l"})
_WORD = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"\d+")
_NOT_SORTED = re.compile(r"[^\w\s]+")


# ---------------------------------------------------------------- sorting and searching


def _folded(text: str, *, plain: bool) -> str:
    """Lower case without diacritics; umlauts become ae/oe/ue, or the bare vowel when `plain`."""
    lower = unicodedata.normalize("NFC", text).lower()
    if not plain:
        lower = lower.translate(_UMLAUTS)
    if lower.isascii():
        return lower
    split = unicodedata.normalize("NFKD", lower)
    return "".join(c for c in split if not unicodedata.combining(c)).translate(_UMLAUTS)


def sort_key(text: str) -> str:
    """Key by which German readers expect lists to be sorted (SQLite's own order puts „Äpfel“ last).

    Umlauts count as ae/oe/ue and ß as ss, case, accents and punctuation do not matter, numbers sort by value.
    """
    bare = " ".join(_NOT_SORTED.sub(" ", _folded(text, plain=False)).split())
    return _DIGITS.sub(lambda digits: digits.group().zfill(8), bare)


def search_form(text: str) -> str:
    """What a typed search word is compared as: lower case, ä→ae, ß→ss, no accents."""
    return _folded(text, plain=False)


def search_text(parts: Iterable[str]) -> str:
    """Text to search in: the search form, followed by the bare-vowel form of every word where it differs.

    So „Prävention“ is found by „prävention“, „praevention“ and „pravention“.
    """
    text = " ".join(" ".join(part.split()) for part in parts if part)
    folded = _folded(text, plain=False)
    if text.isascii():
        return folded
    plain = (_folded(word, plain=True) for word in _WORD.findall(text) if not word.isascii())
    extra = [word for word in dict.fromkeys(plain) if word not in folded]
    return " ".join([folded, *extra])


def search_words(query: str) -> list[str]:
    """The words of a query in their search form, punctuation dropped."""
    return _WORD.findall(search_form(query))


# ---------------------------------------------------------------- writing


def format_date(day: date | None) -> str:
    """`26.11.2026`; "" for None."""
    return "" if day is None else f"{day.day:02d}.{day.month:02d}.{day.year:04d}"


def format_weekday_date(day: date | None) -> str:
    """`Do, 26.11.2026`; "" for None."""
    return "" if day is None else f"{WEEKDAYS[day.weekday()][:2]}, {format_date(day)}"


def format_long_date(day: date | None) -> str:
    """`26. November 2026` as letters and minutes write it; "" for None."""
    return "" if day is None else f"{day.day}.{NBSP}{MONTHS[day.month - 1]} {day.year}"


def format_time(moment: datetime | time | None) -> str:
    """`17:02 Uhr` in local time (an aware datetime is converted); "" for None."""
    return "" if moment is None else f"{_clock_time(moment)}{NBSP}Uhr"


def format_time_span(begin: datetime | time, end: datetime | time | None) -> str:
    """`17:02–19:30 Uhr`; without an end `ab 17:02 Uhr`."""
    if end is None:
        return f"ab {format_time(begin)}"
    return f"{_clock_time(begin)}–{format_time(end)}"


def format_date_time(moment: datetime | None) -> str:
    """`26.11.2026, 17:02 Uhr` in local time; "" for None."""
    if moment is None:
        return ""
    return f"{format_date(local(moment).date())}, {format_time(moment)}"


def _clock_time(moment: datetime | time) -> str:
    shown = local(moment) if isinstance(moment, datetime) and moment.tzinfo is not None else moment
    return f"{shown.hour:02d}:{shown.minute:02d}"


def format_integer(number: int | None) -> str:
    """`12.345`; "" for None; a negative number gets a real minus sign."""
    if number is None:
        return ""
    sign = "−" if number < 0 else ""
    return sign + f"{abs(number):,}".replace(",", ".")


def format_decimal(number: float | None, places: int = 2, *, fixed: bool = False) -> str:
    """`1.234,5`: at most `places` decimals (exactly that many when `fixed`); "" for None."""
    if number is None:
        return ""
    text = f"{abs(number):,.{places}f}"
    whole, _, rest = text.partition(".")
    if not fixed:
        rest = rest.rstrip("0")
    sign = "−" if number < 0 and text.strip("0.,") else ""
    return sign + whole.replace(",", ".") + (f",{rest}" if rest else "")


def format_percent(share: float | None, places: int = 0) -> str:
    """A share between 0 and 1 as `12,5 %`; "" for None."""
    return "" if share is None else f"{format_decimal(share * 100, places)}{NBSP}%"


def format_money(cents: int | None) -> str:
    """Euro cents as `1.234,50 €`; "" for None."""
    if cents is None:
        return ""
    euros, rest = divmod(abs(cents), 100)
    return f"{'−' if cents < 0 else ''}{format_integer(euros)},{rest:02d}{NBSP}€"


def format_size(octets: int) -> str:
    """Size of a file as `3,4 MB`, `12 KB` or `1 KB` at least."""
    if octets >= 1_000_000:
        return f"{format_decimal(octets / 1_000_000, 1)}{NBSP}MB"
    return f"{format_integer(max(1, round(octets / 1_000)))}{NBSP}KB"


def plural(number: int, one: str, many: str) -> str:
    """`1 Sitzung`, `3 Sitzungen`, `0 Sitzungen`."""
    return f"{format_integer(number)} {one if number == 1 else many}"


def due_words(days: int) -> str:
    """How something due in so many days is spoken of: `überfällig seit 3 Tagen`, `heute fällig`, `in 12 Tagen`."""
    if days < 0:
        return f"überfällig seit {plural(-days, 'Tag', 'Tagen')}"
    return {0: "heute fällig", 1: "morgen fällig"}.get(days, f"in {days} Tagen")


_IN_WORDS = (
    *("null", "ein", "zwei", "drei", "vier", "fünf", "sechs"),
    *("sieben", "acht", "neun", "zehn", "elf", "zwölf"),
)


def in_words(number: int, one: str = "eins") -> str:
    """A number up to twelve in words, others in digits; `one` is the form of 1 that fits (`eine`, `einen`)."""
    if number == 1:
        return one
    return _IN_WORDS[number] if 0 <= number < len(_IN_WORDS) else format_integer(number)


def counted(number: int, one: str, many: str) -> str:
    """As `plural` within a text: `ein Bedarf` (`one` comes with its article), `drei Bedarfe`, `13 Bedarfe`."""
    return one if number == 1 else f"{in_words(number)} {many}"


def times(number: int) -> str:
    """`einmal`, `viermal`, `13-mal`."""
    return f"{_IN_WORDS[number]}mal" if 0 < number < len(_IN_WORDS) else f"{format_integer(number)}-mal"


def sentence_start(text: str) -> str:
    """The text with a capital at its start."""
    return text[:1].upper() + text[1:]


def enumerate_words(words: Sequence[str], conjunction: str = "und") -> str:
    """`A, B und C`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {conjunction} {words[-1]}"


def file_name(text: str, length: int = 120) -> str:
    """Text as a file name every system takes: no path or control characters, no trailing point, not too long.

    Cut after a word where it can be, to `length` characters and 210 bytes: systems take 255 bytes with ending and
    additions.
    """
    kept = "".join(" " if c in '<>:"/\\|?*' or not c.isprintable() else c for c in unicodedata.normalize("NFC", text))
    name = _cut(" ".join(kept.split()), length).strip(" .")
    if re.fullmatch(r"(?i)(con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³])\s*(\..*)?", name):
        name = f"_{name}"
    return name or "Ohne Namen"


def _cut(text: str, length: int) -> str:
    short = text[:length].encode()[:210].decode(errors="ignore")
    if len(short) == len(text) or text[len(short)] == " ":
        return short
    words = short.rpartition(" ")[0]
    return words if len(words) > len(short) * 2 // 3 else short


# ---------------------------------------------------------------- reading what people type


_TIME = re.compile(r"(\d{1,2})(?:[:.h](\d{2})|(\d{2}))?(?:uhr|h)?")
_NUMBER = re.compile(r"([-+−]?)(\d{1,3}(?:[.' ]\d{3})+|\d+)(?:,(\d+))?")
_POINT_DECIMAL = re.compile(r"([-+−]?)(\d+)\.(\d{1,2}|\d{4,})")


def parse_time(text: str) -> time | None:
    """Read a typed time of day: `17:02`, `17.02 Uhr`, `1702`, `17 Uhr`; empty text is None, else a `UserError`."""
    typed = text.lower().replace(NBSP, "").replace(" ", "")
    if not typed:
        return None
    found = _TIME.fullmatch(typed)
    if found:
        hour, minute = int(found[1]), int(found[2] or found[3] or 0)
        if hour < 24 and minute < 60:
            return time(hour, minute)
    raise UserError(f"„{text.strip()}“ ist keine Uhrzeit. Bitte als SS:MM eingeben, zum Beispiel 17:30.")


def parse_decimal(text: str) -> float | None:
    """Read a typed number with decimal comma (`1.234,5`; a lone point as in `12.5` counts as a comma)."""
    parts = _number_parts(text)
    if parts is None:
        return None
    sign, whole, rest = parts
    return float(f"{sign}{whole}.{rest or '0'}")


def parse_integer(text: str) -> int | None:
    """Read a typed whole number (`1.234`); empty text is None, else a `UserError`."""
    parts = _number_parts(text)
    if parts is None:
        return None
    sign, whole, rest = parts
    if rest.strip("0"):
        raise UserError(f"„{text.strip()}“ ist keine ganze Zahl. Bitte ohne Nachkommastellen eingeben.")
    return int(f"{sign}{whole}")


def parse_money(text: str) -> int | None:
    """Read a typed amount in euros (`1.234,50 €`, `12,5`, `300 EUR`) as cents; empty text is None."""
    bare = re.sub(r"(?i)(€|eur(o)?)\s*$|^\s*(€|eur(o)?)", "", text.strip())
    bare = re.sub(r",\s*[-–—]+\s*$", "", bare)  # „300,–“
    parts = _number_parts(bare)
    if parts is None:
        return None
    sign, whole, rest = parts
    if rest[2:].strip("0"):
        raise UserError(f"„{text.strip()}“ hat mehr als zwei Nachkommastellen. Bitte auf den Cent genau eingeben.")
    cents = int(whole) * 100 + int(rest[:2].ljust(2, "0"))
    return -cents if sign else cents


def _number_parts(text: str) -> tuple[str, str, str] | None:
    """Sign ("" or "-"), whole digits and decimal digits of typed text; None when there is none."""
    typed = text.replace(NBSP, " ").replace("\u202f", " ").strip()
    if not typed:
        return None
    found = _NUMBER.fullmatch(typed) or _POINT_DECIMAL.fullmatch(typed)
    whole = re.sub(r"[.'\s]", "", found[2]) if found else ""
    if not found or len(whole) > 15:
        raise UserError(
            f"„{text.strip()}“ ist keine Zahl. Bitte nur Ziffern und ein Komma eingeben, zum Beispiel 1.234,50."
        )
    return "-" if found[1] in {"-", "−"} else "", whole, found[3] or ""

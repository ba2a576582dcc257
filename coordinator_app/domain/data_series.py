"""Figures over time: sources, series and their values, with breaks named."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import MONTHS, NBSP, format_date, format_decimal
from coordinator_app.domain.fields import Kind, Record, attribute
from coordinator_app.domain.vocabulary import Vocabulary


class PeriodKind(Vocabulary):
    """What a value is for."""

    YEAR = "year", "Jahr"
    QUARTER = "quarter", "Quartal"
    MONTH = "month", "Monat"
    DAY = "day", "Stichtag"


class Measure(Vocabulary):
    """What a series counts; decides what may be added up and what a rate is made from."""

    CASES = "cases", "Fälle"
    ATTEMPTS = "attempts", "Versuche"
    CLEARED = "cleared", "aufgeklärte Fälle"
    SUSPECTS = "suspects", "Tatverdächtige"
    VICTIMS = "victims", "Opfer"
    OFFENCES = "offences", "Ordnungswidrigkeiten"
    POPULATION = "population", "Einwohnerzahl"
    RATE = "rate", "Häufigkeitszahl"
    OTHER = "other", "anderes"


@dataclass(frozen=True, kw_only=True, slots=True)
class DataSource(Record):
    """Where figures come from."""

    kind: ClassVar[str] = "data_source"
    label: ClassVar[str] = "Datenquelle"
    plural: ClassVar[str] = "Datenquellen"
    title_field: ClassVar[str] = "title"

    title: str = attribute("Name", required=True, searchable=True, max_length=300)
    publisher: str = attribute("Herausgeber", searchable=True, max_length=200)
    licence: str = attribute("Lizenz", max_length=200)
    location: str = attribute("Fundstelle", max_length=500)
    dated: date | None = attribute("Stand", Kind.DATE, direction="past")
    remarks: str = attribute("Hinweise", Kind.LONG_TEXT, max_length=5000, help="Grenzen der Daten, etwa bei der PKS.")


@dataclass(frozen=True, kw_only=True, slots=True)
class DataSeries(Record):
    """A row of figures for one area; `key` is text (PKS keys have leading zeros and asterisks).

    `breaks` has one line per break: „2021: neue Erfassung“.
    """

    kind: ClassVar[str] = "data_series"
    label: ClassVar[str] = "Kennzahlreihe"
    plural: ClassVar[str] = "Kennzahlreihen"
    title_field: ClassVar[str] = "title"

    source_id: int | None = attribute("Quelle", Kind.REFERENCE, target="data_source")
    title: str = attribute("Kennzahl", required=True, searchable=True, max_length=300)
    key: str = attribute("Schlüssel", searchable=True, max_length=40)
    area_id: int | None = attribute("Gebiet", Kind.REFERENCE, target="area")
    unit: str = attribute("Einheit", max_length=40)
    measure: Measure = attribute("Was gezählt wird", Kind.CHOICE, choices=Measure, default=Measure.OTHER)
    population_id: int | None = attribute(
        "Einwohnerzahl aus", Kind.REFERENCE, target="data_series", help="Für die Häufigkeitszahl."
    )
    rate_base: int = attribute("Häufigkeitszahl je … Einwohner", Kind.INTEGER, default=100_000)
    caveats: str = attribute("Hinweise zur Reihe", Kind.LONG_TEXT, max_length=2000, help="Stehen unter jeder Tabelle.")
    period_kind: PeriodKind = attribute("Zeitbezug", Kind.CHOICE, choices=PeriodKind, default=PeriodKind.YEAR)
    breaks: str = attribute("Brüche", Kind.LONG_TEXT, max_length=2000)
    public: bool = attribute("Öffentlich", Kind.YES_NO, default=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class DataPoint(Record):
    """One value; `period` is „2025“, „2025-Q3“, „2025-07“ or a day in ISO form; `value` None = suppressed."""

    kind: ClassVar[str] = "data_point"
    label: ClassVar[str] = "Wert"
    plural: ClassVar[str] = "Werte"
    title_field: ClassVar[str] = "period"

    series_id: int = attribute("Kennzahlreihe", Kind.REFERENCE, target="data_series", required=True, default=0)
    period: str = attribute("Zeitraum", required=True, max_length=10)
    value: float | None = attribute("Wert", Kind.DECIMAL)
    comment: str = attribute("Kommentar", max_length=500)


# --- periods -----------------------------------------------------------------------------------------------

_QUARTER = re.compile(r"^(?:(\d{4})[-/ ]*Q([1-4])|Q([1-4])[-/ ]*(\d{4})|([1-4])\.? *Quartal *(\d{4}))$", re.IGNORECASE)
_ISO_MONTH = re.compile(r"^(\d{4})-(\d{1,2})$")
_MONTH = re.compile(r"^(\d{1,2})[./](\d{4})$")
_MONTH_WORD = re.compile(r"^([A-Za-zä]{3,9})\.? *(\d{4})$")
_DAY = re.compile(r"^(\d{1,2})\.(\d{1,2})\.(\d{4})$")
_ISO_DAY = re.compile(r"^(\d{4})-(\d{2})-(\d{2})$")
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


def read_period(text: str) -> str:
    """The period meant: „2025“, „2025-Q3“, „2025-07“ or „2025-12-31“; "" when it is none.

    Takes „3. Quartal 2025“, „Q3/2025“, „07/2025“, „Juli 2025“, „31.12.2025“, „Jahr 2025“, „2025 1)“.
    """
    words = re.sub(r"\s*\d{1,2}\)\s*$", "", text.strip())  # a mark of a footnote
    words = re.sub(r"^(?:Jahr|Stand|am)\s+", "", words, flags=re.IGNORECASE).strip()
    if words.isascii() and words.isdigit() and len(words) == 4:
        return words if _FIRST_YEAR <= int(words) <= _LAST_YEAR else ""
    if found := _QUARTER.match(words):
        parts = found.groups()
        year, quarter = parts[0] or parts[3] or parts[5], parts[1] or parts[2] or parts[4]
        return f"{year}-Q{quarter}"
    return _read_month(words) or _read_day(words)


def _read_month(words: str) -> str:
    if found := _ISO_MONTH.match(words):
        return _month(found[1], int(found[2]))
    if found := _MONTH.match(words):
        return _month(found[2], int(found[1]))
    if found := _MONTH_WORD.match(words):
        wanted = found[1].lower()
        for number, name in enumerate(MONTHS, start=1):
            if name.lower().startswith(wanted):
                return _month(found[2], number)
    return ""


def _month(year: str, number: int) -> str:
    return f"{year}-{number:02d}" if 1 <= number <= 12 and _FIRST_YEAR <= int(year) <= _LAST_YEAR else ""


def _read_day(words: str) -> str:
    if found := _DAY.match(words):
        parts = (int(found[3]), int(found[2]), int(found[1]))
    elif found := _ISO_DAY.match(words):
        parts = (int(found[1]), int(found[2]), int(found[3]))
    else:
        return ""
    try:
        return date(*parts).isoformat()
    except ValueError:
        return ""


def kind_of_period(period: str) -> PeriodKind:
    """What a stored period is."""
    if "Q" in period:
        return PeriodKind.QUARTER
    return {4: PeriodKind.YEAR, 7: PeriodKind.MONTH}.get(len(period), PeriodKind.DAY)


def period_text(period: str) -> str:
    """A stored period in words: „2025“, „3. Quartal 2025“, „Juli 2025“, „31.12.2025“."""
    kind = kind_of_period(period)
    if kind is PeriodKind.QUARTER:
        return f"{period[6]}. Quartal {period[:4]}"
    if kind is PeriodKind.MONTH:
        return f"{MONTHS[int(period[5:7]) - 1]} {period[:4]}"
    return format_date(date.fromisoformat(period)) if kind is PeriodKind.DAY else period


# --- breaks ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Break:
    """From this period on the figures do not compare with those before."""

    period: str
    reason: str


def read_breaks(text: str) -> tuple[Break, ...]:
    """The lines „2021: neue Erfassung“ in order; `UserError` for a line that names no period and reason."""
    found: list[Break] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        words, _, reason = line.partition(":")
        period = read_period(words)
        if not period or not reason.strip():
            raise UserError(
                f"Bruch „{line}“: Bitte schreiben Sie je Zeile den Zeitraum, einen Doppelpunkt und den Grund, "
                "zum Beispiel „2021: neue Erfassung“.",
                help_topic="kennzahlen",
            )
        found.append(Break(period, reason.strip()))
    return tuple(sorted(found, key=lambda each: each.period))


def segments(points: Sequence[DataPoint], breaks: Sequence[Break]) -> list[list[DataPoint]]:
    """The points in order, cut where a break begins; pieces without a point are left out."""
    starts = [each.period for each in breaks]
    pieces: dict[int, list[DataPoint]] = {}
    for point in sorted(points, key=lambda each: each.period):
        pieces.setdefault(sum(start <= point.period for start in starts), []).append(point)
    return list(pieces.values())


ENOUGH_FOR_SHARES = 20  # below, one case more or less would look like a trend
_LEAST_SHARE = 0.005


def latest_in_words(points: Sequence[DataPoint], breaks: Sequence[Break], unit: str = "") -> str:
    """The newest value and how it compares with the one before, as a sentence.

    „2025: 412 Fälle, 12 mehr als 2024 (+3 %)“; no share for small numbers, no comparison across a break.
    """
    known = sorted((each for each in points if each.value is not None), key=lambda each: each.period)
    if not known:
        return "Noch kein Wert."
    last = known[-1]
    now = last.value or 0.0
    behind = f" {unit}" if unit else ""
    start = f"{period_text(last.period)}: {_number(now)}{behind}"
    if len(known) == 1:
        return f"{start}."
    before = known[-2]
    crossed = [each for each in breaks if before.period < each.period <= last.period]
    if crossed:
        return f"{start}; mit {period_text(before.period)} nicht vergleichbar ({crossed[-1].reason})."
    base = before.value or 0.0
    if now == base:
        return f"{start}, wie {period_text(before.period)}."
    more = "mehr" if now > base else "weniger"
    share = f" ({(now - base) / base:+.0%})".replace("-", "−").replace("%", f"{NBSP}%") if _has_share(now, base) else ""
    return f"{start}, {_number(abs(now - base))} {more} als {period_text(before.period)}{share}."


def _has_share(now: float, base: float) -> bool:
    """Whether a change is told as a share: not of small numbers, nor where it rounds to nought."""
    return base >= ENOUGH_FOR_SHARES and abs(now - base) / base >= _LEAST_SHARE


def _number(value: float) -> str:
    return format_decimal(value, 0 if value.is_integer() else 1)


# --- values from tables ------------------------------------------------------------------------------------

# Signs of German official statistics for cells without a figure.
SIGNS = {
    ".": "Wert unbekannt oder geheim zu halten",
    "...": "Wert liegt noch nicht vor",
    "…": "Wert liegt noch nicht vor",
    "x": "Angabe nicht sinnvoll",
    "/": "Wert nicht sicher genug",
    "()": "Aussagewert eingeschränkt",
}
ZEROS = frozenset({"-", "–", "—"})  # „nichts vorhanden“ is nought, not unknown
_FOOTNOTE = re.compile(r"(?:\s*(\d{1,2}\)|\*+)|\s+([rps]))$")


def split_footnote(text: str) -> tuple[str, str]:
    """A cell without the mark of a footnote, and the mark: „412 3)“ gives („412“, „3)“)."""
    found = _FOOTNOTE.search(text)
    return (text[: found.start()], found[1] or found[2]) if found and found.start() else (text, "")

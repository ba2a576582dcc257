"""Figures over time: sources, series and their values, with breaks named."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from coordinator_app.domain.fields import Kind, Record, attribute
from coordinator_app.domain.vocabulary import Vocabulary


class PeriodKind(Vocabulary):
    """What a value is for."""

    YEAR = "year", "Jahr"
    QUARTER = "quarter", "Quartal"
    MONTH = "month", "Monat"
    DAY = "day", "Stichtag"


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

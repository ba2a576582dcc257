"""Figures over time: sources, series, values by hand and from files, with breaks named."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import parse_decimal, search_form
from coordinator_app.documents.series_sheet import RecordedSeries
from coordinator_app.domain.data_series import (
    DataPoint,
    DataSeries,
    DataSource,
    Measure,
    kind_of_period,
    latest_in_words,
    read_breaks,
    read_period,
)
from coordinator_app.domain.municipality import Area
from coordinator_app.domain.recorded_crime import RateLine, rate_lines
from coordinator_app.exchange.pks_tables import PksTable, chosen_series, read_pks
from coordinator_app.exchange.regional_tables import read_regional
from coordinator_app.exchange.series_tables import CellProblem, ReadSeries, SeriesFile, read_series
from coordinator_app.services.lists import RecordList, columns
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit, WriteUnit

if TYPE_CHECKING:
    from coordinator_app.exchange.tables import TableFile

HELP = "kennzahlen"
_YEAR_LENGTH = 4
RATE_BASES = (100_000, 10_000, 1_000)


@dataclass(frozen=True, slots=True)
class PlannedSeries:
    """A series of a file beside what the municipality file holds; `series_id` None = it is new."""

    read: ReadSeries
    series_id: int | None
    area_id: int | None
    new: int
    changed: int
    same: int


@dataclass(frozen=True, slots=True)
class SeriesPlan:
    """What taking a file in would do; nothing is written yet."""

    name: str
    series: tuple[PlannedSeries, ...]
    problems: tuple[CellProblem, ...]

    @property
    def writes(self) -> int:
        """How many values would be written."""
        return sum(each.new + each.changed for each in self.series)


class DataSeriesService:
    """Use cases around figures; every method that writes is one undo step."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def list(self) -> RecordList[DataSeries]:
        """The series as a list source."""
        return RecordList(self._store, DataSeries, columns(DataSeries, "title", "area_id", "unit"))

    def get(self, id: int) -> DataSeries:
        """One series."""
        with self._store.read() as unit:
            return unit.get(DataSeries, id)

    def recorded(self, id: int) -> RecordedSeries | None:
        """A series with its values and its source in words, for papers; None for one in the Papierkorb."""
        series = self.get(id)
        if series.deleted_at is not None:
            return None
        with self._store.read() as unit:
            source = unit.many(DataSource, [series.source_id]).get(series.source_id) if series.source_id else None
            area = unit.title("area", series.area_id)
        named = (source.title, source.publisher, source.licence) if source is not None else ()
        words = ", ".join(filter(None, named))
        return RecordedSeries(series, self.points(id), area, words, source.remarks if source is not None else "")

    def all(self) -> "list[DataSeries]":
        """All series in German order."""
        with self._store.read() as unit:
            return unit.find(DataSeries)

    def create(self, *, title: str, **values: Any) -> int:
        """A series; its breaks must be readable."""
        read_breaks(str(values.get("breaks", "")))
        with self._store.write("Kennzahlreihe angelegt") as unit:
            return unit.add(DataSeries(title=title.strip(), **values))

    def update(self, id: int, version: int | None, **values: Any) -> None:
        """Change a series; its breaks must be readable."""
        read_breaks(str(values.get("breaks", "")))
        if "rate_base" in values and values["rate_base"] not in RATE_BASES:
            raise UserError("Die Häufigkeitszahl wird je 100.000, 10.000 oder 1.000 Einwohner gerechnet.")
        if values.get("population_id") == id:
            raise UserError("Eine Kennzahl kann nicht ihre eigene Einwohnerzahl sein. Bitte eine andere wählen.")
        with self._store.write("Kennzahlreihe geändert", merge=f"data_series:{id}:{','.join(sorted(values))}") as unit:
            unit.change(DataSeries, id, version, **values)

    def discard(self, id: int) -> None:
        """To the Papierkorb, with its values."""
        with self._store.write("Kennzahlreihe gelöscht") as unit:
            unit.discard(DataSeries, id)

    # ------------------------------------------------------------ sources

    def sources(self) -> "list[DataSource]":
        """All sources in German order."""
        with self._store.read() as unit:
            return unit.find(DataSource)

    def source(self, id: int) -> DataSource:
        """One source."""
        with self._store.read() as unit:
            return unit.get(DataSource, id)

    def create_source(self, *, title: str, **values: Any) -> int:
        """Where figures come from."""
        with self._store.write("Datenquelle angelegt") as unit:
            return unit.add(DataSource(title=title.strip(), **values))

    def update_source(self, id: int, version: int | None, **values: Any) -> None:
        """Change a source."""
        with self._store.write("Datenquelle geändert", merge=f"data_source:{id}:{','.join(sorted(values))}") as unit:
            unit.change(DataSource, id, version, **values)

    # ------------------------------------------------------------ values

    def points(self, series_id: int) -> "list[DataPoint]":
        """The values in the order of their periods."""
        with self._store.read() as unit:
            return unit.find(DataPoint, series_id=series_id, order="period")

    def set_value(self, series_id: int, period: str, value: float | None, comment: str = "") -> None:
        """Write the value of a period, replacing what is there; `UserError` for a period nobody can read."""
        read = read_period(period)
        if not read:
            raise UserError(
                f"„{period}“ ist kein Zeitraum. Möglich sind „2025“, „3. Quartal 2025“, „07/2025“ oder „31.12.2025“.",
                help_topic=HELP,
            )
        with self._store.write("Wert eingetragen") as unit:
            _write_point(unit, series_id, read, value, comment)

    def set_lines(self, series_id: int, text: str) -> int:
        """Write values typed or pasted, one „2025 412“ per line; how many. `UserError` names the line."""
        pairs = [_read_line(line) for line in text.splitlines() if line.strip()]
        if not pairs:
            raise UserError("Bitte geben Sie je Zeile einen Zeitraum und einen Wert ein: „2025 412“.", help_topic=HELP)
        with self._store.write("Werte eingetragen") as unit:
            for period, value in pairs:
                _write_point(unit, series_id, period, value, "")
        return len(pairs)

    def remove_point(self, point_id: int) -> None:
        """Take a value away; undoable."""
        with self._store.write("Wert entfernt") as unit:
            unit.remove(DataPoint, point_id)

    def in_words(self, series_id: int) -> str:
        """The newest value against the one before, as a sentence."""
        series = self.get(series_id)
        return latest_in_words(self.points(series_id), read_breaks(series.breaks), series.unit)

    def rates(self, series_id: int) -> "Sequence[RateLine]":
        """The rates of a series of cases per its base, with the population of its series; [] without one."""
        series = self.get(series_id)
        if series.measure is not Measure.CASES or series.population_id is None:
            return []
        cases, people = (
            {point.period: point.value for point in self.points(id) if point.value is not None}
            for id in (series_id, series.population_id)
        )
        return rate_lines(cases, people, series.rate_base)

    # ------------------------------------------------------------ files

    def read(self, path: Path) -> "SeriesPlan | PksTable":
        """What a file holds: a table of the PKS to choose from, or the plan for its series; writes nothing."""
        from coordinator_app.exchange.tables import read_tables

        file = read_tables(path)
        table = read_pks(file)
        if table is not None:
            return table
        return self._plan(path.name, _series_of(file))

    def plan(self, path: Path) -> SeriesPlan:
        """Read a table of series and compare it with what is there; writes nothing."""
        from coordinator_app.exchange.tables import read_tables

        return self._plan(path.name, _series_of(read_tables(path)))

    def plan_pks(
        self, table: PksTable, *, year: str, areas: Sequence[str], keys: Sequence[str], columns: Sequence[int]
    ) -> SeriesPlan:
        """The figures chosen of a table of the PKS, compared with what is there; writes nothing."""
        if len(read_period(year)) != _YEAR_LENGTH:
            raise UserError("Bitte geben Sie das Berichtsjahr vierstellig an, zum Beispiel 2025.", help_topic=HELP)
        if not (areas and keys and columns):
            raise UserError("Bitte wählen Sie Gebiet, Straftaten und Zahlen aus.", help_topic=HELP)
        return self._plan(table.name, chosen_series(table, year, areas, keys, columns))

    def _plan(self, name: str, found: SeriesFile) -> SeriesPlan:
        if not found.series:
            why = found.problems[0].text if found.problems else "Die Datei ist leer."
            raise UserError(f"In „{name}“ steht keine Kennzahlreihe. {why}", help_topic=HELP)
        with self._store.read() as unit:
            known = _known(unit)
            areas = {search_form(area.name).strip(): area.id for area in unit.find(Area)}
            planned = tuple(_planned(unit, series, known, areas) for series in found.series)
        return SeriesPlan(name, planned, tuple(found.problems))

    def take_in(self, plan: SeriesPlan, *, source_id: int | None = None) -> int:
        """Write what a plan says in one step; how many values. Taking the same file in twice writes nothing more."""
        with self._store.write("Kennzahlen eingelesen") as unit:
            written = 0
            for planned in plan.series:
                series_id = planned.series_id or _add_series(unit, planned, source_id)
                for period, read in planned.read.values.items():
                    written += _write_point(unit, series_id, period, read.value, read.comment)
        return written


def _series_of(file: "TableFile") -> SeriesFile:
    """The series of a table in one of the shapes offices use."""
    return read_regional(file) or read_series(file)


def _read_line(line: str) -> tuple[str, float | None]:
    """„2025 412“, „07/2025<Tab>12,5“; the last word is the value, „–“ or „.“ = no value."""
    words, _, last = line.strip().replace("\t", " ").replace(";", " ").rpartition(" ")
    period, value = (read_period(words.rstrip(" :=")) if words else ""), None
    try:
        value = None if last in {".", "–", "-"} else parse_decimal(last)
    except UserError:
        period = ""
    if not period:
        raise UserError(f"Zeile „{line.strip()}“: Bitte Zeitraum und Wert angeben, „2025 412“.", help_topic=HELP)
    return period, value


def _write_point(unit: WriteUnit, series_id: int, period: str, value: float | None, comment: str) -> int:
    """1 when something was written, 0 when it stood there already."""
    series = unit.get(DataSeries, series_id)
    found = unit.find(DataPoint, series_id=series_id, period=period, deleted=None)
    if not found:
        unit.add(DataPoint(series_id=series_id, period=period, value=value, comment=comment))
        kind = kind_of_period(period)
        if series.period_kind is not kind and unit.count(DataPoint, series_id=series_id) == 1:
            unit.change(DataSeries, series_id, None, period_kind=kind)
        return 1
    point = found[0]
    if (point.value, point.comment or comment) == (value, comment or point.comment):
        return 0
    unit.change(DataPoint, point.id, None, value=value, comment=comment)
    return 1


_Known = dict[tuple[str, int | None], int]


def _known(unit: ReadUnit) -> _Known:
    return {(_name(series.key, series.title), series.area_id): series.id for series in unit.find(DataSeries)}


def _name(key: str, title: str) -> str:
    return f"{key.strip()}|{search_form(title).strip()}"


def _planned(unit: ReadUnit, series: ReadSeries, known: _Known, areas: dict[str, int]) -> PlannedSeries:
    area_id = areas.get(search_form(series.area).strip()) if series.area else None
    id = known.get((_name(series.key, series.title), area_id))
    there = {point.period: point.value for point in unit.find(DataPoint, series_id=id)} if id else {}
    new = [period for period in series.values if period not in there]
    changed = [period for period, read in series.values.items() if period in there and there[period] != read.value]
    return PlannedSeries(series, id, area_id, len(new), len(changed), len(series.values) - len(new) - len(changed))


def _add_series(unit: WriteUnit, planned: PlannedSeries, source_id: int | None) -> int:
    read = planned.read
    kinds = {kind_of_period(period) for period in read.values}
    note = f"Gebiet im Original: {read.area}" if read.area and planned.area_id is None else ""
    return unit.add(
        DataSeries(
            title=read.title[:300],
            key=read.key[:40],
            unit=read.unit[:40],
            measure=read.measure,
            caveats=read.caveats,
            area_id=planned.area_id,
            source_id=source_id,
            period_kind=kinds.pop() if len(kinds) == 1 else DataSeries().period_kind,
            note=note,
        )
    )

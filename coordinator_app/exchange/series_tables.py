"""Figures over time out of tables as offices keep them: years across, years down, or one value per line.

What was read and what was not is told cell by cell; nothing is summed (persons suspected never add up).
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from coordinator_app.domain.data_series import SIGNS, ZEROS, Measure, read_period, split_footnote
from coordinator_app.exchange.cells import Cell, cell_text, column_letter
from coordinator_app.exchange.tables import Sheet, TableFile
from coordinator_app.exchange.values import read_decimal

_KEYS = ("schlüssel", "straftatenschlüssel", "kennziffer", "pks-schlüssel", "key")
_AREAS = ("gebiet", "gemeinde", "ortsteil", "stadtteil", "kommune", "raum")
_UNITS = ("einheit", "maßeinheit")
_PERIODS = ("jahr", "zeitraum", "periode", "monat", "quartal", "stichtag", "datum")
_TITLES = ("kennzahl", "merkmal", "straftat", "delikt", "bezeichnung", "indikator", "name")
_VALUES = ("wert", "anzahl", "fälle", "erfasste fälle", "zahl")
_FEWEST_PERIODS = 2
_HEAD_LINES = 40


@dataclass(frozen=True, slots=True)
class ReadValue:
    """A value of a period; None = the table says there is none, `comment` says why."""

    value: float | None
    comment: str = ""


@dataclass(slots=True)
class ReadSeries:
    """A series as a table gives it, values by period."""

    title: str
    key: str = ""
    area: str = ""
    unit: str = ""
    measure: Measure = Measure.OTHER
    caveats: str = ""
    values: dict[str, ReadValue] = field(default_factory=dict[str, ReadValue])


@dataclass(frozen=True, slots=True)
class CellProblem:
    """A cell that was not taken over, as the spreadsheet program names it."""

    sheet: str
    place: str
    text: str


@dataclass(slots=True)
class SeriesFile:
    """Everything a file gives."""

    series: list[ReadSeries]
    problems: list[CellProblem]


def read_series(file: TableFile) -> SeriesFile:
    """The series of all sheets; a sheet without periods is named under `problems`."""
    found = SeriesFile([], [])
    for sheet in file.sheets:
        before = len(found.series)
        _read_sheet(sheet, found)
        if len(found.series) == before and sheet.filled_rows:
            text = (
                "Keine Zeiträume gefunden: Es braucht Jahre (oder Monate, Quartale, Tage) als Überschrift oder Spalte."
            )
            found.problems.append(CellProblem(sheet.name, "", text))
    found.series = [series for series in found.series if series.values]
    return found


def _read_sheet(sheet: Sheet, found: SeriesFile) -> None:
    for index, row in enumerate(sheet.rows[:_HEAD_LINES]):
        names = [_word(cell) for cell in row]
        column = next((number for number, name in enumerate(names) if name in _PERIODS), None)
        if column is not None and _mostly_periods(sheet, index, column):
            _down(sheet, index, column, names, found)
            return
        periods = {number: period for number, cell in enumerate(row) if (period := _period(cell))}
        if len(periods) >= _FEWEST_PERIODS and 0 not in periods:
            _across(sheet, index, periods, found)
            return
        if not periods and list(filter(None, names[1:])) and _mostly_periods(sheet, index, 0):
            _down(sheet, index, 0, names, found)
            return


def _mostly_periods(sheet: Sheet, head: int, column: int) -> bool:
    """Whether a column below a heading holds periods, apart from remarks at the end."""
    below = [row[column] for row in sheet.rows[head + 1 :] if row[column] is not None]
    return 2 * sum(bool(_period(cell)) for cell in below) > len(below)


def _across(sheet: Sheet, head: int, periods: dict[int, str], found: SeriesFile) -> None:
    """One line per series, periods in the heading."""
    names = [_word(cell) for cell in sheet.rows[head]]
    first = min(periods)
    special = {role: _column(names, words) for role, words in (("key", _KEYS), ("area", _AREAS), ("unit", _UNITS))}
    title = _column(names, _TITLES)
    for number, row in enumerate(sheet.rows[head + 1 :], start=head + 2):
        if all(cell is None for cell in row):
            continue
        taken = set(special.values())
        words = [cell_text(row[column]) for column in range(first) if column not in taken and row[column] is not None]
        series = ReadSeries(cell_text(row[title]) if title is not None else " ".join(words))
        series.key, series.area, series.unit = (
            cell_text(row[column]) if column is not None else "" for column in special.values()
        )
        series.title = split_footnote(series.title)[0] or series.key
        if not series.title:
            if any(row[column] is not None for column in periods):
                found.problems.append(CellProblem(sheet.name, f"A{number}", "Die Zeile hat keine Bezeichnung."))
            continue
        for column, period in periods.items():
            _take(sheet, number, column, row[column], series, period, found)
        found.series.append(series)


def _down(sheet: Sheet, head: int, column: int, names: list[str], found: SeriesFile) -> None:
    """Periods in a column: the others are series, or one column names the series and one holds the value."""
    title, value = _column(names, _TITLES), _column(names, _VALUES)
    by_title: dict[tuple[str, str], ReadSeries] = {}
    key, area, unit = (_column(names, words) for words in (_KEYS, _AREAS, _UNITS))
    long = title is not None and value is not None
    skipped = {column, key, area, unit}
    others = [number for number, name in enumerate(names) if name and number not in skipped]
    for number, row in enumerate(sheet.rows[head + 1 :], start=head + 2):
        if all(cell is None for cell in row):
            continue
        period = _period(row[column])
        if not period:
            text = f"„{cell_text(row[column])}“ ist kein Zeitraum. Die Zeile wurde nicht übernommen."
            found.problems.append(CellProblem(sheet.name, f"{column_letter(column)}{number}", text))
            continue
        for place in [value] if long and value is not None else others:
            name = cell_text(row[title]) if long and title is not None else cell_text(sheet.rows[head][place])
            where = cell_text(row[area]) if area is not None else ""
            series = by_title.setdefault((name, where), ReadSeries(split_footnote(name)[0], area=where))
            series.key = series.key or (cell_text(row[key]) if key is not None else "")
            series.unit = series.unit or (cell_text(row[unit]) if unit is not None else "")
            _take(sheet, number, place, row[place], series, period, found)
    found.series += [series for series in by_title.values() if series.title]


def _take(sheet: Sheet, line: int, column: int, cell: Cell, series: ReadSeries, period: str, found: SeriesFile) -> None:
    place = f"{column_letter(column)}{line}"
    read = read_value(cell)
    if isinstance(read, str):
        found.problems.append(CellProblem(sheet.name, place, read))
    elif read is not None:
        if period in series.values and series.values[period] != read:
            text = f"Für „{series.title}“ gibt es {period} mehrfach. Übernommen ist der letzte Wert."
            found.problems.append(CellProblem(sheet.name, place, text))
        series.values[period] = read


def read_value(cell: Cell) -> ReadValue | str | None:
    """The value of a cell; None for an empty one, a sentence for one that is no figure."""
    if cell is None:
        return None
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return ReadValue(float(cell)) if math.isfinite(cell) else "Die Zahl ist nicht endlich."
    text = cell_text(cell).strip()
    if text in ZEROS:
        return ReadValue(0.0, "im Original „–“ (nichts vorhanden)")
    if text.lower() in SIGNS:
        return ReadValue(None, SIGNS[text.lower()])
    plain, mark = split_footnote(text)
    read = read_decimal(plain)
    if read.value is None:
        return f"„{text}“ ist keine Zahl. Die Zelle wurde nicht übernommen."
    return ReadValue(read.value, f"im Original mit „{mark}“" if mark else "")


def _period(cell: Cell) -> str:
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    return "" if cell is None or isinstance(cell, bool | float) else read_period(cell_text(cell))


def _word(cell: Cell) -> str:
    return " ".join(cell_text(cell).casefold().split()).rstrip(":") if cell is not None else ""


def _column(names: Sequence[str], wanted: Iterable[str]) -> int | None:
    return next((names.index(word) for word in wanted if word in names), None)

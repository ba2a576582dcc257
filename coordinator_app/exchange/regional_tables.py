"""Tables of the official statistics' databases (Regionaldatenbank, GENESIS): one line per period and area.

Two shapes: the flat file, one value per line with codes and labels of every variable (German or English headings),
and the table as shown on the page, with headings over several lines, the period first, then code and name of the area.
Footers, units in a line of their own and signs for missing values are understood; every odd cell is told.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from coordinator_app.domain.data_series import read_period
from coordinator_app.exchange.cells import Cell, cell_text, column_letter
from coordinator_app.exchange.series_tables import CellProblem, ReadSeries, ReadValue, SeriesFile, read_value
from coordinator_app.exchange.tables import Sheet, TableFile

_HEAD_LINES = 40
_AREA_CODE = re.compile(r"\d{2,12}|DG")
_AREA_VARIABLES = ("gemein", "kreis", "dland", "dinsg", "regbez", "nuts")
_UNITS = frozenset({"anzahl", "prozent", "%", "eur", "tsd. eur", "qkm", "ha", "personen", "je 1000 einwohner"})
_FLAT_VALUE = re.compile(r"[A-Z0-9]{2,}__(.+)__(.+)")


@dataclass(slots=True)
class _Found:
    series: dict[tuple[str, str], ReadSeries] = field(default_factory=dict[tuple[str, str], ReadSeries])
    problems: list[CellProblem] = field(default_factory=list[CellProblem])

    def take(self, sheet: Sheet, place: tuple[int, int], title: str, area: str, unit: str, period: str) -> None:
        """Write the value of a cell (line from 1, column from 0) to its series."""
        line, column = place
        read = read_value(sheet.rows[line - 1][column])
        spot = f"{column_letter(column)}{line}"
        if isinstance(read, str):
            self.problems.append(CellProblem(sheet.name, spot, read))
            return
        series = self.series.setdefault((title, area), ReadSeries(title, area=area, unit=unit))
        value = read or ReadValue(None, "im Original ohne Wert")
        if series.values.get(period, value) != value:
            text = f"Für „{title}“ gibt es {period} mehrfach mit verschiedenen Werten. Übernommen ist der erste."
            self.problems.append(CellProblem(sheet.name, spot, text))
            return
        series.values[period] = value


def read_regional(file: TableFile) -> SeriesFile | None:
    """The series of the first sheet in one of the two shapes; None when there is none."""
    for sheet in file.sheets:
        found = _flat(sheet) or _shown(sheet)
        if found is not None and found.series:
            return SeriesFile(list(found.series.values()), found.problems)
    return None


# --- one value per line -------------------------------------------------------------------------------------


def _flat(sheet: Sheet) -> _Found | None:
    for head, row in enumerate(sheet.rows[:_HEAD_LINES]):
        names = [cell_text(cell).strip().lower() for cell in row]
        period = next((at for at, name in enumerate(names) if name in {"time", "zeit"}), None)
        labels = [
            at for at, name in enumerate(names) if re.fullmatch(r"\d+_(variable_attribute|auspraegung)_label", name)
        ]
        values = _value_columns(sheet.rows[head], names)
        if period is not None and labels and values:
            return _flat_rows(sheet, head, period, labels, values)
    return None


def _value_columns(row: Sequence[Cell], names: Sequence[str]) -> list[tuple[int, str, str]]:
    """Columns with values: place, label and unit („“ = they stand in columns of their own)."""
    if "value" in names:
        return [(names.index("value"), "", "")]
    found = ((at, _FLAT_VALUE.fullmatch(cell_text(cell).strip())) for at, cell in enumerate(row))
    return [(at, match[1].replace("_", " "), match[2].replace("_", " ")) for at, match in found if match]


def _flat_rows(
    sheet: Sheet, head: int, period: int, labels: Sequence[int], values: Sequence[tuple[int, str, str]]
) -> _Found:
    found = _Found()
    names = [cell_text(cell).strip().lower() for cell in sheet.rows[head]]
    for line, row in enumerate(sheet.rows[head + 1 :], head + 2):
        when = _period(row[period])
        if not when:
            _tell(found, sheet, line, period, row)
            continue
        area, groups = _attributes(row, names, labels)
        for column, label, unit in values:
            name = label or _named(row, names, "value_variable_label") or "Wert"
            title = ": ".join(filter(None, (name, ", ".join(groups))))
            found.take(sheet, (line, column), title, area, unit or _named(row, names, "value_unit"), when)
    return found


def _attributes(row: Sequence[Cell], names: Sequence[str], labels: Sequence[int]) -> tuple[str, list[str]]:
    """The area of a line and its other groups."""
    area, groups = "", list[str]()
    for at in labels:
        number = names[at].partition("_")[0]
        kind = _named(row, names, f"{number}_variable_code") or _named(row, names, f"{number}_merkmal_code")
        text = cell_text(row[at]).strip()
        if kind.lower().startswith(_AREA_VARIABLES):
            area = text
        elif text and text.lower() != "insgesamt":
            groups.append(text)
    return area, groups


def _named(row: Sequence[Cell], names: Sequence[str], name: str) -> str:
    return cell_text(row[names.index(name)]).strip() if name in names else ""


# --- as shown on the page -----------------------------------------------------------------------------------


def _shown(sheet: Sheet) -> _Found | None:
    """Period, code and name of the area, then values; headings above the first such line."""
    first = next((at for at, row in enumerate(sheet.rows[:_HEAD_LINES]) if _is_data(row)), None)
    if first is None or first == 0:
        return None
    titles, units = _headings(sheet, first)
    found = _Found()
    for line, row in enumerate(sheet.rows[first:], first + 1):
        if not _is_data(row):
            _tell(found, sheet, line, 0, row)
            continue
        for column in range(3, len(row)):
            if titles[column] and row[column] is not None:
                area = " ".join(cell_text(row[2]).split())
                found.take(sheet, (line, column), titles[column], area, units[column], _period(row[0]))
    return found


def _is_data(row: Sequence[Cell]) -> bool:
    named = len(row) > 3 and bool(_period(row[0])) and row[2] is not None
    return named and _AREA_CODE.fullmatch(cell_text(row[1]).strip()) is not None


def _headings(sheet: Sheet, first: int) -> tuple[list[str], list[str]]:
    """Title and unit of every column: the words above it from top to bottom, each once."""
    width = len(sheet.rows[first])
    titles, units = [""] * width, [""] * width
    for column in range(3, width):
        parts: list[str] = []
        for row in sheet.rows[:first]:
            text = " ".join(cell_text(row[column]).split())
            if text.lower() in _UNITS:
                units[column] = text
            elif text and text not in parts and text.lower() != "insgesamt":
                parts.append(text)
        titles[column] = ": ".join(filter(None, (parts[0], ", ".join(parts[1:])))) if parts else ""
    return titles, units


def _tell(found: _Found, sheet: Sheet, line: int, column: int, row: Sequence[Cell]) -> None:
    """A line that is left out although figures stand in it."""
    if sum(isinstance(read_value(cell), ReadValue) for cell in row if cell is not None) > 0 and len(row) > 1:
        text = "Die Zeile hat keinen Zeitraum oder kein Gebiet und wurde nicht übernommen."
        found.problems.append(CellProblem(sheet.name, f"{column_letter(column)}{line}", text))


def _period(cell: Cell) -> str:
    return read_period(cell_text(cell)) if cell is not None else ""

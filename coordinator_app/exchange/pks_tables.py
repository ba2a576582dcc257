"""Tables of the Polizeiliche Kriminalstatistik as BKA and LKA publish them: one line per offence and area.

They come as CSV (semicolons, cp1252, a title line first, English numbers: „93,854“ and „63.1“) or as Excel with
headings over several lines, a line of column numbers below and remarks at the end. Keys are text: „------“ is all
offences, others have leading noughts and asterisks. The year stands in a title line, if at all. Nothing is summed.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from coordinator_app.domain.data_series import Measure
from coordinator_app.domain.recorded_crime import ALL_OFFENCES, caveat_of, pks_key
from coordinator_app.exchange.cells import Cell, cell_text, column_letter
from coordinator_app.exchange.series_tables import CellProblem, ReadSeries, ReadValue, SeriesFile
from coordinator_app.exchange.tables import Sheet, TableFile

_HEAD_LINES = 40
_HEAD_HEIGHT = 8
_FOLDED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_YEAR = re.compile(r"(?:berichtszeitraum.*?|(?:berichtsjahr|jahr|pks)\D{0,12})\b((?:19|20)\d\d)\b")
_NUMBERS = re.compile(r"^\(?\d{1,2}\)?$")
_ENGLISH = re.compile(r"^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$|^-?\d+\.\d{1,2}$")
_GERMAN = re.compile(r"^-?\d{1,3}(?:\.\d{3})+(?:,\d+)?$|^-?\d+,\d{1,2}$")


@dataclass(frozen=True, slots=True)
class PksMeasure:
    """A column of the table that can be taken over; `label` is put behind the offence."""

    column: int
    label: str
    unit: str
    measure: Measure


@dataclass(slots=True)
class PksTable:
    """A table understood: what it offers to choose from. `year` is "" when the table does not say it.

    `values` has by (area, key, column) the figure, None where the table has none.
    """

    name: str
    sheet: str
    year: str
    measures: tuple[PksMeasure, ...]
    areas: dict[str, str] = field(default_factory=dict[str, str])
    offences: dict[str, str] = field(default_factory=dict[str, str])
    values: dict[tuple[str, str, int], float | None] = field(default_factory=dict[tuple[str, str, int], float | None])
    problems: list[CellProblem] = field(default_factory=list[CellProblem])


@dataclass(frozen=True, slots=True)
class _Columns:
    key: int
    offence: int
    area_code: int | None
    area_name: int | None
    first_row: int


def read_pks(file: TableFile) -> PksTable | None:
    """The first sheet that is a table of the PKS; None when none is."""
    for sheet in file.sheets:
        columns = _columns(sheet)
        if columns is None:
            continue
        names = _names(sheet, columns)
        measures = tuple(_measures(names))
        if measures:
            table = PksTable(file.name, sheet.name, _year(sheet, columns, file.name), measures)
            _read_rows(sheet, columns, table)
            return table if table.offences else None
    return None


def chosen_series(
    table: PksTable, year: str, areas: Iterable[str], keys: Iterable[str], columns: Iterable[int]
) -> SeriesFile:
    """The figures chosen as series with one value each, for `year`; order as in the table."""
    wanted_keys, wanted_columns = set(keys), set(columns)
    found = SeriesFile([], list(table.problems))
    for area in areas:
        for key in (key for key in table.offences if key in wanted_keys):
            for measure in (each for each in table.measures if each.column in wanted_columns):
                spot = (area, key, measure.column)
                if spot not in table.values:
                    continue
                series = ReadSeries(f"{table.offences[key]}: {measure.label}", key, table.areas[area], measure.unit)
                series.measure, series.caveats = measure.measure, caveat_of(measure.measure)
                value = table.values[spot]
                series.values[year] = ReadValue(value, "" if value is not None else "im Original ohne Wert")
                found.series.append(series)
    return found


# --- heading ------------------------------------------------------------------------------------------------


def _columns(sheet: Sheet) -> _Columns | None:
    """Where key, offence and area stand: the heading has both words, data begin with the first key below."""
    for line, row in enumerate(sheet.rows[:_HEAD_LINES]):
        words = [_folded(cell) for cell in row]
        key = next((at for at, word in enumerate(words) if word in {"schluessel", "straftatenschluessel"}), None)
        offence = next((at for at, word in enumerate(words) if word.startswith("straftat") and at != key), None)
        if key is None or offence is None:
            continue
        below = range(line + 1, min(line + 1 + _HEAD_HEIGHT, len(sheet.rows)))
        first = next((at for at in below if _key(sheet.rows[at][key]) and not _numbered(sheet.rows[at])), None)
        if first is not None:
            code = _find(words, ("gemeindeschluessel", "kreisschluessel", "ags", "landesschluessel"))
            name = _find(words, ("kreis", "stadt", "gemeinde", "bundesland", "land"), but=("schluessel", "art"))
            return _Columns(key, offence, code, name, first)
    return None


def _find(words: Sequence[str], parts: Sequence[str], but: Sequence[str] = ()) -> int | None:
    """The first column whose heading contains one of `parts` and none of `but`; figures have longer headings."""
    for at, word in enumerate(words):
        short = len(word) <= 40 and "straftat" not in word and "faelle" not in word
        if short and any(part in word for part in parts) and not any(part in word for part in but):
            return at
    return None


def _names(sheet: Sheet, columns: _Columns) -> list[str]:
    """The heading of every column over all its lines; a heading over several columns counts for each of them."""
    start = next(at for at, row in enumerate(sheet.rows) if _folded(row[columns.key]).endswith("schluessel"))
    lines = [row for row in sheet.rows[start : columns.first_row] if not _numbered(row)]
    names = [""] * len(sheet.rows[0])
    for number, row in enumerate(lines):
        group = ""
        for at, cell in enumerate(row):
            text = _folded(cell)
            below = any(later[at] is not None for later in lines[number + 1 :])
            group = text or (group if below else "")
            names[at] = f"{names[at]} {group}".strip() if group and group not in names[at] else names[at]
    return names


def _numbered(row: Sequence[Cell]) -> bool:
    """Whether a line only counts the columns („1“, „2“, „3“)."""
    texts = [cell_text(cell).strip() for cell in row if cell is not None]
    return len(texts) > 1 and all(_NUMBERS.match(text) for text in texts)


def _measures(names: Sequence[str]) -> Iterable[PksMeasure]:
    """The columns that can be taken over, each kind once."""
    seen: set[str] = set()
    for column, name in enumerate(names):
        found = _measure(name)
        if found is not None and found[0] not in seen:
            seen.add(found[0])
            yield PksMeasure(column, *found)


# What a heading must contain and must not, in the order of trying; „%“ stands for every share.
_KINDS: tuple[tuple[str, str, Measure, tuple[str, ...], tuple[str, ...]], ...] = (
    ("Aufklärungsquote", "%", Measure.OTHER, ("aufklaerungsquote", "aufklaerungs- quote"), ()),
    ("Häufigkeitszahl", "je 100.000 Einwohner", Measure.RATE, ("haeufigkeitszahl", " hz "), ()),
    ("aufgeklärte Fälle", "Fälle", Measure.CLEARED, ("aufgeklaerte",), ("%",)),
    ("Versuche", "Fälle", Measure.ATTEMPTS, ("versuche",), ("%",)),
    ("Tatverdächtige", "Personen", Measure.SUSPECTS, ("tatverdaechtige insgesamt", "tatverdaechtige - insgesamt"), ()),
    ("Opfer", "Personen", Measure.VICTIMS, ("opfer insgesamt", "opfer - insgesamt"), ("%",)),
    ("erfasste Fälle", "Fälle", Measure.CASES, ("erfasste faelle",), ("%", "davon", "schuss")),
)


def _measure(name: str) -> tuple[str, str, Measure] | None:
    """What a heading counts: label, unit, measure; None for what is not taken over."""
    padded = f" {name.replace('prozent', '%').replace('anteil', '%')} "
    for label, unit, measure, any_of, none_of in _KINDS:
        if any(word in padded for word in any_of) and not any(word in padded for word in none_of):
            return label, unit, measure
    return None


def _year(sheet: Sheet, columns: _Columns, name: str) -> str:
    """The year a title line or the file name gives; the day a table was made is not it."""
    titles = [_folded(cell) for row in sheet.rows[: columns.first_row] for cell in row if cell is not None]
    for text in titles:
        if found := _YEAR.search(text):
            return found[1]
    found = re.search(r"(?<!\d)(20\d\d)(?!\d)", name)
    return found[1] if found else ""


# --- rows ---------------------------------------------------------------------------------------------------


def _read_rows(sheet: Sheet, columns: _Columns, table: PksTable) -> None:
    rows = [(line, row) for line, row in enumerate(sheet.rows[columns.first_row :], columns.first_row + 1)]
    cells = (cell for _, row in rows for cell in (row[each.column] for each in table.measures))
    english = _is_english(cells)
    for line, row in rows:
        key = _key(row[columns.key])
        if not key:
            _remark(sheet, columns, line, row, table)
            continue
        area = _area(row, columns)
        table.areas.setdefault(area, _area_name(row, columns))
        table.offences.setdefault(key, _offence(cell_text(row[columns.offence]), key))
        for measure in table.measures:
            _take(sheet, line, row[measure.column], (area, key, measure.column), table, english=english)


def _take(sheet: Sheet, line: int, cell: Cell, spot: tuple[str, str, int], table: PksTable, *, english: bool) -> None:
    value, fine = _number(cell, english=english)
    place = f"{column_letter(spot[2])}{line}"
    if not fine:
        text = f"„{cell_text(cell)}“ ist keine Zahl. Die Zelle wurde nicht übernommen."
        table.problems.append(CellProblem(sheet.name, place, text))
    elif spot in table.values and table.values[spot] != value:
        text = f"Schlüssel {spot[1]} kommt mit verschiedenen Werten doppelt vor. Übernommen ist der erste."
        table.problems.append(CellProblem(sheet.name, place, text))
    else:
        table.values.setdefault(spot, value)


def _remark(sheet: Sheet, columns: _Columns, line: int, row: Sequence[Cell], table: PksTable) -> None:
    """A line without a key: silent when it holds no figures (remarks below the table), else told."""
    if any(row[measure.column] is not None for measure in table.measures) and not _numbered(row):
        text = "Die Zeile hat keinen lesbaren Straftatenschlüssel und wurde nicht übernommen."
        table.problems.append(CellProblem(sheet.name, f"{column_letter(columns.key)}{line}", text))


def _key(cell: Cell) -> str:
    return pks_key(cell_text(cell).strip().lstrip("'")) if cell is not None else ""


def _offence(text: str, key: str) -> str:
    words = " ".join(text.split())
    return words or ("Straftaten insgesamt" if key == ALL_OFFENCES else key)


def _area(row: Sequence[Cell], columns: _Columns) -> str:
    """Code of the area with its leading nought (5 or 8 digits), else its name; "" for a table of one area."""
    code = cell_text(row[columns.area_code]).strip() if columns.area_code is not None else ""
    if code.isdigit() and len(code) in {4, 7}:
        code = f"0{code}"
    return code or _area_name(row, columns)


def _area_name(row: Sequence[Cell], columns: _Columns) -> str:
    return " ".join(cell_text(row[columns.area_name]).split()) if columns.area_name is not None else ""


def _is_english(cells: Iterable[Cell]) -> bool:
    """Whether numbers kept as text have points before decimals and commas between thousands."""
    english = german = 0
    for cell in cells:
        if isinstance(cell, str):
            text = cell.strip()
            english += _ENGLISH.match(text) is not None
            german += _GERMAN.match(text) is not None
    return english > german


def _number(cell: Cell, *, english: bool) -> tuple[float | None, bool]:
    """A figure, and whether the cell could be read; nothing, „x“, „-“ and „.“ are no figure but fine."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return float(cell), True
    text = cell_text(cell).strip().replace("\u00a0", "").replace(" ", "")
    if text.lower() in {"", "x", "-", "–", ".", "/"}:
        return (0.0 if text in {"-", "–"} else None), True
    plain = text.replace(",", "") if english else text.replace(".", "").replace(",", ".")
    try:
        return float(plain), True
    except ValueError:
        return None, False


def _folded(cell: Cell) -> str:
    """A heading in small letters with ae, oe, ue, spaces single and hyphens at line ends gone."""
    text = cell_text(cell).casefold().translate(_FOLDED) if cell is not None else ""
    return " ".join(re.sub(r"-\s*\n\s*", "", text).split())

"""A data set with its labels as files for other programs: CSV, Excel."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class DataVariable:
    """A column: `values` are codes with labels, `missing` those that count as no answer; `ordered` for scales."""

    name: str
    label: str
    values: tuple[tuple[int, str], ...] = ()
    missing: tuple[tuple[int, str], ...] = ()
    question: str = ""
    ordered: bool = False


@dataclass(frozen=True, eq=False, slots=True)
class DataFile:
    """What goes into a file. `notes` says in words how persons are protected; `facts` describe the survey."""

    title: str
    variables: Sequence[DataVariable]
    columns: "Mapping[str, NDArray[np.int32]]"
    rows: int
    facts: Sequence[tuple[str, str]] = ()
    notes: Sequence[str] = ()


def csv_bytes(data: DataFile) -> bytes:
    """Codes as CSV with semicolons, UTF-8 with byte order mark, one line per sheet."""
    import numpy as np

    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerow([variable.name for variable in data.variables])
    table = np.column_stack([data.columns[variable.name] for variable in data.variables])
    rows: list[list[int]] = table.tolist()
    out.write("".join(";".join(map(str, row)) + "\r\n" for row in rows))
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def xlsx_bytes(data: DataFile) -> bytes:
    """Three sheets: data, variables with their codes, how persons are protected. Texts are never formulas."""
    import xlsxwriter  # pyright: ignore[reportMissingTypeStubs] - it has none

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with cast("Any", xlsxwriter).Workbook(out, options) as book:
        book.set_properties({"title": data.title, "language": "de-DE"})
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        body = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet("Daten")
        sheet.freeze_panes(1, 0)
        for place, variable in enumerate(data.variables):
            sheet.write_string(0, place, variable.name, head)
            numbers: list[int] = data.columns[variable.name].tolist()
            sheet.write_column(1, place, numbers)
        _texts(book.add_worksheet("Variablen"), (head, body), _CODEBOOK, codebook_rows(data))
        facts = [(name, text) for name, text in data.facts]
        notes = [("Schutz", note) for note in data.notes]
        _texts(book.add_worksheet("Hinweise"), (head, body), (("Angabe", 24), ("Inhalt", 100)), [*facts, *notes])
    return out.getvalue()


_CODEBOOK = (("Variable", 16), ("Bedeutung", 60), ("Code", 8), ("Antwort", 44), ("fehlend", 9))


def codebook_rows(data: DataFile) -> list[tuple[str, ...]]:
    """One line per code of every variable."""
    found: list[tuple[str, ...]] = []
    for variable in data.variables:
        label = variable.label if not variable.question else f"{variable.question} – {variable.label}"
        codes = [(str(code), text, "") for code, text in variable.values]
        codes += [(str(code), text, "ja") for code, text in variable.missing]
        found.extend((variable.name, label, *code) for code in codes or [("", "Zahl", "")])
    return found


def _texts(
    sheet: Any, looks: tuple[Any, Any], columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[str]]
) -> None:
    head, body = looks
    for place, (heading, width) in enumerate(columns):
        sheet.set_column(place, place, width, body)
        sheet.write_string(0, place, heading, head)
    for line, row in enumerate(rows, 1):
        for place, text in enumerate(row):
            sheet.write_string(line, place, text[:32_000], body)
    sheet.freeze_panes(1, 0)

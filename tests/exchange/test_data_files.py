"""Data sets as files: read back with other programs' readers they say the same."""

import io
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np

from coordinator_app.exchange.data_files import DataFile, DataVariable, csv_bytes, xlsx_bytes
from coordinator_app.exchange.ddi import NAMESPACE, ddi_bytes
from coordinator_app.exchange.spss import sav_bytes

MISSING = ((-8, "weiß nicht"), (-9, "keine Angabe"))
DATA = DataFile(
    "Bürgerbefragung „Sicher leben“ in Mühlwerda, mit einem Titel, der länger ist als erlaubt",
    (
        DataVariable("E01_sehr_langer_Name", "=Bahnhof", ((1, "sehr sicher"), (2, "ü" * 100)), MISSING, "Wie sicher?"),
        DataVariable("E04", "Jahre im Ort", (), ((-9, "keine Angabe"),)),
        DataVariable("Q01", "Altersgruppe", ((1, "jung"), (2, "alt")), ordered=True),
    ),
    {
        "E01_sehr_langer_Name": np.asarray([1, 2, -8], np.int32),
        "E04": np.asarray([12_345, 0, -9], np.int32),
        "Q01": np.asarray([1, 2, 1], np.int32),
    },
    3,
    (("Zweck", "Prüfen <&>"), ("Feldbeginn", "01.05.2026"), ("Erhebungsweg", "Papier"), ("Grundgesamtheit", "ab 16")),
    ("Ohne Belegnummer.",),
)


def test_spss_file_is_read_back_with_labels_and_missing_codes(tmp_path: Path) -> None:
    import pyreadstat

    path = tmp_path / "daten.sav"
    path.write_bytes(sav_bytes(DATA, datetime(2026, 11, 9, 9, 5, tzinfo=UTC)))
    columns, meta = pyreadstat.read_sav(path, user_missing=True, output_format="dict")
    assert meta.column_names == ["E01_sehr_langer_Name", "E04", "Q01"]
    assert [list(columns[name]) for name in meta.column_names] == [[1, 2, -8], [12_345, 0, -9], [1, 2, 1]]
    assert meta.column_names_to_labels["E01_sehr_langer_Name"] == "Wie sicher? – =Bahnhof"
    labels = meta.variable_value_labels["E01_sehr_langer_Name"]
    assert labels[1.0] == "sehr sicher"
    assert labels[2.0] == "ü" * 60
    assert labels[-8.0] == "weiß nicht"
    assert meta.missing_ranges["E04"] == [{"lo": -9.0, "hi": -9.0}]
    assert meta.missing_ranges["E01_sehr_langer_Name"] == [{"lo": -9.0, "hi": -8.0}]
    assert meta.variable_measure == {"E01_sehr_langer_Name": "nominal", "E04": "scale", "Q01": "ordinal"}
    assert meta.number_rows == 3
    assert meta.file_encoding == "UTF-8"
    plain, _ = pyreadstat.read_sav(path, output_format="dict")
    assert list(plain["E04"]) == [12_345, 0, None]


def test_csv_and_excel_hold_the_codes() -> None:
    from python_calamine import CalamineWorkbook

    text = csv_bytes(DATA).decode("utf-8-sig")
    assert text == "E01_sehr_langer_Name;E04;Q01\r\n1;12345;1\r\n2;0;2\r\n-8;-9;1\r\n"
    book = CalamineWorkbook.from_filelike(io.BytesIO(xlsx_bytes(DATA)))
    assert book.sheet_names == ["Daten", "Variablen", "Hinweise"]
    assert book.get_sheet_by_name("Daten").to_python()[2] == [2, 0, 2]
    plan = book.get_sheet_by_name("Variablen").to_python()
    assert ["E04", "Jahre im Ort", "-9", "keine Angabe", "ja"] in plan
    assert ["Schutz", "Ohne Belegnummer."] in book.get_sheet_by_name("Hinweise").to_python()


def test_codebook_describes_every_variable() -> None:
    root = ET.fromstring(ddi_bytes(DATA, "daten.csv"))  # noqa: S314 -- our own file
    name = {"d": NAMESPACE}
    assert root.get("version") == "2.5"
    assert root.findtext("d:stdyDscr/d:stdyInfo/d:abstract", namespaces=name) == "Prüfen <&>"
    begin = root.find("d:stdyDscr/d:stdyInfo/d:sumDscr/d:collDate", name)
    assert begin is not None
    assert begin.get("date") == "2026-05-01"
    assert root.findtext("d:fileDscr/d:fileTxt/d:dimensns/d:caseQnty", namespaces=name) == "3"
    variables = root.findall("d:dataDscr/d:var", name)
    assert [variable.get("name") for variable in variables] == ["E01_sehr_langer_Name", "E04", "Q01"]
    missing = variables[0].findall("d:catgry[@missing='Y']/d:catValu", name)
    assert [value.text for value in missing] == ["-8", "-9"]
    assert variables[1].get("intrvl") == "contin"
    assert root.findtext("d:stdyDscr/d:notes", namespaces=name) == "Ohne Belegnummer."

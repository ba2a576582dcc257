"""Tables of the PKS as they are published: cp1252, title lines, English numbers, keys as text, headings of Excel."""

from io import BytesIO
from typing import Any

import pytest

from coordinator_app.domain.data_series import Measure
from coordinator_app.exchange.pks_tables import PksTable, chosen_series, read_pks
from coordinator_app.exchange.tables import read_bytes

HEAD = (
    "Schluessel;Straftat;Gemeindeschluessel;Stadt-/Landkreis;Kreisart;Anzahl erfasste Faelle;HZ nach Zensus;"
    "erfasste Faelle davon: Versuche - Anzahl;erfasste Faelle davon: Versuche in %;Mit Schusswaffe gedroht;"
    "aufgeklaerte Faelle;Aufklaerungsquote;Tatverdaechtige - insgesamt;Tatverdaechtige - maennlich\r\n"
)
CSV = (
    "Faelle nach Kreisen, Berichtsjahr 2024, V1.0 erstellt am 05.03.2025\r\n"
    + HEAD
    + "------;Straftaten insgesamt;14999;Werdatal, Landkreis;LK;"
    "16,854;6,304.3;1,201;7.1;3;9,001;53.4;5,120;3,900\r\n"
    "010000;Mord § 211 StGB;14999;Werdatal, Landkreis;LK;1;0.4;0;0;0;1;100;1;1\r\n"
    "435*00;Wohnungseinbruch §§ 244, 244a StGB;14999;Werdatal, Landkreis;LK;112;41.9;51;45.5;0;20;17.9;18;x\r\n"
    "------;Straftaten insgesamt;3999;Nordheim;LK;900;5,000.1;1;1;0;1;1;1;1\r\n"
)


def table(data: bytes, name: str = "KR-F-01-T01-Kreise.csv") -> PksTable:
    found = read_pks(read_bytes(data, name))
    assert found is not None
    return found


def values(found: PksTable, area: str, key: str) -> dict[str, float | None]:
    return {each.label: found.values[area, key, each.column] for each in found.measures}


def test_published_csv_is_understood() -> None:
    found = table(CSV.encode("cp1252"))
    assert found.year == "2024"  # not 2025, when it was made
    assert found.areas == {"14999": "Werdatal, Landkreis", "03999": "Nordheim"}
    assert list(found.offences) == ["------", "010000", "435*00"]
    assert values(found, "14999", "------") == {
        "erfasste Fälle": 16854.0,
        "Häufigkeitszahl": 6304.3,
        "Versuche": 1201.0,
        "aufgeklärte Fälle": 9001.0,
        "Aufklärungsquote": 53.4,
        "Tatverdächtige": 5120.0,
    }
    assert values(found, "14999", "435*00")["Aufklärungsquote"] == 17.9
    assert found.problems == []


def test_chosen_figures_become_series_that_know_what_they_count() -> None:
    found = table(CSV.encode("cp1252"))
    columns = [each.column for each in found.measures if each.measure in {Measure.CASES, Measure.SUSPECTS}]
    series = chosen_series(found, "2024", ["14999"], ["435*00", "010000"], columns).series
    assert [(each.key, each.title, each.area, each.measure) for each in series] == [
        ("010000", "Mord § 211 StGB: erfasste Fälle", "Werdatal, Landkreis", Measure.CASES),
        ("010000", "Mord § 211 StGB: Tatverdächtige", "Werdatal, Landkreis", Measure.SUSPECTS),
        (
            "435*00",
            "Wohnungseinbruch §§ 244, 244a StGB: erfasste Fälle",
            "Werdatal, Landkreis",
            Measure.CASES,
        ),
        (
            "435*00",
            "Wohnungseinbruch §§ 244, 244a StGB: Tatverdächtige",
            "Werdatal, Landkreis",
            Measure.SUSPECTS,
        ),
    ]
    assert series[2].values["2024"].value == 112.0
    assert "nicht addieren" in series[3].caveats


def workbook(rows: list[list[Any]], merges: list[str]) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for place in merges:
        sheet.merge_cells(place)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_excel_with_headings_over_several_lines() -> None:
    rows = [
        ["Polizeiliche Kriminalstatistik", *[None] * 8],
        ["Grundtabelle", None, None, None, "Berichtszeitraum: 01.01.2025 bis 31.12.2025", *[None] * 4],
        [None] * 9,
        ["Schlüssel", "Straftat", "erfasste Fälle", "davon: Versuche", None, "Aufklä-\nrungsquote", "Tatverdächtige"],
        [None, None, None, "Anzahl", "in %", None, "insgesamt", "männlich", "weiblich"],
        [1, 2, 3, 4, 5, 6, 7, 8, 9],
        ["------", "Straftaten insgesamt", 1261, 90, 7.1, 55.4, 612, 470, 142],
        [10000, "Mord", 0, 0, None, None, None, None, None],
        ["3***00", "Diebstahl ohne erschwerende Umstände", 301, 12, 4.0, 40.1, 130, 90, 40],
        [None, "Summe von Hand", 1562, None, None, None, None, None, None],
        ["Anmerkung: Zahlen sind vorläufig", *[None] * 8],
    ]  # fmt: skip
    found = table(workbook(rows, ["D4:E4", "G4:I4"]), "Auszug Mühlwerda.xlsx")
    assert found.year == "2025"
    assert found.areas == {"": ""}
    assert values(found, "", "------") == {
        "erfasste Fälle": 1261.0,
        "Versuche": 90.0,
        "Aufklärungsquote": 55.4,
        "Tatverdächtige": 612.0,
    }
    assert values(found, "", "010000")["Tatverdächtige"] is None
    assert [(problem.place, problem.text[:27]) for problem in found.problems] == [
        ("A10", "Die Zeile hat keinen lesbar")
    ]


def test_german_numbers_as_text_are_read_as_such() -> None:
    found = table("Schlüssel;Straftat;erfasste Fälle;HZ\n------;Alle;1.261;7.246,4\n0100;Mord;2;11,5\n".encode())
    assert found.year == ""
    assert values(found, "", "------") == {"erfasste Fälle": 1261.0, "Häufigkeitszahl": 7246.4}


def test_odd_cells_and_contradictions_are_named() -> None:
    text = "Schlüssel;Straftat;erfasste Fälle\n------;Alle;viele\n0100;Mord;2\n0100;Mord;3\n"
    found = table(text.encode(), "2023 Auszug.csv")
    assert found.year == "2023"
    assert [(problem.place, problem.text.split(".")[0]) for problem in found.problems] == [
        ("C2", "„viele“ ist keine Zahl"),
        ("C4", "Schlüssel 0100 kommt mit verschiedenen Werten doppelt vor"),
    ]
    assert found.values["", "0100", 2] == 2.0


@pytest.mark.parametrize(
    "text",
    [
        "Schlüssel;Straftat;Gebiet;2023;2024\n0100;Mord;Mühlwerda;1;2\n",  # series over years, read elsewhere
        "Name;Wert\nA;1\n",
        "Schlüssel;Straftat;erfasste Fälle\nkein;Schlüssel;3\n",
    ],
)
def test_other_tables_are_left_to_others(text: str) -> None:
    assert read_pks(read_bytes(text.encode(), "werte.csv")) is None

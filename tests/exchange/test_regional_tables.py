"""Tables of the official statistics' databases in both shapes; other tables are left to others."""

import pytest

from coordinator_app.exchange.regional_tables import read_regional
from coordinator_app.exchange.series_tables import SeriesFile
from coordinator_app.exchange.tables import read_bytes

SHOWN = """Tabelle: 12411-01-01-5
Bevölkerung nach Geschlecht
;;;Bevölkerung;Bevölkerung;Bevölkerung
;;;Insgesamt;männlich;weiblich
;;;Anzahl;Anzahl;Anzahl
31.12.2023;14999250;Mühlwerda, Stadt;17450;8512;8938
31.12.2023;14999251;Nordheim;-;.;viele
31.12.2024;14999250;Mühlwerda, Stadt;17401;8490;8911
31.12.2024;14999250;Mühlwerda, Stadt;17402;;8911
;;Summe;34851;;
__________
© Statistische Ämter
"""
ENGLISH = """statistics_code;time_code;time;1_variable_code;1_variable_label;1_variable_attribute_code;\
1_variable_attribute_label;2_variable_code;2_variable_label;2_variable_attribute_code;2_variable_attribute_label;\
value;value_unit;value_variable_label
12411;STAG;2023-12-31;GEMEIN;Gemeinden;14999250;Mühlwerda;GES;Geschlecht;GESM;männlich;8512;Anzahl;Bevölkerungsstand
12411;STAG;2024-12-31;GEMEIN;Gemeinden;14999250;Mühlwerda;GES;Geschlecht;GESM;männlich;8490;Anzahl;Bevölkerungsstand
12411;STAG;2024-12-31;GEMEIN;Gemeinden;14999250;Mühlwerda;GES;Geschlecht;;Insgesamt;17401;Anzahl;Bevölkerungsstand
12411;STAG;bald;GEMEIN;Gemeinden;14999250;Mühlwerda;GES;Geschlecht;;Insgesamt;1;Anzahl;Bevölkerungsstand
"""
GERMAN = """Statistik_Code;Zeit_Code;Zeit;1_Merkmal_Code;1_Merkmal_Label;1_Auspraegung_Code;1_Auspraegung_Label;\
BEVSTD__Bevoelkerungsstand__Anzahl;FLC006__Gebietsflaeche__qkm
12411;JAHR;2024;KREISE;Kreise;14999;Werdatal, Landkreis;311002;2111,5
"""


def read(text: str) -> SeriesFile:
    found = read_regional(read_bytes(text.encode("cp1252"), "12411.csv"))
    assert found is not None
    return found


def values(found: SeriesFile) -> dict[tuple[str, str, str], dict[str, float | None]]:
    return {
        (series.title, series.area, series.unit): {period: read.value for period, read in series.values.items()}
        for series in found.series
    }


def test_the_table_as_shown_on_the_page() -> None:
    found = read(SHOWN)
    town, north = "Mühlwerda, Stadt", "Nordheim"
    assert values(found) == {
        ("Bevölkerung", town, "Anzahl"): {"2023-12-31": 17450.0, "2024-12-31": 17401.0},
        ("Bevölkerung: männlich", town, "Anzahl"): {"2023-12-31": 8512.0, "2024-12-31": 8490.0},
        ("Bevölkerung: weiblich", town, "Anzahl"): {"2023-12-31": 8938.0, "2024-12-31": 8911.0},
        ("Bevölkerung", north, "Anzahl"): {"2023-12-31": 0.0},
        ("Bevölkerung: männlich", north, "Anzahl"): {"2023-12-31": None},
    }
    assert [(problem.place, problem.text[:12]) for problem in found.problems] == [
        ("F7", "„viele“ ist "),
        ("D9", "Für „Bevölke"),
        ("A10", "Die Zeile ha"),
    ]


def test_the_flat_file_in_english() -> None:
    found = read(ENGLISH)
    assert values(found) == {
        ("Bevölkerungsstand: männlich", "Mühlwerda", "Anzahl"): {"2023-12-31": 8512.0, "2024-12-31": 8490.0},
        ("Bevölkerungsstand", "Mühlwerda", "Anzahl"): {"2024-12-31": 17401.0},
    }
    assert [problem.place for problem in found.problems] == ["C5"]


def test_the_flat_file_in_german_with_several_values() -> None:
    assert values(read(GERMAN)) == {
        ("Bevoelkerungsstand", "Werdatal, Landkreis", "Anzahl"): {"2024": 311002.0},
        ("Gebietsflaeche", "Werdatal, Landkreis", "qkm"): {"2024": 2111.5},
    }


@pytest.mark.parametrize(
    "text",
    [
        "Merkmal;31.12.2022;31.12.2023\nBevölkerung;17511;17450\n",
        "Jahr;Einwohner;Fälle\n2023;17450;21\n2024;17401;20\n",
        "Kennzahl;Gebiet;Jahr;Wert\nStraftaten;Mitte;2024;1950\n",
        "31.12.2023;14999250;Mühlwerda;17450\n",  # no heading says what it is
    ],
)
def test_other_tables_are_left_to_others(text: str) -> None:
    assert read_regional(read_bytes(text.encode(), "werte.csv")) is None

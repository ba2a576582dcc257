"""Register extracts in many spellings."""

from datetime import date, datetime
from typing import Any

import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.exchange.list_subjects import SKIP
from coordinator_app.exchange.register_columns import REGISTER
from coordinator_app.exchange.register_extract import (
    DIVERSE,
    FEMALE,
    MALE,
    MERGE_COLUMNS,
    Born,
    guess_targets,
    is_blocked,
    is_second_home,
    merge_rows,
    read_birth,
    read_register,
    read_sex,
)
from coordinator_app.exchange.tables import TableData, extract, find_heading, read_bytes

DAY = date(2026, 4, 13)
CSV = """Auszug aus dem Melderegister;;;;;;;;;;;;
Familienname;Vornamen;Doktorgrad;Geschlecht;Geburtsdatum;Straße;Haus-Nr.;Zusatz;PLZ;Wohnort;Ortsteil;\
Auskunftssperre § 51 BMG;Wohnungsstatus
Anders;Mia;Dr.;w;19800512;Am Markt;12;a;01067;Mühlwerda;OT Altes Gut;;HW
Anders;Paul;;m;00.00.1978;Am Markt;12;a;01067;Mühlwerda;OT Altes Gut;nein;HW
Brand;Lea;;d;2009;Lindenweg;3;;01067;Mühlwerda;Nordstadt;X;HW
Carl;Tom;;m;31.02.1990;Lindenweg;;;01067;Mühlwerda;Nordstadt;;NW
"""


def table(text: str, name: str = "auszug.csv") -> TableData:
    sheet = read_bytes(text.encode("cp1252"), name).sheets[0]
    heading = find_heading(sheet, REGISTER.is_heading)
    assert heading is not None
    return extract(sheet, *heading)


def test_an_extract_is_read_as_persons_with_ages_blocks_and_households() -> None:
    data = table(CSV)
    found = read_register(data, guess_targets(data), DAY)
    mia, paul, lea, tom = found.persons
    assert [person.age for person in found.persons] == [45, 48, 17, None]
    assert [person.blocked for person in found.persons] == [False, False, True, False]
    assert [person.second_home for person in found.persons] == [False, False, False, True]
    assert [person.addressed for person in found.persons] == [True, True, True, False]
    assert [person.sex for person in found.persons] == [FEMALE, MALE, DIVERSE, MALE]
    assert mia.household == paul.household != lea.household
    assert len({person.identity for person in found.persons}) == 4
    assert tom.line == 6
    assert found.tells_blocked
    assert found.tells_age
    assert found.districts() == {"Nordstadt": 2, "OT Altes Gut": 2}
    assert found.remarks == (
        "Nur das Geburtsjahr bekannt; es zählt das Alter, das im Jahr erreicht wird: 2-mal, Zeile 4, Zeile 5",
        "Geburtsdatum nicht lesbar: 1-mal, Zeile 6",
    )


def test_addresses_of_those_drawn_fit_a_window_envelope() -> None:
    data = table(CSV)
    found = read_register(data, guess_targets(data), DAY)
    rows = [dict(zip(MERGE_COLUMNS, row, strict=True)) for row in merge_rows(found, {3: "Altes Gut", 5: "Nord"})]
    assert rows[0] == {
        "Anrede": "Frau",
        "Titel": "Dr.",
        "Vorname": "Mia",
        "Nachname": "Anders",
        "Name": "Dr. Mia Anders",
        "Briefanrede": "Sehr geehrte Frau Dr. Anders",
        "Adresszeile1": "Frau Dr. Mia Anders",
        "Adresszeile2": "Am Markt 12a",
        "Adresszeile3": "01067 Mühlwerda",
        "Adresszeile4": "",
        "Straße": "Am Markt 12a",
        "PLZ": "01067",
        "Ort": "Mühlwerda",
        "Ortsteil": "Altes Gut",
        "Unter 18": "nein",
    }
    assert (rows[1]["Briefanrede"], rows[1]["Adresszeile1"]) == ("Guten Tag Lea Brand", "Lea Brand")
    assert rows[1]["Unter 18"] == "ja"


OTHER = """Name,Anschrift,PLZ Ort,Alter,Anrede
"Weber, Anna",Gasse 10,1067 Mühlwerda,34,Frau
Max Thiele,Gasse 9,01067 Mühlwerda,200,Herrn
Nur,Gasse 9,,x,
"""


def test_one_column_for_name_and_address_is_understood() -> None:
    data = table(OTHER)
    found = read_register(data, guess_targets(data), DAY)
    assert [person.age for person in found.persons] == [34, None, None]
    assert found.remarks == ("Alter nicht lesbar: 2-mal, Zeile 3, Zeile 4",)
    rows = merge_rows(found, {2: "", 3: "", 4: ""}, postcode="01067", town="Mühlwerda")
    assert [row[MERGE_COLUMNS.index("Adresszeile1")] for row in rows] == ["Nur", "Herrn Max Thiele", "Frau Anna Weber"]
    assert rows[0][MERGE_COLUMNS.index("Adresszeile3")] == "01067 Mühlwerda"
    assert found.persons[2].identity == ""
    assert found.persons[0].identity != ""


HEADINGS = {
    "Nachname": "last_name",
    "Fam.-Name": "last_name",
    "Geburtsname": SKIP,
    "Geburtsort": SKIP,
    "Straßenschlüssel": SKIP,
    "Übermittlungssperre": SKIP,
    "Staatsangehörigkeit": SKIP,
    "Straße und Hausnummer": "street",
    "HNr": "number",
    "Hausnummernzusatz": "number_addition",
    "Geb.-Datum": "born",
    "Geburtsjahr": "born",
    "Lebensalter": "age",
    "Stadtteil": "district",
    "bed. Sperrvermerk (§ 52 BMG)": "blocked",
    "Sperrkennzeichen": "blocked",
    "Haupt-/Nebenwohnung": "home",
    "Haushaltsnummer": "household",
    "Religion": SKIP,
}


@pytest.mark.parametrize(("heading", "target"), HEADINGS.items())
def test_headings_of_register_programs_are_known(heading: str, target: str) -> None:
    assert REGISTER.guess([heading]) == (target,)


def test_a_target_is_taken_once_but_blocks_from_several_columns() -> None:
    header = ["Ort", "Wohnort", "Auskunftssperre", "Sperrvermerk"]
    assert REGISTER.guess(header) == ("town", SKIP, "blocked", "blocked")


@pytest.mark.parametrize(
    ("targets", "words"),
    [
        (("last_name", "first_name"), "Straße"),
        (("street", "first_name"), "Familiennamen"),
        (("last_name", "last_name"), "mehrere Spalten"),
    ],
)
def test_columns_that_make_no_address_are_told(targets: tuple[str, ...], words: str) -> None:
    with pytest.raises(UserError, match=words):
        read_register(table("Nachname;Straße\nA;B\n"), targets, DAY)


@pytest.mark.parametrize(
    ("cell", "born"),
    [
        (datetime(1980, 5, 12), Born(1980, date(1980, 5, 12))),  # noqa: DTZ001 -- Excel knows no zones
        (date(1980, 5, 12), Born(1980, date(1980, 5, 12))),
        ("12.05.1980", Born(1980, date(1980, 5, 12))),
        ("1980-05-12T00:00", Born(1980, date(1980, 5, 12))),
        (19800512, Born(1980, date(1980, 5, 12))),
        (1980, Born(1980)),
        ("19800000", Born(1980)),
        ("00.05.1980", Born(1980)),
        ("12.05.80", Born(1980, date(1980, 5, 12))),
        ("12.05.10", Born(2010, date(2010, 5, 12))),
        ("31.02.1980", None),
        ("00000000", None),
        ("12.13.1980", None),
        ("unbekannt", None),
        ("1880", None),
        ("2030", None),
    ],
)
def test_births_in_all_spellings(cell: Any, born: Born | None) -> None:
    assert read_birth(cell, DAY) == born


@pytest.mark.parametrize("text", ["ja", "J", "X", "1", "§ 51 Abs. 1", "31.12.2027", "bedingt"])
def test_everything_but_a_plain_no_is_a_block(text: str) -> None:
    assert is_blocked(text)


@pytest.mark.parametrize("text", ["", "nein", "N", "0", "keine", "–", "falsch"])
def test_a_plain_no_is_no_block(text: str) -> None:
    assert not is_blocked(text)


@pytest.mark.parametrize(
    ("text", "second"), [("NW", True), ("Nebenwohnung", True), ("HW", False), ("einzige Wohnung", False), ("", False)]
)
def test_second_homes_are_known(text: str, second: bool) -> None:
    assert is_second_home(text) is second


@pytest.mark.parametrize(("text", "sex"), [("W", FEMALE), ("männlich", MALE), ("divers", DIVERSE), ("?", "")])
def test_sex_is_read(text: str, sex: str) -> None:
    assert read_sex(text) == sex


def test_a_house_number_excel_made_a_date_leaves_the_person_out() -> None:
    data = table("Nachname;Straße;Hausnummer\nA;Gasse;1\nB;Gasse;2\nC;Gasse;\n")
    rows = tuple(type(row)(row.line, (*row.cells[:2], date(2026, 3, 1))) if row.line == 3 else row for row in data.rows)
    data = TableData(data.sheet, data.header_line, data.header, rows, data.skipped)
    found = read_register(data, guess_targets(data), DAY)
    assert [person.addressed for person in found.persons] == [True, False, False]
    assert "in ein Datum verwandelt" in found.remarks[0]
    assert not found.tells_age

"""Register figures out of tables."""

import pytest

from coordinator_app.exchange.margin_tables import MarginQuestion, ReadMargin, read_margins
from coordinator_app.exchange.tables import read_bytes

AGE = MarginQuestion("Q01", "Altersgruppe", ((1, "unter 18 Jahre"), (2, "18 bis 29 Jahre"), (3, "30 Jahre oder älter")))
SEX = MarginQuestion("Q02", "Geschlecht", ((1, "weiblich"), (2, "männlich"), (3, "divers"), (-9, "keine Angabe")))
PLACE = MarginQuestion("Q03", "Ortsteil", ((1, "Altstadt"), (2, "Nordstadt"), (3, "Dorf")))


def read(text: str) -> list[ReadMargin]:
    return read_margins(read_bytes(text.encode("cp1252"), "zahlen.csv"), [AGE, SEX, PLACE])


def cells(found: ReadMargin) -> list[tuple[tuple[tuple[int, ...], ...], int]]:
    return [(cell.codes, cell.persons) for cell in found.cells]


def test_one_group_per_line() -> None:
    (found,) = read("Ortsteil;Einwohner\nOT Nordstadt;1.250\nAltstadt;3000\nSumme;4250\nFremd;7\n")
    assert (found.variable, found.label) == ("Q03", "Ortsteil")
    assert cells(found) == [(((1,),), 3000), (((2,),), 1250)]
    assert found.problems == ("Zeile 5: „Fremd“ ist keine Antwort der Frage „Ortsteil“.",)


def test_single_years_of_age_by_sex_are_added_up() -> None:
    text = "Stand 31.12.2025;;;\nAlter;männlich;weiblich;insgesamt\n16;10;11;21\n17;12;13;25\n18;1;2;3\n30;4;5;9\n"
    (found,) = read(text + "31;6;x;6\nInsgesamt;33;31;64\n")
    assert found.variable == "Q01×Q02"
    assert cells(found) == [
        (((1,), (1,)), 24),
        (((1,), (2,)), 22),
        (((2,), (1,)), 2),
        (((2,), (2,)), 1),
        (((3,), (1,)), 5),
        (((3,), (2,)), 10),
    ]
    assert [cell.label for cell in found.cells][:2] == ["unter 18 Jahre, weiblich", "unter 18 Jahre, männlich"]
    assert found.problems == ("C7: „x“ ist keine Anzahl von Personen.",)


def test_columns_that_are_no_answer_are_told() -> None:
    (found,) = read("Ortsteil;w;m;Hunde;Summe\nAltstadt;1;2;9;3\nDorf;3;4;9;7\n")
    assert found.variable == "Q03×Q02"
    assert found.problems == ("D1: „Hunde“ ist keine Antwort der Frage „Geschlecht“.",)


@pytest.mark.parametrize("text", ["Straße;Länge\nGasse;5\nWeg;6\n", "Ortsteil;Zahl\nAltstadt;5\n"])
def test_other_tables_give_nothing(text: str) -> None:
    assert read(text) == []


def test_a_line_without_number_is_told() -> None:
    (found,) = read("Ortsteil;Zahl\nAltstadt;5\nNordstadt;k. A.\nDorf;-3\n")
    assert cells(found) == [(((1,),), 5)]
    assert len(found.problems) == 2

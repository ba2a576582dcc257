"""Headings find their variable, cells their code; what is not understood is told with its place."""

import pytest

from coordinator_app.common.jobs import JobContext
from coordinator_app.domain.questionnaires import Answer, Form, QuestionType
from coordinator_app.exchange.answer_mapping import ColumnFinder, Role
from coordinator_app.exchange.answer_sheets import prepare
from coordinator_app.exchange.answer_table import table_from
from tests.data.answer_form import FINDER, question, read, values

# --- Headings -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "variable"),
    [
        ("E01", "E01"),
        ("e01", "E01"),
        ("E03_a", "E03_a"),
        ("E03[a]", "E03_a"),
        ("E03[SQ002]", "E03_b"),
        ("E03_SQ001", "E03_a"),
        ("E02[SQ002]", "E02_2"),
        ("E02[other]", "E02_3_text"),
        ("E10[other]", "E10_3_text"),
        ("E08[SQ001][1]", "E08_a"),
        ("E08[SQ001][2]", "E08_a_2"),
        ("E08_SQ001_0", "E08_a"),
        ("E08_SQ001_1", "E08_a_2"),
        ("E01. Wie ist das mit E01?", "E01"),
        ("E03[a]. Wie ist das mit E03? [Bahnhof]", "E03_a"),
        ("Wie ist das mit E04?", "E04"),
        ("  wie ist   das mit e04", "E04"),
        ("Wie ist das mit E03? [Park]", "E03_b"),
        ("Wie ist das .. [Bahnhof]", "E03_a"),
        ("Bahnhof", "E03_a"),
        ("Wie ist das mit E08? [Streife][Urteil]", "E08_a_2"),
        ("E09_2", "E09_2"),
    ],
)
def test_headings_find_their_variable(heading: str, variable: str) -> None:
    assert FINDER.target(heading).variable == variable


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Antwort ID", Role.ID),
        ("id", Role.ID),
        ("Belegnummer", Role.NUMBER),
        ("submitdate", Role.SUBMITTED),
        ("Datum Abgeschickt", Role.SUBMITTED),
        ("startlanguage", Role.LANGUAGE),
        ("ipaddr", Role.PRIVATE),
        ("Zugangscode", Role.PRIVATE),
        ("interviewtime", Role.IGNORED),
        ("groupTime12", Role.IGNORED),
        ("Modus", Role.MODE),
        ("E09[1]", Role.RANK),
        ("Wie ist das", Role.UNKNOWN),
        ("E99", Role.UNKNOWN),
        ("E03[SQ009]", Role.UNKNOWN),
        ("", Role.UNKNOWN),
    ],
)
def test_other_headings_have_their_role(heading: str, role: Role) -> None:
    assert FINDER.target(heading).role is role


def test_second_column_of_a_variable_is_left_out() -> None:
    first, second = FINDER.targets(["E01", "Wie ist das mit E01?"])
    assert (first.variable, second.role) == ("E01", Role.DOUBLE)


# --- Values ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "cell", "code"),
    [
        ("E01", "2", 2),
        ("E01", "2,0", 2),
        ("E01", "2.00", 2),
        ("E01", "eher sicher", 2),
        ("E01", "Eher  Sicher", 2),
        ("E01", "2 – eher sicher", 2),
        ("E01", "eher sicher (2)", 2),
        ("E01", "A2", 2),
        ("E01", "AO02", 2),
        ("E01", "weiß nicht", -8),
        ("E01", "-8", -8),
        ("E01", "−9", -9),
        ("E01", "k.A.", -9),
        ("E01", "N/A", -9),
        ("E01", "", -9),
        ("E01", "7", -6),
        ("E01", "vielleicht", -6),
        ("E01", "=1+1", -6),
        ("E01", "#REF!", -6),
        ("E02_1", "Y", 1),
        ("E02_1", "ja", 1),
        ("E02_1", "x", 1),
        ("E02_1", "Dunkelheit", 1),
        ("E02_2", "2", 1),
        ("E02_1", "weiß nicht", -8),
        ("E02_1", "vielleicht", -6),
        ("E04", "34", 34),
        ("E04", "34,0", 34),
        ("E04", "34,5", -6),
        ("E04", "1.234", -6),
        ("E04", "viel", -6),
        ("E04", "-9", -9),
        ("E11", "1980", 1980),
        ("E11", "19800", -6),
        ("E09_2", "1", 1),
        ("E10", "Y", 1),
        ("E10", "N", 2),
        ("E10", "-oth-", 3),
    ],
)
def test_cells_mean_codes(heading: str, cell: str, code: int) -> None:
    data = f"id;{heading}\n1;{cell}\n2;\n".encode()
    assert values(data, heading)[0] == (code,)
    sheets, _ = read(data)
    assert [oddity.place for oddity in sheets.oddities if oddity.serious] == (["B2"] if code == -6 else [])


@pytest.mark.parametrize(
    ("heading", "cell", "code", "text"),
    [
        ("E05", "01234", 1, "01234"),
        ("E05", "01 234", 1, "01234"),
        ("E05", "123456", -6, ""),
        ("E05", "-8", -8, ""),
        ("E06", "2026-05-04 12:00:00", 1, "2026-05-04"),
        ("E06", "4.5.2026", 1, "2026-05-04"),
        ("E06", "31.02.2026", -6, ""),
        ("E06", "irgendwann", -6, ""),
        ("E07", "'=geheim", 1, "=geheim"),
        ("E07", "-9", -9, ""),
        ("E07", "−8", -8, ""),
        ("E07", "keine Angabe", -9, ""),
        ("E07", "weiß nicht", 1, "weiß nicht"),
        ("E07", "{question_not_shown}", -5, ""),
        ("E07", "", -9, ""),
    ],
)
def test_cells_mean_texts(heading: str, cell: str, code: int, text: str) -> None:
    data = f"id;{heading}\n1;{cell}\n".encode()
    sheets, _ = read(data)
    assert values(data, heading) == [(code,)]
    assert sheets.texts.get(0, {}).get(heading, "") == text


def test_labels_that_are_numbers_are_told_apart_by_the_column() -> None:
    answers = tuple(Answer(code, str(code - 1)) for code in range(1, 4))
    form = Form(title="", municipality="", questions=(question("S1", QuestionType.SCALE, answers=answers),))
    finder = ColumnFinder(form)
    for cells, codes in (
        ("1\n2\n3", [1, 2, 3]),
        ("0\n1\n2", [1, 2, 3]),
        ("1\n2\nweiß nicht", [1, 2, -8]),  # a missing answer in words says nothing about the numbers
    ):
        table = table_from(f"id;S1\n{cells}".replace("\n", "\n;").encode(), "a.csv", finder.knows, JobContext())
        found = prepare(table, form, finder, finder.targets(table.headings), JobContext())
        assert found.values[:, 0].tolist() == codes
        assert "Codes oder Beschriftungen" in found.oddities[0].message


def test_multiple_choice_without_a_cross_is_no_answer() -> None:
    data = b"id;E02_1;E02_2;E02_3;E02_3_text\n1;Y;N/A;;\n2;;;;\n3;0;0;0;\n4;0;1;0;\n5;;;1;Wind\n"
    rows = values(data, "E02_1", "E02_2", "E02_3", "E02_3_text")
    assert rows == [(1, 0, 0, -5), (-9, -9, -9, -5), (0, 0, 0, -5), (0, 1, 0, -5), (0, 0, 1, 1)]
    words = b"id;E02_1;E02_2;E02_3\n1;Ja;Nein;Nein\n2;Nein;Nein;Nein\n"  # as LimeSurvey does, seen or passed over
    assert values(words, "E02_1", "E02_2", "E02_3") == [(1, 0, 0), (-9, -9, -9)]


def test_words_beside_other_cross_it_when_the_file_has_no_box() -> None:
    assert values(b"E02[SQ001];E02[SQ002];E02[other]\n;;Wind\nY;;\n", "E02_1", "E02_2", "E02_3") == [
        (0, 0, 1),
        (1, 0, 0),
    ]


def test_filters_tell_not_asked_from_no_answer() -> None:
    data = b"E01;E02_1;E02_2;E02_3;E08_a;E08_a_2\n1;;;;2;\n2;;;;1;\n1;1;;;2;1\n"
    assert values(data, "E02_1", "E08_a_2") == [(-5, -5), (-9, -9), (1, 1)]
    sheets, _ = read(data)
    told = [(oddity.place, oddity.heading) for oddity in sheets.oddities]
    assert told == [("Zeile 4", "E02_1"), ("Zeile 4", "E08_a_2")]


def test_ranks_are_turned_into_variables_of_answers() -> None:
    assert values(b"id;E09[1];E09[2]\n1;A2;A1\n2;Licht;\n3;9;\n", "E09_1", "E09_2") == [(2, 1), (1, -9), (-9, -9)]
    assert values(b"id;E09_1;E09_2\n1;2;1\n2;A2;Licht\n", "E09_1", "E09_2") == [(2, 1), (-6, -6)]


def test_missing_variables_are_named() -> None:
    sheets, _ = read(b"id;E01\n1;2\n")
    assert "E04" in sheets.missing
    assert sheets.found == 1


def test_long_text_is_cut_and_told() -> None:
    sheets, _ = read(b"id;E07\n1;" + b"x" * 5_000 + b"\n")
    assert len(sheets.texts[0]["E07"]) == 4_000
    assert "gekürzt" in sheets.oddities[0].message

"""Files of answers in many spellings become the same sheets; what is not understood is told with its place."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from coordinator_app.common.errors import Cancelled, UserError
from coordinator_app.common.jobs import JobContext
from coordinator_app.domain.questionnaires import (
    Answer,
    FilterRule,
    Form,
    FormQuestion,
    Layout,
    MatrixRow,
    QuestionType,
)
from coordinator_app.exchange import answer_csv, answer_table
from coordinator_app.exchange.answer_mapping import ColumnFinder, Role
from coordinator_app.exchange.answer_sheets import Sheets, prepare
from coordinator_app.exchange.answer_source import date_of, mode_of, source_of
from coordinator_app.exchange.answer_table import read_answers, table_from

SCALE = (Answer(1, "sehr sicher"), Answer(2, "eher sicher"), Answer(3, "unsicher"), Answer(-8, "weiß nicht"))
OPEN = Answer(3, "Sonstiges", text=True)


def question(name: str, kind: QuestionType, **values: Any) -> FormQuestion:
    return FormQuestion(key=name, block="B", type=kind, wording=f"Wie ist das mit {name}?", variable=name, **values)


FORM = Form(
    title="Sicher leben",
    municipality="Stadt Mühlwerda",
    questions=(
        question("E01", QuestionType.SINGLE, answers=SCALE, filters=(FilterRule((1,), "E03"),)),
        question("E02", QuestionType.MULTIPLE, answers=(Answer(1, "Dunkelheit"), Answer(2, "Verkehr"), OPEN)),
        question("E03", QuestionType.MATRIX, answers=SCALE, rows=(MatrixRow("a", "Bahnhof"), MatrixRow("b", "Park"))),
        question("E04", QuestionType.NUMBER, layout=Layout(digits=3)),
        question("E05", QuestionType.CODE, layout=Layout(digits=5)),
        question("E06", QuestionType.DATE),
        question("E07", QuestionType.LONG_TEXT),
        question(
            *("E08", QuestionType.MATRIX),
            answers=(Answer(1, "kenne ich"), Answer(2, "kenne ich nicht")),
            second=(Answer(1, "gut"), Answer(2, "schlecht")),
            first_heading="Bekannt",
            second_heading="Urteil",
            rows=(MatrixRow("a", "Streife"),),
            row_filter=(1,),
        ),
        question("E09", QuestionType.RANKING, answers=(Answer(1, "Licht"), Answer(2, "Bus"))),
        question("E10", QuestionType.SINGLE, answers=(Answer(1, "Ja"), Answer(2, "Nein"), OPEN)),
        question("E11", QuestionType.YEAR),
    ),
)
FINDER = ColumnFinder(FORM)


def read(data: bytes, name: str = "antworten.csv") -> tuple[Sheets, Any]:
    table = table_from(data, name, FINDER.knows, JobContext())
    return prepare(table, FORM, FINDER, FINDER.targets(table.headings), JobContext()), table


def values(data: bytes, *names: str) -> list[tuple[int, ...]]:
    sheets, _ = read(data)
    order = list(FINDER.variables)
    return [tuple(int(row[order.index(name)]) for name in names) for row in sheets.values]


def workbook(rows: Sequence[Sequence[Any]]) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


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
    assert (first.variable, second.role) == ("E01", Role.UNKNOWN)


# --- Spellings of files ---------------------------------------------------------------------------------------------

ROWS = [["id", "E01", "E04", "E07"], ["1", "2", "34", "Müll; überall"], ["2", "3", "", ""]]


def csv(separator: str, rows: Sequence[Sequence[str]] = ROWS, end: str = "\r\n") -> str:
    return end.join(separator.join(f'"{cell}"' if separator in cell else cell for cell in row) for row in rows) + end


FILES = {
    "semicolon": csv(";").encode(),
    "comma": csv(",").encode(),
    "tab": csv("\t").encode(),
    "bar": csv("|").encode(),
    "mark": b"\xef\xbb\xbf" + csv(";").encode(),
    "cp1252": csv(";").encode("cp1252"),
    "utf-16": csv("\t").encode("utf-16"),
    "mac": csv(";", end="\r").encode(),
    "unix": csv(";", end="\n").encode(),
    "hint": b"sep=;\r\n" + csv(";").encode(),
    "quoted": csv(";").replace("34", '"34"').encode(),
    "title": b"Befragung 2026\n\n" + csv(";").encode(),
    "uneven": (csv(";") + ";;;;\r\n").encode(),
    "xlsx": workbook(ROWS),
}


@pytest.mark.parametrize("name", FILES)
def test_every_spelling_of_a_file_is_read_the_same(name: str) -> None:
    sheets, table = read(FILES[name])
    order = list(FINDER.variables)
    assert table.rows == 2
    assert [int(row[order.index("E01")]) for row in sheets.values] == [2, 3]
    assert [int(row[order.index("E04")]) for row in sheets.values] == [34, -9]
    assert sheets.texts == {0: {"E07": "Müll; überall"}}


def test_heading_of_two_lines_and_line_ends_in_it() -> None:
    data = b'E01;E04\n"Wie ist das\nmit E01?";"Wie ist das mit E04?"\n2;17\n3;18\n'
    sheets, table = read(data)
    assert values(data, "E01", "E04") == [(2, 17), (3, 18)]
    assert table.above == (("Wie ist das\nmit E01?", "Wie ist das mit E04?"),)
    assert not sheets.oddities


def test_uneven_lines_are_filled_up_or_left_out_and_told() -> None:
    data = b"E01;E04;E11\n1;2;1980\n3;4\n1;2;3;4;5\n2;9;1970\n"
    sheets, table = read(data)
    assert values(data, "E01", "E04", "E11") == [(1, 2, 1980), (3, 4, -9), (2, 9, 1970)]
    assert [line for line, _ in table.remarks] == [3, 4]
    assert table.left_out == 1
    assert table.lines.tolist() == [2, 3, 5]
    assert len(sheets.values) == 3


def test_open_quotation_mark_swallows_nothing() -> None:
    data = b'E01;E07;E04\n1;5" Rohr;2\n3;gut;4\n'
    assert values(data, "E01", "E04") == [(1, 2), (3, 4)]


def test_fast_and_slow_way_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [f"{row};{row % 3 + 1};{row % 120};{'lang ' * (row % 4)}{row};{row:05d}" for row in range(997)]
    data = ("id;E01;E04;E07;E05\n" + "\n".join(lines)).encode()
    fast, _ = read(data)
    monkeypatch.setattr(answer_csv, "BLOCK", 300)
    blocks, _ = read(data)
    monkeypatch.setattr(answer_csv, "_fast", lambda *_: None)
    slow, _ = read(data)
    assert (fast.values == blocks.values).all()
    assert (fast.values == slow.values).all()
    assert fast.texts == blocks.texts == slow.texts
    assert len(fast.values) == 997


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
    for cells, codes in (("1\n2\n3", [1, 2, 3]), ("0\n1\n2", [1, 2, 3])):
        table = table_from(f"id;S1\n{cells}".replace("\n", "\n;").encode(), "a.csv", finder.knows, JobContext())
        found = prepare(table, form, finder, finder.targets(table.headings), JobContext())
        assert found.values[:, 0].tolist() == codes


def test_multiple_choice_without_a_cross_is_no_answer() -> None:
    data = b"id;E02_1;E02_2;E02_3;E02_3_text\n1;Y;;;\n2;;;;\n3;0;0;0;\n4;0;1;0;\n5;;;1;Wind\n"
    rows = values(data, "E02_1", "E02_2", "E02_3", "E02_3_text")
    assert rows == [(1, 0, 0, -5), (-9, -9, -9, -5), (-9, -9, -9, -5), (0, 1, 0, -5), (0, 0, 1, 1)]


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


# --- What is refused ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "keine Antworten"),
        (b"\xef\xbb\xbf\r\n", "keine Antworten"),
        (b"%PDF-1.7", "PDF"),
        (b"E01;E02\x00\x00", "keine Tabelle"),
        (b"PK\x03\x04kaputt", "beschädigt"),
        (b"<?xml version='1.0'?><a/>", "XML"),
    ],
)
def test_files_that_are_no_table_are_refused(data: bytes, word: str) -> None:
    with pytest.raises(UserError) as caught:
        read(data)
    assert word in caught.value.text


def test_limits_and_missing_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "gross.csv"
    path.write_bytes(b"E01;E04\n1;2\n1;2\n")
    for target, limit, word in (("MAX_ROWS", 1, "2 Zeilen"), ("MAX_COLUMNS", 1, "2 Spalten")):
        for module in (answer_csv, answer_table):
            with monkeypatch.context() as patch:
                patch.setattr(module, target, limit)
                if module is answer_table:
                    patch.setattr(answer_csv, "_fast", lambda *_: None)
                with pytest.raises(UserError, match=word):
                    read_answers(path, FINDER.knows)
    with pytest.raises(UserError, match="gibt es"):
        read_answers(tmp_path / "weg.csv", FINDER.knows)
    with pytest.raises(UserError, match=r"Ordner|öffnen"):
        read_answers(tmp_path, FINDER.knows)
    monkeypatch.setattr(answer_table, "MAX_BYTES", 5)
    with pytest.raises(UserError, match="zu groß"):
        read_answers(path, FINDER.knows)


def test_large_uneven_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answer_csv, "MOST_UNEVEN", 10)
    with pytest.raises(UserError, match="ungleichmäßig"):
        read(b"E01;E04\n1;2\n1;2;3\n")


def test_reading_can_be_stopped() -> None:
    job = JobContext()
    job.cancel()
    with pytest.raises(Cancelled):
        table_from(b"E01;E04\n1;2\n", "a.csv", FINDER.knows, job)


# --- Sources ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("results-survey482913.csv", "LimeSurvey 482913"),
        ("results-survey482913 (2).csv", "LimeSurvey 482913"),
        ("survey_archive_482913.lsa", "LimeSurvey 482913"),
        ("Rücklauf Mai (1).xlsx", "Rücklauf Mai"),
        ("Rücklauf - Kopie.csv", "Rücklauf"),
        (".csv", "Datei"),
    ],
)
def test_source_stays_when_a_file_is_saved_again(name: str, source: str) -> None:
    assert source_of(name) == source


def test_modes_and_days() -> None:
    assert [mode.value if (mode := mode_of(text)) else "" for text in ("Papier", "2", "Offener Link", "?")] == [
        *("paper", "online", "self_selected", "")
    ]
    assert str(date_of("2026-05-04 10:00:00")) == "2026-05-04"
    assert str(date_of("04.05.2026 10:00")) == "2026-05-04"
    assert date_of("1980-01-01 00:00:00") is date_of("2026-13-01") is date_of("") is None

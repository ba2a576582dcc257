"""Files of answers in many spellings are read the same; what is no table or too large is refused."""

import csv as csv_module
import io
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator_app.common.errors import Cancelled, UserError
from coordinator_app.common.jobs import JobContext
from coordinator_app.exchange import answer_csv, answer_table
from coordinator_app.exchange.answer_source import date_of, mode_of, source_of
from coordinator_app.exchange.answer_table import bare, read_answers, table_from
from tests.data.answer_form import FINDER, read, values, workbook

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


def test_answers_in_words_are_no_heading() -> None:
    _, table = read(b"E02_1;E02_2;E01\nDunkelheit;;sehr sicher\n;Verkehr;sehr sicher\n")
    assert table.rows == 2


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


CELLS = st.text(st.sampled_from('ab;,"\n\tä €1'), max_size=8)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=8), st.sampled_from([";", ",", "\t"]), st.booleans())
def test_every_cell_comes_back(rows: list[tuple[str, str]], separator: str, windows: bool) -> None:
    out = io.StringIO(newline="")
    writer = csv_module.writer(out, delimiter=separator, lineterminator="\r\n" if windows else "\n")
    writer.writerows([("E04", "E07"), ("7", "Anfang"), *rows])
    data = out.getvalue().encode("cp1252" if windows else "utf-8")
    table = table_from(data, "a.csv", FINDER.knows, JobContext())
    found = [tuple(column.texts[column.places[row]] for column in table.columns) for row in range(table.rows)]
    wanted = [("7", "Anfang"), *(tuple(map(bare, row)) for row in rows)]
    assert [row for row in found if any(row)] == [row for row in wanted if any(row)]


@pytest.mark.parametrize("start", [b'E01;E07\n1;"offen\n', b'"E01;E07\n', b"E01;E07\n1;" + b"x" * 200_000 + b"\n"])
def test_mark_left_open_in_a_long_file_is_read_in_no_time(start: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answer_csv, "BLOCK", 20_000)
    begin = time.process_time()
    _, table = read(start + b"2;gut\n" * 20_000)
    assert table.rows >= 20_000  # none is swallowed
    assert time.process_time() - begin < 10


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

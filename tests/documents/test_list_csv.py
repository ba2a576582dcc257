"""Lists as CSV: German numbers and dates, nothing Excel computes, read back as it was."""

import csv
from datetime import UTC, date, datetime
from io import StringIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.documents.content import Document, GroupRow, Paragraph, Table, TableColumn, bold
from coordinator_app.documents.data_table import harmless, list_csv, tables_csv
from coordinator_app.documents.lists import ListContent
from coordinator_app.domain.fields import Kind
from coordinator_app.exchange.tables import read_bytes

DANGEROUS = ("=1+1", "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", " =1", "\r=1", "=HYPERLINK(1)")


def lines(content: ListContent) -> list[list[str]]:
    text = list_csv(content).decode("utf-8-sig")
    return list(csv.reader(StringIO(text, newline=""), delimiter=";"))


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (1_250_050, Kind.MONEY, "12500,50"),
        (-5, Kind.MONEY, "-0,05"),
        (12_500, Kind.INTEGER, "12500"),
        (0.5, Kind.DECIMAL, "0,5"),
        (True, Kind.YES_NO, "ja"),
        (date(2026, 11, 6), Kind.DATE, "06.11.2026"),
        (datetime(2026, 11, 26, 16, 2, tzinfo=UTC), Kind.DATE_TIME, "26.11.2026, 17:02 Uhr"),
        (("a", "b"), Kind.REFERENCES, "a, b"),
        (None, Kind.TEXT, ""),
    ],
)
def test_a_value_is_written_the_german_way(value: Any, kind: Kind, text: str) -> None:
    assert lines(ListContent(title="L", columns=(TableColumn("A", kind),), rows=((value,),)))[1] == [text]


@pytest.mark.parametrize("text", DANGEROUS)
def test_nothing_is_computed_by_the_program_that_opens_it(text: str) -> None:
    assert harmless(text).startswith("'")


@pytest.mark.parametrize("text", ["-12,50", "+49 351 1234", "12", "a=b", "", "–"])
def test_plain_numbers_and_texts_stay(text: str) -> None:
    assert harmless(text) == text


@given(st.lists(st.tuples(st.text(max_size=12), st.text(max_size=12)), min_size=1, max_size=5))
def test_no_cell_of_any_list_starts_a_formula(rows: list[tuple[str, str]]) -> None:
    content = ListContent(title="L", columns=(TableColumn("=A"), TableColumn("B")), rows=tuple(rows))
    found = lines(content)
    assert found[0] == ["'=A", "B"]
    cells = [cell for row in found for cell in row]
    assert not [cell for cell in cells if cell.lstrip()[:1] in {"=", "@"}]


def test_our_own_csv_is_read_back_by_the_import() -> None:
    columns = (TableColumn("Titel"), TableColumn("Kosten", Kind.MONEY), TableColumn("Beginn", Kind.DATE))
    content = ListContent(
        title="L", columns=columns, rows=(("=Treff; „Süd“", 1050, date(2026, 1, 2)), ("B", None, None))
    )
    file = read_bytes(list_csv(content), "liste.csv")
    assert file.format_label == "CSV (Semikolon)"
    assert file.sheets[0].rows[1] == ("=Treff; „Süd“", "10,50", "02.01.2026")


def test_tables_of_a_document_stand_below_each_other() -> None:
    first = Table((TableColumn("A"), TableColumn("B", Kind.MONEY)), (GroupRow("Jugend"), ("=x", 1050)), caption="Eins")
    second = Table((TableColumn("C"),), ((None,), (bold("fett"),)), caption="Zwei")
    one = Document(title="L", blocks=(Paragraph("Text"), first))
    assert tables_csv(one).decode("utf-8-sig").splitlines() == ["A;B", "Jugend", "'=x;10,50"]
    both = tables_csv(Document(title="L", blocks=(first, second))).decode("utf-8-sig").splitlines()
    assert both == ["Eins", "A;B", "Jugend", "'=x;10,50", "", "Zwei", "C", '""', "fett"]
    assert tables_csv(Document(title="Leer", blocks=())).decode("utf-8-sig").splitlines() == ["Leer"]

"""Widths of columns and lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.documents.content import Orientation, Table, TableColumn
from coordinator_app.documents.layout import label_width, line_width, text_width
from coordinator_app.documents.table_widths import table_widths
from coordinator_app.domain.fields import Kind

cells = st.text(alphabet=st.characters(codec="latin-1", exclude_categories=["Cc"]), max_size=80)


@given(st.lists(st.tuples(cells, cells, st.integers() | st.none(), cells), max_size=6), st.floats(0, 9))
def test_column_widths_fill_the_line(rows: list[tuple[str, str, int | None, str]], share: float) -> None:
    columns = (TableColumn("Titel", width=share), TableColumn("B"), TableColumn("Zahl", Kind.INTEGER), TableColumn("D"))
    widths = table_widths(Table(columns, tuple(rows)), 165.0).columns
    assert sum(widths) == pytest.approx(165.0)
    assert min(widths) > 0


def test_given_shares_are_kept() -> None:
    columns = (TableColumn("a", width=1), TableColumn("b", width=3))
    assert table_widths(Table(columns, (("x" * 90, "y"),)), 100.0).columns == [25.0, 75.0]


def test_dates_and_money_never_break() -> None:
    columns = (TableColumn("Text"), TableColumn("Kosten", Kind.MONEY))
    widths = table_widths(Table(columns, (("viel Text " * 90, 123_456_789),)), 165.0).columns
    assert widths[1] > text_width("1.234.567,89 €", 9.5) + 4


def test_empty_line_has_no_width_and_bold_is_wider() -> None:
    assert text_width("", 10) == 0
    assert text_width("Status", 10, bold=True) > text_width("Status", 10)
    assert text_width("中", 10) > 0


def test_label_columns_are_neither_narrow_nor_half_the_page() -> None:
    assert label_width([]) == 14.0
    assert label_width(["Ort"]) == 14.0
    assert label_width(["x" * 200]) == 50.0


def test_landscape_lines_are_longer() -> None:
    assert line_width(Orientation.LANDSCAPE) - line_width(Orientation.PORTRAIT) == 87.0


def test_words_of_the_head_and_numbers_never_break_where_there_is_room() -> None:
    columns = (
        TableColumn("Aussage", width=12),
        TableColumn("n wirksam", Kind.DECIMAL, width=1),
        TableColumn("Anteil", Kind.DECIMAL, width=1),
    )
    found = table_widths(Table(columns, (("Wort " * 90, 1_234.5, 31.4),)), 165.0)
    assert not found.is_small
    assert sum(found.columns) == pytest.approx(165.0)
    assert found.columns[1] > text_width("wirksam", 9.5, bold=True) + 4
    assert found.columns[0] > 120


def test_type_gets_smaller_when_the_heads_have_no_room() -> None:
    columns = tuple(TableColumn("Verantwortung", width=1) for _ in range(6))
    roomy, narrow = (table_widths(Table(columns, (("a",) * 6,)), line) for line in (190.0, 165.0))
    assert (roomy.is_small, narrow.is_small) == (False, True)
    assert narrow.points == 8.0
    assert min(narrow.columns) > text_width("Verantwortung", 8, bold=True) + 4


def test_heads_break_at_hyphens_and_are_scaled_when_nothing_helps() -> None:
    halves = table_widths(Table((TableColumn("Zuwendungs-/Eigenmittel"),) * 2, (("a", "b"),)), 60.0)
    assert not halves.is_small
    crowded = table_widths(Table((TableColumn("Verantwortung"),) * 12, (("a",) * 12,)), 165.0)
    assert crowded.is_small
    assert sum(crowded.columns) == pytest.approx(165.0)

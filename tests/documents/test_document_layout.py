"""Widths of columns and lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.documents.content import Orientation, Table, TableColumn
from coordinator_app.documents.layout import column_widths, label_width, line_width, text_width
from coordinator_app.domain.fields import Kind

cells = st.text(alphabet=st.characters(codec="latin-1", exclude_categories=["Cc"]), max_size=80)


@given(st.lists(st.tuples(cells, cells, st.integers() | st.none(), cells), max_size=6), st.floats(0, 9))
def test_column_widths_fill_the_line(rows: list[tuple[str, str, int | None, str]], share: float) -> None:
    columns = (TableColumn("Titel", width=share), TableColumn("B"), TableColumn("Zahl", Kind.INTEGER), TableColumn("D"))
    widths = column_widths(Table(columns, tuple(rows)), 165.0)
    assert sum(widths) == pytest.approx(165.0)
    assert min(widths) > 0


def test_given_shares_are_kept() -> None:
    columns = (TableColumn("a", width=1), TableColumn("b", width=3))
    assert column_widths(Table(columns, (("x" * 90, "y"),)), 100.0) == [25.0, 75.0]


def test_dates_and_money_never_break() -> None:
    columns = (TableColumn("Text"), TableColumn("Kosten", Kind.MONEY))
    widths = column_widths(Table(columns, (("viel Text " * 90, 123_456_789),)), 165.0)
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

"""The paged model: pages on demand, filter, order, formats, Qt's own model test."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from coordinator_app.common.german import format_date_time
from coordinator_app.domain.columns import ListFilter
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.needs import NeedStatus
from coordinator_app.gui.models.formats import format_value
from coordinator_app.gui.models.paged_table import ID_ROLE, PAGE, VALUE_ROLE, PagedTableModel
from tests.gui.helpers import MadeUpSource


@pytest.fixture
def model(qapp: QApplication) -> PagedTableModel:
    found = PagedTableModel(MadeUpSource(350))
    found.reload()
    return found


def test_model_passes_qt_model_test(qapp: QApplication) -> None:
    model = PagedTableModel(MadeUpSource(250))
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.reload()
    model.set_filter(ListFilter(text="apfel"))
    model.set_order("title", descending=True)
    model.set_filter(ListFilter(text="gibt es nicht"))
    model.reload()
    assert tester.model() is model


def test_pages_are_read_when_looked_at_and_kept(model: PagedTableModel) -> None:
    source: Any = model.source
    assert source.page_reads == 0
    model.text(5, 0)
    model.text(PAGE - 1, 1)
    assert source.page_reads == 1
    model.text(PAGE, 0)
    assert source.page_reads == 2


def test_filter_keeps_the_order_chosen_before(model: PagedTableModel) -> None:
    model.set_order("title", descending=True)
    model.set_filter(ListFilter(text="apfel"))
    assert model.wanted.sort == "title"
    assert model.wanted.descending
    assert model.text(0, 0).startswith("Apfelbach")


def test_cells_give_words_value_id_and_alignment(model: PagedTableModel) -> None:
    cost = model.index(2, 3)
    assert cost.data() == "3,00\u00a0€"
    assert cost.data(VALUE_ROLE) == 300
    assert cost.data(ID_ROLE) == 3
    assert cost.data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert model.index(2, 0).data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignLeft
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Titel"
    assert model.headerData(0, Qt.Orientation.Vertical) == "1"


def test_row_deleted_since_shows_a_dash(model: PagedTableModel) -> None:
    source: Any = model.source
    del source.data[1]
    assert model.text(0, 0) == "–"


def test_rows_are_found_by_id(model: PagedTableModel) -> None:
    assert model.id_at(model.row_of(200)) == 200
    assert model.row_of(9999) == -1
    assert model.id_at(9999) == 0


def test_totals_add_up_all_matching_rows(model: PagedTableModel) -> None:
    assert model.totals() == {"cents": sum(range(1, 351)) * 100}


def test_totals_of_the_source_are_taken_where_it_has_them(qapp: QApplication) -> None:
    class Adding(MadeUpSource):
        def totals(self, wanted: ListFilter) -> dict[str, int]:
            return {"cents": 42}

    model = PagedTableModel(Adding(3))
    model.reload()
    assert model.totals() == {"cents": 42}


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        (Kind.TEXT, "Graffiti", "Graffiti"),
        (Kind.TEXT, "", "–"),
        (Kind.TEXT, None, "–"),
        (Kind.LONG_TEXT, "eins\n\nzwei", "eins zwei"),
        (Kind.INTEGER, 1234, "1.234"),
        (Kind.INTEGER, 0, "0"),
        (Kind.DECIMAL, 3.5, "3,5"),
        (Kind.MONEY, 2480000, "24.800,00\u00a0€"),
        (Kind.DATE, date(2026, 11, 26), "26.11.2026"),
        (Kind.DATE, "dauerhaft", "dauerhaft"),
        (
            Kind.DATE_TIME,
            datetime(2026, 11, 26, 16, 2, tzinfo=UTC),
            format_date_time(datetime(2026, 11, 26, 16, 2, tzinfo=UTC)),
        ),
        (Kind.YES_NO, True, "ja"),
        (Kind.YES_NO, False, "nein"),
        (Kind.CHOICE, next(iter(NeedStatus)), next(iter(NeedStatus)).label),
        (Kind.CATALOGUES, ("Kinder", "Jugendliche"), "Kinder, Jugendliche"),
        (Kind.CATALOGUES, (), "–"),
        (Kind.REFERENCE, "Jugendhaus", "Jugendhaus"),
    ],
)
def test_values_become_german_words(kind: Kind, value: Any, words: str) -> None:
    assert format_value(kind, value) == words

"""Typed values as German words."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from coordinator_app.documents.content import Alignment, Run, TableColumn, bold
from coordinator_app.documents.formats import alignment_of, measured, value_text
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.municipality import AreaKind


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (None, Kind.TEXT, "–"),
        ("", Kind.TEXT, ""),
        ("wie er ist", Kind.TEXT, "wie er ist"),
        (Run("fett", bold=True), Kind.TEXT, bold("fett")),
        (("a", bold("b")), Kind.TEXT, ("a", bold("b"))),
        (("Sucht", "Gewalt"), Kind.CATALOGUES, "Sucht, Gewalt"),
        (2026, Kind.INTEGER, "2026"),
        (-12_500, Kind.INTEGER, "−12.500"),
        (2_480_000, Kind.MONEY, "24.800,00\u00a0€"),
        (31.4, Kind.DECIMAL, "31,4"),
        (True, Kind.YES_NO, "ja"),
        (False, Kind.YES_NO, "nein"),
        (date(2026, 11, 26), Kind.DATE, "26.11.2026"),
        (datetime(2026, 11, 26, 23, 30, tzinfo=UTC), Kind.DATE, "27.11.2026"),
        (datetime(2026, 11, 26, 16, 2, tzinfo=UTC), Kind.DATE_TIME, "26.11.2026, 17:02\u00a0Uhr"),
        (AreaKind.QUARTER, Kind.CHOICE, "Quartier"),
    ],
)
def test_value_text_is_german(value: Any, kind: Kind, text: Any) -> None:
    assert value_text(value, kind) == text


def test_measures_keep_number_and_unit_together() -> None:
    assert measured(31.44, 1, "%") == "31,4\u00a0%"
    assert measured(3, 0, "") == "3"


@pytest.mark.parametrize(
    ("column", "side"),
    [
        (TableColumn("a"), Alignment.LEFT),
        (TableColumn("a", Kind.MONEY), Alignment.RIGHT),
        (TableColumn("a", Kind.DATE), Alignment.RIGHT),
        (TableColumn("a", Kind.DATE, alignment=Alignment.LEFT), Alignment.LEFT),
    ],
)
def test_numbers_and_dates_stand_right(column: TableColumn, side: Alignment) -> None:
    assert alignment_of(column) is side

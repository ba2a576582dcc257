"""Results as tables: for reading and for computing, never more than may be told."""

from dataclasses import replace
from typing import Any

import pytest

from coordinator_app.documents.result_tables import Cells, frequency_table, full_table
from coordinator_app.domain.results import Figure, FrequencyLine
from tests.documents.result_samples import FREQUENCIES, INDEX, LIKERT, MULTIPLE, SHARES

NBSP = "\u00a0"


@pytest.mark.parametrize("numeric", [False, True])
def test_tables_never_tell_what_is_hidden(numeric: bool) -> None:
    cells = Cells(numeric=numeric)
    hidden: Any = full_table(LIKERT, cells).rows[3]
    assert set(hidden[1:6]) == {"•"}
    none = replace(LIKERT, rows=(LIKERT.rows[0], replace(LIKERT.rows[3], base=0, effective=0.0)))
    row: Any = full_table(none, cells).rows[1]
    assert row[-2:] == ("•", "•")
    few: Any = full_table(MULTIPLE, cells).rows[1]
    assert few[1] == f"(50,0{NBSP}%)"
    counted = replace(FREQUENCIES, lines=(*FREQUENCIES.lines, FrequencyLine(4, "selten", None, None)))
    last: Any = frequency_table(counted, cells).rows[-1]
    assert last == ("selten", "•", "", "", "")


def test_tables_for_computing_have_rounded_numbers() -> None:
    table = full_table(LIKERT, Cells(numeric=True))
    assert [column.label for column in table.columns][-4:] == ["von", "bis", "n", "n wirksam"]
    row: Any = table.rows[0]
    assert row == ("am Tag", 52.0, 37.0, 8.0, 3.0, 89.0, 86.0, 92.0, 386, 347)
    answers: Any = full_table(SHARES, Cells(numeric=True)).rows[0]
    assert answers == ("unter 5 Jahre", 20.0, 17.0, 23.0)
    index = full_table(INDEX, Cells(numeric=True))
    assert [column.label for column in index.columns] == ["Ortsteil", "Mittelwert", "von", "bis", "n", "n wirksam"]
    open_end = replace(SHARES, rows=(replace(SHARES.rows[0], cells=(Figure(0.5), *SHARES.rows[0].cells[1:])),))
    bare: Any = full_table(open_end, Cells(numeric=True)).rows[0]
    assert bare == ("unter 5 Jahre", 50.0, "", "")
    words: Any = frequency_table(FREQUENCIES).rows[0]
    assert words == ("unter 5 Jahre", "80", f"20,7{NBSP}%", f"20,0{NBSP}%", f"20,0{NBSP}%")

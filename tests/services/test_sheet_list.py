"""The list of sheets: filtered and sorted by the answer file."""

from array import array
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from coordinator_app.domain.answers import AnswerMode, NewSheet, SheetState
from coordinator_app.domain.columns import ListFilter
from coordinator_app.services.sheet_list import COLUMNS, DELETED, SheetList
from coordinator_app.storage.answer_file import AnswerFile
from tests.domain.entry_form import EVERYTHING

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)


@pytest.fixture
def listed(tmp_path: Path) -> Iterator[SheetList]:
    file = AnswerFile.create(tmp_path / "a.kpra", survey_uuid="u", title="t")
    form = file.add_form(EVERYTHING, "ALLES123")
    values = array("i", [1] * len(form.variables))

    def sheet(name: str, number: int, **more: object) -> NewSheet:
        return NewSheet(uuid=name, form_code=form.code, values=values, number=number, entered_at=NOW, **more)  # type: ignore[arg-type]  # mixed values of a test

    file.append(
        [
            sheet("a", 12, entered_by="EM", received_on=date(2026, 4, 30)),
            sheet("b", 5, state=SheetState.BLANK),
            sheet("c", 0, mode=AnswerMode.ONLINE, source="limesurvey.csv"),
            sheet("d", 12, pair_uuid="a", entered_by="ZW"),
            sheet("e", 9),
        ]
    )
    file.set_deleted([5], deleted=True)
    yield SheetList(lambda: file)
    file.close()


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (ListFilter(), [4, 3, 2, 1]),
        (ListFilter(sort="number"), [3, 2, 1, 4]),
        (ListFilter(sort="entered_by", descending=True), [4, 1, 2, 3]),
        (ListFilter(text="12"), [4, 1]),
        (ListFilter(text="lime"), [3]),
        (ListFilter(text="12 zw"), [4]),
        (ListFilter(equals={"state": SheetState.BLANK}), [2]),
        (ListFilter(equals={"state": DELETED}), [5]),
        (ListFilter(equals={"mode": AnswerMode.ONLINE}), [3]),
        (ListFilter(sort="number; DROP TABLE sheet"), [4, 3, 2, 1]),
    ],
)
def test_sheets_are_found_by_filter_words_and_order(listed: SheetList, wanted: ListFilter, ids: list[int]) -> None:
    assert listed.ids(wanted) == ids


def test_columns_say_what_a_sheet_is(listed: SheetList) -> None:
    rows = listed.rows([1, 4, 5])
    shown = [[str(column.value(rows[id])) for column in COLUMNS] for id in (1, 4, 5)]
    assert shown[0][:6] == ["12", "erfasst", "", "Papier", "2026-04-30", "2026-05-04"]
    assert shown[1][2] == "Zweiterfassung"
    assert shown[2][1] == "gelöscht"
    assert SheetList(lambda: None).ids(ListFilter()) == []
    assert SheetList(lambda: None).rows([1]) == {}
    assert listed.columns is COLUMNS

"""Results are kept as JSON with findings and come back the same."""

import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.domain.results import (
    Figure,
    Result,
    ResultKind,
    ResultRow,
    Shown,
    TestResult,
    key_parts,
    result_data,
    result_from,
    row_key,
)

ROW = ResultRow(
    "am Tag",
    386,
    351.5,
    (Figure(0.52, 0.47, 0.57, 201), Figure(None, shown=Shown.HIDDEN)),
    Figure(0.89, 0.86, 0.92),
    "kein gesicherter Unterschied",
    "E01_a",
    Shown.BRACKETED,
    "Ortsteil",
)


@pytest.mark.parametrize("test", [None, TestResult("Rao-Scott", 17.247, 1.8287, 360.25, 0.0001, "Unterschied")])
@pytest.mark.parametrize("summary", [ROW.summary, None])
def test_result_kept_as_text_comes_back_equal(test: TestResult | None, summary: Figure | None) -> None:
    row = ResultRow(ROW.label, ROW.base, ROW.effective, ROW.cells, summary)
    result = Result(
        key="q:E01",
        kind=ResultKind.LIKERT,
        title="Sicherheit",
        wording="Wie sicher?",
        columns=("sicher", "unsicher"),
        codes=(1, 2),
        rows=(ROW, row),
        summary_codes=(1,),
        test=test,
        notes=("gewichtet",),
    )

    assert result_from(result_data(result)) == result


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"rows": [], "test": null, "kind": "x"}', "null"])
def test_damaged_text_is_refused_in_words(text: str) -> None:
    with pytest.raises(UserError, match="beschädigt"):
        result_from(text)


@pytest.mark.parametrize("parts", [("E01_a", "", 0), ("E01_a", "Q03", 2)])
def test_key_of_a_row_says_what_it_is_about(parts: tuple[str, str, int]) -> None:
    assert key_parts(row_key(*parts)) == parts

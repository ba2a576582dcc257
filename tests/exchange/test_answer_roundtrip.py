"""Answers written out as codes or in words and read again are the same, for a form with every type of question."""

import csv
import io

import numpy as np
import pytest

from coordinator_app.common.jobs import JobContext
from coordinator_app.domain.questionnaire_rules import Variable, variables
from coordinator_app.domain.questionnaires import MISSING_CODES, Form
from coordinator_app.exchange.answer_mapping import ColumnFinder
from coordinator_app.exchange.answer_sheets import Sheets, prepare
from coordinator_app.exchange.answer_table import table_from
from tests.data.answer_form import FORM
from tests.domain.entry_form import EVERYTHING

WORDS = ["", "", "Müll; überall", 'sagt "nein"', "zwei\nZeilen"]


def taken(form: Form, text: str) -> Sheets:
    finder = ColumnFinder(form)
    table = table_from(text.encode("utf-8-sig"), "a.csv", finder.knows, JobContext())
    return prepare(table, form, finder, finder.targets(table.headings), JobContext())


def written(form: Form, lines: list[list[str]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";").writerows([[variable.name for variable in variables(form)], *lines])
    return out.getvalue()


def any_cell(variable: Variable, chance: np.random.Generator) -> str:
    """A cell as a file may hold it: a code, a missing one, nothing, something wrong."""
    if variable.type.value in {"short_text", "long_text", "text_table"}:
        return str(chance.choice(WORDS))
    if variable.type.value == "date":
        return str(chance.choice(["", "2026-05-04", "31.12.2025", "irgendwann"]))
    codes = [code for code, _ in (*variable.values, *variable.missing)] or [0, 7, 12]
    return str(chance.choice(["", "?", *map(str, codes)]))


@pytest.mark.parametrize("form", [FORM, EVERYTHING], ids=["small", "everything"])
def test_sheets_written_and_read_again_are_the_same(form: Form) -> None:
    chance = np.random.default_rng(20_260_504)
    columns = variables(form)
    first = taken(form, written(form, [[any_cell(column, chance) for column in columns] for _ in range(120)]))
    assert len(first.values) == 120
    assert not first.missing
    for in_words in (False, True):
        lines: list[list[str]] = []
        for row, codes in enumerate(first.values.tolist()):
            texts = first.texts.get(row, {})
            lines.append([_cell(column, code, texts, in_words) for column, code in zip(columns, codes, strict=True)])
        again = taken(form, written(form, lines))
        assert (again.values == first.values).all()
        assert again.texts == first.texts
        assert not [oddity for oddity in again.oddities if oddity.serious]


def _cell(column: Variable, code: int, texts: dict[str, str], in_words: bool) -> str:
    if column.name in texts:
        return texts[column.name]
    if not in_words or (code >= 0 and not column.values):
        return str(code)
    words = {**MISSING_CODES, **dict(column.values), **dict(column.missing)}
    return words[code] if code >= 0 or not column.is_text else str(code)

"""Register figures: names of cells, sums, which answer a group of a table means."""

import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.domain.register_margins import (
    GroupReader,
    MarginCell,
    age_codes,
    age_span,
    by_variable,
    cells_of,
    codes_text,
    joined_cells,
    margin_codes,
    margin_problems,
    margin_total,
    margin_variables,
    sex_codes,
)
from coordinator_app.domain.sampling import RegisterMargin

AGES = (
    (1, "unter 18 Jahre"),
    (2, "18 bis 29 Jahre"),
    (3, "30 bis 44 Jahre"),
    (4, "45 Jahre oder älter"),
    (-9, "keine Angabe"),
)
SEXES = ((1, "weiblich"), (2, "männlich"), (3, "divers"), (-9, "keine Angabe"))
PLACES = ((1, "Altstadt"), (2, "Mühlwerda-Süd"), (-9, "keine Angabe"))


def cell(variable: str, codes: str, persons: int, **values: int) -> RegisterMargin:
    return RegisterMargin(variable=variable, codes=codes, label_text=codes, persons=persons, **values)


@pytest.mark.parametrize(
    ("variable", "codes", "parts"),
    [
        ("Q01", "2", (frozenset({2}),)),
        ("Q01", "2, 1", (frozenset({1, 2}),)),
        ("Q01 × Q02", "1,2×3", (frozenset({1, 2}), frozenset({3}))),
    ],
)
def test_codes_of_a_cell(variable: str, codes: str, parts: tuple[frozenset[int], ...]) -> None:
    assert margin_codes(codes) == parts
    assert len(margin_variables(variable)) == len(parts)
    assert margin_codes(codes_text(parts)) == parts


def test_codes_that_are_none_are_told() -> None:
    with pytest.raises(UserError, match="kein Code"):
        margin_codes("alt")


def test_margins_are_grouped_in_their_order() -> None:
    cells = [cell("Q02", "1", 5), cell("Q01", "2", 3, position=2), cell("Q01", "1", 4, position=1)]
    assert {name: [each.codes for each in found] for name, found in by_variable(cells).items()} == {
        "Q01": ["1", "2"],
        "Q02": ["1"],
    }
    assert margin_total(cells) == 12


def test_figures_that_cannot_be_weighted_to_are_told() -> None:
    assert margin_problems([cell("Q01", "1", 50), cell("Q01", "2", 50), cell("Q02", "1", 100)]) == []
    found = margin_problems([cell("Q01", "1,2", 50), cell("Q01", "2", 0), cell("Q02×Q03", "1×2", 60)])
    assert found == [
        "Q01: Ein Code von „2“ kommt in zwei Gruppen vor.",
        "Q01: Für „2“ sind keine Personen eingetragen.",
        "Die Summen der Merkmale gehen um mehr als 1 % auseinander (Q01: 50; Q02×Q03: 60).",
    ]
    assert margin_problems([]) == []


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("18 bis 29 Jahre", (18, 29)),
        ("18–29", (18, 29)),
        ("18 bis unter 30", (18, 29)),
        ("unter 18 Jahre", (0, 17)),
        ("bis 17 Jahre", (0, 17)),
        ("jünger als 18", (0, 17)),
        ("75 Jahre oder älter", (75, 200)),
        ("75 und älter", (75, 200)),
        ("75+", (75, 200)),
        ("ab 75 Jahre", (75, 200)),
        ("34", (34, 34)),
        ("34 Jahre", (34, 34)),
        ("29 bis 18", None),
        ("älter", None),
        ("seit 2010", None),
    ],
)
def test_ages_in_all_spellings(text: str, span: tuple[int, int] | None) -> None:
    assert age_span(text) == span


def test_questions_of_age_and_sex_are_recognised() -> None:
    assert age_codes(AGES) == {1: (0, 17), 2: (18, 29), 3: (30, 44), 4: (45, 200)}
    assert age_codes(SEXES) == {}
    assert sex_codes(SEXES) == {0: 1, 1: 2, 2: 3}
    assert sex_codes(((1, "weiblich"), (2, "divers"))) == {}
    ages, sexes = GroupReader(AGES), GroupReader(SEXES)
    assert (ages.is_age, ages.is_sex, sexes.is_age, sexes.is_sex) == (True, False, False, True)


@pytest.mark.parametrize(
    ("values", "text", "code"),
    [
        (AGES, "18 BIS 29 JAHRE", 2),
        (AGES, "18 bis unter 30", 2),
        (AGES, "22", 2),
        (AGES, "99", 4),
        (AGES, "80 Jahre und älter", 4),
        (AGES, "25 bis 34", None),
        (AGES, "insgesamt", None),
        (SEXES, "m", 2),
        (SEXES, "Frauen", 1),
        (SEXES, "?", None),
        (PLACES, "OT Mühlwerda Süd", 2),
        (PLACES, "Dorf", None),
        (PLACES, "keine Angabe", None),
    ],
)
def test_a_group_of_a_table_finds_its_answer(values: tuple[tuple[int, str], ...], text: str, code: int | None) -> None:
    assert GroupReader(values).code(text) == code


def test_counts_become_cells_in_the_order_of_the_answers() -> None:
    names = [dict(AGES), dict(SEXES)]
    found = cells_of({(2, 1): 5, (1, 2): 3, (1, 9): 1}, names, first=[[2, 1], [1, 2]])
    assert found == [
        MarginCell(((2,), (1,)), "18 bis 29 Jahre, weiblich", 5),
        MarginCell(((1,), (2,)), "unter 18 Jahre, männlich", 3),
        MarginCell(((1,), (9,)), "unter 18 Jahre, 9", 1),
    ]
    assert [each.codes for each in cells_of({(2,): 5, (1,): 3}, names[:1])] == [((1,),), ((2,),)]


def test_neighbouring_groups_are_put_together() -> None:
    cells = [MarginCell(((1,), (1,)), "A, w", 5), MarginCell(((2,), (1,)), "B, w", 3), MarginCell(((3,), (2,)), "C", 1)]
    found = joined_cells(cells, 1)
    assert found == [MarginCell(((1, 2), (1,)), "A, w / B, w", 8), cells[2]]
    for place in (0, 2):
        with pytest.raises(UserError, match="mehr als einem Merkmal"):
            joined_cells(cells, place)

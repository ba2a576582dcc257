"""Typing a sheet: fields and keys of every type of question, who is asked, what cannot be right."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.domain.answers import NOT_TYPED
from coordinator_app.domain.entry_checks import contradictions
from coordinator_app.domain.entry_fields import EntryField, FieldKind, asked, entry_plan, neighbour, next_open, settled
from coordinator_app.domain.entry_keys import ENTER, KEEP, Outcome, begin, press, read_day, rub_out, words
from coordinator_app.domain.questionnaire_rules import variables
from tests.domain.entry_form import EVERYTHING

PLAN = entry_plan(EVERYTHING)
NAMES = [variable.name for variable in variables(EVERYTHING)]
BLANK = dict.fromkeys(NAMES, NOT_TYPED)


def field(variable: str) -> EntryField:
    found = PLAN.field_of(variable)
    assert found is not None
    return found


def typed(variable: str, keys: str, values: dict[str, int] | None = None) -> Outcome:
    """What comes of some keys in a field."""
    values = BLANK if values is None else values
    outcome = Outcome(begin(field(variable), values))
    for key in keys:
        outcome = press(field(variable), outcome.typing, key, values)
    return outcome


def test_every_variable_is_typed_in_exactly_one_field() -> None:
    assert sorted(name for found in PLAN.fields for name in found.variables) == sorted(NAMES)
    assert [found.place for found in PLAN.fields] == list(range(len(PLAN.fields)))
    assert PLAN.field_of("X") is None


def test_matrix_is_typed_row_by_row_with_both_scales_and_own_words() -> None:
    assert [found.variable for found in PLAN.fields_of("d")] == ["D_a", "D_a_2", "D_b", "D_b_2", "D_b_text"]


@pytest.mark.parametrize(
    ("variable", "keys", "values"),
    [
        ("A", "1", {"A": 1}),
        ("A", "+", {"A": -8}),
        ("A", "-", {"A": -9}),
        ("A", "*", {"A": -6}),
        ("A", "\n", {"A": -9}),
        ("C", "7", {"C": 7}),
        ("N", "9", {"N": 9}),
        ("N", "a", {"N": 10}),
        ("N", "E", {"N": 14}),
        ("O", "5\n", {"O": 5}),
        ("O", "59", {"O": 59}),
        ("D_a", "2", {"D_a": 2}),
        ("D_a_2", "2", {"D_a_2": 2}),
        ("B_1", "13\n", {"B_1": 1, "B_2": 0, "B_3": 1, "B_4": 0}),
        ("B_1", "122\n", {"B_1": 1, "B_2": 0, "B_3": 0, "B_4": 0}),
        ("B_1", "\n", {"B_1": -9, "B_2": -9, "B_3": -9, "B_4": -9}),
        ("B_1", "1+", {"B_1": -8, "B_2": -8, "B_3": -8, "B_4": -8}),
        ("E", "42\n", {"E": 42}),
        ("E", "107", {"E": 107}),
        ("E", "\n", {"E": -9}),
        ("F", "1978", {"F": 1978}),
        ("L_2", "3", {"L_2": 3}),
    ],
)
def test_keys_make_values(variable: str, keys: str, values: dict[str, int]) -> None:
    assert typed(variable, keys).values == values


@pytest.mark.parametrize(
    ("variable", "keys", "text"),
    [
        ("G", "08056", "08056"),
        ("G", "080\n", "080"),
        ("H", "05032026", "2026-03-05"),
        ("H", "5.3.26\n", "2026-03-05"),
        ("H", "5-3-78\n", "1978-03-05"),
    ],
)
def test_codes_and_dates_are_kept_as_text(variable: str, keys: str, text: str) -> None:
    outcome = typed(variable, keys)
    assert (outcome.values, outcome.text) == ({variable: 1}, text)


@pytest.mark.parametrize(
    ("variable", "keys", "message"),
    [
        ("A", "3", "Möglich: 1 2 + - *"),
        ("C", "+", "Die Taste „+“ hat hier keine Antwort"),
        ("B_1", "7", "hat hier keine Antwort"),
        ("E", "x", "nur Ziffern"),
        ("E", "4-", "nur Ziffern"),
        ("O", "99", "Den Code 99 gibt es bei dieser Frage nicht."),
        ("H", "31022026", "kein Datum"),
        ("H", "5.3\n", "kein Datum"),
    ],
)
def test_keys_without_an_answer_say_why_and_store_nothing(variable: str, keys: str, message: str) -> None:
    outcome = typed(variable, keys)
    assert message in outcome.message
    assert outcome.values is None


def test_number_beyond_what_can_be_stored_is_refused() -> None:
    wide = entry_plan(EVERYTHING).fields[field("E").place]
    outcome = press(wide, begin(wide, BLANK), "9", BLANK)
    assert rub_out(outcome.typing) is not None
    assert rub_out(begin(wide, BLANK)) is None
    from dataclasses import replace

    free = replace(wide, digits=0)
    state = begin(free, BLANK)
    for _ in range(11):
        state = press(free, state, "9", BLANK).typing
    assert "zu groß" in press(free, state, ENTER, BLANK).message


def test_enter_keeps_what_is_there() -> None:
    values = {**BLANK, "A": 1, "G": 1, "B_1": 1, "B_2": 0, "B_3": 0, "B_4": 0}
    assert typed("A", ENTER, values).values == {"A": 1}
    assert typed("G", ENTER, values) == Outcome(typing=begin(field("G"), values), values={"G": 1}, text=KEEP)
    assert typed("B_1", ENTER, values).values == {"B_1": 1, "B_2": 0, "B_3": 0, "B_4": 0}
    assert typed("B_1", "1\n", values).values == dict.fromkeys(field("B_1").variables, -9)


def test_words_are_stored_and_blank_ones_are_no_answer() -> None:
    assert words(field("J"), "  Mehr Licht ") == Outcome(begin(field("J"), BLANK), {"J": 1}, "Mehr Licht")
    assert words(field("J"), "  ").values == {"J": -9}
    assert words(field("J"), "*") == Outcome(begin(field("J"), BLANK), {"J": -6})
    assert words(field("B_3_text"), "-").values == {"B_3_text": -9}
    assert words(field("J"), "+").values == {"J": 1}
    assert "zu lang" in words(field("J"), "x" * 4001).message


def test_filter_leaves_out_and_takes_back() -> None:
    values = settled(PLAN, {**BLANK, "A": 2})
    assert [values[name] for name in ("B_1", "B_3_text", "C", "D_a")] == [-5, -5, -5, NOT_TYPED]
    assert next_open(PLAN, values, 0) == field("D_a").place
    back = settled(PLAN, {**values, "A": 1})
    assert back["B_1"] == back["C"] == NOT_TYPED
    kept = settled(PLAN, {**values, "A": 2, "C": 4})
    assert kept["C"] == 4


def test_second_scale_is_asked_only_in_rows_the_filter_names() -> None:
    values = settled(PLAN, {**BLANK, "D_a": 1, "D_b": 2})
    assert (values["D_a_2"], values["D_b_2"], values["D_b_text"]) == (NOT_TYPED, -5, NOT_TYPED)
    assert settled(PLAN, {**BLANK, "D_b": -9})["D_b_text"] == -5
    assert settled(PLAN, BLANK)["D_a_2"] == NOT_TYPED


def test_end_of_form_filter_leaves_the_rest_out() -> None:
    values = settled(PLAN, {**dict.fromkeys(NAMES, 1), "N": NOT_TYPED, "O": NOT_TYPED, "M": 2})
    assert next_open(PLAN, values, 0) is None
    assert asked(PLAN, values)[-2:] == [False, False]


def test_cursor_walks_over_what_is_not_asked() -> None:
    values = settled(PLAN, {**BLANK, "A": 2})
    assert neighbour(PLAN, values, 0, 1) == field("D_a").place
    assert neighbour(PLAN, values, field("D_a").place, -1) == 0
    assert neighbour(PLAN, values, 0, -1) is None
    assert neighbour(PLAN, {**values, "C": 3}, 0, 1) == field("C").place


@pytest.mark.parametrize(
    ("values", "texts", "words"),
    [
        ({"B_1": 1, "B_2": 1, "B_3": 1, "B_4": 0}, {}, "Frage 2: 3 Kreuze, erlaubt sind höchstens 2."),
        ({"B_1": 1, "B_2": 0, "B_3": 0, "B_4": 1}, {}, "„nichts davon“ schließt andere Antworten aus"),
        ({"F": 1850}, {}, "1850 liegt nicht zwischen 1900 und 2026"),
        ({"F": 2031}, {}, "2031 liegt nicht zwischen"),
        ({"E": 1234}, {}, "mehr als 3 Ziffern"),
        ({"G": 1}, {"G": "0805"}, "4 statt 5 Ziffern"),
        ({"L_1": 2, "L_3": 2}, {}, "Rang 2 ist schon an „Bus“ vergeben"),
        ({"A": 2, "C": 4}, {}, "entfällt eigentlich, weil Frage 1 mit 2 beantwortet ist"),
        ({"D_a": 2, "D_a_2": 1}, {}, "gehört zu einer Antwort, die nicht angekreuzt ist"),
    ],
)
def test_contradictions_are_told_with_their_question(values: dict[str, int], texts: dict[str, str], words: str) -> None:
    found = contradictions(PLAN, {**BLANK, **values}, texts, 2026)
    assert len(found) == 1
    assert words in found[0].text
    assert contradictions(PLAN, {**BLANK, **values}, texts, 2026, only=found[0].place) == found


def test_right_answers_are_no_contradiction() -> None:
    values = {"B_1": 1, "B_2": 1, "B_3": 0, "B_4": 0, "F": 1978, "G": 1, "E": 42, "L_1": 2, "L_2": 1, "L_3": -9, "A": 1}
    assert contradictions(PLAN, {**BLANK, **values}, {"G": "08056"}, 2026) == []


def test_days_of_short_years() -> None:
    assert read_day("050340") == date(2040, 3, 5)
    assert read_day("050341") == date(1941, 3, 5)
    assert read_day("1") is None


@given(st.lists(st.sampled_from([*"0123456789abcdefgh+-*/.", ENTER]), max_size=150))
def test_whatever_is_typed_ends_with_values_the_code_plan_knows(keys: list[str]) -> None:
    values, texts = dict(BLANK), dict[str, str]()
    known = {variable.name: variable for variable in variables(EVERYTHING)}
    place: int | None = 0
    typing = begin(PLAN.fields[0], values)
    for key in keys:
        if place is None:
            break
        here = PLAN.fields[place]
        outcome = words(here, key) if here.kind is FieldKind.TEXT else press(here, typing, key, values)
        typing = outcome.typing
        if outcome.values is not None:
            values = settled(PLAN, values | outcome.values)
            texts |= {here.variable: outcome.text} if outcome.text else {}
            place = next_open(PLAN, values, place)
            typing = begin(PLAN.fields[place], values) if place is not None else typing
    for name, value in values.items():
        allowed = {code for code, _ in (*known[name].values, *known[name].missing)} | {NOT_TYPED, -5, -6, -9}
        assert value in allowed or not known[name].values
    assert set(texts) <= {name for name in NAMES if known[name].is_text}

"""Rules over a whole form: numbers, filters, length, hashes, variables."""

from dataclasses import replace

from coordinator_app.domain.questionnaire_rules import (
    block_letter,
    blocks,
    budget,
    content_hash,
    hash_of,
    numbers,
    question_seconds,
    variables,
    wave_hash,
)
from coordinator_app.domain.questionnaires import (
    END_OF_FORM,
    Answer,
    FilterRule,
    Form,
    FormQuestion,
    Layout,
    MatrixRow,
    QuestionType,
)

YES_NO = (Answer(1, "ja"), Answer(2, "nein"), Answer(-9, "keine Angabe"))


def question(key: str, kind: QuestionType = QuestionType.SINGLE, **values: object) -> FormQuestion:
    answers = YES_NO if kind in (QuestionType.SINGLE, QuestionType.SCALE, QuestionType.MULTIPLE) else ()
    defaults = {"block": "Wohnen", "wording": f"Frage {key}?", "answers": answers, "variable": f"V{key}"}
    return FormQuestion(key=key, type=kind, **{**defaults, **values})  # type: ignore[arg-type]  # test values


def form(*questions: FormQuestion) -> Form:
    return Form(title="Befragung", municipality="Mühlwerda", questions=questions)


def test_information_texts_have_no_number() -> None:
    parts = [question("a"), question("i", QuestionType.INFO), question("b")]
    assert numbers(parts) == {"a": 1, "b": 2}


def test_neighbours_with_the_same_heading_are_one_block() -> None:
    parts = [question("a"), question("b"), question("c", block="Verkehr"), question("d")]
    found = blocks(parts)
    assert [(title, len(inside)) for title, inside in found] == [("Wohnen", 2), ("Verkehr", 1), ("Wohnen", 1)]
    assert [block_letter(n) for n in (0, 25, 26)] == ["A", "Z", "AA"]


def test_matrix_takes_longer_with_every_row() -> None:
    rows = tuple(MatrixRow(name, name) for name in "abc")
    assert question_seconds(question("a", QuestionType.MATRIX, rows=rows, seconds=10)) == 22
    assert question_seconds(question("a", seconds=10)) == 10


def test_budget_says_pages_minutes_and_questions() -> None:
    one = budget(form(question("a", seconds=61)), 1)
    assert (one.text, one.within) == ("1 Seite · ca. 3 Minuten · 1 Frage", True)
    many = form(*(question(str(n), seconds=28) for n in range(31)))
    assert budget(many, 4).text == "4 Seiten · ca. 16 Minuten · 31 Fragen"
    assert budget(many).text == "ca. 16 Minuten · 31 Fragen"
    assert not budget(many, 5).within
    assert not budget(form(*(question(str(n), seconds=1) for n in range(41))), 4).within
    assert not budget(form(*(question(str(n), seconds=40) for n in range(31))), 4).within


def test_hash_of_a_question_covers_wording_and_scale_only() -> None:
    asked = question("a")
    assert hash_of(asked) == hash_of(replace(asked, key="b", block="Anderes", seconds=99))
    assert hash_of(asked) == hash_of(replace(asked, wording=asked.wording + " "))
    assert hash_of(asked) != hash_of(replace(asked, wording=asked.wording + "!"))
    assert hash_of(asked) != hash_of(replace(asked, answers=YES_NO[:2]))


def test_content_hash_covers_what_is_printed() -> None:
    before = form(question("a"))
    assert content_hash(before) == content_hash(form(question("a", title="Kurzname", seconds=99)))
    assert content_hash(before) != content_hash(replace(before, title="Anders"))
    assert content_hash(before) != content_hash(form(question("a", wording="Anders?")))


def test_variables_follow_question_types() -> None:
    rows = (MatrixRow("a", "am Tag"), MatrixRow("b", "nachts"))
    asked = form(
        question("1", filters=(FilterRule((2,), "4"),)),
        question("2", QuestionType.MATRIX, rows=rows, answers=YES_NO),
        question("3", QuestionType.MULTIPLE, answers=(*YES_NO[:2], Answer(3, "anderes", text=True))),
        question("i", QuestionType.INFO),
        question("4", QuestionType.RANKING, answers=YES_NO[:2]),
        question("5", QuestionType.NUMBER),
    )
    found = {variable.name: variable for variable in variables(asked)}
    assert list(found) == ["V1", "V2_a", "V2_b", "V3_1", "V3_2", "V3_3", "V3_3_text", "V4_1", "V4_2", "V5"]
    assert found["V1"].values == ((1, "ja"), (2, "nein"))
    assert found["V1"].missing == ((-6, "ungültig oder mehrfach angekreuzt"), (-9, "keine Angabe"))
    assert found["V2_b"].label == "nachts"
    assert found["V2_a"].filter == "entfällt, wenn Frage 1 = 2"
    assert (-5, "nicht gestellt (Filter)") in found["V2_a"].missing
    assert found["V3_3"].values == ((0, "nicht angekreuzt"), (1, "angekreuzt"))
    assert found["V4_1"].values == ((1, "Rang 1"), (2, "Rang 2"))
    assert found["V4_1"].filter == ""
    assert found["V5"].number == 5


def test_filter_to_the_end_skips_all_that_follows() -> None:
    asked = form(question("1", filters=(FilterRule((2, -9), END_OF_FORM),)), question("2"), question("3"))
    assert variables(asked)[2].filter == "entfällt, wenn Frage 1 = 2, -9"


IMPORTANCE = (Answer(1, "wichtig"), Answer(2, "unwichtig"), Answer(-8, "weiß nicht"))
OFFERS = (MatrixRow("a", "Streetwork"), MatrixRow("b", "Sonstiges", text=True))


def two_scales(**values: object) -> FormQuestion:
    both: dict[str, object] = {"rows": OFFERS, "answers": YES_NO, "second": IMPORTANCE, "row_filter": (1,)}
    both |= {"first_heading": "Kennen Sie das?", "second_heading": "Wie wichtig?"}
    return question("m", QuestionType.MATRIX, **(both | values))


def test_second_scale_has_a_column_behind_each_row_and_its_filter() -> None:
    found = {variable.name: variable for variable in variables(form(two_scales()))}
    assert list(found) == ["Vm_a", "Vm_a_2", "Vm_b", "Vm_b_2", "Vm_b_text"]
    assert found["Vm_a"].label == "Streetwork – Kennen Sie das?"
    second = found["Vm_a_2"]
    assert (second.label, second.filter) == ("Streetwork – Wie wichtig?", "nur wenn Vm_a = 1")
    assert (second.question, second.row, second.second) == ("m", "a", True)
    assert dict(second.missing).keys() == {-5, -6, -8, -9}
    assert found["Vm_b_text"].is_text
    free = {variable.name: variable for variable in variables(form(two_scales(row_filter=(), second_heading="")))}
    assert (free["Vm_a_2"].label, free["Vm_a_2"].filter) == ("Streetwork", "")
    assert -5 not in dict(free["Vm_a_2"].missing)


def test_second_scale_behind_a_filter_names_both_conditions() -> None:
    asked = form(question("1", filters=(FilterRule((2,), END_OF_FORM),)), two_scales())
    assert variables(asked)[2].filter == "entfällt, wenn Frage 1 = 2; nur wenn Vm_a = 1"


def test_text_table_has_a_text_column_for_every_field() -> None:
    columns = (Answer(1, "Ort"), Answer(2, "Grund"))
    found = variables(form(question("t", QuestionType.TEXT_TABLE, rows=OFFERS, answers=columns)))
    assert [variable.name for variable in found] == ["Vt_a_1", "Vt_a_2", "Vt_b_1", "Vt_b_2"]
    assert [(variable.row, variable.code, variable.label) for variable in found][1] == ("a", 2, "Streetwork – Grund")
    assert all(variable.is_text and not variable.values for variable in found)


def test_codes_keep_their_zeros_as_text() -> None:
    [code] = variables(form(question("c", QuestionType.CODE)))
    [year] = variables(form(question("y", QuestionType.YEAR)))
    assert (code.is_text, year.is_text) == (True, False)


def test_second_scale_takes_its_own_time() -> None:
    assert question_seconds(two_scales(seconds=10)) == 28


def test_hash_covers_a_second_scale() -> None:
    asked = two_scales()
    assert hash_of(asked) != hash_of(replace(asked, second=()))
    assert hash_of(asked) != hash_of(replace(asked, row_filter=()))
    assert hash_of(asked) != hash_of(replace(asked, second_heading="Wie wichtig ist das?"))


def test_waves_compare_only_what_is_asked_the_same_way() -> None:
    asked = question("a", QuestionType.MULTIPLE, answers=(Answer(1, "a"), Answer(2, "b"), Answer(3, "nichts")))
    assert wave_hash(asked) == wave_hash(replace(asked, key="z", block="Anderswo", seconds=99, module="Q"))
    changed = [
        replace(asked, type=QuestionType.SINGLE),
        replace(asked, limit=2),
        replace(asked, answers=(*asked.answers[:2], Answer(3, "nichts", exclusive=True))),
        replace(asked, layout=Layout(poles_only=True)),
        replace(asked, wording="Anders?"),
    ]
    assert len({wave_hash(each) for each in (asked, *changed)}) == len(changed) + 1


def test_hashes_of_kept_forms_do_not_change() -> None:
    kept = form(question("a"), question("m", QuestionType.MATRIX, rows=OFFERS, answers=YES_NO))
    assert content_hash(kept) == "985b5d1ac1a98bdb53e351c2af99d6d0f5d39cb5704a908ef25f1a10a317f0ba"
    assert hash_of(kept.questions[1]) == "9353dde8c09a"


def test_large_print_is_another_form_with_more_pages() -> None:
    plain = form(question("a"))
    large = replace(plain, large_print=True)
    assert content_hash(large) != content_hash(plain)
    assert (plain.most_pages, large.most_pages) == (4, 10)
    assert budget(large, 7).within
    assert not budget(plain, 7).within

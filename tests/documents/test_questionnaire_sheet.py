"""The printed sheet: measures of the form geometry, places against the lines really in the PDF, accessibility."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from coordinator_app.documents.questionnaire_sheet import (
    DRAFT_CODE,
    TEMPLATE,
    Sheet,
    draft_sheet,
    final_sheet,
)
from coordinator_app.documents.sheet_geometry import Geometry
from coordinator_app.domain.form_codes import PageCode, clear_text
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
from coordinator_app.survey.item_bank import filled, filled_question, item_bank
from tests.documents.sheet_reading import misplaced, of_kind, text_of

AREAS = ("Kernstadt", "Altmühl", "Berghain", "Neudorf", "Rosenthal", "Steinbach")
EVERY_TYPE = ("A08", "J00", "E08", "Q06", "Q10", "Q11", "I06", "J05", "P04", "N01", "L04", "H02", "A04")
EVERY_TYPE += ("N07", "I07", "Q13")


def short_form() -> Form:
    """The four-page form as a coordinator starts with it."""
    bank = item_bank()
    template = bank.template("kurz4")
    filters = {at: FilterRule(codes, target) for at, codes, target in template.filters}
    questions: list[FormQuestion] = []
    for title, ids in template.blocks:
        for item in map(bank.item, ids):
            areas = AREAS if item.answers_from else ()
            question = filled_question(item.question, municipality="Mühlwerda", areas=areas)
            rules = (filters[item.id],) if item.id in filters else ()
            block = filled(title, municipality="Mühlwerda")
            questions.append(replace(question, key=item.id, block=block, filters=rules))
    return Form(
        title="Bürgerbefragung zur Sicherheit 2026",
        municipality="Große Kreisstadt Mühlwerda",
        questions=tuple(questions),
        subtitle="Wie sicher fühlen Sie sich bei uns?",
        introduction=filled(template.introduction, municipality="Mühlwerda"),
        closing=template.closing,
    )


def form_of(*items: str) -> Form:
    bank = item_bank()
    questions = tuple(replace(bank.item(item).question, key=item, block="Alles") for item in items)
    return replace(short_form(), questions=questions)


@cache
def short_sheet() -> Sheet:
    return draft_sheet(short_form())


@cache
def full_sheet() -> Sheet:
    poles = replace(
        item_bank().item("E08").question,
        key="poles",
        block="Alles",
        answers=(Answer(1, "gar nicht"), Answer(2, "zwei"), Answer(3, "völlig"), Answer(-8, "weiß nicht")),
        layout=Layout(poles_only=True),
        filters=(FilterRule((1, 3), END_OF_FORM),),
    )
    form = form_of(*EVERY_TYPE)
    return draft_sheet(replace(form, questions=(*form.questions, poles)))


@cache
def large_sheet() -> Sheet:
    form = form_of("A01", "I01", "C01", "N07", "I07", "Q13", "Q10", "Q11", "A08", "I05", "J05", "I06")
    return draft_sheet(replace(form, large_print=True))


def test_short_form_takes_four_pages() -> None:
    assert short_sheet().geometry.pages == 4
    assert len(of_kind(short_sheet(), "question")) == len(short_form().questions)


@pytest.mark.parametrize("sheet", [short_sheet, full_sheet, large_sheet])
def test_stored_places_agree_with_the_lines_in_the_pdf(sheet: Callable[[], Sheet]) -> None:
    assert list(misplaced(sheet())) == []


@pytest.mark.parametrize(("sheet", "side"), [(short_sheet, 5.0), (full_sheet, 5.0), (large_sheet, 7.0)])
def test_boxes_keep_the_measures_scanning_needs(sheet: Callable[[], Sheet], side: float) -> None:
    boxes = of_kind(sheet(), "box")
    assert boxes
    assert {(box.w, box.h) for box in boxes} == {(side, side)}
    for page in range(1, sheet().geometry.pages + 1):
        here = [box for box in boxes if box.page == page]
        for index, first in enumerate(here):
            for second in here[index + 1 :]:
                across = max(first.x, second.x) - min(first.x, second.x) - side
                down = max(first.y, second.y) - min(first.y, second.y) - side
                assert max(across, down) >= 2.99, (first, second)
                if abs(first.x - second.x) < side:
                    assert down >= 2.99, (first, second)


def test_registration_marks_stand_18_mm_inside_and_one_has_a_hole() -> None:
    marks = [mark for mark in of_kind(short_sheet(), "fiducial") if mark.page == 2]
    assert len(marks) == 6
    assert {mark.x for mark in marks} == {18.0, 187.0}
    assert min(mark.y for mark in marks) == 18.0
    assert max(mark.y + mark.h for mark in marks) == 279.0
    assert [mark.code for mark in marks] == [0, 1, 0, 0, 0, 0]


def test_nothing_to_fill_in_touches_marks_or_codes() -> None:
    for page in range(1, 5):
        fixed = [mark for mark in of_kind(short_sheet(), "fiducial", "code") if mark.page == page]
        for mark in of_kind(short_sheet(), "box", "digits", "text", "line"):
            for other in fixed:
                apart = mark.x > other.x + other.w or other.x > mark.x + mark.w
                apart = apart or mark.y > other.y + other.h or other.y > mark.y + mark.h
                assert mark.page != page or apart


def test_every_answer_has_its_box() -> None:
    form = short_form()
    boxes = {(box.question, box.row, box.code) for box in of_kind(short_sheet(), "box")}
    for question in form.questions:
        rows = [row.name for row in question.rows] or [""]
        wanted = {(question.key, row, answer.code) for row in rows for answer in question.answers}
        assert wanted <= boxes, question.key
    fields = {(mark.kind, mark.question) for mark in of_kind(full_sheet(), "digits", "text", "line")}
    assert {("digits", "Q06"), ("digits", "Q10"), ("digits", "A08"), ("text", "I06"), ("line", "J05")} <= fields


def test_what_belongs_to_a_question_stands_inside_its_frame() -> None:
    frames = {mark.question: mark for mark in of_kind(full_sheet(), "question")}
    for mark in of_kind(full_sheet(), "box", "digits", "text", "line"):
        frame = frames[mark.question]
        assert mark.page == frame.page
        assert frame.x <= mark.x
        assert mark.x + mark.w <= frame.x + frame.w + 0.2
        assert frame.y <= mark.y
        assert mark.y + mark.h <= frame.y + frame.h + 0.2


def test_two_scales_have_boxes_of_their_own_and_lines_for_own_words() -> None:
    question = item_bank().item("N07").question
    boxes = [mark for mark in of_kind(full_sheet(), "box") if mark.question == "N07"]
    assert len(boxes) == len(question.rows) * (len(question.answers) + len(question.second))
    right = {mark.code for mark in boxes if mark.second}
    assert right == {answer.code for answer in question.second}
    first, second = ([mark for mark in boxes if mark.second is side and mark.row == "a"] for side in (False, True))
    assert max(mark.x for mark in first) + 10 < min(mark.x for mark in second)
    [line] = [mark for mark in of_kind(full_sheet(), "line") if mark.question == "N07"]
    assert (line.row, line.code) == ("f", None)
    text = text_of(full_sheet())
    assert "Kenne ich" in text
    assert "nur bei „ja“" in text


def test_text_table_has_a_field_for_each_row_and_column() -> None:
    fields = [mark for mark in of_kind(full_sheet(), "text") if mark.question == "I07"]
    assert [(mark.row, mark.code) for mark in fields] == [(row, code) for row in "abc" for code in (1, 2, 3)]
    assert all(mark.w > 40 and mark.h >= 8 for mark in fields)
    assert len({mark.x for mark in fields}) == 3


def test_numbers_between_labelled_poles_are_printed() -> None:
    answers = (Answer(1, "gar nicht"), Answer(2, "2"), Answer(3, "drei"), Answer(4, "völlig"))
    asked = FormQuestion(key="p", block="P", type=QuestionType.SCALE, wording="Wie?", answers=answers)
    asked = replace(asked, layout=Layout(poles_only=True))
    words = text_of(draft_sheet(replace(short_form(), questions=(asked,)))).split()
    assert "2" in words
    assert "drei" not in words


def test_labelled_poles_of_the_first_scale_leave_the_second_its_words() -> None:
    asked = replace(item_bank().item("N07").question, key="n", block="N", layout=Layout(poles_only=True))
    first = (Answer(1, "kenne ich"), Answer(2, "flüchtig"), Answer(3, "kenne ich nicht"))
    words = text_of(draft_sheet(replace(short_form(), questions=(replace(asked, answers=first),))))
    assert "flüchtig" not in words
    assert "eher" in words


def test_large_print_is_set_bigger_and_keeps_boxes_with_their_label() -> None:
    plain, large = (draft_sheet(replace(short_form(), large_print=big)) for big in (False, True))
    assert plain.geometry.pages < large.geometry.pages <= replace(short_form(), large_print=True).most_pages
    assert {(box.question, box.row, box.code) for box in of_kind(plain, "box")} == {
        (box.question, box.row, box.code) for box in of_kind(large, "box")
    }
    rows: dict[tuple[str, str], set[int]] = {}
    for box in of_kind(large, "box"):
        if box.row:
            rows.setdefault((box.question, box.row), set()).add(box.page)
    assert all(len(pages) == 1 for pages in rows.values())


def test_rule_for_corrections_can_be_left_out() -> None:
    assert "Verschrieben" in text_of(short_sheet())
    assert "Verschrieben" not in text_of(draft_sheet(replace(short_form(), drawn_correction=False)))


def test_every_page_has_its_own_code_however_long_the_form_is() -> None:
    form = form_of(*(item.id for item in item_bank().items[:50]))
    sheet = draft_sheet(replace(form, page_limit=1))
    assert sheet.geometry.pages > 6
    text = text_of(sheet)
    for page in range(1, sheet.geometry.pages + 1):
        assert text.count(clear_text(PageCode(DRAFT_CODE, page))) == 2


def test_kept_forms_are_set_as_before() -> None:
    """Codes printed in 2026: content and places of the four-page form must stay as they are."""
    assert final_sheet(short_form()).code == "E1SJ0JE6"


def test_place_on_the_page_finds_the_question() -> None:
    geometry = short_sheet().geometry
    frame = geometry.frame("A01")
    assert frame is not None
    assert geometry.at(frame.page, frame.x + 1, frame.y + 1) == "A01"
    assert geometry.at(frame.page, 1, 1) == ""
    assert geometry.frame("weg") is None


def test_geometry_survives_storing() -> None:
    geometry = short_sheet().geometry
    again = Geometry.from_json(geometry.to_json())
    assert again == geometry
    assert again.hash == geometry.hash


def test_text_names_questions_filters_and_page_codes() -> None:
    text = text_of(short_sheet())
    assert "Seite 1 von 4" in text
    assert "weiter mit Frage" in text
    assert "Entwurf – nicht verteilen" in text
    assert text.count(clear_text(PageCode(DRAFT_CODE, 2))) == 2
    everything = text_of(full_sheet())
    assert "Bei „gar nicht“ oder „völlig“" in everything
    assert "zum Ende des Fragebogens" in everything
    assert "zwei" not in everything.split("Bei „gar")[0].rsplit("völlig", 1)[0].rsplit("10 bedeutet", 1)[1]


def test_final_sheet_carries_a_code_of_content_and_geometry() -> None:
    form = form_of("A01", "Q02")
    first, again = final_sheet(form), final_sheet(form)
    assert first.pdf == again.pdf
    assert first.code == again.code != DRAFT_CODE
    assert clear_text(PageCode(first.code, 1)) in text_of(first)
    assert "Entwurf" not in text_of(first)
    other = final_sheet(replace(form, questions=tuple(reversed(form.questions))))
    assert other.code != first.code
    assert first.geometry == draft_sheet(form).geometry


def test_code_is_read_back_from_the_printed_page() -> None:
    """Drawn as modules of 0.65 mm: the picture of the page has exactly the modules the code should have."""
    import pypdfium2
    import segno

    from coordinator_app.domain.form_codes import payload

    document = pypdfium2.PdfDocument(short_sheet().pdf)
    page = document[1].render(scale=300 / 72, grayscale=True).to_numpy().squeeze()
    document.close()
    matrix = segno.make(payload(PageCode(DRAFT_CODE, 2)), version=1, error="q", boost_error=False).matrix
    for code in (mark for mark in of_kind(short_sheet(), "code") if mark.page == 2):
        module = code.w / len(matrix)
        assert module >= 0.5
        for row, modules in enumerate(matrix):
            for column, dark in enumerate(modules):
                x = int((code.x + (column + 0.5) * module) / 25.4 * 300)
                y = int((code.y + (row + 0.5) * module) / 25.4 * 300)
                assert (page[y, x] < 128) == bool(dark)


@pytest.mark.parametrize("sheet", [short_sheet, full_sheet, large_sheet])
def test_pdf_is_accessible(sheet: Callable[[], Sheet], tmp_path: Path) -> None:
    import page as validator
    import pikepdf

    path = tmp_path / "bogen.pdf"
    path.write_bytes(sheet().pdf)
    for profile in ("ua1", "2a"):
        assert [str(failure) for failure in validator.validate_pdf(str(path), profile=profile).failures] == []
    with pikepdf.open(path) as pdf:
        assert str(pdf.Root.Lang).startswith("de")
        assert "/StructTreeRoot" in pdf.Root


@pytest.mark.parametrize(
    "wording",
    [
        "Müller & Söhne <GmbH> #let x = 1",
        "$E=mc^2$ *fett* _kursiv_ @ref",
        "Emoji 😀 und\nZeilenumbruch\tTab",
        "x" * 400,
    ],
)
def test_any_text_can_be_printed(wording: str) -> None:
    question = FormQuestion(
        key="q",
        block=wording[:60],
        type=QuestionType.MATRIX,
        wording=wording,
        answers=(Answer(1, wording[:40]), Answer(2, "nein")),
        rows=(MatrixRow("a", wording),),
    )
    sheet = draft_sheet(Form(title=wording[:80], municipality="Mühlwerda", questions=(question,)))
    assert len(of_kind(sheet, "box")) == 2


def test_form_without_questions_is_a_page() -> None:
    assert draft_sheet(Form(title="Leer", municipality="Mühlwerda")).geometry.pages == 1


def test_matrix_longer_than_a_page_repeats_its_head() -> None:
    rows = tuple(MatrixRow(f"r{n}", f"Zeile {n}") for n in range(40))
    question = FormQuestion(
        key="q",
        block="Lang",
        type=QuestionType.MATRIX,
        wording="Wie oft?",
        rows=rows,
        answers=(Answer(1, "häufig"), Answer(2, "nie")),
    )
    sheet = draft_sheet(Form(title="Lang", municipality="Mühlwerda", questions=(question,)))
    assert sheet.geometry.pages == 2
    assert text_of(sheet).count("häufig") == 2
    assert [mark.page for mark in of_kind(sheet, "question")] == [1, 2]


def test_functions_of_the_template_never_use_the_whole_content() -> None:
    """What a function uses is part of its identity: with all content in it, every edit would set every page again."""
    source = TEMPLATE.read_text(encoding="utf-8")
    functions = source[source.index("// --- Marks for the scanner") : source.index("// --- Pages")]
    assert "#let question(q)" in functions
    assert re.findall(r"(?<![\w.])d\.\w+", functions) == []

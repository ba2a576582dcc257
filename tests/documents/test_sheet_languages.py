"""Sheet and Word version in other languages: the program's own words, right to left, places of boxes."""

import re
from dataclasses import fields, replace
from functools import cache
from io import BytesIO
from zipfile import ZipFile

import pikepdf
import pytest

from coordinator_app.documents.content import Document
from coordinator_app.documents.questionnaire import codebook_document, questionnaire_document
from coordinator_app.documents.questionnaire_sheet import Sheet, draft_sheet
from coordinator_app.documents.sheet_geometry import Mark
from coordinator_app.documents.sheet_words import SheetWords, sheet_words
from coordinator_app.documents.word import render_word
from coordinator_app.domain.form_languages import LANGUAGES
from coordinator_app.domain.question_words import FormWords, form_in_language
from coordinator_app.domain.questionnaires import END_OF_FORM, FilterRule, Form, FormQuestion
from coordinator_app.survey.item_bank import filled, filled_question, item_bank
from coordinator_app.survey.item_translations import suggested, suggested_text
from tests.documents.rules import pdf_findings, word_findings
from tests.documents.sheet_reading import misplaced, text_of

TOWN = "Mühlwerda"
OTHERS = tuple(language.code for language in LANGUAGES if language.code not in ("de", "hsb"))
EVERY_TYPE = ("A01", "E08", "A08", "J00", "Q06", "Q10", "Q11", "Q13", "I06", "J05", "N01", "N07", "I07", "I02")


def short_form(language: str) -> Form:
    """The four-page form with a filter of each kind, in a language."""
    bank = item_bank()
    template = bank.template("kurz4")
    filters = {"I01": FilterRule((2,), "G02"), "A01": FilterRule((5,), END_OF_FORM)}
    questions: list[FormQuestion] = []
    for title, ids in template.blocks:
        for item in map(bank.item, ids):
            question = filled_question(item.question, municipality=TOWN, areas=("Altmühl", "Kernstadt"))
            question = replace(question, answers=item.question.answers) if not item.answers_from else question
            rules = (filters[item.id],) if item.id in filters else ()
            questions.append(replace(question, key=item.id, block=filled(title, municipality=TOWN), filters=rules))
    german = Form(
        title="Bürgerbefragung zur Sicherheit",
        municipality=f"Stadt {TOWN}",
        questions=tuple(questions),
        introduction=filled(template.introduction, municipality=TOWN),
        closing=template.closing,
    )
    known = {name: suggested_text(getattr(german, name), language, municipality=TOWN) for name in ("title", "closing")}
    blocks = {asked.block: suggested_text(asked.block, language, municipality=TOWN) for asked in questions}
    introduction = suggested_text(german.introduction, language, municipality=TOWN)
    words = FormWords(**known, introduction=introduction, blocks=blocks)
    return form_in_language(
        german, language, words, {asked.key: suggested(asked, language, municipality=TOWN) for asked in questions}
    )


@cache
def sheet(language: str) -> Sheet:
    return draft_sheet(short_form(language))


@cache
def every_type(language: str) -> Sheet:
    questions = tuple(replace(item_bank().item(id).question, key=id, block="Alles") for id in EVERY_TYPE)
    return draft_sheet(replace(short_form("ar"), language=language, questions=questions, page_limit=8))


def filled_in(made: Sheet) -> list[tuple[str, str, str, int | None]]:
    """What is filled in, without the place."""
    kinds = ("box", "digits", "text", "line")
    return sorted((m.kind, m.question, m.row, m.code) for m in made.geometry.marks if m.kind in kinds)


def boxes(made: Sheet, question: str) -> list[Mark]:
    return [mark for mark in made.geometry.marks if mark.kind == "box" and mark.question == question]


@pytest.mark.parametrize("language", [language.code for language in LANGUAGES])
def test_every_language_has_all_words_with_the_same_places_for_values(language: str) -> None:
    for field in fields(SheetWords):
        german, other = (str(getattr(sheet_words(code), field.name)) for code in ("de", language))
        assert other.strip()
        assert re.findall(r"{\w+}", other) == re.findall(r"{\w+}", german), field.name
        assert field.name == "how_to" or other.count("\n") == german.count("\n")


@pytest.mark.parametrize("language", OTHERS)
def test_sheet_in_a_language_asks_the_same_in_other_words(language: str) -> None:
    made = sheet(language)
    assert filled_in(made) == filled_in(sheet("de"))
    assert made.geometry.pages <= 5
    said = text_of(made)
    assert "Bitte umblättern" not in said or language == "de-x-leicht"
    if language == "en":
        assert f"Page 1 of {made.geometry.pages}" in said
        assert "Draft – do not distribute" in said
        assert "go to question 11" in said
        assert "If “not at all”:" in said


@pytest.mark.parametrize("made", [sheet, every_type])
def test_stored_places_agree_with_the_lines_of_an_arabic_sheet(made: object) -> None:
    assert callable(made)
    found: Sheet = made("ar")
    assert list(misplaced(found)) == []


def test_every_type_of_question_is_mirrored() -> None:
    german, arabic = every_type("de"), every_type("ar")
    assert filled_in(german) == filled_in(arabic)
    for question in ("A01", "N01", "J05"):
        there = {(mark.row, mark.code): mark.x + mark.w / 2 for mark in boxes(german, question)}
        for mark in boxes(arabic, question):
            assert mark.x + mark.w / 2 == pytest.approx(210 - there[mark.row, mark.code], abs=0.3), mark
    first = [mark for mark in german.geometry.marks if mark.kind == "fiducial"]
    assert [mark for mark in arabic.geometry.marks if mark.kind == "fiducial"][: len(first)] == first


def test_nothing_to_fill_in_leaves_the_frame_of_its_question() -> None:
    for made in (every_type("ar"), every_type("de")):
        for mark in made.geometry.marks:
            if mark.kind in ("box", "digits", "text", "line"):
                frames = [m for m in made.geometry.marks if m.kind == "question" and m.question == mark.question]
                assert any(
                    frame.page == mark.page
                    and frame.x - 0.3 <= mark.x
                    and mark.x + mark.w <= frame.x + frame.w + 0.3
                    and frame.y - 0.3 <= mark.y
                    and mark.y + mark.h <= frame.y + frame.h + 0.3
                    for frame in frames
                ), mark


@pytest.mark.parametrize("language", ["ar", "uk"])
def test_sheet_is_accessible_and_says_its_language(language: str) -> None:
    made = sheet(language)
    assert [text for text in pdf_findings(made.pdf) if text != "language is not German"] == []
    with pikepdf.open(BytesIO(made.pdf)) as pdf:
        assert str(pdf.Root.Lang) == language
        names = {str(found.get("/BaseFont", "")) for found in pdf.objects if isinstance(found, pikepdf.Dictionary)}
    assert any("NotoSansArabic" in name for name in names) == (language == "ar")


def parts(document: Document) -> dict[str, str]:
    with ZipFile(BytesIO(render_word(document))) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist() if name.endswith(".xml")}


def test_word_version_speaks_the_language_of_the_form() -> None:
    found = parts(questionnaire_document(short_form("en")))
    body = found["word/document.xml"]
    assert "For reading and checking" in body
    assert "→ go to question 11" in body
    assert "<w:bidiVisual/>" not in body
    assert 'w:val="en-GB"' in found["word/styles.xml"]
    footers = [text for name, text in found.items() if "footer" in name]
    assert all(">Page <" in text and "> of <" in text for text in footers)


def test_arabic_word_version_runs_from_right_to_left() -> None:
    document = questionnaire_document(short_form("ar"))
    assert word_findings(render_word(document)) == []
    found = parts(document)
    body = found["word/document.xml"]
    assert body.count("<w:bidiVisual/>") == body.count("<w:tbl>") > 5
    assert body.count("<w:rtl/>") == body.count("<w:r>")
    assert "<w:bidi/>" in found["word/styles.xml"]
    assert 'w:bidi="ar-SA"' in found["word/styles.xml"]
    assert "← انتقل إلى السؤال 11" in body


def test_code_plan_names_the_words_of_every_language() -> None:
    others = [(short_form("en"), "A1B2C3D4"), (short_form("uk"), "")]
    plan = codebook_document(short_form("de"), code="11112222", others=others)
    said = parts(plan)["word/document.xml"]
    assert "Wortlaut: Englisch" in said
    assert "Formularkennung Ukrainisch" in said
    assert "A1B2C3D4" in said
    assert "1 = very much" in said

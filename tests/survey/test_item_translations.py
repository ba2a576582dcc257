"""The question bank in other languages: complete, of the same shape as the German one, checked when it is read."""

from dataclasses import replace
from pathlib import Path

import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.domain.question_words import QuestionWords, german_words, missing_places
from coordinator_app.domain.questionnaires import Answer
from coordinator_app.survey.item_bank import filled_question, item_bank
from coordinator_app.survey.item_translations import bank_words, load_words, suggested, suggested_text

SHORT = tuple(item for _, items in item_bank().template("kurz4").blocks for item in items)
EVERY = tuple(item.id for item in item_bank().items)
FORMS = {"en": ("kurz4", "lang16", "leer"), "de-x-leicht": ("kurz4", "leer"), "ar": ("kurz4", "leer")}
FORMS["uk"] = FORMS["ar"]


@pytest.mark.parametrize(
    ("language", "items"), [("en", EVERY), *((code, SHORT) for code in ("de-x-leicht", "ar", "uk"))]
)
def test_items_are_completely_translated(language: str, items: tuple[str, ...]) -> None:
    words = bank_words(language).items
    missing = {
        item: missing_places(german_words(item_bank().item(item).question), words.get(item, QuestionWords()))
        for item in items
    }
    assert {item: places for item, places in missing.items() if places} == {}


@pytest.mark.parametrize(("language", "form"), [(code, form) for code, forms in FORMS.items() for form in forms])
def test_texts_of_the_form_templates_are_translated(language: str, form: str) -> None:
    template = item_bank().template(form)
    texts = [template.introduction, template.closing, *(title for title, _ in template.blocks)]
    assert [text for text in texts if not suggested_text(text, language, municipality="{kommune}")] == []


@pytest.mark.parametrize("language", ["en", "de-x-leicht", "ar", "uk"])
def test_placeholders_are_those_of_the_german_words(language: str) -> None:
    for item, words in bank_words(language).items.items():
        for (_, source), (place, text) in zip(
            german_words(item_bank().item(item).question).parts(), words.parts(), strict=True
        ):
            assert source.count("{kommune}") == text.count("{kommune}"), f"{item} {place}"
            assert "…" not in source or "…" in text or place == "second_heading", f"{item} {place}"


def test_answers_of_one_question_stay_different() -> None:
    for language in ("en", "de-x-leicht", "ar", "uk"):
        for item, words in bank_words(language).items.items():
            labels = list(words.answers.values())
            assert len(set(labels)) == len(labels), f"{language} {item}: {labels}"


def test_question_of_a_town_gets_the_words_of_its_item() -> None:
    question = filled_question(item_bank().item("A01").question, municipality="Mühlwerda")
    words = suggested(question, "en", municipality="Mühlwerda")
    assert words.wording == "All things considered, how much do you like living in Mühlwerda?"
    assert words.answers[5] == "not at all"


def test_changed_german_words_are_not_those_of_the_bank() -> None:
    question = filled_question(item_bank().item("A01").question, municipality="Mühlwerda")
    words = suggested(replace(question, wording="Leben Sie gern hier?"), "en", municipality="Mühlwerda")
    assert words.wording == ""
    assert words.answers[1] == "very much"


def test_names_of_districts_stay_as_they_are() -> None:
    question = filled_question(item_bank().item("Q03").question, municipality="Mühlwerda", areas=("Altmühl",))
    words = suggested(question, "ar", municipality="Mühlwerda")
    assert words.answers[1] == "Altmühl"
    assert words.answers[-9] == "لا أرغب في الإجابة"


def test_own_question_gets_labels_the_bank_knows() -> None:
    question = replace(
        item_bank().item("A01").question, item="", wording="Eigene Frage", answers=(Answer(1, "ja"), Answer(2, "öfter"))
    )
    words = suggested(question, "uk", municipality="Mühlwerda")
    assert (words.wording, words.answers) == ("", {1: "так", 2: ""})


def test_language_without_a_bank_knows_nothing() -> None:
    question = filled_question(item_bank().item("Q03").question, municipality="Mühlwerda", areas=("Altmühl",))
    assert list(suggested(question, "hsb", municipality="Mühlwerda").answers.values()) == ["", ""]
    assert suggested_text("Nachbarschaft", "hsb", municipality="Mühlwerda") == ""


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a_wohnen.toml", "[A99]\nwording = 'x'", "diese Frage gibt es"),
        ("a_wohnen.toml", "[A01]\nwordng = 'x'", "„wordng“ ist nicht bekannt"),
        ("a_wohnen.toml", "[A04]\nversion = 2\nrows = ['x']", "1 Zeilen statt 7"),
        ("a_wohnen.toml", "[A01]\nanswers = {9 = 'x'}", "„answers.9“ hat die deutsche Frage nicht"),
        ("a_wohnen.toml", "[A01", "kein gültiges TOML"),
        ("scales.toml", "[gern9]\n1 = 'x'", "diese Skala gibt es"),
        ("scales.toml", "[gern5]\n7 = 'x'", "den Code 7 hat die deutsche Skala nicht"),
    ],
)
def test_mistake_in_a_file_names_file_and_item(tmp_path: Path, name: str, content: str, said: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(UserError, match=said) as found:
        load_words(tmp_path, "en", item_bank())
    assert name in str(found.value)


def test_words_for_another_version_of_an_item_are_not_used(tmp_path: Path) -> None:
    (tmp_path / "a_wohnen.toml").write_text("heading = 'Home'\n[A01]\nversion = 99\nwording = 'x'", encoding="utf-8")
    words = load_words(tmp_path, "en", item_bank())
    assert words.items == {}
    assert words.form_texts == {"Wohnen und Leben in {kommune}": "Home"}


@pytest.mark.parametrize("language", ["en", "de-x-leicht", "ar", "uk"])
def test_headings_of_all_modules_and_all_scales_are_translated(language: str) -> None:
    bank = item_bank()
    headings = [module.heading for module in bank.modules]
    assert [text for text in headings if not suggested_text(text, language, municipality="{kommune}")] == []
    for name, scale in bank.scales.items():
        asked = replace(bank.item("A01").question, item="", wording="x", answers=scale)
        labels = suggested(asked, language, municipality="").answers
        missing = [answer.label for answer in scale if not labels[answer.code] and not answer.label.isdigit()]
        assert missing == [], f"{language} {name}"

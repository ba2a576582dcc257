"""The question bank: what is shipped is sound, mistakes are named with file and item."""

import shutil
from pathlib import Path

import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.domain.questionnaire_findings import findings
from coordinator_app.domain.questionnaires import Answer, Form, QuestionType
from coordinator_app.survey.item_bank import ITEMS, ItemBank, filled, filled_question, item_bank, load_bank
from coordinator_app.survey.item_search import languages_of, search_items, source_family, sources

ITEM = """
[module]
code = "A"
title = "Wohnen"
heading = "Wohnen"

[[items]]
id = "A01"
title = "Gern"
type = "single"
wording = "Wie gern leben Sie in {kommune}?"
answers = [[1, "gern"], [2, "ungern"], [-9, "keine Angabe"]]
construct = "Zufriedenheit"
source = "eigene"
polarity = "positiv"
seconds = 8
"""
FORMS = """
[forms.kurz]
title = "Kurz"
page_limit = 4
introduction = "Guten Tag"
closing = "Danke"
blocks = [["Wohnen", ["A01", "A02"]]]
filters = [["A01", [2], "A02"]]
"""


def bank_with(folder: Path, items: str = ITEM, forms: str = "", scales: str = "") -> ItemBank:
    (folder / "a.toml").write_text(items, encoding="utf-8")
    (folder / "forms.toml").write_text(forms, encoding="utf-8")
    (folder / "scales.toml").write_text(scales, encoding="utf-8")
    return load_bank(folder)


def two_items() -> str:
    second = ITEM[ITEM.index("[[items]]") :].replace("A01", "A02")
    return ITEM + second


def test_shipped_bank_covers_all_modules_with_at_least_eighty_items() -> None:
    bank = item_bank()
    assert "".join(module.code for module in bank.modules) == "ABCDEFGHIJKLMNOPQ"
    assert len(bank.items) >= 80
    assert all(search_items(bank, module=module.code) for module in bank.modules)


def test_shipped_items_make_a_form_without_findings() -> None:
    questions = tuple(
        filled_question(item.question, municipality="Mühlwerda", areas=("Nord", "Süd") if item.answers_from else ())
        for item in item_bank().items
    )
    keyed = tuple(
        question.__class__(**{**fields(question), "key": question.item, "block": "Alles"}) for question in questions
    )
    assert findings(Form(title="Alle", municipality="Mühlwerda", questions=keyed)) == []
    assert not any("{" in question.wording for question in keyed)


def fields(question: object) -> dict[str, object]:
    return {name: getattr(question, name) for name in question.__dataclass_fields__}  # type: ignore[attr-defined]  # any dataclass


def test_shipped_items_have_distinct_wording_and_balanced_question_types() -> None:
    wordings = [item.question.wording for item in item_bank().items]
    doubled = {wording for wording in wordings if wordings.count(wording) > 1}
    assert doubled == {"Wie sehr sind die folgenden Dinge in Ihrem Ortsteil ein Problem?"}  # C01 and M01, other rows
    assert {item.question.type for item in item_bank().items} == set(QuestionType)


@pytest.mark.parametrize(
    ("text", "module", "expected"),
    [
        ("haltestelle dunkel", "", ["E03"]),
        ("HALTESTELLEN", "E", ["E02", "E03"]),
        ("gibtesnicht", "", []),
        ("", "P", ["P01", "P02", "P03", "P04", "P05", "P06"]),
    ],
)
def test_search_finds_items_by_words_and_module(text: str, module: str, expected: list[str]) -> None:
    assert [item.id for item in search_items(item_bank(), text, module)] == expected


def test_template_names_known_items_and_filters_forward() -> None:
    template = item_bank().template("kurz4")
    assert template.page_limit == 4
    assert len([item for _, items in template.blocks for item in items]) >= 20
    assert filled(template.blocks[0][0], municipality="Mühlwerda") == "Wohnen in Mühlwerda"


def test_unknown_item_is_refused() -> None:
    with pytest.raises(UserError, match="keine Frage „Z99“"):
        item_bank().item("Z99")


def test_areas_become_answers_before_the_missing_ones() -> None:
    question = filled_question(item_bank().item("Q03").question, municipality="Mühlwerda", areas=("Nord", "Süd"))
    assert question.answers == (Answer(1, "Nord"), Answer(2, "Süd"), Answer(-9, "keine Angabe"))


def test_comparison_hash_changes_with_the_scale(tmp_path: Path) -> None:
    before = bank_with(tmp_path).item("A01")
    after = bank_with(tmp_path, ITEM.replace('"ungern"', '"eher ungern"')).item("A01")
    assert before.hash != after.hash
    assert len(before.hash) == 12
    assert before.title == "Gern"
    assert not before.comparison


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('wording = "Wie gern leben Sie in {kommune}?"', "", "„wording“ fehlt"),
        ("Wie gern leben Sie in {kommune}?", "", "„wording“ ist leer"),
        ("{kommune}", "{stadt}", "Platzhalter „{stadt}“"),
        ("{kommune}", "{kommune", "geschweifte Klammern"),
        ('"single"', '"auswahl"', "„type“ kennt den Wert „auswahl“ nicht"),
        ("seconds = 8", 'seconds = "acht"', "nicht die erwartete Form"),
        ("seconds = 8", "seconds = true", "nicht die erwartete Form"),
        ("seconds = 8", "seconds = 900", "zwischen 3 und 120"),
        ("seconds = 8", 'seconds = 8\nfarbe = "rot"', "„farbe“ ist nicht bekannt"),
        ("seconds = 8", "seconds = 8\nexclusive = [7]", "Code, den keine Antwort hat"),
        ("seconds = 8", 'seconds = 8\nscale = "ja_nein"', "nicht beides"),
        ("seconds = 8", 'seconds = 8\nrows = ["a"]', "gehört zu einer Matrix"),
        ("seconds = 8", 'seconds = 8\nanswers_from = "strassen"', "„answers_from“"),
        ('answers = [[1, "gern"], [2, "ungern"], [-9, "keine Angabe"]]', 'scale = "fehlt"', "gibt es nicht in scales"),
        ('[2, "ungern"]', '["2", "ungern"]', "ist nicht \\[Code, Text\\]"),
        ('[2, "ungern"]', '[1, "ungern"]', "doppelt vergeben"),
        ('[2, "ungern"], [-9, "keine Angabe"]', '[-9, "keine Angabe"], [2, "ungern"]', "an das Ende"),
        ('[2, "ungern"], ', "", "mindestens zwei Antworten"),
        ('"single"', '"number"', "keine Antworten"),
        ('"single"', '"matrix"', "gehört zu einer Matrix"),
        ('"positiv"', '"gut"', "„polarity“ ist „gut“"),
        ('"A01"', '"B01"', "Buchstaben des Moduls"),
        ("seconds = 8", "seconds = ", "kein gültiges TOML"),
    ],
)
def test_mistake_in_an_item_names_file_and_item(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(UserError, match=message) as caught:
        bank_with(tmp_path, ITEM.replace(old, new))
    assert "a.toml" in caught.value.text


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('["A01", "A02"]', '["A01", "A07"]', "„A07“ gibt es nicht"),
        ('["A01", [2], "A02"]', '["A02", [2], "A01"]', "Filter von „A02“ nach „A01“"),
        ('[["Wohnen", ["A01", "A02"]]]', '["Wohnen"]', "„blocks“ ist"),
    ],
)
def test_mistake_in_a_template_names_the_template(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(UserError, match=message) as caught:
        bank_with(tmp_path, two_items(), FORMS.replace(old, new))
    assert "forms.toml" in caught.value.text


def test_matrix_rows_must_be_texts(tmp_path: Path) -> None:
    matrix = ITEM.replace('"single"', '"matrix"') + "rows = [1]\n"
    with pytest.raises(UserError, match="Zeile 1"):
        bank_with(tmp_path, matrix)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ('row_text = ["b"]', "Zeile, die es nicht gibt"),
        ('second_scale = "ja_nein"', "zwei Überschriften"),
        ('second_scale = "fehlt"\nheadings = ["a", "b"]', "braucht eine Skala"),
    ],
)
def test_mistake_in_a_matrix_names_what_is_wrong(tmp_path: Path, more: str, message: str) -> None:
    matrix = ITEM.replace('"single"', '"matrix"') + f'rows = ["a"]\n{more}\n'
    with pytest.raises(UserError, match=message):
        bank_with(tmp_path, matrix)


def test_items_must_be_tables(tmp_path: Path) -> None:
    broken = ITEM[: ITEM.index("[[items]]")].replace("[module]", 'items = ["A01"]\n[module]')
    with pytest.raises(UserError, match="ist keine Tabelle"):
        bank_with(tmp_path, broken)


def test_double_id_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="„A01“ ist doppelt"):
        bank_with(tmp_path, ITEM + ITEM[ITEM.index("[[items]]") :])


def test_missing_file_is_a_sentence(tmp_path: Path) -> None:
    shutil.copy(ITEMS / "scales.toml", tmp_path)
    with pytest.raises(UserError, match=r"forms\.toml“ der Fragenbank kann nicht gelesen werden"):
        load_bank(tmp_path)


def test_bank_is_filtered_by_source_and_comparison_lock() -> None:
    bank = item_bank()
    found = search_items(bank, source="Disorder-Ansatz")
    assert [item.id for item in found] == ["C01", "C02", "C04", "D01"]
    assert [item.id for item in search_items(bank, source="Disorder-Ansatz", comparison=True)] == ["C01", "D01"]
    assert all(item.comparison for item in search_items(bank, comparison=True))
    assert [item.id for item in search_items(bank, "disorder gehsteig")] == []
    families = dict(sources(bank))
    assert sum(families.values()) == len(bank.items)
    assert families[source_family(bank.item("B01"))] == 2
    assert source_family(bank.item("B01")) == "Kollektive Wirksamkeit"


def test_item_says_in_which_languages_it_is_there() -> None:
    names = [language.code for language in languages_of(item_bank().item("E01"))]
    assert names == ["de-x-leicht", "en", "ar", "uk"]
    assert [language.code for language in languages_of(item_bank().item("H03"))] == ["en"]

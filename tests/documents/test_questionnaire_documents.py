"""Word twin, code plan and checklist as content trees."""

from dataclasses import replace
from datetime import date

from coordinator_app.documents.content import (
    BulletList,
    Document,
    Heading,
    LabelledList,
    Notice,
    Paragraph,
    Table,
    plain,
    walk,
)
from coordinator_app.documents.questionnaire import (
    LegalLine,
    checklist_document,
    codebook_document,
    questionnaire_document,
)
from coordinator_app.domain.questionnaires import END_OF_FORM, FilterRule, Form, FormQuestion, QuestionType
from coordinator_app.survey.item_bank import filled_question, item_bank

ITEMS = ("A01", "I01", "E01", "I05", "A08", "J00", "P06", "Q06", "Q10", "Q11")


def form(**filters: tuple[FilterRule, ...]) -> Form:
    bank = item_bank()
    questions: list[FormQuestion] = []
    for item in ITEMS:
        question = filled_question(bank.item(item).question, municipality="Mühlwerda")
        block = bank.module(item[0]).title
        questions.append(replace(question, key=item, block=block, filters=filters.get(item, ())))
    return Form(
        title="Bürgerbefragung",
        municipality="Stadt Mühlwerda",
        questions=tuple(questions),
        introduction="Guten Tag\n\nBitte antworten Sie.",
        closing="Vielen Dank",
    )


def texts(document: Document) -> list[str]:
    found = [plain(node.text) for node in walk(document) if isinstance(node, (Paragraph, Notice))]
    found += [
        f"{item.label} {plain(item.text)}"
        for node in walk(document)
        if isinstance(node, LabelledList)
        for item in node.items
    ]
    return found


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def cells(table: Table) -> list[tuple[object, ...]]:
    return [row for row in table.rows if isinstance(row, tuple)]


def test_twin_has_every_question_with_number_answers_and_filters() -> None:
    filters = {"I01": (FilterRule((2, -9), "A08"),), "A01": (FilterRule((5,), END_OF_FORM),)}
    document = questionnaire_document(form(**filters))
    said = texts(document)
    assert "1  Alles in allem: Wie gern leben Sie in Mühlwerda?" in said
    assert "☐ nein  → weiter mit Frage 5" in said
    assert "Bei „sehr ungern“ → zum Ende des Fragebogens" in said
    assert any(text.startswith("In diesem Teil geht es um Vorfälle") for text in said)
    assert any(text.startswith("☐ anderes, und zwar: ____") for text in said)
    assert "Zahl: ______ Personen" in said
    assert "Jahr: ______" in said
    assert "____ Sicherheit und Ordnung" in said
    assert not any(isinstance(block, BulletList) for block in document.blocks)
    assert [block.label for block in document.blocks if isinstance(block, Heading)] == list("ABCDEFGH")


def test_twin_says_that_it_is_not_for_scanning() -> None:
    notice = questionnaire_document(form()).blocks[0]
    assert isinstance(notice, Notice)
    assert "nur er kann eingelesen werden" in plain(notice.text)


def test_twin_tables_have_one_box_for_each_answer() -> None:
    scale, matrix = tables(questionnaire_document(form()))
    assert scale.rows == (("☐",) * 5,)
    assert [column.label for column in matrix.columns][1:] == [
        "sehr sicher",
        "eher sicher",
        "eher unsicher",
        "sehr unsicher",
        "weiß nicht",
    ]
    assert [row[0] for row in matrix.rows if isinstance(row, tuple)] == ["am Tag", "nach Einbruch der Dunkelheit"]


def test_twin_for_review_names_variable_construct_and_item() -> None:
    said = texts(questionnaire_document(form(), bank_details=True))
    assert "Variable A01 · Konstrukt: Wohnzufriedenheit · Fragenbank A01, Fassung 1 · Vergleichsfrage" in said
    own = FormQuestion(key="1", block="X", type=QuestionType.SHORT_TEXT, wording="Was?", variable="X01")
    assert "Variable X01" in texts(questionnaire_document(replace(form(), questions=(own,)), bank_details=True))


def test_twin_prints_two_scales_text_tables_and_code_fields() -> None:
    bank = item_bank()
    asked = tuple(replace(bank.item(item).question, key=item, block="X") for item in ("N07", "I07", "Q13"))
    document = questionnaire_document(replace(form(), questions=asked))
    said = texts(document)
    assert "Kenne ich" in said
    assert "Finde ich … (nur bei „ja“)" in said
    assert "Ziffern: _ _ _" in said
    first, second, places = tables(document)
    assert [len(table.columns) for table in (first, second, places)] == [3, 6, 4]
    assert str(cells(first)[-1][0]).startswith("anderes Angebot, und zwar: ____")
    assert cells(second)[-1][0] == "anderes Angebot, und zwar:"
    assert cells(places)[0] == ("1.", "", "", "")
    rows = {str(row[1]): row for row in cells(tables(codebook_document(replace(form(), questions=asked)))[0])}
    assert rows["N07_a_2"][6] == "nur wenn N07_a = 1"
    assert rows["Q13"][4] == "Ziffern wie eingetragen, mit führenden Nullen"
    assert rows["I07_c_3"][3] == "3. – Warum?"


def test_twin_keeps_long_words_over_the_boxes_whole() -> None:
    bank = item_bank()
    asked = tuple(replace(bank.item(item).question, key=item, block="X") for item in ("E01", "A04", "B02"))
    short, longer, longest = tables(questionnaire_document(replace(form(), questions=asked)))
    assert [table.compact for table in (short, longer, longest)] == [False, True, True]
    assert short.columns[0].width > longer.columns[0].width > longest.columns[0].width


def test_codebook_lists_every_variable_once() -> None:
    document = codebook_document(form(I01=(FilterRule((2,), "I05"),)), code="7F3C9K2M")
    table = tables(document)[0]
    rows = {str(row[1]): row for row in table.rows if isinstance(row, tuple)}
    assert len(rows) == len(table.rows)
    assert rows["A01"][4] == "1 = sehr gern\n2 = eher gern\n3 = teils, teils\n4 = eher ungern\n5 = sehr ungern"
    assert rows["E01_b"][4:6] == ("wie E01_a", "wie E01_a")
    assert rows["E01_a"][6] == "entfällt, wenn Frage 2 = 2"
    assert rows["I05_8_text"][4] == "Text wie geschrieben"
    assert rows["Q06"][4] == "Zahl wie eingetragen"
    assert rows["Q11"][4] == "JJJJ-MM-TT"
    assert "7F3C9K2M" in str(document.blocks[0])
    assert "Entwurf" in str(codebook_document(form()).blocks[0])


def test_checklist_names_open_points_first() -> None:
    done = LegalLine("Gibt es eine Satzung?", "§ 9 SächsStatG", "ja", date(2026, 3, 12), "vom 01.02.2026")
    open_line = replace(done, answer="offen", day=None)
    assert "Alle Punkte sind mit „ja“ beantwortet." in texts(checklist_document("Befragung", [], [done]))
    assert any(text.startswith("Ein Punkt ist offen") for text in texts(checklist_document("B", [], [done, open_line])))
    two = checklist_document("Befragung", [("Erhebung", "B")], [open_line, open_line])
    assert any(text.startswith("2 Punkte sind offen") for text in texts(two))
    assert tables(two)[0].rows[0] == ("Gibt es eine Satzung?", "§ 9 SächsStatG", "offen", None, "vom 01.02.2026")

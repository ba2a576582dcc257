"""LimeSurvey's structure in all its formats becomes the same questions; broken and hostile files are refused."""

import io
import zipfile
from contextlib import suppress
from dataclasses import replace
from random import Random

import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.domain.questionnaire_findings import findings
from coordinator_app.domain.questionnaires import END_OF_FORM, Form, FormQuestion, QuestionType
from coordinator_app.exchange.limesurvey import LimeQuestion, LimeSurvey
from coordinator_app.exchange.limesurvey_codes import numbers_of
from coordinator_app.exchange.limesurvey_conditions import Shown, condition
from coordinator_app.exchange.limesurvey_files import structure_from
from coordinator_app.exchange.limesurvey_form import LimeForm, form_of
from coordinator_app.exchange.plain_html import plain_text
from tests.data import lime_files

FILES = {
    **{f"lss {generation}": lime_files.lss(generation) for generation in (2, 3, 4, 5, 6)},
    "txt": lime_files.structure_text(),
    "lsa": lime_files.archive(),
}


def made(data: bytes = FILES["lss 6"]) -> LimeForm:
    return form_of(structure_from(data, "umfrage.lss"))


def named(form: LimeForm, variable: str) -> FormQuestion:
    return next(question for question in form.questions if question.variable == variable)


@pytest.mark.parametrize("name", FILES)
def test_every_generation_gives_the_same_questions(name: str) -> None:
    survey = structure_from(FILES[name], name)
    form = form_of(survey)
    assert survey.title == "Sicher leben"
    assert [question.variable for question in form.questions] == (
        "SICHER GRUND ORTE WICHTIG ALTER KINDER WORTE RANG TAG PLZ".split()
    )
    safe = named(form, "SICHER")
    assert safe.wording == "Wie sicher fühlen Sie sich?"
    assert safe.block == "Sicherheit"
    assert [(answer.code, answer.label) for answer in safe.answers][2:] == [
        (3, "eher unsicher"),
        (4, "sehr unsicher"),
        (-8, "weiß nicht"),
    ]
    why = named(form, "GRUND")
    assert [(answer.label, answer.exclusive, answer.text) for answer in why.answers] == [
        ("Dunkelheit", False, False),
        ("Verkehr", True, False),
        ("Sonstiges", False, True),
    ]
    both = named(form, "WICHTIG")
    assert [answer.label for answer in both.second] == ["gut 1", "gut 2"]
    assert [row.name for row in named(form, "ORTE").rows] == ["SQ001", "SQ002"]
    assert named(form, "RANG").type is QuestionType.RANKING
    assert [(item.code, item.label) for item in named(form, "KINDER").answers] == [(1, "Ja"), (2, "Nein")]


@pytest.mark.parametrize("name", FILES)
def test_simple_condition_becomes_a_filter_and_others_words(name: str) -> None:
    form = made(FILES[name])
    (rule,) = named(form, "SICHER").filters
    assert set(rule.codes) == {1, 2, -8}
    assert rule.target == named(form, "ORTE").key
    told = {remark.place.split()[1]: remark.text for remark in form.remarks if remark.place.startswith("Frage")}
    assert "age > 3" in told["PLZ"]
    assert "hochladen" in told["DATEI"]
    assert "unbekannter Fragetyp" in told["NEU"]
    assert any("en" in remark.text for remark in form.remarks if remark.place == "Sprachen")


def test_questions_can_be_printed() -> None:
    form = Form(title="Sicher leben", municipality="Stadt Mühlwerda", questions=made().questions, page_limit=16)
    serious = [finding.text for finding in findings(form) if finding.serious]
    assert serious == []


def lime(code: str, kind: str, relevance: str = "1", **values: object) -> LimeQuestion:
    return replace(LimeQuestion(code=code, type=kind, text=f"Frage {code}?", relevance=relevance), **values)


def test_filter_to_the_end_and_conditions_that_are_none() -> None:
    questions = (
        lime("A", "Y"),
        lime("B", "S", 'A.NAOK != "N"'),
        lime("C", "X", 'A.NAOK != "N"'),
    )
    form = form_of(LimeSurvey(title="T", questions=questions))
    assert form.questions[0].filters[0].target == END_OF_FORM
    assert form.questions[0].filters[0].codes == (2,)
    far = form_of(LimeSurvey(title="T", questions=(*questions[:1], lime("D", "S"), *questions[1:])))
    assert not far.questions[0].filters
    assert sum("Bedingung" in remark.text for remark in far.remarks) == 2


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ('(Q1.NAOK == "A1")', Shown("Q1", frozenset({"A1"}), isin=True)),
        ("Q1 == 2 or Q1.NAOK eq '3'", Shown("Q1", frozenset({"2", "3"}), isin=True)),
        ('Q1 != "A1" and Q1 ne "A2"', Shown("Q1", frozenset({"A1", "A2"}), isin=False)),
        ('((1X2X3.NAOK == "Y"))', Shown("Q1", frozenset({"Y"}), isin=True)),
        ('Q1 == "A1" and Q1 == "A2"', None),
        ('Q1 == "A1" or Q2 == "A1"', None),
        ('Q1_SQ001 == "Y"', None),
        ("Q1.shown == 2", None),
        ("!is_empty(Q1.NAOK)", None),
        ('(Q1 == "A1"', None),
        ("Q1 > 3", None),
        ("(" * 100 + "Q1 == 1" + ")" * 100, None),
        ("Q1 == 1 " * 2_000, None),
    ],
)
def test_conditions(expression: str, found: Shown | None) -> None:
    names = {"Q1": "Q1", "Q2": "Q2", "1X2X3": "Q1"}
    assert condition(expression, lambda name: names.get(name, "")) == found


@pytest.mark.parametrize(
    ("codes", "numbers"),
    [
        ([("A1", ""), ("A2", "")], [1, 2]),
        ([("AO10", ""), ("AO01", "")], [10, 1]),
        ([("Y", "Ja"), ("N", "Nein")], [1, 2]),
        ([("A1", ""), ("B1", "")], [1, 2]),
        ([("1", "ja"), ("98", "weiß nicht"), ("99", "Keine Angabe.")], [1, -8, -9]),
        ([("X", "ja"), ("Z", "weiß nicht")], [1, -8]),
        ([], []),
    ],
)
def test_numbers_of_codes(codes: list[tuple[str, str]], numbers: list[int]) -> None:
    assert numbers_of(codes) == numbers


def _shape(kind: str, **values: object) -> LimeForm:
    from coordinator_app.exchange.limesurvey import LimeAnswer, LimeSubquestion

    lines = (
        LimeSubquestion("SQ001", "Zeile 1"),
        LimeSubquestion("SQ002", "Zeile 2"),
        LimeSubquestion("SQ002", "doppelt"),
        LimeSubquestion("SP1", "Spalte", 1),
    )
    answers = (LimeAnswer("A1", "eins"), LimeAnswer("A2", "zwei"), LimeAnswer("A2", "noch einmal zwei"))
    question = lime("Q", kind, subquestions=lines, answers=answers, id="5", **values)
    return form_of(LimeSurvey(title="T", questions=(question,), id="9"))


@pytest.mark.parametrize(
    ("kind", "shape", "columns"),
    [
        ("5", QuestionType.SCALE, ["Q"]),
        ("A", QuestionType.MATRIX, ["Q[SQ001]", "Q[SQ002]"]),
        ("B", QuestionType.MATRIX, ["Q[SQ001]", "Q[SQ002]"]),
        ("C", QuestionType.MATRIX, ["Q[SQ001]", "Q[SQ002]"]),
        ("E", QuestionType.MATRIX, ["Q[SQ001]", "Q[SQ002]"]),
        ("H", QuestionType.MATRIX, ["Q[SQ001]", "Q[SQ002]"]),
        ("G", QuestionType.SINGLE, ["Q"]),
        ("!", QuestionType.SINGLE, ["Q"]),
        ("O", QuestionType.SINGLE, ["Q", "Q[comment]"]),
        ("P", QuestionType.MULTIPLE, ["Q[SQ001]", "Q[SQ001comment]", "Q[SQ002]", "Q[SQ002comment]"]),
        ("K", QuestionType.NUMBER, ["Q[SQ001]", "Q[SQ002]"]),
        ("Q", QuestionType.TEXT_TABLE, ["Q[SQ001]", "Q[SQ002]"]),
        (";", QuestionType.TEXT_TABLE, ["Q[SQ001_SP1]", "Q[SQ002_SP1]"]),
        (":", QuestionType.TEXT_TABLE, ["Q[SQ001_SP1]", "Q[SQ002_SP1]"]),
        ("R", QuestionType.RANKING, ["Q[1]", "Q[2]"]),
        ("D", QuestionType.DATE, ["Q"]),
        ("S", QuestionType.SHORT_TEXT, ["Q"]),
        ("U", QuestionType.LONG_TEXT, ["Q"]),
        ("X", QuestionType.INFO, []),
    ],
)
def test_every_type_has_its_question_and_columns(kind: str, shape: QuestionType, columns: list[str]) -> None:
    form = _shape(kind)
    assert form.questions[0].type is shape
    assert [field.heading for field in form.fields] == columns
    if kind in "!O":
        assert any("doppelt" in remark.text for remark in form.remarks)
    names = {field.variable for field in form.fields if not field.rank}
    from coordinator_app.domain.questionnaire_rules import variables

    made = Form(title="", municipality="", questions=form.questions)
    assert names <= {variable.name for variable in variables(made)}


def test_array_of_boxes_becomes_a_multiple_choice_per_line() -> None:
    form = _shape(":", attributes={"multiflexible_checkbox": "1"})
    assert [question.type for question in form.questions] == [QuestionType.MULTIPLE] * 2
    assert [field.heading for field in form.fields] == ["Q[SQ001_SP1]", "Q[SQ002_SP1]"]


def test_odd_questions_are_told() -> None:
    questions = (
        lime("1-Ä", "S"),
        lime("1-Ä", "S", text=""),
        lime("C", "M", text="Hallo {TOKEN:FIRSTNAME}", attributes={"max_answers": "2"}),
        lime("D", "T", text="x" * 2_000),
    )
    form = form_of(LimeSurvey(title="T", questions=questions))
    assert [question.variable for question in form.questions] == ["F1__", "F1___2", "C", "D"]
    told = " ".join(remark.text for remark in form.remarks)
    for word in ("mehrfach", "keinen Wortlaut", "Platzhalter", "keine Teilfragen", "gekürzt"):
        assert word in told


BOMB = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><document>&b;</document>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><document>&a;</document>'


def _zip(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name.replace("_", "."), data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "leer"),
        (b"<document>", "Zeile 1"),
        (b"<html></html>", "keine lesbare"),
        (b"<document><LimeSurveyDocType>Group</LimeSurveyDocType></document>", "Group"),
        (BOMB, "Dokumenttyp"),
        (OUTSIDE, "Dokumenttyp"),
        (b"PK\x03\x04kaputt", "Archiv"),
        (_zip(readme_txt=b"x"), "fehlt der Aufbau"),
        (b"class\ttype/scale\tname\n", "class"),
        (b"class\ttype/scale\tname\ttext\nQQ\t\tA\tB\n", "keine Frage"),
        (b"\x00\x01\x02", "keine lesbare"),
    ],
)
def test_broken_and_hostile_files_are_refused(data: bytes, word: str) -> None:
    with pytest.raises(UserError) as caught:
        structure_from(data, "umfrage.lss")
    assert word in caught.value.text
    assert "umfrage.lss" in caught.value.text


@pytest.mark.parametrize("name", ["lss 3", "lss 6", "txt", "lsa"])
def test_broken_bytes_end_in_a_sentence(name: str) -> None:
    """Damaged copies: each is read or refused by a `UserError`."""
    chance = Random(name)
    read = 0
    for _ in range(60):
        data = bytearray(FILES[name])
        for _ in range(chance.randint(1, 6)):
            place = chance.randrange(len(data))
            data[place : place + chance.choice((0, 1, 1, 30))] = chance.choice(
                (b"", b"\x00", b'"', b"\xff", b"<x>", b"9")
            )
        with suppress(UserError):
            form_of(structure_from(bytes(data), name))
            read += 1
    assert read < 60


def test_archive_that_swells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coordinator_app.exchange.limesurvey_xml.MAX_XML", 100)
    for data in (lime_files.archive(), lime_files.lss()):
        with pytest.raises(UserError, match="zu groß"):
            structure_from(data, "umfrage.lsa")


def test_doubled_question_is_told() -> None:
    rows = [lime_files.QUESTIONS[0], {**lime_files.QUESTIONS[0], "question": "noch einmal"}]
    survey = structure_from(lime_files.lss(6, rows), "a.lss")
    assert len(survey.questions) == 1
    assert "mehrfach" in survey.remarks[0].text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Eins</p><p>Zwei&nbsp;&amp; drei</p>", "Eins\nZwei & drei"),
        ("<script>alert(1)</script>Frage<br />neue Zeile", "Frage\nneue Zeile"),
        ('<img src="x" alt="Bild"> <b>fett', "Bild fett"),
        ("ohne  Tags", "ohne Tags"),
        ("a < b", "a < b"),
    ],
)
def test_plain_text_of_html(html: str, text: str) -> None:
    assert plain_text(html) == text

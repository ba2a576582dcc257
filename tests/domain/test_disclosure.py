"""What leaves the house as data of single persons, and what never does."""

from typing import Any

import pytest

from coordinator_app.domain.disclosure import PROTECTED, Treatment, age_code, proposal
from coordinator_app.domain.questionnaires import Answer, Form, FormQuestion, QuestionType

TWO = (Answer(1, "ja"), Answer(2, "nein"))


def treated(kind: QuestionType, **values: Any) -> tuple[Treatment, tuple[Treatment, ...]]:
    given = {"key": "1", "block": "Sicherheit", "wording": "Was meinen Sie?", "variable": "V", "answers": TWO, **values}
    (item, *_) = proposal(Form(title="", municipality="", questions=(FormQuestion(type=kind, **given),)))
    return item.treatment, item.allowed


@pytest.mark.parametrize(
    ("kind", "values", "treatment"),
    [
        (QuestionType.SINGLE, {}, Treatment.KEEP),
        (QuestionType.MULTIPLE, {}, Treatment.KEEP),
        (QuestionType.NUMBER, {}, Treatment.BANDS),
        (QuestionType.YEAR, {}, Treatment.BANDS),
        (QuestionType.LONG_TEXT, {}, Treatment.OUT),
        (QuestionType.DATE, {}, Treatment.OUT),
        (QuestionType.CODE, {}, Treatment.OUT),
        (QuestionType.SINGLE, {"module": "Q", "item": "Q01", "title": "Altersgruppe"}, Treatment.KEY),
        (QuestionType.SINGLE, {"module": "Q", "item": "Q02"}, Treatment.KEY),
        (QuestionType.SINGLE, {"module": "Q", "item": "Q03", "title": "Ortsteil"}, Treatment.KEY),
        (QuestionType.SINGLE, {"module": "Q", "item": "Q09", "title": "Einkommen"}, Treatment.OUT),
        (QuestionType.YEAR, {"module": "Q", "item": "Q10", "title": "Geburtsjahr"}, Treatment.AGE),
        (QuestionType.NUMBER, {"module": "Q", "item": "Q06", "title": "Haushaltsgröße"}, Treatment.OUT),
        (QuestionType.NUMBER, {"wording": "Wie alt sind Sie?"}, Treatment.AGE),
        (QuestionType.SINGLE, {"block": "Angaben zu Ihrer Person", "title": "Beruf"}, Treatment.OUT),
        (QuestionType.SINGLE, {"title": "Geschlecht"}, Treatment.KEY),
        (QuestionType.SINGLE, {"title": "Alternativen zum Auto"}, Treatment.KEEP),
        (QuestionType.SINGLE, {"module": "A", "title": "Zufriedenheit mit dem Ortsteil"}, Treatment.KEEP),
        (QuestionType.SINGLE, {"module": "A", "title": "Ortsteil: Zufriedenheit"}, Treatment.KEEP),
        (QuestionType.SINGLE, {"wording": "Welches Geschlecht haben Sie?"}, Treatment.KEY),
        (QuestionType.SINGLE, {"wording": "In welchem Ortsteil wohnen Sie?"}, Treatment.KEY),
    ],
)
def test_treatment_proposed(kind: QuestionType, values: dict[str, Any], treatment: Treatment) -> None:
    found, allowed = treated(kind, **values)
    assert found is treatment
    assert found in allowed
    if treatment is Treatment.OUT:
        assert Treatment.KEEP not in allowed
    if values.get("module") == "Q":
        assert Treatment.KEEP not in allowed


@pytest.mark.parametrize(
    ("age", "code"),
    [(0, 1), (17, 1), (18, 2), (29, 2), (30, 3), (59, 4), (75, 6), (110, 6), (111, PROTECTED), (-1, -4)],
)
def test_ages_become_bands(age: int, code: int) -> None:
    assert age_code(age) == code

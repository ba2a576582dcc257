"""Data that leave the house: protected, shuffled, complete, and read back the same."""

import io
from array import array
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from coordinator_app.common.clock import FixedClock
from coordinator_app.common.errors import UserError
from coordinator_app.domain.answers import AnswerMode, NewSheet
from coordinator_app.domain.disclosure import PROTECTED, Treatment
from coordinator_app.domain.questionnaires import Answer, Form, FormQuestion, Layout, MatrixRow, QuestionType
from coordinator_app.services.answer_export import DataFormat
from coordinator_app.services.workspace import Workspace

SAFE = (Answer(1, "sicher"), Answer(2, "unsicher"), Answer(-8, "weiß nicht"))
SEX = (Answer(1, "weiblich"), Answer(2, "männlich"), Answer(3, "divers"))
DISTRICTS = tuple(Answer(code, f"Ortsteil {code}") for code in range(1, 9))


def question(name: str, kind: QuestionType, title: str = "", **values: object) -> FormQuestion:
    return FormQuestion(key=name, block="B", type=kind, wording=f"Frage {name}?", title=title, variable=name, **values)


FORM = Form(
    title="Sicher leben",
    municipality="Stadt Mühlwerda",
    questions=(
        question("E01", QuestionType.SINGLE, answers=SAFE),
        question("E02", QuestionType.MATRIX, answers=SAFE, rows=(MatrixRow("a", "Park"), MatrixRow("b", "Bahnhof"))),
        question("E03", QuestionType.LONG_TEXT),
        question("A01", QuestionType.NUMBER, "Wohndauer", layout=Layout(unit="Jahre", digits=2)),
        question("Q01", QuestionType.YEAR, "Geburtsjahr", module="Q", item="Q10"),
        question("Q02", QuestionType.SINGLE, "Geschlecht", answers=SEX, module="Q", item="Q02"),
        question("Q03", QuestionType.SINGLE, "Ortsteil", answers=DISTRICTS, module="Q", item="Q03"),
        question("Q09", QuestionType.SINGLE, "Einkommen", answers=SEX, module="Q", item="Q09"),
    ),
)
KEYS = ("Q01", "Q02", "Q03")


@pytest.fixture
def survey(workspace: Workspace, clock: FixedClock) -> int:
    """A survey with 300 sheets of the sample and 40 of an open link."""
    id = workspace.surveys.create(title="Sicher leben", year=2026, purpose="Planung")
    file = workspace.answers.ensure(id)
    stored = file.add_form(FORM, "DATEN123")
    chance = np.random.default_rng(7)
    sheets: list[NewSheet] = []
    for number in range(340):
        district = int(chance.choice(8, p=[0.3, 0.2, 0.2, 0.1, 0.1, 0.05, 0.04, 0.01])) + 1
        sex = int(chance.choice(3, p=[0.49, 0.49, 0.02])) + 1
        year, income = 1930 + int(chance.integers(0, 80)), int(chance.integers(1, 4))
        values = [1 + number % 2, 1, -8, 1, int(chance.integers(0, 60)), year, sex, district, income]
        mode = AnswerMode.PAPER if number < 300 else AnswerMode.SELF_SELECTED
        texts = {"E03": f"geheim {number}"}
        sheets.append(
            NewSheet(
                uuid=f"u{number}",
                number=number + 1,
                form_code=stored.code,
                values=array("i", values),
                texts=texts,
                mode=mode,
                entered_at=clock.now(),
            )
        )
    file.append(sheets)
    return id


def test_every_person_stands_among_five(workspace: Workspace, survey: int) -> None:
    plan = workspace.answer_export.plan(survey)
    assert plan.data.rows == 300
    assert [variable.name for variable in plan.data.variables] == ["E01", "E02_a", "E02_b", "A01", *KEYS]
    combinations = Counter(zip(*(plan.data.columns[name].tolist() for name in KEYS), strict=True))
    assert min(combinations.values()) >= 5
    assert set(plan.data.columns["Q01"].tolist()) <= {1, 2, 3, 4, 5, 6, PROTECTED}
    assert plan.removed == sum(int((plan.data.columns[name] == PROTECTED).sum()) for name in KEYS)
    assert 0 < plan.removed < 450
    stays = {line.item.variable.name for line in plan.lines if line.item.treatment is Treatment.OUT}
    assert stays == {"E03", "Q09"}
    bands = next(variable for variable in plan.data.variables if variable.name == "A01")
    assert bands.values[0][1].startswith("bis ")
    assert bands.values[-1][1].endswith("und mehr Jahre")
    assert min(Counter(plan.data.columns["A01"].tolist()).values()) >= 5


def test_order_tells_nothing_and_totals_stay(workspace: Workspace, survey: int) -> None:
    stored = workspace.answers.joined(survey).columns["E01"]
    one, two = (workspace.answer_export.plan(survey).data.columns["E01"] for _ in range(2))
    assert (one != stored).any()
    assert (one != two).any()
    assert Counter(one.tolist()) == Counter(stored.tolist())


def test_treatments_can_only_be_chosen_stricter(workspace: Workspace, survey: int) -> None:
    chosen = {"Q03": Treatment.OUT, "E03": Treatment.KEEP, "Q09": Treatment.KEY, "E01": Treatment.KEY}
    plan = workspace.answer_export.plan(survey, chosen)
    assert "Q03" not in plan.data.columns
    assert "E03" not in plan.data.columns
    keys = ("Q01", "Q02", "Q09", "E01")
    assert min(Counter(zip(*(plan.data.columns[name].tolist() for name in keys), strict=True)).values()) >= 5
    without = dict.fromkeys((*KEYS, "Q09"), Treatment.OUT)
    assert not workspace.answer_export.plan(survey, without).removed


def test_open_link_is_a_file_of_its_own(workspace: Workspace, survey: int, tmp_path: Path) -> None:
    plan = workspace.answer_export.plan(survey, open_link=True)
    assert plan.data.rows == 40
    assert any("nicht verallgemeinerbar" in text for _, text in plan.data.facts)
    (path,) = workspace.answer_export.write(plan, tmp_path, [DataFormat.CSV])
    assert path.name == "2026 Sicher leben offener Link anonymisierte Daten.csv"


def test_files_read_back_hold_the_plan(workspace: Workspace, survey: int, tmp_path: Path) -> None:
    import pyreadstat
    from python_calamine import CalamineWorkbook

    plan = workspace.answer_export.plan(survey)
    paths = workspace.answer_export.write(plan, tmp_path, list(DataFormat))
    again = workspace.answer_export.write(plan, tmp_path, list(DataFormat))
    assert paths == again
    columns, meta = pyreadstat.read_sav(tmp_path / paths[2].name, user_missing=True, output_format="dict")
    for name, column in plan.data.columns.items():
        assert list(columns[name]) == column.tolist()
    assert meta.variable_value_labels["Q03"][float(PROTECTED)] == "zum Schutz der Person entfernt"
    assert meta.missing_ranges["Q03"] == [{"lo": -9.0, "hi": -4.0}]
    book = CalamineWorkbook.from_filelike(io.BytesIO(paths[1].read_bytes()))
    assert len(book.get_sheet_by_name("Daten").to_python()) == 301
    everything = b"".join(path.read_bytes() for path in paths)
    assert b"geheim" not in everything
    assert "2026 Sicher leben anonymisierte Daten.csv" in paths[3].read_text(encoding="utf-8")


def test_question_of_one_form_only_is_missing_on_the_others(
    workspace: Workspace, survey: int, clock: FixedClock
) -> None:
    file = workspace.answers.ensure(survey)
    short = file.add_form(Form(title="kurz", municipality="", questions=FORM.questions[:1]), "KURZ1234")
    file.append([NewSheet(uuid="k", form_code=short.code, values=array("i", [1]), entered_at=clock.now())])
    plan = workspace.answer_export.plan(survey)
    described = {variable.name: variable for variable in plan.data.variables}
    assert (-5, "nicht gestellt (Filter)") in described["E02_a"].missing
    assert plan.data.columns["E02_a"].tolist().count(-5) == 1


def test_too_few_answers_stay_here(workspace: Workspace) -> None:
    id = workspace.surveys.create(title="Leer", year=2026)
    with pytest.raises(UserError, match="mindestens 30"):
        workspace.answer_export.plan(id)

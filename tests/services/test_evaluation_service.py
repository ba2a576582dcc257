"""Evaluating a survey through the services, on answers made by chance from a fixed seed."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from coordinator_app.common.errors import UserError
from coordinator_app.domain.answers import AnswerMode, NewSheet
from coordinator_app.domain.evaluation import FindingState, RecordedLink
from coordinator_app.domain.questionnaire_rules import variables
from coordinator_app.domain.questionnaires import Answer, Form, FormQuestion, Layout, MatrixRow, QuestionType
from coordinator_app.domain.results import Result, ResultKind, Shown
from coordinator_app.domain.sampling import RegisterMargin, SurveyStratum
from coordinator_app.services.evaluation_extra import alpha_words
from coordinator_app.services.evaluation_tables import View
from coordinator_app.services.workspace import Workspace
from coordinator_app.survey.scales import Alpha, Deletion

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
SIZE = 240
Table = NDArray[np.int32]


def _answers(*labels: str, more: tuple[Answer, ...] = ()) -> tuple[Answer, ...]:
    return (*(Answer(code, label) for code, label in enumerate(labels, start=1)), *more)


SAFE = _answers("sehr sicher", "eher sicher", "eher unsicher", "sehr unsicher", more=(Answer(-8, "weiß nicht"),))
DISTRICTS = _answers("Altstadt", "Neustadt", "Aue")
ROWS = tuple(MatrixRow(name, label) for name, label in (("a", "Licht"), ("b", "Streifen"), ("c", "Sauberkeit")))


def _question(key: str, variable: str, kind: QuestionType, **more: Any) -> FormQuestion:
    given = {"block": "Sicherheit", "wording": f"Frage {key}?", "title": f"Titel {variable}", **more}
    return FormQuestion(key=key, type=kind, variable=variable, **given)


FORM = Form(
    title="Befragung",
    municipality="Mühlwerda",
    questions=(
        _question("1", "S", QuestionType.SCALE, answers=SAFE, item="E04"),
        _question("2", "M", QuestionType.MATRIX, answers=SAFE, rows=ROWS, item="E03"),
        _question("3", "H", QuestionType.MULTIPLE, answers=_answers("Licht", "Streifen", "anderes")),
        _question("4", "N", QuestionType.NUMBER, layout=Layout(unit="Jahre")),
        _question("5", "R", QuestionType.RANKING, answers=_answers("Sport", "Kultur", "Jugend")),
        _question(
            "6",
            "W",
            QuestionType.MATRIX,
            rows=ROWS,
            answers=_answers("sehr wichtig", "eher wichtig", "weniger wichtig", "gar nicht wichtig"),
            second=_answers("sehr zufrieden", "eher zufrieden", "eher unzufrieden", "sehr unzufrieden"),
            first_heading="Wie wichtig?",
            second_heading="Wie zufrieden?",
        ),
        _question("7", "T", QuestionType.LONG_TEXT),
        _question(
            "8",
            "Z",
            QuestionType.SCALE,
            answers=tuple(Answer(code, str(code)) for code in range(11)),
            item="E08",
        ),
        _question("9", "Q03", QuestionType.SINGLE, answers=DISTRICTS, item="Q03", block="Person", title="Ortsteil"),
        _question(
            "10", "Q01", QuestionType.SINGLE, answers=_answers("jung", "alt"), item="Q01", block="Person", title="Alter"
        ),
    ),
)
NAMES = [variable.name for variable in variables(FORM)]


def _table(seed: int = 7, size: int = SIZE) -> Table:
    """Answers by chance, a copy of their own."""
    return _drawn(seed, size).copy()


@cache
def _drawn(seed: int, size: int) -> Table:
    """Answers by chance; people of the Neustadt feel less safe, eight people live in the Aue."""
    random = np.random.default_rng(seed)
    columns: dict[str, NDArray[Any]] = {}
    district = random.choice([1, 2], size=size)
    district[:8] = 3
    columns["Q03"] = district
    columns["Q01"] = random.choice([1, 2], size=size)
    shares = np.where((district == 2)[:, None], [0.1, 0.25, 0.35, 0.3], [0.35, 0.4, 0.15, 0.1])
    for name in ("S", "M_a", "M_b", "M_c"):
        columns[name] = (random.random(size)[:, None] > shares.cumsum(axis=1)).sum(axis=1).clip(0, 3) + 1
        columns[name][random.random(size) < 0.05] = -8
    for name in ("W_a", "W_b", "W_c", "W_a_2", "W_b_2", "W_c_2"):
        columns[name] = random.choice([1, 2, 3, 4], size=size, p=[0.3, 0.3, 0.2, 0.2])
    for place in (1, 2, 3):
        columns[f"H_{place}"] = (random.random(size) < 0.2 * place).astype(int)
    ranks = np.array([random.permutation(3) + 1 for _ in range(size)])
    columns.update({f"R_{place + 1}": ranks[:, place] for place in range(3)})
    columns["N"] = random.integers(0, 60, size=size)
    columns["Z"] = random.integers(0, 11, size=size)
    columns["T"] = np.full(size, -9)
    return np.stack([columns[name] for name in NAMES], axis=1).astype("<i4")


def _fill(
    workspace: Workspace, survey: int, table: Table, form: Form = FORM, texts: dict[int, str] | None = None
) -> None:
    file = workspace.answers.ensure(survey)
    code = file.add_form(form, f"F{survey:03d}").code
    file.append(
        NewSheet(
            uuid=f"{survey}-{row}",
            form_code=code,
            values=table[row].tobytes(),
            entered_at=NOW,
            mode=AnswerMode.SELF_SELECTED if texts and row == len(table) - 1 else AnswerMode.PAPER,
            texts={"T": texts[row]} if texts and row in texts else {},
        )
        for row in range(len(table))
    )


@pytest.fixture
def survey(workspace: Workspace) -> int:
    """A survey with answers and nothing known about its sample."""
    id = workspace.surveys.create(title="Befragung 2026", year=2026, template="leer", letters=700, undeliverable=20)
    _fill(workspace, id, _table())
    return id


@pytest.fixture
def strata(workspace: Workspace, survey: int) -> int:
    """The survey with strata: the Neustadt was asked twice as densely."""
    with workspace.store.write("Schichten") as unit:
        for code, (title, persons, letters) in enumerate(
            (("Altstadt", 4000, 300), ("Neustadt", 2000, 300), ("Aue", 900, 100)), start=1
        ):
            unit.add(
                SurveyStratum(
                    survey_id=survey, title=title, code=code, inhabitants=persons, letters=letters, position=code
                )
            )
    return survey


def _margin(workspace: Workspace, survey: int, variable: str, cells: dict[str, tuple[str, int]]) -> None:
    with workspace.store.write("Register") as unit:
        for place, (codes, (label, persons)) in enumerate(cells.items()):
            unit.add(
                RegisterMargin(
                    survey_id=survey, variable=variable, codes=codes, label_text=label, persons=persons, position=place
                )
            )


def _result(workspace: Workspace, survey: int, key: str, **view: Any) -> Result:
    return workspace.evaluation.result(survey, key, View(**view))


# --- shares and weights ---------------------------------------------------------------------------------------


def test_shares_without_weights_are_those_of_the_sheets(workspace: Workspace, survey: int) -> None:
    result = _result(workspace, survey, "q:1")
    column = _table()[:, NAMES.index("S")]
    valid = column > 0

    row = result.rows[0]
    assert not result.weighted
    assert row.base == valid.sum()
    assert [cell.count for cell in row.cells] == [(column == code).sum() for code in (1, 2, 3, 4)]
    assert row.cells[0].value == pytest.approx((column == 1).sum() / valid.sum())
    assert row.summary is not None
    assert row.summary.value == pytest.approx(((column == 1) | (column == 2)).sum() / valid.sum())
    assert (row.summary.low or 1) < (row.summary.value or 0) < (row.summary.high or 0)
    assert (result.summary, result.good) == ("sicher", 2)
    words = workspace.evaluation.weighting(survey).words
    assert words == ("Ungewichtet: Es sind weder Schichten noch Registerzahlen eingetragen.",)


def test_shares_are_weighted_by_persons_per_letter(workspace: Workspace, strata: int) -> None:
    result = _result(workspace, strata, "q:1")
    table = _table()
    column, district = table[:, NAMES.index("S")], table[:, NAMES.index("Q03")]
    weight = np.array([0, 4000 / 300, 2000 / 300, 9.0])[district]
    valid = column > 0

    assert result.weighted
    assert result.rows[0].cells[0].value == pytest.approx(weight[column == 1].sum() / weight[valid].sum())
    assert result.rows[0].effective < result.rows[0].base
    plain = _result(workspace, strata, "q:1", weighted=False)
    assert not plain.weighted
    assert plain.rows[0].cells[0].value != result.rows[0].cells[0].value


def test_answers_are_raked_to_the_register(workspace: Workspace, strata: int) -> None:
    _margin(workspace, strata, "Q01", {"1": ("jung", 2500), "2": ("alt", 4400)})
    _margin(workspace, strata, "fehlt", {"1": ("x", 100)})
    report = workspace.evaluation.weighting(strata)

    assert report.applied
    assert [line.after for line in report.margins] == pytest.approx([2500 / 6900, 4400 / 6900])
    assert [line.persons for line in report.margins] == [2500, 4400]
    assert report.effective is not None
    assert report.design_effect == pytest.approx(SIZE / report.effective)
    assert any("„fehlt“ kommt in den Antworten nicht vor" in words for words in report.words)
    ages = _result(workspace, strata, "q:10")
    assert ages.rows[0].cells[0].value == pytest.approx(2500 / 6900)


def test_margin_with_too_few_answers_is_named_and_left_out(workspace: Workspace, strata: int) -> None:
    _margin(workspace, strata, "Q03", {"1,2": ("Stadt", 6000), "3": ("Aue", 900), "4": ("Berg", 9)})
    report = workspace.evaluation.weighting(strata)
    assert report.applied
    assert not report.margins
    assert any("zusammenfassen" in words for words in report.words)


def test_margin_alone_with_too_few_answers_leaves_everything_unweighted(workspace: Workspace, survey: int) -> None:
    _margin(workspace, survey, "Q03", {"1,2": ("Stadt", 6000), "3": ("Aue", 900), "4": ("Berg", 9)})
    report = workspace.evaluation.weighting(survey)
    assert not report.applied
    assert not _result(workspace, survey, "q:1").weighted


# --- kinds of questions ---------------------------------------------------------------------------------------


def test_dont_know_becomes_an_answer_when_wished(workspace: Workspace, survey: int) -> None:
    result = _result(workspace, survey, "q:2", dont_know=True)
    assert result.columns[-1] == "weiß nicht"
    assert [row.label for row in result.rows] == ["Licht", "Streifen", "Sauberkeit"]
    assert all(row.base == SIZE for row in result.rows)
    assert result.good == 0
    assert sum(cell.value or 0 for cell in result.rows[0].cells) == pytest.approx(1)


def test_multiple_choice_counts_persons(workspace: Workspace, survey: int) -> None:
    result = _result(workspace, survey, "q:3")
    table = _table()
    assert result.kind is ResultKind.MULTIPLE
    assert result.columns == ("Licht", "Streifen", "anderes")
    for place, cell in enumerate(result.rows[0].cells, start=1):
        assert cell.value == pytest.approx(table[:, NAMES.index(f"H_{place}")].mean())
    grouped = _result(workspace, survey, "q:3", group="q:10")
    assert [row.label for row in grouped.rows] == ["insgesamt", "jung", "alt"]


def test_numbers_have_mean_median_and_quarters(workspace: Workspace, survey: int) -> None:
    result = _result(workspace, survey, "q:4", group="q:10")
    values = _table()[:, NAMES.index("N")]
    assert result.unit == "Jahre"
    assert result.rows[0].cells[0].value == pytest.approx(values.mean())
    assert result.rows[0].cells[1].value == pytest.approx(np.median(values))
    assert result.rows[1].differs
    assert not workspace.evaluation.frequencies(survey, "q:4", View())


def test_ranking_and_long_scale_have_means(workspace: Workspace, survey: int) -> None:
    table = _table()
    ranking = _result(workspace, survey, "q:5")
    assert ranking.summary == "mittlerer Rang"
    assert ranking.rows[1].summary is not None
    assert ranking.rows[1].summary.value == pytest.approx(table[:, NAMES.index("R_2")].mean())
    scale = _result(workspace, survey, "q:8", group="q:10")
    assert scale.summary == "Mittelwert"
    assert scale.rows[0].summary is not None
    assert scale.rows[0].summary.value == pytest.approx(table[:, NAMES.index("Z")].mean())
    assert all(row.differs for row in scale.rows[1:])


def test_groups_are_compared_with_test_and_words(workspace: Workspace, survey: int) -> None:
    two = workspace.surveys.create(title="Zwei Ortsteile", year=2025, template="leer")
    table = _table()
    table[:8, NAMES.index("Q03")] = 1
    _fill(workspace, two, table)
    result = _result(workspace, two, "q:1", group="q:9")
    assert [row.label for row in result.rows] == ["insgesamt", "Altstadt", "Neustadt"]
    assert result.test is not None
    assert result.test.p < 0.001
    assert result.rows[2].differs == "gesichert niedriger als die übrigen"
    matrix = _result(workspace, survey, "q:2", group="q:10")
    assert [row.section for row in matrix.rows[:3]] == ["Licht"] * 3
    assert matrix.test is None
    assert _result(workspace, survey, "q:9", group="q:9").group == ""


def test_small_group_is_hidden_and_gives_nothing_back(workspace: Workspace, survey: int) -> None:
    result = _result(workspace, survey, "q:1", group="q:9")
    aue = result.rows[3]
    assert aue.shown is Shown.HIDDEN
    assert all(cell.value is None and cell.count is None for cell in aue.cells)
    assert aue.base == 8
    assert not aue.differs
    assert any(cell.shown is Shown.HIDDEN for row in result.rows[1:3] for cell in row.cells)
    assert all(cell.shown is Shown.FULL for cell in result.rows[0].cells)
    assert any("verdeckt" in note for note in result.notes)


def test_limits_of_the_survey_decide_what_is_bracketed(workspace: Workspace, survey: int) -> None:
    workspace.surveys.update(survey, None, bracket_below=400, hide_below=1)
    result = _result(workspace, survey, "q:1")
    assert result.rows[0].shown is Shown.BRACKETED
    assert result.rows[0].cells[0].shown is Shown.BRACKETED


def test_plain_counts_add_up(workspace: Workspace, survey: int) -> None:
    (counts,) = workspace.evaluation.frequencies(survey, "q:1", View())
    column = _table()[:, NAMES.index("S")]
    assert (counts.all, counts.valid) == (SIZE, (column > 0).sum())
    lines = {line.code: line for line in counts.lines}
    assert lines[-8].missing
    assert sum(line.count or 0 for line in counts.lines) == SIZE
    assert sum(line.share or 0 for line in counts.lines) == pytest.approx(1)
    assert lines[4].cumulated == pytest.approx(1)
    assert lines[1].valid is not None
    assert lines[1].valid.value == pytest.approx((column == 1).sum() / (column > 0).sum())
    assert len(workspace.evaluation.frequencies(survey, "q:5", View())) == 3


@pytest.mark.parametrize(("silent", "lines"), [(1, [1, 2]), (9, [1, 2, -1000])])
def test_rare_answer_joins_those_without_one(workspace: Workspace, silent: int, lines: list[int]) -> None:
    id = workspace.surveys.create(title="Wenige", year=2025, template="leer")
    table = _table(3, 120)
    column = NAMES.index("Q03")
    table[:, column] = np.where(table[:, column] == 3, 1, table[:, column])
    table[:2, column] = 3
    table[2 : 2 + silent, column] = -9
    _fill(workspace, id, table)

    result = _result(workspace, id, "q:9")
    assert result.columns == ("Altstadt", "Neustadt")
    assert result.rows[0].base == 120 - 2 - silent
    assert "Nicht ausgewiesen, weniger als 5 Antworten: Aue." in result.notes
    (counts,) = workspace.evaluation.frequencies(id, "q:9", View())
    assert [line.code for line in counts.lines] == lines
    assert counts.all == sum(line.count or 0 for line in counts.lines)
    grouped = _result(workspace, id, "q:1", group="q:9")
    assert [row.label for row in grouped.rows] == ["insgesamt", "Altstadt", "Neustadt"]
    assert any(note.startswith("Ortsteil: nicht ausgewiesen") for note in grouped.notes)


def test_register_is_compared_without_rare_answers(workspace: Workspace, survey: int) -> None:
    table = _table(3, 120)
    table[:, NAMES.index("Q03")] = np.where(np.arange(120) < 60, 1, 2)
    table[:3, NAMES.index("Q03")] = 3
    id = workspace.surveys.create(title="Wenige", year=2025, template="leer")
    _fill(workspace, id, table)
    _margin(workspace, id, "Q03", {"1,3": ("Altstadt und Aue", 900), "2": ("Neustadt", 1000)})
    first, second = workspace.evaluation.weighting(id).margins
    assert (first.answers, second.answers) == (57, 60)
    assert first.before == pytest.approx(57 / 117)
    assert first.after == pytest.approx(9 / 19)


def test_unknown_question_is_told(workspace: Workspace, survey: int) -> None:
    with pytest.raises(UserError, match="gibt es in den Antworten nicht mehr"):
        _result(workspace, survey, "q:99")


def test_survey_without_answers_has_entries_but_no_numbers(workspace: Workspace) -> None:
    id = workspace.surveys.create(title="Neu", year=2027)
    assert workspace.evaluation.prepared(id).data.size == 0
    assert workspace.evaluation.entries(id)
    basis = workspace.evaluation.basis(id)
    assert (basis.evaluated, basis.return_rate) == (0, None)
    run = workspace.evaluation.run(id)
    assert run.modules == ()
    assert run.perceived is None


# --- waves ----------------------------------------------------------------------------------------------------


def test_same_question_is_compared_with_an_earlier_survey(workspace: Workspace, survey: int) -> None:
    before = workspace.surveys.create(title="Befragung 2022", year=2022, template="leer")
    changed = replace(FORM.questions[1], wording="Ganz anders?")
    form = replace(FORM, questions=(FORM.questions[0], changed, *FORM.questions[2:]))
    _fill(workspace, before, _table(11), form)

    assert [each.id for each in workspace.evaluation.earlier(survey, "q:1")] == [before]
    assert workspace.evaluation.earlier(survey, "q:2") == []
    assert workspace.evaluation.earlier(survey, "q:7") == []
    result = workspace.evaluation.waves(survey, "q:1", [before], View())
    assert [row.label for row in result.rows] == ["2022", "2026"]
    assert "Prozentpunkte gegenüber 2022" in result.rows[1].differs
    assert result.wave == "2022 / 2026"
    means = workspace.evaluation.waves(survey, "q:8", [before], View())
    assert "Punkte gegenüber 2022" in means.rows[1].differs
    satisfied = workspace.evaluation.waves(survey, "q:6:2", [before], View())
    assert [row.section for row in satisfied.rows[:2]] == ["Licht", "Licht"]
    with pytest.raises(UserError, match="in keiner anderen Erhebung"):
        workspace.evaluation.waves(survey, "q:2", [before], View())


def test_other_way_of_answering_is_noted(workspace: Workspace, survey: int) -> None:
    online = workspace.surveys.create(title="Online 2020", year=2020, template="leer")
    file = workspace.answers.ensure(online)
    code = file.add_form(FORM, "ON").code
    rows = enumerate(_table(5))
    file.append(
        NewSheet(uuid=f"o{n}", form_code=code, values=row.tobytes(), entered_at=NOW, mode=AnswerMode.ONLINE)
        for n, row in rows
    )
    result = workspace.evaluation.waves(survey, "q:1", [online], View())
    assert any("Online-Antworten" in note for note in result.notes)


# --- indices, texts, findings ---------------------------------------------------------------------------------


def test_index_is_the_mean_of_turned_items_from_0_to_100(workspace: Workspace, survey: int) -> None:
    indices = workspace.survey_indices
    assert ("M_a", "2 Titel M: Licht", True) in indices.choices(survey)
    id = indices.create(survey, title="Sicherheit", variables="-M_a\n-M_b\n-M_c", least_valid=3, meaning="sicherer")
    result = _result(workspace, survey, f"index:{id}", group="q:10")
    table = _table()
    items = table[:, [NAMES.index(name) for name in ("M_a", "M_b", "M_c")]].astype(float)
    complete = (items > 0).all(axis=1)
    expected = ((4 - items[complete]) / 3 * 100).mean(axis=1).mean()
    assert result.rows[0].cells[0].value == pytest.approx(expected)
    assert result.rows[0].base == complete.sum()
    assert any("Cronbachs Alpha" in note for note in result.notes)
    assert [entry.kind for entry in workspace.evaluation.entries(survey)][-1] is ResultKind.INDEX
    indices.update(id, None, title="Sicherheitsgefühl")
    assert indices.get(id).title == "Sicherheitsgefühl"
    indices.discard(id)
    assert not workspace.evaluation.prepared(survey).indices


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"title": " ", "variables": "M_a\nM_b"}, "Namen"),
        ({"title": "x", "variables": "M_a"}, "mindestens zwei"),
        ({"title": "x", "variables": "M_a\nfehlt"}, "„fehlt“"),
        ({"title": "x", "variables": "M_a\nN"}, "„N“"),
        ({"title": "x", "variables": "M_a\nM_b", "least_valid": 3}, "1 bis 2"),
        ({"title": "x", "variables": "M_a\nZ", "rescaled": False}, "verschiedene Skalen"),
    ],
)
def test_index_that_cannot_be_computed_is_refused(
    workspace: Workspace, survey: int, values: dict[str, Any], words: str
) -> None:
    with pytest.raises(UserError, match=words):
        workspace.survey_indices.create(survey, **values)


def test_alpha_is_judged_in_words(workspace: Workspace, survey: int) -> None:
    alpha = workspace.survey_indices.alpha
    assert alpha(survey, "M_a") == ""
    assert "mäßig" in alpha_words(Alpha(0.65, Deletion.LISTWISE, 100, np.zeros(2), np.zeros(2)))
    assert "nicht zu empfehlen" in alpha(survey, "W_a\nW_b")
    copied = workspace.surveys.create(title="Gleich", year=2024, template="leer")
    table = _table(2)
    for name in ("M_b", "M_c"):
        table[:, NAMES.index(name)] = table[:, NAMES.index("M_a")]
    _fill(workspace, copied, table)
    assert "gut zusammen" in alpha(copied, "M_a\nM_b")
    table[:] = -9
    empty = workspace.surveys.create(title="Leer", year=2023, template="leer")
    _fill(workspace, empty, table)
    assert "lässt sich nicht berechnen" in alpha(empty, "M_a\nM_b")


def test_open_answers_are_coded_and_self_selected_ones_left_out(workspace: Workspace) -> None:
    survey = workspace.surveys.create(title="Texte", year=2026, template="leer")
    written = dict.fromkeys(range(20), "Bahnhof") | {20: "bei Herr Vogelsang", SIZE - 1: "offener Link"}
    _fill(workspace, survey, _table(), texts=written)
    coding = workspace.text_coding
    (part,) = coding.parts(survey, "q:7")
    assert part.variable == "T"
    assert coding.parts(survey, "q:99") == ()
    found = coding.texts(survey, "T")
    assert len(found) == 21
    assert found[20].shown == "bei Herr [Name]"
    station = coding.add(survey, "T", " Bahnhof ")
    assert coding.add(survey, "T", "bahnhof") == station
    park = coding.add(survey, "T", "Park")
    coding.assign(survey, "T", {each.sheet_id: (station, park, station) for each in found[:16]})
    assert coding.texts(survey, "T")[-1].categories == (1, 2)
    coding.rename(coding.categories(survey, "T")[1].id, "Stadtpark")
    texts = coding.texts(survey, "T")
    coding.assign(survey, "T", {each.sheet_id: (station if place < 12 else park,) for place, each in enumerate(texts)})
    result = _result(workspace, survey, "q:7")
    assert result.columns == ("Bahnhof", "Stadtpark")
    assert result.rows[0].base == 21
    assert [cell.count for cell in result.rows[0].cells] == [12, 9]
    coding.discard(coding.categories(survey, "T")[1].id)
    assert _result(workspace, survey, "q:7").columns == ("Bahnhof",)
    with pytest.raises(UserError, match="Namen"):
        coding.add(survey, "T", " ")
    planned = workspace.surveys.create(title="Neu", year=2028)
    with pytest.raises(UserError, match="fehlt"):
        coding.assign(planned, "T", {1: (1,)})


def test_finding_becomes_a_need_with_evidence(workspace: Workspace, survey: int) -> None:
    findings = workspace.survey_findings
    result = _result(workspace, survey, "q:1", group="q:10")
    first = findings.keep(survey, result, 2)
    need = findings.make_need(first)
    (evidence,) = workspace.needs.card(need).evidence
    assert evidence.evidence.source_kind == "survey_finding"
    assert evidence.evidence.source_id == first
    assert "(Alter: alt)" in evidence.evidence.statement
    assert findings.get(first).state is FindingState.NEED
    with pytest.raises(UserError, match="schon ein Bedarf"):
        findings.make_need(first)
    findings.add_to_need(first, need)
    assert len(workspace.needs.card(need).evidence) == 1

    second, other = findings.keep_with_need(survey, _result(workspace, survey, "q:2"), 0)
    assert [line.need for line in findings.of(survey)] == [
        workspace.needs.get(need).title,
        workspace.needs.get(other).title,
    ]
    assert workspace.store.undo() == "Befund festgehalten und Bedarf angelegt"
    assert [line.id for line in findings.of(survey)] == [first]
    assert second != first


def test_finding_is_noted_changed_and_discarded(workspace: Workspace, survey: int) -> None:
    findings = workspace.survey_findings
    id = findings.keep(survey, _result(workspace, survey, "q:4"), 0, title="Alter")
    findings.note(id)
    assert findings.get(id).state is FindingState.NOTED
    findings.note(id, noted=False)
    findings.update(id, None, statement="In eigenen Worten")
    assert (findings.get(id).title, findings.get(id).statement) == ("Alter", "In eigenen Worten")
    findings.discard(id)
    assert findings.of(survey) == []


def test_hidden_value_is_no_finding(workspace: Workspace, survey: int) -> None:
    result = _result(workspace, survey, "q:1", group="q:9")
    with pytest.raises(UserError, match="zu wenigen Antworten"):
        workspace.survey_findings.keep(survey, result, 3)


# --- everything -----------------------------------------------------------------------------------------------


@pytest.fixture
def series(workspace: Workspace) -> int:
    """A recorded series with a break."""
    id = workspace.data_series.create(
        title="Straftaten", unit="Fälle", caveats="Nur bekannt gewordene.", breaks="2021: neu"
    )
    workspace.data_series.set_lines(id, "2024 100\n2025 90")
    return id


def test_run_holds_everything_safe_together(workspace: Workspace, strata: int, series: int) -> None:
    workspace.survey_indices.create(strata, title="Sicherheit", variables="-M_a\n-M_b", least_valid=2)
    link = workspace.survey_indices.link(strata, "M_a", series)
    assert workspace.survey_indices.link(strata, "M_a", series) == link
    with pytest.raises(UserError, match="Skala"):
        workspace.survey_indices.link(strata, "N", series)
    run = workspace.evaluation.run(strata)

    assert [module.title for module in run.modules] == ["Sicherheit", "Person"]
    assert len(run.modules[0].results) == 8
    assert len(run.modules[0].compared) == 16
    assert len(run.indices) == 2
    assert run.hidden > 0
    assert run.least == 5
    (portfolio,) = run.portfolios
    assert [point.label for point in portfolio.points] == ["Licht", "Streifen", "Sauberkeit"]
    assert run.perceived is not None
    (pair,) = run.perceived.pairs
    assert (pair.label, pair.perceived_words, pair.recorded) == (
        "Titel M: Licht",
        "sicher",
        "2025: 90 Fälle, 10 weniger als 2024 (−10\u00a0%).",
    )
    assert pair.caveats == ("Nur bekannt gewordene.", "Bruch 2021: neu")
    assert [(each.variable, title) for each, title in workspace.survey_indices.links(strata)] == [("M_a", "Straftaten")]
    workspace.survey_indices.unlink([link])
    assert workspace.evaluation.perceived(strata) is None


def test_tie_to_a_question_that_is_gone_is_left_out(workspace: Workspace, survey: int, series: int) -> None:
    with workspace.store.write("Zuordnung") as unit:
        unit.add(RecordedLink(survey_id=survey, variable="fort", data_series_id=series))
    assert workspace.evaluation.perceived(survey) is None


def test_basis_names_letters_rates_and_entry_errors(workspace: Workspace, strata: int) -> None:
    workspace.surveys.update(strata, None, entry_fields=1000, entry_errors=2)
    basis = workspace.evaluation.basis(strata)
    assert (basis.sent, basis.undeliverable, basis.evaluated, basis.paper) == (700, 20, SIZE, SIZE)
    assert basis.return_rate == pytest.approx(SIZE / 680)
    assert basis.weighted
    assert basis.entry_error == pytest.approx(2.0)
    assert (basis.entry_low or 0) < 2 < (basis.entry_high or 0)


def test_results_are_kept_until_something_changes(workspace: Workspace, survey: int) -> None:
    evaluation = workspace.evaluation
    first = evaluation.result(survey, "q:1", View())
    assert evaluation.result(survey, "q:1", View()) is first
    file = workspace.answers.file(survey)
    assert file is not None
    file.append([NewSheet(uuid="mehr", form_code=file.forms()[0].code, values=_table()[5].tobytes(), entered_at=NOW)])
    assert evaluation.result(survey, "q:1", View()).rows[0].base == first.rows[0].base + 1


@pytest.mark.parametrize("group", ["", "q:8", "q:99"])
def test_other_groups_are_computed_when_chosen(workspace: Workspace, survey: int, group: str) -> None:
    result = _result(workspace, survey, "q:1", group=group) if group != "q:99" else _result(workspace, survey, "q:1")
    assert result.group == ("Titel Z" if group == "q:8" else "")

"""Evaluating a survey through the services, on answers made by chance from a fixed seed."""

from dataclasses import replace

import numpy as np
import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.domain.answers import AnswerMode, NewSheet
from coordinator_app.domain.evaluation import RecordedLink
from coordinator_app.domain.results import ResultKind, Shown
from coordinator_app.domain.sampling import RegisterMargin, SurveyStratum
from coordinator_app.services.evaluation_tables import View
from coordinator_app.services.workspace import Workspace
from tests.services.answered_survey import FORM, NAMES, NOW, SIZE, answer_table, answered, fill, shown


@pytest.fixture
def survey(workspace: Workspace) -> int:
    """A survey with answers and nothing known about its sample."""
    return answered(workspace)


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


# --- shares and weights ---------------------------------------------------------------------------------------


def test_shares_without_weights_are_those_of_the_sheets(workspace: Workspace, survey: int) -> None:
    result = shown(workspace, survey, "q:1")
    column = answer_table()[:, NAMES.index("S")]
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
    result = shown(workspace, strata, "q:1")
    table = answer_table()
    column, district = table[:, NAMES.index("S")], table[:, NAMES.index("Q03")]
    weight = np.array([0, 4000 / 300, 2000 / 300, 9.0])[district]
    valid = column > 0

    assert result.weighted
    assert result.rows[0].cells[0].value == pytest.approx(weight[column == 1].sum() / weight[valid].sum())
    assert result.rows[0].effective < result.rows[0].base
    plain = shown(workspace, strata, "q:1", weighted=False)
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
    ages = shown(workspace, strata, "q:10")
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
    assert not shown(workspace, survey, "q:1").weighted


# --- kinds of questions ---------------------------------------------------------------------------------------


def test_dont_know_becomes_an_answer_when_wished(workspace: Workspace, survey: int) -> None:
    result = shown(workspace, survey, "q:2", dont_know=True)
    assert result.columns[-1] == "weiß nicht"
    assert [row.label for row in result.rows] == ["Licht", "Streifen", "Sauberkeit"]
    assert all(row.base == SIZE for row in result.rows)
    assert result.good == 0
    assert sum(cell.value or 0 for cell in result.rows[0].cells) == pytest.approx(1)


def test_multiple_choice_counts_persons(workspace: Workspace, survey: int) -> None:
    result = shown(workspace, survey, "q:3")
    table = answer_table()
    assert result.kind is ResultKind.MULTIPLE
    assert result.columns == ("Licht", "Streifen", "anderes")
    for place, cell in enumerate(result.rows[0].cells, start=1):
        assert cell.value == pytest.approx(table[:, NAMES.index(f"H_{place}")].mean())
    grouped = shown(workspace, survey, "q:3", group="q:10")
    assert [row.label for row in grouped.rows] == ["insgesamt", "jung", "alt"]


def test_numbers_have_mean_median_and_quarters(workspace: Workspace, survey: int) -> None:
    result = shown(workspace, survey, "q:4", group="q:10")
    values = answer_table()[:, NAMES.index("N")]
    assert result.unit == "Jahre"
    assert result.rows[0].cells[0].value == pytest.approx(values.mean())
    assert result.rows[0].cells[1].value == pytest.approx(np.median(values))
    assert result.rows[1].differs
    assert not workspace.evaluation.frequencies(survey, "q:4", View())


def test_ranking_and_long_scale_have_means(workspace: Workspace, survey: int) -> None:
    table = answer_table()
    ranking = shown(workspace, survey, "q:5")
    assert ranking.summary == "mittlerer Rang"
    assert ranking.rows[1].summary is not None
    assert ranking.rows[1].summary.value == pytest.approx(table[:, NAMES.index("R_2")].mean())
    scale = shown(workspace, survey, "q:8", group="q:10")
    assert scale.summary == "Mittelwert"
    assert scale.rows[0].summary is not None
    assert scale.rows[0].summary.value == pytest.approx(table[:, NAMES.index("Z")].mean())
    assert all(row.differs for row in scale.rows[1:])


def test_groups_are_compared_with_test_and_words(workspace: Workspace, survey: int) -> None:
    two = workspace.surveys.create(title="Zwei Ortsteile", year=2025, template="leer")
    table = answer_table()
    table[:8, NAMES.index("Q03")] = 1
    fill(workspace, two, table)
    result = shown(workspace, two, "q:1", group="q:9")
    assert [row.label for row in result.rows] == ["insgesamt", "Altstadt", "Neustadt"]
    assert result.test is not None
    assert result.test.p < 0.001
    assert result.rows[2].differs == "gesichert niedriger als die übrigen"
    matrix = shown(workspace, survey, "q:2", group="q:10")
    assert [row.section for row in matrix.rows[:3]] == ["Licht"] * 3
    assert matrix.test is None
    assert shown(workspace, survey, "q:9", group="q:9").group == ""


def test_small_group_is_hidden_and_gives_nothing_back(workspace: Workspace, survey: int) -> None:
    result = shown(workspace, survey, "q:1", group="q:9")
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
    result = shown(workspace, survey, "q:1")
    assert result.rows[0].shown is Shown.BRACKETED
    assert result.rows[0].cells[0].shown is Shown.BRACKETED


def test_plain_counts_add_up(workspace: Workspace, survey: int) -> None:
    (counts,) = workspace.evaluation.frequencies(survey, "q:1", View())
    column = answer_table()[:, NAMES.index("S")]
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
    table = answer_table(3, 120)
    column = NAMES.index("Q03")
    table[:, column] = np.where(table[:, column] == 3, 1, table[:, column])
    table[:2, column] = 3
    table[2 : 2 + silent, column] = -9
    fill(workspace, id, table)

    result = shown(workspace, id, "q:9")
    assert result.columns == ("Altstadt", "Neustadt")
    assert result.rows[0].base == 120 - 2 - silent
    assert "Nicht ausgewiesen, weniger als 5 Antworten: Aue." in result.notes
    (counts,) = workspace.evaluation.frequencies(id, "q:9", View())
    assert [line.code for line in counts.lines] == lines
    assert counts.all == sum(line.count or 0 for line in counts.lines)
    grouped = shown(workspace, id, "q:1", group="q:9")
    assert [row.label for row in grouped.rows] == ["insgesamt", "Altstadt", "Neustadt"]
    assert any(note.startswith("Ortsteil: nicht ausgewiesen") for note in grouped.notes)


def test_register_is_compared_without_rare_answers(workspace: Workspace, survey: int) -> None:
    table = answer_table(3, 120)
    table[:, NAMES.index("Q03")] = np.where(np.arange(120) < 60, 1, 2)
    table[:3, NAMES.index("Q03")] = 3
    id = workspace.surveys.create(title="Wenige", year=2025, template="leer")
    fill(workspace, id, table)
    _margin(workspace, id, "Q03", {"1,3": ("Altstadt und Aue", 900), "2": ("Neustadt", 1000)})
    first, second = workspace.evaluation.weighting(id).margins
    assert (first.answers, second.answers) == (57, 60)
    assert first.before == pytest.approx(57 / 117)
    assert first.after == pytest.approx(9 / 19)


def test_unknown_question_is_told(workspace: Workspace, survey: int) -> None:
    with pytest.raises(UserError, match="gibt es in den Antworten nicht mehr"):
        shown(workspace, survey, "q:99")


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
    fill(workspace, before, answer_table(11), form)

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
    rows = enumerate(answer_table(5))
    file.append(
        NewSheet(uuid=f"o{n}", form_code=code, values=row.tobytes(), entered_at=NOW, mode=AnswerMode.ONLINE)
        for n, row in rows
    )
    result = workspace.evaluation.waves(survey, "q:1", [online], View())
    assert any("Online-Antworten" in note for note in result.notes)


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
    file.append(
        [NewSheet(uuid="mehr", form_code=file.forms()[0].code, values=answer_table()[5].tobytes(), entered_at=NOW)]
    )
    assert evaluation.result(survey, "q:1", View()).rows[0].base == first.rows[0].base + 1


@pytest.mark.parametrize("group", ["", "q:8", "q:99"])
def test_other_groups_are_computed_when_chosen(workspace: Workspace, survey: int, group: str) -> None:
    result = shown(workspace, survey, "q:1", group=group) if group != "q:99" else shown(workspace, survey, "q:1")
    assert result.group == ("Titel Z" if group == "q:8" else "")

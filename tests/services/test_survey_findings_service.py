"""What people make of results: indices, categories of open answers, findings that become needs."""

from typing import Any

import numpy as np
import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.domain.evaluation import FindingState
from coordinator_app.domain.results import ResultKind
from coordinator_app.services.evaluation_extra import alpha_words
from coordinator_app.services.workspace import Workspace
from coordinator_app.survey.scales import Alpha, Deletion
from tests.services.answered_survey import NAMES, SIZE, answer_table, answered, fill, shown


@pytest.fixture
def survey(workspace: Workspace) -> int:
    """A survey with answers and nothing known about its sample."""
    return answered(workspace)


def test_index_is_the_mean_of_turned_items_from_0_to_100(workspace: Workspace, survey: int) -> None:
    indices = workspace.survey_indices
    assert ("M_a", "2 Titel M: Licht", True) in indices.choices(survey)
    id = indices.create(survey, title="Sicherheit", variables="-M_a\n-M_b\n-M_c", least_valid=3, meaning="sicherer")
    result = shown(workspace, survey, f"index:{id}", group="q:10")
    table = answer_table()
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
    table = answer_table(2)
    for name in ("M_b", "M_c"):
        table[:, NAMES.index(name)] = table[:, NAMES.index("M_a")]
    fill(workspace, copied, table)
    assert "gut zusammen" in alpha(copied, "M_a\nM_b")
    table[:] = -9
    empty = workspace.surveys.create(title="Leer", year=2023, template="leer")
    fill(workspace, empty, table)
    assert "lässt sich nicht berechnen" in alpha(empty, "M_a\nM_b")


def test_open_answers_are_coded_and_self_selected_ones_left_out(workspace: Workspace) -> None:
    survey = workspace.surveys.create(title="Texte", year=2026, template="leer")
    written = dict.fromkeys(range(20), "Bahnhof") | {20: "bei Herr Vogelsang", SIZE - 1: "offener Link"}
    fill(workspace, survey, answer_table(), texts=written)
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
    result = shown(workspace, survey, "q:7")
    assert result.columns == ("Bahnhof", "Stadtpark")
    assert result.rows[0].base == 21
    assert [cell.count for cell in result.rows[0].cells] == [12, 9]
    coding.discard(coding.categories(survey, "T")[1].id)
    assert shown(workspace, survey, "q:7").columns == ("Bahnhof",)
    with pytest.raises(UserError, match="Namen"):
        coding.add(survey, "T", " ")
    planned = workspace.surveys.create(title="Neu", year=2028)
    with pytest.raises(UserError, match="fehlt"):
        coding.assign(planned, "T", {1: (1,)})


def test_finding_becomes_a_need_with_evidence(workspace: Workspace, survey: int) -> None:
    findings = workspace.survey_findings
    result = shown(workspace, survey, "q:1", group="q:10")
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

    second, other = findings.keep_with_need(survey, shown(workspace, survey, "q:2"), 0)
    assert [line.need for line in findings.of(survey)] == [
        workspace.needs.get(need).title,
        workspace.needs.get(other).title,
    ]
    assert workspace.store.undo() == "Befund festgehalten und Bedarf angelegt"
    assert [line.id for line in findings.of(survey)] == [first]
    assert second != first


def test_finding_is_noted_changed_and_discarded(workspace: Workspace, survey: int) -> None:
    findings = workspace.survey_findings
    id = findings.keep(survey, shown(workspace, survey, "q:4"), 0, title="Alter")
    findings.note(id)
    assert findings.get(id).state is FindingState.NOTED
    findings.note(id, noted=False)
    findings.update(id, None, statement="In eigenen Worten")
    assert (findings.get(id).title, findings.get(id).statement) == ("Alter", "In eigenen Worten")
    findings.discard(id)
    assert findings.of(survey) == []


def test_hidden_value_is_no_finding(workspace: Workspace, survey: int) -> None:
    result = shown(workspace, survey, "q:1", group="q:9")
    with pytest.raises(UserError, match="zu wenigen Antworten"):
        workspace.survey_findings.keep(survey, result, 3)

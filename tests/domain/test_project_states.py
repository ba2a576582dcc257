"""The state machine of projects with its guard sentences, and the copy for the next year."""

from dataclasses import replace
from datetime import date

import pytest

from coordinator_app.domain.project_states import (
    ProjectFacts,
    for_next_year,
    money_findings,
    needs_reason,
    next_states,
    next_year_title,
    one_year_later,
    project_findings,
    step_findings,
)
from coordinator_app.domain.projects import Project, ProjectStatus, ProjectType

S = ProjectStatus
PLAN = Project(
    title="Offener Treff 2027",
    status=S.PLANNING,
    carrier_id=1,
    costs=100,
    funding=50,
    start=date(2027, 1, 1),
    end=date(2027, 12, 31),
    resolutions=(3,),
    number="P-014",
    id=14,
)
FACTS = ProjectFacts(goals=1, indicators=1, measured_indicators=1)
DONE = replace(FACTS, evaluations=1)


@pytest.mark.parametrize("kind", list(ProjectType))
@pytest.mark.parametrize("status", list(ProjectStatus))
def test_every_state_has_a_way_on(kind: ProjectType, status: ProjectStatus) -> None:
    following = next_states(kind, status)
    assert following
    assert status not in following


def test_offers_need_no_application() -> None:
    assert next_states(ProjectType.OFFER, S.RUNNING) == (S.DORMANT, S.DISCONTINUED)
    assert S.APPLIED not in next_states(ProjectType.OFFER, S.PLANNING)


def test_a_step_that_does_not_exist_is_refused_with_both_labels() -> None:
    finding = step_findings(PLAN, S.EVALUATED, FACTS)[0]
    assert finding.blocks
    assert "in Planung" in finding.text
    assert "ausgewertet" in finding.text


@pytest.mark.parametrize(
    ("status", "target"), [(S.PLANNING, S.DORMANT), (S.COMPLETED, S.RUNNING), (S.APPLIED, S.REJECTED)]
)
def test_side_states_and_reopening_ask_for_a_reason(status: S, target: S) -> None:
    project = replace(PLAN, status=status)
    assert needs_reason(status, target)
    assert step_findings(project, target, FACTS)[0].blocks
    assert not any(item.blocks for item in step_findings(project, target, FACTS, reason="Personal fehlt"))


def test_application_warns_but_does_not_block() -> None:
    bare = replace(PLAN, carrier_id=None, costs=None, short_description="x" * 251)
    findings = step_findings(bare, S.APPLIED, ProjectFacts())
    assert [item.text.split()[-1] for item in findings] == ["Ziel.", "eingetragen.", "eingetragen.", "250."]
    assert not any(item.blocks for item in findings)
    assert "Indikator" in step_findings(PLAN, S.APPLIED, ProjectFacts(goals=1))[0].text
    assert step_findings(PLAN, S.APPLIED, FACTS) == ()


def test_running_warns_about_start_and_carrier() -> None:
    assert len(step_findings(replace(PLAN, start=None, carrier_id=None), S.RUNNING, FACTS)) == 2
    assert step_findings(PLAN, S.RUNNING, FACTS) == ()


def test_completion_needs_end_and_last_measurement_or_reason() -> None:
    running = replace(PLAN, status=S.RUNNING, end=None)
    facts = ProjectFacts(goals=1, indicators=2, measured_indicators=0)
    findings = step_findings(running, S.COMPLETED, facts)
    assert [item.blocks for item in findings] == [True, True, False]
    assert "2 Indikatoren haben" in findings[1].text
    one = ProjectFacts(goals=1, indicators=2, measured_indicators=1)
    assert "Ein Indikator hat" in step_findings(running, S.COMPLETED, one)[1].text
    done = replace(running, end=date(2027, 12, 31), lessons_learned="gut")
    assert step_findings(done, S.COMPLETED, facts, reason="Messung entfiel") == ()


def test_evaluation_needs_lessons() -> None:
    completed = replace(PLAN, status=S.COMPLETED)
    assert step_findings(completed, S.EVALUATED, DONE)[0].blocks
    assert step_findings(replace(completed, lessons_learned="gut"), S.EVALUATED, DONE) == ()


def test_evaluation_needs_a_record_and_the_last_steps_or_a_reason() -> None:
    completed = replace(PLAN, status=S.COMPLETED, lessons_learned="gut")
    bare = replace(DONE, evaluations=0, open_quality_steps=(2, 6, 7))
    texts = [item.text for item in step_findings(completed, S.EVALUATED, bare) if item.blocks]
    assert "keine Evaluation" in texts[0]
    assert "sind die Qualitätsschritte 6 und 7 noch offen" in texts[1]
    assert step_findings(completed, S.EVALUATED, bare, reason="Die Förderung endete vorzeitig.") == ()


@pytest.mark.parametrize(
    ("steps", "expected"),
    [((4,), "ist Qualitätsschritt 4 "), ((1, 3, 6), "sind die Qualitätsschritte 1 und 3 "), ((6, 7), "")],
)
def test_an_application_warns_about_the_first_four_quality_steps(steps: tuple[int, ...], expected: str) -> None:
    findings = step_findings(PLAN, S.APPLIED, replace(FACTS, open_quality_steps=steps))
    assert [item.blocks for item in findings] == ([False] if expected else [])
    assert expected in "".join(item.text for item in findings)


def test_project_findings_tell_contradictions() -> None:
    bad = replace(PLAN, end=date(2026, 1, 1), is_permanent=True, funding=200)
    assert [item.blocks for item in project_findings(bad)] == [True, False, False]
    assert project_findings(PLAN) == ()
    assert project_findings(replace(PLAN, funding=None, end=None)) == ()


def test_money_findings_refuse_negative_amounts() -> None:
    assert [item.text.split(":")[0] for item in money_findings(-1, -2)] == ["Kosten", "Förderung"]
    assert money_findings(0, None) == ()


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Ferienprogramm 2027", "Ferienprogramm 2028"),
        ("2026/2027", "2027/2028"),
        ("Treff", "Treff"),
        ("A20270", "A20270"),
    ],
)
def test_next_year_title_raises_years_only(title: str, expected: str) -> None:
    assert next_year_title(title) == expected


def test_one_year_later_handles_leap_days() -> None:
    assert one_year_later(date(2028, 2, 29)) == date(2029, 2, 28)
    assert one_year_later(None) is None


def test_for_next_year_keeps_typology_and_opens_results() -> None:
    copy = for_next_year(PLAN)
    assert (copy.title, copy.start, copy.end) == ("Offener Treff 2028", date(2028, 1, 1), date(2028, 12, 31))
    assert (copy.number, copy.funding, copy.resolutions, copy.carrier_id) == ("", None, (), 1)
    assert copy.status is S.PLANNING
    assert for_next_year(replace(PLAN, project_type=ProjectType.OFFER)).status is S.RUNNING

"""Answers, evaluations and logic models on a real file; what the guards say; undo brings back exactly what was."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordinator_app.common.clock import FixedClock
from coordinator_app.common.errors import UserError
from coordinator_app.domain.data_series import DataPoint, DataSeries
from coordinator_app.domain.deadline_register import DeadlineSource
from coordinator_app.domain.goals import GoalLevel, Indicator, IndicatorType, Measurement
from coordinator_app.domain.logic_model import LogicModel
from coordinator_app.domain.needs import Evidence
from coordinator_app.domain.projects import Project, ProjectStatus, ProjectType
from coordinator_app.domain.quality import Fulfilment, QualityAnswer, StepState
from coordinator_app.services.workspace import Workspace

F, S = Fulfilment, ProjectStatus


@pytest.fixture
def clock() -> FixedClock:
    """9 November 2026."""
    return FixedClock(datetime(2026, 11, 9, 9, 0, tzinfo=UTC))


@pytest.fixture
def project(workspace: Workspace) -> int:
    """A planned project with a carrier, costs, a need with evidence, a goal tree and one indicator."""
    club = workspace.contacts.create_organisation(name="Jugendhaus Alte Weberei")
    need = workspace.needs.create(title="Treffpunkt fehlt", place="Bahnhof", since="2024", affected="Jugendliche")
    kind = workspace.catalogues.entries("evidence_kind")[0].id
    workspace.needs.add_evidence(need_id=need, evidence_kind_id=kind, statement="31 % nennen den Bahnhof.")
    id = workspace.projects.create(
        title="Offener Treff",
        short_description="Betreuter Ort.",
        activities="Öffnung an drei Abenden",
        carrier_id=club,
        costs=100_000,
        needs=(need,),
        status=S.PLANNING,
        planned_reach=40,
    )
    top = workspace.projects.add_goal(id, "Der Bahnhof wird wieder gern genutzt.", level=GoalLevel.GUIDING)
    goal = workspace.projects.add_goal(id, "Weniger Beschwerden bis 2027.", parent_id=top, due=date(2027, 12, 31))
    workspace.projects.add_indicator(
        goal, "Beschwerden je Jahr", baseline=47.0, target=25.0, indicator_type=IndicatorType.OUTCOME
    )
    return id


def step_state(workspace: Workspace, project: int, number: int) -> StepState:
    return workspace.quality.card(project).progress[number - 1].state


def test_the_question_set_has_seven_steps_and_names_its_source(workspace: Workspace) -> None:
    questions = workspace.quality.questions()
    assert [step.number for step in questions.steps] == list(range(1, 8))
    keys = [question.key for step in questions.steps for question in step.questions]
    assert len(keys) == len(set(keys))
    assert all(3 <= len(step.questions) <= 5 for step in questions.steps)
    assert "Beccaria" in questions.source
    assert "eigenen Worten" in questions.source


def test_answers_are_made_changed_and_undone(workspace: Workspace, project: int) -> None:
    first = workspace.quality.answer(project, "problem_what", answer="Lärm am Abend")
    assert step_state(workspace, project, 1) is StepState.PARTIAL
    again = workspace.quality.answer(project, "problem_what", fulfilment=F.MET)
    assert first == again
    for key in ("problem_whom", "problem_proof"):
        workspace.quality.answer(project, key, answer="Text", fulfilment=F.MET)
    workspace.quality.answer(project, "problem_so_far", fulfilment=F.NOT_APPLICABLE)
    card = workspace.quality.card(project).steps[0].answers[3]
    assert "begründen" in card.finding
    workspace.quality.answer(project, "problem_so_far", reason="Es gibt kein Angebot.")
    assert step_state(workspace, project, 1) is StepState.MET
    assert workspace.store.undo_name == "Qualitätsschritt 1 bearbeitet"
    workspace.store.undo()
    assert step_state(workspace, project, 1) is StepState.PARTIAL
    assert workspace.quality.step_of(first) == 1
    assert workspace.projects.project_of("quality_answer", first) == project
    assert any("Qualitätsschritt 1" in line.step for line in workspace.projects.history(project))
    with pytest.raises(ValueError, match="no question"):
        workspace.quality.answer(project, "unbekannt", answer="x")


def test_what_the_file_knows_is_offered_and_taken_once(workspace: Workspace, project: int) -> None:
    known = {card.question.key: card.known for step in workspace.quality.card(project).steps for card in step.answers}
    assert known["problem_what"] == "Treffpunkt fehlt (Bahnhof, seit 2024)"
    assert "31 % nennen den Bahnhof." in known["problem_proof"]
    assert known["goals_prevention"] == "Der Bahnhof wird wieder gern genutzt."
    assert known["goals_project"] == "- Weniger Beschwerden bis 2027. (bis 31.12.2027)"
    assert known["goals_indicators"] == "- Beschwerden je Jahr: von 47 auf 25"
    assert known["plan_money"] == "Gesamtkosten: 1.000,00\u00a0€"
    assert known["plan_partners"] == "- Träger: Jugendhaus Alte Weberei"
    assert known["measures_why"] == ""
    workspace.quality.answer(project, "problem_what", answer="Seit zwei Jahren.")
    for _ in range(2):
        workspace.quality.take_known(project, "problem_what")
    answer = workspace.quality.card(project).steps[0].answers[0].answer
    assert answer is not None
    assert answer.answer == "Seit zwei Jahren.\nTreffpunkt fehlt (Bahnhof, seit 2024)"
    with pytest.raises(UserError, match="noch nichts"):
        workspace.quality.take_known(project, "measures_why")


def test_a_richer_file_knows_more(workspace: Workspace, project: int) -> None:
    workspace.projects.update(project, None, factors="Langeweile", lessons_learned="Früher absprechen.")
    workspace.project_course.add_milestone(project, title="Eröffnung", planned_on=date(2027, 1, 15))
    workspace.quality.add_evaluation(project, method="Befragung der Besuchenden", conclusion="Weiterführen")
    workspace.projects.measure(1, measured_on=date(2026, 11, 1), value=30.0)
    known = {card.question.key: card.known for step in workspace.quality.card(project).steps for card in step.answers}
    assert known["causes_risk"] == "Langeweile"
    assert known["plan_time"] == "- 15.01.2027: Eröffnung"
    assert known["check_how"] == "Selbstevaluation: Ergebnis (nur nachher): Befragung der Besuchenden"
    assert known["check_process"] == "0 von 1 Meilensteinen erreicht."
    assert known["check_result"].startswith("- Beschwerden je Jahr: 30 am 01.11.2026, Ziel 25 (")
    assert known["lessons_learned"] == "Früher absprechen.\nWeiterführen"


def test_an_application_lacks_the_open_steps(workspace: Workspace, project: int) -> None:
    gaps = workspace.quality.application_gaps(project)
    assert gaps.tab == "quality"
    assert gaps.sentences == (
        "Vor dem Antrag sind die Qualitätsschritte 1, 2, 3 und 4 noch offen (Reiter „Qualität“).",
    )
    for key in ("problem_what", "causes_risk", "goals_groups", "measures_what"):
        workspace.quality.answer(project, key, answer="Text")
    assert workspace.quality.application_gaps(project).sentences == ()
    workspace.projects.update(project, None, costs=None)
    assert workspace.quality.application_gaps(project).tab == "fields"
    workspace.projects.transition(project, None, S.APPLIED)
    workspace.quality.answer(project, "problem_what", answer="")
    assert workspace.quality.application_gaps(project).sentences == ()
    offer = workspace.projects.create(title="Sprechstunde", project_type=ProjectType.OFFER)
    assert workspace.quality.application_gaps(offer).sentences == ()
    bare = workspace.projects.create(title="Fest", status=S.PLANNING)
    for key in ("problem_what", "causes_risk", "goals_groups", "measures_what"):
        workspace.quality.answer(bare, key, answer="Text")
    assert workspace.quality.application_gaps(bare).tab == "goals"


def test_a_project_is_evaluated_with_evaluation_and_last_steps_or_a_reason(workspace: Workspace, project: int) -> None:
    projects = workspace.projects
    projects.update(project, None, lessons_learned="Gut", end=date(2026, 10, 31))
    projects.transition(project, None, S.RUNNING)
    projects.transition(project, None, S.COMPLETED, reason="Messung entfiel")
    with pytest.raises(UserError, match="keine Evaluation"):
        projects.transition(project, None, S.EVALUATED)
    id = workspace.quality.add_evaluation(project, result="Gut besucht", ends_on=date(2026, 10, 31))
    with pytest.raises(UserError, match="6 und 7"):
        projects.transition(project, None, S.EVALUATED)
    projects.transition(project, None, S.EVALUATED, reason="Kurze Maßnahme")
    workspace.quality.update_evaluation(id, None, conclusion="Wiederholen")
    with pytest.raises(UserError, match="vor dem Beginn"):
        workspace.quality.update_evaluation(id, None, starts_on=date(2027, 1, 1))
    with pytest.raises(UserError, match="vor dem Beginn"):
        workspace.quality.add_evaluation(project, starts_on=date(2027, 1, 1), ends_on=date(2026, 1, 1))
    assert workspace.quality.evaluations(project)[0].conclusion == "Wiederholen"
    workspace.quality.remove_evaluation(id)
    assert workspace.quality.evaluations(project) == ()
    workspace.store.undo()
    assert len(workspace.quality.evaluations(project)) == 1


def test_the_logic_model_is_suggested_edited_and_kept(workspace: Workspace, project: int) -> None:
    with pytest.raises(UserError, match="noch zu wenig"):
        workspace.quality.suggest_logic_model(workspace.projects.create(title="Leer"))
    workspace.quality.set_logic_model(project, LogicModel(outputs=("Drei Abende",)))
    model = workspace.quality.suggest_logic_model(project)
    assert model.inputs == ("Jugendhaus Alte Weberei",)
    assert model.activities == ("Öffnung an drei Abenden",)
    assert model.outputs == ("Drei Abende",)
    assert model.outcomes == ("Beschwerden je Jahr (Ziel 25)",)
    assert model.impacts == ("Der Bahnhof wird wieder gern genutzt.",)
    assert workspace.quality.logic_model(project) == model
    workspace.store.undo()
    assert workspace.quality.logic_model(project) == LogicModel(outputs=("Drei Abende",))


def test_values_of_a_series_are_taken_once(workspace: Workspace, project: int) -> None:
    with pytest.raises(UserError, match="keine Kennzahlreihe"):
        workspace.quality.take_series(1)
    with workspace.store.write("Reihe") as unit:
        series = unit.add(DataSeries(title="Beschwerden"))
        for period, value in (("2024", 47.0), ("2025", 40.0), ("2026", 1.0)):
            unit.add(DataPoint(series_id=series, period=period, value=value))
    workspace.projects.update_part(Indicator, 1, None, series_id=series)
    assert workspace.quality.take_series(1) == 2
    assert workspace.quality.take_series(1) == 0
    values = next(iter(workspace.projects.card(project).indicators)).measurements
    assert [(item.measured_on, item.value) for item in values] == [(date(2024, 12, 31), 47), (date(2025, 12, 31), 40)]
    assert values[0].source == "Kennzahlreihe „Beschwerden“"


def test_a_copy_for_next_year_keeps_plans_and_leaves_findings(workspace: Workspace, project: int) -> None:
    workspace.quality.answer(project, "problem_what", answer="Lärm", fulfilment=F.MET)
    workspace.quality.answer(project, "check_result", answer="Erreicht")
    new = workspace.projects.duplicate(project)
    copied = [card.answer.answer for step in workspace.quality.card(new).steps for card in step.answers if card.answer]
    assert copied == ["Lärm"]
    assert [item.depth for item in workspace.projects.card(new).goals] == [0, 1]


edits = st.lists(
    st.tuples(
        st.sampled_from(["problem_what", "causes_risk", "lessons_future"]),
        st.one_of(
            st.fixed_dictionaries({"answer": st.text(max_size=20)}),
            st.fixed_dictionaries({"fulfilment": st.sampled_from(list(F)), "reason": st.text(max_size=20)}),
        ),
    ),
    min_size=1,
    max_size=3,
)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(edits)
def test_undo_of_any_edit_restores_the_row_and_the_history_grows(
    workspace: Workspace, clock: FixedClock, project: int, drawn: list[tuple[str, dict[str, Any]]]
) -> None:
    """Property 6 of the data model, on answers: every edit adds a line to the history, undo brings back every value."""

    def state() -> list[Any]:
        with workspace.store.read() as unit:
            return [*unit.find(QualityAnswer, order="id"), unit.get(Project, project), *unit.find(Evidence)]

    for key, values in drawn:
        clock.moment += timedelta(minutes=1)  # a merge joins steps of one key within two seconds
        before, lines = state(), len(workspace.projects.history(project))
        workspace.quality.answer(project, key, **values)
        after = state()
        grown = len(workspace.projects.history(project)) - lines
        assert grown == int(before != after)
        if grown:
            workspace.store.undo()
            assert state() == before
            workspace.store.redo()
            assert state() == after


def test_measurements_of_a_late_indicator_are_named(workspace: Workspace, project: int) -> None:
    with workspace.store.write("Turnus") as unit:
        unit.change(
            Indicator,
            1,
            None,
            interval="jährlich",
            baseline_on=date(2025, 1, 1),
        )
        unit.add(Measurement(indicator_id=1, measured_on=date(2025, 6, 1), value=40.0))
    card = next(iter(workspace.projects.card(project).indicators))
    assert (card.next_on, card.is_late) == (date(2026, 6, 1), True)


def test_the_next_measurement_stands_in_the_register_of_deadlines(workspace: Workspace, project: int) -> None:
    def lines() -> list[tuple[str, str, date]]:
        found = workspace.deadlines.register()
        return [(line.title, line.about, line.due_on) for line in found if line.source is DeadlineSource.MEASUREMENT]

    workspace.projects.update_part(Indicator, 1, None, interval="halbjährlich", baseline_on=date(2026, 7, 1))
    assert lines() == [], "nothing is measured before the project runs"
    workspace.projects.transition(project, None, S.RUNNING)
    assert lines() == [("Messwert erheben: Beschwerden je Jahr", "Offener Treff", date(2027, 1, 1))]
    workspace.projects.measure(1, measured_on=date(2026, 11, 1), value=40.0)
    assert lines()[0][2] == date(2027, 5, 1)
    workspace.projects.discard(project)
    assert lines() == []

"""Projektbeschreibung, Sachbericht and figure of the logic model: what they say, and the rules of every document."""

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from coordinator_app.documents import progress_report, project_description
from coordinator_app.documents.content import (
    Chart,
    Document,
    Figure,
    GroupRow,
    Heading,
    Paragraph,
    Table,
    plain,
    walk,
    warnings_of,
)
from coordinator_app.documents.goal_blocks import GoalView, IndicatorView, course_chart, plan_table, result_table
from coordinator_app.documents.layout import text_width
from coordinator_app.documents.logic_model_figure import logic_model_figure, wrap_point
from coordinator_app.documents.typeset import render_pdf
from coordinator_app.documents.word import render_word
from coordinator_app.domain.goals import Direction, Goal, GoalLevel, GoalStatus, Indicator, Light, Measurement
from coordinator_app.domain.logic_model import LogicModel
from coordinator_app.domain.project_course import Evaluation, Event, EventState, Milestone, MilestoneState
from coordinator_app.domain.projects import Project, ProjectStatus
from coordinator_app.domain.quality import Fulfilment, QualityAnswer
from coordinator_app.services.quality_questions import question_set

sys.path.insert(0, str(Path(__file__).parent))
from rules import pdf_findings, word_findings

PROJECT = Project(
    number="P-014",
    title="Offener Treff am Bahnhof",
    short_description="Betreuter Aufenthaltsort für Jugendliche.",
    status=ProjectStatus.PLANNING,
    start=date(2027, 1, 1),
    end=date(2028, 6, 30),
    costs=2_480_000,
    planned_reach=60,
)
INDICATOR = Indicator(
    name="Beschwerden je Jahr",
    unit="Fälle",
    direction=Direction.FALLING,
    baseline=47.0,
    baseline_on=date(2026, 1, 1),
    target=25.0,
    target_on=date(2028, 6, 30),
    method="Ordnungsamt",
    interval="jährlich",
)
VALUES = (
    Measurement(measured_on=date(2027, 1, 1), value=40.0),
    Measurement(measured_on=date(2028, 1, 1), value=31.5),
)
GOALS = (
    GoalView(Goal(text="Alle nutzen den Platz gern.", level=GoalLevel.GUIDING), 0, ()),
    GoalView(
        Goal(text="Weniger Beschwerden.", due=date(2028, 6, 30), status=GoalStatus.PARTLY),
        1,
        (
            IndicatorView(INDICATOR, VALUES, Light.AMBER),
            IndicatorView(Indicator(name="Sicherheitsgefühl", unit="%", baseline=31.4), (), Light.OPEN),
        ),
    ),
)
MODEL = LogicModel(
    inputs=("Fachkraft",),
    outcomes=("Jugendliche haben verlässliche Bezugspersonen",),
    assumptions=("Der Raum ist nutzbar",),
)
MILESTONES = (
    Milestone(
        title="Eröffnung", planned_on=date(2027, 2, 1), reached_on=date(2027, 4, 5), state=MilestoneState.REACHED
    ),
    Milestone(title="Umbau", planned_on=date(2027, 3, 1), state=MilestoneState.DROPPED),
    Milestone(title="Auswertung", planned_on=date(2027, 5, 1)),
    Milestone(title="Ohne Tag"),
    Milestone(title="Konzept", planned_on=date(2027, 1, 1), reached_on=date(2027, 1, 2), state=MilestoneState.REACHED),
    Milestone(title="Später", planned_on=date(2029, 1, 1)),
)
EVALUATION = Evaluation(method="Befragung", result="Gut besucht", starts_on=date(2028, 5, 1), ends_on=date(2028, 6, 1))


def answer(key: str, text: str, **values: Any) -> QualityAnswer:
    return QualityAnswer(question_key=key, answer=text, **values)


def description(**values: Any) -> Document:
    usual: dict[str, Any] = {
        "project": PROJECT,
        "carrier": "Jugendhaus Alte Weberei",
        "names": {"fields_of_action": ("Jugend",), "target_groups": ("Jugendliche",)},
        "steps": question_set().steps,
        "answers": {
            "problem_what": answer("problem_what", "Lärm am Abend.\n\n- Beschwerden\n- Abfall"),
            "plan_skills": answer(
                "plan_skills", "", fulfilment=Fulfilment.NOT_APPLICABLE, reason="Lizenzen liegen vor."
            ),
        },
        "source": question_set().source,
        "goals": GOALS,
        "model": MODEL,
        "actors": (("Bürgerpolizei", "Partner", "Sprechstunde"),),
        "milestones": MILESTONES,
        "evaluations": (EVALUATION, Evaluation(ends_on=date(2027, 1, 1)), Evaluation()),
        "plan": (Paragraph("Plan"),),
        "files": {"problem_what": ("Auswertung Befragung",), "problem_proof": ("Ohne Antwort",)},
    }
    return project_description.build(project_description.ProjectDescription(**(usual | values)), 165)


def words(document: Document) -> str:
    """Everything the document says, one text per line."""
    lines: list[str] = []
    for node in walk(document):
        if isinstance(node, Heading):
            lines.append(f"{node.label} {node.text}".strip())
        elif isinstance(node, Paragraph):
            lines.append(plain(node.text))
        elif isinstance(node, GroupRow):
            lines.append(node.text)
        elif isinstance(node, str):
            lines.append(node)
    return "\n".join(lines)


def sheet(**values: Any) -> project_description.ProjectDescription:
    usual: dict[str, Any] = {
        "project": PROJECT,
        "carrier": "",
        "names": {},
        "steps": question_set().steps,
        "answers": {
            "problem_what": answer("problem_what", "Lärm am Abend."),
            "problem_proof": answer("problem_proof", "- Befragung"),
        },
        "source": question_set().source,
    }
    return project_description.ProjectDescription(**(usual | values))


def test_the_form_has_every_question_with_room_and_what_is_known() -> None:
    document = project_description.build_form(sheet())
    said = words(document)
    asked = [question.text for step in question_set().steps for question in step.questions]
    assert all(text in said for text in asked)
    assert "Lärm am Abend." in said
    assert "Reiter" not in said
    assert sum(isinstance(block, Table) for block in document.blocks) == len(asked)
    assert warnings_of(document) == ()


def test_the_description_has_the_seven_steps_with_answers_and_annexes() -> None:
    document = description()
    headings = [f"{node.label} {node.text}".strip() for node in document.blocks if isinstance(node, Heading)]
    assert headings == [
        "1 Problembeschreibung",
        "2 Analyse der Entstehungsbedingungen",
        "3 Festlegung der Präventionsziele, Projektziele und Zielgruppen",
        "Ziele und Indikatoren",
        "4 Festlegung der Maßnahmen für die Zielerreichung",
        "Wirkmodell",
        "5 Projektkonzeption und Projektdurchführung",
        "Beteiligte",
        "Zeitplan",
        "Ausgaben- und Finanzierungsplan",
        "6 Überprüfung von Umsetzung und Zielerreichung (Evaluation)",
        "Evaluation",
        "7 Schlussfolgerungen und Dokumentation",
    ]
    said = words(document)
    for part in (
        "Lärm am Abend.",
        "Belege: Auswertung Befragung",
        "Trifft nicht zu: Lizenzen liegen vor.",
        "Siehe „Zeitplan“.",
        "Siehe „Wirkmodell“.",
    ):
        assert part in said
    assert "Beccaria" in said
    assert "Umbau" not in said
    gaps = warnings_of(document)
    assert "Antwort „Woher wissen Sie das?“ fehlt" in gaps
    assert not any("Welche Ziele wurden erreicht" in gap for gap in gaps), "a plan cannot know what was reached"


def test_a_project_that_is_over_is_asked_what_was_reached() -> None:
    document = description(project=replace(PROJECT, status=ProjectStatus.COMPLETED))
    assert any("Welche Ziele wurden erreicht" in gap for gap in warnings_of(document))


def test_without_questions_only_empty_steps_are_gaps() -> None:
    document = description(
        questions=False, plan=(), goals=(), model=LogicModel(), milestones=(), actors=(), evaluations=()
    )
    gaps = warnings_of(document)
    assert "Schritt 2 „Ursachen“ fehlt" in gaps
    assert not any("Antwort" in gap for gap in gaps)
    assert "Worin besteht" not in words(document)
    assert "Trifft nicht zu" not in words(document)


def test_a_bare_project_names_what_is_missing() -> None:
    bare = description(project=Project(title="Idee"), carrier="", names={})
    assert {"Träger fehlt", "Laufzeit fehlt", "Handlungsfeld fehlt", "Zielgruppe fehlt", "Kosten fehlt"} <= set(
        warnings_of(bare)
    )


def report(**values: Any) -> progress_report.ProgressReport:
    usual: dict[str, Any] = {
        "project": replace(PROJECT, lessons_learned="Früher mit Anwohnenden sprechen."),
        "carrier": "Jugendhaus",
        "day": date(2027, 6, 1),
        "grants": (
            progress_report.ReportGrant(
                "RL KommPräv 2027", "AZ 1", "2027", 1_000_000, 500, (("Logo zeigen", date(2027, 3, 1), None),)
            ),
        ),
        "goals": GOALS,
        "milestones": MILESTONES,
        "events": (
            Event(title="Eröffnung", state=EventState.HELD, starts_on=date(2027, 4, 5), participants=80),
            Event(title="Turnier", state=EventState.CANCELLED),
        ),
        "evaluations": (EVALUATION,),
        "texts": {"check_process": "Später begonnen.", "lessons_future": "Weiter mit Eigenmitteln."},
    }
    return progress_report.ProgressReport(**(usual | values))


def test_the_report_compares_plan_and_result_and_asks_for_reasons() -> None:
    document = progress_report.build(report(year=2027))
    said = words(document)
    assert document.subtitle == "Sachbericht 2027"
    assert document.marking == "Entwurf"
    for part in (
        "Es fand 1 Veranstaltung mit zusammen 80 Teilnahmen statt. Geplant war, 60 Personen zu erreichen.",
        "Der Meilenstein „Eröffnung“ wurde 9 Wochen später erreicht als geplant.",
        "Der Meilenstein „Umbau“ ist entfallen.",
        "Der Meilenstein „Auswertung“ (geplant 01.05.2027) ist noch nicht erreicht.",
        "1 Veranstaltung ist ausgefallen.",
        "Das Ziel „Weniger Beschwerden.“ ist teilweise erreicht.",
        "Der Indikator „Beschwerden je Jahr“ ist verzögert.",
        "Für den Indikator „Sicherheitsgefühl“ liegt kein Messwert vor.",
        "Früher mit Anwohnenden sprechen.",
        "Weiter mit Eigenmitteln.",
        "Logo zeigen",
    ):
        assert part in said
    assert warnings_of(document) == ("Gründe der Abweichungen fehlt",)
    assert any(isinstance(node, Chart) for node in document.blocks)


def test_an_empty_report_says_what_people_must_write() -> None:
    empty = report(
        project=Project(title="Neu"),
        carrier="",
        grants=(),
        goals=(),
        milestones=(),
        events=(),
        evaluations=(),
        texts={},
    )
    document = progress_report.build(empty)
    assert document.subtitle == "Sachbericht"
    assert "keine Abweichungen" in words(document)
    assert len(warnings_of(document)) == 5


def test_goal_tables_name_units_and_directions() -> None:
    plan, result = plan_table(GOALS), result_table(GOALS)
    assert plan.rows[1] == GroupRow("Handlungsziel: Weniger Beschwerden. (bis 30.06.2028) – teilweise erreicht")
    assert plan.rows[2] == (
        "Beschwerden je Jahr (Fälle)",
        "47\n01.01.2026",
        "≤\u00a025\nbis\u00a030.06.2028",
        "Ordnungsamt, jährlich",
    )
    assert plan.rows[3] == ("Sicherheitsgefühl", "31,4\u00a0%", None, None)
    assert result.rows[2][3:] == ("31,5\n01.01.2028", "verzögert")


def test_a_course_needs_three_values() -> None:
    chart = course_chart(IndicatorView(INDICATOR, VALUES, Light.AMBER))
    assert chart is not None
    assert [series.name for series in chart.description.series] == ["gemessen", "Ziel"]
    assert chart.description.series[0].values == (47.0, 40.0, 31.5)
    assert course_chart(IndicatorView(INDICATOR, VALUES[:1], Light.AMBER)) is None
    alone = replace(INDICATOR, baseline=None, target=None)
    assert course_chart(IndicatorView(alone, VALUES, Light.OPEN)) is None


@pytest.mark.parametrize(
    "text", ["Kurz", "Jugendliche haben verlässliche Bezugspersonen", "Donaudampfschifffahrt" * 3, ""]
)
def test_points_are_wrapped_without_losing_a_letter(text: str) -> None:
    lines = wrap_point(text, 24)
    assert all(text_width(line, 7.8) <= 25.5 for line in lines)
    assert "".join(lines).replace("•", "").replace("-", "").replace(" ", "") == text.replace(" ", "")


def test_the_figure_is_a_picture_with_its_words_as_description() -> None:
    figure = logic_model_figure(MODEL, 165)
    assert isinstance(figure, Figure)
    assert figure.image.startswith(b"\x89PNG")
    assert "Bezugspersonen" in figure.alt
    assert figure.image == logic_model_figure(MODEL, 165).image


@pytest.mark.parametrize(
    "make", [description, lambda: progress_report.build(report()), lambda: project_description.build_form(sheet())]
)
def test_the_papers_keep_the_rules_of_every_document(make: Any) -> None:
    document = make()
    assert word_findings(render_word(document)) == []
    assert pdf_findings(render_pdf(document)) == []
    assert all(table.columns for table in document.blocks if isinstance(table, Table))

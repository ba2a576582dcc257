"""Papers on quality and effect made from a real file."""

from datetime import date

import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.documents.content import Document, Table, walk, warnings_of
from coordinator_app.domain.goals import Direction
from coordinator_app.domain.grants import Condition, Expense, ProofOfUse
from coordinator_app.domain.logic_model import LogicModel
from coordinator_app.domain.project_course import EventState
from coordinator_app.domain.projects import ProjectStatus
from coordinator_app.services.workspace import Workspace


@pytest.fixture
def project(workspace: Workspace) -> int:
    """A project with an answer, a goal, an event in 2025 and one in 2026."""
    workspace.municipality.create(name="Mühlwerda")
    police = workspace.contacts.create_organisation(name="Bürgerpolizei")
    person = workspace.contacts.create_person(first_name="Mirko", last_name="Wagner")
    id = workspace.projects.create(title="Offener Treff", start=date(2025, 1, 1), end=date(2027, 12, 31))
    workspace.projects.add_actor(id, organisation_id=police)
    workspace.projects.add_actor(id, person_id=person)
    workspace.projects.add_goal(id, "Weniger Beschwerden")
    for year in (2025, 2026):
        workspace.project_course.add_event(
            title=f"Fest {year}", projects=(id,), starts_on=date(year, 6, 1), state=EventState.HELD, participants=10
        )
    workspace.project_course.add_milestone(id, title="Eröffnung", planned_on=date(2026, 1, 1))
    workspace.quality.answer(id, "problem_what", answer="Lärm am Abend")
    return id


def made(workspace: Workspace, key: str, id: int, **options: object) -> tuple[Document, str]:
    """The document and all its words."""
    document = workspace.documents.document(key, id, options)
    return document, "\n".join(node for node in walk(document) if isinstance(node, str))


def test_the_description_says_what_is_answered_and_names_no_person(workspace: Workspace, project: int) -> None:
    _, said = made(workspace, "project_description", project)
    assert "Lärm am Abend" in said
    assert "Bürgerpolizei" in said
    assert "Wagner" not in said
    _, short = made(workspace, "project_description", project, questions=False)
    assert "Worin besteht" not in short
    assert "Ihre Antwort" in made(workspace, "quality_form", project)[1]


def test_the_report_can_be_of_one_year(workspace: Workspace, project: int) -> None:
    kind = workspace.documents.kind("progress_report")
    choices = kind.options_for(workspace, project)[0].choices
    assert [value for value, _ in choices] == ["", "2025", "2026"]
    document, said = made(workspace, "progress_report", project, year="2026")
    assert document.subtitle == "Sachbericht 2026"
    assert "Fest 2026" in said
    assert "Fest 2025" not in said
    assert "Fest 2025" in made(workspace, "progress_report", project)[1]


def test_the_report_of_a_funded_project_has_grant_conditions_and_notice(workspace: Workspace, project: int) -> None:
    grant = workspace.grants.create(title="RL KommPräv 2026", projects=(project,), reference="AZ 7", approved=100_000)
    workspace.grants.add_part(Condition(grant_id=grant, text="Logo zeigen"))
    workspace.grants.add_part(Expense(grant_id=grant, purpose="Honorar", amount=12_345))
    document, said = made(workspace, "progress_report", project)
    for part in ("RL KommPräv 2026", "AZ 7", "Logo zeigen"):
        assert part in said
    assert granted(document)[3:] == (100_000, 12_345)


def granted(document: Document) -> tuple[object, ...]:
    """The row of the first grant in a Sachbericht."""
    return next(node for node in walk(document) if isinstance(node, Table)).rows[0]  # type: ignore[return-value]  # no group row


def test_a_grant_for_several_projects_is_shown_with_the_part_of_this_one(workspace: Workspace, project: int) -> None:
    other = workspace.projects.create(title="Anderes")
    grant = workspace.grants.create(title="Bund", projects=(project, other), approved=100_000)
    workspace.grants.set_share(grant, project, 600)
    for owner, amount in ((project, 1_000), (other, 2_000), (None, 4_000)):
        workspace.grants.add_part(Expense(grant_id=grant, project_id=owner, purpose="Material", amount=amount))
    row = granted(made(workspace, "progress_report", project)[0])
    assert (row[0], row[3], row[4]) == ("Bund (Anteil 60\u00a0%)", 60_000, 1_000)


def test_the_logic_model_is_a_page_of_its_own(workspace: Workspace, project: int) -> None:
    assert workspace.documents.kind("project_logic_model").subjects(workspace) == []
    assert "Wirkmodell fehlt" in warnings_of(made(workspace, "project_logic_model", project)[0])
    workspace.quality.set_logic_model(project, LogicModel(inputs=("Fachkraft",)))
    assert workspace.documents.kind("project_logic_model").subjects(workspace) == [project]
    assert "Fachkraft" in made(workspace, "project_logic_model", project)[1]


def test_only_projects_with_answers_are_described_and_files_have_german_names(
    workspace: Workspace, project: int
) -> None:
    empty = workspace.projects.create(title="Leer")
    kind = workspace.documents.kind("project_description")
    assert kind.subjects(workspace) == [project]
    assert workspace.documents.kind("progress_report").subjects(workspace) == [project, empty]
    assert kind.file_stem(workspace, project).endswith("Projektbeschreibung P-001 Offener Treff")
    for key, word in (
        ("quality_form", "Fragen"),
        ("progress_report", "Sachbericht"),
        ("project_logic_model", "Wirkmodell"),
    ):
        assert word in workspace.documents.kind(key).file_stem(workspace, project)
    workspace.projects.discard(project)
    assert kind.subjects(workspace) == []


def test_the_overview_of_effects_counts_lights_and_overdue_values(workspace: Workspace, project: int) -> None:
    kind = workspace.documents.kind("effect_overview")
    assert kind.subjects(workspace) == []
    goal = workspace.projects.card(project).goals[0].goal.id
    for name, value in (("Beschwerden", 30.0), ("Besuche", 5.0)):
        indicator = workspace.projects.add_indicator(
            goal, name, target=20.0, direction=Direction.RISING, interval="jährlich", baseline_on=date(2024, 1, 1)
        )
        if name == "Beschwerden":
            workspace.projects.measure(indicator, measured_on=date(2026, 6, 1), value=value)
    assert kind.subjects(workspace) == [0]
    _, said = made(workspace, "effect_overview", 0)
    assert "P-001 Offener Treff" in said
    assert "2 Indikatoren: 1 erreicht, 1 offen. 1 Messwert ist überfällig." in said
    assert "Messwert fällig seit 01.01.2025" in said
    workspace.projects.update(project, None, lessons_learned="Gut")
    for state in (ProjectStatus.RUNNING, ProjectStatus.DISCONTINUED):
        workspace.projects.transition(project, None, state, reason="Ende")
    assert "Noch kein Projekt hat einen Indikator." in made(workspace, "effect_overview", 0)[1]
    assert "Offener Treff" in made(workspace, "effect_overview", 0, projects="all")[1]
    assert kind.file_stem(workspace, 0).endswith("Wirkungsübersicht")


def test_the_report_goes_into_the_next_proof_of_use_once(workspace: Workspace, project: int) -> None:
    action = workspace.documents.kind("progress_report").actions[0]
    assert not action.offered(workspace, project)
    with pytest.raises(UserError, match="keinen offenen"):
        action.run(workspace, project)
    grant = workspace.grants.create(title="RL KommPräv 2026", projects=(project,))
    workspace.grants.add_part(ProofOfUse(grant_id=grant, due_on=date(2028, 6, 1)))
    first = workspace.grants.add_part(ProofOfUse(grant_id=grant, due_on=date(2027, 6, 1), report="Vorab."))
    assert action.offered(workspace, project)
    assert "RL KommPräv 2026" in action.run(workspace, project)
    text = workspace.grants.part(ProofOfUse, first).report
    assert text.startswith("Vorab.\n\nAngaben zum Projekt\n\n- Träger: ")
    assert "- 01.06.2026: Veranstaltung Fest 2026, Stand durchgeführt, Gekommen 10" in text
    action.run(workspace, project)
    assert workspace.grants.part(ProofOfUse, first).report == text

"""Site walks as use cases: findings, tasks, needs, repetition, papers."""

from datetime import date

import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.domain.catalogues import Catalogue
from coordinator_app.domain.needs import Need
from coordinator_app.domain.site_walks import BAD, WalkState
from coordinator_app.domain.tasks import TaskState
from coordinator_app.services.site_walks import open_bad_findings
from coordinator_app.services.workspace import Workspace
from tests.documents.rules import pdf_findings, word_findings


@pytest.fixture
def walk(workspace: Workspace) -> int:
    walks = workspace.site_walks
    feature = workspace.catalogues.find(Catalogue.WALK_FEATURE, "Beleuchtung")
    office = workspace.contacts.create_organisation(name="Bauhof")
    id = walks.create(title=" Bahnhof abends ", walked_on=date(2026, 11, 5), place="Bahnhof")
    walks.add_finding(
        id, text="Zwei Leuchten defekt", spot="Tunnel", rating=5, feature_id=feature, responsible_id=office
    )
    walks.add_finding(id, text="Gut einsehbar", spot="Vorplatz", rating=1)
    return id


def test_a_finding_becomes_a_task_in_one_step(workspace: Workspace, walk: int) -> None:
    first, second = workspace.site_walks.findings(walk)
    assert open_bad_findings([first, second], BAD) == [first]
    task = workspace.tasks.get(workspace.site_walks.make_task(first.id))
    assert (task.title, task.priority, task.due_on) == ("Zwei Leuchten defekt (Tunnel)", 1, date(2026, 12, 7))
    assert task.organisation_id == first.finding.responsible_id
    (first, _) = workspace.site_walks.findings(walk)
    assert first.followed_up == "Aufgabe offen"
    workspace.tasks.set_state(task.id, TaskState.DONE)
    assert workspace.site_walks.findings(walk)[0].followed_up == "Aufgabe erledigt"
    workspace.store.undo()
    workspace.store.undo()
    assert workspace.site_walks.findings(walk)[0].followed_up == ""


def test_a_finding_becomes_a_need_with_the_walk_as_evidence(workspace: Workspace, walk: int) -> None:
    first, second = workspace.site_walks.findings(walk)
    need = workspace.site_walks.make_need(first.id)
    card = workspace.needs.card(need)
    assert card.need.title == "Zwei Leuchten defekt (Tunnel)"
    assert card.need.first_reported == date(2026, 11, 5)
    (evidence,) = card.evidence
    assert evidence.evidence.source == "Begehung „Bahnhof abends“ vom 05.11.2026"
    assert workspace.site_walks.findings(walk)[0].followed_up.startswith("Bedarf „")
    with pytest.raises(UserError, match="schon ein Bedarf"):
        workspace.site_walks.make_need(first.id)
    workspace.site_walks.add_to_need(second.id, need)
    assert len(workspace.needs.card(need).evidence) == 1
    workspace.store.undo()
    workspace.store.undo()
    with workspace.store.read() as unit:
        assert not unit.find(Need)


def test_states_are_guarded_and_findings_close_up(workspace: Workspace, walk: int) -> None:
    walks = workspace.site_walks
    walks.update(walk, None, state=WalkState.EVALUATED)
    first, _ = walks.findings(walk)
    walks.discard_finding(first.id)
    assert [view.finding.position for view in walks.findings(walk)] == [1]
    planned = walks.create(title="Park")
    with pytest.raises(UserError, match="Tag"):
        walks.update(planned, None, state=WalkState.HELD)
    with pytest.raises(UserError, match="von 1"):
        walks.update_finding(first.id, None, rating=9)
    assert [found.id for found in walks.all()] == [walk, planned]
    walks.discard(planned)
    assert len(walks.all()) == 1


def test_a_walk_is_repeated_with_the_same_spots(workspace: Workspace, walk: int) -> None:
    again = workspace.site_walks.repeat(walk)
    assert workspace.site_walks.get(again).state is WalkState.PLANNED
    views = workspace.site_walks.findings(again)
    assert [(view.finding.spot, view.finding.rating) for view in views] == [("Tunnel", None), ("Vorplatz", None)]
    assert workspace.site_walks.get(again).occasion == "Wiederholung der Begehung vom 05.11.2026"


@pytest.mark.parametrize("key", ["walk_form", "walk_report"])
def test_both_papers_are_made(workspace: Workspace, walk: int, key: str) -> None:
    kind = workspace.documents.kind(key)
    assert kind.subjects(workspace) == [walk]
    assert word_findings(workspace.documents.render(key, walk, "docx", {})) == []
    assert pdf_findings(workspace.documents.render(key, walk, "pdf", {})) == []
    assert "Begehung" in kind.file_stem(workspace, walk)

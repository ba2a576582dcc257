"""What a body is linked with, on the file of the example and on an empty one."""

import shutil
from pathlib import Path

import pytest

from coordinator_app.domain.bodies import Body
from coordinator_app.domain.priorities import PriorityRound
from coordinator_app.services.body_links import SHOWN, BodyOverview
from coordinator_app.services.workspace import Workspace


@pytest.fixture
def example(demo_file: Path, tmp_path: Path) -> Workspace:
    path = tmp_path / "example.kpr"
    shutil.copyfile(demo_file, path)
    return Workspace.open(path)


def overview(workspace: Workspace, short: str) -> BodyOverview:
    with workspace.store.read() as unit:
        (body,) = unit.find(Body, short_name=short)
    return workspace.bodies.links.overview(body.id)


def test_a_body_shows_what_it_met_for_and_decided(example: Workspace) -> None:
    found = overview(example, "LG")
    assert found.next_meeting is not None
    assert found.last_meeting is not None
    assert len(found.meetings.links) == SHOWN < found.meetings.total
    assert found.resolutions.total >= 4
    assert all(link.kind == "resolution" and link.value for link in found.resolutions.links)
    assert found.projects.total
    assert found.needs.total
    assert [link.second for link in found.rounds.links] == ["Bewertung läuft", "beschlossen"]
    assert found.tasks
    assert found.chairs.startswith("Cornelia Marschner, Stellvertretung Torsten Seidel")
    example.store.close()


def test_two_chairs_vacant_seats_and_children_are_named(example: Workspace) -> None:
    found = overview(example, "KPR")
    assert found.chairs == "Cornelia Marschner und Torsten Seidel"
    assert (found.members, found.vacant, found.deputies) == (14, 1, 3)
    assert found.certificates_on is not None
    assert found.unappointed == 4
    assert [link.text for link in found.children.links] == ["Arbeitskreis Jugend & Schule", "Lenkungsgruppe"]
    dissolved = overview(example, "AG Bahnhof")
    assert (dissolved.members, dissolved.votes, dissolved.chairs) == (4, 4, "Jens Hempel")
    example.store.close()


def test_a_new_body_is_linked_with_nothing(workspace: Workspace) -> None:
    body = workspace.bodies.create(name="AG")
    found = workspace.bodies.links.overview(body)
    assert (found.members, found.meetings.total, found.open_tasks, found.rounds.total) == (0, 0, 0, 0)
    assert found.next_meeting is None
    with workspace.store.write("x") as unit:
        unit.add(PriorityRound(title="Runde 2026", body_id=body))
    assert [link.text for link in workspace.bodies.links.overview(body).rounds.links] == ["Runde 2026"]

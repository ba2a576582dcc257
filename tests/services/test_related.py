"""Links both ways: whatever is tied to a record is found from its other side too."""

from datetime import UTC, datetime
from typing import Any

import pytest

from coordinator_app.domain.agenda import ItemType
from coordinator_app.domain.priorities import Priority, PriorityRound
from coordinator_app.domain.resolutions import Resolution
from coordinator_app.services.related import related_records
from coordinator_app.services.workspace import Workspace


@pytest.fixture
def thread(workspace: Workspace) -> dict[str, int]:
    """A need, ranked in a round, answered by a project, treated in a meeting and decided there."""
    need = workspace.needs.create(title="Treffpunkt für Jugendliche")
    project = workspace.projects.create(title="Offener Treff")
    workspace.needs.link_project(need, project)
    body = workspace.bodies.create(name="Lenkungsgruppe")
    meeting = workspace.meetings.create(
        body_id=body, starts_at=datetime(2026, 11, 26, 16, tzinfo=UTC), title="4. Sitzung"
    )
    item = workspace.meetings.agenda.add(meeting, title="Treff", item_type=ItemType.RESOLUTION)
    workspace.meetings.agenda.update(item, None, projects=(project,), needs=(need,))
    with workspace.store.write("Probe") as unit:
        resolution = unit.add(
            Resolution(
                body_id=body, title="Treff wird eingerichtet", agenda_item_id=item, meeting_id=meeting, needs=(need,)
            )
        )
        unit.change(Resolution, resolution, None, projects=(project,), number="2026/04")
        priority_round = unit.add(PriorityRound(title="Runde 2026", needs=(need,), resolution_id=resolution))
        unit.add(Priority(priority_round_id=priority_round, need_id=need, need_title="Treffpunkt", rank=2))
    return {
        "need": need,
        "project": project,
        "agenda_item": item,
        "resolution": resolution,
        "priority_round": priority_round,
    }


def found(workspace: Workspace, kind: str, id: int) -> list[tuple[str, int]]:
    return [(entry.kind, entry.id) for entry in related_records(workspace.store, kind, id)]


SIDES = {
    "need": ["priority_round", "project", "resolution", "agenda_item"],
    "project": ["need", "priority_round", "resolution", "agenda_item"],
    "agenda_item": ["need", "project", "resolution"],
    "priority_round": ["resolution", "project"],
}


@pytest.mark.parametrize("kind", SIDES)
def test_record_tells_all_its_other_sides(workspace: Workspace, thread: dict[str, int], kind: str) -> None:
    assert found(workspace, kind, thread[kind]) == [(other, thread[other]) for other in SIDES[kind]]


def test_links_are_found_from_both_sides(workspace: Workspace, thread: dict[str, int]) -> None:
    for kind, others in SIDES.items():
        for other in others:
            if other in SIDES and kind in SIDES[other]:
                assert (kind, thread[kind]) in found(workspace, other, thread[other])


def test_rows_say_what_the_other_side_is(workspace: Workspace, thread: dict[str, int]) -> None:
    rows = {entry.kind: entry for entry in related_records(workspace.store, "need", thread["need"])}
    assert (rows["resolution"].word, rows["resolution"].addition) == ("Beschluss 2026/04", "Entwurf")
    assert (rows["priority_round"].word, rows["priority_round"].addition) == ("Priorität", "Rang 2")
    assert (rows["agenda_item"].word, rows["agenda_item"].addition) == ("TOP 1", "4. Sitzung, 26.11.2026")
    assert rows["project"].word == "Projekt"


@pytest.mark.parametrize("gone", ["project", "resolution"])
def test_what_lies_in_the_papierkorb_is_left_out(workspace: Workspace, thread: dict[str, int], gone: str) -> None:
    types: dict[str, Any] = {"project": workspace.projects.discard}
    if gone == "project":
        types[gone](thread[gone])
    else:
        with workspace.store.write("Probe") as unit:
            unit.discard(Resolution, thread[gone])
    assert gone not in [kind for kind, _ in found(workspace, "need", thread["need"])]


def test_round_that_is_still_scored_is_told_as_such(workspace: Workspace) -> None:
    need = workspace.needs.create(title="Licht")
    with workspace.store.write("Probe") as unit:
        unit.add(PriorityRound(title="Runde 2027", needs=(need,)))
    (entry,) = related_records(workspace.store, "need", need)
    assert (entry.word, entry.title) == ("Bewertung", "Runde 2027")


def test_item_taken_over_leads_to_the_meeting_before_and_after(workspace: Workspace) -> None:
    body = workspace.bodies.create(name="LG")
    ids = []
    for day in (10, 20):
        meeting = workspace.meetings.create(body_id=body, starts_at=datetime(2026, 11, day, 16, tzinfo=UTC))
        ids.append(workspace.meetings.agenda.add(meeting, title="Licht"))
    workspace.meetings.agenda.update(ids[1], None, previous_id=ids[0])
    assert found(workspace, "agenda_item", ids[0]) == [("agenda_item", ids[1])]
    (before,) = related_records(workspace.store, "agenda_item", ids[1])
    assert before.addition.startswith("zuvor in ")


def test_record_without_ties_has_none(workspace: Workspace) -> None:
    assert found(workspace, "project", workspace.projects.create(title="Allein")) == []
    assert found(workspace, "person", 1) == []

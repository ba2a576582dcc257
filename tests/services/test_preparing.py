"""Preparing the next meeting: idempotent in random situations, nothing lost, ideas and items between meetings."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordinator_app.common.errors import UserError
from coordinator_app.domain.agenda import ItemState, ItemType
from coordinator_app.domain.meetings import AgendaItem, BacklogState, MeetingState, TopicState
from coordinator_app.domain.resolutions import Resolution
from coordinator_app.domain.tasks import TaskState
from coordinator_app.services.workspace import Workspace
from tests.meeting_scenario import SECOND, Steering

THIRD = SECOND + timedelta(days=70)


def titles(workspace: Workspace, meeting_id: int) -> list[str]:
    return [f"{line.number} {line.item.title}".strip() for line in workspace.meetings.agenda.view(meeting_id).lines]


def snapshot(workspace: Workspace, meeting_id: int) -> list[tuple[Any, ...]]:
    lines = workspace.meetings.agenda.view(meeting_id).lines
    return [(line.id, line.number, line.depth, line.item.version, line.item.position) for line in lines]


def next_meeting(steering: Steering) -> int:
    return steering.workspace.meetings.create(body_id=steering.body, starts_at=THIRD)


# --- property 3: preparing twice changes nothing

item = st.fixed_dictionaries(
    {
        "title": st.sampled_from(["Lagebild", "Bahnhof", "Haushalt", "Verschiedenes", "x" * 250]),
        "item_type": st.sampled_from(ItemType),
        "recurring": st.booleans(),
        "skipped": st.booleans(),
        "is_heading": st.booleans(),
        "state": st.sampled_from([ItemState.DONE, ItemState.POSTPONED, ItemState.DROPPED, ItemState.NOTED]),
        "under": st.integers(-1, 6),
    }
)
situation = st.fixed_dictionaries(
    {
        "items": st.lists(item, max_size=7),
        "open": st.integers(0, 2),
        "done": st.integers(0, 2),
        "topics": st.lists(st.sampled_from(TopicState), max_size=2),
        "thrown_away": st.integers(0, 4),
        "moved": st.booleans(),
        "by_hand": st.integers(0, 2),
    }
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(found=situation)
def test_preparing_twice_changes_nothing(workspace: Workspace, tmp_path: Path, found: dict[str, Any]) -> None:
    meetings = workspace.meetings
    body = workspace.bodies.create(name="Lenkungsgruppe", valid_from=date(2026, 1, 1))
    last = meetings.create(body_id=body, starts_at=SECOND)
    _fill(workspace, body, last, found)
    this = meetings.create(body_id=body, starts_at=THIRD)
    later = meetings.create(body_id=body, starts_at=THIRD + timedelta(days=90))
    for number in range(found["by_hand"]):
        meetings.agenda.add(this, title=f"Von Hand {number}")
    first = meetings.carry_over(this)
    assert len(first.item_ids) == len(first.plan.lines)
    lines = list(meetings.agenda.view(this).lines)
    for line in lines[: found["thrown_away"]]:
        meetings.agenda.discard(line.id)
    rest = [line for line in meetings.agenda.view(this).lines if line.item.item_type is ItemType.CONSULTATION]
    if found["moved"] and rest:
        meetings.moves.move_to(rest[0].id, later)
    before = snapshot(workspace, this)
    assert meetings.carry_over(this).item_ids == ()
    assert snapshot(workspace, this) == before


def _fill(workspace: Workspace, body: int, meeting_id: int, found: dict[str, Any]) -> None:
    agenda, ids = workspace.meetings.agenda, []
    for entry in found["items"]:
        values = {name: value for name, value in entry.items() if name not in ("state", "under")}
        parent = ids[entry["under"]] if 0 <= entry["under"] < len(ids) else None
        ids.append(agenda.add(meeting_id, parent_id=parent, **values))
    with workspace.store.write("Zustände") as unit:
        for id, entry in zip(ids, found["items"], strict=True):
            unit.change(AgendaItem, id, None, state=entry["state"])
    for number in range(found["open"] + found["done"]):
        task = workspace.tasks.create(title=f"Aufgabe {number}", body_id=body, due="in 2 Wochen")
        if number < found["done"]:
            workspace.tasks.set_state(task, TaskState.DONE)
    from coordinator_app.domain.meetings import Topic

    with workspace.store.write("Themen") as unit:
        for number, state in enumerate(found["topics"]):
            unit.add(Topic(body_id=body, title=f"Thema {number}", state=state))


# --- nothing postponed is lost


def test_an_item_postponed_to_a_certain_meeting_waits_for_it(steering: Steering, workspace: Workspace) -> None:
    steering.start_second()
    third, fourth = (
        next_meeting(steering),
        workspace.meetings.create(body_id=steering.body, starts_at=THIRD + timedelta(days=70)),
    )
    workspace.meetings.live.postpone(steering.treff, fourth)
    steering.workspace.meetings.carry_over(third)
    assert not any("Treff" in title for title in titles(workspace, third))
    workspace.meetings.carry_over(fourth)
    assert any("Treff" in title for title in titles(workspace, fourth))
    assert workspace.meetings.carry_over(fourth).item_ids == ()


def test_a_postponed_item_returns_when_its_meeting_is_called_off(steering: Steering, workspace: Workspace) -> None:
    steering.start_second()
    workspace.meetings.live.postpone(steering.treff)
    third = next_meeting(steering)
    workspace.meetings.carry_over(third)
    workspace.meetings.cancel(third, "Hochwasser")
    fourth = workspace.meetings.create(body_id=steering.body, starts_at=THIRD + timedelta(days=30))
    workspace.meetings.carry_over(fourth)
    treff = [line.item for line in workspace.meetings.agenda.view(fourth).lines if "Treff" in line.item.title]
    assert [found.reason for found in treff] == ["In der Sitzung vom 26.11.2026 vertagt."]


# --- moving and duplicating


def test_an_item_moves_with_its_sub_items_and_both_sides_know(steering: Steering, workspace: Workspace) -> None:
    meetings = workspace.meetings
    third, fourth = next_meeting(steering), meetings.create(body_id=steering.body, starts_at=THIRD + timedelta(days=70))
    main = meetings.agenda.add(third, title="Sicherheitsbericht")
    meetings.agenda.add(third, title="Zahlen", parent_id=main)
    resolution = workspace.resolutions.draft(main, wording="Zur Kenntnis genommen.")
    assert [found.id for found in meetings.moves.targets(main)][:2] == [steering.second, fourth]
    assert meetings.moves.move_to(main, fourth) == main
    assert titles(workspace, third) == []
    assert titles(workspace, fourth) == ["1 Sicherheitsbericht", "1.1 Zahlen"]
    assert meetings.agenda.get(main).reason == "Aus der Sitzung vom 04.02.2027 hierher verschoben."
    links = meetings.moves.links(main)
    assert links.moved_from == meetings.get(third)
    assert next((link.item_id, link.meeting_id) for link in meetings.moves.moved_away(third)) == (main, fourth)
    assert workspace.resolutions.get(resolution).meeting_id == fourth
    assert workspace.store.undo() == "Tagesordnungspunkt verschoben"
    assert titles(workspace, third) == ["1 Sicherheitsbericht", "1.1 Zahlen"]


def test_once_invited_the_agenda_sent_keeps_the_item(steering: Steering, workspace: Workspace) -> None:
    meetings = workspace.meetings
    third = next_meeting(steering)
    new = meetings.moves.move_to(steering.treff, third)
    assert new != steering.treff
    kept = meetings.agenda.get(steering.treff)
    assert (kept.state, kept.moved_to_id) == (ItemState.POSTPONED, third)
    assert meetings.agenda.get(new).reason == "In der Sitzung vom 26.11.2026 vertagt."
    assert [link.item_id for link in meetings.moves.links(steering.treff).after] == [new]
    assert [link.item_id for link in meetings.moves.links(new).before] == [steering.treff]
    meetings.carry_over(third)
    assert sum("Treff" in title for title in titles(workspace, third)) == 1


def test_some_items_cannot_be_moved(steering: Steering, workspace: Workspace) -> None:
    meetings = workspace.meetings
    third = next_meeting(steering)
    control = next(
        line for line in meetings.agenda.view(steering.second).lines if line.item.title == "Beschlusskontrolle"
    )
    for id, target, words in (
        (steering.treff, steering.second, "schon auf dieser"),
        (control.id, third, "stellt das Programm"),
        (steering.treff, steering.first, "schon begonnen"),
    ):
        with pytest.raises(UserError, match=words):
            meetings.moves.move_to(id, target)
    steering.start_second()
    with pytest.raises(UserError, match="vertagt statt verschoben"):
        meetings.moves.move_to(steering.treff, third)


def test_a_copy_takes_sub_items_and_attachments_along(steering: Steering, workspace: Workspace, tmp_path: Path) -> None:
    meetings = workspace.meetings
    third = next_meeting(steering)
    file = tmp_path / "Konzept.pdf"
    file.write_bytes(b"%PDF")
    workspace.attachments.add_file(file, kind="agenda_item", id=steering.treff)
    meetings.agenda.add(steering.second, title="Kosten", parent_id=steering.treff)
    new = meetings.moves.duplicate(steering.treff, third)
    assert titles(workspace, third) == ["1 Offener Treff am Bahnhof", "1.1 Kosten"]
    assert [link.number for link, _ in workspace.attachments.linked("agenda_item", new)] == [1]
    assert meetings.agenda.get(new).reason == "Aus der Sitzung vom 26.11.2026 dupliziert."
    here = meetings.moves.duplicate(steering.treff)
    assert meetings.agenda.get(here).reason == ""
    assert {link.item_id for link in meetings.moves.links(new).before} == {steering.treff, here}


def test_an_item_for_another_body_leaves_its_topic(steering: Steering, workspace: Workspace) -> None:
    meetings = workspace.meetings
    group = workspace.bodies.create(name="AG Sauberkeit", valid_from=date(2026, 1, 1))
    other = meetings.create(body_id=group, starts_at=THIRD)
    third = next_meeting(steering)
    item_id = meetings.agenda.add(third, title="Lagebild neu", recurring=True)
    assert meetings.agenda.get(item_id).topic_id is not None
    copy = meetings.moves.duplicate(item_id, other)
    assert meetings.agenda.get(copy).topic_id is None
    assert meetings.moves.targets(item_id)[-1].body_id == group
    meetings.moves.move_to(item_id, other)
    assert meetings.agenda.get(item_id).topic_id is None
    with workspace.store.read() as unit:
        assert unit.find(Resolution, agenda_item_id=item_id) == []


# --- topics


def test_a_topic_returns_until_done_and_without_open_tasks(steering: Steering, workspace: Workspace) -> None:
    meetings = workspace.meetings
    steering.start_second()
    task = workspace.tasks.create_in_item(steering.treff, title="Reinigungsplan", due="in 2 Wochen")
    meetings.moves.follow_topic(steering.treff, follow=True)
    links = meetings.moves.links(steering.treff)
    assert links.topic is not None
    assert links.topic.state is TopicState.OPEN
    third = next_meeting(steering)
    reasons = {line.title: line.reason for line in meetings.preview_carry_over(third).lines}
    assert reasons["Offener Treff am Bahnhof"] == "1 Aufgabe zu diesem Thema offen."
    meetings.moves.follow_topic(steering.treff, follow=False)
    assert "Offener Treff am Bahnhof" in {line.title for line in meetings.preview_carry_over(third).lines}
    workspace.tasks.set_state(task, TaskState.DONE)
    assert "Offener Treff am Bahnhof" not in {line.title for line in meetings.preview_carry_over(third).lines}
    meetings.moves.follow_topic(steering.treff, follow=True)
    meetings.carry_over(third)
    new = next(line.item for line in meetings.agenda.view(third).lines if "Treff" in line.item.title)
    assert [link.item_id for link in meetings.moves.links(new.id).before] == [steering.treff]
    assert [link.item_id for link in meetings.moves.links(steering.treff).after] == [new.id]


def test_not_following_an_item_without_a_topic_is_no_fault(steering: Steering, workspace: Workspace) -> None:
    workspace.meetings.moves.follow_topic(steering.treff, follow=False)
    assert workspace.meetings.agenda.get(steering.treff).topic_id is None


# --- Themenspeicher


def test_ideas_tell_their_source_and_take_it_along(steering: Steering, workspace: Workspace) -> None:
    backlog = workspace.meetings.backlog
    project = workspace.projects.create(title="Offener Treff")
    idea = backlog.add(
        body_id=steering.body,
        title="Zwischenstand",
        source_kind="project",
        source_id=project,
        proposed_by="Frau Nitzsche",
        proposed_on=date(2026, 11, 3),
    )
    entry = backlog.entries(steering.body)[0]
    assert entry.source == "Projekt „Offener Treff“, Frau Nitzsche, 03.11.2026"
    assert [found.id for found in backlog.of_source("project", project)] == [idea]
    item_id = backlog.take(idea, steering.second)
    taken = workspace.meetings.agenda.get(item_id)
    assert taken.projects == (project,)
    assert taken.reason == f"Aus dem Themenspeicher ({entry.source})."
    planned = backlog.entries(steering.body)[0]
    assert (planned.agenda_item_id, planned.meeting) == (item_id, "Sitzung der Lenkungsgruppe am 26.11.2026")
    assert workspace.meetings.moves.links(item_id).idea_id == idea
    with pytest.raises(UserError, match="schon auf einer Tagesordnung"):
        backlog.take(idea, steering.second)
    with pytest.raises(UserError, match="steht auf einer Tagesordnung"):
        backlog.reject(idea, "zu spät")


def test_an_idea_is_open_again_when_its_item_goes(steering: Steering, workspace: Workspace) -> None:
    backlog, agenda = workspace.meetings.backlog, workspace.meetings.agenda
    idea = backlog.add(body_id=steering.body, title="Beleuchtung")
    item_id = backlog.take(idea, steering.second)
    agenda.discard(item_id)
    assert backlog.get(idea).state is BacklogState.OPEN
    agenda.restore(item_id)
    assert backlog.get(idea).state is BacklogState.SCHEDULED


def test_an_idea_is_rejected_with_a_reason_and_taken_back(steering: Steering, workspace: Workspace) -> None:
    backlog = workspace.meetings.backlog
    idea = backlog.add(body_id=steering.body, title="Feuerwerk", wanted_on=date(2026, 12, 31))
    with pytest.raises(UserError, match="warum"):
        backlog.reject(idea, " ")
    backlog.reject(idea, "Nicht unsere Aufgabe. ")
    found = backlog.get(idea)
    assert (found.state, found.reject_reason) == (BacklogState.REJECTED, "Nicht unsere Aufgabe.")
    open_idea = backlog.add(body_id=steering.body, title="Später")
    assert [entry.id for entry in backlog.entries(steering.body)] == [open_idea, idea]
    backlog.reopen(idea)
    assert backlog.get(idea).reject_reason == ""
    backlog.update(idea, None, minutes=20)
    with pytest.raises(ValueError, match="state"):
        backlog.update(idea, None, state=BacklogState.REJECTED)
    backlog.discard(idea)
    assert [found.id for found in backlog.open(steering.body)] == [open_idea]


def test_a_called_off_meeting_hands_its_topics_to_the_store(steering: Steering, workspace: Workspace) -> None:
    meetings, backlog = workspace.meetings, workspace.meetings.backlog
    third = next_meeting(steering)
    meetings.agenda.add(third, title="Fußgängertunnel", facts="Licht fehlt", minutes=25)
    meetings.agenda.add(third, title="Zwischentitel", is_heading=True)
    idea = backlog.add(body_id=steering.body, title="Beleuchtung")
    backlog.take(idea, third)
    meetings.cancel(third, "Erkrankung")
    found = {entry.item.title: entry for entry in backlog.entries(steering.body)}
    assert set(found) == {"Fußgängertunnel", "Beleuchtung"}
    assert found["Fußgängertunnel"].item.text == "Licht fehlt"
    assert found["Fußgängertunnel"].source.startswith("TOP „Fußgängertunnel“")
    assert found["Beleuchtung"].item.state is BacklogState.OPEN
    meetings.reinstate(third)
    assert [entry.item.title for entry in backlog.entries(steering.body)] == ["Beleuchtung"]
    assert backlog.get(idea).state is BacklogState.SCHEDULED


def test_preparing_a_planned_meeting_keeps_what_it_has(steering: Steering, workspace: Workspace) -> None:
    meetings = workspace.meetings
    third = meetings.create(body_id=steering.body, starts_at=THIRD, place="Feuerwehrhaus")
    waiting = meetings.waiting_for_preparation(steering.body)
    assert waiting is not None
    assert waiting.id == third
    meetings.prepare(third, online_link="https://konferenz.example")
    found = meetings.get(third)
    assert (found.place, found.online_link) == ("Feuerwehrhaus", "https://konferenz.example")
    assert found.chair_id is not None
    assert found.ends_at == THIRD + timedelta(hours=2)
    assert found.state is MeetingState.PLANNED
    assert meetings.waiting_for_preparation(steering.body) is None

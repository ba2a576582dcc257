"""What the items „Beschlusskontrolle“ and „Offene Aufgaben“ list: open matters, and finished ones once more."""

from datetime import timedelta

import pytest

from coordinator_app.common.clock import FixedClock
from coordinator_app.domain.agenda import ItemType
from coordinator_app.domain.meetings import Meeting
from coordinator_app.domain.resolutions import Implementation, Resolution
from coordinator_app.domain.tasks import TaskState
from coordinator_app.services.workspace import Workspace
from tests.meeting_scenario import Progress, Steering


@pytest.fixture
def steering_stage() -> Progress:
    return "held"


@pytest.fixture
def third(steering: Steering, workspace: Workspace, clock: FixedClock) -> int:
    """The meeting after the one held on 26.11.2026."""
    starts_at = clock.moment + timedelta(days=60)
    return workspace.meetings.prepare_next(body_id=steering.body, starts_at=starts_at)


def listed(workspace: Workspace, meeting: int, item_type: ItemType) -> dict[str, tuple[str, str]]:
    item = next(line.item for line in workspace.meetings.agenda.view(meeting).lines if line.item.item_type is item_type)
    return {line.title: (line.state, line.report) for line in workspace.minutes.control(item.id)}


def treff(workspace: Workspace, steering: Steering) -> Resolution:
    with workspace.store.read() as unit:
        return unit.find(Resolution, agenda_item_id=steering.treff)[0]


def test_open_resolutions_with_their_last_report(steering: Steering, workspace: Workspace, third: int) -> None:
    resolution = treff(workspace, steering)
    workspace.follow_up.report(resolution.id, "Der Stadtrat berät im März", state=Implementation.IN_PROGRESS)
    found = listed(workspace, third, ItemType.RESOLUTION_CONTROL)
    assert found[resolution.title] == ("in Arbeit", "Der Stadtrat berät im März")


def test_done_ones_are_listed_once_more(
    steering: Steering, workspace: Workspace, third: int, clock: FixedClock
) -> None:
    resolution = treff(workspace, steering)
    clock.moment += timedelta(days=20)
    workspace.follow_up.report(resolution.id, "Eröffnet", state=Implementation.DONE)
    assert workspace.resolutions.get(resolution.id).implemented_on == clock.moment.date()
    assert listed(workspace, third, ItemType.RESOLUTION_CONTROL)[resolution.title] == ("umgesetzt", "Eröffnet")
    with workspace.store.write("x") as unit:
        unit.change(Resolution, resolution.id, None, implemented_on=clock.moment.date() - timedelta(days=90))
    assert resolution.title not in listed(workspace, third, ItemType.RESOLUTION_CONTROL)


def test_what_was_reported_done_in_the_meeting_is_not_repeated(
    steering: Steering, workspace: Workspace, third: int
) -> None:
    resolution = treff(workspace, steering)
    with workspace.store.read() as unit:
        assert unit.get(Meeting, third).previous_id == steering.second
    workspace.follow_up.report(resolution.id, "Eröffnet", state=Implementation.DONE, meeting_id=steering.second)
    assert resolution.title not in listed(workspace, third, ItemType.RESOLUTION_CONTROL)


def test_finished_tasks_are_listed_with_their_result(steering: Steering, workspace: Workspace, third: int) -> None:
    task = next(view for view in workspace.tasks.of_source("agenda_item", steering.treff))
    workspace.tasks.set_state(task.id, TaskState.DONE, "Plan liegt vor")
    found = listed(workspace, third, ItemType.OPEN_TASKS)
    assert found[task.task.title] == ("erledigt", "Plan liegt vor")

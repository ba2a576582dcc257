"""A coordinator's first day through the real window: from „Neue Kommune anlegen“ to the next morning."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from coordinator_app.common import clock as clock_module
from coordinator_app.common.clock import FixedClock
from coordinator_app.gui import alerts
from coordinator_app.services.workspace import Workspace
from coordinator_app.storage import backup
from tests.gui.conftest import AnsweringAlerts
from tests.journeys import first_day, meeting_day
from tests.journeys.steps import Day

MORNING = datetime(2026, 11, 9, 8, 0, tzinfo=UTC)
NEXT_MORNING = datetime(2026, 12, 1, 7, 30, tzinfo=UTC)


@pytest.fixture
def day(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Day]:
    """The program on its start screen, with a clock of its own and message boxes that answer."""
    clock, answers = FixedClock(MORNING), AnsweringAlerts()
    monkeypatch.setattr(clock_module, "SystemClock", lambda: clock)
    monkeypatch.setattr(alerts, "backend", answers)
    made = Day(qtbot, clock, answers, tmp_path)
    made.start_program()
    yield made
    if made.program is not None:
        made.quit_program()


def newest_backup(file: Path) -> closing[Workspace]:
    """What the last backup holds; on a slow machine the daily one may come after the last change of the day."""
    return closing(Workspace.open(backup.listed(backup.folder_of(file))[0].path, read_only=True))


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_first_day_from_an_empty_program_to_the_next_morning(day: Day) -> None:
    first_day.found_municipality(day)
    first_day.look_at_projects(day)
    first_day.add_need(day)
    first_day.score(day)
    first_day.tie_winner(day)
    first_day.enter_body(day)
    meeting_day.prepare_meeting(day)
    meeting_day.invite(day)
    meeting_day.hold_meeting(day)
    meeting_day.finalise_minutes(day)
    first_day.freeze(day)
    first_day.make_questionnaire(day)
    first_day.print_lists(day)
    first_day.undo_a_mistake(day)
    first_day.search(day)
    evening = first_day.state_of(day, day.workspace)
    file = day.workspace.store.path
    day.quit_program()
    with newest_backup(file) as kept:
        assert first_day.state_of(day, kept) == evening
    day.go_to(NEXT_MORNING)
    day.start_program()
    first_day.open_last_file(day)
    assert first_day.state_of(day, day.workspace) == evening
    day.nothing_was_refused()

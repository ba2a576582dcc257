"""The Sitzungsmappe in the step „Nachbereiten“ and in the menu of the meeting."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from coordinator_app.gui.context import AppContext
from coordinator_app.gui.pages.meetings.follow_up import FollowUpPane
from coordinator_app.gui.widgets.buttons import LinkButton
from coordinator_app.gui.widgets.cards import ListRow
from coordinator_app.services.workspace import Workspace
from tests.gui.conftest import RecordingShell
from tests.gui.helpers import nameless
from tests.meeting_scenario import Progress, Steering


@pytest.fixture
def steering_stage() -> Progress:
    return "held"


@pytest.fixture
def pane(
    qtbot: QtBot, steering: Steering, workspace: Workspace, make_context: Callable[[Workspace], AppContext]
) -> FollowUpPane:
    shown = FollowUpPane(make_context(workspace))
    qtbot.addWidget(shown)
    shown.resize(1200, 700)
    shown.show_meeting(steering.second)
    shown.show()
    return shown


def test_folder_is_offered_when_the_meeting_is_closed_and_until_it_was_written(
    pane: FollowUpPane, steering: Steering, workspace: Workspace, shell: RecordingShell, tmp_path: Path
) -> None:
    assert pane.folder.isHidden()
    workspace.minutes.finalise(steering.second, confirmed_on=steering.clock.moment.date())
    pane.reload()
    assert pane.folder.isVisible()
    assert pane.folder.text().startswith("Die Sitzung ist geschlossen.")
    assert nameless(pane) == []
    pane.folder.save_button.click()
    assert shell.calls[-1] == ("export", "meeting_folder", steering.second, "zip", None)
    files = workspace.documents.files
    files.write(tmp_path / "a.zip", b"x", source=workspace.documents.source("meeting_folder", steering.second))
    pane.reload()
    assert pane.folder.isHidden()


def test_folder_stands_among_the_papers(pane: FollowUpPane, steering: Steering, shell: RecordingShell) -> None:
    row = pane.papers.rows()[-1]
    assert isinstance(row, ListRow)
    row.activated.emit()
    assert shell.calls[-1] == ("preview", "meeting_folder", steering.second, None)
    buttons = {button.text(): button for button in row.findChildren(LinkButton) if button is not row.link}
    for word, options in (("ZIP", {}), ("öffentlich", {"variant": "public"})):
        buttons[word].click()
        assert shell.calls[-1] == ("export", "meeting_folder", steering.second, "zip", options)

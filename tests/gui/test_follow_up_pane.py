"""The step „Nachbereiten“: what is missing, the final version, correcting, papers."""

from collections.abc import Callable
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from coordinator_app.common.clock import FixedClock
from coordinator_app.common.errors import UserError
from coordinator_app.domain.bodies import Approval
from coordinator_app.domain.meetings import MeetingState
from coordinator_app.domain.minutes import MinutesState, MinutesType
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.pages.meetings.follow_up import FollowUpPane
from coordinator_app.gui.widgets.buttons import LinkButton
from coordinator_app.gui.widgets.cards import ListRow
from coordinator_app.services.workspace import Workspace
from tests.gui.conftest import AnsweringAlerts, RecordingShell
from tests.gui.helpers import nameless
from tests.meeting_scenario import Progress, Steering, make_steering


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


def words(pane: FollowUpPane) -> list[str]:
    return [
        row.link.text() if row.link else row.label.text() for row in pane.findings.rows() if isinstance(row, ListRow)
    ]


def state(workspace: Workspace, meeting_id: int) -> MinutesState:
    minutes = workspace.minutes.of_meeting(meeting_id)
    assert minutes is not None
    return minutes.state


def test_complete_minutes_are_told_so(pane: FollowUpPane) -> None:
    assert words(pane)[0].startswith("Alle Punkte behandelt")
    assert pane.chip.text() == "Entwurf"
    assert pane.finish.isVisible()
    assert not pane.correct.isVisible()
    assert nameless(pane) == []


def test_what_is_missing_leads_to_its_place(
    pane: FollowUpPane, steering: Steering, workspace: Workspace, shell: RecordingShell
) -> None:
    task = workspace.tasks.create_in_item(steering.treff, title="Ohne alles")
    pane.reload()
    assert words(pane)[0] == "Niemand ist verantwortlich für die Aufgabe „Ohne alles“."
    assert pane.findings.hint.text() == "1 Punkt fehlt"
    row = pane.findings.rows()[0]
    assert isinstance(row, ListRow)
    row.activated.emit()
    assert shell.calls[-1] == ("navigate", "task", task)


def test_final_version_needs_a_confirmation_and_a_yes(
    pane: FollowUpPane, steering: Steering, workspace: Workspace, alerts_fake: AnsweringAlerts, shell: RecordingShell
) -> None:
    with pytest.raises(UserError, match="bestätigt"):
        workspace.minutes.finalise(steering.second)
    pane.confirmed.set_value(date(2026, 12, 1))
    pane.confirmed.committed.emit()
    minutes = workspace.minutes.of_meeting(steering.second)
    assert minutes is not None
    assert minutes.confirmed_on == date(2026, 12, 1)
    pane.finish.click()
    assert state(workspace, steering.second) is MinutesState.DRAFT  # asked, answered „Abbrechen“
    alerts_fake.answers = [0]
    pane.finish.click()
    pane.reload()
    assert state(workspace, steering.second) is MinutesState.FINAL
    assert workspace.meetings.get(steering.second).state is MeetingState.CLOSED
    assert ("notify", "Fassung 1 der Niederschrift ist abgeschlossen.", "ok") in shell.calls
    assert not pane.finish.isVisible()
    assert not pane.findings.isVisible()
    assert pane.versions.isVisible()
    assert "Noch zu genehmigen" in pane.notice.text()


def test_review_and_back(pane: FollowUpPane, steering: Steering, workspace: Workspace, shell: RecordingShell) -> None:
    pane.submit.click()
    assert shell.calls[-1][:3] == ("preview", "minutes", steering.second)
    pane.reload()
    assert (pane.chip.text(), pane.submit.isVisible()) == ("in Abstimmung", False)
    pane.take_back.click()
    assert state(workspace, steering.second) is MinutesState.DRAFT


def test_kind_of_minutes_is_stored(pane: FollowUpPane, steering: Steering, workspace: Workspace) -> None:
    pane.kind.set_value(MinutesType.COURSE)
    pane.kind.committed.emit()
    assert workspace.minutes.content(steering.second).minutes_type is MinutesType.COURSE


def test_correction_keeps_the_old_version(
    pane: FollowUpPane, steering: Steering, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.minutes.finalise(steering.second, confirmed_on=date(2026, 12, 1))
    pane.reload()
    answers = iter(["", "Zahl berichtigt"])
    monkeypatch.setattr("coordinator_app.gui.pages.meetings.follow_up.ask_reason", lambda *_arguments: next(answers))
    pane.correct.click()
    assert state(workspace, steering.second) is MinutesState.FINAL
    pane.correct.click()
    pane.reload()
    assert pane.notice.text() == "Wird berichtigt: Zahl berichtigt"
    assert pane.finish.text() == "Berichtigte Fassung abschließen"
    workspace.minutes.finalise(steering.second)
    pane.reload()
    assert len(pane.versions.rows()) == 2


def test_bodies_without_approval_item_approve_by_hand(
    pane: FollowUpPane, steering: Steering, workspace: Workspace
) -> None:
    rules = workspace.bodies.rules(steering.body)
    workspace.bodies.update_rules(rules.id, None, approval=Approval.CHAIR)
    workspace.minutes.finalise(steering.second, confirmed_on=date(2026, 12, 1))
    pane.reload()
    pane.approve.click()
    pane.reload()
    assert pane.notice.text().startswith("Genehmigt am ")


def test_meeting_goes_on(pane: FollowUpPane, steering: Steering, workspace: Workspace) -> None:
    pane.reopen.click()
    assert workspace.meetings.get(steering.second).state is MeetingState.RUNNING


def test_papers_are_shown_and_saved(pane: FollowUpPane, steering: Steering, shell: RecordingShell) -> None:
    row = pane.papers.rows()[1]
    assert isinstance(row, ListRow)
    row.activated.emit()
    assert shell.calls[-1] == ("preview", "minutes", steering.second, {"variant": "public"})
    word = next(button for button in row.findChildren(LinkButton) if button.text() == "Word")
    word.click()
    assert shell.calls[-1] == ("export", "minutes", steering.second, "docx", {"variant": "public"})


def test_before_the_meeting_there_is_nothing_to_do(
    qtbot: QtBot, workspace: Workspace, clock: FixedClock, make_context: Callable[[Workspace], AppContext]
) -> None:
    made = make_steering(workspace, clock)
    pane = FollowUpPane(make_context(workspace))
    qtbot.addWidget(pane)
    pane.reload()
    pane.show_meeting(made.second)
    pane.show()
    assert pane.nothing.isVisible()
    assert not pane.finish.isVisible()
    assert nameless(pane) == []

"""The step „Nachbereiten“: what is missing, the final version, correcting, papers."""

from collections.abc import Callable
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from coordinator_app.common.clock import FixedClock
from coordinator_app.common.errors import UserError
from coordinator_app.domain.bodies import Approval
from coordinator_app.domain.dispatches import Occasion
from coordinator_app.domain.meetings import MeetingState
from coordinator_app.domain.minutes import MinutesState, MinutesType, MinutesVersion
from coordinator_app.domain.minutes_check import Finding, Place, Severity
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.questions import TextDialog
from coordinator_app.gui.pages.meetings.follow_up import FollowUpPane
from coordinator_app.gui.pages.meetings.meeting_head import MeetingHeadDialog
from coordinator_app.gui.pages.meetings.minutes_comparison import MinutesComparisonDialog
from coordinator_app.gui.pages.meetings.minutes_send import SendDialog
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
    assert pane.minutes.chip.text() == "Entwurf"
    assert pane.minutes.buttons["finish"].isVisible()
    assert not pane.minutes.buttons["correct"].isVisible()
    assert nameless(pane) == []


def test_what_is_missing_leads_to_its_place(
    pane: FollowUpPane, steering: Steering, workspace: Workspace, shell: RecordingShell
) -> None:
    task = workspace.tasks.create_in_item(steering.treff, title="Ohne alles")
    pane.reload()
    assert words(pane)[0] == "Niemand ist verantwortlich für die Aufgabe „Ohne alles“."
    assert pane.findings.hint.text() == "1 Punkt fehlt"
    assert "1 Punkt fehlt noch" in pane.minutes.next.text()
    row = pane.findings.rows()[0]
    assert isinstance(row, ListRow)
    row.activated.emit()
    assert shell.calls[-1] == ("navigate", "task", task)


def test_gaps_of_head_room_and_items_are_mended_where_they_are(
    pane: FollowUpPane, steering: Steering, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    heads: list[str] = []
    monkeypatch.setattr(MeetingHeadDialog, "show_for", lambda _parent, _context, meeting: heads.append(meeting.title))
    pane.mend(Finding(Severity.ERROR, "Ort"))
    assert heads == ["4. Sitzung der Lenkungsgruppe"]
    with qtbot.waitSignal(pane.room_wanted):
        pane.mend(Finding(Severity.ERROR, "Niemand da", place=Place.ROOM))
    with qtbot.waitSignal(pane.item_wanted) as caught:
        pane.mend(Finding(Severity.ERROR, "offen", ("agenda_item", steering.treff), Place.ITEM))
    assert caught.args == [steering.treff]


def test_final_version_needs_a_confirmation_and_a_yes(
    pane: FollowUpPane, steering: Steering, workspace: Workspace, alerts_fake: AnsweringAlerts, shell: RecordingShell
) -> None:
    with pytest.raises(UserError, match="bestätigt"):
        workspace.minutes.finalise(steering.second)
    pane.minutes.confirmed.set_value(date(2026, 12, 1))
    pane.minutes.confirmed.committed.emit()
    minutes = workspace.minutes.of_meeting(steering.second)
    assert minutes is not None
    assert minutes.confirmed_on == date(2026, 12, 1)
    pane.minutes.buttons["finish"].click()
    assert state(workspace, steering.second) is MinutesState.DRAFT  # asked, answered „Abbrechen“
    alerts_fake.answers = [0]
    pane.minutes.buttons["finish"].click()
    pane.reload()
    assert state(workspace, steering.second) is MinutesState.FINAL
    assert workspace.meetings.get(steering.second).state is MeetingState.CLOSED
    assert ("notify", "Fassung 1 der Niederschrift ist abgeschlossen.", "ok") in shell.calls
    assert not pane.minutes.buttons["finish"].isVisible()
    assert not pane.findings.isVisible()
    assert pane.versions.isVisible()
    assert "Versenden Sie die Niederschrift an die Mitglieder" in pane.minutes.next.text()


def test_review_and_back(
    pane: FollowUpPane, steering: Steering, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SendDialog, "run", lambda _dialog: False)
    pane.minutes.buttons["submit"].click()
    assert state(workspace, steering.second) is MinutesState.DRAFT
    monkeypatch.setattr(SendDialog, "run", SendDialog.check)
    pane.minutes.buttons["submit"].click()
    pane.reload()
    assert (pane.minutes.chip.text(), pane.minutes.buttons["submit"].isVisible()) == ("in Abstimmung", False)
    assert pane.minutes.next.text().startswith("Tragen Sie ein, wann die Leitung den Text bestätigt hat.")
    standing = workspace.minutes.standing(steering.second)
    assert standing is not None
    (sent,) = standing.dispatches
    assert (sent.occasion, sent.way, sent.recipients) == (Occasion.MINUTES_REVIEW, "Post", "Cornelia Marschner")
    pane.minutes.buttons["take_back"].click()
    assert state(workspace, steering.second) is MinutesState.DRAFT


def test_sending_begins_the_objection_period(
    pane: FollowUpPane, steering: Steering, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, shell: RecordingShell
) -> None:
    workspace.minutes.finalise(steering.second, confirmed_on=date(2026, 11, 26))
    pane.reload()
    monkeypatch.setattr(SendDialog, "run", SendDialog.check)
    pane.minutes.buttons["send"].click()
    pane.reload()
    assert "Einwendungen bis 10.12.2026" in pane.minutes.sent.text()
    assert shell.calls[-1][1].startswith("Versand vermerkt. Einwendungen bis 10.12.2026")
    assert pane.minutes.buttons["send"].text() == "Erneut versenden …"


def test_kind_of_minutes_is_stored(pane: FollowUpPane, steering: Steering, workspace: Workspace) -> None:
    pane.minutes.kind.set_value(MinutesType.COURSE)
    pane.minutes.kind.committed.emit()
    assert workspace.minutes.content(steering.second).minutes_type is MinutesType.COURSE


def test_correction_keeps_the_old_version(
    pane: FollowUpPane,
    steering: Steering,
    workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    alerts_fake: AnsweringAlerts,
) -> None:
    workspace.minutes.finalise(steering.second, confirmed_on=date(2026, 12, 1))
    pane.reload()
    answers = iter(["", "Zahl berichtigt"])
    monkeypatch.setattr(TextDialog, "ask", lambda *_arguments, **_words: next(answers))
    pane.minutes.buttons["correct"].click()
    assert state(workspace, steering.second) is MinutesState.FINAL
    pane.minutes.buttons["correct"].click()
    pane.reload()
    assert pane.notice.text() == "Wird berichtigt: Zahl berichtigt"
    assert pane.minutes.buttons["finish"].text() == "Berichtigte Fassung abschließen"
    workspace.meetings.agenda.write(steering.treff, "facts", "Berichtigt.")
    shown: list[tuple[int, int]] = []
    monkeypatch.setattr(MinutesComparisonDialog, "show_for", lambda _p, _c, _m, old, new: shown.append((old, new)))
    pane.minutes.buttons["compare"].click()
    pane.versions.compare.click()
    alerts_fake.answers = [0]
    pane.minutes.buttons["finish"].click()
    pane.reload()
    assert len(pane.versions.rows()) == 2
    pane.versions.compare.click()
    assert shown == [(1, 0), (1, 0), (1, 2)]
    assert pane.versions.chip.text() == "Prüfsummen in Ordnung"


def test_correction_without_a_change_is_given_up(pane: FollowUpPane, steering: Steering, workspace: Workspace) -> None:
    workspace.minutes.finalise(steering.second, confirmed_on=date(2026, 12, 1))
    workspace.minutes.correct(steering.second, "Irrtum")
    pane.reload()
    pane.minutes.buttons["drop"].click()
    assert state(workspace, steering.second) is MinutesState.FINAL


def test_touched_version_is_told_with_what_to_do(
    pane: FollowUpPane, steering: Steering, workspace: Workspace, shell: RecordingShell
) -> None:
    workspace.minutes.finalise(steering.second, confirmed_on=date(2026, 12, 1))
    version = workspace.minutes.versions(steering.second)[0]
    with workspace.store.write("Gefälscht") as unit:
        unit.change(MinutesVersion, version.id, None, content_json=version.content_json.replace("Wagner", "Wegner"))
    pane.reload()
    assert pane.versions.chip.text() == "verändert"
    assert pane.versions.broken.text().startswith("Prüfsumme stimmt nicht. Fassung 1 wurde außerhalb")
    pane.versions.broken.triggered.emit()
    assert shell.calls[-1] == ("show_help", "datensicherung")
    row = pane.versions.rows()[0]
    assert isinstance(row, ListRow)
    row.activated.emit()
    assert shell.calls[-1] == ("preview", "minutes", steering.second, {"number": "1"})


def test_approval_by_a_later_item_is_shown_with_its_way(
    qtbot: QtBot, pane: FollowUpPane, steering: Steering, workspace: Workspace, shell: RecordingShell
) -> None:
    pane.show_meeting(steering.first)
    assert pane.notice.text() == "Genehmigt am 26.11.2026."
    row = pane.approvals.rows()[0]
    assert isinstance(row, ListRow)
    row.activated.emit()
    minutes = workspace.minutes.of_meeting(steering.first)
    assert minutes is not None
    assert shell.calls[-1] == ("navigate", "agenda_item", minutes.approved_item_id)


def test_bodies_without_approval_item_approve_by_hand(
    pane: FollowUpPane, steering: Steering, workspace: Workspace, alerts_fake: AnsweringAlerts
) -> None:
    rules = workspace.bodies.rules(steering.body)
    workspace.bodies.update_rules(rules.id, None, approval=Approval.CHAIR)
    workspace.minutes.finalise(steering.second, confirmed_on=date(2026, 12, 1))
    pane.reload()
    pane.minutes.buttons["approve"].click()
    assert state(workspace, steering.second) is MinutesState.FINAL
    alerts_fake.answers = [0]
    pane.minutes.buttons["approve"].click()
    pane.reload()
    assert pane.notice.text().startswith("Genehmigt am ")


def test_meeting_goes_on(pane: FollowUpPane, steering: Steering, workspace: Workspace) -> None:
    pane.minutes.buttons["reopen"].click()
    assert workspace.meetings.get(steering.second).state is MeetingState.RUNNING


def test_papers_are_shown_printed_and_saved(pane: FollowUpPane, steering: Steering, shell: RecordingShell) -> None:
    row = pane.papers.rows()[1]
    assert isinstance(row, ListRow)
    row.activated.emit()
    assert shell.calls[-1] == ("preview", "minutes_public", steering.second, None)
    links = {button.text(): button for button in row.findChildren(LinkButton)}
    links["Word"].click()
    assert shell.calls[-1] == ("export", "minutes_public", steering.second, "docx", None)
    links["Drucken"].click()
    assert shell.calls[-1] == ("preview", "minutes_public", steering.second, {"print_now": True})


def test_decisions_lead_to_their_extract(pane: FollowUpPane, steering: Steering, shell: RecordingShell) -> None:
    row = pane.results.rows()[1]
    extract = next(button for button in row.findChildren(LinkButton) if button.text() == "Auszug")
    extract.click()
    assert shell.calls[-1] == ("preview", "minutes_extract", steering.treff, None)


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
    assert not pane.minutes.buttons["finish"].isVisible()
    assert nameless(pane) == []
    pane.nothing.help_wanted.emit()

"""The vote panel: roll call by one key each, recorded votes, elections with lot and second ballot, exceptions."""

from typing import Any

import pytest
from PySide6.QtCore import Qt

from coordinator_app.domain.agenda import ItemType
from coordinator_app.domain.ballots import BallotChoice
from coordinator_app.domain.resolutions import ResolutionState
from coordinator_app.domain.votes import Majority, Outcome, Procedure
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.pages.meetings.live_vote import VoteBox
from coordinator_app.gui.pages.meetings.page import MeetingsPage
from tests.gui.helpers import nameless, settle
from tests.gui.live.live_scene import Press, make_live_page, open_meeting
from tests.gui.meeting_scene import Scene

B = BallotChoice


@pytest.fixture
def page(qtbot: Any, context: AppContext, scene: Scene) -> MeetingsPage:
    """The page while the meeting is held."""
    found = make_live_page(qtbot, context, scene)
    open_meeting(found, scene, qtbot)
    return found


@pytest.fixture
def box(page: MeetingsPage, workspace: Any) -> VoteBox:
    """The open resolution of the item that is being treated."""
    item = page.workspace.live.item
    workspace.resolutions.draft(item.item_id(), wording="Der Treff wird eingerichtet.")
    settle()
    (found,) = item.boxes.values()
    item.vote()
    return found


@pytest.fixture
def election(page: MeetingsPage, workspace: Any, scene: Scene) -> VoteBox:
    item = page.workspace.live.item
    id = workspace.meetings.agenda.add(scene.planned, title="Wahl der Sprecherin", item_type=ItemType.ELECTION)
    workspace.resolutions.draft(id)
    settle()
    page.workspace.show_item(id)
    settle()
    (found,) = item.boxes.values()
    return found


def choose(editor: Any, value: Any) -> None:
    """As if chosen by hand."""
    editor.set_value(value)
    editor.committed.emit()
    settle()


def open_more(box: VoteBox) -> None:
    box.more_link.click()
    settle()


def test_roll_call_needs_one_key_each(box: VoteBox, qtbot: Any, workspace: Any, press: Press) -> None:
    choose(box.procedure, Procedure.ROLL_CALL)
    rows = box.form.roll.rows
    assert rows.hasFocus()
    assert rows.count() == 6
    qtbot.keyClicks(rows, "jjne-")
    settle()
    assert (box.counts["yes"].value(), box.counts["no"].value(), box.counts["abstain"].value()) == (2, 1, 1)
    assert box.counts["yes"].isReadOnly()
    assert not box.is_complete()  # one is not called yet
    press(Qt.Key.Key_Up)
    qtbot.keyClicks(rows, "x")  # no vote
    press(Qt.Key.Key_Delete)
    assert box.form.roll.choices().get(int(rows.current_key())) is None
    qtbot.keyClicks(rows, "jj")
    settle()
    assert box.is_complete()
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (vote,) = workspace.resolutions.votes(box.resolution_id)
    assert (vote.procedure, vote.yes, vote.no, vote.abstain) == (Procedure.ROLL_CALL, 4, 1, 1)
    assert [ballot.choice for ballot in workspace.resolutions.ballots(vote.id)] == [
        B.YES,
        B.YES,
        B.NO,
        B.ABSTAIN,
        B.YES,
        B.YES,
    ]


def test_result_by_name_tells_who_voted_how(box: VoteBox, qtbot: Any) -> None:
    choose(box.procedure, Procedure.ROLL_CALL)
    qtbot.keyClicks(box.form.roll.rows, "jjjjjn")
    settle()
    box.hold()
    settle()
    (yes, no) = box.earlier.text().splitlines()
    assert yes.startswith("Ja: ")
    assert yes.count(",") == 4
    assert no.startswith("Nein: ")


def test_who_leaves_is_no_longer_called(box: VoteBox, page: MeetingsPage, workspace: Any, scene: Scene) -> None:
    choose(box.procedure, Procedure.ROLL_CALL)
    box.form.roll.rest_link.click()
    settle()
    assert box.counts["yes"].value() == 6
    workspace.meetings.attendance.leave([workspace.resolutions.voters(box.resolution_id)[0].key])
    settle()
    page.workspace.live.item.refresh_votes()
    assert (box.form.roll.rows.count(), box.counts["yes"].value(), box.is_complete()) == (5, 5, True)


def test_votes_can_be_clicked_too(box: VoteBox) -> None:
    choose(box.procedure, Procedure.ROLL_CALL)
    for choice in (B.YES, B.NO, B.ABSTAIN, B.NOT_VOTING):
        box.form.roll.links.links[choice].click()
    settle()
    assert sorted(box.form.roll.choices().values()) == sorted([B.YES, B.NO, B.ABSTAIN, B.NOT_VOTING])


def test_single_vote_is_recorded_on_demand(box: VoteBox, qtbot: Any, workspace: Any) -> None:
    open_more(box)
    box.form.record_link.click()
    settle()
    rows = box.form.roll.rows
    assert rows.hasFocus()
    assert not box.form.roll.rest_link.isVisible()
    qtbot.keyClicks(rows, "n")
    box.counts["yes"].setValue(6)
    assert "Namentlich vermerkt: 1 Nein-Stimme" in box.result.text()
    box.counts["yes"].setValue(5)
    box.counts["no"].setValue(1)
    box.hold()
    settle()
    (vote,) = workspace.resolutions.votes(box.resolution_id)
    assert [ballot.choice for ballot in workspace.resolutions.ballots(vote.id)] == [B.NO]
    box.again_button.click()
    settle()
    assert box.form.names_wanted()
    box.form.record_link.click()
    assert not box.form.names_wanted()
    choose(box.procedure, Procedure.SECRET)
    assert not box.form.record_link.isVisible()


def test_other_result_and_other_base_need_reasons(box: VoteBox, workspace: Any, alerts_fake: Any) -> None:
    open_more(box)
    box.counts["yes"].setValue(7)
    box.form.present.setValue(7)
    assert box.form.base_reason.isVisible()
    box.hold()
    assert "begründen Sie die Abweichung" in alerts_fake.shown[-1]
    box.form.base_reason.set_value("Telefonisch zugeschaltet")
    choose(box.outcome, Outcome.REJECTED)
    assert "Begründung" in box.result.text()
    assert box.reason.isVisible()
    box.reason.set_value("Verfahrensfehler")
    box.reason.committed.emit()
    box.hold()
    settle()
    (vote,) = workspace.resolutions.votes(box.resolution_id)
    assert (vote.present, vote.base_reason, vote.outcome) == (7, "Telefonisch zugeschaltet", Outcome.REJECTED)
    assert vote.override_reason == "Verfahrensfehler"


def test_election_between_several_asks_for_the_lot(election: VoteBox, workspace: Any, qtbot: Any) -> None:
    assert election.form.candidates.isVisible()
    election.focus_first()
    election.form.focus_first()
    assert election.form.candidates.names.area.hasFocus()
    qtbot.keyClicks(election.form.candidates.names.area, "Anna Weber")
    qtbot.keyClick(election.form.candidates.names.area, Qt.Key.Key_Return)
    qtbot.keyClicks(election.form.candidates.names.area, "Rico Keller")
    election.form.candidates.names.save()
    settle()
    numbers = election.form.candidates.numbers
    assert list(numbers) == ["Anna Weber", "Rico Keller"]
    assert not election.counts["yes"].isVisible()
    election.focus_first()
    assert numbers["Anna Weber"].hasFocus()
    for box in numbers.values():
        box.setValue(3)
    assert "Stimmengleichheit" in election.result.text()
    assert election.form.candidates.lot.isVisible()
    election.form.candidates.lot.set_value("Rico Keller")
    election.form.candidates.lot.committed.emit()
    election.hold()
    settle()
    stored = workspace.resolutions.get(election.resolution_id)
    assert (stored.elected, stored.state) == ("Rico Keller", ResolutionState.ADOPTED)
    assert "Rico Keller" in election.result.text()


def test_second_ballot_is_offered_between_the_first_two(election: VoteBox, workspace: Any) -> None:
    workspace.resolutions.write(election.resolution_id, "candidates", "Anna\nRico\nJens")
    settle()
    choose(election.majority, Majority.ABSOLUTE_CAST)
    for name, votes in (("Anna", 3), ("Rico", 2), ("Jens", 1)):
        election.form.candidates.numbers[name].setValue(votes)
    assert not election.is_complete()
    election.hold()
    settle()
    assert election.earlier.isVisible()
    assert "1. Durchgang" in election.earlier.text()
    assert {box.value() for box in election.form.candidates.numbers.values()} == {0}
    assert election.form.candidates.runoff_link.text() == "Stichwahl: Anna – Rico"
    election.form.candidates.runoff_link.click()
    settle()
    assert workspace.resolutions.get(election.resolution_id).candidates == "Anna\nRico"
    assert not election.form.candidates.runoff_link.isVisible()
    election.form.candidates.numbers["Anna"].setValue(6)
    assert election.is_complete()
    election.hold()
    settle()
    assert workspace.resolutions.get(election.resolution_id).elected == "Anna"


def test_two_of_one_name_are_told(election: VoteBox, alerts_fake: Any, workspace: Any) -> None:
    workspace.resolutions.write(election.resolution_id, "candidates", "Anna\nanna")
    settle()
    assert "steht zweimal" in election.result.text()


def test_result_of_an_election_may_be_stated(election: VoteBox, workspace: Any) -> None:
    workspace.resolutions.write(election.resolution_id, "candidates", "Anna\nRico")
    settle()
    choose(election.majority, Majority.FREE)
    for box in election.form.candidates.numbers.values():
        box.setValue(3)
    election.form.candidates.lot.set_value("Anna")
    election.reason.set_value("nach Absprache")
    election.reason.committed.emit()
    election.hold()
    settle()
    assert workspace.resolutions.get(election.resolution_id).elected == "Anna"


def test_motion_goes_into_circulation_or_is_settled(box: VoteBox, shell: Any, workspace: Any) -> None:
    actions = {action.text(): action for action in box.more.menu_.actions()}
    actions["Stimmzettel drucken …"].trigger()
    assert shell.calls[-1] == ("preview", "ballot_papers", box.resolution_id, None)
    actions["Im Umlauf entscheiden"].trigger()
    settle()
    assert any(call[:2] == ("navigate", "circulation") for call in shell.calls)
    assert workspace.resolutions.get(box.resolution_id).state is ResolutionState.REFERRED
    assert not box.more.isVisible()


@pytest.mark.parametrize(
    ("words", "state"), [("Verweisen", ResolutionState.REFERRED), ("Zurückziehen", ResolutionState.WITHDRAWN)]
)
def test_motion_is_settled_without_a_vote(box: VoteBox, workspace: Any, words: str, state: ResolutionState) -> None:
    next(action for action in box.more.menu_.actions() if action.text() == words).trigger()
    assert workspace.resolutions.get(box.resolution_id).state is state


def test_everything_has_a_name(box: VoteBox) -> None:
    open_more(box)
    choose(box.procedure, Procedure.ROLL_CALL)
    assert nameless(box) == []

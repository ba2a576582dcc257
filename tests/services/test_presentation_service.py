"""What the projector shows, and what it never shows."""

from datetime import timedelta

import pytest

from coordinator_app.common.clock import FixedClock
from coordinator_app.domain.agenda import ItemState
from coordinator_app.domain.votes import Count
from coordinator_app.services.presentation import HIDDEN_TITLE, Scene
from coordinator_app.services.resolutions import VoteEntry
from coordinator_app.services.workspace import Workspace
from tests.meeting_scenario import TREFF, Progress, Steering


@pytest.fixture
def steering_stage() -> Progress:
    return "running"


@pytest.fixture
def treated(steering: Steering, workspace: Workspace) -> Steering:
    """The public item is called and has minutes, with a non-public paragraph and a note."""
    agenda = workspace.meetings.agenda
    workspace.meetings.live.call(steering.treff)
    agenda.write(steering.treff, "facts", "Öffentlicher Sachverhalt.")
    agenda.write(steering.treff, "discussion", "Alle reden.\n\n[nö] Geheime Lage.")
    agenda.update(steering.treff, None, note="Persönliche Bemerkung")
    return steering


def test_wall_follows_the_item_its_wording_and_its_result(treated: Steering, workspace: Workspace) -> None:
    view = workspace.meetings.presentations.view(treated.second)
    assert (view.scene, view.number, view.heading) == (Scene.ITEM, "TOP 6", "Offener Treff am Bahnhof")
    assert [(shown.label, shown.wording) for shown in view.resolutions] == [("Beschlussvorschlag", TREFF)]
    assert view.position == "Punkt 6 von 8"
    resolution = workspace.resolutions.draft(treated.treff)
    workspace.resolutions.write(resolution, "wording", "Neuer Wortlaut.")
    (shown,) = workspace.meetings.presentations.view(treated.second).resolutions
    assert (shown.label, shown.wording, shown.verdict) == ("Beschlussvorschlag", "Neuer Wortlaut.", "")
    workspace.resolutions.vote(resolution, VoteEntry(count=Count(yes=5, no=1)))
    (shown,) = workspace.meetings.presentations.view(treated.second).resolutions
    assert (shown.verdict, shown.adopted) == ("Angenommen", True)
    assert "5 Ja-Stimmen" in shown.sentence
    assert shown.label.startswith("Beschluss 2026/")


def test_of_many_resolutions_the_latest_are_shown(treated: Steering, workspace: Workspace) -> None:
    for number in range(5):
        workspace.resolutions.draft(treated.treff, wording=f"Wortlaut {number}")
    shown = workspace.meetings.presentations.view(treated.second).resolutions
    assert [each.wording for each in shown] == ["Wortlaut 2", "Wortlaut 3", "Wortlaut 4"]


def test_minutes_notes_and_non_public_paragraphs_stay_off_the_wall(treated: Steering, workspace: Workspace) -> None:
    spoken = workspace.meetings.presentations.view(treated.second).spoken
    for words in ("Sachverhalt", "Alle reden", "Geheime Lage", "Persönliche"):
        assert words not in spoken
    with_minutes = workspace.meetings.presentations.view(treated.second, with_minutes=True)
    assert "Öffentlicher Sachverhalt." in with_minutes.text
    assert "Alle reden." in with_minutes.text
    assert "Geheime Lage" not in with_minutes.text
    everything = workspace.meetings.presentations.view(treated.second, with_minutes=True, with_private=True)
    assert "Geheime Lage" in everything.text
    assert "Persönliche" not in everything.spoken


def test_non_public_items_are_not_named_where_others_are_public(treated: Steering, workspace: Workspace) -> None:
    budget = next(
        line.id for line in workspace.meetings.agenda.view(treated.second).lines if "Haushalt" in line.item.title
    )
    assert HIDDEN_TITLE in workspace.meetings.presentations.view(treated.second).following
    workspace.meetings.live.drop(treated.treff)
    workspace.meetings.live.call(budget)
    workspace.resolutions.draft(budget, wording="Geheimer Wortlaut")
    view = workspace.meetings.presentations.view(treated.second)
    assert view.heading == HIDDEN_TITLE
    assert "Geheim" not in view.spoken
    shown = workspace.meetings.presentations.view(treated.second, with_private=True)
    assert shown.heading == "Haushalt 2027"
    assert shown.resolutions[0].wording == "Geheimer Wortlaut"


def test_meeting_without_public_items_is_among_its_own_people(treated: Steering, workspace: Workspace) -> None:
    for line in workspace.meetings.agenda.view(treated.second).lines:
        workspace.meetings.agenda.update(line.id, None, public=False)
    view = workspace.meetings.presentations.view(treated.second)
    assert view.heading == "Offener Treff am Bahnhof"
    assert HIDDEN_TITLE not in view.spoken


def test_wall_before_between_and_after(steering: Steering, workspace: Workspace, clock: FixedClock) -> None:
    meetings, meeting = workspace.meetings, steering.second
    view = meetings.presentations.view(meeting)
    assert view.scene is Scene.WELCOME
    assert "Rathaus" in view.place
    assert view.position == ""
    meetings.live.call_next(meeting)
    meetings.breaks.begin(meeting)
    assert meetings.presentations.view(meeting).scene is Scene.BREAK
    clock.moment += timedelta(minutes=5)
    meetings.breaks.end(meeting)
    assert meetings.presentations.view(meeting).scene is Scene.ITEM
    for line in meetings.agenda.view(meeting).lines:
        if line.item.state is not ItemState.DROPPED and line.number:
            meetings.live.drop(line.id)
    assert meetings.presentations.view(meeting).words == "Alle Punkte sind behandelt."
    meetings.live.finish(meeting)
    ended = meetings.presentations.view(meeting)
    assert ended.scene is Scene.ENDED
    assert ended.words == "Ende 17:07 Uhr"

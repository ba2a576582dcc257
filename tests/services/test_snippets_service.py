"""Text blocks through their service: shipped and own ones, codes once, fields of a meeting."""

from datetime import timedelta

import pytest

from coordinator_app.common.clock import FixedClock
from coordinator_app.common.errors import UserError
from coordinator_app.domain.snippets import SHIPPED, SnippetUse
from coordinator_app.services.workspace import Workspace
from tests.meeting_scenario import Progress, Steering


@pytest.fixture
def steering_stage() -> Progress:
    return "running"


def test_new_file_has_the_shipped_set(workspace: Workspace) -> None:
    assert len(workspace.snippets.all()) == len(SHIPPED)
    assert workspace.snippets.missing_shipped() == 0
    assert workspace.snippets.add_shipped() == 0


def test_deleted_ones_come_back_on_demand_and_own_ones_stay(workspace: Workspace) -> None:
    snippets = workspace.snippets
    found = snippets.find("BF")
    assert found is not None
    snippets.discard(found.id)
    assert snippets.find("bf") is None
    own = snippets.create(code="zzz", title="Eigener", text="Eigener Text")
    assert snippets.missing_shipped() == 1
    assert snippets.add_shipped() == 1
    assert snippets.find("bf") is not None
    assert snippets.get(own).text == "Eigener Text"


def test_code_is_given_once(workspace: Workspace) -> None:
    snippets = workspace.snippets
    with pytest.raises(UserError, match="gehört schon zu „Beschlussfähigkeit“"):
        snippets.create(code="Bf", title="Doppelt", text="…")
    own = snippets.create(code="neu", title="Neu", text="Text", use=SnippetUse.RESOLUTION)
    with pytest.raises(UserError, match="gehört schon"):
        snippets.update(own, None, code="bf")
    snippets.update(own, None, code="neuer", text="Am {datum}")
    assert snippets.get(own).code == "neuer"
    with pytest.raises(UserError, match=r"Das Feld \{wetter\} gibt es nicht"):
        snippets.update(own, None, text="{wetter}")


def test_search_puts_codes_and_the_fitting_use_first(workspace: Workspace) -> None:
    snippets = workspace.snippets
    assert snippets.search("ba")[0].code == "ba"
    assert snippets.search("", SnippetUse.RESOLUTION)[0].use in (SnippetUse.RESOLUTION, SnippetUse.ANYWHERE)
    assert [found.code for found in snippets.search("beschlussfäh")] == ["bf"]
    assert snippets.search("gibt es nirgends") == []
    assert snippets.find("") is None


def test_fields_tell_the_meeting_as_it_is_now(steering: Steering, workspace: Workspace, clock: FixedClock) -> None:
    snippets, meeting = workspace.snippets, steering.second
    quorum = snippets.find("bf")
    assert quorum is not None
    words = snippets.filled(quorum, meeting).text
    assert words == "Es sind 6 von 8 Stimmberechtigten anwesend. Das Gremium ist beschlussfähig."
    clock.moment += timedelta(minutes=20)
    workspace.meetings.attendance.leave([steering.lines["Seidel"], steering.lines["Hempel"]])
    assert "Es sind 4 von 8" in snippets.filled(quorum, meeting).text
    assert "nicht beschlussfähig" in snippets.filled(quorum, meeting).text
    own = snippets.get(snippets.create(code="x", title="X", text="{top} {titel}: {vorschlag} ({uhrzeit}, {gremium})"))
    words = snippets.filled(own, meeting, steering.treff).text
    assert words.startswith("TOP 6 Offener Treff am Bahnhof: Die Lenkungsgruppe empfiehlt")
    assert words.endswith("(17:22, Lenkungsgruppe)")
    assert snippets.filled(own, meeting).missing == ("{top}", "{titel}", "{vorschlag}")

"""The tour: its stations lead to pages, records and topics that exist; a file of one's own is asked about first."""

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from coordinator_app.common.clock import FixedClock
from coordinator_app.gui.help_topics import topics
from coordinator_app.gui.local_state import LocalState
from coordinator_app.gui.main_window import MainWindow
from coordinator_app.gui.navigation import existing_pages
from coordinator_app.gui.theme import Theme
from coordinator_app.gui.tour import KEY, Tour
from coordinator_app.gui.tour_stations import stations
from coordinator_app.services.workspace import Workspace
from tests.gui.helpers import settle


def test_stations_name_pages_and_topics_that_exist() -> None:
    pages = {info.id: info for info in existing_pages()}
    assert 7 <= len(stations()) <= 9
    for station in stations():
        assert station.page in pages, station.title
        assert station.topic in topics(), station.title
        assert not station.kind or station.kind in pages[station.page].kinds, station.title
        assert station.look
        assert station.attempt
        assert "  " not in station.look, "a line was broken wrongly"


def test_records_named_stand_in_the_example(demo_file: Any, tmp_path: Any, clock: FixedClock) -> None:
    path = tmp_path / "Beispiel.kpr"
    path.write_bytes(demo_file.read_bytes())
    example = Workspace.open(path, clock=clock, user="Test")
    try:
        for station in stations():
            if station.record:
                found = [title for _, title in example.search.suggest(station.kind, station.record)]
                assert any(station.record in title for title in found), station.title
    finally:
        example.store.close()


@pytest.mark.parametrize("stays", [True, False])
def test_a_file_of_ones_own_is_asked_about(
    qtbot: QtBot,
    settings: LocalState,
    appearance: Theme,
    clock: FixedClock,
    alerts_fake: Any,
    workspace: Any,
    stays: bool,
) -> None:
    workspace.municipality.update(workspace.municipality.own().id, None, name="Neustadt")
    path = workspace.store.path
    workspace.store.close()
    window = MainWindow(settings, appearance, clock)
    window.show()
    with qtbot.waitSignal(window.file_opened, timeout=20_000):
        window.open_file(path)
    tour = Tour(window)
    alerts_fake.answers = [1 if stays else -1]
    tour.start()
    settle()
    assert "an der Beispieldatei" in alerts_fake.asked[0][0]
    assert (tour.panel is not None) is stays
    if tour.panel is not None:
        for _ in stations()[1:]:
            tour.panel.next_button.click()
        assert tour.panel.next_button.text().replace("&", "") == "Rundgang beenden"
        tour.panel.next_button.click()
        assert tour.panel is None
        assert settings.number(KEY) == 0
    alerts_fake.answers = [0]
    window.close()
    qtbot.waitUntil(window.isHidden, timeout=20_000)
    window.deleteLater()

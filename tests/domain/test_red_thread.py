"""Stations of the red thread: one record by its title, several by their number, none as missing."""

import pytest

from coordinator_app.domain.red_thread import ThreadNode, station


@pytest.mark.parametrize(
    ("found", "wanted", "state"),
    [
        ([], ThreadNode("Projekt", kind="project"), "missing"),
        ([(4, "Offener Treff")], ThreadNode("Projekt", "Offener Treff", "project", 4), "reached"),
        ([(4, "Offener Treff"), (7, "Nachtbus")], ThreadNode("Projekt", "2 Projekte", "project", 4), "reached"),
    ],
)
def test_station_names_what_is_linked(found: list[tuple[int, str]], wanted: ThreadNode, state: str) -> None:
    node = station("Projekt", "project", found, "Projekte")
    assert node == wanted
    assert node.state == state


def test_own_station_is_current() -> None:
    assert ThreadNode("Bedarf", "Treffpunkt Jugend", "need", 8, current=True).state == "current"

"""From a finding to a funded project with resolution, goal, indicator and task, by the „+“ of the red thread alone."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pytestqt.qtbot import QtBot

from coordinator_app.common import clock as clock_module
from coordinator_app.common.clock import FixedClock
from coordinator_app.domain.thread_chain import stations
from coordinator_app.gui import alerts
from coordinator_app.gui.dialogs.new_grant import NewGrant
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.forms.questions import LinkDialog
from coordinator_app.gui.thread_bar import ThreadBar
from coordinator_app.services.red_thread import read_chain
from tests.gui.conftest import AnsweringAlerts
from tests.journeys.hand import Hand
from tests.journeys.steps import SLOW, Day, accept

if TYPE_CHECKING:
    from tests.meeting_scenario import Progress, SavedSteering


@pytest.fixture
def day(
    qtbot: QtBot,
    steering_files: "Callable[[Progress], SavedSteering]",
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Day]:
    """The program with a held meeting that has taken a resolution."""
    saved = steering_files("held")
    clock, answers = FixedClock(saved.moment), AnsweringAlerts()
    monkeypatch.setattr(clock_module, "SystemClock", lambda: clock)
    monkeypatch.setattr(alerts, "backend", answers)
    path = tmp_path / "Mühlwerda.kpr"
    shutil.copyfile(saved.path, path)
    made = Day(qtbot, clock, answers, tmp_path)
    made.start_program()
    with qtbot.waitSignal(made.window.file_opened, timeout=SLOW):
        made.window.open_file(path)
    made.kept["resolution"] = made.workspace.resolutions.of_item(saved.ids["treff"])[0].id
    yield made
    made.quit_program()


def thread(day: Day) -> ThreadBar:
    """The red thread of the detail shown."""
    page = day.window.stack.current_page
    assert page is not None
    return next(bar for bar in page.findChildren(ThreadBar) if bar.isVisible())


def add(hand: Hand, kind: str, id: int, caption: str) -> None:
    """Click the „+“ of a station in the thread of a record."""
    chain = read_chain(hand.day.workspace.store, kind, id)
    position = [station.caption for station in stations(chain)].index(caption)
    hand.click(thread(hand.day).button(position))


def current(day: Day) -> int:
    """The record the page shows."""
    page = day.window.stack.current_page
    found = page.current_record() if page is not None else None
    assert found is not None
    return found[1]


def test_finding_becomes_a_funded_project_within_five_minutes(day: Day) -> None:
    hand = Hand(day)
    needs = day.page("needs")
    with hand.filling(RecordDialog, title="Treffpunkt für Jugendliche am Bahnhof fehlt"):
        hand.click(needs.new_button)
    need = current(day)
    kind = day.workspace.catalogues.entries("evidence_kind")[0].id
    statement = "31 % der Befragten meiden den Bahnhof am Abend"
    with hand.filling(RecordDialog, evidence_kind_id=kind, statement=statement, source="Befragung 2026, Frage 12"):
        add(hand, "need", need, "Befund")
    with hand.filling(RecordDialog, title="Offener Treff"):
        add(hand, "need", need, "Projekt")
        hand.choose("Neues Projekt")
    (project,) = day.workspace.needs.get(need).projects
    hand.click(thread(day).button(3))
    day.wait_for(lambda: current(day) == project)
    _make_measurable(hand, project)
    _decide(hand, project)
    with hand.filling(RecordDialog, title="Räume suchen"):
        add(hand, "project", project, "Aufgabe")
    _fund(hand, project)
    day.nothing_was_refused()
    chain = read_chain(day.workspace.store, "project", project)
    reached = [station.caption for station in stations(chain) if station.state != "missing"]
    assert reached == ["Befund", "Bedarf", "Projekt", "Beschluss", "Förderung", "Aufgabe", "Messwert"]
    assert hand.seconds() < 300, hand


def _make_measurable(hand: Hand, project: int) -> None:
    """Goal, indicator, first value: the same „+“ asks for what is missing next."""
    with hand.filling(RecordDialog, text="Jugendliche haben bis 2028 einen Ort am Bahnhof"):
        add(hand, "project", project, "Messwert")
    with hand.filling(RecordDialog, name="Besuche je Öffnungstag", baseline=0.0, target=20.0):
        add(hand, "project", project, "Messwert")
    with hand.filling(RecordDialog, measured_on=date(2026, 11, 9), value=4.0, source="Strichliste"):
        add(hand, "project", project, "Messwert")


def _decide(hand: Hand, project: int) -> None:
    """The resolution the meeting has taken."""
    hand.keys += 6  # what finds it

    def pick(dialog: LinkDialog) -> None:
        dialog.editor.set_value(hand.day.kept["resolution"])
        accept(dialog)

    with hand.day.dialog(LinkDialog, pick):
        add(hand, "project", project, "Beschluss")
        hand.choose("Vorhandenen Beschluss")


def _fund(hand: Hand, project: int) -> None:
    """A grant for the project: applied for, with its programme and amount."""
    page: Any = hand.day.window.stack.current_page
    page.detail.tabs.select("funding")
    hand.clicks += 1
    hand.day.settle()
    programme = hand.day.workspace.funding.all()[0].id
    with hand.filling(NewGrant, programme_id=programme, requested=1_984_000):
        page.detail.tabs.current_pane().new_grant()
        hand.clicks += 1
    grants = hand.day.workspace.grants.of_project(project)
    assert [entry.grant.requested for _, entry in grants] == [1_984_000]

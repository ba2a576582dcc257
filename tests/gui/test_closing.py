"""Closing the window while something runs: a question where it takes longer, never a hang, never a lost step."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from coordinator_app.common.clock import FixedClock
from coordinator_app.common.jobs import JobContext
from coordinator_app.gui import closing
from coordinator_app.gui.jobs import Lane
from coordinator_app.gui.local_state import LocalState
from coordinator_app.gui.main_window import MainWindow
from coordinator_app.gui.theme import Theme


class Work:
    """A job that runs until it is let go; `deaf` ones notice no cancelling."""

    def __init__(self, *, deaf: bool = False) -> None:
        self.go, self.entered, self.deaf = threading.Event(), threading.Event(), deaf

    def __call__(self, job: JobContext) -> None:
        self.entered.set()
        while not self.go.wait(0.005):
            if not self.deaf:
                job.progress(0, 0, "")


@pytest.fixture
def window(
    qtbot: QtBot,
    workspace: Any,
    settings: LocalState,
    appearance: Theme,
    clock: FixedClock,
    alerts_fake: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[MainWindow]:
    """The main window with an open file; questions come at once."""
    monkeypatch.setattr(closing, "PATIENCE", 20)
    monkeypatch.setattr(closing, "QUIET_WITHIN", 0.05)
    workspace.store.close()
    made = MainWindow(settings, appearance, clock)
    made.show()
    with qtbot.waitSignal(made.file_opened, timeout=15_000):
        made.open_file(workspace.store.path)
    yield made
    made.close()
    qtbot.waitUntil(made.isHidden, timeout=10_000)
    made.deleteLater()


Start = Callable[..., Work]


@pytest.fixture
def start(window: MainWindow) -> Iterator[Start]:
    """Begin work that goes on."""
    begun: list[Work] = []

    def run(lane: Lane, *, deaf: bool = False) -> Work:
        work = Work(deaf=deaf)
        begun.append(work)
        window.jobs.run(work, title="Die Liste wird übernommen", lane=lane)
        assert work.entered.wait(5)
        return work

    yield run
    for work in begun:
        work.go.set()


def test_work_that_ends_soon_or_is_let_finish_is_waited_for(
    qtbot: QtBot, window: MainWindow, start: Start, alerts_fake: Any
) -> None:
    work = start(Lane.WRITER)
    window.close()
    qtbot.waitUntil(lambda: len(alerts_fake.asked) == 1)
    assert alerts_fake.asked == [("Es läuft noch etwas: Die Liste wird übernommen.", [closing.FINISH, closing.STOP])]
    qtbot.wait(30)
    assert window.isVisible(), "answered „Abbrechen“: she goes on working"
    alerts_fake.answers = [0]
    window.close()
    qtbot.waitUntil(lambda: len(alerts_fake.asked) == 2)
    assert window.notices.text() == "Das Programm wird beendet, sobald die laufende Arbeit zu Ende ist."
    work.go.set()
    qtbot.waitUntil(window.isHidden, timeout=10_000)
    assert window.session.workspace is None
    assert not window.closing.stuck


def test_abbrechen_while_the_file_is_closed_closes_it_all_the_same(
    qtbot: QtBot, window: MainWindow, start: Start, alerts_fake: Any, workspace: Any
) -> None:
    work = start(Lane.WRITER)
    window.close_file()
    closing_job = window.jobs.active()[-1]
    closing_job.cancel()
    work.go.set()
    qtbot.waitUntil(window.start.isVisible, timeout=10_000)
    path: Path = workspace.store.path
    assert not path.with_name(f"{path.name}.lock").exists()


def test_a_job_that_notices_nothing_is_asked_about_again_and_then_left(
    qtbot: QtBot, window: MainWindow, start: Start, alerts_fake: Any, workspace: Any
) -> None:
    start(Lane.WRITER, deaf=True)
    alerts_fake.answers = [1, 0, 1]
    window.close()
    qtbot.waitUntil(lambda: len(alerts_fake.asked) == 1)
    window.close()
    assert alerts_fake.asked[1][1] == [closing.WAIT, closing.NOW]
    assert window.isVisible()
    window.close()
    qtbot.waitUntil(window.isHidden, timeout=10_000)
    assert window.closing.stuck, "the process is ended without waiting for its threads"


def test_reading_that_hangs_holds_up_nobody(qtbot: QtBot, window: MainWindow, start: Start, alerts_fake: Any) -> None:
    start(Lane.OUTSIDE, deaf=True)
    alerts_fake.answers = [1]
    window.close()
    qtbot.waitUntil(window.isHidden, timeout=10_000)
    assert len(alerts_fake.asked) == 1
    assert window.closing.stuck


def test_a_file_being_opened_is_given_free_when_the_window_closes(
    qtbot: QtBot, settings: LocalState, appearance: Theme, clock: FixedClock, workspace: Any, alerts_fake: Any
) -> None:
    path: Path = workspace.store.path
    workspace.store.close()
    window = MainWindow(settings, appearance, clock)
    window.show()
    window.open_file(path)
    window.open_file(path)  # a second click changes nothing
    window.close()
    qtbot.waitUntil(window.isHidden, timeout=10_000)
    assert not path.with_name(f"{path.name}.lock").exists()
    assert alerts_fake.asked == []
    window.deleteLater()


def test_the_end_of_the_session_asks_nothing_and_closes_everything(
    qtbot: QtBot, window: MainWindow, start: Start, alerts_fake: Any, workspace: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    start(Lane.READER)
    closed: list[QWidget] = []

    class Beside(QWidget):
        def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
            from coordinator_app.gui import alerts

            alerts.inform(self, "Niemand ist da, der das liest.")
            closed.append(self)

    beside = Beside(window)
    beside.setWindowFlag(beside.windowFlags().Window)
    beside.show()
    window.closing.end_at_once(5)
    path: Path = workspace.store.path
    assert closed == [beside]
    assert alerts_fake.shown == []
    assert not window.closing.stuck
    assert not path.with_name(f"{path.name}.lock").exists()

"""The bridge for long work: results on the main thread, progress, „Abbrechen“, errors, superseded requests."""

import threading
from concurrent.futures import wait
from typing import Any

import pytest
from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot

from coordinator_app.common.errors import UserError
from coordinator_app.common.jobs import JobContext
from coordinator_app.gui.jobs import Job, Jobs, JobState, Lane
from coordinator_app.gui.progress_panel import DELAY, ProgressPanel


@pytest.fixture
def jobs(qtbot: QtBot) -> Any:
    made = Jobs()
    yield made
    made.shutdown()


def double(job: JobContext, number: int) -> int:
    job.progress(1, 2, "die Hälfte")
    return number * 2


def fail(job: JobContext) -> None:
    raise UserError("Das Laufwerk ist nicht verbunden.")


def break_down(job: JobContext) -> None:
    raise ValueError("defect")


class Gate:
    """A job that waits until it is let through."""

    def __init__(self) -> None:
        self.open = threading.Event()
        self.entered = threading.Event()

    def __call__(self, job: JobContext, result: str) -> str:
        self.entered.set()
        for step in range(2000):
            job.progress(step, 2000, "wartet")
            if self.open.wait(0.005):
                break
        return result


def test_result_arrives_on_the_main_thread(qtbot: QtBot, jobs: Jobs) -> None:
    seen: list[tuple[int, bool]] = []

    def done(result: int) -> None:
        seen.append((result, QThread.currentThread() is jobs.thread()))

    with qtbot.waitSignal(jobs.finished):
        job = jobs.run(double, 21, title="Rechnet", done=done)
    assert seen == [(42, True)]
    assert job.state is JobState.DONE
    assert not jobs.active()


def test_progress_is_told_with_its_text(qtbot: QtBot, jobs: Jobs) -> None:
    seen: list[tuple[int, int, str]] = []

    def note(job: Job) -> None:
        seen.append(job.progress)

    jobs.progressed.connect(note)
    with qtbot.waitSignal(jobs.finished):
        jobs.run(double, 1, title="Rechnet")
    assert seen == [(1, 2, "die Hälfte")]


def test_user_error_reaches_failed(qtbot: QtBot, jobs: Jobs) -> None:
    errors: list[str] = []

    def failed(error: UserError) -> None:
        errors.append(error.text)

    with qtbot.waitSignal(jobs.finished):
        job = jobs.run(fail, title="Liest", failed=failed)
    assert errors == ["Das Laufwerk ist nicht verbunden."]
    assert job.state is JobState.FAILED


@pytest.mark.parametrize(("function", "kind"), [(break_down, ValueError), (fail, UserError)])
def test_error_nobody_takes_reaches_the_hook(qtbot: QtBot, jobs: Jobs, function: Any, kind: type[Exception]) -> None:
    with qtbot.captureExceptions() as caught, qtbot.waitSignal(jobs.finished):
        jobs.run(function, title="Liest")
    assert [error[0] for error in caught] == [kind]


def test_cancelled_job_gives_no_result(qtbot: QtBot, jobs: Jobs) -> None:
    gate, results = Gate(), []
    with qtbot.waitSignal(jobs.finished):
        job = jobs.run(gate, "zu spät", title="Wartet", done=results.append)
        assert gate.entered.wait(5)
        job.cancel()
    assert results == []
    assert job.state is JobState.CANCELLED


def test_newer_request_of_a_key_supersedes_the_older(qtbot: QtBot, jobs: Jobs) -> None:
    gate, results = Gate(), []
    jobs.run(gate, "alt", title="Sucht", done=results.append, key="search")
    assert gate.entered.wait(5)
    jobs.run(double, 4, title="Sucht", done=results.append, key="search")
    qtbot.waitUntil(lambda: results == [8])
    gate.open.set()
    qtbot.waitUntil(lambda: not jobs.active())
    assert results == [8]


def test_result_is_dropped_when_the_owner_is_gone(qtbot: QtBot, jobs: Jobs) -> None:
    import shiboken6

    owner, results, gate = QObject(), [], Gate()
    jobs.run(gate, "x", title="Wartet", done=results.append, owner=owner)
    assert gate.entered.wait(5)
    shiboken6.delete(owner)
    with qtbot.waitSignal(jobs.finished):
        gate.open.set()
    assert results == []


def test_lanes_run_side_by_side_and_each_in_turn(qtbot: QtBot, jobs: Jobs) -> None:
    gate, order = Gate(), []
    jobs.run(gate, "erst", title="Schreibt", done=order.append, lane=Lane.WRITER)
    jobs.run(double, 1, title="Schreibt auch", done=order.append, lane=Lane.WRITER)
    jobs.run(double, 2, title="Liest", done=order.append, lane=Lane.READER)
    qtbot.waitUntil(lambda: order == [4])
    gate.open.set()
    qtbot.waitUntil(lambda: order == [4, "erst", 2])


def test_shutdown_ends_what_runs(qtbot: QtBot) -> None:
    jobs, gate = Jobs(), Gate()
    job = jobs.run(gate, "x", title="Wartet")
    assert gate.entered.wait(5)
    jobs.shutdown()
    assert job.state is JobState.CANCELLED


def test_a_worker_that_reports_after_the_end_reaches_nobody(qtbot: QtBot) -> None:
    jobs, seen = Jobs(), []
    jobs.progressed.connect(seen.append)
    job = Job("Rechnet", Lane.READER, None, None, None, "", state=JobState.RUNNING)
    jobs.post(job, "progress", (1, 2, "davor"))
    qtbot.waitUntil(lambda: len(seen) == 1)
    jobs.shutdown()
    jobs.post(job, "progress", (2, 2, "danach"))
    qtbot.wait(1)
    assert len(seen) == 1


def test_shutdown_has_an_end_when_a_job_has_none(qtbot: QtBot) -> None:
    jobs, stuck = Jobs(), threading.Event()

    def deaf(job: JobContext) -> None:
        stuck.wait(20)

    jobs.run(deaf, title="Hängt am Netzlaufwerk", lane=Lane.OUTSIDE)
    waiting = jobs.run(deaf, title="Wartet dahinter", lane=Lane.OUTSIDE)
    assert jobs.unfinished()
    assert jobs.shutdown(0.05) is False
    assert waiting.state is JobState.CANCELLED
    stuck.set()


def test_what_comes_too_late_is_given_back(qtbot: QtBot, jobs: Jobs) -> None:
    gate, given_back, results = Gate(), [], []
    jobs.run(gate, "alt", title="Öffnet", done=results.append, drop=given_back.append, key="open")
    assert gate.entered.wait(5)
    gate.open.set()  # finished before it can notice that a newer one supersedes it
    wait([job.future for job in jobs.unfinished() if job.future is not None])
    jobs.run(double, 2, title="Öffnet", done=results.append, drop=given_back.append, key="open")
    qtbot.waitUntil(lambda: results == [4])
    assert given_back == ["alt"]
    last = jobs.run(double, 3, title="Öffnet", done=results.append, drop=given_back.append)
    assert last.future is not None
    last.future.result()
    assert jobs.shutdown(5)
    assert given_back == ["alt", 6]
    assert results == [4]


def test_panel_appears_late_and_cancels(qtbot: QtBot, jobs: Jobs) -> None:
    panel, gate = ProgressPanel(jobs), Gate()
    qtbot.addWidget(panel)
    job = jobs.run(gate, "x", title="Projektliste wird gelesen")
    qtbot.waitUntil(lambda: job.state is JobState.RUNNING)
    assert not panel.isVisible()
    qtbot.waitUntil(panel.isVisible, timeout=2000)
    with qtbot.waitSignal(jobs.finished):
        panel.cancel_button.click()
    assert not panel.isVisible()
    assert job.state is JobState.CANCELLED


def test_quick_job_shows_no_panel(qtbot: QtBot, jobs: Jobs) -> None:
    panel = ProgressPanel(jobs)
    qtbot.addWidget(panel)
    with qtbot.waitSignal(jobs.finished):
        jobs.run(double, 1, title="Schnell")
    qtbot.wait(500)
    assert not panel.isVisible()


def test_quiet_work_is_not_shown(qtbot: QtBot, jobs: Jobs) -> None:
    panel, quiet, shown = ProgressPanel(jobs), Gate(), Gate()
    qtbot.addWidget(panel)
    jobs.run(quiet, "x", title="", lane=Lane.READER)
    qtbot.wait(DELAY + 100)
    assert not panel.isVisible()
    jobs.run(shown, "x", title="Projektliste wird ausgegeben", lane=Lane.WRITER)
    qtbot.waitUntil(panel.isVisible)
    shown.open.set()
    qtbot.waitUntil(panel.isHidden)
    assert jobs.active(), "the quiet work goes on"
    quiet.open.set()

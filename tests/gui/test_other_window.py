"""A second window for the same file: found by the lock file, asked only when it is really this program."""

import os
import platform
import signal
import sys
from pathlib import Path

import pytest

from coordinator_app.common.clock import FixedClock
from coordinator_app.gui import other_window
from coordinator_app.services.open_elsewhere import process_holding
from coordinator_app.storage import lock


def locked(path: Path, machine: str, pid: int) -> None:
    lock.lock_path(path).write_text(
        f'{{"user": "Kora", "machine": "{machine}", "pid": {pid}, "since": "2026-11-09T09:00:00+00:00"}}',
        encoding="utf-8",
    )


def test_a_process_of_this_computer_that_runs_is_found(tmp_path: Path, clock: FixedClock) -> None:
    path, here = tmp_path / "a.kpr", platform.node()
    assert process_holding(path) == 0
    for machine, pid, expected in (
        (here, os.getppid(), os.getppid()),
        (here, os.getpid(), 0),  # ourselves
        ("PC-7", os.getppid(), 0),  # a colleague's computer
        (here, 2**22 + 1, 0),  # gone: no process has such a number
    ):
        locked(path, machine, pid)
        assert process_holding(path) == expected
    lock.lock_path(path).write_text("kaputt", encoding="utf-8")
    assert process_holding(path) == 0


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads /proc")
def test_only_a_process_that_listens_is_sent_a_signal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.kpr"
    assert not other_window.brought_forward(path)
    sent: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "kill", lambda pid, number: sent.append((pid, number)) if number else None)
    locked(path, platform.node(), os.getppid())  # runs, but is another program or does not listen
    assert not other_window.brought_forward(path)
    assert sent == []


@pytest.mark.skipif(sys.platform == "win32", reason="no such signals there")
@pytest.mark.parametrize(
    ("mask", "expected"), [("0000000000000200", True), ("0000000000004000", False), ("0000000180014a02", True)]
)
def test_the_mask_of_handled_signals_is_read(mask: str, expected: bool) -> None:
    assert other_window.catches(f"Name:\tpython\nSigCgt:\t{mask}\n", signal.SIGUSR1) is expected
    assert not other_window.catches("Name:\tpython\n", signal.SIGUSR1)

"""The lock file: one holder, left-over files taken over, unreadable ones survived."""

import errno
import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from coordinator_app.common.clock import FixedClock
from coordinator_app.storage import lock
from coordinator_app.storage.lock import FileLock, Holder, acquire, lock_path, process_runs, read_holder


def taken(path: Path, clock: FixedClock) -> FileLock:
    """A lock that must be free."""
    found = acquire(path, user="Kora", clock=clock)
    assert isinstance(found, FileLock)
    return found


def test_the_lock_file_tells_who_holds_it(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "a.kpr"
    held = taken(path, clock)
    expected = Holder("Kora", platform.node(), os.getpid(), "2026-11-09T09:00:00+00:00")
    assert read_holder(lock_path(path)) == expected
    assert acquire(path, user="Andere", clock=clock) == expected
    held.release()
    held.release()
    assert list(tmp_path.iterdir()) == []


def test_a_second_release_leaves_the_next_holder_and_other_files_alone(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "a.kpr"
    first = taken(path, clock)
    first.release()
    second = taken(path, clock)  # usually gets the very handle number the first one had
    first.release()
    assert lock_path(path).exists()
    assert isinstance(acquire(path, user="Andere", clock=clock), Holder)
    second.release()
    assert list(tmp_path.iterdir()) == []


def test_a_lock_file_left_over_from_a_crash_is_taken_over(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "a.kpr"
    lock_path(path).write_text('{"user": "Weg", "machine": "PC-1", "pid": 4, "since": "2026-01-01"}', encoding="utf-8")
    held = taken(path, clock)
    assert held.left_over
    held.release()
    again = taken(path, clock)
    assert not again.left_over
    again.release()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"user": "x"}', '{"user":"x","machine":"y","pid":"z","since":""}'])
def test_an_unreadable_lock_file_names_nobody(tmp_path: Path, content: str) -> None:
    path = tmp_path / "a.lock"
    path.write_text(content, encoding="utf-8")
    assert read_holder(path) == Holder("", "", 0, "")


@pytest.mark.parametrize(
    ("holder", "sentence"),
    [
        (
            Holder("Kora", "PC-7", 1, "2026-11-26T16:02:00+00:00"),
            "In Benutzung durch Kora an PC-7 seit Do, 26.11.2026, 17:02\u00a0Uhr.",
        ),
        (Holder("", "", 0, ""), "In Benutzung durch eine andere Person."),
    ],
)
def test_the_sentence_for_the_status_bar(holder: Holder, sentence: str) -> None:
    assert holder.sentence() == sentence


def test_without_locks_of_the_system_the_process_decides(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "_system_lock", lambda _: None)
    path = tmp_path / "a.kpr"

    def left_by(pid: int, machine: str) -> None:
        text = f'{{"user": "Weg", "machine": "{machine}", "pid": {pid}, "since": ""}}'
        lock_path(path).write_text(text, encoding="utf-8")

    left_by(os.getppid(), platform.node())
    assert isinstance(acquire(path, user="", clock=clock), Holder)
    left_by(1, "ANDERER-PC")
    assert isinstance(acquire(path, user="", clock=clock), Holder)
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        pass
    left_by(ended.pid, platform.node())
    taken(path, clock).release()
    taken(path, clock).release()


@pytest.mark.skipif(sys.platform == "win32", reason="locks of POSIX systems")
@pytest.mark.parametrize(("code", "expected"), [(errno.EAGAIN, False), (errno.ENOLCK, None), (errno.EOPNOTSUPP, None)])
def test_a_file_system_without_locks_is_recognised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, expected: bool | None
) -> None:
    import fcntl

    def refuse(*_: object) -> None:
        raise OSError(code, "no")

    monkeypatch.setattr(fcntl, "flock", refuse)
    handle = os.open(tmp_path / "x", os.O_RDWR | os.O_CREAT)
    assert lock._system_lock(handle) is expected  # noqa: SLF001 - the file system cannot be brought along
    os.close(handle)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows removes no open files")
def test_a_lock_file_removed_while_it_was_opened_is_made_anew(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.kpr"
    real, calls = os.open, []

    def open_and_lose(name: Path, *rest: int) -> int:
        handle = real(name, *rest)
        calls.append(name)
        if len(calls) < 3:
            Path(name).unlink()
        return handle

    monkeypatch.setattr(os, "open", open_and_lose)
    held = taken(path, clock)
    assert len(calls) == 3
    assert read_holder(lock_path(path)).user == "Kora"
    held.release()


def test_a_folder_nobody_may_write_is_an_error_for_the_caller(tmp_path: Path, clock: FixedClock) -> None:
    with pytest.raises(OSError, match="No such file"):
        acquire(tmp_path / "fehlt" / "a.kpr", user="", clock=clock)


def test_a_full_disk_gives_the_lock_back(tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(OSError, match="full"):
        acquire(tmp_path / "a.kpr", user="", clock=clock)
    monkeypatch.undo()
    taken(tmp_path / "a.kpr", clock).release()


def test_running_processes_are_known() -> None:
    assert process_runs(os.getpid())
    assert process_runs(4 if sys.platform == "win32" else 1)  # belongs to the system

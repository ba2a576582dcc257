"""One writer per file: a lock file beside the database tells who has it open.

The lock file is held by a lock of the operating system, which ends with the process (and, on network drives, with
the connection): a lock file nobody holds is left over from a crash and is taken over. Where the file system knows
no locks, the process number on the same machine decides.
"""

import errno
import json
import os
import platform
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from coordinator_app.common.clock import Clock, local
from coordinator_app.common.german import format_time, format_weekday_date

_FAR = 1 << 30  # the locked byte lies beyond the text, so that Windows lets others read the text
_held: set[Path] = set()


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a file open since when."""

    user: str
    machine: str
    pid: int
    since: str

    def sentence(self) -> str:
        """Who and since when, for the status bar."""
        who = self.user or "eine andere Person"
        return f"In Benutzung durch {who}{f' an {self.machine}' if self.machine else ''}{_since(self.since)}."


def _since(moment: str) -> str:
    try:
        begin = local(datetime.fromisoformat(moment))
    except ValueError:
        return ""
    return f" seit {format_weekday_date(begin.date())}, {format_time(begin)}"


_RELEASED = -1


@dataclass(slots=True)
class FileLock:
    """A lock that is held; `left_over` = the last user of the file did not close it properly."""

    path: Path
    left_over: bool
    _handle: int
    _key: Path

    def release(self) -> None:
        """Give the file free; harmless when done twice, also when somebody else has locked the file since."""
        handle, self._handle = self._handle, _RELEASED
        if handle == _RELEASED:
            return  # the number of a closed handle may by now belong to any other file
        _held.discard(self._key)
        if sys.platform == "win32":
            os.close(handle)
            with suppress(OSError):
                self.path.unlink()
        else:
            with suppress(OSError):
                self.path.unlink()  # before the lock ends: nobody can hold a lock on a file that is gone
            os.close(handle)


def lock_path(path: Path) -> Path:
    """The lock file of a database file."""
    return path.with_name(f"{path.name}.lock")


def acquire(path: Path, *, user: str, clock: Clock) -> FileLock | Holder:
    """Lock a file, or tell who holds it; `OSError` when no lock file can be written there."""
    key = path.resolve()
    lock = lock_path(path)
    if key in _held:
        return read_holder(lock)
    for _ in range(5):
        handle = os.open(lock, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o644)
        try:
            if not _lock_or_judge(handle, lock):
                os.close(handle)
                return read_holder(lock)
            if not _is_same_file(handle, lock):  # removed by its holder between our opening and locking it
                os.close(handle)
                continue
            left_over = os.fstat(handle).st_size > 0
            _write_holder(handle, Holder(user, platform.node(), os.getpid(), clock.now().astimezone(UTC).isoformat()))
        except OSError:
            os.close(handle)
            raise
        _held.add(key)
        return FileLock(lock, left_over, handle, key)
    return read_holder(lock)


def read_holder(lock: Path) -> Holder:
    """What a lock file says; empty values when it is unreadable."""
    try:
        told = json.loads(lock.read_text(encoding="utf-8"))
        return Holder(str(told["user"]), str(told["machine"]), int(told["pid"]), str(told["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Holder("", "", 0, "")


def _write_holder(handle: int, holder: Holder) -> None:
    os.ftruncate(handle, 0)
    os.lseek(handle, 0, os.SEEK_SET)
    os.write(handle, json.dumps(asdict(holder), ensure_ascii=False).encode())
    os.fsync(handle)


def _is_same_file(handle: int, lock: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), lock.stat())
    except OSError:
        return False


def _lock_or_judge(handle: int, lock: Path) -> bool:
    """Whether the file is ours now: by a lock of the system, else by whether its process still runs."""
    taken = _system_lock(handle)
    if taken is not None:
        return taken
    holder = read_holder(lock)
    return not holder.pid or (holder.machine == platform.node() and not process_runs(holder.pid))


def _system_lock(handle: int) -> bool | None:
    """Take the system's lock without waiting; None where the file system knows none."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(handle, _FAR, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in {errno.EACCES, errno.EAGAIN, errno.EDEADLK}:
            return False
        return None
    return True


def process_runs(pid: int) -> bool:
    """Whether a process of this number runs on this machine."""
    if sys.platform == "win32":
        import ctypes
        from ctypes import wintypes

        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        handle = kernel.OpenProcess(0x1000, 0, pid)  # PROCESS_QUERY_LIMITED_INFORMATION
        if not handle:
            return ctypes.get_last_error() == 5  # ERROR_ACCESS_DENIED: it runs for another user
        code = wintypes.DWORD()
        kernel.GetExitCodeProcess(handle, ctypes.byref(code))
        kernel.CloseHandle(handle)
        return code.value == 259  # STILL_ACTIVE; an ended process stays known while somebody holds it
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True  # it runs for another user
    return True

"""A file that is open in another window of this program comes to the front there instead of being opened twice.

No server and no network: the lock file names the process, and the system does the rest. Without a lock file, which
is the usual case, all this costs is one look whether it is there. Knows no Qt: the second start ends before it.
"""

import os
import sys
from pathlib import Path
from typing import Any

TITLE = "KPR-Arbeitsplatz"


def brought_forward(path: Path) -> bool:
    """Whether another process of this user has the file open here and was asked to show its window."""
    lock = path.with_name(f"{path.name}.lock")
    if not lock.exists():
        return False
    from coordinator_app.services.open_elsewhere import process_holding

    pid = process_holding(path)
    if not pid:
        return False
    return _show_on_windows(pid) if sys.platform == "win32" else _ask_process(pid)


def _ask_process(pid: int) -> bool:
    """Send the signal the program listens to, if this is really our program and ready for it."""
    import signal

    process = Path("/proc") / str(pid)
    try:
        same = (process / "exe").readlink() == Path("/proc/self/exe").readlink()
        status = (process / "status").read_text(encoding="ascii", errors="replace")
        if not same or not catches(status, signal.SIGUSR1):
            return False
        os.kill(pid, signal.SIGUSR1)
    except OSError:
        return False  # another user's, or just gone
    return True


def catches(status: str, number: int) -> bool:
    """Whether a process handles a signal, by its status in /proc; unhandled it would end the process."""
    for line in status.splitlines():
        if line.startswith("SigCgt:"):
            return bool(int(line.split()[1], 16) >> (number - 1) & 1)
    return False


def _show_on_windows(pid: int) -> bool:  # pragma: no cover - runs on Windows only
    """Bring the main window of a process to the front; a window of another session cannot be seen from here."""
    import ctypes
    from ctypes import wintypes

    user32: Any = ctypes.windll.user32
    found: list[int] = []

    def look(handle: int, _: int) -> bool:
        owner = wintypes.DWORD()
        user32.GetWindowThreadProcessId(wintypes.HWND(handle), ctypes.byref(owner))
        if owner.value == pid and user32.IsWindowVisible(wintypes.HWND(handle)):
            title = ctypes.create_unicode_buffer(300)
            user32.GetWindowTextW(wintypes.HWND(handle), title, 300)
            if title.value.endswith(TITLE):
                found.append(handle)
        return True

    kind: Any = ctypes.WINFUNCTYPE(wintypes.BOOL, wintypes.HWND, wintypes.LPARAM)
    user32.EnumWindows(kind(look), 0)
    if not found:
        return False
    handle = wintypes.HWND(found[0])
    if user32.IsIconic(handle):
        user32.ShowWindow(handle, 9)  # SW_RESTORE
    user32.SetForegroundWindow(handle)
    return True

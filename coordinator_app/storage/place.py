"""Where a file lies: on a disk of this computer, on a network drive, or somewhere we cannot tell.

SQLite's write-ahead log needs shared memory and must never be used on a network drive; locks of network drives
are slower and sometimes unreliable, so the status bar says when a file lies on one.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path


class Where(Enum):
    """Kind of place."""

    LOCAL = auto()
    NETWORK = auto()
    UNKNOWN = auto()


_NETWORK_TYPES = frozenset(
    ("nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ncpfs", "ncp", "9p", "ceph", "glusterfs", "davfs", "lustre")
)
_NETWORK_FUSE = ("sshfs", "davfs", "glusterfs", "rclone", "gvfsd", "smb", "nfs", "s3fs", "onedrive")
_LOCAL_TYPES = frozenset(
    ("ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "f2fs", "jfs", "reiserfs", "tmpfs", "overlay", "apfs", "bcachefs")
)
_MOUNTS = Path("/proc/self/mounts")
_WINDOWS_FIXED, _WINDOWS_REMOTE = 3, 4  # DRIVE_FIXED, DRIVE_REMOTE of GetDriveTypeW

NETWORK_NOTE = (
    "Die Datei liegt auf einem Netzlaufwerk. Es kann immer nur eine Person daran arbeiten; "
    "trennen Sie das Laufwerk erst nach dem Schließen."
)


@dataclass(frozen=True, slots=True)
class Mount:
    """One line of the mount table."""

    folder: str
    filesystem: str


def where(path: Path) -> Where:
    """Kind of the place a file lies in (or would lie in)."""
    if sys.platform == "win32":
        return where_on_windows(str(path.absolute()), _drive_type)
    try:
        text = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return Where.UNKNOWN
    return where_on_linux(path.resolve(), mounts(text))


def mounts(text: str) -> list[Mount]:
    """The mount table of Linux; blanks in folders are written as octal escapes there."""
    found: list[Mount] = []
    for line in text.splitlines():
        parts = line.split(" ")
        if len(parts) >= 3:
            folder = parts[1].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
            found.append(Mount(folder, parts[2]))
    return found


def where_on_linux(path: Path, table: list[Mount]) -> Where:
    """Kind of place by the file system of the innermost mount (the last one of several at the same folder)."""
    folders = {str(path), *(str(parent) for parent in path.parents)}
    best: Mount | None = None
    for mount in table:
        if mount.folder in folders and (best is None or len(mount.folder) >= len(best.folder)):
            best = mount
    if best is None:
        return Where.UNKNOWN
    kind = best.filesystem.lower()
    if kind in _NETWORK_TYPES or (kind.startswith("fuse.") and any(name in kind for name in _NETWORK_FUSE)):
        return Where.NETWORK
    return Where.LOCAL if kind in _LOCAL_TYPES else Where.UNKNOWN


def where_on_windows(path: str, drive_type: Callable[[str], int]) -> Where:
    r"""Kind of place by UNC prefix (`\\server\share`) or drive type."""
    plain = path.removeprefix("\\\\?\\")
    if plain.startswith("UNC\\") or (plain == path and plain.startswith("\\\\")):
        return Where.NETWORK
    kind = drive_type(plain[:3])
    if kind == _WINDOWS_REMOTE:
        return Where.NETWORK
    return Where.LOCAL if kind == _WINDOWS_FIXED else Where.UNKNOWN


def _drive_type(root: str) -> int:
    """Result of Windows' GetDriveTypeW for a drive such as `C:`; 0 = unknown, also on other systems."""
    import ctypes  # only Windows asks

    library = getattr(ctypes, "windll", None)
    return int(library.kernel32.GetDriveTypeW(root)) if library is not None else 0

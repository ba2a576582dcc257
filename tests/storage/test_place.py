"""Network drives are recognised on both systems."""

import sys
from pathlib import Path

import pytest

from coordinator_app.storage import place
from coordinator_app.storage.place import Where, mounts, where, where_on_linux, where_on_windows

MOUNTS = r"""sysfs /sys sysfs rw 0 0
/dev/sda1 / ext4 rw 0 0
//server/amt /mnt/amt\040laufwerk cifs rw 0 0
server:/export /srv nfs4 rw 0 0
sshfs#x /heim/k/fern fuse.sshfs rw 0 0
/dev/sdb1 /media/stick vfat rw 0 0
portal /run/user/1/doc fuse.portal rw 0 0
tmpfs /srv/lokal tmpfs rw 0 0
/dev/sdc1 /mnt/doppelt ext4 rw 0 0
//server/x /mnt/doppelt cifs rw 0 0
kaputt
"""


@pytest.mark.skipif(sys.platform == "win32", reason="paths of POSIX systems")
@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/heim/k/a.kpr", Where.LOCAL),
        ("/mnt/amt laufwerk/a.kpr", Where.NETWORK),
        ("/srv/tief/a.kpr", Where.NETWORK),
        ("/srv/lokal/a.kpr", Where.LOCAL),
        ("/heim/k/fern/a.kpr", Where.NETWORK),
        ("/media/stick/a.kpr", Where.UNKNOWN),
        ("/run/user/1/doc/a.kpr", Where.UNKNOWN),
        ("/mnt/doppelt/a.kpr", Where.NETWORK),
        ("/srvx/a.kpr", Where.LOCAL),
    ],
)
def test_place_on_linux(path: str, expected: Where) -> None:
    assert where_on_linux(Path(path), mounts(MOUNTS)) is expected


@pytest.mark.skipif(sys.platform == "win32", reason="paths of POSIX systems")
def test_no_mount_table_means_unknown(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert where_on_linux(Path("/a"), []) is Where.UNKNOWN
    monkeypatch.setattr(place, "_MOUNTS", tmp_path / "fehlt")
    assert where(tmp_path) is Where.UNKNOWN


@pytest.mark.parametrize(
    ("path", "drive", "expected"),
    [
        (r"C:\Amt\a.kpr", 3, Where.LOCAL),
        (r"H:\Amt\a.kpr", 4, Where.NETWORK),
        (r"E:\a.kpr", 2, Where.UNKNOWN),
        (r"\\server\amt\a.kpr", 0, Where.NETWORK),
        (r"\\?\UNC\server\amt\a.kpr", 0, Where.NETWORK),
        (r"\\?\C:\Amt\a.kpr", 3, Where.LOCAL),
    ],
)
def test_place_on_windows(path: str, drive: int, expected: Where) -> None:
    asked: list[str] = []

    def drive_type(root: str) -> int:
        asked.append(root)
        return drive

    assert where_on_windows(path, drive_type) is expected
    assert asked in ([], [f"{path.removeprefix(chr(92) * 2 + '?' + chr(92))[0]}:\\"])


def test_the_place_of_the_tests_is_known() -> None:
    assert where(Path(__file__)) in Where

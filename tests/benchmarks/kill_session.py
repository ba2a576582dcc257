"""Kill a scripted working session at random moments and count what was lost or damaged (0 and 0 expected).

    python tests/benchmarks/kill_session.py --kills 200

A child process works on a file through the services (see `working_session`). Before each commit it reports a digest
of everything in the file as it is about to be, after the commit that it is saved: that is when the window shows
„Gespeichert“. The parent kills it without warning, half of the times at any moment, half of the times just around
a commit, opens the file as the program would and compares: the content must be, to the byte, the last one reported
as saved, or the one the running commit was about to write; nothing in between. Attachments must match their hashes
and every backup must be sound.
"""

import argparse
import hashlib
import os
import random
import signal
import sqlite3
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from sqlalchemy import Connection, Engine, event  # noqa: E402 - after the path is set

from coordinator_app.common.clock import FixedClock  # noqa: E402
from coordinator_app.common.errors import UserError  # noqa: E402
from coordinator_app.services.workspace import Workspace  # noqa: E402
from coordinator_app.storage.backup import listed, verify  # noqa: E402
from tests.benchmarks import working_session  # noqa: E402
from tests.meeting_scenario import SECOND  # noqa: E402

INDEX_INSIDE = frozenset({"search_fts_data", "search_fts_idx"})
FRESH_AFTER = 10  # kills on one file, so that some hit its first steps


@dataclass(slots=True)
class Tally:
    """What all kills together did."""

    kills: int = 0
    commits: int = 0
    in_commit: int = 0
    journals: int = 0
    unfinished_kept: int = 0
    lost: int = 0
    damaged: int = 0

    @property
    def bad(self) -> bool:
        """Whether anything was lost or damaged."""
        return bool(self.lost or self.damaged)

    def line(self) -> str:
        """All numbers in one line."""
        return (
            f"{self.kills} kills after {self.commits} commits, {self.in_commit} of them during a commit "
            f"({self.journals} left a journal, {self.unfinished_kept} commits had just made it): "
            f"{self.lost} files lost something shown as saved, {self.damaged} files damaged"
        )


# ---------------------------------------------------------------- the session (child process)


def work(path: Path, seed: int) -> None:
    """Work until killed; report each commit on standard output."""
    event.listen(Engine, "commit", _report_about)
    clock = FixedClock(SECOND + timedelta(minutes=seed % 60))
    session = working_session.Session(Workspace.open(path, clock=clock, user="Probe"), clock, random.Random(seed))
    told = None
    while True:
        if session.workspace is not told:
            told = session.workspace
            told.store.subscribe(_report_saved)
        session.go_on()


def _report_about(connection: Connection) -> None:
    found = connection.connection.driver_connection
    if isinstance(found, sqlite3.Connection):
        os.write(1, f"about {digest(found)}\n".encode())


def _report_saved(_change: object) -> None:
    os.write(1, b"saved\n")


def digest(connection: sqlite3.Connection) -> str:
    """SHA-256 over every row of every table.

    Contents of attachments stand for themselves by their hash; the inside of the full-text index is written at the
    very end of a commit, so `sound_content` lets SQLite compare it with the texts instead.
    """
    found = hashlib.sha256()
    names = connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    for name in [name for (name,) in names if name not in INDEX_INSIDE]:
        columns = "sha256" if name == "document_content" else "*"
        rows = connection.execute(f'SELECT {columns} FROM main."{name}"').fetchall()
        found.update(repr((name, sorted(map(repr, rows)))).encode())
    return found.hexdigest()


# ---------------------------------------------------------------- killing


def run(path: Path, chance: random.Random) -> list[bytes]:
    """Let a session work in a process of its own, kill it; what it reported."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.dup2(writing, 1)
        os.close(reading)
        try:
            work(path, chance.randrange(10**9))
        except BaseException as error:  # noqa: BLE001 - told by the parent
            os.write(1, f"failed {error!r}\n".encode())
        os._exit(1)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        told = [pipe.readline()]  # work has begun
        if chance.random() < 0.5:
            time.sleep(chance.uniform(0, 0.5))
        else:
            told += _until_commit(pipe, chance.randrange(1, 40))
            _wait_busily(chance.uniform(0, 0.02))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return [line for line in told + pipe.readlines() if line.endswith(b"\n")]


def _until_commit(pipe: BinaryIO, count: int) -> list[bytes]:
    told: list[bytes] = []
    while sum(line.startswith(b"about") for line in told) < count:
        line = pipe.readline()
        told.append(line)
        if not line:
            break
    return told


def _wait_busily(seconds: float) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        pass


# ---------------------------------------------------------------- what must hold afterwards


def allowed(told: Sequence[bytes], before: str) -> tuple[str, str]:
    """The content last shown as saved, and the one a commit was about to write ("" when none was running)."""
    saved, about = before, ""
    for line in told:
        if line.startswith(b"about "):
            about = line.split()[1].decode()
        elif line.startswith(b"saved"):
            saved, about = about or saved, ""
    return saved, about


def inspect(path: Path, told: Sequence[bytes], before: str, tally: Tally) -> str:
    """Open the file as the program would, add what is wrong with it to the tally; the digest of its content."""
    tally.kills += 1
    tally.commits += sum(line.startswith(b"saved") for line in told)
    saved, about = allowed(told, before)
    tally.in_commit += bool(about)
    tally.journals += path.with_name(f"{path.name}-journal").exists()
    try:
        Workspace.open(path, user="Probe").store.close()
        now = sound_content(path)
    except (UserError, sqlite3.Error, AssertionError) as error:
        tally.damaged += 1
        sys.stdout.write(f"damaged: {error}\n")
        return ""
    if now not in {saved, about} or any(line.startswith(b"failed") for line in told):
        tally.lost += 1
        sys.stdout.write(f"lost after {told[-3:]}\n")
    tally.unfinished_kept += bool(about) and now == about
    return now


def sound_content(path: Path) -> str:
    """The digest of a file that is sound in itself, as are its backups; AssertionError or UserError otherwise."""
    with closing(sqlite3.connect(path)) as connection:
        integrity = connection.execute("PRAGMA integrity_check").fetchall()
        strangers = connection.execute("PRAGMA foreign_key_check").fetchall()
        for key, data in connection.execute("SELECT sha256, data FROM document_content"):
            if hashlib.sha256(data).hexdigest() != key:
                message = f"attachment {key} is not what was stored"
                raise AssertionError(message)
        if integrity != [("ok",)] or strangers:
            raise AssertionError(integrity, strangers)
        found = digest(connection)
        connection.execute("INSERT INTO search_fts(search_fts, rank) VALUES ('integrity-check', 1)")
        connection.rollback()
    for made in listed(path.with_name(f"{path.stem} Sicherungen")):
        verify(made.path)
    return found


def kill_often(kills: int, seed: int, folder: Path) -> Tally:
    """Kill as often as asked; a fresh file now and then."""
    chance, tally, now = random.Random(seed), Tally(), ""
    for number in range(kills):
        path = folder / f"probe-{number // FRESH_AFTER}.kpr"
        if not path.exists():
            working_session.prepare(path)
            now = sound_content(path)
        now = inspect(path, run(path, chance), now, tally)
        if not now:
            path.unlink()
    return tally


def main() -> int:
    """Kill as often as asked; exit code 1 when anything was lost or damaged."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tally = kill_often(wanted.kills, wanted.seed, Path(folder))
    sys.stdout.write(tally.line() + "\n")
    return 1 if tally.bad else 0


if __name__ == "__main__":
    raise SystemExit(main())

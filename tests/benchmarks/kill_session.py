"""Kill a scripted working session at random moments and count what was lost or damaged (0 and 0 expected).

    python tests/benchmarks/kill_session.py --kills 200

A child process works on a file: every step writes several records, links and an attachment in one transaction,
some are undone and redone, some discarded; now and then it makes a backup or closes and opens the file. After each
committed step it reports the step's number, as the window would show „Gespeichert“. The parent kills it without
warning, opens the file and compares: every reported step must be there whole, no step may be there in part.
"""

import argparse
import hashlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from coordinator_app.common.errors import UserError  # noqa: E402 - after the path is set
from coordinator_app.domain.municipality import Area, Place  # noqa: E402
from coordinator_app.domain.projects import Project  # noqa: E402
from coordinator_app.services.workspace import Workspace  # noqa: E402
from coordinator_app.storage.backup import listed, verify  # noqa: E402
from coordinator_app.storage.store import Store  # noqa: E402


@dataclass(slots=True)
class Tally:
    """What all kills together did."""

    kills: int = 0
    steps: int = 0
    lost: int = 0
    partial: int = 0
    damaged: int = 0
    journals: int = 0


# ---------------------------------------------------------------- the session (child process)


def session(path: Path, seed: int) -> None:
    """Work until killed; report each committed step on standard output."""
    chance = random.Random(seed)
    workspace = Workspace.open(path, user="Probe")
    number = last_step(path)
    while True:
        number += 1
        step(workspace, number, chance)
        os.write(1, f"{number}\n".encode())
        draw = chance.random()
        if draw < 0.06:
            workspace.backups.make("zur Probe")
        elif draw < 0.10:
            workspace.close()
            workspace = Workspace.open(path, user="Probe")


def step(workspace: Workspace, number: int, chance: random.Random) -> None:
    """One user action that touches five tables; sometimes undone and redone."""
    content = chance.randbytes(chance.choice((10, 5_000, 300_000)))
    with workspace.store.write(f"Schritt {number}") as unit:
        area = unit.add(Area(name=f"Schritt {number}", code=str(number), note="x" * chance.randrange(9_000)))
        unit.add(Place(name=f"Ort {number}", area_id=area))
        unit.add(Project(title=f"Projekt {number}", areas=(area,)))
        workspace.attachments.add_bytes(content, name=f"{number}.bin", title=f"Anlage {number}", kind="area", id=area)
        older = unit.find(Area, code=str(number - 3))
        for found in older:
            unit.change(Area, found.id, None, note=f"geändert in {number}")
    if chance.random() < 0.2:
        workspace.store.undo()
        workspace.store.redo()


# ---------------------------------------------------------------- what must hold afterwards


def last_step(path: Path) -> int:
    """The number of the newest step in the file."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT coalesce(max(CAST(code AS INTEGER)), 0) FROM area").fetchone()[0]


def inspect(path: Path, reported: int, tally: Tally) -> None:
    """Open the file as the program would and add what is wrong with it."""
    tally.journals += path.with_name(f"{path.name}-journal").exists()
    try:
        store = Store.open(path)
        store.close()
        verify(path)
        for made in listed(path.with_name(f"{path.stem} Sicherungen")):
            verify(made.path)
    except (UserError, sqlite3.Error) as error:
        tally.damaged += 1
        sys.stdout.write(f"damaged after step {reported}: {error}\n")
        return
    whole = set(whole_steps(path))
    begun = begun_steps(path)
    tally.lost += sum(number not in begun for number in range(1, reported + 1))
    tally.partial += len(begun - whole)
    tally.steps = max(begun, default=0)


def begun_steps(path: Path) -> set[int]:
    """Steps of which anything is in the file."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(
            "SELECT code FROM area UNION SELECT substr(name, 5) FROM place UNION SELECT substr(title, 9) FROM project"
            " UNION SELECT substr(title, 8) FROM document"
        )
        return {int(row[0]) for row in rows if row[0]}


def whole_steps(path: Path) -> Iterator[int]:
    """Steps of which everything is in the file: records, links, search documents, log and intact content."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(
            "SELECT a.code, d.sha256, c.data FROM area a JOIN place p ON p.area_id = a.id AND p.name = 'Ort ' || a.code"
            " JOIN project_area l ON l.area_id = a.id JOIN project j ON j.id = l.project_id"
            " JOIN document_link k ON k.target_kind = 'area' AND k.target_id = a.id JOIN document d"
            " ON d.id = k.document_id JOIN document_content c ON c.sha256 = d.sha256"
            " JOIN search_doc s ON s.kind = 'area' AND s.record_id = a.id"
            " WHERE EXISTS (SELECT 1 FROM change_log g WHERE g.kind = 'area' AND g.record_id = a.id)"
        )
        for code, digest, data in rows:
            if hashlib.sha256(data).hexdigest() == digest:
                yield int(code)


# ---------------------------------------------------------------- killing


def run(path: Path, seed: int, seconds: float) -> int:
    """Let a session work, kill it after some seconds; the last step it reported (0 = none)."""
    with subprocess.Popen(
        [sys.executable, str(Path(__file__)), "--session", str(path), "--seed", str(seed)],
        stdout=subprocess.PIPE,
        start_new_session=True,
    ) as child:
        if child.stdout is None:
            return 0
        first = child.stdout.readline()  # work has begun: from here on every moment is as likely
        time.sleep(seconds)
        child.kill()
        told = (first + child.stdout.read()).split(b"\n")
    return int(told[-2]) if len(told) > 1 else 0


def run_forked(path: Path, seed: int, seconds: float) -> int:
    """As `run`, but without starting an interpreter each time."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.dup2(writing, 1)
        session(path, seed)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        first = pipe.readline()
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        told = (first + pipe.read()).split(b"\n")
    return int(told[-2]) if len(told) > 1 else 0


def main() -> int:
    """Kill as often as asked; exit code 1 when anything was lost or damaged."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--session", type=Path, help="(internal) work on this file until killed")
    wanted = parser.parse_args()
    if wanted.session is not None:
        session(wanted.session, wanted.seed)
    chance = random.Random(wanted.seed)
    tally = Tally()
    killer = run_forked if hasattr(os, "fork") else run
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "probe.kpr"
        for number in range(wanted.kills):
            if number % 10 == 0:  # a fresh file now and then: kills also hit the first steps
                for old in Path(folder).glob("probe.kpr*"):
                    old.unlink()
                Workspace.create(path).store.close()
            reported = killer(path, chance.randrange(10**9), chance.uniform(0, 0.4))
            tally.kills += 1
            inspect(path, reported, tally)
    sys.stdout.write(
        f"{tally.kills} kills, {tally.journals} in the middle of a commit: "
        f"{tally.lost} steps lost, {tally.partial} in part, {tally.damaged} files damaged\n"
    )
    return 1 if tally.lost or tally.partial or tally.damaged else 0


if __name__ == "__main__":
    raise SystemExit(main())

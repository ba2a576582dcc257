"""Kill the live view while minutes are taken and count what was lost: at most the last second of typing, nothing else.

    python tests/benchmarks/kill_live.py --kills 200

A child process shows the real page of a running meeting without a screen. Every few hundredths of a second a key is
pressed in a text, now and then somebody comes or goes, another item is shown, or a vote is stored; each is reported
when it was done. The parent kills the child at any moment, opens the file and compares: every text must be the
beginning of what was typed, with every key older than a second; presence and votes must be as reported; the file must
be sound. Time the process did not run at all (a busy machine) is not counted.
"""

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QEventLoop, QObject, QTimer, Slot  # noqa: E402 - after the path is set
from PySide6.QtGui import QTextCursor  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402

from coordinator_app.common.clock import FixedClock  # noqa: E402
from coordinator_app.common.errors import UserError  # noqa: E402
from coordinator_app.domain.resolutions import DECIDED  # noqa: E402
from coordinator_app.domain.votes import Count  # noqa: E402
from coordinator_app.services.resolutions import VoteEntry  # noqa: E402
from coordinator_app.services.workspace import Workspace  # noqa: E402
from tests.benchmarks.kill_session import sound_content  # noqa: E402
from tests.benchmarks.large_meeting import meeting_of, page_of  # noqa: E402
from tests.meeting_scenario import SECOND, make_steering  # noqa: E402

KEY_MS = 40
MOST_LOST = 1.0  # seconds
FRESH_AFTER = 10
LETTERS = "abcdefghijklmnopqrstuvwxyz "


@dataclass(slots=True)
class Tally:
    """What all kills together did; seconds."""

    kills: int = 0
    keys: int = 0
    acts: int = 0
    longest: float = 0
    beyond: int = 0
    lost: int = 0
    damaged: int = 0
    losses: list[float] = field(default_factory=list[float])

    @property
    def bad(self) -> bool:
        """Whether more was lost than the last second of typing."""
        return bool(self.beyond or self.lost or self.damaged)

    def line(self) -> str:
        """All numbers in one line."""
        middle = sorted(self.losses)[len(self.losses) // 2] if self.losses else 0.0
        return (
            f"{self.kills} kills, {self.keys} keys, {self.acts} arrivals, departures and votes: typing lost "
            f"{middle:.2f} s in the middle, {self.longest:.2f} s at most, {self.beyond} times more than "
            f"{MOST_LOST:g} s; {self.lost} files lost something else, {self.damaged} files damaged"
        )


def prepare(path: Path) -> None:
    """A file with a running meeting."""
    clock = FixedClock(SECOND)
    workspace = Workspace.create(path, clock=clock, user="Probe")
    make_steering(workspace, clock).start_second()
    workspace.store.close()


# ---------------------------------------------------------------- the live view (child process)


class Hand(QObject):
    """Presses a key, or does something else, at every tick."""

    def __init__(self, page: Any, meeting: int, seed: int) -> None:
        super().__init__()
        self._page, self._meeting, self._chance = page, meeting, random.Random(seed)
        self._workspace = page.context.workspace
        self._timer = QTimer(self)
        self._timer.setInterval(KEY_MS)
        self._timer.timeout.connect(self.tick)
        self._timer.start()

    @Slot()
    def tick(self) -> None:
        """One act; typing nine times of ten."""
        tell(f"b {time.monotonic()}")
        dice = self._chance.random()
        if dice < 0.93:
            self._type()
        elif dice < 0.96:
            self._come_or_go()
        elif dice < 0.985:
            self._turn_page()
        else:
            self._vote()

    def _type(self) -> None:
        item = self._page.workspace.live.item
        area = item.texts["discussion"].area
        area.moveCursor(QTextCursor.MoveOperation.End)
        letter = self._chance.choice(LETTERS)
        tell(f"t {time.monotonic()} {item.item_id()} {ord(letter)}")
        QTest.keyClicks(area, letter)

    def _come_or_go(self) -> None:
        lines = self._workspace.meetings.attendance.view(self._meeting).lines
        line = self._chance.choice([line for line in lines if line.attendance.represents_id is None])
        tell(f"P {line.id}")
        there = self._workspace.meetings.attendance.toggle(line.id)
        tell(f"p {line.id} {int(there)}")

    def _turn_page(self) -> None:
        lines = [line.id for line in self._workspace.meetings.agenda.view(self._meeting).lines]
        self._page.workspace.live.show_item(self._chance.choice(lines))

    def _vote(self) -> None:
        item = self._page.workspace.live.item.item_id()
        resolution = self._workspace.resolutions.draft(item, wording="Es wird so gemacht.")
        present = int(self._workspace.resolutions.preview(resolution, VoteEntry(count=Count())).terms.present)
        if present:
            self._workspace.resolutions.vote(resolution, VoteEntry(count=Count(yes=present)))
            tell(f"v {resolution}")
        else:
            self._workspace.resolutions.discard(resolution)


def tell(line: str) -> None:
    """Report to the parent at once."""
    os.write(1, f"{line}\n".encode())


def work(path: Path, seed: int, folder: Path) -> None:
    """Take minutes until killed."""
    clock = FixedClock(SECOND)
    workspace = Workspace.open(path, clock=clock, user="Probe")
    last = workspace.store.last_saved
    clock.moment = (last or SECOND) if last and last > SECOND else SECOND
    meeting = meeting_of(workspace)
    page = page_of(workspace, folder)
    page.open_meeting(meeting)
    hand = Hand(page, meeting, seed)
    tell("ready")
    loop = QEventLoop()
    loop.exec()
    hand.deleteLater()


# ---------------------------------------------------------------- killing


def run(path: Path, chance: random.Random, folder: Path) -> tuple[list[str], float]:
    """Let a live view work in a process of its own, kill it; what it reported, and when it was killed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.dup2(writing, 1)
        os.close(reading)
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 2)
        try:
            work(path, chance.randrange(10**9), folder)
        except BaseException as error:  # noqa: BLE001 - told by the parent
            tell(f"failed {error!r}")
        os._exit(1)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        told = [pipe.readline()]
        time.sleep(chance.uniform(0.3, 3.5))
        killed = time.monotonic()
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        lines = [line for line in told + pipe.readlines() if line.endswith(b"\n")]
    return [line.decode().strip() for line in lines], killed


# ---------------------------------------------------------------- what must hold afterwards


def discussions(path: Path) -> dict[int, str]:
    """The text of every item of the running meeting."""
    workspace = Workspace.open(path, user="Probe")
    try:
        lines = workspace.meetings.agenda.view(meeting_of(workspace)).lines
        return {line.id: line.item.discussion for line in lines}
    finally:
        workspace.store.close()


def typing_lost(told: list[str], killed: float, before: dict[int, str], after: dict[int, str]) -> float | None:
    """Seconds of typing that are missing (0 = none); None when a text is not the beginning of what was typed.

    Time in which the process stood still, measured by the gaps between its ticks, does not count.
    """
    typed: dict[int, list[tuple[float, str]]] = {}
    beats: list[float] = []
    for line in told:
        word, *rest = line.split(" ")
        if word == "t":
            typed.setdefault(int(rest[1]), []).append((float(rest[0]), chr(int(rest[2]))))
        elif word == "b":
            beats.append(float(rest[0]))
    worst = 0.0
    for item, keys in typed.items():
        base, found = _letters(before[item]), _letters(after[item])
        letters = [(moment, letter) for moment, letter in keys if letter != " "]
        whole = base + "".join(letter for _, letter in letters)
        if not whole.startswith(found) or len(found) < len(base):
            return None
        missing = letters[len(found) - len(base) :]
        if missing:
            moment = missing[0][0]
            worst = max(worst, killed - moment - _stood_still([*beats, killed], moment))
    return worst


def _letters(text: str) -> str:
    """Blanks at the end of a text are not stored, so they do not count."""
    return "".join(text.split())


def _stood_still(beats: list[float], since: float) -> float:
    later = [beat for beat in beats if beat >= since]
    return sum(max(0.0, b - a - 0.2) for a, b in zip([since, *later], later, strict=False))


def acts_kept(path: Path, told: list[str]) -> tuple[int, bool]:
    """How many arrivals, departures and votes were reported, and whether the file holds all of them."""
    there: dict[int, bool] = {}
    votes: list[int] = []
    pending = 0
    for line in told:
        word, *rest = line.split(" ")
        if word == "P":
            pending = int(rest[0])
        elif word == "p":
            there[int(rest[0])], pending = rest[1] == "1", 0
        elif word == "v":
            votes.append(int(rest[0]))
    workspace = Workspace.open(path, user="Probe", clock=FixedClock(SECOND))
    try:
        last = workspace.store.last_saved
        view = workspace.meetings.attendance.view(meeting_of(workspace), at=last)
        now = {line.id: line.present for line in view.lines}
        kept = all(now[id] is state for id, state in there.items() if id != pending)
        kept = kept and all(workspace.resolutions.get(id).state in DECIDED for id in votes)
    finally:
        workspace.store.close()
    return len(there) + len(votes), kept


def inspect(path: Path, told: list[str], killed: float, before: dict[int, str], tally: Tally) -> bool:
    """Add what a kill did to the tally; False when the file is of no more use."""
    tally.kills += 1
    tally.keys += sum(line.startswith("t ") for line in told)
    try:
        after = discussions(path)
        acts, kept = acts_kept(path, told)
        sound_content(path)
    except (UserError, AssertionError, KeyError) as error:
        tally.damaged += 1
        sys.stdout.write(f"damaged: {error!r}\n")
        return False
    tally.acts += acts
    lost = typing_lost(told, killed, before, after)
    if lost is None or not kept or any(line.startswith("failed") for line in told):
        tally.lost += 1
        sys.stdout.write(f"lost after {told[-2:]}\n")
        return False
    tally.losses.append(lost)
    tally.longest = max(tally.longest, lost)
    tally.beyond += lost > MOST_LOST
    return True


def kill_often(kills: int, seed: int, folder: Path) -> Tally:
    """Kill as often as asked; a fresh file now and then."""
    chance, tally = random.Random(seed), Tally()
    base, path = folder / "anfang.kpr", folder / "probe.kpr"
    prepare(base)
    for number in range(kills):
        if number % FRESH_AFTER == 0 or not path.exists():
            for old in (path, path.with_name("probe.kpr-journal")):
                old.unlink(missing_ok=True)
            shutil.copyfile(base, path)
        before = discussions(path)
        told, killed = run(path, chance, folder)
        if not inspect(path, told, killed, before, tally):
            path.unlink(missing_ok=True)
    return tally


def main() -> int:
    """Kill as often as asked; exit code 1 when more was lost than the last second of typing."""
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

"""Sizes of the packages and starts of the packed program, where `packaging/build` has made some.

The packed program runs from build/, as it is unpacked by every package.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = {
    "Linux folder": ROOT / "build" / "linux" / "folder" / "kpr-arbeitsplatz",
    "Windows folder": ROOT / "build" / "windows" / "folder" / "KPR-Arbeitsplatz",
}
PRODUCTS = {"Linux .deb": "*.deb", "Linux .tar.gz": "*.tar.gz", "Windows set-up": "*Setup.exe", "Windows ZIP": "*.zip"}
PROGRAM = FOLDERS["Linux folder"] / "kpr-arbeitsplatz"
UNPACKED = [sys.executable, str(ROOT / "main.py")]
EVENT = re.compile(r"^(Fenster gezeichnet|Heute gezeigt): (\d+) ms$")


@dataclass(frozen=True, slots=True)
class Start:
    """Milliseconds of one start: wall clock and processor time, to the first frame or to Heute."""

    wall: float
    cpu: float


def sizes() -> dict[str, float]:
    """What is there, in MB (10⁶ bytes); the newest of each kind."""
    found = {name: _size(folder) for name, folder in FOLDERS.items() if folder.is_dir()}
    for name, pattern in PRODUCTS.items():
        files = sorted((ROOT / "dist").glob(pattern), key=lambda file: file.stat().st_mtime)
        if files:
            found[name] = files[-1].stat().st_size / 1e6
    return found


def _size(folder: Path) -> float:
    return sum(file.lstat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink()) / 1e6


def starts(file: Path, runs: int) -> dict[str, dict[str, Start]]:
    """Medians of starts with a file, packed and from the source by turns; event → start."""
    taken: dict[str, list[dict[str, Start]]] = {"packed": [], "source": []}
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(runs + 1):
            for name, command in (("packed", [str(PROGRAM)]), ("source", UNPACKED)):
                found = _start(command, file, folder)
                if turn:  # the first turn fills the disk cache
                    taken[name].append(found)
    return {
        name: {
            event: Start(median(one[event].wall for one in rows), median(one[event].cpu for one in rows))
            for event in rows[0]
        }
        for name, rows in taken.items()
    }


def _start(command: list[str], file: Path, folder: str) -> dict[str, Start]:
    variables = {**os.environ, "XDG_CONFIG_HOME": folder}
    found: dict[str, Start] = {}
    begin = time.perf_counter()
    with subprocess.Popen(
        [*command, "--startzeit", str(file)], stdout=subprocess.PIPE, env=variables, encoding="utf-8"
    ) as process:
        for line in process.stdout or ():
            wall = (time.perf_counter() - begin) * 1000
            event = EVENT.match(line.strip())
            if event:
                found[event[1]] = Start(wall, float(event[2]))
    return found

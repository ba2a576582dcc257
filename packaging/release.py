"""What all packages share: version, time of the sources, order of files."""

import json
import os
import re
import subprocess
from pathlib import Path

import environment

DIST = environment.ROOT / "dist"


def version() -> str:
    """The version of the program as its source says."""
    source = (environment.ROOT / "coordinator_app" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'__version__ = "(\d+\.\d+\.\d+)"', source)
    if found is None:
        environment.stop("In coordinator_app/__init__.py steht keine Version aus drei Zahlen.")
    return found[1]


def source_time() -> int:
    """The time all packages bear (seconds since 1970): SOURCE_DATE_EPOCH or that of the last commit."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given.isdecimal():
        return int(given)
    command = ["git", "-C", str(environment.ROOT), "log", "-1", "--format=%ct"]
    try:
        said = subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8").stdout.strip()
    except OSError:  # no git: an unpacked archive of the sources
        said = ""
    return int(said) if said.isdecimal() else int((environment.ROOT / "pyproject.toml").stat().st_mtime)


def entries_of(folder: Path) -> list[Path]:
    """All files, links and folders below a folder, always in the same order."""
    return sorted(folder.rglob("*"), key=lambda entry: entry.relative_to(folder).parts)


def size_of(folder: Path) -> int:
    """Bytes of all files below a folder, links not followed."""
    return sum(entry.lstat().st_size for entry in folder.rglob("*") if entry.is_file() and not entry.is_symlink())


def megabytes(size: int) -> str:
    """A size in MB as German text."""
    return f"{size / 1e6:.1f}".replace(".", ",") + " MB"


def show_slimming(notes: Path, folder: Path) -> None:
    """Print what was left out, largest first, and what is left; `notes` holds what the spec noted."""
    saved: dict[str, int] = json.loads((notes / "slimming.json").read_text(encoding="utf-8"))
    print("\nWeggelassen:")
    for what, size in sorted(saved.items(), key=lambda item: -item[1]):
        print(f"  {megabytes(size):>10}  {what}")
    print(f"  {megabytes(sum(saved.values())):>10}  zusammen")
    print(f"  {megabytes(size_of(folder)):>10}  bleiben\n", flush=True)

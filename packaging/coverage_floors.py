"""Fail when a part of the program is tested less than its floor: coverage_floors.py COVERAGE.json.

The percentage is coverage's own with branches: (covered lines + covered branches) / (lines + branches).
A part that does not exist yet counts as fine.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PACKAGE = "coordinator_app/"


@dataclass(frozen=True, slots=True)
class Floor:
    """The least percentage of all files below the given paths; `each` asks it of every single file."""

    name: str
    paths: tuple[str, ...]
    percent: float
    each: bool = False


FLOORS = (
    Floor("common", ("common/",), 100, each=True),
    Floor("domain", ("domain/",), 100, each=True),
    Floor("undo log", ("storage/undo_log.py",), 100, each=True),
    *(
        Floor(name, (f"{name}/",), 90)
        for name in ("storage", "documents", "survey", "scanning", "exchange", "services")
    ),
    Floor("gui", ("gui/", "app.py", "cli.py"), 80),
)


def main(arguments: Sequence[str]) -> int:
    """Print what lies below its floor and return 1, or 0 when nothing does."""
    report = Path(arguments[0])
    if not report.exists():
        print(f"Es gibt keine Messung der Abdeckung: {report}")
        return 1
    found = shortfalls(json.loads(report.read_text(encoding="utf-8"))["files"])
    print(*found, sep="\n", end="\n" if found else "")
    return 1 if found else 0


def shortfalls(files: Mapping[str, Any]) -> list[str]:
    """One line per part (or file) below its floor; `files` is the part of coverage's JSON of that name."""
    ours = {path.replace("\\", "/").removeprefix(PACKAGE): values for path, values in files.items()}
    found: list[str] = []
    for floor in FLOORS:
        part = {path: values for path, values in sorted(ours.items()) if path.startswith(floor.paths)}
        if floor.each:
            for path, values in part.items():
                if percent([values["summary"]]) < floor.percent:
                    found.append(
                        f"{PACKAGE}{path}: {percent([values['summary']]):.1f} % < {floor.percent} %{gaps(values)}"
                    )
        elif part and (reached := percent([values["summary"] for values in part.values()])) < floor.percent:
            found.append(f"{floor.name}: {reached:.1f} % < {floor.percent} %; {weakest(part)}")
    return found


def percent(summaries: Sequence[Mapping[str, int]]) -> float:
    """Covered share of all lines and branches; nothing to cover counts as all of it."""
    total = sum(each["num_statements"] + each.get("num_branches", 0) for each in summaries)
    covered = sum(each["covered_lines"] + each.get("covered_branches", 0) for each in summaries)
    return 100 * covered / total if total else 100


def gaps(values: Mapping[str, Any]) -> str:
    """The lines and branches of one file no test reached; branches of lines already named are left out."""
    missing: set[int] = set(values.get("missing_lines", ()))
    lines = ", ".join(ranges(missing))
    branches = ", ".join(f"{start}→{end}" for start, end in values.get("missing_branches", ()) if start not in missing)
    return (f"; Zeilen {lines}" if lines else "") + (f"; Zweige {branches}" if branches else "")


def ranges(numbers: set[int]) -> list[str]:
    """Numbers as ranges in order: „3–5“, „9“."""
    found: list[str] = []
    for start in sorted(number for number in numbers if number - 1 not in numbers):
        end = start
        while end + 1 in numbers:
            end += 1
        found.append(f"{start}–{end}" if end > start else str(start))
    return found


def weakest(part: Mapping[str, Any]) -> str:
    """The three files with most untested lines, worth looking at first."""
    worst = sorted(part.items(), key=lambda item: -item[1]["summary"]["missing_lines"])[:3]
    return ", ".join(f"{path} {percent([values['summary']]):.0f} %" for path, values in worst)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

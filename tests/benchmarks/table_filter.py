"""Milliseconds per key stroke in the filter of a table with 50,000 rows, repaint included.

Measured twice: with a list in memory (cost of model and view alone) and with the real `RecordList` over a
file of 50,000 projects. Run: `python tests/benchmarks/table_filter.py`; goal ≤ 50 ms at the 95th percentile.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from coordinator_app.common.clock import FixedClock
from coordinator_app.domain.columns import Column, ListFilter
from coordinator_app.domain.fields import Kind
from coordinator_app.gui.theme import Theme
from coordinator_app.gui.widgets.record_table import RecordTable

ROWS = 50_000
WORDS = ("straße", "bahnhof", "graffiti", "jugend", "präv", "markt 1", "schule", "zwickau", "9", "treff")
NAMES = ("Jugendtreff", "Graffiti-Werkstatt", "Schulweg", "Straßenfest", "Bahnhofstunnel", "Präventionstag", "Markt")


@dataclass(frozen=True, slots=True)
class _Row:
    id: int
    title: str
    place: str
    begin: date
    cents: int


class InMemory:
    """50,000 made-up rows, filtered over one precomputed lower-case string per row."""

    columns: Sequence[Column[_Row]] = (
        Column("title", "Titel", Kind.TEXT, lambda row: row.title, sort="title", stretch=True),
        Column("place", "Ort", Kind.TEXT, lambda row: row.place),
        Column("begin", "Beginn", Kind.DATE, lambda row: row.begin),
        Column("cents", "Kosten", Kind.MONEY, lambda row: row.cents),
    )

    def __init__(self) -> None:
        self.data = {
            number: _Row(number, _title(number), f"Markt {number % 97}", date(2006 + number % 20, 1, 1), number * 7)
            for number in range(1, ROWS + 1)
        }
        self.text = [(number, f"{row.title} {row.place}".lower()) for number, row in self.data.items()]

    def ids(self, wanted: ListFilter) -> list[int]:
        """Matching ids."""
        text = wanted.text.lower()
        return [number for number, words in self.text if text in words]

    def rows(self, ids: Sequence[int]) -> dict[int, _Row]:
        """Rows by id."""
        return {number: self.data[number] for number in ids}


def _title(number: int) -> str:
    return f"{NAMES[number % len(NAMES)]} {NAMES[number // 7 % len(NAMES)]} {number}"


def keystrokes(table: RecordTable) -> list[float]:
    """Seconds per key stroke while the words are typed and deleted again."""
    table.resize(1100, 640)
    table.show()
    QTest.qWait(1)
    taken: list[float] = []
    for word in WORDS:
        typed = [word[: length + 1] for length in range(len(word))] + [""]
        for text in typed:
            begin = time.perf_counter()
            table.set_filter(ListFilter(text=text))
            table.view.viewport().repaint()
            taken.append(time.perf_counter() - begin)
            QTest.qWait(1)
    return taken


def report(name: str, taken: list[float]) -> float:
    """Print median and 95th percentile in milliseconds; returns the latter."""
    ordered = sorted(taken)
    late = ordered[int(len(ordered) * 0.95)] * 1000
    middle = statistics.median(ordered) * 1000
    sys.stdout.write(f"{name:<28} {len(ordered):>4} Tasten  Median {middle:6.1f} ms  95 % {late:6.1f} ms\n")
    return late


def record_list(folder: Path) -> Any:
    """The real list over a file with 50,000 projects; making the file takes a minute, so it is kept."""
    from coordinator_app.domain.projects import Project
    from coordinator_app.services.lists import RecordList, columns
    from coordinator_app.services.workspace import Workspace

    clock = FixedClock(datetime(2026, 11, 9, 9, 0, tzinfo=UTC))
    path = folder / "projekte-50000.kpr"
    if path.exists():
        workspace = Workspace.open(path, clock=clock, user="Messung")
    else:
        folder.mkdir(parents=True, exist_ok=True)
        workspace = Workspace.create(path, clock=clock, user="Messung")
        with workspace.store.write("Messdaten angelegt", undoable=False) as unit:
            for number in range(1, ROWS + 1):
                unit.add(Project(title=_title(number), number=f"P-{number}", location=f"Markt {number % 97}"))
    return workspace, RecordList(workspace.store, Project, columns(Project, "number", "title", "status", "start"))


def main() -> int:
    """Measure both; exit code 1 when a goal is missed."""
    application = QApplication([])
    Theme(application).start("hell")
    worst = report("Liste im Speicher", _measure(InMemory))
    workspace, source = record_list(Path(__file__).resolve().parents[2] / "build" / "benchmarks")
    worst = max(worst, report("RecordList, SQLite", _measure(lambda: source)))
    workspace.close()
    return 0 if worst <= 50 else 1


def _measure(make: Callable[[], Any]) -> list[float]:
    table = RecordTable(make(), name="messung", label="Messung")
    return keystrokes(table)


if __name__ == "__main__":
    sys.exit(main())

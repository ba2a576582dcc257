"""A list of 10,000 rows: reading it against the reading library alone; dry run and taking over.

python tests/benchmarks/list_import.py         # seconds of processor time of each
"""

import io
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.data import make_lists

ROWS = 10_000


@dataclass
class Taken:
    """Seconds of processor time of every repetition."""

    alone: list[float] = field(default_factory=list[float])
    reading: list[float] = field(default_factory=list[float])
    dry_run: list[float] = field(default_factory=list[float])
    taking: list[float] = field(default_factory=list[float])


def measure(runs: int) -> Taken:
    """Read the list by turns with both; take it over into a new file, up to three times."""
    taken = Taken()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "liste.xlsx"
        make_lists.write(path, ROWS)
        for turn in range(runs + 1):
            alone, reading = _reading(path)
            if turn:  # the first turn imports the library
                taken.alone.append(alone)
                taken.reading.append(reading)
        for turn in range(min(runs, 3)):
            dry_run, taking = _importing(path, Path(folder) / f"{turn}.kpr")
            taken.dry_run.append(dry_run)
            taken.taking.append(taking)
    return taken


def _reading(path: Path) -> tuple[float, float]:
    from python_calamine import CalamineWorkbook

    from coordinator_app.exchange.tables import read_tables

    begin = time.process_time()
    CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes())).get_sheet_by_index(0).to_python()
    middle = time.process_time()
    read_tables(path)
    return middle - begin, time.process_time() - middle


def _importing(path: Path, file: Path) -> tuple[float, float]:
    from coordinator_app.exchange.tables import read_tables
    from coordinator_app.services.list_import_plan import ImportOptions
    from coordinator_app.services.project_import import ProjectImport
    from coordinator_app.services.workspace import Workspace

    workspace = Workspace.create(file, user="Messung")
    try:
        service, sheet = ProjectImport(workspace), read_tables(path).sheets[0]
        begin = time.process_time()
        found = service.understand(sheet)
        assert found is not None
        plan = service.plan(path.name, found.data, ImportOptions(found.targets, found.words))
        middle = time.process_time()
        result = service.run(plan)
        assert len(result.records) == ROWS
        return middle - begin, time.process_time() - middle
    finally:
        workspace.store.close()


if __name__ == "__main__":
    for name, seconds in vars(measure(5)).items():
        sys.stdout.write(f"{name:10}{statistics.median(seconds):8.3f} s\n")

"""pytest plugin (`-p tests.measured`): which lines and branches of the program the tests reach.

Modules are instrumented when they are imported, and a line costs nothing any more once it was seen; tracing every line
would make the tests take half as long again. Every process leaves what it saw in the folder `KPR_COVERAGE`; the first
one, which ends last, puts it together in `coverage.json`, the input of `packaging/coverage_floors.py`.
"""

import json
import os
from functools import reduce
from pathlib import Path

import pytest
from slipcover import FileMatcher, ImportManager, Slipcover, merge_coverage

SOURCE = Path(__file__).resolve().parent.parent / "coordinator_app"
OMITTED = "*/coordinator_app/storage/migrations/*"  # proven by opening old files, not by lines
BODY_OF_PROTOCOL = r"^\s*\.\.\.$"
FOLDER = Path(os.environ["KPR_COVERAGE"])
RESULT = FOLDER / "coverage.json"

seen = Slipcover(branch=True, exclude_also=[BODY_OF_PROTOCOL])
instrumenting = ImportManager(seen, FileMatcher(sources=[SOURCE], omit=[OMITTED]))
instrumenting.__enter__()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish() -> None:
    """Leave what this process saw; in the first process put together what all of them saw."""
    instrumenting.__exit__()
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    own = FOLDER / f"part-{worker or 'first'}.json"
    own.write_text(json.dumps(seen.get_coverage()), encoding="utf-8")
    if worker is None:
        parts = [json.loads(part.read_text(encoding="utf-8")) for part in sorted(FOLDER.glob("part-*.json"))]
        RESULT.write_text(json.dumps(reduce(merge_coverage, parts)), encoding="utf-8")

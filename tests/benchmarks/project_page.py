"""The page „Projekte“ over 5,000 projects: opening it, the next project, another order, groups, a key in the filter.

python tests/benchmarks/project_page.py        # seconds of each, on a copy of the file of twenty years
"""

import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from coordinator_app.domain.columns import ListFilter
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.theme import Theme
from tests.benchmarks import twenty_years

WORDS = ("straße", "schulweg", "markt", "graffiti")


@dataclass
class Taken:
    """Seconds of processor time of every repetition; `keys` are single key strokes in the grouped list."""

    opening: list[float] = field(default_factory=list[float])
    next_project: list[float] = field(default_factory=list[float])
    order: list[float] = field(default_factory=list[float])
    groups: list[float] = field(default_factory=list[float])
    keys: list[float] = field(default_factory=list[float])


def measure(runs: int) -> Taken:
    """Work with the page on a copy of the file."""
    with measured_file() as context:
        return _work(context, runs)


@contextmanager
def measured_file() -> Iterator[AppContext]:
    """A context around a copy of the file of twenty years."""
    from coordinator_app.services.workspace import Workspace

    application = QApplication.instance() or QApplication([])
    Theme(application).start("hell")  # type: ignore[arg-type]  # it is the one made here
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "messung.kpr"
        shutil.copyfile(twenty_years.full_file(), copy)
        workspace = Workspace.open(copy, user="Messung")
        try:
            yield context_of(workspace, Path(folder))
        finally:
            workspace.store.close()


def context_of(workspace: object, folder: Path) -> AppContext:
    """A context around an open file, without a window."""
    from coordinator_app.gui.actions import Actions
    from coordinator_app.gui.change_bus import ChangeBus
    from coordinator_app.gui.jobs import Jobs
    from coordinator_app.gui.local_state import LocalState

    jobs = Jobs()
    return AppContext(
        workspace=workspace,  # type: ignore[arg-type]  # imported late, as in the program
        bus=ChangeBus(),
        theme=Theme(QApplication.instance()),  # type: ignore[arg-type]  # made in `measured_file`
        jobs=jobs,
        actions=Actions(jobs),
        settings=LocalState(folder / "settings.ini"),
        shell=None,  # type: ignore[arg-type]  # nothing here asks the window
        clock=workspace.clock,  # type: ignore[attr-defined]  # see above
    )


def _work(context: AppContext, runs: int) -> Taken:
    from coordinator_app.gui.pages.projects.page import ProjectsPage

    taken = Taken()
    for _ in range(max(2, runs // 2)):
        begin = time.process_time()
        page = ProjectsPage(context)
        page.resize(1166, 690)
        page.show()
        QTest.qWait(1)
        taken.opening.append(time.process_time() - begin)
        view = page.table.view
        taken.next_project += [_seconds(partial(QTest.keyClick, view, Qt.Key.Key_Down)) for _ in range(5)]
        taken.order += [_seconds(partial(page.table.sort_by, sort)) for sort in ("end", "carrier", "title")]
        groupings = ("field_of_action", "status", "carrier")
        taken.groups += [_seconds(partial(page.grouping.group_by, by)) for by in groupings]
        taken.keys += _typed(page)
        page.grouping.group_by("")
        page.close()
        page.deleteLater()
    return taken


def _typed(page: object) -> list[float]:
    table = page.table  # type: ignore[attr-defined]  # the page
    texts = [word[:end] for word in WORDS for end in range(1, len(word) + 1)]
    return [_seconds(partial(table.set_filter, ListFilter(text=text))) for text in texts]


def _seconds(act: Callable[[], object]) -> float:
    begin = time.process_time()
    act()
    QTest.qWait(0)
    return time.process_time() - begin


if __name__ == "__main__":
    found = measure(4)
    for name, values in vars(found).items():
        late = sorted(values)[int(len(values) * 0.95)]
        sys.stdout.write(f"{name:14}{statistics.median(values) * 1000:9.1f} ms{late * 1000:9.1f} ms late\n")

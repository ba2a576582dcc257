"""The matrix of needs and offers over 5,000 projects and 200 needs: counting it, showing the tab, one need beside it.

python tests/benchmarks/need_matrix.py        # seconds of each, on a copy of the file of twenty years
"""

import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks import project_page

if TYPE_CHECKING:
    from coordinator_app.services.workspace import Workspace

NEEDS = 200


@dataclass
class Taken:
    """Seconds of every repetition; `floor` reads id and title of the same needs and projects and no more."""

    floor: list[float] = field(default_factory=list[float])
    matrix: list[float] = field(default_factory=list[float])
    fitting: list[float] = field(default_factory=list[float])
    tab: list[float] = field(default_factory=list[float])


def measure(runs: int) -> Taken:
    """Count on a copy of the file with needs added."""
    from coordinator_app.gui.pages.needs.page import NeedsPage

    taken = Taken()
    with project_page.measured_file() as context:
        workspace = context.workspace
        first = _add_needs(workspace)
        page = NeedsPage(context)
        page.resize(1166, 690)
        page.show()
        page.tabs.select("matrix")
        for _ in range(max(3, runs)):
            taken.floor.append(_seconds(lambda: _titles(workspace)))
            taken.matrix.append(_seconds(workspace.need_matrix.view))
            taken.fitting.append(_seconds(lambda: workspace.need_matrix.fitting_offers(first)))
            taken.tab.append(_seconds(page.matrix_tab.reload))
        page.close()
    return taken


def _add_needs(workspace: "Workspace") -> int:
    """Needs with words of their own, tied to some projects; the id of the first."""
    from coordinator_app.domain.projects import Project

    dice = random.Random(7)
    fields, groups = (
        [entry.id for entry in workspace.catalogues.entries(key)] for key in ("field_of_action", "target_group")
    )
    with workspace.store.write("Messung", undoable=False) as unit:
        projects = [project.id for project in unit.find(Project)]
        for number in range(NEEDS):
            need = workspace.needs.create(
                title=f"Bedarf {number}",
                field_of_action_id=dice.choice(fields),
                target_groups=tuple(dice.sample(groups, 2)),
                projects=tuple(dice.sample(projects, 3)),
            )
    return need - NEEDS + 1


def _titles(workspace: "Workspace") -> None:
    with workspace.store.glance() as connection:
        for kind in ("need", "project"):
            connection.execute(f"SELECT id, title FROM {kind} WHERE deleted_at IS NULL").fetchall()


def _seconds(act: Callable[[], object]) -> float:
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin


if __name__ == "__main__":
    found = measure(5)
    for name, values in vars(found).items():
        sys.stdout.write(f"{name:14}{statistics.median(values) * 1000:9.1f} ms\n")

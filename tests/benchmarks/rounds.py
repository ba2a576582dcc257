"""A round of 60 needs, 25 raters and 8 criteria (12,000 scores): reading it, ranking, a thousand draws, the tab.

python tests/benchmarks/rounds.py        # seconds of each, on a copy of the file of twenty years
"""

import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks import project_page

if TYPE_CHECKING:
    from coordinator_app.services.workspace import Workspace

NEEDS, RATERS, CRITERIA = 60, 25, 8


@dataclass
class Taken:
    """Seconds of every repetition."""

    card: list[float] = field(default_factory=list[float])
    ranking: list[float] = field(default_factory=list[float])
    sensitivity: list[float] = field(default_factory=list[float])
    tab: list[float] = field(default_factory=list[float])


def measure(runs: int) -> Taken:
    """Rank on a copy of the file with a large round added."""
    from coordinator_app.gui.pages.needs.ranking import RankingPane

    taken = Taken()
    with project_page.measured_file() as context:
        workspace = context.workspace
        round_id = _add_round(workspace)
        pane = RankingPane(context)
        pane.resize(1166, 600)
        pane.show()
        for _ in range(max(3, runs)):
            taken.card.append(_seconds(lambda: workspace.priorities.card(round_id)))
            card = workspace.priorities.card(round_id)
            taken.ranking.append(_seconds(card.scoring.ranking))
            taken.sensitivity.append(_seconds(card.scoring.sensitivity))
            taken.tab.append(_seconds(partial(pane.show_round, card)))
            context.jobs.shutdown()
        pane.close()
    return taken


def _add_round(workspace: "Workspace") -> int:
    """Everybody scores every need on every criterion."""
    from coordinator_app.domain.criterion_templates import CriterionDraft
    from coordinator_app.domain.priorities import Score

    dice = random.Random(7)
    priorities = workspace.priorities
    drafts = [CriterionDraft(f"Kriterium {number}", 10 + number, "1", "5") for number in range(CRITERIA)]
    with workspace.store.write("Messung", undoable=False) as unit:
        needs = [workspace.needs.create(title=f"Bedarf {number}") for number in range(NEEDS)]
        names = [f"Bogen {number}" for number in range(RATERS)]
        round_id = priorities.create_round(title="Messung", needs=needs, raters=names, criteria=drafts)
        card = priorities.card(round_id)
        for rater in card.raters:
            for need in needs:
                for item in card.criteria:
                    points = dice.randint(1, 5)
                    unit.add(Score(rater_id=rater.id, need_id=need, criterion_id=item.id, points=points))
    return round_id


def _seconds(act: Callable[[], object]) -> float:
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin


if __name__ == "__main__":
    found = measure(5)
    for name, values in vars(found).items():
        sys.stdout.write(f"{name:14}{statistics.median(values) * 1000:9.1f} ms\n")

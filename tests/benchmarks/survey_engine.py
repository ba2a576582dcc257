"""The survey engine on 100,000 sheets × 60 variables against numpy alone, in processor time.

python tests/benchmarks/survey_engine.py        # milliseconds of each
"""

import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as in the program
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SHEETS, VARIABLES, DISTRICTS, AGES, ANSWERS = 100_000, 60, 20, 6, 5


@dataclass
class Taken:
    """Seconds of every repetition; `floor` is the shortest way to the same shares, SE and n with numpy alone."""

    floor: list[float] = field(default_factory=list[float])
    table: list[float] = field(default_factory=list[float])
    stratified: list[float] = field(default_factory=list[float])
    raked: list[float] = field(default_factory=list[float])
    sixty: list[float] = field(default_factory=list[float])
    rao_scott: list[float] = field(default_factory=list[float])
    raking: list[float] = field(default_factory=list[float])
    town: list[float] = field(default_factory=list[float])


def bare_table(answers: "NDArray[np.int32]", groups: "NDArray[np.int32]", weights: "NDArray[np.float64]") -> object:
    """Row shares, linearised SE and n of a table with numpy and nothing else: the floor."""
    import numpy as np

    n = answers.size
    cell = groups * np.int64(ANSWERS) + (answers - 1)
    size = DISTRICTS * ANSWERS
    counts = np.bincount(cell, minlength=size).reshape(DISTRICTS, ANSWERS)
    first = np.bincount(cell, weights, minlength=size).reshape(DISTRICTS, ANSWERS)
    second = np.bincount(cell, weights * weights, minlength=size).reshape(DISTRICTS, ANSWERS)
    whole = first.sum(axis=1, keepdims=True)
    share = first / whole
    squares = second * (1 - share) ** 2 + (second.sum(axis=1, keepdims=True) - second) * share**2
    return share, np.sqrt(n / (n - 1) * squares) / whole, counts


def measure(runs: int) -> Taken:
    """All figures by turns, so that their ratios hold on a busy machine."""
    acts = _acts()
    taken = Taken()
    for turn in range(max(5, runs) + 1):
        for name, act in acts.items():
            begin = time.process_time()
            act()
            if turn:  # the first turn makes what designs keep
                getattr(taken, name).append(time.process_time() - begin)
    return taken


def _acts() -> dict[str, Callable[[], object]]:
    """What is measured, by the names of `Taken`, on seeded answers."""
    import numpy as np

    from coordinator_app.survey.contingency import rao_scott
    from coordinator_app.survey.data_set import Design, encode
    from coordinator_app.survey.shares import share_table
    from coordinator_app.survey.weighting import Margin, rake

    dice = np.random.default_rng(7)
    columns = [dice.integers(1, ANSWERS + 1, SHEETS, dtype=np.int32) for _ in range(VARIABLES)]
    district, age, sex = (dice.integers(0, size, SHEETS, dtype=np.int32) for size in (DISTRICTS, AGES, 2))
    weights = dice.uniform(0.5, 2, SHEETS)
    codes = tuple(range(1, ANSWERS + 1))
    margins = [
        Margin(name, places.astype(np.intp), dice.uniform(0.8, 1.2, size), tuple(map(str, range(size))))
        for name, places, size in (("Ortsteil", district, DISTRICTS), ("Alter", age, AGES), ("Geschlecht", sex, 2))
    ]
    plain = Design(weights)
    layered = Design(weights, strata=district, population=np.full(SHEETS, 50_000.0))
    raked = Design(weights, strata=district, margins=(district, age, sex))
    small = Design(weights[:5_000], strata=district[:5_000], margins=(district[:5_000], age[:5_000]))

    def table(design: Design, groups: "NDArray[np.int32]", rows: int, column: int) -> object:
        answers = encode(columns[column][: design.size], codes)
        return share_table(answers, ANSWERS, design, groups=groups[: design.size].astype(np.intp), rows=rows)

    return {
        "floor": lambda: bare_table(columns[0], district, weights),
        "table": lambda: table(plain, district, DISTRICTS, 0),
        "stratified": lambda: table(layered, district, DISTRICTS, 0),
        "raked": lambda: table(raked, district, DISTRICTS, 0),
        "sixty": lambda: [table(plain, age, AGES, column) for column in range(VARIABLES)],
        "rao_scott": lambda: rao_scott(district.astype(np.intp), encode(columns[0], codes), raked),
        "raking": lambda: rake(weights, margins, limits=None),
        "town": lambda: [table(small, age, AGES, column) for column in range(VARIABLES)],
    }


if __name__ == "__main__":
    for what, values in vars(measure(7)).items():
        sys.stdout.write(f"{what:12}{statistics.median(values) * 1000:9.2f} ms\n")

"""Everything the example survey publishes at once: nobody can work out what is hidden, and no small count is shown."""

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from coordinator_app.domain.results import Figure, Result, ResultKind, ResultRow, Shown, key_parts
from coordinator_app.domain.survey_run import SurveyRun
from coordinator_app.services.workspace import Workspace

LEAST = 5
COUNTED = {ResultKind.SHARES, ResultKind.LIKERT, ResultKind.RANKING}
Line = tuple[Result, ResultRow]
Vector = NDArray[np.float64]


@pytest.fixture(scope="module")
def run(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SurveyRun]:
    folder = tmp_path_factory.mktemp("run")
    for file in demo_file.parent.iterdir():
        if file.is_file():
            shutil.copy(file, folder)
    workspace = Workspace.open(folder / demo_file.name)
    sizes = {survey.id: workspace.evaluation.prepared(survey.id).data.size for survey in workspace.surveys.all()}
    yield workspace.evaluation.run(max(sizes, key=lambda id: sizes[id]))
    workspace.close()


def lines_of(run: SurveyRun) -> dict[str, list[Line]]:
    """All published rows of counted questions by variable."""
    found: dict[str, list[Line]] = {}
    for module in run.modules:
        for result in (*module.results, *module.compared):
            for row in result.rows if result.kind in COUNTED else ():
                found.setdefault(key_parts(row.key)[0], []).append((result, row))
    return found


class Reader:
    """Published and hidden figures of one variable as sums of the counts of answers by all groups at once."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.codes = sorted({code for result, _ in lines for code in result.codes})
        self.groups: dict[str, list[int]] = {}
        for _, grouping, code in (key_parts(row.key) for _, row in lines):
            if grouping and code not in self.groups.setdefault(grouping, []):
                self.groups[grouping].append(code)
        self.known: list[Vector] = []
        self.hidden: list[Vector] = []
        for result, row in lines:
            self._read(result, row)

    def _read(self, result: Result, row: ResultRow) -> None:
        _, grouping, group = key_parts(row.key)
        cells = [self._count(code, grouping, group) for code in result.codes]
        if row.base:
            self.known.append(np.sum(cells, axis=0))
        for cell, figure in zip(cells, row.cells, strict=True):
            self._take(cell, figure)
        if row.summary is not None:
            weights = [code in result.summary_codes if result.summary_codes else code for code in result.codes]
            self._take(
                np.sum([weight * cell for weight, cell in zip(weights, cells, strict=True)], axis=0), row.summary
            )

    def _count(self, code: int, grouping: str, group: int) -> Vector:
        found = np.zeros((len(self.codes), *(len(codes) + 1 for codes in self.groups.values())))
        where: list[slice | int] = [self.codes.index(code), *[slice(None)] * len(self.groups)]
        if grouping:
            where[1 + list(self.groups).index(grouping)] = 1 + self.groups[grouping].index(group)
        found[tuple(where)] = 1.0
        return found.ravel()

    def _take(self, sums: Vector, figure: Figure) -> None:
        (self.hidden if figure.shown is Shown.HIDDEN else self.known).append(sums)

    def solved(self) -> int:
        """How many hidden figures are sums and differences of published ones (Gauss, one line after the other)."""
        lines = np.unique(np.array(self.known), axis=0)
        rest = np.array(self.hidden).reshape(len(self.hidden), lines.shape[1])
        while True:
            at, column = np.unravel_index(int(np.abs(lines).argmax()), lines.shape)
            if abs(lines[at, column]) < 1e-9:
                return int((np.abs(rest).max(axis=1, initial=0.0) < 1e-7).sum())
            line = lines[at] / lines[at, column]
            lines = lines - np.outer(lines[:, column], line)
            rest = rest - np.outer(rest[:, column], line)


def test_nothing_hidden_follows_from_the_whole_run(run: SurveyRun) -> None:
    readers = {variable: Reader(lines) for variable, lines in lines_of(run).items()}
    assert sum(len(reader.hidden) for reader in readers.values()) > 100
    solved = {variable: reader.solved() for variable, reader in readers.items()}
    assert [variable for variable, count in solved.items() if count] == []


def test_no_small_count_and_no_small_rest_is_shown(run: SurveyRun) -> None:
    shown = [
        (row.base, cell.count)
        for lines in lines_of(run).values()
        for _, row in lines
        for cell in row.cells
        if cell.shown is not Shown.HIDDEN and cell.count is not None
    ]
    assert len(shown) > 500
    assert all(count >= LEAST and base - count >= LEAST for base, count in shown)


def test_figures_of_the_whole_town_are_shown(run: SurveyRun) -> None:
    rows = [row for module in run.modules for result in module.results for row in result.rows if row.base >= 100]
    hidden = [row.key for row in rows if row.shown is Shown.HIDDEN]
    assert rows
    assert not hidden

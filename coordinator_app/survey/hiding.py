"""Counts joined by equations, and which more must be hidden until no hidden one can be worked out.

Knows nothing of tables: `suppression` names the counts and their equations. Every equation is Σ factor · count =
something the reader knows; equations without a hidden count say nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from coordinator_app.survey.data_set import Floats, Mask

Cell = frozenset[tuple[str, object]]
"""The name of a count: variables with their values."""

_Equation = tuple[tuple[int, int], ...]
_NOTHING = 1e-9


@dataclass(slots=True)
class Run:
    """All counts of one run of tables. Use: `add`, `carry` and `relate` everything, `protect`, then ask `hides`."""

    least: int
    _places: dict[Cell, int] = field(default_factory=dict[Cell, int])
    _counts: list[int] = field(default_factory=list[int])
    _costs: list[float] = field(default_factory=list[float])
    _hidden: list[bool] = field(default_factory=list[bool])
    _carried: list[set[int]] = field(default_factory=list[set[int]])
    _equations: list[_Equation] = field(default_factory=list[_Equation])
    _known: set[_Equation] = field(default_factory=set[_Equation])
    _of: list[list[int]] = field(default_factory=list[list[int]])
    _waiting: list[int] = field(default_factory=list[int])
    _free: set[int] = field(default_factory=set[int])
    _proven: set[frozenset[int]] = field(default_factory=set[frozenset[int]])

    def add(self, cell: Cell, count: int, *, cost: float, hidden: bool) -> None:
        """A published count; `cost` is what hiding it loses. Hidden in one table is hidden in all."""
        place = self._places.get(cell)
        if place is not None:
            self._hidden[place] = self._hidden[place] or hidden
            return
        self._places[cell] = len(self._counts)
        self._counts.append(count)
        self._costs.append(cost)
        self._hidden.append(hidden)
        self._carried.append(set())
        self._of.append([])

    def add_remainder(self, cell: Cell, count: int) -> None:
        """A count that is never printed and need not be protected, such as what several hidden groups answered."""
        self.add(cell, count, cost=0.0, hidden=True)
        self._free.add(self._places[cell])

    def carry(self, cell: Cell, carried: Iterable[Cell]) -> None:
        """Figures that are hidden with `cell` (the mean of a row with any of its counts)."""
        self._carried[self._places[cell]].update(self._places[other] for other in carried)

    def relate(self, terms: Sequence[tuple[Cell, int]]) -> None:
        """An equation the reader knows: Σ factor · count is a known number."""
        equation = tuple(sorted((self._places[cell], factor) for cell, factor in terms if factor))
        if not equation or equation in self._known:
            return
        self._known.add(equation)
        number = len(self._equations)
        self._equations.append(equation)
        for place, _ in equation:
            self._of[place].append(number)

    def knows(self, cell: Cell) -> bool:
        """Whether the count is published anywhere in the run."""
        return cell in self._places

    def count(self, cell: Cell) -> int:
        """The count of that name."""
        return self._counts[self._places[cell]]

    def hides(self, cell: Cell) -> bool:
        """Whether the count is hidden; those never added are always shown."""
        place = self._places.get(cell)
        return place is not None and self._hidden[place]

    def protect(self) -> None:
        """Hide more until every hidden count is safe, the cheapest first."""
        for place, hidden in enumerate(self._hidden):
            if hidden:
                self._hide(place)
        while True:
            while self._waiting:
                self._settle(self._waiting.pop())
            changed = [self._make_safe(group) for group in self._groups()]
            if not any(changed):
                return

    def _make_safe(self, group: Sequence[int]) -> bool:
        """Hide more until nothing of one group is given away; whether anything was hidden."""
        changed = False
        while self._break(group):
            changed = True
            while self._waiting:
                self._settle(self._waiting.pop())
            group = self._connected(group[0])
        return changed

    def _hide(self, place: int) -> None:
        self._hidden[place] = True
        self._waiting.extend(self._of[place])
        for other in self._carried[place]:
            if not self._hidden[other]:
                self._hide(other)

    def _settle(self, number: int) -> None:
        """Hide the cheapest further counts of an equation that gives something away."""
        while not self._safe(number):
            open_ones = [place for place, _ in self._equations[number] if not self._hidden[place]]
            if not open_ones:
                return
            self._hide(min(open_ones, key=lambda place: (self._price(place, number), place)))

    def _safe(self, number: int) -> bool:
        hidden = [(place, factor) for place, factor in self._equations[number] if self._hidden[place]]
        if all(place in self._free for place, _ in hidden):
            return True
        if len(hidden) < 2:
            return False
        if any(factor != 1 for _, factor in hidden):
            return True
        enough = sum(self._counts[place] for place, _ in hidden) >= self.least
        return enough or not any(factor == 1 and not self._hidden[place] for place, factor in self._equations[number])

    def _price(self, place: int, number: int) -> float:
        """What hiding a count loses, with what its other equations will then ask for."""
        price = self._costs[place]
        for other in self._of[place]:
            if other == number or any(self._hidden[at] for at, _ in self._equations[other]):
                continue
            price += min((self._costs[at] for at, _ in self._equations[other] if at != place), default=0.0)
        return price

    def _break(self, group: Sequence[int]) -> bool:
        """Hide one more count where the equations of connected hidden counts give one away; False when all is safe."""
        name = frozenset(group)
        if name in self._proven:
            return False
        self._proven.add(name)
        numbers = sorted({number for place in group for number in self._of[place]})
        matrix = self._matrix(numbers, group)
        protected = np.array([place not in self._free for place in group])
        fixed = np.flatnonzero(_given_away(matrix) & protected)
        if not fixed.size:
            return False
        wanted = np.zeros(len(group))
        wanted[fixed[0]] = 1.0
        parts = np.linalg.lstsq(matrix.T, wanted, rcond=None)[0].astype(np.float64)
        beside = {
            (at, number)
            for number, part in zip(numbers, parts, strict=True)
            for at, _ in self._equations[number]
            if abs(part) > _NOTHING and not self._hidden[at]
        }
        if not beside:
            return False
        self._hide(min(beside, key=lambda found: (self._price(*found), found))[0])
        return True

    def _matrix(self, numbers: Sequence[int], group: Sequence[int]) -> Floats:
        """Equations × hidden counts: the factors."""
        position = {place: column for column, place in enumerate(group)}
        matrix = np.zeros((len(numbers), len(group)))
        for line, number in enumerate(numbers):
            for place, factor in self._equations[number]:
                if place in position:
                    matrix[line, position[place]] = factor
        return matrix

    def _groups(self) -> list[list[int]]:
        """Hidden counts by connection through equations; those in no equation are safe and left out."""
        seen: set[int] = set()
        found: list[list[int]] = []
        for start, hidden in enumerate(self._hidden):
            if hidden and start not in seen and self._of[start]:
                found.append(self._connected(start))
                seen.update(found[-1])
        return found

    def _connected(self, start: int) -> list[int]:
        """All hidden counts that equations connect with one."""
        seen = {start}
        group = [start]
        done: set[int] = set()
        for place in group:  # grows as it is walked
            for number in self._of[place]:
                if number in done:
                    continue
                done.add(number)
                for at, _ in self._equations[number]:
                    if self._hidden[at] and at not in seen:
                        seen.add(at)
                        group.append(at)
        return group


def _given_away(matrix: Floats) -> Mask:
    """Per unknown whether the equations (lines) fix it: reduced by Gauss and Jordan, its line has no other unknown."""
    left = matrix.copy()
    pivots: list[int] = []
    for column in range(left.shape[1]):
        line = len(pivots)
        if line == left.shape[0]:
            break
        best = line + int(np.abs(left[line:, column]).argmax())
        if abs(left[best, column]) < _NOTHING:
            continue
        if best != line:
            left[[line, best]] = left[[best, line]]
        left[line] /= left[line, column]
        factors = left[:, column].copy()
        factors[line] = 0.0
        left -= np.outer(factors, left[line])
        pivots.append(column)
    free = np.ones(left.shape[1], dtype=np.bool_)
    free[pivots] = False
    found = np.zeros(left.shape[1], dtype=np.bool_)
    found[pivots] = ~(np.abs(left[: len(pivots), free]) > _NOTHING).any(axis=1)
    return found

"""Small counts: hidden by themselves, hidden with others, and never to be worked out from all that is published.

The reader of these tests attacks: she writes every published figure of a run as an equation in the unknown counts
of all combinations and tries to solve for what is hidden. She knows the method, the number of all sheets, every n,
the total of every weight and the plain counts of the questions that group, also of those without an answer. What
hidden groups and sheets without a group answered together she may find out: it names nobody's group.
"""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.optimize import linprog

from coordinator_app.domain.results import Shown
from coordinator_app.survey.suppression import TOTAL, Limits, PublishedTable, Row, Suppressed, row_state, suppress

Ints = NDArray[np.int64]


class Town:
    """Answers of a made-up town: columns of codes from 1, 0 = missing."""

    def __init__(self, columns: dict[str, Ints], codes: dict[str, int]) -> None:
        self.columns = columns
        self.codes = codes
        self.size = next(iter(columns.values())).size

    def table(
        self,
        key: str,
        grouping: str,
        codes: Sequence[int],
        groups: Sequence[int],
        *,
        subsets: tuple[tuple[int, ...], ...] = (),
        mean: bool = False,
        total: bool = True,
    ) -> PublishedTable:
        asked = self.columns[key]
        picks = [(Row(TOTAL, 0, 0, 0.0), np.ones(self.size, dtype=bool))] if total else []
        picks += [(Row(grouping, group, 0, 0.0), self.columns[grouping] == group) for group in groups]
        counts = np.array([[int((asked[pick] == code).sum()) for code in codes] for _, pick in picks])
        rows = tuple(
            Row(row.grouping, row.code, int(line.sum()), float(line.sum()))
            for (row, _), line in zip(picks, counts, strict=True)
        )
        return PublishedTable(key, tuple(codes), rows, counts, subsets=subsets, mean=mean)


class Attack:
    """Published figures as equations in the counts of every combination of all variables of the run."""

    def __init__(self, town: Town, tables: Sequence[PublishedTable], answers: Sequence[Suppressed]) -> None:
        self.names = sorted({table.key for table in tables} | {row.grouping for table in tables for row in table.rows})
        self.names = [name for name in self.names if name]
        self.shape = tuple(town.codes[name] + 1 for name in self.names)
        self.published: list[NDArray[np.float64]] = []
        self.hidden: list[NDArray[np.float64]] = []
        grid = np.ravel_multi_index(tuple(town.columns[name] for name in self.names), self.shape)
        self.truth = np.bincount(grid, minlength=int(np.prod(self.shape))).astype(float)
        self._take(np.ones(self.shape).ravel(), hidden=False)
        for name in {row.grouping for table in tables for row in table.rows} - {TOTAL}:
            for code in range(town.codes[name] + 1):  # the plain counts of the question that groups
                self._take(self._count(name, code, Row(TOTAL, 0, 0, 0.0)), hidden=False)
        for table, answer in zip(tables, answers, strict=True):
            self._read(table, answer)

    def _read(self, table: PublishedTable, answer: Suppressed) -> None:
        for number, row in enumerate(table.rows):
            cells = [self._count(table.key, code, row) for code in table.columns]
            self._take(sum(cells), hidden=False)
            if not row.base:
                continue  # nobody is in this group: there is nothing to hide
            for cell, gone in zip(cells, answer.hidden[number], strict=True):
                self._take(cell, bool(gone))
            for subset, gone in zip(table.subsets, answer.subsets[number], strict=True):
                self._take(sum(cells[place] for place in subset), bool(gone))
            if table.mean:
                total = sum(code * cell for code, cell in zip(table.columns, cells, strict=True))
                self._take(total, bool(answer.means[number]))

    def _count(self, key: str, code: int, row: Row) -> NDArray[np.float64]:
        found = np.zeros(self.shape)
        where: list[slice | int] = [slice(None)] * len(self.shape)
        where[self.names.index(key)] = code
        if row.grouping != TOTAL:
            where[self.names.index(row.grouping)] = row.code
        found[tuple(where)] = 1.0
        return found.ravel()

    def _take(self, figure: NDArray[np.float64] | int, hidden: bool) -> None:
        (self.hidden if hidden else self.published).append(np.asarray(figure, dtype=float))

    def narrowest(self) -> float:
        """The least width of what a hidden figure may be, knowing that no count is negative (linear programmes)."""
        known = np.unique(np.array(self.published), axis=0)
        told = known @ self.truth
        ends = [
            [sign * linprog(sign * figure, A_eq=known, b_eq=told).fun for sign in (1, -1)] for figure in self.hidden
        ]
        return min((high - low for low, high in ends), default=np.inf)

    def solved(self) -> list[NDArray[np.float64]]:
        """Hidden figures that follow from the published ones: they are sums and differences of them."""
        lines = np.unique(np.array(self.published), axis=0)
        unknown = np.array(self.hidden).reshape(len(self.hidden), lines.shape[1])
        rest = unknown.copy()
        for _ in range(lines.shape[1]):  # Gauss: take one published line after the other out of everything
            place = np.unravel_index(int(np.abs(lines).argmax()), lines.shape)
            if abs(lines[place]) < 1e-9:
                break
            line = lines[place[0]] / lines[place]
            lines = lines - np.outer(lines[:, place[1]], line)
            rest = rest - np.outer(rest[:, place[1]], line)
        return [figure for figure, left in zip(unknown, rest, strict=True) if np.abs(left).max() < 1e-7]


def make_town(seed: int, size: int, shares: dict[str, int], *, missing: float = 0.04) -> Town:
    dice = np.random.default_rng(seed)
    columns: dict[str, Ints] = {}
    for name, codes in shares.items():
        column = dice.choice(codes, size, p=dice.dirichlet(np.full(codes, 1.5))) + 1
        column[dice.random(size) < missing] = 0
        columns[name] = column.astype(np.int64)
    return Town(columns, shares)


def primary(table: PublishedTable, limits: Limits) -> NDArray[np.bool_]:
    bases = np.array([[row.base] for row in table.rows])
    small = (table.counts < limits.least) | (bases - table.counts < limits.least)
    return small | (bases < limits.hide)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(40, 500))
def test_nothing_hidden_follows_from_all_tables_of_a_run(seed: int, size: int) -> None:
    town = make_town(seed, size, {"Q": 4, "D": 5, "A": 3})
    tables = [
        town.table("Q", "D", (1, 2, 3, 4), (1, 2, 3, 4, 5), subsets=((0, 1),), mean=True),
        town.table("Q", "A", (1, 2, 3, 4), (1, 2, 3), subsets=((0, 1), (2, 3))),
    ]
    answers = suppress(tables)
    for table, answer in zip(tables, answers, strict=True):
        assert answer.hidden[primary(table, Limits())].all()
    assert not Attack(town, tables, answers).solved()


@pytest.mark.parametrize(("seed", "size"), [(3, 60), (9, 150), (22, 150), (37, 60), (5, 400)])
def test_nothing_hidden_is_narrowed_to_one_number(seed: int, size: int) -> None:
    town = make_town(seed, size, {"Q": 4, "D": 5}, missing=0.02)
    tables = [town.table("Q", "D", (1, 2, 3, 4), (1, 2, 3, 4, 5), subsets=((0, 1),), mean=True)]
    assert Attack(town, tables, suppress(tables)).narrowest() >= 1


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(60, 400))
def test_a_crossing_published_both_ways_gives_nothing_away(seed: int, size: int) -> None:
    town = make_town(seed, size, {"Q": 3, "R": 4, "D": 3}, missing=0.02)
    tables = [
        town.table("Q", "R", (1, 2, 3), (1, 2, 3, 4)),
        town.table("R", "Q", (1, 2, 3, 4), (1, 2, 3), mean=True),
        town.table("Q", "D", (1, 2, 3), (1, 2, 3), total=False),
        town.table("R", "D", (1, 2, 3, 4), (1, 2, 3), subsets=((0, 1, 2),)),
    ]
    answers = suppress(tables)
    assert not Attack(town, tables, answers).solved()
    for one in (0, 1):  # the same count is hidden in both
        other = answers[1 - one]
        inside = answers[one].hidden[1:]
        assert (inside == other.hidden[1:].T).all()


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(60, 400))
def test_what_hidden_counts_add_up_to_is_no_small_count(seed: int, size: int) -> None:
    town = make_town(seed, size, {"Q": 5, "D": 4}, missing=0.0)
    table = town.table("Q", "D", (1, 2, 3, 4, 5), (1, 2, 3, 4))
    (answer,) = suppress([table])
    for counts, hidden, row in zip(table.counts, answer.hidden, table.rows, strict=True):
        if hidden.any() and row.base >= 5:
            assert hidden.sum() >= 2
            assert counts[hidden].sum() >= 5


def test_hiding_only_small_counts_is_seen_by_the_attack() -> None:
    town = make_town(3, 200, {"Q": 4, "D": 5})
    table = town.table("Q", "D", (1, 2, 3, 4), (1, 2, 3, 4, 5))
    naive = Suppressed(table.counts < 5, np.zeros((6, 0), bool), np.zeros(6, bool), (Shown.FULL,) * 6)
    assert (table.counts < 5).any()
    assert Attack(town, [table], [naive]).solved()


def test_weighted_shares_are_protected_by_the_same_cells() -> None:
    # The reader multiplies every weighted share with its weighted base: equations in weights instead of counts.
    town = make_town(11, 300, {"Q": 4, "D": 5})
    table = town.table("Q", "D", (1, 2, 3, 4), (1, 2, 3, 4, 5))
    (answer,) = suppress([table])
    weights = np.random.default_rng(1).uniform(0.4, 2.5, town.size)
    mass = np.array(
        [
            [weights[(town.columns["Q"] == code) & (town.columns["D"] == group)].sum() for code in range(5)]
            for group in range(6)
        ]
    )
    unknown = np.argwhere(answer.hidden[1:])
    lines: list[NDArray[np.float64]] = []
    for group in range(1, 6):
        line = np.zeros((6, 5))
        line[group, 1:] = 1
        lines.append(line)
        for code in range(1, 5):
            if not answer.hidden[group, code - 1]:
                cell = np.zeros((6, 5))
                cell[group, code] = 1
                lines.append(cell)
    for code in range(1, 5):
        if not answer.hidden[0, code - 1]:
            line = np.zeros((6, 5))
            line[:, code] = 1
            lines.append(line)
    system = np.array([line.ravel() for line in lines])
    guess = np.linalg.lstsq(system, system @ mass.ravel(), rcond=None)[0].reshape(6, 5)
    assert unknown.size
    assert all(abs(guess[group + 1, code + 1] - mass[group + 1, code + 1]) > 1e-6 for group, code in unknown)


@pytest.mark.parametrize(
    ("base", "effective", "state"),
    [
        (30, 30.0, Shown.FULL),
        (29, 29.0, Shown.BRACKETED),
        (60, 29.9, Shown.BRACKETED),
        (15, 15.0, Shown.BRACKETED),
        (14, 14.0, Shown.HIDDEN),
        (40, 14.9, Shown.HIDDEN),
    ],
)
def test_small_bases_stand_in_brackets_or_not_at_all(base: int, effective: float, state: Shown) -> None:
    assert row_state(base, effective, Limits()) is state


def one_row(counts: list[int], *, base: int = 0, exclusive: bool = True) -> PublishedTable:
    size = base or sum(counts)
    codes = tuple(range(1, len(counts) + 1))
    return PublishedTable("Q", codes, (Row(TOTAL, 0, size, float(size)),), np.array([counts]), exclusive=exclusive)


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ([40, 30, 20], [False, False, False]),
        ([40, 30, 4], [False, True, True]),
        ([40, 3, 2], [False, True, True]),
        ([40, 2, 1], [True, True, True]),
        ([96, 4], [True, True]),
        ([5, 95], [False, False]),
    ],
)
def test_a_single_question_hides_as_little_as_it_can(counts: list[int], hidden: list[bool]) -> None:
    (answer,) = suppress([one_row(counts)])
    assert answer.hidden.tolist() == [hidden]


def test_a_single_answer_everybody_gave_comes_to_an_end() -> None:
    (answer,) = suppress([one_row([40])])  # its number is the n of the row: nothing else could be hidden
    assert answer.hidden.tolist() == [[True]]


def test_answers_of_multiple_choice_stand_alone() -> None:
    (answer,) = suppress([one_row([50, 3, 97, 20], base=100, exclusive=False)])
    assert answer.hidden.tolist() == [[False, True, True, False]]


def test_a_small_group_shows_its_number_and_no_answers() -> None:
    counts = np.array([[60, 60], [40, 40], [17, 19], [3, 1]])
    rows = (Row(TOTAL, 0, 120, 120.0), Row("D", 1, 80, 80.0), Row("D", 2, 36, 36.0), Row("D", 3, 4, 4.0))
    (answer,) = suppress([PublishedTable("Q", (1, 2), rows, counts)])
    assert answer.rows == (Shown.FULL, Shown.FULL, Shown.FULL, Shown.HIDDEN)
    assert answer.hidden.tolist() == [[False, False], [False, False], [True, True], [True, True]]


def test_how_the_sample_is_made_up_is_always_shown() -> None:
    # Three persons gave a third sex: their number is shown, nothing they answered, and the men keep their rows.
    sex = PublishedTable("S", (1, 2, 3, -9), (Row(TOTAL, 0, 203, 203.0),), np.array([[110, 86, 3, 4]]))
    rows = tuple(Row("S" if place else TOTAL, place, size, float(size)) for place, size in enumerate((199, 110, 86, 3)))
    asked = PublishedTable("Q", (1, 2), rows, np.array([[120, 79], [60, 50], [58, 28], [2, 1]]))
    first, second = suppress([sex, asked])
    assert not first.hidden.any()
    assert not second.hidden[0].any()
    assert second.rows[3] is Shown.HIDDEN


def test_how_many_gave_no_answer_is_always_shown() -> None:
    table = PublishedTable("Q", (1, 2, -8, -9), (Row(TOTAL, 0, 100, 100.0),), np.array([[60, 35, 4, 1]]))
    (answer,) = suppress([table])
    assert not answer.hidden.any()


def test_the_whole_town_is_kept_when_a_district_must_give_way() -> None:
    counts = np.array([[100, 60, 40], [50, 30, 20], [44, 26, 18], [6, 4, 2]])
    rows = tuple(
        Row("D" if place else TOTAL, place, int(line.sum()), float(line.sum())) for place, line in enumerate(counts)
    )
    (answer,) = suppress([PublishedTable("Q", (1, 2, 3), rows, counts)])
    assert not answer.hidden[0].any()
    assert answer.hidden[3].all()


def test_the_threshold_is_a_setting() -> None:
    (answer,) = suppress([one_row([40, 30, 8])], Limits(least=10))
    assert answer.hidden.tolist() == [[False, True, True]]


@pytest.mark.parametrize(
    ("whole", "hidden"),
    [
        (192, [False, False, True, True]),  # everybody has a group: the third mean would follow
        (200, [False, False, False, True]),  # eight have none: what is left is a mixture
    ],
)
def test_the_mean_of_a_hidden_group_does_not_follow_from_the_others(whole: int, hidden: list[bool]) -> None:
    sizes = (whole, 120, 60, 12)
    rows = tuple(Row("D" if place else TOTAL, place, size, float(size)) for place, size in enumerate(sizes))
    table = PublishedTable("Jahre", (), rows, np.zeros((4, 0), dtype=np.intp), mean=True)
    (answer,) = suppress([table])
    assert answer.means.tolist() == hidden
    assert answer.rows[3] is Shown.HIDDEN


def test_hidden_groups_with_sheets_of_no_group_leave_the_others_alone() -> None:
    counts = np.array([[64, 60], [31, 29], [28, 27], [2, 1]])  # three of a third sex, six gave none
    rows = tuple(Row("S" if place else TOTAL, place, size, float(size)) for place, size in enumerate((124, 60, 55, 3)))
    (answer,) = suppress([PublishedTable("Q", (1, 2), rows, counts)])
    assert not answer.hidden[:3].any()
    assert answer.hidden[3].all()

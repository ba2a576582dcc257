"""Bedarf × Angebot: counts by Handlungsfeld, Zielgruppe and Gebiet, and what they say (data model section 9).

A need stands in every cell of its own words; 0 is the line „for all“ (no target group), „whole municipality“ (no
area) or „without field“. Gap = needs and no offer, doubling = three or more offers and more than needs, orphan = an
offer nobody ties to a need.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from coordinator_app.domain.need_offers import Coverage
from coordinator_app.domain.vocabulary import Vocabulary

DOUBLING = 3  # offers in one cell


class Axis(Vocabulary):
    """What the lines or the columns of the matrix stand for."""

    FIELD = "field", "Handlungsfeld"
    GROUP = "group", "Zielgruppe"
    AREA = "area", "Gebiet"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a need or an offer stands: ids of its Handlungsfelder, Zielgruppen and Gebiete."""

    fields: tuple[int, ...] = ()
    groups: tuple[int, ...] = ()
    areas: tuple[int, ...] = ()

    def on(self, axis: Axis) -> tuple[int, ...]:
        """The lines of an axis it belongs to; (0,) when it names none."""
        found = {Axis.FIELD: self.fields, Axis.GROUP: self.groups, Axis.AREA: self.areas}[axis]
        return found or (0,)


@dataclass(frozen=True, slots=True)
class NeedPoint:
    """An open need: where it stands and how far it is covered."""

    id: int
    title: str
    spot: Spot
    coverage: Coverage = Coverage.NONE
    gap_reason: str = ""


@dataclass(frozen=True, slots=True)
class OfferPoint:
    """An offer people can use now; `needs` = the open needs it is tied to, `linked` = tied to any need at all."""

    id: int
    title: str
    spot: Spot
    needs: tuple[int, ...] = ()
    linked: bool = False


@dataclass(slots=True)
class Cell:
    """Needs and offers of one cell by id; `uncovered` are the needs without any coverage."""

    needs: list[int] = field(default_factory=list[int])
    offers: list[int] = field(default_factory=list[int])
    uncovered: list[int] = field(default_factory=list[int])

    @property
    def is_gap(self) -> bool:
        """Needs, but nothing that is offered."""
        return bool(self.needs) and not self.offers

    @property
    def is_doubling(self) -> bool:
        """Three or more offers and more than needs."""
        return len(self.offers) >= DOUBLING and len(self.offers) > len(self.needs)

    @property
    def words(self) -> str:
        """„5 : 0“: needs and offers; „–“ where there is neither."""
        return f"{len(self.needs)} : {len(self.offers)}" if self.needs or self.offers else "–"

    @property
    def step(self) -> int:
        """0 (nothing open) to 5: the more needs without coverage, the higher; a gap whose needs are covered is 1."""
        return min(5, len(self.uncovered) + 1) if self.uncovered else int(self.is_gap)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Counts by line and column; `rows` and `columns` are ids in their order, `cells` has only what is filled."""

    row_axis: Axis
    column_axis: Axis
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    cells: Mapping[tuple[int, int], Cell]

    def cell(self, row: int, column: int) -> Cell:
        """The cell of a line and a column; an empty one where nothing stands."""
        return self.cells.get((row, column)) or Cell()

    def filled(self) -> Iterator[tuple[int, int, Cell]]:
        """Line, column and cell of all filled cells in their order."""
        for row, column in product(self.rows, self.columns):
            if (row, column) in self.cells:
                yield row, column, self.cells[row, column]


def build_matrix(
    needs: Iterable[NeedPoint],
    offers: Iterable[OfferPoint],
    row_axis: Axis,
    column_axis: Axis,
    order: Mapping[Axis, Sequence[int]],
) -> Matrix:
    """Count needs and offers by two axes; `order` gives the ids of an axis as people know them.

    Only lines and columns with something in them are kept; 0 comes last.
    """
    cells: dict[tuple[int, int], Cell] = {}
    for need in needs:
        for where in product(need.spot.on(row_axis), need.spot.on(column_axis)):
            cell = cells.setdefault(where, Cell())
            cell.needs.append(need.id)
            if need.coverage is Coverage.NONE:
                cell.uncovered.append(need.id)
    for offer in offers:
        for where in product(offer.spot.on(row_axis), offer.spot.on(column_axis)):
            cells.setdefault(where, Cell()).offers.append(offer.id)
    rows, columns = {row for row, _ in cells}, {column for _, column in cells}
    return Matrix(row_axis, column_axis, _known(rows, order[row_axis]), _known(columns, order[column_axis]), cells)


def _known(found: set[int], order: Sequence[int]) -> tuple[int, ...]:
    """The found ids in the usual order, unknown ones behind, 0 at the very end."""
    known = [id for id in order if id in found]
    rest = sorted(found - set(known) - {0})
    return (*known, *rest, *([0] if 0 in found else []))


@dataclass(frozen=True, slots=True)
class Findings:
    """What the matrix says: needs without and with partial coverage, cells with too much, offers without a need."""

    gaps: tuple[NeedPoint, ...]
    partial: tuple[NeedPoint, ...]
    doublings: tuple[tuple[int, int, Cell], ...]
    orphans: tuple[OfferPoint, ...]


def findings(needs: Sequence[NeedPoint], offers: Iterable[OfferPoint], matrix: Matrix) -> Findings:
    """The gaps, half gaps, doublings and orphans behind a matrix."""
    return Findings(
        gaps=tuple(need for need in needs if need.coverage is Coverage.NONE),
        partial=tuple(need for need in needs if need.coverage is Coverage.PARTIAL),
        doublings=tuple(found for found in matrix.filled() if found[2].is_doubling),
        orphans=tuple(offer for offer in offers if not offer.linked),
    )


def below(area: int, parents: Mapping[int, int | None]) -> frozenset[int]:
    """An area with all areas inside it (`parents` by id); a circle in the data ends the search."""
    inside = {area}
    grown = True
    while grown:
        more = {id for id, parent in parents.items() if parent in inside} - inside
        inside |= more
        grown = bool(more)
    return frozenset(inside)

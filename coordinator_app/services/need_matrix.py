"""The matrix of needs and offers with its words, and offers that might fit a need."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coordinator_app.domain.catalogues import CatalogEntry, Catalogue
from coordinator_app.domain.municipality import Area
from coordinator_app.domain.need_matrix import (
    Axis,
    Findings,
    Matrix,
    NeedPoint,
    OfferPoint,
    Spot,
    below,
    build_matrix,
    findings,
)
from coordinator_app.domain.need_offers import OFFERED, PLANNED, coverage_of, gap_reason
from coordinator_app.domain.needs import Need
from coordinator_app.storage.queries.need_matrix import MatrixRows, area_parents, matrix_rows
from coordinator_app.storage.store import Store
from coordinator_app.storage.unit_of_work import ReadUnit

NOWHERE = {Axis.FIELD: "ohne Handlungsfeld", Axis.GROUP: "alle", Axis.AREA: "ganze Kommune"}


@dataclass(frozen=True, slots=True)
class MatrixWish:
    """What the matrix shows; `only` narrows one axis to an id, `planned` counts offers that are only planned too."""

    rows: Axis = Axis.FIELD
    columns: Axis = Axis.GROUP
    area: int | None = None
    group: int | None = None
    field: int | None = None
    planned: bool = False


@dataclass(frozen=True, slots=True)
class MatrixView:
    """The matrix with all its words; `labels` and `shorts` by axis and id, `needs` and `offers` by id."""

    wish: MatrixWish
    matrix: Matrix
    labels: Mapping[Axis, Mapping[int, str]]
    shorts: Mapping[Axis, Mapping[int, str]]
    needs: Mapping[int, NeedPoint]
    offers: Mapping[int, OfferPoint]
    numbers: Mapping[tuple[str, int], str]
    findings: Findings

    def label(self, axis: Axis, id: int) -> str:
        """The words of a line or column; 0 is what names none."""
        return self.labels[axis].get(id) or NOWHERE[axis]

    def short(self, axis: Axis, id: int) -> str:
        """The short words of a line or column."""
        return self.shorts[axis].get(id) or self.label(axis, id)

    def where(self, row: int, column: int) -> str:
        """„Sucht · Jugendliche“."""
        matrix = self.matrix
        return f"{self.label(matrix.row_axis, row)} · {self.label(matrix.column_axis, column)}"


class NeedMatrix:
    """Reads the matrix of open needs and of what is offered."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def view(self, wish: MatrixWish | None = None) -> MatrixView:
        """The matrix by two axes with its gaps, doublings and orphans."""
        wish = wish or MatrixWish()
        with self._store.read() as unit:
            rows = matrix_rows(unit.connection, OFFERED | PLANNED if wish.planned else OFFERED)
            labels, shorts, order = _words(unit)
            inside = below(wish.area, area_parents(unit.connection)) if wish.area is not None else None
        needs = [need for need in _need_points(rows) if _wanted(need.spot, wish, inside, strict=True)]
        offers = [offer for offer in _offer_points(rows) if _wanted(offer.spot, wish, inside, strict=False)]
        matrix = build_matrix(needs, offers, wish.rows, wish.columns, order)
        numbers = {("need", need.id): need.number for need in rows.needs}
        numbers |= {("project", offer.id): offer.number for offer in rows.offers}
        return MatrixView(
            wish=wish,
            matrix=matrix,
            labels=labels,
            shorts=shorts,
            needs={need.id: need for need in needs},
            offers={offer.id: offer for offer in offers},
            numbers=numbers,
            findings=findings(needs, offers, matrix),
        )

    def fitting_offers(self, need_id: int, limit: int = 5) -> list[tuple[int, str]]:
        """Offers that are not tied to a need but share its field and, where both name some, a group and an area.

        The more they share the further up; (id, title).
        """
        with self._store.read() as unit:
            need = unit.get(Need, need_id)
            rows = matrix_rows(unit.connection, OFFERED | PLANNED)
        wanted = Spot((need.field_of_action_id or 0,), need.target_groups, need.areas)
        found = [
            (_shared(wanted, offer.spot), offer)
            for offer in _offer_points(rows)
            if need.field_of_action_id in offer.spot.fields and offer.id not in need.projects
        ]
        found = [(shared, offer) for shared, offer in found if shared >= 0]
        found.sort(key=lambda pair: -pair[0])
        return [(offer.id, offer.title) for _, offer in found[:limit]]


def _shared(wanted: Spot, offered: Spot) -> int:
    """How many groups and areas two spots share; -1 when both name some of a sort and share none."""
    total = 0
    for mine, theirs in ((wanted.groups, offered.groups), (wanted.areas, offered.areas)):
        common = len(set(mine) & set(theirs))
        if mine and theirs and not common:
            return -1
        total += common
    return total


def _need_points(rows: MatrixRows) -> Iterable[NeedPoint]:
    for need in rows.needs:
        spot = Spot(
            (need.field,) if need.field is not None else (),
            tuple(rows.need_groups.get(need.id, ())),
            tuple(rows.need_areas.get(need.id, ())),
        )
        linked, judged = rows.need_projects.get(need.id, {}), rows.judged.get(need.id, {})
        yield NeedPoint(need.id, need.title, spot, coverage_of(linked, judged), gap_reason(linked, judged))


def _offer_points(rows: MatrixRows) -> Iterable[OfferPoint]:
    open_needs = {need.id for need in rows.needs}
    for offer in rows.offers:
        spot = Spot(
            tuple(rows.offer_fields.get(offer.id, ())),
            tuple(rows.offer_groups.get(offer.id, ())),
            tuple(rows.offer_areas.get(offer.id, ())),
        )
        tied = rows.project_needs.get(offer.id, [])
        yield OfferPoint(
            offer.id, offer.title, spot, tuple(need for need in tied if need in open_needs), linked=bool(tied)
        )


def _wanted(spot: Spot, wish: MatrixWish, inside: frozenset[int] | None, *, strict: bool) -> bool:
    """Whether something stands where the matrix looks; offers for all (not `strict`) are there for everybody."""
    checks: list[tuple[Sequence[int], frozenset[int] | None]] = [
        (spot.areas, inside),
        (spot.groups, None if wish.group is None else frozenset({wish.group})),
        (spot.fields, None if wish.field is None else frozenset({wish.field})),
    ]
    return all(only is None or bool(only.intersection(found)) or (not found and not strict) for found, only in checks)


_Words = dict[Axis, dict[int, str]]


def _words(unit: ReadUnit) -> tuple[_Words, _Words, dict[Axis, list[int]]]:
    """Labels, short labels and order of all axes; entries that are no longer offered keep their words."""
    labels: _Words = {}
    shorts: _Words = {}
    for axis, catalogue in ((Axis.FIELD, Catalogue.FIELD_OF_ACTION), (Axis.GROUP, Catalogue.TARGET_GROUP)):
        entries = unit.find(CatalogEntry, deleted=None, catalogue=catalogue, order="position,sort_key")
        labels[axis] = {entry.id: entry.label for entry in entries}
        shorts[axis] = {entry.id: entry.short or entry.label for entry in entries}
    areas = unit.find(Area, deleted=None)
    labels[Axis.AREA] = shorts[Axis.AREA] = {area.id: area.name for area in areas}
    return labels, shorts, {axis: list(found) for axis, found in labels.items()}

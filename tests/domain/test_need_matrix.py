"""The matrix of needs and offers: cells, gaps, doublings, orphans."""

from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.domain.need_matrix import (
    Axis,
    Cell,
    NeedPoint,
    OfferPoint,
    Spot,
    below,
    build_matrix,
    findings,
)
from coordinator_app.domain.need_offers import Coverage

ORDER = {Axis.FIELD: [2, 1], Axis.GROUP: [11, 12], Axis.AREA: [21]}
NEEDS = [
    NeedPoint(1, "Treffpunkt", Spot((1,), (11,), (21,)), Coverage.NONE, "kein Angebot"),
    NeedPoint(2, "Tunnel", Spot((2,), (11, 12)), Coverage.PARTIAL),
    NeedPoint(3, "Betrug", Spot((2,)), Coverage.FULL),
]
OFFERS = [OfferPoint(id, f"Angebot {id}", Spot((1, 2), (12,)), linked=id == 7) for id in (5, 6, 7)]


def test_needs_and_offers_are_counted_where_they_stand() -> None:
    matrix = build_matrix(NEEDS, OFFERS, Axis.FIELD, Axis.GROUP, ORDER)
    assert matrix.rows == (2, 1)
    assert matrix.columns == (11, 12, 0), "entries without a group come last"
    assert [cell.words for cell in (matrix.cell(1, 11), matrix.cell(2, 12), matrix.cell(2, 0))] == [
        "1 : 0",
        "1 : 3",
        "1 : 0",
    ]
    assert matrix.cell(1, 0).words == "–"
    assert matrix.cell(1, 11).is_gap
    assert matrix.cell(2, 12).is_doubling
    assert [(row, column) for row, column, _ in matrix.filled()] == [(2, 11), (2, 12), (2, 0), (1, 11), (1, 12)]


def test_areas_are_an_axis_too() -> None:
    matrix = build_matrix(NEEDS, OFFERS, Axis.AREA, Axis.FIELD, ORDER)
    assert matrix.cell(21, 1).needs == [1]
    assert matrix.cell(0, 2).offers == [5, 6, 7]


def test_findings_name_gaps_half_gaps_doublings_and_orphans() -> None:
    matrix = build_matrix(NEEDS, OFFERS, Axis.FIELD, Axis.GROUP, ORDER)
    found = findings(NEEDS, OFFERS, matrix)
    assert [need.title for need in found.gaps] == ["Treffpunkt"]
    assert [need.title for need in found.partial] == ["Tunnel"]
    assert [(row, column) for row, column, _ in found.doublings] == [(2, 12), (1, 12)]
    assert [offer.id for offer in found.orphans] == [5, 6]


def test_steps_of_the_heat_follow_the_open_needs() -> None:
    assert Cell(needs=[1], offers=[2]).step == 0, "covered"
    assert Cell(needs=[1], uncovered=[1]).step == 2
    assert Cell(needs=[1]).step == 1, "covered elsewhere, but not for these people"
    assert Cell(needs=[1, 2, 3], offers=[4], uncovered=[1]).step == 2
    assert Cell(needs=[*range(9)], uncovered=[*range(9)]).step == 5


ids = st.lists(st.integers(1, 4), unique=True, max_size=3).map(tuple)
spots = st.builds(Spot, st.lists(st.integers(1, 4), max_size=1).map(tuple), ids, ids)


@given(st.lists(spots, max_size=8), st.lists(spots, max_size=8))
def test_nothing_gets_lost_and_both_ways_round_are_the_same(needs: list[Spot], offers: list[Spot]) -> None:
    points = [NeedPoint(number, "", spot) for number, spot in enumerate(needs)]
    there = [OfferPoint(number, "", spot) for number, spot in enumerate(offers)]
    order = {axis: [3, 1] for axis in Axis}
    matrix = build_matrix(points, there, Axis.FIELD, Axis.GROUP, order)
    turned = build_matrix(points, there, Axis.GROUP, Axis.FIELD, order)
    assert {id for _, _, cell in matrix.filled() for id in cell.needs} == {point.id for point in points}
    assert {id for _, _, cell in matrix.filled() for id in cell.offers} == {point.id for point in there}
    assert {(row, column): cell.words for row, column, cell in matrix.filled()} == {
        (row, column): cell.words for column, row, cell in turned.filled()
    }


def test_areas_inside_an_area_are_found_even_with_a_circle() -> None:
    assert below(1, {1: None, 2: 1, 3: 2, 4: None}) == {1, 2, 3}
    assert below(1, {1: 2, 2: 1}) == {1, 2}

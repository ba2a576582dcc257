"""Which pages are printed, how they stand on the sheets, what the paper needs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.common.errors import UserError
from coordinator_app.domain.print_plan import (
    Arrangement,
    PagesWanted,
    PrintPlan,
    Turning,
    chosen_sides,
    fitting_turning,
    offered,
    page_order,
    paper_hint,
    wanted_sides,
)

A5, TWO_UP, SINGLE = Arrangement.BOOKLET_A5, Arrangement.TWO_UP, Arrangement.SINGLE
LONG, SHORT, ONE = Turning.LONG_EDGE, Turning.SHORT_EDGE, Turning.ONE_SIDED


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("2", (1,)),
        ("1-3, 5", (0, 1, 2, 4)),
        ("5; 1 – 2", (0, 1, 4)),
        ("8-", (7, 8)),
        ("-2,2", (0, 1)),
        ("2 bis 4", (1, 2, 3)),
        (" 3 , ", (2,)),
    ],
)
def test_pages_are_read_as_people_write_them(text: str, sides: tuple[int, ...]) -> None:
    assert chosen_sides(text, 9) == sides


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "„“ sind keine Seiten"),
        ("alle", "„alle“ sind keine Seiten"),
        ("2 4", "„2 4“ sind keine Seiten"),
        ("-", "„-“ sind keine Seiten"),
        ("3-1", "„3-1“ gibt es nicht"),
        ("0", "Das Dokument hat 9 Seiten"),
        ("1, 10", "„10“ gibt es nicht"),
        ("99999999999999999999", "gibt es nicht"),
    ],
)
def test_what_names_no_pages_is_a_sentence(text: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        chosen_sides(text, 9)


@pytest.mark.parametrize(
    ("wanted", "sides"),
    [
        (PagesWanted.ALL, (0, 1, 2, 3, 4)),
        (PagesWanted.CURRENT, (3,)),
        (PagesWanted.CHOSEN, (0, 1)),
        (PagesWanted.FRONTS, (0, 2, 4)),
        (PagesWanted.BACKS, (1, 3)),
    ],
)
def test_wanted_sides(wanted: PagesWanted, sides: tuple[int, ...]) -> None:
    assert wanted_sides(wanted, "1-2", 5, current=3) == sides


@pytest.mark.parametrize(
    ("count", "order"),
    [
        (0, ()),
        (1, (None, 0, None, None)),
        (4, (3, 0, 1, 2)),
        (6, (None, 0, 1, None, 5, 2, 3, 4)),
        (8, (7, 0, 1, 6, 5, 2, 3, 4)),
    ],
)
def test_booklet_puts_the_pages_where_folding_brings_them(count: int, order: tuple[int | None, ...]) -> None:
    assert page_order(A5, count) == order


@given(count=st.integers(1, 200))
def test_folded_booklet_reads_in_order(count: int) -> None:
    order = page_order(A5, count)
    assert len(order) % 4 == 0
    fronts = [order[start : start + 4] for start in range(0, len(order), 4)]
    read = [page for sheet in fronts for page in (sheet[1], sheet[2])]  # right half outside, left half inside
    read += [page for sheet in reversed(fronts) for page in (sheet[3], sheet[0])]
    assert read == [*range(count), *[None] * (len(order) - count)]


def test_other_arrangements_keep_the_order() -> None:
    assert page_order(TWO_UP, 3) == page_order(SINGLE, 3) == (0, 1, 2)


@pytest.mark.parametrize(
    ("upright", "arrangements"),
    [
        ([True, True], tuple(Arrangement)),
        ([False], (SINGLE, TWO_UP)),
        ([True, False], (SINGLE,)),
        ([], (SINGLE,)),
    ],
)
def test_arrangements_offered(upright: list[bool], arrangements: tuple[Arrangement, ...]) -> None:
    assert offered(upright) == arrangements


@pytest.mark.parametrize(
    ("arrangement", "upright", "chosen", "fits"),
    [
        (SINGLE, True, ONE, ONE),
        (SINGLE, True, SHORT, LONG),
        (SINGLE, False, LONG, SHORT),
        (TWO_UP, True, LONG, SHORT),
        (TWO_UP, False, LONG, LONG),
        (A5, True, ONE, SHORT),
    ],
)
def test_sheets_are_turned_to_be_read_like_a_book(
    arrangement: Arrangement, chosen: Turning, fits: Turning, *, upright: bool
) -> None:
    assert fitting_turning(arrangement, upright, chosen) is fits


@pytest.mark.parametrize(
    ("arrangement", "pages", "sides", "plan", "hint"),
    [
        (SINGLE, 4, 4, PrintPlan(), "4 Blatt A4, einseitig."),
        (SINGLE, 4, 4, PrintPlan(turning=LONG), "2 Blatt A4, beidseitig, lange Kante."),
        (
            SINGLE,
            3,
            3,
            PrintPlan(turning=LONG),
            "2 Blatt A4, beidseitig, lange Kante. Die Rückseite des letzten Blatts bleibt leer.",
        ),
        (SINGLE, 3, 3, PrintPlan(sides=(1,), copies=3), "3 Blatt A4 (3 × 1), einseitig."),
        (
            A5,
            4,
            2,
            PrintPlan(turning=SHORT),
            "1 Blatt A4, beidseitig, kurze Kante. Verkleinert auf 71\u00a0%. In der Mitte falten und heften.",
        ),
        (
            *(TWO_UP, 7, 4, PrintPlan(turning=SHORT)),
            "2 Blatt A4, beidseitig, kurze Kante. Verkleinert auf 71\u00a0%.",
        ),
        (
            *(Arrangement.BOOKLET_A4, 7, 4, PrintPlan(turning=SHORT)),
            "2 Blatt A3, beidseitig, kurze Kante. 1 Seite bleibt am Ende leer. In der Mitte falten und heften.",
        ),
        (
            *(Arrangement.BOOKLET_A4, 4, 2, PrintPlan()),
            "2 Blatt A3, einseitig. Ein Heft wird beidseitig gedruckt und an der kurzen Kante gewendet.",
        ),
    ],
)
def test_paper_hint(arrangement: Arrangement, pages: int, sides: int, plan: PrintPlan, hint: str) -> None:
    assert paper_hint(arrangement, pages, sides, plan) == hint

"""The register of deadlines: lead times, states, rules of the year, order."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.common.errors import UserError
from coordinator_app.domain.deadline_register import (
    DeadlineSource,
    DueLine,
    DueState,
    in_order,
    lead_text,
    parse_lead,
)

TODAY = date(2026, 11, 9)


def a_line(due: date, **values: Any) -> DueLine:
    usual: dict[str, Any] = {
        "key": "deadline:1",
        "source": DeadlineSource.OWN,
        "id": 1,
        "title": "Antrag",
        "about_kind": "deadline",
        "about_id": 1,
        "due_on": due,
    }
    return DueLine(**{**usual, **values})


@pytest.mark.parametrize(
    ("due", "done", "state", "words"),
    [
        (date(2026, 11, 6), None, DueState.OVERDUE, "überfällig seit 3 Tagen"),
        (date(2026, 11, 9), None, DueState.TODAY, "heute fällig"),
        (date(2026, 12, 9), None, DueState.SOON, "in 30 Tagen"),
        (date(2026, 12, 10), None, DueState.LATER, "in 31 Tagen"),
        (date(2026, 11, 1), date(2026, 11, 3), DueState.DONE, "erledigt am 03.11.2026"),
    ],
)
def test_a_deadline_says_how_it_stands(due: date, done: date | None, state: DueState, words: str) -> None:
    line = a_line(due, done_on=done)
    assert (line.state(TODAY), line.words(TODAY)) == (state, words)


def test_without_lead_times_a_deadline_is_never_soon() -> None:
    assert a_line(TODAY + timedelta(days=1), lead=()).state(TODAY) is DueState.LATER


@pytest.mark.parametrize(
    ("text", "days"), [("90, 30,7", (90, 30, 7)), ("7;7;30", (30, 7)), ("", ()), (" 0 ", (0,)), ("1, ", (1,))]
)
def test_lead_times_are_read(text: str, days: tuple[int, ...]) -> None:
    assert parse_lead(text) == days


@pytest.mark.parametrize("text", ["bald", "-3", "7 Tage", "3661", "²"])
def test_other_lead_times_are_refused(text: str) -> None:
    with pytest.raises(UserError, match="Erinnern vorher"):
        parse_lead(text)


@given(st.sets(st.integers(0, 3660)))
def test_lead_times_written_are_read_back(days: set[int]) -> None:
    assert set(parse_lead(lead_text(sorted(days)))) == days


def test_the_register_stands_in_order() -> None:
    soon, same_day = a_line(date(2026, 11, 12), key="b"), a_line(date(2026, 11, 12), key="c", critical=True)
    late, done = a_line(date(2026, 11, 2), key="a"), a_line(date(2026, 1, 1), key="d", done_on=date(2026, 1, 1))
    assert in_order([done, soon, same_day, late], TODAY) == [late, same_day, soon, done]

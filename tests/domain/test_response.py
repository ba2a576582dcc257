"""Counts of what came back and the rates made of them."""

from datetime import date

import pytest

from coordinator_app.domain.answers import AnswerMode, SheetState
from coordinator_app.domain.response import Returns, SheetCount, as_text, counted, from_text

PAPER, DONE = AnswerMode.PAPER, SheetState.DONE
MAY_4, APRIL_30 = date(2026, 5, 4), date(2026, 4, 30)


def test_counts_keep_drawn_sample_and_open_link_apart() -> None:
    found = counted(
        [
            SheetCount(PAPER, DONE, False, APRIL_30, 1),
            SheetCount(PAPER, DONE, False, MAY_4, 1),
            SheetCount(AnswerMode.ONLINE, DONE, False, MAY_4, 1),
            SheetCount(AnswerMode.SELF_SELECTED, DONE, False, MAY_4, 1),
            SheetCount(PAPER, DONE, True, MAY_4, 1),
            SheetCount(PAPER, SheetState.BLANK, False, MAY_4, 1),
            SheetCount(PAPER, SheetState.REFUSED, False, MAY_4, 1),
            SheetCount(PAPER, SheetState.OPEN, False, MAY_4, 1),
        ],
        1000,
        40,
    )
    assert (found.paper, found.online, found.self_selected, found.second) == (2, 1, 1, 1)
    assert (found.blank, found.refused, found.open, found.answers) == (1, 1, 1, 3)
    assert found.days == ((APRIL_30, 1), (MAY_4, 5))


@pytest.mark.parametrize(
    ("letters", "undeliverable", "answers", "rate", "least"),
    [
        (1000, 40, 384, 0.4, 0.384),
        (1000, None, 400, 0.4, 0.4),
        (None, 3, 10, None, None),
        (0, 0, 0, None, None),
        (10, 12, 1, None, 0.1),
    ],
)
def test_rate_leaves_out_letters_that_never_arrived(
    letters: int | None, undeliverable: int | None, answers: int, rate: float | None, least: float | None
) -> None:
    found = Returns(letters, undeliverable, paper=answers)
    assert found.rate == (pytest.approx(rate) if rate is not None else None)
    assert found.least_rate == (pytest.approx(least) if least is not None else None)


def test_definition_names_what_is_divided_by_what() -> None:
    assert Returns(1000, 40, paper=384).definition == (
        "Rücklaufquote = ausgewertete Bögen (384) geteilt durch Anschreiben (1.000) ohne unzustellbare (40), nach "
        "AAPOR RR6; bezogen auf alle Anschreiben (RR2) 38,4\u00a0%."
    )
    assert "Ohne die Zahl der Anschreiben" in Returns(None, None).definition


@pytest.mark.parametrize(
    ("returns", "words"),
    [
        (Returns(10, 11), "mehr Briefe unzustellbar"),
        (Returns(10, 2, paper=6, blank=2, refused=1), "mehr Bögen zurückgekommen"),
        (Returns(10, 2, paper=6, blank=2), ""),
        (Returns(None, None, paper=6), ""),
    ],
)
def test_impossible_counts_are_named(returns: Returns, words: str) -> None:
    assert words in returns.impossible
    assert bool(words) == bool(returns.impossible)


def test_counts_stay_as_text_and_a_damaged_one_is_nothing() -> None:
    found = Returns(1000, None, paper=384, online=2, blank=1, days=((date(2026, 5, 4), 387),))
    assert from_text(as_text(found)) == Returns(1000, None, paper=384, online=2, blank=1)
    assert from_text("") == from_text("[1]") == from_text("{x") == Returns(None, None)

"""Order of resolution numbers and what is told about gaps."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.domain.register import NumberCheck, Numbered, check_numbers, natural_key
from coordinator_app.domain.resolutions import ResolutionState

ADOPTED, REJECTED, WITHDRAWN = ResolutionState.ADOPTED, ResolutionState.REJECTED, ResolutionState.WITHDRAWN


def held(*numbers: int, state: ResolutionState = ADOPTED, thrown: bool = False) -> list[Numbered]:
    return [Numbered(sequence=each, number=f"2026/{each:02d}", state=state, thrown=thrown) for each in numbers]


def test_numbers_count_as_numbers() -> None:
    numbers = ["2026/10", "2026/9", "KPR 2025-03", "", "2025/100", "2025/11", "kpr 2025-2"]
    assert sorted(numbers, key=natural_key) == [
        "",
        "2025/11",
        "2025/100",
        "2026/9",
        "2026/10",
        "kpr 2025-2",
        "KPR 2025-03",
    ]


@given(st.lists(st.text(max_size=12)))
def test_any_numbers_can_be_ordered(numbers: list[str]) -> None:
    keys = [natural_key(number) for number in sorted(numbers, key=natural_key)]
    assert all(first <= second for first, second in pairwise(keys))


@pytest.mark.parametrize(
    ("found", "drawn", "sound", "sentence"),
    [
        ([], 0, True, ""),
        (held(1, 2, 3), 3, True, "Nummern 1 bis 3 lückenlos."),
        (held(1), 1, True, "Nummer 1 lückenlos."),
        (held(9, 10), 10, True, "Nummern 9 bis 10 lückenlos, das Register beginnt mit Nummer 9."),
        (held(1, 3), 3, False, "Nummern 1 bis 3, es fehlt 2."),
        (held(1, 2), 4, False, "Nummern 1 bis 4, es fehlen 3 und 4."),
        (held(1) + held(2, thrown=True), 2, False, "Nummern 1 bis 2 lückenlos. Im Papierkorb: 2026/02."),
        (
            held(1) + held(2, state=WITHDRAWN),
            2,
            True,
            "Nummern 1 bis 2 lückenlos. Ohne Entscheidung: 2026/02 (zurückgezogen).",
        ),
        (held(1, 2, 2) + held(3, state=REJECTED), 3, False, "Nummern 1 bis 3 lückenlos. Doppelt vergeben: 2026/02."),
        (
            held(1, 20),
            20,
            False,
            "Nummern 1 bis 20, es fehlen 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 und 6 weitere.",
        ),
    ],
)
def test_gaps_are_told(found: list[Numbered], drawn: int, sound: bool, sentence: str) -> None:
    check = check_numbers("2026", found, drawn)
    assert (check.sound, check.sentence, check.term) == (sound, sentence, "2026")


@given(st.sets(st.integers(min_value=1, max_value=60), min_size=1), st.integers(min_value=0, max_value=80))
def test_every_number_is_held_or_missed(numbers: set[int], drawn: int) -> None:
    check = check_numbers("2026", held(*numbers), drawn)
    assert numbers | set(check.gaps) == set(range(check.first, check.last + 1))
    assert not numbers & set(check.gaps)


def test_a_term_without_numbers_has_nothing_to_tell() -> None:
    assert NumberCheck(term="2026").sentence == ""

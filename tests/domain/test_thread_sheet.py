"""The sheet of the red thread: shortening, gaps, and that it always fits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.domain.thread_sheet import (
    LETTERS,
    LINES,
    ThreadEntry,
    ThreadSection,
    ThreadSheet,
    fitted,
    is_long,
    shortened,
)


@pytest.mark.parametrize(
    ("text", "letters", "short"),
    [
        ("kurz", 10, "kurz"),
        ("  viel \n Luft ", 20, "viel Luft"),
        ("ein längerer Satz", 12, "ein …"),
        ("Wortungetüm", 5, "Wort …"),
    ],
)
def test_shortened_ends_at_a_word(text: str, letters: int, short: str) -> None:
    assert shortened(text, letters) == short


sections = st.lists(
    st.builds(
        ThreadSection,
        caption=st.sampled_from(["Befund", "Projekt"]),
        entries=st.lists(st.text(min_size=1, max_size=900).map(ThreadEntry), max_size=30).map(tuple),
        missing=st.just("Noch nichts."),
    ),
    min_size=1,
    max_size=9,
)


@given(sections)
def test_fitted_always_fits_and_counts_what_is_left_out(found: list[ThreadSection]) -> None:
    cut = fitted(found)
    lines = 0
    for before, after in zip(found, cut, strict=True):
        assert len(after.entries) + after.more == len(before.entries)
        lines += max(1, sum(-(-max(len(entry.text), 1) // LETTERS) for entry in after.entries) + bool(after.more))
    assert lines <= LINES + len(found)


def test_little_content_stays_as_it_is_and_keeps_its_letters() -> None:
    found = (ThreadSection("Befund", (ThreadEntry("14 Fälle"),)), ThreadSection("Messwert", missing="Noch nichts."))
    assert fitted(found) == found
    assert not is_long(found)
    assert is_long([ThreadSection("Befund", tuple(ThreadEntry("14 Fälle") for _ in range(40)))])


def test_too_many_sections_keep_one_entry_of_one_line_each() -> None:
    found = [ThreadSection("Befund", tuple(ThreadEntry("x " * 400) for _ in range(9))) for _ in range(4)]
    assert [(len(cut.entries), len(cut.entries[0].text) <= LETTERS, cut.more) for cut in fitted(found, 2)] == [
        (1, True, 8)
    ] * 4


def test_gaps_are_the_stations_without_entry() -> None:
    found = (
        ThreadSection("Befund", (ThreadEntry("14 Fälle"),), "Noch kein Beleg."),
        ThreadSection("Bedarf"),
        ThreadSection("Messwert", missing="Noch nichts gemessen."),
    )
    sheet = ThreadSheet(number="B-1", title="T", status="", outcome="", summary="", sections=found)
    assert sheet.gaps == ("Messwert",)

"""Remembered mappings: the same text for the same mapping, recognised by headings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.domain.import_profiles import (
    ImportProfile,
    LearnedMapping,
    best_profile,
    heading_lines,
    mapping_of,
    mapping_text,
)

_TEXT = st.text(max_size=8)


@given(
    st.dictionaries(_TEXT, _TEXT, max_size=4),
    st.dictionaries(st.tuples(_TEXT, _TEXT), st.tuples(_TEXT, st.integers(0, 99)), max_size=3),
)
def test_a_mapping_is_kept_as_it_is(columns: dict[str, str], words: dict[tuple[str, str], tuple[str, int]]) -> None:
    mapping = LearnedMapping(columns, words)
    assert mapping_of(mapping_text(mapping)) == mapping


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"columns": [], "words": []}', '{"columns": {}, "words": [1]}'])
def test_other_texts_are_empty_mappings(text: str) -> None:
    assert mapping_of(text) == LearnedMapping({})


def profile(id: int, *headings: str) -> ImportProfile:
    return ImportProfile(id=id, title=str(id), subject="project", headings=heading_lines(headings))


def test_the_most_alike_and_then_the_last_profile_is_taken() -> None:
    profiles = [profile(1, "A", "B", "C", "D"), profile(2, "A", "B"), profile(3, "B", "A")]
    for headings, expected in ((["A", "B"], 3), (["A", "B", "C", " D\n"], 1), (["A", "B", "C", "E"], 1), (["X"], None)):
        found = best_profile(profiles, headings)
        assert (found.id if found else None) == expected
    assert best_profile([], ["A"]) is None

"""What differs between two printed states of a report."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.domain.report_comparison import (
    RunChapter,
    RunContent,
    compare,
    content_hash,
    content_text,
    read_content,
)
from coordinator_app.domain.text_comparison import ChangeKind

Lines = tuple[str, ...]


def content(*lines: str, heading: str = "Förderung", key: str = "funding") -> RunContent:
    return RunContent((RunChapter(key, heading, lines),))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (("Es gab 3 Treffen.",), ("Es gab 3 Treffen.",), []),
        (("Es gab 3 Treffen.",), ("Es gab 4 Treffen.",), [("Text", "Es gab 3 Treffen.", "Es gab 4 Treffen.")]),
        (("Projekte | 3 | 2",), ("Projekte | 5 | 2",), [("Projekte", "3 | 2", "5 | 2")]),
        (("# Mittel", "A"), ("# Mittel", "A", "Ganz neu hier"), [("Mittel", "", "Ganz neu hier")]),
        (("# Mittel", "A", "Fällt weg"), ("# Mittel", "A"), [("Mittel", "Fällt weg", "")]),
        (("# Alt hier",), ("Alt hier",), [("Text", "", "Alt hier"), ("Text", "Alt hier", "")]),
        (("eins zwei drei",), ("vier fünf sechs",), [("Text", "", "vier fünf sechs"), ("Text", "eins zwei drei", "")]),
        (("A | 1", "B | 2"), ("B | 3", "A | 1"), [("B", "", "3"), ("B", "2", "")]),
        (("A | 1", "B | 2"), ("A | 7", "C | 2"), [("A", "1", "7"), ("C", "", "2"), ("B", "2", "")]),
    ],
)
def test_differences_are_told_line_by_line(old: Lines, new: Lines, expected: list[tuple[str, str, str]]) -> None:
    changes = compare(content(*old), content(*new))
    assert [(change.field, change.before, change.after) for change in changes] == expected
    assert all(change.section == "Förderung" for change in changes)


def test_chapters_come_go_and_are_renamed() -> None:
    old = RunContent((RunChapter("a", "Vorwort", ("Grüße",)), RunChapter("b", "Lage")))
    new = RunContent((RunChapter("b", "Ausgangslage"), RunChapter("c", "Ausblick", ("# Fristen", "Bald"))))
    assert [(each.section, each.field, each.before, each.after) for each in compare(old, new)] == [
        ("Ausgangslage", "Überschrift", "Lage", "Ausgangslage"),
        ("Ausblick", "Kapitel", "", "Fristen\nBald"),
        ("Vorwort", "Kapitel", "Grüße", ""),
    ]
    assert [each.kind for each in compare(old, new)] == [ChangeKind.CHANGED, ChangeKind.ADDED, ChangeKind.REMOVED]


def test_long_places_are_paired_by_the_names_of_their_rows() -> None:
    old = content(*(f"Projekt {number} | {number}" for number in range(400)))
    new = content(*(f"Projekt {number} | {number + 1}" for number in range(400)))
    changes = compare(old, new)
    assert len(changes) == 400
    assert {(each.field, each.before, each.after) for each in changes} >= {("Projekt 7", "7", "8")}


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"chapters": 3}', '{"chapters": [[1]]}', '{"chapters": [["a", "b", 3]]}']
)
def test_unreadable_content_is_empty(text: str) -> None:
    assert read_content(text) == RunContent()


_line = st.text(st.characters(codec="utf-8"), max_size=12)
_chapter = st.builds(RunChapter, st.sampled_from("abc"), _line, st.lists(_line, max_size=4).map(tuple))


@given(st.lists(_chapter, max_size=3, unique_by=lambda chapter: chapter.key))
def test_content_survives_and_never_differs_from_itself(chapters: list[RunChapter]) -> None:
    found = RunContent(tuple(chapters))
    text = content_text(found)
    assert read_content(text) == found
    assert content_hash(text) == content_hash(content_text(read_content(text)))
    assert compare(found, found) == ()

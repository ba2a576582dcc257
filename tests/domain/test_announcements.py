"""What was told about a meeting: its SEQUENCE rises exactly on change, and changes are said in words."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.domain.announcements import Announcement, changes, from_state, next_sequence, to_state

BEGIN = datetime(2026, 11, 26, 16, 0, tzinfo=UTC)
TOLD = Announcement(
    title="Sitzung der Lenkungsgruppe",
    starts_at=BEGIN,
    ends_at=BEGIN + timedelta(hours=2),
    place="Rathaus",
    agenda=("1\tEröffnung", "2\tOffener Treff"),
)
moments = st.none() | st.integers(0, 10_000_000).map(lambda minutes: BEGIN + timedelta(minutes=minutes))
announcements = st.builds(
    Announcement,
    title=st.text(max_size=30),
    starts_at=moments,
    ends_at=moments,
    place=st.text(max_size=20),
    online_link=st.text(max_size=20),
    agenda=st.lists(st.text(max_size=20), max_size=4).map(tuple),
    cancelled=st.booleans(),
)


@given(announcements)
def test_what_was_told_is_kept_whole(told: Announcement) -> None:
    assert from_state(to_state(told)) == told


@given(st.lists(announcements, min_size=1, max_size=6))
def test_sequence_rises_exactly_on_change(told: list[Announcement]) -> None:
    state, sequence = "", 0
    before: Announcement | None = None
    for now in told:
        after = next_sequence(state, sequence, now)
        assert after - sequence == (before is not None and before != now)
        state, sequence, before = to_state(now), after, now


@pytest.mark.parametrize("state", ["", "nonsense{", "[]", "7"])
def test_nothing_readable_counts_as_nothing_told(state: str) -> None:
    assert from_state(state) is None
    assert next_sequence(state, 3, TOLD) == (4 if state else 3)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, []),
        (
            {"starts_at": BEGIN + timedelta(hours=1)},
            ["Beginn: Do, 26.11.2026, 18:00 Uhr statt Do, 26.11.2026, 17:00 Uhr."],
        ),
        ({"starts_at": None}, ["Beginn: ohne Datum statt Do, 26.11.2026, 17:00 Uhr."]),
        ({"ends_at": BEGIN + timedelta(hours=3)}, ["Ende: 20:00 Uhr statt 19:00 Uhr."]),
        ({"ends_at": None}, ["Ende: offen statt 19:00 Uhr."]),
        ({"ends_at": BEGIN + timedelta(hours=9)}, ["Ende: 27.11.2026, 02:00 Uhr statt 19:00 Uhr."]),
        ({"place": "Bürgersaal"}, ["Ort: Bürgersaal statt Rathaus."]),
        ({"place": ""}, ["Ort: nicht angegeben statt Rathaus."]),
        ({"online_link": "https://x.example"}, ["Einwahl: https://x.example."]),
        ({"agenda": ("1\tEröffnung",)}, ["Nicht mehr auf der Tagesordnung: „Offener Treff“."]),
        (
            {"agenda": (*TOLD.agenda, "3\tHaushalt")},
            ["Neu auf der Tagesordnung: „Haushalt“."],
        ),
        (
            {"agenda": ("1\tOffener Treff", "2\tEröffnung")},
            ["Die Reihenfolge der Tagesordnung ist geändert."],
        ),
        ({"cancelled": True, "place": "anderswo"}, ["Die Sitzung ist abgesagt."]),
    ],
)
def test_changes_are_said_in_words(values: dict[str, Any], words: list[str]) -> None:
    found = changes(TOLD, replace(TOLD, **values))
    assert [line.replace("\u00a0", " ") for line in found] == words


def test_many_new_items_are_counted_and_a_reinstated_meeting_is_told() -> None:
    many = tuple(f"{number}\tThema {number}" for number in range(1, 9))
    found = changes(replace(TOLD, cancelled=True, agenda=()), replace(TOLD, agenda=many))
    assert found[0] == "Die Sitzung findet doch statt."
    assert found[1].endswith("„Thema 5“ und 3 weitere.")


def test_a_line_without_number_is_its_title() -> None:
    assert changes(replace(TOLD, agenda=("Block",)), replace(TOLD, agenda=("Block",))) == []


def test_a_new_title_alone_is_no_change_to_be_listed() -> None:
    assert changes(TOLD, replace(TOLD, title="Andere")) == []

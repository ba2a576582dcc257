"""Where texts name somebody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.domain.contacts import Channel, ContactPoint, Person
from coordinator_app.domain.name_traces import excerpt, mentions, traces_of, without, without_lines

PERSON = Person(academic_title="Dr.", first_name="Jörg", last_name="Müller", display_name="Dr. Jörg Müller")
POINTS = (
    ContactPoint(channel=Channel.EMAIL, value="j.mueller@example.org"),
    ContactPoint(channel=Channel.PHONE, value="03799 200-105"),
    ContactPoint(channel=Channel.PHONE, value="105"),
)
TRACES = traces_of(PERSON, POINTS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dr. Jörg Müller berichtet.", "X berichtet."),
        ("Müller, Jörg (entschuldigt)", "X (entschuldigt)"),
        ("Herr Müller und Herr Müllers Vertretung", "Herr X und Herr X Vertretung"),
        ("MÜLLER fehlt; Joerg Mueller kommt nach", "X fehlt; X kommt nach"),
        ("Mail an J.Mueller@example.org, Tel. 03799 200-105", "Mail an X, Tel. X"),
        (
            "Müllerstraße, Müller-Lüdenscheid, der müller, Raum 105",
            "Müllerstraße, Müller-Lüdenscheid, der müller, Raum 105",
        ),
    ],
)
def test_mentions_are_found_as_people_write_them(text: str, expected: str) -> None:
    assert without(text, mentions(text, TRACES), "X") == expected


def test_a_surname_alone_is_not_sure() -> None:
    assert [mention.sure for mention in mentions("Jörg Müller fragt, Herr Müller antwortet", TRACES)] == [True, False]


def test_a_person_of_one_name_has_only_the_surname() -> None:
    traces = traces_of(Person(last_name="Solo"), ())
    assert (traces.sure, traces.surnames) == ((), ("Solo",))
    assert traces.needles == ("Solo",)
    assert mentions("Solo", traces_of(Person(), ())) == []


def test_lines_of_a_list_go_as_a_whole() -> None:
    text = "Anna Weber, weber@example.org\nDr. Jörg Müller, Markt 1\nHanna Müller, Hof 2"
    cleaned = without_lines(text, TRACES)
    assert cleaned == "Anna Weber, weber@example.org\ngelöschte Person\nHanna Müller, Hof 2"


def test_an_excerpt_shows_the_words_around() -> None:
    text = f"{'vorher ' * 20}fragt Müller nach {'danach ' * 20}"
    shown = excerpt(text, mentions(text, TRACES)[0])
    assert shown.startswith("… vorher")
    assert shown.endswith("danach …")
    assert "fragt Müller nach" in shown
    assert excerpt("Müller", mentions("Müller", TRACES)[0]) == "Müller"
    long = "x" * 80 + " Müller " + "y" * 80
    assert "Müller" in excerpt(long, mentions(long, TRACES)[0])


@given(st.lists(st.sampled_from(["Müller", "Jörg Müller", "Jörg", "und", "Treff", "MÜLLER", "Mueller, Joerg", "."])))
def test_what_is_left_names_nobody(words: list[str]) -> None:
    text = " ".join(words)
    assert mentions(without(text, mentions(text, TRACES)), TRACES) == []

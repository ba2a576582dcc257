"""The same thing written differently."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.domain.contacts import Salutation
from coordinator_app.exchange.matching import (
    KnownWords,
    LikeTitles,
    is_abbreviation,
    organisation_key,
    person_name,
    title_key,
    vocabularies,
    word_key,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ordnung & Sauberkeit", "Ordnung und Sauberkeit"),
        ("Sicherheitsgefuehl", "Sicherheitsgefühl"),
        ("Schüler/innen", "Schülerinnen und Schüler"),
        ("Schüler:innen", "Schüler"),
        ("Bürgerinnen und Bürger", "BÜRGER"),
        ("Kinder- und Jugendliche", "Kinder und Jugendliche"),
    ],
)
def test_words_that_are_the_same(one: str, other: str) -> None:
    assert word_key(one) == word_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("GVD", "Gemeindlicher Vollzugsdienst"), ("Jugendhaus e. V.", "Jugendhaus e.V."), ("Die Brücke", "Brücke")],
)
def test_organisations_that_are_the_same(one: str, other: str) -> None:
    assert organisation_key(one) == organisation_key(other)


def test_abbreviations_are_known() -> None:
    assert is_abbreviation("gvd")
    assert not is_abbreviation("Gemeindlicher Vollzugsdienst")


def test_titles_ignore_small_words_but_not_numbers() -> None:
    assert title_key("Bürgertelefon des GVD") == title_key("Bürgertelefon GVD")
    assert title_key("Im") == "im"
    titles = ("Graffiti-Werkstat", "Boxen", "Graffiti-Werkstatt 2024", "Graffiti-Werkstatt", "Werkstatt Graffiti")
    like = LikeTitles([title_key(text) for text in titles] + [""])
    assert [like.before(place) for place in range(6)] == [[], [], [], [0], [3, 0], []]


def test_titles_that_differ_in_numbers_only_are_never_compared() -> None:
    keys = [title_key(f"Ferienprogramm {year}") for year in range(1000, 3000)]
    like = LikeTitles([*keys, keys[7]])
    assert [like.before(place) for place in (1, 1999, 2000)] == [[], [], [7]]


def test_known_words_tell_exact_from_likely() -> None:
    words = KnownWords([(1, "Sachbeschädigung und Graffiti", "Vandalismus"), (2, "Suchtprävention", "Sucht")])
    found = [words.find(text) for text in ("sucht", "Graffiti", "Suchtprävntion", "Bildung", "…")]
    assert [(match.id, match.exact) if match else None for match in found] == [
        (2, True),
        (1, False),
        (2, False),
        None,
        None,
    ]
    assert words.labels()[0] == (1, "Sachbeschädigung und Graffiti")


def test_organisations_are_not_matched_by_a_part_of_their_name() -> None:
    found = vocabularies({"organisation": [(1, "Kinder und Jugend", "")], "area": [(2, "Nord und Süd", "")]})
    assert found["organisation"].find("Jugend") is None
    assert found["area"].find("Süd") is not None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fr. Vogel", (Salutation.MRS, "", "", "Vogel")),
        ("Herr Dr. med. Jan Kern", (Salutation.MR, "Dr. med.", "Jan", "Kern")),
        ("Herrn Kern", (Salutation.MR, "", "", "Kern")),
        ("Anna Weber", (Salutation.NEUTRAL, "", "Anna", "Weber")),
        ("Prof. Weber", (Salutation.NEUTRAL, "Prof.", "", "Weber")),
        ("Anna Maria Müller-Lüdenscheid", (Salutation.NEUTRAL, "", "Anna Maria", "Müller-Lüdenscheid")),
        ("Vogel", None),
        ("Stadt Plauen", None),
        ("Jugendhaus Alte Weberei", None),
        ("sozialer Dienst", None),
        ("0375 1234", None),
        ("", None),
    ],
)
def test_person_names_are_recognised_only_when_clear(text: str, expected: tuple[object, ...] | None) -> None:
    name = person_name(text)
    found = None if name is None else (name.salutation, name.academic_title, name.first_name, name.last_name)
    assert found == expected


@given(st.text(max_size=40))
def test_keys_never_fail_and_are_stable(text: str) -> None:
    assert word_key(text) == word_key(text.strip())
    title_key(text)
    organisation_key(text)
    person_name(text)

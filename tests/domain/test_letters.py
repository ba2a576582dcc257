"""Addresses, salutations and ways for letters and mails; what people type never reaches a header or breaks a line."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.domain.contacts import (
    Channel,
    ContactPoint,
    Organisation,
    Person,
    PersonStatus,
    PrivacyBasis,
    Salutation,
)
from coordinator_app.domain.dispatches import Way
from coordinator_app.domain.letters import (
    EVERYBODY,
    Addressee,
    addressee,
    barred,
    plain_line,
    sent_to,
    usable_email,
    usual_way,
    way_problem,
)

WEBER = Person(id=3, first_name="Anna", last_name="Weber", academic_title="Dr.", salutation=Salutation.MRS)
THIELE = Person(id=4, first_name="Max", last_name="Thiele", salutation=Salutation.MR)
HAUS = Organisation(
    id=7,
    name="Jugendhaus „Oase“",
    street="Lange Straße 7",
    postcode="09899",
    town="Mühlwerda",
    email="haus@oase.example",
)


def point(channel: Channel, value: str, **values: Any) -> ContactPoint:
    return ContactPoint(channel=channel, value=value, **values)


def test_a_person_of_an_institution_is_written_to_there() -> None:
    found = addressee(WEBER, [point(Channel.EMAIL, "weber@oase.example")], HAUS)
    assert found.name == "Dr. Anna Weber"
    assert found.address == ("Jugendhaus „Oase“", "Frau Dr. Anna Weber", "Lange Straße 7", "09899 Mühlwerda")
    assert found.salutation == "Sehr geehrte Frau Dr. Weber"
    assert (found.email, found.problem) == ("weber@oase.example", "")
    assert (found.person_id, found.organisation_id) == (3, 7)


@pytest.mark.parametrize(
    ("value", "lines"),
    [
        ("Am Hang 3, 09899 Mühlwerda", ("Herrn Max Thiele", "Am Hang 3", "09899 Mühlwerda")),
        ("Am Hang 3\n09899 Mühlwerda", ("Herrn Max Thiele", "Am Hang 3", "09899 Mühlwerda")),
        ("Herrn Thiele\r\nAm Hang 3;09899 Mühlwerda", ("Herrn Thiele", "Am Hang 3", "09899 Mühlwerda")),
    ],
)
def test_an_address_of_ones_own_wins(value: str, lines: tuple[str, ...]) -> None:
    assert addressee(THIELE, [point(Channel.POST, value)], HAUS).address == lines


def test_the_preferred_then_the_business_address_is_taken() -> None:
    points = [
        point(Channel.EMAIL, "privat@x.example", is_business=False, id=1),
        point(Channel.EMAIL, "amt@x.example", id=2),
        point(Channel.PHONE, "0123", id=3),
    ]
    assert addressee(THIELE, points, None).email == "amt@x.example"
    points.append(point(Channel.EMAIL, "lieber@x.example", is_business=False, is_preferred=True, id=4))
    assert addressee(THIELE, points, None).email == "lieber@x.example"


def test_a_useless_address_is_told_and_the_institution_stands_in() -> None:
    found = addressee(WEBER, [point(Channel.EMAIL, "weber(at)oase")], HAUS)
    assert found.email == "haus@oase.example"
    assert "weber(at)oase" in found.problem
    only = addressee(WEBER, [], HAUS)
    assert only.problem == "Die E-Mail geht an Jugendhaus „Oase“."
    wrong = addressee(WEBER, [], Organisation(name="Haus", email="kein@"))
    assert (wrong.email, wrong.problem) == ("", "Die E-Mail-Adresse „kein@“ ist nicht verwendbar.")
    assert wrong.address == ()


def test_institutions_and_nobody_have_addresses_too() -> None:
    found = addressee(None, [], HAUS)
    assert found.name == "Jugendhaus „Oase“"
    assert found.salutation == EVERYBODY
    assert found.address == ("Jugendhaus „Oase“", "Lange Straße 7", "09899 Mühlwerda")
    assert addressee(None, [], None) == Addressee(name="")
    neutral = Person(first_name="Kim", last_name="Sander")
    assert addressee(neutral, [point(Channel.POST, "Gasse 1, 01234 Ort")], None).address[0] == "Kim Sander"
    assert addressee(None, [point(Channel.POST, "Gasse 1, 01234 Ort")], None).address == ("Gasse 1", "01234 Ort")


@pytest.mark.parametrize(
    "text",
    [
        "a@b.de\nBcc: x@y.de",
        "a@b.de, c@d.de",
        "a b@c.de",
        "a@b",
        "@b.de",
        "ä@b.de",
        "a@b..de",
        "a@-b.de",
        '"x" <a@b.de>',
        "a@" + "b" * 260 + ".de",
        "",
    ],
)
def test_only_one_plain_address_is_usable(text: str) -> None:
    assert usable_email(text) == ""


@pytest.mark.parametrize("text", ["a@b.de", " a.b-c+d@x-y.example ", "mailto:a@b.de", "a@mühlwerda.de"])
def test_usual_addresses_are_usable(text: str) -> None:
    assert usable_email(text) == text.strip().removeprefix("mailto:")


@given(st.text())
def test_a_plain_line_is_one_printable_line(text: str) -> None:
    line = plain_line(text)
    assert line.isprintable()
    assert line == line.strip()
    assert plain_line(line) == line


def test_the_way_follows_from_what_is_known() -> None:
    mail = Addressee(name="A", email="a@b.de", address=("A", "Gasse 1"))
    post = Addressee(name="B", address=("B", "Gasse 1", "01234 Ort"))
    nothing = Addressee(name="C")
    wrong = Addressee(name="D", problem="Die E-Mail-Adresse „d@“ ist nicht verwendbar.")
    assert [usual_way(one) for one in (mail, post, nothing)] == [Way.EMAIL, Way.POST, Way.EMAIL]
    assert way_problem(mail, Way.EMAIL) == way_problem(post, Way.POST) == way_problem(nothing, Way.HAND) == ""
    assert way_problem(nothing, Way.EMAIL) == "Für C ist keine E-Mail-Adresse eingetragen."
    assert way_problem(nothing, Way.POST) == "Für C ist keine Postanschrift eingetragen."
    assert way_problem(wrong, Way.EMAIL) == "D: Die E-Mail-Adresse „d@“ ist nicht verwendbar."
    assert [sent_to(post, way) for way in (Way.EMAIL, Way.POST, Way.HAND)] == ["", "Gasse 1, 01234 Ort", ""]
    assert sent_to(mail, Way.EMAIL) == "a@b.de"


@pytest.mark.parametrize(
    ("values", "bases", "words"),
    [
        ({}, [], ""),
        ({"status": PersonStatus.LEFT}, [], ""),
        ({"status": PersonStatus.BLOCKED}, [], "Dr. Anna Weber ist gesperrt"),
        ({"deleted_at": datetime(2026, 1, 1, tzinfo=UTC)}, [], "Dr. Anna Weber liegt im Papierkorb"),
        ({}, [PrivacyBasis(withdrawn_on=date(2026, 11, 9))], "Dr. Anna Weber hat die Nutzung der Daten widerrufen"),
        ({}, [PrivacyBasis(withdrawn_on=date(2026, 11, 10))], ""),
        ({}, [PrivacyBasis(withdrawn_on=date(2026, 1, 1)), PrivacyBasis()], ""),
    ],
)
def test_some_people_must_not_be_written_to(values: dict[str, Any], bases: list[PrivacyBasis], words: str) -> None:
    person = replace(WEBER, **values)
    sentence = barred(person, bases, date(2026, 11, 9))
    assert sentence.startswith(words)
    assert bool(sentence) is bool(words)
    found = addressee(person, [point(Channel.EMAIL, "weber@oase.example")], HAUS, sentence)
    assert found.refused is bool(words)
    assert bool(found.email or found.address) is not bool(words)
    assert (usual_way(found) is Way.NONE) is bool(words)
    assert way_problem(found, Way.HAND) == sentence

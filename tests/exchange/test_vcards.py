"""vCards out and in."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.common.errors import UserError
from coordinator_app.exchange.vcards import Address, Card, read_vcards, vcard_bytes

CARD = Card(
    uid="7d3f",
    first_name="Anna",
    last_name="Weber, geb. Müller",
    title="Dr.",
    salutation="Frau",
    organisation="Oberschule; am Mühlgraben",
    department="Schulsozialarbeit",
    function="Leiterin",
    phones=(("phone", "03799 1"), ("mobile", "0170 2"), ("fax", "03799 3")),
    emails=("anna@example.org", "weber@example.org"),
    addresses=(Address(street="Markt 1", postcode="09899", town="Mühlwerda"),),
    website="https://example.org",
)
OLD = (
    "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=B6rg\r\n"
    "TEL;CELL:0170 5\r\nEMAIL;INTERNET:joerg@example.org\r\n"
    "ADR;WORK;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:;;Am M=C3=BChlgraben =\r\n2;M=C3=BChlwerda;;09899\r\n"
    "END:VCARD\r\n"
)


def test_a_card_comes_back_as_it_was_written() -> None:
    assert read_vcards(vcard_bytes([CARD])) == [CARD]


def test_notes_and_line_breaks_cannot_slip_in() -> None:
    data = vcard_bytes([Card(last_name="Weber\r\nNOTE:geheim", changed=datetime(2026, 11, 9, tzinfo=UTC))])
    assert not any(line.startswith(b"NOTE") for line in data.split(b"\r\n"))
    assert b"REV:2026-11-09T00:00:00Z\r\n" in data


@given(st.text(max_size=200), st.text(max_size=60))
def test_no_line_is_longer_than_the_format_allows(name: str, house: str) -> None:
    data = vcard_bytes([Card(last_name=name, organisation=house)])
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert data.decode("utf-8", "strict") if data else True


@given(
    st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1), min_size=1, max_size=3)
)
def test_any_words_survive(words: list[str]) -> None:
    card = Card(last_name=" ".join(words), function=words[0])
    [read] = read_vcards(vcard_bytes([card]))
    assert (read.last_name, read.function) == (card.last_name, card.function)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (OLD.encode(), Card(last_name="Müller", first_name="Jörg", phones=(("mobile", "0170 5"),))),
        ("BEGIN:VCARD\nFN:Jörg Müller\nEND:VCARD".encode("cp1252"), Card(last_name="Müller", first_name="Jörg")),
        ("BEGIN:VCARD\nFN:Jörg Müller\nEND:VCARD".encode("utf-16"), Card(last_name="Müller", first_name="Jörg")),
        (
            (
                b'BEGIN:VCARD\nVERSION:4.0\nN:Kern;Ida;Maria;;\nitem1.TEL;TYPE="work,voice";VALUE=uri:tel:+49-1\n'
                b'UID:urn:uuid:9\nX-A;B="c:d":e\nkaputt\nROLE:Leitung\nEND:VCARD'
            ),
            Card(last_name="Kern", first_name="Ida Maria", phones=(("phone", "+49-1"),), uid="9", function="Leitung"),
        ),
        (b"BEGIN:VCARD\nN:Jugendhaus;;;;\nFN:Jugendhaus\nORG:Jugendhaus\nEND:VCARD", Card(organisation="Jugendhaus")),
        (
            b"BEGIN:VCARD\nN;ENCODING=QUOTED-PRINTABLE;CHARSET=nix:M=FCller;\nEND:VCARD",
            Card(last_name="Müller"),
        ),
    ],
    ids=["2.1", "cp1252", "utf-16", "4.0", "organisation", "odd charset"],
)
def test_cards_of_all_sorts_are_read(data: bytes, expected: Card) -> None:
    [card] = read_vcards(data)
    assert (card.first_name, card.last_name, card.phones) == (expected.first_name, expected.last_name, expected.phones)
    assert (card.uid, card.function, card.name) == (expected.uid, expected.function, expected.name)


def test_a_backslash_at_the_end_parts_no_fields() -> None:
    [card] = read_vcards(vcard_bytes([Card(last_name="Web\\", first_name="An;na")]))
    assert (card.last_name, card.first_name) == ("Web\\", "An;na")


def test_an_old_card_has_its_address() -> None:
    [card] = read_vcards(OLD.encode())
    assert card.addresses[0].text == "Am Mühlgraben 2, 09899 Mühlwerda"
    assert card.emails == ("joerg@example.org",)


@pytest.mark.parametrize("data", [b"", b"\x81\x8d BEGIN", b"BEGIN:VCARD\nEND:VCARD", b"BEGIN:VCARD\nN:Offen;;"])
def test_a_file_without_cards_is_refused(data: bytes) -> None:
    with pytest.raises(UserError, match="keine Visitenkarte"):
        read_vcards(data)


def test_a_huge_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coordinator_app.exchange.vcards.LARGEST", 3)
    with pytest.raises(UserError, match="zu groß"):
        read_vcards(b"BEGIN")

"""Text blocks: codes, fields, gaps, the shipped set."""

import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.domain.snippets import FIELDS, SHIPPED, Filled, check_code, code_before, fill, unknown_fields

VALUES = {"datum": "26.11.2026", "anwesend": "11", "ort": ""}


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("Am {datum}.", Filled("Am 26.11.2026.", None)),
        ("{ Anwesend } da, … fehlt …", Filled("11 da, … fehlt …", 7)),
        ("{ort} {ort} {nie}", Filled("{ort} {ort} {nie}", None, ("{ort}", "{nie}"))),
        ("ohne Felder", Filled("ohne Felder", None)),
        ("leere {} Klammer", Filled("leere {} Klammer", None)),
    ],
)
def test_fields_are_filled_and_gaps_found(text: str, filled: Filled) -> None:
    assert fill(text, VALUES) == filled


def test_unknown_fields_are_named() -> None:
    assert unknown_fields("{datum} {Nächste Sitzung} {wetter}") == ["{wetter}"]


@pytest.mark.parametrize("code", ["bf", " bf ", "Größe2", "a-b", "z.B"])
def test_codes_are_words(code: str) -> None:
    assert check_code(code) == code.strip()


@pytest.mark.parametrize("code", ["", "  ", "zwei Wörter", "{bf}", ".bf", "„bf“"])
def test_what_cannot_be_typed_as_a_word_is_no_code(code: str) -> None:
    with pytest.raises(UserError, match="Kürzel"):
        check_code(code)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("bf", "bf"),
        ("Dann bf", "bf"),
        ("Dann bf ", ""),
        ("(bf", "bf"),
        ("", ""),
        ("Satz. zk", "zk"),
        ("größe", "größe"),
    ],
)
def test_code_is_the_word_before_the_cursor(text: str, code: str) -> None:
    assert code_before(text) == code


def test_shipped_set_is_sound() -> None:
    codes = [code for code, *_ in SHIPPED]
    assert len(set(codes)) == len(codes) >= 20
    for code, title, text, _ in SHIPPED:
        assert check_code(code) == code
        assert title
        assert unknown_fields(text) == []
    assert all(name == name.lower() for name in FIELDS)

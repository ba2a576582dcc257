"""Codes printed on the pages of a form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.domain.form_codes import (
    ALPHABET,
    PageCode,
    check_digits,
    clear_text,
    form_code,
    payload,
    read_payload,
)

codes = st.text(ALPHABET, min_size=8, max_size=8)
pages = st.integers(1, 99)


def test_form_code_has_eight_unmistakable_characters() -> None:
    code = form_code("inhalt", "lage")
    assert len(code) == 8
    assert set(code) <= set(ALPHABET)
    assert not set("IO") & set(ALPHABET)
    assert form_code("inhalt", "lage") == code != form_code("inhalt", "andere Lage")


@given(codes, pages)
def test_payload_and_clear_text_read_back(code: str, page: int) -> None:
    page_code = PageCode(code, page)
    assert len(payload(page_code)) <= 24
    assert read_payload(payload(page_code)) == page_code
    assert read_payload(clear_text(page_code).lower()) == page_code


@given(codes, pages, st.integers(1, 12), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_found(code: str, page: int, place: int, wrong: str) -> None:
    text = payload(PageCode(code, page))
    changed = text[:place] + wrong + text[place + 1 :]
    assert changed == text or read_payload(changed) is None


@pytest.mark.parametrize("text", ["", "K", "KABCDEFGH", "K1234567801", "https://example.org", "KIIIIIIII0112"])
def test_foreign_text_is_no_page_code(text: str) -> None:
    assert read_payload(text) is None


def test_check_digits_are_always_two() -> None:
    assert {len(check_digits(f"K{n:08d}01")) for n in range(300)} == {2}

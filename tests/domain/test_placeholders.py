"""The placeholders of letter templates."""

import pytest

from coordinator_app.domain.letter_templates import PLACEHOLDERS, nearest_placeholder


def test_placeholders_are_plain_words_with_samples() -> None:
    names = [entry.name for entry in PLACEHOLDERS]
    assert len(names) == len(set(names))
    for entry in PLACEHOLDERS:
        assert entry.name.isascii()
        assert entry.name.islower()
        assert entry.meaning
        assert entry.sample
        assert entry.written == "{{ " + entry.name + " }}"


@pytest.mark.parametrize(
    ("typed", "meant"), [("anred", "anrede"), ("Anschriften", "anschrift"), ("xyz", ""), ("Datums", "datum")]
)
def test_the_placeholder_meant_is_found(typed: str, meant: str) -> None:
    assert nearest_placeholder(typed) == meant

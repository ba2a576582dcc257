"""The placeholders of letter templates."""

import pytest

from coordinator_app.domain.letter_templates import TemplatePurpose, nearest_placeholder, placeholders


@pytest.mark.parametrize("purpose", TemplatePurpose)
def test_placeholders_are_plain_words_with_samples(purpose: TemplatePurpose) -> None:
    offered = placeholders(purpose)
    names = [entry.name for entry in offered]
    assert len(names) == len(set(names))
    for entry in offered:
        assert entry.name.isascii()
        assert entry.name.islower()
        assert entry.name.replace("_", "").isalnum()
        assert entry.meaning
        assert entry.sample
        loop = "{% for eintrag in anlagenliste %}{{ eintrag.titel }}{% endfor %}"
        assert entry.written == (loop if entry.parts else "{{ " + entry.name + " }}")


@pytest.mark.parametrize(
    ("typed", "meant"), [("anred", "anrede"), ("Anschriften", "anschrift"), ("xyz", ""), ("Datums", "datum")]
)
def test_the_placeholder_meant_is_found(typed: str, meant: str) -> None:
    assert nearest_placeholder(typed) == meant


def test_the_placeholder_meant_is_one_of_the_purpose() -> None:
    assert nearest_placeholder("Überschrift", TemplatePurpose.CERTIFICATE) == "ueberschrift"
    assert nearest_placeholder("anrede", TemplatePurpose.CERTIFICATE) != "anrede"

"""The number of a resolution by the body's pattern."""

import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.domain.number_pattern import german_pattern, resolution_number


@pytest.mark.parametrize(
    ("pattern", "number", "words"),
    [
        ("{Periode}/{Nummer:02}", 7, "2026/07"),
        ("{term}/{number:02d}", 7, "2026/07"),  # files of earlier versions
        ("{term}/{number:02d}", 123, "2026/123"),
        ("KPR {number}-{term}", 1, "KPR 1-2026"),
    ],
)
def test_pattern_is_filled(pattern: str, number: int, words: str) -> None:
    assert resolution_number(pattern, "2026", number) == words
    assert resolution_number(german_pattern(pattern), "2026", number) == words
    assert "term" not in german_pattern(pattern)


@pytest.mark.parametrize("pattern", ["", "Beschluss", "{Periode}"])
def test_pattern_without_the_number_is_told(pattern: str) -> None:
    with pytest.raises(UserError) as refused:
        resolution_number(pattern, "2026", 1)
    assert refused.value.text == (
        f"Im Muster der Beschlussnummer „{pattern}“ fehlt die laufende Nummer; so hießen alle Beschlüsse gleich. "
        "Üblich ist {Periode}/{Nummer:02}. Bitte berichtigen Sie es beim Gremium."
    )


@pytest.mark.parametrize("pattern", ["{jahr}", "{term", "{0}", "{number:q}", "{term.a}"])
def test_pattern_that_cannot_be_filled_is_told(pattern: str) -> None:
    with pytest.raises(UserError) as refused:
        resolution_number(pattern, "2026", 1)
    assert refused.value.text == (
        f"Das Muster der Beschlussnummer „{pattern}“ ist nicht lesbar. Üblich ist {{Periode}}/{{Nummer:02}}. "
        "Bitte berichtigen Sie es beim Gremium."
    )

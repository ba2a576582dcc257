"""Values of indicators in words."""

from dataclasses import replace

import pytest

from coordinator_app.domain.goals import Direction, Indicator
from coordinator_app.domain.indicator_words import full_value, named, target_text, unit_word, value_text

CASES = Indicator(name="Beschwerden", unit="Fälle", direction=Direction.FALLING, target=25.0)
SHARE = Indicator(name="Sicherheitsgefühl", unit="%", direction=Direction.RISING, target=40.0)


@pytest.mark.parametrize(
    ("indicator", "name", "unit", "value", "full", "target"),
    [
        (CASES, "Beschwerden (Fälle)", "Fälle", "31,4", "31,4\u00a0Fälle", "≤\u00a025"),
        (SHARE, "Sicherheitsgefühl", "", "31,4\u00a0%", "31,4\u00a0%", "≥\u00a040\u00a0%"),
        (replace(CASES, unit="", direction=Direction.KEEP), "Beschwerden", "", "31,4", "31,4", "25"),
        (replace(SHARE, target=None), "Sicherheitsgefühl", "", "31,4\u00a0%", "31,4\u00a0%", ""),
    ],
)
def test_values_carry_their_unit(
    indicator: Indicator, name: str, unit: str, value: str, full: str, target: str
) -> None:
    assert (named(indicator), unit_word(indicator)) == (name, unit)
    assert (value_text(31.4, indicator), full_value(31.4, indicator)) == (value, full)
    assert target_text(indicator) == target
    assert value_text(None, indicator) == full_value(None, indicator) == ""

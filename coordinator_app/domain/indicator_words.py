"""Values of indicators as they are shown: „31,4 %“, „≤ 25“, „Beschwerden (Fälle)“."""

from coordinator_app.common.german import NBSP, format_decimal
from coordinator_app.domain.goals import Direction, Indicator

_SIGNS = frozenset({"%", "€", "‰", "m", "km"})
_DIRECTIONS = {Direction.FALLING: "≤", Direction.RISING: "≥"}


def unit_word(indicator: Indicator) -> str:
    """The unit where it is a word and not a sign that stands behind every value; "" else."""
    return "" if indicator.unit in _SIGNS else indicator.unit


def named(indicator: Indicator) -> str:
    """The name with its unit where that is a word: „Beschwerden (Fälle)“."""
    word = unit_word(indicator)
    return f"{indicator.name} ({word})" if word else indicator.name


def value_text(value: float | None, indicator: Indicator) -> str:
    """A value with its sign: „31,4 %“, „47“; "" when missing."""
    if value is None:
        return ""
    return format_decimal(value) + (NBSP + indicator.unit if indicator.unit in _SIGNS else "")


def target_text(indicator: Indicator) -> str:
    """The target with its direction: „≤ 25“; "" without one."""
    text = value_text(indicator.target, indicator)
    sign = _DIRECTIONS.get(indicator.direction, "")
    return f"{sign}{NBSP}{text}" if text and sign else text


def full_value(value: float | None, indicator: Indicator) -> str:
    """A value with its unit, word or sign: „25 Fälle“; "" when missing."""
    if value is None:
        return ""
    return format_decimal(value) + (NBSP + indicator.unit if indicator.unit else "")

"""One rule for rounding what is printed, so that figures never contradict each other.

Every figure is rounded by itself, half up, from its unrounded value: the same figure reads the same everywhere and an
expert finds it to the digit. Parts are not bent to fit; where printed parts do not add up to the printed sum,
`ROUNDED_NOTE` stands below. A share above 0 never prints as 0 and one below 1 never as 100 %.
"""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from coordinator_app.common.german import NBSP, format_decimal

ROUNDED_NOTE = "Abweichungen in den Summen entstehen durch Runden der Einzelwerte."
_NOISE = 9


def rounded(value: float, places: int) -> float:
    """`value` rounded half up (away from zero) at `places` decimals; noise of binary fractions does not count.

    57 of 200 are 28.5 %, printed without decimals 29 %, although the fraction is stored a little below.
    """
    shown = Decimal(repr(round(value, places + _NOISE))).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return float(shown)


def percent(share: float, places: int = 0) -> float:
    """A share from 0 to 1 as the number printed before the % sign."""
    return rounded(share * 100, places)


def percent_words(share: float, places: int = 0) -> str:
    """„28,5 %“; „unter 0,1 %“ and „über 99,9 %“ (one place) for shares that would else print as none or all."""
    step = 10.0**-places
    shown = percent(share, places)
    if 0 < share < 1 and shown in {0.0, 100.0}:
        edge, word = (step, "unter") if shown == 0 else (100 - step, "über")
        return f"{word}{NBSP}{format_decimal(edge, places, fixed=True)}{NBSP}%"
    return f"{format_decimal(shown, places, fixed=True)}{NBSP}%"


def adds_up(parts: Iterable[float], whole: float, places: int = 0) -> bool:
    """Whether printed shares add up to their printed sum, as a reader with a calculator would find."""
    unit = 10**places
    return sum(round(percent(part, places) * unit) for part in parts) == round(percent(whole, places) * unit)


def note_for(sums: Iterable[tuple[Iterable[float], float]], places: int = 0) -> str:
    """`ROUNDED_NOTE` when any of the printed (parts, whole) does not add up, else ""."""
    return "" if all(adds_up(parts, whole, places) for parts, whole in sums) else ROUNDED_NOTE

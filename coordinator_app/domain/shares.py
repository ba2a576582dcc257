"""Parts of a whole without a float: amounts in euro cents, shares in tenths of a per cent (1000 = all of it)."""

import re
from collections.abc import Mapping, Sequence

from coordinator_app.common.errors import UserError
from coordinator_app.common.german import NBSP, format_integer

WHOLE = 1000


def part_of(cents: int, tenths: int) -> int:
    """`tenths` of an amount of at least nothing, rounded to the cent (half a cent up)."""
    return (cents * tenths + WHOLE // 2) // WHOLE


def share_of(part: int, whole: int) -> int:
    """Which share of `whole` a part is, rounded down to a tenth of a per cent; 0 of nothing."""
    return part * WHOLE // whole if whole else 0


def split(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """A whole number cut by weights so that the parts add up to it exactly (largest remainders get the rest).

    Weights that are all 0 count as equal; without weights there are no parts.
    """
    if not weights:
        return ()
    used = list(weights) if sum(weights) else [1] * len(weights)
    everything = sum(used)
    parts = [total * weight // everything for weight in used]
    left = total - sum(parts)
    remainders = sorted(range(len(used)), key=lambda index: (-(total * used[index] % everything), index))
    for index in remainders[:left]:
        parts[index] += 1
    return tuple(parts)


def with_added(shares: Mapping[int, int], key: int) -> dict[int, int]:
    """Shares with one more holder, who gets an equal part; the others give way in proportion."""
    if key in shares:
        return dict(shares)
    own = WHOLE // (len(shares) + 1) if shares else WHOLE
    return _scaled(shares, WHOLE - own) | {key: own}


def with_share(shares: Mapping[int, int], key: int, share: int) -> dict[int, int]:
    """Shares where one holder has `share`; the others are scaled to the rest. The only holder keeps everything."""
    if not 0 <= share <= WHOLE:
        raise UserError("Ein Anteil liegt zwischen 0 und 100 Prozent.", help_topic="foerderung")
    others = {other: value for other, value in shares.items() if other != key}
    if not others:
        return {key: WHOLE}
    scaled = _scaled(others, WHOLE - share) | {key: share}
    return {holder: scaled[holder] for holder in (*shares, *(() if key in shares else (key,)))}


def without(shares: Mapping[int, int], key: int) -> dict[int, int]:
    """Shares without one holder; the others grow in proportion."""
    return _scaled({other: value for other, value in shares.items() if other != key}, WHOLE)


def _scaled(shares: Mapping[int, int], total: int) -> dict[int, int]:
    return dict(zip(shares, split(total, list(shares.values())), strict=True))


def format_share(tenths: int | None) -> str:
    """`90 %`, `12,5 %`; "" for None."""
    if tenths is None:
        return ""
    whole, rest = divmod(abs(tenths), 10)
    sign = "−" if tenths < 0 else ""
    return f"{sign}{format_integer(whole)}{f',{rest}' if rest else ''}{NBSP}%"


_SHARE = re.compile(r"(\d{1,3})(?:[.,](\d)0*)?\s*%?")


def parse_share(text: str) -> int | None:
    """Read a typed share (`90`, `12,5 %`) as tenths of a per cent; empty text is None, else a `UserError`."""
    typed = text.replace(NBSP, " ").strip()
    if not typed:
        return None
    found = _SHARE.fullmatch(typed)
    share = int(found[1]) * 10 + int(found[2] or 0) if found else WHOLE + 1
    if share > WHOLE:
        raise UserError(f"„{typed}“ ist kein Anteil. Bitte 0 bis 100 eingeben, höchstens eine Nachkommastelle.")
    return share

"""The machine-readable code of a printed page: which form, which page, and whether it was read right.

Payload `K` + form code (8 characters) + page (2 digits) + check (2 digits) = 13 characters, at most 24 with a
booklet number later. Only digits and capitals, so that a QR code of version 1 with error level Q holds it.
The code names form and page only, never a person.
"""

import hashlib
import re
from dataclasses import dataclass

ALPHABET = "0123456789ABCDEFGHJKLMNPQRSTUVWX"
"""32 characters without I and O, which people mistake for 1 and 0."""

CODE_LENGTH = 8
_PAYLOAD = re.compile(rf"K([{ALPHABET}]{{{CODE_LENGTH}}})(\d{{2}})(\d{{2}})")


@dataclass(frozen=True, slots=True)
class PageCode:
    """What the code on a page says: `form` = code of the form version, `page` from 1."""

    form: str
    page: int


def form_code(*parts: str) -> str:
    """The eight-character code of a form from everything that decides how its pages are read (40 bits)."""
    digest = hashlib.sha256("\x1f".join(parts).encode()).digest()
    value = int.from_bytes(digest[:5], "big")
    return "".join(ALPHABET[(value >> (5 * place)) & 31] for place in reversed(range(CODE_LENGTH)))


def payload(code: PageCode) -> str:
    """The characters printed as QR code."""
    body = f"K{code.form}{code.page:02d}"
    return body + check_digits(body)


def clear_text(code: PageCode) -> str:
    """The same for people to type in: „7F3C-9K2M-02-58“."""
    return f"{code.form[:4]}-{code.form[4:]}-{code.page:02d}-{check_digits(f'K{code.form}{code.page:02d}')}"


def read_payload(text: str) -> PageCode | None:
    """What was scanned or typed (with or without „K“, spaces and hyphens); None when it cannot be right."""
    plain = re.sub(r"[\s-]", "", text).upper()
    found = _PAYLOAD.fullmatch(plain if plain.startswith("K") and len(plain) > CODE_LENGTH + 4 else "K" + plain)
    if found is None or check_digits(found[0][:-2]) != found[3]:
        return None
    return PageCode(found[1], int(found[2]))


def check_digits(body: str) -> str:
    """Two check digits after ISO 7064 MOD 97-10: finds every single wrong character and every swap."""
    value = int("".join(str(int(character, 36)) for character in body) + "00")
    return f"{98 - value % 97:02d}"

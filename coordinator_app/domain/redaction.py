"""Names, telephone numbers and addresses taken out of what people wrote, before it is shown outside.

Rules find what has a fixed form: numbers of six digits and more, mail addresses, names behind a form of address or
a title, house numbers, number plates. A name that stands alone cannot be found; the printed list says so.
"""

import re

NAME, PHONE, MAIL, NUMBER, PLATE = "[Name]", "[Telefon]", "[E-Mail]", "[Nr.]", "[Kennzeichen]"
_WORD = r"[A-ZÄÖÜ][\wäöüß]+(?:-[A-ZÄÖÜ][\wäöüß]+)*"
_TITLES = r"(?:(?:Dr|Prof|Dipl)\.?(?:-Ing\.)?\s+)*"
_ADDRESS = (
    r"(?:Herrn?|Frau|Fräulein|Hr\.|Fr\.|Familie|Fam\.|Ehepaar|Dr\.|Prof\.|Bürgermeister(?:in)?|Oberbürgermeister(?:in)?"
    r"|Hausmeister(?:in)?|Nachbarn?|Nachbarin|Polizist(?:in)?|Lehrer(?:in)?|Wirt(?:in)?)"
)
_STREET = (
    r"(?:[Ss]tra(?:ß|ss)e|[Ss]tr\.|[Ww]eg|[Gg]asse|[Pp]latz|[Aa]llee|[Rr]ing|[Ss]iedlung|[Dd]amm|[Uu]fer|[Mm]arkt)"
)
_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), MAIL),
    (
        re.compile(
            rf"\b({_ADDRESS})\s+({_TITLES})(?!und\b|oder\b)({_WORD})(?:\s+{_WORD}(?=\s+(?:aus|in|von|hat|ist)\b))?"
        ),
        rf"\1 {NAME}",
    ),
    (re.compile(r"\b([A-ZÄÖÜ]{1,3})[- ]([A-Z]{1,2})[- ]?(\d{1,4})\b"), PLATE),
    (re.compile(rf"({_STREET})\s+\d+\s*[a-z]?\b(?!\s*(?:Uhr|Jahr|Meter|m\b|km|mal|x\b))"), rf"\1 {NUMBER}"),
    (re.compile(r"(?<![\w.])(?:\+|00|0)\d[\d\s/().-]{4,}\d"), PHONE),
    (re.compile(r"(?<!\d)\d{6,}(?!\d)"), PHONE),
)


def redacted(text: str) -> str:
    """The text with marks in place of what may point at a person."""
    for pattern, mark in _RULES:
        text = pattern.sub(mark, text)
    return text


def points_at_somebody(text: str) -> bool:
    """Whether `redacted` changes anything."""
    return redacted(text) != text

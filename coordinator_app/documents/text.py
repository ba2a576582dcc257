"""What may stand in a file: characters no format can carry are taken out, those no font has are shown as a box."""

import re
import unicodedata
from functools import cache
from urllib.parse import quote, urlsplit

from coordinator_app.common.paths import RESOURCES

FONTS = RESOURCES / "fonts"
REPLACEMENT = "□"

# XML 1.0 forbids these; no person has typed them on purpose.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Every face of the bundled fonts has these; anything else is looked up in `coverage.txt`.
_COMMON = re.compile(r"[\n\x20-\x7e\xa0-\xac\xae-\xff–—‚‘’„“”•…€]*")
# Joiners and variation selectors belong to emoji sequences; without their emoji they mean nothing.
_EMOJI_GLUE = re.compile("[\u200d\ufe00-\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
# The first look back rules out nearly every blank before the others are tried.
_BOUND = re.compile(
    r"(?<=[\d§P.]) (?:(?<=\d )(?=[%€°]|(?:Uhr|Euro|EUR|km|m²)(?!\w))"
    r"|(?<=§ )(?=\d)|(?<=\bTOP )(?=\d)|(?<=\bNr\. )(?=\d)|(?<=\b(?:Abs|Art)\. )(?=\d)"
    r"|(?<=\b[a-zA-Z]\. )(?=[a-zA-Z]\.(?!\w)))"
)
_LONG_WORD = re.compile(r"[^\s\u200b\u00ad-]{24,}")


def clean(text: str) -> str:
    """The text with the line feed as the only line end and without control characters; all else is kept."""
    if text.isascii() and text.isprintable():
        return text
    return _CONTROL.sub("", _LINE_ENDS.sub("\n", text))


def bound(text: str) -> str:
    """The text with blanks that must not break a line (DIN 5008): „14 %“, „17 Uhr“, „§ 44a“, „TOP 3“, „z. B.“."""
    return _BOUND.sub("\u00a0", text) if " " in text else text


def has_control(text: str) -> bool:
    """Whether `clean` takes a character out (line ends do not count)."""
    return _CONTROL.search(text) is not None


@cache
def _covered() -> frozenset[int]:
    """Code points every face in use or the fallback font has (made by packaging/make_font_coverage.py)."""
    points: set[int] = set()
    for line in (FONTS / "coverage.txt").read_text(encoding="ascii").split():
        first, _, last = line.partition("-")
        points.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(points)


def unprintable(text: str) -> str:
    """The characters of `text` that no bundled font can show, each once, in order."""
    if _COMMON.fullmatch(text):
        return ""
    covered = _covered()
    wanted = unicodedata.normalize("NFC", clean(text))
    return "".join(dict.fromkeys(c for c in wanted if c not in "\n\t" and ord(c) not in covered))


def printable(text: str) -> str:
    """The text for paper: composed (NFC), tabs as blanks, what no font has as „□“."""
    if _COMMON.fullmatch(text):
        return bound(text)
    composed = bound(unicodedata.normalize("NFC", clean(text)).expandtabs(4))
    lost = unprintable(composed)
    if lost:
        composed = _EMOJI_GLUE.sub("", composed)
        composed = composed.translate({ord(c): REPLACEMENT for c in lost})
    return composed


def breakable(text: str, limit: int = 24) -> str:
    """Let long addresses and numbers break: an invisible break point in every word longer than `limit`."""
    if len(text) <= limit:
        return text
    return _LONG_WORD.sub(lambda found: _break(found[0], limit) if len(found[0]) > limit else found[0], text)


def _break(word: str, limit: int) -> str:
    """Break after the characters addresses are made of, and at the latest after `limit` characters."""
    parted = re.sub(r"([/._@?&=+,;:])(?=\w)", "\\1\u200b", word)
    return re.sub(f"[^\u200b]{{{limit}}}(?=[^\u200b])", "\\g<0>\u200b", parted)


def address_of(link: str) -> str:
    """A link as a valid address, "" when it is none a reader could follow."""
    link = " ".join(clean(link).split())
    try:
        scheme = urlsplit(link).scheme.lower()
    except ValueError:
        return ""
    return quote(link, safe="-._~:/?#[]@!$&'()*+,;=%") if scheme in {"http", "https", "mailto"} else ""

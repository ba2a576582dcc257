"""The words of a piece of HTML, as online survey programs keep their texts."""

import re
from html.parser import HTMLParser

_BLOCKS = frozenset("p br div li tr h1 h2 h3 h4 h5 h6 ul ol table".split())
_SILENT = frozenset({"script", "style", "head", "title"})
_LONGEST = 40_000


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Blocks begin on a line of their own; scripts say nothing."""
        if tag in _SILENT:
            self._silent += 1
        elif tag in _BLOCKS:
            self.parts.append("\n")
        if tag == "img":
            self.parts.append(dict(attrs).get("alt") or "")

    def handle_endtag(self, tag: str) -> None:
        """Blocks end with their line."""
        if tag in _SILENT:
            self._silent = max(self._silent - 1, 0)
        elif tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        """Words count outside scripts."""
        if not self._silent:
            self.parts.append(data)


def plain_text(html: str) -> str:
    """The text of a piece of HTML without tags, scripts and empty lines; text without tags stays as it is."""
    html = html[:_LONGEST]
    if "<" not in html and "&" not in html:
        return _tidy(html)
    words = _Words()
    words.feed(html)
    words.close()
    return _tidy("".join(words.parts))


def _tidy(text: str) -> str:
    text = "".join(sign for sign in text.replace("\xa0", " ") if sign in "\n\t" or sign.isprintable())
    lines = (re.sub(r"[ \t]+", " ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)

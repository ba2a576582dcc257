"""Public and non-public paragraphs of a plain text.

A paragraph of a public agenda item that must not reach the public begins with „[nö]“ (nicht öffentlich). The mark is
part of the text, so it survives copying, searching and every export, and can be read without this program.

The rule errs on the safe side: **from the line with the mark to the next blank line everything is non-public**, also
when the mark stands in the middle of the line, in capitals or spelled out („[nicht öffentlich]“).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MARK = "[nö]"
# „ö“ may come as one character or, pasted from some programs, as o with a combining diaeresis.
_WORD = r"\[\s*(?:n(?:ö|o\u0308)|nicht[\s\-\u00a0]*(?:ö|o\u0308)ffentlich)\s*\]"
_ANYWHERE = re.compile(_WORD, re.IGNORECASE)
_INSIDE = re.compile(rf"[ \t\u00a0]?{_WORD}", re.IGNORECASE)
_AT_START = re.compile(rf"^(\s*(?:[-–•*]\s+)?){_WORD}[ \t\u00a0]?", re.IGNORECASE)
# What looks like a mark somebody wanted to set, but is none: „[nö“ without its end, „(nö)“, „nö:“.
_ALMOST = re.compile(
    r"\[\s*n(?:ö|o\u0308)(?![\w\s]*\])|\(\s*n\.?\s?ö\.?\s*\)|^\s*n\.?ö\.?\s*:", re.IGNORECASE | re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Segment:
    """Paragraphs of one kind, without marks; `text` keeps its line breaks."""

    text: str
    public: bool


def is_marked(line: str) -> bool:
    """Whether a line carries the mark."""
    return _ANYWHERE.search(line) is not None


def has_marks(text: str) -> bool:
    """Whether any paragraph is non-public."""
    return is_marked(text)


def segments(text: str) -> tuple[Segment, ...]:
    """The text as public and non-public parts in reading order; every non-public paragraph is a part of its own."""
    found: list[Segment] = []
    open_lines: list[str] = []
    for paragraph in _paragraphs(text):
        place = next((number for number, line in enumerate(paragraph) if is_marked(line)), len(paragraph))
        open_lines += ["", *paragraph[:place]] if open_lines and place else paragraph[:place]
        if place < len(paragraph):
            found += _public(open_lines)
            open_lines = []
            found.append(Segment("\n".join(_unmarked(line) for line in paragraph[place:]), public=False))
    return (*found, *_public(open_lines))


def _public(lines: Sequence[str]) -> list[Segment]:
    return [Segment("\n".join(lines), public=True)] if lines else []


def public_text(text: str) -> str:
    """The text for the public: non-public paragraphs are gone without a trace."""
    return "\n\n".join(part.text for part in segments(text) if part.public) if has_marks(text) else text


def internal_text(text: str) -> str:
    """Only the non-public paragraphs."""
    return "\n\n".join(part.text for part in segments(text) if not part.public)


def without_marks(text: str) -> str:
    """The whole text without marks, where nobody needs to tell the kinds apart."""
    return "\n".join(_unmarked(line) for line in text.split("\n")) if has_marks(text) else text


def spelled_marks(text: str) -> str:
    """The text with its marks in words, for readers who do not know them."""
    return _ANYWHERE.sub("(nicht öffentlich)", text)


def doubtful_marks(text: str) -> bool:
    """Whether something looks like a mark without being one, so that its paragraph would become public."""
    return _ALMOST.search(text) is not None


def toggle(text: str, first: int, last: int) -> str:
    """Mark the lines `first` to `last` (from 0) non-public, or take the marks off when there are any.

    Lines taken out of the middle of a paragraph become a paragraph of their own, so that the lines before and
    after keep their kind. Blank lines alone are not marked.
    """
    lines = text.split("\n")
    first, last = max(0, min(first, len(lines) - 1)), max(0, min(last, len(lines) - 1))
    marked = [number for number in _paragraph_of(lines, first, last) if is_marked(lines[number])]
    if marked:
        return "\n".join(_unmarked(line) if number in marked else line for number, line in enumerate(lines))
    chosen = lines[first : last + 1]
    if not any(line.strip() for line in chosen):
        return text
    before, after = lines[:first], lines[last + 1 :]
    gap_before = [""] if before and before[-1].strip() else []
    gap_after = [""] if after and after[0].strip() else []
    return "\n".join([*before, *gap_before, *_marked(chosen), *gap_after, *after])


def marked_lines(text: str) -> tuple[int, ...]:
    """Numbers (from 0) of all lines that are non-public, for showing them in an editor."""
    found: list[int] = []
    hidden = False
    for number, line in enumerate(text.split("\n")):
        hidden = bool(line.strip()) and (hidden or is_marked(line))
        if hidden:
            found.append(number)
    return tuple(found)


def _paragraphs(text: str) -> Iterator[list[str]]:
    lines: list[str] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        if line.strip():
            lines.append(line)
        elif lines:
            yield lines
            lines = []
    if lines:
        yield lines


def _unmarked(line: str) -> str:
    """The line without a mark at its start; one in its middle goes too, with the blank before it."""
    return _INSIDE.sub("", _AT_START.sub(r"\1", line)) if is_marked(line) else line


def _marked(lines: Sequence[str]) -> list[str]:
    """Lines with the mark at the start of each paragraph among them."""
    found: list[str] = []
    start = True
    for line in lines:
        found.append(f"{MARK} {line.lstrip()}" if start and line.strip() else line)
        start = not line.strip()
    return found


def _paragraph_of(lines: Sequence[str], first: int, last: int) -> range:
    """The lines of all paragraphs that `first` to `last` touch."""
    while first > 0 and lines[first].strip() and lines[first - 1].strip():
        first -= 1
    while last + 1 < len(lines) and lines[last].strip() and lines[last + 1].strip():
        last += 1
    return range(first, last + 1)

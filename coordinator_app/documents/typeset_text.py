"""Texts of a document as data for the PDF template: strings, or parts with their look."""

import re
from typing import Any

from coordinator_app.documents.content import LabelledItem, ListItem, Run, Text, runs
from coordinator_app.documents.formats import TINTS
from coordinator_app.documents.text import address_of, breakable, printable

Node = dict[str, Any]
_ADDRESS = re.compile(r"([^\s@]+@[^\s@]+|(?:https?://|www\.)\S+)")
_LONG, _LONG_IN_ADDRESS = 24, 16  # characters after which a word may break anywhere


def words(text: Text) -> str | list[Node]:
    """Text for the template: a string, or parts with their look.

    b = bold, i = italic, l = link, m = missing, f = footnote, h = an address, which gets no hyphens.
    """
    parts = runs(text)
    if len(parts) == 1 and parts[0] == Run(parts[0].text):
        return _written(parts[0].text)
    found: list[Node] = []
    for part in parts:
        written = _written(part.text)
        pieces: list[Node] = [{"s": written}] if isinstance(written, str) else written
        look = _look(part)
        found += [piece | look for piece in pieces]
        if part.note:
            found[-1]["f"] = breakable(printable(part.note))
    return found or ""


def _look(part: Run) -> Node:
    marks = (
        *(("b", part.bold), ("i", part.italic), ("m", part.is_missing)),
        *(("d", part.struck), ("n", part.inserted)),
    )
    look: Node = {key: True for key, on in marks if on}
    if part.tint:
        look["g"] = TINTS[part.tint - 1]
    if address := address_of(part.link):
        look["l"] = address
    return look


def _written(text: str, limit: int = _LONG) -> str | list[Node]:
    """A text, in parts where it holds an address: a hyphen at the end of a line would change it."""
    shown = printable(text)
    if "@" not in shown and "//" not in shown and "www." not in shown:
        return breakable(shown, limit)
    pieces = _ADDRESS.split(shown)
    if len(pieces) == 1:
        return breakable(shown, limit)
    fit = min(limit, _LONG_IN_ADDRESS)
    return [
        {"s": breakable(piece, fit), "h": True} if place % 2 else {"s": breakable(piece, limit)}
        for place, piece in enumerate(pieces)
        if piece
    ]


def line(text: str) -> str:
    """Text of a property or heading: one line."""
    return " ".join(printable(text).split())


def item(entry: Text | ListItem) -> Node:
    """An item of a list with those below it."""
    if isinstance(entry, ListItem):
        return {"text": words(entry.text), "items": [words(text) for text in entry.items]}
    return {"text": words(entry), "items": []}


def labelled(entry: LabelledItem) -> Node:
    """An item with a label of its own."""
    return {"label": line(entry.label), "text": words(entry.text), "detail": words(entry.detail)}


def cell(text: Text, fit: int) -> str | list[Node]:
    """A cell; words longer than `fit` characters may break, they would run into the next column."""
    return _written(text, fit) if isinstance(text, str) else words(text)

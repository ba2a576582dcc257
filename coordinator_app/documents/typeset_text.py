"""Texts of a document as data for the PDF template: strings, or parts with their look."""

from typing import Any

from coordinator_app.documents.content import LabelledItem, ListItem, Run, Text, runs
from coordinator_app.documents.formats import TINTS
from coordinator_app.documents.text import address_of, breakable, printable

Node = dict[str, Any]


def words(text: Text) -> str | list[Node]:
    """Text for the template: a string, or parts with their look (b, i, l = link, m = missing, f = footnote)."""
    parts = runs(text)
    if len(parts) == 1 and parts[0] == Run(parts[0].text):
        return breakable(printable(parts[0].text))
    found: list[Node] = []
    for part in parts:
        node: Node = {"s": breakable(printable(part.text))}
        node.update({key: True for key, on in (("b", part.bold), ("i", part.italic), ("m", part.is_missing)) if on})
        node.update({key: True for key, on in (("d", part.struck), ("n", part.inserted)) if on})
        if part.note:
            node["f"] = breakable(printable(part.note))
        if part.tint:
            node["g"] = TINTS[part.tint - 1]
        if address := address_of(part.link):
            node["l"] = address
        found.append(node)
    return found or ""


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
    if isinstance(text, str):
        return breakable(printable(text), fit)
    return words(text)

"""Stored texts of documents: a change of words, order or look shows up as a readable difference.

Run the tests with KPR_GOLDEN=neu in the environment to store what is made now; then read the difference.
"""

import os
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

from lxml import etree

FOLDER = Path(__file__).resolve().parents[1] / "data" / "golden"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def word_lines(data: bytes) -> list[str]:
    """A Word file as one line per paragraph („[Heading1] TOP 1 …“), table rows with bars."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        body = etree.fromstring(archive.read("word/document.xml")).find(f"{W}body")
    lines: list[str] = []
    for node in body:
        if node.tag == f"{W}tbl":
            for row in node.findall(f"{W}tr"):
                cells = [" / ".join(_words(p) for p in cell.findall(f"{W}p")) for cell in row.findall(f"{W}tc")]
                lines.append("| " + " | ".join(cells) + " |")
        elif node.tag == f"{W}p":
            style = node.find(f"{W}pPr/{W}pStyle")
            lines.append(f"[{style.get(f'{W}val') if style is not None else 'Normal'}] {_words(node)}".rstrip())
    return lines


def _words(paragraph: Any) -> str:
    signs = {f"{W}br": " ⏎ ", f"{W}tab": " ⇥ ", f"{W}drawing": "(Bild)"}
    inside = (node for node in paragraph.iter() if node.getparent().tag != f"{W}tabs")
    return "".join((node.text or "") if node.tag == f"{W}t" else signs.get(node.tag, "") for node in inside)


def matches_golden(name: str, text: str) -> bool:
    """Whether the text is the stored one; with KPR_GOLDEN=neu it is stored first."""
    path = FOLDER / name
    if os.environ.get("KPR_GOLDEN") == "neu":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text
    return True

"""Text as people type it into long fields, as blocks of a document."""

import re
from collections.abc import Sequence

from coordinator_app.documents.content import BulletList, Paragraph


def prose(text: str) -> tuple[Paragraph | BulletList, ...]:
    """Text as people type it into a long field: blank lines part paragraphs, lines with „- “ are a list."""
    blocks: list[Paragraph | BulletList] = []
    for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")):
        lines: list[str] = []
        items: list[str] = []
        for line in part.strip().splitlines():
            bullet = re.match(r"\s*[-–•*]\s+(.*)", line)
            if bullet:
                blocks += _paragraph(lines)
                lines = []
                items.append(bullet[1])
            elif items and line.startswith((" ", "\t")):
                items[-1] += " " + line.strip()
            else:
                blocks += _bullets(items)
                items = []
                lines.append(line.rstrip())
        blocks += _paragraph(lines) + _bullets(items)
    return tuple(blocks)


def _paragraph(lines: Sequence[str]) -> list[Paragraph | BulletList]:
    return [Paragraph("\n".join(lines))] if lines else []


def _bullets(items: Sequence[str]) -> list[Paragraph | BulletList]:
    return [BulletList(tuple(items))] if items else []

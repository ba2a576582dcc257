"""The printed Handbuch: parts, chapters and pictures out of the Markdown of the help topics.

The help uses a small part of Markdown: headings, paragraphs, lists of two levels, tables, pictures standing alone,
blocks between lines of ```, bold, italic, `code` and links. A link to a topic becomes „Titel (Kapitel 3.2)“.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from coordinator_app.documents.content import (
    Block,
    Boxed,
    BulletList,
    Contents,
    Document,
    Heading,
    ListItem,
    NumberedList,
    PageBreak,
    Paragraph,
    Run,
    Table,
    TableColumn,
    Text,
    plain,
)
from coordinator_app.documents.figures import Figure

_INLINE = re.compile(
    r"\\(?P<raw>[\\`*_{}\[\]()#+.!|-])|\*\*(?P<bold>.+?)\*\*|(?<!\w)\*(?P<italic>[^*\s][^*]*)\*|`(?P<code>[^`]+)`"
    r"|\[(?P<words>[^\]]*)\]\((?P<target>[^)]*)\)"
)
_ITEM = re.compile(r"^(?P<indent> *)(?P<mark>-|\d+\.) +(?P<text>.*)$")
_PICTURE = re.compile(r"^!\[(?P<alt>[^\]]*)\]\((?P<file>[^)]*)\)$")
_RULE = re.compile(r"^\|[\s:|-]+\|$")
_CELL = re.compile(r"(?<!\\)\|")
_FENCE = "```"
PICTURE_WIDTH = 0.92  # share of the line

Pictures = Callable[[str], bytes]


@dataclass(frozen=True, slots=True)
class Chapter:
    """One topic: its id, by which others link to it, and its Markdown beginning with „# Titel“."""

    id: str
    text: str


def handbook_document(
    parts: Sequence[tuple[str, Sequence[Chapter]]], pictures: Pictures, *, version: str = ""
) -> Document:
    """All parts with their chapters, behind a title page and the list of contents."""
    numbers = {
        chapter.id: f"{part}.{place}"
        for part, (_, chapters) in enumerate(parts, start=1)
        for place, chapter in enumerate(chapters, start=1)
    }
    blocks: list[Block] = [PageBreak(), Contents(depth=2, title="Inhalt")]
    for title, chapters in parts:
        blocks += [PageBreak(), Heading(1, title)]
        for chapter in chapters:
            blocks += chapter_blocks(chapter.text, numbers, pictures)
    return Document(
        title="Handbuch",
        subtitle=f"KPR-Arbeitsplatz {version}".strip(),
        subject="Handbuch zum Programm KPR-Arbeitsplatz",
        footer=f"KPR-Arbeitsplatz {version}".strip(),
        title_page=True,
        numbered=True,
        blocks=tuple(blocks),
    )


def chapter_blocks(markdown: str, numbers: Mapping[str, str], pictures: Pictures) -> list[Block]:
    """One topic as blocks: its title a numbered heading of level 2, the headings in it below, without number."""
    return list(_Reader(numbers, pictures).blocks(markdown))


class _Reader:
    def __init__(self, numbers: Mapping[str, str], pictures: Pictures) -> None:
        self._numbers = numbers
        self._pictures = pictures

    def blocks(self, markdown: str) -> Iterator[Block]:
        for lines in _groups(markdown.splitlines()):
            yield self._block(lines)

    def _block(self, lines: Sequence[str]) -> Block:
        first = lines[0]
        if first.startswith("#"):
            level = len(first) - len(first.lstrip("#"))
            return Heading(level + 1, plain(self.text(first.lstrip("# "))), numbered=level == 1)
        if first.startswith(_FENCE):
            return Boxed((Paragraph("\n".join(lines[1:])),))
        if first.startswith("|"):
            return self._table(lines)
        if picture := _PICTURE.match(first):
            alt = picture["alt"]
            return Figure(self._pictures(picture["file"]), alt=alt, caption=alt, width=PICTURE_WIDTH)
        if _ITEM.match(first):
            return self._list(lines)
        return Paragraph(self.text(" ".join(line.strip() for line in lines)))

    def _table(self, lines: Sequence[str]) -> Table:
        rows = [
            tuple(self.text(cell.strip().replace("\\|", "|")) for cell in _CELL.split(line.strip().strip("|")))
            for line in lines
            if not _RULE.match(line.strip())
        ]
        return Table(tuple(TableColumn(plain(label)) for label in rows[0]), tuple(rows[1:]))

    def _list(self, lines: Sequence[str]) -> Block:
        items: list[tuple[str, list[str]]] = []
        start = 0
        deepest = False  # whether the last line begun was one of the second level
        for line in lines:
            item = _ITEM.match(line)
            if item is None:
                words, below = items[-1]
                if deepest:
                    below[-1] = f"{below[-1]} {line.strip()}"
                else:
                    items[-1] = (f"{words} {line.strip()}", below)
                continue
            deepest = bool(item["indent"]) and bool(items)
            if deepest:
                items[-1][1].append(item["text"])
            else:
                start = start or (0 if item["mark"] == "-" else int(item["mark"][:-1]))
                items.append((item["text"], []))
        made = tuple(ListItem(self.text(words), tuple(self.text(each) for each in below)) for words, below in items)
        return NumberedList(made, start=start) if start else BulletList(made)

    def text(self, markdown: str) -> Text:
        """Words with their look."""
        found: list[str | Run] = []
        end = 0
        for match in _INLINE.finditer(markdown):
            if match.start() > end:
                found.append(markdown[end : match.start()])
            found.append(self._run(match))
            end = match.end()
        found.append(markdown[end:])
        return tuple(part for part in found if part != "")

    def _run(self, match: re.Match[str]) -> str | Run:
        if match["raw"]:
            return match["raw"]
        if match["bold"]:
            return Run(plain(self.text(match["bold"])), bold=True)
        if match["italic"] or match["code"]:
            return Run(match["italic"] or match["code"], italic=True)
        words, target = plain(self.text(match["words"])), match["target"]
        if target in self._numbers:
            return f"{words} (Kapitel {self._numbers[target]})"
        return Run(words, link=target)


def _groups(lines: Sequence[str]) -> Iterator[list[str]]:
    """Lines that make one block each: parted by empty lines, headings, tables, fences and the begin of a list."""
    group: list[str] = []
    fenced = False
    for line in lines:
        if line.startswith(_FENCE):
            if not fenced and group:
                yield group
            group = [*group, ""] if fenced else [line]
            if fenced:
                yield group[:-1]
                group = []
            fenced = not fenced
        elif fenced:
            group.append(line)
        elif not line.strip():
            if group:
                yield group
            group = []
        elif group and _begins(group, line):
            yield group
            group = [line]
        else:
            group.append(line)
    if group:
        yield group


def _begins(group: Sequence[str], line: str) -> bool:
    """Whether a line starts another block than that of the lines before it."""
    if line.startswith("#") or group[0].startswith("#") or _PICTURE.match(group[0]):
        return True
    if line.startswith("|") != group[0].startswith("|"):
        return True
    return bool(_ITEM.match(line)) and not _ITEM.match(group[0])

"""What stood in a report when it was printed, and what differs between two such states."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import sha256
from typing import Any, cast

from coordinator_app.domain.text_comparison import Change

CELL = " | "
"""Parts the cells of a table row in a line; the first cell names the row."""
HEADING = "# "
"""Begins the line of a heading within a chapter."""

_ALIKE = 0.5  # share of a line that must be the same to call it changed instead of removed and added
_MANY = 60  # lines of one place beyond which they are paired by the name of their row only


@dataclass(frozen=True, slots=True)
class RunChapter:
    """A chapter as it was printed: everything in it as lines."""

    key: str
    heading: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RunContent:
    """All chapters of a printed report in their order."""

    chapters: tuple[RunChapter, ...] = ()


def content_text(content: RunContent) -> str:
    """The content as JSON text; equal contents give equal texts."""
    found = [[chapter.key, chapter.heading, list(chapter.lines)] for chapter in content.chapters]
    return json.dumps({"chapters": found}, ensure_ascii=False, separators=(",", ":"))


def content_hash(text: str) -> str:
    """The SHA-256 of `content_text`."""
    return sha256(text.encode("utf-8")).hexdigest()


def read_content(text: str) -> RunContent:
    """The content in a JSON text; one that cannot be read is empty."""
    try:
        found: Any = json.loads(text or "{}")
        chapters = cast("list[Any]", found["chapters"])
        return RunContent(
            tuple(RunChapter(str(key), str(head), tuple(map(str, lines))) for key, head, lines in chapters)
        )
    except (ValueError, KeyError, TypeError):
        return RunContent()


def compare(old: RunContent, new: RunContent) -> tuple[Change, ...]:
    """All differences in the order of the newer state, chapters that are gone at the end; () when both say the same.

    The field of a change names the row of a table, else the heading it stands below („Text“ without one).
    """
    before = {chapter.key: chapter for chapter in old.chapters}
    found: list[Change] = []
    for chapter in new.chapters:
        earlier = before.pop(chapter.key, None)
        if earlier is None:
            found.append(Change(chapter.heading, "Kapitel", "", _whole(chapter)))
        else:
            found += _chapter(earlier, chapter)
    found += [Change(chapter.heading, "Kapitel", _whole(chapter), "") for chapter in before.values()]
    return tuple(found)


def _whole(chapter: RunChapter) -> str:
    lines = (line.removeprefix(HEADING) for line in chapter.lines)
    return "\n".join(lines) or chapter.heading


def _chapter(old: RunChapter, new: RunChapter) -> Iterator[Change]:
    if old.heading != new.heading:
        yield Change(new.heading, "Überschrift", old.heading, new.heading)
    below_old, below_new = _below(old.lines), _below(new.lines)
    codes = SequenceMatcher(None, old.lines, new.lines, autojunk=False).get_opcodes()
    for tag, old_from, old_to, new_from, new_to in codes:
        if tag == "equal":
            continue
        for left, right in _pairs(old.lines[old_from:old_to], new.lines[new_from:new_to]):
            place = below_new[new_from + right] if right is not None else below_old[old_from + (left or 0)]
            before = old.lines[old_from + left] if left is not None else ""
            after = new.lines[new_from + right] if right is not None else ""
            yield _line(new.heading, place, before, after)


def _line(section: str, place: str, before: str, after: str) -> Change:
    name = _name(after or before)
    if name and name == _name(before or after):  # a row of a table: its name stands left, its other cells side by side
        return Change(section, name, before.partition(CELL)[2], after.partition(CELL)[2])
    return Change(section, place or "Text", before.removeprefix(HEADING), after.removeprefix(HEADING))


def _name(line: str) -> str:
    return line.partition(CELL)[0] if CELL in line else ""


def _below(lines: Sequence[str]) -> list[str]:
    """The heading each line stands below; "" before the first."""
    found: list[str] = []
    heading = ""
    for line in lines:
        found.append(heading)
        if line.startswith(HEADING):
            heading = line.removeprefix(HEADING)
    return found


def _pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    """Lines that are the same one, changed: rows by their name, others when much of them is alike."""
    left = list(range(len(old)))
    few = len(old) <= _MANY and len(new) <= _MANY
    for place, line in enumerate(new):
        found = next((number for number in left if _name(line) and _name(old[number]) == _name(line)), None)
        if found is None and few:
            found = next((number for number in left if _alike(old[number], line)), None)
        if found is not None:
            left.remove(found)
        yield found, place
    yield from ((number, None) for number in left)


def _alike(old: str, new: str) -> bool:
    if _name(old) or _name(new) or old.startswith(HEADING) != new.startswith(HEADING):
        return False
    return SequenceMatcher(None, old.split(), new.split(), autojunk=False).ratio() >= _ALIKE

"""The Handbuch: one Markdown file per topic in `resources/help`, put in order by `handbuch.toml` there.

A topic begins with „# Titel“. Topics that are made from the program (list of shortcuts, licences) come from above
and are handed in where they are needed.
"""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator_app import __version__
from coordinator_app.common.german import search_form, search_text, search_words
from coordinator_app.common.paths import RESOURCES

if TYPE_CHECKING:
    from coordinator_app.documents.content import Document

FOLDER = RESOURCES / "help"
EXCERPT = 110  # characters of an excerpt
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"\*\*|`|^#+ |^\s*(?:-|\d+\.) |^\||\|$", re.MULTILINE)
_WRAPPED = re.compile(r"(?<![\n|])\n *(?![\n ]|- |\d+\. |#|\||```)")  # a line end within a paragraph
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Topic:
    """One help text in Markdown, its title without the leading „# “."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the Handbuch with the ids of its topics in their order."""

    title: str
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A topic found; `excerpt` is plain text, `marks` are the (start, end) of the words looked for in it."""

    topic: Topic
    excerpt: str
    marks: tuple[tuple[int, int], ...]


def topic_of(topic_id: str, text: str) -> Topic:
    """A topic from its Markdown text; „{version}“ in it becomes that of the program."""
    told = text.replace("{version}", __version__)
    return Topic(topic_id, told.partition("\n")[0].removeprefix("# ").strip(), told)


@cache
def parts() -> tuple[Part, ...]:
    """The parts in their order."""
    declared = tomllib.loads((FOLDER / "handbuch.toml").read_text(encoding="utf-8"))
    return tuple(Part(part["title"], tuple(part["topics"])) for part in declared["part"])


@cache
def topics() -> dict[str, Topic]:
    """All written topics by id, in the order of the Handbuch."""
    files = {path.stem: path for path in FOLDER.glob("*.md")}
    order = [topic_id for part in parts() for topic_id in part.topics if topic_id in files]
    rest = sorted(files.keys() - set(order))
    return {topic_id: topic_of(topic_id, files[topic_id].read_text(encoding="utf-8")) for topic_id in (*order, *rest)}


def picture(name: str, *, dark: bool = False) -> Path:
    """The file of a picture named in a topic („bilder/heute.png“); in a dark theme the dark one."""
    path = FOLDER / name
    darker = path.with_name(f"{path.stem}-dunkel{path.suffix}")
    return darker if dark and darker.is_file() else path


# --- Search ---


def find(words: str, others: Iterable[Topic] = ()) -> list[Hit]:
    """Topics that hold all words (`others` are found too), those with a word in the title first; [] for no words."""
    wanted = search_words(words)
    found: list[tuple[int, Hit]] = []
    for topic in (*topics().values(), *others) if wanted else ():
        text = _searched(topic)
        if all(word in text for word in wanted):
            title, heads = search_text([topic.title]), search_text(_heads(topic))
            rank = 0 if any(word in title for word in wanted) else 1 if any(word in heads for word in wanted) else 2
            found.append((rank, _hit(topic, wanted)))
    return [hit for _, hit in sorted(found, key=_rank)]


def marked(text: str, wanted: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Where the words of a plain text hold one of the `wanted` (in their search form)."""
    return tuple(
        match.span() for match in _WORD.finditer(text) if any(word in _folded(match.group()) for word in wanted)
    )


@cache
def _folded(word: str) -> str:
    return search_text([word])


@cache
def _searched(topic: Topic) -> str:
    return search_text([topic.text])


def _heads(topic: Topic) -> list[str]:
    return [line for line in topic.text.splitlines() if line.startswith("##")]


def _rank(found: tuple[int, Hit]) -> int:
    return found[0]


def plain(markdown: str) -> str:
    """Markdown as plain text, a paragraph or list item per line."""
    return _MARKS.sub("", _LINK.sub(r"\1", _WRAPPED.sub(" ", markdown))).replace("\\|", "|").replace(" | ", " · ")


def _hit(topic: Topic, wanted: Sequence[str]) -> Hit:
    """The line with most of the words, cut around the first of them."""
    body = "\n".join(line for line in topic.text.splitlines() if not line.startswith("#"))
    lines = [line.strip() for line in plain(body).splitlines() if re.search(r"\w", line)]
    best = max(lines, key=lambda line: _distinct(line, wanted), default="")
    spots = marked(best, wanted)
    start = max(0, spots[0][0] - EXCERPT // 3) if spots and len(best) > EXCERPT else 0
    if start:
        start = best.rfind(" ", 0, start) + 1
    end = len(best) if len(best) <= start + EXCERPT else best.rfind(" ", start, start + EXCERPT)
    end = end if end > start else min(len(best), start + EXCERPT)
    excerpt = ("… " if start else "") + best[start:end].strip(" ,;:") + (" …" if end < len(best) else "")
    return Hit(topic, excerpt, marked(excerpt, wanted))


def _distinct(line: str, wanted: Sequence[str]) -> int:
    folded = search_form(line)
    return sum(word in folded for word in wanted)


# --- Print ---


def handbook(made: Iterable[Topic] = (), *, version: str = "") -> "Document":
    """The whole Handbuch as a document; `made` are the generated topics to be printed with it."""
    from coordinator_app.documents.handbook import Chapter, handbook_document

    known = topics() | {topic.id: topic for topic in made}
    chapters = [
        (part.title, [Chapter(known[id].id, known[id].text) for id in part.topics if id in known]) for part in parts()
    ]
    return handbook_document(chapters, _picture_bytes, version=version)


def _picture_bytes(name: str) -> bytes:
    return picture(name).read_bytes()

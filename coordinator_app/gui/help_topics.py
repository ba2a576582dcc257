"""The help texts: one Markdown file per topic in `resources/help`, its first line „# Titel“."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from coordinator_app.common.german import search_form
from coordinator_app.common.paths import RESOURCES
from coordinator_app.gui.actions import MENUS, ActionInfo

FOLDER = RESOURCES / "help"
CONTENTS, SHORTCUTS = "inhalt", "tastenkuerzel"
FIRST = ("erste-schritte", "heute", "bedarfe", "projekte", "sitzungen", "aufgaben", "erhebungen", "netzwerk")


@dataclass(frozen=True, slots=True)
class Topic:
    """One help text."""

    id: str
    title: str
    text: str


@cache
def topics() -> dict[str, Topic]:
    """All topics by id: the pages in the order of the navigation, then the rest by title."""
    found: dict[str, Topic] = {}
    for path in FOLDER.glob("*.md"):
        text = path.read_text(encoding="utf-8")
        title = text.partition("\n")[0].removeprefix("# ").strip()
        found[path.stem] = Topic(path.stem, title, text)

    def order(topic: Topic) -> tuple[int, str]:
        return (FIRST.index(topic.id) if topic.id in FIRST else len(FIRST), search_form(topic.title))

    return {topic.id: topic for topic in sorted(found.values(), key=order)}


def find(words: str) -> list[Topic]:
    """Topics that contain all words, those with a word in the title first; all topics for no words."""
    wanted = search_form(words).split()
    if not wanted:
        return list(topics().values())
    hits: list[tuple[int, Topic]] = []
    for topic in topics().values():
        title, text = search_form(topic.title), search_form(topic.text)
        if all(word in text for word in wanted):
            hits.append((0 if any(word in title for word in wanted) else 1, topic))
    return [topic for _, topic in sorted(hits, key=_rank)]


def _rank(hit: tuple[int, Topic]) -> int:
    return hit[0]


def contents_page() -> Topic:
    """The list of all topics."""
    lines = [f"- [{topic.title}]({topic.id})" for topic in topics().values()]
    keys = f"- [Tastenkürzel]({SHORTCUTS})"
    return Topic(CONTENTS, "Alle Hilfethemen", "# Alle Hilfethemen\n\n" + "\n".join([*lines, keys]))


def shortcuts_page(general: Iterable[ActionInfo], pages: Iterable[tuple[str, Iterable[ActionInfo]]]) -> Topic:
    """All shortcuts, by menu and by page, made from the declarations."""
    parts = ["# Tastenkürzel\n"]
    commands = [info for info in general if info.shortcut]
    for _, menu in MENUS:
        rows = [info for info in commands if info.menu == menu]
        if rows:
            parts.append(f"## {menu}\n\n{_table(rows)}")
    for title, infos in pages:
        rows = [info for info in infos if info.shortcut]
        if rows:
            parts.append(f"## Auf der Seite „{title}“\n\n{_table(rows)}")
    parts.append("Mehr dazu: [Mit der Tastatur arbeiten](tastatur)")
    return Topic(SHORTCUTS, "Tastenkürzel", "\n\n".join(parts))


def _table(rows: Iterable[ActionInfo]) -> str:
    lines = [f"| {info.shortcut_text()} | {info.plain_text} |" for info in rows]
    return "\n".join(["| Taste | Befehl |", "|---|---|", *lines])

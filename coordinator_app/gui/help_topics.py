"""The help topics of the window: those written as files and those made from the program itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from coordinator_app.gui.actions import ACTIONS, MENUS, ActionInfo
from coordinator_app.gui.navigation import HIDDEN_PAGES, existing_pages
from coordinator_app.services import handbook
from coordinator_app.services.handbook import Topic, topic_of, topics

CONTENTS, SHORTCUTS = "inhalt", "tastenkuerzel"


@dataclass(frozen=True, slots=True)
class Made:
    """A topic made when it is shown: `source` names the function giving its Markdown („module:function“).

    One that is not `printed` is left out of the printed Handbuch.
    """

    title: str
    source: str
    printed: bool = True


GENERATED: dict[str, Made] = {
    SHORTCUTS: Made("Tastenkürzel", "coordinator_app.gui.help_topics:shortcuts_text"),
    "was-ist-neu": Made("Was ist neu", "coordinator_app.services.release_notes:page", printed=False),
}


def titles() -> dict[str, str]:
    """The titles of all topics by id, without making any."""
    return {topic.id: topic.title for topic in topics().values()} | {id: made.title for id, made in GENERATED.items()}


def topic(topic_id: str) -> Topic:
    """A topic by its id, made if it is to be made; an unknown id gives the contents."""
    written = topics().get(topic_id)
    if written is not None:
        return written
    return _made(topic_id) if topic_id in GENERATED else contents_page()


def unmade() -> list[Topic]:
    """The generated topics by title alone, for the search: making them all takes too long while somebody types."""
    return [Topic(topic_id, made.title, f"# {made.title}") for topic_id, made in GENERATED.items()]


def printed() -> list[Topic]:
    """The generated topics of the printed Handbuch."""
    return [_made(topic_id) for topic_id, made in GENERATED.items() if made.printed]


@cache
def _made(topic_id: str) -> Topic:
    module, _, function = GENERATED[topic_id].source.partition(":")
    return topic_of(topic_id, getattr(import_module(module), function)())


def contents_page() -> Topic:
    """The list of all topics, by parts."""
    known = titles()
    sections = [
        f"## {part.title}\n\n" + "\n".join(f"- [{known[id]}]({id})" for id in part.topics if id in known)
        for part in handbook.parts()
    ]
    return Topic(CONTENTS, "Alle Hilfethemen", "\n\n".join(["# Alle Hilfethemen", *sections]))


# --- Shortcuts ---


def shortcuts_text() -> str:
    """All shortcuts, by menu and by page, made from the declarations."""
    from coordinator_app.gui.menus import page_action

    general = [*ACTIONS, *(page_action(info) for info in existing_pages())]
    parts = ["# Tastenkürzel"]
    for _, menu in MENUS:
        parts += _section(menu, (info for info in general if info.menu == menu))
    for info in (*existing_pages(), *HIDDEN_PAGES):
        parts += _section(f"Auf der Seite „{info.title}“", info.load().page_actions)
    parts.append("Was sonst auf allen Seiten und in Dialogen gilt: [Mit der Tastatur arbeiten](tastatur)")
    return "\n\n".join(parts)


def _section(title: str, infos: Iterable[ActionInfo]) -> list[str]:
    rows = [f"| {info.shortcut_text()} | {info.plain_text} |" for info in infos if info.shortcut]
    return [f"## {title}", "\n".join(["| Taste | Befehl |", "|---|---|", *rows])] if rows else []

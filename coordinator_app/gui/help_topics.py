"""The help topics of the window: those written as files and those made from the program itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from coordinator_app.gui.actions import ACTIONS, MENUS, ActionInfo, german_keys
from coordinator_app.gui.navigation import HIDDEN_PAGES, existing_pages
from coordinator_app.services import handbook
from coordinator_app.services.handbook import Topic, topic_of, topics

CONTENTS, SHORTCUTS = "inhalt", "tastenkuerzel"
LICENCE = "lizenz-"  # before the id of a foreign part: its licence text, reached from „Lizenzen“ only


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
    "lizenzen": Made("Lizenzen", "coordinator_app.services.licences:page", printed=False),
}


def titles() -> dict[str, str]:
    """The titles of all topics by id, without making any."""
    return {topic.id: topic.title for topic in topics().values()} | {id: made.title for id, made in GENERATED.items()}


def topic(topic_id: str) -> Topic:
    """A topic by its id, made if it is to be made; an unknown id gives the contents."""
    written = topics().get(topic_id)
    if written is not None:
        return written
    if topic_id.startswith(LICENCE):
        return _licence(topic_id)
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


def _licence(topic_id: str) -> Topic:
    from coordinator_app.services.licences import part_page

    return topic_of(topic_id, part_page(topic_id.removeprefix(LICENCE)))


def contents_page() -> Topic:
    """The list of all topics, by parts."""
    known = titles()
    sections = [
        f"## {part.title}\n\n" + "\n".join(f"- [{known[id]}]({id})" for id in part.topics if id in known)
        for part in handbook.parts()
    ]
    return Topic(CONTENTS, "Alle Hilfethemen", "\n\n".join(["# Alle Hilfethemen", *sections]))


# --- Shortcuts ---

OTHER_KEYS = (
    ("Tagesordnung", "sitzungen", "Alt+Auf, Alt+Ab verschieben; Alt+Rechts, Alt+Links ein- und ausrücken"),
    ("Empfänger der Einladung", "einladen", "E, P, H, N Weg der Einladung; danach Z, A, V, O Antwort"),
    ("Abstimmung", "abstimmen", "Strg+Eingabe hält das Ergebnis fest; J, N, E, – einzelne Stimmen"),
    ("Umlauf", "umlaufbeschluss", "J, N, E, – Antwort; Entf nimmt sie zurück"),
    ("Texte eines TOP", "niederschrift", "Strg+Umschalt+X Absatz nicht öffentlich oder wieder öffentlich"),
    ("Beamer", "sitzung-durchfuehren", "F11 ganzer Bildschirm; Esc schließt"),
    ("Beschlusskontrolle", "beschluesse", "Strg+Auf, Strg+Ab Stand; Eingabe speichert und geht weiter"),
    ("Baum der Gremien", "gremien", "Alt+Pfeil rechts, links unter- und überordnen"),
    ("Bewertung", "prioritaeten", "1 bis 5 bewerten; W „weiß nicht“; Entf; Bild ab, Bild auf nächster, voriger Bogen"),
    ("Rückmeldungen der Träger", "angebote-bestaetigen", "1 stimmt noch; 2 geändert; 3 gibt es nicht mehr"),
    ("Fragebogen", "fragebogen", "Pfeil nach oben, unten wählen; Alt+Pfeil verschiebt; Eingabe nächste Antwort"),
    ("Übersetzung", "sprachen", "Strg+Eingabe nächster offener Text"),
    ("Erfassen von Bögen", "ruecklauf", "Ziffern und Buchstaben Codes; F2, F7, F8, F9, Strg+G, Rücktaste"),
    ("Kapitel eines Berichts", "berichtsbaukasten", "Alt+Pfeil verschieben; Leertaste Häkchen"),
    ("Druckansicht", "druckansicht", "Bild auf, Bild ab, Pos1, Ende blättern"),
)
"""Keys that belong to one view and to no command, as (where, topic, keys)."""


def shortcuts_text() -> str:
    """All shortcuts, by menu and by page, made from the declarations."""
    from coordinator_app.gui.menus import page_action

    general = [*ACTIONS, *(page_action(info) for info in existing_pages())]
    parts = ["# Tastenkürzel"]
    for _, menu in MENUS:
        parts += _section(menu, (info for info in general if info.menu == menu))
    for info in (*existing_pages(), *HIDDEN_PAGES):
        parts += _section(f"Auf der Seite „{info.title}“", info.load().page_actions)
    rows = [f"| [{where}]({topic}) | {keys} |" for where, topic, keys in OTHER_KEYS]
    parts += ["## Tasten einzelner Ansichten", "\n".join(["| Wo | Tasten |", "|---|---|", *rows])]
    parts.append("Was sonst auf allen Seiten und in Dialogen gilt: [Mit der Tastatur arbeiten](tastatur)")
    return "\n\n".join(parts)


def _keys(info: ActionInfo) -> str:
    """All its keys, the usual ones first."""
    return " oder ".join(german_keys(keys) for keys in info.shortcut.split(";"))


def _section(title: str, infos: Iterable[ActionInfo]) -> list[str]:
    rows = [f"| {_keys(info)} | {info.plain_text} |" for info in infos if info.shortcut]
    return [f"## {title}", "\n".join(["| Taste | Befehl |", "|---|---|", *rows])] if rows else []

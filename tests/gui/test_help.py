"""The help: a topic for every page and every link, search over topics, shortcuts from the declarations."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from coordinator_app.gui import alerts, help_topics
from coordinator_app.gui.actions import ACTIONS, german_keys
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.help_text import polish
from coordinator_app.gui.help_window import HelpWindow
from coordinator_app.gui.navigation import HIDDEN_PAGES, existing_pages
from coordinator_app.gui.widgets.buttons import LinkButton

GENERATED = {help_topics.CONTENTS, *help_topics.GENERATED}


@pytest.fixture
def window(qtbot: QtBot, appearance: Any) -> HelpWindow:
    made = HelpWindow()
    qtbot.addWidget(made)
    return made


def test_every_page_and_action_has_its_topic() -> None:
    pages = {info.topic for info in (*existing_pages(), *HIDDEN_PAGES)}
    commands = {info.topic for info in ACTIONS if info.topic}
    own = {action.topic for info in existing_pages() for action in info.load().page_actions if action.topic}
    assert (pages | commands | own) - set(help_topics.topics()) - GENERATED == set()


def test_topics_named_in_errors_exist() -> None:
    root = Path(help_topics.__file__).parents[1]
    named = {
        found
        for path in root.rglob("*.py")
        for found in re.findall(r'help_topic(?:: \w+)?\s?=\s?"([a-z-]+)"', path.read_text(encoding="utf-8"))
    }
    assert named - set(help_topics.topics()) - GENERATED == set()


SHARED = {
    "Dialog",
    "RecordDialog",
    "FieldDialog",
    "TextDialog",
    "NameDialog",
    "LinkDialog",
    "ChoiceDialog",
    "DayDialog",
}
SHARED |= {"ComparisonDialog", "WorkingDialog", "ReadingDialog", "HelpWindow"}  # the topic is that of the page


def dialog_classes() -> Iterator[tuple[str, str]]:
    """Every dialog of the program that is not shared, with its topic ("" = none), read without importing anything."""
    classes: dict[str, list[ast.ClassDef]] = {}
    for path in Path(help_topics.__file__).parent.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        for node in ast.parse(text).body if re.search(r"^class \w+\(\w*Dialog", text, re.MULTILINE) else ():
            if isinstance(node, ast.ClassDef):
                classes.setdefault(node.name, []).append(node)

    def is_dialog(node: ast.ClassDef) -> bool:
        bases = [ast.unparse(base) for base in node.bases]
        return "QDialog" in bases or any(is_dialog(found) for base in bases for found in classes.get(base, []))

    for nodes in classes.values():
        for node in nodes:
            if is_dialog(node) and node.name not in SHARED:
                inherited = [each for base in node.bases for each in classes.get(ast.unparse(base), [])]
                own = [topic for each in (node, *inherited) if (topic := own_topic(each))]
                yield node.name, own[0] if own else ""


def own_topic(node: ast.ClassDef) -> str:
    for part in node.body:
        names = (
            part.targets if isinstance(part, ast.Assign) else [part.target] if isinstance(part, ast.AnnAssign) else []
        )
        value = part.value if isinstance(part, ast.Assign | ast.AnnAssign) else None
        if value is not None and ast.unparse(names[0]) == "help_topic":
            return str(ast.literal_eval(value))
    return ""


def test_every_dialog_has_its_topic() -> None:
    found = list(dialog_classes())
    assert len(found) > 60
    assert [(name, topic) for name, topic in found if topic not in help_topics.titles()] == []


class FreezeDialog(Dialog):
    help_topic = "prioritaeten"


class PageBelow(QWidget):
    def current_topic(self) -> str:
        return "heute"


@pytest.mark.parametrize(("made", "topic"), [(FreezeDialog, "prioritaeten"), (Dialog, "heute")])
def test_f1_and_the_button_of_a_dialog_open_its_topic(
    qtbot: QtBot, appearance: Any, monkeypatch: pytest.MonkeyPatch, made: type[Dialog], topic: str
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(alerts, "help_opener", opened.append)
    page = PageBelow()
    qtbot.addWidget(page)
    dialog = made("Einfrieren", parent=page)
    with qtbot.waitActive(dialog):
        dialog.show()
    qtbot.keyClick(dialog, Qt.Key.Key_F1)
    next(button for button in dialog.findChildren(LinkButton) if button.text() == "Hilfe").click()
    assert opened == [topic, topic]


@pytest.mark.parametrize("topic", list(help_topics.topics().values()), ids=lambda topic: topic.id)
def test_topic_has_title_and_living_links(topic: help_topics.Topic) -> None:
    assert topic.text.startswith("# ")
    targets = re.findall(r"(?<!!)\[[^\]]*\]\(([^)]+)\)", topic.text)
    assert [target for target in targets if target not in help_topics.topics() and target not in GENERATED] == []
    assert '"' not in re.sub(r"```.*?```|\]\([^)]*\)", "", topic.text, flags=re.DOTALL)


def test_window_shows_topics_and_goes_back(window: HelpWindow) -> None:
    window.show_topic("dateien")
    assert "Nur lesen" in window.text.toPlainText()
    window.show_topic("datensicherung")
    assert window.tree.currentItem().text(0) == "Datensicherung"
    window.go_back()
    assert window.topic == "dateien"


def test_search_by_keyboard_shows_the_first_hit_and_marks_the_words(qtbot: QtBot, window: HelpWindow) -> None:
    window.show_topic("heute")
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(window.search, "papierkorb")
    qtbot.waitUntil(lambda: window.tree.ids()[:1] == ["papierkorb"])
    assert window.found.text() == f"{len(window.tree.ids())} Themen"
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    assert window.topic == "papierkorb"
    assert "Papierkorb" in {selection.cursor.selectedText() for selection in window.text.extraSelections()}
    qtbot.keyClick(window.tree, Qt.Key.Key_Down)
    assert window.topic == window.tree.ids()[1]
    window.search.setText("gibtesnicht")
    qtbot.waitUntil(lambda: window.tree.ids() == [])
    assert window.found.text().startswith("Nichts gefunden")
    window.search.clear()
    qtbot.waitUntil(lambda: set(help_topics.titles()) == set(window.tree.ids()))
    assert window.text.extraSelections() == []


def test_unknown_topic_shows_the_contents(window: HelpWindow) -> None:
    window.show_topic("gibt-es-nicht")
    assert window.topic == help_topics.CONTENTS
    assert "Erste Schritte" in window.text.toPlainText()


def test_lists_and_paragraphs_before_a_heading_stay_what_they_are(appearance: Any) -> None:
    document = QTextDocument()
    document.setMarkdown("# Titel\n\n## Eins\n\n- a\n- b\n\n## Zwei\n\nSatz\n\n## Drei\n")
    polish(document)
    assert document.toMarkdown().count("## ") == 3
    assert "- b" in document.toMarkdown()


def test_links_lead_to_topics(window: HelpWindow) -> None:
    from PySide6.QtCore import QUrl

    window.show_topic("erste-schritte")
    window.text.anchorClicked.emit(QUrl("datei-anlegen"))
    assert window.topic == "datei-anlegen"


def test_links_are_followed_by_keyboard(qtbot: QtBot, window: HelpWindow) -> None:
    with qtbot.waitActive(window):
        window.show_topic("heute")
    window.text.setFocus()
    qtbot.keyClick(window.text, Qt.Key.Key_Tab)
    qtbot.keyClick(window.text, Qt.Key.Key_Return)
    assert window.topic == "fristen"
    qtbot.keyClick(window.text, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.topic == "heute"


def test_shortcut_page_lists_what_is_declared(window: HelpWindow) -> None:
    window.show_topic(help_topics.SHORTCUTS)
    text = window.text.toPlainText()
    assert "Strg+Y oder Strg+Umschalt+Z" in text
    assert "Strg+Leertaste" in text
    assert "Strg+Umschalt+N" in text
    assert "Druckansicht" in text


def test_ways_through_menus_and_settings_lead_somewhere() -> None:
    from coordinator_app.gui.pages.settings.page import TABS

    known = {f"{info.menu} ▸ {info.plain_text}" for info in ACTIONS} | {"Datei ▸ Zuletzt geöffnet"}
    known |= {f"Einstellungen ▸ {tab[1]}" for tab in TABS}
    way = re.compile(r"\b((?:Datei|Bearbeiten|Ansicht|Gehe zu|Hilfe|Einstellungen) ▸ [^▸*“(,.;]+?)(?: …)?(?= ▸|\*|“)")
    told = {(topic.id, found) for topic in help_topics.topics().values() for found in way.findall(topic.text)}
    assert len(told) > 15
    assert {(topic, found) for topic, found in told if found not in known} == set()


def test_keys_of_single_views_name_topics_that_tell_of_them() -> None:
    for where, topic, keys in help_topics.OTHER_KEYS:
        first = re.findall(r"[\w+]+", keys)[0]
        assert first in help_topics.topics()[topic].text, where


@pytest.mark.parametrize(
    ("portable", "german"),
    [("Ctrl+K", "Strg+K"), ("Ctrl++", "Strg+Plus"), ("Alt+Left", "Alt+Links"), ("Del", "Entf"), ("F1", "F1"), ("", "")],
)
def test_keys_are_written_in_german(portable: str, german: str) -> None:
    assert german_keys(portable) == german

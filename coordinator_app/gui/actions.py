"""Every command of the program, declared once: menus, tool bars, context menus and the shortcut list read this.

Commands that exist on one page only are declared the same way in `Page.page_actions`; the main window
shows them in „Bearbeiten“ while the page is visible, and their shortcuts win over a general one
(Strg+P is „Kommt/geht“ in the live meeting and „Drucken“ everywhere else).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence


@dataclass(frozen=True, slots=True)
class ActionInfo:
    """One command: `shortcut` in Qt's portable spelling ("Ctrl+K"), several separated by ";".

    `menu` is the menu it stands in ("" = in none); a new `group` number puts a separator before it.
    """

    id: str
    text: str
    menu: str = ""
    shortcut: str = ""
    icon: str = ""
    topic: str = ""
    tip: str = ""
    group: int = 0
    checkable: bool = False

    @property
    def plain_text(self) -> str:
        """The text without mnemonic and dots, as tooltips and the shortcut list show it."""
        return self.text.replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip("… ")

    @property
    def sequences(self) -> list[QKeySequence]:
        """The shortcuts as Qt understands them."""
        return [
            QKeySequence(part, QKeySequence.SequenceFormat.PortableText) for part in self.shortcut.split(";") if part
        ]

    def shortcut_text(self) -> str:
        """The first shortcut as it is printed on German keyboards („Strg+Umschalt+Z“)."""
        return german_keys(self.shortcut.split(";")[0])


_KEYS = {
    "Ctrl": "Strg",
    "Shift": "Umschalt",
    "Del": "Entf",
    "Return": "Eingabe",
    "Space": "Leertaste",
    "Left": "Links",
    "Right": "Rechts",
    "Up": "Auf",
    "Down": "Ab",
    "PgUp": "Bild auf",
    "PgDown": "Bild ab",
    "Home": "Pos1",
    "End": "Ende",
}


def german_keys(portable: str) -> str:
    """A portable key sequence in German words, without asking the system's translation."""
    if portable.endswith("++"):
        return german_keys(portable[:-2]) + "+Plus"
    return "+".join(_KEYS.get(part, part) for part in portable.split("+")) if portable else ""


FILE, EDIT, VIEW, GO, REPORTS, HELP = "Datei", "Bearbeiten", "Ansicht", "Gehe zu", "Berichte", "Hilfe"
MENUS = (
    ("&Datei", FILE),
    ("&Bearbeiten", EDIT),
    ("&Ansicht", VIEW),
    ("&Gehe zu", GO),
    ("Be&richte", REPORTS),
    ("&Hilfe", HELP),
)

ACTIONS: tuple[ActionInfo, ...] = (
    ActionInfo("file.new", "&Neue Kommune anlegen …", FILE, "Ctrl+Shift+N", "plus", "datei-anlegen"),
    ActionInfo("file.open", "&Öffnen …", FILE, "Ctrl+O", "folder", "dateien"),
    ActionInfo("file.demo", "Beis&pieldatei öffnen …", FILE, "", "book", "beispieldatei"),
    ActionInfo("file.close", "S&chließen", FILE, "Ctrl+W", "", "dateien", group=1),
    ActionInfo("file.copy", "&Kopie speichern …", FILE, "", "copy", "datensicherung", group=1),
    ActionInfo("file.backup", "Jetzt &sichern", FILE, "Ctrl+Shift+S", "shield", "datensicherung", group=1),
    ActionInfo("file.import", "Liste e&inlesen …", FILE, "Ctrl+I", "download", "excel-liste", group=2),
    ActionInfo("file.take_over", "Projekt überneh&men …", FILE, "", "briefcase", "projekt-weitergeben", group=2),
    ActionInfo("file.print", "&Drucken …", FILE, "Ctrl+P", "printer", "druckansicht", group=2),
    ActionInfo("file.export", "&Ausgeben als Word oder Excel …", FILE, "Ctrl+E", "upload", "druckansicht", group=2),
    ActionInfo("file.settings", "&Einstellungen", FILE, "Ctrl+,", "sliders", "einstellungen", group=3),
    ActionInfo("file.quit", "&Beenden", FILE, "Ctrl+Q", "", "dateien", group=4),
    ActionInfo("edit.undo", "&Rückgängig", EDIT, "Ctrl+Z", "undo", "rueckgaengig"),
    ActionInfo("edit.redo", "&Wiederholen", EDIT, "Ctrl+Y;Ctrl+Shift+Z", "redo", "rueckgaengig"),
    ActionInfo("edit.new", "&Neu …", EDIT, "Ctrl+N", "plus", "", group=1),
    ActionInfo("edit.duplicate", "&Duplizieren", EDIT, "Ctrl+D", "copy", "", group=1),
    ActionInfo("edit.delete", "In den &Papierkorb", EDIT, "Del", "trash", "papierkorb", group=1),
    ActionInfo("edit.filter", "Liste &filtern", EDIT, "Ctrl+F", "search", "listen", group=2),
    ActionInfo("edit.search", "&Suchen", EDIT, "Ctrl+K", "search", "suche", group=2),
    ActionInfo("edit.trash", "Papierkorb &öffnen", EDIT, "", "trash", "papierkorb", group=3),
    ActionInfo("view.navigation", "&Navigation einklappen", VIEW, "F9", "collapse", "tastatur", checkable=True),
    ActionInfo("view.larger", "Schrift &größer", VIEW, "Ctrl++;Ctrl+=", "", "darstellung", group=1),
    ActionInfo("view.smaller", "Schrift &kleiner", VIEW, "Ctrl+-", "", "darstellung", group=1),
    ActionInfo("view.normal", "Schrift n&ormal", VIEW, "Ctrl+0", "", "darstellung", group=1),
    ActionInfo("view.light", "&Hell", VIEW, "", "", "darstellung", group=2, checkable=True),
    ActionInfo("view.dark", "&Dunkel", VIEW, "", "", "darstellung", group=2, checkable=True),
    ActionInfo("view.contrast", "Hoher Kon&trast", VIEW, "", "", "darstellung", group=2, checkable=True),
    ActionInfo("view.wider", "Linken Bereich &verbreitern", VIEW, "Alt+Shift+Right", "", "tastatur", group=3),
    ActionInfo("view.narrower", "Linken Bereich ver&schmälern", VIEW, "Alt+Shift+Left", "", "tastatur", group=3),
    ActionInfo("view.reload", "&Aktualisieren", VIEW, "F5", "", "", group=3),
    ActionInfo("go.back", "&Zurück", GO, "Alt+Left", "chevron-left", "tastatur"),
    ActionInfo("go.forward", "&Vor", GO, "Alt+Right", "chevron-right", "tastatur"),
    ActionInfo("go.next_part", "Nächster &Bereich", GO, "F6", "", "tastatur"),
    ActionInfo("go.previous_part", "V&origer Bereich", GO, "Shift+F6", "", "tastatur"),
    ActionInfo("help.topic", "&Hilfe zu dieser Seite", HELP, "F1", "help", "hilfe"),
    ActionInfo("help.index", "&Alle Hilfethemen", HELP, "Shift+F1", "book", "hilfe"),
    ActionInfo("help.tour", "&Rundgang", HELP, "", "flag", "erste-schritte"),
    ActionInfo("help.handbook", "Hand&buch drucken oder als PDF …", HELP, "", "printer", "hilfe"),
    ActionInfo("help.shortcuts", "&Tastenkürzel", HELP, "Ctrl+F1", "", "tastatur"),
    ActionInfo("help.news", "&Was ist neu", HELP, "", "star", "was-ist-neu", group=1),
    ActionInfo("help.licences", "&Lizenzen", HELP, "", "", "lizenzen", group=1),
    ActionInfo("help.about", "&Über KPR-Arbeitsplatz", HELP, "", "info", "", group=1),
)


class Actions(QObject):
    """The QActions of one window, made from declarations; `page:<id>` entries come from the navigation."""

    def __init__(self, parent: QObject, infos: Iterable[ActionInfo] = ACTIONS) -> None:
        super().__init__(parent)
        self._infos: dict[str, ActionInfo] = {}
        self._actions: dict[str, QAction] = {}
        for info in infos:
            self.add(info)

    def add(self, info: ActionInfo) -> QAction:
        """Make the action of a declaration (an id may exist once)."""
        action = make_action(info, self)
        self._infos[info.id] = info
        self._actions[info.id] = action
        return action

    def __getitem__(self, action_id: str) -> QAction:
        """The QAction, e.g. for a tool button: `button.setDefaultAction(context.actions["edit.undo"])`."""
        return self._actions[action_id]

    def info(self, action_id: str) -> ActionInfo:
        """The declaration."""
        return self._infos[action_id]

    def infos(self) -> list[ActionInfo]:
        """All declarations in their order."""
        return list(self._infos.values())

    def bind(self, action_id: str, slot: Callable[..., object]) -> None:
        """Connect the command to a bound method or plain function."""
        self._actions[action_id].triggered.connect(slot)


def make_action(info: ActionInfo, parent: QObject) -> QAction:
    """A QAction from its declaration; the tooltip names the shortcut."""
    action = QAction(info.text, parent)
    action.setObjectName(info.id)
    action.setShortcuts(info.sequences)
    action.setCheckable(info.checkable)
    tip = info.tip or info.plain_text
    action.setToolTip(f"{tip} ({info.shortcut_text()})" if info.shortcut else tip)
    action.setStatusTip(tip)
    return action

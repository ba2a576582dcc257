"""The pictures of the Handbuch: what each shows and how to get there. Each is used in a topic."""

from dataclasses import dataclass

PICTURES = 3_000_000  # bytes all pictures together may take


@dataclass(frozen=True)
class Scene:
    """One picture of the example file.

    `page` is opened (id as in gui/navigation.py, "" = the start screen), then the record of `kind` with `title` (its
    beginning; "" = the first one of the kind that has most to show), then every word in `press` is pressed in turn:
    a tab, step or button, or „action:“ with the id of a command.
    `part` is what is taken: the whole window, its „page“ without navigation and menus, or the „dialog“ on top.
    """

    name: str
    page: str = ""
    kind: str = ""
    title: str = ""
    press: tuple[str, ...] = ()
    part: str = "window"


SCENES = (
    Scene("startseite", part="page"),
    Scene("neue-kommune", press=("action:file.new",), part="dialog"),
    Scene("heute", "today"),
    Scene("bedarf", "needs", "need", "Hilfe bei häuslicher Gewalt"),
    Scene("abgleich", "needs", press=("Abgleich",), part="page"),
    Scene("rangfolge", "needs", press=("Rangfolge",), part="page"),
    Scene("projekte", "projects", "project", "Offener Treff"),
    Scene("projekt-ziele", "projects", "project", "Boxen statt", press=("Ziele & Wirkung",), part="page"),
    Scene("foerderung", "funding", "grant", "Offener Treff", part="page"),
    Scene("gremium", "meetings", "body", "Lenkungsgruppe"),
    Scene("tagesordnung", "meetings", "meeting", "Sitzung der Lenkungsgruppe", press=("Vorbereiten",), part="page"),
    Scene("einladen", "meetings", "meeting", "Sitzung des Arbeitskreises", press=("Einladen",), part="page"),
    Scene("niederschrift", "meetings", "meeting", "2. Sitzung der", press=("Nachbereiten",), part="page"),
    Scene(
        "durchfuehren",
        "meetings",
        "meeting",
        "Sitzung des Arbeitskreises",
        press=("Durchführen", "Sitzung eröffnen"),
    ),
    Scene("aufgaben", "tasks", "task", part="page"),
    Scene("beschluesse", "tasks", "resolution", part="page"),
    Scene("kennzahlen", "surveys", "data_series", "Beschwerden", part="page"),
    Scene("fragebogen", "surveys", "survey", press=("Fragebogen",)),
    Scene("erfassung", "surveys", "survey", press=("Rücklauf",), part="page"),
    Scene("auswertung", "surveys", "survey", press=("Auswertung",), part="page"),
    Scene("netzwerk", "network", "organisation", "Jugend", part="page"),
    Scene("datenschutz", "network", press=("Datenschutz",), part="page"),
    Scene("berichtsbaukasten", "reports", "report", "Jahresbericht", part="page"),
    Scene("druckansicht", "reports", "report", "Jahresbericht", press=("action:file.print",), part="page"),
)

"""Pictures of all widgets in one theme, to look at beside the design: no test, started by hand.

`python tests/gui/gallery.py DIR [hell|dunkel|kontrast] [scale such as 1.5] [text size in points]`
"""

import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_SCALE_FACTOR"] = "".join(sys.argv[3:4]) or "1"
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.domain.projects import Project
from coordinator_app.domain.red_thread import ThreadNode
from coordinator_app.gui import icons, theme
from coordinator_app.gui.forms.lookups import no_lookups
from coordinator_app.gui.forms.record_form import RecordForm
from coordinator_app.gui.widgets.buttons import LinkButton, MoreButton, PrimaryButton, SecondaryButton
from coordinator_app.gui.widgets.cards import Card, IconLabel, ListCard, ListRow
from coordinator_app.gui.widgets.charts import HeatCell, HeatTable, Spread, SpreadBar
from coordinator_app.gui.widgets.chips import ChipStyle, due_chip
from coordinator_app.gui.widgets.filter_row import FilterRow
from coordinator_app.gui.widgets.headers import DetailHeader, PageHeader
from coordinator_app.gui.widgets.key_values import KeyValueGrid
from coordinator_app.gui.widgets.labels import Divider, Label, ProgressLine
from coordinator_app.gui.widgets.notices import EmptyState, NoticeBar, UndoBar
from coordinator_app.gui.widgets.record_table import RecordTable
from coordinator_app.gui.widgets.split_view import SplitView
from coordinator_app.gui.widgets.steps import DateLeaf, RedThread, StepBar
from coordinator_app.gui.widgets.tabs import TabStrip
from tests.gui.helpers import MadeUpSource

ARGUMENTS = [*sys.argv[1:], "", "", "", ""]
STATES = {"läuft": ChipStyle("ok"), "ruht": ChipStyle("neutral", "pause"), "fertig": ChipStyle("info", "tick")}


def page(*parts: QWidget) -> QWidget:
    """Parts one below the other on the page's ground."""
    found = QWidget()
    theme.mark(found, flaeche="surface")
    column = QVBoxLayout(found)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for part in parts:
        column.addWidget(part)
    return found


def padded(*parts: QWidget) -> QWidget:
    """Parts with the page's margins."""
    found = QWidget()
    column = QVBoxLayout(found)
    column.setContentsMargins(24, 12, 24, 24)
    column.setSpacing(16)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    return found


def today() -> QWidget:
    """Cards, rows, steps and notices as on „Heute“."""
    notice = NoticeBar("– noch 3 Tage", "attention", strong="Einladung spätestens Do, 12.11.", icon="clock")
    notice.add_button(SecondaryButton("Tagesordnung"))
    notice.add_button(PrimaryButton("Einladung erstellen", "mail"))
    meeting = Card()
    head = QHBoxLayout()
    head.addWidget(DateLeaf(date(2026, 11, 26)))
    head.addWidget(Label("4. Sitzung der Lenkungsgruppe", "kartentitel"), 1)
    meeting.add(head)
    for part in (Divider(), StepBar(["Vorbereiten", "Einladen", "Durchführen", "Nachbereiten"], 1), notice):
        meeting.add(part)
    tasks = ListCard("Aufgaben und Fristen", "2 überfällig")
    tasks.add_to_head(LinkButton("Alle ansehen"))
    tasks.set_rows(
        [
            ListRow(
                f"Aufgabe {days}",
                addition="Beschluss 2026/07",
                value="Ordnungsamt",
                chip=due_chip(days),
                chip_width=180,
            )
            for days in (-3, -1, 0, 3, 12)
        ]
    )
    answers = Card("Antworten auf Einladungen")
    answers.add(ProgressLine("Antworten", 7, 11))
    header = PageHeader("Heute", "Montag, 9. November 2026", [SecondaryButton("Neue Aufgabe", "plus")])
    return page(header, padded(meeting, tasks, answers))


def projects() -> QWidget:
    """List and detail with filter row, chips, red thread and pairs."""
    row = FilterRow()
    row.add_choice("state", "Status", [(state, state) for state in STATES])
    row.set_views([("Alle Projekte", {})])
    table = RecordTable(MadeUpSource(38), name="gallery", label="Projekte", chips={"state": STATES})
    table.attach(row)
    table.select(12)
    thread = RedThread(
        [
            ThreadNode("Bedarf", "Treffpunkt Jugend", "need", 1),
            ThreadNode("Projekt", "Offener Treff", "project", 3, current=True),
            ThreadNode("Messwert"),
        ],
        {"Messwert": "+ anlegen"},
    )
    head = DetailHeader()
    head.set("Offener Treff am Bahnhof", "P-014")
    head.chip.set("in Planung", "info")
    head.add_button(SecondaryButton("Steckbrief", "document"))
    head.add_button(MoreButton())
    pairs = KeyValueGrid([("Träger", LinkButton("Jugendhaus")), ("Gebiet", "Bahnhofsviertel")], columns=2)
    detail = padded(thread, head, TabStrip([("a", "Überblick"), ("b", "Ziele & Wirkung")]), pairs)
    header = PageHeader("Projekte", "38 Einträge", [PrimaryButton("Neues Projekt", "plus")])
    return page(header, row, SplitView(table, detail, name="gallery"))


def empty() -> QWidget:
    """Empty state and undo bar."""
    bar = UndoBar()
    bar.offer("„Runder Tisch“ liegt im Papierkorb.", list)
    state = EmptyState("pin", "Noch keine Begehung erfasst", "Hier stehen Begehungen.", "Begehung planen", "Wie?")
    return page(PageHeader("Sicherheitsanalyse"), state, bar)


def form() -> QWidget:
    """A form with every kind of field, one in error."""
    found = RecordForm(Project, save=max, lookups=no_lookups())
    found.load(Project(id=1, title="Offener Treff"))
    found.row("title").set_error("Diesen Titel gibt es schon. Bitte einen anderen wählen.")
    return page(padded(found))


def charts() -> QWidget:
    """Spread and heat table."""
    heat = HeatTable("Lückenmatrix")
    cells = [[HeatCell("2 : 1", 2), HeatCell("5 : 0", 5, gap=True)], [HeatCell("1 : 2", 1, calm=True), HeatCell()]]
    heat.set_cells(["Gewalt", "Sucht"], ["Kinder", "Alle"], cells)
    return page(padded(SpreadBar(Spread(1, 2, 4, 5, 5, divided=True)), SpreadBar(Spread(3, 4, 4, 5, 5)), heat))


def all_icons() -> QWidget:
    """Every icon with its name."""
    lines: list[QWidget] = []
    for position, name in enumerate(sorted(icons.names())):
        if position % 9 == 0:
            lines.append(QWidget())
            QHBoxLayout(lines[-1])
        layout = lines[-1].layout()
        if layout is not None:
            layout.addWidget(IconLabel(name, 20))
            layout.addWidget(Label(name, "klein"))
    return page(*lines)


PICTURES: dict[str, tuple[Callable[[], QWidget], int, int]] = {
    "heute": (today, 1166, 700),
    "projekte": (projects, 1166, 700),
    "leer": (empty, 1166, 700),
    "formular": (form, 760, 2400),
    "diagramme": (charts, 560, 320),
    "symbole": (all_icons, 1200, 700),
}


def main() -> int:
    """Make the pictures; they are named by subject, theme and scale."""
    folder = Path(ARGUMENTS[0] or "build/gallery")
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication([])
    look = theme.Theme(application)
    look.start(ARGUMENTS[1] or "hell", float(ARGUMENTS[3] or theme.USUAL_TEXT))
    for name, (make, width, height) in PICTURES.items():
        widget = make()
        widget.resize(width, height)
        widget.show()
        QTest.qWait(20)
        widget.grab().save(str(folder / f"{name}-{look.key}-{ARGUMENTS[2] or '1'}.png"))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""What gives way when there is little room: columns, additions, titles, filters, labels of the red thread."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.forms.editors import TextEditor
from coordinator_app.gui.theme import Theme
from coordinator_app.gui.widgets.buttons import ElidedLink, PrimaryButton, SecondaryButton
from coordinator_app.gui.widgets.cards import ListRow
from coordinator_app.gui.widgets.filter_row import FilterRow
from coordinator_app.gui.widgets.headers import DetailHeader, PageHeader
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.gui.widgets.record_table import RecordTable
from coordinator_app.gui.widgets.split_view import SplitView
from coordinator_app.gui.widgets.steps import RedThread, ThreadNode
from tests.gui.helpers import MadeUpSource

pytestmark = pytest.mark.usefixtures("appearance")
LONG = "Ein Titel, der in einem schmalen Fenster ganz gewiss nicht in eine Zeile passt"


def shown(qtbot: QtBot, widget: QWidget, width: int, height: int = 200) -> None:
    """Show the widget in this size."""
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    qtbot.wait(1)


def sections(table: RecordTable) -> list[str]:
    """Keys of the columns in sight."""
    header = table.view.horizontalHeader()
    return [column.key for at, column in enumerate(table.model.columns) if not header.isSectionHidden(at)]


def test_columns_step_back_from_the_right_and_return(qtbot: QtBot) -> None:
    table = RecordTable(MadeUpSource(30), name="eng", label="Projekte", chips={"state": {}})
    shown(qtbot, table, 900)
    assert sections(table) == ["title", "state", "end", "cents"]
    table.resize(340, 200)
    assert sections(table) == ["title", "state"]
    assert [column.key for column in table.visible_columns()] == ["title", "state", "end", "cents"]
    table.reload()
    table.resize(900, 200)
    assert sections(table) == ["title", "state", "end", "cents"]


def test_column_ticked_by_the_user_stays(qtbot: QtBot) -> None:
    table = RecordTable(MadeUpSource(30), name="eng", label="Projekte")
    shown(qtbot, table, 340)
    menu = table.column_menu(table)
    menu.aboutToShow.emit()
    end = next(action for action in menu.actions() if isinstance(action, QAction) and action.text() == "Ende")
    assert not end.isChecked()
    end.setChecked(True)
    menu.triggered.emit(end)
    assert "end" in sections(table)


def test_addition_gives_way_before_the_link(qtbot: QtBot) -> None:
    row = ListRow("Mittelabruf vorbereiten", addition=LONG, value="Hempel")
    shown(qtbot, row, 420, 40)
    assert row.link is not None
    assert QPushButton.text(row.link) == "Mittelabruf vorbereiten"
    assert QLabel.text(row.addition).endswith("…")


def test_long_link_is_shortened_with_all_words_in_the_tooltip(qtbot: QtBot) -> None:
    link = ElidedLink(LONG)
    shown(qtbot, link, 120, 24)
    assert QPushButton.text(link).endswith("…")
    assert (link.text(), link.toolTip(), link.accessibleName()) == (LONG, LONG, LONG)
    link.setText("Kurz")
    link.resize(120, 24)
    assert (QPushButton.text(link), link.toolTip()) == ("Kurz", "")
    assert link.minimumSizeHint().width() <= 64


@pytest.mark.parametrize(("width", "below"), [(900, False), (420, True)])
def test_chip_stands_beside_the_title_or_below(qtbot: QtBot, width: int, below: bool) -> None:
    header = DetailHeader()
    header.add_button(SecondaryButton("Status ändern"))
    shown(qtbot, header, width)
    header.set("Umgang mit Medien in den Familien", "B-014")
    header.chip.set("läuft", "ok")
    qtbot.wait(1)
    assert (header.chip.y() > header.title.geometry().bottom()) == below
    assert header.title.width() >= 120


@pytest.mark.parametrize(("width", "two_lines"), [(1100, False), (620, True)])
def test_filters_break_into_two_lines(qtbot: QtBot, width: int, two_lines: bool) -> None:
    row = FilterRow()
    boxes = [row.add_choice(key, key, [(1, "eins")]) for key in ("Status", "Frist", "Gremium", "Person")]
    row.set_views([("Alle Aufgaben", {})])
    row.add_right(QPushButton("…"))
    shown(qtbot, row, width)
    tops = {box.mapTo(row, box.rect().topLeft()).y() for box in boxes}
    assert len(tops) == 1
    assert (tops.pop() > row.search.geometry().bottom()) == two_lines


def test_thread_shortens_long_labels_until_it_fits(qtbot: QtBot) -> None:
    nodes = [ThreadNode(kind, LONG, kind="need", id=1) for kind in ("Befund", "Bedarf", "Projekt")]
    thread = RedThread(nodes)
    shown(qtbot, thread, 620, 80)
    widget = thread.widget()
    assert widget is not None
    assert widget.width() <= thread.width()
    assert all(button.toolTip() == LONG for button in widget.findChildren(QPushButton))


def test_button_of_an_empty_state_is_the_only_primary_one(qtbot: QtBot) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    button = PrimaryButton("Neues Projekt", "plus")
    empty = EmptyState("briefcase", "Noch kein Projekt", "Hier stehen Projekte.", "Projekt anlegen")
    column.addWidget(PageHeader("Projekte", buttons=[button]))
    column.addWidget(empty)
    shown(qtbot, page, 900, 600)
    assert button.property("rolle") != "primaer"
    empty.hide()
    assert button.property("rolle") == "primaer"


def test_empty_state_fits_a_low_pane_with_balanced_lines(qtbot: QtBot) -> None:
    empty = EmptyState("briefcase", "Leer", "Ein Satz, der etwas länger ist. " * 3, "Anlegen", "Wie geht das?")
    shown(qtbot, empty, 900, 900)
    content = empty.button.mapTo(empty, empty.button.rect().topLeft()).y()
    empty.resize(900, empty.minimumSizeHint().height())
    assert empty.button.mapTo(empty, empty.button.rect().topLeft()).y() < content
    empty.set_words("Nichts gefunden", "Kein Eintrag passt.")


def test_wide_window_gives_the_list_its_share_until_divided(qtbot: QtBot) -> None:
    view = SplitView(QWidget(), QWidget(), name="breit", list_width=400)
    shown(qtbot, view, 1700, 400)
    assert view.splitter.sizes()[0] > 550
    view.splitter.splitterMoved.emit(500, 1)
    before = view.splitter.sizes()[0]
    view.resize(1500, 400)
    assert view.splitter.sizes()[0] == before


def test_dialog_begins_in_its_first_field_and_grows_for_a_message(qtbot: QtBot, appearance: Theme) -> None:
    dialog = Dialog("Projekt verknüpfen", primary="Verknüpfen", heading="Projekt verknüpfen")
    field = TextEditor()
    field.setAccessibleName("Projekt")
    dialog.add(field)
    shown(qtbot, dialog, 560, 100)
    focused = dialog.focusWidget()
    assert focused is not None
    assert field.isAncestorOf(focused) or focused is field
    before = dialog.height()
    dialog.set_message("Bitte wählen Sie einen Eintrag.")
    assert dialog.height() > before
    assert field.focusPolicy() & Qt.FocusPolicy.TabFocus or field.focusProxy() is not None

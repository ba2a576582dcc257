"""What gives way when there is little room: columns, additions, titles, filters, labels of the red thread."""

from datetime import date

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from coordinator_app.domain.tasks import Task
from coordinator_app.gui import theme
from coordinator_app.gui.forms.dates import DateTimeEditor
from coordinator_app.gui.forms.dialogs import Dialog, RecordDialog
from coordinator_app.gui.forms.editors import TextEditor
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.forms.record_form import SideBySide
from coordinator_app.gui.theme import Theme
from coordinator_app.gui.widgets.buttons import ElidedLink, LinkButton, PrimaryButton, SecondaryButton
from coordinator_app.gui.widgets.cards import Card, ListRow
from coordinator_app.gui.widgets.charts import HeatCell, HeatTable
from coordinator_app.gui.widgets.chips import Chip
from coordinator_app.gui.widgets.filter_row import FilterRow
from coordinator_app.gui.widgets.headers import DetailHeader, PageHeader
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.gui.widgets.record_table import RecordTable
from coordinator_app.gui.widgets.scroll_column import ScrollColumn
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


@pytest.mark.parametrize(("width", "below"), [(700, False), (240, True)])
def test_fields_without_room_stand_below_each_other(qtbot: QtBot, width: int, below: bool) -> None:
    rows = [FieldRow(name, DateTimeEditor(lambda: date(2026, 11, 9))) for name in ("Beginn", "Ende")]
    side = SideBySide(rows)
    pane = ScrollColumn(side, margins=(0, 0, 0, 0))
    shown(qtbot, pane, width)
    assert (rows[1].y() > rows[0].geometry().bottom()) == below
    assert side.minimumSizeHint().width() < 240
    assert all(row.editor.width() >= row.editor.minimumSizeHint().width() for row in rows)


def test_help_that_wraps_gets_its_lines(qtbot: QtBot) -> None:
    row = FieldRow("Zweck", TextEditor(), help_text=LONG)
    pane = QWidget()
    column = QVBoxLayout(pane)
    column.addWidget(row)
    column.addStretch(1)
    shown(qtbot, pane, 200, 400)
    qtbot.waitUntil(lambda: row.help.height() >= row.help.heightForWidth(row.help.width()))


def test_title_of_a_card_outlasts_its_hint(qtbot: QtBot) -> None:
    card = Card("Herkunft der Punkte", LONG)
    card.add_to_head(LinkButton("Alle ansehen"))
    shown(qtbot, card, 420, 120)
    assert QLabel.text(card.title) == "Herkunft der Punkte"
    assert QLabel.text(card.hint).endswith("…")


@pytest.mark.parametrize("made", [LinkButton, ElidedLink])
def test_link_shows_the_and_of_a_name(qtbot: QtBot, made: type[LinkButton]) -> None:
    link = made("Jugend & Schule")
    shown(qtbot, link, 300, 30)
    assert QPushButton.text(link) == "Jugend && Schule"
    assert (link.text(), link.accessibleName()) == ("Jugend & Schule", "Jugend & Schule")


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


def test_thread_uses_the_room_there_is(qtbot: QtBot) -> None:
    nodes = [ThreadNode(kind, LONG, kind="need", id=1) for kind in ("Befund", "Bedarf", "Projekt")]
    thread = RedThread([*nodes, ThreadNode("Messwert", "7 Vorträge", kind="measurement", id=2)])
    shown(qtbot, thread, 620, 80)
    taken = sum(thread.button(place).width() for place in range(thread.count()))
    assert 560 <= taken <= 620


@pytest.mark.parametrize("height", [60, 600])
def test_content_ends_at_the_margin_with_and_without_a_scroll_bar(qtbot: QtBot, height: int) -> None:
    content = QLabel("Zeile\n" * 9)
    column = ScrollColumn(content)
    shown(qtbot, column, 500, height)
    assert column.verticalScrollBar().isVisible() == (height < 100)
    assert (content.x(), content.geometry().right() + 1) == (24, 500 - 24)


def test_limited_content_is_high_enough_for_its_wrapped_words(qtbot: QtBot) -> None:
    words, last = Label(f"{LONG}. " * 3, wrap=True), QPushButton("Weiter")
    column = ScrollColumn(words, last, width=200)
    shown(qtbot, column, 900, 120)
    assert words.width() == 200
    assert words.height() >= words.heightForWidth(200)
    assert last.height() >= last.sizeHint().height()


def test_filters_go_with_the_list_and_come_back_for_a_search(qtbot: QtBot) -> None:
    row = FilterRow("Filtern")
    holder = QWidget()
    column = QVBoxLayout(holder)
    view = SplitView(QWidget(), QWidget(), name="kopf", list_head=(row,))
    column.addWidget(row)
    column.addWidget(view)
    row.search_wanted.connect(view.show_list)
    shown(qtbot, holder, 640, 400)
    assert row.isVisible()
    row.focus_search()
    view.show_detail()
    assert not row.isVisible()
    assert holder.focusWidget() is view.back_button  # not the next best thing in the window
    row.focus_search()
    assert row.isVisible()
    view.set_detail_empty(empty=True, bare=True)
    assert not row.isVisible()


def test_larger_text_needs_more_room_for_both_panes(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    view = SplitView(QWidget(), QWidget(), name="gross")
    shown(qtbot, view, 900, 300)
    assert not view.is_narrow()
    monkeypatch.setattr(theme, "scale", lambda: 1.4)
    QApplication.sendEvent(view, QEvent(QEvent.Type.FontChange))
    assert view.is_narrow()


def test_buttons_of_a_head_give_up_their_words_before_the_title_is_cut(qtbot: QtBot) -> None:
    first, second = SecondaryButton("Excel-Liste einlesen", "download"), SecondaryButton("Drucken", "printer")
    head = PageHeader("Bedarfe & Prioritäten", "15 Einträge", [first, second, PrimaryButton("Neuer Bedarf", "plus")])
    shown(qtbot, head, 1100)
    roomy = first.width()
    head.resize(480, 64)
    qtbot.waitUntil(lambda: first.width() < roomy / 2)
    assert head.title.width() >= head.title.sizeHint().width()
    assert (first.text(), first.toolTip()) == ("Excel-Liste einlesen", "Excel-Liste einlesen")
    head.resize(1100, 64)
    qtbot.waitUntil(lambda: first.width() == roomy)
    assert not first.toolTip()


def test_further_chips_stand_in_one_line_with_the_first(qtbot: QtBot) -> None:
    head, due = DetailHeader(), Chip("in 8 Tagen")
    head.add_chip(due)
    head.set(LONG)
    head.chip.set("offen")
    for width in (320, 1200):
        head.resize(width, 100)
        shown(qtbot, head, width)
        assert head.chip.geometry().center().y() == due.geometry().center().y()
        assert (head.chip.y() > head.title.y() + head.title.height() / 2) == (width == 320)


def test_cells_of_a_matrix_have_room_for_the_sign_of_a_gap(qtbot: QtBot) -> None:
    heat = HeatTable("Lückenmatrix")
    heat.set_cells(["Gewalt"], ["Kinder", "Ältere"], [[HeatCell("12 : 0", 2, gap=True), HeatCell("–")]])
    shown(qtbot, heat, 10)
    heat.resize(heat.minimumSizeHint())
    needed = heat.fontMetrics().horizontalAdvance("12 : 0") + 15
    assert heat.cell_rect(0, 0).width() >= needed


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


def test_dialog_grows_for_the_sentences_at_its_fields(qtbot: QtBot) -> None:
    dialog = RecordDialog(
        Task, names=("title", "due_on"), title="Neue Aufgabe", primary="Anlegen", save=lambda _values: 1
    )
    shown(qtbot, dialog, 560)
    before = dialog.height()
    dialog.primary_button.click()
    assert dialog.height() > before
    area = dialog.findChild(QScrollArea)
    assert area is not None
    qtbot.waitUntil(lambda: not area.verticalScrollBar().isVisible())

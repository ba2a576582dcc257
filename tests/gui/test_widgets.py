"""Widgets of our own: what they show, what they tell, how they behave when it gets narrow."""

from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from coordinator_app.domain.columns import ListFilter
from coordinator_app.domain.needs import NeedStatus
from coordinator_app.gui.widgets.buttons import (
    IconButton,
    LinkButton,
    MenuButton,
    MoreButton,
    PrimaryButton,
    SecondaryButton,
)
from coordinator_app.gui.widgets.cards import Card, IconLabel, ListCard, ListRow
from coordinator_app.gui.widgets.chips import Chip, ChipStyle, due_chip, due_look
from coordinator_app.gui.widgets.filter_row import FilterRow, SearchField
from coordinator_app.gui.widgets.headers import DetailHeader, PageHeader
from coordinator_app.gui.widgets.key_values import KeyValueGrid
from coordinator_app.gui.widgets.labels import ElidedLabel, ProgressLine, SectionTitle
from coordinator_app.gui.widgets.notices import EmptyState, NoticeBar, UndoBar
from coordinator_app.gui.widgets.spin_boxes import SpinBox
from coordinator_app.gui.widgets.tabs import TabStrip, TabView


def shown(qtbot: QtBot, widget: Any, width: int = 900, height: int = 300) -> Any:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    return widget


@pytest.mark.parametrize(
    ("days", "words", "kind"),
    [
        (-3, "überfällig seit 3 Tagen", "error"),
        (-1, "überfällig seit 1 Tag", "error"),
        (0, "heute fällig", "attention"),
        (1, "morgen fällig", "attention"),
        (3, "in 3 Tagen", "attention"),
        (4, "in 4 Tagen", "neutral"),
        (12, "in 12 Tagen", "neutral"),
    ],
)
def test_due_dates_are_said_in_words(days: int, words: str, kind: str) -> None:
    text, style = due_chip(days)
    assert (text, style.kind) == (words, kind)
    assert due_look(words) == style  # lists that know the words only show the same


def test_what_is_done_or_has_no_date_looks_so() -> None:
    assert due_look("erledigt am 3.11.2026") == ChipStyle("ok", "tick")
    assert due_look("") is None


def test_chip_is_as_wide_as_its_word_and_hides_when_empty(qtbot: QtBot) -> None:
    chip = shown(qtbot, Chip("läuft", "ok"))
    narrow = chip.sizeHint().width()
    chip.set("überfällig seit 3 Tagen", "error")
    assert chip.sizeHint().width() > narrow
    assert chip.accessibleName() == "überfällig seit 3 Tagen"
    chip.set("")
    assert chip.isHidden()
    chip.set_style("ruht", ChipStyle("neutral", "pause"))
    assert (chip.text(), chip.kind()) == ("ruht", "neutral")


@pytest.mark.parametrize("kind", ["ok", "attention", "error", "info", "neutral"])
def test_every_kind_of_chip_and_notice_is_drawn(qtbot: QtBot, kind: str) -> None:
    chip = shown(qtbot, Chip("Zustand", kind))
    assert not chip.grab().isNull()
    bar = shown(qtbot, NoticeBar("Ein Satz.", kind, strong="Achtung:"))
    assert bar.text() == "Achtung: Ein Satz."


def test_buttons_carry_their_words_as_accessible_names(qtbot: QtBot) -> None:
    for button in (PrimaryButton("&Neu", "plus"), SecondaryButton("Drucken"), LinkButton("Alle"), MenuButton("Mehr")):
        qtbot.addWidget(button)
        assert button.accessibleName() == button.text().replace("&", "")
        button.setText("Anders")
        assert button.accessibleName() == "Anders"
    icon = IconButton("columns", "Spalten wählen", flat=True)
    more = MoreButton()
    for button in (icon, more):
        qtbot.addWidget(button)
    icon.set_icon("x")
    assert icon.toolTip() == "Spalten wählen"
    assert more.accessibleName() == "Weitere Aktionen"


def test_notice_escapes_text_and_offers_one_action(qtbot: QtBot) -> None:
    bar = shown(qtbot, NoticeBar("<b>kein Fett</b>", "info", action="Schritt öffnen"))
    heard: list[int] = []
    bar.triggered.connect(lambda: heard.append(1))
    bar.findChild(LinkButton).click()
    assert heard == [1]
    labels = [label.text() for label in bar.findChildren(QLabel) if label.text()]
    assert any("&lt;b&gt;" in text for text in labels)
    bar.set("")
    assert bar.isHidden()


def test_undo_bar_undoes_once_and_goes_away(qtbot: QtBot) -> None:
    bar = shown(qtbot, UndoBar())
    done: list[str] = []
    bar.offer("„Graffiti“ liegt im Papierkorb.", lambda: done.append("undo"))
    assert bar.text() == "„Graffiti“ liegt im Papierkorb."
    bar.findChild(LinkButton).click()
    assert done == ["undo"]
    assert bar.isHidden()


def test_undo_bar_leaves_by_itself_but_not_under_the_focus(qtbot: QtBot) -> None:
    bar = shown(qtbot, UndoBar())
    bar.offer("Gelöscht.", lambda: None)
    link = bar.findChild(LinkButton)
    link.setFocus()
    if link.hasFocus():
        bar.timer.timeout.emit()
        assert bar.isVisible()
        link.clearFocus()
    bar.timer.timeout.emit()
    assert bar.isHidden()
    bar.offer("Nur ein Hinweis.", None)
    assert link.isHidden()
    QApplication.sendEvent(bar, QEvent(QEvent.Type.Leave))
    bar.dismiss()


def test_empty_state_tells_of_button_and_help(qtbot: QtBot) -> None:
    state = shown(qtbot, EmptyState("pin", "Noch nichts", "Hier stehen Begehungen.", "Begehung planen", "Wie?"))
    heard: list[str] = []
    state.action.connect(lambda: heard.append("action"))
    state.help_wanted.connect(lambda: heard.append("help"))
    state.button.click()
    state.help_link.click()
    assert heard == ["action", "help"]
    state.set_words("Anderes", "Worte")


def test_tabs_speak_in_keys_and_show_counts(qtbot: QtBot) -> None:
    strip = shown(qtbot, TabStrip([("needs", "Bedarfe"), ("goals", "Ziele & Wirkung")]))
    heard: list[str] = []
    strip.selected.connect(heard.append)
    strip.set_count("needs", 23)
    assert strip.tabText(0) == "Bedarfe  23"
    strip.set_count("needs", None)
    assert strip.tabText(0) == "Bedarfe"
    assert strip.tabText(1) == "Ziele && Wirkung"
    strip.select("goals")
    assert (heard, strip.current()) == (["goals"], "goals")


def test_panes_of_tabs_are_built_on_first_visit(qtbot: QtBot) -> None:
    built: list[str] = []

    def pane(key: str) -> QWidget:
        built.append(key)
        return QLabel(key)

    view = shown(qtbot, TabView())
    view.add_tab("a", "Eins", lambda: pane("a"))
    view.add_tab("b", "Zwei", lambda: pane("b"))
    view.select("a")
    assert built == ["a"]
    assert view.pane("b") is None
    view.strip.select("b")
    view.strip.select("a")
    view.strip.select("b")
    assert built == ["a", "b"]
    assert view.current_pane() is view.pane("b")


def test_filter_row_combines_words_choices_and_views(qtbot: QtBot) -> None:
    row = shown(qtbot, FilterRow())
    box = row.add_choice("status", "Status", [(state, state.label) for state in NeedStatus])
    row.set_views([("Alle", {}), ("Nur hohe", {"level": 3})])
    heard: list[ListFilter] = []
    row.changed.connect(heard.append)
    row.set_values(status=NeedStatus.CHECKED)
    assert heard[-1].equals == {"status": NeedStatus.CHECKED}
    assert isinstance(heard[-1].equals["status"], NeedStatus)
    assert box.currentText() == "Status: geprüft"
    qtbot.keyClicks(row.search, "park")
    qtbot.waitUntil(lambda: heard[-1].text == "park", timeout=1000)
    row.view_box.setCurrentIndex(1)
    row.view_box.activated.emit(1)
    assert heard[-1].equals == {"level": 3, "status": NeedStatus.CHECKED}
    assert row.reset_link.isVisible()
    row.reset_link.click()
    assert row.wanted() == ListFilter()
    row.set_options("status", [(NeedStatus.DONE, "erledigt")])
    assert box.count() == 2
    row.focus_search()
    row.add_widget(QLabel("mehr"))


def test_escape_empties_a_search_field_first(qtbot: QtBot) -> None:
    field = shown(qtbot, SearchField())
    qtbot.keyClicks(field, "abc")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    qtbot.keyClick(field, Qt.Key.Key_Escape)


def test_headers_take_buttons_words_and_back(qtbot: QtBot) -> None:
    header = shown(qtbot, PageHeader("Projekte", "38 Einträge", [PrimaryButton("Neu")]))
    heard: list[int] = []
    header.back.connect(lambda: heard.append(1))
    header.show_back()
    header.findChild(IconButton).click()
    header.set_title("Druckansicht")
    header.set_subtitle("Niederschrift")
    header.chip.set("läuft", "ok")
    assert heard == [1]
    assert header.subtitle.full_text() == "Niederschrift"
    detail = shown(qtbot, DetailHeader("Alt"))
    detail.set("Offener Treff", "P-014")
    detail.add_button(SecondaryButton("Steckbrief"))
    assert detail.code.isVisible()
    detail.set("Ohne Nummer")
    assert detail.code.isHidden()


def test_shortened_words_keep_the_whole_in_the_tooltip(qtbot: QtBot) -> None:
    label = shown(qtbot, ElidedLabel("Ein sehr langer Titel, der nicht passt"), 80, 20)
    assert QLabel.text(label).endswith("…")
    assert label.text() == "Ein sehr langer Titel, der nicht passt"
    assert label.toolTip() == "Ein sehr langer Titel, der nicht passt"
    label.resize(900, 20)
    assert label.toolTip() == ""
    assert label.minimumSizeHint().width() <= 48


def test_cards_and_rows(qtbot: QtBot) -> None:
    card = shown(qtbot, ListCard("Zu prüfen", "6"), 400, 300)
    row = ListRow("Angebote ohne Bestätigung", addition="Projekte", value="3", icon="briefcase", strong_value=True)
    plain = ListRow("Text", chip=due_chip(3), chip_width=150, clickable=False)
    plain.add(QLabel("Ende"))
    card.set_rows([row, plain])
    heard: list[int] = []
    row.activated.connect(lambda: heard.append(1))
    assert row.link is not None
    row.link.click()
    assert heard == [1]
    assert row.link.accessibleDescription() == "Projekte, 3"
    card.set_hint("5")
    card.set_rows([])
    assert card.rows() == []
    other = shown(qtbot, Card())
    other.set_title("Titel")
    other.add(QLabel("x"))
    other.add(QVBoxLayout())
    other.add_to_head(LinkButton("Alle"))
    icon = shown(qtbot, IconLabel("clock", 16))
    icon.set_icon("pin", "accent")
    QApplication.sendEvent(icon, QEvent(QEvent.Type.PaletteChange))


def test_pairs_show_a_dash_for_nothing_and_take_links(qtbot: QtBot) -> None:
    grid = shown(qtbot, KeyValueGrid([("Träger", LinkButton("Jugendhaus")), ("Gebiet", "")], columns=2))
    words = [label.text() for label in grid.findChildren(QLabel)]
    assert words == ["Träger", "Gebiet", "–"]
    grid.set_rows([("Kosten", "24.800,00 €")])


def test_progress_and_section_title(qtbot: QtBot) -> None:
    line = shown(qtbot, ProgressLine("Antworten", 7, 11))
    assert line.toolTip() == "7 von 11"
    line.set_progress(0, 0)
    title = shown(qtbot, SectionTitle("Beteiligte"))
    title.set_title("Aktive")
    title.set_hint("4")
    title.add(LinkButton("Hinzufügen"))
    assert title.hint.isVisible()


def test_number_box_selects_all_and_ignores_the_wheel(qtbot: QtBot) -> None:
    box = shown(qtbot, SpinBox("Ja-Stimmen", 0, 99, suffix=" Stimmen"), 120, 32)
    box.setValue(9)
    QApplication.sendEvent(box, QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.TabFocusReason))
    qtbot.keyClicks(box, "11")
    assert box.value() == 11
    no, modifiers, phase = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    step = QPoint(0, 120)
    QApplication.sendEvent(box, QWheelEvent(QPointF(5, 5), QPointF(5, 5), step, step, no, modifiers, phase, False))
    assert box.value() == 11

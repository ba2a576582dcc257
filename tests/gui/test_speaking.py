"""What screen readers are told beside what has the focus."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from coordinator_app.domain.columns import ListFilter
from coordinator_app.domain.projects import Project
from coordinator_app.gui import speaking
from coordinator_app.gui.forms.dialogs import Dialog, RecordDialog
from coordinator_app.gui.notice_area import NoticeArea
from coordinator_app.gui.search_hits import Hit
from coordinator_app.gui.search_results import ResultList
from coordinator_app.gui.status_line import StatusLine
from coordinator_app.gui.widgets import table_footer
from coordinator_app.gui.widgets.cards import ListRow
from coordinator_app.gui.widgets.charts import HeatCell, HeatTable
from coordinator_app.gui.widgets.chips import Chip, ChipStyle
from coordinator_app.gui.widgets.notices import NoticeBar
from coordinator_app.gui.widgets.record_table import RecordTable
from tests.gui.helpers import MadeUpSource

MOMENT = datetime(2026, 11, 9, 9, 42, tzinfo=UTC)


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Sentences announced; urgent ones begin with „!“."""
    heard: list[str] = []

    def say(source: QWidget, text: str, *, urgent: bool = False) -> None:
        assert source is not None
        heard.append(f"!{text}" if urgent else text)

    monkeypatch.setattr(speaking, "say", say)
    return heard


@pytest.fixture
def posted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    """Events that went to assistive technology, which is there."""
    events: list[Any] = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", events.append)
    QAccessible.setActive(True)
    yield events
    QAccessible.setActive(False)


def test_sentence_goes_out_as_announcement(qtbot: QtBot, posted: list[Any]) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    speaking.say(widget, "Gespeichert")
    speaking.say(widget, "Bitte „Titel“ angeben.", urgent=True)
    speaking.say(widget, "")
    assert [(event.message(), event.politeness().name) for event in posted] == [
        ("Gespeichert", "Polite"),
        ("Bitte „Titel“ angeben.", "Assertive"),
    ]


def test_nobody_listens_nothing_is_sent(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QAccessible, "updateAccessibility", pytest.fail)
    widget = QWidget()
    qtbot.addWidget(widget)
    speaking.say(widget, "Gespeichert")


def test_saving_is_said_once_in_five_seconds(qtbot: QtBot, said: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = iter((100.0, 101.0, 106.0))
    monkeypatch.setattr(speaking.time, "monotonic", lambda: next(seconds))
    line = StatusLine()
    qtbot.addWidget(line)
    for minute in range(4):  # the first only shows what the file says
        line.show_saved(MOMENT + timedelta(minutes=minute), MOMENT)
    assert said == ["Gespeichert", "Gespeichert"]


def test_error_of_a_field_left_is_said_with_its_name(qtbot: QtBot, said: list[str]) -> None:
    dialog = RecordDialog(Project, names=("title", "start"), title="Neu", primary="Anlegen", save=lambda _: 1)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.fields.rows["start"].editor.field.setText("bald")
    dialog.primary_button.setFocus()
    dialog.primary_button.click()
    assert said[0] == "!Titel: Bitte „Titel“ angeben."
    assert said[1].startswith("!Beginn: ")


def test_message_of_a_dialog_and_notices_are_said(qtbot: QtBot, said: list[str]) -> None:
    dialog, area = Dialog("Frage"), NoticeArea()
    for widget in (dialog, area):
        qtbot.addWidget(widget)
        widget.show()
    dialog.set_message("Das geht nicht.")
    dialog.set_message("Der Bericht ist gespeichert.", "ok")
    area.show_text("Niederschrift abgeschlossen.", "ok")
    area.show_undo("Aufgabe gelöscht.", said.clear)
    assert said == [
        "!Das geht nicht.",
        "Der Bericht ist gespeichert.",
        "Niederschrift abgeschlossen.",
        "Aufgabe gelöscht. Strg+Z macht es rückgängig.",
    ]


def test_result_is_said_whenever_its_words_change(qtbot: QtBot, said: list[str]) -> None:
    result, still = NoticeBar("").tell_changes(), NoticeBar("")
    for bar in (result, still):
        qtbot.addWidget(bar)
        bar.show()
        bar.set("10 dafür, 1 dagegen", "ok", strong="Angenommen.")
        bar.set("10 dafür, 1 dagegen", "ok", strong="Angenommen.")
        bar.set("12 Stimmen, aber nur 11 Anwesende", "error")
    assert said == ["Angenommen. 10 dafür, 1 dagegen", "!12 Stimmen, aber nur 11 Anwesende"]


def test_count_of_a_filter_is_said_when_typing_pauses(
    qtbot: QtBot, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_footer, "SAID_AFTER", 20)
    table = RecordTable(MadeUpSource(50), name="test", label="Orte")
    qtbot.addWidget(table)
    table.show()
    for text in ("A", "Ap", "Apfelbach"):
        table.set_filter(ListFilter(text=text))
    qtbot.waitUntil(lambda: bool(said), timeout=2_000)
    table.set_filter(ListFilter(text="gibt es nicht"))
    qtbot.waitUntil(lambda: len(said) > 1, timeout=2_000)
    assert said == ["10 Einträge", "Nichts gefunden"]


def test_hits_are_said_while_the_cursor_stays_in_the_field(qtbot: QtBot, said: list[str]) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    found = ResultList(window)
    found.show_hits(
        [
            Hit("Projekte", "Offener Treff", "P-003", "project", 3),
            Hit("Personen", "Kern", "", "person", 1),
        ],
        "o",
    )
    found.step(1)
    found.show_hits([], "xyz")
    assert said == ["2 Treffer: Offener Treff  ·  P-003, Projekte", "Kern, Personen", "Nichts gefunden zu „xyz“"]


def test_chip_is_a_word_and_a_row_tells_its_chip(qtbot: QtBot) -> None:
    chip = Chip("überfällig", "error")
    row = ListRow(
        "Angebot einholen", chip=("seit 3 Tagen überfällig", ChipStyle("error")), addition="P-003", value="Kern"
    )
    for widget in (chip, row):
        qtbot.addWidget(widget)
    spoken = QAccessible.queryAccessibleInterface(chip)
    assert spoken.role() == QAccessible.Role.StaticText
    assert spoken.text(QAccessible.Text.Name) == "überfällig"
    assert row.link is not None
    assert row.link.accessibleDescription() == "seit 3 Tagen überfällig, P-003, Kern"


def test_drawn_table_is_an_image_whose_words_follow_the_arrow_keys(
    qtbot: QtBot, said: list[str], monkeypatch: Any
) -> None:
    monkeypatch.setattr(speaking.sys, "platform", "win32")
    table = HeatTable("Lückenmatrix")
    qtbot.addWidget(table)
    table.set_cells(["Sucht"], ["Kinder", "Ältere"], [[HeatCell("2 : 1", 2, gap=True), HeatCell("0 : 1", 0)]])
    table.show()
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Right)
    spoken = QAccessible.queryAccessibleInterface(table)
    assert spoken.role() == QAccessible.Role.Graphic
    assert table.accessibleDescription() == "Sucht, Ältere: 0 : 1"
    assert said == ["Sucht, Ältere: 0 : 1"] or not table.hasFocus()

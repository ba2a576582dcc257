"""Forms from declarations: rows, autosave, errors at the field, typing survives a reload."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from coordinator_app.common.errors import UserError
from coordinator_app.domain.fields import Record, fields_of
from coordinator_app.domain.projects import Project
from coordinator_app.gui.forms.dialogs import Dialog, RecordDialog
from coordinator_app.gui.forms.editors import IntegerEditor, LongTextEditor, TextEditor
from coordinator_app.gui.forms.field_row import FieldRow
from coordinator_app.gui.forms.lookups import Lookups, no_lookups, workspace_lookups
from coordinator_app.gui.forms.record_form import RecordForm
from coordinator_app.services.workspace import Workspace
from tests.gui.helpers import assert_freed, nameless

ENTRIES = [(1, "Gewaltprävention"), (2, "Suchtprävention"), (3, "Ältere Menschen")]


def made_up() -> Lookups:
    def titles(_kind: str, ids: Iterable[int]) -> dict[int, str]:
        wanted = set(ids)
        return {entry: words for entry, words in ENTRIES if entry in wanted}

    return Lookups(
        catalogue=lambda _key: ENTRIES,
        suggest=lambda _kind, text: [pair for pair in ENTRIES if text.lower() in pair[1].lower()],
        titles=titles,
        today=lambda: date(2026, 11, 9),
    )


class Saves:
    """Collects what a form saves; refuses when told so."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, Any]] = []
        self.refusal = ""

    def __call__(self, name: str, value: Any) -> None:
        if self.refusal:
            raise UserError(self.refusal)
        self.seen.append((name, value))


@pytest.fixture
def saves() -> Saves:
    return Saves()


@pytest.fixture
def form(qtbot: QtBot, saves: Saves) -> RecordForm:
    found = RecordForm(Project, save=saves, lookups=made_up())
    qtbot.addWidget(found)
    found.load(Project(id=1, version=1, title="Offener Treff"))
    found.show()
    return found


def line(form: RecordForm, name: str = "title") -> Any:
    editor = form.editor(name)
    assert isinstance(editor, TextEditor)
    return editor.line


def test_every_declared_field_gets_a_named_row(form: RecordForm) -> None:
    assert form.names() == list(fields_of(Project))
    for name, info in fields_of(Project).items():
        field = form.editor(name).field
        assert info.label in field.accessibleName() or info.label in getattr(field, "text", str)()
        assert form.row(name).label.buddy() is field
    assert nameless(form) == []


def test_required_fields_say_so_in_words(form: RecordForm) -> None:
    assert form.row("title").label.text() == "Titel (Pflicht)"
    assert "Pflichtangabe" in form.editor("title").field.accessibleDescription()


def test_committed_field_is_saved_once(qtbot: QtBot, form: RecordForm, saves: Saves) -> None:
    field = line(form)
    field.selectAll()
    qtbot.keyClicks(field, "Neuer Titel")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert saves.seen == [("title", "Neuer Titel")]


def test_unchanged_value_is_not_saved(qtbot: QtBot, form: RecordForm, saves: Saves) -> None:
    field = line(form)
    qtbot.keyClicks(field, " ")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert saves.seen == []


def test_emptied_required_field_shows_a_sentence_and_is_not_saved(qtbot: QtBot, form: RecordForm, saves: Saves) -> None:
    field = line(form)
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert saves.seen == []
    assert "darf nicht leer sein" in form.row("title").error()
    assert field.property("zustand") == "fehler"


def test_refusal_of_the_service_stands_at_the_field_until_it_is_right(
    qtbot: QtBot, form: RecordForm, saves: Saves
) -> None:
    saves.refusal = "Diesen Titel gibt es schon. Bitte einen anderen wählen."
    field = line(form)
    qtbot.keyClicks(field, "!")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert form.row("title").error() == saves.refusal
    assert saves.refusal in field.accessibleDescription()
    saves.refusal = ""
    qtbot.keyClicks(field, "?")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert form.row("title").error() == ""
    assert len(saves.seen) == 1


def test_reload_keeps_what_is_being_typed(qtbot: QtBot, form: RecordForm) -> None:
    field = line(form)
    field.clear()
    qtbot.keyClicks(field, "halb get")
    form.load(replace(form.record, version=2, short_description="von anderswo"))
    assert field.text() == "halb get"
    assert form.record.version == 2


def test_autosave_of_a_paragraph_leaves_cursor_and_trailing_blank_alone(
    qtbot: QtBot, form: RecordForm, saves: Saves
) -> None:
    editor = form.editor("short_description")
    assert isinstance(editor, LongTextEditor)
    form.activateWindow()
    editor.area.setFocus()
    qtbot.waitUntil(editor.area.hasFocus, timeout=1000)
    qtbot.keyClicks(editor.area, "Treff ")
    editor.pause.timeout.emit()
    assert saves.seen == [("short_description", "Treff")]
    form.load(replace(form.record, short_description="Treff", version=2))
    qtbot.keyClicks(editor.area, "am Bahnhof")
    assert editor.area.toPlainText() == "Treff am Bahnhof"


def test_reload_of_an_unchanged_line_keeps_the_cursor(form: RecordForm) -> None:
    field = line(form)
    field.setCursorPosition(4)
    form.load(replace(form.record, version=2))
    assert field.cursorPosition() == 4


def test_another_record_gets_the_typed_words_of_the_old_one_saved_first(
    qtbot: QtBot, form: RecordForm, saves: Saves
) -> None:
    field = line(form)
    qtbot.keyClicks(field, "!")
    form.load(Project(id=2, title="Anderes"))
    assert len(saves.seen) == 1
    assert field.text() == "Anderes"


def test_form_without_record_is_disabled_and_empty(form: RecordForm) -> None:
    form.load(None)
    assert not form.isEnabled()
    assert line(form).text() == ""


def test_read_only_form_saves_nothing(form: RecordForm, saves: Saves) -> None:
    form.set_read_only(read_only=True)
    assert line(form).isReadOnly()
    assert form.commit("title")
    assert saves.seen == []


def test_fields_can_be_grouped_and_own_editors_given(qtbot: QtBot, saves: Saves) -> None:
    own = IntegerEditor()
    form = RecordForm(
        Project,
        save=saves,
        names=["# Kopf", ("title", "number")],
        lookups=made_up(),
        labels={"title": "Name"},
        editors={"number": own},
    )
    qtbot.addWidget(form)
    assert form.names() == ["title", "number"]
    assert form.row("title").label.text().startswith("Name")
    assert form.editor("number") is own


def test_form_is_freed(qtbot: QtBot, saves: Saves) -> None:
    assert_freed(lambda: RecordForm(Project, save=saves, lookups=made_up()))


def test_field_row_shows_unit_and_help(qtbot: QtBot) -> None:
    row = FieldRow("Dauer", IntegerEditor(), unit="Tage", help_text="Ohne Ferien.")
    qtbot.addWidget(row)
    assert "in Tage" in row.editor.field.accessibleDescription()
    assert row.help.text() == "Ohne Ferien."


def test_lookups_of_a_workspace_give_entries_titles_and_today(workspace: Workspace) -> None:
    lookups = workspace_lookups(workspace)
    entries = lookups.catalogue("field_of_action")
    assert entries
    first, words = entries[0]
    assert lookups.titles("catalog_entry", [first]) == {first: words}
    assert lookups.suggest("person", "niemand") == []
    assert lookups.today() == date(2026, 11, 9)


def test_forms_without_lookups_offer_nothing() -> None:
    lookups = no_lookups()
    assert lookups.catalogue("x") == []
    assert lookups.suggest("x", "y") == []
    assert lookups.titles("x", [1]) == {}
    assert lookups.today().year >= 2026


# Dialogs ------------------------------------------------------------------------------------------


def in_dialog(act: Any) -> None:
    """Run `act(dialog)` as soon as the modal dialog is up."""

    def run() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Dialog)
        act(dialog)

    QTimer.singleShot(0, run)


def ask(parent: QWidget, save: Any) -> int | None:
    return RecordDialog.ask(
        parent,
        Project,
        names=["title", "short_description"],
        title="Neues Projekt",
        primary="Projekt anlegen",
        save=save,
        initial={"title": "Graffiti"},
        lookups=made_up(),
    )


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    found = QWidget()
    qtbot.addWidget(found)
    found.show()
    return found


def test_dialog_stores_and_returns_the_new_id(parent: QWidget) -> None:
    stored: list[dict[str, Any]] = []

    def save(values: dict[str, Any]) -> int:
        stored.append(values)
        return 17

    in_dialog(lambda dialog: dialog.primary_button.click())
    assert ask(parent, save) == 17
    assert stored == [{"title": "Graffiti", "short_description": ""}]


def test_cancelled_dialog_returns_nothing(parent: QWidget) -> None:
    in_dialog(lambda dialog: dialog.cancel_button.click())
    assert ask(parent, lambda _values: 1) is None


def test_dialog_marks_missing_fields_and_stays_open(parent: QWidget) -> None:
    seen: list[str] = []

    def act(dialog: RecordDialog) -> None:
        dialog.fields.rows["title"].editor.set_value("")
        dialog.primary_button.click()
        seen.append(dialog.fields.rows["title"].error())
        assert dialog.isVisible()
        dialog.reject()

    in_dialog(act)
    assert ask(parent, lambda _values: 1) is None
    assert seen == ["Bitte „Titel“ angeben."]


def test_refusal_of_the_service_is_shown_in_the_dialog(parent: QWidget) -> None:
    seen: list[str] = []

    def save(_values: dict[str, Any]) -> int:
        raise UserError("Das gibt es schon.")

    def act(dialog: RecordDialog) -> None:
        dialog.primary_button.click()
        seen.append(dialog.message.text())
        assert nameless(dialog) == []
        dialog.reject()

    in_dialog(act)
    assert ask(parent, save) is None
    assert seen == ["Das gibt es schon."]


def test_dialogs_are_freed_after_asking(parent: QWidget) -> None:
    assert_freed(lambda: Dialog("Titel", parent=parent))
    in_dialog(lambda dialog: dialog.reject())
    ask(parent, lambda _values: 1)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert parent.findChildren(Dialog) == []


def test_record_without_declared_title_works_too(qtbot: QtBot, saves: Saves) -> None:
    form = RecordForm(Record, save=saves)
    qtbot.addWidget(form)
    assert form.names() == ["note"]

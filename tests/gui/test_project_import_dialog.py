"""The wizard that takes a list in, on the real list: steps, decisions, report, bad files, cancelling."""

from functools import partial
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator_app.domain.columns import ListFilter
from coordinator_app.exchange.project_columns import Target
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.dialogs.project_import import ImportDialog
from coordinator_app.services.list_import_plan import RowChoice, WordAction

REAL = Path(__file__).parents[1] / "data" / "projektliste_aus_quelldokumenten.xlsx"


@pytest.fixture
def dialog(context: AppContext, qtbot: QtBot) -> ImportDialog:
    """The wizard with the real list at step 1."""
    made = ImportDialog(context)
    qtbot.addWidget(made)
    made.show()
    made.open_file(REAL)
    return made


def go_on(dialog: ImportDialog, qtbot: QtBot) -> None:
    dialog.primary.click()
    qtbot.waitUntil(lambda: "Zeilen übernehmen" in dialog.primary.text() and dialog.primary.isEnabled(), timeout=20_000)


def count(context: AppContext) -> int:
    return len(context.workspace.projects.list_source().ids(ListFilter()))


def test_it_starts_by_asking_for_a_file(context: AppContext, qtbot: QtBot, alerts_fake: Any) -> None:
    dialog = ImportDialog(context)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.primary.isEnabled()
    alerts_fake.answers.append(REAL)
    dialog.file_step.empty.action.emit()
    assert dialog.primary.isEnabled()
    assert dialog.file_step.name.text() == REAL.name


def test_both_sheets_are_offered_and_the_heading_is_found(dialog: ImportDialog) -> None:
    box = dialog.file_step.sheet_editor.field
    assert [box.itemText(row) for row in range(box.count())] == [
        "Projekte & Angebote (18 Zeilen)",
        "Kontakte alt (leer)",
    ]
    assert dialog.file_step.header() == (3, 3)
    assert dialog.hint.text() == "Blatt „Projekte & Angebote“, 14 Zeilen"
    dialog.file_step.sheet_editor.set_value(1)
    dialog.file_step.sheet_editor.committed.emit()
    assert not dialog.primary.isEnabled()


def test_the_list_comes_in_with_its_report(
    dialog: ImportDialog, context: AppContext, qtbot: QtBot, alerts_fake: Any, tmp_path: Path
) -> None:
    go_on(dialog, qtbot)
    step = dialog.check_step
    assert (step.new.number.text(), step.known.number.text(), step.wrong.number.text()) == ("13", "1", "0")
    assert dialog.primary.text() == "14 Zeilen übernehmen"
    for key in ("rows", "words", "findings", "columns"):
        step.tabs.select(key)
    assert count(context) == 0
    dialog.primary.click()
    qtbot.waitUntil(lambda: dialog.primary.text() == "Fertig", timeout=20_000)
    assert count(context) == 13
    assert dialog.result_step.title.text() == "Projektliste eingelesen (14 Zeilen)"
    alerts_fake.answers.append(tmp_path / "bericht.xlsx")
    dialog.save_report()
    assert "Hinweise" in openpyxl.load_workbook(tmp_path / "bericht.xlsx").sheetnames
    dialog.primary.click()
    assert dialog.result_ is not None
    assert not dialog.isVisible()


def test_decisions_change_the_plan(dialog: ImportDialog, context: AppContext, qtbot: QtBot) -> None:
    go_on(dialog, qtbot)
    step = dialog.check_step
    step.words.decide_all(WordAction.NOTE)
    go_editor = step.rows.findChildren(type(dialog.file_step.sheet_editor))[0]
    go_editor.set_value(RowChoice.SKIP)
    go_editor.committed.emit()
    qtbot.waitUntil(lambda: dialog.primary.text() == "13 Zeilen übernehmen", timeout=20_000)
    dialog.primary.click()
    qtbot.waitUntil(lambda: dialog.primary.text() == "Fertig", timeout=20_000)
    assert context.workspace.contacts.organisations() == []
    assert "1 Zeile nicht übernommen" in dialog.result_step.text.text()


def test_another_mapping_is_checked_again(dialog: ImportDialog, qtbot: QtBot) -> None:
    go_on(dialog, qtbot)
    editors = dialog.check_step.columns.findChildren(type(dialog.file_step.sheet_editor))
    areas = next(editor for editor in editors if editor.value() == Target.AREAS)
    areas.set_value(Target.SKIP)
    areas.committed.emit()
    qtbot.waitUntil(lambda: dialog.primary.isEnabled() and "area" not in kinds(dialog), timeout=20_000)
    dialog.back_button.click()
    assert dialog.steps.current() == 0


def kinds(dialog: ImportDialog) -> set[str]:
    return {kind for kind, _ in dialog.check_step.words.choices()}


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"", b"PK\x03\x04"])
def test_a_bad_file_is_refused_in_words(dialog: ImportDialog, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "liste.xlsx"
    path.write_bytes(content)
    dialog.open_file(path)
    assert dialog.message.isVisible()
    assert "liste.xlsx" in dialog.message.text()
    assert not dialog.primary.isEnabled()


def test_cancelling_stores_nothing(dialog: ImportDialog, context: AppContext, qtbot: QtBot) -> None:
    go_on(dialog, qtbot)
    dialog.cancel_button.click()
    assert dialog.result_ is None
    assert count(context) == 0


def test_a_report_that_cannot_be_written_is_told(
    dialog: ImportDialog, qtbot: QtBot, alerts_fake: Any, tmp_path: Path
) -> None:
    go_on(dialog, qtbot)
    alerts_fake.answers.append(tmp_path / "gibt" / "es" / "nicht.xlsx")
    dialog.save_report()
    assert "lässt sich nicht speichern" in alerts_fake.shown[0]


def test_the_wizard_is_freed_after_asking(context: AppContext, qtbot: QtBot) -> None:
    def cancel() -> None:
        wizard = QApplication.activeModalWidget()
        assert isinstance(wizard, ImportDialog)
        wizard.destroyed.connect(partial(gone.append, True))
        wizard.reject()

    gone: list[bool] = []
    QTimer.singleShot(0, cancel)
    assert ImportDialog.ask(None, context, REAL) is None
    qtbot.waitUntil(lambda: bool(gone))


def test_a_file_can_be_dropped_on_the_wizard(context: AppContext, qtbot: QtBot) -> None:
    dialog = ImportDialog(context)
    qtbot.addWidget(dialog)
    dialog.show()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(REAL))])
    point, copy = QPointF(5, 5), Qt.DropAction.CopyAction
    dialog.dropEvent(QDropEvent(point, copy, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier))
    assert dialog.primary.isEnabled()
    dialog.steps.activated.emit(1)
    assert dialog.steps.current() == 1
    dialog.steps.activated.emit(0)
    assert dialog.steps.current() == 0


@pytest.fixture(scope="module")
def long_list(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """300 rows with twelve doubles, written by `tests/data/make_lists.py`."""
    spec = spec_from_file_location("make_lists", REAL.parent / "make_lists.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    path = tmp_path_factory.mktemp("lists") / "projektliste_300.xlsx"
    module.write(path, 300)
    return path


def test_three_hundred_rows_take_three_clicks_and_one_choice_per_likely_double(
    context: AppContext, qtbot: QtBot, long_list: Path
) -> None:
    dialog = ImportDialog(context)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.open_file(long_list)
    assert dialog.file_step.header() == (1, 2)
    go_on(dialog, qtbot)
    assert dialog.primary.text() == "300 Zeilen übernehmen"
    step = dialog.check_step
    step.tabs.select("rows")
    editors = step.rows.findChildren(type(dialog.file_step.sheet_editor))
    assert len(editors) == 18
    for editor in editors[6:11]:  # the five with a spelling mistake
        editor.set_value(RowChoice.MERGE)
    editors[6].committed.emit()
    qtbot.waitUntil(lambda: step.new.number.text() == "288" and dialog.primary.isEnabled(), timeout=20_000)
    dialog.primary.click()
    qtbot.waitUntil(lambda: dialog.primary.text() == "Fertig", timeout=20_000)
    assert count(context) == 288
    context.workspace.store.undo()
    assert count(context) == 0
    dialog.open_file(long_list)
    assert dialog.check_step.remembered.text() == "Zuordnung wie bei „projektliste_300“"


@pytest.mark.parametrize(
    ("text", "subject", "words"),
    [
        ("Einrichtung;Art;Ansprechpartner;Telefon\nTafel;Verein;Frau Vogel;03799 1\n", "contact", 1),
        ("Bedarf;Deliktgruppe;Ursachen;Ortsteil\nMüll;Zirkus;Wind;Mitte\n", "need", 2),
        ("Veranstaltung;Teilnehmer;Presse;Projekt\nFest;12;keine;Unklares\n", "event", 1),
    ],
)
def test_the_headings_say_what_the_list_is_about(
    context: AppContext, qtbot: QtBot, tmp_path: Path, text: str, subject: str, words: int
) -> None:
    path = tmp_path / "liste.csv"
    path.write_bytes(text.encode("cp1252"))
    dialog = ImportDialog(context)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.open_file(path)
    assert dialog.file_step.subject() == subject
    dialog.primary.click()
    qtbot.waitUntil(
        lambda: dialog.primary.text() == "1 Zeile übernehmen" and dialog.primary.isEnabled(), timeout=20_000
    )
    assert dialog.check_step.words.rowCount() == words
    dialog.check_step.words.decide_all(WordAction.CREATE)
    qtbot.waitUntil(
        lambda: dialog.primary.text() == "1 Zeile übernehmen" and dialog.primary.isEnabled(), timeout=20_000
    )
    dialog.primary.click()
    qtbot.waitUntil(lambda: dialog.primary.text() == "Fertig", timeout=20_000)
    assert context.workspace.store.undo_name.endswith("eingelesen (1 Zeile)")
    dialog.file_step.subject_editor.set_value("project")
    dialog.file_step.subject_editor.committed.emit()
    assert dialog.file_step.subject() == "project"

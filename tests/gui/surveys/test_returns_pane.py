"""The step „Rücklauf“ and the window for typing, as somebody at the keyboard meets them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from coordinator_app.common.errors import UserError
from coordinator_app.domain.answers import SheetState
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.entry.window import EntryWindow
from coordinator_app.gui.pages.surveys.notes_dialog import NotesDialog
from coordinator_app.gui.pages.surveys.returns import ReturnsPane
from coordinator_app.gui.widgets.buttons import LinkButton
from coordinator_app.gui.widgets.cards import ListRow
from coordinator_app.gui.widgets.labels import Label
from coordinator_app.services.answer_packages import open_package
from coordinator_app.services.entry import EntrySession
from coordinator_app.services.workspace import Workspace
from coordinator_app.storage.answer_file import AnswerFile
from tests.domain.entry_form import EVERYTHING
from tests.gui.conftest import AnsweringAlerts, RecordingShell

Contexts = Callable[[Workspace], AppContext]


@pytest.fixture
def survey(workspace: Workspace) -> int:
    id = workspace.surveys.create(title="Bürgerbefragung", year=2026, letters=100)
    workspace.answers.ensure(id).add_form(EVERYTHING, "ALLES123")
    return id


@pytest.fixture
def pane(workspace: Workspace, make_context: Contexts, survey: int, qtbot: QtBot) -> ReturnsPane:
    pane = ReturnsPane(make_context(workspace))
    qtbot.addWidget(pane)
    pane.resize(1166, 620)
    pane.show()
    pane.show_survey(workspace.surveys.get(survey))
    return pane


def accept(kind: type[QDialog], **values: Any) -> None:
    """Fill and accept the dialog that comes next."""

    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, kind), dialog
        shown: Any = dialog
        for name, value in values.items():
            getattr(shown, name).set_value(value)
        shown.primary_button.click()
        if dialog.isVisible():
            dialog.reject()
            raise AssertionError(" ".join(label.text() for label in shown.message.findChildren(Label)))

    QTimer.singleShot(0, fill)


def type_keys(window: EntryWindow, keys: str) -> None:
    """Keys as they come from the keyboard, to whatever has the focus; „|" stands for Enter."""
    for key in keys:
        target = window.entry.words if window.entry.words.isVisibleTo(window) else window.entry
        if key == "|":
            QTest.keyClick(target, Qt.Key.Key_Return)
        else:
            QTest.keyClicks(target, key)


def said(window: EntryWindow) -> str:
    """What the bar below the field says."""
    return " ".join(label.text() for label in window.entry.notice.findChildren(Label))


WHOLE = (
    "1" + "13|" + "Papierkorb|" + "5" + "122" + "|" + "042" + "1978" + "08056" + "05032026" + "Licht|" + "||||" + "123"
)
REST = "1" + "a" + "07"


def test_sheets_are_typed_from_the_pane_without_a_mouse(
    pane: ReturnsPane, workspace: Workspace, survey: int, qtbot: QtBot
) -> None:
    from coordinator_app.gui.entry.start_dialog import EntryStartDialog

    accept(EntryStartDialog, user="EM", number=17)
    pane.type_button.click()
    window = pane.typing.window
    assert window is not None
    type_keys(window, WHOLE + REST)
    assert "Enter beginnt den nächsten Bogen" in window.entry.wording.text()
    type_keys(window, "|")
    assert (window.session.sheet.number, window.number.text()) == (18, "18")
    QTest.keyClick(window.entry, Qt.Key.Key_F7)
    assert "leer zurück" in window.entry.wording.text()
    window.close()
    assert pane.typing.window is None
    rows = list(pane.source.rows(pane.source.ids(pane.table.wanted())).values())
    assert [(row.number, row.state, row.entered_by) for row in rows] == [
        (17, SheetState.DONE, "EM"),
        (18, SheetState.BLANK, "EM"),
    ]
    assert "Rücklaufquote = ausgewertete Bögen (1)" in pane.counts.definition.text()


def test_window_asks_at_once_and_leads_everywhere_by_keys(
    workspace: Workspace, survey: int, qtbot: QtBot, alerts_fake: AnsweringAlerts
) -> None:
    window = EntryWindow(EntrySession(workspace.answers.ensure(survey)), "Bürgerbefragung")
    qtbot.addWidget(window)
    window.show()
    type_keys(window, "1" + "123|")
    assert not window.grab().isNull()
    assert "höchstens 2" in said(window)
    type_keys(window, "|")
    assert window.session.field is not None
    assert window.session.field.variable == "B_3_text"
    QTest.keyClicks(window.entry.words, "x")
    QTest.keyClick(window.entry.words, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(window.entry.words, "y")
    QTest.keyClick(window.entry.words, Qt.Key.Key_Return)
    QTest.keyClick(window.entry, Qt.Key.Key_Up)
    QTest.keyClick(window.entry.words, Qt.Key.Key_Up)
    QTest.keyClick(window.entry.words, Qt.Key.Key_Up)
    assert window.session.field.variable == "B_1"
    QTest.keyClick(window.entry, Qt.Key.Key_Down)
    QTest.keyClick(window, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(window.question, "13")
    QTest.keyClick(window.question, Qt.Key.Key_Return)
    assert window.session.field.variable == "N"
    type_keys(window, "z")
    assert "hat hier keine Antwort" in said(window)
    QTest.keyClick(window.entry, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.session.field.variable == "B_3_text"
    QTest.keyClick(window, Qt.Key.Key_F2)
    QTest.keyClicks(window.number, "99")
    QTest.keyClick(window.number, Qt.Key.Key_Return)
    assert window.session.sheet.number == 99
    QTest.keyClick(window, Qt.Key.Key_F8)
    assert "schon Antworten" in alerts_fake.shown[0]
    alerts_fake.answers = [0]
    QTest.keyClick(window, Qt.Key.Key_F9)
    assert (window.session.sheet.id, window.session.sheet.number) == (0, 99)
    QTest.keyClick(window.number, Qt.Key.Key_Escape)
    window.close()


def test_double_entry_is_drawn_typed_and_decided(pane: ReturnsPane, workspace: Workspace, survey: int) -> None:
    from coordinator_app.gui.entry.start_dialog import EntryStartDialog
    from coordinator_app.gui.pages.surveys.returns_dialogs import DoublePlanDialog

    _one_sheet(workspace, survey)
    pane.refresh()
    accept(DoublePlanDialog, share=100, seed=7)
    pane.double.plan.click()
    accept(EntryStartDialog, user="ZW")
    pane.double.type.click()
    window = pane.typing.window
    assert window is not None
    assert window.session.second
    type_keys(window, "1" + "13|" + "Papierkorb|" + "4" + WHOLE[WHOLE.index("122") :] + REST)
    type_keys(window, "|")
    assert "Unterschiede entscheiden (1)" in pane.double.compare.text()
    QTimer.singleShot(0, _press_two)
    pane.double.compare.click()
    assert "1 Fehler in der ersten Eingabe" in pane.double.error.text()


def _press_two() -> None:
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    QTest.keyClick(dialog, Qt.Key.Key_2)


def _one_sheet(workspace: Workspace, survey: int) -> None:
    session = EntrySession(workspace.answers.ensure(survey))
    window = EntryWindow(session, "x")
    type_keys(window, WHOLE + REST)
    window.close()
    window.deleteLater()


def test_package_goes_out_and_comes_back(
    pane: ReturnsPane,
    workspace: Workspace,
    tmp_path: Path,
    alerts_fake: AnsweringAlerts,
    shell: RecordingShell,
    qtbot: QtBot,
) -> None:
    from coordinator_app.gui.pages.surveys.returns_dialogs import PackageDialog

    alerts_fake.answers = [str(tmp_path / "paket.kpra")]
    accept(PackageDialog)
    pane.data_menu.actions()[0].trigger()
    package = AnswerFile.open(tmp_path / "paket.kpra")
    window = EntryWindow(EntrySession(package), "Paket", done=package.close)
    type_keys(window, WHOLE + REST)
    assert window.session.sheet.number == 10_001
    window.close()
    alerts_fake.answers = [str(tmp_path / "paket.kpra")]
    pane.data_menu.actions()[1].trigger()
    qtbot.waitUntil(lambda: any("1 Bogen übernommen" in str(call) for call in shell.calls))
    assert pane.table.count() == 1


def test_sheet_of_the_list_is_gone_on_with_and_one_left_open_offered(
    pane: ReturnsPane, workspace: Workspace, survey: int, alerts_fake: AnsweringAlerts
) -> None:
    from coordinator_app.gui.entry.start_dialog import EntryStartDialog

    session = EntrySession(workspace.answers.ensure(survey))
    session.key("1")
    pane.refresh()
    assert not pane.can("delete")
    pane.table.opened.emit(1)
    window = pane.typing.window
    assert window is not None
    assert (window.session.sheet.id, window.session.typed()) == (1, 1)
    pane.type_sheets()
    assert pane.typing.window is window
    pane.release()
    accept(EntryStartDialog, user="EM", number=7)
    alerts_fake.answers = [0]
    pane.type_sheets()
    assert pane.typing.window is not None
    assert pane.typing.window.session.sheet.id == 1
    pane.release()
    pane.print_list()
    pane.keeping.record.click()
    pane.focus_filter()


def test_contradictions_lead_to_their_sheets(
    pane: ReturnsPane, workspace: Workspace, survey: int, qtbot: QtBot
) -> None:
    session = EntrySession(workspace.answers.ensure(survey))
    window = EntryWindow(session, "x")
    type_keys(window, WHOLE.replace("13|", "134|").replace("Papierkorb|", "|Papierkorb|") + REST)
    window.close()
    seen: list[str] = []

    def choose() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, NotesDialog):
            QTimer.singleShot(20, choose)
            return
        row = dialog.list.rows()[0]
        assert isinstance(row, ListRow)
        assert row.link is not None
        seen.append(row.link.text())
        row.link.click()

    QTimer.singleShot(20, choose)
    pane.data_menu.actions()[-1].trigger()
    qtbot.waitUntil(lambda: pane.typing.window is not None)
    assert "3 Kreuze, erlaubt sind höchstens 2" in seen[0]
    assert pane.typing.window is not None
    assert pane.typing.window.session.field is not None
    assert pane.typing.window.session.field.variable == "B_1"
    pane.release()


def test_sheets_are_deleted_taken_back_and_at_last_gone(
    pane: ReturnsPane, workspace: Workspace, survey: int, alerts_fake: AnsweringAlerts
) -> None:
    from coordinator_app.gui.pages.surveys.returns_dialogs import DeleteAnswersDialog, DestroyedDialog

    _one_sheet(workspace, survey)
    pane.refresh()
    pane.table.select(1)
    pane.delete_current()
    assert pane.table.count() == 0
    pane.undo_bar.findChildren(LinkButton)[0].click()
    assert pane.table.count() == 1
    accept(DestroyedDialog, by="Statistikstelle")
    pane.keeping.note.click()
    assert "durch: Statistikstelle" in pane.keeping.sheets.text()
    path = workspace.answers.ensure(survey).path
    accept(DeleteAnswersDialog, by="Statistikstelle", word="löschen")
    pane.keeping.delete.click()
    assert not path.exists()
    assert "Antworten gelöscht am" in pane.keeping.answers.text()
    assert not pane.type_button.isEnabled()


def test_answer_file_that_was_moved_is_looked_for(
    pane: ReturnsPane, workspace: Workspace, survey: int, tmp_path: Path, alerts_fake: AnsweringAlerts
) -> None:
    _one_sheet(workspace, survey)
    path = workspace.answers.ensure(survey).path
    workspace.answers.close()
    moved = path.rename(tmp_path / "anderswo.kpra")
    pane.refresh()
    assert pane.find_link.isVisibleTo(pane)
    assert not pane.table.isVisibleTo(pane)
    assert not pane.counts.isVisibleTo(pane)
    assert not pane.restore_link.isVisibleTo(pane)
    alerts_fake.answers = [str(moved)]
    pane.find_link.click()
    assert pane.table.count() == 1
    workspace.backups.make()
    workspace.answers.close()
    moved.unlink()
    pane.refresh()
    assert "Sicherung vom" in pane.restore_link.text()
    pane.restore_link.click()
    assert pane.table.count() == 1


class Frame(QWidget):
    """What the start screen's window gives to the typing of a package."""

    def __init__(self, clock: Any) -> None:
        super().__init__()
        self.clock = clock
        self.commands = self
        self.topics: list[str] = []

    @Slot(str)
    def show_help(self, topic: str) -> None:
        self.topics.append(topic)


def test_package_is_typed_from_the_start_screen(
    workspace: Workspace, survey: int, tmp_path: Path, clock: Any, qtbot: QtBot, alerts_fake: AnsweringAlerts
) -> None:
    from coordinator_app.gui.entry.package import ask_for_package
    from coordinator_app.gui.entry.start_dialog import EntryStartDialog

    path = workspace.answer_packages.make(survey, tmp_path / "paket.kpra", first_number=5001)
    frame: Any = Frame(clock)
    qtbot.addWidget(frame)
    assert ask_for_package(frame) is None
    alerts_fake.answers = [str(path)]
    accept(EntryStartDialog, user="EM")
    window = ask_for_package(frame)
    assert window is not None
    QTest.keyClick(window.entry, Qt.Key.Key_F1)
    assert frame.topics == ["ruecklauf"]
    type_keys(window, "1")
    window.close()
    assert "enthält jetzt 1 Bogen" in alerts_fake.shown[0]
    alerts_fake.answers = [str(path)]
    accept(EntryStartDialog, user="EM", number=5009)
    again = ask_for_package(frame)
    assert again is not None
    assert (again.session.sheet.number, again.session.sheet.values["A"]) == (5001, 1)
    again.close()
    with pytest.raises(UserError, match="kein Erfassungspaket"):
        open_package(workspace.answers.ensure(survey).path, clock=clock)

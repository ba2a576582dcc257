"""The settings tab „Textbausteine“: list, form, shipped set."""

from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator_app.domain.snippets import SHIPPED
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.pages.settings.page import SettingsPage
from tests.gui.helpers import nameless, settle


@pytest.fixture
def pane(qtbot: QtBot, context: AppContext) -> Any:
    page = SettingsPage(context)
    qtbot.addWidget(page)
    context.bus.changed.connect(page.receive)
    page.resize(1166, 660)
    page.show()
    page.show_record("snippets", 0)
    found: Any = page.tabs.current_pane()
    found.page = page  # kept alive
    return found


def test_shipped_blocks_are_listed_and_edited_in_place(pane: Any, workspace: Any) -> None:
    assert pane.table.count() == len(SHIPPED)
    assert pane.shipped_link.isHidden()
    found = workspace.snippets.find("bf")
    pane.page.show_record("snippet", found.id)
    assert pane.form.editor("code").value() == "bf"
    pane.form.editor("title").field.setText("Beschlussfähig?")
    pane.page.leave()
    assert workspace.snippets.get(found.id).title == "Beschlussfähig?"
    pane.form.editor("code").field.setText("er")
    pane.page.leave()
    assert "gehört schon zu" in pane.form.row("code").error()
    assert nameless(pane) == []


def test_block_is_made_and_deleted(pane: Any, workspace: Any, shell: Any) -> None:
    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, RecordDialog)
        values = {"code": "hallo", "title": "Gruß", "text": "Guten Tag am {datum}."}
        for name, value in values.items():
            dialog.fields.rows[name].editor.set_value(value)
        dialog.primary_button.click()

    QTimer.singleShot(0, fill)
    pane.new_button.click()
    made = workspace.snippets.find("hallo")
    assert made is not None
    assert pane.table.current_id() == made.id
    pane.table.delete_wanted.emit([made.id])
    assert workspace.snippets.find("hallo") is None
    assert ("undo_bar", "Der Textbaustein liegt im Papierkorb.") in shell.calls


def test_missing_blocks_are_offered_until_all_are_back(pane: Any, workspace: Any, shell: Any) -> None:
    for snippet in workspace.snippets.all()[:2]:
        workspace.snippets.discard(snippet.id)
    settle()
    assert pane.shipped_link.text() == "2 mitgelieferte Bausteine ergänzen"
    pane.shipped_link.click()
    assert workspace.snippets.missing_shipped() == 0
    assert ("notify", "2 Textbausteine ergänzt.", "ok") in shell.calls


def test_empty_list_offers_the_shipped_set(pane: Any, workspace: Any) -> None:
    for snippet in workspace.snippets.all():
        workspace.snippets.discard(snippet.id)
    settle()
    assert pane.table.count() == 0
    assert pane.new_button.isHidden()
    pane.table.empty.button.click()
    assert pane.table.count() == len(SHIPPED)

"""The tab „Anliegen“: taking one in, following it up, tying it to needs, merging, erasing the contact."""

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from coordinator_app.common.clock import FixedClock
from coordinator_app.domain.concerns import ConcernState
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.pages.needs.concerns_tab import ConcernRegister
from coordinator_app.gui.pages.needs.page import NeedsPage
from coordinator_app.gui.widgets.buttons import IconButton
from tests.gui.helpers import settle


@pytest.fixture
def page(qtbot: QtBot, context: AppContext) -> NeedsPage:
    made = NeedsPage(context)
    qtbot.addWidget(made)
    made.resize(1166, 690)
    context.bus.changed.connect(made.receive)
    made.show()
    made.tabs.select("concerns")
    settle()
    return made


@pytest.fixture
def register(page: NeedsPage) -> ConcernRegister:
    assert page.concerns_tab.register is not None
    return page.concerns_tab.register


def in_dialog(act: Any) -> None:
    def run() -> None:
        dialog: Any = QApplication.activeModalWidget()
        act(dialog)
        dialog.primary_button.click()
        assert not dialog.isVisible(), dialog.message.text()

    QTimer.singleShot(0, run)


def fill(**values: Any) -> Any:
    def act(dialog: Any) -> None:
        for name, value in values.items():
            dialog.fields.rows[name].editor.set_value(value)

    return act


def test_concern_is_taken_in_and_followed_up(
    page: NeedsPage, register: ConcernRegister, context: AppContext, shell: Any, alerts_fake: Any, qtbot: QtBot
) -> None:
    assert register.empty.isVisible()
    in_dialog(fill(title="Licht defekt", text="Rückruf 0371 4711-08", reply_to="Herr Beispiel"))
    register.empty.button.click()
    settle()
    concerns = context.workspace.concerns
    assert ("navigate", "concern", 1) in shell.calls
    page.show_record("concern", 1)
    detail = register.detail
    assert not concerns.get(1).anonymous
    assert "Kontaktangabe" in detail.notice.text(), "the number in the text is noticed"
    states = {action.text(): action for action in detail.state_button.offered()}
    assert set(states) == {"weitergeleitet", "in Klärung", "geklärt", "nicht zuständig", "nicht weiter verfolgt"}
    states["weitergeleitet"].trigger()
    assert "Zuständig" in alerts_fake.shown[0]
    in_dialog(lambda dialog: dialog.edit.setPlainText("Zuständig ist die Bahn."))
    states["nicht zuständig"].trigger()
    settle()
    assert concerns.get(1).state is ConcernState.NOT_OURS
    page.show_record("concern", 1)
    assert "Zuständig ist die Bahn." in detail.notice.text()
    {action.text(): action for action in detail.state_button.offered()}["in Klärung"].trigger()
    settle()
    in_dialog(lambda dialog: dialog.edit.setPlainText("Leuchte getauscht."))
    {action.text(): action for action in detail.state_button.offered()}["geklärt"].trigger()
    settle()
    assert concerns.get(1).answer == "Leuchte getauscht."
    page.show_record("concern", 1)
    alerts_fake.answers.append(0)
    detail.erase_link.click()
    qtbot.waitUntil(lambda: ("notify", "Die Kontaktangabe ist gelöscht.", "ok") in shell.calls)
    settle()
    assert concerns.get(1).reply_to == ""
    assert "Kontaktangabe" in detail.notice.text(), "the text still holds a number"


def test_concern_counts_for_an_old_or_a_new_need(
    page: NeedsPage, register: ConcernRegister, context: AppContext, shell: Any
) -> None:
    concerns, needs = context.workspace.concerns, context.workspace.needs
    first = concerns.create(title="Scherben", text="Montags.")
    need = needs.create(title="Vermüllung")
    settle()
    in_dialog(lambda dialog: dialog.editor.set_value(need))
    register.detail.link_button.click()
    settle()
    assert [each.id for each in needs.card(need).concerns] == [first]
    assert not register.detail.link_button.isVisible()
    register.detail.need_card.rows()[0].activated.emit()
    assert ("navigate", "need", need) in shell.calls
    register.detail.need_card.rows()[0].findChildren(IconButton)[0].click()
    settle()
    assert needs.card(need).concerns == ()
    in_dialog(fill(title="Scherben im Park"))
    register.detail.new_need_button.click()
    settle()
    made = concerns.get(first).need_id
    assert made is not None
    assert (needs.get(made).title, needs.get(made).description) == ("Scherben im Park", "Montags.")
    assert ("navigate", "need", made) in shell.calls


def test_several_are_merged_printed_and_thrown_away(
    page: NeedsPage, register: ConcernRegister, context: AppContext, shell: Any
) -> None:
    concerns = context.workspace.concerns
    ids = [concerns.create(title=f"Scherben {number}") for number in range(3)]
    settle()
    register.table.view.selectAll()
    menu = QMenu(page)
    register.table.menu_wanted.emit(menu, register.table.selected_ids())
    words = {action.text(): action for action in menu.actions()}
    assert words["Bedarf daraus anlegen …"].isEnabled()
    words["Als dasselbe zusammenführen"].trigger()
    settle()
    assert [concerns.get(id).state for id in ids] == [ConcernState.NEW, ConcernState.MERGED, ConcernState.MERGED]
    page.print_current()
    assert shell.calls[-1][0] == "export_list"
    page.show_record("concern", ids[1])
    assert "Doppelt erfasst" in register.detail.notice.text()
    register.table.view.selectAll()
    assert page.can("delete")
    page.delete_current()
    settle()
    assert register.table.count() == 0
    context.workspace.store.undo()
    settle()
    assert register.table.count() == 3


def test_due_contacts_are_offered_for_erasing(
    page: NeedsPage, register: ConcernRegister, context: AppContext, clock: FixedClock, shell: Any, qtbot: QtBot
) -> None:
    concerns = context.workspace.concerns
    concern = concerns.create(title="Lärm", reply_to="Frau Beispiel")
    concerns.move(concern, ConcernState.SETTLED)
    settle()
    assert register.table.count() == 0, "settled ones are not in the first view"
    page.show_record("concern", concern)
    settle()
    assert register.table.current_id() == concern
    assert not register.due.isVisible()
    clock.moment += timedelta(days=200)
    register.reload()
    assert "1 Kontaktangabe ist zu löschen" in register.due.text()
    assert "zu löschen" in register.detail.notice.text()
    register.due.triggered.emit()
    qtbot.waitUntil(lambda: ("notify", "1 Kontaktangabe gelöscht.", "ok") in shell.calls)
    settle()
    assert concerns.get(concern).reply_to == ""
    assert not register.due.isVisible()

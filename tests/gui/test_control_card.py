"""„Beschlusskontrolle“ and „Offene Aufgaben“ under their agenda item: reported in the meeting by keys."""

from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from coordinator_app.domain.agenda import ItemType
from coordinator_app.domain.meetings import AgendaItem
from coordinator_app.domain.resolutions import Implementation
from coordinator_app.domain.tasks import TaskState
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.control_card import ControlCard
from coordinator_app.gui.forms.lookups import workspace_lookups
from coordinator_app.gui.forms.questions import LinkDialog
from coordinator_app.gui.widgets.labels import Label
from tests.gui.helpers import nameless
from tests.gui.meeting_scene import Scene


@pytest.fixture
def card(qtbot: Any, context: AppContext, scene: Scene, workspace: Any) -> ControlCard:
    workspace.tasks.create(title="Zweite Aufgabe", body_id=scene.body, due="31.12.2027")
    made = ControlCard(context, workspace_lookups(workspace))
    qtbot.addWidget(made)
    made.resize(700, 400)
    return made


def item(workspace: Any, meeting: int, item_type: ItemType) -> AgendaItem:
    lines = workspace.meetings.agenda.view(meeting).lines
    found = [line.item for line in lines if line.item.item_type is item_type]
    if found:
        return found[0]
    id = workspace.meetings.agenda.add(meeting, title=item_type.label, item_type=item_type)
    return workspace.meetings.agenda.view(meeting).line(id).item


def open_first(card: ControlCard) -> None:
    rows: list[Any] = card.rows()
    rows[0].link.click()


def texts(card: ControlCard) -> list[str]:
    rows: list[Any] = card.rows()
    return [row.link.text() for row in rows]


def test_other_items_have_no_card(card: ControlCard, workspace: Any, scene: Scene) -> None:
    card.show_item(item(workspace, scene.planned, ItemType.CONSULTATION), editable=True)
    assert card.isHidden()


def test_resolutions_are_reported_in_the_meeting(card: ControlCard, workspace: Any, scene: Scene) -> None:
    shown = item(workspace, scene.planned, ItemType.RESOLUTION_CONTROL)
    card.show_item(shown, editable=True)
    card.show()
    resolution = workspace.resolutions.get(scene.resolution)
    assert texts(card) == [f"{resolution.number} {resolution.title}"]
    assert nameless(card) == []
    open_first(card)
    line = card.lines["resolution"]
    assert line.isVisible()
    QTest.keyClicks(line.words, "Angebot liegt vor")
    QTest.keyClick(line.words, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(line.words, Qt.Key.Key_Return)
    assert workspace.resolutions.get(scene.resolution).implementation is Implementation.IN_PROGRESS
    assert workspace.follow_up.reports(scene.resolution)[0].meeting != ""
    assert line.isHidden()
    assert card.hint.full_text() == "1 offen"


def test_a_successor_is_asked_for(card: ControlCard, workspace: Any, scene: Scene) -> None:
    card.show_item(item(workspace, scene.planned, ItemType.RESOLUTION_CONTROL), editable=True)
    card.show()
    open_first(card)
    line = card.lines["resolution"]
    line.state.set_value(Implementation.REPLACED)

    def cancel() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, LinkDialog)
        dialog.reject()

    QTimer.singleShot(0, cancel)
    line.store()
    assert workspace.resolutions.get(scene.resolution).implementation is Implementation.OPEN
    assert line.isVisible()


def test_tasks_go_on_line_by_line(card: ControlCard, workspace: Any, scene: Scene) -> None:
    shown = item(workspace, scene.planned, ItemType.OPEN_TASKS)
    card.show_item(shown, editable=True)
    card.show()
    assert texts(card)[-1] == "Zweite Aufgabe"
    first, second = [each.id for each in workspace.follow_up.controlled(shown.id)]
    open_first(card)
    line = card.lines["task"]
    line.state.set_value(TaskState.DONE)
    line.words.setText("Liegt vor")
    line.store()
    assert workspace.tasks.get(first).state is TaskState.DONE
    assert workspace.tasks.history(first)[-1].meeting_id == scene.planned
    assert "Zweite Aufgabe" in line.hint.text()
    line.words.setText("Noch nichts Neues")
    line.store()
    assert workspace.tasks.get(second).state is TaskState.OPEN
    assert workspace.tasks.history(second)[-1].text == "Noch nichts Neues"
    assert line.isHidden()


def test_escape_closes_and_a_finished_meeting_only_leads(
    card: ControlCard, workspace: Any, scene: Scene, shell: Any
) -> None:
    shown = item(workspace, scene.planned, ItemType.OPEN_TASKS)
    card.show_item(shown, editable=True)
    card.show()
    open_first(card)
    QTest.keyClick(card.lines["task"].words, Qt.Key.Key_Escape)
    assert card.lines["task"].isHidden()
    card.show_item(shown, editable=False)
    open_first(card)
    assert shell.calls[-1][:2] == ("navigate", "task")
    ids = [each.id for each in workspace.follow_up.controlled(shown.id)]
    workspace.tasks.several.set_state(ids, TaskState.DROPPED, "nicht mehr nötig")
    card.show_item(shown, editable=True)
    assert next(label.text() for label in card.rows()[0].findChildren(Label)) == "Es ist nichts offen."

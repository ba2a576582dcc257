"""Shared by the tests of the tasks page: the open page with three tasks, and answers to its dialogs."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.pages.tasks.page import TasksPage
from tests.gui.meeting_scene import Scene


def open_tasks(qtbot: Any, context: AppContext, scene: Scene) -> TasksPage:
    """The page with the task of the scene and two more of its chair."""
    for number in (1, 2):
        context.workspace.tasks.create(title=f"Aufgabe {number}", due=f"in {number} Wochen", person_id=scene.chair)
    made = TasksPage(context)
    context.bus.changed.connect(made.receive)
    qtbot.addWidget(made)
    made.resize(1166, 640)
    made.show()
    return made


def answer(act: Callable[[Any], None]) -> None:
    """Act on the next dialog that opens."""

    def later() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Dialog)
        act(dialog)

    QTimer.singleShot(0, later)


def select_all(page: TasksPage) -> list[int]:
    model, flags = page.tasks.table.model, QItemSelectionModel.SelectionFlag
    for row in range(model.rowCount()):
        page.tasks.table.view.selectionModel().select(model.index(row, 0), flags.Select | flags.Rows)
    return page.tasks.table.selected_ids()


def choose(actions: list[QAction], text: str) -> None:
    next(action for action in actions if action.text().startswith(text)).trigger()

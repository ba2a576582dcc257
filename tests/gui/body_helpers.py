"""What the tests of a body's page share: the page on the body of the scene, answers to dialogs, the undo bar."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.pages.meetings.page import MeetingsPage
from coordinator_app.gui.pages.meetings.row_list import RowList


def meetings_page(qtbot: Any, context: AppContext) -> MeetingsPage:
    """The page „Gremien & Sitzungen“, shown, reloading with every change."""
    page = MeetingsPage(context)
    context.bus.changed.connect(page.receive)
    qtbot.addWidget(page)
    page.resize(1166, 640)
    page.show()
    return page


def answer(act: Callable[[Any], None]) -> None:
    """Act on the next dialog that opens."""

    def later() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Dialog)
        act(dialog)

    QTimer.singleShot(0, later)


def meetings_in(rows: RowList) -> int:
    return sum(key.startswith("meeting") for key in list(rows.keys()))


def told(shell: Any) -> str:
    """The last text of the undo bar."""
    return next(call[1] for call in reversed(shell.calls) if call[0] == "undo_bar")


def seat(workspace: Any, body: int, name: str) -> Any:
    return next(view for view in workspace.bodies.seats(body) if view.seat.seat == name)

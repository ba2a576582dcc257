"""What tests of the questionnaire designer share."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QTreeWidgetItem
from pytestqt.qtbot import QtBot

from coordinator_app.domain.questionnaires import QuestionType
from coordinator_app.gui.pages.surveys.designer import DesignerPane
from coordinator_app.gui.pages.surveys.designer_step import DesignerStep
from coordinator_app.gui.pages.surveys.page import SurveysPage
from coordinator_app.gui.pages.surveys.planning import PlanningPane
from coordinator_app.gui.pages.surveys.properties import QuestionPane
from coordinator_app.gui.pages.surveys.steps import DESIGNER, PLANNING


def step(page: SurveysPage) -> DesignerStep:
    found = page.step(DESIGNER)
    assert isinstance(found, DesignerStep)
    return found


def designer(page: SurveysPage) -> DesignerPane:
    return step(page).pane


def planning(page: SurveysPage) -> PlanningPane:
    found = page.step(PLANNING)
    assert isinstance(found, PlanningPane)
    return found


def after_typesetting(page: SurveysPage, qtbot: QtBot, act: Callable[[], object]) -> None:
    """Act and wait for the sheet that shows it (one set for something earlier may still come before)."""
    with qtbot.waitSignal(designer(page).sheet_shown, timeout=10_000):
        act()
        page.context.bus.flush()
        page.refresh()

    def nothing_to_come() -> bool:
        waiting = [timer for timer in designer(page).findChildren(QTimer) if timer.isSingleShot() and timer.isActive()]
        return not waiting and not page.context.jobs.active()

    qtbot.waitUntil(nothing_to_come, timeout=10_000)


def question(page: SurveysPage, item: str) -> int:
    assert designer(page).designer is not None
    return next(found.id for found in designer(page).designer.questions if found.item == item)


def question_pane(page: SurveysPage) -> QuestionPane:
    shown = designer(page).properties.current()
    assert isinstance(shown, QuestionPane)
    return shown


def own_question(page: SurveysPage, kind: QuestionType) -> int:
    action = next(action for action in designer(page).add_button.menu_.actions() if action.data() == kind.value)
    action.trigger()
    return designer(page).chosen_question


def stored(page: SurveysPage, id: int) -> Any:
    return page.context.workspace.surveys.questions.get(id)


def place_of(page: SurveysPage, asked: int) -> QPoint:
    """A point inside a question of the first page in view."""
    surveys = page.context.workspace.surveys
    assert designer(page).designer is not None
    frame = surveys.sheet(designer(page).designer.questionnaire.id).geometry.frame(str(asked))
    assert frame is not None
    assert frame.page == 1
    sheet = designer(page).sheet
    scale = sheet.effective_zoom() / 100 * sheet.logicalDpiX() / 25.4
    left = (sheet.viewport().width() - 210 * scale) / 2 if sheet.viewport().width() > 210 * scale else 16
    return QPoint(int(left + (frame.x + 20) * scale), int(16 + (frame.y + 4) * scale))


def row_of(page: SurveysPage, text: str) -> QTreeWidgetItem:
    outline = designer(page).outline
    return outline.findItems(text, Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive)[0]


def drop_on(page: SurveysPage, item: QTreeWidgetItem) -> None:
    outline = designer(page).outline
    outline.scrollToItem(item)
    place = outline.visualItemRect(item).center()
    event = QDropEvent(
        QPointF(place),
        Qt.DropAction.MoveAction,
        QMimeData(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    outline.dropEvent(event)

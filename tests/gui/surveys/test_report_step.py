"""The step „Bericht“: chapters on and off, own texts, what is missing, the documents."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from coordinator_app.domain.report_chapters import METHOD, OCCASION
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.pages.surveys.report import ReportPane
from tests.gui.helpers import assert_freed, nameless, settle


@pytest.fixture
def pane(qtbot: QtBot, context: AppContext) -> ReportPane:
    id = context.workspace.surveys.create(title="Befragung", year=2026)
    made = ReportPane(context)
    qtbot.addWidget(made)
    made.resize(1200, 640)
    made.show_survey(context.workspace.surveys.get(id))
    made.show()
    return made


def _states(pane: ReportPane) -> dict[str, Any]:
    return {state.chapter.key: state for state in pane.context.workspace.survey_reports.states(pane.survey_id, [])}


def _row(pane: ReportPane, key: str) -> int:
    keys = [pane.chapters.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(pane.chapters.list.count())]
    return keys.index(key)


def test_chapter_gets_a_text_and_can_be_left_out(pane: ReportPane, qtbot: QtBot) -> None:
    pane.chapters.list.setCurrentRow(_row(pane, OCCASION))
    assert pane.chapters.card.title.text() == "Anlass und Ziel"
    pane.chapters.editor.area.setFocus()
    qtbot.keyClicks(pane.chapters.editor.area, "Weil wir es wissen wollen.")
    pane.chapters.list.setCurrentRow(_row(pane, METHOD))
    assert _states(pane)[OCCASION].text == "Weil wir es wissen wollen."
    assert pane.chapters.editor.value() == ""
    pane.chapters.list.setFocus()
    qtbot.keyClick(pane.chapters.list, Qt.Key.Key_Space)
    assert not _states(pane)[METHOD].included
    pane.show_survey(pane.context.workspace.surveys.get(pane.survey_id))
    assert "weggelassen" in pane.chapters.generated.text()
    assert pane.chapters.list.item(_row(pane, OCCASION)).text().endswith("eigener Text")
    assert pane.chapters.list.currentRow() == _row(pane, METHOD), "the chapter chosen stays"
    assert nameless(pane) == []


def test_pane_says_what_is_missing_and_hands_out_documents(pane: ReportPane, qtbot: QtBot, shell: Any) -> None:
    qtbot.waitUntil(lambda: "Zweck der Erhebung fehlt" in pane.missing_words.text(), timeout=10_000)
    assert pane.notice.isVisible()
    assert not pane.tables_button.isEnabled()
    assert pane.can("print")
    assert not pane.can("delete")
    pane.print_button.click()
    pane.word_button.click()
    for action in pane.tables_button.menu_.actions():
        action.trigger()
    assert [call[:3] for call in shell.calls[-4:]] == [
        ("preview", "survey_report", pane.survey_id),
        ("export", "survey_report", pane.survey_id),
        ("export", "survey_tables", pane.survey_id),
        ("preview", "survey_tables", pane.survey_id),
    ]


def test_pane_is_freed(qtbot: QtBot, context: AppContext) -> None:
    id = context.workspace.surveys.create(title="Befragung", year=2026)

    def make() -> ReportPane:
        made = ReportPane(context)
        made.show_survey(context.workspace.surveys.get(id))
        settle()
        qtbot.waitUntil(lambda: not context.jobs.active(), timeout=10_000)
        return made

    assert_freed(make)

"""The tab „Berichte“: from a new report over texts, order and choices to checking, releasing and comparing."""

from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.qtbot import QtBot

from coordinator_app.domain.reports import ReportKind, ReportState
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.questions import NameDialog
from coordinator_app.gui.forms.snippets import SnippetPicker
from coordinator_app.gui.pages.reports.builder import CHOICES, STANDING
from coordinator_app.gui.pages.reports.new_report import NewReportDialog
from coordinator_app.gui.pages.reports.page import ReportsPage
from coordinator_app.gui.pages.reports.run_comparison import RunComparisonDialog
from tests.gui.helpers import assert_freed, nameless, settle


@pytest.fixture
def page(qtbot: QtBot, context: AppContext) -> ReportsPage:
    made = ReportsPage(context)
    qtbot.addWidget(made)
    made.resize(1166, 690)
    context.bus.changed.connect(made.receive)
    made.show()
    return made


@pytest.fixture
def report(context: AppContext) -> int:
    return context.workspace.report_builder.create(report_kind=ReportKind.STRATEGY, title="Strategie 2027")


def quiet(qtbot: QtBot, context: AppContext) -> None:
    settle()
    qtbot.waitUntil(lambda: not context.jobs.active(), timeout=20_000)
    settle()


def test_new_report_comes_with_title_period_and_chapters(context: AppContext, qtbot: QtBot) -> None:
    dialog = NewReportDialog(context)
    qtbot.addWidget(dialog)
    assert dialog.title.value() == "Jahresbericht 2026"
    dialog.kind.set_value(ReportKind.STRATEGY)
    dialog.kind.committed.emit()
    assert dialog.title.value() == "Präventionsstrategie 2027–2030"
    assert "Ziele und Maßnahmen" in dialog.chapters.text()
    dialog.title.line.setText("Sicher leben in Mühlwerda")
    dialog.kind.set_value(ReportKind.ANNUAL)
    dialog.kind.committed.emit()
    assert dialog.title.value() == "Sicher leben in Mühlwerda", "a title of one's own stays"
    assert dialog.check()
    made = context.workspace.report_builder.get(dialog.new_id)
    assert (made.report_kind, made.title) == (ReportKind.ANNUAL, "Sicher leben in Mühlwerda")
    assert nameless(dialog) == []


def test_texts_order_and_own_chapters_are_stored(
    page: ReportsPage, context: AppContext, report: int, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    quiet(qtbot, context)
    pane, builder = page.reports.detail.chapters, context.workspace.report_builder
    assert pane.card.title.text() == "Anlass"
    pane.editor.area.setFocus()
    qtbot.keyClicks(pane.editor.area, "Der Rat will es.")
    pane.title.line.setFocus()
    qtbot.keyClicks(pane.title.line, "Warum jetzt")
    pane.list.setFocus()
    settle()
    assert builder.states(report)[0].heading == "Warum jetzt"
    assert builder.states(report)[0].text == "Der Rat will es."
    qtbot.keyClick(pane.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    settle()
    assert [state.chapter.key for state in builder.states(report)][:2] == ["mission", "occasion"]
    pane.up_button.click()
    settle()
    assert builder.states(report)[0].chapter.key == "occasion"
    monkeypatch.setattr(NameDialog, "ask", lambda *_args: "Dank")
    pane.add_link.click()
    settle()
    assert builder.states(report)[1].heading == "Dank"
    assert pane.card.title.text() == "Dank"
    pane.title.line.clear()
    pane.title.line.editingFinished.emit()
    assert "braucht eine Überschrift" in pane.title_row.error()
    snippet = context.workspace.snippets.all()[0]
    monkeypatch.setattr(SnippetPicker, "ask", lambda *_args: snippet)
    pane.snippet_link.click()
    assert pane.editor.value()
    pane.remove_link.click()
    settle()
    assert "Dank" not in [state.heading for state in builder.states(report)]
    assert nameless(page) == []


def test_dragged_chapter_and_tick_are_stored(page: ReportsPage, context: AppContext, report: int, qtbot: QtBot) -> None:
    quiet(qtbot, context)
    view, builder = page.reports.detail.chapters.list, context.workspace.report_builder
    assert view.model().moveRow(QModelIndex(), 2, QModelIndex(), 0)  # what a drop does
    settle()
    assert builder.states(report)[0].chapter.key == "analysis"
    view.setFocus()
    view.setCurrentRow(1)
    qtbot.keyClick(view, Qt.Key.Key_Space)
    settle()
    assert not builder.states(report)[1].included
    assert "weggelassen" in page.reports.detail.chapters.generated.text()


def test_choices_are_stored_at_once(page: ReportsPage, context: AppContext, report: int, qtbot: QtBot) -> None:
    quiet(qtbot, context)
    detail, builder = page.reports.detail, context.workspace.report_builder
    detail.tabs.select(CHOICES)
    choices = detail.choices
    fields = choices.rows["fields"].editor
    fields.set_value((context.workspace.catalogues.entries("field_of_action")[0].id,))
    fields.committed.emit()
    columns = choices.rows["columns"].editor
    columns.set_value((2,))
    assert "Titel" in columns.field.accessibleName()
    columns.committed.emit()
    box: Any = choices.rows["figure_list"].editor
    box.box.click()
    detail.form.editor("addressee").line.setText("Stadtrat")
    detail.flush()
    settle()
    plan = builder.plan(report)
    assert (len(plan.fields), plan.columns, plan.figure_list) == (1, ("title",), True)
    assert builder.get(report).addressee == "Stadtrat"
    assert nameless(detail) == []


def test_report_is_checked_released_compared_and_reopened(
    page: ReportsPage, context: AppContext, report: int, qtbot: QtBot, alerts_fake: Any, shell: Any
) -> None:
    quiet(qtbot, context)
    detail, workspace = page.reports.detail, context.workspace
    detail.tabs.select(STANDING)
    quiet(qtbot, context)
    view = detail.standing
    assert view.check_card.rows()
    alerts_fake.answers[:] = [-1, 0, 0]
    view.next_button.click()
    assert workspace.report_builder.get(report).state is ReportState.DRAFT, "not wanted after all"
    for state in (ReportState.CHECKED, ReportState.RELEASED):
        view.next_button.click()
        quiet(qtbot, context)
        assert workspace.report_builder.get(report).state is state
    assert len(alerts_fake.asked) == 3, "what speaks against it is asked each time"
    assert detail.chapters.editor.area.isReadOnly()
    assert "Unverändert" in view.notice.text()
    detail.notice.triggered.emit()
    quiet(qtbot, context)
    workspace.report_builder.chapters.set_text(report, "mission", "Gemeinsam sicher.")
    quiet(qtbot, context)
    assert "Verändert" in view.notice.text()
    run = workspace.report_runs.of(report)[0]
    dialog = RunComparisonDialog(context, report, run.id, 0)
    qtbot.addWidget(dialog)
    quiet(qtbot, context)
    assert "Gemeinsam sicher." in dialog.text.toPlainText()
    dialog.print_button.click()
    assert shell.calls[-1][:3] == ("preview", "report_comparison", report)
    detail.preview_button.click()
    detail.word_button.menu_.actions()[0].trigger()
    assert shell.calls[-2][:3] == ("preview", "report", report)
    assert shell.calls[-1] == ("export", "report", report, "docx", {"variant": "public"})


def test_next_period_and_papierkorb(
    page: ReportsPage, context: AppContext, report: int, qtbot: QtBot, shell: Any
) -> None:
    quiet(qtbot, context)
    assert page.can("print")
    assert page.can("duplicate")
    page.print_current()
    assert shell.calls[-1][:3] == ("preview", "report", report)
    page.duplicate_current()
    assert ("navigate", "report") in [call[:2] for call in shell.calls]
    page.delete_current()
    settle()
    assert shell.calls[-1][0] == "undo_bar"
    context.workspace.store.undo()
    settle()
    page.show_record("report", report)
    assert page.current_record() == ("report", report)
    assert page.current_topic() == "berichtsbaukasten"


def test_page_with_a_report_is_freed(qtbot: QtBot, context: AppContext, report: int) -> None:
    def make() -> ReportsPage:
        made = ReportsPage(context)
        made.reload()
        quiet(qtbot, context)
        return made

    assert_freed(make)

"""The tab „Fristen“: list, own deadlines, ticking off, planning back, calendar file."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from coordinator_app.common.errors import UserError
from coordinator_app.domain.deadline_register import DeadlineSource
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import workspace_lookups
from coordinator_app.gui.pages.funding.deadlines import DeadlinesPane
from coordinator_app.gui.pages.funding.plan_dialog import PlanDialog
from coordinator_app.services.workspace import Workspace
from tests.gui.conftest import AnsweringAlerts, RecordingShell


@pytest.fixture
def context(make_context: Callable[[Workspace], AppContext], workspace: Workspace) -> AppContext:
    return make_context(workspace)


@pytest.fixture
def pane(qtbot: QtBot, context: AppContext, workspace: Workspace) -> DeadlinesPane:
    workspace.deadlines.create(title="Mietvertrag kündigen", due_on=date(2026, 11, 12), critical=True)
    workspace.tasks.create(title="Plakate drucken", due_on=date(2026, 11, 6))
    made = DeadlinesPane(context, workspace_lookups(workspace))
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    made.reload()
    return made


def choose(pane: DeadlinesPane, key: str) -> None:
    assert pane.select(pane.source.number_of(key))


def test_the_list_says_in_words_how_each_deadline_stands(pane: DeadlinesPane) -> None:
    words = next(column.value for column in pane.source.columns if column.key == "standing")
    lines = [pane.source.line(pane.table.model.id_at(row)) for row in range(pane.table.count())]
    shown = {line.title: words(line) for line in lines if line is not None}
    assert shown["Plakate drucken"] == "überfällig seit 3 Tagen"
    assert shown["Mietvertrag kündigen"] == "in 3 Tagen"


def test_an_own_deadline_is_edited_ticked_off_and_thrown_away(
    pane: DeadlinesPane, context: AppContext, shell: RecordingShell
) -> None:
    choose(pane, "deadline:1")
    pane.detail.form.editor("lead_days").set_value("14")
    assert pane.detail.form.commit("lead_days")
    deadlines = context.workspace.deadlines
    assert deadlines.get(1).lead_days == "14"
    assert pane.can("delete")
    pane.detail.tick_button.click()
    assert deadlines.get(1).done_on == date(2026, 11, 9)
    pane.reload()
    assert pane.source.line(pane.table.current_id()) is None or pane.detail.own_id() == 0
    pane.show_record("deadline", 1)
    pane.filter_row.view_box.setCurrentIndex(5)
    pane.filter_row.view_box.activated.emit(5)
    choose(pane, "deadline:1")
    pane.delete_current()
    assert shell.calls[-1] == ("undo_bar", "Die Frist liegt im Papierkorb.")
    assert not [line for line in deadlines.register() if line.source is DeadlineSource.OWN]


def test_what_belongs_elsewhere_opens_there_and_is_not_thrown_away(pane: DeadlinesPane, shell: RecordingShell) -> None:
    choose(pane, "task:1")
    assert pane.detail.tick_button.isHidden()
    assert not pane.can("delete")
    pane.detail.open_button.click()
    assert shell.calls[-1] == ("navigate", "task", 1)
    with pytest.raises(UserError, match="anderen Eintrag"):
        pane.delete_current()


def test_a_plan_is_counted_back_changed_and_taken_over(qtbot: QtBot, pane: DeadlinesPane, context: AppContext) -> None:
    dialog = PlanDialog(context, workspace_lookups(context.workspace), pane)
    qtbot.addWidget(dialog)
    with pytest.raises(UserError, match="Zieltermin"):
        dialog.check()
    dialog.target.set_value(date(2027, 10, 15))
    dialog.target.committed.emit()
    assert dialog.rows[0].day.text() == "Do, 15.07.2027"
    dialog.rows[0].days.set_value(96)
    dialog.rows[0].days.committed.emit()
    assert dialog.rows[0].day.text() == "Fr, 09.07.2027 statt So, 11.07.2027 (Sonntag)"
    dialog.add_button.click()
    dialog.rows[-1].remove.click()
    assert len(dialog.rows) == 7
    dialog.title_editor.set_value("Antrag RL KommPräv 2028")
    dialog.primary_button.click()
    assert dialog.new_id
    pane.reload()
    pane.show_record("deadline", dialog.new_id)
    assert pane.current_record() == ("deadline", dialog.new_id)
    assert not pane.detail.plan_button.isHidden()
    assert len(context.workspace.deadlines.steps_of(dialog.new_id)) == 7


def test_the_list_becomes_a_calendar_file(
    pane: DeadlinesPane, alerts_fake: AnsweringAlerts, tmp_path: Path, shell: RecordingShell
) -> None:
    target = tmp_path / "Fristen.ics"
    alerts_fake.answers = [target, tmp_path]
    pane.write_calendar()
    assert target.read_bytes().count(b"BEGIN:VEVENT") == pane.table.count()
    assert shell.calls[-1][0] == "notify"
    with pytest.raises(UserError, match="nicht speichern"):
        pane.write_calendar()


def test_narrowing_the_list_finds_by_words_source_and_time(pane: DeadlinesPane) -> None:
    pane.filter_row.set_values(text="miet")
    pane.table.set_filter(pane.filter_row.wanted())
    assert pane.table.count() == 1
    pane.filter_row.set_values(text="", source=DeadlineSource.TASK)
    pane.table.set_filter(pane.filter_row.wanted())
    assert pane.table.count() == 1
    pane.print_list()

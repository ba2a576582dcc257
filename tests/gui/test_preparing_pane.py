"""Step „Vorbereiten“: reasons, attachments, thread of a topic, moving between meetings, templates, Themenspeicher."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from coordinator_app.domain.agenda import ItemState
from coordinator_app.domain.meetings import BacklogState
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.forms.lookups import workspace_lookups
from coordinator_app.gui.forms.questions import NameDialog, TextDialog
from coordinator_app.gui.pages.meetings import item_files
from coordinator_app.gui.pages.meetings.body_ideas import IdeasPane
from coordinator_app.gui.pages.meetings.dialogs import ChoiceDialog
from coordinator_app.gui.pages.meetings.new_meeting import NewMeetingDialog, prepare_next_meeting, usual_day
from coordinator_app.gui.pages.meetings.prepare import PreparePane
from coordinator_app.gui.topic_note import note_topic
from coordinator_app.gui.widgets.buttons import MoreButton
from tests.gui.helpers import nameless, settle
from tests.gui.meeting_scene import BEGIN, Scene


@pytest.fixture
def pane(qtbot: Any, context: AppContext, scene: Scene) -> PreparePane:
    found = PreparePane(context, workspace_lookups(context.workspace))
    qtbot.addWidget(found)
    found.resize(1100, 640)
    found.show()
    found.show_meeting(scene.planned)
    return found


def later(act: Callable[[Any], None]) -> None:
    """Act on the next dialog that opens."""

    def run() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Dialog)
        try:
            act(dialog)
        except BaseException:
            dialog.reject()  # else the test would wait for ever
            raise

    QTimer.singleShot(0, run)


def accept(dialog: Any) -> None:
    dialog.primary_button.click()


def command(pane: PreparePane, words: str) -> QAction:
    return next(action for action in pane.panel.more.menu_.actions() if action.text().startswith(words))


def menu_of(row: QWidget) -> dict[str, QAction]:
    return {action.text(): action for action in row.findChildren(MoreButton)[0].menu_.actions()}


def titles(workspace: Any, meeting_id: int) -> list[str]:
    return [line.item.title for line in workspace.meetings.agenda.view(meeting_id).lines]


# --- why the agenda looks as it does


def test_every_line_taken_over_says_why(pane: PreparePane, workspace: Any, scene: Scene) -> None:
    assert not pane.origins.isVisibleTo(pane)
    pane.carry_over()
    pane.show_meeting(scene.planned)
    taken = [line for line in workspace.meetings.agenda.view(scene.planned).lines if line.item.reason]
    assert len(taken) == 2  # resolutions and tasks to follow up
    assert "2 Punkte übernommen: 2 Nachverfolgung." in pane.origins.card.hint.full_text()
    row: Any = pane.origins.card.rows()[0]
    row.activated.emit()
    assert pane.current_item() == taken[0].id
    shown = pane.rows.row_of(str(taken[0].id))
    assert shown is not None
    assert "Nachverfolgung" in shown.second
    assert shown.tip == taken[0].item.reason
    assert pane.item_form.reason.text().endswith(taken[0].item.reason)


def test_many_reasons_are_folded(pane: PreparePane, workspace: Any, scene: Scene) -> None:
    template = workspace.meetings.templates.create_standard(scene.body)
    workspace.meetings.templates.apply(template, scene.planned)
    pane.show_meeting(scene.planned)
    few = len(pane.origins.card.rows())
    pane.origins.all_link.click()
    assert len(pane.origins.card.rows()) == 11 > few
    pane.origins.all_link.click()
    assert len(pane.origins.card.rows()) == few
    assert nameless(pane) == []


# --- the agenda by commands


def test_commands_of_the_menu_change_the_agenda(pane: PreparePane, workspace: Any, scene: Scene) -> None:
    pane.add_heading()
    assert titles(workspace, scene.planned)[-1] == "Zwischentitel"
    pane.show_meeting(scene.planned)
    lines = workspace.meetings.agenda.view(scene.planned).lines
    pane.select_item(lines[1].id)
    command(pane, "Einrücken").trigger()
    pane.show_meeting(scene.planned)
    assert workspace.meetings.agenda.view(scene.planned).lines[1].number == "1.1"
    command(pane, "Ausrücken").trigger()
    command(pane, "TOP duplizieren").trigger()
    assert titles(workspace, scene.planned).count("Offener Treff am Bahnhof") == 2
    pane.rows.wish.emit("up")
    pane.rows.wish.emit("down")
    command(pane, "TOP in den Papierkorb").trigger()
    assert titles(workspace, scene.planned).count("Offener Treff am Bahnhof") == 1
    pane.rows.opened.emit(pane.rows.current_key())


def test_an_item_moves_to_another_meeting_and_both_say_so(
    pane: PreparePane, workspace: Any, scene: Scene, shell: Any
) -> None:
    item = workspace.meetings.agenda.view(scene.planned).lines[1].id
    pane.select_item(item)
    command(pane, "In eine andere Sitzung verschieben").trigger()
    assert shell.calls[-1][0] == "notify"  # there is no other meeting yet
    other = workspace.meetings.create(body_id=scene.body, starts_at=BEGIN + timedelta(days=60))

    def choose(dialog: Any) -> None:
        assert isinstance(dialog, ChoiceDialog)
        assert dialog.choice.value() == other
        accept(dialog)

    later(choose)
    command(pane, "In eine andere Sitzung duplizieren").trigger()
    assert titles(workspace, other) == ["Offener Treff am Bahnhof"]
    later(choose)
    command(pane, "In eine andere Sitzung verschieben").trigger()
    pane.show_meeting(scene.planned)
    assert "Offener Treff am Bahnhof" not in titles(workspace, scene.planned)
    row: Any = pane.origins.away.rows()[0]
    row.activated.emit()
    assert shell.calls[-1] == ("navigate", "agenda_item", item)
    pane.show_meeting(other)
    pane.select_item(item)
    found: list[Any] = pane.item_form.thread_card.rows()
    assert next(entry.link.accessibleName() for entry in found if entry.link).startswith("Verschoben aus Sitzung")
    later(lambda dialog: dialog.reject())
    command(pane, "In eine andere Sitzung verschieben").trigger()


def test_templates_are_saved_and_applied(pane: PreparePane, workspace: Any, scene: Scene, shell: Any) -> None:
    later(accept)
    command(pane, "Punkte einer Vorlage").trigger()  # none yet: the usual one is made
    assert len(workspace.meetings.templates.for_body(scene.body)) == 1
    later(accept)
    command(pane, "Punkte einer Vorlage").trigger()
    assert "stehen schon da" in shell.calls[-1][1]

    def name(dialog: Any) -> None:
        assert isinstance(dialog, NameDialog)
        assert dialog.editor.value() == "Ordentliche Sitzung, Stand 26.11.2026"
        accept(dialog)

    later(name)
    command(pane, "Als Vorlage speichern").trigger()
    assert len(workspace.meetings.templates.for_body(scene.body)) == 2
    later(lambda dialog: dialog.reject())
    command(pane, "Punkte einer Vorlage").trigger()


# --- attachments


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []
    monkeypatch.setattr(item_files.QDesktopServices, "openUrl", lambda url: found.append(url.toLocalFile()))
    return found


def test_attachments_are_added_ordered_renamed_and_removed(
    pane: PreparePane, workspace: Any, scene: Scene, tmp_path: Path, opened: list[str], alerts_fake: Any
) -> None:
    item = workspace.meetings.agenda.view(scene.planned).lines[1].id
    pane.select_item(item)
    card = pane.item_form.files
    files = [tmp_path / name for name in ("Konzept.pdf", "Kosten.csv")]
    for file in files:
        file.write_text("x", encoding="utf-8")
    alerts_fake.answers = [files[0]]
    card.add_link.click()
    drop(card, files[1])
    pane.show_meeting(scene.planned)
    shown: list[Any] = card.rows()
    assert [row.link.accessibleName() for row in shown] == ["Anlage 1: Konzept", "Anlage 2: Kosten"]
    row: Any = card.rows()[0]
    row.activated.emit()
    assert opened[0].endswith("Konzept.pdf")
    menu_of(row)["Nach hinten"].trigger()
    pane.show_meeting(scene.planned)
    assert [entry.document.title for entry in workspace.item_attachments.of_item(item)] == ["Kosten", "Konzept"]

    def rename(dialog: Any) -> None:
        dialog.editor.set_value("Kostenübersicht")
        accept(dialog)

    later(rename)
    menu_of(card.rows()[0])["Umbenennen …"].trigger()
    pane.show_meeting(scene.planned)
    menu_of(card.rows()[1])["Nach vorn"].trigger()
    pane.show_meeting(scene.planned)
    menu_of(card.rows()[0])["Vom TOP entfernen"].trigger()
    assert [entry.document.title for entry in workspace.item_attachments.of_item(item)] == ["Kostenübersicht"]
    workspace.attachments.clean_up()


def drop(card: Any, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), copy, data, left, none)
    card.dragEnterEvent(enter)
    assert enter.isAccepted()
    card.dropEvent(QDropEvent(QPoint(5, 5), copy, data, left, none))


# --- the thread of a topic


def test_a_topic_is_followed_and_leads_to_its_occurrences(
    pane: PreparePane, workspace: Any, scene: Scene, shell: Any
) -> None:
    item = workspace.meetings.agenda.view(scene.planned).lines[1].id
    other = workspace.meetings.create(body_id=scene.body, starts_at=BEGIN + timedelta(days=60))
    copy = workspace.meetings.moves.duplicate(item, other)
    pane.select_item(item)
    card = pane.item_form.thread_card
    assert card.follow_link.text() == "Weiterverfolgen"
    row: Any = card.rows()[0]
    row.activated.emit()
    assert shell.calls[-1] == ("navigate", "agenda_item", copy)
    card.follow_link.click()
    pane.show_meeting(scene.planned)
    assert card.follow_link.text() == "Nicht mehr weiterverfolgen"
    card.follow_link.click()
    workspace.meetings.agenda.update(item, None, recurring=True)
    pane.show_meeting(scene.planned)
    assert not card.follow_link.isVisible()
    idea = workspace.meetings.backlog.add(body_id=scene.body, title="Idee")
    pane.select_item(workspace.meetings.backlog.take(idea, scene.planned))
    row = card.rows()[0]
    row.activated.emit()
    assert shell.calls[-1] == ("navigate", "backlog_item", idea)


# --- Themenspeicher


def test_ideas_are_rejected_with_a_reason_while_preparing(
    pane: PreparePane, workspace: Any, scene: Scene, shell: Any
) -> None:
    backlog = workspace.meetings.backlog
    idea = backlog.add(body_id=scene.body, title="Feuerwerk")
    backlog.add(body_id=scene.body, title="Später", wanted_on=date(2028, 1, 1))
    pane.show_meeting(scene.planned)
    pane.rows.select("offers")
    pane.panel.chosen.emit("offers")
    assert pane.offers.later.isVisible()
    row: Any = pane.offers.card.rows()[0]
    row.activated.emit()
    assert shell.calls[-1] == ("navigate", "backlog_item", idea)

    def reason(dialog: Any) -> None:
        assert isinstance(dialog, TextDialog)
        dialog.edit.setPlainText("Nicht zuständig")
        accept(dialog)

    later(reason)
    next(found for found in row.findChildren(QWidget) if "ablehnen" in found.accessibleName()).click()
    assert backlog.get(idea).state is BacklogState.REJECTED


def test_the_store_of_topics_is_kept_at_the_body(
    qtbot: Any, context: AppContext, workspace: Any, scene: Scene, shell: Any
) -> None:
    backlog = workspace.meetings.backlog
    pane = IdeasPane(context, workspace_lookups(workspace))
    qtbot.addWidget(pane)
    pane.resize(860, 400)
    pane.show()
    pane.show_body(scene.body)
    assert pane.empty.isVisible()
    first, second, third = (backlog.add(body_id=scene.body, title=title) for title in ("A", "B", "C"))
    pane.show_body(scene.body)
    rows = {row.toolTip().split("\n")[0]: row for row in pane.card.rows()}
    later(accept)
    menu_of(rows["A"])["Auf eine Tagesordnung setzen …"].trigger()

    def refuse(dialog: Any) -> None:
        dialog.edit.setPlainText("Nein")
        accept(dialog)

    later(refuse)
    menu_of(rows["B"])["Ablehnen …"].trigger()
    menu_of(rows["C"])["In den Papierkorb"].trigger()
    assert [backlog.get(id).state for id in (first, second)] == [BacklogState.SCHEDULED, BacklogState.REJECTED]
    assert backlog.get(third).deleted_at is not None
    pane.show_body(scene.body)
    rows = {row.toolTip().split("\n")[0]: row for row in pane.settled.rows()}
    menu_of(rows["A"])["Zum Tagesordnungspunkt"].trigger()
    assert shell.calls[-1][:2] == ("navigate", "agenda_item")
    menu_of(rows["B"])["Ablehnung zurücknehmen"].trigger()
    assert backlog.get(second).state is BacklogState.OPEN
    later(lambda dialog: dialog.reject())
    rows["B"].activated.emit()  # type: ignore[attr-defined]  # rows of a list card
    assert nameless(pane) == []


# --- the next meeting


def test_a_meeting_of_a_series_is_prepared_instead_of_a_new_one(
    qtbot: Any, context: AppContext, workspace: Any, scene: Scene, shell: Any
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    waiting = workspace.meetings.create(body_id=scene.body, starts_at=BEGIN + timedelta(days=60), place="Saal")
    lookups = workspace_lookups(workspace)

    def enter(dialog: Any) -> None:
        assert isinstance(dialog, NewMeetingDialog)
        assert dialog.primary_button.text() == "Sitzung vorbereiten"
        assert (dialog.day.value(), dialog.place.value()) == (date(2027, 1, 25), "Saal")
        accept(dialog)

    later(enter)
    assert prepare_next_meeting(context, lookups, scene.body, parent) == waiting
    assert "übernommen" in shell.calls[-1][1]
    later(lambda dialog: dialog.reject())
    assert prepare_next_meeting(context, lookups, scene.body, parent) == 0


def test_a_day_in_the_past_is_told_but_allowed(qtbot: Any, context: AppContext, workspace: Any, scene: Scene) -> None:
    dialog = NewMeetingDialog(context, workspace_lookups(workspace), scene.body, None)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.day.set_value(date(2026, 3, 5))
    dialog.day.committed.emit()
    assert "nachträglich" in dialog.message.text()
    dialog.day.line.setText("irgendwann")
    dialog.day.committed.emit()
    assert "kein erkennbares Datum" in dialog.message.text()
    dialog.day.set_value(date(2026, 12, 10))
    dialog.end.set_value(dialog.begin.value())
    dialog.primary_button.click()
    assert "Ende liegt vor dem Beginn" in dialog.message.text()
    held = workspace.meetings.get(scene.held)
    assert usual_day(held, date(2026, 11, 9)) == date(2026, 12, 10)
    assert usual_day(held, date(2027, 5, 1)) is None
    assert usual_day(None, date(2027, 5, 1)) is None


def test_a_closed_agenda_takes_no_commands(pane: PreparePane, workspace: Any, scene: Scene) -> None:
    workspace.meetings.cancel(scene.planned, "Erkrankung")
    pane.show_meeting(scene.planned)
    assert not pane.add_button.isEnabled()
    pane.add_item()
    assert len(titles(workspace, scene.planned)) == 3
    item = workspace.meetings.agenda.view(scene.planned).lines[1]
    pane.select_item(item.id)
    assert not pane.item_form.files.add_link.isVisible()
    assert item.item.state is ItemState.NOTED
    settle()


def test_a_project_is_noted_for_a_meeting_with_its_source(
    qtbot: Any, context: AppContext, workspace: Any, scene: Scene
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    project = workspace.projects.create(title="Offener Treff")
    later(accept)
    new = note_topic(context, workspace_lookups(workspace), "project", project, "Offener Treff", parent)
    assert new is not None
    entry = workspace.meetings.backlog.entries(scene.body)[0]
    assert (entry.item.title, entry.source) == ("Offener Treff", "Projekt „Offener Treff“, 09.11.2026")
    later(lambda dialog: dialog.reject())
    assert note_topic(context, workspace_lookups(workspace), "project", project, "x", parent) is None

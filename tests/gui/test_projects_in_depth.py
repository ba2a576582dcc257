"""The page „Projekte“ in depth: course, pictures, several at once, groups, asking carriers and their answers."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from coordinator_app.domain.attachments import PhotoConsent
from coordinator_app.domain.project_course import ConfirmationReply, EventState, MilestoneState
from coordinator_app.domain.projects import ProjectStatus, ProjectType
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.forms.questions import NameDialog, TextDialog
from coordinator_app.gui.pages.projects.asking import PREVIEW, AskDialog, RepliesDialog
from coordinator_app.gui.pages.projects.page import ProjectsPage
from coordinator_app.gui.pages.projects.several import FieldChangeDialog
from coordinator_app.services.confirmations import Written
from coordinator_app.services.several_projects import Way
from tests.gui.helpers import assert_freed, nameless, settle


def answer(kind: type[QDialog], fill: Callable[[Any], None]) -> None:
    """Fill the next modal dialog of a kind and press its primary button."""

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, kind), dialog
        assert nameless(dialog) == []
        fill(dialog)
        if dialog.isVisible():
            dialog.primary_button.click()
        if dialog.isVisible():
            dialog.reject()

    QTimer.singleShot(0, act)


def enter(**values: Any) -> Callable[[RecordDialog], None]:
    def fill(dialog: RecordDialog) -> None:
        for name, value in values.items():
            dialog.fields.rows[name].editor.set_value(value)

    return fill


@pytest.fixture
def ids(context: AppContext) -> list[int]:
    workspace = context.workspace
    club = workspace.contacts.create_organisation(name="Jugendhaus", email="post@jugendhaus.example")
    field, other, *_ = (entry.id for entry in workspace.catalogues.entries("field_of_action"))
    create = workspace.projects.create
    return [
        create(title="Boxen", carrier_id=club, project_type=ProjectType.OFFER, fields_of_action=(field,)),
        create(title="Café", carrier_id=club, project_type=ProjectType.OFFER, fields_of_action=(other,), funding=5000),
        create(title="Dialog", start=date(2026, 1, 1), end=date(2027, 12, 31)),
    ]


@pytest.fixture
def page(context: AppContext, ids: list[int], qtbot: QtBot) -> ProjectsPage:
    made = ProjectsPage(context)
    qtbot.addWidget(made)
    made.resize(1166, 690)
    made.show()
    made.show_record("project", ids[2])
    return made


def again(page: ProjectsPage) -> None:
    page.mark_stale()
    page.refresh()


def action(widget: Any, text: str, place: int = 0) -> QAction:
    return [found for found in widget.findChildren(QAction) if found.text() == text][place]


def test_milestones_are_added_reached_changed_and_removed(page: ProjectsPage, context: AppContext, shell: Any) -> None:
    page.detail.tabs.select("dates")
    pane = page.detail.pane("dates")
    answer(RecordDialog, enter(title="Konzept", planned_on=date(2026, 10, 1)))
    pane.add_milestone()
    again(page)
    assert pane.milestones.hint.full_text() == "1 überfällig"
    assert pane.line.isVisible()
    action(pane, "Heute erreicht").trigger()
    again(page)
    (item,) = context.workspace.projects.card(page.detail.current_id()).course.milestones
    assert (item.state, item.reached_on) == (MilestoneState.REACHED, date(2026, 11, 9))
    answer(RecordDialog, enter(title="Feinkonzept"))
    page.show_record("milestone", item.id)
    pane.open("milestone", item.id)
    assert context.workspace.project_course.milestone(item.id).title == "Feinkonzept"
    again(page)
    action(pane, "Meilenstein entfernen").trigger()
    assert shell.calls[-1] == ("undo_bar", "Meilenstein entfernt.")


def test_events_are_planned_held_with_a_count_and_discarded(
    page: ProjectsPage, context: AppContext, shell: Any
) -> None:
    page.detail.tabs.select("dates")
    pane = page.detail.pane("dates")
    answer(RecordDialog, enter(title="Auftakt", starts_on=date(2026, 11, 1)))
    pane.add_event()
    again(page)
    answer(RecordDialog, enter(participants=42))
    action(pane, "Durchgeführt …").trigger()
    (event,) = context.workspace.projects.card(page.detail.current_id()).course.events
    assert (event.state, event.participants) == (EventState.HELD, 42)
    again(page)
    assert pane.events.hint.full_text() == "1 durchgeführt, 42 Teilnehmende"
    action(pane, "In den Papierkorb").trigger()
    assert "Papierkorb" in shell.calls[-1][1]


def test_the_line_is_walked_by_keys_and_opened_by_enter_and_mouse(page: ProjectsPage, context: AppContext) -> None:
    course, project = context.workspace.project_course, page.detail.current_id()
    first = course.add_milestone(project, title="Konzept", planned_on=date(2026, 3, 1))
    second = course.add_event(title="Fest", projects=[project], starts_on=date(2027, 3, 1))
    again(page)
    page.detail.tabs.select("dates")
    line = page.detail.pane("dates").line
    line.activated.disconnect()
    opened: list[tuple[str, int]] = []
    line.activated.connect(lambda kind, id: opened.append((kind, id)))
    QTest.keyClick(line, Qt.Key.Key_Right)
    assert line.accessibleDescription().startswith("01.03.2027 Fest (geplant)")
    QTest.keyClick(line, Qt.Key.Key_Return)
    QTest.keyClick(line, Qt.Key.Key_Up)
    x = round(line.placed()[0].x)
    y = next(y for y in range(line.height()) if line.mark_at(QPoint(x, y).toPointF()) == 0)
    QTest.mouseMove(line, QPoint(x, y))
    QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=QPoint(x, y))
    assert opened == [("event", second), ("milestone", first)]
    assert not line.grab().isNull()


def picture(path: Path) -> Path:
    data = BytesIO()
    Image.new("RGB", (60, 40), "green").save(data, format="JPEG")
    path.write_bytes(data.getvalue())
    return path


def test_a_picture_stays_inside_until_it_is_described(
    page: ProjectsPage, context: AppContext, tmp_path: Path, alerts_fake: Any, shell: Any
) -> None:
    page.detail.tabs.select("documents")
    card = page.detail.pane("documents").photos
    answer(RecordDialog, enter(title="Eröffnung"))
    card.add_pictures([picture(tmp_path / "bild.jpg")])
    again(page)
    project = page.detail.current_id()
    assert card.hint.full_text() == "1 Bild bleibt im Haus"
    assert context.workspace.photos.printed("project", [project], 4) == ()
    answer(RecordDialog, enter(alt_text="Ein Zelt auf dem Markt", photo_consent=PhotoConsent.NOBODY))
    action(card, "Beschreiben und Einwilligung …").trigger()
    again(page)
    assert card.hint.full_text() == ""
    assert len(context.workspace.photos.printed("project", [project], 4)) == 1
    (tmp_path / "falsch.png").write_text("kein Bild", encoding="utf-8")
    card.add_pictures([tmp_path / "falsch.png"])
    assert "kein Bild" in alerts_fake.shown[-1]
    action(card, "Bild entfernen").trigger()
    assert shell.calls[-1] == ("undo_bar", "Bild entfernt.")


def test_several_projects_get_a_field_a_state_and_a_confirmation(
    page: ProjectsPage, ids: list[int], context: AppContext, alerts_fake: Any, shell: Any
) -> None:
    page.table.view.selectAll()
    assert page.several.isVisible()
    assert page.several.title.text() == "3 Projekte ausgewählt"
    get = context.workspace.projects.get
    entry = context.workspace.catalogues.entries("target_group")[0].id

    def fill(dialog: FieldChangeDialog) -> None:
        dialog.field.set_value("target_groups")
        dialog.field.committed.emit()
        dialog.way_editor.set_value(Way.ADD)
        dialog.primary_button.click()
        assert "wenigstens einen" in dialog.message.text()
        dialog.editor().set_value((entry,))

    answer(FieldChangeDialog, fill)
    page.several.change_field()
    assert all(get(id).target_groups == (entry,) for id in ids)
    assert shell.calls[-1] == ("undo_bar", "3 Projekte geändert.")
    answer(TextDialog, lambda dialog: dialog.edit.setPlainText(""))
    action(page.several.status_button.menu_, "in Planung").trigger()
    assert get(ids[2]).status is ProjectStatus.PLANNING
    assert "2 Projekte bleiben, wie sie sind" in alerts_fake.shown[-1]
    page.several.confirm()
    assert all(get(id).confirmed_on == date(2026, 11, 9) for id in ids)
    page.several.duplicate()
    assert "3 Kopien" in shell.calls[-1][1]
    page.several.delete_button.click()
    assert "3 Projekte liegen im Papierkorb." in shell.calls[-1][1]


def test_a_single_value_for_several_is_undone_as_one_step(
    page: ProjectsPage, ids: list[int], context: AppContext, shell: Any
) -> None:
    page.table.view.selectAll()

    def fill(dialog: FieldChangeDialog) -> None:
        dialog.field.set_value("is_public")
        dialog.field.committed.emit()
        dialog.editor().set_value(True)

    for _ in range(2):
        answer(FieldChangeDialog, fill)
        page.several.change_field()
    assert shell.calls[-1] == ("notify", "Es war nichts zu ändern.", "info")
    context.workspace.store.undo()
    assert not any(context.workspace.projects.get(id).is_public for id in ids)


def test_groups_have_heads_with_sums_and_keep_selection_and_order(
    page: ProjectsPage, ids: list[int], context: AppContext, shell: Any
) -> None:
    page.table.select(ids[1])
    action(page.menu.menu_, "Handlungsfeld").trigger()
    model = page.table.model
    assert (page.table.current_id(), page.table.count(), model.rowCount()) == (ids[1], 3, 6)
    head = model.head_at(2)
    assert head is not None
    assert head.detail == "1 Projekt, 1 laufend · Förderung 50,00\xa0€"
    last = model.head_at(4)
    assert last is not None
    assert last.title == "ohne Angabe"
    assert "Zeile 2 von 3" in page.table.footer_text()
    QTest.keyClick(page.table.view, Qt.Key.Key_Down)
    assert page.table.current_id() == ids[2]
    settle()
    assert not page.table.grab().isNull()
    page.print_list()
    verb, source, wanted, *_ = shell.calls[-1]
    assert verb == "export_list"
    assert [count for _, count in source.heads(wanted)] == [1, 1, 1]
    data = context.workspace.documents.render_list(source, wanted, source.columns[:3], "Projektliste", "pdf")
    assert data.startswith(b"%PDF")
    answer(NameDialog, lambda dialog: dialog.editor.set_value("Nach Feldern"))
    page.views.save()
    action(page.menu.menu_, "nicht gruppieren").trigger()
    assert model.rowCount() == 3
    page.filter_row.view_box.setCurrentIndex(page.filter_row.view_box.findText("Nach Feldern"))
    page.filter_row.view_box.activated.emit(page.filter_row.view_box.currentIndex())
    assert page.grouping.by() == "field_of_action"


def test_carriers_are_asked_and_the_sending_is_noted(
    page: ProjectsPage, context: AppContext, tmp_path: Path, alerts_fake: Any, shell: Any, qtbot: QtBot
) -> None:
    view = page.filter_row.view_box
    view.setCurrentIndex(view.findText("Zu bestätigen"))
    view.activated.emit(view.currentIndex())
    assert page.ask_bar.isVisible()
    assert "2 Angebote sind seit einem Jahr nicht bestätigt." in page.ask_bar.text()
    answer(AskDialog, lambda dialog: dialog.preview_button.click())
    page.ask_bar.triggered.emit()
    assert shell.calls[-1][:2] == ("preview", "confirmation_letters")
    assert PREVIEW == "preview"
    folder = tmp_path / "Briefe"
    folder.mkdir()
    alerts_fake.answers = [str(folder), 0]
    answer(AskDialog, lambda _dialog: None)
    page.confirming.ask()
    qtbot.waitUntil(lambda: any(call[0] == "undo_bar" for call in shell.calls), timeout=20_000)
    assert [path.suffix for path in folder.iterdir()] == [".eml"]
    assert len(context.workspace.confirmations.waiting()) == 2


def test_answers_are_entered_by_one_key_each(
    page: ProjectsPage, ids: list[int], context: AppContext, shell: Any
) -> None:
    page.confirming.enter()
    assert shell.calls[-1][0] == "notify"
    confirmations = context.workspace.confirmations
    confirmations.note_asked(Written((), tuple(confirmations.providers()), ()))

    def fill(dialog: RepliesDialog) -> None:
        dialog.primary_button.click()
        assert "wenigstens eine Antwort" in dialog.message.text()
        QTest.keyClick(dialog.tree, Qt.Key.Key_1)
        QTest.keyClick(dialog.tree, Qt.Key.Key_0)
        QTest.keyClick(dialog.tree, Qt.Key.Key_2)
        dialog.changes.set_value("Neue Zeiten")
        dialog.tree.setCurrentItem(dialog.tree.topLevelItem(0))
        QTest.keyClick(dialog.tree, Qt.Key.Key_1)
        assert next(item.reply for item in dialog.answers()) is ConfirmationReply.UNCHANGED

    answer(RepliesDialog, fill)
    page.confirming.enter()
    assert shell.calls[-1] == ("undo_bar", "2 Antworten eingetragen.")
    assert context.workspace.projects.get(ids[0]).confirmed_by == "Jugendhaus"
    again(page)
    page.show_record("project", ids[0])
    assert page.detail.tabs.current() == "overview"


def test_parts_of_the_page_are_freed(context: AppContext, ids: list[int]) -> None:
    def make() -> ProjectsPage:
        made = ProjectsPage(context)
        made.show()
        made.show_record("project", ids[0])
        for key in ("dates", "documents"):
            made.detail.tabs.select(key)
        return made

    assert_freed(make)

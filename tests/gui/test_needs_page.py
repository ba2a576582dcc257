"""The page of needs and priorities: alone, filled, by keyboard, with its dialogs."""

from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from coordinator_app.domain.bodies import Body
from coordinator_app.domain.needs import NeedStatus
from coordinator_app.domain.priorities import RoundStatus
from coordinator_app.domain.projects import Project
from coordinator_app.domain.resolutions import Resolution
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import Dialog
from coordinator_app.gui.forms.questions import NameDialog, TextDialog
from coordinator_app.gui.pages.needs.dialogs import NewRoundDialog
from coordinator_app.gui.pages.needs.freeze_dialog import FreezeDialog
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
    return made


def in_dialog(act: Any) -> None:
    """Do something in the dialog that is about to open."""

    def run() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Dialog)
        act(dialog)

    QTimer.singleShot(0, run)


def accept(dialog: Any) -> None:
    dialog.primary_button.click()
    if dialog.isVisible():
        text = dialog.message.text()
        dialog.reject()
        pytest.fail(f"the dialog stayed open: {text}")


def dialog_words(dialog: Any) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel))


def need_with_round(context: AppContext, *titles: str) -> tuple[list[int], int]:
    workspace = context.workspace
    ids = [workspace.needs.create(title=title) for title in titles]
    round_id = workspace.priorities.create_round(
        title="Prioritäten 2027", needs=ids, raters=["Polizeirevier", "Ordnungsamt"]
    )
    return ids, round_id


def test_empty_page_teaches_and_starts_the_first_need(page: NeedsPage, context: AppContext, shell: Any) -> None:
    settle()
    assert page.register.table.empty.isVisible()

    def fill(dialog: Any) -> None:
        dialog.fields.rows["title"].editor.set_value("Graffiti am Bahnhof")
        accept(dialog)

    in_dialog(fill)
    page.register.table.empty.button.click()
    settle()
    found = context.workspace.needs.all()
    assert [need.title for need in found] == ["Graffiti am Bahnhof"]
    assert ("navigate", "need", found[0].id) in shell.calls
    assert page.register.detail.header.code.text() == "B-001"


def test_need_without_title_stays_in_the_dialog(page: NeedsPage, context: AppContext) -> None:
    settle()

    def leave_empty(dialog: Any) -> None:
        dialog.primary_button.click()
        assert dialog.isVisible()
        dialog.reject()

    in_dialog(leave_empty)
    page.new_record()
    assert context.workspace.needs.all() == []


def test_typing_into_the_form_saves_the_field(page: NeedsPage, context: AppContext) -> None:
    need_id = context.workspace.needs.create(title="Graffiti")
    settle()
    editor = page.register.detail.form.editor("title")
    editor.set_value("Graffiti am Bahnhof")
    page.register.detail.form.commit("title")
    settle()
    assert context.workspace.needs.get(need_id).title == "Graffiti am Bahnhof"
    assert page.register.detail.header.title.full_text() == "Graffiti am Bahnhof"


def test_evidence_dialog_adds_and_changes(page: NeedsPage, context: AppContext) -> None:
    need_id = context.workspace.needs.create(title="Graffiti am Bahnhof")
    settle()
    kind = context.workspace.catalogues.entries("evidence_kind")[0].id

    def fill(dialog: Any) -> None:
        dialog.fields.rows["evidence_kind_id"].editor.set_value(kind)
        dialog.fields.rows["statement"].editor.set_value("14 Fälle im 3. Quartal")
        accept(dialog)

    in_dialog(fill)
    page.register.detail.add_evidence()
    settle()
    assert page.register.detail.tabs.current() == "evidence"

    def change(dialog: Any) -> None:
        dialog.fields.rows["statement"].editor.set_value("15 Fälle im 3. Quartal")
        accept(dialog)

    in_dialog(change)
    page.register.detail.evidence_card.rows()[0].activated.emit()
    settle()
    assert [view.evidence.statement for view in context.workspace.needs.card(need_id).evidence] == [
        "15 Fälle im 3. Quartal"
    ]


def test_linked_project_is_shown_and_leads_there(page: NeedsPage, context: AppContext, shell: Any) -> None:
    context.workspace.needs.create(title="Graffiti am Bahnhof")
    with context.workspace.store.write("Projekt angelegt") as unit:
        project = unit.add(Project(title="Graffiti-Werkstatt"))
    settle()

    def choose(dialog: Any) -> None:
        dialog.editor.set_value(project)
        accept(dialog)

    in_dialog(choose)
    page.register.detail.link_project()
    settle()
    page.register.detail.projects_card.rows()[0].activated.emit()
    assert ("navigate", "project", project) in shell.calls


def test_status_menu_offers_only_possible_steps(page: NeedsPage, context: AppContext) -> None:
    need_id = context.workspace.needs.create(title="Graffiti am Bahnhof")
    settle()
    actions = {action.text(): action for action in page.register.detail.status_button.offered()}
    assert set(actions) == {"geprüft", "abgelehnt"}
    in_dialog(lambda dialog: accept(dialog) if "noch keinen Beleg" in dialog_words(dialog) else dialog.reject())
    actions["geprüft"].trigger()
    settle()
    assert context.workspace.needs.get(need_id).status is NeedStatus.CHECKED
    page.register.detail.tabs.select("course")
    assert page.register.detail.course.card.rows()


def test_rejection_asks_for_the_reason(page: NeedsPage, context: AppContext) -> None:
    need_id = context.workspace.needs.create(title="Graffiti am Bahnhof")
    settle()
    reject = next(a for a in page.register.detail.status_button.offered() if a.text() == "abgelehnt")
    in_dialog(lambda dialog: dialog.reject())
    reject.trigger()
    settle()
    assert context.workspace.needs.get(need_id).status is NeedStatus.REPORTED

    def give(dialog: Any) -> None:
        assert isinstance(dialog, TextDialog)
        dialog.edit.setPlainText("Zuständig ist die Bahn.")
        accept(dialog)

    in_dialog(give)
    next(a for a in page.register.detail.status_button.offered() if a.text() == "abgelehnt").trigger()
    settle()
    assert context.workspace.needs.get(need_id).status is NeedStatus.REJECTED


def test_delete_moves_to_the_papierkorb_and_offers_undo(page: NeedsPage, context: AppContext, shell: Any) -> None:
    context.workspace.needs.create(title="Graffiti am Bahnhof")
    settle()
    assert page.can("delete")
    page.register.table.select_first()
    page.delete_current()
    settle()
    assert context.workspace.needs.all() == []
    assert ("undo_bar", "Der Bedarf liegt im Papierkorb.") in shell.calls
    context.workspace.store.undo()
    settle()
    assert page.register.table.count() == 1


def test_new_round_dialog_makes_a_round(page: NeedsPage, context: AppContext) -> None:
    ids = [context.workspace.needs.create(title=title) for title in ("Graffiti", "Vermüllung")]
    settle()

    def fill(dialog: Any) -> None:
        assert isinstance(dialog, NewRoundDialog)
        dialog.primary_button.click()
        assert "zwei Bewertende" in dialog.message.text()
        dialog.needs.item(1).setCheckState(Qt.CheckState.Unchecked)
        dialog.raters.setPlainText("Polizeirevier\n\nOrdnungsamt\nPolizeirevier")
        accept(dialog)

    in_dialog(fill)
    page.new_round()
    settle()
    rounds = context.workspace.priorities.rounds()
    card = context.workspace.priorities.card(rounds[0].id)
    assert [rater.name for rater in card.raters] == ["Polizeirevier", "Ordnungsamt"]
    assert len(card.needs) == len(ids) - 1
    assert page.tabs.current() == "scoring"


def test_new_round_without_needs_explains(page: NeedsPage, alerts_fake: Any) -> None:
    page.new_round()
    assert "Bedarfe" in alerts_fake.shown[0]


def test_scoring_by_keys_fills_the_sheet(page: NeedsPage, context: AppContext, qtbot: QtBot) -> None:
    ids, round_id = need_with_round(context, "Graffiti", "Vermüllung")
    settle()
    page.tabs.select("scoring")
    settle()
    grid = page.scoring.grid
    grid.setFocus()
    for key in (Qt.Key.Key_5, Qt.Key.Key_4, Qt.Key.Key_W, Qt.Key.Key_3, Qt.Key.Key_2):
        qtbot.keyClicks(grid, chr(key).lower())
        settle()
    card = context.workspace.priorities.card(round_id)
    row = card.scores[card.raters[0].id][card.needs[0].id]
    assert [row[criterion.id] for criterion in card.criteria] == [5, 4, None, 3, 2]
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (1, 0), "the next need follows"
    grid.setCurrentIndex(grid.scores.index(0, 0))
    qtbot.keyClick(grid, Qt.Key.Key_Delete)
    settle()
    card = context.workspace.priorities.card(round_id)
    assert card.criteria[0].id not in card.scores[card.raters[0].id][card.needs[0].id]
    assert len(ids) == grid.scores.rowCount()


def test_weights_and_raters_are_changed_beside_the_sheet(page: NeedsPage, context: AppContext) -> None:
    _, round_id = need_with_round(context, "Graffiti")
    settle()
    page.tabs.select("scoring")
    settle()
    from PySide6.QtWidgets import QSpinBox

    spin = page.scoring.findChildren(QSpinBox)[0]
    spin.setValue(40)
    settle()
    assert context.workspace.priorities.card(round_id).criteria[0].weight == 40

    def name(dialog: Any) -> None:
        assert isinstance(dialog, NameDialog)
        dialog.editor.set_value("Bogen 3")
        accept(dialog)

    in_dialog(name)
    page.scoring.raters.add_link.click()
    settle()
    assert page.scoring.raters.list.count() == 3


def test_crosses_take_evidence_links_and_raters_away_and_undo_brings_them_back(
    page: NeedsPage, context: AppContext, shell: Any
) -> None:
    (need_id,), round_id = need_with_round(context, "Graffiti")
    workspace = context.workspace
    kind = workspace.catalogues.entries("evidence_kind")[0].id
    workspace.needs.add_evidence(need_id=need_id, evidence_kind_id=kind, statement="14 Fälle")
    workspace.needs.link_project(need_id, workspace.projects.create(title="Graffiti-Werkstatt"))
    settle()
    detail = page.register.detail
    for tab, card in (("evidence", detail.evidence_card), ("projects", detail.projects_card)):
        detail.tabs.select(tab)
        settle()
        card.rows()[0].findChildren(IconButton)[-1].click()
        settle()
    assert (workspace.needs.card(need_id).evidence, workspace.needs.card(need_id).projects) == ((), ())
    assert ("undo_bar", "Der Beleg liegt im Papierkorb.") in shell.calls
    workspace.store.undo()
    workspace.store.undo()
    assert len(workspace.needs.card(need_id).evidence) == len(workspace.needs.card(need_id).projects) == 1
    page.tabs.select("scoring")
    settle()
    page.scoring.raters.remove_button.click()
    settle()
    assert [rater.name for rater in workspace.priorities.card(round_id).raters] == ["Ordnungsamt"]


def test_open_round_goes_to_the_papierkorb(page: NeedsPage, context: AppContext) -> None:
    need_with_round(context, "Graffiti")
    settle()
    page.tabs.select("scoring")
    assert page.can("delete")
    page.delete_current()
    settle()
    assert context.workspace.priorities.rounds() == []
    assert not page.can("delete")
    assert page.scoring.empty.isVisible()


def test_ranking_shows_spread_and_freezes_with_a_resolution(page: NeedsPage, context: AppContext, shell: Any) -> None:
    ids, round_id = need_with_round(context, "Graffiti", "Vermüllung")
    priorities = context.workspace.priorities
    card = priorities.card(round_id)
    for rater in card.raters:
        for place, need_id in enumerate(ids):
            for criterion in card.criteria:
                priorities.score(rater_id=rater.id, need_id=need_id, criterion_id=criterion.id, points=5 - 2 * place)
    with context.workspace.store.write("Beschluss angelegt") as unit:
        body = unit.add(Body(name="Lenkungsgruppe"))
        resolution = unit.add(Resolution(body_id=body, title="Prioritäten 2027", wording="Die Prioritäten gelten."))
    settle()
    page.tabs.select("ranking")
    settle()
    assert page.ranking.table.count() == 2
    assert page.ranking.side.title.text() == "Rang 1"

    def decide(dialog: Any) -> None:
        assert isinstance(dialog, FreezeDialog)
        dialog.primary_button.click()
        assert "Beschluss" in dialog.message.text()
        dialog.resolution.set_value(resolution)
        dialog.choices[ids[1]].setCurrentIndex(1)
        dialog.primary_button.click()
        assert "begründen" in dialog.message.text()
        dialog.reasons[ids[1]].set_value("Erst nach der Begehung.")
        accept(dialog)

    in_dialog(decide)
    page.freeze_button.click()
    settle()
    assert priorities.card(round_id).round.status is RoundStatus.RESOLVED
    assert not page.freeze_button.isVisible()
    assert ("notify", "Die Rangfolge ist festgeschrieben.", "ok") in shell.calls
    page.ranking.need_wanted.emit(ids[0])
    assert page.tabs.current() == "needs"


def test_printing_follows_the_tab(page: NeedsPage, context: AppContext, shell: Any) -> None:
    _, round_id = need_with_round(context, "Graffiti")
    settle()
    page.print_current()
    page.tabs.select("ranking")
    page.print_current()
    assert shell.calls[-2][0] == "export_list"
    assert shell.calls[-2][4] == "Bedarfsregister"
    assert shell.calls[-1] == ("preview", "priority_report", round_id, None)
    assert page.current_topic() == "prioritaeten"


def test_show_record_leads_to_need_evidence_and_round(page: NeedsPage, context: AppContext) -> None:
    ids, round_id = need_with_round(context, "Graffiti", "Vermüllung")
    kind = context.workspace.catalogues.entries("evidence_kind")[0].id
    evidence = context.workspace.needs.add_evidence(need_id=ids[1], evidence_kind_id=kind, statement="Belegt")
    settle()
    page.show_record("evidence", evidence)
    assert page.current_record() == ("need", ids[1])
    page.show_record("priority_round", round_id)
    assert page.current_record() == ("priority_round", round_id)
    page.show_record("need", ids[0])
    assert page.register.table.current_id() == ids[0]


def test_focusable_widgets_have_names(page: NeedsPage, context: AppContext) -> None:
    need_with_round(context, "Graffiti")
    settle()
    for tab in ("needs", "scoring", "ranking"):
        page.tabs.select(tab)
        settle()
        nameless = [
            widget
            for widget in page.findChildren(QWidget)
            if widget.isVisible()
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not (widget.accessibleName() or getattr(widget, "text", str)())
        ]
        assert [type(widget).__name__ for widget in nameless if widget.metaObject().className() != "QScrollBar"] == []

"""A need in depth: steps with reasons, causes, evidence from sources, coverage; and the tab „Abgleich“."""

from collections.abc import Sequence
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator_app.domain.need_matrix import Axis
from coordinator_app.domain.need_offers import Coverage, FactorKind
from coordinator_app.domain.needs import NeedStatus
from coordinator_app.domain.projects import ProjectStatus
from coordinator_app.gui.context import AppContext
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


def in_dialogs(*acts: Any) -> None:
    """Do something in the dialogs that are about to open, one after the other, and accept them."""
    waiting: Sequence[Any] = acts

    def run() -> None:
        nonlocal waiting
        dialog: Any = QApplication.activeModalWidget()
        act, *waiting = waiting
        if waiting:
            QTimer.singleShot(0, run)
        act(dialog)
        dialog.primary_button.click()
        assert not dialog.isVisible(), dialog.message.text()

    QTimer.singleShot(0, run)


def fill(**values: Any) -> Any:
    def act(dialog: Any) -> None:
        for name, value in values.items():
            dialog.fields.rows[name].editor.set_value(value)

    return act


def button(row: Any, word: str) -> IconButton:
    return next(found for found in row.findChildren(IconButton) if word in found.accessibleName())


def test_way_of_a_need_is_told_and_kept(page: NeedsPage, context: AppContext) -> None:
    needs = context.workspace.needs
    need = needs.create(title="Treffpunkt")
    needs.move(need, NeedStatus.CHECKED)
    settle()
    detail = page.register.detail
    assert "Nächster Schritt" in detail.phases.words.text()
    assert detail.phases.bar.current() == 1
    offered = {action.text(): action for action in detail.status_button.offered()}
    in_dialogs(lambda dialog: dialog.edit.setPlainText("Bis zum Sommer."))
    offered["in Beobachtung"].trigger()
    settle()
    assert needs.get(need).status_reason == "Bis zum Sommer."
    assert "Grund: Bis zum Sommer." in detail.phases.words.text()
    detail.phases.bar.activated.emit(3)
    settle()
    assert detail.tabs.current() == "course"
    assert len(detail.course.card.rows()) == 3


def test_causes_are_entered_changed_and_thrown_away(page: NeedsPage, context: AppContext, shell: Any) -> None:
    needs = context.workspace.needs
    need = needs.create(title="Treffpunkt")
    settle()
    detail = page.register.detail
    detail.tabs.select("causes")
    in_dialogs(fill(text="Dunkle Ecken", importance=5))
    detail.causes.add()
    settle()
    in_dialogs(fill(factor_kind=FactorKind.PROTECTIVE))
    detail.causes.card.rows()[0].activated.emit()
    settle()
    (factor,) = needs.card(need).factors
    assert (factor.text, factor.importance, factor.factor_kind) == ("Dunkle Ecken", 5, FactorKind.PROTECTIVE)
    page.show_record("factor", factor.id)
    assert detail.tabs.current() == "causes"
    button(detail.causes.card.rows()[0], "löschen").click()
    settle()
    assert needs.card(need).factors == ()
    assert ("undo_bar", "Die Ursache liegt im Papierkorb.") in shell.calls


def test_evidence_names_a_source_of_the_file(page: NeedsPage, context: AppContext, shell: Any) -> None:
    workspace = context.workspace
    survey = workspace.surveys.create(title="Bürgerbefragung", year=2026)
    need = workspace.needs.create(title="Treffpunkt")
    settle()
    detail = page.register.detail
    detail.tabs.select("evidence")
    action = next(found for found in detail.evidence.source_button.menu_.actions() if "Erhebung" in found.text())
    in_dialogs(lambda dialog: dialog.editor.set_value(survey), fill(statement="Jede Zweite wünscht sich einen."))
    action.trigger()
    settle()
    (view,) = workspace.needs.card(need).evidence
    assert (view.evidence.source, view.evidence.source_kind, view.kind_label) == (
        "Erhebung „Bürgerbefragung“",
        "survey",
        "Befragung",
    )
    button(detail.evidence.card.rows()[0], "Quelle").click()
    assert ("navigate", "survey", survey) in shell.calls


def test_coverage_is_judged_and_fitting_offers_are_linked(page: NeedsPage, context: AppContext) -> None:
    workspace = context.workspace
    field = workspace.catalogues.entries("field_of_action")[0].id
    project = workspace.projects.create(title="Jugendtreff", fields_of_action=(field,), status=ProjectStatus.RUNNING)
    need = workspace.needs.create(title="Treffpunkt", field_of_action_id=field)
    settle()
    detail = page.register.detail
    detail.tabs.select("projects")
    settle()
    assert "Nicht gedeckt" in detail.offers.coverage.text()
    button(detail.offers.fitting.rows()[0], "verknüpfen").click()
    settle()
    assert not detail.offers.fitting.isVisible()
    in_dialogs(fill(coverage=Coverage.FULL, reason="Täglich offen."))
    button(detail.offers.card.rows()[0], "beurteilen").click()
    settle()
    (offer,) = workspace.needs.card(need).offers
    assert (offer.id, offer.coverage, offer.reason) == (project, Coverage.FULL, "Täglich offen.")
    assert "Voll gedeckt" in detail.offers.coverage.text()


def test_matrix_shows_what_stands_behind_a_cell(page: NeedsPage, context: AppContext, shell: Any, qtbot: QtBot) -> None:
    workspace = context.workspace
    field, other = (entry.id for entry in workspace.catalogues.entries("field_of_action")[:2])
    page.tabs.select("matrix")
    matrix = page.matrix_tab.matrix
    assert matrix is not None
    settle()
    assert matrix.empty.isVisible()
    need = workspace.needs.create(title="Treffpunkt", field_of_action_id=field)
    for number in range(3):
        workspace.projects.create(title=f"Beratung {number}", fields_of_action=(other,), status=ProjectStatus.RUNNING)
    settle()
    assert not matrix.empty.isVisible()
    matrix.heat.setFocus()
    qtbot.keyClick(matrix.heat, Qt.Key.Key_Return)
    assert matrix.cell_card.isVisible()
    assert matrix.cell_card.hint.full_text() == "1 : 0"
    matrix.cell_card.rows()[0].activated.emit()
    assert ("navigate", "need", need) in shell.calls
    matrix.doublings.rows()[0].activated.emit()
    assert matrix.cell_card.hint.full_text() == "0 : 3"
    assert matrix.orphans.hint.full_text() == "3"
    matrix.rows_box.setCurrentIndex(1)
    matrix.rows_box.activated.emit(1)
    assert (matrix.wish().rows, matrix.wish().columns) == (Axis.GROUP, Axis.AREA)
    matrix.only.set_value(field)
    settle()
    assert matrix.wish().field == field
    page.print_current()
    options = {"rows": "group", "columns": "area", "planned": False, "only": f"field:{field}"}
    assert shell.calls[-1] == ("preview", "need_matrix", 0, options)

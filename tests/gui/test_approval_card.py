"""The card under „Genehmigung der Niederschrift“: minutes, objections, decisions in the meeting that takes them."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from coordinator_app.domain.meetings import AgendaItem
from coordinator_app.domain.minutes import Minutes
from coordinator_app.domain.objections import ObjectionDecision
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.pages.meetings.approval_card import ApprovalCard
from coordinator_app.gui.pages.meetings.minutes_objections import DecisionDialog
from coordinator_app.gui.widgets.cards import ListRow
from coordinator_app.services.workspace import Workspace
from tests.gui.conftest import RecordingShell
from tests.gui.helpers import nameless
from tests.meeting_scenario import Progress, Steering


@pytest.fixture
def steering_stage() -> Progress:
    return "running"


@pytest.fixture
def item(steering: Steering, workspace: Workspace) -> AgendaItem:
    lines = workspace.meetings.agenda.view(steering.second).lines
    return next(line.item for line in lines if line.item.title.startswith("Genehmigung"))


@pytest.fixture
def card(qtbot: QtBot, make_context: Callable[[Workspace], AppContext], workspace: Workspace) -> ApprovalCard:
    shown = ApprovalCard(make_context(workspace))
    qtbot.addWidget(shown)
    return shown


def rows_of(card: ApprovalCard) -> list[ListRow]:
    return [row for row in card.rows() if isinstance(row, ListRow)]


def test_minutes_are_named_and_lead_to_their_place(
    card: ApprovalCard, steering: Steering, workspace: Workspace, shell: RecordingShell, item: AgendaItem
) -> None:
    card.show_item(item, editable=True)
    (row,) = rows_of(card)
    row.activated.emit()
    minutes = workspace.minutes.of_meeting(steering.first)
    assert minutes is not None
    assert shell.calls[-1] == ("navigate", "minutes", minutes.id)
    assert nameless(card) == []
    card.show_item(workspace.meetings.agenda.get(steering.treff), editable=True)
    assert card.isHidden()


def test_objections_are_decided_in_this_meeting(
    card: ApprovalCard,
    steering: Steering,
    workspace: Workspace,
    item: AgendaItem,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    workspace.minutes.send(steering.first, sent_on=workspace.meetings.get(steering.first).invited_on)
    id = workspace.objections.add(steering.first, name="Rico Böhme", text="Fehlt.")
    card.show_item(item, editable=True)
    assert card.hint.text() == "1 Einwendung zu entscheiden"

    def reject(dialog: DecisionDialog) -> bool:
        dialog.decision.set_value(ObjectionDecision.REJECTED)
        dialog.reason.set_value("Steht dort.")
        return dialog.check()

    monkeypatch.setattr(DecisionDialog, "run", reject)
    rows_of(card)[1].activated.emit()
    found = workspace.objections.get(id)
    assert (found.decision, found.decided_in_id) == (ObjectionDecision.REJECTED, steering.second)
    assert card.hint.text() == ""


def test_nothing_to_approve_is_said(
    card: ApprovalCard, steering: Steering, workspace: Workspace, item: AgendaItem
) -> None:
    minutes = workspace.minutes.of_meeting(steering.first)
    assert minutes is not None
    with workspace.store.write("weg") as unit:
        unit.discard(Minutes, minutes.id)
    card.show_item(item, editable=True)
    assert rows_of(card)[0].label.text() == "Es gibt keine Niederschrift, die noch zu genehmigen ist."

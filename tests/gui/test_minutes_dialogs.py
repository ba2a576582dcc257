"""Dialogs of minutes: comparing versions, objections, sending, the head."""

from collections.abc import Callable
from datetime import date, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from coordinator_app.common.clock import FixedClock
from coordinator_app.common.errors import UserError
from coordinator_app.domain.contacts import Channel, ContactPoint
from coordinator_app.domain.dispatches import Occasion, Way
from coordinator_app.domain.objections import ObjectionDecision
from coordinator_app.gui.comparison_text import comparison_html
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.pages.meetings.follow_up import FollowUpPane
from coordinator_app.gui.pages.meetings.meeting_head import MeetingHeadDialog
from coordinator_app.gui.pages.meetings.minutes_comparison import MinutesComparisonDialog
from coordinator_app.gui.pages.meetings.minutes_objections import DecisionDialog, ObjectionDialog, ObjectionsCard
from coordinator_app.gui.pages.meetings.minutes_send import SendDialog, send_minutes
from coordinator_app.gui.widgets.buttons import MoreButton
from coordinator_app.gui.widgets.cards import ListRow
from coordinator_app.services.workspace import Workspace
from tests.gui.conftest import AnsweringAlerts, RecordingShell
from tests.gui.helpers import nameless
from tests.meeting_scenario import Progress, Steering


@pytest.fixture
def steering_stage() -> Progress:
    return "held"


@pytest.fixture
def context(workspace: Workspace, make_context: Callable[[Workspace], AppContext]) -> AppContext:
    return make_context(workspace)


@pytest.fixture
def final(steering: Steering, workspace: Workspace) -> int:
    """The meeting whose minutes are final and sent."""
    workspace.minutes.finalise(steering.second, confirmed_on=date(2026, 11, 26))
    workspace.minutes.send(steering.second)
    return steering.second


def card_of(qtbot: QtBot, context: AppContext, meeting_id: int) -> ObjectionsCard:
    card = ObjectionsCard(context)
    qtbot.addWidget(card)
    card.show()
    refresh(card, context, meeting_id)
    return card


def refresh(card: ObjectionsCard, context: AppContext, meeting_id: int) -> None:
    standing = context.workspace.minutes.standing(meeting_id)
    assert standing is not None
    card.show_standing(context.workspace.meetings.get(meeting_id), standing)


def rows_of(card: ObjectionsCard) -> list[ListRow]:
    return [row for row in card.rows() if isinstance(row, ListRow)]


def test_comparison_marks_words_and_leads_to_paper(
    qtbot: QtBot, context: AppContext, steering: Steering, workspace: Workspace, shell: RecordingShell, final: int
) -> None:
    workspace.minutes.correct(final, "Schreibfehler")
    workspace.meetings.agenda.write(steering.treff, "facts", "Frau Wagner stellt das Konzept vor.")
    dialog = MinutesComparisonDialog(context, final, 1, 0)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.count.text() == "1 Unterschied"
    assert "TOP 6 Offener Treff am Bahnhof" in dialog.text.toPlainText()
    html = comparison_html(workspace.minutes.comparison(final, 1), "")
    assert "<s>Herr</s>" in html
    assert "<u>Frau</u>" in html
    assert nameless(dialog) == []
    dialog.new.set_value(1)
    dialog.new.committed.emit()
    assert dialog.count.text() == "Kein Unterschied"
    assert "stimmen in allen Angaben überein" in dialog.text.toPlainText()
    dialog.print_button.click()
    assert shell.calls[-1] == ("preview", "minutes_comparison", final, {"old": "1", "new": "1"})


def test_comparison_tells_what_was_missing_before(workspace: Workspace, steering: Steering, final: int) -> None:
    workspace.minutes.correct(final, "Nachtrag")
    workspace.meetings.agenda.write(steering.treff, "outcome", "Neu <b>ergänzt</b>.")
    html = comparison_html(workspace.minutes.comparison(final, 1), "")
    assert "(fehlte)" in html
    assert "&lt;b&gt;" in html


def test_objection_is_entered_told_late_and_thrown_away(
    qtbot: QtBot,
    context: AppContext,
    steering: Steering,
    clock: FixedClock,
    shell: RecordingShell,
    monkeypatch: pytest.MonkeyPatch,
    final: int,
) -> None:
    card = card_of(qtbot, context, final)
    assert "Einwendungen bis 10.12.2026" in card.hint.text()
    clock.moment += timedelta(days=15)

    def fill(dialog: ObjectionDialog) -> bool:
        assert dialog.late.text().startswith("Verspätet: Die Einwendungsfrist endete am 10.12.2026.")
        with pytest.raises(UserError, match="von wem die Einwendung kommt"):
            dialog.check()
        dialog.person.set_value(steering.people["Hempel"])
        dialog.item.set_value(steering.treff)
        dialog.text.set_value("Die Zahl stimmt nicht.")
        return dialog.check()

    monkeypatch.setattr(ObjectionDialog, "run", fill)
    card.add_button.click()
    refresh(card, context, final)
    (row,) = rows_of(card)
    assert row.link is not None
    assert row.link.text() == "Jens Hempel: Die Zahl stimmt nicht."
    (more,) = row.findChildren(MoreButton)
    more.menu_.actions()[0].trigger()
    assert shell.calls[-1] == ("undo_bar", "Die Einwendung von Jens Hempel liegt im Papierkorb.")
    refresh(card, context, final)
    assert rows_of(card)[0].label.text() == "Es liegt keine Einwendung vor."
    assert nameless(card) == []


def test_accepted_objection_asks_for_the_correction(
    qtbot: QtBot, context: AppContext, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, final: int
) -> None:
    id = workspace.objections.add(final, name="Rico Böhme", text="Fehlt.")
    card = card_of(qtbot, context, final)
    (row,) = rows_of(card)

    def decide(dialog: DecisionDialog) -> bool:
        dialog.decision.set_value(ObjectionDecision.ACCEPTED)
        with pytest.raises(UserError, match="begründen"):
            dialog.check()
        dialog.reason.set_value("Stimmt.")
        return dialog.check()

    monkeypatch.setattr(DecisionDialog, "run", decide)
    with qtbot.waitSignal(card.correct_wanted):
        row.activated.emit()
    assert workspace.objections.get(id).decision is ObjectionDecision.ACCEPTED
    assert workspace.minutes.correction_reason(final) == "Einwendung von Rico Böhme"


def test_approved_minutes_take_no_more_objections(
    qtbot: QtBot, context: AppContext, workspace: Workspace, final: int
) -> None:
    workspace.minutes.approve(final)
    assert not card_of(qtbot, context, final).add_button.isVisible()


def test_draft_for_the_mail_program_is_written(
    qtbot: QtBot,
    context: AppContext,
    steering: Steering,
    workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    alerts_fake: AnsweringAlerts,
    shell: RecordingShell,
    tmp_path: Path,
    final: int,
) -> None:
    with workspace.store.write("Adressen") as unit:
        for name in ("Hempel", "Lorenz"):
            unit.add(
                ContactPoint(
                    person_id=steering.people[name], channel=Channel.EMAIL, value=f"{name.lower()}@example.org"
                )
            )
    pane = FollowUpPane(context)
    qtbot.addWidget(pane)
    monkeypatch.setattr(SendDialog, "run", SendDialog.check)
    alerts_fake.answers = [str(tmp_path / "mail")]
    assert send_minutes(pane, context, final, Occasion.MINUTES)
    qtbot.waitUntil(lambda: (tmp_path / "mail.eml").exists() and "ist gespeichert" in str(shell.calls[-1]))
    mail = message_from_bytes((tmp_path / "mail.eml").read_bytes(), policy=default)
    assert mail["Subject"] == "Niederschrift: 4. Sitzung der Lenkungsgruppe am 26.11.2026"
    assert "hempel@example.org" in mail["Bcc"]
    (paper,) = list(mail.iter_attachments())
    assert paper.get_filename() == "2026-11-26 KPR Niederschrift 4. Sitzung.pdf"
    assert paper.get_content().startswith(b"%PDF")
    body = mail.get_body()
    assert body is not None
    assert "bis zum 10.12.2026" in body.get_content()
    alerts_fake.answers = []
    send_minutes(pane, context, final, Occasion.MINUTES)  # no file chosen: the sending is noted all the same
    standing = workspace.minutes.standing(final)
    assert standing is not None
    assert len(standing.dispatches) == 3
    assert "Jens Hempel, hempel@example.org" in standing.dispatches[0].recipients


def test_sending_needs_somebody_a_day_and_an_address(
    qtbot: QtBot, context: AppContext, workspace: Workspace, final: int
) -> None:
    dialog = SendDialog(context, final, Occasion.MINUTES)
    qtbot.addWidget(dialog)
    assert nameless(dialog) == []
    dialog.way.set_value(Way.EMAIL)
    dialog.way.committed.emit()
    dialog.draft.setChecked(True)
    with pytest.raises(UserError, match="hat eine E-Mail-Adresse"):
        dialog.check()
    dialog.day.set_value(None)
    dialog.draft.setChecked(False)
    with pytest.raises(UserError, match="wann die Niederschrift"):
        dialog.check()
    for box in dialog.boxes:
        box.setChecked(False)
    with pytest.raises(UserError, match="wenigstens eine Person"):
        dialog.check()
    with workspace.store.write("x") as unit:
        unit.change(type(workspace.meetings.get(final)), final, None, chair_id=None)
    empty = SendDialog(context, final, Occasion.MINUTES_REVIEW)
    qtbot.addWidget(empty)
    assert empty.boxes == []


def test_head_is_completed_in_one_dialog(
    qtbot: QtBot, context: AppContext, steering: Steering, workspace: Workspace
) -> None:
    dialog = MeetingHeadDialog(context, workspace.meetings.get(steering.second))
    qtbot.addWidget(dialog)
    dialog.form.editor("place").set_value("Bürgersaal")
    dialog.form.editor("place").committed.emit()
    assert dialog.check()
    assert workspace.meetings.get(steering.second).place == "Bürgersaal"
    assert nameless(dialog) == []

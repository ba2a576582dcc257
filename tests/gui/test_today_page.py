"""Heute: what it shows of an empty and of a filled file, and that every line leads somewhere."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator_app.common.clock import FixedClock
from coordinator_app.common.german import NBSP
from coordinator_app.domain.bodies import Role
from coordinator_app.domain.contacts import PrivacyBasis
from coordinator_app.domain.meetings import Reply
from coordinator_app.domain.projects import ProjectType
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.pages.today.page import TodayPage
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from tests.gui.helpers import settle

MEETING = datetime(2026, 11, 26, 16, 0, tzinfo=UTC)


@pytest.fixture
def page(qtbot: QtBot, context: AppContext) -> TodayPage:
    made = TodayPage(context)
    qtbot.addWidget(made)
    made.resize(1166, 690)
    context.bus.changed.connect(made.receive)
    return made


def texts(card: ListCard) -> list[str]:
    return [row.link.text() if isinstance(row, ListRow) and row.link else "" for row in card.rows()]


def meeting(context: AppContext) -> tuple[int, int]:
    workspace = context.workspace
    organisations = [workspace.contacts.create_organisation(name=name) for name in ("Polizeirevier", "Ordnungsamt")]
    body = workspace.bodies.create(name="Lenkungsgruppe")
    for id, name in zip(organisations, ("Polizeirevier", "Ordnungsamt"), strict=True):
        workspace.bodies.add_seat(body, seat=name, role=Role.MEMBER, organisation_id=id)
    id = workspace.meetings.create(
        body_id=body, starts_at=MEETING, ends_at=MEETING + timedelta(hours=2), place="Rathaus, Ratssaal"
    )
    return body, id


def test_empty_file_says_what_to_do(page: TodayPage, shell: Any) -> None:
    page.show()
    settle()
    assert page.header.subtitle.full_text() == f"Montag, 9.{NBSP}November 2026"
    assert texts(page.tasks_card) == [""], "one sentence, no link"
    page.meeting_card.planning_wanted.emit()
    assert shell.calls == [("open_page", "meetings")]


def test_next_meeting_tells_the_last_day_of_the_invitation(page: TodayPage, context: AppContext, shell: Any) -> None:
    _, id = meeting(context)
    page.show()
    settle()
    assert "Lenkungsgruppe" in page.meeting_card.title_label.text()
    assert "Do, 12.11.2026" in page.meeting_card.notice.text()
    page.meeting_card.primary.click()
    page.meeting_card.agenda_button.click()
    assert shell.calls == [("navigate", "meeting", id), ("preview", "agenda", id, None)]


def test_tasks_come_by_urgency_with_their_chips(page: TodayPage, context: AppContext, shell: Any) -> None:
    body, _ = meeting(context)
    today = date(2026, 11, 9)
    organisation = context.workspace.contacts.organisations()[0].id
    for title, days in (("später", 12), ("überfällig", -3), ("heute", 0)):
        due = (today + timedelta(days=days)).strftime("%d.%m.%Y")
        context.workspace.tasks.create(title=title, due=due, organisation_id=organisation, body_id=body)
    page.show()
    settle()
    assert texts(page.tasks_card) == ["überfällig", "heute", "später"]
    assert page.tasks_card.hint.text() == "Aufgaben: 1 überfällig, 1 heute, 1 weitere"
    row = page.tasks_card.rows()[0]
    assert isinstance(row, ListRow)
    row.activated.emit()
    assert shell.calls[-1][:2] == ("navigate", "task")


def test_circulation_near_its_deadline_is_listed(page: TodayPage, context: AppContext, shell: Any) -> None:
    body, _ = meeting(context)
    circulations = context.workspace.circulations
    context.workspace.bodies.add_seat(body, seat="Ordnungsamt", starts_on=date(2026, 1, 1))
    id = circulations.create(body_id=body, title="Lichtwochen", wording="Zustimmung.")
    circulations.start(id, reply_until=date(2026, 11, 12))
    page.show()
    settle()
    assert texts(page.tasks_card) == ["Umlaufbeschluss: Lichtwochen"]
    row = page.tasks_card.rows()[0]
    assert isinstance(row, ListRow)
    row.activated.emit()
    assert shell.calls[-1] == ("navigate", "circulation", id)


def test_replies_of_the_invited_are_counted(page: TodayPage, context: AppContext) -> None:
    _, id = meeting(context)
    agenda = context.workspace.meetings.agenda
    agenda.add(id, title="Begrüßung")
    context.workspace.meetings.invitations.invite(id)
    first = context.workspace.meetings.invitations.of_meeting(id)[0]
    context.workspace.meetings.invitations.reply(first.id, Reply.YES)
    page.show()
    settle()
    (found,) = context.workspace.overview.today().replies
    assert (found.yes, found.pending, found.total) == (1, 1, 2)
    assert page.replies_card.isVisible()


def test_review_and_gaps_lead_to_their_pages(page: TodayPage, context: AppContext, shell: Any) -> None:
    workspace = context.workspace
    need_id = workspace.needs.create(title="Graffiti am Bahnhof")
    project = workspace.projects.create(title="Anlaufstelle", project_type=ProjectType.OFFER)
    person = workspace.contacts.create_person(last_name="Beispiel")
    with workspace.store.write("Rechtsgrundlage angelegt") as unit:
        unit.add(PrivacyBasis(person_id=person, review_on=date(2026, 1, 1)))
    page.show()
    settle()
    assert texts(page.gaps_card) == ["Bedarf ohne Projekt: „Graffiti am Bahnhof“"]
    for card in (page.review_card, page.gaps_card):
        for row in card.rows():
            assert isinstance(row, ListRow)
            row.activated.emit()
    assert ("navigate", "privacy_review", 0) in shell.calls
    assert ("navigate", "need", need_id) in shell.calls
    workspace.needs.link_project(need_id, project)
    settle()
    assert page.gaps_card.hint.text() == "", "the gap is closed and the page has noticed"


def test_new_task_is_made_from_here(page: TodayPage, context: AppContext) -> None:
    page.show()
    settle()

    def fill() -> None:
        dialog: Any = QApplication.activeModalWidget()
        dialog.fields.rows["title"].editor.set_value("Angebot einholen")
        dialog.fields.rows["organisation_id"].editor.set_value(organisation)
        dialog.primary_button.click()
        if dialog.isVisible():
            dialog.reject()

    organisation = context.workspace.contacts.create_organisation(name="Ordnungsamt")
    QTimer.singleShot(0, fill)
    page.new_record()
    settle()
    assert texts(page.tasks_card) == ["Angebot einholen"]


def test_new_day_shows_itself_without_a_click(page: TodayPage, context: AppContext, clock: FixedClock) -> None:
    page.show()
    settle()
    clock.moment = clock.moment + timedelta(days=1)
    page.day_timer.timeout.emit()
    assert page.header.subtitle.full_text() == f"Dienstag, 10.{NBSP}November 2026"

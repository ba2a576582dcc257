"""Meetings, replies and sendings as lists: complete, typed for Excel, filtered by their options."""

from datetime import date, datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from coordinator_app.domain.dispatches import Occasion
from coordinator_app.domain.meetings import Reply
from coordinator_app.services.workspace import Workspace
from tests.documents.rules import pdf_findings, word_findings
from tests.meeting_scenario import Progress, Steering


@pytest.fixture
def steering_stage() -> Progress:
    return "held"


def sheet(workspace: Workspace, key: str, id: int, **options: Any) -> list[tuple[Any, ...]]:
    """The rows of the Excel sheet from its header on."""
    book = openpyxl.load_workbook(BytesIO(workspace.documents.render(key, id, "xlsx", options)))
    found = book.worksheets[0]
    assert found.freeze_panes == "A5"
    assert found.auto_filter.ref
    return [tuple(cell.value for cell in row) for row in found.iter_rows(min_row=4)]


def test_meetings_of_a_body_tell_presence_and_results(workspace: Workspace, steering: Steering) -> None:
    header, first, second = sheet(workspace, "meetings_list", steering.body)
    assert header[:3] == ("Nr.", "Datum", "Sitzung")
    assert (first[0], first[1].date()) == (3, date(2026, 9, 10))
    assert second[1].date() == date(2026, 11, 26)
    assert second[header.index("Leitung")] == "Cornelia Marschner"
    present, entitled = second[header.index("Anwesend")], second[header.index("Anwesend") + 1]
    assert 0 < present <= entitled
    assert second[header.index("Beschlüsse")] >= 2
    assert second[header.index("Niederschrift")] == "Entwurf"


def test_meetings_of_this_year_only(workspace: Workspace, steering: Steering) -> None:
    workspace.meetings.create(body_id=steering.body, starts_at=steering.clock.moment.replace(year=2027))
    workspace.meetings.create(body_id=steering.body, title="Ohne Termin")
    assert len(sheet(workspace, "meetings_list", steering.body)) == 5
    assert len(sheet(workspace, "meetings_list", steering.body, period="year")) == 3


def test_replies_tell_who_answered_how(workspace: Workspace, steering: Steering) -> None:
    planned = workspace.meetings.prepare_next(
        body_id=steering.body, starts_at=steering.clock.moment.replace(year=2027), place="Rathaus"
    )
    workspace.meetings.agenda.add(planned, title="Licht")
    workspace.meetings.update(planned, None, chair_id=steering.people["Marschner"])
    workspace.meetings.invitations.invite(planned)
    invited = workspace.meetings.invitations.of_meeting(planned)
    workspace.meetings.invitations.reply(invited[0].id, Reply.YES)
    header, *rows = sheet(workspace, "reply_list", planned)
    assert len(rows) == len(invited)
    answered = next(row for row in rows if row[0] == invited[0].name)
    assert answered[header.index("Antwort")] == "zugesagt"
    assert isinstance(answered[header.index("Antwort am")], datetime)
    assert len(sheet(workspace, "reply_list", planned, scope="open")) == len(invited)


def test_sendings_name_people_only_when_wanted(workspace: Workspace, steering: Steering) -> None:
    before = workspace.documents.kind("dispatch_list").subjects(workspace)
    workspace.dispatches.record(
        Occasion.MINUTES,
        "meeting",
        steering.second,
        way="E-Mail",
        recipients=["Erika Muster, e@example.org", "Max Muster"],
        contents="Niederschrift, Fassung 1",
        sent_on=date(2026, 12, 1),
    )
    assert workspace.documents.kind("dispatch_list").subjects(workspace) == [0]
    header, first, *_ = sheet(workspace, "dispatch_list", 0)
    assert "Namen" not in header
    assert first[0].date() == date(2026, 12, 1)
    assert first[1:3] == ("Niederschrift", workspace.meetings.get(steering.second).title)
    assert first[header.index("Empfänger")] == 2
    header, first, *_ = sheet(workspace, "dispatch_list", 0, names=True)
    assert "Erika Muster, e@example.org" in first[header.index("Namen")]
    assert before in ([], [0])


@pytest.mark.parametrize("key", ["meetings_list", "reply_list", "dispatch_list"])
def test_overviews_keep_the_rules_of_all_documents(workspace: Workspace, steering: Steering, key: str) -> None:
    kind = workspace.documents.kind(key)
    subject = (kind.subjects(workspace) or [0])[0]
    assert word_findings(workspace.documents.render(key, subject, "docx")) == []
    assert pdf_findings(workspace.documents.render(key, subject, "pdf")) == []
    assert workspace.documents.file_stem(key, subject)


def test_long_names_of_bodies_leave_the_kind_of_document_readable(workspace: Workspace) -> None:
    body = workspace.bodies.create(name="Kommunaler Präventionsrat " * 7)
    meeting = workspace.meetings.create(body_id=body, title="T" * 250)
    stems = {
        kind.key: workspace.documents.file_stem(kind.key, meeting if kind.subject == "meeting" else body)
        for kind in workspace.documents.kinds()
        if kind.subject in ("meeting", "body")
    }
    assert len(set(stems.values())) == len(stems), stems
    assert all(len(stem) <= 120 for stem in stems.values())
    assert stems["minutes"].endswith("Niederschrift")

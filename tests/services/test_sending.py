"""Drafts, letters and calendar entries as files: who gets what, read back from the folder."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import cast

import pytest
from icalendar import Calendar

from coordinator_app.common.errors import Cancelled, UserError
from coordinator_app.common.jobs import JobContext
from coordinator_app.domain.contacts import Channel, ContactPoint
from coordinator_app.domain.dispatches import Occasion, Way
from coordinator_app.domain.meetings import MeetingState
from coordinator_app.services import sending as sending_module
from coordinator_app.services.sending import SendOptions
from coordinator_app.services.workspace import Workspace
from tests.documents.rules import pdf_findings, word_findings
from tests.meeting_scenario import Steering


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "Versand"
    found.mkdir()
    return found


@pytest.fixture
def ready(steering: Steering, workspace: Workspace) -> int:
    """The second meeting, not yet invited: four by mail, two by post, one by hand, two cannot be reached."""
    workspace.meetings.invitations.withdraw(steering.second)
    own = workspace.municipality.own()
    assert own is not None
    workspace.municipality.update(own.id, None, email="kpr@muehlwerda.example", phone="03799 200-0")
    for name in ("Marschner", "Krause", "Lorenz", "Böhme"):
        add(workspace, steering.people[name], Channel.EMAIL, f"{name.lower().replace('ö', 'oe')}@x.example")
    for name in ("Nitzsche", "Vogel"):
        add(workspace, steering.people[name], Channel.POST, "Am Hang 3, 08999 Mühlwerda")
    plan = {found.name: found.key for found in workspace.meetings.invitations.plan(steering.second)}
    workspace.meetings.invitations.set_way(steering.second, [plan["Jens Hempel"]], Way.HAND)
    return steering.second


def add(workspace: Workspace, person: int, channel: Channel, value: str) -> None:
    workspace.contacts.add_part(ContactPoint(person_id=person, channel=channel, value=value))


def write(workspace: Workspace, meeting: int, options: SendOptions, folder: Path) -> list[str]:
    workspace.sending.write(JobContext(), meeting, options, folder)
    return sorted(path.name for path in folder.iterdir())


def read(folder: Path, ending: str) -> EmailMessage:
    path = next(path for path in folder.iterdir() if path.name.endswith(ending))
    return cast("EmailMessage", message_from_bytes(path.read_bytes(), policy=default))


def calendar_of(folder: Path) -> Calendar:
    return Calendar.from_ical(next(folder.glob("*.ics")).read_bytes())


def test_plan_says_who_gets_what(ready: int, workspace: Workspace) -> None:
    plan = workspace.sending.plan(ready, Occasion.INVITATION)
    assert plan.sentence == "4 per E-Mail, 2 per Post, 1 persönlich"
    assert len(plan.problems) == 2
    assert len(plan.everybody) == 7
    assert workspace.sending.plan(ready, Occasion.CHANGE).sentence == "niemand"
    keys = frozenset({plan.mails[0].key})
    assert workspace.sending.plan(ready, Occasion.INVITATION, keys).sentence == "1 per E-Mail"


def test_one_draft_to_all_keeps_addresses_to_itself(ready: int, workspace: Workspace, folder: Path) -> None:
    names = write(workspace, ready, SendOptions(occasion=Occasion.INVITATION, agenda=True), folder)
    assert names == [
        "2026-11-26 KPR Einladung Briefe.pdf",
        "2026-11-26 KPR Einladung E-Mail an alle.eml",
        "2026-11-26 KPR Einladung Termin.ics",
    ]
    message = read(folder, ".eml")
    assert message["X-Unsent"] == "1"
    assert [found.addr_spec for found in message["To"].addresses] == ["kpr@muehlwerda.example"]
    assert {found.addr_spec for found in message["Bcc"].addresses} == {
        "marschner@x.example",
        "krause@x.example",
        "lorenz@x.example",
        "boehme@x.example",
    }
    assert message["Subject"].replace("\u00a0", " ") == "Einladung zur Sitzung der Lenkungsgruppe am 26. November 2026"
    body = message.get_body(("plain",))
    assert body is not None
    text = body.get_content().replace("\r\n", "\n")
    assert text.startswith("Sehr geehrte Damen und Herren,\n\nzur Sitzung der Lenkungsgruppe lade ich")
    attached = {part.get_filename(): part for part in message.iter_attachments()}
    assert list(attached) == ["Einladung.pdf", "Tagesordnung.pdf", "Termin.ics"]
    assert pdf_findings(attached["Einladung.pdf"].get_content()) == []
    assert pdf_findings((folder / names[0]).read_bytes()) == []


def test_a_draft_for_each_has_the_personal_salutation(ready: int, workspace: Workspace, folder: Path) -> None:
    options = SendOptions(occasion=Occasion.INVITATION, one_draft=False, letters="docx", calendar=False)
    names = write(workspace, ready, options, folder)
    assert "2026-11-26 KPR Einladung E-Mail an Krause, Stefan.eml" in names
    assert len([name for name in names if name.endswith(".eml")]) == 4
    assert not [name for name in names if name.endswith(".ics")]
    message = read(folder, "Krause, Stefan.eml")
    assert message["Bcc"] is None
    assert [found.addr_spec for found in message["To"].addresses] == ["krause@x.example"]
    body = message.get_body(("plain",))
    assert body is not None
    assert "Krause" in body.get_content().partition(",")[0]
    assert word_findings(next(folder.glob("*.docx")).read_bytes()) == []


def test_deputies_get_a_draft_of_their_own(ready: int, steering: Steering, workspace: Workspace, folder: Path) -> None:
    seat = next(view.id for view in workspace.bodies.seats(steering.body) if view.name == "Anke Lorenz")
    deputy = workspace.contacts.create_person(last_name="Sommer", first_name="Ines")
    add(workspace, deputy, Channel.EMAIL, "sommer@x.example")
    made = workspace.bodies.add_seat(
        steering.body, seat="Stellvertretung", person_id=deputy, deputy_for_id=seat, has_vote=False
    )
    workspace.meetings.invitations.set_way(ready, [f"seat:{made}"], Way.EMAIL)
    write(workspace, ready, SendOptions(occasion=Occasion.INVITATION), folder)
    body = read(folder, "zur Kenntnis.eml").get_body(("plain",))
    assert body is not None
    assert "zur Kenntnis" in body.get_content()
    assert "sommer" not in str(read(folder, "an alle.eml")["Bcc"])


def test_attachments_of_items_go_along_unless_confidential(
    ready: int, workspace: Workspace, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = workspace.meetings.agenda.view(ready).lines[0].id
    workspace.attachments.add_bytes(b"offen", name="Konzept <1>.pdf", title="Konzept", kind="agenda_item", id=item)
    workspace.attachments.add_bytes(
        b"geheim", name="Akte.pdf", title="Akte", kind="agenda_item", id=item, confidential=True
    )
    monkeypatch.setattr(sending_module, "TOO_LARGE", 10)
    sent = workspace.sending.write(JobContext(), ready, SendOptions(occasion=Occasion.INVITATION), folder)
    attached = {part.get_filename(): part.get_content() for part in read(folder, ".eml").iter_attachments()}
    name = next(name for name in attached if name and "Konzept" in name)
    assert "<" not in name
    assert attached[name] == b"offen"
    assert not [name for name in attached if name and "Akte" in name]
    assert any("vertrauliche Anlage ist nicht dabei" in note for note in sent.notes)
    assert any("manche Postfächer" in note for note in sent.notes)
    assert any("Konzept" in path.name for path in folder.iterdir())  # to be printed for the letters


def test_calendar_entry_follows_the_life_of_the_meeting(ready: int, workspace: Workspace, tmp_path: Path) -> None:
    """Property 12 through the services: UID stays, SEQUENCE rises exactly when what is told has changed."""
    meetings = workspace.meetings
    seen: list[tuple[str, int, str]] = []

    def look() -> tuple[str, int, str]:
        event = Calendar.from_ical(workspace.sending.calendar(ready)).walk("VEVENT")[0]
        seen.append((str(event["uid"]), int(event["sequence"]), str(event["status"])))
        return seen[-1]

    first = look()
    assert first[1] == workspace.meetings.get(ready).calendar_sequence
    meetings.invitations.invite(ready)
    invited = look()
    meetings.update(ready, None, hint="nur intern")
    assert look() == invited
    meetings.update(ready, None, place="Bürgersaal")
    assert look()[1] == invited[1] + 1
    meetings.invitations.tell(ready, Occasion.CHANGE)
    assert look()[1] == invited[1] + 1
    meetings.agenda.add(ready, title="Neues Thema")
    assert look()[1] == invited[1] + 2
    meetings.invitations.tell(ready, Occasion.CHANGE)
    meetings.cancel(ready, "Hochwasser")
    assert look()[1:] == (invited[1] + 3, "CANCELLED")
    meetings.invitations.tell(ready, Occasion.CANCELLATION)
    assert look()[1:] == (invited[1] + 3, "CANCELLED")
    meetings.reinstate(ready)
    assert look()[1:] == (invited[1] + 4, "CONFIRMED")
    assert len({uid for uid, _, _ in seen}) == 1


def test_calendar_saved_alone_counts_as_told_before_the_invitation(
    ready: int, workspace: Workspace, folder: Path
) -> None:
    before = workspace.meetings.get(ready).calendar_sequence
    workspace.sending.save_calendar(ready, folder / "a.ics")
    first = int(calendar_of(folder).walk("VEVENT")[0]["sequence"])
    workspace.meetings.update(ready, None, place="Bürgersaal")
    (folder / "a.ics").unlink()
    workspace.sending.save_calendar(ready, folder / "b.ics")
    assert int(calendar_of(folder).walk("VEVENT")[0]["sequence"]) == first + 1
    workspace.meetings.invitations.invite(ready)
    workspace.meetings.update(ready, None, place="Rathaus")
    workspace.sending.save_calendar(ready, folder / "c.ics")
    assert workspace.meetings.invitations.changes(ready)  # a file saved by hand tells nobody
    assert workspace.meetings.get(ready).calendar_sequence >= before


def test_change_and_cancellation_are_written_with_their_words(ready: int, workspace: Workspace, folder: Path) -> None:
    workspace.meetings.invitations.invite(ready)
    workspace.meetings.update(ready, None, place="Bürgersaal")
    write(workspace, ready, SendOptions(occasion=Occasion.CHANGE), folder)
    body = read(folder, ".eml").get_body(("plain",))
    assert body is not None
    assert "- Ort: Bürgersaal statt" in body.get_content()
    workspace.meetings.cancel(ready, "Hochwasser\nim Saal")
    for path in folder.iterdir():
        path.unlink()
    write(workspace, ready, SendOptions(occasion=Occasion.CANCELLATION), folder)
    message = read(folder, ".eml")
    body = message.get_body(("plain",))
    assert body is not None
    assert "findet nicht statt" in body.get_content()
    attached = list(message.iter_attachments())
    assert [part.get_filename() for part in attached] == ["Termin.ics"]
    assert attached[0].get_param("method") == "CANCEL"
    assert str(calendar_of(folder)["method"]) == "CANCEL"


def test_reminder_goes_to_those_who_owe_an_answer_without_papers(
    ready: int, workspace: Workspace, folder: Path
) -> None:
    workspace.meetings.invitations.invite(ready)
    write(workspace, ready, SendOptions(occasion=Occasion.REMINDER), folder)
    message = read(folder, ".eml")
    assert list(message.iter_attachments()) == []
    assert str(message["Subject"]).startswith("Erinnerung")


def test_letters_on_the_towns_template(ready: int, workspace: Workspace, folder: Path) -> None:
    from coordinator_app.services.letter_templates import EXAMPLE

    options = SendOptions(occasion=Occasion.INVITATION, letters="town")
    with pytest.raises(UserError, match="noch keine Briefvorlage"):
        workspace.sending.write(JobContext(), ready, options, folder)
    workspace.letter_templates.add(EXAMPLE)
    write(workspace, ready, options, folder)
    assert word_findings(next(folder.glob("*Briefe.docx")).read_bytes()) == []


def test_nothing_to_write_and_cancelling_are_told(ready: int, workspace: Workspace, folder: Path) -> None:
    with pytest.raises(UserError, match="niemanden"):
        workspace.sending.write(JobContext(), ready, SendOptions(occasion=Occasion.CHANGE), folder)
    context = JobContext()
    context.cancel()
    with pytest.raises(Cancelled):
        workspace.sending.write(context, ready, SendOptions(occasion=Occasion.INVITATION), folder)
    draft = workspace.meetings.create(body_id=workspace.meetings.get(ready).body_id)
    with pytest.raises(UserError, match="noch keinen Termin"):
        workspace.sending.calendar(draft)
    assert workspace.meetings.get(draft).state is MeetingState.DRAFT


def test_letters_are_a_document_of_the_menu(ready: int, workspace: Workspace) -> None:
    documents = workspace.documents
    assert documents.kind("meeting_letters").label == "Briefe zur Sitzung"
    for options in ({}, {"who": "post"}, {"occasion": "cancellation"}, {"occasion": "reminder"}):
        assert pdf_findings(documents.render("meeting_letters", ready, "pdf", options)) == []
    assert word_findings(documents.render("meeting_letters", ready, "docx")) == []
    assert ready in documents.kind("meeting_letters").subjects(workspace)
    workspace.meetings.invitations.invite(ready)
    workspace.meetings.cancel(ready, "x")
    assert "Absage" in documents.document("meeting_letters", ready).title
    assert documents.file_stem("meeting_letters", ready) == "2026-11-26 KPR Briefe"


def test_papers_name_what_goes_along(ready: int, workspace: Workspace) -> None:
    item = workspace.meetings.agenda.view(ready).lines[0].id
    workspace.attachments.add_bytes(b"x", name="Konzept.pdf", title="Konzept", kind="agenda_item", id=item)
    workspace.attachments.add_bytes(b"y", name="Akte.pdf", title="Akte", kind="agenda_item", id=item, confidential=True)
    text = str(workspace.documents.document("invitation", ready))
    assert "Anlage 1: Konzept" in text
    assert "Akte" not in text


def test_two_people_of_one_name_get_a_draft_each(ready: int, workspace: Workspace, folder: Path) -> None:
    for number in (1, 2):
        person = workspace.contacts.create_person(last_name="Sommer", first_name="Ines")
        add(workspace, person, Channel.EMAIL, f"sommer{number}@x.example")
        workspace.meetings.invitations.add_guest(ready, person_id=person)
    long = workspace.contacts.create_person(last_name="L" * 100, first_name="M" * 100)
    add(workspace, long, Channel.EMAIL, "lang@x.example")
    workspace.meetings.invitations.add_guest(ready, person_id=long)
    names = write(workspace, ready, SendOptions(occasion=Occasion.INVITATION, one_draft=False), folder)
    assert "2026-11-26 KPR Einladung E-Mail an Sommer, Ines.eml" in names
    assert "2026-11-26 KPR Einladung E-Mail an Sommer, Ines (2).eml" in names
    reached = {read(folder, name)["To"].addresses[0].addr_spec for name in names if name.endswith(".eml")}
    assert {"sommer1@x.example", "sommer2@x.example", "lang@x.example"} <= reached
    again = write(workspace, ready, SendOptions(occasion=Occasion.INVITATION, one_draft=False), folder)
    assert again == names

"""Letters and mail drafts about open tasks, where tasks come from, the papers of resolutions."""

import email
from email import policy
from pathlib import Path

import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.common.jobs import JobContext
from coordinator_app.documents.content import Run, walk
from coordinator_app.domain.contacts import Channel, ContactPoint
from coordinator_app.domain.dispatches import Occasion
from coordinator_app.domain.resolutions import Implementation
from coordinator_app.domain.tasks import TaskState
from coordinator_app.services.task_origins import origins
from coordinator_app.services.workspace import Workspace
from tests.meeting_scenario import Progress, Steering


@pytest.fixture
def steering_stage() -> Progress:
    return "held"


def words(document: object) -> str:
    parts = [each for each in walk(document) if isinstance(each, str)]
    return "\n".join(parts + [each.text for each in walk(document) if isinstance(each, Run)])


@pytest.fixture
def hempel(steering: Steering, workspace: Workspace) -> int:
    """Jens Hempel has an address, one task from the meeting and one from a need, and works on one of the Diakonie."""
    person = steering.people["Hempel"]
    point = ContactPoint(person_id=person, channel=Channel.EMAIL, value="hempel@muehlwerda.example")
    workspace.contacts.add_part(point)
    need = workspace.needs.create(title="Unsicherheit am Bahnhof")
    workspace.tasks.create_from("need", need, title="Begehung", due="01.10.2026", person_id=person)
    workspace.tasks.create(
        title="Flyer", organisation_id=steering.organisations["Diakonie"], contributors=(person,), due="morgen"
    )
    return person


def test_everybody_with_open_tasks_is_listed(steering: Steering, workspace: Workspace, hempel: int) -> None:
    found = {one.key: one for one in workspace.task_letters.debtors()}
    mine = found[hempel]
    assert {view.task.title for view in mine.tasks} >= {"Begehung", "Reinigungsplan abstimmen"}
    assert [view.task.title for view in mine.contributing] == ["Flyer"]
    assert (mine.name, mine.overdue, mine.addressee.email) == ("Jens Hempel", 1, "hempel@muehlwerda.example")
    assert found[-steering.organisations["Diakonie"]].name == "Diakonie"
    of_body = {one.key for one in workspace.task_letters.debtors(body_id=steering.body)}
    assert hempel in of_body
    assert -steering.organisations["Diakonie"] not in of_body


@pytest.mark.parametrize("key", ["task_letters", "body_task_letters", "task_letter", "organisation_task_letter"])
def test_letters_are_made(steering: Steering, workspace: Workspace, hempel: int, key: str) -> None:
    kind = workspace.documents.kind(key)
    subjects = kind.subjects(workspace)
    assert subjects
    told = words(workspace.documents.document(key, subjects[0]))
    assert "Ihre offenen Aufgaben" in told
    assert "Offene Aufgaben Brief" in workspace.documents.file_stem(key, subjects[0])


def test_letter_names_meeting_item_and_resolution(steering: Steering, workspace: Workspace, hempel: int) -> None:
    told = words(workspace.documents.document("task_letter", hempel))
    assert "4. Sitzung der Lenkungsgruppe, 26.11.2026, TOP" in told
    assert "Beschluss 2026/" in told
    assert "Bedarf „Unsicherheit am Bahnhof“" in told
    assert "überfällig seit" in told
    assert "Außerdem wirken Sie mit bei:" in told


def test_drafts_and_letters_go_into_a_folder(workspace: Workspace, hempel: int, tmp_path: Path) -> None:
    written = workspace.task_letters.write(JobContext(), tmp_path)
    assert [one.key for one in written.mails] == [hempel]
    assert written.letters
    drafts = [path for path in written.files if path.suffix == ".eml"]
    message = email.message_from_bytes(drafts[0].read_bytes(), policy=policy.default)
    assert message["To"] == "Jens Hempel <hempel@muehlwerda.example>"
    assert message["Subject"] == "Ihre offenen Aufgaben"
    body = message.get_body()
    assert body is not None
    text = body.get_content()
    assert text.startswith(("Sehr geehrter Herr Hempel,", "Guten Tag Jens Hempel,"))
    assert "- Begehung; Bedarf „Unsicherheit am Bahnhof“; 01.10.2026; überfällig seit" in text
    assert [path.suffix for path in written.files] == [".eml", ".docx"]


def test_sending_is_noted_as_one_step(workspace: Workspace, hempel: int, tmp_path: Path) -> None:
    written = workspace.task_letters.write(JobContext(), tmp_path, keys=[hempel])
    assert [path.suffix for path in written.files] == [".eml"]
    workspace.task_letters.note_sent(written)
    (sent,) = workspace.dispatches.of("person", hempel)
    assert (sent.occasion, sent.way, sent.recipients) == (
        Occasion.TASKS,
        "E-Mail",
        "Jens Hempel, hempel@muehlwerda.example",
    )
    assert "Begehung" in sent.contents
    (mine,) = workspace.task_letters.debtors(keys=[hempel])
    assert mine.last == sent.sent_on
    workspace.store.undo()
    assert workspace.dispatches.of("person", hempel) == []


def test_who_lies_in_the_papierkorb_gets_no_letter(workspace: Workspace, hempel: int) -> None:
    workspace.contacts.discard_person(hempel)
    assert workspace.task_letters.debtors(keys=[hempel]) == []


def test_nobody_to_write_to_is_said(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="niemanden mit offenen Aufgaben"):
        workspace.task_letters.write(JobContext(), tmp_path, keys=[])


def test_origins_of_every_kind(steering: Steering, workspace: Workspace) -> None:
    with workspace.store.read() as unit:
        from coordinator_app.domain.resolutions import Resolution

        resolution = unit.find(Resolution, agenda_item_id=steering.treff)[0]
    project = workspace.projects.create(title="Offener Treff")
    ids = {
        "resolution": workspace.tasks.create_from("resolution", resolution.id, title="a"),
        "project": workspace.tasks.create_from("project", project, title="b"),
        "meeting": workspace.tasks.create_from("meeting", steering.second, title="c", meeting_id=steering.second),
        "none": workspace.tasks.create(title="d"),
        "gone": workspace.tasks.create_from("project", 999, title="e"),
    }
    with workspace.store.read() as unit:
        told = origins(unit, [workspace.tasks.get(id) for id in ids.values()])
    assert told[ids["resolution"]] == f"Beschluss {resolution.number}, 4. Sitzung der Lenkungsgruppe, 26.11.2026"
    assert told[ids["project"]] == "Projekt „Offener Treff“"
    assert "4. Sitzung der Lenkungsgruppe" in told[ids["meeting"]]
    assert (told[ids["none"]], told[ids["gone"]]) == ("", "")
    assert workspace.tasks.get(ids["resolution"]).body_id == steering.body


def test_sheet_of_a_resolution(steering: Steering, workspace: Workspace) -> None:
    kind = workspace.documents.kind("resolution_sheet")
    ids = kind.subjects(workspace)
    told = words(workspace.documents.document("resolution_sheet", ids[-1]))
    assert "Ausfertigung" in told
    assert "noch nicht abgeschlossen" in told
    assert workspace.documents.file_stem("resolution_sheet", ids[-1]).startswith("2026-11-26 KPR Beschluss 2026")
    workspace.follow_up.report(ids[-1], state=Implementation.REPLACED, replaced_by_id=ids[0])
    assert "abgelöst durch" in words(workspace.documents.document("resolution_sheet", ids[-1]))


@pytest.mark.parametrize("group", ["", "term", "year", "state", "responsible"])
@pytest.mark.parametrize("scope", ["all", "open", "public"])
def test_register_in_every_form(steering: Steering, workspace: Workspace, group: str, scope: str) -> None:
    document = workspace.documents.document("resolution_register", steering.body, {"group": group, "scope": scope})
    assert ("lückenlos" in words(document)) is (scope == "all")


def test_finished_tasks_leave_the_letters(workspace: Workspace, hempel: int) -> None:
    (mine,) = workspace.task_letters.debtors(keys=[hempel])
    workspace.tasks.several.set_state([view.id for view in (*mine.tasks, *mine.contributing)], TaskState.DONE)
    assert workspace.task_letters.debtors(keys=[hempel]) == []

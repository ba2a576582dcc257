"""„Stimmt Ihr Angebot noch?“: who is asked, what is written and noted, what the answers do."""

from datetime import UTC, date, datetime
from email import message_from_bytes
from pathlib import Path

import pytest

from coordinator_app.common.clock import FixedClock
from coordinator_app.common.errors import UserError
from coordinator_app.common.jobs import JobContext
from coordinator_app.domain.contacts import Affiliation
from coordinator_app.domain.dispatches import Dispatch, Occasion
from coordinator_app.domain.project_course import Confirmation, ConfirmationReply
from coordinator_app.domain.projects import Project, ProjectStatus, ProjectType
from coordinator_app.domain.tasks import Task
from coordinator_app.services.confirmations import Reply
from coordinator_app.services.workspace import Workspace

DAY = date(2026, 11, 26)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    clock = FixedClock(datetime(2026, 11, 26, 10, tzinfo=UTC))
    made = Workspace.create(tmp_path / "m.kpr", clock=clock, user="Julia Albrecht")
    made.municipality.create(name="Mühlwerda")
    return made


def offer(workspace: Workspace, title: str, **values: object) -> int:
    return workspace.projects.create(title=title, project_type=ProjectType.OFFER, **values)  # type: ignore[arg-type]  # several fields


@pytest.fixture
def club(workspace: Workspace) -> int:
    return workspace.contacts.create_organisation(
        name="Jugendhaus", street="Gasse 1", postcode="01234", town="Mühlwerda"
    )


def test_one_provider_has_all_its_unconfirmed_offers(workspace: Workspace, club: int) -> None:
    first, second = offer(workspace, "Treff", carrier_id=club), offer(workspace, "Kurs", carrier_id=club)
    offer(workspace, "Frisch", carrier_id=club, confirmed_on=date(2026, 5, 1))
    nobody = offer(workspace, "Ohne Träger")
    (found,) = workspace.confirmations.providers()
    assert (found.key, found.name, found.way) == (club, "Jugendhaus", "Brief")
    assert {project.id for project in found.projects} == {first, second}
    assert [project.id for project in workspace.confirmations.without_provider()] == [nobody]
    assert len(workspace.confirmations.providers(everybody=True)[0].projects) == 3


def test_the_responsible_person_of_the_carrier_is_addressed_else_the_person_alone(
    workspace: Workspace, club: int
) -> None:
    contacts = workspace.contacts
    inside = contacts.create_person(first_name="Mirko", last_name="Wagner")
    with workspace.store.write("Tätigkeit") as unit:
        unit.add(Affiliation(person_id=inside, organisation_id=club))
    outside = contacts.create_person(first_name="Jana", last_name="Kern")
    offer(workspace, "Treff", carrier_id=club, responsible_id=inside)
    offer(workspace, "Privat", responsible_id=outside)
    found = {one.name: one for one in workspace.confirmations.providers()}
    assert found["Jugendhaus"].addressee.person_id == inside
    assert found["Jana Kern"].key == -outside


def test_drafts_carry_the_form_and_letters_stand_in_one_file(workspace: Workspace, club: int, tmp_path: Path) -> None:
    mail = workspace.contacts.create_organisation(name="Diakonie", email="info@diakonie.example")
    offer(workspace, "Treff", carrier_id=club)
    offer(workspace, "Beratung", carrier_id=mail)
    written = workspace.confirmations.write(JobContext(), tmp_path, [club, mail])
    assert sorted(path.suffix for path in written.files) == [".docx", ".eml"]
    draft = message_from_bytes(next(path for path in written.files if path.suffix == ".eml").read_bytes())
    assert [part.get_filename() for part in draft.walk() if part.get_filename()]
    assert workspace.confirmations.note_asked(written) == 2
    assert [item.days for item in workspace.confirmations.waiting()] == [0, 0]
    with workspace.store.read() as unit:
        assert len(unit.find(Dispatch, occasion=Occasion.CONFIRMATION)) == 2
    workspace.confirmations.note_asked(written)
    assert len(workspace.confirmations.waiting()) == 2
    assert all(one.asked == DAY for one in workspace.confirmations.providers())
    with pytest.raises(UserError, match="niemanden"):
        workspace.confirmations.write(JobContext(), tmp_path, [])


def test_answers_confirm_change_and_end_offers_in_one_step(workspace: Workspace, club: int) -> None:
    same, other, gone = (offer(workspace, title, carrier_id=club) for title in ("Treff", "Kurs", "Café"))
    done = workspace.confirmations.reply(
        [
            Reply(project_id=same, reply=ConfirmationReply.UNCHANGED, on=DAY, by="Mirko Wagner"),
            Reply(project_id=other, reply=ConfirmationReply.CHANGED, on=DAY, changes="Nur noch freitags"),
            Reply(project_id=gone, reply=ConfirmationReply.ENDED, on=DAY, by="Wagner", changes="Kein Personal."),
        ]
    )
    assert done == 3
    get = workspace.projects.get
    assert (get(same).confirmed_on, get(same).confirmed_by) == (DAY, "Mirko Wagner")
    assert get(other).confirmed_on == DAY
    assert get(gone).status is ProjectStatus.DISCONTINUED
    assert "Kein Personal." in get(gone).status_reason
    assert (get(gone).end, get(gone).is_permanent) == (DAY, False)
    with workspace.store.read() as unit:
        (task,) = unit.find(Task)
        assert (task.title, task.source_id) == ("Angaben ändern: Kurs", other)
        assert "Nur noch freitags" in task.description
    workspace.store.undo()
    with workspace.store.read() as unit:
        assert unit.find(Task) == []
        assert unit.find(Confirmation) == []
        assert unit.get(Project, gone).status is ProjectStatus.RUNNING


def test_an_answer_closes_the_open_question_and_may_come_after_the_end(workspace: Workspace, club: int) -> None:
    project = offer(workspace, "Treff", carrier_id=club, start=date(2027, 1, 1))
    with workspace.store.write("gefragt") as unit:
        unit.add(Confirmation(project_id=project, asked_on=DAY))
    ended = Reply(project_id=project, reply=ConfirmationReply.ENDED, on=DAY)
    workspace.confirmations.reply([ended, ended])
    assert workspace.confirmations.waiting() == []
    assert workspace.projects.get(project).end is None


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (Reply(project_id=1, reply=ConfirmationReply.CHANGED, on=DAY), "was sich geändert hat"),
        (Reply(project_id=1, reply=ConfirmationReply.UNCHANGED, on=date(2027, 1, 1)), "Zukunft"),
    ],
)
def test_a_wrong_answer_stores_nothing(workspace: Workspace, club: int, reply: Reply, words: str) -> None:
    assert offer(workspace, "Treff", carrier_id=club) == 1
    with pytest.raises(UserError, match=words):
        workspace.confirmations.reply([reply])
    assert workspace.projects.get(1).confirmed_on is None


def test_letters_and_form_are_documents(workspace: Workspace, club: int) -> None:
    offer(workspace, "Treff", carrier_id=club, short_description="Offen für alle.", is_public=True)
    documents = workspace.documents
    for key, id in (("confirmation_letters", 0), ("confirmation_letter", club)):
        assert id in documents.kind(key).subjects(workspace)
        assert "Stimmt Ihr Angebot noch" in documents.file_stem(key, id)
        text = str(documents.document(key, id))
        assert "Treff" in text
        assert "gibt es nicht mehr" in text
        assert "24.12.2026" in text

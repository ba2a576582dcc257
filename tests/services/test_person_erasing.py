"""Erasing a person: nothing is left but final minutes, in no list, document, backup and no byte of the file."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from coordinator_app.domain.attachments import Document, LinkRole
from coordinator_app.domain.contacts import Channel, ContactPoint, Person, PrivacyBasis
from coordinator_app.domain.dispatches import Occasion
from coordinator_app.domain.grants import Expense, Grant
from coordinator_app.domain.minutes import MinutesVersion
from coordinator_app.domain.network import ErasureReason, Interaction
from coordinator_app.services.person_erasing import Decision, usual_decision
from coordinator_app.services.workspace import Workspace
from coordinator_app.storage.queries.text_traces import texts_with
from tests.meeting_scenario import Progress, Steering
from tests.services.test_minutes_service import text_of

CONFIRMED = date(2026, 11, 30)
SEALED_PAPERS = {"minutes", "minutes_extract"}


@pytest.fixture
def steering_stage() -> Progress:
    return "held"


@pytest.fixture
def scattered(steering: Steering, workspace: Workspace) -> int:
    """Jens Hempel all over the file; minutes are final. Returns his id."""
    person = steering.people["Hempel"]
    contacts = workspace.contacts
    contacts.add_part(ContactPoint(person_id=person, channel=Channel.EMAIL, value="j.hempel@example.org"))
    contacts.add_part(ContactPoint(person_id=person, value="03799 555-777"))
    proof = workspace.attachments.add_bytes(
        b"Ich willige ein. Jens Hempel", name="Hempel.txt", title="Einwilligung Hempel"
    )
    contacts.add_part(PrivacyBasis(person_id=person, source="Anruf bei Herrn Hempel", document_id=proof))
    workspace.attachments.add_bytes(
        b"Jens Hempel war dabei.", name="bericht.txt", title="Bericht", kind="body", id=steering.body
    )
    workspace.projects.create(title="Streife", responsible_id=person, activities="Herr Hempel kümmert sich.")
    workspace.dispatches.record(
        Occasion.TASKS, "person", person, way="E-Mail", recipients=["Jens Hempel, j.hempel@example.org", "Rico Böhme"]
    )
    with workspace.store.write("Gespräche") as unit:
        unit.add(Interaction(happened_on=CONFIRMED, subject="Dienstplan Hempel", text="krank", persons=(person,)))
        unit.add(
            Interaction(
                happened_on=CONFIRMED,
                subject="Streifen",
                text="HEMPEL sagt zu.",
                persons=(person, steering.people["Seidel"]),
            )
        )
    workspace.minutes.finalise(steering.second, confirmed_on=CONFIRMED)
    return person


def names_left(workspace: Workspace) -> list[tuple[str, int]]:
    """Where the name still stands in records."""
    with workspace.store.read() as unit:
        return [(kind.kind, id) for kind, id, _ in texts_with(unit, ["Hempel"])]


def papers_naming(workspace: Workspace, word: str) -> set[str]:
    """The documents that name somebody, of all the program can make."""
    documents = workspace.documents
    subjects = [(kind.key, id) for kind in documents.kinds() for id in kind.subjects(workspace)]
    return {key for key, id in subjects if word in text_of(documents.document(key, id))}


def bytes_with(path: Path, word: str) -> list[str]:
    """The encodings in which a word is found in a file, its letters in any case."""
    data = path.read_bytes().lower()
    return [code for code in ("utf-8", "utf-16-le") if word.lower().encode(code) in data]


def test_the_plan_tells_what_goes_and_what_stands_against_it(scattered: int, workspace: Workspace) -> None:
    plan = workspace.person_erasing.plan(scattered)
    words = " ".join(plan.obstacles)
    assert "2 offene Aufgaben verlieren" in words
    assert "1 Sitz wird unbesetzt" in words
    assert "1 Projekt" in words
    assert {passage.kind for passage in plan.passages} >= {"project", "agenda_item", "interaction"}
    assert all("Hempel" in passage.excerpt or "HEMPEL" in passage.excerpt for passage in plan.passages)
    assert [(each.title, each.own) for each in plan.attached] == [("Einwilligung Hempel", True), ("Bericht", False)]
    assert len(plan.sealed) == 2
    assert (plan.interactions, plan.snapshots > 3) == (1, True)
    decision = usual_decision(plan, ErasureReason.REQUEST)
    assert decision.keep == frozenset()
    assert decision.drop == {plan.attached[0].id}


def test_open_minutes_are_an_obstacle(steering: Steering, workspace: Workspace) -> None:
    plan = workspace.person_erasing.plan(steering.people["Hempel"])
    assert any("noch nicht abgeschlossen" in words for words in plan.obstacles)


def test_nothing_is_left_but_final_minutes(scattered: int, steering: Steering, workspace: Workspace) -> None:
    documents, erasing = workspace.documents, workspace.person_erasing
    sealed = {ending: documents.render("minutes", steering.second, ending) for ending in ("docx", "pdf")}
    plan = erasing.plan(scattered)
    everything = Decision(
        reason=ErasureReason.REQUEST, drop=frozenset(each.id for each in plan.attached), remove_backups=True
    )
    workspace.backups.make("vorher")
    done = erasing.erase(scattered, everything)
    assert "endgültig gelöscht" in done.sentence()
    assert "1 ältere Sicherung entfernt" in done.sentence()
    assert "Hempel" not in done.sentence()
    assert {ending: documents.render("minutes", steering.second, ending) for ending in sealed} == sealed
    assert {kind for kind, _ in names_left(workspace)} == {"minutes_version"}
    assert workspace.search.find("Hempel") == []
    assert workspace.store.undo_name == ""
    assert papers_naming(workspace, "Hempel") <= SEALED_PAPERS
    [backup] = workspace.backups.list()
    with workspace.store.write("Niederschriften weg", undoable=False) as unit:
        for version in unit.find(MinutesVersion, order="id"):
            unit.erase(MinutesVersion, version.id)
    workspace.store.compact()
    for path in (workspace.store.path, *workspace.store.path.parent.glob("*journal*")):
        assert bytes_with(path, "hempel") == []
    assert bytes_with(backup.path, "j.hempel@example.org") == bytes_with(backup.path, "555-777") == []


def test_what_is_to_stay_stays(scattered: int, workspace: Workspace) -> None:
    plan = workspace.person_erasing.plan(scattered)
    keep = frozenset(passage.key for passage in plan.passages if passage.kind == "project")
    done = workspace.person_erasing.erase(scattered, Decision(keep=keep))
    assert "2 Anlagen" not in done.sentence()
    assert "3 Stellen nennen" in done.sentence()
    assert ("project", 1) in names_left(workspace)
    with workspace.store.read() as unit:
        assert [row.subject for row in unit.find(Interaction)] == ["Streifen"]
        assert unit.find(Interaction)[0].text == "(Name gelöscht) sagt zu."
        assert len(unit.find(Document)) == 2


def test_people_of_the_same_surname_keep_theirs(scattered: int, workspace: Workspace) -> None:
    other = workspace.contacts.create_person(first_name="Ilse", last_name="Hempel")
    workspace.contacts.add_part(ContactPoint(person_id=other, channel=Channel.EMAIL, value="ilse.hempel@example.org"))
    plan = workspace.person_erasing.plan(scattered)
    unsure = [passage for passage in plan.passages if not passage.sure]
    assert {passage.kind for passage in unsure} >= {"project", "agenda_item"}
    workspace.search.erase("person", scattered)
    assert [person.display_name for person in workspace.contacts.persons() if person.last_name == "Hempel"] == [
        "Ilse Hempel"
    ]
    assert workspace.contacts.person_card(other).contact_points[0].value == "ilse.hempel@example.org"
    assert [group.kind for group in workspace.search.find("Jens")] == []


def test_a_voucher_of_a_shop_of_that_name_is_left_alone(scattered: int, workspace: Workspace) -> None:
    with workspace.store.write("Belege") as unit:
        grant = unit.add(Grant(title="Förderung"))
        for payee in ("Sporthaus Hempel", "Jens Hempel"):
            unit.add(Expense(grant_id=grant, purpose="Bälle", payee=payee, amount=100, paid_on=CONFIRMED))
    found = [passage for passage in workspace.person_erasing.plan(scattered).passages if passage.kind == "expense"]
    assert [(passage.text, passage.sure) for passage in found] == [("Sporthaus Hempel", False), ("Jens Hempel", True)]


def test_a_former_user_leaves_the_settings_and_the_history(tmp_path: Path, clock: Any) -> None:
    workspace = Workspace.create(tmp_path / "neu.kpr", clock=clock, user="Jens Hempel")
    workspace.municipality.set_setting("user_name", "Jens Hempel")
    person = workspace.contacts.create_person(first_name="Jens", last_name="Hempel")
    workspace.store.close()
    workspace = Workspace.open(tmp_path / "neu.kpr", clock=clock, user="Neue Koordination")
    assert workspace.person_erasing.traces(person).steps > 0
    workspace.person_erasing.erase(person)
    workspace.store.close()
    assert bytes_with(tmp_path / "neu.kpr", "Hempel") == []


def test_names_are_found_in_every_spelling(workspace: Workspace) -> None:
    person = workspace.contacts.create_person(first_name="Änne", last_name="Öztürk")
    texts = "Frau Öztürk fragt, ÖZTÜRK antwortet; Aenne Oeztuerk und Öztürk, Änne sind da."
    workspace.projects.create(title="Treff von Änne Öztürk", activities=texts)
    workspace.person_erasing.erase(person)
    for word in ("öztürk", "oeztuerk", "ozturk", "ÖZTÜRK", "Öztürk"):
        assert bytes_with(workspace.store.path, word) == []
        assert word.encode() not in workspace.store.path.read_bytes()
    assert workspace.search.find("ozt") == []


def test_a_restored_older_backup_is_cleaned_again(scattered: int, workspace: Workspace) -> None:
    before = workspace.backups.make("vorher")
    workspace.person_erasing.erase(scattered)
    workspace.backups.restore(before)
    with workspace.store.read() as unit:
        assert unit.find(Person, last_name="Hempel", deleted=None) == []
    [note] = workspace.person_erasing.notes()
    assert (note.reason, note.kept) == (ErasureReason.NOT_NEEDED, 2)


def test_a_name_kept_by_an_institution_is_not_touched(steering: Steering, workspace: Workspace) -> None:
    office = steering.organisations["Ordnungsamt"]
    workspace.contacts.update_organisation(office, None, email="ordnungsamt@example.org")
    person = steering.people["Hempel"]
    workspace.contacts.add_part(ContactPoint(person_id=person, channel=Channel.EMAIL, value="ordnungsamt@example.org"))
    workspace.person_erasing.erase(person)
    assert workspace.contacts.organisation_card(office).organisation.email == "ordnungsamt@example.org"


def test_attachments_of_sealed_minutes_stay(scattered: int, steering: Steering, workspace: Workspace) -> None:
    workspace.attachments.add_bytes(b"Jens Hempel", name="liste.txt", title="Liste", kind="meeting", id=steering.second)
    [sealed] = [each for each in workspace.person_erasing.plan(scattered).attached if each.sealed]
    workspace.person_erasing.erase(scattered, Decision(drop=frozenset({sealed.id})))
    assert workspace.attachments.content(sealed.id) == b"Jens Hempel"
    assert [link.role for link, _ in workspace.attachments.linked("meeting", steering.second)][-1:] == [
        LinkRole.ATTACHMENT
    ]

"""Documents of minutes from a real file: extracts, versions, comparison, enclosures, ballots, recipients."""

from datetime import date

import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.domain.attachments import Document as StoredDocument
from coordinator_app.domain.ballots import BallotChoice
from coordinator_app.domain.circulations import Circulation, CirculationState
from coordinator_app.domain.contacts import Channel, ContactPoint
from coordinator_app.domain.dispatches import Occasion
from coordinator_app.domain.letters import Addressee
from coordinator_app.domain.minutes_check import Severity
from coordinator_app.domain.resolutions import Resolution, ResolutionState, Vote
from coordinator_app.domain.votes import Count, Procedure
from coordinator_app.services.minutes_sending import recipient_lines
from coordinator_app.services.resolutions import VoteEntry
from coordinator_app.services.workspace import Workspace
from coordinator_app.storage.models.technical import document_content
from tests.meeting_scenario import Progress, Steering
from tests.services.test_minutes_service import text_of

CONFIRMED = date(2026, 11, 26)


@pytest.fixture
def steering_stage() -> Progress:
    return "held"


def text(workspace: Workspace, key: str, id: int, **options: str) -> str:
    return text_of(workspace.documents.document(key, id, options))


def test_extract_of_one_item_follows_the_version_in_force(steering: Steering, workspace: Workspace) -> None:
    draft = workspace.documents.document("minutes_extract", steering.treff)
    assert draft.marking == "Entwurf"
    assert "Für die Richtigkeit des Auszugs" in text_of(draft)
    workspace.minutes.finalise(steering.second, confirmed_on=CONFIRMED)
    sealed = text(workspace, "minutes_extract", steering.treff)
    assert "Prüfsumme" in sealed
    assert "Beschluss 2026/11" in sealed
    assert "Lagebild" not in sealed
    assert "Jens Hempel" not in text(workspace, "minutes_extract", steering.treff, variant="public")
    course = text(workspace, "minutes_extract", steering.treff, type="course")
    assert "fragt nach der Reinigung" in course
    assert workspace.documents.file_stem("minutes_extract", steering.treff) == (
        "2026-11-26 KPR Protokollauszug 4. Sitzung TOP 6"
    )
    kind = workspace.documents.kind("minutes_extract")
    assert steering.treff in kind.subjects(workspace)
    assert kind.version is not None
    assert kind.version(workspace, steering.treff) == 1


def test_versions_can_be_printed_and_compared(steering: Steering, workspace: Workspace) -> None:
    workspace.minutes.finalise(steering.second, confirmed_on=CONFIRMED)
    comparison, minutes = workspace.documents.kind("minutes_comparison"), workspace.documents.kind("minutes")
    assert comparison.subjects(workspace) == []
    workspace.minutes.correct(steering.second, "Schreibfehler")
    assert comparison.subjects(workspace) == [steering.second]
    workspace.meetings.agenda.write(steering.treff, "facts", "Frau Wagner stellt das Konzept vor.")
    live = text(workspace, "minutes_comparison", steering.second)
    for words in ("Fassung 1 vom", "aktueller Stand", "Schreibfehler", "1 Stelle"):
        assert words in live
    workspace.minutes.finalise(steering.second)
    assert "Fassung 2 vom" in text(workspace, "minutes_comparison", steering.second)
    assert "keine" in text(workspace, "minutes_comparison", steering.second, old="1", new="1")
    assert "Herr Wagner stellt" in text(workspace, "minutes", steering.second, number="1")
    assert "Frau Wagner stellt" in text(workspace, "minutes", steering.second, number="0")
    found = text(workspace, "minutes", steering.second)
    assert "Grund der Berichtigung: Schreibfehler." in found
    choices = {option.key: option.choices for option in minutes.options_for(workspace, steering.second)}
    assert choices["number"] == (("", "die gültige"), ("1", "Fassung 1"), ("2", "Fassung 2"))
    both = {option.key: option.choices for option in comparison.options_for(workspace, steering.second)}
    assert both["new"][-1] == ("0", "aktueller Stand")
    assert workspace.documents.file_stem("minutes_comparison", steering.second).endswith("Gegenüberstellung 4. Sitzung")


def test_preview_finishes_the_minutes(steering: Steering, workspace: Workspace) -> None:
    (action,) = workspace.documents.kind("minutes").actions
    assert action.offered(workspace, steering.second)
    assert action.run(workspace, steering.second) == "Fassung 1 der Niederschrift ist abgeschlossen."
    assert not action.offered(workspace, steering.second)
    assert workspace.documents.kind("minutes").version is not None


def test_public_extract_is_a_document_of_meetings_with_public_items(steering: Steering, workspace: Workspace) -> None:
    kind = workspace.documents.kind("minutes_public")
    assert kind.subjects(workspace) == [steering.second]
    workspace.meetings.agenda.write(steering.treff, "outcome", "Offen.\n\n[nö] Die Miete ist geheim.")
    found = text(workspace, "minutes_public", steering.second)
    assert "Offen." in found
    assert "Miete" not in found
    assert "Miete" in text(workspace, "minutes", steering.second)
    assert workspace.documents.file_stem("minutes_public", steering.second) == (
        "2026-11-26 KPR Öffentlicher Auszug 4. Sitzung"
    )


def test_enclosures_are_listed_and_checked(steering: Steering, workspace: Workspace) -> None:
    add = workspace.attachments.add_bytes
    plan = add(b"%PDF plan", name="plan.pdf", title="Lageplan", kind="agenda_item", id=steering.treff)
    add(b"x", name="x.pdf", title="Mietvertrag", kind="agenda_item", id=steering.treff, confidential=True)
    add(b"y", name="y.pdf", title="Folien", kind="meeting", id=steering.second)
    found = text(workspace, "minutes", steering.second)
    assert "Lageplan (zu TOP 6)" in found
    assert "Mietvertrag (vertraulich)" in found
    assert "Folien" in found
    warnings = [finding.text for finding in workspace.minutes.check(steering.second)]
    assert any("die Anlage „Mietvertrag“ ist vertraulich" in words for words in warnings)
    with workspace.store.write("Beschädigt") as unit:
        digest = unit.get(StoredDocument, plan).sha256
        damage = document_content.update().where(document_content.c.sha256 == digest).values(data=b"%PDF")
        unit.connection.execute(damage)
    (error,) = [entry for entry in workspace.minutes.check(steering.second) if entry.severity is Severity.ERROR]
    assert error.text.startswith("TOP 6: Die Anlage „Lageplan“ ist nicht lesbar.")
    assert error.target == ("agenda_item", steering.treff)
    workspace.attachments.discard(plan)
    assert "Lageplan" not in text(workspace, "minutes", steering.second)


def test_votes_by_name_and_repeated_ones_are_told(steering: Steering, workspace: Workspace) -> None:
    resolution = workspace.resolutions.of_item(steering.treff)[0].id
    workspace.resolutions.reopen(resolution)
    moment = workspace.resolutions.votes(resolution)[0].taken_at
    choices = {steering.lines["Marschner"]: BallotChoice.YES, steering.lines["Seidel"]: BallotChoice.NO}
    entry = VoteEntry(count=Count(yes=5, no=2), procedure=Procedure.ROLL_CALL, choices=choices, at=moment)
    workspace.resolutions.vote(resolution, entry)
    content = workspace.minutes.content(steering.second)
    item = content.item_of(steering.treff)
    assert item is not None
    (told,) = item.resolutions
    assert {(ballot.name, ballot.choice) for ballot in told.ballots} >= {
        ("Cornelia Marschner", BallotChoice.YES),
        ("Torsten Seidel", BallotChoice.NO),
    }
    assert len(told.earlier) == 1
    assert "Cornelia Marschner" in text(workspace, "minutes", steering.second)
    assert "1. Abstimmung" in text(workspace, "minutes", steering.second, type="course")


def test_written_vote_made_known_in_the_meeting_is_told_with_its_days(steering: Steering, workspace: Workspace) -> None:
    with workspace.store.write("Umlauf") as unit:
        resolution = unit.add(
            Resolution(body_id=steering.body, title="Plakate", wording="Zustimmung.", state=ResolutionState.ADOPTED)
        )
        vote = unit.add(Vote(resolution_id=resolution, procedure=Procedure.CIRCULATION, yes=6, sentence="Angenommen."))
        circulation = unit.add(
            Circulation(
                body_id=steering.body,
                resolution_id=resolution,
                vote_id=vote,
                sent_on=date(2026, 10, 1),
                closed_on=date(2026, 10, 16),
                state=CirculationState.CLOSED,
            )
        )
        item = workspace.meetings.agenda.get(steering.treff)
        unit.change(type(item), steering.treff, None, origin_key=f"circulation:{circulation}")
    found = text(workspace, "minutes", steering.second)
    assert "Umlaufverfahren: versendet am 01.10.2026, ausgezählt am 16.10.2026." in found


def test_marks_that_are_none_are_told(steering: Steering, workspace: Workspace) -> None:
    workspace.meetings.agenda.write(steering.treff, "facts", "(nö) geheim")
    (finding,) = workspace.minutes.check(steering.second)
    assert "hat aber kein „[nö]“ am Anfang" in finding.text


def test_everybody_gets_the_minutes_once(steering: Steering, workspace: Workspace) -> None:
    sending = workspace.minutes_sending
    names = [found.name for found in sending.recipients(steering.second, Occasion.MINUTES)]
    assert len(names) == len(set(names)) == 9
    (chair,) = sending.recipients(steering.second, Occasion.MINUTES_REVIEW)
    assert chair.name == "Cornelia Marschner"
    with pytest.raises(UserError, match="hat eine E-Mail-Adresse"):
        sending.mail(steering.second, Occasion.MINUTES, [chair])
    with workspace.store.write("Adresse") as unit:
        unit.add(ContactPoint(person_id=steering.people["Marschner"], channel=Channel.EMAIL, value="ob@example.org"))
    found = sending.recipients(steering.second, Occasion.MINUTES_REVIEW)
    mail = sending.mail(steering.second, Occasion.MINUTES_REVIEW, [*found, Addressee(name="Ohne Adresse")])
    assert mail.without_address == ("Ohne Adresse",)
    assert mail.stem == "2026-11-26 KPR Niederschrift 4. Sitzung Entwurf an die Leitung"
    assert b"Entwurf der Niederschrift" in mail.data or b"Entwurf_der_Niederschrift" in mail.data
    assert recipient_lines(found, by_mail=True) == ["Cornelia Marschner, ob@example.org"]
    assert recipient_lines([Addressee(name="A", address=("Markt 1", "08999 M"))], by_mail=False) == [
        "A, Markt 1, 08999 M"
    ]

"""Documents of bodies from a file: what they gather, what is done after them."""

import csv
from datetime import UTC, date, datetime
from io import StringIO

import pytest

from coordinator_app.common.errors import UserError
from coordinator_app.documents.certificate_page import CertificatePage
from coordinator_app.documents.content import Document, Table, plain, walk
from coordinator_app.domain.bodies import Role
from coordinator_app.domain.contacts import Channel, ContactPoint, Salutation
from coordinator_app.domain.meetings import Meeting, MeetingState
from coordinator_app.services.certificate_documents import KINDS
from coordinator_app.services.mail_merge import MERGE_COLUMNS, merge_data, merge_stem
from coordinator_app.services.workspace import Workspace

START = date(2026, 1, 1)


@pytest.fixture
def body(workspace: Workspace) -> int:
    workspace.municipality.create(name="Mühlwerda", town="Mühlwerda")
    contacts = workspace.contacts
    chair = contacts.create_person(first_name="Cornelia", last_name="Marschner", salutation=Salutation.MRS)
    second = contacts.create_person(first_name="Torsten", last_name="Seidel", salutation=Salutation.MR)
    contacts.add_part(ContactPoint(person_id=chair, channel=Channel.PHONE, value="03799 200-100"))
    contacts.add_part(ContactPoint(person_id=chair, channel=Channel.EMAIL, value="marschner@muehlwerda.example"))
    body = workspace.bodies.create(name="Lenkungsgruppe", short_name="LG", valid_from=START)
    bodies = workspace.bodies
    bodies.add_seat(body, seat="Bürgermeisterin", role=Role.CHAIR, person_id=chair, starts_on=START)
    police = bodies.add_seat(body, seat="Polizei", role=Role.CO_CHAIR, person_id=second, starts_on=START)
    bodies.add_seat(body, seat="Polizei", person_id=chair, deputy_for_id=police, starts_on=START)
    bodies.add_seat(body, seat="Gast", role=Role.STANDING_GUEST, has_vote=False, starts_on=START)
    bodies.add_seat(body, seat="Schule", vacant=True, starts_on=START)
    bodies.add_term(body, title="2026–2031", starts_on=START, ends_on=date(2030, 12, 31))
    return body


def words(document: Document) -> str:
    found = [node for node in walk(document) if isinstance(node, str)]
    return " ".join(found)


def names(document: Document) -> list[str]:
    return [page.name for page in document.blocks if isinstance(page, CertificatePage)]


def test_member_list_groups_seats_and_puts_deputies_behind(workspace: Workspace, body: int) -> None:
    made = workspace.documents.document("member_list", body)
    table = next(block for block in made.blocks if isinstance(block, Table))
    shown = [plain(row[1]) for row in table.rows if isinstance(row, tuple)]
    assert shown == ["Cornelia Marschner", "Torsten Seidel\nVertretung: Cornelia Marschner", "unbesetzt", "Gast"]
    assert "marschner@muehlwerda.example" not in words(made)
    assert "marschner@muehlwerda.example" in words(
        workspace.documents.document("member_list", body, {"contacts": True})
    )
    assert "ständiger" in words(made).lower()


def test_member_list_of_a_day(workspace: Workspace, body: int) -> None:
    def state(day: str) -> str:
        return plain(workspace.documents.document("member_list", body, {"day": day}).blocks[0].text)  # type: ignore[union-attr]  # a paragraph

    assert "Stand 09.11.2026" in state("")
    assert "Stand 09.11.2026" in state("next")
    assert "Stand 09.11.2026" in state("last")
    with workspace.store.write("x") as unit:
        for moment, held in ((datetime(2026, 3, 5, 16, tzinfo=UTC), MeetingState.CLOSED), (None, MeetingState.DRAFT)):
            unit.add(Meeting(body_id=body, title="S", starts_at=moment, state=held))
    workspace.meetings.create(body_id=body, starts_at=datetime(2026, 12, 3, 16, tzinfo=UTC))
    assert "Stand 03.12.2026" in state("next")
    assert "Stand 05.03.2026" in state("last")
    assert "0 Sitze" in state("2025-12-31")


def test_rules_sheet_tells_later_versions(workspace: Workspace, body: int) -> None:
    workspace.bodies.add_rules(body, valid_from=date(2026, 5, 1), notice_days=21)
    assert "21 Tage" in words(workspace.documents.document("body_rules", body))
    assert "Was sich" not in words(workspace.documents.document("body_rules", body, {"changes": False}))


def test_certificates_name_office_term_and_both_chairs(workspace: Workspace, body: int) -> None:
    made = workspace.documents.document("certificates", body, {"day": "today"})
    assert names(made) == ["Frau Cornelia Marschner", "Herr Torsten Seidel", "Frau Cornelia Marschner"]
    first, second, deputy = (page for page in made.blocks if isinstance(page, CertificatePage))
    assert first.text[0].endswith("für die Periode 2026–2031\nmit dem Vorsitz der Lenkungsgruppe betraut.")
    assert deputy.text[0].endswith("zur Vertretung des Sitzes „Polizei“ der Lenkungsgruppe berufen.")
    assert [name for name, _ in second.signatures] == ["Cornelia Marschner", "Torsten Seidel"]
    assert second.has_day
    blank = workspace.documents.document("certificates", body, {"signature": "line", "heading": "ernennung"})
    page = next(page for page in blank.blocks if isinstance(page, CertificatePage))
    assert (page.heading, page.signatures, page.has_day) == ("Ernennungsurkunde", (("", "Vorsitz"),), False)


def test_only_new_members_get_a_certificate_when_asked(workspace: Workspace, body: int) -> None:
    seats = workspace.bodies.seats(body)
    workspace.bodies.appoint([seats[0].id], START)
    assert names(workspace.documents.document("certificates", body, {"who": "new"})) == [
        "Herr Torsten Seidel",
        "Frau Cornelia Marschner",
    ]
    assert names(workspace.documents.document("certificate", seats[1].id)) == ["Herr Torsten Seidel"]
    with pytest.raises(UserError, match="Für den Sitz „Gast“ ist keine Person"):
        workspace.documents.document("certificate", seats[-1].id)


def test_appointing_is_offered_after_the_certificates(workspace: Workspace, body: int) -> None:
    kinds = {kind.key: kind for kind in KINDS}
    (one,), (everybody,) = kinds["certificate"].actions, kinds["certificates"].actions
    seat = workspace.bodies.seats(body)[1].id
    assert one.offered(workspace, seat)
    assert "09.11.2026" in one.run(workspace, seat)
    assert not one.offered(workspace, seat)
    assert everybody.offered(workspace, body)
    assert everybody.run(workspace, body).startswith("Berufung am 09.11.2026 eingetragen: Cornelia Marschner")
    assert not everybody.offered(workspace, body)


def test_every_document_of_bodies_is_made_in_every_format(workspace: Workspace, body: int) -> None:
    bare = workspace.bodies.create(name="AG")
    for kind in KINDS:
        ids = kind.subjects(workspace)
        assert ids, kind.key
        assert (bare in ids) is (kind.key in ("member_list", "body_rules"))
        for file_format in kind.formats:
            assert workspace.documents.render(kind.key, ids[0], file_format)
        assert workspace.documents.file_stem(kind.key, ids[-1]).startswith("2026-11-09 LG ")
    assert not names(workspace.documents.document("certificates", bare))


def test_letters_of_appointment_name_every_capacity_once(workspace: Workspace, body: int) -> None:
    text = words(workspace.documents.document("appointment_letters", body))
    assert text.count("Berufungsurkunde liegt diesem Schreiben bei") == 2  # one letter per person, not per seat
    assert "für die Periode 2026–2031 als Mitglied in der Arbeit der Lenkungsgruppe" in text
    guest = workspace.contacts.create_person(first_name="Gustav", last_name="Gast")
    deputy = workspace.contacts.create_person(first_name="Dora", last_name="Stell")
    table = workspace.bodies.create(name="Runder Tisch", valid_from=START)
    seat = workspace.bodies.add_seat(
        table, seat="Gast", role=Role.STANDING_GUEST, has_vote=False, person_id=guest, starts_on=START
    )
    workspace.bodies.add_seat(table, seat="Gast", person_id=deputy, deputy_for_id=seat, starts_on=START)
    text = words(workspace.documents.document("appointment_letters", table, {"who": "new"}))
    assert "beratend in der Arbeit des Gremiums „Runder Tisch“" in text
    assert "als Vertretung in der Arbeit" in text
    assert workspace.documents.file_stem("appointment_letters", body).endswith("Berufungsschreiben")
    assert workspace.documents.kind("appointment_letters").subjects(workspace) == [body, table]


def test_mail_merge_data_has_a_row_per_person(workspace: Workspace, body: int) -> None:
    rows = list(csv.DictReader(StringIO(merge_data(workspace, body, "csv").decode("utf-8-sig")), delimiter=";"))
    assert tuple(rows[0]) == MERGE_COLUMNS
    assert [(row["Nachname"], row["Rolle"], row["Stimmberechtigt"]) for row in rows] == [
        ("Marschner", "Vorsitz", "ja"),
        ("Seidel", "Mitvorsitz", "ja"),
        ("Marschner", "Vertretung", "nein"),
        ("", "ständiger Gast", "nein"),
    ]
    assert rows[0]["Briefanrede"] == "Sehr geehrte Frau Marschner"
    assert (rows[0]["Telefon"], rows[0]["Von"]) == ("03799 200-100", "01.01.2026")
    assert merge_data(workspace, body, "xlsx").startswith(b"PK")
    assert merge_stem(workspace, body) == "2026-11-09 LG Seriendruckdaten"

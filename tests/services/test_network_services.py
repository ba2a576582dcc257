"""Contacts with people, distribution lists, review of personal data, blocking, business cards, papers."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from coordinator_app.common.errors import UserError
from coordinator_app.domain.bodies import Body, Membership
from coordinator_app.domain.columns import ListFilter
from coordinator_app.domain.contacts import (
    Affiliation,
    Channel,
    ContactPoint,
    Ground,
    PersonStatus,
    PrivacyBasis,
    Purpose,
    Salutation,
)
from coordinator_app.domain.network import InteractionChannel, ListRule
from coordinator_app.domain.retention import ReviewNeed
from coordinator_app.exchange.vcards import Address, Card, vcard_bytes
from coordinator_app.services.contact_documents import partner_history
from coordinator_app.services.contact_lists import PersonList
from coordinator_app.services.distribution_lists import members_line, rule_words
from coordinator_app.services.interactions import InteractionList
from coordinator_app.services.workspace import Workspace
from tests.documents.rules import pdf_findings, word_findings

DAY = date(2026, 11, 9)


@pytest.fixture
def ids(workspace: Workspace) -> dict[str, int]:
    """Two schools, the police; Weber (mail, seat) and Kern work for one school, Roth for the police."""
    contacts = workspace.contacts
    workspace.municipality.create(name="Mühlwerda", street="Markt 1", postcode="09899", town="Mühlwerda")
    kinds = {entry.code: entry.id for entry in workspace.catalogues.entries("organisation_kind")}
    found = {"kind": kinds["school"]}
    for key, name, kind in (
        ("school", "Oberschule", "school"),
        ("other", "Grundschule", "school"),
        ("police", "Polizeirevier", "police"),
    ):
        found[key] = contacts.create_organisation(
            name=name, organisation_kind_id=kinds[kind], street="Weg 1", postcode="09899", town="Mühlwerda"
        )
    for first, last, house in (("Anna", "Weber", "school"), ("Ida", "Kern", "school"), ("Max", "Roth", "police")):
        found[last] = contacts.create_person(
            first_name=first,
            last_name=last,
            salutation=Salutation.MRS,
            organisation_id=found[house],
            function="Leitung",
        )
    contacts.add_part(ContactPoint(person_id=found["Weber"], channel=Channel.EMAIL, value="weber@example.org"))
    with workspace.store.write("Gremium") as unit:
        found["body"] = unit.add(Body(name="Präventionsrat"))
        for name in ("Weber", "Roth"):
            seat = Membership(
                body_id=found["body"], seat=f"Sitz {found[name]}", person_id=found[name], starts_on=date(2025, 1, 1)
            )
            unit.add(seat)
    return found


def names(workspace: Workspace, id: int) -> list[str]:
    return [member.name for member in workspace.distribution_lists.view(id).members]


# --- contacts with people


def test_a_contact_is_found_at_everybody_it_was_with(workspace: Workspace, ids: dict[str, int]) -> None:
    interactions = workspace.interactions
    new = interactions.create(
        subject="Elternabend",
        channel=InteractionChannel.MAIL,
        persons=(ids["Weber"], ids["Kern"]),
        organisations=(ids["school"],),
    )
    assert interactions.get(new).happened_on == DAY
    [line] = interactions.of("person", ids["Weber"])
    assert (line.day, line.words) == ("09.11.2026", "E-Mail, von uns, mit Ida Kern und Oberschule")
    assert interactions.of("organisation", ids["school"])[0].words.endswith("mit Anna Weber und Ida Kern")
    interactions.update(new, None, subject="Elternabend im Februar")
    assert InteractionList(workspace.store).ids(ListFilter(text="februar")) == [new]
    interactions.discard(new)
    assert interactions.of("person", ids["Weber"]) == []
    workspace.store.undo()
    assert len(interactions.of("person", ids["Weber"])) == 1


def test_a_contact_with_nobody_is_refused(workspace: Workspace, ids: dict[str, int]) -> None:
    with pytest.raises(UserError, match="Mit wem"):
        workspace.interactions.create(subject="Leer")
    new = workspace.interactions.create(subject="Anruf", persons=(ids["Roth"],))
    with pytest.raises(UserError, match="Mit wem"):
        workspace.interactions.update(new, None, persons=())


# --- distribution lists


def test_a_list_follows_its_rule_and_what_was_chosen_by_hand(workspace: Workspace, ids: dict[str, int]) -> None:
    lists = workspace.distribution_lists
    rule = ListRule(organisation_kinds=(ids["kind"],), institutions=True)
    new = lists.create(title="Schulen", rule=rule, persons=(ids["Roth"],))
    assert names(workspace, new) == ["Grundschule", "Ida Kern", "Max Roth", "Anna Weber"]
    view = lists.view(new)
    assert members_line(view) == "4 Empfänger, 1 mit E-Mail-Adresse"
    assert "Schule" in rule_words(workspace, view.rule)
    assert lists.count(rule) == 3
    by_name = {member.name: member for member in view.members}
    lists.take_off(new, by_name["Ida Kern"])
    lists.take_off(new, by_name["Max Roth"])
    with pytest.raises(UserError, match="durch die Regel"):
        lists.take_off(new, by_name["Grundschule"])
    assert names(workspace, new) == ["Grundschule", "Anna Weber"]
    assert lists.view(new).excluded == ((ids["Kern"], "Ida Kern"),)
    lists.add(new, persons=(ids["Kern"],), organisations=(ids["police"],))
    assert names(workspace, new) == ["Grundschule", "Ida Kern", "Polizeirevier", "Anna Weber"]
    lists.set_rule(new, ListRule(bodies=(ids["body"],)))
    assert names(workspace, new) == ["Ida Kern", "Polizeirevier", "Max Roth", "Anna Weber"]
    assert "Präventionsrat" in rule_words(workspace, lists.view(new).rule)
    lists.update(new, None, purpose="Termine")
    lists.discard(new)
    assert workspace.store.undo() == "Verteiler in den Papierkorb gelegt"
    assert "Keine Regel" in rule_words(workspace, ListRule())


def test_who_left_or_is_blocked_is_on_no_list(workspace: Workspace, ids: dict[str, int]) -> None:
    contacts = workspace.contacts
    new = workspace.distribution_lists.create(
        title="A", rule=ListRule(organisation_kinds=(ids["kind"],)), persons=(ids["Roth"],)
    )
    [work] = [row for row, _ in contacts.person_card(ids["Kern"]).affiliations]
    contacts.update_part(Affiliation, work.id, None, start=date(2025, 1, 1), end=date(2026, 11, 8))
    contacts.block_person(ids["Weber"], reason="Widerspruch")
    contacts.discard_person(ids["Roth"])
    assert names(workspace, new) == []
    with pytest.raises(UserError, match="niemand eine E-Mail"):
        workspace.distribution_lists.mail(new, subject="x", text="y")


def test_the_mail_goes_out_blind_and_is_noted(workspace: Workspace, ids: dict[str, int]) -> None:
    lists = workspace.distribution_lists
    new = lists.create(title="Schulen", persons=(ids["Weber"], ids["Kern"]), organisations=(ids["other"],))
    stem, data, away = lists.mail(new, subject="Fachtag", text="am 3. Dezember.")
    assert stem == "2026-11-09 Schulen E-Mail"
    assert b"Bcc: Anna Weber <weber@example.org>" in data
    assert b"\r\nTo:" not in data
    assert away == ("Grundschule", "Ida Kern")
    lists.note_sent(new, way="E-Mail", contents="Fachtag")
    [note] = lists.view(new).dispatches
    assert (note.recipients, note.contents) == ("Anna Weber, weber@example.org", "Fachtag")
    lists.note_sent(new, way="Post", contents="Heft")
    assert "Weg 1" in lists.view(new).dispatches[0].recipients


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_merge_data_has_one_line_per_recipient(workspace: Workspace, ids: dict[str, int], ending: str) -> None:
    lists = workspace.distribution_lists
    new = lists.create(title="Schulen", persons=(ids["Weber"],), organisations=(ids["other"],))
    data = lists.merge_data(new, ending)
    if ending == "csv":
        rows = [line.split(";") for line in data.decode("utf-8-sig").splitlines()]
    else:
        rows = [[cell or "" for cell in row] for row in load_workbook(BytesIO(data)).active.values]
    assert [row[4] for row in rows] == ["Name", "Grundschule", "Anna Weber"]
    assert rows[2][5:8] == ["Sehr geehrte Frau Weber", "Leitung", "Oberschule"]
    assert lists.merge_stem(new) == "2026-11-09 Schulen Seriendruckdaten"


# --- blocking and review


def test_a_blocked_person_is_hidden_until_released(workspace: Workspace, ids: dict[str, int]) -> None:
    contacts, search = workspace.contacts, workspace.search
    with pytest.raises(UserError, match="Grund"):
        contacts.block_person(ids["Weber"], reason=" ")
    with pytest.raises(UserError, match="Datenschutz"):
        contacts.update_person(ids["Weber"], None, status=PersonStatus.BLOCKED)
    contacts.block_person(ids["Weber"], reason="Widerspruch vom 3. März")
    people = PersonList(workspace.store)
    assert ids["Weber"] not in people.ids(ListFilter())
    assert people.ids(ListFilter(equals={"status": PersonStatus.BLOCKED})) == [ids["Weber"]]
    assert search.suggest("person", "web") == []
    assert search.find("weber") == []
    assert workspace.letters.addressee(ids["Weber"]).refused
    person = contacts.person_card(ids["Weber"]).person
    assert (person.blocked_on, person.blocked_reason) == (DAY, "Widerspruch vom 3. März")
    contacts.release_person(ids["Weber"])
    assert {group.kind for group in search.find("weber")} == {"person", "contact_point"}
    assert search.suggest("person", "web") == [(ids["Weber"], "Anna Weber")]


def test_the_review_lists_the_most_urgent_first(workspace: Workspace, ids: dict[str, int]) -> None:
    contacts, retention = workspace.contacts, workspace.retention
    contacts.add_part(PrivacyBasis(person_id=ids["Weber"], delete_after=DAY, informed_on=DAY))
    contacts.add_part(PrivacyBasis(person_id=ids["Kern"], ground=Ground.CONSENT, purpose=Purpose.PHOTO))
    assert [(row.person.last_name, row.need) for row in retention.due()] == [
        ("Weber", ReviewNeed.DELETE),
        ("Roth", ReviewNeed.NO_GROUND),
        ("Kern", ReviewNeed.NO_CONSENT_DATE),
    ]
    assert "nicht informiert" in retention.due()[2].sentences
    assert retention.proposal() == date(2028, 11, 9)
    with pytest.raises(UserError, match="Max Roth gilt keine"):
        retention.keep([ids["Weber"], ids["Roth"]], until=date(2028, 1, 1))
    with pytest.raises(UserError, match="nach dem"):
        retention.keep([ids["Weber"]], until=DAY)
    assert retention.keep([ids["Weber"]], until=date(2028, 1, 1)) == 1
    retention.note_informed([ids["Kern"]], on=DAY)
    assert [row.need for row in retention.due()] == [ReviewNeed.NO_GROUND, ReviewNeed.NO_CONSENT_DATE]
    assert workspace.store.undo() == "Information nach Art. 13/14 vermerkt"


# --- business cards


def test_cards_of_the_file_are_known_when_they_come_back(workspace: Workspace, ids: dict[str, int]) -> None:
    cards = workspace.business_cards
    contacts = workspace.contacts
    contacts.add_part(ContactPoint(person_id=ids["Weber"], value="03799 1"))
    contacts.block_person(ids["Roth"], reason="Widerspruch")
    data = cards.export([ids["Weber"], ids["Kern"], ids["Roth"]])
    plans = cards.plan(data)
    assert [(plan.card.name, plan.words) for plan in plans] == [
        ("Anna Weber", "schon bekannt"),
        ("Ida Kern", "schon bekannt"),
    ]
    assert plans[0].card.addresses == (Address(street="Weg 1", postcode="09899", town="Mühlwerda"),)
    before = len(contacts.persons())
    assert cards.take_in(plans) == "Alle Karten waren schon bekannt."
    assert len(contacts.persons()) == before


def test_reading_cards_twice_stores_them_once(workspace: Workspace, ids: dict[str, int]) -> None:
    cards = workspace.business_cards
    data = vcard_bytes(
        [
            Card(
                first_name="Anna",
                last_name="Weber",
                emails=("weber@example.org",),
                phones=(("mobile", "0170 55"),),
                organisation="Jugendhaus",
                function="Beirat",
            ),
            Card(
                first_name="Lea", last_name="Neu", title="Dr.", salutation="Frau", organisation="Jugendhaus", uid="n1"
            ),
            Card(
                first_name="Lea", last_name="Neu", title="Dr.", organisation="Jugendhaus", emails=("lea@example.org",)
            ),
            Card(first_name="Solo"),
            Card(organisation="Verein"),
        ]
    )
    plans = cards.plan(data)
    assert [plan.words for plan in plans] == [
        "ergänzt: Mobil 0170 55, Tätigkeit bei Jugendhaus",
        "neu",
        "neu",
        "neu",
    ]
    assert cards.take_in(plans) == "2 Personen neu, 2 ergänzt."
    state = [(person.display_name, person.salutation) for person in workspace.contacts.persons()]
    assert ("Dr. Lea Neu", Salutation.MRS) in state
    assert ("Solo", Salutation.NEUTRAL) in state
    assert cards.take_in(cards.plan(data)) == "Alle Karten waren schon bekannt."
    assert [(person.display_name, person.salutation) for person in workspace.contacts.persons()] == state
    assert workspace.store.undo() == "Visitenkarten eingelesen"
    assert len(workspace.contacts.persons()) == 3


# --- papers


def test_papers_of_the_network_keep_the_rules(workspace: Workspace, ids: dict[str, int]) -> None:
    contacts = workspace.contacts
    contacts.add_part(PrivacyBasis(person_id=ids["Weber"], source="Entsendung", dated=DAY, review_on=date(2027, 1, 1)))
    workspace.interactions.create(subject="Anruf bei Frau Weber", persons=(ids["Weber"], ids["Kern"]))
    workspace.projects.create(title="Streit", responsible_id=ids["Weber"], activities="Anna Weber leitet.")
    contacts.update_organisation(ids["school"], None, partner_since=date(2024, 3, 1))
    contacts.update_organisation(ids["other"], None, partner_since=date(2025, 3, 1), partner_until=date(2026, 1, 1))
    lists = workspace.distribution_lists.create(title="Alle", purpose="Post", persons=(ids["Weber"],))
    workspace.person_erasing.erase(ids["Roth"])
    subjects = {"person_disclosure": ids["Weber"], "privacy_information": ids["Weber"], "distribution_list": lists}
    for key in (*subjects, "network_partners", "erasure_log"):
        id = subjects.get(key, 0)
        kind = workspace.documents.kind(key)
        assert id in kind.subjects(workspace)
        assert kind.file_stem(workspace, id).startswith("2026-11-09 ")
        assert word_findings(workspace.documents.render(key, id, "docx")) == []
        if key in {"person_disclosure", "network_partners"}:  # all kinds of blocks between them
            assert pdf_findings(workspace.documents.render(key, id, "pdf")) == []


def test_partners_are_counted_from_the_first_year_on(workspace: Workspace, ids: dict[str, int]) -> None:
    assert partner_history(workspace) == []
    workspace.contacts.update_organisation(ids["school"], None, partner_since=date(2024, 3, 1))
    assert [(year.year, year.partners) for year in partner_history(workspace)] == [(2024, 1), (2025, 1), (2026, 1)]


def test_the_disclosure_can_do_without_passages(workspace: Workspace, ids: dict[str, int]) -> None:
    workspace.projects.create(title="Streit", activities="Anna Weber leitet.")
    with_all = str(workspace.documents.document("person_disclosure", ids["Weber"]))
    without = str(workspace.documents.document("person_disclosure", ids["Weber"], {"passages": False}))
    assert "Anna Weber leitet." in with_all
    assert "Vor dem Versand prüfen" in with_all
    assert "Anna Weber leitet." not in without
    assert "Vor dem Versand prüfen" not in without


def test_everybody_not_informed_gets_a_letter(workspace: Workspace, ids: dict[str, int]) -> None:
    kind: Any = workspace.documents.kind("privacy_information_letters")
    assert kind.subjects(workspace) == []
    workspace.contacts.add_part(PrivacyBasis(person_id=ids["Weber"], source="Entsendung"))
    assert kind.subjects(workspace) == [0]
    assert "Entsendung" in str(workspace.documents.document("privacy_information_letters", 0))

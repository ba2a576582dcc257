"""Lists of contacts, needs and events: what rows become, doubles, undo, twice = once, remembered mappings."""

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordinator_app.common.clock import FixedClock
from coordinator_app.domain.contacts import Affiliation, ContactPoint, Organisation, Person, Salutation
from coordinator_app.domain.import_profiles import ImportProfile
from coordinator_app.domain.needs import Need, NeedKind
from coordinator_app.domain.project_course import Event, EventState
from coordinator_app.exchange.record_columns import CONTACTS, EVENTS, NEEDS
from coordinator_app.exchange.tables import Cell, Sheet
from coordinator_app.services.list_import_plan import ImportOptions, ImportPlan, RowChoice, WordAction, WordChoice
from coordinator_app.services.list_imports import list_imports
from coordinator_app.services.workspace import Workspace

Rows = tuple[tuple[Cell, ...], ...]


def plan_of(workspace: Workspace, subject: str, table: Rows, **options: Any) -> ImportPlan:
    width = max(len(row) for row in table)
    sheet = Sheet("Liste", tuple((*row, *[None] * (width - len(row))) for row in table))
    service = list_imports(workspace)[subject]
    found = service.understand(sheet) or pytest.fail("no table")
    return service.plan("liste.xlsx", found.data, replace(ImportOptions(found.targets, found.words), **options))


def take(workspace: Workspace, subject: str, table: Rows, **options: Any) -> ImportPlan:
    plan = plan_of(workspace, subject, table, **options)
    list_imports(workspace)[subject].run(plan)
    return plan


def everything(workspace: Workspace, *kinds: Any) -> list[Any]:
    with workspace.store.read() as unit:
        return [record for kind in kinds for record in unit.find(kind, order="id")]


CONTACT_ROWS: Rows = (
    ("Institution", "Art", "Straße", "PLZ/Ort", "Anrede", "Name", "Vorname", "Funktion", "Telefon", "E-Mail", "Notiz"),
    (
        "Jugendhaus e. V.",
        "Verein",
        "Ring 1",
        "08000 Mühlwerda",
        "Frau",
        "Vogel",
        "Ina",
        "Leiterin",
        "03799 1",
        "i@x.de",
        "A",
    ),
    ("Jugendhaus", None, None, None, "Herr", "Kern", "Jan", "Team", "03799 2", "j@x.de; k@x.de", None),
    ("Bürgertreff", None, "Markt 2", "08000 Mühlwerda", None, None, None, None, "03799 3", "b@x.de", "offen"),
    ("Bürgertreff", None, None, None, "Fr.", "Vogel", "Ina", None, None, None, None),
    (None, None, None, None, None, None, "Nur Vorname", None, None, None, None),
)


def test_contacts_become_people_with_their_organisations(workspace: Workspace) -> None:
    plan = take(workspace, "contact", CONTACT_ROWS)
    assert [row.choice for row in plan.rows] == [RowChoice.CREATE] * 4 + [RowChoice.SKIP]
    assert "Ähnlich wie „Ina Vogel“ (Zeile 2)" in plan.rows[3].message
    organisations = everything(workspace, Organisation)
    assert [item.name for item in organisations] == ["Jugendhaus e. V.", "Bürgertreff"]
    assert (organisations[0].street, organisations[0].postcode, organisations[0].town) == (
        "Ring 1",
        "08000",
        "Mühlwerda",
    )
    assert (organisations[1].phone, organisations[1].email, organisations[1].note) == (
        "03799 3",
        "b@x.de",
        "Notiz: offen",
    )
    people = everything(workspace, Person)
    assert [(item.display_name, item.salutation) for item in people[:2]] == [
        ("Ina Vogel", Salutation.MRS),
        ("Jan Kern", Salutation.MR),
    ]
    card = workspace.contacts.person_card(people[1].id)
    assert [point.value for point in card.contact_points] == ["03799 2", "j@x.de", "k@x.de"]
    assert [(row.function, name) for row, name in card.affiliations] == [("Team", "Jugendhaus e. V.")]
    assert workspace.store.undo_name == "Kontaktliste eingelesen (4 Zeilen)"
    workspace.store.undo()
    assert everything(workspace, Organisation, Person, Affiliation, ContactPoint) == []


def test_contacts_twice_are_contacts_once(workspace: Workspace) -> None:
    take(workspace, "contact", CONTACT_ROWS, rows={5: RowChoice.MERGE})
    before = everything(workspace, Organisation, Person, Affiliation, ContactPoint)
    assert len([item for item in before if isinstance(item, Person)]) == 2
    plan = take(workspace, "contact", CONTACT_ROWS)
    assert plan.new_count == 0
    assert everything(workspace, Organisation, Person, Affiliation, ContactPoint) == before


def test_a_known_person_is_completed(workspace: Workspace) -> None:
    club = workspace.contacts.create_organisation(name="Jugendhaus", street="Alt 1")
    id = workspace.contacts.create_person(last_name="Vogel", first_name="Ina", organisation_id=club)
    workspace.contacts.add_part(ContactPoint(person_id=id, value="+49 3799 1"))
    take(workspace, "contact", CONTACT_ROWS[:2])
    card = workspace.contacts.person_card(id)
    assert [point.value for point in card.contact_points] == ["+49 3799 1", "i@x.de"]
    assert card.affiliations[0][0].function == "Leiterin"
    assert card.person.salutation is Salutation.MRS
    assert everything(workspace, Organisation)[0].street == "Alt 1"


def test_an_address_tells_the_same_person_by_another_name(workspace: Workspace) -> None:
    id = workspace.contacts.create_person(last_name="Maier", first_name="Ina")
    workspace.contacts.add_part(ContactPoint(person_id=id, value="I@x.de", channel="email"))
    plan = plan_of(workspace, "contact", CONTACT_ROWS[:2])
    assert (plan.rows[0].same_id, plan.rows[0].certain, plan.rows[0].choice) == (id, False, RowChoice.CREATE)


def test_a_list_of_organisations_needs_no_people(workspace: Workspace) -> None:
    rows: Rows = (("Name", "Ort", "Telefon"), ("Tafel", "Mühlwerda", "1; 2"), ("Die Tafel e.V.", None, "1"))
    plan = take(workspace, "contact", rows)
    assert [row.choice for row in plan.rows] == [RowChoice.CREATE, RowChoice.MERGE]
    found = everything(workspace, Organisation)
    assert [(item.name, item.phone, item.note) for item in found] == [("Tafel", "1", "Telefon: 2")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dr. Ina Vogel", "Dr. Ina Vogel"),
        ("Vogel, Ina", "Ina Vogel"),
        ("Frau Vogel", "Vogel"),
        ("Ina Vogel; Jan Kern", "Ina Vogel"),
        ("Vogel-Kern", "Vogel-Kern"),
    ],
)
def test_names_in_one_column_are_taken_apart(workspace: Workspace, text: str, name: str) -> None:
    take(workspace, "contact", (("Einrichtung", "Ansprechpartner"), ("Haus", text)))
    assert everything(workspace, Person)[0].display_name == name


def test_what_is_no_name_or_address_is_kept_and_told(workspace: Workspace) -> None:
    rows: Rows = (
        ("Einrichtung", "Ansprechpartner", "E-Mail", "Anrede", "Funktion"),
        ("Haus", "Zentrale der Verwaltung im 2. Stock", "am Empfang", "Firma", "–"),
    )
    plan = take(workspace, "contact", rows)
    assert len([item for item in plan.findings if item.message.endswith("kommt in die Notiz.")]) == 3
    note = everything(workspace, Organisation)[0].note
    assert note.split("\n") == [
        "Ansprechpartner: Zentrale der Verwaltung im 2. Stock",
        "E-Mail: am Empfang",
        "Anrede: Firma",
    ]


NEED_ROWS: Rows = (
    ("Problem", "Art", "Handlungsfeld", "Stadtteil", "Gemeldet am", "Zuständig", "Status"),
    ("Müll am Bahnhof", "Problem", "Ordnung und Sauberkeit", "Mitte", "12.03.2026", "Ordnungsamt", "offen"),
    ("Muell am Bahnhof", None, None, "Nord", "quer", None, None),
    ("Müll am Bahnhof", "seltsam", None, None, None, None, None),
    (None, None, None, "Süd", None, None, None),
)


def test_needs_come_in_with_numbers(workspace: Workspace) -> None:
    plan = take(workspace, "need", NEED_ROWS)
    assert [row.choice for row in plan.rows] == [RowChoice.CREATE, RowChoice.CREATE, RowChoice.MERGE, RowChoice.SKIP]
    first, second = everything(workspace, Need)
    assert (first.number, first.need_kind, first.first_reported) == ("B-001", NeedKind.PROBLEM, date(2026, 3, 12))
    assert first.note.split("\n") == ["Status: offen", "Art: seltsam"]
    assert (second.number, second.first_reported) == ("B-002", date(2026, 11, 9))
    assert second.note == "Gemeldet am: quer"
    before = everything(workspace, Need)
    take(workspace, "need", NEED_ROWS)
    assert everything(workspace, Need) == before


EVENT_ROWS: Rows = (
    ("Veranstaltung", "Datum", "Zeitraum", "Projekt", "Teilnehmer", "Kosten", "Ortsteil"),
    ("Aktionstag", "06.05.2026", None, "P-001", "ca. 120", "300,-", "Mitte"),
    ("Aktionstag", "07.05.2027", None, "Anderes", 12, None, None),
    ("Fest", None, "25.–27.09.2026", None, "viele", None, None),
    ("Tagung", None, "02.03.2026 bis 01.03.2026", None, None, None, None),
)


def test_events_come_in_with_their_projects(workspace: Workspace) -> None:
    project = workspace.projects.create(title="Sicher unterwegs")
    take(workspace, "event", EVENT_ROWS)
    first, second, third, fourth = everything(workspace, Event)
    assert (first.projects, first.participants, first.costs, first.state) == ((project,), 120, 30_000, EventState.HELD)
    assert (second.state, second.note, second.participants) == (EventState.PLANNED, "Projekt: Anderes", 12)
    assert (third.starts_on, third.ends_on) == (date(2026, 9, 25), date(2026, 9, 27))
    assert (fourth.starts_on, fourth.ends_on) == (date(2026, 3, 2), None)
    before = everything(workspace, Event)
    take(workspace, "event", EVENT_ROWS)
    assert everything(workspace, Event) == before


def test_the_mapping_of_a_list_is_remembered(workspace: Workspace) -> None:
    rows: Rows = (("Nr", "Was", "Feld", "Wo"), ("1", "Müll", "Jugendarbeit", "Mitte"))
    youth = workspace.catalogues.entries("field_of_action")[2]
    chosen = ("note", "title", "field_of_action_id", "areas")
    words = {("field_of_action", "jugendarbeit"): WordChoice(WordAction.MAP, youth.id)}
    take(workspace, "need", rows, targets=chosen, words=words)
    sheet = Sheet("2027", (("Nr", "Was", "Feld", "Wo", "Neu"), ("2", "Lärm", "Jugendarbeit", "Mitte", None)))
    service = list_imports(workspace)["need"]
    found = service.understand(sheet)
    assert found is not None
    assert (found.remembered, found.targets) == ("liste", (*chosen, "note"))
    service.run(service.plan("2027.xlsx", found.data, ImportOptions(found.targets, found.words)))
    assert [need.field_of_action_id for need in everything(workspace, Need)] == [youth.id, youth.id]
    workspace.store.undo()
    assert len(everything(workspace, Need)) == 1
    assert [item.title for item in everything(workspace, ImportProfile)] == ["liste", "2027"]
    other = service.understand(Sheet("x", (("Bedarf", "Ort"), ("A", "B"))))
    assert other is not None
    assert other.remembered == ""


def test_every_target_is_one_of_its_subject() -> None:
    for subject in (CONTACTS, NEEDS, EVENTS):
        assert set(subject.synonyms) <= set(subject.targets)
        assert set(subject.words) <= set(subject.targets)
        for names in subject.synonyms.values():
            for name in names.split("|"):
                assert subject.recognise(name) is not None


_WORDS = st.sampled_from([None, "Haus", "Haus e. V.", "Tafel"])
_CONTACT_LISTS = st.lists(
    st.tuples(
        _WORDS,
        st.sampled_from([None, "Ina Vogel", "Vogel, Ina", "Frau Vogel", "Jan Kern", "k. A."]),
        st.sampled_from([None, "Leitung", "Team"]),
        st.sampled_from([None, "03799 1", "+49 3799 1"]),
        st.sampled_from([None, "a@x.de", "A@x.de; b@x.de"]),
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(rows=_CONTACT_LISTS)
def test_any_contact_list_twice_is_once(fresh_file: Path, rows: list[tuple[Cell, ...]]) -> None:
    heading: tuple[Cell, ...] = ("Einrichtung", "Ansprechpartner", "Funktion", "Telefon", "E-Mail")
    with TemporaryDirectory() as folder:
        path = shutil.copyfile(fresh_file, Path(folder) / "a.kpr")
        workspace = Workspace.open(path, clock=FixedClock(datetime(2026, 11, 9, 9, tzinfo=UTC)), user="Test")
        try:
            take(workspace, "contact", (heading, *rows))
            before = everything(workspace, Organisation, Person, Affiliation, ContactPoint)
            take(workspace, "contact", (heading, *rows))
            assert everything(workspace, Organisation, Person, Affiliation, ContactPoint) == before
        finally:
            workspace.store.close()


def test_a_remembered_field_that_is_no_more_goes_into_the_note(workspace: Workspace) -> None:
    rows: Rows = (("Was", "Wo", "Wer"), ("Müll", "Mitte", "Amt"))
    take(workspace, "need", rows, targets=("title", "areas", "note"))
    with workspace.store.write("alt") as unit:
        found = unit.find(ImportProfile)[0]
        mapping = found.mapping.replace('"areas"', '"title"').replace('"note"', '"verschwunden"')
        unit.change(ImportProfile, found.id, None, mapping=mapping)
    again = plan_of(workspace, "need", rows)
    assert again.options.targets == ("title", "note", "note")


def test_nothing_is_remembered_of_a_list_without_fields(workspace: Workspace) -> None:
    rows: Rows = (("Was", "Wo"), ("Müll", "Mitte"))
    take(workspace, "need", rows, targets=("note", "skip"))
    long: Rows = (("Titel", "x" * 21_000), ("Müll", "Mitte"))
    take(workspace, "need", long, targets=("title", "note"))
    assert everything(workspace, ImportProfile) == []


@pytest.mark.parametrize(
    ("header", "best"),
    [
        (("Projekt", "Träger", "Laufzeit", "Kosten"), "project"),
        (("Einrichtung", "Anrede", "Vorname", "Nachname", "E-Mail"), "contact"),
        (("Bedarf", "Deliktgruppe", "Ursachen", "Betroffene"), "need"),
        (("Veranstaltung", "Teilnehmer", "Veranstaltungsort", "Presse"), "event"),
    ],
)
def test_headings_speak_for_a_subject(workspace: Workspace, header: tuple[str, ...], best: str) -> None:
    fits = {key: service.subject.fits(header) for key, service in list_imports(workspace).items()}
    assert max(fits, key=lambda key: fits[key]) == best
    assert NEEDS.fits(("Farbe", "Größe")) == 0


def test_odd_cells_of_other_lists_are_told(workspace: Workspace) -> None:
    rows: Rows = (
        ("Veranstaltung", "Art", "Datum", "Kosten", "Stand", "Zielgruppe", "Projekt", "Projekt", "Zeitraum"),
        ("Fest", "y" * 130, "12.05.2026", "viel", "seltsam", "–", "A", "B", "2026"),
    )
    plan = plan_of(workspace, "event", rows)
    told = {item.column: item.message for item in plan.findings}
    assert set(told) >= {"Art", "Kosten", "Stand", "Zielgruppe", "Zeitraum"}
    assert "hat im Feld keinen Platz" in told["Art"]

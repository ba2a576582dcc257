"""The page „Netzwerk“ with real services: organisations, persons, parts, legal basis."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from coordinator_app.domain.bodies import Body, Membership
from coordinator_app.domain.columns import ListFilter
from coordinator_app.domain.contacts import Channel, ContactPoint, PrivacyBasis
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.pages.network.page import NetworkPage


def answer(fill: Callable[[Any], None]) -> None:
    """Fill the next record dialog and press its primary button."""

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        fill(dialog)
        dialog.primary_button.click()
        if dialog.isVisible():
            dialog.reject()

    QTimer.singleShot(0, act)


def setter(**values: Any) -> Callable[[RecordDialog], None]:
    def fill(dialog: RecordDialog) -> None:
        for name, value in values.items():
            dialog.fields.rows[name].editor.set_value(value)

    return fill


@pytest.fixture
def ids(context: AppContext) -> tuple[int, int]:
    """An organisation with a project and a person with a seat."""
    contacts = context.workspace.contacts
    school = contacts.create_organisation(name="Oberschule Mühlwerda", street="Markt 3", town="Mühlwerda")
    person = contacts.create_person(first_name="Anna", last_name="Weber", organisation_id=school, function="Leiterin")
    contacts.add_part(ContactPoint(person_id=person, value="0375 12", is_preferred=True))
    contacts.add_part(ContactPoint(person_id=person, channel=Channel.EMAIL, value="weber@example.org"))
    context.workspace.projects.create(title="Streitschlichter", carrier_id=school, responsible_id=person)
    with context.workspace.store.write("Gremium angelegt") as unit:
        body = unit.add(Body(name="Kommunaler Präventionsrat"))
        seat = Membership(
            body_id=body, seat="Schule", person_id=person, organisation_id=school, starts_on=date(2025, 1, 1)
        )
        unit.add(seat)
    return school, person


@pytest.fixture
def page(context: AppContext, ids: tuple[int, int], qtbot: QtBot) -> NetworkPage:
    """The page on a small screen."""
    made = NetworkPage(context)
    qtbot.addWidget(made)
    made.resize(1166, 690)
    made.show()
    return made


def refresh(page: NetworkPage) -> None:
    page.mark_stale()
    page.refresh()


def test_an_empty_page_invites(context: AppContext, qtbot: QtBot) -> None:
    page = NetworkPage(context)
    qtbot.addWidget(page)
    page.show()
    assert page.organisations.table.empty.isVisible()
    assert page.current_record() is None


def test_an_organisation_shows_people_projects_and_seats(page: NetworkPage, ids: tuple[int, int]) -> None:
    page.show_record("organisation", ids[0])
    detail = page.organisations.detail
    assert detail.header.title.full_text() == "Oberschule Mühlwerda"
    assert [len(card.rows()) for card in (detail.people, detail.projects, detail.seats)] == [1, 1, 1]
    assert page.current_record() == ("organisation", ids[0])


def test_a_person_shows_ways_activities_and_missing_basis(page: NetworkPage, ids: tuple[int, int]) -> None:
    page.show_record("person", ids[1])
    detail = page.persons.detail
    assert [len(card.rows()) for card in (detail.points, detail.work, detail.projects, detail.seats)] == [2, 1, 1, 1]
    detail.tabs.select("privacy")
    assert "keine Rechtsgrundlage" in detail.notice.text()
    assert page.current_record() == ("person", ids[1])
    assert page.new_button.text() == "Neue Person"


def test_a_found_telephone_number_leads_to_its_person(
    page: NetworkPage, ids: tuple[int, int], context: AppContext
) -> None:
    point = context.workspace.contacts.person_card(ids[1]).contact_points[0]
    page.show_record("contact_point", point.id)
    assert page.current_record() == ("person", ids[1])


def test_the_list_of_persons_names_organisation_and_contacts(page: NetworkPage, ids: tuple[int, int]) -> None:
    source = page.persons.source
    row = source.rows(source.ids(ListFilter(text="weber")))[ids[1]]
    values = {column.key: column.value(row) for column in source.columns}
    assert values["name"] == "Weber, Anna"
    assert (values["organisation"], values["function"]) == ("Oberschule Mühlwerda", "Leiterin")
    assert (values["phone"], values["email"]) == ("0375 12", "weber@example.org")
    assert source.ids(ListFilter(sort="display_name", descending=True)) == [ids[1]]


def test_fields_save_themselves(page: NetworkPage, ids: tuple[int, int], context: AppContext) -> None:
    page.show_record("person", ids[1])
    page.pane.detail.edit()
    page.persons.detail.form.editor("last_name").field.setText("Kern")
    page.leave()
    assert context.workspace.contacts.person_card(ids[1]).person.display_name == "Anna Kern"
    page.show_record("organisation", ids[0])
    page.pane.detail.edit()
    page.organisations.detail.form.editor("short_name").field.setText("OS")
    page.leave()
    assert context.workspace.contacts.organisation_card(ids[0]).organisation.short_name == "OS"


def test_parts_are_added_changed_and_removed(
    page: NetworkPage, ids: tuple[int, int], context: AppContext, shell: Any
) -> None:
    page.show_record("person", ids[1])
    detail = page.persons.detail
    detail.tabs.select("privacy")
    add = next(
        button for button in detail.bases.findChildren(QPushButton) if button.text() == "Rechtsgrundlage hinzufügen"
    )
    answer(setter(source="Entsendung durch die Schule"))
    add.click()
    assert context.workspace.contacts.person_card(ids[1]).bases[0].source == "Entsendung durch die Schule"
    refresh(page)
    row = detail.bases.rows()[0]
    answer(setter(review_on=date(2027, 1, 1)))
    row.activated.emit()
    assert context.workspace.contacts.person_card(ids[1]).bases[0].review_on == date(2027, 1, 1)
    refresh(page)
    remove = detail.bases.rows()[0].findChildren(QPushButton)[-1]
    remove.click()
    assert shell.calls[-1] == ("undo_bar", "Rechtsgrundlage entfernt.")
    with context.workspace.store.read() as unit:
        assert unit.find(PrivacyBasis) == []


def test_leaving_an_organisation_points_to_its_seats(
    page: NetworkPage, ids: tuple[int, int], context: AppContext, alerts_fake: Any
) -> None:
    page.show_record("person", ids[1])
    buttons = page.persons.detail.work.rows()[0].findChildren(QPushButton)
    leave = next(button for button in buttons if button.accessibleName() == "Tätigkeit heute beenden")
    leave.click()
    assert context.workspace.contacts.person_card(ids[1]).affiliations[0][0].end == date(2026, 11, 9)
    assert "1 Sitz" in alerts_fake.shown[0]


def test_new_records_are_asked_for_and_shown(page: NetworkPage, ids: tuple[int, int], shell: Any) -> None:
    page.show_record("organisation", ids[0])
    answer(setter(name="Polizeirevier"))
    page.new_record()
    assert shell.calls[-1][:2] == ("navigate", "organisation")
    answer(setter(first_name="Jan", last_name="Kern"))
    page.organisations.detail.person_wanted.emit(ids[0])
    assert shell.calls[-1][:2] == ("navigate", "person")
    refresh(page)
    page.show_record("organisation", ids[0])
    assert len(page.organisations.detail.people.rows()) == 2


def test_deleting_offers_undo(page: NetworkPage, ids: tuple[int, int], shell: Any) -> None:
    page.show_record("organisation", ids[0])
    page.delete_current()
    assert shell.calls[-1] == ("undo_bar", "Die Organisation liegt im Papierkorb.")
    page.show_record("person", ids[1])
    page.persons.detail.delete_wanted.emit(ids[1])
    assert shell.calls[-1] == ("undo_bar", "Die Person liegt im Papierkorb.")


def test_printing_hands_over_the_list_shown(page: NetworkPage, ids: tuple[int, int], shell: Any) -> None:
    page.print_current()
    assert shell.calls[-1][4] == "Organisationen"
    page.show_record("person", ids[1])
    page.print_current()
    assert shell.calls[-1][4] == "Personen"
    assert page.can("print")
    assert page.can("new")


def test_the_page_fits_a_small_screen(page: NetworkPage) -> None:
    assert page.minimumSizeHint().width() <= 1166
    assert page.minimumSizeHint().height() <= 690

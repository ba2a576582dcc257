"""Contacts, distribution lists, data protection and business cards of the page „Netzwerk“, walked as a person does."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from coordinator_app.domain.contacts import Channel, ContactPoint, Person, PersonStatus, PrivacyBasis
from coordinator_app.domain.network import ErasureReason, ListRule
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.dialogs import erase_person
from coordinator_app.gui.pages.network.cards import CardsDialog
from coordinator_app.gui.pages.network.page import INTERACTIONS, LISTS, PERSONS, PRIVACY, NetworkPage
from coordinator_app.gui.pages.settings.trash import TrashPane
from tests.gui.test_network_page import answer, setter


@pytest.fixture
def ids(context: AppContext) -> tuple[int, int, int]:
    """A school with two people, of whom one can be reached by mail and named in a project."""
    contacts = context.workspace.contacts
    school = contacts.create_organisation(name="Oberschule Mühlwerda", street="Markt 3", town="Mühlwerda")
    weber = contacts.create_person(first_name="Anna", last_name="Weber", organisation_id=school, function="Leiterin")
    kern = contacts.create_person(first_name="Ida", last_name="Kern", organisation_id=school)
    contacts.add_part(ContactPoint(person_id=weber, channel=Channel.EMAIL, value="weber@example.org"))
    contacts.add_part(PrivacyBasis(person_id=weber, source="Entsendung", review_on=date(2026, 11, 1)))
    context.workspace.projects.create(title="Streit", activities="Frau Weber leitet die Gruppe.")
    return school, weber, kern


@pytest.fixture
def page(context: AppContext, ids: tuple[int, int, int], qtbot: QtBot) -> NetworkPage:
    """The page on a small screen."""
    made = NetworkPage(context)
    qtbot.addWidget(made)
    made.resize(1166, 690)
    made.show()
    return made


def setter_of_nothing(_dialog: Any) -> None:
    """Take the proposal as it is."""


def refresh(page: NetworkPage) -> None:
    page.mark_stale()
    page.refresh()


def test_a_contact_is_noted_at_a_person_and_edited_in_its_tab(
    page: NetworkPage, ids: tuple[int, int, int], context: AppContext, shell: Any
) -> None:
    page.show_record("person", ids[1])
    detail = page.persons.detail
    answer(setter(subject="Anruf wegen Elternabend", text="Termin im Februar"))
    detail.contacts.add_link.click()
    refresh(page)
    [row] = detail.contacts.rows()
    row.activated.emit()
    assert shell.calls[-1] == ("navigate", "interaction", 1)
    page.show_record("interaction", 1)
    assert page.tabs.current() == INTERACTIONS
    assert page.current_record() == ("interaction", 1)
    page.interactions.detail.edit()
    page.interactions.detail.form.editor("subject").field.setText("Anruf von Frau Weber")
    page.leave()
    assert context.workspace.interactions.get(1).subject == "Anruf von Frau Weber"
    page.delete_current()
    assert shell.calls[-1] == ("undo_bar", "Der Kontakt liegt im Papierkorb.")
    assert context.workspace.interactions.of("person", ids[1]) == []


def test_a_contact_at_an_organisation_begins_with_it(
    page: NetworkPage, ids: tuple[int, int, int], context: AppContext
) -> None:
    page.show_record("organisation", ids[0])
    for number in range(8):
        context.workspace.interactions.create(subject=f"Anruf {number}", organisations=(ids[0],))
    answer(setter(subject="Besuch"))
    page.organisations.detail.contacts.add_link.click()
    assert len(page.organisations.detail.contacts.rows()) == 7
    assert context.workspace.interactions.of("organisation", ids[0])[0].interaction.subject == "Besuch"


def test_a_list_is_made_filled_and_written_to(
    page: NetworkPage,
    ids: tuple[int, int, int],
    context: AppContext,
    shell: Any,
    alerts_fake: Any,
    tmp_path: Path,
) -> None:
    page.tabs.select(LISTS)
    answer(setter(title="Schulen", purpose="Termine"))
    page.new_record()
    assert shell.calls[-1] == ("navigate", "distribution_list", 1)
    page.show_record("distribution_list", 1)
    detail = page.lists.detail
    assert not detail.mail.isEnabled()
    answer(lambda dialog: dialog.persons.set_value((ids[1], ids[2])))
    detail.add_members.click()
    refresh(page)
    assert [len(detail.members.rows()), detail.members.hint.full_text()] == [2, "2 Empfänger, 1 mit E-Mail-Adresse"]
    alerts_fake.answers = [tmp_path / "post"]

    def write(dialog: Any) -> None:
        dialog.primary_button.click()
        assert "Betreff" in dialog.message.text()
        dialog.subject.set_value("Fachtag")
        dialog.text.setPlainText("am 3. Dezember")

    answer(write)
    detail.mail.click()
    assert b"Bcc: Anna Weber <weber@example.org>" in (tmp_path / "post.eml").read_bytes()
    refresh(page)
    assert len(detail.sent.rows()) == 1
    alerts_fake.answers = [tmp_path / "daten", tmp_path / "daten.csv"]
    detail.merge.click()
    detail.merge.click()
    assert (tmp_path / "daten.xlsx").is_file()
    assert (tmp_path / "daten.csv").is_file()
    detail.paper.click()
    assert shell.calls[-1][:3] == ("preview", "distribution_list", 1)


def test_a_rule_brings_people_who_can_be_left_out(
    page: NetworkPage, ids: tuple[int, int, int], context: AppContext, shell: Any
) -> None:
    area = context.workspace.municipality.add_area(name="Altstadt")
    context.workspace.contacts.update_organisation(ids[0], None, areas=(area,))
    context.workspace.distribution_lists.create(title="Altstadt")
    page.show_record("distribution_list", 1)
    detail = page.lists.detail
    told: list[str] = []

    def choose(dialog: Any) -> None:
        told.append(dialog.found.text())
        dialog.editors["areas"].set_value((area,))
        dialog.editors["areas"].committed.emit()
        told.append(dialog.found.text())

    answer(choose)
    detail.edit_rule.click()
    assert told == ["Ohne Bedingung findet die Regel niemanden.", "Zurzeit 2 Empfänger."]
    assert context.workspace.distribution_lists.view(1).rule == ListRule(areas=(area,))
    refresh(page)
    row = detail.members.rows()[0]
    row.activated.emit()
    assert shell.calls[-1] == ("navigate", "person", ids[2])
    row.findChildren(QPushButton)[-1].click()
    assert shell.calls[-1] == ("undo_bar", "Aus dem Verteiler genommen.")
    refresh(page)
    assert len(detail.members.rows()) == 2
    assert context.workspace.distribution_lists.view(1).record.excluded == (ids[2],)


def test_the_review_is_done_for_several_at_once(
    page: NetworkPage, ids: tuple[int, int, int], context: AppContext, shell: Any
) -> None:
    context.workspace.contacts.add_part(PrivacyBasis(person_id=ids[2], source="Telefonat"))
    page.tabs.select(PRIVACY)
    refresh(page)
    pane = page.privacy
    assert [pane.count(), page.current_topic(), page.can("new"), page.can("delete")] == [2, "datenschutz", False, False]
    pane.table.view.selectAll()
    assert not pane.erase.isEnabled()
    pane.inform.click()
    assert shell.calls[-1] == ("undo_bar", "Als informiert vermerkt.")
    refresh(page)
    assert pane.count() == 1
    pane.table.select_first()
    pane.open.click()
    assert shell.calls[-1] == ("navigate", "person", ids[1])
    pane.disclosure.click()
    assert shell.calls[-1][:3] == ("preview", "person_disclosure", ids[1])
    answer(setter_of_nothing)
    pane.keep.click()
    assert context.workspace.contacts.person_card(ids[1]).bases[0].review_on == date(2028, 11, 9)
    refresh(page)
    assert pane.table.empty.isVisible()
    page.print_list()
    assert shell.calls[-1][0] == "export_list"
    page.new_record()
    page.delete_current()
    assert page.current_record() is None


def test_a_person_is_blocked_with_a_reason_and_released(
    page: NetworkPage, ids: tuple[int, int, int], context: AppContext
) -> None:
    page.show_record("person", ids[1])
    rights = page.persons.detail.rights
    answer(lambda dialog: dialog.edit.setPlainText("Widerspruch"))
    rights.block.click()
    assert context.workspace.contacts.person_card(ids[1]).person.status is PersonStatus.BLOCKED
    refresh(page)
    page.tabs.select(PRIVACY)
    assert page.privacy.select(ids[1])
    assert page.privacy.block.text() == "Sperre aufheben"
    page.privacy.block.click()
    assert context.workspace.contacts.person_card(ids[1]).person.status is PersonStatus.ACTIVE
    assert not page.privacy.select(99)
    refresh(page)
    page.privacy.select(ids[1])
    answer(lambda dialog: dialog.edit.setPlainText("Noch einmal"))
    page.privacy.block.click()
    page.persons.detail.show_record(ids[1])
    assert not rights.inform.isEnabled()
    rights.block.click()
    assert context.workspace.contacts.person_card(ids[1]).person.blocked_reason == ""


def test_a_person_is_erased_after_decisions(
    page: NetworkPage, ids: tuple[int, int, int], context: AppContext, shell: Any, qtbot: QtBot
) -> None:
    page.show_record("person", ids[1])
    seen: list[Any] = []

    class Answering(erase_person.ErasePersonDialog):
        def run(self) -> bool:
            self.show()
            seen.append([self.passages.count(), self.decision().keep])
            self.reason.set_value(ErasureReason.REQUEST)
            self.hide()
            return True

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(erase_person, "ErasePersonDialog", Answering)
        page.persons.detail.rights.erase.click()
        qtbot.waitUntil(lambda: bool(shell.calls) and shell.calls[-1][0] == "notify", timeout=20_000)
    assert seen == [[1, frozenset()]]
    assert "endgültig gelöscht" in shell.calls[-1][1]
    with context.workspace.store.read() as unit:
        assert [person.last_name for person in unit.find(Person, deleted=None)] == ["Kern"]
    [note] = context.workspace.person_erasing.notes()
    assert (note.reason, note.passages) == (ErasureReason.REQUEST, 1)
    refresh(page)
    assert page.privacy.log.text() == "Löschprotokoll (1)"
    page.privacy.record.click()
    assert shell.calls[-1][:2] == ("preview", "processing_record")
    page.privacy.log.click()
    assert shell.calls[-1][:2] == ("preview", "erasure_log")


def test_a_person_in_the_papierkorb_is_erased_the_same_way(
    context: AppContext, ids: tuple[int, int, int], qtbot: QtBot, shell: Any
) -> None:
    context.workspace.contacts.discard_person(ids[1])
    pane = TrashPane(context)
    qtbot.addWidget(pane)
    pane.show()
    pane.reload()
    pane.table.select_first()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(erase_person.ErasePersonDialog, "run", lambda _dialog: True)
        pane.erase_button.click()
        qtbot.waitUntil(lambda: bool(shell.calls) and shell.calls[-1][0] == "notify", timeout=20_000)
    assert pane.table.count() == 0


def test_cards_go_out_and_come_in(
    page: NetworkPage, ids: tuple[int, int, int], context: AppContext, alerts_fake: Any, shell: Any, tmp_path: Path
) -> None:
    page.tabs.select(PERSONS)
    alerts_fake.answers = [tmp_path / "karten"]
    page.save_cards()
    assert "2 Visitenkarten" in shell.calls[-1][1]
    data = (tmp_path / "karten.vcf").read_text(encoding="utf-8").replace("Kern", "Lang").replace("Ida", "Ina")
    uids = [line for line in data.splitlines() if line.startswith("UID")]
    (tmp_path / "neu.vcf").write_text(data.replace(uids[0], "UID:1"), encoding="utf-8")
    alerts_fake.answers = [tmp_path / "neu.vcf"]
    shown: list[str] = []

    def look(dialog: CardsDialog) -> None:
        shown.extend(dialog.list.item(number).text() for number in range(dialog.list.count()))

    answer(look)
    page.read_cards()
    assert len([words for words in shown if words.endswith(": neu")]) == 1
    assert shell.calls[-1] == ("undo_bar", "Visitenkarten eingelesen: 1 Person neu.")
    assert "Lang" in [person.last_name for person in context.workspace.contacts.persons()]
    alerts_fake.answers = [tmp_path / "fehlt.vcf"]
    page.read_cards()
    assert "lässt sich nicht lesen" in alerts_fake.shown[-1]


def test_the_partners_are_printed_from_the_menu(page: NetworkPage, shell: Any) -> None:
    page.more.menu_.actions()[0].trigger()
    assert shell.calls[-1][:2] == ("preview", "network_partners")

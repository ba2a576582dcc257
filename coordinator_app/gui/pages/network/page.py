"""The page „Netzwerk“: organisations, persons, contacts, lists and data protection as tabs."""

from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator_app.domain.contacts import Organisation, OrganisationStatus, Person, PersonStatus
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.forms.lookups import Lookups, workspace_lookups
from coordinator_app.gui.pages.base import Page
from coordinator_app.gui.pages.network.cards import read_cards, save_cards
from coordinator_app.gui.pages.network.interactions import InteractionPane
from coordinator_app.gui.pages.network.lists import ListPane
from coordinator_app.gui.pages.network.looks import ORGANISATION_CHIPS, PERSON_CHIPS
from coordinator_app.gui.pages.network.organisation import OrganisationDetail
from coordinator_app.gui.pages.network.parts import NetworkPane
from coordinator_app.gui.pages.network.person import PersonDetail
from coordinator_app.gui.pages.network.privacy import PrivacyPane
from coordinator_app.gui.widgets.buttons import MenuButton, PrimaryButton, SecondaryButton
from coordinator_app.gui.widgets.filter_row import FilterRow
from coordinator_app.gui.widgets.headers import PageHeader
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.gui.widgets.record_table import RecordTable
from coordinator_app.gui.widgets.tabs import TabView
from coordinator_app.services.contact_lists import OrganisationList, PersonList

ORGANISATIONS, PERSONS, INTERACTIONS, LISTS, PRIVACY = "organisations", "persons", "interactions", "lists", "privacy"
_LABELS = {
    ORGANISATIONS: "Organisationen",
    PERSONS: "Personen",
    INTERACTIONS: "Kontakte",
    LISTS: "Verteiler",
    PRIVACY: "Datenschutz",
}
NEW_ORGANISATION = ("name", ("short_name", "organisation_kind_id"), "street", ("postcode", "town"), ("phone", "email"))
NEW_PERSON = (("salutation", "academic_title"), ("first_name", "last_name"))


class OrganisationPane(NetworkPane[OrganisationDetail]):
    """List and detail of the organisations."""

    words = ("Die", "Organisation", "Organisationen")
    kind: ClassVar[str] = "organisation"
    list_title: ClassVar[str] = "Organisationen"
    new_text: ClassVar[str] = "Neue Organisation"

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        self._lookups = lookups
        self.source = OrganisationList(context.workspace.store)
        filter_row = FilterRow("Organisationen filtern", top=16)
        filter_row.add_choice("organisation_kind_id", "Art")
        filter_row.add_choice("status", "Status", [(status, status.label) for status in OrganisationStatus])
        empty = EmptyState(
            "building",
            "Noch keine Organisation erfasst",
            "Hier stehen die Partner: Ämter, Polizei, Schulen, Vereine, freie Träger und Betriebe.",
            "" if context.read_only else "Organisation anlegen",
            "Wer gehört ins Netzwerk?",
        )
        table = RecordTable(
            self.source,
            name="organisations",
            label="Organisationen",
            state=context.settings,
            chips={"status": ORGANISATION_CHIPS},
            empty=empty,
        )
        detail = OrganisationDetail(context, lookups)
        super().__init__(context, filter_row, table, detail, name="organisations", parent=parent)

    def ask_new(self) -> int | None:
        """Ask for a new organisation."""
        contacts = self._context.workspace.contacts

        def save(values: dict[str, Any]) -> int:
            return contacts.create_organisation(**values)

        return RecordDialog.ask(
            self,
            Organisation,
            names=NEW_ORGANISATION,
            title="Neue Organisation",
            primary="Organisation anlegen",
            lookups=self._lookups,
            save=save,
        )

    def _set_options(self) -> None:
        kinds = self._context.workspace.catalogues.entries("organisation_kind")
        self.filter_row.set_options("organisation_kind_id", [(entry.id, entry.label) for entry in kinds])

    def _discard(self, id: int) -> None:
        self._context.workspace.contacts.discard_organisation(id)


class PersonPane(NetworkPane[PersonDetail]):
    """List and detail of the persons."""

    words = ("Die", "Person", "Personen")
    kind: ClassVar[str] = "person"
    list_title: ClassVar[str] = "Personen"
    new_text: ClassVar[str] = "Neue Person"

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        self._lookups = lookups
        self.source = PersonList(context.workspace.store)
        filter_row = FilterRow("Personen filtern", top=16)
        filter_row.add_choice("status", "Status", [(status, status.label) for status in PersonStatus])
        empty = EmptyState(
            "person",
            "Noch keine Person erfasst",
            "Hier stehen Ansprechpersonen mit Erreichbarkeit, Tätigkeit und der Rechtsgrundlage ihrer Daten.",
            "" if context.read_only else "Person anlegen",
            "Welche Angaben zu Personen braucht es?",
        )
        table = RecordTable(
            self.source,
            name="persons",
            label="Personen",
            state=context.settings,
            chips={"status": PERSON_CHIPS},
            empty=empty,
        )
        super().__init__(context, filter_row, table, PersonDetail(context, lookups), name="persons", parent=parent)

    def ask_new(self, organisation_id: int | None = None) -> int | None:
        """Ask for a new person, working for an organisation if one is given."""
        contacts = self._context.workspace.contacts

        def save(values: dict[str, Any]) -> int:
            return contacts.create_person(organisation_id=organisation_id, **values)

        return RecordDialog.ask(
            self,
            Person,
            names=NEW_PERSON,
            title="Neue Person",
            primary="Person anlegen",
            lookups=self._lookups,
            save=save,
        )

    def chosen_or_all(self) -> list[int]:
        """The people chosen when there are several, else everybody in the list as it is filtered."""
        chosen = self.table.selected_ids()
        return list(chosen) if len(chosen) > 1 else self.source.ids(self.table.wanted())

    def _discard(self, id: int) -> None:
        self._context.workspace.contacts.discard_person(id)

    def _kept(self, ids: list[int]) -> str:
        return " ".join(filter(None, (self._context.workspace.contacts.named_for_good(id) for id in ids)))


class NetworkPage(Page):
    """Organisations, persons, contacts, distribution lists, and whose data is to be looked at."""

    page_id: ClassVar[str] = "network"
    title: ClassVar[str] = "Netzwerk"
    icon: ClassVar[str] = "share"
    help_topic: ClassVar[str] = "netzwerk"
    record_kinds: ClassVar[frozenset[str]] = frozenset(
        {"organisation", "person", "contact_point", "affiliation", "privacy_basis", "interaction", "distribution_list"}
        | {"privacy_review"}
    )
    topics: ClassVar[frozenset[str]] = frozenset(
        {
            *("project", "project_actor", "membership", "body", "area", "catalog_entry", "task"),
            *("dispatch", "erasure_note"),
        }
    )

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._lookups = workspace_lookups(context.workspace)
        self.more = MenuButton("Mehr")
        self.print_button = SecondaryButton("Drucken", "printer")
        self.new_button = PrimaryButton("Neue Organisation", "plus")
        self.header = PageHeader(self.title, "", [self.more, self.print_button, self.new_button])
        self.organisations = OrganisationPane(context, self._lookups)
        self.persons = PersonPane(context, self._lookups)
        self.interactions = InteractionPane(context, self._lookups)
        self.lists = ListPane(context, self._lookups)
        self.privacy = PrivacyPane(context, self._lookups)
        self._panes: dict[str, NetworkPane[Any] | PrivacyPane] = {
            ORGANISATIONS: self.organisations,
            PERSONS: self.persons,
            INTERACTIONS: self.interactions,
            LISTS: self.lists,
            PRIVACY: self.privacy,
        }
        self.tabs = TabView("Netzwerk", margin=24)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        for key, label in _LABELS.items():
            self.tabs.add_tab(key, label, partial(self._panes.__getitem__, key), self._panes[key])
        self.tabs.select(ORGANISATIONS)
        column.addWidget(self.tabs, 1)
        self._connect()
        self._show_buttons()

    def _connect(self) -> None:
        self.print_button.clicked.connect(self.print_list)
        self.new_button.clicked.connect(self.new_record)
        self.tabs.shown.connect(self._on_tab_shown)
        for text, slot in (
            ("Netzwerkpartner (Übersicht)", self.print_partners),
            ("Visitenkarten ausgeben (vCard) …", self.save_cards),
            ("Visitenkarten einlesen (vCard) …", self.read_cards),
        ):
            action = QAction(text, self.more.menu_)
            action.triggered.connect(slot)
            self.more.menu_.addAction(action)
            if slot == self.read_cards:
                action.setEnabled(not self.context.read_only)
        for pane in self._panes.values():
            pane.new_wanted.connect(self.new_record)
            pane.changed.connect(self._on_changed)
        self.organisations.detail.person_wanted.connect(self._on_person_wanted)

    @property
    def pane(self) -> "NetworkPane[Any] | PrivacyPane":
        """The tab shown."""
        return self._panes[self.tabs.current()]

    # --- the page's duties

    def reload(self) -> None:
        """Read all lists again."""
        for key, pane in self._panes.items():
            pane.reload()
            self.tabs.strip.set_count(key, pane.count() or (None if key == PRIVACY else 0))

    def show_record(self, kind: str, record_id: int) -> None:
        """Show a record of the network; a contact point, activity or legal basis at its person.

        „privacy_review“ is no record: it opens the list of those whose data is to be looked at.
        """
        if kind in {"contact_point", "affiliation", "privacy_basis"}:
            record_id = self.context.workspace.contacts.person_of(kind, record_id)
            kind = "person"
        if kind == "privacy_review":
            self.tabs.select(PRIVACY)
            return
        key = next(key for key, pane in self._panes.items() if pane.kind == kind)
        self.tabs.select(key)
        self.pane.select(record_id)

    def current_record(self) -> tuple[str, int] | None:
        """The record shown."""
        return self.pane.current_record()

    def can(self, command: str) -> bool:
        """What the tab shown can."""
        return self.pane.can(command)

    @Slot()
    def new_record(self) -> None:
        """Ask for a new record of the tab shown."""
        if not self.context.read_only:
            self.pane.new_record()

    def print_current(self) -> None:
        """The list shown, with its columns."""
        self.print_list()

    def export_current(self) -> None:
        """As `print_current`: the preview offers Word and Excel."""
        self.print_list()

    @Slot()
    def print_list(self) -> None:
        """The list in the print preview."""
        self.leave()
        self.pane.print_list()

    @Slot()
    def print_partners(self) -> None:
        """The partners by kind and over the years."""
        self.context.preview("network_partners")

    @Slot()
    def save_cards(self) -> None:
        """Write the people chosen, or all of the list, as vCards."""
        save_cards(self, self.context, self.persons.chosen_or_all())

    @Slot()
    def read_cards(self) -> None:
        """Read vCards, after a look at what they would change."""
        read_cards(self, self.context)

    def delete_current(self) -> None:
        """The selected entries to the Papierkorb."""
        self.pane.delete_current()

    def focus_filter(self) -> None:
        """Into the filter row."""
        self.pane.focus_filter()

    def leave(self) -> None:
        """Save what is still in a field."""
        for pane in self._panes.values():
            pane.leave()

    def current_topic(self) -> str:
        """The help topic of the tab shown."""
        return self.pane.topic or self.help_topic

    def _show_buttons(self) -> None:
        self.new_button.setText(self.pane.new_text)
        self.new_button.setVisible(bool(self.pane.new_text) and not self.context.read_only)
        self.actions_changed.emit()

    # --- slots

    @Slot(str)
    def _on_tab_shown(self, _key: str) -> None:
        self._show_buttons()
        self.place_changed.emit()

    @Slot()
    def _on_changed(self) -> None:
        self.actions_changed.emit()
        self.place_changed.emit()

    @Slot(int)
    def _on_person_wanted(self, organisation_id: int) -> None:
        new = self.persons.ask_new(organisation_id)
        if new:
            self.context.navigate("person", new)

"""The page „Netzwerk“: organisations and persons as tabs, each a list with a detail."""

from typing import Any, ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator_app.domain.columns import ListFilter
from coordinator_app.domain.contacts import Organisation, OrganisationStatus, Person, PersonStatus
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.dialogs import RecordDialog
from coordinator_app.gui.forms.lookups import Lookups, workspace_lookups
from coordinator_app.gui.pages.base import Page
from coordinator_app.gui.pages.network.looks import ORGANISATION_CHIPS, PERSON_CHIPS
from coordinator_app.gui.pages.network.organisation import OrganisationDetail
from coordinator_app.gui.pages.network.person import PersonDetail
from coordinator_app.gui.register_pane import RegisterPane
from coordinator_app.gui.widgets.buttons import PrimaryButton, SecondaryButton
from coordinator_app.gui.widgets.filter_row import FilterRow
from coordinator_app.gui.widgets.headers import PageHeader
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.gui.widgets.record_table import RecordTable
from coordinator_app.gui.widgets.tabs import TabView
from coordinator_app.services.contact_lists import OrganisationList, PersonList

ORGANISATIONS, PERSONS = "organisations", "persons"
NEW_ORGANISATION = ("name", ("short_name", "organisation_kind_id"), "street", ("postcode", "town"), ("phone", "email"))
NEW_PERSON = (("salutation", "academic_title"), ("first_name", "last_name"))


class OrganisationPane(RegisterPane[OrganisationDetail]):
    """List and detail of the organisations."""

    words = ("Die", "Organisation", "Organisationen")
    kind: ClassVar[str] = "organisation"

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        self.source = OrganisationList(context.workspace.store)
        filter_row = FilterRow("Organisationen filtern", top=16)
        filter_row.add_choice("organisation_kind_id", "Art")
        filter_row.add_choice("status", "Status", [(status, status.label) for status in OrganisationStatus])
        empty = EmptyState(
            "building",
            "Noch keine Organisation erfasst",
            "Hier stehen die Partner: Ämter, Polizei, Schulen, Vereine, freie Träger und Betriebe.",
            "" if context.read_only else "Organisation anlegen",
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

    def _set_options(self) -> None:
        kinds = self._context.workspace.catalogues.entries("organisation_kind")
        self.filter_row.set_options("organisation_kind_id", [(entry.id, entry.label) for entry in kinds])

    def _discard(self, id: int) -> None:
        self._context.workspace.contacts.discard_organisation(id)


class PersonPane(RegisterPane[PersonDetail]):
    """List and detail of the persons."""

    words = ("Die", "Person", "Personen")
    kind: ClassVar[str] = "person"

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        self.source = PersonList(context.workspace.store)
        filter_row = FilterRow("Personen filtern", top=16)
        filter_row.add_choice("status", "Status", [(status, status.label) for status in PersonStatus])
        empty = EmptyState(
            "person",
            "Noch keine Person erfasst",
            "Hier stehen Ansprechpersonen mit Erreichbarkeit, Tätigkeit und der Rechtsgrundlage ihrer Daten.",
            "" if context.read_only else "Person anlegen",
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

    def _discard(self, id: int) -> None:
        self._context.workspace.contacts.discard_person(id)

    def _kept(self, ids: list[int]) -> str:
        return " ".join(filter(None, (self._context.workspace.contacts.named_for_good(id) for id in ids)))


class NetworkPage(Page):
    """Organisations and persons of the network."""

    page_id: ClassVar[str] = "network"
    title: ClassVar[str] = "Netzwerk"
    icon: ClassVar[str] = "share"
    help_topic: ClassVar[str] = "netzwerk"
    record_kinds: ClassVar[frozenset[str]] = frozenset(
        {"organisation", "person", "contact_point", "affiliation", "privacy_basis"}
    )
    topics: ClassVar[frozenset[str]] = frozenset(
        {
            *("project", "project_actor", "membership", "body", "area", "catalog_entry", "task"),
        }
    )

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._lookups = workspace_lookups(context.workspace)
        self._new_for = 0
        self.print_button = SecondaryButton("Drucken", "printer")
        self.new_button = PrimaryButton("Neue Organisation", "plus")
        self.header = PageHeader(self.title, "", [self.print_button, self.new_button])
        self.organisations = OrganisationPane(context, self._lookups)
        self.persons = PersonPane(context, self._lookups)
        self.tabs = TabView("Netzwerk", margin=24)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        self.tabs.add_tab(ORGANISATIONS, "Organisationen", self._organisations_pane)
        self.tabs.add_tab(PERSONS, "Personen", self._persons_pane)
        self.tabs.select(ORGANISATIONS)
        column.addWidget(self.tabs, 1)
        self._connect()
        self._show_buttons()

    def _organisations_pane(self) -> QWidget:
        return self.organisations

    def _persons_pane(self) -> QWidget:
        return self.persons

    def _connect(self) -> None:
        self.print_button.clicked.connect(self.print_list)
        self.new_button.clicked.connect(self.new_record)
        self.tabs.shown.connect(self._on_tab_shown)
        for pane in (self.organisations, self.persons):
            pane.new_wanted.connect(self.new_record)
            pane.changed.connect(self._on_changed)
            pane.table.edit_wanted.connect(self._on_edit_wanted)
        self.organisations.detail.person_wanted.connect(self._on_person_wanted)

    @property
    def pane(self) -> OrganisationPane | PersonPane:
        """The tab shown."""
        return self.persons if self.tabs.current() == PERSONS else self.organisations

    # --- the page's duties

    def reload(self) -> None:
        """Read both lists again."""
        self.organisations.reload()
        self.persons.reload()
        self.tabs.strip.set_count(ORGANISATIONS, len(self.organisations.source.ids(ListFilter())))
        self.tabs.strip.set_count(PERSONS, len(self.persons.source.ids(ListFilter())))

    def show_record(self, kind: str, record_id: int) -> None:
        """Show an organisation, a person, or the person of a contact point, activity or legal basis."""
        if kind not in {"organisation", "person"}:
            record_id = self.context.workspace.contacts.person_of(kind, record_id)
        self.tabs.select(ORGANISATIONS if kind == "organisation" else PERSONS)
        self.pane.select(record_id)

    def current_record(self) -> tuple[str, int] | None:
        """The organisation or person shown."""
        id = self.pane.detail.current_id()
        return (self.pane.kind, id) if id else None

    def can(self, command: str) -> bool:
        """What a list can; writing only in a writable file."""
        if command in {"print", "export", "filter"}:
            return True
        if self.context.read_only:
            return False
        return command == "new" or (command == "delete" and bool(self.pane.table.current_id()))

    @Slot()
    def new_record(self) -> None:
        """Ask for a new organisation or person, whichever tab is shown."""
        if self.context.read_only:
            return
        if self.pane is self.persons:
            self._ask(Person, NEW_PERSON, "Neue Person", "Person anlegen")
        else:
            self._ask(Organisation, NEW_ORGANISATION, "Neue Organisation", "Organisation anlegen")

    def _ask(self, record_type: type[Organisation | Person], names: Any, title: str, primary: str) -> None:
        contacts, organisation_id = self.context.workspace.contacts, self._new_for or None

        def save(values: dict[str, Any]) -> int:
            if record_type is Person:
                return contacts.create_person(organisation_id=organisation_id, **values)
            return contacts.create_organisation(**values)

        new_id = RecordDialog.ask(
            self, record_type, names=names, title=title, primary=primary, lookups=self._lookups, save=save
        )
        if new_id:
            self.context.navigate(record_type.kind, new_id)

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
        pane = self.pane
        self.context.export_list(pane.source, pane.table.wanted(), pane.table.visible_columns(), pane.words[2])

    def delete_current(self) -> None:
        """The selected entries to the Papierkorb."""
        self.pane.discard(self.pane.table.selected_ids())

    def focus_filter(self) -> None:
        """Into the filter row."""
        self.pane.filter_row.focus_search()

    def leave(self) -> None:
        """Save what is still in a field."""
        self.organisations.detail.flush()
        self.persons.detail.flush()

    def _show_buttons(self) -> None:
        self.new_button.setText("Neue Person" if self.pane is self.persons else "Neue Organisation")
        self.new_button.setVisible(not self.context.read_only)
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
    def _on_edit_wanted(self, _id: int) -> None:
        self.pane.split.show_detail()
        self.pane.detail.edit()

    @Slot(int)
    def _on_person_wanted(self, organisation_id: int) -> None:
        self._new_for = organisation_id
        self._ask(Person, NEW_PERSON, "Neue Person", "Person anlegen")
        self._new_for = 0

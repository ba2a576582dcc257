"""The page „Netzwerk“: organisations and persons as tabs, each a list with a detail."""

from typing import Any, ClassVar

from PySide6.QtCore import Signal, Slot
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
from coordinator_app.gui.widgets.buttons import PrimaryButton, SecondaryButton
from coordinator_app.gui.widgets.filter_row import FilterRow
from coordinator_app.gui.widgets.headers import PageHeader
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.gui.widgets.record_table import RecordTable
from coordinator_app.gui.widgets.split_view import SplitView
from coordinator_app.gui.widgets.tabs import TabView
from coordinator_app.services.contact_lists import OrganisationList, PersonList

ORGANISATIONS, PERSONS = "organisations", "persons"
NEW_ORGANISATION = ("name", ("short_name", "organisation_kind_id"), "street", ("postcode", "town"), ("phone", "email"))
NEW_PERSON = (("salutation", "academic_title"), ("first_name", "last_name"))


class OrganisationPane(QWidget):
    """List and detail of the organisations."""

    new_wanted = Signal()

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.source = OrganisationList(context.workspace.store)
        self.filter_row = FilterRow("Organisationen filtern", top=16)
        self.filter_row.add_choice("organisation_kind_id", "Art")
        self.filter_row.add_choice("status", "Status", [(status, status.label) for status in OrganisationStatus])
        button = "" if context.read_only else "Organisation anlegen"
        empty = EmptyState(
            "building",
            "Noch keine Organisation erfasst",
            "Hier stehen die Partner: Ämter, Polizei, Schulen, Vereine, freie Träger und Betriebe.",
            button,
        )
        empty.action.connect(self.new_wanted)
        self.table = RecordTable(
            self.source,
            name="organisations",
            label="Organisationen",
            state=context.settings,
            chips={"status": ORGANISATION_CHIPS},
            empty=empty,
        )
        self.table.attach(self.filter_row)
        self.detail = OrganisationDetail(context, lookups)
        self.split = _arranged(self, self.filter_row, self.table, self.detail, "organisations", context)

    def reload(self) -> None:
        """Read again, keeping the selection."""
        kinds = self._context.workspace.catalogues.entries("organisation_kind")
        self.filter_row.set_options("organisation_kind_id", [(entry.id, entry.label) for entry in kinds])
        self.table.reload()
        if not self.table.current_id():
            self.table.select_first()
        self.show_current()

    @Slot()
    def show_current(self) -> None:
        """Show the organisation chosen in the list."""
        self.detail.show_organisation(self.table.current_id())
        self.split.set_detail_empty(empty=_is_empty(self.table))


class PersonPane(QWidget):
    """List and detail of the persons."""

    new_wanted = Signal()

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.source = PersonList(context.workspace.store)
        self.filter_row = FilterRow("Personen filtern", top=16)
        self.filter_row.add_choice("status", "Status", [(status, status.label) for status in PersonStatus])
        button = "" if context.read_only else "Person anlegen"
        empty = EmptyState(
            "person",
            "Noch keine Person erfasst",
            "Hier stehen Ansprechpersonen mit Erreichbarkeit, Tätigkeit und der Rechtsgrundlage ihrer Daten.",
            button,
        )
        empty.action.connect(self.new_wanted)
        self.table = RecordTable(
            self.source,
            name="persons",
            label="Personen",
            state=context.settings,
            chips={"status": PERSON_CHIPS},
            empty=empty,
        )
        self.table.attach(self.filter_row)
        self.detail = PersonDetail(context, lookups)
        self.split = _arranged(self, self.filter_row, self.table, self.detail, "persons", context)

    def reload(self) -> None:
        """Read again, keeping the selection."""
        self.table.reload()
        if not self.table.current_id():
            self.table.select_first()
        self.show_current()

    @Slot()
    def show_current(self) -> None:
        """Show the person chosen in the list."""
        self.detail.show_person(self.table.current_id())
        self.split.set_detail_empty(empty=_is_empty(self.table))


def _is_empty(table: RecordTable) -> bool:
    wanted = table.wanted()
    return not (table.count() or wanted.text or wanted.equals)


def _arranged(
    pane: QWidget, row: FilterRow, table: RecordTable, detail: QWidget, name: str, context: AppContext
) -> SplitView:
    split = SplitView(table, detail, name=name, state=context.settings, list_width=480, detail_min=660)
    column = QVBoxLayout(pane)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(row)
    column.addWidget(split, 1)
    return split


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
            *("project", "project_actor", "membership", "body", "area", "catalog_entry"),
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
            pane.table.current_changed.connect(self._on_current_changed)
            pane.table.opened.connect(self._on_opened)
            pane.table.edit_wanted.connect(self._on_edit_wanted)
            pane.table.delete_wanted.connect(self.discard)
            pane.detail.delete_wanted.connect(self._on_detail_delete)
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
        pane = self.pane
        if not pane.table.select(record_id):
            pane.filter_row.reset()
            pane.table.select(record_id)
        pane.show_current()
        pane.split.show_detail()

    def current_record(self) -> tuple[str, int] | None:
        """The organisation or person shown."""
        id = self.pane.detail.current_id()
        kind = "person" if self.pane is self.persons else "organisation"
        return (kind, id) if id else None

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
        title = "Personen" if pane is self.persons else "Organisationen"
        self.context.export_list(pane.source, pane.table.wanted(), pane.table.visible_columns(), title)

    def delete_current(self) -> None:
        """The selected entries to the Papierkorb."""
        self.discard(self.pane.table.selected_ids())

    def focus_filter(self) -> None:
        """Into the filter row."""
        self.pane.filter_row.focus_search()

    def leave(self) -> None:
        """Save what is still in a field."""
        self.organisations.detail.flush()
        self.persons.detail.flush()

    @Slot(list)
    def discard(self, ids: list[int]) -> None:
        """Move entries of the tab shown to the Papierkorb as one step."""
        if not ids or self.context.read_only:
            return
        self.leave()
        contacts = self.context.workspace.contacts
        persons = self.pane is self.persons
        one, many = ("Person", "Personen") if persons else ("Organisation", "Organisationen")
        what = one if len(ids) == 1 else f"{len(ids)} {many}"
        with self.context.workspace.store.write(f"{what} in den Papierkorb gelegt"):
            for id in ids:
                if persons:
                    contacts.discard_person(id)
                else:
                    contacts.discard_organisation(id)
        self.context.undo_bar(f"Die {one} liegt im Papierkorb." if len(ids) == 1 else f"{what} liegen im Papierkorb.")

    def _show_buttons(self) -> None:
        self.new_button.setText("Neue Person" if self.pane is self.persons else "Neue Organisation")
        self.new_button.setVisible(not self.context.read_only)
        self.actions_changed.emit()

    # --- slots

    @Slot(str)
    def _on_tab_shown(self, _key: str) -> None:
        self._show_buttons()
        self.place_changed.emit()

    @Slot(int)
    def _on_current_changed(self, _id: int) -> None:
        pane = self.persons if self.sender() is self.persons.table else self.organisations
        pane.detail.flush()
        pane.show_current()
        self.actions_changed.emit()
        self.place_changed.emit()

    @Slot(int)
    def _on_opened(self, _id: int) -> None:
        self.pane.split.show_detail()

    @Slot(int)
    def _on_edit_wanted(self, _id: int) -> None:
        self.pane.split.show_detail()
        self.pane.detail.edit()

    @Slot(int)
    def _on_detail_delete(self, id: int) -> None:
        self.discard([id])

    @Slot(int)
    def _on_person_wanted(self, organisation_id: int) -> None:
        self._new_for = organisation_id
        self._ask(Person, NEW_PERSON, "Neue Person", "Person anlegen")
        self._new_for = 0

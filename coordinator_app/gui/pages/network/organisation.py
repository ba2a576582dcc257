"""Detail of one organisation: facts, people, projects, seats, and its fields."""

from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from coordinator_app.common.german import format_date
from coordinator_app.domain.contacts import Organisation
from coordinator_app.gui import theme
from coordinator_app.gui.context import AppContext
from coordinator_app.gui.forms.lookups import Lookups
from coordinator_app.gui.forms.record_form import RecordForm
from coordinator_app.gui.pages.network.looks import ORGANISATION_CHIPS
from coordinator_app.gui.pages.network.parts import show_links
from coordinator_app.gui.widgets.buttons import LinkButton, MoreButton
from coordinator_app.gui.widgets.cards import ListCard, ListRow
from coordinator_app.gui.widgets.headers import DetailHeader
from coordinator_app.gui.widgets.key_values import KeyValueGrid
from coordinator_app.gui.widgets.linked_rows import hint_row
from coordinator_app.gui.widgets.notices import EmptyState
from coordinator_app.gui.widgets.scroll_column import ScrollColumn
from coordinator_app.gui.widgets.tabs import TabView
from coordinator_app.services.contacts import OrganisationCard

FIELDS = (
    "name",
    ("short_name", "organisation_kind_id"),
    ("parent_id", "status"),
    "# Anschrift und Erreichbarkeit",
    "street",
    ("postcode", "town"),
    ("phone", "email"),
    "website",
    "# Zusammenarbeit",
    ("fields_of_action", "areas"),
    ("partner_since", "partner_until"),
    "note",
)


class OrganisationDetail(QWidget):
    """Detail pane; `show_organisation(0)` shows the hint to choose one."""

    delete_wanted = Signal(int)
    person_wanted = Signal(int)

    def __init__(self, context: AppContext, lookups: Lookups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._contacts = context.workspace.contacts
        self._id = 0
        self.header = DetailHeader()
        self.more = MoreButton()
        self.facts = KeyValueGrid(columns=2, label_width=104)
        self.people = ListCard("Personen")
        self.projects = ListCard("Projekte und Angebote")
        self.seats = ListCard("Sitze in Gremien")
        self.form = RecordForm(Organisation, save=self._save, names=FIELDS, lookups=lookups)
        self.tabs = TabView("Teile der Organisation")
        self._build()

    def _build(self) -> None:
        self._stack = QStackedLayout(self)
        hint = "Wählen Sie links eine Organisation aus."
        self._stack.addWidget(EmptyState("building", "Keine Organisation gewählt", hint, compact=True))
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 16, 0, 0)
        column.setSpacing(8)
        head = QVBoxLayout()
        head.setContentsMargins(24, 0, 24, 0)
        head.addWidget(self.header)
        column.addLayout(head)
        self.header.add_button(self.more)
        delete = QAction("In den Papierkorb", self.more.menu_)
        delete.setEnabled(not self._context.read_only)
        delete.triggered.connect(self._on_delete)
        self.more.menu_.addAction(delete)
        add = LinkButton("Person hinzufügen", "plus")
        theme.reveal(add, shown=not self._context.read_only)
        add.clicked.connect(self._on_person_wanted)
        self.people.add_to_head(add)
        self.tabs.add_tab("overview", "Überblick", self._overview_pane)
        self.tabs.add_tab("fields", "Angaben", self._fields_pane)
        self.tabs.select("overview")
        column.addWidget(self.tabs, 1)
        self._stack.addWidget(content)

    def _overview_pane(self) -> QWidget:
        return ScrollColumn(self.facts, self.people, self.projects, self.seats)

    def _fields_pane(self) -> QWidget:
        return ScrollColumn(self.form)

    def show_organisation(self, id: int) -> None:
        """Show an organisation (again); 0 shows none."""
        self._id = id
        self._stack.setCurrentIndex(1 if id else 0)
        if not id:
            self.form.load(None)
            return
        card = self._contacts.organisation_card(id)
        organisation = card.organisation
        self.header.set(organisation.name, organisation.short_name)
        self.header.chip.set_style(organisation.status.label, ORGANISATION_CHIPS[organisation.status])
        self.header.chip.show()
        self.facts.set_rows(self._facts(card))
        rows: list[QWidget] = []
        for work, name in card.people:
            ended = f" (bis {format_date(work.end)})" if work.end else ""
            row = ListRow(name, addition=work.department, value=work.function + ended, icon="person")
            row.activated.connect(partial(self._context.navigate, "person", work.person_id or 0))
            rows.append(row)
        self.people.set_hint(str(len(rows)) if rows else "")
        self.people.set_rows(rows or [hint_row("Noch keine Person: Wer ist Ansprechpartner?")])
        show_links(self.projects, self._context, card.projects, "Noch an keinem Projekt beteiligt.")
        show_links(self.seats, self._context, card.seats, "Kein Sitz in einem Gremium.")
        self.form.load(organisation)
        self.form.set_read_only(read_only=self._context.read_only)

    def _facts(self, card: OrganisationCard) -> list[tuple[str, str | QWidget]]:
        item = card.organisation
        town = " ".join(part for part in (item.postcode, item.town) if part)
        period = [f"seit {format_date(item.partner_since)}"] if item.partner_since else []
        period += [f"bis {format_date(item.partner_until)}"] if item.partner_until else []
        return [
            ("Art", card.kind_label),
            ("Telefon", item.phone),
            ("Gehört zu", card.parent),
            ("E-Mail", item.email),
            ("Anschrift", ", ".join(part for part in (item.street, town) if part)),
            ("Internet", item.website),
            ("Partner", " ".join(period)),
            ("Notiz", item.note),
        ]

    def current_id(self) -> int:
        """The organisation shown; 0 for none."""
        return self._id

    def flush(self) -> None:
        """Save what is still in a field."""
        if self._id:
            self.form.flush()

    def edit(self) -> None:
        """Go to the fields."""
        self.tabs.select("fields")
        self.form.focus_first()

    def _save(self, name: str, value: Any) -> None:
        self._contacts.update_organisation(self.form.record.id, None, **{name: value})

    @Slot()
    def _on_delete(self) -> None:
        self.delete_wanted.emit(self._id)

    @Slot()
    def _on_person_wanted(self) -> None:
        self.person_wanted.emit(self._id)
